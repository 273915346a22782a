"""The loop: agreements are made, the next meeting opens with them, and what became of them is in files of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.agreements import Wanted
from armoede_toolbox.dates import resolver
from armoede_toolbox.entry import LookBack, State, parse, render
from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.reporting.report import task
from armoede_toolbox.reporting.rows import agreement_row
from armoede_toolbox.screens import Screen
from armoede_toolbox.session import Kind, Session, agenda, current, events, fold, look_back, to_look_back
from armoede_toolbox.session.clock import planned
from armoede_toolbox.session.events import When
from armoede_toolbox.session.look_back import Due
from armoede_toolbox.storage import drafts, journal
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted, Window
from armoede_toolbox.text import clean_line
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Level, Mode, Outcome, Variant
from armoede_toolbox.workflows import (
    agreements,
    calendar,
    finishing,
    home,
    listing,
    logbook,
    resuming,
    sessions,
    stage,
    updating,
)
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.looking_back import SKIP
from armoede_toolbox.workflows.running import Outcome as Ended
from armoede_toolbox.workflows.running import run
from armoede_toolbox.workflows.stand import NoBook, Stand
from armoede_toolbox.workflows.starting import Wish
from tests.scripted import ScriptWindow
from tests.workflows.auto import AutoWindow
from tests.workflows.test_logbook import a_house, all_of, entry, golden, head, put
from tests.workflows.test_running import LIBRARY, Clock, ListBook, setup_of

WHEN = "Jullie hebben"
HOW = "Hoe ging het?"
EXERCISE = "LB3-06"
FOR_PAIRS = "LB2-09"
"""Its agreements are made in the closing."""


class Team(AutoWindow):
    """Walks by itself, but for what is given: the options to choose, by the beginning of their question."""

    def __init__(self, choices: dict[str, Any] | None = None, agreed: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(random.Random(3), **settings)
        self.choices = {"Kijkt de groep": [], "Klopt het zo": [], **(choices or {})}
        self.agreed = agreed
        self.questions: list[str] = []

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        self.questions.append(question)
        for start, given in self.choices.items():
            if question.startswith(start):
                self._interaction()
                return options.index(given.pop(0)) if given else 0
        return super().pick(question, options, default=default)

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        self.questions.append(question)
        for begin, given in self.choices.items():
            if question.startswith(begin):
                return str(given.pop(0)) if given else ""
        return "" if question.endswith("Leeg laten mag ook.") else super().line(question, required=required)

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        if form.fields[0].name != "afspraken":
            return super().fill(form, before)
        self._interaction()
        return {"afspraken": [{"wat": what, "wie": "Sam"} for what in self.agreed], "terugkijken_op": "2026-12-01"}


def on(house: House, day: str) -> House:
    return house.on(date.fromisoformat(day))


def meet(house: House, window: Window, name: str = EXERCISE, **wish: Any) -> int:
    known: dict[str, Any] = {"team": "Noord", "new_team": True, "mode": Mode.TEAM, "people": 6, "clock": False}
    return sessions.begin(house, window, name, Wish(**{**known, **wish}))


def root_of(house: House, team: str = "noord") -> Path:
    return journal.team_root(house.places, house.config, team)


def files(house: House, kind: EntryKind) -> list[Path]:
    return [path for path, one in journal.scan(root_of(house)).files if one.kind is kind]


def look_backs(house: House) -> list[tuple[LookBack, ...]]:
    return [journal.load(path).look_backs for path in files(house, EntryKind.LOOK_BACK)]


def stands(house: House) -> dict[str, str]:
    return {one.status.what: one.status.status for one in agreements.list_agreements(house).found}


@pytest.fixture
def house(home: Path) -> House:
    return replace(open_house(), now=lambda: datetime(2026, 2, 17, 12, 0, tzinfo=UTC), chance=random.Random(1))


# --- a team over three weeks ----------------------------------------------------------------------------------------


def test_a_team_over_three_weeks(house: House) -> None:
    """Agreements are made; one is done, one gets stuck and is the case of the day, one is let go."""
    assert meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "De brief herschrijven"])) == ExitCode.OK
    assert files(house, EntryKind.LOOK_BACK) == []

    second = Team(
        {HOW: ["Gedaan", "Liep vast"], "Waarop liep": ["wachten op akkoord"], "Nemen jullie dit": ["Ja"], WHEN: []},
        agreed=["Een inwoner uitnodigen"],
    )
    assert meet(on(house, "2026-02-24"), second) == ExitCode.OK
    told = [block.text for _, screen in second.screens for block in screen.blocks]
    assert "Op 17 februari spraken we af:" in told
    assert told.count("Dit liep vast en is vandaag de casus: De brief herschrijven") == 2
    assert stands(house) == {
        "Bellen": "gedaan",
        "De brief herschrijven": "vastgelopen",
        "Een inwoner uitnodigen": "open",
    }

    third = Team({HOW: ["We laten het los", "Loopt nog"], WHEN: ["Ja, we kijken aan het eind terug"]})
    assert meet(on(house, "2026-03-03"), third) == ExitCode.OK
    assert stands(house) == {
        "Bellen": "gedaan",
        "De brief herschrijven": "losgelaten",
        "Een inwoner uitnodigen": "loopt nog",
    }
    assert [[one.outcome for one in looked] for looked in look_backs(house)] == [
        [Outcome.DONE, Outcome.STUCK],
        [Outcome.LET_GO, Outcome.GOING_ON],
    ]
    assert look_backs(house)[0][1].word == "wachten op akkoord"
    named = [journal.load(path).head.look_back for path in files(house, EntryKind.SESSION)]
    ids = [journal.load(path).head.session for path in files(house, EntryKind.LOOK_BACK)]
    assert named == [None, *ids]


def test_the_look_back_stands_in_the_logbook_before_the_first_question(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]))
    seen: list[int] = []

    class Watching(Team):
        def show(self, screen: Screen) -> None:
            super().show(screen)
            seen.append(len(files(house, EntryKind.LOOK_BACK)))

    window = Watching({WHEN: [], HOW: []})
    meet(on(house, "2026-02-24"), window)
    titles = [screen.title for _, screen in window.screens]
    assert titles[1:3] == ["Terugkijken", "Teruggekeken"]
    assert seen[:3] == [0, 0, 1]
    assert window.questions.index(HOW) > next(n for n, q in enumerate(window.questions) if q.startswith(WHEN))


def test_with_a_guest_the_look_back_comes_before_the_agreements(house: House) -> None:
    pair = {"mode": Mode.PAIR, "people": 2}
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]), FOR_PAIRS, **pair)
    window = Team({WHEN: ["Ja, we kijken aan het eind terug"], HOW: []})
    meet(on(house, "2026-02-24"), window, FOR_PAIRS, **pair)
    titles = [screen.title for _, screen in window.screens]
    assert titles.index("Terugkijken") > 3
    assert titles[titles.index("Terugkijken") :][:3] == ["Terugkijken", "Teruggekeken", "Afspraken"]


def test_it_is_skipped_only_on_purpose(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]))
    window = Team({WHEN: [SKIP]})
    meet(on(house, "2026-02-24"), window)
    assert HOW not in window.questions
    assert files(house, EntryKind.LOOK_BACK) == []
    assert stands(house)["Bellen"] == "open"


def test_at_most_three_the_longest_open_first_and_none_of_today(house: House) -> None:
    for day, agreed in (("2026-02-16", ["een", "twee"]), ("2026-02-17", ["drie", "vier"])):
        meet(on(house, day), Team({WHEN: [SKIP]}, agreed=agreed))
    window = Team({WHEN: [SKIP]}, agreed=["vijf"])
    meet(on(house, "2026-02-18"), window)
    found = agreements.due_in(on(house, "2026-02-18"), logbook.Root("noord", "noord", root_of(house)), Mode.TEAM)
    assert [one.what for one in found] == ["een", "twee", "drie", "vier"]
    assert any(question.startswith("Jullie hebben 3 open afspraken") for question in window.questions)


def test_after_three_times_going_on_it_offers_letting_go(house: House) -> None:
    meet(on(house, "2026-02-10"), Team(agreed=["Bellen"]))
    for day in ("2026-02-17", "2026-02-24"):
        window = Team({WHEN: [], HOW: ["Loopt nog"]})
        meet(on(house, day), window)
        assert not any("loslaten" in question for question in window.questions)
    last = Team({WHEN: [], HOW: ["Loopt nog"], "Dit loopt nu al 3 keer": ["Ja, we laten het los"]})
    meet(on(house, "2026-03-03"), last)
    assert stands(house)["Bellen"] == "losgelaten"


def test_a_pair_opens_with_its_own_agreements(house: House) -> None:
    pair = {"mode": Mode.PAIR, "people": 2}
    meet(on(house, "2026-02-17"), Team(agreed=["Van het team"]))
    meet(on(house, "2026-02-18"), Team(agreed=["Van ons twee"]), FOR_PAIRS, **pair)
    window = Team({WHEN: [], HOW: []})
    meet(on(house, "2026-02-24"), window, FOR_PAIRS, **pair)
    assert [looked.what for looked in look_backs(house)[0]] == ["Van ons twee"]


# --- the time in the agenda -----------------------------------------------------------------------------------------


def test_the_look_back_counts_in_the_agenda(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "Schrijven"]))
    later = on(house, "2026-02-24")
    listed = {card.number: card for card in listing.list_exercises(later, team="noord").cards}[EXERCISE]
    shortest = min(listed.lengths[Mode.TEAM].values())
    text = listing.list_exercises(later, team="noord").text(100)
    assert "met terugblik)" in text
    question = f"Met terugblik duurt de kortste versie {shortest + 4} minuten."
    window = Team({question: [SKIP]})
    meet(later, window, minutes=shortest + 2)
    assert question + " Wat doen jullie?" in window.questions
    assert files(house, EntryKind.LOOK_BACK) == []
    fits = Team({WHEN: [], HOW: ["Gedaan", "Gedaan"]})
    meet(later, fits, minutes=shortest + 4)
    assert not any(asked.startswith("Met terugblik") for asked in fits.questions)
    with pytest.raises(ToolboxError, match="past niet"):
        meet(later, Team(), minutes=1)


def a_setup(number: str = EXERCISE, **extra: Any) -> Any:
    exercise = LIBRARY.find(number)
    variant = next(iter(exercise.variants_in(Mode.TEAM)))
    due = tuple(
        Due(id=f"2026-11-10-1200-k7f3-{n}", what=f"Afspraak {n}", made_on=date(2026, 11, 10), need=LearningNeed.PICTURE)
        for n in (1, 2)
    )
    return setup_of(exercise, Mode.TEAM, variant, **{"look_back": "2026-11-24-1200-m2qx", "due": due, **extra})


def test_the_plan_of_a_session_has_room_for_the_look_back() -> None:
    with_it, without = Session(a_setup()), Session(a_setup(due=()))
    assert (planned(with_it) - planned(without)).seconds == 120
    with_it.apply(events.looking_back(When.SKIPPED))
    assert planned(with_it) == planned(without)


# --- whatever happens -----------------------------------------------------------------------------------------------


def stand_of(setup: Any, window: Any, book: Any = None, session: Session | None = None) -> tuple[Stand, list[Session]]:
    """A stand that counts how often the look-back was written."""
    written: list[Session] = []
    session = session or Session(setup, last_time=setup.started)
    book = book or ListBook([setup.event()])
    return Stand(session, book, window, Clock(), random.Random(1), publish_look_back=written.append), written


@pytest.mark.parametrize("seed", range(40))
def test_a_look_back_is_written_once_whatever_people_do(seed: int) -> None:
    setup, chance = a_setup(), random.Random(seed)
    book = ListBook([setup.event()])
    window = AutoWindow(chance, stop_at=chance.randint(1, 9), commands=list(Command))
    stand, written = stand_of(setup, window, book)
    ended = run(stand)
    again = fold(book.events)
    assert again is not None
    assert (again.looked, again.looking_back, again.case) == (
        stand.session.looked,
        stand.session.looking_back,
        stand.session.case,
    )
    resumed, more = stand_of(setup, AutoWindow(chance), book, again)
    if ended is Ended.LATER:
        ended = run(resumed)
    if ended is Ended.FINISHED:
        finishing.seal(resumed.session, book, Clock(), chance)
        assert len([*written, *more]) == bool(resumed.session.looked)
        made = to_look_back(resumed.session)
        assert (made is not None) == bool(resumed.session.looked)
        if made is not None:
            assert parse(render(made)) == made
            assert made.head.finished is not None


def test_nothing_is_written_in_a_rehearsal() -> None:
    setup = a_setup()
    session = Session(setup, last_time=setup.started)
    stand = Stand(session, NoBook(), Team({WHEN: [], HOW: ["Gedaan", "Liep vast"]}), Clock(), random.Random(1))
    assert run(stand) is Ended.FINISHED
    assert len(session.looked) == 2


def test_a_crash_after_writing_writes_the_same_file_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]))
    real = finishing.publish_look_back

    def broken(session: Session) -> None:
        real(session)
        raise KeyboardInterrupt

    monkeypatch.setattr(finishing, "publish_look_back", broken)
    later = on(house, "2026-02-24")
    with pytest.raises(KeyboardInterrupt):
        meet(later, Team({WHEN: [], HOW: ["Gedaan"]}))
    before = all_of(root_of(house))
    monkeypatch.setattr(finishing, "publish_look_back", real)
    one = resuming.unfinished(later)[0][0]
    place = current(one.session)
    assert place is not None
    assert place.kind is Kind.LOOKED_BACK
    assert "terugkijken" in resuming._where(one.session).blocks[1].text
    assert resuming.continue_draft(later, one, Team({"Wat wil je doen?": []})) == ExitCode.OK
    after = all_of(root_of(house))
    assert before.items() <= after.items() | {(k, v) for k, v in before.items() if Path(k).is_dir()}
    assert len(files(house, EntryKind.LOOK_BACK)) == 1
    assert stands(house)["Bellen"] == "gedaan"


def test_going_on_stays_on_the_days_of_datum(house: House) -> None:
    assert meet(on(house, "2026-09-01"), Team(agreed=["Bellen"], stop_at=12)) == ExitCode.INTERRUPTED
    (one,), _ = resuming.unfinished(house)
    assert resuming.continue_draft(house, one, Team({"Wat wil je doen?": []}, agreed=["Bellen"])) == ExitCode.OK
    (path,) = files(house, EntryKind.SESSION)
    head = journal.load(path).head
    assert head.finished is not None
    assert (head.started.date(), head.finished.date()) == (date(2026, 9, 1), date(2026, 9, 1))


@pytest.mark.parametrize("interrupted", [True, False])
def test_a_typed_day_counts_from_the_day_of_datum(house: House, interrupted: bool) -> None:
    closing: list[Any] = [Command.ROUND_OFF, "Bellen", "Sam", "Nee", "over twee weken", "", "Klopt", 0]
    then = on(house, "2026-09-01")
    if interrupted:
        meet(then, Team(stop_at=12))
        (one,), _ = resuming.unfinished(house)
        window = ScriptWindow(["Ga verder", *closing], dates=resolver(house.today))
        assert resuming.continue_draft(house, one, window) == ExitCode.OK
    else:
        window = ScriptWindow(["Op deze computer", "Nee, alleen ik", *closing], dates=resolver(house.today))
        assert meet(then, window, variant=Variant.NORMAL) == ExitCode.OK
    (path,) = files(house, EntryKind.SESSION)
    assert [one.look_back_on for one in journal.load(path).agreements] == [date(2026, 9, 15)]


def test_a_day_that_is_said_now_goes_before_that_of_the_draft(house: House) -> None:
    assert on(house, "2026-03-01").as_begun(99).today() == date(2026, 3, 1)
    assert house.as_begun(0).today() == house.today() == date(2026, 2, 17)


def test_a_look_back_that_was_left_behind_stays_on_its_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with_agreements(house)

    def crash(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(updating, "_publish", crash)
        with pytest.raises(KeyboardInterrupt):
            updating.update_in(on(house, "2026-09-01"), ScriptWindow(["Gedaan", "", "Loopt nog", ""]))
    updating.finish_interrupted(house, ScriptWindow())
    (path,) = files(house, EntryKind.LOOK_BACK)
    head = journal.load(path).head
    assert head.finished is not None
    assert (head.started.date(), head.finished.date()) == (date(2026, 9, 1), date(2026, 9, 1))


def test_a_note_in_the_look_back_is_no_trouble_while_the_session_goes_on(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]))

    class Writing(Team):
        def show(self, screen: Screen) -> None:
            super().show(screen)
            if screen.title == "Teruggekeken":
                path = files(house, EntryKind.LOOK_BACK)[0]
                path.write_text(path.read_text() + "\nEen notitie van ons.\n")

    assert meet(on(house, "2026-02-24"), Writing({WHEN: [], HOW: ["Gedaan"]})) == ExitCode.OK
    assert "Een notitie van ons." in files(house, EntryKind.LOOK_BACK)[0].read_text()


def test_a_session_that_is_thrown_away_leaves_its_look_back(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen"]))

    class Stopping(Team):
        def wait(self, sentence: str) -> None:
            super().wait(sentence)
            if self.screens and self.screens[-1][1].title == "Teruggekeken":
                raise CommandGiven(Command.PAUSE, {})

    class Quitting(Stopping):
        def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
            if question.startswith(("Even rust", "Alles van deze keer")):
                return len(options) - 1
            return super().pick(question, options, default=default)

    window = Quitting({WHEN: [], HOW: ["Gedaan"]})
    assert meet(on(house, "2026-02-24"), window) == ExitCode.OK
    assert window.said[-1] == "De terugblik van vandaag staat al in het logboek en blijft staan."
    assert len(files(house, EntryKind.SESSION)) == 1
    assert stands(house)["Bellen"] == "gedaan"


def test_going_back_stays_before_the_written_file() -> None:
    session = Session(a_setup())
    for event in (events.done("opening"), events.looking_back(When.FIRST), events.done("bezoek")):
        session.apply(event)
    places = {place.kind: place for place in agenda(session)}
    from armoede_toolbox.session import before

    second = [place for place in agenda(session) if place.kind is Kind.LOOK_BACK][1]
    session.apply(events.done(f"terugblik:{second.agreement[:-1]}1"))
    earlier = before(session, second)
    assert earlier is not None
    assert earlier.agreement.endswith("-1")
    assert before(session, places[Kind.LOOKED_BACK]) is None
    assert before(session, next(place for place in agenda(session) if place.kind is Kind.STEP)) is None


def test_the_room_sees_the_agreement_and_the_choices() -> None:
    session = Session(a_setup())
    for event in (events.done("opening"), events.looking_back(When.FIRST), events.done("bezoek")):
        session.apply(event)
    screen = stage.for_room(session, "")
    assert [block.text for block in screen.blocks][:3] == [
        "Op 10 november spraken we af:",
        "Afspraak 1",
        "Hoe ging het?",
    ]
    assert screen.blocks[-1].text == "6  Dat weten we niet"
    assert screen.words() <= 45


# --- LB4-07 ---------------------------------------------------------------------------------------------------------


def test_the_exercise_that_looks_back_has_the_questions_that_we_read() -> None:
    exercise = LIBRARY.find("LB4-07")
    prompts = {prompt.id: prompt for step in exercise.steps for prompt in step.prompts}
    assert exercise.id == look_back.EXERCISE
    assert prompts[look_back.HOW].for_each == look_back.WHICH
    assert prompts[look_back.HOW].form().fields[0].options == tuple(Outcome)  # type: ignore[attr-defined]
    assert prompts[look_back.WHICH].fill(["a"]) == {"regels": ["a"]}


def test_lb4_07_replaces_the_look_back(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "Schrijven"]))
    offered: list[Filled | None] = []

    class Looking(Team):
        def fill(self, form: Form, before: Filled | None = None) -> Filled:
            name = form.fields[0].name
            if name == "regels" and before:
                offered.append(before)
                return {"regels": [*before["regels"], "iets wat niet opgeschreven was"]}
            if getattr(form.fields[0], "options", ()) == tuple(Outcome):
                self._interaction()
                return {name: ("gedaan", "losgelaten", "loopt nog")[len(offered) - 1 + self.chosen()]}
            return super().fill(form, before)

        def chosen(self) -> int:
            self.counted = getattr(self, "counted", -1) + 1
            return self.counted

    window = Looking()
    meet(on(house, "2026-02-24"), window, "LB4-07")
    assert offered == [{"regels": ["Bellen", "Schrijven"]}]
    assert HOW not in window.questions
    assert [[one.what for one in looked] for looked in look_backs(house)] == [["Bellen", "Schrijven"]]
    assert {stands(house)[what] for what in ("Bellen", "Schrijven")} == {"gedaan", "losgelaten"}
    assert journal.load(files(house, EntryKind.SESSION)[-1]).head.look_back


class HalfWay(Team):
    """A team that rounds off LB4-07 at the list, or before it."""

    def __init__(self, typed: list[str] | None) -> None:
        super().__init__()
        self.typed = typed

    def wait(self, sentence: str) -> None:
        if self.typed is None and "verder te gaan" in sentence:
            raise CommandGiven(Command.ROUND_OFF, {})
        super().wait(sentence)

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        if self.typed is not None and form.fields[0].name == "regels":
            raise CommandGiven(Command.ROUND_OFF, {"regels": self.typed})
        return super().fill(form, before)


@pytest.mark.parametrize("typed", [None, ["Bellen", "Schrijven"], ["Bellen"]])
def test_a_list_of_agreements_that_nobody_came_to_leaves_no_note(house: House, typed: list[str] | None) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "Schrijven"]))
    meet(on(house, "2026-02-24"), HalfWay(typed), "LB4-07")
    entry = journal.load(files(house, EntryKind.SESSION)[-1])
    question = entry.steps[0].questions[0]
    assert (question.id, question.notes) == (look_back.WHICH, ())
    own = typed == ["Bellen"]
    assert [one.value for one in question.contributions] == ([["Bellen"]] if own else [])
    assert (question.state is State.NOT_REACHED) is not own


# --- afspraken bijwerken --------------------------------------------------------------------------------------------


def with_agreements(house: House) -> House:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "Schrijven"]))
    return on(house, "2026-03-03")


def test_bijwerken_writes_one_file(house: House) -> None:
    later = with_agreements(house)
    window = ScriptWindow(["Gedaan", "", "Liep vast", "geen akkoord"])
    assert updating.update_in(later, window) == ExitCode.OK
    (looked,) = look_backs(house)
    assert [(one.outcome, one.word) for one in looked] == [(Outcome.DONE, None), (Outcome.STUCK, "geen akkoord")]
    (path,) = files(house, EntryKind.LOOK_BACK)
    assert journal.load(path).head.title == "Terugblik van 3 maart 2026"
    assert "Dinsdag 3 maart 2026" in path.read_text()
    assert not drafts.list_drafts(later.places, later.config)
    assert "Op 17 februari spraken we af:" in window.text


@pytest.mark.parametrize("stop", [Interrupted, Command.STOP])
def test_what_was_answered_when_somebody_stops_is_written(house: House, stop: Any) -> None:
    later = with_agreements(house)
    code = updating.update_in(later, ScriptWindow(["Gedaan", stop]))
    assert code == (ExitCode.INTERRUPTED if stop is Interrupted else ExitCode.OK)
    assert stands(house)["Bellen"] == "gedaan"
    assert not drafts.list_drafts(later.places, later.config)


def test_passing_and_going_back(house: House) -> None:
    later = with_agreements(house)
    script = [Command.PASS, Command.BACK, Command.HELP, "Gedaan", Command.PASS, Command.PASS]
    updating.update_in(later, ScriptWindow(script))
    assert stands(house) == {"Bellen": "gedaan", "Schrijven": "open"}


def test_back_from_the_word_leads_to_what_became_of_it(house: House) -> None:
    later = with_agreements(house)
    script = ["Liep vast", Command.BACK, "Loopt nog", "we bellen", Command.PASS]
    updating.update_in(later, ScriptWindow(script))
    ((looked,),) = look_backs(house)
    assert (looked.outcome, looked.word) == (Outcome.GOING_ON, "we bellen")


def test_a_draft_waits_while_the_folder_of_the_team_is_gone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that is not connected: making its folder anew would hide their work somewhere else."""
    later = with_agreements(house)

    class Crash(BaseException):
        pass

    def crash(*_: Any) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(journal, "publish", crash)
        with pytest.raises(Crash):
            updating.update_in(later, ScriptWindow(["Gedaan", "", "Loopt nog", ""]))
    root = root_of(house)
    away = root.rename(root.with_name("weg"))
    window = ScriptWindow()
    updating.finish_interrupted(later, window)
    assert "De map van het logboek is er nu niet." in window.text
    assert not root.exists()
    assert drafts.list_drafts(later.places, later.config)
    away.rename(root)
    updating.finish_interrupted(later, ScriptWindow())
    assert stands(house) == {"Bellen": "gedaan", "Schrijven": "loopt nog"}


