"""``voorbereiden`` and ``start --code``: what stands on paper is what begins, here and on another laptop."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.errors import Stopped, ToolboxError, UsageError
from armoede_toolbox.exercises import codes
from armoede_toolbox.exercises.drawing import places
from armoede_toolbox.storage import journal, prepared
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Command, Interrupted
from armoede_toolbox.text import SPOKEN
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows import coded, sessions
from armoede_toolbox.workflows.coded import CHANGED, take
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.listing import catalogue_of
from armoede_toolbox.workflows.preparing import Plan, Ready, prepare
from armoede_toolbox.workflows.starting import Wish
from tests.cli.terminal import Terminal
from tests.scripted import ScriptWindow

LIBRARY = Library.load()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)
NORTH = Wish(team="Noord", new_team=True, people=8, minutes=24)
WAYS = [(one, mode, variant) for one in LIBRARY.exercises for mode in one.modes for variant in one.variants_in(mode)]
STATEMENTS = [statement.text for statement in LIBRARY.shared.statements.values()]


def house_in(folder: Path, seed: int = 1, **environ: str) -> House:
    """A laptop of its own."""
    own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    house = open_house(environ={**os.environ, **own, **environ})
    house.now, house.chance = lambda: NOW, random.Random(seed)
    return house


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled library takes a third of a second to read."""
    load = Library.load
    monkeypatch.setattr(Library, "load", lambda folders=(): load(folders) if folders else LIBRARY)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    return house_in(tmp_path / "hier")


@pytest.fixture
def elsewhere(tmp_path: Path) -> House:
    return house_in(tmp_path / "daar")


def plan(**extra: object) -> Plan:
    return Plan(day=DAY, begin=time(13, 30), format="md", **extra)  # type: ignore[arg-type]


def held(house: House, taken: coded.Taken) -> journal.Published | Path:
    """The meeting of a code, rounded off at its first question."""
    answers = ["Nee, alleen ik", Command.ROUND_OFF, "", "Klopt", "alleen de afspraken"]
    window = ScriptWindow(answers)
    house.config = open_house(environ=house.environ).config
    assert sessions.begin(house, window, taken.exercise, taken.wish, taken) == 0
    assert window.answers == []
    return journal.find([journal.team_root(house.places, house.config, "noord")], "laatste")


def drawn_in(path: Path | journal.Published) -> list[str]:
    assert isinstance(path, Path)
    return list(journal.load(path).head.extra["getrokken"])


# --- papers ---------------------------------------------------------------------------------------------------------


def test_both_papers_stand_in_a_new_folder_with_the_code(house: House, tmp_path: Path) -> None:
    ready = prepare(house, "LB5-01", NORTH, plan())
    folder = tmp_path / "overleg-2026-12-01-eens-oneens-hangt-ervan-af"
    assert sorted(path.name for path in folder.iterdir()) == [
        "draaiboek-eens-oneens-hangt-ervan-af.md",
        "werkblad-eens-oneens-hangt-ervan-af.md",
    ]
    run_sheet = (folder / "draaiboek-eens-oneens-hangt-ervan-af.md").read_text(encoding="utf-8")
    for part in (f"armoede start --code {ready.code}", "dinsdag 1 december 2026", "13:30", "13:54", "Noord"):
        assert part in run_sheet
    assert "Dinsdag 1 december 2026, 13:30 – 13:54, team Noord." in ready.text()
    assert ready.data()["voorbereiding"]["code"] == ready.code
    assert open_house(environ=house.environ).config.teams["noord"].name == "Noord"


def test_nothing_is_overwritten_unless_asked(house: House, tmp_path: Path) -> None:
    first = prepare(house, "LB5-01", NORTH, plan())
    first.files[0].write_text("van mij", encoding="utf-8")
    with pytest.raises(ToolboxError, match="bestaat al"):
        prepare(house, "LB5-01", replace(NORTH, people=9), plan())
    assert first.files[0].read_text(encoding="utf-8") == "van mij"
    assert prepare(house, "LB5-01", NORTH, plan(overwrite=True)).code == first.code
    assert first.files[0].read_text(encoding="utf-8").startswith("# ")
    free = prepare(house, "LB5-01", NORTH, plan(fresh=True))
    assert free.files[0].parent.name.endswith("-2")
    (tmp_path / "bestand").touch()
    with pytest.raises(ToolboxError, match="geen map"):
        prepare(house, "LB5-01", NORTH, plan(to=tmp_path / "bestand"))


