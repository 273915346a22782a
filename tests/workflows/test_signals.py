"""Signals: marked in the closing or afterwards, gathered without the cases that they came from."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import Contribution, JournalEntry, Signal, StepRecord, parse, render
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.privacy import scan_text
from armoede_toolbox.session import Kind, Session, agenda, current, events, fold, to_entry
from armoede_toolbox.session.signals import OWN, candidates, candidates_in
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.asks import One
from armoede_toolbox.terminal.window import Command
from armoede_toolbox.vocabulary import EntryKind, Harvest, InReport, LearningNeed, Mode, Variant
from armoede_toolbox.workflows import logbook, reporting, signalling, signals
from armoede_toolbox.workflows.answering import answer, free_texts, read_answers
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.logbook import Filters
from armoede_toolbox.workflows.running import Outcome, run
from armoede_toolbox.workflows.stand import Stand
from tests.scripted import ScriptWindow
from tests.workflows.test_answering import TODAY
from tests.workflows.test_logbook import a_house, all_of, golden, head, put, question
from tests.workflows.test_running import LIBRARY, Clock, ListBook, setup_of

SHARED, EACH, KEPT, OTHER = "samen-gezien", "ieder-zag", "bij-ons", "wat-nog"


def exercise(**changes: Any) -> Exercise:
    """One step: a shared and a personal answer that are meant as signals, one that stays, and another one."""
    known = LIBRARY.find("LB4-07").to_file() | {"id": "kijk", "titel": "Kijk", "achtergrond": "Kijken helpt."}
    ask = [
        {"id": SHARED, "soort": "open", "tekst": "Wat zien we?", "oogst": "signaal"},
        {"id": EACH, "soort": "open", "tekst": "Wat zie jij?", "wie": "ieder", "oogst": "signaal"},
        {"id": KEPT, "soort": "open", "tekst": "Wat raakt je?", "oogst": "signaal", "verslag": "nee"},
        {"id": OTHER, "soort": "lijst", "tekst": "Wat nog?"},
    ]
    step = {"titel": "Kijken", "minuten": {"normaal": 5}, "uitleg": "Kijk rond.", "vragen": ask}
    plain = {key: value for key, value in known.items() if key not in ("vervolg", "feiten", "bronnen")}
    return Exercise.from_file(plain | {"stappen": [step], "vormen": ["team", "duo"], **changes})


def at_the_closing(*said: dict[str, Any], mode: Mode = Mode.TEAM) -> tuple[Session, ListBook]:
    """A session with these answers whose questions are all done."""
    setup = setup_of(exercise(), mode, Variant.NORMAL)
    book = ListBook([setup.event(), *said])
    session = fold(book.events)
    assert session is not None
    while (place := current(session)) is not None and place.kind is not Kind.AGREEMENTS:
        event = events.done(place.id)
        if place.kind is Kind.REVEAL and session.of(place.asked[0].key).voices:
            book.append(events.shown(place.asked[0].key, [0, 1]))
            session.apply(book.events[-1])
        book.append(event)
        session.apply(event)
    return session, book


ALL = (
    events.answered(SHARED, 0, "Er is geen tolk"),
    events.answered_by_all(EACH, ["De brief is te lang", "Het loket is dicht"]),
    events.answered(KEPT, 0, "Dit blijft bij ons"),
    events.answered(OTHER, 0, ["een bankje", "koffie"]),
)


def closed(session: Session, book: ListBook, *answers: Any) -> ScriptWindow:
    """Walk through the closing with one agreement-less answer in front."""
    window = ScriptWindow([Command.PASS, *answers], guard=scan_text)
    assert run(Stand(session, book, window, Clock(), chance())) is Outcome.FINISHED
    assert window.answers == []
    return window


def chance() -> random.Random:
    return random.Random(1)


ENDS: tuple[Any, ...] = ("Klopt", 0)
"""Reading back, and only the agreements in a report."""


# --- which ones can be marked ---------------------------------------------------------------------------------------


def test_only_what_everyone_saw_and_may_leave_can_be_marked():
    session, _ = at_the_closing(*ALL)
    found = [(one.what, one.question, one.likely) for one in candidates(session)]
    assert found == [
        ("Er is geen tolk", SHARED, True),
        ("De brief is te lang", EACH, True),
        ("Het loket is dicht", EACH, True),
        ("een bankje", OTHER, False),
        ("koffie", OTHER, False),
    ]


def test_what_was_not_revealed_is_never_offered():
    setup = setup_of(exercise(), Mode.TEAM, Variant.NORMAL)
    session = fold([setup.event(), *ALL, events.rounding_off()])
    assert session is not None
    assert candidates(session) == ()
    assert Kind.SIGNALS not in [place.kind for place in agenda(session)]


@pytest.mark.parametrize("said", [(), (events.answered(KEPT, 0, "Dit blijft"),), (events.answered(OTHER, 0, ["x"]),)])
def test_the_question_is_only_asked_where_it_earns_its_time(said):
    session, _ = at_the_closing(*said)
    assert Kind.SIGNALS not in [place.kind for place in agenda(session)]


def test_alone_nobody_is_asked():
    setup = setup_of(exercise(vormen=["individueel"]), Mode.SOLO, Variant.NORMAL)
    session = fold([setup.event(), *ALL, events.done(f"vraag:{SHARED}")])
    assert session is not None
    assert Kind.SIGNALS not in [place.kind for place in agenda(session)]


# --- in the closing -------------------------------------------------------------------------------------------------


def test_no_is_the_default_and_a_full_answer():
    session, book = at_the_closing(*ALL)
    window = closed(session, book, 0, *ENDS)
    assert signalling.QUESTION in [ask.label for ask in window.asked if hasattr(ask, "label")]
    assert (session.signals, to_entry(session).signals) == ([], ())


def test_a_signal_is_chosen_or_typed_and_gets_an_addressee():
    session, book = at_the_closing(*ALL)
    rest = ("Ja", "Iets anders wat is gezegd", "koffie", "")
    own = ("Ja", "Ik typ het zelf", "Niemand neemt op", "de wethouder")
    window = closed(session, book, "Ja", "De brief is te lang", "de gemeente", *rest, *own, "Nee", *ENDS)
    entry = to_entry(session)
    assert [(one.what, one.question, one.addressee) for one in entry.signals] == [
        ("De brief is te lang", EACH, "de gemeente"),
        ("koffie", OTHER, None),
        ("Niemand neemt op", OWN, "de wethouder"),
    ]
    assert [one.id for one in entry.signals] == [f"2026-11-24-1200-k7f3-s{n}" for n in (1, 2, 3)]
    assert parse(render(entry)) == entry
    assert fold(book.events).signals == session.signals  # type: ignore[union-attr]
    assert "Signaal: Niemand neemt op (voor de wethouder)" in window.text
    assert "Een signaal is bedoeld om naar buiten te gaan" in window.text


def test_a_killed_program_keeps_every_signal_that_was_marked():
    session, book = at_the_closing(*ALL)
    window = ScriptWindow([Command.PASS, "Ja", "Er is geen tolk", "UWV", "Ja", Command.STOP, "Later verder"])
    assert run(Stand(session, book, window, Clock(), chance())) is Outcome.LATER
    again = fold(book.events)
    assert again is not None
    assert [one["wat"] for one in again.signals or []] == ["Er is geen tolk"]
    assert current(again).kind is Kind.SIGNALS  # type: ignore[union-attr]


def test_a_name_in_own_words_is_noticed():
    session, book = at_the_closing(*ALL)
    text = "Mevrouw De Vries kreeg geen brief"
    closed(session, book, "Ja", "Ik typ het zelf", text, 0, "", "Nee", *ENDS)
    assert "De Vries" not in to_entry(session).signals[0].what


# --- from an answers file -------------------------------------------------------------------------------------------

FILE = f"{SHARED}: Er is geen tolk\n{EACH}: [Het is dicht]\n{KEPT}: /pas\n{OTHER}: /pas\n"


def from_file(tmp_path: Path, text: str) -> Session:
    setup = setup_of(exercise(), Mode.TEAM, Variant.NORMAL)
    path = tmp_path / "a.yaml"
    path.write_text(FILE + text, encoding="utf-8")
    session = Session(setup, last_time=setup.started)
    found = answer(session, read_answers(path), path, TODAY)
    assert all(one["wat"] in list(free_texts(found)) for one in session.signals or ())
    return session


def test_an_answers_file_may_hold_signals(tmp_path):
    session = from_file(tmp_path, "signalen:\n- er is geen tolk\n- {wat: De bus rijdt niet, voor_wie: de provincie}\n")
    assert [(one.what, one.question, one.addressee) for one in to_entry(session).signals] == [
        ("er is geen tolk", SHARED, None),
        ("De bus rijdt niet", OWN, "de provincie"),
    ]
    assert current(session) is None
    assert to_entry(from_file(tmp_path, "")).signals == ()


def test_a_signal_that_cannot_be_read_is_told_with_its_line(tmp_path):
    with pytest.raises(ToolboxError) as raised:
        from_file(tmp_path, "signalen:\n- {wat: '', voor_wie: de gemeente}\n")
    assert raised.value.problems[0].where.endswith("a.yaml, regel 6")


# --- the list -------------------------------------------------------------------------------------------------------


def with_signals(root: Path, of: Any, *texts: str | tuple[str, str], **changes: Any) -> Path:
    pairs = [(text, None) if isinstance(text, str) else text for text in texts]
    made = tuple(
        Signal(id=f"{of.session}-s{n}", question=OWN, what=what, addressee=who)
        for n, (what, who) in enumerate(pairs, start=1)
    )
    return put(root, of, render(JournalEntry(head=of, signals=made, **changes)))


@pytest.fixture
def house() -> House:
    house = a_house()
    for team in ("noord", "zuid"):
        root = house.places.teams / team
        name = team.capitalize()
        tail = {"noord": "n", "zuid": "z"}[team]
        with_signals(
            root,
            head("2026-03-10", f"{tail}aaa", team=name),
            ("De brief over de toeslag is te lang", "de gemeente"),
            "Er is geen tolk bij het loket",
        )
        with_signals(
            root,
            head("2026-09-14", f"{tail}bbb", team=name, learning_need=LearningNeed.IMPROVE),
            ("de brief over de toeslag is te láng.", "Belastingdienst"),
        )
    later = ("De brief over de toeslag is te moeilijk", "de gemeente")
    with_signals(house.places.teams / "zuid", head("2026-10-01", "zccc", team="Zuid"), later)
    with_signals(house.places.personal, head("2026-10-02", "pppp", team=None, mode=Mode.SOLO), "Van mij alleen")
    return house


@pytest.mark.parametrize("width", [60, 80])
def test_the_list_reads_well(house, width, tmp_path):
    text = signals.read(house).text(width)
    assert max(map(len, text.split("\n"))) <= width
    golden(f"signalen-lijst-{width}", text, tmp_path)


def test_the_list_tells_no_case_title_or_team(house):
    found = signals.read(house)
    for shown in (found.text(), json.dumps(found.data())):
        for word in ("Brief op de mat", "Noord", "Zuid", "naaa", "LB3-03", "Van mij alleen"):
            assert word not in shown
    assert found.data()["signalen"][0] | {"lijkt_op": None} == {
        "wat": "de brief over de toeslag is te láng.",
        "keer": 4,
        "sinds": "2026-03-10",
        "laatst": "2026-09-14",
        "voor_wie": ["de gemeente", "Belastingdienst"],
        "teams": 2,
        "leerbehoeften": ["inwoners", "verbeteren"],
        "lijkt_op": None,
    }


def test_filters_are_about_when_it_was_said(house):
    assert len(signals.read(house, Filters(team="noord")).found) == 2
    assert len(signals.read(house, Filters(need=LearningNeed.IMPROVE)).found) == 1
    assert [one.times for one in signals.read(house, Filters(since=TODAY.replace(month=9, day=1))).found] == [2, 1]
    assert len(signals.read(house, Filters(personal=True)).found) == 4
    assert signals.read(house, Filters(since=TODAY)).text().startswith("Er is geen signaal dat hierbij past.")


def test_reading_changes_nothing(house, tmp_path):
    before = all_of(tmp_path)
    signals.read(house)
    assert all_of(tmp_path) == before


def test_a_damaged_file_is_named_and_stops_nothing(house):
    path = next((house.places.teams / "noord" / "2026").glob("*naaa.md"))
    path.write_text(path.read_text().replace("formaat: 1", "formaat: x"), encoding="utf-8")
    found = signals.read(house)
    assert len(found.found) == 3
    assert path.name in found.data()["overgeslagen"][0]["bestand"]


@pytest.mark.parametrize("fmt", ["md", "html", "docx", "pdf", "csv", "json"])
def test_every_format_holds_every_signal_and_no_team(house, fmt, tmp_path):
    made = signals.write(house, signals.read(house), fmt, tmp_path)
    assert made.file is not None
    content = made.file.read_bytes()
    assert len(content) > 100
    if fmt not in ("docx", "pdf"):
        text = content.decode("utf-8-sig")
        assert all(one.what.strip(".") in text for one in signals.read(house).found)
        assert "Noord" not in text
    with pytest.raises(ToolboxError):
        signals.write(house, signals.read(house), fmt, tmp_path)


def test_a_table_for_a_spreadsheet(house, tmp_path):
    golden(
        "signalen-csv",
        Path(signals.write(house, signals.read(house), "csv", tmp_path / "s.csv").text()).read_text(),
        tmp_path,
    )


# --- afterwards -----------------------------------------------------------------------------------------------------


def finished(house: House, **changes: Any) -> Path:
    """A session in the logbook with answers to mark."""
    asked = (
        question("a", "open", "Wat zien we?", "Er is geen tolk", harvest=Harvest.SIGNAL),
        question("b", "lijst", "Wat nog?", ["een bankje", "koffie"]),
        question("c", "open", "Wat raakt je?", "Dit blijft", in_report=InReport.NO),
        question("d", "schaal", "Hoe erg?", 4),
        question("e", "lijst", "Kwijt", contributions=(Contribution(value=None, unreadable="???"),)),
    )
    of = head(exercise="kijk", **changes)
    steps = (StepRecord(number=1, title="Kijken", questions=asked),)
    signal = Signal(id=f"{of.session}-s1", question="b", what="koffie")
    return put(house.places.teams / "noord", of, render(JournalEntry(head=of, signals=(signal,), steps=steps)))


def test_marking_later_makes_a_new_file_and_leaves_the_session_alone():
    house = a_house()
    path = finished(house)
    before = path.read_bytes()
    window = ScriptWindow(["Ja", "Er is geen tolk", "de gemeente", "Ja", "een bankje", "", "Nee"])
    made: list[Path] = []
    signalling.mark_in(house, window, path, made)
    assert path.read_bytes() == before
    entries = [journal.load(one) for one in made]
    assert [one.head.kind for one in entries] == [EntryKind.SIGNAL] * 2
    assert [one.head.belongs_to for one in entries] == [head().session] * 2
    assert [one.signals[0].what for one in entries] == ["Er is geen tolk", "een bankje"]
    assert entries[0].signals[0].id == f"{entries[0].head.session}-s1"
    offered = next(ask.options for ask in window.asked if isinstance(ask, One) and ask.options[0] == "Er is geen tolk")
    assert "Dit blijft" not in offered
    found = signals.read(house, Filters(team="noord"))
    assert sorted((one.what, one.times, str(one.since)) for one in found.found) == [
        ("Er is geen tolk", 1, "2026-11-22"),
        ("een bankje", 1, "2026-11-22"),
        ("koffie", 1, "2026-11-22"),
    ]


def test_a_signal_file_is_no_session():
    house = a_house()
    path = finished(house)
    made: list[Path] = []
    signalling.mark_in(house, ScriptWindow(["Ja", "Er is geen tolk", "", "Nee"]), path, made)
    assert journal.find([house.places.teams / "noord"], "laatste") == path
    listed = logbook.list_entries(house).text()
    assert "met het team, signaal" in listed
    report = reporting.make(house, (), Filters(team="noord"), reporting.Wish(format="json"), None)
    assert len(report.data()["verslag"]["sessies"]) == 1
    with pytest.raises(ToolboxError, match="geen sessie"):
        signalling.mark_in(house, ScriptWindow([]), made[0], [])
    shown = logbook.show_entry(house, made[0].stem).text()
    assert "Signalen\n  - Er is geen tolk" in shown
    assert "Er is geen afspraak gemaakt" not in shown


def test_a_command_is_help_or_the_end_and_loses_nothing():
    house = a_house()
    path = finished(house)
    made: list[Path] = []
    answers = ["Ja", "Er is geen tolk", "", Command.HELP, "Ja", "een bankje", "", Command.STOP]
    window = ScriptWindow(answers)
    signalling.mark_in(house, window, path, made)
    assert (len(made), window.answers) == (2, [])
    assert "Bij deze sessie: 2 signalen." in window.text


def test_nothing_marked_writes_nothing():
    house = a_house()
    path = finished(house)
    for answers in (["Nee"], ["Ja", "Toch niets", "Nee"], ["Ja", "Ik typ het zelf", "", "Nee"]):
        made: list[Path] = []
        window = ScriptWindow(answers)
        signalling.mark_in(house, window, path, made)
        assert made == []
        assert "Er is niets veranderd." in window.text


def test_an_old_file_obeys_what_its_exercise_says_now():
    path = finished(a_house(), tail="zzzz")
    entry = journal.load(path)
    assert {one.what for one in candidates_in(entry, {})} == {"Er is geen tolk", "een bankje", "koffie"}
    prompts = {"b": exercise().steps[0].prompts[2]}
    assert {one.what for one in candidates_in(entry, prompts)} == {"Er is geen tolk"}
