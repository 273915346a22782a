"""The draft of a running session: an append-only log of events, one ASCII JSON line each.

``append`` returns when the event is on disk. When the disk fails, the whole draft moves to another place and goes on
there; when no place works the events stay in memory and the next ``append`` or ``save`` tries everything again.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from armoede_toolbox.errors import Problem, ToolboxError, batch
from armoede_toolbox.storage import journal, safely
from armoede_toolbox.storage.config import Config
from armoede_toolbox.storage.places import DRAFTS, Places

if TYPE_CHECKING:
    from filelock import BaseFileLock

Event = dict[str, Any]

NUMBER: Final = "n"
"""The key of the running number in each line."""
SUFFIX: Final = ".jsonl"
LAST_RESORT: Final = "armoede-concept-"
_LOCK_SUFFIX: Final = ".lock"
_FILE: Final = re.compile(rf"({journal.SESSION.pattern})\b.*{re.escape(SUFFIX)}", re.DOTALL)
_LOOK: Final = "Je hoeft niets te doen. Kijk straks wel of je antwoorden er allemaal staan."


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Log:
    """What could be read of a log."""

    path: Path
    events: list[tuple[int, Event]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    """The line of each running number."""

    @property
    def next(self) -> int:
        return max(self.lines, default=0) + 1

    def take(self, line: int, raw: bytes) -> None:
        known = _numbered(raw)
        if known is None:
            if raw.strip():
                self._report(line, "Deze regel van het concept kunnen we niet lezen. De andere regels doen gewoon mee.")
            return
        if known[0] in self.lines:
            if known in self.events:
                self._report(line, "Deze regel staat er twee keer. Hij telt één keer mee.")
                return
            self._report(line, "Twee regels hebben hetzelfde nummer. Ze doen allebei mee.")
        self.lines.setdefault(known[0], line)
        self.events.append(known)

    def report_gaps(self) -> None:
        for before, number in itertools.pairwise((0, *sorted(self.lines))):
            if number > before + 1:
                missing = f"{before + 1}" if number == before + 2 else f"{before + 1} tot en met {number - 1}"
                self._report(self.lines[number], f"Voor deze regel mist een stukje: nummer {missing}.")

    def _report(self, line: int, what: str) -> None:
        self.problems.append(Problem(what, f"{self.path}, regel {line}", _LOOK))


def read_events(path: Path) -> tuple[list[Event], list[Problem]]:
    """Every intact event in a draft, in order, and what is wrong with the rest. Needs no lock, writes nothing."""
    try:
        log = _read(path)
    except OSError as error:
        raise ToolboxError("Dit concept kunnen we niet lezen.", str(path), safely.because(error)) from error
    return [event for _, event in log.events], log.problems


def _read(path: Path) -> _Log:
    log = _Log(path)
    for line, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        log.take(line, raw)
    log.report_gaps()
    return log


def _numbered(raw: bytes) -> tuple[int, Event] | None:
    """The event in a line, or ``None``. NUL bytes around it, as a power cut leaves them, do no harm."""
    try:
        event = json.loads(raw.strip(b"\0 \t\r").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    number = event.pop(NUMBER, None) if isinstance(event, dict) else None
    return (number, event) if type(number) is int and number > 0 else None


# --- one open file --------------------------------------------------------------------------------------------------


class _OpenFile:
    """A log that is open for appending, with its lock. Lets ``OSError`` through."""

    _FLAGS: Final = os.O_RDWR | os.O_APPEND | safely.BINARY

    def __init__(self, path: Path, flags: int = 0) -> None:
        self.path = path
        self._fd = os.open(path, self._FLAGS | flags, safely.FILE_MODE)
        try:
            self._lock = _lock(path)
        except BaseException:
            os.close(self._fd)
            if flags & os.O_EXCL:
                safely.forget(path)
            raise

    @classmethod
    def create(cls, path: Path) -> Self:
        made = cls(path, os.O_CREAT | os.O_EXCL)
        try:
            safely.sync_folder(path.parent)
        except BaseException:
            made.delete()
            raise
        return made

    def append(self, data: bytes) -> None:
        """Add lines; on return they are on disk, in the file that ``path`` names."""
        data = data if self._ends_whole() else b"\n" + data
        before = os.fstat(self._fd).st_size
        safely.write_all(self._fd, data)
        os.fsync(self._fd)
        after = os.fstat(self._fd)
        if after.st_size != before + len(data):
            raise safely.NotAsWritten(self.path)
        if not os.path.samestat(after, self.path.stat()):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self.path))

    def _ends_whole(self) -> bool:
        size = os.lseek(self._fd, 0, os.SEEK_END)
        if size == 0:
            return True
        os.lseek(self._fd, size - 1, os.SEEK_SET)
        return os.read(self._fd, 1) == b"\n"

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._fd)
        if self._lock is not None:
            with suppress(OSError):
                self._lock.release(force=True)

    def delete(self) -> None:
        """Close and remove what was just made here; when that fails a part of a copy stays, which harms nobody."""
        self.close()
        safely.forget(self.path)
        safely.forget(_lock_path(self.path))


def _lock_path(path: Path) -> Path:
    return path.with_name(path.name + _LOCK_SUFFIX)


def _lock(path: Path) -> BaseFileLock | None:
    """The lock of the operating system, which ends with its program; ``None`` where locks do not exist."""
    # Most commands only read drafts, and filelock takes a tenth of a second to import.
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_path(path), timeout=0, mode=safely.FILE_MODE, thread_local=False)
    try:
        lock.acquire()
    except Timeout as taken:
        raise ToolboxError(
            "Deze sessie is al open in een ander venster.", str(path), "Ga daar verder, of sluit dat venster eerst."
        ) from taken
    except (OSError, NotImplementedError):
        return None
    return lock


# --- the draft ------------------------------------------------------------------------------------------------------


class Draft:
    """The events of one session, safe on disk. Make one with ``create`` or ``open``."""

    def __init__(self, session: str, home: Path, fallback: Path | None, older: Iterable[Path]) -> None:
        self.session = session
        self.moved: Path | None = None
        """Where the draft went when its place failed; tell the people."""
        self.problems: tuple[Problem, ...] = ()
        """What was wrong with the log when it was opened."""
        self.events: list[Event] = []
        """All events, as they would be read back."""
        self._home = home
        self._fallback = fallback
        self._older = list(older)
        self._file: _OpenFile | None = None
        self._path: Path | None = None
        self._lines: list[bytes] = []
        self._safe = 0
        self._next = 1

    @classmethod
    def create(cls, session: str, folder: Path, fallback: Path | None = None) -> Self:
        """A new draft. Raises ``FileExistsError`` when the session exists: then choose another id."""
        if not journal.SESSION.fullmatch(session):
            raise ValueError(f"no session id: {session!r}")
        draft = cls(session, folder, fallback, ())
        try:
            safely.make_folder(folder)
            draft._use(_OpenFile.create(folder / f"{session}{SUFFIX}"))
        except FileExistsError:
            raise
        except OSError as error:
            draft._start_anew(error)
        return draft

    @classmethod
    def open(cls, path: Path, fallback: Path | None = None, older: Iterable[Path] = ()) -> Self:
        """Go on with a draft. ``older`` are earlier copies of it, which ``discard`` removes too."""
        named = _FILE.fullmatch(path.name)
        draft = cls(named[1] if named else path.stem, path.parent, fallback, older)
        try:
            draft._path = path
            draft._file = _opened(path)
            draft._remember(_read(path))
        except OSError as error:
            draft.close()
            raise ToolboxError("Dit concept kunnen we niet openen.", str(path), safely.because(error)) from error
        return draft

    @property
    def path(self) -> Path | None:
        """The file that holds the draft; ``None`` as long as no place worked."""
        return self._path

    @property
    def unsaved(self) -> int:
        """How many events are in memory only."""
        return len(self._lines) - self._safe

    def append(self, event: Mapping[str, Any]) -> None:
        """Add an event; on return it is on disk. When it raises ``ToolboxError``, it is kept in memory."""
        if NUMBER in event:
            raise ValueError("the draft numbers its events itself")
        line = _line(self._next, event)
        self._lines.append(line)
        self.events.append(_as_read(line))
        self._next += 1
        self.save()

    def save(self) -> None:
        """Put everything on disk that is not there yet; for "try again" after ``append`` raised."""
        if not self.unsaved:
            return
        try:
            if self._file is None:
                raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._file.append(b"".join(self._lines[self._safe :]))
        except OSError as error:
            self._start_anew(error)
        self._safe = len(self._lines)

    def discard(self) -> None:
        """Remove the draft with its older copies: it was published, or the people do not want it."""
        self.close()
        own = [self._path] if self._path else []
        batch(filter(None, map(_removed, dict.fromkeys([*own, *self._older]))))

    def close(self) -> None:
        """Let go of file and lock; the draft stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _remember(self, log: _Log) -> None:
        self.events = [event for _, event in log.events]
        self.problems = tuple(log.problems)
        self._lines = [_line(number, event) for number, event in log.events]
        self._safe = len(self._lines)
        self._next = log.next

    def _start_anew(self, error: OSError) -> None:
        """Write the whole draft in the first place that works, and go on there."""
        for folder in self._refuges():
            with suppress(OSError, ToolboxError):
                file = _copied(self._free_names(folder), b"".join(self._lines))
                self._use(file)
                self.moved = file.path
                return
        raise ToolboxError(
            f"We kunnen je antwoorden nu nergens bewaren. {safely.because(error)}",
            str(self._path or self._home),
            "Laat dit venster open: alles staat er nog. Los het op en probeer het dan nog een keer.",
        ) from error

    def _refuges(self) -> Iterator[Path]:
        if self._fallback is not None:
            yield self._fallback
        yield self._home
        with suppress(OSError):
            last = Path(tempfile.mkdtemp(prefix=LAST_RESORT))
            yield last
            last.rmdir()

    def _free_names(self, folder: Path) -> Iterator[Path]:
        """Names for a copy, but not the one that we have locked ourselves."""
        for addition in ("", *(f"-{number}" for number in range(2, 100))):
            path = folder / f"{self.session}{addition}{SUFFIX}"
            if path != self._path:
                yield path

    def _use(self, file: _OpenFile) -> None:
        self.close()
        self._older += [self._path] if self._path else []
        self._file, self._path = file, file.path


