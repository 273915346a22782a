"""``als-dan``: an intention, tied to the moment when it is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, Text
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Prompt, Summary, Value
from armoede_toolbox.text import clean_line, escape, fold

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line

IF: Final = "als"
THEN: Final = "dan"
_CONNECTIVES: Final = frozenset({"als", "dan", "wanneer", "zodra"})
_FIRST_WORD: Final = re.compile(r"\W*(\w*)")


class IfThenPrompt(Prompt):
    """A plan: if this happens, then I do that. Values hold full sentences, with their beginnings."""

    word: ClassVar[str] = "als-dan"

    if_start: Line = "Als"
    then_start: Line = "dan"

    @property
    def _starts(self) -> dict[str, str]:
        return {IF: self.if_start.rstrip(" .…"), THEN: self.then_start.rstrip(" .…")}

    def form(self, options: Sequence[str] = ()) -> Form:
        """Two beginnings to complete."""
        return Form(tuple(Text(name=name, multiline=False, start=start) for name, start in self._starts.items()))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """Two sentences that each stand on their own."""
        given = _reading.mapping(filled)
        return _reading.gathered({name: partial(_read, start, given.get(name)) for name, start in self._starts.items()})

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """What completes the beginnings."""
        given = _reading.scalars(value, (IF, THEN))
        return {name: _completion(self._starts[name], clean_line(typed)) for name, typed in given.items()}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The plans in the order given."""
        return Summary("Dit nemen we ons voor", texts=tuple(map(_plan, values)))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The whole plan."""
        return (_plan(value),) if value else ()

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """Two lines that read as one sentence."""
        return f"{escape(value[IF])}\n{escape(value[THEN])}"

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The two lines."""
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) != 2:
            raise ValueError("Een plan heeft twee regels: als en dan.")
        return {IF: _markdown.plain(lines[0]), THEN: _markdown.plain(lines[1])}


def _read(start: str, given: object) -> str:
    return _sentence(start, _reading.required(given, "Maak de zin af, of typ /pas."))


def _sentence(start: str, typed: str) -> str:
    """The beginning with what completes it; what was typed alone, when it is a full sentence already."""
    return typed if _begun(start, typed) else f"{start} {typed}".strip()


def _begun(start: str, typed: str) -> bool:
    first = _first_word(typed)
    if first in _CONNECTIVES and first == _first_word(start):
        return True
    return re.match(rf"{re.escape(fold(start))}(?!\w)", fold(typed)) is not None


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(fold(text))
    return found[1] if found else ""


def _completion(start: str, sentence: str) -> str:
    """Without the beginning, wherever reading that gives the same sentence again."""
    rest = sentence.removeprefix(start).strip()
    return rest if rest and _sentence(start, rest) == sentence else sentence


def _plan(value: Mapping[str, str]) -> str:
    return f"{value[IF].rstrip(' ,.')}, {value[THEN]}"
