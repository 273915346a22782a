"""Which window fits where we run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import TextIO, Unpack

from armoede_toolbox.dates import resolver
from armoede_toolbox.screens import Screen
from armoede_toolbox.terminal.base import BaseWindow, Settings
from armoede_toolbox.terminal.plain import PlainRoom, PlainWindow


def open_window(
    plain: bool,
    today: Callable[[], date],
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    environ: Mapping[str, str] | None = None,
    **settings: Unpack[Settings],
) -> BaseWindow:
    """The plain window where it is wanted or nothing else works, else the one with arrow keys."""
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    settings.setdefault("dates", resolver(today))
    if plain or needs_plain(stdin, stdout, os.environ if environ is None else environ):
        return PlainWindow(stdin, stdout, **settings)
    from prompt_toolkit.output import create_output

    from armoede_toolbox.terminal.arrows import ArrowWindow  # questionary costs a tenth of a second

    return ArrowWindow(output=create_output(stdout=stdout), **settings)


def open_room(source: Callable[[], Screen], *, plain: bool = False) -> None:
    """The second window: follow what the room sees, until Ctrl-C."""
    if plain or needs_plain(sys.stdin, sys.stdout, os.environ):
        PlainRoom().follow(source)
        return
    from armoede_toolbox.terminal.room import RoomWindow

    RoomWindow().follow(source)


def needs_plain(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether this place can only show plain lines, or its owner asked for them."""
    asked = environ.get("ARMOEDE_EENVOUDIG", "") not in ("", "0")
    dumb = environ.get("TERM", "") in ("dumb", "unknown") or (os.name == "posix" and not environ.get("TERM"))
    return asked or dumb or not (stdin.isatty() and stdout.isatty())
