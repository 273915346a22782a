"""Draw ``docs/sessie.svg`` anew from a real session in a real terminal: ``python docs/picture.py`` (POSIX)."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

COLUMNS, ROWS = 80, 16
WALK = ["\r", "\r", "\r", "1\r", "4\r", "3\r", "1\r"]
"""From the opening to the reveal of the first statement."""


def session(home: str) -> pyte.Screen:
    """The screen at the moment that a team sees what it chose."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    command = "start LB5-01 --tijd 15 --team Noord --nieuw-team --deelnemers 8".split()
    environ = {"HOME": home, "TERM": "xterm-256color", "PATH": os.environ["PATH"], "ARMOEDE_LOGBOEK": f"{home}/logboek"}
    child = pexpect.spawn(sys.executable, ["-m", "armoede_toolbox", *command], env=environ, dimensions=(ROWS, COLUMNS))
    screen.write_process_input = lambda data: child.send(data)
    for keys in ["", "2\r", *WALK]:
        child.send(keys)
        _settle(child, stream)
    child.close(force=True)
    return screen


def _settle(child: pexpect.spawn, stream: pyte.ByteStream) -> None:
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        try:
            stream.feed(child.read_nonblocking(65536, timeout=0.2))
        except pexpect.TIMEOUT:
            continue


def svg(screen: pyte.Screen) -> str:
    """The screen as an image without anything from outside."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"), legacy_windows=False)  # noqa: SIM115, PTH123
    for row in range(ROWS):
        line = Text()
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            line.append(cell.data, Style(bold=cell.bold, reverse=cell.reverse, underline=cell.underscore))
        console.print(line, no_wrap=True)
    image = console.export_svg(title="armoede start LB5-01", theme=DEFAULT_TERMINAL_THEME, unique_id="sessie")
    return re.sub(r"@font-face \{.*?\}\s*", "", image, flags=re.DOTALL).replace("Fira Code, ", "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        Path(__file__).with_name("sessie.svg").write_text(svg(session(home)), encoding="utf-8")
