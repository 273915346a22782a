"""Counting a room: one number per option, and the distribution that comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from armoede_toolbox import form
from armoede_toolbox.form import Filled, Form, FormError
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Prompt, Summary, Totals, Value
from armoede_toolbox.text import escape
from armoede_toolbox.vocabulary import Collecting

FIELD: Final = "tellen"
UNCOUNTED: Final = "Er is nog niets geteld. Typ de aantallen, of typ /pas."


class CountedPrompt(Prompt):
    """A kind of which a room can be counted."""

    collecting_default: ClassVar[Collecting] = Collecting.TALLY
    counts: ClassVar[bool] = True
    digits: ClassVar[bool] = False
    """Whether the options are whole numbers of one scale."""
    chose: ClassVar[str] = "Dit kozen we"

    def votes(self, value: Value) -> Mapping[str, int]:
        """What one value adds to the count."""
        return {str(value): 1}

    def countable(self, options: Sequence[str]) -> tuple[str, ...]:
        """What can be counted."""
        return self.choices(options)

    def limits(self, people: int) -> tuple[int, int | None]:
        """How much one option, and all of them together, can get from so many people."""
        return people, people

    def totals_form(self, options: Sequence[str] = ()) -> Form:
        """A number of people per option."""
        return Form((form.Totals(name=FIELD, options=self.countable(options), digits=self.digits),))

    def read_totals(self, filled: Filled, options: Sequence[str], people: int) -> Totals:
        """The count, with a zero where nobody chose an option."""
        given = _reading.part(filled, FIELD)
        totals = _reading.under(FIELD, lambda: read_count(given, self.countable(options), *self.limits(people)))
        if not any(totals.values()):
            raise FormError([(FIELD, UNCOUNTED)])
        return dict(totals)

    def fill_totals(self, totals: object, options: Sequence[str] = ()) -> Filled:
        """The count of an answers file."""
        return {FIELD: fill_count(totals, self.countable(options))}

    def people_in(self, totals: Totals) -> int:
        """Everyone chose once."""
        return sum(totals.values())

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The distribution, in the order of the options."""
        tally: Counter[str] = Counter()
        for value in values:
            tally.update(self.votes(value))
        return self.summarise_totals(dict(tally), options)

    def summarise_totals(self, totals: Totals, options: Sequence[str] = ()) -> Summary:
        """The distribution, in the order of the options."""
        return Summary(self.chose, self.distribution(totals, options))

    def distribution(self, totals: Totals, options: Sequence[str]) -> tuple[tuple[str, float], ...]:
        """A row per option, then what people wrote themselves."""
        return tuple((name, totals.get(name, 0)) for name in dict.fromkeys((*self.countable(options), *totals)))


def read_count(given: object, options: Sequence[str], each: int, together: int | None) -> dict[str, int]:
    """A number per option that people can have given. Raises ``FormError``."""
    found = _reading.wholes(_reading.by_option(given, options), minimum=0)
    most = max(found.values(), default=0)
    if most > each:
        raise FormError(f"Bij één optie staat nu {most}. Hier past hoogstens {each}. Tel nog eens na.")
    total = sum(found.values())
    if together is not None and total > together:
        raise FormError(f"Samen is het nu {total}. Hier past hoogstens {together}. Tel nog eens na.")
    return {option: found.get(option, 0) for option in options}


def fill_count(totals: object, options: Sequence[str]) -> dict[str, str]:
    """A count as typed, by option. Raises ``FormError``."""
    return {option: _reading.written(n) for option, n in _reading.by_option(totals, options).items()}


def mean(totals: Mapping[str, int]) -> float:
    """The mean of a count of whole numbers, on one decimal; there is at least one."""
    people = sum(totals.values())
    return round(sum(int(number) * n for number, n in totals.items()) / people, 1)


def totals_to_markdown(totals: Totals) -> str:
    """A count of any kind as Markdown that people like to read."""
    if any(isinstance(count, Mapping) for count in totals.values()):
        return _markdown.nested((escape(row), _markdown.amounts(count.items())) for row, count in totals.items())
    return _markdown.bullets(_markdown.amounts(totals.items()))


def totals_from_markdown(text: str) -> Totals:
    """The count back from its Markdown. Raises ``ValueError``."""
    points = _markdown.read_nested(text)
    if any(below for _, below in points):
        return {_markdown.plain(row): _markdown.read_amounts(count, minimum=0) for row, count in points}
    counts: dict[str, Any] = dict(_markdown.read_amounts((piece for piece, _ in points), minimum=0))
    return counts
