"""What became of the agreements: a pure fold over all entries of a root (DESIGN, chapter 7).

Nothing is stored about an agreement but the files themselves: that of its session, and those of look-backs. So files
may be copied, moved, renamed or gone; the order in which they are read makes no difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from armoede_toolbox.text import day_in, quoted, spelled
from armoede_toolbox.text import fold as fold_text
from armoede_toolbox.vocabulary import LearningNeed, Level, Mode, Outcome

if TYPE_CHECKING:
    from armoede_toolbox.entry import Agreement, LookBack

OPEN: Final = "open"
"""Nobody looked back on it yet."""
SETTLED: Final = frozenset({Outcome.DONE, Outcome.DONE_OTHERWISE, Outcome.LET_GO})
"""These are off the list; all others, stuck ones too, come back."""
OFFER_LETTING_GO: Final = 3
"""After so many times *loopt nog* letting go is offered."""
_DONE: Final = frozenset({Outcome.DONE, Outcome.DONE_OTHERWISE})


class Doubt(StrEnum):
    """Why an agreement counts as open although one file says that it is settled."""

    TICKED = "aangevinkt"
    """Its box was ticked by hand, and a look-back says otherwise."""
    COPIES = "kopieën"
    """Two copies of the last look-back say different things."""
    AT_ONCE = "tegelijk"
    """Two look-backs of the same minute say different things; nobody can tell which one was last."""


class About(Protocol):
    """What has to be known of the head of a file; ``entry.Head`` has it, and so has that of the index."""

    @property
    def session(self) -> str:
        """The id of the session."""

    @property
    def exercise(self) -> str:
        """The id of the exercise."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The exercises of a meeting."""

    @property
    def title(self) -> str:
        """The title of the exercise."""

    @property
    def learning_need(self) -> LearningNeed:
        """Why it was done."""

    @property
    def mode(self) -> Mode:
        """Who were in the room."""

    @property
    def team(self) -> str | None:
        """The name of the team."""

    @property
    def started(self) -> datetime:
        """When it began."""


class Told(Protocol):
    """What a file says about agreements; an ``entry.JournalEntry`` does."""

    @property
    def head(self) -> About:
        """Whose file it is."""

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """What was agreed."""

    @property
    def look_backs(self) -> tuple[LookBack, ...]:
        """What became of earlier agreements."""


