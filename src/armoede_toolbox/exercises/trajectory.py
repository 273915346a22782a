"""A trajectory: several meetings of ordered parts, with tasks in between. A part is an exercise or a free block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StrictBool, StringConstraints

from armoede_toolbox.exercises.exercise import Exercise, Participants, Positive, SourceCode
from armoede_toolbox.model import Model, Slug, Words
from armoede_toolbox.vocabulary import Audience, FreeBlock, Mode, Variant

OPENING: Final = 1
CLOSING: Final = 1
"""Minutes; a meeting opens and closes once, however many exercises it has (DESIGN 4.6)."""
LEARNING: Final = 2
"""Minutes for the learning question and the own points, at the first meeting."""
SINCE: Final = 1
"""Minutes for what became of the tasks in between, at every other meeting."""
MARKS: Final = 1
"""Minutes for the marks of the own points, at every other meeting."""
LOOK_BACK: Final = 3
"""Minutes for at most three open agreements, one each."""
SLACK: Final = 10
"""Minutes of a meeting that may be left unplanned."""

TrajectoryNumber = Annotated[str, StringConstraints(pattern=r"^T\d{1,2}$")]


class Part(Model):
    """What happens in a meeting: an exercise in one version, or a free block.

    ``trajectory_checks`` says which keys go together. One model for both, so that the places of errors stay those of
    the file (no union).
    """

    exercise: Slug | None = None
    mode: Mode | None = None
    variant: Variant | None = None
    time: Positive | None = None
    """The minutes that the steps may take, in place of a variant."""
    block: FreeBlock | None = None
    title: Words | None = None
    minutes: Positive | None = None
    explanation: Words | None = None
    say: Words | None = None
    do: Words | None = None

    def version(self, exercise: Exercise) -> Variant | None:
        """The variant that is done; ``None`` when the exercise does not have it in this mode or time."""
        lengths = exercise.variants_in(self.mode) if self.mode in exercise.modes else {}
        if self.time is not None:
            fitting = [variant for variant, length in lengths.items() if length <= self.time]
            return fitting[-1] if fitting else None
        wanted = self.variant or Variant.NORMAL
        return wanted if wanted in lengths else None

    def lasts(self, exercises: Mapping[str, Exercise]) -> int | None:
        """Its minutes; of an exercise the steps only. ``None`` when the exercise or its version is not there."""
        if self.exercise is None:
            return self.minutes
        exercise = exercises.get(self.exercise)
        variant = self.version(exercise) if exercise else None
        return exercise.lasts(variant, self.mode) if exercise and variant and self.mode else None


class Task(Model):
    """Something to do before the next meeting."""

    who: Words
    what: Words


class Meeting(Model):
    """One meeting. ``look_back`` is 0 where a part looks back, or where there is nothing to look back on yet."""

    title: Words
    goal: Words | None = None
    minutes: Positive
    look_back: Annotated[int, Field(strict=True, ge=0, le=LOOK_BACK)] = LOOK_BACK
    parts: tuple[Part, ...] = Field(min_length=1)
    carry_over: tuple[Words, ...] = ()
    between: tuple[Task, ...] = ()


class Trajectory(Model):
    """Several meetings that build on each other, as the YAML file says it."""

    format: Literal[1]
    id: Slug
    number: TrajectoryNumber
    title: Words
    goal: Words
    background: Words
    audience: tuple[Audience, ...] = Field(min_length=1)
    modes: tuple[Mode, ...] = Field(min_length=1)
    participants: Participants
    learning_question: Words | None = None
    """What the group is asked at the very start; ``None`` when the trajectory brings its own question."""
    organisations: StrictBool = False
    """Whether several organisations take part; then each agreement is asked its organisation and level."""
    needed: tuple[Words, ...] = ()
    preparation: Words | None = None
    caution: Words | None = None
    meetings: tuple[Meeting, ...] = Field(min_length=2)
    sources: tuple[SourceCode, ...] = Field(min_length=1)
    author: Words | None = None
    organisation: Words | None = None
    licence: Words | None = None
    changed: Words | None = None
    based_on: Words | None = None


# --- the plan of a meeting ------------------------------------------------------------------------------------------


class Frame(StrEnum):
    """What every meeting has around its parts."""

    OPENING = "begin"
    LOOK_BACK = "terugblik"
    LEARNING = "leervraag"
    SINCE = "tussendoor"
    MARKS = "cijfers"
    CLOSING = "einde"
    SLACK = "speling"


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece of the clock: what happens, from which minute, for how long."""

    what: Frame | Part
    begin: int
    minutes: int


def plan(trajectory: Trajectory, number: int, exercises: Mapping[str, Exercise]) -> list[Slot]:
    """The clock plan of a meeting; what is left at the end is slack. A part that can't be timed takes no minutes."""
    meeting, first, learns = trajectory.meetings[number - 1], number == 1, bool(trajectory.learning_question)
    since = not first and (learns or bool(trajectory.meetings[number - 2].between))
    wanted: list[tuple[Frame | Part, int]] = [
        (Frame.OPENING, OPENING),
        (Frame.LOOK_BACK, meeting.look_back),
        (Frame.LEARNING, LEARNING if first and learns else 0),
        (Frame.SINCE, SINCE if since else 0),
        *((part, part.lasts(exercises) or 0) for part in meeting.parts),
        (Frame.MARKS, MARKS if learns and not first else 0),
        (Frame.CLOSING, CLOSING),
    ]
    wanted.append((Frame.SLACK, meeting.minutes - sum(minutes for _, minutes in wanted)))
    slots: list[Slot] = []
    now = 0
    for what, minutes in wanted:
        if minutes > 0 or isinstance(what, Part):
            slots.append(Slot(what, now, minutes))
            now += minutes
    return slots


def planned(trajectory: Trajectory, number: int, exercises: Mapping[str, Exercise]) -> int:
    """The minutes that a meeting needs, without slack."""
    return sum(slot.minutes for slot in plan(trajectory, number, exercises) if slot.what is not Frame.SLACK)
