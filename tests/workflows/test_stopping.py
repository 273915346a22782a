"""What people typed when they round off, stop, pass or go back: nothing of it is lost, nothing else is taken."""

from __future__ import annotations

import random

import pytest

from armoede_toolbox.entry import State
from armoede_toolbox.privacy import scan_text
from armoede_toolbox.session import Session, agenda, current, events, to_entry
from armoede_toolbox.session.agenda import in_closing
from armoede_toolbox.session.events import SmallGroup
from armoede_toolbox.session.record import SEVERAL
from armoede_toolbox.terminal.window import Command
from armoede_toolbox.vocabulary import Collecting, Mode, Variant
from armoede_toolbox.workflows import finishing, running
from armoede_toolbox.workflows.chat import lines_of_chat
from armoede_toolbox.workflows.running import Outcome, run
from armoede_toolbox.workflows.stand import NoBook, Stand
from tests.scripted import ScriptWindow
from tests.workflows.test_running import LIBRARY, Clock, ListBook, setup_of


def stand_at(number, mode, variant, key, answers, **extra):
    """A session that is at one question, with the answers to come."""
    session = Session(setup_of(LIBRARY.find(number), mode, variant, **extra))
    book = ListBook([session.setup.event()])
    for place in agenda(session):
        if place.asked and place.asked[0].key == key:
            break
        session.apply(events.done(place.id))
    return Stand(session, book, ScriptWindow(answers), Clock(), random.Random(1))


def question(session, key):
    return next(q for step in to_entry(session).steps for q in step.questions if q.id == key)


def visit(stand):
    """One visit with whatever command comes of it."""
    place = current(stand.session)
    assert place is not None
    running._guarded(stand, place, running._visit)


def finish(stand):
    finishing.seal(stand.session, stand.book, stand.now, stand.chance)


def first_of(number, kind, mode, variant):
    steps = LIBRARY.find(number).steps_in(variant, mode)
    return next(p.id for s in steps for p in s.prompts_in(variant, mode) if p.kind == kind)


@pytest.mark.parametrize("command", [Command.ROUND_OFF, Command.STOP])
def test_a_text_that_was_being_typed_is_kept_when_the_session_ends(command):
    key = first_of("LB3-03", "open", Mode.SOLO, Variant.NORMAL)
    stand = stand_at("LB3-03", Mode.SOLO, Variant.NORMAL, key, [])
    partial = {"tekst": "half af, over mevrouw De Vries"}
    stand.window.guard = scan_text
    stand.keep_half(key, 0, partial)
    stand.round_off() if command is Command.ROUND_OFF else running._keep_now(stand)
    finish(stand)
    assert question(stand.session, key).contributions[0].value == "half af, over een inwoner"


