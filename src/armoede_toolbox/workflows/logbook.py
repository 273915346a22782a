"""``logboek``: list, show and find what teams wrote. Nothing here changes a logbook.

Personal sessions take part only when the person asks for them; otherwise their folder is not even opened. Lists
come from the index, so nothing at the top of this file may load Pydantic or YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.storage import index, journal, naming
from armoede_toolbox.storage.index import Index, IndexedHead, Row, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import MODE_WORDS, EntryKind, LearningNeed, Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    belongs,
    beside,
    catalogue_of,
    file_data,
    fitting,
    known_team,
    labelled,
    missing,
    skipped_problems,
    written,
)

if TYPE_CHECKING:
    from armoede_toolbox.entry import JournalEntry
    from armoede_toolbox.workflows.reading import Entry

T = TypeVar("T")

ABOUT_PERSONAL: Final = "Sessies van jou alleen zie je met --persoonlijk."
_DAY_WIDTH: Final = len("22 september 2026")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries; ``None`` is all of them. With a team, personal ones never take part."""

    team: str | None = None
    need: LearningNeed | None = None
    exercise: str | None = None
    since: date | None = None
    until: date | None = None
    personal: bool = False
    only_personal: bool = False
    """Only what is of one person alone; no folder of a team is opened."""

    @property
    def given(self) -> bool:
        """Whether anything is asked for in particular."""
        return any(one is not None for one in (self.team, self.need, self.exercise, self.since, self.until))


