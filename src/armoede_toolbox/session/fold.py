"""The session as a pure fold over its events.

``fold(events)`` gives the same session as applying the events one by one while it runs. Events that are damaged,
unknown or out of place are skipped: a draft may have lost lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from armoede_toolbox.entry import LookBack
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.meeting import read as read_exercise
from armoede_toolbox.exercises.shared import Term
from armoede_toolbox.form import Filled
from armoede_toolbox.prompts import Totals, Value
from armoede_toolbox.session.earlier import Earlier
from armoede_toolbox.session.events import FORMAT, Event, Keep, SmallGroup, When, is_newer
from armoede_toolbox.session.look_back import EXERCISE, MOST, Due, read_looked
from armoede_toolbox.vocabulary import Collecting, Mode, Sharing, Variant

SHOWS_EARLIER: Final = frozenset({"eerder-woorden", "eerder-afspraken"})
"""The places that show what people wrote earlier."""
CLOSING_KEY: Final = ":einde"
"""Under this key the half-typed agreements of the closing are kept; no question can have it as its id."""


class View:
    """How the group looks along (DESIGN 4.1)."""

    SHARED: Final = "samen"
    PRIVATE: Final = "alleen"
    SECOND: Final = "zaalscherm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What is fixed when a session starts. The exercise travels along whole: a changed YAML file changes nothing."""

    session: str
    exercise: Exercise
    variant: Variant
    mode: Mode
    started: datetime
    toolbox: str
    root: str
    team: str | None = None
    participants: int = 1
    view: str = View.PRIVATE
    clock: bool = True
    agenda_minutes: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """The texts of the facts that the exercise cites."""
    terms: tuple[Term, ...] = ()
    """The words of the glossary that stand in the exercise, for ``/hulp``."""
    drawn: tuple[str, ...] = ()
    """The statements and cases of this session; the next one draws others."""
    look_back: str | None = None
    """The session id of the file for its look-back."""
    due: tuple[Due, ...] = ()
    """The open agreements to look back on."""
    levels: bool = False
    """Whether several organisations take part: then each agreement is asked its organisation and level.

    ``start --organisaties`` sets it through ``Wish.levels``; a trajectory of several organisations may do the same.
    """
    from_paper: bool = False
    """Whether it was done on paper and is typed in afterwards."""
    earlier: Earlier | None = None
    """What these people wrote earlier."""
    ahead: int = 0
    """How many days ``--datum`` moved the clock."""

    @property
    def looks_back(self) -> bool:
        """Whether a look-back comes with the session; the exercise that looks back replaces it."""
        return bool(self.due) and not self.exercise.contains(EXERCISE)

    @property
    def look_back_minutes(self) -> int:
        """The time of that look-back in the agenda."""
        return min(len(self.due), MOST) if self.looks_back else 0

    def event(self) -> Event:
        """The first event of a draft."""
        return {
            "wat": "begin",
            "formaat": FORMAT,
            "sessie": self.session,
            "oefening": self.exercise.to_file(),
            "variant": self.variant.value,
            "vorm": self.mode.value,
            "om": self.started.isoformat(),
            "toolbox": self.toolbox,
            "map": self.root,
            "team": self.team,
            "deelnemers": self.participants,
            "scherm": self.view,
            "klok": self.clock,
            "tijd": self.agenda_minutes,
            "feiten": dict(self.facts),
            "begrippen": [term.to_file() for term in self.terms],
            "getrokken": list(self.drawn),
            "terugblik": self.look_back,
            "afspraken": [due.to_event() for due in self.due],
            "niveaus": self.levels,
            "van papier": self.from_paper,
            "eerder": self.earlier.to_event() if self.earlier else None,
            "verschoven": self.ahead,
        }

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Setup:
        """The setup that a first event holds. Raises ``KeyError`` or ``ValueError`` when it is damaged."""
        return cls(
            session=event["sessie"],
            exercise=read_exercise(event["oefening"]),
            variant=Variant(event["variant"]),
            mode=Mode(event["vorm"]),
            started=datetime.fromisoformat(event["om"]),
            toolbox=event["toolbox"],
            root=event["map"],
            team=event.get("team"),
            participants=int(event.get("deelnemers") or 1),
            view=event.get("scherm", View.PRIVATE),
            clock=bool(event.get("klok", True)),
            agenda_minutes=event.get("tijd"),
            facts=event.get("feiten") or {},
            terms=tuple(Term.from_file(term) for term in event.get("begrippen") or ()),
            drawn=tuple(event.get("getrokken") or ()),
            look_back=event.get("terugblik"),
            due=tuple(map(Due.from_event, event.get("afspraken") or ())),
            levels=bool(event.get("niveaus")),
            from_paper=bool(event.get("van papier")),
            earlier=Earlier.from_event(event["eerder"]) if event.get("eerder") else None,
            ahead=int(event.get("verschoven") or 0),
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """One contribution as it came in."""

    value: Value
    perspective: str | None = None


@dataclass(slots=True)
class Given:
    """What came in for one question."""

    voices: dict[int, Voice] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    totals: Totals | None = None
    order: list[int] | None = None
    revealed: bool = False
    talked: bool = False
    collecting: Collecting | None = None
    half: dict[int, Filled] = field(default_factory=dict)

    def ordered(self) -> list[Voice]:
        """The contributions in the order of the reveal, or as they came in."""
        known = [slot for slot in self.order or () if slot in self.voices]
        return [self.voices[slot] for slot in (*known, *(s for s in sorted(self.voices) if s not in known))]

    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.voices and self.totals is None


@dataclass(slots=True)
class Session:
    """Where a session is, and all that was said."""

    setup: Setup
    given: dict[str, Given] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    reopened: set[str] = field(default_factory=set)
    """Places that somebody opened again on purpose; they are visited also after rounding off."""
    turns: dict[str, int] = field(default_factory=dict)
    """Finished hidden turns per place."""
    in_turn: int | None = None
    """The hidden turn that is under way, counted from 1."""
    here: str = ""
    since: datetime | None = None
    step_since: dict[int, datetime] = field(default_factory=dict)
    idle: timedelta = timedelta()
    """Time that does not count: pauses and interruptions."""
    paused_at: datetime | None = None
    last_time: datetime | None = None
    rounded_off: bool = False
    marks_too: bool = False
    """Whether a group that rounds off a meeting still has time to mark its own points."""
    small_group: SmallGroup | None = None
    looking_back: When | None = None
    looked: dict[str, LookBack] = field(default_factory=dict)
    """What became of earlier agreements, by their ids."""
    looked_until: datetime | None = None
    look_back_kept: bool = False
    case: str | None = None
    """The agreement that got stuck and is the case of today."""
    earlier_wanted: bool | None = None
    """Whether people want to see what they wrote earlier; ``None`` before they chose."""
    agreements: list[dict[str, Any]] | None = None
    signals: list[dict[str, Any]] | None = None
    """What was marked for policy or politics."""
    sharing: Sharing | None = None
    keep: Keep | None = None
    finished: datetime | None = None

    def of(self, key: str) -> Given:
        """What came in for a question so far."""
        return self.given.get(key) or Given()

    def apply(self, event: Mapping[str, Any]) -> None:
        """Take in one event. Damaged or unknown events are skipped."""
        handler = _HANDLERS.get(str(event.get("wat")))
        if handler is None:
            return
        try:
            handler(self, event)
        except (KeyError, ValueError, TypeError, AttributeError):
            return

    def active(self, now: datetime) -> timedelta:
        """Time since the start that counts."""
        until = self.paused_at or now
        return max(until - self.setup.started - self.idle, timedelta())


def fold(events: Iterable[Mapping[str, Any]]) -> Session | None:
    """The session of a draft; ``None`` when its first event is missing or damaged."""
    session: Session | None = None
    for event in events:
        if session is not None:
            session.apply(event)
        elif event.get("wat") == "begin":
            session = _begun(event)
    return session


def _begun(event: Mapping[str, Any]) -> Session | None:
    if is_newer(event):
        return None
    try:
        setup = Setup.of(event)
    except (KeyError, ValueError, TypeError):
        return None
    return Session(setup, last_time=setup.started)


# --- one handler per event ------------------------------------------------------------------------------------------


def _given(session: Session, event: Mapping[str, Any]) -> Given:
    return session.given.setdefault(str(event["vraag"]), Given())


def _time(session: Session, event: Mapping[str, Any]) -> datetime:
    session.last_time = datetime.fromisoformat(event["om"])
    return session.last_time


def _here(session: Session, event: Mapping[str, Any]) -> None:
    session.here = str(event["plek"])
    session.since = _time(session, event)
    session.in_turn = None
    kind, _, rest = session.here.partition(":")
    if kind == "stap":
        session.step_since.setdefault(int(rest), session.since - session.idle)


def _turn(session: Session, event: Mapping[str, Any]) -> None:
    session.here = str(event["plek"])
    session.in_turn = int(event["beurt"])


def _turn_over(session: Session, event: Mapping[str, Any]) -> None:
    place = str(event["plek"])
    session.turns[place] = max(session.turns.get(place, 0), int(event["beurt"]))
    session.in_turn = None


def _done(session: Session, event: Mapping[str, Any]) -> None:
    session.done.add(str(event["plek"]))
    session.reopened.discard(str(event["plek"]))
    session.in_turn = None


def _reopened(session: Session, event: Mapping[str, Any]) -> None:
    session.done.discard(str(event["plek"]))
    session.reopened.add(str(event["plek"]))


def _answered(session: Session, event: Mapping[str, Any]) -> None:
    given, slot = _given(session, event), int(event["slot"])
    given.voices[slot] = Voice(event["waarde"], event.get("perspectief"))
    given.passed.discard(slot)
    given.half.pop(slot, None)
    given.totals, given.talked = None, False


def _answered_by_all(session: Session, event: Mapping[str, Any]) -> None:
    given = _given(session, event)
    given.voices = {slot: Voice(value) for slot, value in enumerate(event["waarden"])}
    given.passed, given.half, given.totals, given.talked = set(), {}, None, False


def _passed(session: Session, event: Mapping[str, Any]) -> None:
    given, slot = _given(session, event), int(event["slot"])
    given.voices.pop(slot, None)
    given.half.pop(slot, None)
    given.passed.add(slot)
    given.totals = None


def _counted(session: Session, event: Mapping[str, Any]) -> None:
    given = _given(session, event)
    given.totals = dict(event["telling"])
    given.voices, given.half, given.talked = {}, {}, False


def _cleared(session: Session, event: Mapping[str, Any]) -> None:
    way = _given(session, event).collecting
    session.given[str(event["vraag"])] = Given(collecting=way)


def _collected_by(session: Session, event: Mapping[str, Any]) -> None:
    _given(session, event).collecting = Collecting(event["manier"])


def _half(session: Session, event: Mapping[str, Any]) -> None:
    _given(session, event).half[int(event["slot"])] = dict(event["velden"])


def _talked(session: Session, event: Mapping[str, Any]) -> None:
    session.given[str(event["vraag"])] = Given(talked=True)


def _ordered(session: Session, event: Mapping[str, Any]) -> None:
    _given(session, event).order = [int(slot) for slot in event["volgorde"]]


def _shown(session: Session, event: Mapping[str, Any]) -> None:
    _ordered(session, event)
    _given(session, event).revealed = True


def _small_group(session: Session, event: Mapping[str, Any]) -> None:
    session.small_group = SmallGroup(event["keuze"])


def _paused(session: Session, event: Mapping[str, Any]) -> None:
    session.paused_at = _time(session, event)


def _resumed(session: Session, event: Mapping[str, Any]) -> None:
    from_time = session.paused_at or session.last_time
    now = _time(session, event)
    if from_time is not None:
        session.idle += max(now - from_time, timedelta())
    session.paused_at = None


def _rounded_off(session: Session, event: Mapping[str, Any]) -> None:
    """To the closing from anywhere: what was opened again before keeps the answer that it has."""
    session.rounded_off, session.marks_too = True, bool(event.get("cijfers"))
    session.reopened.clear()


def _looking_back(session: Session, event: Mapping[str, Any]) -> None:
    session.looking_back = When(event["keuze"])


def _looked_back(session: Session, event: Mapping[str, Any]) -> None:
    looked = read_looked(event)
    session.looked[looked.agreement] = looked
    if session.case == looked.agreement:
        session.case = None


def _case(session: Session, event: Mapping[str, Any]) -> None:
    session.case = str(event["afspraak"])


def _look_back_over(session: Session, event: Mapping[str, Any]) -> None:
    session.looked_until = session.looked_until or datetime.fromisoformat(event["om"])


def _look_back_kept(session: Session, event: Mapping[str, Any]) -> None:
    del event
    session.look_back_kept = True


def _earlier(session: Session, event: Mapping[str, Any]) -> None:
    """Who chooses again sees it again."""
    session.earlier_wanted = bool(event["tonen"])
    session.done -= SHOWS_EARLIER


def _agreed(session: Session, event: Mapping[str, Any]) -> None:
    session.agreements = [dict(agreement) for agreement in event["waarde"]]
    session.given.pop(CLOSING_KEY, None)


def _signalled(session: Session, event: Mapping[str, Any]) -> None:
    texts = ("wat", "vraag", "voor_wie")
    session.signals = [{name: str(one[name]) for name in texts if one.get(name)} for one in event["waarde"]]


def _shared(session: Session, event: Mapping[str, Any]) -> None:
    session.sharing = Sharing(event["waarde"])


def _kept(session: Session, event: Mapping[str, Any]) -> None:
    session.keep = Keep(event["waarde"])


def _finished(session: Session, event: Mapping[str, Any]) -> None:
    session.finished = _time(session, event)


_HANDLERS: Final[dict[str, Callable[[Session, Mapping[str, Any]], None]]] = {
    "hier": _here,
    "beurt": _turn,
    "beurtklaar": _turn_over,
    "klaar": _done,
    "terug": _reopened,
    "antwoord": _answered,
    "antwoorden": _answered_by_all,
    "pas": _passed,
    "telling": _counted,
    "opnieuw": _cleared,
    "ophalen": _collected_by,
    "half": _half,
    "besproken": _talked,
    "volgorde": _ordered,
    "getoond": _shown,
    "kleine-groep": _small_group,
    "pauze": _paused,
    "verder": _resumed,
    "rondaf": _rounded_off,
    "terugblik-wanneer": _looking_back,
    "teruggeblikt": _looked_back,
    "casus": _case,
    "terugblik-klaar": _look_back_over,
    "terugblik-bewaard": _look_back_kept,
    "eerder": _earlier,
    "afspraken": _agreed,
    "signalen": _signalled,
    "delen": _shared,
    "bewaren": _kept,
    "afgerond": _finished,
}