def test_lines_of_many_voices_are_kept_when_the_session_ends():
    key = first_of("LB1-09", "open", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB1-09", Mode.TEAM, Variant.SHORT, key, [], participants=6)
    stand.keep_half(key, 0, {"regels": ["een", "twee"]})
    stand.round_off()
    assert [c.value for c in question(stand.session, key).contributions] == ["een", "twee"]


def test_a_count_that_broke_off_is_kept():
    key = first_of("LB5-01", "stelling", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB5-01", Mode.TEAM, Variant.SHORT, key, [], participants=8)
    stand.keep_half(key, 0, {"tellen": {"eens": "4", "hangt ervan af": "3"}})
    stand.round_off()
    assert question(stand.session, key).totals == {"eens": 4, "hangt ervan af": 3, "oneens": 0}


def test_what_no_kind_can_read_becomes_a_note():
    key = first_of("LB3-03", "getal", Mode.SOLO, Variant.NORMAL)
    stand = stand_at("LB3-03", Mode.SOLO, Variant.NORMAL, key, [])
    stand.keep_half(key, 0, {"getal": "ongeveer acht"})
    stand.round_off()
    assert question(stand.session, key).notes == ("Half getypt: ongeveer acht",)


def test_passing_at_another_slip_keeps_those_that_came_in():
    key = first_of("LB1-09", "open", Mode.TEAM, Variant.SHORT)
    script = ["Op een andere manier ophalen", 1, 0, "een", "Ja, de volgende", "twee", Command.PASS]
    stand = stand_at("LB1-09", Mode.TEAM, Variant.SHORT, key, script, participants=6)
    visit(stand)
    assert stand.session.of(key).collecting is Collecting.HAND_IN
    assert [voice.value for voice in stand.session.of(key).ordered()] == ["een", "twee"]


def test_passing_after_a_count_takes_the_count_away():
    key = first_of("LB5-01", "stelling", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB5-01", Mode.TEAM, Variant.SHORT, key, [0, Command.PASS], participants=8)
    stand.record(events.counted(key, {"eens": 4, "hangt ervan af": 3, "oneens": 1}))
    visit(stand)
    assert question(stand.session, key).state is State.SKIPPED


def test_passing_when_the_keyboard_is_handed_over_skips_one_turn():
    key = first_of("LB1-09", "open", Mode.TEAM, Variant.SHORT)
    script = ["Ik zit klaar", "een", Command.PASS, "Ik zit klaar", "drie", "Ik zit klaar", "vier"]
    stand = stand_at("LB1-09", Mode.TEAM, Variant.SHORT, key, script, participants=4)
    stand.record(events.collected_by(key, Collecting.ROUND))
    visit(stand)
    assert sorted(voice.value for voice in stand.session.of(key).ordered()) == ["drie", "een", "vier"]


def test_nothing_goes_back_past_a_reveal():
    key = first_of("LB5-01", "stelling", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB5-01", Mode.TEAM, Variant.SHORT, key, [], participants=8)
    stand.record(events.counted(key, {"eens": 8}))
    stand.record(events.done(f"vraag:{key}"))
    place = current(stand.session)
    assert place is not None and place.id == f"toon:{key}"
    running._back(stand, place)
    assert current(stand.session) == place


def test_an_answer_can_be_changed_after_rounding_off():
    key = first_of("LB3-03", "open", Mode.SOLO, Variant.NORMAL)
    stand = stand_at("LB3-03", Mode.SOLO, Variant.NORMAL, key, [])
    stand.record(events.answered(key, 0, "oud"))
    stand.record(events.done(f"vraag:{key}"))
    stand.round_off()
    stand.record(events.reopened(f"vraag:{key}"))
    place = current(stand.session)
    assert place is not None and place.id == f"vraag:{key}"


@pytest.mark.parametrize("rounded_off_before", [False, True])
def test_rounding_off_also_leaves_a_question_that_was_opened_again(rounded_off_before):
    key = first_of("LB3-03", "open", Mode.SOLO, Variant.NORMAL)
    stand = stand_at("LB3-03", Mode.SOLO, Variant.NORMAL, key, [Command.ROUND_OFF])
    stand.record(events.answered(key, 0, "oud"))
    stand.record(events.done(f"vraag:{key}"))
    if rounded_off_before:
        stand.round_off()
    stand.record(events.reopened(f"vraag:{key}"))
    visit(stand)
    place = current(stand.session)
    assert place is not None and in_closing(stand.session, place)
    assert [one.value for one in question(stand.session, key).contributions] == ["oud"]


def test_a_heavy_exercise_asks_what_to_keep_also_when_somebody_stops():
    exercise = LIBRARY.find("LB5-06")
    session = Session(setup_of(exercise, Mode.SOLO, Variant.SHORT))
    stand = Stand(
        session, ListBook([session.setup.event()]), ScriptWindow(["Niets bewaren"]), Clock(), random.Random(1)
    )
    running._keep_now(stand)
    assert run(stand) is Outcome.DISCARDED


def test_a_rehearsal_that_is_stopped_offers_to_keep_nothing():
    session = Session(setup_of(LIBRARY.find("LB3-03"), Mode.SOLO, Variant.SHORT))
    stand = Stand(session, NoBook(), ScriptWindow([Command.STOP, "Ja"]), Clock(), random.Random(1))
    assert run(stand) is Outcome.DISCARDED


def test_a_small_group_that_only_talks_is_not_told_to_write():
    key = first_of("LB5-01", "stelling", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB5-01", Mode.TEAM, Variant.SHORT, key, [0], participants=3)
    visit(stand)
    assert stand.session.small_group is SmallGroup.TALK
    assert "Schrijf stil" not in stand.window.text.split("Dan is te raden")[1]
    assert "Er wordt niets opgeschreven" in stand.window.text


def test_a_perspective_of_few_people_is_not_named():
    key = first_of("LB1-09", "open", Mode.TEAM, Variant.SHORT)
    stand = stand_at("LB1-09", Mode.TEAM, Variant.SHORT, key, [], participants=8)
    for slot, who in enumerate(["beleid", *["uitvoering"] * 4]):
        stand.record(events.answered(key, slot, f"tekst {slot}", who))
    shown = {c.perspective for c in question(stand.session, key).contributions}
    assert shown == {SEVERAL, "uitvoering"}


@pytest.mark.parametrize(
    ("pasted", "messages"),
    [
        ("[26/11, 23:32] Anna: geen geld\n[26/11, 23:33] Bo: schaamte", ["geen geld", "schaamte"]),
        ("26-11-2026 23:32 - Anna: geen geld\n26-11-2026 23:33 - Bo: te ver", ["geen geld", "te ver"]),
        ("Anna de Vries  09:12\ngeen geld\nBo  09:13\nte ver", ["geen geld", "te ver"]),
        ("Anna: geen geld\nBo: schaamte\nAnna: en de bus", ["geen geld", "Bo: schaamte", "en de bus"]),
        ("Ik begin om 9:30\nLet op: de bus\nTot 17:00", ["Ik begin om 9:30", "Let op: de bus", "Tot 17:00"]),
        ("Eens: want dat is eerlijk", ["Eens: want dat is eerlijk"]),
        ("", []),
    ],
)
def test_a_chat_loses_its_names_and_a_text_keeps_its_words(pasted, messages):
    assert lines_of_chat(pasted) == messages
