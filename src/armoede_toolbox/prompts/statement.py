"""``stelling``: a statement to agree with or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from armoede_toolbox.form import Filled, Form, OneOf, Text
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._counting import CountedPrompt
from armoede_toolbox.prompts.base import PromptWithOptions, Summary, Value
from armoede_toolbox.text import clean, escape, unescape
from armoede_toolbox.vocabulary import Reason

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Options

VERDICT: Final = "oordeel"
WHY: Final = "reden"


class StatementPrompt(CountedPrompt, PromptWithOptions):
    """A statement that people judge; the reason is spoken, unless the exercise wants it typed."""

    word: ClassVar[str] = "stelling"

    options: Options = ("eens", "hangt ervan af", "oneens")

    @property
    def _typed(self) -> bool:
        return self.reason is Reason.TYPED

    def form(self, options: Sequence[str] = ()) -> Form:
        """One of the options, and a reason where it is typed."""
        verdict = OneOf(name=VERDICT, options=self.choices(options))
        why = Text(name=WHY, label="Waarom?", required=False, only_with=VERDICT)
        return Form((verdict, why) if self._typed else (verdict,))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The verdict, and the reason when there is one."""
        given = _reading.mapping(filled)
        readers: dict[str, Callable[[], Any]] = {
            VERDICT: lambda: _reading.chosen(given.get(VERDICT), self.choices(options))
        }
        if self._typed:
            readers[WHY] = lambda: _reading.text(given.get(WHY))
        return _reading.gathered(readers)

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """The verdict with its reason; a bare verdict will do."""
        given = value if isinstance(value, Mapping) else {VERDICT: value}
        return _reading.scalars(given, (VERDICT, WHY) if self._typed else (VERDICT,))

    def votes(self, value: Value) -> Mapping[str, int]:
        """The verdict."""
        return {value[VERDICT]: 1}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The distribution, with the reasons that were typed."""
        reasons = tuple(value[WHY] for value in values if WHY in value)
        return replace(super().summarise(values, options), texts=reasons)

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The verdict."""
        return (value[VERDICT],) if value else ()

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The verdict on the first line, the reason as a paragraph below it."""
        return "\n\n".join(escape(value[name]) for name in (VERDICT, WHY) if name in value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The first line, and what stands below it."""
        verdict, rest = _markdown.first_and_rest(text)
        why = clean(unescape(rest))
        return {VERDICT: verdict} | ({WHY: why} if why else {})
