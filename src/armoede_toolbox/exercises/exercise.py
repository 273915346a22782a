"""The exercise: its steps, its variants, and what follows from them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

from armoede_toolbox.model import Model, Slug, Words
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.prompts.types import AnyPrompt
from armoede_toolbox.prompts.types import FactCode as FactCode
from armoede_toolbox.vocabulary import THEMES, Audience, Drawn, Ending, Guests, LearningNeed, Mode, Variant, Weight

Positive = Annotated[int, Field(strict=True, gt=0)]
Number = Annotated[str, StringConstraints(pattern=r"^LB[1-5]-\d{2}$")]
SourceCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*$")]


def _known_theme(theme: str) -> str:
    if theme not in THEMES:
        raise PydanticCustomError("theme_unknown", "onbekend thema", {"word": theme, "known": list(THEMES)})
    return theme


Theme = Annotated[str, AfterValidator(_known_theme)]


class Minutes(Model):
    """How long a step takes per variant; a variant without minutes does not have the step."""

    kort: Positive | None = None
    normaal: Positive | None = None
    lang: Positive | None = None

    def of(self, variant: Variant) -> int | None:
        """Minutes in this variant; ``None`` when the step is not in it."""
        minutes: int | None = getattr(self, variant.value)
        return minutes


def _spread(minutes: object) -> object:
    """One number stands for every variant."""
    if isinstance(minutes, int) and not isinstance(minutes, bool):
        return {variant.value: minutes for variant in Variant}
    return minutes


class Participants(Model):
    """How many people a team session is made for."""

    min: Positive
    max: Positive


class Facilitation(Model):
    """Sentences and advice for the facilitator; never on the room's screen."""

    sentences: tuple[Words, ...] = ()
    when_stuck: Words | None = None
    when_complaining: Words | None = None
    when_touched: Words | None = None


class Step(Model):
    """A part of an exercise that takes minutes; it holds zero or more prompts."""

    title: Words
    minutes: Annotated[Minutes, BeforeValidator(_spread)]
    modes: tuple[Mode, ...] | None = None
    explanation: Words | None = None
    say: Words | None = None
    do: Words | None = None
    swap: StrictBool = False
    draws: Drawn | None = None
    """A statement or case that is drawn anew when the team had this one before."""
    prompts: tuple[AnyPrompt, ...] = ()

    def lasts(self, variant: Variant, mode: Mode) -> int | None:
        """Minutes of this step, or ``None`` when this variant or mode does not have it."""
        if self.modes is not None and mode not in self.modes:
            return None
        return self.minutes.of(variant)

    def prompts_in(self, variant: Variant, mode: Mode) -> tuple[Prompt, ...]:
        """The prompts of this variant and mode, in order."""
        return tuple(
            prompt
            for prompt in self.prompts
            if (prompt.variants is None or variant in prompt.variants)
            and (prompt.modes is None or mode in prompt.modes)
        )


class Exercise(Model):
    """One reflection exercise, as its YAML file says it."""

    format: Literal[1]
    id: Slug
    number: Number
    title: Words
    goal: Words
    background: Words
    learning_need: LearningNeed
    themes: tuple[Theme, ...] = Field(min_length=1)
    audience: tuple[Audience, ...] = (Audience.PRACTICE,)
    modes: tuple[Mode, ...] = Field(min_length=1)
    participants: Participants
    weight: Weight
    guests: Guests = Guests.NO
    method: Words
    needed: tuple[Words, ...] = ()
    preparation: Words | None = None
    caution: Words | None = None
    facilitator: Facilitation = Facilitation()
    aftercare: Words | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
    ending: Ending = Ending.AGREEMENT
    ending_reason: Words | None = None
    facts: tuple[FactCode, ...] = ()
    sources: tuple[SourceCode, ...] = ()
    follow_up: tuple[Slug, ...] = ()
    author: Words | None = None
    organisation: Words | None = None
    licence: Words | None = None
    changed: Words | None = None
    based_on: Words | None = None

    def steps_in(self, variant: Variant, mode: Mode) -> tuple[Step, ...]:
        """The steps of this variant and mode, in order."""
        return tuple(step for step in self.steps if step.lasts(variant, mode) is not None)

    def lasts(self, variant: Variant, mode: Mode) -> int:
        """Minutes of a variant without opening, closing and look-back; 0 when the mode does not have it."""
        return sum(step.lasts(variant, mode) or 0 for step in self.steps)

    def variants_in(self, mode: Mode) -> dict[Variant, int]:
        """The variants of a mode with their minutes, shortest first."""
        lengths = {variant: self.lasts(variant, mode) for variant in Variant}
        return dict(sorted(((v, m) for v, m in lengths.items() if m), key=lambda pair: pair[1]))

    def contains(self, exercise: str) -> bool:
        """Whether this is that exercise, or a meeting with it."""
        return self.id == exercise

    def key(self, exercise: str, question: str) -> str:
        """How a question of that exercise is called here."""
        del exercise
        return question

    @property
    def label(self) -> str:
        """How people name it in short."""
        return self.number

    @property
    def stem(self) -> str:
        """How its papers are called."""
        return self.id

    def heading(self, index: int, step: Step) -> str:
        """The title of a step in the logbook; ``index`` counts the steps of its variant and mode."""
        del index
        return step.title

    def papers(self) -> tuple[str, ...]:
        """The commands that give the facilitator what the room does not see."""
        return (f"armoede draaiboek {self.label}",)

    def lead(self, step: int) -> str | None:
        """What stands above a step, besides its title."""
        del step
        return None

    def advice(self, step: int) -> tuple[str, ...]:
        """What else a facilitator may want to know in a step, for ``/hulp``."""
        del step
        return ()

    def before(self) -> tuple[str | None, ...]:
        """What to know before the first step."""
        ready = f"Leg klaar: {'; '.join(self.needed)}." if self.needed else None
        return self.preparation, ready, self.caution

    def marks_at(self, step: int) -> bool:
        """Whether people mark the own points of their trajectory in this step, at the end of a meeting."""
        del step
        return False

    def people(self, mode: Mode) -> tuple[int, int]:
        """The smallest and the largest group of a mode."""
        return {Mode.SOLO: (1, 1), Mode.PAIR: (2, 2)}.get(mode, (self.participants.min, self.participants.max))
