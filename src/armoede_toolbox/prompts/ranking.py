"""``rangorde``: every option, the first one first."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import ClassVar, Final

from armoede_toolbox.form import Filled, Form, FormError, Order
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import PromptWithOptions, Summary, Value
from armoede_toolbox.text import escape, listed, quoted
from armoede_toolbox.vocabulary import Collecting

FIELD: Final = "volgorde"


def summary_of(values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
    """The options by their mean place; also for who no longer has the question."""
    places: dict[str, list[int]] = {option: [] for option in options}
    for value in values:
        for place, option in enumerate(value, start=1):
            places.setdefault(option, []).append(place)
    means = [(option, round(fmean(of), 1)) for option, of in places.items() if of]
    return Summary("Onze volgorde, met de gemiddelde plek", tuple(sorted(means, key=lambda row: row[1])))


class RankingPrompt(PromptWithOptions):
    """A question that people answer by putting all options in order."""

    word: ClassVar[str] = "rangorde"
    collecting_default: ClassVar[Collecting] = Collecting.HAND_IN

    def form(self, options: Sequence[str] = ()) -> Form:
        """All options in order."""
        return Form((Order(name=FIELD, options=self.choices(options)),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """Every option once."""
        given = _reading.part(filled, FIELD)
        return _reading.under(FIELD, lambda: self._ordered(_reading.lines(given), self.choices(options)))

    def _ordered(self, given: list[str], options: tuple[str, ...]) -> list[str]:
        found = [_reading.chosen(item, options) for item in given]
        missing = [quoted(option) for option in options if option not in found]
        if missing or not found:
            raise FormError(f"Geef ook {listed(missing)} een plek." if found else _reading.EMPTY)
        if len(found) > len(options):
            raise FormError("Geef elke optie één plek. Een optie staat er nu vaker.")
        return found

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """A list of options is its own form."""
        return {FIELD: [_reading.written(item) for item in _reading.sequence(value)]}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The options by their mean place, which ranks as a Borda count does."""
        return summary_of(values, self.choices(options))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """Every option, in the order given."""
        return tuple(value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """A numbered list."""
        return _markdown.numbered(escape(option) for option in value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The order of the lines; their numbers are for people."""
        return [_markdown.plain(piece) for piece in _markdown.read_items(text)]
