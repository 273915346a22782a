"""The index: quick answers about the files of one root. Derived and disposable; without a cache it lives in memory.

There is one database per root in the user's cache, and personal ones are only made for who asks for personal sessions.
Before each answer it's refreshed; what a reader sees is one moment, whatever another program does meanwhile. A database
that is damaged, locked or full changes no answer: it is made anew, or the same index is built in memory.

A search reads heads and text, quickly. Entries as data need the whole reader of entries, so they're kept from the first
time that somebody asks for them. Beside each stands what is asked of all of them at once: how many pieces may identify
somebody (never which), and the questions that can be set beside themselves.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import journal, safely
from armoede_toolbox.storage.indexing import Listing, Progress, listed, refresh
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.storage.query import Query
from armoede_toolbox.text import fold, slug
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Variant

T = TypeVar("T")
FOLDER: Final = "index"
PATIENCE: Final = 5.0
"""Seconds to wait for another program that refreshes the same index."""
BEGIN, END = "\x02", "\x03"
"""Around what was found, in a fragment; signs that no cleaned text holds."""
_FRAGMENT: Final = 20
_AT_ONCE: Final = 500
"""How many entries are read before they are kept."""
_WEIGHTS: Final = "4.0, 1.0, 0.25"
_WITHOUT_CACHE: Final = frozenset({3, 5, 6, 8, 10, 13, 14, 22, 23})
"""PERM, BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN, NOLFS, AUTH: a new database would not help."""


# --- what is asked and what is given --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files; ``None`` is all of them."""

    teams: frozenset[str | None] | None = None
    need: LearningNeed | None = None
    exercise: str | None = None
    since: date | None = None
    until: date | None = None
    kind: EntryKind | None = None
    signals: bool = False
    """Only files that may hold a signal."""

    def clause(self) -> tuple[str, list[Any]]:
        """The filters in SQL, with their values."""
        parts, values = ["file.kind IS NOT NULL", "file.copy_of IS NULL"], list[Any]()
        for sign, value in (
            ("file.need = ?", self.need and self.need.value),
            ("instr(file.exercises, char(10) || ? || char(10)) > 0", self.exercise),
            ("file.day >= ?", self.since and self.since.isoformat()),
            ("file.day <= ?", self.until and self.until.isoformat()),
            ("file.kind = ?", self.kind and self.kind.value),
        ):
            if value is not None:
                parts.append(sign)
                values.append(value)
        if self.signals:
            parts.append("file.signals")
        if self.teams is not None:
            names = [name for name in self.teams if name is not None]
            nobody = " OR file.team IS NULL" if None in self.teams else ""
            parts.append(f"(file.team IN ({', '.join('?' * len(names))}){nobody})")
            values += names
        return " AND ".join(parts), values


ALL: Final = Wanted()


class IndexedHead:
    """The head of an entry as ``entry.Head`` has it, from what the index knows: no YAML, no Pydantic."""

    __slots__ = ("_data", "_written")

    def __init__(self, written: str) -> None:
        self._written = written
        self._data: dict[str, Any] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IndexedHead) and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.session)

    @property
    def data(self) -> dict[str, Any]:
        """As ``entry.to_json`` gives it."""
        if self._data is None:
            self._data = json.loads(self._written)
        return self._data

    @property
    def kind(self) -> EntryKind:
        """A session or a look-back."""
        return EntryKind(self.data["soort"])

    @property
    def session(self) -> str:
        """The id of the session."""
        return str(self.data["sessie"])

    @property
    def exercise(self) -> str:
        """The id of the exercise."""
        return str(self.data["oefening"])

    @property
    def parts(self) -> tuple[str, ...]:
        """What was done in a meeting."""
        return tuple(self.data["onderdelen"])

    @property
    def trajectory(self) -> str | None:
        """The id of the trajectory of a meeting."""
        name: str | None = self.data["traject"]
        return name

    @property
    def meeting(self) -> int | None:
        """Which meeting of its trajectory it was."""
        number: int | None = self.data["bijeenkomst"]
        return number

    @property
    def number(self) -> str:
        """The number of the exercise."""
        return str(self.data["nummer"])

    @property
    def title(self) -> str:
        """The title of the exercise."""
        return str(self.data["titel"])

    @property
    def learning_need(self) -> LearningNeed:
        """Why it was done."""
        return LearningNeed(self.data["leerbehoefte"])

    @property
    def themes(self) -> tuple[str, ...]:
        """What it was about."""
        return tuple(self.data["themas"])

    @property
    def mode(self) -> Mode:
        """Who were in the room."""
        return Mode(self.data["vorm"])

    @property
    def variant(self) -> Variant:
        """How long it was."""
        return Variant(self.data["variant"])

    @property
    def team(self) -> str | None:
        """The name of the team as people write it."""
        name: str | None = self.data["team"]
        return name

    @property
    def participants(self) -> int:
        """How many people there were."""
        return int(self.data["deelnemers"])

    @property
    def started(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.data["begonnen"])

    @property
    def complete(self) -> bool:
        """Whether every question had its turn."""
        return bool(self.data["volledig"])


