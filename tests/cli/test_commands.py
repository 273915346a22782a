"""Every command reaches its workflow with the right words, and prints what that gives."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.agreements import Wanted
from armoede_toolbox.vocabulary import LearningNeed, Mode, Weight
from armoede_toolbox.workflows import (
    agreements,
    authoring,
    calendar,
    choosing,
    evidence,
    exercise_page,
    exporting,
    facts,
    glossary,
    listing,
    logbook,
    paper,
    preparing,
    sessions,
    showing,
    trajectories,
    updating,
)
from armoede_toolbox.workflows import home as menu
from armoede_toolbox.workflows.starting import Purpose, Wish
from tests.cli.terminal import Ran, Terminal


class Result:
    notices = ("een opmerking",)

    def text(self, width: int) -> str:
        return f"tekst van {width}"

    def data(self) -> dict[str, Any]:
        return {"formaat": 1}


class Workflow:
    """Stands in for a workflow and remembers how it was called."""

    def __init__(self, result: Any) -> None:
        self.result = result

    def __call__(self, house: Any, *args: Any, **kwargs: Any) -> Any:
        self.house, self.args, self.kwargs = house, args, kwargs
        return self.result


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch):
    def replace(module: Any, name: str, result: Any = None) -> Workflow:
        workflow = Workflow(Result() if result is None else result)
        monkeypatch.setattr(module, name, workflow)
        return workflow

    return replace


TEXT = Ran(0, "tekst van 80\n", "een opmerking\n")
JSON = Ran(0, '{\n  "formaat": 1\n}\n', "een opmerking\n")


def test_lijst(called, terminal: Terminal) -> None:
    workflow = called(listing, "list_exercises")
    line = "lijst -l 3 --thema taal --vorm duo --max-minuten 30 --deelnemers 8 --zoek brief --team Noord"
    assert terminal.run(*line.split()) == TEXT
    assert workflow.args == (LearningNeed.RESIDENTS, "taal", Mode.PAIR, 30, 8, "brief", "Noord")
    assert terminal.run("lijst", "--json") == JSON
    assert workflow.args == (None,) * 7


def test_afspraken(called, terminal: Terminal, tmp_path: Path) -> None:
    workflow = called(agreements, "list_agreements")
    assert terminal.run("afspraken") == TEXT
    assert (workflow.args, workflow.kwargs["personal"]) == ((None, Wanted()), False)
    line = "agreements list --open --team Noord -l 3 --sinds 2026-02-01 --tot 2026-03-01 --persoonlijk --json"
    assert terminal.run(*line.split()) == JSON
    wanted = Wanted(only_open=True, need=LearningNeed.RESIDENTS, since=date(2026, 2, 1), until=date(2026, 3, 1))
    assert (workflow.args, workflow.kwargs["personal"]) == (("Noord", wanted), True)


def test_afspraken_bijwerken(called, terminal: Terminal) -> None:
    workflow = called(updating, "update", 130)
    assert terminal.run("afspraken", "bijwerken", "--team", "Noord", "--datum", "2026-03-03").code == 130
    assert (workflow.args, workflow.kwargs) == (("Noord", date(2026, 3, 3)), {"personal": False, "plain": False})


def test_afspraken_bijwerken_needs_a_person(terminal: Terminal) -> None:
    ran = terminal.run("afspraken", "bijwerken")
    assert (ran.code, ran.out) == (2, "")
    assert "armoede afspraken bijwerken" in ran.err


def test_afspraken_agenda(called, terminal: Terminal, tmp_path: Path) -> None:
    workflow = called(calendar, "make")
    assert terminal.run("afspraken", "agenda", "--naar", str(tmp_path), "--overschrijf") == TEXT
    assert (workflow.args, workflow.kwargs) == ((None, None, tmp_path), {"overwrite": True, "personal": False})


def test_toon(called, terminal: Terminal) -> None:
    workflow = called(exercise_page, "show_exercise")
    assert terminal.run("toon", "3-03", "--vorm", "TEAM", "--tijd", "20", "--team", "Noord") == TEXT
    assert workflow.args == ("3-03", Mode.TEAM, 20, "Noord")
    assert terminal.run("toon", "3-03", "--json") == JSON


def test_kies(called, terminal: Terminal) -> None:
    workflow = called(choosing, "choose")
    line = "kies --tijd 30 --deelnemers 8 -l beeld --thema taal --zwaarte licht --team Noord"
    assert terminal.run(*line.split()) == TEXT
    assert workflow.args[:-1] == (30, 8, LearningNeed.PICTURE, "taal", Weight.LIGHT, None, "Noord")


@pytest.mark.parametrize(("line", "asks"), [("kies", True), ("kies --json", False)])
def test_kies_asks_on_a_terminal(
    line: str, asks: bool, called, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("armoede_toolbox.cli.output.interactive", lambda: True)
    monkeypatch.setattr("armoede_toolbox.workflows.windows.open_window", lambda house: "het venster")
    workflow = called(choosing, "choose")
    terminal.run(*line.split())
    assert ("het venster" in workflow.args) is asks


def test_start(called, terminal: Terminal) -> None:
    workflow = called(sessions, "start", 130)
    line = (
        "start 3-03 --team Noord --nieuw-team --vorm team --deelnemers 8 --tijd 30 --datum 2026-11-22 --zonder-klok"
        " --eenvoudig --antwoorden a.yaml --proef"
    )
    assert terminal.run(*line.split()) == Ran(130, "", "")
    wish = Wish(team="Noord", new_team=True, mode=Mode.TEAM, people=8, minutes=30, clock=False)
    assert workflow.args == ("3-03", wish)
    day = date(2026, 11, 22)
    assert workflow.kwargs == {"answers": Path("a.yaml"), "day": day, "plain": True, "rehearsal": True, "code": None}
    terminal.run("start")
    assert workflow.args == (None, Wish())
    terminal.run("start", "--code", "K7F3-9QW2", "--van-papier", "--begin", "13:30")
    assert workflow.args == (None, Wish(purpose=Purpose.FROM_PAPER, begin=time(13, 30)))
    assert workflow.kwargs["code"] == "K7F3-9QW2"


def test_voorbereiden_and_bewijs(called, terminal: Terminal) -> None:
    workflow = called(preparing, "prepare")
    line = (
        "voorbereiden 5-01 --team Noord --deelnemers 8 --tijd 20 --begin 13.30 --formaat html --naar map --overschrijf"
    )
    assert terminal.run(*line.split(), "--datum", "1 december 2199").out == "tekst van 80\n"
    plan = preparing.Plan(day=date(2199, 12, 1), begin=time(13, 30), format="html", to=Path("map"), overwrite=True)
    assert workflow.args == ("5-01", Wish(team="Noord", people=8, minutes=20), plan, None)
    assert json.loads(terminal.run("prepare", "5-01", "--json").out) == {"formaat": 1}
    workflow = called(evidence, "record")
    line = "bewijs k7f3 -l 3 --oefening 3-03 --sinds 2026-01-01 --formaat pdf --keuzes k.yaml --naar b.pdf --anoniem"
    assert terminal.run(*line.split()).code == 0
    names, wish, window = workflow.args
    assert (names, window, wish.need, wish.exercise) == (["k7f3"], None, LearningNeed.RESIDENTS, "3-03")
    assert (wish.format, wish.choices, wish.to, wish.care.anonymous) == ("pdf", Path("k.yaml"), Path("b.pdf"), True)


def test_hervat_and_zaalscherm(called, terminal: Terminal) -> None:
    workflow = called(sessions, "resume", 0)
    assert terminal.run("hervat", "laatste", "--persoonlijk").code == 0
    assert (workflow.args, workflow.kwargs) == (("laatste",), {"personal": True})
    workflow = called(showing, "room", 0)
    assert terminal.run("zaalscherm").code == 0
    assert workflow.args == ()


FILTERS = "--team Noord -l 1 --oefening 3-03 --sinds 2026-01-01 --tot 2026-02-01 --persoonlijk"
FILTERED = logbook.Filters("Noord", LearningNeed.PICTURE, "3-03", date(2026, 1, 1), date(2026, 2, 1), True)


def test_logboek(called, terminal: Terminal) -> None:
    workflow = called(logbook, "list_entries")
    assert terminal.run("logboek", "lijst", *FILTERS.split()) == TEXT
    assert workflow.args == (FILTERED,)
    assert terminal.run("logboek", *FILTERS.split(), "--json") == JSON
    workflow = called(logbook, "show_entry")
    assert terminal.run("logboek", "toon", "laatste") == TEXT
    assert workflow.args == ("laatste", False)
    workflow = called(logbook, "path_of")
    assert terminal.run("logboek", "pad") == TEXT
    assert workflow.args == (None, False)


def test_exporteer(called, terminal: Terminal) -> None:
    workflow = called(exporting, "export")
    line = f"exporteer a b --formaat json --naar map --overschrijf --anoniem {FILTERS}"
    assert terminal.run(*line.split()) == TEXT
    assert workflow.args[:6] == (["a", "b"], "json", FILTERED, Path("map"), True, None)
    assert workflow.args[-1].anonymous
    assert terminal.run("exporteer") == TEXT
    assert workflow.args[:6] == ((), "md", logbook.Filters(), None, False, None)
    assert terminal.run("exporteer", "--formaat", "json") == JSON


@pytest.mark.parametrize("group", ["traject", "trajectory"])
def test_traject(group: str, called, terminal: Terminal) -> None:
    workflow = called(trajectories, "list_trajectories")
    assert terminal.run(group) == TEXT
    assert terminal.run(group, "lijst", "--json") == JSON
    assert workflow.args == ()
    workflow = called(trajectories, "show_trajectory")
    assert terminal.run(group, "toon", "T1") == TEXT
    assert workflow.args == ("T1", None)
    assert terminal.run(group, "show", "t1", "--team", "Noord", "--json") == JSON
    assert workflow.args == ("t1", "Noord")
    assert terminal.run(group, "toon").code == 2


@pytest.mark.parametrize("name", ["feiten", "facts"])
def test_feiten(name: str, called, terminal: Terminal) -> None:
    workflow = called(facts, "list_facts")
    assert terminal.run(name) == TEXT
    assert workflow.args == (None,)
    assert terminal.run(name, "--zoek", "bijstand", "--json") == JSON
    assert workflow.args == ("bijstand",)


@pytest.mark.parametrize("name", ["begrip", "term"])
def test_begrip(name: str, called, terminal: Terminal) -> None:
    workflow = called(glossary, "list_terms")
    assert terminal.run(name) == TEXT
    assert workflow.args == ()
    workflow = called(glossary, "show_term")
    assert terminal.run(name, "inwoner", "--json") == JSON
    assert workflow.args == ("inwoner",)


def test_what_is_not_there_is_asked_but_impossible(terminal: Terminal) -> None:
    for line in ("traject toon T99 --json", "begrip fietsenmaker --json"):
        ran = terminal.run(*line.split())
        assert (ran.code, ran.out) == (1, "")
        assert "Doe:" in ran.err
    ran = terminal.run("feiten", "--zoek", "fietsenmaker", "--json")
    assert (ran.code, json.loads(ran.out)["feiten"], ran.err) == (0, [], "")


def test_paper(called, terminal: Terminal) -> None:
    workflow = called(paper, "worksheet")
    assert terminal.run(*"werkblad 3-03 --formaat html --naar a.html --tijd 30 --vorm team".split()) == TEXT
    assert workflow.args[:7] == ("3-03", "html", Path("a.html"), 30, Mode.TEAM, False, None)
    workflow = called(paper, "runsheet")
    assert terminal.run(*"draaiboek 3-03 --begin 13:30 --deelnemers 8 --overschrijf".split()) == TEXT
    name, _, _, _, begin, *_ = workflow.args
    assert (name, begin.isoformat(), workflow.args[6:8]) == ("3-03", "13:30:00", (True, 8))


def test_controleer(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("oefening", "controleer").code == 0
    bad = tmp_path / "a.yaml"
    bad.write_text("formaat: 1\n")
    ran = terminal.run("exercise", "check", str(bad))
    assert (ran.code, ran.out) == (1, "")
    assert f"Waar: {bad}:1:1" in ran.err
    assert authoring.check([bad])


def test_instellingen(terminal: Terminal, home: Path) -> None:
    file = home / "config" / "armoede-toolbox" / "config.toml"
    assert str(file) in terminal.run("instellingen").out
    assert json.loads(terminal.run("config", "--json").out)["instellingen"]["eenvoudig"] is False
    assert terminal.run("instellingen", "eenvoudig", "aan") == Ran(0, f"Bewaard in {file}.\n", "")
    assert json.loads(terminal.run("config", "--json").out)["instellingen"]["eenvoudig"] is True
    assert terminal.run("instellingen", "eenvoudig").code == 2
    assert terminal.run("instellingen", "eenvoudg", "aan").code == 2


def test_the_program_alone_opens_the_menu(called, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow = called(menu, "home", 0)
    monkeypatch.setattr("armoede_toolbox.cli.output.interactive", lambda: True)
    assert terminal.run("--logboek", "ergens") == Ran(0, "", "")
    assert workflow.house.places.root == Path("ergens").absolute()


# --- where the logbook is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["--logboek A lijst", "lijst --logboek A", "logboek --logboek A", "logboek lijst --logboek=A"]
)
def test_the_flag_beats_the_environment(
    line: str, called, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARMOEDE_LOGBOEK", str(tmp_path / "B"))
    exercises, entries = called(listing, "list_exercises"), called(logbook, "list_entries")
    assert terminal.run(*line.split()) == TEXT
    house = getattr(exercises, "house", None) or entries.house
    assert house.places.root == tmp_path / "A"


def test_a_session_from_a_file_ends_in_the_logbook(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal.run("start", "3-03", "--antwoorden", str(tmp_path / "niet.yaml"), "--logboek", str(tmp_path))
    assert (ran.code, ran.out) == (1, "")
    assert "Dit antwoordenbestand bestaat niet." in ran.err