def test_a_look_back_of_its_own_counts_no_people(house: House) -> None:
    later = with_agreements(house)
    updating.update_in(later, ScriptWindow(["Gedaan", "", Command.PASS]))
    assert "met het team, terugblik" in logbook.list_entries(later).text()


# --- several organisations ------------------------------------------------------------------------------------------


class Levels(Team):
    """Answers with an organisation and a level where those are asked."""

    names: tuple[str, ...] = ()

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        filled = super().fill(form, before)
        if form.fields[0].name == "afspraken":
            self.names = tuple(field.name for field in form.fields[0].fields)  # type: ignore[attr-defined]
            more = {"organisatie": "Kwintes", "niveau": "Beleid"} if "niveau" in self.names else {}
            filled["afspraken"] = [one | more for one in filled["afspraken"]]
        return filled


@pytest.mark.parametrize("levels", [True, False])
@pytest.mark.parametrize("number", [EXERCISE, "LB1-05"])
def test_levels_are_asked_only_where_several_organisations_take_part(house: House, levels: bool, number: str) -> None:
    """At the closing, and where an exercise asks for its own agreement."""
    window = Levels(agreed=["Bellen"])
    assert meet(on(house, "2026-02-17"), window, number, levels=levels) == ExitCode.OK
    (path,) = files(house, EntryKind.SESSION)
    (agreement,) = journal.load(path).agreements
    assert ("organisatie" in window.names, "niveau" in window.names) == (levels, levels)
    assert (agreement.organisation, agreement.level) == (("Kwintes", Level.POLICY) if levels else (None, None))
    assert ("  - niveau: beleid" in path.read_text("utf-8").split("\n")) == levels
    found = agreements.list_agreements(house, "noord", Wanted(level=Level.POLICY)).text()
    assert ("niveau: beleid" in found) == levels
    assert (("Organisatie", "Kwintes") in task(agreement).details) == levels
    assert agreement_row(agreement)["niveau"] == ("beleid" if levels else "")


