"""``traject start``: every trajectory is walked by a group that answers at random, through the door that people use."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import JournalEntry, State
from armoede_toolbox.errors import ExitCode, ToolboxError, UsageError
from armoede_toolbox.exercises.meeting import CHANGES, MeetingExercise, Story, compose
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.progress import Progress, Reached
from armoede_toolbox.screens import For
from armoede_toolbox.session import Kind, Session, agenda, before
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.drawing import draw, wrap
from armoede_toolbox.terminal.window import Command, CommandGiven
from armoede_toolbox.text import counted
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows import agreements, meetings, resuming, sessions, stage
from armoede_toolbox.workflows import home as home_menu
from armoede_toolbox.workflows.choosing import choose
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.listing import history
from armoede_toolbox.workflows.logbook import Filters, Root, list_entries, personal_root
from armoede_toolbox.workflows.progressing import progress_in, running_of_teams, status
from armoede_toolbox.workflows.starting import Wish, root_of
from armoede_toolbox.workflows.trajectories import show_trajectory
from tests.scripted import ScriptWindow
from tests.workflows.auto import AutoWindow
from tests.workflows.test_running import setup_of

LIBRARY = Library.load()
TRAJECTORIES = [pytest.param(found.trajectory, id=found.number) for found in LIBRARY.trajectories]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
T1 = LIBRARY.find_trajectory("T1").trajectory
EXERCISES = {exercise.id: exercise for exercise in LIBRARY.exercises}
QUESTION, POINTS = "Waar willen wij beter steunen?", ["rust in huis", "iemand belt terug"]


class Group(AutoWindow):
    """A group that does the meeting as planned, unless it was told otherwise.

    ``says`` gives how the options begin that it takes, by question.
    """

    def __init__(self, seed: int = 0, says: dict[str, list[str]] | None = None, **extra: Any) -> None:
        super().__init__(random.Random(seed), **extra)
        self.says = says or {}
        self.picked: list[tuple[str, list[str]]] = []

    def pick(self, question: str, options: Any, *, default: int = 0) -> int:
        self.picked.append((question, list(options)))
        if self.says.get(question):
            wanted = self.says[question].pop(0)
            return next(number for number, option in enumerate(options) if option.startswith(wanted))
        if question in (
            "Hoe doen jullie het?",
            "Hoe doe je het?",
            "Wat bewaren we?",
            "Waar bewaren we wat jullie schrijven?",
        ):
            return 0
        if question.startswith("Nieuw team"):
            return 0
        return super().pick(question, options, default=default)

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        self._interaction()
        return "5" if "hoeveel" in question else "geen tijd"

    def seen(self) -> str:
        return "\n".join([*self.said, *(block.text for _, screen in self.screens for block in screen.blocks)])


class Knowing(Group):
    """A group that says the same learning question and points each time that it is asked."""

    question_now = ""

    def show(self, screen: Any) -> None:
        super().show(screen)
        self.question_now = "\n".join(block.text for block in screen.blocks)

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        filled = super().fill(form, before)
        if str(T1.learning_question) in self.question_now:
            return dict.fromkeys(filled, QUESTION)
        if "Waaraan merken jullie" in self.question_now:
            return dict.fromkeys(filled, POINTS)
        return filled


class Accepting(Group):
    """A group that leaves a list as it stands there already."""

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        filled = super().fill(form, before)
        return before if before and "regels" in before else filled


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> House:
    monkeypatch.setattr(Library, "load", lambda extra=(): LIBRARY)
    monkeypatch.setenv("ARMOEDE_LOGBOEK", str(tmp_path / "logboek"))
    return replace(open_house(), now=lambda: START, chance=random.Random(1))


def group_of(house: House, trajectory: Trajectory) -> Root:
    if Mode.TEAM not in trajectory.modes:
        return personal_root(house)
    return Root("noord", "noord", root_of(house, "noord"))


def wish_of(trajectory: Trajectory) -> Wish:
    return Wish(team="noord", new_team=True) if Mode.TEAM in trajectory.modes else Wish()


def hold(house: House, trajectory: Trajectory, window: Group, week: int = 0, number: int | None = None) -> int:
    later = replace(house, now=lambda: START + timedelta(weeks=week))
    return meetings.begin(later, window, LIBRARY, trajectory, wish_of(trajectory), number)


def progress(house: House, trajectory: Trajectory) -> Progress:
    found, problems = progress_in(house, group_of(house, trajectory), trajectory)
    assert not problems
    return found


def entry_of(house: House, trajectory: Trajectory, number: int) -> JournalEntry:
    one = progress(house, trajectory).of(number)
    assert one is not None
    return journal.load(Path(one.where))


# --- every trajectory -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trajectory", TRAJECTORIES)
def test_every_trajectory_can_be_walked_to_its_end(house: House, trajectory: Trajectory) -> None:
    for number, meeting in enumerate(trajectory.meetings, start=1):
        assert progress(house, trajectory).next == number
        assert hold(house, trajectory, Group(number), number) == ExitCode.OK
        entry = entry_of(house, trajectory, number)
        names = tuple(part.exercise or str(part.block) for part in meeting.parts)
        assert (entry.head.trajectory, entry.head.meeting, entry.head.parts) == (trajectory.id, number, names)
        assert (entry.head.complete, entry.warnings) == (True, ())
        assert entry.head.title == meeting.title
        assert len(entry.agreements) <= 3
    done = progress(house, trajectory)
    assert (done.next, done.doubts(EXERCISES)) == (None, [])
    assert {how for n in done.numbers for _, how in done.parts(n)} == {Reached.DONE}


def test_a_meeting_of_a_team_has_one_opening_one_closing_and_pairs_inside_the_team(house: House) -> None:
    trajectory = LIBRARY.find_trajectory("T6").trajectory
    window = Group(3)
    hold(house, trajectory, window)
    assert [question for question, _ in window.picked].count("Klopt het zo?") == 1
    entry = entry_of(house, trajectory, 1)
    assert entry.head.mode is Mode.TEAM
    ids = {question.id: question.who for step in entry.steps for question in step.questions}
    assert {"duo", "ieder"} & {who.value for key, who in ids.items() if key.startswith("d2-")}
    assert "Deel 2 van 3: Welke bril draag ik?" in window.seen()


@pytest.mark.parametrize("name", ["T4", "T7"])
def test_alone_or_as_a_pair_it_belongs_to_no_team(house: House, name: str) -> None:
    trajectory = LIBRARY.find_trajectory(name).trajectory
    hold(house, trajectory, Group(1))
    (file,) = house.places.personal.rglob("*.md")
    assert journal.load(file).head.team is None
    assert (house.places.cache / "index").exists() is False
    assert status(house).found == ()
    assert len(status(house, personal=True).found) == len(status(house, name).found) == 1
    with pytest.raises(UsageError):
        meetings.begin(house, Group(), LIBRARY, trajectory, Wish(team="noord"))


# --- what returns ---------------------------------------------------------------------------------------------------


def test_the_learning_question_and_the_own_points_return_each_meeting(house: House) -> None:
    for number in (1, 2, 3):
        window = Knowing(number)
        hold(house, T1, window, 2 * number)
        opening = next(screen for _, screen in window.screens if screen.title == T1.meetings[number - 1].title)
        assert (f"Onze leervraag: {QUESTION}" in opening.blocks[0].text) is (number > 1)
    done = progress(house, T1)
    assert (done.question, done.indicators) == (QUESTION, tuple(POINTS))
    assert [set(one.scores) for one in done.held] == [set(POINTS)] * 3
    assert f"Onze leervraag: {QUESTION}" in window.seen()
    told = status(house, "T1").text(80)
    assert QUESTION in told
    assert told.count(", daarna ") >= 2


def test_an_earlier_file_that_is_gone_takes_nothing_with_it_and_is_named(house: House) -> None:
    for number in (1, 2):
        hold(house, T1, Knowing(number), number)
    Path(progress(house, T1).held[0].where).unlink()
    left = progress(house, T1)
    assert (left.question, left.indicators, left.next) == (QUESTION, tuple(POINTS), 3)
    (doubt,) = left.doubts(EXERCISES)
    assert doubt.startswith("Van bijeenkomst 1 is er geen bestand.")


def test_the_exercise_that_looks_back_takes_the_place_of_the_look_back(house: House) -> None:
    for seed in range(20):
        hold(house, T1, Group(seed), seed)
        if entry_of(house, T1, 1).agreements:
            break
        Path(progress(house, T1).held[0].where).unlink()
    window = Accepting(2, {f"Jullie hebben {open_now(house)} om op terug te kijken. Is er bezoek?": ["Nee"]})
    hold(house, T1, window, 30)
    assert sum("Is er bezoek?" in question for question, _ in window.picked) == 1
    entry = entry_of(house, T1, 2)
    (question,) = [one for step in entry.steps for one in step.questions if one.id == "d1-vorige-afspraken"]
    assert question.state is State.ANSWERED
    assert entry.head.look_back is not None
    looked = journal.load(journal.find([group_of(house, T1).path], entry.head.look_back))
    agreed = entry_of(house, T1, 1).agreements
    assert {one.agreement for one in looked.look_backs} == {one.id for one in agreed}


def open_now(house: House) -> str:
    return counted(len(agreements.open_in(house, group_of(house, T1))), "open afspraak", "open afspraken")


def test_with_a_guest_the_exercise_that_looks_back_comes_last_also_after_an_interruption(house: House) -> None:
    for seed in range(20):
        hold(house, T1, Group(seed), seed)
        if entry_of(house, T1, 1).agreements:
            break
        Path(progress(house, T1).held[0].where).unlink()
    question = f"Jullie hebben {open_now(house)} om op terug te kijken. Is er bezoek?"
    assert hold(house, T1, Group(2, {question: ["Ja"]}, stop_at=20), 30) == ExitCode.INTERRUPTED
    (draft,), _ = resuming.unfinished(house)
    meeting = draft.session.setup.exercise
    assert isinstance(meeting, MeetingExercise)
    assert [piece.name for piece in meeting.pieces] == ["twee-waarden-een-besluit", "hoe-is-het-gegaan"]
    assert resuming.continue_draft(house, draft, Group(3, {"Wat wil je doen?": ["Ga verder"]})) == ExitCode.OK
    entry = entry_of(house, T1, 2)
    assert entry.head.parts == ("twee-waarden-een-besluit", "hoe-is-het-gegaan")
    assert meetings._before_the_end(T1.meetings[2].parts) == len(T1.meetings[2].parts) - 1
    assert progress(house, T1).doubts(EXERCISES) == []


def test_without_open_agreements_nobody_asks_for_guests(house: House) -> None:
    for number in range(2):
        window = Group(number)
        hold(house, T1, window, number)
        for path in group_of(house, T1).path.rglob("*.md"):
            text = path.read_text()
            path.write_text("\n".join(line for line in text.split("\n") if "at:afspraak " not in line))
    assert not any("Is er bezoek?" in question for question, _ in window.picked)


# --- before it begins -----------------------------------------------------------------------------------------------


def test_a_command_among_the_choices_goes_one_back_and_loses_nothing(house: House) -> None:
    answers: list[Any] = [
        "Een onderdeel overslaan",
        Command.BACK,
        "Een onderdeel overslaan",
        0,
        "",
        "geen tijd",
        Command.PASS,
        "Zo beginnen",
        "",
        Command.PASS,
        Command.BACK,
        "Zo beginnen",
        "6",
        Command.STOP,
    ]
    window = ScriptWindow(answers)
    with pytest.raises(CommandGiven):
        meetings.begin(house, window, LIBRARY, T1, wish_of(T1), 1)
    assert window.answers == []
    assert "Hier staat nog niets. Typ iets." in window.text
    assert "/pas" not in window.text
    assert window.screens[-1].title.startswith("Bijeenkomst 1")
    assert any("Waarom: geen tijd" in block.text for block in window.screens[-1].blocks)
    assert list(house.places.teams.rglob("*.md")) == []


def test_going_back_never_opens_what_was_chosen_before_the_meeting(house: House) -> None:
    hold(house, T1, Group(1))
    says = {
        "Hoe doen jullie het?": ["Een onderdeel overslaan", "Zo"],
        "Welk onderdeel slaan jullie over?": ["Twee"],
    }
    hold(house, T1, Group(2, says, stop_at=12), 1)
    (draft,), _ = resuming.unfinished(house)
    for place in agenda(draft.session):
        earlier = before(draft.session, place)
        assert earlier is None or not earlier.asked or earlier.asked[0].key != CHANGES


@pytest.mark.parametrize("trajectory", TRAJECTORIES)
def test_every_border_of_a_part_fits_on_the_screen_of_the_facilitator(trajectory: Trajectory) -> None:
    for number, meeting in enumerate(trajectory.meetings, start=1):
        tasks = trajectory.meetings[number - 2].between if number > 1 else ()
        story = Story(begins=number == 1, question=QUESTION, indicators=tuple(POINTS), tasks=tasks)
        made = compose(trajectory, number, meeting.parts, EXERCISES, story)
        session = Session(setup_of(made, made.modes[0], Variant.NORMAL), last_time=START)
        for place in agenda(session):
            if place.kind is Kind.STEP:
                screen = stage.step(session, place, "nog 12 minuten")
                assert len(draw(screen, 80)) + 2 <= 24, (number, screen.title)
                assert "Leg klaar" not in "\n".join(block.text for block in screen.blocks)


def test_what_to_prepare_is_told_in_time(house: House) -> None:
    window = Group(1, {"Hoe doen jullie het?": ["De voorbereiding", "Zo"]})
    hold(house, T1, window)
    assert "Leg klaar: één casus" in window.seen()
    assert "Wie er de eerste keer is" in window.seen()
    assert "Zoek een week eerder iemand" in " ".join(status(house, "T1").text(80).split())


class Helped(Group):
    """A group whose facilitator asks for help once, at the beginning of the first exercise."""

    asks = 1

    def wait(self, sentence: str) -> None:
        if self.asks and self.screens and any("/hulp" in block.text for block in self.screens[-1][1].blocks):
            self.asks = 0
            raise CommandGiven(Command.HELP, {})
        super().wait(sentence)


def test_more_about_a_part_stands_under_help(house: House) -> None:
    window = Helped(1)
    hold(house, T1, window)
    (helping,) = [screen for _, screen in window.screens if screen.title == "Hulp"]
    told = [block for block in helping.blocks if block.audience is For.FACILITATOR]
    assert any(block.text.startswith("Zinnen die kunnen helpen: “") for block in told)


def test_somebody_alone_is_spoken_to_as_one(house: House) -> None:
    alone = LIBRARY.find_trajectory("T4").trajectory
    window = Group(1, {"Hoe doe je het?": ["Een onderdeel", "Zo"], "Welk onderdeel sla je over?": [""]})
    hold(house, alone, window, number=2)
    questions = [question for question, _ in window.picked][:3]
    assert questions == ["Hoe doe je het?", "Welk onderdeel sla je over?", "Hoe doe je het?"]
    opening = next(screen for _, screen in window.screens if screen.aside.startswith("09:00"))
    assert sum(len(wrap(block.text, 80)) for block in opening.blocks) <= 16
    assert sum("deze computer" in block.text for block in opening.blocks) == 1


def test_a_copy_of_a_meeting_is_named(house: House) -> None:
    hold(house, T1, Group(1))
    path = Path(progress(house, T1).held[0].where)
    path.with_name(f"{path.stem} (conflicted copy).md").write_text(path.read_text())
    (told,) = status(house, "T1", "noord").problems
    assert "conflicted copy" in told.where
    assert progress(house, T1).numbers == {1}


def test_a_part_that_was_added_and_broken_off_is_not_done(house: House) -> None:
    hold(house, T1, Group(1))
    path = Path(progress(house, T1).held[0].where)
    text = path.read_text().replace("onderdelen: [", "onderdelen: [brief-op-de-mat, ")
    path.write_text(text.replace("\n---\n", "\ndeels: [brief-op-de-mat]\n---\n", 1))
    (line,) = [one for one in status(house, "T1").text(80).split("\n") if "Brief op de mat" in one]
    assert line.endswith("niet af")


def test_before_the_group_looks_nobody_sees_where_files_are(house: House) -> None:
    asked = "Kijkt de groep mee op dit scherm?"
    window = Group(1, {asked: ["Ja"]})
    told: list[str] = []
    window.said = told
    pick = window.pick

    def watching(question: str, options: Any, *, default: int = 0) -> int:
        chosen = pick(question, options, default=default)
        if question == asked:
            told.append(asked)
        return chosen

    window.pick = watching  # type: ignore[method-assign]
    hold(house, T1, window)
    seen = told[told.index(asked) : -2]
    assert any(".txt" in line for line in told[: told.index(asked)])
    assert not any(".txt" in line or "armoede " in line for line in seen)


def test_a_check_in_of_earlier_comes_first(house: House) -> None:
    hold(house, T1, RoundsOff(str(T1.meetings[0].parts[0].title)))
    says = {"Hoe doen jullie het?": ["Een onderdeel van eerder", "Zo"], "Wat nemen jullie erbij?": ["Wie zit hier"]}
    window = Group(2, says)
    hold(house, T1, window, 1)
    assert entry_of(house, T1, 2).head.parts[0] == "check-in"
    changes = progress(house, T1).held[1].changes
    assert changes[0].endswith("? Waarom: geen tijd")


# --- stopping -------------------------------------------------------------------------------------------------------


def test_a_meeting_that_was_killed_in_its_second_part_goes_on_there(house: House) -> None:
    """Cut off at many moments: what was answered is there, and ``traject start`` offers to go on."""
    in_second = 0
    for stop in range(12, 54, 6):
        clean = replace(house, places=replace(house.places, root=house.places.root / str(stop)))  # type: ignore[operator]
        assert hold(clean, T1, Group(stop, stop_at=stop)) == ExitCode.INTERRUPTED
        (draft,), _ = resuming.unfinished(clean)
        answered = sum(not given.empty() for given in draft.session.given.values())
        in_second += any(key.startswith("d2-") for key in draft.session.given)
        title = sessions.title_of(draft.session)
        again = Group(stop, {"Wat wil je doen?": ["Ga verder"], f"{title} staat nog open.": ["Ga daarmee"]})
        assert hold(clean, T1, again) == ExitCode.OK
        entry = entry_of(clean, T1, 1)
        assert entry.head.session == draft.session.setup.session
        found = [one for step in entry.steps for one in step.questions if one.contributions or one.totals]
        assert len(found) + len(entry.agreements) >= answered - 1
        assert resuming.unfinished(clean)[0] == []
    assert in_second > 3


class RoundsOff(Knowing):
    """A group that rounds off when a step begins, and perhaps once more."""

    def __init__(self, *titles: str) -> None:
        super().__init__(1)
        self.titles = [title for title in titles if title]

    def wait(self, sentence: str) -> None:
        if self.screens and self.screens[-1][1].title in self.titles[:1]:
            self.titles.pop(0)
            raise CommandGiven(Command.ROUND_OFF, {})
        super().wait(sentence)


def test_rounding_off_in_the_first_part_leaves_the_second_to_be_done(house: House) -> None:
    title = T1.meetings[0].parts[0].title
    hold(house, T1, RoundsOff(str(title)))
    one = progress(house, T1)
    assert [how for _, how in one.parts(1)] == [Reached.NOT_REACHED, Reached.NOT_REACHED]
    entry = entry_of(house, T1, 1)
    assert (entry.head.parts, entry.head.complete) == ((), False)
    told = status(house, "T1", "noord").text(80)
    assert told.count("niet aan toegekomen") == 2
    again = Group(2, {"Hoe doen jullie het?": ["Een onderdeel van eerder", "Zo"], "Wat nemen jullie erbij?": ["Casus"]})
    hold(house, T1, again, 1)
    assert entry_of(house, T1, 2).head.parts[-1] == "casus-terugspoelen"
    assert [how for _, how in progress(house, T1).parts(1)] == [Reached.NOT_REACHED, Reached.LATER]
    assert progress(house, T1).held[1].changes == ("Alsnog: Casus terugspoelen. Waarom: geen tijd",)


@pytest.mark.parametrize(("minutes", "again", "marked"), [(60, False, True), (74, False, False), (60, True, False)])
def test_who_rounds_off_still_marks_the_own_points_when_there_is_time(
    house: House, minutes: int, again: bool, marked: bool
) -> None:
    hold(house, T1, Knowing(1))
    window = RoundsOff(LIBRARY.find("hoe-is-het-gegaan").steps[0].title, "Waar staan we nu?" if again else "")
    began = START + timedelta(weeks=1)
    later = replace(
        house, now=lambda: began + timedelta(minutes=0 if len(window.titles) == 2 - (not again) else minutes)
    )
    assert meetings.begin(later, window, LIBRARY, T1, wish_of(T1)) == ExitCode.OK
    one = progress(house, T1).held[1]
    assert (set(one.scores) == set(POINTS)) is marked
    questions = [q for step in entry_of(house, T1, 2).steps for q in step.questions if q.id.startswith("cijfer-nu")]
    assert {q.state for q in questions} == {State.ANSWERED if marked else State.NOT_REACHED}
    assert one.not_reached == ("hoe-is-het-gegaan", "twee-waarden-een-besluit")


def test_a_part_that_was_begun_is_half(house: House) -> None:
    second = LIBRARY.find("casus-terugspoelen").steps_in(Variant.LONG, Mode.TEAM)[1]
    hold(house, T1, RoundsOff(second.title))
    assert [how for _, how in progress(house, T1).parts(1)] == [Reached.DONE, Reached.HALF]
    again = Group(2, {"Hoe doen jullie het?": ["Een onderdeel van eerder", "Zo"], "Wat nemen jullie erbij?": ["Casus"]})
    hold(house, T1, again, 1)
    assert progress(house, T1).held[1].changes == ("Nog een keer: Casus terugspoelen. Waarom: geen tijd",)


def test_the_plan_says_what_a_team_did_when(house: House) -> None:
    hold(house, T1, RoundsOff("Casus terugspoelen"))
    hold(house, T1, Knowing(2), 1)
    shown = show_trajectory(house, "T1", "noord")
    text = shown.text(80)
    assert "2 van 3 bijeenkomsten gedaan. Nu komt bijeenkomst 3." in text
    assert [line.strip() for line in text.split("\n") if "Gedaan op" in line] == [
        "Gedaan op 2 maart 2026.",
        "Gedaan op 9 maart 2026.",
    ]
    assert len([line for line in text.split("\n") if line.endswith("gedaan, 6 min")]) == 1
    assert shown.data()["traject"]["voortgang"]["gedaan"] == [1, 2]
    assert "voortgang" not in show_trajectory(house, "T1").data()["traject"]
    other = show_trajectory(house, "T2", "noord")
    assert "Deze reeks is nog niet begonnen." in other.text(80)
    assert other.data()["traject"]["voortgang"] is None


@pytest.mark.parametrize(
    ("name", "told", "asked"), [("T2", False, True), ("T6", False, True), ("T1", False, False), ("T1", True, True)]
)
def test_where_organisations_meet_each_agreement_says_whose_it_is(
    house: House, name: str, told: bool, asked: bool
) -> None:
    trajectory = LIBRARY.find_trajectory(name).trajectory
    coming = meetings.Coming(LIBRARY, Progress(trajectory), 1, Wish(levels=told), list(trajectory.meetings[0].parts))
    setup = coming.gathering().settled(house, replace(coming.wish, team="noord", new_team=True), None)
    assert setup.levels is asked


# --- otherwise than planned -----------------------------------------------------------------------------------------


def test_a_part_can_be_left_out_and_swapped_with_the_reason(house: House) -> None:
    hold(house, T1, Group(1))
    hold(house, T1, Group(2), 1)
    says = {
        "Hoe doen jullie het?": ["Een onderdeel overslaan", "Een onderdeel wisselen", "Zo"],
        "Welk onderdeel slaan jullie over?": ["Van knelpunt"],
        "Welk onderdeel wisselen jullie?": ["Duwen"],
        "Wat doen jullie in plaats daarvan?": [""],
    }
    window = Group(3, says)
    hold(house, T1, window, 2)
    entry = entry_of(house, T1, 3)
    offered = next(options for question, options in window.picked if "plaats daarvan" in question)
    swapped = LIBRARY.find(offered[0].rpartition(" (")[0])
    assert entry.head.parts == ("hoe-is-het-gegaan", swapped.id, "check-uit")
    one = progress(house, T1)
    assert one.held[2].changes == (
        "Overgeslagen: Van knelpunt naar afspraak. Waarom: geen tijd",
        f"Gewisseld: Duwen en remmen voor {swapped.title.removesuffix('?')}"
        f"{'?' if swapped.title.endswith('?') else '.'} Waarom: geen tijd",
    )
    states = [how for _, how in one.parts(3)]
    assert states == [Reached.DONE, Reached.LEFT_OUT, Reached.LEFT_OUT, Reached.DONE]
    assert (one.doubts(EXERCISES), one.extra(3)) == ([], [swapped.id])
    told = status(house, "T1").text(80)
    assert "Waarom: geen tijd" in told
    assert "ook gedaan" in told


def test_what_is_swapped_in_fits_the_time_and_the_way(house: House) -> None:
    for found in LIBRARY.trajectories:
        trajectory = found.trajectory
        for number, meeting in enumerate(trajectory.meetings, start=1):
            coming = meetings.Coming(LIBRARY, Progress(trajectory), number, Wish(), list(meeting.parts))
            for part in (one for one in meeting.parts if one.exercise):
                offered = meetings._instead(coming, part)
                assert len(offered) <= meetings.MOST_OFFERED
                for other in offered:
                    assert other.mode is part.mode
                    assert (other.lasts(coming.exercises) or 99) <= (part.lasts(coming.exercises) or 0)
                    coming.parts = [other if one is part else one for one in meeting.parts]
                    assert coming.exercise().pieces


def test_one_may_decide_not_to_begin(house: House) -> None:
    hold(house, T1, Group(1, {"Hoe doen jullie het?": ["Nu niet"]}))
    assert progress(house, T1).held == ()


# --- over, and again ------------------------------------------------------------------------------------------------


def test_a_trajectory_that_is_over_can_be_done_again(house: House) -> None:
    for number in (1, 2, 3):
        hold(house, T1, Knowing(number), number)
    hold(house, T1, Group(1, {"Nog een keer de hele reeks?": ["Nu niet"]}), 4)
    assert progress(house, T1).next is None
    hold(house, T1, Group(1, {"Nog een keer de hele reeks?": ["Ja"]}), 30)
    again = progress(house, T1)
    assert (len(again.rounds), again.next, again.question == QUESTION) == (2, 2, False)


def test_a_meeting_can_be_done_twice(house: House) -> None:
    hold(house, T1, Knowing(1))
    hold(house, T1, Knowing(2), 1, number=1)
    (doubt,) = progress(house, T1).doubts(EXERCISES)
    assert doubt == "Bijeenkomst 1 is er 2 keer: op 2 maart 2026 en 9 maart 2026. De laatste telt."
    with pytest.raises(ToolboxError, match="3 bijeenkomsten"):
        hold(house, T1, Group(), 2, number=4)


# --- what the rest of the house sees --------------------------------------------------------------------------------


def test_each_exercise_that_was_done_counts(house: House) -> None:
    hold(house, T1, Group(1))
    assert history(house, "noord").of("casus-terugspoelen") == (date(2026, 3, 2),)
    for name in ("casus-terugspoelen", "T1", "drie-keer-over-steun"):
        assert len(list_entries(house, Filters(exercise=name)).found) == 1
    assert len(list_entries(house, Filters(exercise="cirkels")).found) == 0


def test_answers_from_a_file_are_all_asked_and_nothing_that_is_known(house: House, tmp_path: Path) -> None:
    hold(house, T1, Knowing(1))
    answers = tmp_path / "antwoorden.yaml"
    answers.write_text("tussendoor: Twee mensen deden het.\n", encoding="utf-8")
    with pytest.raises(ToolboxError) as caught:
        meetings.start(house, "T1", Wish(team="noord"), answers=answers, day=date(2026, 3, 16))
    asked = [problem.what.split("“")[1].rstrip("”.") for problem in caught.value.problems]
    assert asked
    assert all(key.startswith(("d1-", "d2-", "cijfer-nu")) for key in asked)
    assert progress(house, T1).next == 2


def test_a_whole_meeting_from_a_file(house: House, tmp_path: Path) -> None:
    trajectory = LIBRARY.find_trajectory("T3").trajectory
    exercise = meetings.Coming(LIBRARY, Progress(trajectory), 1, Wish(), list(trajectory.meetings[0].parts)).exercise()
    keys = [prompt.id for step in exercise.steps for prompt in step.prompts]
    answers = tmp_path / "antwoorden.yaml"
    answers.write_text("".join(f"{key}: /pas\n" for key in keys if key != "leervraag") + "leervraag: Wat zien wij?\n")
    wish = Wish(team="noord", new_team=True, people=6)
    assert meetings.start(house, "T3", wish, answers=answers) == ExitCode.OK
    assert progress(house, trajectory).question == "Wat zien wij?"


def from_file(house: House, path: Path, number: int, week: int, said: dict[str, Any]) -> None:
    """A meeting of T1 from a file; what is not said is passed."""
    coming = meetings.Coming(LIBRARY, progress(house, T1), number, Wish(), list(T1.meetings[number - 1].parts))
    known = coming.story.given()
    asked = [prompt.id for step in coming.exercise().steps for prompt in step.prompts if prompt.stores]
    path.write_text(json.dumps({key: "/pas" for key in asked if key not in known} | said), encoding="utf-8")
    later = replace(house, now=lambda: START + timedelta(weeks=week))
    wish = Wish(team="noord", new_team=True, people=6)
    assert meetings.start(later, "T1", wish, number=number, answers=path) == ExitCode.OK


def test_a_meeting_from_a_file_looks_back_as_in_a_window(house: House, tmp_path: Path) -> None:
    answers = tmp_path / "antwoorden.yaml"
    from_file(house, answers, 1, 0, {"d2-afspraak": [{"wat": "Bellen"}, {"wat": "Schrijven"}]})
    from_file(house, answers, 2, 2, {"d1-vorige-afspraken": ["Bellen"], "d1-stand": ["vastgelopen"]})
    entry = entry_of(house, T1, 2)
    looked = journal.load(journal.find([group_of(house, T1).path], str(entry.head.look_back)))
    assert [(one.what, str(one.outcome)) for one in looked.look_backs] == [("Bellen", "vastgelopen")]
    assert status(house, "T1").found[0].open_agreements == 2


# --- the rest of the house ------------------------------------------------------------------------------------------


def test_the_home_menu_offers_the_next_meeting_of_a_team_and_nothing_personal(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(house, LIBRARY.find_trajectory("T4").trajectory, Group(1))
    assert running_of_teams(house) == []
    hold(house, T1, Group(1))
    window = Group(2, {"Wat wil je doen?": ["Ga verder met reeks T1, bijeenkomst 2 van 3", "Stoppen"]})
    window.says["Hoe doen jullie het?"] = ["Nu niet"]
    monkeypatch.setattr(home_menu, "open_window", lambda house: window)
    monkeypatch.setattr(home_menu, "open_house", lambda environ: house)
    assert home_menu.home(house) == ExitCode.OK
    assert "Bijeenkomst 2 van 3: Dilemma’s" in [screen.title for _, screen in window.screens]
    told = "Jullie zijn bezig met reeks T1. Verder: armoede traject start T1 --team noord"
    assert choose(house, participants=6, team="noord").text(80).split("\n\n")[-1] == told
    assert choose(house, participants=6, team="noord").data()["bezig"] == [told]
    assert choose(house, participants=1, team="noord").busy == ()
    for number in (2, 3):
        hold(house, T1, Group(number), number)
    assert running_of_teams(house) == []
    assert choose(house, participants=6, team="noord").busy == ()


def test_an_interrupted_meeting_can_begin_anew_while_the_old_one_stays(house: House) -> None:
    hold(house, T1, Group(1, stop_at=20))
    (draft,), _ = resuming.unfinished(house)
    again = Group(2, {"Wat wil je doen?": ["Begin opnieuw"]})
    assert resuming.continue_draft(house, draft, again) == ExitCode.OK
    assert progress(house, T1).numbers == {1}
    assert len(resuming.unfinished(house)[0]) == 1


def test_a_rehearsal_keeps_nothing(house: House) -> None:
    wish = replace(wish_of(T1), rehearsal=True)
    assert meetings.begin(house, Group(1), LIBRARY, T1, wish) == ExitCode.OK
    assert list(house.places.teams.rglob("*.md")) == []


def test_the_json_of_status_has_everything(house: House) -> None:
    assert status(house, "T1").data() == {"formaat": 1, "trajecten": []}
    hold(house, T1, Knowing(1))
    data = json.loads(json.dumps(status(house, "T1").data()))["traject"]
    assert (data["gedaan"], data["volgende"], data["leervraag"]) == ([1], 2, QUESTION)
    assert [point["punt"] for point in data["punten"]] == POINTS
    assert [part["stand"] for part in data["bijeenkomsten"][0]["delen"]] == ["gedaan", "gedaan"]
    assert data["bijeenkomsten"][1]["datum"] is None
    assert status(house).data()["trajecten"] == [data]


@pytest.mark.parametrize("width", [10, 60, 80, 200])
def test_status_fits_any_width(house: House, width: int) -> None:
    hold(house, T1, Knowing(1))
    lines = status(house).text(width).split("\n")
    assert max(map(len, lines)) <= max(width, 30)


def test_damaged_and_unknown_meetings_are_named(house: House) -> None:
    hold(house, T1, Group(1))
    hold(house, T1, Group(2), 1)
    first, second = (Path(one.where) for one in progress(house, T1).held)
    second.write_text(second.read_text().replace("bijeenkomst: 2", "bijeenkomst: twee"))
    damaged = status(house, "T1")
    assert damaged.found[0].progress.numbers == {1}
    assert [str(second) in problem.where for problem in damaged.problems] == [True]
    first.write_text(first.read_text().replace("traject: drie-keer-over-steun", "traject: weg"))
    assert "Die reeks kennen we niet meer." in status(house, "T1").problems[0].what
    first.unlink()
    assert status(house, "T1").found == ()
