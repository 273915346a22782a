"""Which window fits where we run."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO, Unpack

from armoede_toolbox.terminal.base import BaseWindow, Settings
from armoede_toolbox.terminal.plain import PlainWindow

if TYPE_CHECKING:
    from armoede_toolbox.terminal.room import PlainRoom, RoomWindow


def window(
    plain: bool = False,
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    environ: Mapping[str, str] | None = None,
    **settings: Unpack[Settings],
) -> BaseWindow:
    """The plain window where it is wanted or nothing else works, else the one with arrow keys.

    ``settings`` are those of every window: ``shared``, ``clock``, ``guard``, ``dates``, ``handle``.
    """
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    if plain or needs_plain(stdin, stdout, os.environ if environ is None else environ):
        return PlainWindow(stdin, stdout, **settings)
    from armoede_toolbox.terminal.arrows import ArrowWindow  # questionary costs a tenth of a second

    return ArrowWindow(**settings)


def room(plain: bool = False, *, environ: Mapping[str, str] | None = None) -> RoomWindow | PlainRoom:
    """The second window, for the room."""
    from armoede_toolbox.terminal.room import PlainRoom, RoomWindow

    bare = plain or needs_plain(sys.stdin, sys.stdout, os.environ if environ is None else environ)
    return PlainRoom() if bare else RoomWindow()


def needs_plain(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether this place can only show plain lines, or its owner asked for them."""
    asked = environ.get("ARMOEDE_EENVOUDIG", "") not in ("", "0")
    dumb = environ.get("TERM", "") in ("dumb", "unknown") or (os.name == "posix" and not environ.get("TERM"))
    return asked or dumb or not (stdin.isatty() and stdout.isatty())