def test_a_draft_remembers_that_several_organisations_take_part() -> None:
    again = fold([a_setup(levels=True).event()])
    assert again is not None
    assert again.setup.levels


def test_nothing_answered_writes_nothing(house: House) -> None:
    later = with_agreements(house)
    updating.update_in(later, ScriptWindow([Command.PASS, Command.PASS]))
    assert look_backs(house) == []
    assert not drafts.list_drafts(later.places, later.config)


def test_a_crash_loses_nothing_and_the_next_run_writes_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    later = with_agreements(house)

    class Crash(BaseException):
        pass

    def crash(*_: Any) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(journal, "publish", crash)
        with pytest.raises(Crash):
            updating.update_in(later, ScriptWindow(["Gedaan", "", "Loopt nog", ""]))
    assert look_backs(house) == []
    assert resuming.unfinished(later) == ([], [])
    window = ScriptWindow()
    assert resuming.choose_draft(later, None, personal=False, window=window) is None
    assert "Een terugblik van 3 maart 2026 was nog niet bewaard. Nu wel:" in window.text
    assert stands(house) == {"Bellen": "gedaan", "Schrijven": "loopt nog"}
    assert not drafts.list_drafts(later.places, later.config)


def test_a_draft_cut_off_anywhere_keeps_what_was_answered(house: House) -> None:
    due = Due(id="a-1", what="Bellen", made_on=date(2026, 2, 17), need=LearningNeed.PICTURE)
    begun = look_back.Run(
        session="2026-03-03-1200-k7f3",
        root="/nergens",
        team="Noord",
        started=datetime(2026, 3, 3, 12, 0, tzinfo=UTC),
        toolbox="0",
        due=(due,),
    )
    log = [begun.event(), events.looked_back("a-1", "Bellen", Outcome.STUCK), {"wat": "teruggeblikt"}, {"wat": "x"}]
    for cut in range(1, len(log) + 1):
        run_ = look_back.fold(log[:cut])
        assert run_ is not None
        assert len(run_.looked) == (cut > 1)
    assert look_back.fold(log[1:]) is None
    assert look_back.fold([{"wat": look_back.BEGIN}]) is None