def _line(number: int, event: Mapping[str, Any]) -> bytes:
    return json.dumps({NUMBER: number, **event}, separators=(",", ":")).encode("ascii") + b"\n"


def _as_read(line: bytes) -> Event:
    event: Event = json.loads(line)
    del event[NUMBER]
    return event


def _opened(path: Path) -> _OpenFile | None:
    """The file, or ``None`` when it can be read only; then the first event moves the draft."""
    try:
        return _OpenFile(path)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) and path.is_file():
            return None
        raise


def _copied(names: Iterable[Path], data: bytes) -> _OpenFile:
    """A new file with ``data``, under the first of ``names`` that is free."""
    for path in names:
        safely.make_folder(path.parent, parents=False)
        with suppress(FileExistsError):
            file = _OpenFile.create(path)
            break
    else:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    try:
        file.append(data)
    except BaseException:
        file.delete()
        raise
    return file


def _removed(path: Path) -> Problem | None:
    try:
        safely.patiently(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        what = f"Een concept konden we niet weggooien. {safely.because(error)}"
        return Problem(what, str(path), "Gooi dit bestand zelf weg.")
    safely.forget(_lock_path(path))
    if path.parent.name.startswith((LAST_RESORT, f".{DRAFTS}")):
        with suppress(OSError):
            path.parent.rmdir()
    return None


# --- all drafts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft on disk. Whether it is personal stands in its first event; the caller keeps those apart."""

    session: str
    path: Path
    modified: float
    """Seconds since 1970, as the file system says."""
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    older: tuple[Path, ...] = ()
    """Copies that hold nothing more, left behind when the draft moved; hand them to ``Draft.open``."""


def in_use(file: DraftFile) -> bool:
    """Whether a program has this draft open now. Takes the lock for a moment; writes no event."""
    from filelock import FileLock, Timeout

    path = _lock_path(file.path)
    if not path.exists():
        return False
    lock = FileLock(path, timeout=0, mode=safely.FILE_MODE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return True
    except (OSError, NotImplementedError):
        return False
    lock.release()
    return False


def list_drafts(places: Places, config: Config) -> list[DraftFile]:
    """Every draft that can be gone on with, newest first; a file that cannot be read is there with its problem."""
    by_session: dict[str, list[_Found]] = {}
    for folder in draft_folders(places, config):
        for found in _found_in(folder):
            by_session.setdefault(found.session, []).append(found)
    files = itertools.chain.from_iterable(map(_grouped, by_session.values()))
    return sorted(files, key=lambda file: file.modified, reverse=True)


def draft_folders(places: Places, config: Config) -> list[Path]:
    """Every folder where a draft can be."""
    teams = (journal.team_root(places, config, team) for team in journal.known_teams(places, config))
    fallbacks = (journal.fallback(root) for root in (journal.personal_root(places), *teams))
    last = Path(tempfile.gettempdir()).glob(f"{LAST_RESORT}*")
    return list(dict.fromkeys([places.drafts, *fallbacks, *filter(_mine, sorted(last))]))


def _mine(folder: Path) -> bool:
    try:
        return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Found:
    session: str
    modified: float
    log: _Log
    readable: bool = True

    def holds(self, other: _Found) -> bool:
        return other.readable and all(event in self.log.events for event in other.log.events)

    def as_file(self, older: Iterable[_Found] = ()) -> DraftFile:
        events = tuple(event for _, event in self.log.events)
        paths = tuple(copy.log.path for copy in older)
        return DraftFile(self.session, self.log.path, self.modified, events, tuple(self.log.problems), paths)


def _found_in(folder: Path) -> Iterator[_Found]:
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return
    for path in paths:
        named = _FILE.fullmatch(path.name)
        found = _found(named[1], path) if named else None
        if found and (found.log.events or found.log.problems):
            yield found


def _found(session: str, path: Path) -> _Found:
    try:
        return _Found(session, path.stat().st_mtime, _read(path))
    except OSError as error:
        problem = Problem("Dit concept kunnen we niet lezen.", str(path), safely.because(error))
        return _Found(session, 0.0, _Log(path, problems=[problem]), readable=False)


def _grouped(copies: list[_Found]) -> Iterator[DraftFile]:
    """The drafts of one session: mostly one with older copies; two when they went on apart."""
    rest = sorted(copies, key=lambda copy: (len(copy.log.events), copy.modified), reverse=True)
    while rest:
        fullest, *others = rest
        yield fullest.as_file(copy for copy in others if fullest.holds(copy))
        rest = [copy for copy in others if not fullest.holds(copy)]
