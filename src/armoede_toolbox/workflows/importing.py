"""``logboek haal-binnen``: take in the files of another laptop. Each is checked first, and goes in as it is.

What is here already is skipped. Another version of a session that is here is only named; with ``--ook-anders`` it comes
beside the first one, under a name that says so. Nothing that stands in the logbook is changed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from armoede_toolbox.entry import Head, JournalEntry, parse
from armoede_toolbox.errors import ExitCode, Problem, ToolboxError, UsageError
from armoede_toolbox.storage import incoming, index, journal, safely
from armoede_toolbox.storage.incoming import Incoming
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import clean_line, counted, quoted, slug
from armoede_toolbox.vocabulary import Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, belongs, fitting, written
from armoede_toolbox.workflows.starting import Wish, confirmed_team, room_for, root_of, team_key

_HOW_TO_TEAM: Final = "Geef de naam van het team hier, bijvoorbeeld: --team Noord"
_TOLD_OFTEN: Final = 20


class Fate(StrEnum):
    """What happened to one file, in the words of the screen."""

    ADDED = "erbij"
    KNOWN = "hadden we al"
    OTHER = "anders"
    REFUSED = "niet"
    UNWRITTEN = "niet bewaard"


@dataclass(frozen=True, slots=True)
class Row:
    """One file, and what happened to it."""

    source: str
    fate: Fate
    about: str = ""
    """Which session it is, or why it cannot be taken in."""
    session: str | None = None
    path: Path | None = None
    """Where it stands now."""

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "bron": self.source,
            "uitkomst": self.fate.value,
            "uitleg": self.about,
            "sessie": self.session,
            "bestand": written(self.path) if self.path else None,
        }


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked on the command line."""

    team: str | None = None
    new_team: bool = False
    personal: bool = False
    others_too: bool = False
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in, for people and for scripts."""

    rows: tuple[Row, ...]
    name: str
    rehearsal: bool = False
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def code(self) -> int:
        """Impossible when a file could not be written (no room, no rights), or when nothing could be used."""
        fates = {row.fate for row in self.rows}
        return ExitCode.IMPOSSIBLE if Fate.UNWRITTEN in fates or fates == {Fate.REFUSED} else ExitCode.OK

    def text(self, width: int = 80) -> str:
        """A line per file, what is new in front; then how many of each."""
        room = fitting(width)
        order = list(Fate)
        lines = [line for row in sorted(self.rows, key=lambda row: order.index(row.fate)) for line in _lines(row, room)]
        return "\n".join([*([self.name, *lines, ""] if lines else []), *wrap(self._summary(), room)])

    def _summary(self) -> str:
        if not self.rows:
            return "Hier staan geen bestanden van een logboek."
        found = Counter(row.fate for row in self.rows)
        words = {
            Fate.ADDED: "komt erbij" if self.rehearsal else "erbij",
            Fate.KNOWN: "hadden we al",
            Fate.OTHER: "anders dan wat we hebben",
            Fate.REFUSED: "kan niet",
            Fate.UNWRITTEN: "niet bewaard",
        }
        parts = [f"{found[fate]} {words[fate]}" for fate in Fate if found[fate]]
        return f"{counted(len(self.rows), 'bestand', 'bestanden')}: {', '.join(parts)}."

    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"formaat": FORMAT, "proef": self.rehearsal, "bestanden": [row.data() for row in self.rows]}


def _lines(row: Row, width: int) -> Iterator[str]:
    name = clean_line(Path(row.source).name)
    yield from wrap(f"{row.fate}: {name}", width, "  ")
    yield from wrap(row.about, width, "      ") if row.about else ()


# --- the command ----------------------------------------------------------------------------------------------------


def take_in(
    house: House,
    paths: Sequence[Path],
    options: Options,
    window: Callable[[], Window] | None = None,
    progress: Progress | None = None,
) -> TakenIn:
    """Take in what is not here yet. Raises ``ToolboxError`` when nothing can be done at all."""
    incoming.check(paths)
    team = _team(house, options, window)
    shelves: dict[str | None, _Shelf] = {None: _shelf(house, None)} if options.personal else {}
    if team is not None:
        shelves[team] = _shelf(house, team)
    taking = _Taking(house, options, team, shelves)
    total = incoming.count(paths) if progress is not None else 0
    for number, one in enumerate(incoming.files(paths)):
        if progress is not None and number % _TOLD_OFTEN == 0:
            progress(number, total)
        taking.take(one)
    if progress is not None:
        progress(total, total)
    name = f"Team {team}" if team else "Van jou alleen"
    return TakenIn(tuple(taking.rows), name, options.rehearsal, tuple(taking.notices()))


def _team(house: House, options: Options, window: Callable[[], Window] | None) -> str | None:
    """Whose files these become; only what is personal needs no team. A name not seen before is confirmed."""
    known = journal.known_teams(house.places, house.config)
    if options.team is not None:
        wish = Wish(team=options.team, new_team=options.new_team, rehearsal=options.rehearsal and options.new_team)
        asks = window is not None and slug(options.team) not in known and not wish.rehearsal
        return confirmed_team(house, clean_line(options.team), wish, window() if window and asks else None)
    if house.config.team in known:
        return known[house.config.team]
    if options.personal:
        return None
    raise UsageError("Van welk team worden deze bestanden?", "", _HOW_TO_TEAM)


@dataclass(slots=True)
class _Shelf:
    """A root, and what stands there by kind and session."""

    team: str | None
    root: Path
    here: dict[tuple[str, str], list[Callable[[], bytes]]]
    ready: bool = False


def _shelf(house: House, team: str | None) -> _Shelf:
    root = root_of(house, team)
    places = index.ask(root, house.places.cache, lambda one: one.places())
    return _Shelf(team, root, {key: [path.read_bytes for path in found] for key, found in places.items()})


class _Judged(NamedTuple):
    """A file that can be taken in."""

    entry: JournalEntry
    shelf: _Shelf
    about: str


class _Refused(Exception):
    """A file that cannot be taken in, with the reason in Dutch."""


class _Unwritten(_Refused):
    """A file that we wanted and could not write; it still stands where it came from."""


class _Taking:
    """Takes files in, one after the other."""

    def __init__(self, house: House, options: Options, team: str | None, shelves: dict[str | None, _Shelf]) -> None:
        self._house, self._options, self._team, self._shelves = house, options, team, shelves
        self.rows: list[Row] = []
        self._personal = 0

    def notices(self) -> Iterator[str]:
        """What was left out on purpose, without a name."""
        if self._personal:
            what = counted(self._personal, "sessie van iemand alleen bleef", "sessies van iemand alleen bleven")
            yield f"{what} liggen. Die haal je alleen binnen met --persoonlijk."
        if self._options.rehearsal:
            yield "Dit is een proef. Er is niets veranderd."
        yield from (f"Nagelezen en bewaard in {written(one.root)}" for one in self._shelves.values() if one.ready)

    def take(self, one: Incoming) -> None:
        """Judge one file, and put it in its place."""
        try:
            judged = self._judge(one)
            if judged is not None:
                self.rows.append(self._placed(one, judged))
        except _Unwritten as unwritten:
            self.rows.append(Row(one.where, Fate.UNWRITTEN, str(unwritten)))
        except _Refused as refused:
            self.rows.append(Row(one.where, Fate.REFUSED, str(refused)))

    def _judge(self, one: Incoming) -> _Judged | None:
        """Whether it is an entry, and whose; ``None`` when it is personal and nobody asked for that."""
        if one.reason is not None:
            raise _Refused(one.reason)
        entry = _entry(one)
        head = entry.head
        alone = head.team is None or head.mode is Mode.SOLO
        if alone and not self._options.personal:
            self._personal += 1
            return None
        shelf = self._shelves.get(None if alone else self._team)
        if shelf is None:
            raise _Refused(f"Dit is van team {head.team}. {_HOW_TO_TEAM}")
        if not alone and not belongs(self._house, team_key(self._house, self._team or ""), head.team):
            raise _Refused(f"Dit is van team {head.team}, dat we hier ook kennen. Haal het binnen met --team.")
        about = ", van jou alleen" if alone else "" if head.team == self._team else f", team {head.team}"
        return _Judged(entry, shelf, f"{head.named}{about}")

    def _placed(self, one: Incoming, judged: _Judged) -> Row:
        head, shelf = judged.entry.head, judged.shelf
        versions = shelf.here.get((head.kind, head.session), [])
        if any(_same(version, one.data, judged.entry) for version in versions):
            return Row(one.where, Fate.KNOWN, judged.about, head.session)
        subject = _subject(one.name, head)
        target = journal.entry_path(shelf.root, head.session, subject)
        if versions or os.path.lexists(target):
            if not self._options.others_too:
                what = "Deze sessie staat hier al, met een andere inhoud. Met --ook-anders komt deze ernaast."
                return Row(one.where, Fate.OTHER, what, head.session)
            target = journal.copy_path(shelf.root, head.session, subject, one.data)
        if not self._options.rehearsal:
            self._write(shelf, target, one.data)
        again = (lambda: one.data) if self._options.rehearsal else target.read_bytes
        shelf.here.setdefault((head.kind, head.session), []).append(again)
        return Row(one.where, Fate.ADDED, judged.about, head.session, None if self._options.rehearsal else target)

    def _write(self, shelf: _Shelf, target: Path, data: bytes) -> None:
        if not shelf.ready:
            room_for(self._house, shelf.root, shelf.team)
            shelf.ready = True
        try:
            journal.put(target, data)
        except FileExistsError:
            if not safely.holds(target, data):
                raise _Refused("Op deze plek staat al een ander bestand. Dat hebben we niet veranderd.") from None
        except OSError as error:
            raise _Unwritten(f"Dit bestand konden we niet bewaren. {safely.because(error)}") from error


def _entry(one: Incoming) -> JournalEntry:
    """The entry in a file from elsewhere. Raises ``_Refused``."""
    if not journal.is_ours(one.name, one.data):
        raise _Refused("Dit is geen bestand van een logboek.")
    try:
        entry = parse(one.data, one.name)
    except ToolboxError as error:
        raise _Refused(" ".join(f"{problem.what} {problem.do}".strip() for problem in error.problems)) from error
    if journal.SESSION.fullmatch(entry.head.session) is None:
        raise _Refused(f"De sessie heet hier {quoted(clean_line(entry.head.session))}. Zo’n naam kennen we niet.")
    return entry


def _subject(name: str, head: Head) -> str:
    """What stands between the moment and the tail of its name: as it was where that is a name of ours."""
    parts = journal.FILE.fullmatch(Path(name).stem)
    return parts[2] if parts and f"{parts[1]}-{parts[3]}" == head.session else head.exercise


def _same(version: Callable[[], bytes], data: bytes, entry: JournalEntry) -> bool:
    """Whether a file that is here says the same; other ends of lines make no difference."""
    try:
        here = version()
        return here == data or replace(parse(here), warnings=()) == replace(entry, warnings=())
    except (OSError, ToolboxError):
        return False