def test_personal_agreements_are_only_there_for_who_asks(house: House) -> None:
    alone = {"team": None, "mode": Mode.SOLO, "people": 1}
    exercise = next(
        one.number
        for one in LIBRARY.exercises
        if Mode.SOLO in one.modes and one.ending == "afspraak" and one.weight == "licht"
    )
    assert meet(on(house, "2026-02-17"), Team(agreed=["Iets van mij"]), exercise, **alone) == ExitCode.OK
    later = on(house, "2026-03-03")
    assert agreements.list_agreements(later).found == ()
    assert [one.status.what for one in agreements.list_agreements(later, personal=True).found] == ["Iets van mij"]
    assert agreements.count_open(later) == 0
    updating.update_in(later, ScriptWindow(["Gedaan", ""]), personal=True)
    assert agreements.list_agreements(later, personal=True).found[0].status.status == "gedaan"


# --- afspraken lijst ------------------------------------------------------------------------------------------------


@pytest.fixture
def full(home: Path) -> House:
    """Two teams with agreements of all sorts."""
    house = a_house()
    north, south = (journal.team_root(house.places, house.config, team) for team in ("noord", "zuid"))
    put(north, head("2026-02-17"))
    put(north, head("2026-03-03", "aaaa", learning_need=LearningNeed.PICTURE))
    ticked = put(north, head("2026-03-10", "bbbb"))
    ticked.write_text(ticked.read_text().replace("- [ ]", "- [x]"))
    put(south, head("2026-04-01", "cccc", team="Zuid"))
    looked = {
        "2026-02-17-1405-k7f3-1": (Outcome.STUCK, "we wachten op een akkoord van de afdeling die erover gaat"),
        "2026-03-03-1405-aaaa-1": (Outcome.DONE_OTHERWISE, None),
        "2025-12-01-0900-gone-1": (Outcome.GOING_ON, None),
    }
    for n, day in enumerate(("2026-04-07", "2026-04-14")):
        found = tuple(
            LookBack(agreement=key, what="De brief opnieuw schrijven", outcome=outcome, word=word)
            for key, (outcome, word) in looked.items()
        )
        at = head(day, f"dd0{n}", kind=EntryKind.LOOK_BACK, title="Terugblik", exercise=look_back.NAME)
        path = journal.entry_path(north, at.session, look_back.NAME)
        path.write_text(render(replace(entry(at), agreements=(), steps=(), look_backs=found)))
    return house


