"""Keeping an index up to date: which files changed, and what stands in them.

A folder of a year is compared by one mark, made of the names, times and sizes of its files. Only where that differs,
its rows are compared one by one, and only a file whose own time or size differs is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from armoede_toolbox import __version__
from armoede_toolbox.storage import glance, journal, safely
from armoede_toolbox.storage.journal import Skipped

FORMAT: Final = 4
APPLICATION: Final = 0x41524D54
"""Marks a database as ours."""
Progress = Callable[[int, int], None]
"""Is told now and then how many of how many files were read."""
_TABLES: Final = ("meta", "folder", "file", "entry", "agreed", "asked", "term", "words")
_SCHEMA: Final = (
    "CREATE TABLE meta (stamp TEXT)",
    "CREATE TABLE folder (name BLOB PRIMARY KEY, mark BLOB) WITHOUT ROWID",
    """CREATE TABLE file (
        id INTEGER PRIMARY KEY, folder BLOB, name BLOB, mtime INTEGER, size INTEGER, ctime INTEGER, digest BLOB,
        kind TEXT, session TEXT, exercise TEXT, exercises TEXT, trajectory TEXT,
        number TEXT, title TEXT, need TEXT, team TEXT,
        day TEXT, started TEXT, instant REAL, head TEXT, reason TEXT, line INTEGER,
        agreed INTEGER, signals INTEGER, copy_of BLOB,
        UNIQUE (folder, name))""",
    "CREATE INDEX by_time ON file (instant, started, name)",
    "CREATE INDEX by_session ON file (kind, session)",
    "CREATE INDEX by_team ON file (team) WHERE kind IS NOT NULL",
    "CREATE INDEX left_out ON file (id) WHERE reason IS NOT NULL OR copy_of IS NOT NULL",
    "CREATE INDEX on_agreements ON file (id) WHERE agreed",
    "CREATE INDEX on_signals ON file (id) WHERE signals",
    "CREATE TABLE asked (id INTEGER PRIMARY KEY, questions TEXT)",
    "CREATE TABLE agreed (id INTEGER PRIMARY KEY, told TEXT)",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, found TEXT, asked TEXT, body BLOB, fault TEXT, line INTEGER)",
    """CREATE VIRTUAL TABLE words USING fts5 (title, text, front, tokenize = "unicode61 remove_diacritics 2")""",
    "CREATE VIRTUAL TABLE term USING fts5vocab (words, row)",
)
_MOMENT_NS: Final = 50_000_000
_COARSE_NS: Final = 2_000_000_000
_OFTEN: Final = 25


# --- what stands in the folders -------------------------------------------------------------------------------------


class File(NamedTuple):
    """A file as its folder lists it."""

    name: str
    mtime_ns: int
    size: int
    ctime_ns: int
    regular: bool

    @property
    def seen(self) -> tuple[int, int, int]:
        """What changes when the file does. The last one is for rights, which have no other time."""
        return self.mtime_ns, self.size, self.ctime_ns

    def settled(self, now_ns: int) -> bool:
        """Whether a change from now on would get another time. On some disks time has steps of two seconds."""
        step = _MOMENT_NS if self.mtime_ns % 1_000_000_000 else _COARSE_NS
        return abs(now_ns - self.mtime_ns) > step


Listed = tuple[str, int, int, int, bool]
"""The values of a ``File``, which is only made of those that differ: there may be ten thousand."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files in the year folders of a root, and the folders that could not be opened."""

    folders: dict[str, list[Listed]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


def listed(root: Path) -> Listing:
    """Look into the year folders. Reads no file."""
    found = Listing()
    for year in _inside(root, found.skipped):
        if journal.YEAR.fullmatch(year.name) and year.is_dir():
            folder = root / year.name
            found.folders[year.name] = sorted(_files(folder, found.skipped))
    return found


def _inside(folder: Path, skipped: list[Skipped]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []
    except OSError as error:
        skipped.append(Skipped(folder, None, safely.because(error)))
        return []


def _files(folder: Path, skipped: list[Skipped]) -> Iterator[Listed]:
    for entry in _inside(folder, skipped):
        name = entry.name
        if name[-3:].lower() == ".md" and name[0] != ".":
            try:
                found = entry.stat()
            except OSError:
                yield name, 0, 0, 0, False
            else:
                yield name, found.st_mtime_ns, found.st_size, found.st_ctime_ns, stat.S_ISREG(found.st_mode)


def _mark(files: list[Listed]) -> bytes:
    return hashlib.blake2b(repr(files).encode(), digest_size=16).digest()


def stamp() -> str:
    """What every row depends on: the program. An editable install changes without a new version, so its age counts."""
    package = Path(__file__).parent.parent
    code = [*package.glob("entry/*.py"), *package.glob("prompts/*.py"), package / "text.py", package / "yamltext.py"]
    code += [*package.glob("privacy/*.py"), package / "insight.py"]
    code += [Path(__file__), Path(glance.__file__), Path(journal.__file__)]
    return json.dumps([FORMAT, __version__, max(path.stat().st_mtime_ns for path in code)])


# --- refreshing -----------------------------------------------------------------------------------------------------


def refresh(db: sqlite3.Connection, root: Path, found: Listing, progress: Progress | None = None) -> None:
    """Make the index as the folders are, in one transaction; then hold what a reader may see until it is done."""
    marks = {name: _mark(files) for name, files in found.folders.items()}
    now = stamp()
    db.execute("BEGIN")
    if _fits(db, now) and dict(db.execute("SELECT name, mark FROM folder")) == _encoded(marks):
        return
    db.execute("ROLLBACK")
    db.execute("BEGIN IMMEDIATE")
    try:
        if not _fits(db, now):
            _make(db, now)
        _Refreshing(db, root, progress).run(found, marks)
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("BEGIN")
    db.execute("SELECT 1 FROM meta").fetchall()


def _encoded(marks: dict[str, bytes]) -> dict[bytes, bytes]:
    return {os.fsencode(name): mark for name, mark in marks.items()}


def _fits(db: sqlite3.Connection, now: str) -> bool:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return version == FORMAT and db.execute("SELECT stamp FROM meta").fetchall() == [(now,)]


def _make(db: sqlite3.Connection, now: str) -> None:
    for table in reversed(_TABLES):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for sentence in _SCHEMA:
        db.execute(sentence)
    db.execute("INSERT INTO meta VALUES (?)", (now,))
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute(f"PRAGMA application_id = {APPLICATION}")


class _Known(NamedTuple):
    """A row that stands in the index."""

    id: int
    seen: tuple[int | None, int, int]
    digest: bytes | None


class _Refreshing:
    """One refresh, within its transaction."""

    def __init__(self, db: sqlite3.Connection, root: Path, progress: Progress | None) -> None:
        self._db, self._root = db, root
        self._progress = progress or (lambda _done, _total: None)
        self._now = time.time_ns()

    def run(self, found: Listing, marks: dict[str, bytes]) -> None:
        known = dict(self._db.execute("SELECT name, mark FROM folder"))
        for gone in known.keys() - _encoded(marks).keys():
            self._forget([row.id for row in self._rows(gone).values()])
            self._db.execute("DELETE FROM folder WHERE name = ?", (gone,))
        differing = [name for name, mark in marks.items() if known.get(os.fsencode(name)) != mark]
        work = [(name, file, row) for name in differing for file, row in self._stale(name, found.folders[name])]
        unsettled = set()
        for done, (folder, file, row) in enumerate(work):
            if done % _OFTEN == 0:
                self._progress(done, len(work))
            if not self._take(folder, file, row):
                unsettled.add(folder)
        self._progress(len(work), len(work))
        for name in differing:
            mark = b"" if name in unsettled else marks[name]
            self._db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (os.fsencode(name), mark))
        self._tell_copies_apart()

    def _rows(self, folder: bytes) -> dict[bytes, _Known]:
        rows = self._db.execute("SELECT name, id, mtime, size, ctime, digest FROM file WHERE folder = ?", (folder,))
        return {name: _Known(id_, (mtime, size, ctime), digest) for name, id_, mtime, size, ctime, digest in rows}

    def _stale(self, folder: str, files: list[Listed]) -> list[tuple[File, _Known | None]]:
        """The files of a folder that have to be read; what is no longer there is forgotten."""
        rows = self._rows(os.fsencode(folder))
        known = [(file, rows.pop(os.fsencode(file.name), None)) for file in map(File._make, files)]
        stale = [(file, row) for file, row in known if row is None or row.seen != file.seen]
        self._forget([row.id for row in rows.values()])
        return stale

    def _forget(self, ids: list[int]) -> None:
        for table, column in (("words", "rowid"), ("entry", "id"), ("agreed", "id"), ("asked", "id"), ("file", "id")):
            self._db.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((one,) for one in ids))

    def _take(self, folder: str, file: File, row: _Known | None) -> bool:
        """Read one file into the index. Whether it may be trusted to stay as it is until its time changes."""
        path = self._root / folder / file.name
        data = _data(path) if file.regular else None
        digest = hashlib.blake2b(data, digest_size=16).digest() if data is not None else None
        settled = file.settled(self._now) and (data is not None or (not file.regular and file.mtime_ns != 0))
        seen = (file.mtime_ns if settled else None, file.size, file.ctime_ns)
        if row is not None and digest is not None and row.digest == digest:
            self._db.execute("UPDATE file SET mtime = ?, size = ?, ctime = ? WHERE id = ?", (*seen, row.id))
            return settled
        if row is not None:
            self._forget([row.id])
        self._add(folder, file.name, (*seen, digest), _looked(path, data))
        return settled

    def _add(self, folder: str, name: str, seen: tuple[Any, ...], found: _Look) -> None:
        place = (os.fsencode(folder), os.fsencode(name), *seen)
        about = (found.reason, found.line, found.agreed, found.signals)
        columns = [*place, *_columns(found.head), *about]
        marks = ", ".join("?" * len(columns))
        cursor = self._db.execute(f"INSERT INTO file VALUES (NULL, {marks}, NULL)", columns)
        if found.head is not None:
            words = [found.head["titel"], found.text, found.front]
            self._db.execute(
                "INSERT INTO words (rowid, title, text, front) VALUES (?, ?, ?, ?)",
                (cursor.lastrowid, *map(_encodable, words)),
            )
        if found.questions:
            rows = "\n".join(map(_encodable, found.questions))
            self._db.execute("INSERT INTO asked VALUES (?, ?)", (cursor.lastrowid, rows))

    def _tell_copies_apart(self) -> None:
        """One file of each session counts, that with its own name."""
        self._db.execute("UPDATE file SET copy_of = NULL WHERE copy_of IS NOT NULL")
        twice = "SELECT kind, session FROM file WHERE kind IS NOT NULL GROUP BY kind, session HAVING count(*) > 1"
        for kind, session in self._db.execute(twice).fetchall():
            same = "SELECT id, folder, name FROM file WHERE kind = ? AND session = ?"
            rows = [
                (id_, self._root / os.fsdecode(folder) / os.fsdecode(name))
                for id_, folder, name in self._db.execute(same, (kind, session))
            ]
            first, *others = sorted(rows, key=lambda row: journal.own_name_first(row[1], session))
            for id_, _ in others:
                self._db.execute("UPDATE file SET copy_of = ? WHERE id = ?", (os.fsencode(first[1].name), id_))


