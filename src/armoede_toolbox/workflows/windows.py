"""Opening a window for the person at the keyboard."""

from __future__ import annotations

import sys

from armoede_toolbox.errors import UsageError
from armoede_toolbox.terminal import choose
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.workflows.house import House


def open_window(house: House, *, plain: bool = False, instead: str = "") -> Window:
    """A window on this terminal. Raises ``UsageError`` without one; ``instead`` says what can be done then.

    When stdout goes to a file or a program, the conversation is on stderr, so that stdout carries the result alone.
    """
    screen = sys.stdout if sys.stdout.isatty() else sys.stderr
    if not (sys.stdin.isatty() and screen.isatty()):
        raise UsageError("Dit kan alleen in een terminal.", "", instead or "Open een terminal en typ de opdracht daar.")
    return choose.open_window(plain or house.plain, house.today, stdout=screen, environ=house.environ)