class Row(NamedTuple):
    """A file of the logbook, by its head."""

    id: int
    path: Path
    head: IndexedHead
    order: tuple[Any, ...]
    """By moment, then as ``journal.scan`` has it."""


class Done(NamedTuple):
    """What was done in one session."""

    day: str
    """As ISO writes it."""
    need: str
    exercises: tuple[str, ...]
    """The exercise, and behind it the parts of a meeting."""


class Hit(NamedTuple):
    """A file in which something was found; the lowest rank is best."""

    row: Row
    rank: float
    fragment: str
    """A piece of its text, with ``BEGIN`` and ``END`` around what was found."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry as data, packed; or why it cannot be read."""

    path: Path
    packed: bytes = b""
    found: Mapping[str, int] = field(default_factory=dict)
    """Of each kind of piece in which somebody may be recognised, how many there are; never the pieces."""
    asked: str = "{}"
    """As JSON, what ``insight.comparable`` keeps of it."""
    fault: Skipped | None = None

    def text(self) -> str:
        """``entry.to_json`` as indented JSON, to stand in a list in an object."""
        try:
            return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")
        except zlib.error:
            return _as_text(_to_json(self.path))

    def comparable(self) -> dict[str, Any]:
        """The questions that can be set beside themselves, as ``entry.to_json`` has them; nothing else."""
        kept: dict[str, Any] = json.loads(self.asked)
        return kept

    def data(self) -> dict[str, Any]:
        """``entry.to_json``."""
        made: dict[str, Any] = json.loads(self.text())
        return made


# --- doors ----------------------------------------------------------------------------------------------------------


def ask(root: Path, cache: Path | None, question: Callable[[Index], T], progress: Progress | None = None) -> T:
    """Ask the index of ``root`` something. What goes wrong with the cache never shows in the answer."""
    found = listed(root)
    for _ in range(2):
        try:
            if cache is not None:
                with closing(_opened(_database(cache, root))) as db:
                    return _answer(db, root, found, question, progress)
        except OSError:
            break
        except (sqlite3.Error, zlib.error, ValueError) as error:
            if cache is None or getattr(error, "sqlite_errorcode", 0) & 0xFF in _WITHOUT_CACHE:
                break
            _remove(_database(cache, root))
    with closing(_connected(":memory:")) as db:
        return _answer(db, root, found, question, progress)


def heads(root: Path, cache: Path | None, wanted: Wanted = ALL) -> list[Row]:
    """The heads of the files that count, oldest first."""
    return ask(root, cache, lambda index: index.rows(wanted)[::-1])


