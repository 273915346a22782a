"""What people wrote earlier: short, the same after a draft, and in its place in the agenda."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.session import Kind, Session, agenda, current, events, fold
from armoede_toolbox.session.earlier import LONGEST, MOST, ROOM_WORDS, Agreed, Earlier, Piece, short
from armoede_toolbox.session.events import When
from armoede_toolbox.session.fold import SHOWS_EARLIER, Setup, View
from armoede_toolbox.vocabulary import Guests, Mode
from tests.workflows.test_running import LIBRARY, START, setup_of

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)
PIECES = st.lists(st.builds(Piece, TEXTS, TEXTS, st.booleans()), max_size=6)
EARLIER = st.builds(
    Earlier,
    session=TEXTS,
    day=st.dates(),
    title=TEXTS,
    same=st.booleans(),
    pieces=PIECES.map(tuple),
    agreed=st.lists(st.builds(Agreed, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
)
KNOWN = Earlier(
    session="2026-03-03-1200-k7f3",
    day=date(2026, 3, 3),
    title="Casus terugspoelen",
    same=True,
    pieces=(Piece("Wat hielp?", "Bellen"),),
    agreed=(Agreed("2026-03-03-1200-k7f3-1", "Bellen", "gedaan"),),
)


def a_setup(mode: Mode = Mode.TEAM, view: str = View.SHARED, **changes: object) -> Setup:
    exercise = LIBRARY.find("LB3-06" if mode is Mode.TEAM else "LB3-03")
    variant = next(iter(exercise.variants_in(mode)))
    made = setup_of(exercise, mode, variant, participants=6 if mode is Mode.TEAM else 1)
    return replace(made, earlier=KNOWN, view=view, **changes)  # type: ignore[arg-type]


def kinds(session: Session) -> list[Kind]:
    return [place.kind for place in agenda(session) if place.kind.value.startswith("eerder")]


@given(EARLIER)
def test_it_travels_with_the_draft(earlier: Earlier) -> None:
    assert Earlier.from_event(json.loads(json.dumps(earlier.to_event()))) == earlier


@given(PIECES)
def test_it_is_short(pieces: list[Piece]) -> None:
    found = short(pieces, LONGEST, ROOM_WORDS)
    assert len(found) <= MOST
    assert bool(found) == bool(pieces)
    assert len(found) == 1 or sum(piece.words for piece in found) <= ROOM_WORDS
    assert all(len(piece.text.split()) <= LONGEST + 1 and "\n" not in piece.text for piece in found)
    assert [piece.question for piece in found] == [piece.question for piece in pieces[: len(found)]]


def test_nothing_is_shown_before_somebody_chose() -> None:
    session = Session(a_setup(), last_time=START)
    assert kinds(session) == [Kind.EARLIER]
    session.apply(events.earlier(False))
    assert kinds(session) == [Kind.EARLIER]
    session.apply(events.earlier(True))
    assert kinds(session) == [Kind.EARLIER, Kind.EARLIER_WORDS, Kind.EARLIER_AGREED]
    assert {kind.value for kind in kinds(session)[1:]} == SHOWS_EARLIER


def test_it_stands_before_the_first_step() -> None:
    places = [place.kind for place in agenda(Session(a_setup(), last_time=START))]
    assert places[: places.index(Kind.STEP)] == [Kind.OPENING, Kind.EARLIER]


def test_a_guest_does_not_meet_it_on_a_screen_of_the_room() -> None:
    for view, offered in ((View.SHARED, False), (View.SECOND, False), (View.PRIVATE, True)):
        session = Session(a_setup(view=view), last_time=START)
        session.apply(events.looking_back(When.LAST))
        assert bool(kinds(session)) is offered
    experts = a_setup().exercise.model_copy(update={"guests": Guests.YES})
    assert kinds(Session(a_setup(exercise=experts), last_time=START)) == []


def test_who_chooses_again_sees_it_again_and_a_draft_knows_where_it_was() -> None:
    setup = a_setup()
    log = [setup.event(), events.done("opening"), events.earlier(True), events.done("eerder")]
    session = fold(log)
    assert session is not None and (place := current(session)) and place.kind is Kind.EARLIER_WORDS
    log += [events.done("eerder-woorden"), events.done("eerder-afspraken"), events.reopened("eerder")]
    session = fold(log)
    assert session is not None and (place := current(session)) and place.kind is Kind.EARLIER
    session = fold([*log, events.earlier(True), events.done("eerder")])
    assert session is not None and (place := current(session)) and place.kind is Kind.EARLIER_WORDS
    session = fold([*log, events.earlier(False), events.done("eerder")])
    assert session is not None and (place := current(session)) and place.kind is Kind.STEP


def test_a_draft_of_before_this_has_none() -> None:
    event = a_setup().event()
    del event["eerder"]
    assert Setup.of(event).earlier is None
