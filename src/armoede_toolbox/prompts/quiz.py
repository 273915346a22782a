"""``quiz``: a guess, and how sure people are of it; the answer comes with its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Filled, Form, Number, OneOf
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._counting import CountedPrompt
from armoede_toolbox.prompts.base import Flaw, PromptWithOptions, Summary, Value
from armoede_toolbox.text import escape, spell_number

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import FactCode, Line, Words

ANSWER: Final = "antwoord"
CERTAINTY: Final = "zekerheid"
LEAST: Final = 1
MOST: Final = 5


class QuizPrompt(CountedPrompt, PromptWithOptions):
    """A question with one good answer. Guessing is the point: nobody is scored."""

    word: ClassVar[str] = "quiz"

    answer: Line
    fact: FactCode | None = None
    explanation: Words | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The answer is one of the options."""
        yield from super().flaws()
        if self.listed is None:
            yield Flaw("options", "Zet de opties van een quiz hier zelf neer.", "options")
        elif self.answer not in self.listed:
            yield Flaw("answer", "Neem als antwoord een van de opties, letterlijk zo geschreven.", "answer")

    def form(self, options: Sequence[str] = ()) -> Form:
        """A guess, and how sure."""
        guess = OneOf(name=ANSWER, options=self.choices(options))
        certainty = Number(
            name=CERTAINTY,
            label="Hoe zeker ben je?",
            required=False,
            minimum=LEAST,
            maximum=MOST,
            whole=True,
            labels={LEAST: "ik gok", MOST: "ik weet het zeker"},
            only_with=ANSWER,
        )
        return Form((guess, certainty))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The guess, and how sure when that was given."""
        given = _reading.mapping(filled)
        return _reading.gathered(
            {
                ANSWER: lambda: _reading.chosen(given.get(ANSWER), self.choices(options)),
                CERTAINTY: lambda: _reading.maybe_whole(given.get(CERTAINTY), LEAST, MOST),
            }
        )

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """The guess with its certainty; a bare guess will do."""
        given = value if isinstance(value, Mapping) else {ANSWER: value}
        return _reading.scalars(given, (ANSWER, CERTAINTY))

    def votes(self, value: Value) -> Mapping[str, int]:
        """The guess."""
        return {value[ANSWER]: 1}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The distribution, and how sure people are together."""
        certain = [value[CERTAINTY] for value in values if CERTAINTY in value]
        mean = spell_number(round(fmean(certain), 1)) if certain else ""
        texts = (f"Zo zeker zijn we: gemiddeld {mean} van {MOST}",) if mean else ()
        return replace(super().summarise(values, options), texts=texts)

    def after(self, facts: Mapping[str, str]) -> str | None:
        """The answer, the explanation, and the fact where it is known."""
        fact = facts.get(self.fact) if self.fact else None
        stop = "" if self.answer.endswith((".", "?", "…")) else "."
        return "\n\n".join(filter(None, (f"Het antwoord is: {self.answer}{stop}", self.explanation, fact)))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The guess."""
        return (value[ANSWER],) if value else ()

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The guess on the first line, how sure below it."""
        sure = f"\n\n{_markdown.labelled(CERTAINTY, f'{value[CERTAINTY]} van {MOST}')}" if CERTAINTY in value else ""
        return escape(value[ANSWER]) + sure

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The first line, and how sure when it stands below it."""
        guess, rest = _markdown.first_and_rest(text)
        if not rest.strip():
            return {ANSWER: guess}
        label, number = _markdown.read_labelled(rest.strip())
        if label != CERTAINTY:
            raise ValueError(f"Hier past alleen {CERTAINTY}.")
        return {ANSWER: guess, CERTAINTY: _markdown.read_whole(number, LEAST, MOST)}
