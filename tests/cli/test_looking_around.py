"""``signalen`` and ``inzicht`` from the command line: Dutch and English, empty and filled, on screen and in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from armoede_toolbox.entry import JournalEntry, Signal, render
from tests.cli.terminal import Terminal
from tests.workflows.test_logbook import head, put


@pytest.fixture
def logbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "log"
    monkeypatch.setenv("ARMOEDE_LOGBOEK", str(root))
    of = head()
    signal = Signal(id=f"{of.session}-s1", question="x", what="Er is geen tolk", addressee="=de gemeente")
    put(root / "teams" / "noord", of, render(JournalEntry(head=of, signals=(signal,))))
    return root


@pytest.mark.parametrize("words", ["signalen", "signals", "signalen lijst", "SIGNALS list"])
def test_signals_have_many_doors(words: str, terminal: Terminal, logbook: Path) -> None:
    ran = terminal.run(*words.split())
    assert (ran.code, ran.out.split("\n")[2]) == (0, "  Er is geen tolk")


def test_nothing_yet_is_no_error(terminal: Terminal) -> None:
    assert terminal.run("signalen").out.startswith("Er zijn nog geen signalen.")
    assert terminal.run("inzicht").out == "Er is nog niets om op terug te kijken.\n"
    assert json.loads(terminal.run("insight", "--json").out) == {"formaat": 1, "inzichten": [], "overgeslagen": []}


def test_a_table_cannot_become_a_formula(terminal: Terminal, logbook: Path, tmp_path: Path) -> None:
    ran = terminal.run("signalen", "lijst", "--naar", str(tmp_path / "s.csv"))
    assert ran.code == 0
    assert ";'=de gemeente;" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    assert terminal.run("signalen", "lijst", "--naar", str(tmp_path / "s.csv")).code == 1


def test_insight_is_text_data_or_a_file(terminal: Terminal, logbook: Path, tmp_path: Path) -> None:
    assert terminal.run("insight", "--team", "Noord").out.startswith("Team Noord\n")
    assert json.loads(terminal.run("inzicht", "--json").out)["inzichten"][0]["oefeningen"] == 1
    assert terminal.run("inzicht", "--formaat", "md").out.startswith("# Team Noord")
    assert terminal.run("inzicht", "--naar", str(tmp_path / "i.html")).out == f"{tmp_path / 'i.html'}\n"
    wrong = terminal.run("inzicht", "--naar", str(tmp_path / "i.csv"))
    assert (wrong.code, wrong.out) == (2, "")


def test_the_plain_screen_has_no_bars(terminal: Terminal, logbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "█" in terminal.run("inzicht").out
    monkeypatch.setenv("ARMOEDE_EENVOUDIG", "1")
    assert "█" not in terminal.run("inzicht").out


def test_marking_needs_a_person_and_a_session(terminal: Terminal, logbook: Path) -> None:
    ran = terminal.run("signals", "mark", "laatste")
    assert (ran.code, ran.out) == (2, "")
    assert "armoede signalen markeer" in ran.err
    assert terminal.run("signalen", "markeer", "bestaat-niet").code == 1
