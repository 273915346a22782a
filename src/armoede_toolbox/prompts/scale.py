"""``schaal``: a place on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from armoede_toolbox.form import Filled, Form, Number
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._counting import mean
from armoede_toolbox.prompts._scale import ScaledPrompt
from armoede_toolbox.prompts.base import Summary, Totals, Value
from armoede_toolbox.text import spell_number

FIELD: Final = "schaal"


class ScalePrompt(ScaledPrompt):
    """A question that people answer with a place on a scale."""

    word: ClassVar[str] = "schaal"

    def choices(self, options: Sequence[str]) -> tuple[str, ...]:
        """The numbers of the scale."""
        return self.numbers

    def form(self, options: Sequence[str] = ()) -> Form:
        """One number of the scale."""
        field = Number(name=FIELD, minimum=self.minimum, maximum=self.maximum, whole=True, labels=self.labels)
        return Form((field,))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """A whole number."""
        given = _reading.part(filled, FIELD)
        return _reading.under(FIELD, lambda: _reading.whole(given, self.minimum, self.maximum))

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """The number as people type it."""
        return {FIELD: _reading.written(value)}

    def summarise_totals(self, totals: Totals, options: Sequence[str] = ()) -> Summary:
        """The distribution over the scale, with its mean."""
        rows = tuple((self._named(number), n) for number, n in self.distribution(totals, options))
        average = f", gemiddeld {spell_number(mean(totals))}" if any(totals.values()) else ""
        return Summary(self.chose + average, rows)

    def _named(self, number: str) -> str:
        label = self.labels.get(int(number))
        return f"{number} ({label})" if label else number

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The number."""
        return str(value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The number; words behind it are for people."""
        return _markdown.read_whole(text)
