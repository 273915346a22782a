"""``meerkeuze``: some of the options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, SomeOf
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._choosing import ChoosingPrompt
from armoede_toolbox.prompts.base import Flaw, Totals, Value, limit_flaws
from armoede_toolbox.text import escape

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Whole

FIELD: Final = "keuzes"


class ChoicesPrompt(ChoosingPrompt):
    """A question that people answer with as many of the options as they like, within limits."""

    word: ClassVar[str] = "meerkeuze"

    at_least: Whole = 1
    at_most: Whole | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The limits leave room for an answer."""
        yield from super().flaws()
        available = None if self.listed is None or self.other else len(self.listed)
        yield from limit_flaws(self.at_least, self.at_most, available)

    def form(self, options: Sequence[str] = ()) -> Form:
        """Some of the options."""
        field = SomeOf(
            name=FIELD,
            options=self.choices(options),
            required=self.at_least > 0,
            at_least=self.at_least,
            at_most=self.at_most,
            other=self.other,
        )
        return Form((field,))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The options in their own order, then the person's own texts."""
        return _reading.under(FIELD, lambda: self._chosen(filled, self.choices(options)))

    def _chosen(self, filled: Filled, options: Sequence[str]) -> list[str]:
        given = _reading.lines(_reading.part(filled, FIELD))
        found = list(dict.fromkeys(_reading.chosen(item, options, self.other) for item in given))
        _reading.enough(found, self.at_least, self.at_most)
        return [option for option in options if option in found] + [own for own in found if own not in options]

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """A list of options is its own form."""
        return {FIELD: [_reading.written(item) for item in _reading.sequence(value)]}

    def votes(self, value: Value) -> Mapping[str, int]:
        """One for every option."""
        return dict.fromkeys(value, 1)

    def limits(self, people: int) -> tuple[int, int | None]:
        """Everyone may choose every option, or as many as the question says."""
        return people, None if self.at_most is None else people * self.at_most

    def people_in(self, totals: Totals) -> int:
        """At least as many as chose the same option, or as it takes to choose so many."""
        together = -(-sum(totals.values()) // self.at_most) if self.at_most else 0
        return int(max(together, *totals.values()))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """Every option that was chosen."""
        return tuple(value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """Bullets."""
        return _markdown.bullets(escape(item) for item in value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The bullets."""
        return [_markdown.plain(piece) for piece in _markdown.read_items(text)]
