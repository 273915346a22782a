"""The parts of a journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from armoede_toolbox.prompts import Totals, Value
from armoede_toolbox.text import spelled
from armoede_toolbox.vocabulary import (
    EntryKind,
    Harvest,
    InReport,
    LearningNeed,
    Level,
    Mode,
    Outcome,
    Sharing,
    Variant,
    Who,
)

FROM_PAPER: Final = "van_papier"
"""The extra key of a session that was done on paper and typed in afterwards."""

BROKEN_OFF: Final = "deels"
"""The extra key of a meeting that names the part in which it was rounded off."""
NOT_REACHED: Final = "niet_bereikt"
"""The extra key of a meeting that names the parts to which it did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The front matter. ``extra`` holds unknown keys, which survive."""

    kind: EntryKind
    session: str
    exercise: str
    number: str
    title: str
    learning_need: LearningNeed
    themes: tuple[str, ...]
    mode: Mode
    variant: Variant
    started: datetime
    finished: datetime | None
    complete: bool
    sharing: Sharing
    toolbox: str
    team: str | None = None
    participants: int = 1
    keep_until: date | None = None
    trajectory: str | None = None
    meeting: int | None = None
    parts: tuple[str, ...] = ()
    """What was done in a meeting, in order: ids of exercises and words of free blocks."""
    look_back: str | None = None
    """The session id of the look-back with which this session opened; it is a file of its own."""
    belongs_to: str | None = None
    """In a signal that was marked later: the id of the session in which it was said."""
    format: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def from_paper(self) -> bool:
        """Whether it was typed in afterwards; then nobody knows when it was over."""
        return self.extra.get(FROM_PAPER) == "ja"

    @property
    def named(self) -> str:
        """The session as people call it: its title and its day."""
        return f"{self.title}, {spelled(self.started.date())}"

    @property
    def hours(self) -> str:
        """From when till when, for people. Paper that begins at midnight, and a file of answers, have no known time."""
        if self.finished is not None:
            began, ended = f"{self.started:%H:%M}", f"{self.finished:%H:%M}"
            return f"{began} – {ended}" if self.finished - self.started >= timedelta(minutes=1) else ""
        return "" if self.from_paper and self.started.time() == time() else f"begonnen om {self.started:%H:%M}"


class State(StrEnum):
    """What happened to a question. The value is the marker word of its program line."""

    ANSWERED = "bijdrage"
    COUNTED = "telling"
    SKIPPED = "overgeslagen"
    NOT_REACHED = "niet-bereikt"
    DISCUSSED = "besproken"
    NOT_KEPT = "niet-bewaard"
    """Answered, but the person chose to keep only the plan."""
    POINTER = "verwijzing"
    """The answer is an agreement and stands in the top section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One value for one prompt; never an author, at most a perspective.

    ``unreadable`` holds the raw Markdown when the kind cannot read it (then ``value`` is ``None``), ``line`` where.
    """

    value: Value
    perspective: str | None = None
    unreadable: str | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with what was answered. ``id`` is the key: ``prompt`` or, repeated for an item, ``prompt.2``."""

    id: str
    kind: str
    who: Who
    text: str
    state: State
    contributions: tuple[Contribution, ...] = ()
    totals: Totals | None = None
    harvest: Harvest | None = None
    """Its place in a report."""
    in_report: InReport | None = None
    """Whether it may leave the team; ``None`` in files that do not say so."""
    overview: tuple[str, ...] = field(default=(), compare=False)
    """Derived lines of plain text for people; never read back."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """A step of the session."""

    number: int
    title: str
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who does what. ``id`` is unique over all files: the session id with a running number."""

    id: str
    question: str
    what: str
    who: str | None = None
    organisation: str | None = None
    """Whose agreement it is where several organisations take part."""
    level: Level | None = None
    ready_on: date | None = None
    look_back_on: date | None = None
    resident_notices: str | None = None
    ticked: bool = False
    """A box that someone ticked by hand."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What policy or politics should know; marked on purpose, and meant to go out. Never with who said it.

    ``id`` is unique over all files: the session id with ``s`` and a running number. ``question`` is where it was said.
    """

    id: str
    question: str
    what: str
    addressee: str | None = None
    """For whom it is meant: a role or an organisation."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """What became of an agreement. ``what`` is its text, so that this can be read when its session is gone."""

    agreement: str
    what: str
    outcome: Outcome
    word: str | None = None
    """Why, or what was done otherwise."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something in a file that could not be understood; the line number counts from 1 in the whole file."""

    line: int
    reason: str
    agreed: bool = field(default=False, compare=False)
    """Whether an agreement, or what became of one, may be wrong because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One file of the journal."""

    head: Head
    agreements: tuple[Agreement, ...] = ()
    signals: tuple[Signal, ...] = ()
    look_backs: tuple[LookBack, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    notes: tuple[str, ...] = ()
    """The user's notes before the first section."""
    warnings: tuple[Warned, ...] = ()
