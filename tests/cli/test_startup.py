"""Quick to start: what a command does not need, it does not load."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from armoede_toolbox.entry import render
from tests.cli.terminal import Terminal
from tests.entry.examples import TEAM

HEAVY = {"pydantic", "yaml", "questionary", "prompt_toolkit", "rich", "asyncio", "sqlite3", "phonenumbers"}
SCRIPT = """
import sys
from armoede_toolbox.cli import main
codes = [main(line.split()) for line in sys.argv[1:]]
print("GELADEN", *sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(max(codes, default=0))
"""


def loaded_by(*lines: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *lines], capture_output=True, text=True, check=True)
    return set(done.stderr.split("GELADEN ")[1].split())


def test_the_door_itself_loads_nothing_heavy() -> None:
    assert not loaded_by() & {*HEAVY, "typer"}


@pytest.mark.parametrize("line", ["--help", "lijst --help", "--versie", "start --help"])
def test_help_loads_nothing_heavy(line: str) -> None:
    assert not loaded_by(line) & HEAVY


@pytest.mark.parametrize("line", ["lijst", "lijst -l 3 --max-minuten 30", "lijst --json", "instellingen"])
def test_a_list_loads_nothing_heavy_once_it_was_made(line: str, terminal: Terminal) -> None:
    assert terminal.run("lijst").code == 0
    assert not loaded_by(line) & HEAVY


@pytest.fixture
def session(home: Path) -> None:
    """A session of an exercise that is in the library."""
    team = home / "data" / "armoede-toolbox" / "teams" / "noord" / "2026"
    team.mkdir(parents=True)
    head = replace(TEAM.head, exercise="eens-oneens-hangt-ervan-af", session="2026-11-22-1405-aa00")
    (team / f"{head.session[:15]}-{head.exercise}-aa00.md").write_text(render(replace(TEAM, head=head)), "utf-8")


SLOW = {"pydantic", "questionary", "prompt_toolkit", "rich", "asyncio", "phonenumbers"}


@pytest.mark.parametrize("line", ["logboek", "logboek zoek regeling", "logboek toon laatste", "afspraken"])
@pytest.mark.usefixtures("session")
def test_what_reads_the_logbook_loads_no_models(line: str, terminal: Terminal) -> None:
    assert terminal.run("lijst").code == 0
    assert not loaded_by(line) & SLOW


@pytest.mark.parametrize("suffix", ["pdf", "html", "csv", "json"])
@pytest.mark.parametrize("command", ["verslag", "exporteer"])
@pytest.mark.usefixtures("session")
def test_what_leaves_loads_no_models(command: str, suffix: str, tmp_path: Path, terminal: Terminal) -> None:
    assert terminal.run("lijst").code == 0
    assert not loaded_by(f"{command} laatste --naar {tmp_path / 'uit'}.{suffix}") & SLOW
