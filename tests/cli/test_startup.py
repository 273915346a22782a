"""Quick to start: what a command does not need, it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.terminal import Terminal

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
