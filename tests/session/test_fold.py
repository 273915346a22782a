"""The fold over a draft: forgiving, and independent of how the events came in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.entry import parse, render
from armoede_toolbox.session import Session, agenda, current, fold, to_entry
from armoede_toolbox.vocabulary import Mode
from tests.workflows.auto import AutoWindow
from tests.workflows.test_running import LIBRARY, ListBook, setup_of, walk

EXERCISES = st.sampled_from(LIBRARY.exercises)


def a_draft(exercise, seed):
    chance = random.Random(seed)
    mode = chance.choice(exercise.modes)
    setup = setup_of(exercise, mode, chance.choice(list(exercise.variants_in(mode))))
    book = ListBook([setup.event()])
    walk(Session(setup, last_time=setup.started), book, AutoWindow(chance), chance)
    return book.events


@settings(deadline=None, max_examples=40)
@given(EXERCISES, st.integers(0, 10**6), st.data())
def test_a_draft_that_lost_any_lines_still_folds_and_makes_a_readable_file(exercise, seed, data):
    events = a_draft(exercise, seed)
    lost = data.draw(st.sets(st.integers(1, max(1, len(events) - 1))))
    session = fold(event for index, event in enumerate(events) if index not in lost)
    assert session is not None
    entry = to_entry(session)
    assert parse(render(entry)) == entry


@settings(deadline=None, max_examples=40)
@given(EXERCISES, st.integers(0, 10**6), st.data())
def test_a_draft_cut_off_anywhere_goes_on_where_it_was(exercise, seed, data):
    events = a_draft(exercise, seed)
    cut = data.draw(st.integers(1, len(events)))
    session = fold(events[:cut])
    assert session is not None
    places = [place.id for place in agenda(session)]
    assert len(places) == len(set(places))
    place = current(session)
    assert place is None or place.id in places
    answered = [event for event in events[:cut] if event["wat"] == "antwoord"]
    for event in answered:
        given_now = session.of(event["vraag"])
        assert event["slot"] in given_now.voices.keys() | given_now.passed or given_now.totals or given_now.talked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = [
    "hier",
    "antwoord",
    "pas",
    "telling",
    "klaar",
    "terug",
    "volgorde",
    "getoond",
    "beurt",
    "half",
    "delen",
    "signalen",
    "pauze",
]
KEYS = ["vraag", "slot", "waarde", "plek", "om", "telling", "volgorde", "beurt", "velden", "manier"]


@settings(deadline=None)
@given(
    st.lists(st.fixed_dictionaries({"wat": st.sampled_from(NAMES)}, optional=dict.fromkeys(KEYS, JSON)), max_size=12)
)
def test_damaged_events_are_skipped(events):
    exercise = LIBRARY.exercises[0]
    setup = setup_of(exercise, exercise.modes[0], next(iter(exercise.variants_in(exercise.modes[0]))))
    assert fold([setup.event(), *events]) is not None


def test_a_draft_without_its_beginning_is_no_session():
    assert fold([]) is None
    assert fold([{"wat": "begin"}]) is None


@pytest.mark.parametrize("exercise", [e for e in LIBRARY.exercises if Mode.PAIR in e.modes])
def test_the_setup_survives_the_draft(exercise):
    setup = setup_of(exercise, Mode.PAIR, next(iter(exercise.variants_in(Mode.PAIR))), ahead=-83)
    session = fold([setup.event()])
    assert session is not None
    assert session.setup == setup


def test_a_draft_of_before_the_clock_could_be_moved_can_be_read():
    exercise = LIBRARY.exercises[0]
    mode = exercise.modes[0]
    event = setup_of(exercise, mode, next(iter(exercise.variants_in(mode)))).event()
    del event["verschoven"]
    session = fold([event])
    assert session is not None
    assert session.setup.ahead == 0
