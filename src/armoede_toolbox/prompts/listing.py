"""``lijst``: short texts, one per line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, Lines
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Flaw, Prompt, Summary, Value, limit_flaws
from armoede_toolbox.text import escape

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Whole

FIELD: Final = "regels"


class ListPrompt(Prompt):
    """A question that people answer with a few short texts."""

    word: ClassVar[str] = "lijst"
    gathers: ClassVar[bool] = True

    at_least: Whole = 1
    at_most: Whole | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The limits leave room for an answer."""
        yield from super().flaws()
        yield from limit_flaws(self.at_least, self.at_most)

    def form(self, options: Sequence[str] = ()) -> Form:
        """Lines."""
        field = Lines(
            name=FIELD,
            hint="Eén per regel.",
            required=self.at_least > 0,
            at_least=self.at_least,
            at_most=self.at_most,
        )
        return Form((field,))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The lines that hold something."""
        return _reading.under(FIELD, lambda: self._lines(filled))

    def _lines(self, filled: Filled) -> list[str]:
        found = _reading.lines(_reading.part(filled, FIELD))
        _reading.enough(found, self.at_least, self.at_most)
        return found

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """A list is its own form."""
        return {FIELD: [_reading.written(item) for item in _reading.sequence(value)]}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """All lines in the order given."""
        return Summary("Dit schreven we", texts=tuple(item for value in values for item in value))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """Every line."""
        return tuple(value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """Bullets."""
        return _markdown.bullets(escape(item) for item in value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The bullets."""
        return [_markdown.plain(piece) for piece in _markdown.read_items(text)]
