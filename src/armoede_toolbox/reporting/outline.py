"""What both papers start from: one exercise in one mode and variant, its plan in minutes, and how answers come in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from armoede_toolbox.exercises import Exercise, Step
from armoede_toolbox.exercises.shared import Fact
from armoede_toolbox.exercises.wording import answer_refs, fill_in
from armoede_toolbox.prompts import OptionsFrom, Prompt, PromptWithOptions
from armoede_toolbox.session.agenda import CLOSING_MINUTES, MOST_IN_ROUND, OPENING_MINUTES, agenda_minutes
from armoede_toolbox.vocabulary import Collecting, Mode, Variant, Who

BLANK: Final = "…………"
"""Stands for an answer that paper does not know."""
CITED: Final = re.compile(r"\s*\[[A-Z][A-Z0-9]*(?:, ?[A-Z][A-Z0-9]*)*\]")
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the meeting with its clock times; ``step`` is ``None`` for the opening, the closing and spare time."""

    title: str
    start: str
    end: str
    minutes: int
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One exercise as it will run on paper."""

    exercise: Exercise
    mode: Mode
    variant: Variant
    minutes: int | None = None
    """The time in the agenda, when it was asked for."""
    begin: time | None = None
    people: int | None = None
    contact: str | None = None
    """Who to talk to after a heavy exercise."""
    facts: tuple[Fact, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    """Titles of sources by their codes."""
    code: str | None = None
    """What to type at ``start --code``."""
    day: date | None = None
    team: str | None = None
    year: int | None = None
    """This year, to say which facts are old; ``None`` says nothing about that."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this mode and variant."""
        return self.exercise.steps_in(self.variant, self.mode)

    def prompts(self, step: Step) -> tuple[Prompt, ...]:
        """The questions of a step."""
        return step.prompts_in(self.variant, self.mode)

    @property
    def total(self) -> int:
        """Minutes in the agenda: what was asked, or what it takes."""
        return max(self.minutes or 0, self._needed)

    @property
    def _needed(self) -> int:
        return agenda_minutes(self.exercise.lasts(self.variant, self.mode))

    @property
    def most(self) -> int:
        """How many people get paper."""
        return self.people or self.exercise.people(self.mode)[1]

    def slots(self) -> tuple[Slot, ...]:
        """The opening, the steps, time to spare, and the closing."""
        passed, found = 0, []
        for title, minutes, step in self._parts():
            found.append(Slot(title, self._clock(passed), self._clock(passed + minutes), minutes, step))
            passed += minutes
        return tuple(found)

    def _parts(self) -> Iterator[tuple[str, int, Step | None]]:
        yield "Begin", OPENING_MINUTES, None
        for step in self.steps:
            yield step.title, step.lasts(self.variant, self.mode) or 0, step
        if self.total > self._needed:
            yield "Ruimte om uit te lopen", self.total - self._needed, None
        yield "Afronden", CLOSING_MINUTES, None

    def _clock(self, passed: int) -> str:
        if self.begin is None:
            return f"{passed // 60}:{passed % 60:02}"
        hours, minutes = divmod((self.begin.hour * 60 + self.begin.minute + passed) % _DAY, 60)
        return f"{hours:02}:{minutes:02}"

    @property
    def end(self) -> str:
        """When it is over."""
        return self._clock(self.total)

    def prompt(self, prompt_id: str) -> Prompt | None:
        """A question of the exercise by its id."""
        every = (prompt for step in self.exercise.steps for prompt in step.prompts)
        return next((prompt for prompt in every if prompt.id == prompt_id), None)

    def words(self, text: str, step: Step) -> str:
        """A text as paper has it: the minutes filled in, a blank for every answer, no codes of sources."""
        filled = fill_in(text, {reference: [BLANK] for reference in answer_refs(text)}, step.minutes.of(self.variant))
        return CITED.sub("", filled.replace(f"{BLANK}.", BLANK))


def many(mode: Mode, prompt: Prompt) -> bool:
    """Whether a question takes several contributions in this mode."""
    if mode is Mode.TEAM:
        return prompt.who in (Who.EACH, Who.PAIRS)
    return mode is Mode.PAIR and prompt.who is Who.EACH


def way_of(outline: Outline, prompt: Prompt) -> Collecting:
    """How contributions come in. Paper goes to the whole group, so the keyboard goes round only where all may."""
    if outline.mode is Mode.PAIR:
        return Collecting.ROUND
    if prompt.collecting is Collecting.ROUND and outline.most > MOST_IN_ROUND:
        return prompt.collecting_default
    return prompt.collecting or prompt.collecting_default


def options_from(prompt: Prompt) -> OptionsFrom | None:
    """Where the options come from, when that is an earlier answer."""
    if isinstance(prompt, PromptWithOptions) and isinstance(prompt.options, OptionsFrom):
        return prompt.options
    return None
