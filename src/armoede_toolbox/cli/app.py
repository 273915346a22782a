"""The door of the command line: from words to a command, and its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from typer import Exit

from armoede_toolbox.cli import commands, completion
from armoede_toolbox.cli.making import command_of
from armoede_toolbox.cli.registry import app
from armoede_toolbox.errors import ExitCode

__all__ = ["app", "commands", "run"]

HELP: Final = ("help", "hulp")
"""No commands, but people type them: ``armoede help start``."""


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. Errors pass through."""
    root = command_of(app)
    if instruction := completion.asked():
        return completion.answer(root, instruction)
    if arguments and arguments[0] in HELP:
        arguments = [*arguments[1:], "--help"]
    try:
        with root.make_context(completion.PROGRAM, list(arguments)) as context:
            code = root.invoke(context)
    except Exit as done:
        return done.exit_code
    return ExitCode.OK if code is None else int(code)
