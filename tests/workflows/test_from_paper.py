"""``start --van-papier``: the same session as on a screen, without theatre, under the day on which it was."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from armoede_toolbox.entry import State, parse, render
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.drawing import places
from armoede_toolbox.session import Kind, Session, agenda, fold, to_entry
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.window import Command
from armoede_toolbox.vocabulary import Mode, Variant, Who
from armoede_toolbox.workflows import finishing, from_paper, sessions
from armoede_toolbox.workflows.coded import take
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.preparing import Plan, prepare
from armoede_toolbox.workflows.running import Outcome, run
from armoede_toolbox.workflows.stand import Stand
from armoede_toolbox.workflows.starting import Purpose, Wish
from tests.cli.terminal import Terminal
from tests.scripted import ScriptWindow
from tests.workflows.auto import AutoWindow
from tests.workflows.test_running import CASES, LIBRARY, Clock, ListBook, setup_of

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
ON_PAPER = Wish(purpose=Purpose.FROM_PAPER)


class PaperWindow(AutoWindow):
    """Nobody waits for a room that has gone home."""

    def wait(self, sentence: str) -> None:
        raise AssertionError(f"waits: {sentence}")


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    house = open_house(environ=dict(os.environ))
    house.now, house.chance = lambda: NOW, random.Random(1)
    return house


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_every_exercise_can_be_typed_over(exercise, mode, variant):
    setup = setup_of(exercise, mode, variant, from_paper=True)
    book, window = ListBook([setup.event()]), PaperWindow(random.Random(3))
    session = Session(setup, last_time=setup.started)
    outcome = run(Stand(session, book, window, Clock(), window.chance))
    again = fold(book.events)
    assert again is not None and again.setup.from_paper and again.given == session.given
    assert {place.kind for place in agenda(session)}.isdisjoint(
        {Kind.OPENING, Kind.STEP, Kind.REVEAL, Kind.AFTER, Kind.AFTERCARE, Kind.ROUND}
    )
    if outcome is Outcome.FINISHED:
        finishing.seal(session, book, Clock(), window.chance)
        entry = to_entry(session)
        assert parse(render(entry)) == entry
        assert (entry.head.finished, entry.head.from_paper, entry.head.complete) == (None, True, True)


def test_a_team_on_paper(house: House) -> None:
    window = ScriptWindow(
        [
            *("morgen", "afgelopen vrijdag", "13.30"),  # a day that is still to come is asked again
            *("Noord", "Op deze computer", "8", "14 minuten (korter)"),
            *("5", "0", "1", "0", "1", "1"),
            *_rest(Variant.SHORT),
        ]
    )
    day, wish = from_paper.ask_when(house, window, None, ON_PAPER)
    assert sessions.begin(house.on(day), window, "LB1-03", wish) == 0
    assert "Hoe ver zijn jullie?" not in window.text and "Kijkt de groep mee" not in window.text
    path = journal.find([journal.team_root(house.places, open_house(environ=house.environ).config, "noord")], "laatste")
    entry = journal.load(path)
    assert entry.head.started.replace(tzinfo=None) == datetime.combine(FRIDAY, time(13, 30))
    assert path.name.startswith("2026-11-20-1330-") and entry.head.extra["van_papier"] == "ja"
    counts = [question.totals for step in entry.steps for question in step.questions if question.totals]
    assert sum(counts[0].values()) == 8
    assert "Overgetypt van papier." in path.read_text(encoding="utf-8")


def _rest(variant: Variant) -> list[object]:
    """Pass what is left of LB1-03, and close."""
    steps = LIBRARY.find("LB1-03").steps_in(variant, Mode.TEAM)
    asked = [prompt for step in steps for prompt in step.prompts_in(variant, Mode.TEAM) if prompt.stores][1:]
    return [*(Command.PASS for _ in asked), "Klopt", "alleen de afspraken"]


def test_slips_are_typed_one_after_another_until_an_empty_line():
    exercise, prompt = next(
        (exercise, prompt)
        for exercise in LIBRARY.exercises
        if Variant.SHORT in exercise.variants_in(Mode.TEAM)
        for step in exercise.steps_in(Variant.SHORT, Mode.TEAM)
        for prompt in step.prompts_in(Variant.SHORT, Mode.TEAM)
        if (prompt.kind, prompt.who, prompt.for_each) == ("open", Who.EACH, None)
    )
    setup = setup_of(exercise, Mode.TEAM, Variant.SHORT, participants=6, from_paper=True)
    session = Session(setup, last_time=setup.started)
    while (place := next(p for p in agenda(session) if p.id not in session.done)).asked[0].key != prompt.id:
        session.done.add(place.id)
    window = ScriptWindow(["een slip\nnog een", Command.STOP, "Later verder"])
    run(Stand(session, ListBook(), window, Clock(), random.Random(1)))
    assert [voice.value for voice in session.of(prompt.id).ordered()] == ["een slip", "nog een"]


def test_what_was_drawn_for_paper_is_what_is_typed_in(house: House) -> None:
    wish = Wish(team="Noord", new_team=True, people=8, minutes=24)
    plan = Plan(day=NOW.date(), begin=time(9, 0), format="md")
    ready = prepare(house, "LB5-01", wish, plan, ScriptWindow(["Op deze computer", "Wissel 1", "Zo is het goed"]))
    house.config = open_house(environ=house.environ).config
    taken = take(house, ready.code, None, ON_PAPER)
    day, known = from_paper.known(house, None, taken.wish, taken)
    window = ScriptWindow([Command.ROUND_OFF, "", "Klopt", "alleen de afspraken"])
    day, known = from_paper.ask_when(house, window, day, known)
    assert sessions.begin(house.on(day), window, taken.exercise, known, taken) == 0
    path = journal.find([journal.team_root(house.places, house.config, "noord")], "laatste")
    assert path.name.startswith("2026-11-23-0900-")
    assert ready.preparation.drawn[1] in journal.load(path).head.extra["getrokken"]


def test_without_a_code_the_text_of_the_worksheet_counts(house: House) -> None:
    own = [place.own for place in places(LIBRARY.find("LB5-01"), Variant.NORMAL, Mode.TEAM, LIBRARY.shared)]
    for people in (8, 9):
        wish = Wish(team="Noord", new_team=True, people=people, minutes=22, purpose=Purpose.FROM_PAPER)
        answers = ["Op deze computer"] if people == 8 else []
        window = ScriptWindow([*answers, Command.ROUND_OFF, "", "Klopt", "alleen de afspraken"])
        assert sessions.begin(house, window, "LB5-01", wish) == 0
        house.config = open_house(environ=house.environ).config
        assert "--van-papier" in window.text
    found = journal.scan(journal.team_root(house.places, house.config, "noord")).files
    assert [head.extra["getrokken"] for _, head in found] == [own, own]


@pytest.mark.parametrize("looked_back", [True, False])
def test_whether_people_looked_back_is_asked(looked_back: bool, house: House) -> None:
    wish = Wish(team="Noord", new_team=True, people=8, minutes=24, purpose=Purpose.FROM_PAPER)
    first = ["Op deze computer", Command.ROUND_OFF, "We bellen de griffie", "Ada", "Nee", "", "", "Klopt", 0]
    assert sessions.begin(house.on(FRIDAY), ScriptWindow(first), "LB5-01", wish) == 0
    house.config = open_house(environ=house.environ).config
    said = ["Ja, dat typ ik eerst over", "Gedaan", "Het lukte"] if looked_back else ["Nee"]
    window = ScriptWindow([*said, Command.ROUND_OFF, "", "Klopt", 0])
    assert sessions.begin(house.on(date(2026, 11, 22)), window, "LB5-01", wish) == 0
    assert "Keken jullie ook terug?" in window.text and window.answers == []
    files = journal.scan(journal.team_root(house.places, house.config, "noord")).files
    assert len(files) == (3 if looked_back else 2)


def test_an_agreement_of_a_later_day_is_not_looked_back_on(house: House) -> None:
    wish = Wish(team="Noord", new_team=True, people=8, minutes=24, purpose=Purpose.FROM_PAPER)
    first = ["Op deze computer", Command.ROUND_OFF, "We bellen de griffie", "Ada", "Nee", "", "", "Klopt", 0]
    assert sessions.begin(house, ScriptWindow(first), "LB5-01", wish) == 0
    house.config = open_house(environ=house.environ).config
    window = ScriptWindow([Command.ROUND_OFF, "", "Klopt", 0])
    assert sessions.begin(house.on(FRIDAY), window, "LB5-01", wish) == 0
    assert "Keken jullie" not in window.text


@pytest.mark.parametrize(("day", "begin"), [(date(2026, 11, 24), None), (NOW.date(), time(10, 1))])
def test_nothing_is_typed_in_from_the_future(day: date, begin: time | None, house: House) -> None:
    wish = Wish(purpose=Purpose.FROM_PAPER, begin=begin)
    with pytest.raises(ToolboxError, match="moet nog komen"):
        from_paper.known(house, day, wish, None)


def test_a_small_group_chooses_whether_it_is_typed(house: House) -> None:
    exercise = LIBRARY.find("LB5-01")
    setup = setup_of(exercise, Mode.TEAM, Variant.SHORT, participants=3, from_paper=True)
    session = Session(setup, last_time=setup.started)
    answers = ["We typen het niet over", Command.ROUND_OFF, "", "Klopt", 0]
    window = ScriptWindow(answers)
    assert run(Stand(session, ListBook(), window, Clock(), random.Random(1))) is Outcome.FINISHED
    states = [question.state for step in to_entry(session).steps for question in step.questions]
    assert State.DISCUSSED in states


# --- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_an_answers_file_from_paper(terminal: Terminal, tmp_path: Path) -> None:
    answers = tmp_path / "antwoorden.yaml"
    steps = LIBRARY.find("LB3-03").steps_in(Variant.SHORT, Mode.SOLO)
    keys = [p.id for step in steps for p in step.prompts_in(Variant.SHORT, Mode.SOLO) if p.stores]
    answers.write_text("".join(f"{key}: /pas\n" for key in keys), encoding="utf-8")
    words = ["start", "LB3-03", "--van-papier", "--tijd", "9", "--antwoorden", str(answers)]
    ran = terminal.run(*words, "--datum", "2020-03-02", "--begin", "9:30")
    assert ran.code == 0, ran.err
    head = journal.load(Path(ran.out.strip())).head
    assert (head.started.replace(tzinfo=None), head.finished) == (datetime(2020, 3, 2, 9, 30), None)
    unknown = terminal.run(*words, "--datum", "2020-03-03")
    assert "2020-03-03-0000-" in unknown.out
    assert "00:00" not in Path(unknown.out.strip()).read_text(encoding="utf-8").split("---", 2)[2]
    assert terminal.run(*words, "--datum", "2199-01-01").code == 1


def test_a_time_is_only_for_paper(terminal: Terminal) -> None:
    ran = terminal.run("start", "LB3-03", "--begin", "9:30")
    assert ran.code == 2 and "--van-papier" in ran.err
