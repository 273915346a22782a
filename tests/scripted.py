"""A window that reads its answers from a list: workflows under test walk the same forms, commands and guard.

An answer is what a person gives at one ask: a text, an option (its words or its index), a list of those, a ``Command``,
or ``Interrupted`` / ``HalfTyped("half a text")``. A mapping fills a whole form at once. A wait needs no answer, unless
the next one is a command or an interruption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from armoede_toolbox.form import Filled, Form
from armoede_toolbox.screens import Screen
from armoede_toolbox.terminal.asks import Ask, One, Some, Typed
from armoede_toolbox.terminal.base import BaseWindow
from armoede_toolbox.terminal.commands import CommandTyped, HalfTyped
from armoede_toolbox.terminal.drawing import Line
from armoede_toolbox.terminal.window import Command, Hit, Interrupted

WIDTH = 80


class ScriptWindow(BaseWindow):
    """Answers from a list; keeps what was shown, said and asked."""

    def __init__(self, answers: Iterable[Any] = (), **settings: Any) -> None:
        super().__init__(**settings)
        self.answers = list(answers)
        self.screens: list[Screen] = []
        self.hidden: list[Screen] = []
        """Screens that were shown aside."""
        self.lines: list[str] = []
        """Every line that was written, as the person saw it."""
        self.asked: list[Ask] = []
        self._aside = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join(self.lines)

    def show(self, screen: Screen) -> None:
        (self.hidden if self._aside else self.screens).append(screen)
        super().show(screen)

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        if self.answers and isinstance(self.answers[0], dict):
            return dict(self.answers.pop(0))
        return super().fill(form, before)

    def wait(self, sentence: str) -> None:
        if self.answers and _stops(self.answers[0]):
            super().wait(sentence)
        else:
            self.say(sentence)

    @contextmanager
    def aside(self) -> Iterator[None]:
        self._aside += 1
        try:
            yield
        finally:
            self._aside -= 1

    def _width(self) -> int:
        return WIDTH

    def _fresh(self) -> None:
        self.lines.append("")

    def _print(self, lines: Sequence[Line]) -> None:
        self.lines += [line.text for line in lines]

    def _next(self, ask: Ask) -> Any:
        self.asked.append(ask)
        assert self.answers, f"no answer left for {ask}\n{self.text}"
        answer = self.answers.pop(0)
        if isinstance(answer, Command):
            raise CommandTyped(answer)
        if _stops(answer):
            raise answer if isinstance(answer, HalfTyped) else HalfTyped
        return answer

    def _type(self, ask: Typed) -> str:
        answer = self._next(ask)
        assert isinstance(answer, str), f"a text is asked, not {answer!r}: {ask}"
        return answer or ask.kept or ask.before

    def _taken(self, ask: Typed, value: str) -> None:
        self.lines.append(f"> {ask.shown(value)}")

    def _choose(self, ask: One) -> int:
        return _index(self._next(ask), ask)

    def _tick(self, ask: Some) -> list[int]:
        return [_index(answer, ask) for answer in self._next(ask)]

    def _amend(self, text: str, hit: Hit) -> str:
        return self._type(Typed(kept=text))


def _stops(answer: Any) -> bool:
    return isinstance(answer, (Command, HalfTyped)) or answer is Interrupted


def _index(answer: Any, ask: One | Some) -> int:
    if isinstance(answer, int):
        return answer
    assert answer in ask.options, f"{answer!r} is not among {ask.options}"
    return ask.options.index(answer)