def test_what_was_not_said_is_asked_and_every_statement_can_be_swapped(house: House, tmp_path: Path) -> None:
    window = ScriptWindow(
        [
            *("gisteren", "1 december", "half twee", "13.30", "Noord", "Op deze computer", "8"),
            *("22 minuten (gewoon)", "Wissel 2", "Wissel 2", "Zo is het goed"),
        ]
    )
    ready = prepare(house, "LB5-01", Wish(), Plan(format="md"), window)
    assert window.answers == []
    shown = [[block.text for block in screen.blocks] for screen in window.screens if screen.title == "Dit is getrokken"]
    assert len(shown) == 3 and len({rows[1] for rows in shown}) == 3
    assert [rows[0] for rows in shown] == [shown[0][0]] * 3
    sheet = next(path for path in ready.files if path.name.startswith("werkblad")).read_text(encoding="utf-8")
    for row in shown[-1]:
        assert row.split("  ", 1)[1] in sheet
    assert shown[0][1].split("  ", 1)[1] not in sheet
    assert (ready.preparation.day, ready.preparation.begin) == (DAY, time(13, 30))


@pytest.mark.parametrize("stop", [Interrupted, Command.STOP])
def test_who_stops_has_made_nothing(stop: object, house: House, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        prepare(house, "LB5-01", NORTH, plan(), ScriptWindow([stop]))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_day_that_was(house: House) -> None:
    with pytest.raises(ToolboxError, match="al geweest"):
        prepare(house, "LB5-01", NORTH, Plan(day=date(2026, 11, 22)))


# --- codes ----------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.sampled_from(WAYS), people=st.integers(3, 60), spare=st.integers(0, 40), swaps=st.integers(0, 9))
def test_every_code_gives_the_same_meeting_here_and_on_another_laptop(
    tmp_path_factory: pytest.TempPathFactory, way: tuple, people: int, spare: int, swaps: int
) -> None:
    exercise, mode, variant = way
    folder = tmp_path_factory.mktemp("laptops")
    here, there = house_in(folder / "hier", swaps), house_in(folder / "daar")
    team = {"team": "Noord", "new_team": True, "people": people} if mode is Mode.TEAM else {}
    minutes = exercise.lasts(variant, mode) + 2 + spare
    wish = Wish(mode=mode, variant=variant, minutes=minutes, **team)  # type: ignore[arg-type]
    drawing = len(places(exercise, variant, mode, LIBRARY.shared))
    picks = [*(f"Wissel {n % drawing + 1}" for n in range(swaps)), "Zo is het goed"] if drawing else []
    company = {Mode.TEAM: ["Op deze computer"], Mode.PAIR: ["Bij geen team, alleen op deze computer"], Mode.SOLO: []}
    window = ScriptWindow(["", *company[mode], *picks])
    ready = prepare(here, exercise.id, wish, Plan(day=DAY, format="md", to=folder / "papier"), window)
    own, other = take(here, ready.code, None, Wish()), take(there, ready.code, exercise.number, Wish())
    assert not own.changed and not other.changed
    assert own.drawn == other.drawn
    assert {step: card.id for step, card in own.drawn.items()} == ready.preparation.drawn
    for taken in (own, other):
        assert (taken.exercise, taken.wish.mode, taken.wish.variant) == (exercise.id, mode, variant)
        assert taken.wish.people in (ready.preparation.people, None if people > codes.MOST_PEOPLE else people)
    assert (own.day, own.wish.team, own.wish.minutes) == (DAY, ready.preparation.team, minutes)
    assert other.wish.minutes in (minutes, minutes - spare)
    at = people % len(ready.preparation.code)
    for sign in set(SPOKEN) - {ready.preparation.code[at]}:
        typo = ready.preparation.code[:at] + sign + ready.preparation.code[at + 1 :]
        with pytest.raises(ToolboxError, match="klopt een teken niet"):
            take(here, typo, None, Wish())


def test_begin_with_a_code_asks_only_what_nobody_knows(house: House) -> None:
    window = ScriptWindow(["Op deze computer", "Wissel 1", "Zo is het goed"])
    ready = prepare(house, "LB5-01", NORTH, plan(), window)
    swapped = list(ready.preparation.drawn.values())
    path = held(house, take(house, ready.code.lower(), None, Wish()))
    assert set(swapped) < set(drawn_in(path))
    assert prepared.read(house.places, ready.preparation.code) is None
    assert take(house, ready.code, None, Wish()).wish.team is None  # the code alone still works


def test_a_team_that_comes_back_gets_other_statements_on_paper(house: House) -> None:
    ready = prepare(house, "LB5-01", NORTH, plan())
    before = drawn_in(held(house, take(house, ready.code, None, Wish())))
    again = prepare(house, "LB5-01", NORTH, plan(fresh=True))
    assert len(again.preparation.drawn) == 3 and not set(before) & set(again.preparation.drawn.values())


def test_two_teams_with_the_same_meeting_have_codes_of_their_own(house: House) -> None:
    made = [prepare(house, "LB5-01", replace(NORTH, team=team), plan(fresh=True)) for team in ("Noord", "Zuid", "Oost")]
    assert len({one.code for one in made}) == 3
    assert [take(house, one.code, None, Wish()).wish.team for one in made] == ["Noord", "Zuid", "Oost"]


def test_what_is_said_counts_for_more_than_the_code(house: House) -> None:
    code = prepare(house, "LB5-01", NORTH, plan()).code
    wish = take(house, code, "5-01", Wish(people=5, team="Zuid")).wish
    assert (wish.people, wish.team, wish.variant) == (5, "Zuid", Variant.NORMAL)
    wish = take(house, code, None, Wish(minutes=40)).wish
    assert (wish.minutes, wish.variant) == (40, None)
    with pytest.raises(UsageError, match="hoort bij"):
        take(house, code, "LB3-03", Wish())


def test_an_exercise_that_changed_is_told_and_shown(house: House, tmp_path: Path) -> None:
    ready = prepare(house, "LB5-01", NORTH, plan(), ScriptWindow(["Op deze computer", "Wissel 3", "Zo is het goed"]))
    own = tmp_path / "oefeningen" / "leerbehoefte-5"
    own.mkdir(parents=True)
    found = next(card.path for card in catalogue_of(house)[0] if card.number == "LB5-01")
    text = found.read_text(encoding="utf-8")
    (own / found.name).write_text(text.replace("titel: Eens", "titel: Helemaal eens", 1), encoding="utf-8")
    for laptop, asked in (("hier", []), ("daar", ["Op deze computer"])):
        changed = house_in(tmp_path / laptop, ARMOEDE_OEFENINGEN=str(tmp_path / "oefeningen"))
        taken = take(changed, ready.code, None, replace(NORTH, minutes=None))
        assert taken.changed and len(taken.drawn) == 1
        window = ScriptWindow([*asked, "Nee, alleen ik", "Zo is het goed", Interrupted])
        assert sessions.begin(changed, window, taken.exercise, replace(taken.wish, variant=Variant.NORMAL), taken)
        assert CHANGED in window.text.replace("\n", " ")
        assert next(iter(taken.drawn.values())).text in window.text.replace("\n", " ").replace("   ", " ")


def test_what_does_not_fit_in_a_code_is_only_known_here(
    house: House, elsewhere: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "encode", lambda prepared: None)
    ready = prepare(house, "LB5-01", NORTH, plan())
    assert take(house, ready.code, None, Wish()).wish.team == "Noord"
    with pytest.raises(ToolboxError, match="op deze computer niet"):
        take(elsewhere, ready.code, None, Wish())


def test_preparations_go_sixty_days_after_their_meeting(house: House) -> None:
    ready = prepare(house, "LB5-01", NORTH, plan())
    for days, there in ((60, True), (61, False)):
        prepared.tidy(house.places, DAY + timedelta(days=days))
        assert (prepared.read(house.places, ready.preparation.code) is not None) == there


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"formaat": 2}', '{"formaat": 1, "vorm": "kwartet"}'])
def test_a_damaged_preparation_leaves_what_the_code_holds(damage: str, house: House) -> None:
    ready = prepare(house, "LB5-01", NORTH, plan())
    (house.places.state / "voorbereid" / f"{ready.preparation.code}.json").write_text(damage, encoding="utf-8")
    taken = take(house, ready.code, None, Wish())
    assert (taken.wish.team, taken.wish.people, taken.wish.minutes, taken.changed) == (None, 8, 24, False)


# --- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_scripts(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["--team", "Noord", "--deelnemers", "8", "--tijd", "20", "--formaat", "md", "--json"]
    refused = terminal.run("voorbereiden", "LB5-01", *words)
    assert (refused.code, refused.out) == (1, "") and "--nieuw-team" in refused.err
    assert list(tmp_path.iterdir()) == []
    ran = terminal.run("prepare", "LB5-01", *words, "--nieuw-team")
    made = json.loads(ran.out)["voorbereiding"]
    assert ran.code == 0 and (made["team"], made["deelnemers"], made["tijd"]) == ("Noord", 8, 20)
    assert all(Path(path).is_file() for path in made["bestanden"])
    assert terminal.run("start", "--code", made["code"]).code == 2
    wrong = terminal.run("start", "--code", "K7F3-0000")
    assert wrong.code == 1 and "Er klopt een teken niet" in wrong.err


def test_ready_without_a_time_says_none(house: House) -> None:
    ready: Ready = prepare(house, "LB3-03", Wish(), Plan(day=DAY, format="md"))
    assert "Dinsdag 1 december 2026." in ready.text() and len(ready.preparation.code) == 8
