"""Opening a window for the person at the keyboard, and asking in it until the answer can be read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from armoede_toolbox.errors import ToolboxError, UsageError
from armoede_toolbox.terminal import choose
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.workflows.house import House

T = TypeVar("T")


def open_window(house: House, *, plain: bool = False, instead: str = "") -> Window:
    """A window on this terminal. Raises ``UsageError`` without one; ``instead`` says what can be done then.

    When stdout goes to a file or a program, the conversation is on stderr, so that stdout carries the result alone.
    """
    screen = sys.stdout if sys.stdout.isatty() else sys.stderr
    if not (sys.stdin.isatty() and screen.isatty()):
        raise UsageError("Dit kan alleen in een terminal.", "", instead or "Open een terminal en typ de opdracht daar.")
    return choose.open_window(plain or house.plain, house.today, stdout=screen, environ=house.environ)


def ask_line(window: Window, question: str, read: Callable[[str], T | None]) -> T | None:
    """What ``read`` makes of a typed line, asked again while it raises ``ToolboxError``; ``None`` for an empty one."""
    while True:
        typed = window.line(question)
        try:
            return read(typed) if typed.strip() else None
        except ToolboxError as error:
            window.say(*(part for problem in error.problems for part in (problem.what, problem.do) if part))
