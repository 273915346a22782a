"""``raster``: a place on one scale for every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import pstdev
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox import form
from armoede_toolbox.form import Filled, Form, FormError
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._counting import UNCOUNTED, fill_count, mean, read_count
from armoede_toolbox.prompts._scale import ScaledPrompt
from armoede_toolbox.prompts.base import Flaw, Summary, Totals, Value, list_flaws
from armoede_toolbox.text import quoted

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line

FIELD: Final = "raster"


class GridPrompt(ScaledPrompt):
    """A question that people answer with a number per row. A row may be passed."""

    word: ClassVar[str] = "raster"

    rows: tuple[Line, ...]

    def flaws(self) -> Iterator[Flaw]:
        """The rows differ."""
        yield from super().flaws()
        yield from list_flaws("rows", self.rows, at_least=1)

    def form(self, options: Sequence[str] = ()) -> Form:
        """A number per row."""
        grid = form.Grid(
            name=FIELD,
            required=False,
            rows=self.rows,
            minimum=self.minimum,
            maximum=self.maximum,
            labels=self.labels,
        )
        return Form((grid,))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The numbers of the rows that have one."""
        return _reading.under(FIELD, lambda: self._numbers(_reading.part(filled, FIELD)))

    def _numbers(self, given: object) -> dict[str, int]:
        found = _reading.wholes(_reading.by_option(given, self.rows), self.minimum, self.maximum)
        if not found:
            raise FormError(_reading.EMPTY)
        return found

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Numbers as typed, by row."""
        return {FIELD: fill_count(value, self.rows)}

    def totals_form(self, options: Sequence[str] = ()) -> Form:
        """A count per row."""
        return Form(
            tuple(
                form.Totals(name=row, label=row, options=self.numbers, digits=True, required=False) for row in self.rows
            )
        )

    def read_totals(self, filled: Filled, options: Sequence[str], people: int) -> Totals:
        """The counts of the rows that have one."""
        given = _reading.by_option(filled, self.rows).items()
        counts = _reading.gathered({row: partial(read_count, of, self.numbers, people, people) for row, of in given})
        if not any(any(count.values()) for count in counts.values()):
            raise FormError(UNCOUNTED)
        return {row: count for row, count in counts.items() if any(count.values())}

    def fill_totals(self, totals: object, options: Sequence[str] = ()) -> Filled:
        """The counts of an answers file, by row."""
        return {row: fill_count(of, self.numbers) for row, of in _reading.by_option(totals, self.rows).items()}

    def people_in(self, totals: Totals) -> int:
        """As many as filled in the row that most people filled in."""
        return max((sum(count.values()) for count in totals.values()), default=0)

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """As one count."""
        totals: dict[str, Counter[str]] = {}
        for row, number in (pair for value in values for pair in value.items()):
            totals.setdefault(row, Counter())[str(number)] += 1
        return self.summarise_totals(totals, options)

    def summarise_totals(self, totals: Totals, options: Sequence[str] = ()) -> Summary:
        """The mean per row, and from where to where; the row where people differ most is named in the title."""
        rows = {row: numbers for row in self._named(totals) if (numbers := _numbers(totals.get(row, {})))}
        widest = max(rows, key=lambda row: pstdev(rows[row]), default="")
        differ = bool(widest) and pstdev(rows[widest]) > 0
        title = f"{quoted(widest)}: hier kijken we het meest verschillend" if differ else "Dit vulden we in"
        means = tuple((row, mean(Counter(map(str, numbers)))) for row, numbers in rows.items())
        return Summary(title, means, tuple(_spread(row, numbers) for row, numbers in rows.items()))

    def _named(self, totals: Totals) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.rows, *totals)))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The rows that got a number."""
        return tuple(value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """One bullet per row."""
        return _markdown.bullets(_markdown.amounts(value.items()))

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The number per row; words behind it are for people."""
        return _markdown.read_amounts(_markdown.read_items(text))


def _numbers(count: Mapping[str, int]) -> list[int]:
    """Every person's number."""
    return sorted(int(number) for number, people in count.items() for _ in range(people))


def _spread(row: str, numbers: Sequence[int]) -> str:
    lowest, highest = numbers[0], numbers[-1]
    return f"{row}: allemaal {lowest}" if lowest == highest else f"{row}: van {lowest} tot {highest}"