NO_FILTERS: Final = Filters()


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the logbook; ``team`` and its name are ``None`` for the personal one."""

    team: str | None
    team_name: str | None
    """As people write it; ``team`` is the key."""
    path: Path

    @property
    def name(self) -> str:
        """What stands above its entries."""
        return f"Team {self.team_name}" if self.team_name else "Van jou alleen"


@dataclass(frozen=True, slots=True)
class Found:
    """One entry, by its head."""

    path: Path
    head: IndexedHead
    root: Root


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in the logbook, oldest first, and what does not take part."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]


def personal_root(house: House) -> Root:
    """The folder of what people do alone or as a pair."""
    return Root(None, None, journal.personal_root(house.places))


def roots_of(house: House, filters: Filters) -> list[Root]:
    """The folders that were asked for."""
    if filters.only_personal:
        return [personal_root(house)]
    known = journal.known_teams(house.places, house.config)
    keys = list(known) if filters.team is None else [known_team(house, filters.team)]
    roots = [Root(key, known[key], journal.team_root(house.places, house.config, key)) for key in keys]
    if filters.personal and filters.team is None:
        roots.append(personal_root(house))
    return roots


@dataclass(frozen=True, slots=True)
class Answers(Mapping[Root, T]):
    """What the indexes answered, by root; and what does not take part."""

    by_root: dict[Root, T]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]

    def __getitem__(self, root: Root) -> T:
        return self.by_root[root]

    def __iter__(self) -> Iterator[Root]:
        return iter(self.by_root)

    def __len__(self) -> int:
        return len(self.by_root)


def ask(
    house: House, filters: Filters, question: Callable[[Index, Wanted], T], progress: Progress | None = None
) -> Answers[T]:
    """Ask the index of each root that was asked for; no other folder is opened."""
    roots = roots_of(house, filters)
    if filters.exercise is not None:
        filters = replace(filters, exercise=_exercise_id(house, roots, filters.exercise))
    answers: dict[Root, T] = {}
    skipped: dict[Path, Skipped] = {}
    problems: list[Problem] = []
    for root in roots:
        gone = missing(house, root.team, root.path) if root.team else None
        problems += [gone] if gone else []

        def answer(one: Index, root: Root = root) -> tuple[T, list[Skipped]]:
            return question(one, _wanted(house, root, one, filters)), one.skipped()

        answers[root], left_out = index.ask(root.path, house.places.cache, answer, progress)
        skipped |= {one.file: one for one in left_out}
    told = skipped_problems(skipped.values())
    return Answers(answers, tuple(skipped.values()), (*problems, *told))


def _wanted(house: House, root: Root, one: Index, filters: Filters) -> Wanted:
    """The filters, and whose entries are those of this root: two teams may share a folder."""
    teams = None
    if root.team is not None:
        teams = frozenset(name for name in one.teams() if belongs(house, root.team, name))
    return Wanted(teams, filters.need, filters.exercise, filters.since, filters.until)


def read(house: House, filters: Filters, most: int | None = None, progress: Progress | None = None) -> Read:
    """The entries that fit the filters, or the newest of them."""
    answers = ask(house, filters, lambda one, wanted: one.rows(wanted, most), progress)
    rows: dict[Path, tuple[Root, Row]] = {}
    for root, found in answers.items():
        for row in reversed(found):
            rows.setdefault(row.path, (root, row))
    ordered = sorted(rows.values(), key=lambda pair: pair[1].order[0])
    kept = ordered if most is None else ordered[len(ordered) - min(most, len(ordered)) :]
    return Read(tuple(Found(row.path, row.head, root) for root, row in kept), answers.skipped, answers.problems)


@dataclass(frozen=True, slots=True)
class _Name:
    """An exercise as people call it; it need not exist any more."""

    id: str
    number: str
    title: str


def _exercise_id(house: House, roots: Iterable[Root], name: str) -> str:
    cards, _ = catalogue_of(house)
    names = {id_: _Name(id_, number, title) for root in roots for id_, number, title in _done(house, root)}
    names |= {card.id: _Name(card.id, card.number, card.title) for card in cards}
    return naming.find(name, list(names.values())).id


def _done(house: House, root: Root) -> list[tuple[str, str, str]]:
    return index.ask(root.path, house.places.cache, lambda one: one.exercises(_wanted(house, root, one, NO_FILTERS)))


def find(house: House, name: str, filters: Filters) -> Path:
    """The file of a session by id, tail or ``laatste``; a personal one only when asked for."""
    try:
        return journal.find([root.path for root in roots_of(house, filters)], name)
    except ToolboxError as error:
        if filters.personal:
            raise
        problems = [Problem(one.what, one.where, f"{ABOUT_PERSONAL} {one.do}".strip()) for one in error.problems]
        raise ToolboxError(problems) from None


# --- logboek lijst --------------------------------------------------------------------------------------------------


def list_entries(
    house: House, filters: Filters = NO_FILTERS, most: int | None = None, progress: Progress | None = None
) -> Entries:
    """The entries that fit, newest first. Damaged files are named and change nothing for the others."""
    made = read(house, filters, most, progress)
    notices = () if filters.personal or filters.team else (ABOUT_PERSONAL,)
    return Entries(made.found[::-1], made.skipped, filters.given, notices, made.problems)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of the logbook, for people and for scripts."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    filtered: bool
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """By team, newest first; at the right the name with which one can be shown."""
        room = fitting(width)
        if not self.found:
            empty = "Er is geen sessie die hierbij past." if self.filtered else "Het logboek is nog leeg."
            return "\n".join(wrap(empty, room))
        lines = ["\n".join(self._of_root(root, room)) for root in dict.fromkeys(one.root for one in self.found)]
        ending = f"Bekijk er een met: armoede logboek toon {tail(self.found[0].head)}"
        return "\n\n".join([*lines, "\n".join(wrap(ending, room))])

    def data(self) -> dict[str, Any]:
        """The list as JSON: the front matter of each file, and where it stands."""
        sessions = [one.head.data | {"bestand": written(one.path)} for one in self.found]
        return {"formaat": FORMAT, "sessies": sessions, "overgeslagen": file_data(self.skipped)}

    def _of_root(self, root: Root, width: int) -> Iterator[str]:
        """The entries know the name of their team as people write it."""
        mine = [one.head for one in self.found if one.root == root]
        yield f"Team {mine[0].team}" if root.team and mine[0].team else root.name
        for head in mine:
            yield from _row(head, width)


def _row(head: IndexedHead, width: int) -> Iterator[str]:
    prefix = f"  {spelled(head.started.date()):<{_DAY_WIDTH}}  "
    yield from beside(prefix, head.title, tail(head), width)
    yield from wrap(about(head), width, " " * len(prefix))


def about(head: IndexedHead) -> str:
    """Who were there, and what is special."""
    counts = head.mode is Mode.TEAM and head.kind is EntryKind.SESSION
    many = f", {counted(head.participants, 'mens', 'mensen')}" if counts else ""
    words = [MODE_WORDS[head.mode] + many]
    words += [f"bijeenkomst {head.meeting} van reeks {head.number}"] if head.exercise == head.trajectory else []
    words += [head.kind.value] if head.kind is not EntryKind.SESSION else []
    words += ["niet alle vragen"] if head.kind is EntryKind.SESSION and not head.complete else []
    return ", ".join(words)


def tail(head: IndexedHead) -> str:
    """The name with which an entry can be shown."""
    return head.session[-journal.TAIL_LENGTH :]


# --- logboek toon ---------------------------------------------------------------------------------------------------


def show_entry(house: House, name: str, personal: bool = False) -> Entry:
    """One entry to read. Raises ``ToolboxError`` when it is not there or cannot be read."""
    from armoede_toolbox.workflows.reading import Entry

    path = find(house, name, Filters(personal=personal))
    entry = journal.load(path)
    problems = (Problem(warned.reason, f"{written(path)}, regel {warned.line}") for warned in entry.warnings)
    return Entry(entry, path, (), tuple(problems))


def readable(entry: JournalEntry) -> list[str]:
    """An entry as lines of plain text, agreements first. Lines are as long as people made them."""
    from armoede_toolbox.workflows import reading

    return reading.readable(entry)


# --- logboek pad ----------------------------------------------------------------------------------------------------


def path_of(house: House, name: str | None = None, personal: bool = False) -> Paths:
    """The folders of the logbook, or the file of one session."""
    filters = Filters(personal=personal)
    if name is not None:
        return Paths((), find(house, name, filters))
    roots = roots_of(house, filters)
    if not roots:
        nothing = "Er is nog geen team. Hier komen straks de mappen van teams."
        return Paths((Root(None, None, house.places.teams),), None, (nothing, ABOUT_PERSONAL))
    return Paths(tuple(roots), None, () if personal else (ABOUT_PERSONAL,))


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the logbook is, for people and for scripts."""

    roots: tuple[Root, ...]
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def text(self, width: int = 80) -> str:
        """One path per line, never broken; with more than one folder its team stands in front."""
        del width
        if self.file is not None or len(self.roots) == 1:
            return written(self.file or self.roots[0].path)
        return "\n".join(labelled(((root.name, written(root.path)) for root in self.roots), 2**16))

    def data(self) -> dict[str, Any]:
        """The paths as JSON."""
        if self.file is not None:
            return {"formaat": FORMAT, "bestand": written(self.file)}
        folders = [{"team": root.team, "map": written(root.path), "bestaat": root.path.is_dir()} for root in self.roots]
        return {"formaat": FORMAT, "mappen": folders}
