"""The look-back with which people open: the agreements that are due, and the file that comes of it. Pure.

A look-back is always a file of its own (DESIGN, chapter 7). One exercise looks back all through; it replaces the
look-back, so what was said there becomes that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from armoede_toolbox.agreements import AgreementStatus
from armoede_toolbox.entry import Head, JournalEntry, LookBack
from armoede_toolbox.text import spelled
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant

NAME: Final = "terugblik"
"""What stands in the place of an exercise."""
MOST: Final = 3
"""So many agreements are looked back on at an opening, and so many minutes it takes at most (DESIGN 4.6)."""
EXERCISE: Final = "hoe-is-het-gegaan"
"""LB4-07, which looks back all through."""
MOST_IN_EXERCISE: Final = 5
WHICH: Final = "vorige-afspraken"
"""The question of that exercise in which the open agreements stand."""
HOW: Final = "stand"
"""Its question about each of them; the options are the words of ``Outcome``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An open agreement to look back on. It travels with the draft: changed files change nothing meanwhile."""

    id: str
    what: str
    made_on: date
    need: LearningNeed
    who: str | None = None
    times: int = 0
    """How often it was *loopt nog* before."""

    @classmethod
    def of(cls, status: AgreementStatus) -> Due:
        """What a look-back needs to know."""
        need, times = status.head.learning_need, status.times_going_on
        return cls(id=status.id, what=status.what, made_on=status.made_on, need=need, who=status.who, times=times)

    def to_event(self) -> dict[str, Any]:
        """As it stands in a draft."""
        return {
            "afspraak": self.id,
            "wat": self.what,
            "op": self.made_on.isoformat(),
            "leerbehoefte": self.need.value,
            "wie": self.who,
            "keer": self.times,
        }

    @classmethod
    def from_event(cls, data: Mapping[str, Any]) -> Due:
        """From a draft. Raises ``KeyError`` or ``ValueError`` when it is damaged."""
        return cls(
            id=data["afspraak"],
            what=data["wat"],
            made_on=date.fromisoformat(data["op"]),
            need=LearningNeed(data["leerbehoefte"]),
            who=data.get("wie"),
            times=int(data.get("keer") or 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who looked back, and when."""

    session: str
    started: datetime
    finished: datetime | None
    need: LearningNeed
    mode: Mode
    team: str | None
    participants: int
    toolbox: str


def to_entry(frame: Frame, looked: Iterable[LookBack]) -> JournalEntry:
    """The file of a look-back. Pure: the same look-backs always give the same file."""
    head = Head(
        kind=EntryKind.LOOK_BACK,
        session=frame.session,
        exercise=NAME,
        number="",
        title=f"Terugblik van {spelled(frame.started.date())}",
        learning_need=frame.need,
        themes=(),
        mode=frame.mode,
        variant=Variant.SHORT,
        started=frame.started,
        finished=frame.finished,
        complete=True,
        sharing=Sharing.AGREEMENTS,
        toolbox=frame.toolbox,
        team=frame.team,
        participants=frame.participants,
    )
    return JournalEntry(head=head, look_backs=tuple(looked))
