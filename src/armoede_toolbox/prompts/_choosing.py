"""What choosing one and choosing some of the options share: the option that opens a text of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from armoede_toolbox.prompts import _reading
from armoede_toolbox.prompts._counting import CountedPrompt
from armoede_toolbox.prompts.base import Flaw, PromptWithOptions, Summary, Totals, Value

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line


class ChoosingPrompt(CountedPrompt, PromptWithOptions):
    """A kind that is answered with options, or with a text of one's own where ``other`` opens one."""

    other: Line | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The option that opens a text is not one of the others."""
        yield from super().flaws()
        if self.other and _reading.match(self.other, self.listed or ()):
            yield Flaw("twice", "Deze tekst staat al bij opties. Houd er één.", "other")

    def countable(self, options: Sequence[str]) -> tuple[str, ...]:
        """The options, and everyone with a text of their own together."""
        return (*self.choices(options), *((self.other,) if self.other else ()))

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The distribution; people's own texts are counted together and shown below it."""
        known = self.countable(options)
        totals: Totals = {}
        own: list[str] = []
        for choice in (choice for value in values for choice in self.votes(value)):
            row = choice if choice in known or not self.other else self.other
            own += [choice] if row != choice else []
            totals[row] = totals.get(row, 0) + 1
        return Summary(self.chose, self.distribution(totals, options), tuple(own))