@pytest.mark.parametrize("width", [80, 60])
def test_the_list_as_people_read_it(full: House, home: Path, width: int) -> None:
    shown = agreements.list_agreements(full).text(width)
    assert max(map(len, shown.split("\n"))) <= width
    golden(f"afspraken-{width}", shown, home)


def test_the_list_as_data(full: House) -> None:
    data = agreements.list_agreements(full, "noord", Wanted(only_open=True)).data()
    assert json.loads(json.dumps(data)) == data
    assert (data["formaat"], data["overgeslagen"]) == (1, [])
    assert [(one["id"], one["stand"]) for one in data["afspraken"]] == [
        ("2025-12-01-0900-gone-1", "loopt nog"),
        ("2026-02-17-1405-k7f3-1", "vastgelopen"),
    ]
    gone, stuck = data["afspraken"]
    assert (gone["oefening"], gone["keer_loopt_nog"], gone["gemaakt_op"]) == (None, 2, "2025-12-01")
    assert stuck["terugkijken_op"] == "2027-01-12"
    assert [one["op"] for one in stuck["terugblikken"]] == ["2026-04-07", "2026-04-14"]


def test_the_filters_and_an_unknown_team(full: House) -> None:
    found = agreements.list_agreements(full, "noord", Wanted(need=LearningNeed.PICTURE)).found
    assert [one.status.id for one in found] == ["2026-03-03-1405-aaaa-1"]
    assert agreements.list_agreements(full, "zuid", Wanted(until=date(2026, 3, 31))).text() == (
        "Er is geen afspraak die hierbij past."
    )
    with pytest.raises(ToolboxError, match="Team “west” kennen we niet"):
        agreements.list_agreements(full, "west")


