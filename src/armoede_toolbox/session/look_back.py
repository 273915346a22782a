"""The look-back with which people open: the agreements that are due, and the file that comes of it. Pure.

A look-back is always a file of its own (DESIGN, chapter 7). One exercise looks back all through; it replaces the
look-back, so what was said there becomes that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from armoede_toolbox.agreements import AgreementStatus
from armoede_toolbox.entry import Head, JournalEntry, LookBack
from armoede_toolbox.session.events import FORMAT, Event, is_newer
from armoede_toolbox.signals import same
from armoede_toolbox.text import spelled
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Outcome, Sharing, Variant

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
        who = ", ".join(filter(None, (status.who, status.organisation))) or None
        return cls(id=status.id, what=status.what, made_on=status.made_on, need=need, who=who, times=times)

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


def named(text: str, due: Iterable[Due]) -> list[Due]:
    """The agreements that are meant by an id, or by their words: all of them when they read the same."""
    return [one for one in due if text.strip() == one.id or same(text) == same(one.what)]


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


# --- a look-back of its own -----------------------------------------------------------------------------------------

BEGIN: Final = "terugblik-begin"
"""The first event of a draft that is no session: a look-back from ``afspraken bijwerken``."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A look-back without a session, while people walk through their agreements."""

    session: str
    root: str
    team: str | None
    started: datetime
    toolbox: str
    due: tuple[Due, ...]
    ahead: int = 0
    """How many days ``--datum`` moved the clock."""
    looked: dict[str, LookBack] = field(default_factory=dict)
    until: datetime | None = None

    def event(self) -> Event:
        """The first event of its draft."""
        return {
            "wat": BEGIN,
            "formaat": FORMAT,
            "sessie": self.session,
            "map": self.root,
            "team": self.team,
            "om": self.started.isoformat(),
            "toolbox": self.toolbox,
            "afspraken": [due.to_event() for due in self.due],
            "verschoven": self.ahead,
        }

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Run:
        """From the first event. Raises ``KeyError`` or ``ValueError`` when it is damaged."""
        return cls(
            session=event["sessie"],
            root=event["map"],
            team=event.get("team"),
            started=datetime.fromisoformat(event["om"]),
            toolbox=event["toolbox"],
            due=tuple(map(Due.from_event, event["afspraken"])),
            ahead=int(event.get("verschoven") or 0),
        )

    def apply(self, event: Mapping[str, Any]) -> None:
        """Take in one event. Damaged or unknown events are skipped."""
        with suppress(KeyError, ValueError, TypeError):
            if event.get("wat") == "teruggeblikt":
                looked = read_looked(event)
                self.looked[looked.agreement] = looked
            elif event.get("wat") == "terugblik-klaar":
                self.until = self.until or datetime.fromisoformat(event["om"])

    def to_entry(self) -> JournalEntry:
        """The file of this look-back. There must be something in it."""
        looked = [(due, self.looked[due.id]) for due in self.due if due.id in self.looked]
        frame = Frame(
            session=self.session,
            started=self.started,
            finished=self.until,
            need=looked[0][0].need,
            mode=Mode.TEAM if self.team else Mode.SOLO,
            team=self.team,
            participants=1,
            toolbox=self.toolbox,
        )
        return to_entry(frame, [one for _, one in looked])


def read_looked(event: Mapping[str, Any]) -> LookBack:
    """What became of an agreement, from its event. Raises ``KeyError`` or ``ValueError`` when it is damaged."""
    outcome, word = Outcome(event["uitkomst"]), event.get("woord") or None
    return LookBack(agreement=str(event["afspraak"]), what=str(event["tekst"]), outcome=outcome, word=word)


def fold(events: Iterable[Mapping[str, Any]]) -> Run | None:
    """The look-back of a draft; ``None`` when the draft is that of a session, or its first event is damaged."""
    run: Run | None = None
    for event in events:
        if run is not None:
            run.apply(event)
        elif event.get("wat") == BEGIN and not is_newer(event):
            try:
                run = Run.of(event)
            except (KeyError, ValueError, TypeError):
                return None
    return run
