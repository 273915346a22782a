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
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.progress import Progress, Reached
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Command, CommandGiven
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows import home as home_menu
from armoede_toolbox.workflows import meetings, resuming, sessions
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.listing import history
from armoede_toolbox.workflows.logbook import Filters, Root, list_entries
from armoede_toolbox.workflows.progressing import personal_root, progress_in, running_of_teams, status
from armoede_toolbox.workflows.starting import Wish, root_of
from tests.workflows.auto import AutoWindow

LIBRARY = Library.load()
TRAJECTORIES = [pytest.param(found.trajectory, id=found.number) for found in LIBRARY.trajectories]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
T1 = LIBRARY.find_trajectory("T1").trajectory
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
        if question in ("Hoe doen jullie het?", "Wat bewaren we?", "Waar bewaren we wat jullie schrijven?"):
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
    return Root("noord", "Team noord", root_of(house, "noord"))


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
    assert (done.next, done.doubts()) == (None, [])
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
    (doubt,) = left.doubts()
    assert doubt.startswith("Van bijeenkomst 1 is er geen bestand.")


def test_the_exercise_that_looks_back_takes_the_place_of_the_look_back(house: House) -> None:
    for seed in range(20):
        hold(house, T1, Group(seed), seed)
        if entry_of(house, T1, 1).agreements:
            break
        Path(progress(house, T1).held[0].where).unlink()
    window = Accepting(2)
    hold(house, T1, window, 30)
    assert not any("Is er bezoek?" in question for question, _ in window.picked)
    entry = entry_of(house, T1, 2)
    (question,) = [one for step in entry.steps for one in step.questions if one.id == "d1-vorige-afspraken"]
    assert question.state is State.ANSWERED
    assert entry.head.look_back is not None
    looked = journal.load(journal.find([group_of(house, T1).path], entry.head.look_back))
    agreed = entry_of(house, T1, 1).agreements
    assert {one.agreement for one in looked.look_backs} == {one.id for one in agreed}


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


class RoundsOff(Group):
    """A group that rounds off when a step begins."""

    def __init__(self, title: str) -> None:
        super().__init__(1)
        self.title = title

    def wait(self, sentence: str) -> None:
        if self.screens and self.screens[-1][1].title == self.title:
            self.title = ""
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


def test_a_part_that_was_begun_is_half(house: House) -> None:
    second = LIBRARY.find("casus-terugspoelen").steps_in(Variant.LONG, Mode.TEAM)[1]
    hold(house, T1, RoundsOff(second.title))
    assert [how for _, how in progress(house, T1).parts(1)] == [Reached.DONE, Reached.HALF]
    again = Group(2, {"Hoe doen jullie het?": ["Een onderdeel van eerder", "Zo"], "Wat nemen jullie erbij?": ["Casus"]})
    hold(house, T1, again, 1)
    assert progress(house, T1).held[1].changes == ("Nog een keer: Casus terugspoelen. Waarom: geen tijd",)


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
        f"Gewisseld: Duwen en remmen voor {swapped.title}. Waarom: geen tijd",
    )
    states = [how for _, how in one.parts(3)]
    assert states == [Reached.DONE, Reached.LEFT_OUT, Reached.LEFT_OUT, Reached.DONE]
    assert (one.doubts(), one.extra(3)) == ([], [swapped.id])
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
    hold(house, T1, Group(1, {"Willen jullie de reeks nog een keer doen?": ["Nu niet"]}), 4)
    assert progress(house, T1).next is None
    hold(house, T1, Group(1, {"Willen jullie de reeks nog een keer doen?": ["Ja"]}), 30)
    again = progress(house, T1)
    assert (len(again.rounds), again.next, again.question == QUESTION) == (2, 2, False)


def test_a_meeting_can_be_done_twice(house: House) -> None:
    hold(house, T1, Knowing(1))
    hold(house, T1, Knowing(2), 1, number=1)
    (doubt,) = progress(house, T1).doubts()
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
    for number in (2, 3):
        hold(house, T1, Group(number), number)
    assert running_of_teams(house) == []


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
