"""An author's slip in a definition is named at its place in the file, in Dutch."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from armoede_toolbox.prompts.types import AnyPrompt
from tests.prompts.samples import definition

_PROMPTS: TypeAdapter[Any] = TypeAdapter(tuple[AnyPrompt, ...])

SLIPS: list[tuple[str, dict[str, Any], tuple[str | int, ...], str]] = [
    ("lijst", {"minstens": 3, "hoogstens": 2}, ("hoogstens",), "toolbox_range"),
    ("lijst", {"minstens": -1}, ("minstens",), "toolbox_range"),
    ("lijst", {"hoogstens": 0}, ("hoogstens",), "toolbox_range"),
    ("lijst", {"voorbeeld": "geen lijst"}, ("voorbeeld",), "toolbox_example"),
    ("lijst", {"ophalen": "tellen"}, ("ophalen",), "toolbox_tally"),
    ("getal", {"van": 5, "tot": 5}, ("tot",), "toolbox_range"),
    ("getal", {"tot": 9, "voorbeeld": 12}, ("voorbeeld",), "toolbox_example"),
    ("getal", {"van": "1"}, ("van",), "int_type"),
    ("schaal", {"van": 5, "tot": 1}, ("tot",), "toolbox_range"),
    ("schaal", {"tot": 100}, ("tot",), "toolbox_range"),
    ("schaal", {"labels": {6: "te ver"}}, ("labels",), "toolbox_label"),
    ("schaal", {"labels": {1: "twee\nregels"}}, ("labels", 1), "toolbox_one_line"),
    ("keuze", {"opties": ["een"]}, ("opties",), "toolbox_too_few"),
    ("keuze", {"opties": ["een", "twee", "Een"]}, ("opties", 2), "toolbox_twice"),
    ("keuze", {"opties": ["een", "twee\nregels"]}, ("opties", 1), "toolbox_one_line"),
    ("keuze", {"opties": ["een", 2]}, ("opties", 1), "string_type"),
    ("keuze", {"opties": {"uit": "eerder", "off": "x"}}, ("opties", "off"), "extra_forbidden"),
    ("keuze", {"opties": {"uit": "Geen Id"}}, ("opties", "uit"), "string_pattern_mismatch"),
    ("keuze", {"anders": "Kennen"}, ("anders",), "toolbox_twice"),
    ("keuze", {"voorbeeld": "iets vreemds"}, ("voorbeeld",), "toolbox_example"),
    ("meerkeuze", {"minstens": 4}, ("minstens",), "toolbox_range"),
    ("meerkeuze", {"hoogstens": 4}, ("hoogstens",), "toolbox_range"),
    ("stelling", {"opties": ["eens"]}, ("opties",), "toolbox_too_few"),
    ("stelling", {"voorbeeld": {"oordeel": "eens", "reden": "daarom"}}, ("voorbeeld",), "toolbox_example"),
    ("rangorde", {"opties": []}, ("opties",), "toolbox_too_few"),
    ("rangorde", {"ophalen": "tellen"}, ("ophalen",), "toolbox_tally"),
    ("stippen", {"punten": 0}, ("punten",), "toolbox_range"),
    ("stippen", {"voorbeeld": {"kennen": 2}}, ("voorbeeld",), "toolbox_example"),
    ("vakken", {"vakken": ["een", "een"]}, ("vakken", 1), "toolbox_twice"),
    ("vakken", {"vakken": []}, ("vakken",), "toolbox_too_few"),
    ("raster", {"rijen": []}, ("rijen",), "toolbox_too_few"),
    ("raster", {"van": 3, "tot": 3}, ("tot",), "toolbox_range"),
    ("tijdlijn", {"wie_doet": ["wij", "wij"]}, ("wie_doet", 1), "toolbox_twice"),
    ("tijdlijn", {"hoogstens": 0}, ("hoogstens",), "toolbox_range"),
    ("quiz", {"antwoord": "iets anders"}, ("antwoord",), "toolbox_answer"),
    ("quiz", {"opties": {"uit": "eerder"}}, ("opties",), "toolbox_options"),
    ("quiz", {"feit": "15"}, ("feit",), "string_pattern_mismatch"),
    ("als-dan", {"als": "Als\nik"}, ("als",), "toolbox_one_line"),
    ("als-dan", {"voorbeeld": {"als": "Als het regent"}}, ("voorbeeld",), "toolbox_example"),
    ("afspraak", {"hoogstens": 0}, ("hoogstens",), "toolbox_range"),
    ("afspraak", {"voorbeeld": [{"wta": "Bellen"}]}, ("voorbeeld",), "toolbox_example"),
    ("alleen-bespreken", {"voorbeeld": "iets"}, ("voorbeeld",), "toolbox_example"),
]


@pytest.mark.parametrize(("kind", "changes", "place", "slip"), SLIPS)
def test_a_slip_is_named_where_it_stands(
    kind: str, changes: dict[str, Any], place: tuple[str | int, ...], slip: str
) -> None:
    good, bad = definition("open"), definition(kind, **changes)
    with pytest.raises(ValidationError) as caught:
        _PROMPTS.validate_python([good, bad])
    (error,) = caught.value.errors()
    assert (error["loc"], error["type"]) == ((1, *place), slip)
    if slip.startswith("toolbox_"):
        assert error["msg"].endswith((".", "?"))


def test_all_slips_are_named_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        _PROMPTS.validate_python([definition("stippen", opties=["een", "een"], punten=0)])
    assert {error["loc"] for error in caught.value.errors()} == {(0, "opties", 1), (0, "punten")}


def test_an_example_is_not_checked_against_options_that_are_not_there_yet() -> None:
    _PROMPTS.validate_python([definition("keuze", opties={"uit": "eerder"}, voorbeeld="wie weet")])


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("tijdlijn", {"wie_doet": ["de buurt"], "voorbeeld": [{"wat": "Belt", "gevoel": "min", "wie": "de buurt"}]}),
        ("vakken", {"voorbeeld": {"kennen": ["nooit van gehoord"]}}),
        (
            "als-dan",
            {"als": "Als ik merk dat", "dan": "dan zeg ik", "voorbeeld": {"als": "Als ik merk dat", "dan": "stop"}},
        ),
        ("afspraak", {"voorbeeld": [{"wat": "Bellen", "wie": "wij", "inwoner_merkt": "hulp"}]}),
        ("stelling", {"voorbeeld": {"oordeel": "eens"}}),
        ("getal", {"voorbeeld": "2,5"}),
    ],
)
def test_good_examples_pass(kind: str, changes: dict[str, Any]) -> None:
    _PROMPTS.validate_python([definition(kind, **changes)])
