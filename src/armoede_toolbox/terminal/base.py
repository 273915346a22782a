"""What all windows share: the walk through a form, commands, cleaning, the guard. A face only draws and reads."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import chain, count
from typing import Final, NamedTuple, TypedDict, Unpack

from armoede_toolbox.dates import Dates
from armoede_toolbox.form import Filled, Form, Text
from armoede_toolbox.screens import Screen, Style
from armoede_toolbox.terminal.asks import EMPTY, EMPTY_LINE, Answer, Ask, One, Some, Typed, Walk, Wrong
from armoede_toolbox.terminal.commands import CommandTyped, HalfTyped, literal
from armoede_toolbox.terminal.drawing import Line, draw, wrap
from armoede_toolbox.terminal.signals import closing_interrupts, nobody_may_look
from armoede_toolbox.terminal.window import Command, CommandGiven, Guard, Hit, Interrupted, Progress
from armoede_toolbox.text import clean, clean_line, lost_in_cleaning, quoted

_LINE: Final = "regel"
_REPLACE, _CHANGE, _LEAVE = range(3)
_LOST: Final = "Er zaten onzichtbare tekens in de tekst. Die hebben we weggelaten."


class Settings(TypedDict, total=False):
    """What every window can be given when it is made; all of it may change later."""

    shared: bool
    clock: Callable[[], str] | None
    guard: Guard | None
    dates: Dates | None
    """Reads a typed date into ISO."""


class _Pending(NamedTuple):
    """A form that a command broke off."""

    form: Form
    partial: Filled
    walk: Walk
    half: str


class BaseWindow(ABC):
    """A window without a face."""

    plain: bool = False

    def __init__(self, **settings: Unpack[Settings]) -> None:
        self.shared = settings.get("shared", False)
        self.clock = settings.get("clock")
        self.guard = settings.get("guard")
        self.dates = settings.get("dates")
        self.progress: Progress | None = None
        self._left: set[str] = set()
        self._said_lost = False
        self._pending: _Pending | None = None

    # --- what workflows call ----------------------------------------------------------------------------------------

    def show(self, screen: Screen) -> None:
        """Draw a screen."""
        with nobody_may_look():
            self._fresh()
            self._print([*draw(screen, self._width(), shared=self.shared), Line("", "")])

    def say(self, *sentences: str) -> None:
        """A short message."""
        with nobody_may_look():
            self._print([Line(Style.TEXT, text) for said in sentences for text in wrap(said, self._width())])

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        """Choose one of numbered options; the index."""
        names = distinct(options)
        ask = One(label=question, options=names, before=names[default])
        with _alone():
            return ask.options.index(str(self._asked(ask)))

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        """One line of text, cleaned. What is half typed at a command stands under ``regel``."""
        field = Text(name=_LINE, label=question, multiline=False, required=required)
        return str(self.fill(Form((field,)), {_LINE: start})[_LINE])

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        """Ask every field of a form, one after the other.

        When a command broke off this very form, and ``before`` is what it handed out, the form goes on where it was.
        """
        walk, half = self._resumed(form, before or {})
        while walk.ask is not None:
            self._step(form, walk, replace(walk.ask, kept=half) if isinstance(walk.ask, Typed) else walk.ask)
            half = ""
        return walk.filled

    def wait(self, sentence: str) -> None:
        """Wait for Enter."""
        with _alone():
            if str(self._asked(Typed(label=sentence, required=False))).strip():
                self.say("Dit was nog geen vraag. Wat je typte, is niet bewaard.")

    @abstractmethod
    def aside(self) -> AbstractContextManager[None]:
        """The place for hidden turns."""

    # --- what a face does -------------------------------------------------------------------------------------------

    @abstractmethod
    def _width(self) -> int:
        """How many columns there are."""

    @abstractmethod
    def _fresh(self) -> None:
        """Start a new screen."""

    @abstractmethod
    def _print(self, lines: Sequence[Line]) -> None:
        """Write lines below what is there."""

    @abstractmethod
    def _type(self, ask: Typed) -> str:
        """Read a typed text as it is. Raises ``CommandTyped`` and ``HalfTyped``."""

    @abstractmethod
    def _choose(self, ask: One) -> int:
        """Read a choice; a fleeting one was not introduced yet. Raises ``CommandTyped`` and ``HalfTyped``."""

    @abstractmethod
    def _tick(self, ask: Some) -> list[int]:
        """Read some choices, of a right number. Raises ``CommandTyped`` and ``HalfTyped``."""

    @abstractmethod
    def _amend(self, text: str, hit: Hit) -> str:
        """Let the person change a text in which somebody may be recognised."""

    @abstractmethod
    def _taken(self, ask: Typed, value: str) -> None:
        """Show the accepted answer, as far as it does not stand there already."""

    # --- asking -----------------------------------------------------------------------------------------------------

    def _resumed(self, form: Form, before: Filled) -> tuple[Walk, str]:
        pending, self._pending = self._pending, None
        if pending and before and (pending.form, pending.partial) == (form, before):
            return pending.walk, pending.half
        self._left.clear()
        return Walk(form, before, self.dates), ""

    def _step(self, form: Form, walk: Walk, ask: Ask) -> None:
        try:
            walk.answer(self._asked(ask))
            if walk.ask is not None and self.progress is not None:
                self.progress(walk.partial())
        except CommandTyped as given:
            if not (given.command is Command.BACK and walk.back(given.half)):
                self._pending = _Pending(form, walk.partial(given.half), walk, given.half)
                raise CommandGiven(given.command, self._pending.partial) from None
        except KeyboardInterrupt as stopped:
            raise Interrupted(walk.partial(_half(stopped))) from None

    def _asked(self, ask: Ask) -> Answer:
        with closing_interrupts():
            self._introduce(ask)
            return self._answer(ask)

    def _introduce(self, ask: Ask) -> None:
        lines = [Line(Style.QUESTION, text) for text in wrap(ask.label, self._width())] if ask.label else []
        self._print([*lines, *self._hint(ask.hint)])

    def _hint(self, hint: str) -> list[Line]:
        return [Line(Style.HINT, text) for text in wrap(hint, self._width())] if hint else []

    def _answer(self, ask: Ask) -> Answer:
        match ask:
            case Typed():
                return self._read(ask)
            case One():
                return ask.options[self._choose(ask)]
            case Some():
                return [ask.options[index] for index in self._tick(ask)]

    def _read(self, ask: Typed) -> str:
        while True:
            text = self._scanned(ask, self._clean(ask, self._type(ask)))
            try:
                value = _value(ask, text)
            except Wrong as wrong:
                self._correct(str(wrong))
                ask = replace(ask, kept=text) if wrong.keep else replace(ask, kept="")
            else:
                self._taken(ask, value)
                return value

    def _correct(self, sentence: str) -> None:
        """What to do better at this question; it is of no use any more at the next one."""
        BaseWindow.say(self, sentence)

    def _clean(self, ask: Typed, typed: str) -> str:
        if lost_in_cleaning(typed) and not self._said_lost:
            self._said_lost = True
            self.say(_LOST)
        return literal(clean(typed) if ask.multiline else clean_line(typed))

    # --- the guard --------------------------------------------------------------------------------------------------

    def _scanned(self, ask: Typed, text: str) -> str:
        while ask.free and (hit := self._next_hit(text)):
            text = self._clean(ask, self._settled(text, hit))
        return text

    def _next_hit(self, text: str) -> Hit | None:
        hits = self.guard(text) if self.guard and text else ()
        return next((hit for hit in hits if _piece(text, hit) not in self._left), None)

    def _settled(self, text: str, hit: Hit) -> str:
        """The text after the person decided about one hit. A command here is one at the field, but for back."""
        try:
            choice = self._choose_about(text, hit)
        except CommandTyped as given:
            if given.command is not Command.BACK:
                raise CommandTyped(given.command, text) from None
            choice = _CHANGE
        except KeyboardInterrupt:
            raise HalfTyped(text) from None
        if choice == _CHANGE:
            return self._amend(text, hit)
        if choice == _LEAVE:
            self._left.add(_piece(text, hit))
            return text
        self._left.add(hit.role)
        return text[: hit.start] + hit.role + text[hit.end :]

    def _choose_about(self, text: str, hit: Hit) -> int:
        leave = "Laat staan" if hit.role.startswith("[") else "Laat staan, dit is geen inwoner"
        options = (f"Maak er {quoted(hit.role)} van", "Ik pas het zelf aan", leave)
        label = f"Hier staat misschien {hit.kind}: {quoted(_piece(text, hit))}."
        return self._choose(One(label=label, options=options, fleeting=True))


def _value(ask: Typed, text: str) -> str:
    if not text and ask.required:
        raise Wrong(EMPTY_LINE if ask.key == (_LINE,) else EMPTY)
    return ask.read(text) if text else ""


def _piece(text: str, hit: Hit) -> str:
    return text[hit.start : hit.end]


def _half(stopped: KeyboardInterrupt) -> str:
    return stopped.half if isinstance(stopped, HalfTyped) else ""


@contextmanager
def _alone() -> Iterator[None]:
    """Outside a form: what stops an ask, as workflows know it."""
    try:
        yield
    except CommandTyped as given:
        raise CommandGiven(given.command, {}) from None
    except KeyboardInterrupt:
        raise Interrupted from None


def distinct(options: Sequence[str]) -> tuple[str, ...]:
    """The options with a number behind those that are the same, so that each can be told apart."""
    names: list[str] = []
    for option in options:
        numbered = (f"{option} ({number})" for number in count(2))
        names.append(next(name for name in chain([option], numbered) if name not in names))
    return tuple(names)
