"""Walks through sessions: every exercise, every mode, every variant, with interruptions at any moment."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from armoede_toolbox.entry import State, parse, render
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.session import Kind, Session, Setup, View, agenda, current, events, fold, to_entry
from armoede_toolbox.session.record import PLAN_KINDS
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Command, Interrupted
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows import finishing, stage
from armoede_toolbox.workflows.running import Outcome, run
from armoede_toolbox.workflows.stand import Stand
from tests.workflows.auto import AutoWindow

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LIBRARY = Library.load()
CASES = [
    pytest.param(exercise, mode, variant, id=f"{exercise.number}-{mode}-{variant}")
    for exercise in LIBRARY.exercises
    for mode in exercise.modes
    for variant in exercise.variants_in(mode)
]


class ListBook:
    """A book that can be cut off like a draft."""

    def __init__(self, first: list[dict[str, Any]] | None = None) -> None:
        self.events = list(first or [])

    def append(self, event: Any) -> None:
        self.events.append(dict(event))

    def save(self) -> None:
        """Nothing is ever unsaved."""


class Clock:
    """Time that goes on by twenty seconds each time somebody looks."""

    def __init__(self) -> None:
        self.ticks = itertools.count()

    def __call__(self) -> datetime:
        return START + timedelta(seconds=20 * next(self.ticks))


def setup_of(exercise: Exercise, mode: Mode, variant: Variant, **extra: Any) -> Setup:
    people = {Mode.SOLO: 1, Mode.PAIR: 2, Mode.TEAM: max(exercise.participants.min, 4)}[mode]
    known = {"team": None if mode is Mode.SOLO else "Noord", "participants": people, "clock": True, **extra}
    return Setup(
        session="2026-11-24-1200-k7f3",
        exercise=exercise,
        variant=variant,
        mode=mode,
        started=START,
        toolbox="0",
        root="/nergens",
        facts=dict.fromkeys(exercise.facts, "Een feit."),
        **known,
    )


def walk(session: Session, book: ListBook, window: AutoWindow, chance: random.Random) -> Outcome:
    return run(Stand(session, book, window, Clock(), chance))


def walked(setup: Setup, seed: int, **extra: Any) -> tuple[Session, ListBook, AutoWindow, Outcome]:
    chance = random.Random(seed)
    book = ListBook([setup.event()])
    session = Session(setup, last_time=setup.started)
    window = AutoWindow(chance, **extra)
    return session, book, window, walk(session, book, window, chance)


def answered_slots(book: ListBook) -> dict[tuple[str, int], Any]:
    """What was last answered per question and slot, and was not taken back on purpose."""
    found: dict[tuple[str, int], Any] = {}
    for event in book.events:
        key = str(event.get("vraag"))
        if event["wat"] == "antwoord":
            found[key, event["slot"]] = event["waarde"]
        elif event["wat"] == "antwoorden":
            found = {known: value for known, value in found.items() if known[0] != key}
            found |= {(key, slot): value for slot, value in enumerate(event["waarden"])}
        elif event["wat"] == "pas":
            found.pop((key, event["slot"]), None)
        elif event["wat"] in ("opnieuw", "telling", "besproken"):
            found = {known: value for known, value in found.items() if known[0] != key}
    return found


def entry_values(session: Session) -> list[Any]:
    entry = to_entry(session)
    return [c.value for step in entry.steps for question in step.questions for c in question.contributions]


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_every_exercise_can_be_walked_to_a_file_that_reads_back_equal(exercise, mode, variant):
    for seed in range(3):
        session, book, window, outcome = walked(setup_of(exercise, mode, variant), seed)
        if outcome is Outcome.DISCARDED:
            continue
        assert outcome is Outcome.FINISHED
        finishing.seal(session, book, Clock(), window.chance)
        entry = to_entry(session)
        assert parse(render(entry)) == entry
        states = {question.state for step in entry.steps for question in step.questions}
        assert entry.head.complete == (State.NOT_REACHED not in states)
        if session.keep is None:
            assert sorted(map(repr, entry_values(session))) == sorted(map(repr, kept_values(session, book)))


def kind_of(session: Session, key: str) -> str:
    ids = {p.id: p.kind for step in session.setup.exercise.steps for p in step.prompts}
    return ids.get(key) or ids[key.rpartition(".")[0]]


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_the_fold_of_the_draft_is_the_session_that_ran(exercise, mode, variant):
    session, book, _, _ = walked(setup_of(exercise, mode, variant), 7, commands=list(Command))
    again = fold(book.events)
    assert again is not None
    assert (again.given, again.done, again.turns, again.agreements) == (
        session.given,
        session.done,
        session.turns,
        session.agreements,
    )


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_an_interruption_at_any_moment_loses_no_answer(exercise, mode, variant):
    """Kill at every so many interactions, fold what the draft holds, go on: every answer is in the entry."""
    setup = setup_of(exercise, mode, variant)
    for seed in range(6):
        chance = random.Random(seed)
        book = ListBook([setup.event()])
        session = Session(setup, last_time=setup.started)
        window = AutoWindow(chance, stop_at=chance.randint(1, 12))
        outcome = walk(session, book, window, chance)
        resumed = fold(book.events)
        assert resumed is not None
        if outcome is Outcome.LATER:
            outcome = walk(resumed, book, AutoWindow(chance), chance)
        assert outcome in (Outcome.FINISHED, Outcome.DISCARDED)
        if resumed.keep is None and outcome is Outcome.FINISHED:
            assert sorted(map(repr, entry_values(resumed))) == sorted(map(repr, kept_values(resumed, book)))


def kept_values(session: Session, book: ListBook) -> list[Any]:
    """Every answer in the book that nobody took back, but agreements: those stand apart."""
    return [value for (key, _), value in answered_slots(book).items() if kind_of(session, key) != "afspraak"]


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_hidden_answers_are_never_drawn_on_the_main_screen_before_the_reveal(exercise, mode, variant):
    if mode is Mode.SOLO:
        return
    secret = "geheim-woord-van-een-ander"
    setup = setup_of(exercise, mode, variant)
    chance = random.Random(3)
    book = ListBook([setup.event()])
    session = Session(setup, last_time=setup.started)
    window = AutoWindow(chance)
    window.text = lambda: secret  # type: ignore[method-assign]
    drawn: list[str] = []
    show = window.show

    def watching(screen: Any) -> None:
        show(screen)
        place = current(session)
        if place is not None and place.kind is Kind.ROUND and not window.hidden:
            drawn.extend(block.text for block in screen.blocks)

    window.show = watching  # type: ignore[method-assign]
    walk(session, book, window, chance)
    assert not any(secret in text for text in drawn)


def test_events_of_a_hidden_turn_carry_no_time():
    for exercise in LIBRARY.exercises:
        for mode in exercise.modes:
            _, book, _, _ = walked(setup_of(exercise, mode, next(iter(exercise.variants_in(mode)))), 5)
            timeless = [e for e in book.events if e["wat"] in ("beurt", "beurtklaar", "antwoord", "pas", "half")]
            assert not any("om" in event for event in timeless)


def test_the_room_sees_few_words_and_nothing_for_the_facilitator():
    for exercise in LIBRARY.exercises:
        if Mode.TEAM not in exercise.modes:
            continue
        for variant in exercise.variants_in(Mode.TEAM):
            session = Session(setup_of(exercise, Mode.TEAM, variant, view=View.SHARED))
            for place in agenda(session):
                if place.kind in (Kind.STEP, Kind.ASK):
                    screen = stage.for_room(session, "nog 3 minuten")
                    assert len(" ".join(b.text for b in screen.blocks if b.style != "row").split()) <= 45, place.id
                session.apply(events.done(place.id))


def test_rounding_off_keeps_what_was_said_and_names_the_rest():
    for exercise in LIBRARY.exercises:
        for mode in exercise.modes:
            variant = next(iter(exercise.variants_in(mode)))
            session = Session(setup_of(exercise, mode, variant))
            session.apply(events.rounding_off())
            states = {question.state for step in to_entry(session).steps for question in step.questions}
            assert states == {State.NOT_REACHED}


def test_only_the_plan_of_a_heavy_exercise_can_be_kept():
    assert {"als-dan", "afspraak"} == PLAN_KINDS
    assert Interrupted({}).partial == {}
