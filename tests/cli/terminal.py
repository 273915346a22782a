"""The program as a shell sees it: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from typer.core import TyperGroup

from armoede_toolbox.cli import main
from armoede_toolbox.cli.app import app
from armoede_toolbox.cli.making import command_of


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Terminal:
    """Runs in this process; nobody sits at it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def run(self, *arguments: str) -> Ran:
        self.capsys.readouterr()
        code = main(arguments)
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)


def apart(*arguments: str, **environ: str) -> Ran:
    """In a process of its own; bytes are shown as latin-1, so that every byte can be told."""
    command = [sys.executable, "-m", "armoede_toolbox", *arguments]
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, stdin=subprocess.DEVNULL)
    return Ran(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1"))


@cache
def commands() -> dict[str, Any]:
    """Every command and group by the words that call it; the program itself is the empty text."""
    return dict(_below("", command_of(app)))


def _below(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield words, command
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            yield from _below(f"{words} {name}".strip(), one)
