"""The numbered window: no redraw, no colour, no boxes. For screen readers, dumb terminals and pipes (DESIGN 4.12)."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TextIO, Unpack

from armoede_toolbox.screens import Screen, Style
from armoede_toolbox.terminal.asks import One, Some, Typed
from armoede_toolbox.terminal.base import BaseWindow, Settings
from armoede_toolbox.terminal.commands import CommandTyped, HalfTyped, command_in
from armoede_toolbox.terminal.drawing import Line, draw, print_safely, wrap
from armoede_toolbox.terminal.keys import keys_of
from armoede_toolbox.terminal.reader import LineReader, TypedLine
from armoede_toolbox.terminal.signals import nobody_may_look
from armoede_toolbox.terminal.window import Command, Hit
from armoede_toolbox.text import fold, quoted

_CANNOT: Final = "Dit is de eenvoudige weergave. Dit venster kan niets wissen en toont geen lopende klok."
_MENDED: Final = "Een paar tekens kwamen niet goed door. We hebben ze bewaard zoals we ze lazen. Kijk de tekst even na."
_HIDE: Final = "Dit venster kan niets wissen. Draai het scherm weg, of vraag de anderen even weg te kijken."
_CLEAR: Final = "-"
_PROMPT: Final = "> "
_WIDEST: Final = 100
EVERY: Final = 0.5
"""Seconds between two looks at what the room sees."""

Source = Callable[[], Screen]
"""Gives the room's screen of this moment."""


