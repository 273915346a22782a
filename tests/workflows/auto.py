"""A window that answers by itself: for walks through every exercise, with interruptions at chosen moments."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from armoede_toolbox import form as f
from armoede_toolbox.dates import Dates
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.screens import Screen
from armoede_toolbox.terminal.window import Command, CommandGiven, Guard, Interrupted, Progress

PIECES = (
    "een gewoon antwoord",
    "# kop",
    "---",
    "> citaat",
    "| a | b",
    "- [ ] taak",
    "<!-- at:bijdrage x -->",
    "👩‍👩‍👧",
    "שלום",
    "a\\b",
)


class AutoWindow:
    """Picks and fills at random. ``stop_at`` interrupts the n-th interaction; ``commands`` gives commands at random."""

    def __init__(self, chance: random.Random, *, stop_at: int | None = None, commands: Sequence[Command] = ()) -> None:
        self.plain = True
        self.shared = False
        self.clock: Callable[[], str] | None = None
        self.guard: Guard | None = None
        self.progress: Progress | None = None
        self.dates: Dates | None = None
        self.chance = chance
        self.stop_at = stop_at
        self.commands = commands
        self.asked = 0
        self.hidden = 0
        self.form: Form | None = None
        self.again = 0
        self.screens: list[tuple[bool, Screen]] = []
        """Every screen with whether it was drawn in the alternate screen."""
        self.said: list[str] = []

    def _interaction(self) -> None:
        self.asked += 1
        assert self.asked < 5000, "the session does not end"
        if self.stop_at is not None and self.asked == self.stop_at:
            raise Interrupted({})
        if self.commands and self.chance.random() < 0.2:
            raise CommandGiven(self.chance.choice(list(self.commands)), {})

    def show(self, screen: Screen) -> None:
        self.screens.append((self.hidden > 0, screen))

    def say(self, *sentences: str) -> None:
        self.said.extend(sentences)

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        self._interaction()
        if question.startswith(("Stoppen.", "Even rust", "Alles van deze keer")):
            return len(options) - 1 if question.startswith("Stoppen.") else 0
        if question == "Klopt het zo?":
            return 0
        return self.chance.randrange(len(options))

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        self._interaction()
        return self.text().split("\n")[0] or "x"

    def wait(self, sentence: str) -> None:
        self._interaction()

    @contextmanager
    def aside(self) -> Iterator[None]:
        self.hidden += 1
        try:
            yield
        finally:
            self.hidden -= 1

    def text(self) -> str:
        return " ".join(self.chance.choice(PIECES) for _ in range(self.chance.randint(1, 3)))

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        self._interaction()
        self.again = self.again + 1 if form == self.form else 0
        self.form = form
        if self.again > 10:
            raise CommandGiven(Command.PASS, {})
        return self.filled(form)

    def filled(self, form: Form) -> Filled:
        return {field.name: self._field(field) for field in form.fields}

    def _field(self, field: f.Field) -> Any:
        return _FILL[type(field)](self, field)

    def _numbers(self, field: f.Number) -> str:
        low = field.minimum if field.minimum is not None else 0
        high = field.maximum if field.maximum is not None else low + 9
        return str(self.chance.randint(low, high))

    def _points(self, field: f.Points) -> dict[str, str]:
        given = dict.fromkeys(field.options, 0)
        for _ in range(field.total):
            given[self.chance.choice(field.options)] += 1
        return {option: str(number) for option, number in given.items()}

    def _some(self, field: f.SomeOf) -> list[str]:
        most = min(field.at_most or len(field.options), len(field.options))
        return self.chance.sample(field.options, self.chance.randint(min(max(field.at_least, 1), most), most))

    def _lines(self, field: f.Lines) -> list[str]:
        most = field.at_most or max(3, field.at_least)
        return [self.text() for _ in range(self.chance.randint(max(1, field.at_least), max(1, most)))]

    def _group(self, field: f.Group) -> list[Filled]:
        number = self.chance.randint(field.at_least, min(field.at_most or 3, 3))
        return [self.filled(Form(field.fields)) for _ in range(number)]


_FILL: dict[type[f.Field], Callable[[AutoWindow, Any], Any]] = {
    f.Text: lambda w, field: w.text(),
    f.Lines: AutoWindow._lines,
    f.Number: AutoWindow._numbers,
    f.OneOf: lambda w, field: w.chance.choice(field.options),
    f.SomeOf: AutoWindow._some,
    f.Order: lambda w, field: w.chance.sample(field.options, len(field.options)),
    f.Points: AutoWindow._points,
    f.Boxes: lambda w, field: {box: [w.text()] for box in field.boxes},
    f.Grid: lambda w, field: {row: str(w.chance.randint(field.minimum, field.maximum)) for row in field.rows},
    f.Date: lambda w, field: "2026-12-01",
    f.Group: AutoWindow._group,
    f.Totals: lambda w, field: {option: str(int(index == 0)) for index, option in enumerate(field.options)},
}
