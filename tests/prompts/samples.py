"""A definition or more of every kind, as an exercise file has it. The contract tests run over this table.

A sample is a function of labels (options, boxes, rows), so that the tests can fill in any text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from armoede_toolbox.prompts import KINDS, Prompt

Labels = Sequence[str]
Definition = dict[str, Any]
Sample = Callable[[Labels], Definition]

LABELS: Final = ("kennen", "durven: nu", "kunnen")

SAMPLES: Final[dict[str, tuple[Sample, ...]]] = {
    "open": (lambda labels: {},),
    "lijst": (lambda labels: {}, lambda labels: {"minstens": 0, "hoogstens": 3}),
    "getal": (lambda labels: {}, lambda labels: {"van": -5, "tot": 99, "eenheid": labels[0]}),
    "schaal": (lambda labels: {}, lambda labels: {"van": 0, "tot": 10, "labels": {0: labels[0], 10: labels[1]}}),
    "keuze": (
        lambda labels: {"opties": [*labels]},
        lambda labels: {"opties": [*labels], "anders": "iets anders, namelijk"},
        lambda labels: {"opties": {"uit": "eerder"}},
    ),
    "meerkeuze": (
        lambda labels: {"opties": [*labels], "minstens": 0},
        lambda labels: {"opties": [*labels], "anders": "iets anders, namelijk", "hoogstens": 3},
    ),
    "stelling": (
        lambda labels: {},
        lambda labels: {"reden": "getypt"},
        lambda labels: {"opties": [*labels], "reden": "getypt"},
    ),
    "rangorde": (lambda labels: {"opties": [*labels]},),
    "stippen": (lambda labels: {"opties": [*labels], "punten": 3},),
    "vakken": (lambda labels: {"vakken": [*labels]},),
    "raster": (lambda labels: {"rijen": [*labels]}, lambda labels: {"rijen": [*labels], "van": -2, "tot": 2}),
    "tijdlijn": (lambda labels: {}, lambda labels: {"wie_doet": [*labels], "hoogstens": 3}),
    "quiz": (
        lambda labels: {"opties": [*labels], "antwoord": labels[0], "feit": "F15", "uitleg": "Dit getal is oud."},
    ),
    "als-dan": (
        lambda labels: {},
        lambda labels: {"als": "Als ik merk dat", "dan": "dan zeg ik"},
        lambda labels: {"als": labels[0], "dan": labels[1]},
    ),
    "afspraak": (lambda labels: {}, lambda labels: {"hoogstens": 4}),
    "alleen-bespreken": (lambda labels: {},),
}

EVERY: Final = [(kind, n) for kind, samples in SAMPLES.items() for n in range(len(samples))]
"""Every sample, for ``parametrize``."""


def definition(kind: str, n: int = 0, labels: Labels = LABELS, /, **changes: Any) -> Definition:
    """The data of a sample; ``changes`` are keys of the file."""
    return {"id": "vraag", "soort": kind, "tekst": "Vraag?", **SAMPLES[kind][n](labels), **changes}


def prompt(kind: str, n: int = 0, labels: Labels = LABELS, /, **changes: Any) -> Prompt:
    """A sample as a prompt; ``None`` takes a key away."""
    data = definition(kind, n, labels, **changes)
    return KINDS[kind].from_file({key: value for key, value in data.items() if value is not None})
