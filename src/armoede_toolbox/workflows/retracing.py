"""The questions before a session begins, with a way back: nothing is written yet, so nothing may get lost either.

The way back is a replay, as in a form: the questions run again with one answer less, and only what was not answered
yet is shown. So what asks may depend on earlier answers, and needs to know nothing of going back. It has to be asked
the same way again: what it changes in the house is put back first, and it may write nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Final, NamedTuple, TypeVar, cast

from armoede_toolbox.form import Filled, Form
from armoede_toolbox.screens import Screen
from armoede_toolbox.terminal.window import Command, CommandGiven, Window
from armoede_toolbox.workflows.house import House

T = TypeVar("T")

NOT_YET: Final = "Dat kan hier nog niet. Met /terug ga je één keuze terug. Met /stop stop je."


class _Given(NamedTuple):
    """A question with everything that was to be chosen from, and the answer."""

    question: object
    answer: object


class _Back(Exception):
    """``/terug``: one choice back."""


def retraced(house: House, window: Window, ask: Callable[[Window], T]) -> T:
    """What ``ask`` makes of the answers. ``/terug`` goes one choice back, also over more than one question.

    Raises ``CommandGiven`` for ``/stop``, and for ``/terug`` at the first question; ``Interrupted`` as a window does.
    """
    given: list[_Given] = []
    before: _Given | None = None
    founding, config = dict(house.founding), house.config
    while True:
        house.founding.clear()
        house.founding.update(founding)
        house.config = config
        try:
            return ask(_Retracing(window, given, before))
        except _Back:
            before = given.pop()


class _Retracing:
    """A window that gives the answers that are known, and asks the others."""

    def __init__(self, window: Window, given: list[_Given], before: _Given | None) -> None:
        self._window, self._given, self._before = window, given, before
        self._at = 0
        self._held: list[Callable[[], None]] = []
        self.plain, self.shared, self.clock = window.plain, window.shared, window.clock
        self.guard, self.progress, self.dates = window.guard, window.progress, window.dates

    # --- telling ----------------------------------------------------------------------------------------------------

    def show(self, screen: Screen) -> None:
        """Draw a screen, unless its question is answered."""
        self._tell(partial(self._window.show, screen))

    def say(self, *sentences: str) -> None:
        """A short message, unless the question behind it is answered."""
        self._tell(partial(self._window.say, *sentences))

    def _tell(self, tell: Callable[[], None]) -> None:
        if self._replays():
            self._held.append(tell)
        else:
            tell()

    def _replays(self) -> bool:
        return self._at < len(self._given)

    # --- asking -----------------------------------------------------------------------------------------------------

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        """Choose one; what was chosen before stands ready."""
        asked = (question, tuple(options))
        start = self._earlier(asked, default)
        return self._answer(asked, lambda: self._window.pick(question, options, default=start))

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        """One line; ``/pas`` leaves it empty where it may be."""
        begin = self._earlier(question, start)

        def ask() -> str:
            try:
                return self._window.line(question, start=begin, required=required)
            except CommandGiven as given:
                if given.command is Command.PASS and not required:
                    return ""
                raise

        return self._answer(question, ask)

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        """A whole form."""
        return self._answer(form, lambda: self._window.fill(form, before))

    def wait(self, sentence: str) -> None:
        """Wait for Enter; nobody has to do that twice."""
        if not self._replays():
            self._live(lambda: self._window.wait(sentence))

    def aside(self) -> AbstractContextManager[None]:
        """The place for hidden turns."""
        return self._window.aside()

    def _earlier(self, asked: object, default: T) -> T:
        """The answer that somebody went back from, at its question."""
        known = self._before
        if self._replays() or known is None or known.question != asked or not isinstance(known.answer, type(default)):
            return default
        return known.answer

    def _answer(self, asked: object, ask: Callable[[], T]) -> T:
        if self._replays():
            known = self._given[self._at]
            if known.question == asked:
                self._at += 1
                self._held.clear()
                return cast(T, known.answer)
            del self._given[self._at :]
        for tell in self._held:
            tell()
        self._held.clear()
        answer = self._live(ask)
        self._given.append(_Given(asked, answer))
        self._at += 1
        return answer

    def _live(self, ask: Callable[[], T]) -> T:
        while True:
            try:
                return ask()
            except CommandGiven as given:
                if given.command is Command.STOP or (given.command is Command.BACK and not self._given):
                    raise
                if given.command is Command.BACK:
                    raise _Back from None
                self._window.say(NOT_YET)