class PlainWindow(BaseWindow):
    """Numbered lists and typed lines, on a terminal or a pipe."""

    plain = True

    def __init__(
        self,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        *,
        width: Callable[[], int] | None = None,
        **settings: Unpack[Settings],
    ) -> None:
        super().__init__(**settings)
        self._out = stdout or sys.stdout
        self._columns = width or _terminal_width
        keys = keys_of((stdin or sys.stdin).fileno())
        self._echoes = keys.terminal
        self._reader = LineReader(keys, self._write, self._width)
        self._said_cannot = False
        self._said_mended = False

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Nothing can be wiped here; say so each time."""
        self.say(_HIDE)
        yield

    # --- writing ----------------------------------------------------------------------------------------------------

    def _width(self) -> int:
        return self._columns()

    def _fresh(self) -> None:
        self._say_cannot()
        self._write("\n")

    def _say_cannot(self) -> None:
        if not self._said_cannot:
            self._said_cannot = True
            self.say(_CANNOT)

    def _print(self, lines: Sequence[Line]) -> None:
        self._write("".join(f"{line.text}\n" for line in lines))

    def _write(self, text: str) -> None:
        with nobody_may_look():
            print_safely(self._out, text)

    def _introduce(self, ask: One | Some | Typed) -> None:
        self._say_cannot()
        if self.clock and (left := self.clock()):
            self.say(left)
        super()._introduce(ask)

    # --- typing -----------------------------------------------------------------------------------------------------

    def _type(self, ask: Typed) -> str:
        self._print(self._hint("\n".join(_instructions(ask))))
        with self._reader.quiet():
            typed = self._text(ask.kept) if ask.multiline else self._one_line(_PROMPT)
        self._say_mended()
        if ask.before and not ask.required and typed.strip() == _CLEAR:
            return ""
        return typed or ask.shown(ask.before)

    def _taken(self, ask: Typed, value: str) -> None:
        if ask.shown(value) != value:
            self.say(ask.shown(value))

    def _text(self, kept: str) -> str:
        """Lines until a typed empty line, or until the end of a pipe that brought something."""
        lines = kept.split("\n") if kept else []
        self._write(_PROMPT)
        while (line := self._next(lines)) is not None and (line.pasted or line.text.strip()):
            lines.append(line.text)
        if line is None and not lines:
            raise HalfTyped
        return "\n".join(lines)

    def _one_line(self, prompt: str) -> str:
        """One line. What is pasted with more lines is taken as one, so that nothing of it answers a later question."""
        self._write(prompt)
        lines: list[str] = []
        while (line := self._next(lines)) is not None:
            lines.append(line.text)
            if not line.pasted:
                break
        if not lines:
            raise HalfTyped
        return " ".join(lines).strip()

    def _next(self, lines: Sequence[str]) -> TypedLine | None:
        """The next line, unless it is a command or cannot come; those take along what was typed before."""
        try:
            line = self._reader.line()
        except HalfTyped as stopped:
            self._write("\n")
            raise HalfTyped("\n".join([*lines, stopped.half]).strip("\n")) from None
        if not self._echoes:
            self._write("\n")
        command = command_in(line.text) if line and not line.pasted else None
        if command:
            raise CommandTyped(command, "\n".join(lines))
        return line

    def _say_mended(self) -> None:
        if self._reader.mended and not self._said_mended:
            self._said_mended = True
            self.say(_MENDED)

    # --- choosing ---------------------------------------------------------------------------------------------------

    def _choose(self, ask: One) -> int:
        if ask.fleeting:
            self._introduce(ask)
        self._list(ask.options)
        default = ask.options.index(ask.before) if ask.before in ask.options else None
        prompt = "Typ een cijfer: " if default is None else f"Typ een cijfer (Enter is {default + 1}): "
        while True:
            typed = self._short_line(prompt)
            if not typed and default is not None:
                return default
            chosen = _option(typed, ask.options)
            if chosen is not None:
                return chosen
            self.say(f"Typ een cijfer van 1 tot en met {len(ask.options)}.")

    def _tick(self, ask: Some) -> list[int]:
        self._list(ask.options)
        earlier = [index for index, option in enumerate(ask.options) if option in ask.before]
        prompt = f"Typ cijfers met een spatie ertussen{_tick_help(ask, earlier)}: "
        while True:
            chosen = _options(self._short_line(prompt), ask.options, earlier)
            if chosen is None:
                self.say(f"Typ cijfers van 1 tot en met {len(ask.options)}, bijvoorbeeld 1 2.")
            elif fault := ask.fault([ask.options[index] for index in chosen]):
                self.say(fault)
            else:
                return chosen

    def _list(self, options: Sequence[str]) -> None:
        rows = (wrap(option, self._width(), f"{nth} ") for nth, option in enumerate(options, 1))
        self._print([Line(Style.ROW, text) for row in rows for text in row])

    def _short_line(self, prompt: str) -> str:
        with self._reader.quiet():
            return self._one_line(prompt)

    # --- the guard --------------------------------------------------------------------------------------------------

    def _amend(self, text: str, hit: Hit) -> str:
        """Only the piece itself is typed anew; a long text need not be."""
        piece = text[hit.start : hit.end]
        self.say(f"Wat moet er staan in plaats van {quoted(piece)}?")
        try:
            typed = self._short_line(_PROMPT)
        except CommandTyped as given:
            if given.command is not Command.BACK:
                raise CommandTyped(given.command, text) from None
            typed = ""
        except HalfTyped:
            raise HalfTyped(text) from None
        return text[: hit.start] + (typed or piece) + text[hit.end :]


class PlainRoom:
    """Prints the room's screen whenever it changed, below the one before, until Ctrl-C."""

    def __init__(self, stdout: TextIO | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self._out = stdout or sys.stdout
        self._sleep = sleep

    def follow(self, source: Source) -> None:
        """Show the screen of every moment. Returns when the person stops."""
        shown: Screen | None = None
        try:
            while True:
                screen = source().for_room()
                if screen != shown:
                    self._print(screen)
                shown = screen
                self._sleep(EVERY)
        except KeyboardInterrupt:
            return

    def _print(self, screen: Screen) -> None:
        lines = draw(screen, _terminal_width(), shared=True)
        print_safely(self._out, "".join(f"{line.text}\n" for line in [*lines, Line("", "")]))


def _instructions(ask: Typed) -> Iterator[str]:
    if ask.start:
        yield f"{ask.start} …"
    if ask.kept:
        yield f"Dit staat er al:\n{ask.kept}\nSchrijf verder. Een lege regel is klaar."
    elif ask.before:
        clear = "" if ask.required else f" Met {_CLEAR} maak je het leeg."
        yield f"Dit staat er al:\n{ask.shown(ask.before)}\nEnter: zo laten.{clear}"
    elif ask.multiline:
        yield "Een lege regel is klaar."


def _tick_help(ask: Some, earlier: Sequence[int]) -> str:
    if earlier:
        return f" (Enter is {' '.join(str(index + 1) for index in earlier)}, 0 is geen)"
    return "" if ask.at_least else " (Enter is geen)"


def _option(typed: str, options: Sequence[str]) -> int | None:
    """A number, or the option itself in words."""
    if re.fullmatch(r"\d{1,4}", typed, re.ASCII) and 0 < int(typed) <= len(options):
        return int(typed) - 1
    same = [index for index, option in enumerate(options) if fold(option) == fold(typed)]
    return same[0] if len(same) == 1 else None


def _options(typed: str, options: Sequence[str], earlier: Sequence[int]) -> list[int] | None:
    if not typed:
        return list(earlier)
    words = re.findall(r"[^\s,;.]+", typed)
    numbers = [word for word in words if fold(word) != "en"]
    if numbers == ["0"]:
        return []
    chosen = {_option(word, options) for word in numbers}
    if None in chosen:
        chosen = {_option(typed, options)}
    return sorted(index for index in chosen if index is not None) or None


def _terminal_width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST)
