"""How far a group is in a trajectory: derived from the files of its meetings, in any order. Pure.

Nothing is kept about progress. Each file of a meeting says of which trajectory it is, which meeting it was, what was
done and how far it came. What does not fit together is named as a doubt and never guessed away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from armoede_toolbox.entry import JournalEntry, Question
from armoede_toolbox.entry.parts import BROKEN_OFF, NOT_REACHED
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.meeting import CHANGES, INDICATORS, QUESTION, SCORE, TASKS
from armoede_toolbox.exercises.trajectory import Part, Task, Trajectory
from armoede_toolbox.text import clean_line, counted, listed, quoted, spelled
from armoede_toolbox.vocabulary import FreeBlock


class Reached(StrEnum):
    """What became of a part of a meeting."""

    DONE = "gedaan"
    HALF = "niet af"
    NOT_REACHED = "niet aan toegekomen"
    LEFT_OUT = "niet gedaan"
    """It was not planned on that day, or left out on purpose."""
    LATER = "later gedaan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting as its file tells it."""

    session: str
    where: str
    started: datetime
    number: int | None
    title: str
    done: tuple[str, ...] = ()
    """The parts that were done, also half; by the id of the exercise or the word of the free block."""
    half: tuple[str, ...] = ()
    not_reached: tuple[str, ...] = ()
    question: str | None = None
    indicators: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    tasks: str | None = None
    """What became of the tasks in between."""
    next_on: date | None = None
    """When people see each other again, as the closing asked."""

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.started.date()


def held(entry: JournalEntry, where: str) -> Held:
    """What the file of a meeting says."""
    head, texts = entry.head, _Answers(entry)
    indicators = tuple(dict.fromkeys(filter(None, map(clean_line, texts.listed(INDICATORS)))))
    days = [agreement.look_back_on for agreement in entry.agreements if agreement.look_back_on]
    return Held(
        session=head.session,
        where=where,
        started=head.started,
        number=head.meeting,
        title=head.title,
        done=head.parts,
        half=_names(head.extra.get(BROKEN_OFF)),
        not_reached=_names(head.extra.get(NOT_REACHED)),
        question=texts.one(QUESTION),
        indicators=indicators,
        scores=_scores(texts, indicators),
        changes=tuple(texts.listed(CHANGES)),
        tasks=texts.one(TASKS),
        next_on=min(days, default=None),
    )


