"""``logboek`` and ``exporteer``: list, show, find and copy what teams wrote. Nothing here changes a logbook.

Personal sessions take part only when the person asks for them; otherwise their folder is not even opened. Lists and
exports come from the index, so nothing at the top of this file may load Pydantic or YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.storage import index, journal, naming, places, safely
from armoede_toolbox.storage.index import Index, IndexedHead, Row, Stored, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import clean, counted, spelled
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
Format = Literal["md", "json"]

ABOUT_PERSONAL: Final = "Sessies van jou alleen zie je met --persoonlijk."
ALL_ANSWERS: Final = "Alle antwoorden staan erin, ook wat niet in een verslag mag."
_PERSONAL_NAME: Final = "Van jou alleen"
_YEAR: Final = re.compile(r"\d{4}")
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

    @property
    def given(self) -> bool:
        """Whether anything is asked for in particular."""
        return any(one is not None for one in (self.team, self.need, self.exercise, self.since, self.until))


NO_FILTERS: Final = Filters()


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the logbook; ``team`` is ``None`` for the personal one."""

    team: str | None
    name: str
    path: Path


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


def roots_of(house: House, filters: Filters) -> list[Root]:
    """The folders that were asked for."""
    known = journal.known_teams(house.places, house.config)
    keys = list(known) if filters.team is None else [known_team(house, filters.team)]
    roots = [Root(key, f"Team {known[key]}", journal.team_root(house.places, house.config, key)) for key in keys]
    if filters.personal and filters.team is None:
        roots.append(Root(None, _PERSONAL_NAME, journal.personal_root(house.places)))
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


def _find(house: House, name: str, filters: Filters) -> Path:
    """The file of a session by id, tail or ``laatste``; a personal one only when asked for."""
    try:
        return journal.find([root.path for root in roots_of(house, filters)], name)
    except ToolboxError as error:
        if filters.personal:
            raise
        problems = [Problem(one.what, one.where, f"{one.do} {ABOUT_PERSONAL}".strip()) for one in error.problems]
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
    many = f", {counted(head.participants, 'mens', 'mensen')}" if head.mode is Mode.TEAM else ""
    words = [MODE_WORDS[head.mode] + many]
    words += ["terugblik"] if head.kind is EntryKind.LOOK_BACK else []
    words += [] if head.complete or head.kind is EntryKind.LOOK_BACK else ["niet alle vragen"]
    return ", ".join(words)


def tail(head: IndexedHead) -> str:
    """The name with which an entry can be shown."""
    return head.session[-journal.TAIL_LENGTH :]


# --- logboek toon ---------------------------------------------------------------------------------------------------


def show_entry(house: House, name: str, personal: bool = False) -> Entry:
    """One entry to read. Raises ``ToolboxError`` when it is not there or cannot be read."""
    from armoede_toolbox.workflows.reading import Entry

    path = _find(house, name, Filters(personal=personal))
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
        return Paths((), _find(house, name, filters))
    roots = roots_of(house, filters)
    if not roots:
        nothing = "Er is nog geen team. Hier komen straks de mappen van teams."
        return Paths((Root(None, "", house.places.teams),), None, (nothing, ABOUT_PERSONAL))
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


# --- exporteer ------------------------------------------------------------------------------------------------------