def entries(
    root: Path, cache: Path | None, wanted: Wanted = ALL, progress: Progress | None = None
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The entries that count as data, oldest first; those that cannot be read are left out."""
    found = ask(root, cache, lambda index: index.entries(index.rows(wanted)[::-1], progress), progress)
    return ((one.path, one.data()) for one in found if one.fault is None)


def forget(root: Path, cache: Path) -> None:
    """Throw the database of a root away, with the text that is in it."""
    _remove(_database(cache, root))


def _answer(
    db: sqlite3.Connection, root: Path, found: Listing, question: Callable[[Index], T], progress: Progress | None
) -> T:
    refresh(db, root, found, progress)
    return question(Index(db, root, found))


def _database(cache: Path, root: Path) -> Path:
    place = os.fsencode(root.absolute())
    return cache / FOLDER / f"{slug(root.name)}-{hashlib.blake2b(place, digest_size=8).hexdigest()}.sqlite"


def _opened(file: Path) -> sqlite3.Connection:
    safely.make_folder(file.parent)
    # The files that SQLite puts beside it get the same rights.
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, safely.FILE_MODE))
    if file.stat().st_mode & 0o077:
        file.chmod(safely.FILE_MODE)
    db = _connected(str(file))
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _connected(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)
    # Sorting must not leave text in a temporary folder.
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA secure_delete = ON")
    return db


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink()


# --- answers --------------------------------------------------------------------------------------------------------

_ROW: Final = "file.id, file.folder, file.name, file.head, file.instant, file.started"


class Index:
    """The index of one root, as it is at one moment."""

    def __init__(self, db: sqlite3.Connection, root: Path, found: Listing) -> None:
        self._db, self._root, self._found = db, root, found
        self._folders = {os.fsencode(name): root / name for name in found.folders}

    def rows(self, wanted: Wanted = ALL, most: int | None = None) -> list[Row]:
        """The files that count, newest first."""
        clause, values = wanted.clause()
        order = "file.instant DESC, file.started DESC, file.name DESC"
        rows = self._db.execute(
            f"SELECT {_ROW} FROM file WHERE {clause} ORDER BY {order} LIMIT ?", [*values, -1 if most is None else most]
        )
        return list(map(self._row, rows))

    def places(self) -> dict[tuple[str, str], list[Path]]:
        """Where each session stands, by its kind and id; copies too."""
        found: dict[tuple[str, str], list[Path]] = {}
        rows = "SELECT kind, session, folder, name FROM file WHERE kind IS NOT NULL"
        for kind, session, folder, name in self._db.execute(rows):
            found.setdefault((kind, session), []).append(self._path(folder, name))
        return found

    def teams(self) -> set[str | None]:
        """The names of teams as they stand in the files."""
        return {name for (name,) in self._db.execute("SELECT DISTINCT team FROM file WHERE kind IS NOT NULL")}

    def exercises(self, wanted: Wanted = ALL) -> list[tuple[str, str, str]]:
        """The exercises that were done, by id, number and title; the last one last."""
        clause, values = wanted.clause()
        names = "file.exercise, file.number, file.title"
        return self._db.execute(
            f"SELECT {names} FROM file WHERE {clause} GROUP BY {names} ORDER BY max(file.started)", values
        ).fetchall()

    def done(self, wanted: Wanted = ALL) -> list[Done]:
        """What was done in the files that count, oldest first."""
        clause, values = wanted.clause()
        rows = self._db.execute(
            f"SELECT file.day, file.need, file.exercises FROM file WHERE {clause}"
            " ORDER BY file.instant, file.started, file.name",
            values,
        )
        # Behind the exercise and the parts of a meeting stands its trajectory, and there is a line end at both ends.
        return [Done(day, need, tuple(names.split("\n")[1:-2])) for day, need, names in rows]

    def questions(self) -> Iterator[tuple[int, list[str]]]:
        """Of each file, by its id, the questions: each as its own id and its kind with a blank between."""
        for id_, told in self._db.execute("SELECT id, questions FROM asked"):
            yield id_, told.split("\n")

    def trajectories(self) -> set[str]:
        """The trajectories of which a meeting was held, by id."""
        rows = self._db.execute(
            "SELECT DISTINCT trajectory FROM file WHERE kind IS NOT NULL AND copy_of IS NULL AND trajectory IS NOT NULL"
        )
        return {name for (name,) in rows}

    def skipped(self, *, copies_too: bool = True) -> list[Skipped]:
        """What does not take part: folders and files that cannot be read, and then copies."""
        copies, unusable = list[tuple[Any, Skipped]](), list(self._found.skipped)
        rows = self._db.execute(
            "SELECT folder, name, session, reason, line, copy_of FROM file"
            " WHERE reason IS NOT NULL OR copy_of IS NOT NULL"
        )
        for folder, name, session, reason, line, original in rows:
            path = self._path(folder, name)
            if original is None:
                unusable.append(Skipped(path, line, reason))
            else:
                first = path.with_name(os.fsdecode(original))
                copies.append((journal.own_name_first(path, session), journal.copy_of(path, first)))
        copies.sort(key=lambda copy: copy[0])
        known = {session for (session,) in self._db.execute("SELECT session FROM file WHERE kind IS NOT NULL")}
        unusable += journal.out_of_place(self._root, known)
        unusable.sort(key=lambda one: one.file)
        return [*unusable, *(copy for _, copy in copies if copies_too)]

    def _row(self, row: tuple[Any, ...]) -> Row:
        id_, folder, name, head, instant, started = row
        path = self._path(folder, name)
        return Row(id_, path, IndexedHead(head), (instant, started, path.name))

    def _path(self, folder: bytes, name: bytes) -> Path:
        return self._folders[folder] / os.fsdecode(name)

    # --- searching --------------------------------------------------------------------------------------------------

    def search(self, query: Query, wanted: Wanted = ALL) -> list[tuple[int, float, float]]:
        """The files in which it's found, by id, with their rank and moment; best first, then newest."""
        clause, values = wanted.clause()
        found = self._db.execute(
            f"SELECT file.id, bm25(words, {_WEIGHTS}), file.instant, file.name FROM words"
            # A cross join, because SQLite keeps its order: first what is found, then whose it is.
            f" CROSS JOIN file ON file.id = words.rowid WHERE words MATCH ? AND {clause}",
            [query.expression, *values],
        ).fetchall()
        found.sort(key=lambda hit: (round(hit[1], 6), -hit[2], hit[3]))
        return [(id_, round(rank, 6), instant) for id_, rank, instant, _ in found]

    def hits(self, query: Query, found: Iterable[tuple[int, float, float]]) -> list[Hit]:
        """Some of what was found, with a fragment."""
        return [self._hit(query, id_, rank) for id_, rank, _ in found]

    def _hit(self, query: Query, id_: int, rank: float) -> Hit:
        row = self._db.execute(f"SELECT {_ROW} FROM file WHERE id = ?", (id_,)).fetchone()
        (fragment,) = self._db.execute(
            f"SELECT snippet(words, -1, ?, ?, '…', {_FRAGMENT}) FROM words WHERE words MATCH ? AND rowid = ?",
            (BEGIN, END, query.expression, id_),
        ).fetchone()
        lines = (" ".join(line.split()) for line in fragment.split("\n"))
        return Hit(self._row(row), rank, " · ".join(filter(None, lines)))

    def near(self, word: str, most: int = 3) -> set[str]:
        """Words of the files that look like this one; itself when it's there."""
        plain = fold(word)
        terms = self._db.execute(
            "SELECT term FROM term WHERE length(term) BETWEEN ? AND ?", (len(plain) - 2, len(plain) + 2)
        )
        return set(difflib.get_close_matches(plain, [term for (term,) in terms], n=most, cutoff=0.7))

    # --- entries as data --------------------------------------------------------------------------------------------

    def entries(self, rows: Iterable[Row], progress: Progress | None = None, *, whole: bool = True) -> list[Stored]:
        """The entries in these files, in the same order; not ``whole`` is for who only needs what is comparable."""
        wanted = list(rows)
        found = {row.id: known for row in wanted if (known := self._stored(row, whole=whole)) is not None}
        for row, made in self._read([row for row in wanted if row.id not in found], progress):
            found[row.id] = made if whole else replace(made, packed=b"")
        return [found[row.id] for row in wanted]

    def _read(self, missing: list[Row], progress: Progress | None) -> Iterator[tuple[Row, Stored]]:
        """Read files as entries, and keep them: now and then, for ten thousand are much to hold."""
        digest = "SELECT digest FROM file WHERE id = ?"
        known = [(row, *self._db.execute(digest, (row.id,)).fetchone()) for row in missing]
        can_keep = True
        for start in range(0, len(known), _AT_ONCE):
            fresh: list[tuple[Row, bytes | None, Stored]] = []
            for done, (row, at) in enumerate(known[start : start + _AT_ONCE], start):
                if progress is not None and done % 25 == 0:
                    progress(done, len(known))
                fresh.append((row, at, stored(row.path)))
            can_keep = can_keep and self._keep(fresh)
            yield from ((row, made) for row, _, made in fresh)
        if progress is not None and known:
            progress(len(known), len(known))

    def _stored(self, row: Row, *, whole: bool) -> Stored | None:
        columns = f"{'body, null' if whole else 'null, asked'}, found, fault, line"
        kept = self._db.execute(f"SELECT {columns} FROM entry WHERE id = ?", (row.id,)).fetchone()
        if kept is None:
            return None
        body, asked, found, fault, line = kept
        skipped = Skipped(row.path, line, fault) if fault is not None else None
        return Stored(row.path, body or b"", json.loads(found), asked or "{}", skipped)

    def _keep(self, fresh: list[tuple[Row, bytes | None, Stored]]) -> bool:
        rows = [
            (
                json.dumps(dict(one.found)),
                one.asked,
                one.packed,
                one.fault and one.fault.reason,
                one.fault and one.fault.line,
                row.id,
                name,
                at,
            )
            for row, at, one in fresh
            for name in [os.fsencode(row.path.name)]
        ]
        return self._insert("entry SELECT id, ?, ?, ?, ?, ?", rows)

    def _insert(self, what: str, rows: list[tuple[Any, ...]]) -> bool:
        """Keep what was read; whether that could be.

        Meanwhile another program may have read a newer file: then the id is no longer its.
        """
        if not rows:
            return True
        kept = False
        self._db.execute("ROLLBACK")
        with suppress(sqlite3.OperationalError):
            self._db.execute("BEGIN IMMEDIATE")
            where = "FROM file WHERE id = ? AND name = ? AND digest = ?"
            self._db.executemany(f"INSERT OR REPLACE INTO {what} {where}", rows)
            self._db.execute("COMMIT")
            kept = True
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
        return kept

    # --- agreements -------------------------------------------------------------------------------------------------

    def agreed(self, progress: Progress | None = None) -> list[tuple[Path, IndexedHead, bool, dict[str, Any]]]:
        """What the files say that speak of agreements, copies too: where, its head, whether it is a copy, its data.

        The data has ``afspraken``, ``terugblikken`` and ``twijfels``, or ``fout`` alone: a line and a reason.
        """
        rows = self._db.execute(
            "SELECT file.id, folder, name, head, copy_of, digest, told FROM file LEFT JOIN agreed USING (id)"
            " WHERE file.agreed AND kind IS NOT NULL ORDER BY folder, name"
        ).fetchall()
        many = sum(row[-1] is None for row in rows)
        fresh, answers = list[tuple[Any, ...]](), []
        for id_, folder, name, head, copy_of, digest, told in rows:
            path = self._path(folder, name)
            if told is None:
                if progress is not None and len(fresh) % 25 == 0:
                    progress(len(fresh), many)
                told = _told(path)
                fresh.append((told, id_, name, digest))
            answers.append((path, IndexedHead(head), copy_of is not None, json.loads(told)))
        if progress is not None and many:
            progress(many, many)
        self._insert("agreed SELECT id, ?", fresh)
        return answers


def _told(path: Path) -> str:
    """What a file says about agreements, as JSON."""
    from armoede_toolbox.entry import to_json

    try:
        entry = journal.load(path)
    except ToolboxError as error:
        fault = unread(path, error)
        return json.dumps({"fout": [fault.line, fault.reason]})
    data = {key: value for key, value in to_json(entry).items() if key in ("afspraken", "terugblikken")}
    return json.dumps(data | {"twijfels": [[one.line, one.reason] for one in entry.warnings if one.agreed]})


def stored(path: Path) -> Stored:
    """One entry as data, read from its file."""
    from armoede_toolbox.insight import comparable
    from armoede_toolbox.privacy.finding import find, kinds

    try:
        data = _to_json(path)
    except ToolboxError as error:
        return Stored(path, fault=unread(path, error))
    packed = zlib.compress(_as_text(data).encode("utf-8", "surrogatepass"), 3)
    return Stored(path, packed, kinds(find([data])), json.dumps(comparable(data)))


def _to_json(path: Path) -> dict[str, Any]:
    from armoede_toolbox.entry import to_json

    return to_json(journal.load(path))


def _as_text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2).replace("\n", "\n    ")


def unread(path: Path, error: ToolboxError) -> Skipped:
    """A file whose head can be read and whose body cannot."""
    problem = error.problems[0]
    line = re.search(r"regel (\d+)$", problem.where)
    return Skipped(path, int(line[1]) if line else None, problem.what)