def test_only_files_that_speak_of_agreements_are_read_and_only_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_of(house)
    put(root, head("2026-02-17"))
    silent = head("2026-02-18", "aaaa")
    put(root, silent, render(replace(entry(silent), agreements=())))
    read: list[str] = []
    real = journal.load

    def load(path: Path) -> Any:
        read.append(path.stem[-4:])
        return real(path)

    monkeypatch.setattr(journal, "load", load)
    first = agreements.list_agreements(house)
    assert (read, len(first.found)) == (["k7f3"], 1)
    assert (agreements.list_agreements(house), read) == (first, ["k7f3"])
    put(root, head("2026-02-19", "bbbb"))
    assert (len(agreements.list_agreements(house).found), read) == (2, ["k7f3", "bbbb"])
    for path in (house.places.cache / "index").iterdir():
        path.write_bytes(b"kapot" * 1000)
    assert len(agreements.list_agreements(house).found) == 2


def test_damaged_files_and_copies_are_named_and_reading_changes_nothing(full: House, home: Path) -> None:
    root = journal.team_root(full.places, full.config, "noord") / "2026"
    (root / "2026-05-01-0900-stuk-zzzz.md").write_text("---\nformaat: 1\n")
    first = next(path for path in root.iterdir() if "k7f3" in path.name)
    copy = first.with_name(f"{first.stem} (conflict Sam).md")
    copy.write_text(first.read_text().replace("- [ ]", "- [x]"))
    before = all_of(home)
    found = agreements.list_agreements(full, "noord")
    assert [one["bestand"] for one in found.data()["overgeslagen"]] == [str(root / "2026-05-01-0900-stuk-zzzz.md")]
    assert any("staat er 2 keer. We tellen hem één keer." in problem.what for problem in found.problems)
    status = next(one.status for one in found.found if one.status.id == "2026-02-17-1405-k7f3-1")
    assert status.open
    assert status.why_doubted == (
        "Aangevinkt met de hand. Bij het terugkijken op 14 april 2026: vastgelopen. Daarom telt hij als open."
    )
    assert all_of(home) == before


