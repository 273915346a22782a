"""What a window accepts as a number is exactly what the kind can read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from armoede_toolbox.form import FormError
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.terminal.asks import Typed, Walk, Wrong
from armoede_toolbox.text import clean_line
from tests.prompts import strategies as some
from tests.prompts.samples import prompt

ONE = ["taal"]
ASKED: list[tuple[Prompt, list[str]]] = [
    (prompt("getal"), []),
    (prompt("getal", van=-5, tot=2000, eenheid="euro"), []),
    (prompt("getal", tot=5, eenheid="5"), []),
    (prompt("schaal"), []),
    (prompt("schaal", van=-5, tot=5), []),
    (prompt("quiz"), ["kennen"]),
    (prompt("raster", rijen=ONE), []),
]
NUMBERS = st.from_regex(r"[-−]?[0-9]{1,4}([.,][0-9]{1,4}){0,2}( ?euro)?", fullmatch=True)
KNOWN = ("0.125", "1.500", "-0.500", "1.500,50", "1.500.000", "0,0000000001", "2,0", "−3", "1250 euro", "1e3", "٣", "5")


def accepts(asked: Prompt, before: list[str], text: str) -> Any:
    """What the window hands on, or ``None``."""
    walk = Walk(asked.form(), {})
    for answer in before:
        walk.answer(answer)
    assert isinstance(walk.ask, Typed)
    try:
        walk.answer(walk.ask.read(text))
    except Wrong:
        return None
    return walk.filled


def reads(asked: Prompt, filled: Any) -> Any:
    try:
        return asked.read(filled)
    except FormError:
        return None


@pytest.mark.parametrize(("asked", "before"), ASKED)
@some.tries
@given(typed=st.one_of(NUMBERS, st.sampled_from(KNOWN), some.words.map(clean_line)).filter(bool))
def test_a_window_accepts_what_the_kind_reads(asked: Prompt, before: list[str], typed: str) -> None:
    walk = Walk(asked.form(), {})
    for answer in before:
        walk.answer(answer)
    walk.answer(typed)
    accepted = accepts(asked, before, typed)
    assert (accepted is not None) == (reads(asked, walk.filled) is not None), typed
    assert accepted is None or reads(asked, accepted) == reads(asked, walk.filled)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.125", 0.125), ("1.500", 1500), ("1.500,5", 1500.5), ("-0.500", -0.5), ("−3", -3), ("2,0", 2), ("25", 25)],
)
def test_numbers_as_dutch_people_type_them(typed: str, number: float) -> None:
    for unit in ("euro", "5"):
        asked = prompt("getal", eenheid=unit)
        assert reads(asked, accepts(asked, [], typed)) == number
        assert reads(asked, accepts(asked, [], f"{typed} {unit}")) == number


@given(points=st.sampled_from(["3", "3,0", "003", " 3 ", ""]))
@example(points="")
def test_points_are_counted_as_they_are_read(points: str) -> None:
    asked = prompt("stippen")
    walk = Walk(asked.form(), {})
    for typed in (points, "", "3"):
        if isinstance(walk.ask, Typed):
            walk.answer(walk.ask.read(typed) if typed else typed)
    assert sum(asked.read(walk.filled).values()) == 3
