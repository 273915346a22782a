"""The one door to the screen: results on stdout, everything else on stderr, and no console that can't show a sign."""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import re
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol, TextIO, cast

from armoede_toolbox.errors import Problem, ToolboxError

WIDTH: Final = 80
_STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Signs that move the cursor or turn the direction of the text around."""
_RAW_IN_JSON: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PLAIN: Final = {
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−•·", "-"),
    **dict.fromkeys("▏▎▍▌▋▊▉█", "#"),
    **{"×": "x", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "€": "EUR", "☐": "[ ]", "☑": "[x]"},
}
_HANDLER: Final = "armoede-plain"


_BOLD, _BOLD_END = "\ue000", "\ue001"
"""Around words that stand out, until a terminal is sure to show them."""


class Result(Protocol):
    """What a workflow hands over to be printed."""

    def text(self, width: int) -> str:
        """For people."""

    def data(self) -> Mapping[str, Any]:
        """For programs."""


class Marking(Protocol):
    """A result that marks words."""

    def text(self, width: int, marks: tuple[str, str]) -> str:
        """For people, with the marks around those words."""


def prepare() -> None:
    """Make both streams able to print any text. Into a pipe or file goes UTF-8, unless the user chose otherwise."""
    codecs.register_error(_HANDLER, _plainly)
    chosen = os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if chosen or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors=_HANDLER)


def give(result: Result, *, as_json: bool = False, bold: bool = False) -> None:
    """The result of a command, after what has to be said about it. ``bold`` is for results that mark words."""
    for notice in getattr(result, "notices", ()):
        tell(notice)
    report(getattr(result, "problems", ()))
    if as_json and hasattr(result, "pieces"):
        _give_pieces(result.pieces())
    elif as_json:
        give_json(result.data())
    elif bold and _knows_bold():
        say_bold(cast(Marking, result).text(width(), (_BOLD, _BOLD_END)))
    else:
        say(result.text(width()))


def _knows_bold() -> bool:
    return on_screen() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say_bold(text: str) -> None:
    """As ``say``, with the marked words in bold."""
    marked = _STEERING.sub("", text).replace(_BOLD, "\x1b[1m").replace(_BOLD_END, "\x1b[22m")
    _write(sys.stdout, marked)


def _give_pieces(pieces: Iterable[str]) -> None:
    """JSON in pieces, so that no more than one has to be held at once."""
    for piece in pieces:
        _write(sys.stdout, _for_console(piece), end="")
    _write(sys.stdout, "")


def _for_console(piece: str) -> str:
    """JSON that can be shown here; a sign that can't, stands there by its number."""
    text = piece if piece.isascii() and "\x7f" not in piece else _escaped(piece)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if codecs.lookup(encoding).name == "utf-8":
        return text
    return "".join(sign if sign.isascii() else json.dumps(sign)[1:-1] for sign in text)


def give_json(data: Mapping[str, Any]) -> None:
    """JSON that a terminal can't be steered with. Where the console is not Unicode, every sign is escaped."""
    text = _escaped(json.dumps(data, ensure_ascii=False, indent=2))
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = _escaped(json.dumps(data, indent=2))
    _write(sys.stdout, text)


def _escaped(text: str) -> str:
    return _RAW_IN_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def say(text: str) -> None:
    """A result for people, on stdout."""
    if text:
        _write(sys.stdout, _STEERING.sub("", text))


def tell(text: str) -> None:
    """What is no result, on stderr. When nobody listens there, work goes on."""
    with suppress(OSError):
        _write(sys.stderr, _STEERING.sub("", text))


def report(problems: Sequence[Problem]) -> None:
    """What is wrong, as on the twelfth screen of the design."""
    if problems:
        tell("\n\n".join("\n".join(_lines(problem)) for problem in problems))


def _lines(problem: Problem) -> Iterable[str]:
    yield f"Wat:  {problem.what}"
    if problem.where:
        yield f"Waar: {problem.where}"
    if problem.do:
        yield f"Doe:  {problem.do}"


def on_screen() -> bool:
    """Whether a person reads what is printed."""
    return sys.stdout is not None and sys.stdout.isatty()


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return on_screen() and sys.stdin is not None and sys.stdin.isatty()


def width() -> int:
    """How broad the text may be."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if on_screen() else WIDTH


def flush() -> None:
    """Hand over everything that was printed; only then the work is done."""
    if sys.stdout is not None:
        _careful(sys.stdout, sys.stdout.flush)


def hang_up() -> None:
    """Nobody reads on: what is left goes nowhere, so that Python doesn't complain when it closes."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class Progress:
    """A bar on the terminal for what takes long; nobody sees it where nobody waits."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` files were read."""
        late = time.monotonic() - self._begun > _PATIENCE
        if sys.stderr is None or not sys.stderr.isatty() or not (self._shown or (late and done < total)):
            return
        self._shown = done < total
        bar = "#" * (_BAR * done // max(total, 1))
        text = f"Het logboek wordt gelezen  [{bar:.<{_BAR}}] {done} van {total}"
        with suppress(OSError):
            print(f"\r{text}" if self._shown else f"\r{' ' * len(text)}\r", end="", file=sys.stderr, flush=True)


class Waiting:
    """A line on the terminal for work of which nobody knows how far it is: it counts the seconds."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> None:
        """Begin to count, where somebody waits."""
        if sys.stderr is not None and sys.stderr.isatty():
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        """The work is done, or failed: the line goes."""
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _count(self) -> None:
        seconds, text = 0, ""
        while not self._done.wait(_PATIENCE):
            seconds += 1
            text = f"{self._what}  {seconds} s"
            with suppress(OSError):
                print(f"\r{text}", end="", file=sys.stderr, flush=True)
        with suppress(OSError):
            print(f"\r{' ' * len(text)}\r" if text else "", end="", file=sys.stderr, flush=True)


_PATIENCE: Final = 1.0
_BAR: Final = 24


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    if stream is not None:
        _careful(stream, lambda: print(text, end=end, file=stream, flush=bool(end)))


def _careful(stream: TextIO, action: Any) -> None:
    try:
        action()
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:  # how Windows says that the pipe is closed
            raise BrokenPipeError from error
        if stream is not sys.stdout:
            raise
        hang_up()
        do = "Kijk of er ruimte is op de schijf en of je daar mag schrijven."
        raise ToolboxError("Het resultaat konden we niet wegschrijven.", "", do) from error


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """Signs that the console does not have, in signs that every console has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    decomposed = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return _PLAIN.get(sign) or decomposed or ("" if unicodedata.combining(sign) else "?")