def test_a_session_that_was_copied_is_one_message_however_many_agreements_it_has(house: House) -> None:
    meet(on(house, "2026-02-17"), Team(agreed=["Bellen", "Schrijven"]))
    (path,) = files(house, EntryKind.SESSION)
    path.with_name(f"{path.stem} - kopie.md").write_text(path.read_text())
    (told,) = agreements.list_agreements(house).problems
    assert told.what == "Dezelfde 2 afspraken staan er 2 keer. We tellen ze één keer."
    assert "kopie.md" in told.where


def test_a_look_back_can_be_read_in_the_logbook(full: House) -> None:
    text = logbook.show_entry(full, "dd01").text(80)
    assert "- De brief opnieuw schrijven: vastgelopen" in text
    assert "Er is geen afspraak gemaakt" not in text


# --- the menu -------------------------------------------------------------------------------------------------------


def test_the_menu_leads_to_the_agreements(house: House) -> None:
    later = with_agreements(house)
    window = ScriptWindow(["Onze afspraken (2 open)"])
    action = home._choose(later, window)
    assert action is not None
    walk = ScriptWindow(["Kijk terug op wat open is", "Gedaan", "", "Gedaan", ""])
    home._do(action, later, walk)
    assert stands(house) == {"Bellen": "gedaan", "Schrijven": "gedaan"}
    assert home._agreements_label(later) == "Onze afspraken"
    assert Variant.SHORT


