"""``open``: free text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from armoede_toolbox.form import Filled, Form, FormError, Text
from armoede_toolbox.prompts import _reading
from armoede_toolbox.prompts.base import Prompt, Summary, Value
from armoede_toolbox.text import clean, escape, unescape

FIELD: Final = "tekst"


class OpenPrompt(Prompt):
    """A question that people answer in their own words."""

    word: ClassVar[str] = "open"

    def form(self, options: Sequence[str] = ()) -> Form:
        """One text of any length."""
        return Form((Text(name=FIELD),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The cleaned text."""
        text = _reading.text(_reading.part(filled, FIELD))
        if not text:
            raise FormError([(FIELD, _reading.EMPTY)])
        return text

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """A text is its own form."""
        return {FIELD: _reading.written(value)}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The texts in the order given."""
        return Summary("Dit schreven we", texts=tuple(str(value) for value in values))

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The text, escaped."""
        return escape(str(value))

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The text."""
        found = clean(unescape(text))
        if not found:
            raise ValueError("Hier staat niets.")
        return found
