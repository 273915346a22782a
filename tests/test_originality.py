"""Our texts are our own: no run of eight words is shared with what we learned from, or between two exercises."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from armoede_toolbox.exercises.checks import strings
from armoede_toolbox.exercises.quality import told
from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.storage.library import Library
from armoede_toolbox.yamltext import load

RUN = 8
_WORD = re.compile(r"[^\W_]+")
LIBRARY = Library.load()
LEARNED_FROM = sorted(
    path
    for name in ("seeds", "gold")
    for path in (bundled().parent.parent / "shared" / name).glob("*")
    if path.is_file()
)
"""Only where these folders stand beside the checkout."""

Run = tuple[str, ...]


def runs(texts: list[str]) -> set[Run]:
    """Every run of eight words, text by text; case and punctuation don't count."""
    found: set[Run] = set()
    for text in texts:
        words = _WORD.findall(text.casefold())
        found |= {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return found


OURS = {exercise.id: runs([one.text for one in told(exercise)]) for exercise in LIBRARY.exercises}
SHARED = {
    f"{name} {key}": runs([text for _, text in strings(item.to_file(), ())])
    for name in ("cases", "statements", "terms")
    for key, item in getattr(LIBRARY.shared, name).items()
}
TRAJECTORIES = {
    one.trajectory.id: runs([text for _, text in strings(one.trajectory.to_file(), ())]) for one in LIBRARY.trajectories
}
EVERYTHING = {**OURS, **SHARED, **TRAJECTORIES}
DRAWING = {exercise.id for exercise in LIBRARY.exercises if any(step.draws for step in exercise.steps)}
"""Exercises with cards of their own that also stand among the shared ones, to be drawn."""


def _theirs(path: Path) -> set[Run]:
    text = path.read_text(encoding="utf-8")
    return runs([text] if path.suffix != ".yaml" else [one for _, one in strings(load(text).data, ())])


def spelled(shared: set[Run]) -> list[str]:
    return sorted(" ".join(run) for run in shared)


@pytest.mark.parametrize("path", LEARNED_FROM, ids=lambda path: path.name)
def test_nothing_is_copied_from_what_we_learned_from(path: Path) -> None:
    theirs = _theirs(path)
    assert theirs
    assert {name: spelled(found) for name, own in EVERYTHING.items() if (found := own & theirs)} == {}


def _one_card(ours: str, other: str) -> bool:
    """Whether it may be the same card: in an exercise that draws, and among the shared ones."""
    return ours in DRAWING and other.startswith(("cases ", "statements "))


def test_no_two_of_ours_share_their_sentences() -> None:
    pairs = (pair for pair in itertools.combinations(EVERYTHING, 2) if not _one_card(*pair))
    assert {(a, b): spelled(found) for a, b in pairs if (found := EVERYTHING[a] & EVERYTHING[b])} == {}


def test_a_run_is_eight_words_whatever_stands_between() -> None:
    assert runs(["Een, twee; DRIE vier vijf zes zeven acht."]) == runs(["een twee drie vier “vijf” zes zeven acht"])
    assert len(runs(["een twee drie vier vijf zes zeven acht negen"])) == 2
    assert runs(["een twee drie", "vier vijf zes zeven acht"]) == set()