def export(
    house: House,
    names: Sequence[str] = (),
    fmt: Format = "md",
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Copy entries as they are (``md``) or as data (``json``): the named ones, or else all that fit the filters."""
    made = _COPIES[fmt](_chosen(house, names, filters, fmt, progress))
    notices = () if names or filters.personal or filters.team else (ABOUT_PERSONAL,)
    if to is None or not made.paths:
        empty = () if made.paths else ("Er is geen sessie die hierbij past. Er is niets geschreven.",)
        return Exported(made, None, (*empty, *notices), made.problems)
    target = _target(house, to, _file_name(house, made.paths, fmt))
    _save(target, made.content(), overwrite)
    told = _told(house, target, made)
    return Exported(made, target, (*told, *notices), made.problems)


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy of entries: the paths that are in it and what was left out."""

    content: Callable[[], bytes]
    data: Callable[[], dict[str, Any]]
    paths: list[Path]
    skipped: list[Skipped]
    problems: tuple[Problem, ...]
    pieces: Callable[[], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was copied."""

    made: _Made
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def content(self) -> bytes:
        """What stands, or would stand, in the file."""
        return self.made.content()

    def text(self, width: int = 80) -> str:
        """The file that was written; without one its contents, without what a terminal could obey."""
        del width
        return written(self.file) if self.file else clean(self.content.decode("utf-8", "replace"))

    def data(self) -> dict[str, Any]:
        """The export as JSON, whatever its format."""
        return self.made.data()

    def pieces(self) -> Iterator[str]:
        """``data`` as JSON, piece by piece: ten thousand sessions are too much to hold at once."""
        if self.made.pieces is not None:
            return self.made.pieces()
        return iter((json.dumps(self.data(), ensure_ascii=False, indent=2),))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The entries to copy, and what does not take part."""

    paths: list[Path]
    stored: list[Stored] = field(default_factory=list)
    """The same entries as data, when those are asked for."""
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def _chosen(house: House, names: Sequence[str], filters: Filters, fmt: Format, progress: Progress | None) -> _Chosen:
    if names:
        paths = list(dict.fromkeys(_find(house, name, filters) for name in names))
        return _Chosen(paths, [index.stored(path) for path in paths] if fmt == "json" else [])
    if fmt == "md":
        made = read(house, filters, progress=progress)
        return _Chosen([one.path for one in made.found], [], made.skipped, made.problems)
    answers = ask(house, filters, lambda one, wanted: _with_order(one, wanted, progress), progress)
    found: dict[Path, tuple[float, Stored]] = {}
    for one in answers.values():
        for moment, stored in one:
            found.setdefault(stored.path, (moment, stored))
    ordered = [stored for _, stored in sorted(found.values(), key=lambda pair: pair[0])]
    return _Chosen([stored.path for stored in ordered], ordered, answers.skipped, answers.problems)


def _with_order(one: Index, wanted: Wanted, progress: Progress | None) -> list[tuple[float, Stored]]:
    rows = one.rows(wanted)[::-1]
    return [(row.order[0], stored) for row, stored in zip(rows, one.entries(rows, progress), strict=True)]


def _as_files(chosen: _Chosen) -> _Made:
    """The files as they are; where there are more, a line with its name stands above each."""
    left_out, contents = list(chosen.skipped), dict[Path, bytes]()
    for path in chosen.paths:
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            left_out.append(Skipped(path, None, safely.because(error)))
    pieces = [content if len(contents) == 1 else _headed(path, content) for path, content in contents.items()]
    data = {"formaat": FORMAT, "bestanden": list(map(written, contents)), "overgeslagen": file_data(left_out)}
    return _Made(lambda: b"\n".join(pieces), lambda: data, list(contents), left_out, _problems(chosen, left_out))


def _problems(chosen: _Chosen, left_out: Sequence[Skipped]) -> tuple[Problem, ...]:
    return (*chosen.problems, *skipped_problems(left_out[len(chosen.skipped) :]))


def _headed(path: Path, content: bytes) -> bytes:
    name = written(Path(path.name)).replace("--", "- -").replace(">", "")
    return f"<!-- {name} -->\n\n".encode() + content + (b"" if content.endswith(b"\n") else b"\n")


def _as_data(chosen: _Chosen) -> _Made:
    """One list of sessions; each stands in the index as it stands in the list."""
    sessions = [one for one in chosen.stored if one.fault is None]
    left_out = [*chosen.skipped, *(one.fault for one in chosen.stored if one.fault is not None)]
    aside = {"formaat": FORMAT, "overgeslagen": file_data(left_out)}

    def pieces() -> Iterator[str]:
        yield f'{{\n  "formaat": {FORMAT},\n  "sessies": ['
        for number, one in enumerate(sessions):
            yield (",\n    " if number else "\n    ") + one.text()
        rest = json.dumps(aside["overgeslagen"], ensure_ascii=False, indent=2).replace("\n", "\n  ")
        yield ("\n  ]" if sessions else "]") + f',\n  "overgeslagen": {rest}\n}}'

    return _Made(
        content=lambda: b"".join(piece.encode("utf-8", "replace") for piece in (*pieces(), "\n")),
        data=lambda: {"formaat": FORMAT, "sessies": [one.data() for one in sessions], **aside},
        paths=[one.path for one in sessions],
        skipped=left_out,
        problems=_problems(chosen, left_out),
        pieces=pieces,
    )


_COPIES: Final = {"md": _as_files, "json": _as_data}


def _file_name(house: House, paths: Sequence[Path], fmt: Format) -> str:
    if len(paths) == 1:
        return f"{paths[0].stem}.{fmt}"
    return f"logboek-{house.today().isoformat()}.{fmt}"


def _target(house: House, to: Path, name: str) -> Path:
    """Where the copy goes. Never in the logbook itself: a finished file is not written twice."""
    to = to.expanduser().absolute()
    target = to / name if to.is_dir() else to
    if not target.parent.is_dir():
        what = "De map voor dit bestand is er niet."
        raise ToolboxError(what, str(target.parent), "Maak de map, of kies een andere.")
    real = target.resolve()
    for root in roots_of(house, Filters(personal=True)):
        inside = root.path.resolve()
        if real.is_relative_to(inside) and _YEAR.fullmatch(real.relative_to(inside).parts[0]):
            what = "Op deze plek staan de bestanden van het logboek zelf. Daar schrijven we niets bij."
            raise ToolboxError(what, str(target), "Kies een andere map.")
    return target


def _save(target: Path, content: bytes, overwrite: bool) -> None:
    try:
        (safely.replace if overwrite else safely.write_new)(target, content)
    except FileExistsError:
        do = "Kies een andere naam. Of geef --overschrijf als het oude weg mag."
        raise ToolboxError("Dit bestand bestaat al. We hebben het niet veranderd.", str(target), do) from None
    except OSError as error:
        what = f"Het bestand konden we niet schrijven. {safely.because(error)}"
        raise ToolboxError(what, str(target), "Kies een andere plek met --naar.") from error


def _told(house: House, target: Path, made: _Made) -> Iterator[str]:
    yield f"Geschreven: {counted(len(made.paths), 'sessie', 'sessies')}. {ALL_ANSWERS}"
    if made.skipped:
        yield f"Weggelaten: {counted(len(made.skipped), 'bestand', 'bestanden')}."
    shared = places.shared(target, house.environ)
    if shared is not None:
        yield shared.sentence