class Source(NamedTuple):
    """An entry, and where it was found."""

    where: str
    entry: Told
    copy: bool = False
    """Whether the same session stands in another file too, and that one counts."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look-back on one agreement."""

    at: datetime
    session: str
    """The id of the look-back's file."""
    outcome: Outcome
    what: str
    word: str | None = None

    @property
    def day(self) -> date:
        """When people looked back."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStatus:
    """One agreement and what became of it. ``agreement`` is ``None`` when the file of its session is gone."""

    id: str
    agreement: Agreement | None
    head: About
    """Of its session; without that of its last look-back."""
    where: str
    """The file that it was read from."""
    history: tuple[Looked, ...] = ()
    """Every look-back, oldest first."""
    ticked: bool = False
    """Whether a box was ticked by hand, in any copy."""
    doubt: Doubt | None = None

    @property
    def outcome(self) -> Outcome | None:
        """What became of it; ``None`` when nobody looked back yet and its box is empty."""
        if self.history:
            return self.history[-1].outcome
        return Outcome.DONE if self.ticked else None

    @property
    def open(self) -> bool:
        """Whether it comes back at the next look-back."""
        return self.doubt is not None or self.outcome not in SETTLED

    @property
    def by_hand(self) -> bool:
        """Whether only a ticked box says that it is done."""
        return self.ticked and not self.history

    @property
    def status(self) -> str:
        """The word for it."""
        return self.outcome.value if self.outcome else OPEN

    @property
    def what(self) -> str:
        """Its text; when its session is gone that of the look-back."""
        return self.agreement.what if self.agreement else self.history[-1].what

    @property
    def who(self) -> str | None:
        """Who does it."""
        return self.agreement.who if self.agreement else None

    @property
    def organisation(self) -> str | None:
        """The organisation that it belongs to, where several take part."""
        return self.agreement.organisation if self.agreement else None

    @property
    def level(self) -> Level | None:
        """Its level, where several organisations take part."""
        return self.agreement.level if self.agreement else None

    @property
    def session(self) -> str:
        """The id of the session that made it."""
        return self.head.session if self.agreement else self.id.rpartition("-")[0]

    @property
    def made_on(self) -> date:
        """When it was made."""
        return self.head.started.date() if self.agreement else day_in(self.id) or self.history[0].day

    @property
    def touched_on(self) -> date:
        """When people last spoke about it."""
        return max([self.made_on, *(looked.day for looked in self.history)])

    @property
    def times_going_on(self) -> int:
        """On how many days a look-back said *loopt nog*; two copies, or two laptops at one table, are one time."""
        return len({looked.day for looked in self.history if looked.outcome is Outcome.GOING_ON})

    @property
    def why_doubted(self) -> str | None:
        """The doubt as a sentence."""
        if self.doubt is Doubt.TICKED and self.outcome:
            said = f"Bij het terugkijken op {spelled(self.history[-1].day)}: {self.outcome}."
            return f"Aangevinkt met de hand. {said} Daarom telt hij als open."
        which = {Doubt.COPIES: "Twee kopieën van de terugblik", Doubt.AT_ONCE: "Twee terugblikken van dezelfde minuut"}
        return f"{which[self.doubt]} zeggen iets anders. Daarom telt hij als open." if self.doubt in which else None


@dataclass(frozen=True, slots=True)
class Double:
    """An agreement that stands in more than one place; it counts once."""

    id: str
    what: str
    places: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For people."""
        return f"De afspraak {quoted(self.what)} staat er {len(self.places)} keer. We tellen hem één keer."


@dataclass(frozen=True, slots=True)
class Folded:
    """All agreements of a root, those that were made first in front."""

    statuses: tuple[AgreementStatus, ...] = ()
    doubles: tuple[Double, ...] = ()


class _Made(NamedTuple):
    where: str
    head: About
    agreement: Agreement


class _Seen(NamedTuple):
    where: str
    head: About
    looked: Looked


def fold(sources: Iterable[Source]) -> Folded:
    """The agreements in these entries. The order of the entries makes no difference."""
    made: dict[str, list[_Made]] = defaultdict(list)
    seen: dict[str, list[_Seen]] = defaultdict(list)
    for where, entry, _ in _in_order(sources):
        for agreement in entry.agreements:
            made[agreement.id].append(_Made(where, entry.head, agreement))
        for look_back in entry.look_backs:
            seen[look_back.agreement].append(_Seen(where, entry.head, _looked(entry.head, look_back)))
    statuses = [_status(key, made.get(key, []), seen.get(key, [])) for key in {*made, *seen}]
    doubles = (_double(key, found) for key, found in made.items() if len(found) > 1)
    return Folded(
        tuple(sorted(statuses, key=lambda one: (one.made_on, one.id))),
        tuple(sorted(doubles, key=lambda double: double.id)),
    )


def _in_order(sources: Iterable[Source]) -> list[Source]:
    """A copy comes behind the file that it was made from; where nobody knows which that is, it has the longer name."""
    found = list(sources)
    often = Counter(source.where for source in found)

    def order(one: Source) -> tuple[bool, int, str, str]:
        return one.copy, len(one.where), one.where, repr(one.entry) if often[one.where] > 1 else ""

    return sorted(found, key=order)


def _looked(head: About, look_back: LookBack) -> Looked:
    return Looked(head.started, head.session, look_back.outcome, look_back.what, look_back.word)


def _status(key: str, made: Sequence[_Made], seen: Sequence[_Seen]) -> AgreementStatus:
    history = _history(one.looked for one in seen)
    first = made[0] if made else None
    shown = first or max(seen, key=lambda one: _moment(one.looked))
    ticked = any(one.agreement.ticked for one in made)
    return AgreementStatus(
        id=key,
        agreement=first.agreement if first else None,
        head=shown.head,
        where=shown.where,
        history=history,
        ticked=ticked,
        doubt=_doubt(history, ticked),
    )


