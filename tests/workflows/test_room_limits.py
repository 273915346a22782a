"""What a team sees on the beamer fits 60 columns by 18 lines, in at most 45 words without the options (DESIGN 4.1)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from armoede_toolbox import form as f
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.screens import Screen, Style
from armoede_toolbox.session import Asked, Kind, Place, Session, Setup, current, events
from armoede_toolbox.session.agenda import many
from armoede_toolbox.terminal.drawing import width_of
from armoede_toolbox.terminal.room import paint
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows.stage import for_room
from tests.workflows.auto import AutoWindow
from tests.workflows.test_running import LIBRARY, START, setup_of

COLUMNS, ROWS, WORDS = 60, 18, 45
PEOPLE = 8
LONG = (
    "Iemand legt een brief drie weken op de stapel en durft daarna niet meer te bellen, want dan is het te laat. " * 4
)
FACTS = {code: fact.text for code, fact in LIBRARY.shared.facts.items()}
CASES = [
    pytest.param(exercise, variant, id=f"{exercise.number}-{variant}")
    for exercise in LIBRARY.exercises
    if Mode.TEAM in exercise.modes
    for variant in exercise.variants_in(Mode.TEAM)
]


class Writer(AutoWindow):
    """Fills in what a question asks, with texts of a chosen length."""

    def __init__(self, words: str) -> None:
        super().__init__(random.Random(1))
        self.words = words

    def text(self) -> str:
        return self.words


def setup(exercise: Exercise, variant: Variant) -> Setup:
    return replace(setup_of(exercise, Mode.TEAM, variant, participants=PEOPLE), facts=FACTS)


def room(exercise: Exercise, variant: Variant, words: str | None = None) -> Iterator[tuple[Place, Screen]]:
    """Every screen of the beamer, from the opening to the end. Answers are the examples, or texts with these words."""
    session = Session(setup(exercise, variant), last_time=START)
    while place := current(session):
        yield place, for_room(session, "nog 12 minuten")
        for asked in place.asked if place.kind in (Kind.ASK, Kind.ROUND) else ():
            _answer(session, asked, words)
        if place.kind is Kind.REVEAL:
            session.apply(events.shown(place.asked[0].key, list(range(PEOPLE))))
            yield place, for_room(session, "nog 12 minuten")
        session.apply(events.done(place.id))


def _answer(session: Session, asked: Asked, words: str | None) -> None:
    prompt = asked.prompt
    if not prompt.stores:
        return
    if words is None and prompt.example is not None:
        filled = prompt.fill(prompt.example, asked.options)
    else:
        filled = Writer(words or "een kort antwoord").filled(f.Form(prompt.form(asked.options).fields))
    value = prompt.read(filled, asked.options)
    for slot in range(PEOPLE if many(session, prompt) else 1):
        session.apply(events.answered(asked.key, slot, value))


def words_of(screen: Screen) -> int:
    return sum(len(block.text.split()) for block in screen.blocks if block.style is not Style.ROW)


def painted(screen: Screen) -> list[str]:
    lines = paint(screen, COLUMNS, ROWS).split("\n")
    assert len(lines) <= ROWS
    assert max(map(width_of, lines)) <= COLUMNS
    return lines


@pytest.mark.parametrize(("exercise", "variant"), CASES)
def test_everything_but_what_people_wrote_fits_on_the_beamer(exercise: Exercise, variant: Variant) -> None:
    for place, screen in room(exercise, variant):
        lines = painted(screen)
        if place.kind is not Kind.REVEAL:
            assert words_of(screen) <= WORDS, (place.id, screen)
            assert not any("…" in line.strip() and line.strip() == "…" for line in lines), (place.id, "\n".join(lines))


@pytest.mark.parametrize(("exercise", "variant"), CASES)
def test_long_answers_are_cut_between_lines(exercise: Exercise, variant: Variant) -> None:
    for place, screen in room(exercise, variant, LONG.strip()):
        lines = painted(screen)
        if place.kind is Kind.REVEAL and screen.blocks:
            shown = " ".join(" ".join(lines).split())
            assert " ".join(screen.title.split()) in shown
            assert all(word in f"{LONG} {_texts(screen)}" for word in shown.split() if word != "…"), lines


def _texts(screen: Screen) -> str:
    """Everything that may stand on a screen, with the marks that the drawing adds."""
    return " ".join((screen.title, screen.aside, *(f"{block.text} “{block.text.strip()}”" for block in screen.blocks)))