# --- one file -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a file gave: a head with its text, or a reason in Dutch, or nothing when it is not ours."""

    head: dict[str, Any] | None = None
    text: str = ""
    front: str = ""
    reason: str | None = None
    line: int | None = None
    agreed: bool = False
    """Whether it may say something about agreements."""
    signals: bool = False
    """Whether it may hold a signal."""
    questions: Sequence[str] = ()
    """As ``glance.questions`` gives them."""


def _data(path: Path) -> bytes | None:
    """The beginning of a file, as far as a file of a logbook may go."""
    try:
        with path.open("rb") as file:
            return file.read(journal.MOST_READ + 1)
    except OSError:
        return None


def _looked(path: Path, data: bytes | None) -> _Look:
    whole = data if data is not None and len(data) <= journal.MOST_READ else (data or b"")[: glance.HEAD_SIZE]
    pieces = glance.pieces(whole)
    head = None
    if pieces.usual and len(whole) <= glance.HEAD_SIZE and journal.FILE.match(path.name):
        head = glance.head(pieces.front)
    if head is None:
        try:
            head = _carefully(path)
        except journal.Unusable as unusable:
            return _Look(reason=unusable.reason, line=unusable.line)
    if head is None:
        return _Look()
    body, cut = pieces.body, data is None or len(whole) < len(data)
    return _Look(
        head,
        glance.readable(body),
        glance.readable_front(pieces.front),
        agreed=cut or glance.speaks_of_agreements(body),
        signals=cut or glance.speaks_of_signals(body),
        questions=glance.questions(body),
    )


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _carefully(path: Path) -> dict[str, Any] | None:
    head = journal.head_of(path)
    if head is None:
        return None
    from armoede_toolbox.entry import JournalEntry, to_json
    from armoede_toolbox.entry.front import KEYS

    of_body = to_json(JournalEntry(head=replace(head, extra={}))).keys() - KEYS.keys()
    return {key: value for key, value in to_json(JournalEntry(head=head)).items() if key not in of_body}


def _columns(head: dict[str, Any] | None) -> list[Any]:
    if head is None:
        return [None] * 13
    started: str = head["begonnen"]
    names = ("traject", "nummer", "titel", "leerbehoefte", "team")
    instant = datetime.fromisoformat(started).timestamp()
    exercises = "\n".join(["", head["oefening"], *head["onderdelen"], head["traject"] or "", ""])
    about = (*map(head.get, ("soort", "sessie", "oefening")), exercises, *map(head.get, names))
    return [*about, started[:10], started, instant, json.dumps(head)]