def _history(found: Iterable[Looked]) -> tuple[Looked, ...]:
    """Every look-back once, however many copies of its file there are."""
    return tuple(
        sorted(set(found), key=lambda looked: (*_moment(looked), looked.outcome, looked.what, looked.word or ""))
    )


def _moment(looked: Looked) -> tuple[float, str]:
    return looked.at.timestamp(), looked.session


def _minute(looked: Looked) -> int:
    return int(looked.at.timestamp() // 60)


def _doubt(history: Sequence[Looked], ticked: bool) -> Doubt | None:
    if not history:
        return None
    last = {looked.outcome for looked in history if _moment(looked) == _moment(history[-1])}
    if len(last) > 1:
        return Doubt.COPIES
    minute = _minute(history[-1])
    if any(looked.outcome is not history[-1].outcome for looked in history if _minute(looked) == minute):
        return Doubt.AT_ONCE
    return Doubt.TICKED if ticked and not last <= _DONE else None


def _double(key: str, found: Sequence[_Made]) -> Double:
    return Double(key, found[0].agreement.what, tuple(one.where for one in found))


# --- which ones -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which agreements; ``None`` is all of them."""

    only_open: bool = False
    need: LearningNeed | None = None
    since: date | None = None
    until: date | None = None
    level: Level | None = None
    organisation: str | None = None

    def fits(self, status: AgreementStatus) -> bool:
        """Whether this is one of them. The days are those on which agreements were made."""
        day = status.made_on
        in_time = (self.since or day) <= day <= (self.until or day)
        alike = self.need in (None, status.head.learning_need) and self.level in (None, status.level)
        return in_time and alike and self._of_organisation(status) and (status.open or not self.only_open)

    def _of_organisation(self, status: AgreementStatus) -> bool:
        return self.organisation is None or fold_text(self.organisation) == fold_text(status.organisation or "")


def listed_first(statuses: Iterable[AgreementStatus]) -> list[AgreementStatus]:
    """Open ones first, the longest open in front; then the others, the last one in front."""
    found = sorted(statuses, key=lambda one: (one.made_on, one.id))
    settled = [one for one in found if not one.open]
    return [*(one for one in found if one.open), *sorted(settled, key=lambda one: one.touched_on, reverse=True)]


def due(statuses: Iterable[AgreementStatus], today: date, mode: Mode | None = None) -> Iterator[AgreementStatus]:
    """Open ones to look back on today, the longest open first: not those that people spoke about today already."""
    for status in listed_first(statuses):
        if status.open and status.touched_on < today and mode in (None, status.head.mode):
            yield status


def to_json(status: AgreementStatus) -> dict[str, Any]:
    """An agreement with what became of it as plain data: Dutch keys, ISO dates, absent is null."""
    agreement = status.agreement
    return {
        "id": status.id,
        "wat": status.what,
        "wie": status.who,
        "organisatie": status.organisation,
        "niveau": status.level.value if status.level else None,
        "klaar_op": _iso(agreement.ready_on if agreement else None),
        "terugkijken_op": _iso(agreement.look_back_on if agreement else None),
        "inwoner_merkt": agreement.resident_notices if agreement else None,
        "stand": status.status,
        "open": status.open,
        "aangevinkt": status.ticked,
        "twijfel": status.why_doubted,
        "keer_loopt_nog": status.times_going_on,
        "gemaakt_op": status.made_on.isoformat(),
        "sessie": status.session,
        "oefening": status.head.exercise if agreement else None,
        "titel": status.head.title if agreement else None,
        "leerbehoefte": status.head.learning_need.value,
        "vorm": status.head.mode.value,
        "team": status.head.team,
        "terugblikken": [_looked_data(looked) for looked in status.history],
        "bestand": status.where,
    }


def _looked_data(looked: Looked) -> dict[str, Any]:
    return {
        "sessie": looked.session,
        "op": looked.day.isoformat(),
        "uitkomst": looked.outcome.value,
        "woord": looked.word,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
