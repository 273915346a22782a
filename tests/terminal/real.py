"""A real terminal for tests: a program under pexpect, drawn by pyte, which also answers what terminals are asked."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Callable
from types import TracebackType

import pexpect
import pyte

PREAMBLE = """
import sys
from armoede_toolbox.form import *
from armoede_toolbox.screens import *
from armoede_toolbox.terminal.window import *
from armoede_toolbox.terminal.plain import PlainWindow
def report(run):
    try:
        out = run()
    except Interrupted as stopped:
        out = ("interrupted", stopped.partial)
    except CommandGiven as given:
        out = (given.command.value, given.partial)
    print("KLAAR", ascii(out), "EINDE", flush=True)
"""
ARROWS = "from armoede_toolbox.terminal.arrows import ArrowWindow\n"


class Terminal:
    """One program in one terminal."""

    def __init__(self, program: str, *, columns: int = 80, rows: int = 24, **environ: str) -> None:
        inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        setattr(self.screen, "write_process_input", self._answer)  # noqa: B010 - a method, for mypy
        self.answers = True
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", PREAMBLE + textwrap.dedent(program)],
            env={**inherited, "PYTHONPATH": "src", "TERM": "xterm-256color", **environ},
            dimensions=(rows, columns),
            timeout=10,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.child.close(force=True)

    def _answer(self, data: str) -> None:
        if self.answers:
            self.child.send(data)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def scrollback(self) -> str:
        rows = [[row[x].data for x in range(self.screen.columns)] for row in self.screen.history.top]
        return "\n".join("".join(row).rstrip() for row in rows)

    def pump(self, seconds: float) -> None:
        """Take in what comes within this time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._take(0.02):
            pass

    def _take(self, seconds: float) -> bool:
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self.stream.feed(data)
        return True

    def until(self, ready: str | Callable[[Terminal], bool], seconds: float = 10) -> Terminal:
        """Wait for a text on the screen, or for anything else."""
        until = time.monotonic() + seconds
        while not (ready in self.text if isinstance(ready, str) else ready(self)):
            assert time.monotonic() < until, f"{ready!r} did not come\n{self.text}\n{self.raw[-2000:]!r}"
            if not self._take(0.05):
                assert (ready in self.text) if isinstance(ready, str) else ready(self), (
                    f"ended without {ready!r}\n{self.text}"
                )
        return self

    def prompt(self) -> Terminal:
        """Wait until a text can be typed."""
        return self.until(lambda here: here.raw.endswith(b"> "))

    def send(self, keys: str | bytes) -> Terminal:
        self.child.send(keys)
        return self

    def result(self) -> object:
        """What ``report`` printed."""
        self.until(lambda here: b"EINDE" in here.raw)
        said = self.raw.rpartition(b"KLAAR ")[2].partition(b" EINDE")[0]
        return eval(said.replace(b"\r", b"").replace(b"\n", b""), {})
