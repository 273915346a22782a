"""``stippen``: points to divide over the options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, FormError, Points
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._counting import CountedPrompt, fill_count
from armoede_toolbox.prompts.base import Flaw, PromptWithOptions, Summary, Totals, Value
from armoede_toolbox.text import counted

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Whole

FIELD: Final = "stippen"


class DotsPrompt(CountedPrompt, PromptWithOptions):
    """A question that people answer by dividing points over the options."""

    word: ClassVar[str] = "stippen"
    chose: ClassVar[str] = "Hier kwamen de stippen"

    points: Whole

    def flaws(self) -> Iterator[Flaw]:
        """There is something to divide."""
        yield from super().flaws()
        if self.points < 1:
            yield Flaw("range", "Geef minstens 1 punt om te verdelen.", "points")

    def form(self, options: Sequence[str] = ()) -> Form:
        """Points per option."""
        hint = f"Verdeel {counted(self.points, 'punt', 'punten')}."
        return Form((Points(name=FIELD, hint=hint, options=self.choices(options), total=self.points),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The points of the options that got any."""
        given = _reading.part(filled, FIELD)
        return _reading.under(FIELD, lambda: self._divided(given, self.choices(options)))

    def _divided(self, given: object, options: tuple[str, ...]) -> dict[str, int]:
        found = _reading.wholes(_reading.by_option(given, options), 0, self.points)
        total = sum(found.values())
        if total != self.points:
            task = counted(self.points, "punt", "punten")
            raise FormError(f"Verdeel precies {task}. Nu is het samen {total}.")
        return {option: points for option, points in found.items() if points}

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Points as typed, by option."""
        return {FIELD: fill_count(value, self.choices(options))}

    def votes(self, value: Value) -> Mapping[str, int]:
        """The points."""
        return dict(value)

    def limits(self, people: int) -> tuple[int, int | None]:
        """All points of everyone may come together on one option."""
        return people * self.points, people * self.points

    def people_in(self, totals: Totals) -> int:
        """At least as many people as it takes to give so many points."""
        return -(-sum(totals.values()) // self.points)

    def summarise_totals(self, totals: Totals, options: Sequence[str] = ()) -> Summary:
        """The sums, most points first."""
        rows = sorted(self.distribution(totals, options), key=lambda row: -row[1])
        return Summary(self.chose, tuple(rows))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The options that got points, most points first."""
        return tuple(sorted(value or {}, key=lambda option: -value[option]))

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """One bullet per option that got points."""
        return _markdown.bullets(_markdown.amounts(value.items()))

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The points per option; words behind a number are for people."""
        return _markdown.read_amounts(_markdown.read_items(text), minimum=0)
