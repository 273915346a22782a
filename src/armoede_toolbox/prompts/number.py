"""``getal``: a number, for instance an estimate or a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, Number
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Flaw, Prompt, Summary, Value
from armoede_toolbox.text import spell_number

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line, Whole

FIELD: Final = "getal"


class NumberPrompt(Prompt):
    """A question that people answer with a number."""

    word: ClassVar[str] = "getal"

    minimum: Whole | None = None
    maximum: Whole | None = None
    unit: Line | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The bounds leave room for an answer."""
        yield from super().flaws()
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            yield Flaw("range", f"Maak tot hoger dan {self.minimum}.", "maximum")

    def form(self, options: Sequence[str] = ()) -> Form:
        """One number."""
        return Form((Number(name=FIELD, minimum=self.minimum, maximum=self.maximum, unit=self.unit or ""),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The number; people may type the unit behind it."""
        given = _reading.part(filled, FIELD)
        return _reading.under(FIELD, lambda: _reading.number(given, self.minimum, self.maximum, self.unit or ""))

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """The number as people type it."""
        return {FIELD: _reading.written(value)}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The lowest, the one in the middle and the highest."""
        rows = (("laagste", min(values)), ("in het midden", median(values)), ("hoogste", max(values))) if values else ()
        return Summary("Onze getallen", rows, unit=self.unit or "")

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The number as people write it."""
        return () if value is None else (spell_number(value),)

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The number as people write it."""
        return spell_number(value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The number; words behind it are for people."""
        return _markdown.read_number(text)
