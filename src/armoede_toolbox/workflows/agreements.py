"""``afspraken lijst``: what teams agreed on and what became of it, open ones first. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from armoede_toolbox.agreements import (
    OFFER_LETTING_GO,
    AgreementStatus,
    Double,
    Folded,
    Source,
    Wanted,
    due,
    fold,
    listed_first,
    to_json,
)
from armoede_toolbox.choosing import Stuck
from armoede_toolbox.errors import Problem
from armoede_toolbox.storage import agreed, journal
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import Mode, Outcome
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    belongs,
    beside,
    file_data,
    fitting,
    missing,
    skipped_problems,
    written,
)
from armoede_toolbox.workflows.logbook import Filters, Root, roots_of

if TYPE_CHECKING:
    from armoede_toolbox.session.look_back import Due

HOW_TO_UPDATE: Final = "Terugkijken? Typ: armoede afspraken bijwerken"
ABOUT_PERSONAL: Final = "Afspraken van jou alleen zie je met --persoonlijk."
EVERYTHING: Final = Wanted()
_DAY_WIDTH: Final = len("22 september 2026")
_FEW_WORDS: Final = 9


# --- reading --------------------------------------------------------------------------------------------------------


class One(NamedTuple):
    """An agreement, and the root that it was found in."""

    root: Root
    status: AgreementStatus


@dataclass(frozen=True, slots=True)
class Ledger:
    """The agreements of some roots, and what does not take part."""

    found: tuple[One, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def statuses(self) -> list[AgreementStatus]:
        """Without their roots."""
        return [one.status for one in self.found]


def read(house: House, team: str | None = None, *, personal: bool = False, progress: Progress | None = None) -> Ledger:
    """The agreements of one team or of all; personal ones only when asked for. Damaged files are named."""
    found: dict[tuple[str, str], One] = {}
    left_out: list[Skipped] = []
    problems: list[Problem] = []
    for root in roots_of(house, Filters(team=team, personal=personal)):
        gone = missing(house, root.team, root.path) if root.team else None
        problems += [gone] if gone else []
        here = agreed.read(root.path, house.places.cache, progress)
        left_out += [*here.skipped, *here.doubts]
        problems += [*skipped_problems(here.skipped), *map(_doubt, here.doubts)]
        folded = _folded(house, root, here.sources)
        problems += _doubles(folded.doubles)
        for status in folded.statuses:
            found.setdefault((status.id, status.where), One(root, status))
    return Ledger(tuple(found.values()), tuple(dict.fromkeys(left_out)), tuple(dict.fromkeys(problems)))


def _doubt(one: Skipped) -> Problem:
    """A line about an agreement that cannot be understood; the rest of its file takes part."""
    where = f"{written(one.file)}, regel {one.line}"
    return Problem(one.reason, where, "Er is niets veranderd. Kijk in het bestand of de afspraak klopt.")


def _folded(house: House, root: Root, sources: Iterable[Source]) -> Folded:
    """Two teams may share a folder."""
    return fold(one for one in sources if root.team is None or belongs(house, root.team, one.entry.head.team))


def _doubles(doubles: Sequence[Double]) -> Iterator[Problem]:
    """A file that was copied is one message, however many agreements are in it."""
    by_places: dict[tuple[str, ...], list[Double]] = {}
    for one in doubles:
        by_places.setdefault(one.places, []).append(one)
    for places, found in by_places.items():
        many = f"Dezelfde {len(found)} afspraken staan er {len(places)} keer. We tellen ze één keer."
        yield _double(many if len(found) > 1 else found[0].sentence, places)


def _double(sentence: str, places: Sequence[str]) -> Problem:
    where = "\n      ".join(written(Path(place)) for place in dict.fromkeys(places))
    return Problem(sentence, where, "Er is niets veranderd. Wil je er een weghalen? Kijk eerst welke je houdt.")


def due_in(house: House, root: Root, mode: Mode) -> tuple[Due, ...]:
    """What people in this mode can look back on today, the longest open first. Damaged files change nothing."""
    from armoede_toolbox.session.look_back import Due

    return tuple(map(Due.of, due(statuses_in(house, root), house.today(), mode)))


def open_in(house: House, root: Root) -> tuple[Due, ...]:
    """Every open agreement, the longest open first."""
    from armoede_toolbox.session.look_back import Due

    return tuple(Due.of(status) for status in listed_first(statuses_in(house, root)) if status.open)


def statuses_in(house: House, root: Root, progress: Progress | None = None) -> Sequence[AgreementStatus]:
    """Of one root. Nothing personal goes to the cache unless somebody asks for it."""
    cache = house.places.cache if root.team else None
    return _folded(house, root, agreed.read(root.path, cache, progress).sources).statuses


def look_back_minutes(house: House, key: str, progress: Progress | None = None) -> int:
    """The time that the look-back of this team will take."""
    from armoede_toolbox.session.look_back import MOST

    root = Root(key, key, journal.team_root(house.places, house.config, key))
    return min(MOST, len(list(due(statuses_in(house, root, progress), house.today(), Mode.TEAM))))


def stuck_in(house: House, key: str) -> Stuck | None:
    """What this team gets no further with, the longest open first; what got stuck counts before what goes on and on."""
    from armoede_toolbox.session.earlier import clipped

    root = Root(key, key, journal.team_root(house.places, house.config, key))
    open_ones = [one for one in listed_first(statuses_in(house, root)) if one.open and one.head.mode is Mode.TEAM]
    for one in open_ones:
        if one.outcome is Outcome.STUCK:
            return Stuck(clipped(one.what, _FEW_WORDS))
    going_on = (one for one in open_ones if one.times_going_on >= OFFER_LETTING_GO)
    return next((Stuck(clipped(one.what, _FEW_WORDS), one.times_going_on) for one in going_on), None)


def count_open(house: House) -> int:
    """How many agreements of teams are open; those of the team of the settings where there is one."""
    return sum(status.open for status in read(house, team_of_settings(house)).statuses)


def team_of_settings(house: House) -> str | None:
    """The team that was chosen in the settings, if it is still there."""
    known = journal.known_teams(house.places, house.config)
    return house.config.team if house.config.team in known else None


# --- afspraken lijst ------------------------------------------------------------------------------------------------


def list_agreements(
    house: House,
    team: str | None = None,
    wanted: Wanted = EVERYTHING,
    *,
    personal: bool = False,
    progress: Progress | None = None,
) -> Agreements:
    """The agreements that fit, open ones first."""
    ledger = read(house, team, personal=personal, progress=progress)
    kept = [one for one in ledger.found if wanted.fits(one.status)]
    order = {status.id: n for n, status in enumerate(listed_first(one.status for one in kept))}
    ordered = tuple(sorted(kept, key=lambda one: order[one.status.id]))
    notices = () if personal or team else (ABOUT_PERSONAL,)
    return Agreements(ordered, wanted != EVERYTHING or team is not None, ledger.skipped, notices, ledger.problems)


@dataclass(frozen=True, slots=True)
class Agreements:
    """A list of agreements, for people and for scripts."""

    found: tuple[One, ...]
    filtered: bool = False
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def text(self, width: int = 80) -> str:
        """By team, open ones first."""
        room = fitting(width)
        if not self.found:
            empty = "Er is geen afspraak die hierbij past." if self.filtered else "Er zijn nog geen afspraken."
            return "\n".join(wrap(empty, room))
        parts = [self._of_root(root, room) for root in dict.fromkeys(one.root for one in self.found)]
        lines = [line for part in parts for line in (*part, "")]
        return "\n".join([*lines, *wrap(self._ending(), room)])

    def data(self) -> dict[str, Any]:
        """The list as JSON."""
        return {
            "formaat": FORMAT,
            "afspraken": [to_json(one.status) | {"bestand": written(Path(one.status.where))} for one in self.found],
            "overgeslagen": file_data(self.skipped),
        }

    def _of_root(self, root: Root, width: int) -> Iterator[str]:
        mine = [one.status for one in self.found if one.root == root]
        yield f"Team {mine[0].head.team}" if root.team and mine[0].head.team else root.name
        for title, wanted in (("Open", True), ("Niet meer open", False)):
            rows = [status for status in mine if status.open is wanted]
            yield from ("", f"  {title}") if rows else ()
            for status in rows:
                yield from _row(status, width)

    def _ending(self) -> str:
        if any(one.status.open for one in self.found):
            return HOW_TO_UPDATE
        return "Er staat niets meer open."


def _row(status: AgreementStatus, width: int) -> Iterator[str]:
    prefix = f"  {spelled(status.made_on):<{_DAY_WIDTH}}  "
    yield from beside(prefix, status.what, "" if status.status == "open" else status.status, width)
    for detail in _details(status):
        yield from wrap(detail, width, " " * len(prefix))


def _details(status: AgreementStatus) -> Iterator[str]:
    agreement = status.agreement
    if status.who:
        yield f"wie: {status.who}"
    if status.organisation:
        yield f"organisatie: {status.organisation}"
    if status.level:
        yield f"niveau: {status.level}"
    if agreement and agreement.look_back_on and status.open:
        yield f"terugkijken op {spelled(agreement.look_back_on)}"
    if status.by_hand:
        yield "gedaan, met de hand"
    if status.history:
        yield _looked(status)
    yield from [status.why_doubted] if status.why_doubted else []
    if agreement is None:
        yield "Het bestand van deze sessie is weg of doet niet mee. De afspraak komt uit de terugblik."


def _looked(status: AgreementStatus) -> str:
    last = status.history[-1]
    many = status.times_going_on if status.open else 0
    often = f" ({counted(many, 'keer', 'keer')} loopt nog)" if many > 1 else ""
    word = f": {last.word}" if last.word else ""
    return f"teruggekeken op {spelled(last.day)}{often}{word}"