# --- afspraken agenda -----------------------------------------------------------------------------------------------


def events_in(path: Path) -> dict[str, Any]:
    from icalendar import Calendar

    return {str(event["uid"]): event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_the_calendar_file(full: House, home: Path, tmp_path: Path) -> None:
    made = calendar.make(full, "noord", date(2026, 5, 1), tmp_path)
    assert made.file == tmp_path / "afspraken-noord.ics"
    content = made.file.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    golden("afspraken-agenda", content.decode().replace("\r\n", "\n"), home)
    assert made.notices[0] == "1 dag om terug te kijken. Haal het bestand binnen in je agenda."
    assert "1 open afspraak heeft geen dag die nog komt." in made.notices[1]


def test_a_second_import_changes_the_first_one(full: House, tmp_path: Path) -> None:
    first = calendar.make(on(full, "2026-05-01"), "zuid", None, tmp_path / "een.ics").file
    updating.update_in(on(full, "2026-05-02"), ScriptWindow(["Gedaan", ""]), "zuid")
    second = calendar.make(on(full, "2026-05-03"), "zuid", None, tmp_path / "twee.ics").file
    assert first is not None
    assert second is not None
    before, after = events_in(first), events_in(second)
    assert list(before) == list(after) == ["2026-04-01-1405-cccc-1@armoede-toolbox"]
    (old,), (new,) = before.values(), after.values()
    assert new["sequence"] > old["sequence"]
    assert new["dtstamp"].dt > old["dtstamp"].dt
    assert (old["status"], new["status"]) == ("CONFIRMED", "CANCELLED")
    assert (old["dtstart"].dt, old["dtend"].dt) == (date(2027, 1, 12), date(2027, 1, 13))
    assert len(old.walk("VALARM")) == 1
    assert new.walk("VALARM") == []


def test_an_existing_calendar_file_stays_unless_it_may_go(full: House, tmp_path: Path) -> None:
    to = tmp_path / "a.ics"
    to.write_text("van ons")
    with pytest.raises(ToolboxError, match="bestaat al"):
        calendar.make(full, "noord", None, to)
    assert to.read_text() == "van ons"
    assert calendar.make(full, "noord", date(2026, 5, 1), to, overwrite=True).file == to


def test_without_days_nothing_is_written(full: House, tmp_path: Path) -> None:
    made = calendar.make(full, "noord", date(2030, 1, 1), tmp_path)
    assert (made.file, made.text(), list(tmp_path.iterdir())) == (None, "", [])
    assert "Er is niets geschreven." in made.notices[0]


def test_the_words_of_people_never_become_lines_of_the_calendar(full: House, tmp_path: Path) -> None:
    root = journal.team_root(full.places, full.config, "oost")
    nasty = "a\nEND:VEVENT\nBEGIN:VALARM; , \\ é 👩‍👩‍👧 " + "x" * 200
    at = head("2026-04-01", "eeee", team="Oost")
    agreed = replace(entry(at).agreements[0], what=nasty)
    put(root, at, render(replace(entry(at), agreements=(agreed,))))
    made = calendar.make(full, "oost", date(2026, 5, 1), tmp_path).file
    assert made is not None
    (event,) = events_in(made).values()
    assert event["summary"] == f"Terugkijken: {clean_line(nasty)}"
