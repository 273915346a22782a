"""``logboek zoek`` as a shell sees it: its words, its marks, and how much it loads."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from armoede_toolbox.cli import output
from armoede_toolbox.vocabulary import LearningNeed
from armoede_toolbox.workflows import logbook, searching
from tests.cli.terminal import Terminal, apart
from tests.cli.test_commands import FILTERED, FILTERS, JSON, TEXT, called
from tests.cli.test_startup import HEAVY, loaded_by
from tests.workflows.test_logbook import head, put

__all__ = ["called"]


@pytest.fixture
def root(home: Path) -> Path:
    made = home / "data" / "armoede-toolbox" / "teams" / "noord"
    put(made, head())
    return made


def test_its_words(called, terminal: Terminal) -> None:
    workflow = called(searching, "search")
    assert terminal.run("logboek", "zoek", "geen geld", "brief", *FILTERS.split()) == TEXT
    assert workflow.args[:3] == (["geen geld", "brief"], FILTERED, searching.FEW)
    assert terminal.run("journal", "search", "brief", "--aantal", "3", "--json") == JSON
    assert workflow.args[:3] == (["brief"], logbook.Filters(), 3)
    assert terminal.run("logboek", "zoek").code == 2
    workflow = called(logbook, "list_entries")
    assert terminal.run("logboek", "--aantal", "5") == TEXT
    assert workflow.kwargs["most"] == 5


def test_from_words_to_a_fragment(root: Path) -> None:
    ran = apart("logboek", "zoek", "formulier", PYTHONIOENCODING="utf-8")
    assert ran.code == 0
    assert "«formulier»" in ran.out.encode("latin-1").decode()
    ran = apart("logboek", "zoek", "formulier", "--json", "--sinds", "2026-01-01", PYTHONIOENCODING="ascii")
    assert "«formulier»" in json.loads(ran.out)["treffers"][0]["fragment"]
    assert apart("logboek", "zoek", "formulier", "--tot", "2025-01-01").out.startswith("We vonden niets")
    ran = apart("logboek", "zoek", "***")
    assert (ran.code, ran.out) == (1, "")


class Marked:
    notices = problems = ()

    def text(self, width: int, marks: tuple[str, str] = ("«", "»")) -> str:
        return "een {}woord{}\x1b[2J".format(*marks)

    def data(self) -> dict[str, int]:
        return {"formaat": 1}


@pytest.mark.parametrize(
    ("screen", "environ", "expected"),
    [
        (True, {}, "een \x1b[1mwoord\x1b[22m[2J\n"),
        (True, {"NO_COLOR": "1"}, "een «woord»[2J\n"),
        (True, {"TERM": "dumb"}, "een «woord»[2J\n"),
        (False, {}, "een «woord»[2J\n"),
    ],
)
def test_bold_only_where_it_is_seen(
    screen: bool,
    environ: dict[str, str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(output, "on_screen", lambda: screen)
    for name, value in {"NO_COLOR": "", "TERM": "xterm", **environ}.items():
        monkeypatch.setenv(name, value)
    output.give(Marked(), bold=True)
    assert capsys.readouterr().out == expected


def test_searching_loads_nothing_heavy(root: Path) -> None:
    apart("logboek", "zoek", "formulier")
    for line in ("logboek zoek formulier", "logboek lijst --aantal 5"):
        assert not loaded_by(line) & (HEAVY - {"sqlite3"})
    put(root, head("2026-02-02", "n1ew"))
    assert not loaded_by("logboek zoek formulier") & (HEAVY - {"sqlite3"}), "not even for a new file"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
def test_an_export_fits_every_console(root: Path, encoding: str) -> None:
    ran = apart("exporteer", "--formaat", "json", PYTHONIOENCODING=encoding)
    data = json.loads(ran.out.encode("latin-1").decode(encoding))
    assert data["sessies"][0]["stappen"][1]["titel"] == "Eén zin lichter"
    assert FILTERED.since == date(2026, 1, 1)
    assert FILTERED.need is LearningNeed.PICTURE


def test_progress_is_for_who_waits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    progress = output.Progress()
    progress(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(output, "_PATIENCE", -1.0)
    progress(1, 2)
    assert capsys.readouterr().err == "", "nobody sees it"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress(1, 2)
    assert "1 van 2" in capsys.readouterr().err
    progress(2, 2)
    assert not capsys.readouterr().err.strip()
