"""A line reader of our own, for the plain mode: no limit to a line, no lost letters, no half characters.

The terminal's own line editing cuts a line at 4096 bytes and erases a multi-byte letter in halves.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final, NamedTuple

import wcwidth

from armoede_toolbox.terminal.commands import HalfTyped
from armoede_toolbox.terminal.drawing import width_of
from armoede_toolbox.terminal.keys import Keys

PAUSE: Final = 0.05
"""Input that follows within this time was pasted, not typed."""

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f]+)"
    r"|(?P<newline>\r\n|\r|\n)"
    r"|(?P<escape>\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]O\r\n]))"
    r"|(?P<control>.)",
    re.DOTALL,
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O|\][^\x07\x1b]*\x1b?)?|\r")
"""The start of an escape sequence, or a CR whose LF may follow."""
_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
_INTERRUPT, _END, _ERASE_LINE = "\x03", "\x04", "\x15"
_BACKSPACES: Final = ("\x08", "\x7f")


class TypedLine(NamedTuple):
    """One line. ``pasted`` says that more was waiting behind it; only on a terminal can that be known."""

    text: str
    pasted: bool


class LineReader:
    """Reads lines from keys; echoes them where the keys are those of a terminal."""

    def __init__(self, keys: Keys, write: Callable[[str], None], width: Callable[[], int]) -> None:
        self._keys = keys
        self._write = write if keys.terminal else _nothing
        self._columns = width
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._waiting = ""
        self._line = ""
        self._ended = False
        self.mended = False
        """Whether bytes came in that are not UTF-8."""

    def quiet(self) -> AbstractContextManager[None]:
        """Hold the terminal for the lines of one question."""
        return self._keys.quiet()

    def line(self) -> TypedLine | None:
        """The next line; ``None`` at the end of a pipe. Raises ``HalfTyped`` on Ctrl-C, Ctrl-D and a closed window."""
        self._line = ""
        try:
            while (token := self._token()) is not None:
                if self._ends_line(token):
                    return TypedLine(self._line, self._more_follows())
        except KeyboardInterrupt:
            raise HalfTyped(self._line) from None
        if self._keys.terminal:
            raise HalfTyped(self._line)
        return TypedLine(self._line, False) if self._line else None

    def _ends_line(self, token: re.Match[str]) -> bool:
        match token.lastgroup:
            case "text":
                self._line += token[0]
                self._write(token[0].expandtabs(4))
            case "newline":
                self._write("\n")
                return True
            case "control":
                self._control(token[0])
        return False

    def _control(self, sign: str) -> None:
        if sign in _BACKSPACES:
            self._erase(wcwidth.grapheme_boundary_before(self._line, len(self._line)))
        elif sign == _ERASE_LINE:
            self._erase(0)
        elif self._keys.terminal and sign in (_INTERRUPT, _END):
            raise KeyboardInterrupt

    def _erase(self, keep: int) -> None:
        gone = width_of(self._line[keep:].expandtabs(4))
        if gone < self._columns():
            self._write("\b \b" * gone)
        else:
            self._write("\n(regel gewist)\n")
        self._line = self._line[:keep]

    def _more_follows(self) -> bool:
        return self._keys.terminal and (bool(self._waiting) or self._keys.waiting(PAUSE))

    def _token(self) -> re.Match[str] | None:
        while not self._waiting or (_UNFINISHED.fullmatch(self._waiting) and self._may_grow()):
            if not self._read():
                break
        found = _TOKEN.match(self._waiting)
        self._waiting = self._waiting[found.end() :] if found else ""
        return found

    def _may_grow(self) -> bool:
        return not self._ended and self._keys.waiting(PAUSE)

    def _read(self) -> bool:
        data = b"" if self._ended else self._keys.read()
        self._ended = not data
        text = self._decoder.decode(data, final=self._ended)
        self.mended |= bool(_NOT_UTF8.search(text))
        self._waiting += _NOT_UTF8.sub(_from_cp1252, text)
        return bool(text) or not self._ended


def _from_cp1252(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")


def _nothing(text: str) -> None:
    del text