def _names(value: Any) -> tuple[str, ...]:
    """What people may have written in another way counts as it can be read."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else tuple(filter(None, [str(value or "")]))


class _Answers:
    """The answers to what a meeting asks itself; those that cannot be read are not there."""

    def __init__(self, entry: JournalEntry) -> None:
        self._questions: dict[str, Question] = {}
        for question in (question for step in entry.steps for question in step.questions):
            self._questions.setdefault(question.id, question)

    def value(self, key: str) -> Any:
        """The first answer."""
        question = self._questions.get(key)
        return next((one.value for one in question.contributions), None) if question else None

    def one(self, key: str) -> str | None:
        """A text."""
        value = self.value(key)
        return value if isinstance(value, str) and value else None

    def listed(self, key: str) -> list[str]:
        """Some texts."""
        value = self.value(key)
        return [str(item) for item in value] if isinstance(value, list) else []


def _scores(texts: _Answers, indicators: Sequence[str]) -> dict[str, float]:
    given = {name: texts.value(f"{SCORE}.{number}") for number, name in enumerate(indicators, start=1)}
    return {name: mark for name, mark in given.items() if isinstance(mark, int | float)}


# --- all meetings together ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """One group in one trajectory. The last round counts; a group may do a trajectory again."""

    trajectory: Trajectory
    rounds: tuple[tuple[Held, ...], ...] = ()
    """Each by time, the first one first."""

    @property
    def held(self) -> tuple[Held, ...]:
        """The meetings of this round."""
        return self.rounds[-1] if self.rounds else ()

    @property
    def total(self) -> int:
        """How many meetings there are."""
        return len(self.trajectory.meetings)

    @property
    def numbers(self) -> set[int]:
        """The meetings of this round that were held and are in the trajectory."""
        return {one.number for one in self.held if one.number and 1 <= one.number <= self.total}

    @property
    def next(self) -> int | None:
        """The meeting that comes now; ``None`` when the last one was held."""
        number = max(self.numbers, default=0) + 1
        return number if number <= self.total else None

    def of(self, number: int) -> Held | None:
        """A meeting as it was held last."""
        return next((one for one in reversed(self.held) if one.number == number), None)

    @property
    def last(self) -> Held | None:
        """The meeting that was held last, in time."""
        return self.held[-1] if self.held else None

    @property
    def question(self) -> str | None:
        """The learning question, as it was said last."""
        return next((one.question for one in reversed(self.held) if one.question), None)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The own indicators, as they were said last."""
        return next((one.indicators for one in reversed(self.held) if one.indicators), ())

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What was to be done after the meeting that was held last in the order of the trajectory."""
        number = max(self.numbers, default=0)
        return self.trajectory.meetings[number - 1].between if number else ()

    @property
    def next_on(self) -> date | None:
        """When people see each other again, as they said the last time."""
        return self.last.next_on if self.last else None

    def parts(self, number: int) -> list[tuple[Part, Reached]]:
        """The planned parts of a meeting that was held, with what became of them."""
        one = self.of(number)
        if one is None:
            return []
        done, missed, half = list(one.done), list(one.not_reached), list(one.half)
        later = {name for other in self.held if other.started > one.started for name in other.done}
        return [
            (part, _became(name_of(part), done, missed, half, later))
            for part in self.trajectory.meetings[number - 1].parts
        ]

    def extra(self, number: int) -> list[str]:
        """What was done in a meeting and is not in its plan."""
        one = self.of(number)
        names = list(one.done) if one else []
        for part in self.trajectory.meetings[number - 1].parts:
            if name_of(part) in names:
                names.remove(name_of(part))
        return names

    def doubts(self, exercises: Mapping[str, Exercise]) -> list[str]:
        """What does not fit together, in sentences."""
        return [*self._nameless(), *self._missing(), *self._twice(), *self._changed(exercises)]

    def _nameless(self) -> Iterator[str]:
        for one in self.held:
            if one.number is None or one.number < 1:
                yield f"In een bestand staat niet welke bijeenkomst het was: {one.where}"
            elif one.number > self.total:
                meetings = counted(self.total, "bijeenkomst", "bijeenkomsten")
                yield (
                    f"Op {spelled(one.day)} was er een bijeenkomst {one.number}. Deze reeks heeft nu {meetings}. "
                    "Misschien is de reeks veranderd."
                )

    def _missing(self) -> Iterator[str]:
        gone = [str(number) for number in range(1, max(self.numbers, default=0)) if number not in self.numbers]
        if gone:
            which = "bijeenkomst" if len(gone) == 1 else "bijeenkomsten"
            yield f"Van {which} {listed(gone)} is er geen bestand. Is die overgeslagen, of is het bestand weg?"

    def _twice(self) -> Iterator[str]:
        for number in sorted(self.numbers):
            days = [spelled(one.day) for one in self.held if one.number == number]
            if len(days) > 1:
                yield f"Bijeenkomst {number} is er {len(days)} keer: op {listed(days)}. De laatste telt."

    def _changed(self, exercises: Mapping[str, Exercise]) -> Iterator[str]:
        """A part of which the file knows nothing, while nobody said that it was left out."""
        for number in sorted(self.numbers):
            one = self.of(number)
            strange = [title_of(part, exercises) for part, how in self.parts(number) if how is Reached.LEFT_OUT]
            if one and strange and not one.changes:
                names = listed([quoted(name) for name in dict.fromkeys(strange)])
                yield f"Bij bijeenkomst {number} hoort nu ook {names}. Toen jullie die deden, stond dat er niet bij."


def name_of(part: Part) -> str:
    """How a part stands in the file of its meeting."""
    return part.exercise or str(part.block)


def title_of(part: Part, exercises: Mapping[str, Exercise]) -> str:
    """A part for people."""
    if part.exercise is None:
        return part.title or str(part.block)
    exercise = exercises.get(part.exercise)
    return exercise.title if exercise else part.exercise


def _became(name: str, done: list[str], missed: list[str], half: list[str], later: set[str]) -> Reached:
    """Takes what it finds, so that two blocks of one sort are not one."""
    if name in done:
        done.remove(name)
        return Reached.HALF if name in half else Reached.DONE
    found = name in missed
    if found:
        missed.remove(name)
    if name in later and name not in _WORDS:
        return Reached.LATER
    return Reached.NOT_REACHED if found else Reached.LEFT_OUT


_WORDS: Final = frozenset(block.value for block in FreeBlock)
"""A free block has no name of its own, so nobody can tell whether another one is the same."""


def fold(trajectory: Trajectory, meetings: Iterable[Held]) -> Progress:
    """The progress of one group. The order of the files makes no difference, nor does a file that is there twice."""
    by_session = {(one.session, one.number): one for one in sorted(meetings, key=lambda one: one.where)}
    rounds: list[list[Held]] = []
    for one in sorted(by_session.values(), key=_by_time):
        if not rounds or (one.number == 1 and _over(rounds[-1], len(trajectory.meetings))):
            rounds.append([])
        rounds[-1].append(one)
    return Progress(trajectory, tuple(map(tuple, rounds)))


def _by_time(one: Held) -> tuple[float, str, bool, int]:
    return one.started.timestamp(), one.session, one.number is None, one.number or 0


def _over(meetings: Sequence[Held], total: int) -> bool:
    return any((one.number or 0) >= total for one in meetings)
