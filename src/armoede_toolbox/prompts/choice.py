"""``keuze``: one of the options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from armoede_toolbox.form import Filled, Form, OneOf
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._choosing import ChoosingPrompt
from armoede_toolbox.prompts.base import Value
from armoede_toolbox.text import escape

FIELD: Final = "keuze"


class ChoicePrompt(ChoosingPrompt):
    """A question that people answer with one of the options."""

    word: ClassVar[str] = "keuze"

    def form(self, options: Sequence[str] = ()) -> Form:
        """One of the options."""
        return Form((OneOf(name=FIELD, options=self.choices(options), other=self.other),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The option, or the person's own text."""
        given = _reading.part(filled, FIELD)
        return _reading.under(FIELD, lambda: _reading.chosen(given, self.choices(options), self.other))

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """An option is its own form."""
        return {FIELD: _reading.written(value)}

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The option."""
        return escape(str(value))

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The option."""
        return _markdown.plain(text)
