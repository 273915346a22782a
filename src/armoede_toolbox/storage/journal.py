"""The logbook: Markdown files in folders of the people themselves, each created once and never rewritten.

Personal files are read only by who passes ``personal_root``; no function here looks there by itself.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.storage import safely
from armoede_toolbox.storage.config import Config
from armoede_toolbox.storage.places import DRAFTS, Places
from armoede_toolbox.text import SPOKEN, listed, nearest, quoted, slug
from armoede_toolbox.vocabulary import EntryKind

if TYPE_CHECKING:
    import random

    from armoede_toolbox.entry import Head, JournalEntry

ALPHABET: Final = SPOKEN
"""An id is read aloud and typed over."""
TAIL_LENGTH: Final = 4
SESSION: Final = re.compile(rf"(\d{{4}}-\d\d-\d\d-\d{{4}})-([{ALPHABET}]{{{TAIL_LENGTH}}})")
FILE: Final = re.compile(rf"(\d{{4}}-\d\d-\d\d-\d{{4}})-([a-z0-9-]+)-([{ALPHABET}]{{{TAIL_LENGTH}}})\b")
YEAR: Final = re.compile(r"\d{4}")
_LONGEST: Final = "2026/2026-11-22-1405--xxxx.md" + 40 * "x"
LATEST: Final = "laatste"
ENOUGH_SPACE: Final = 1024 * 1024
MOST_READ: Final = 16 * 1024 * 1024
"""No logbook file is larger; a video that someone called ``.md`` is."""
_HEAD_READ: Final = 64 * 1024
_MARKS: Final = tuple(re.compile(rb"^%s[ \t]*:" % key, re.MULTILINE) for key in (b"formaat", b"sessie"))
"""A file that was given another name is still ours by these keys."""


# --- names and places -----------------------------------------------------------------------------------------------


def session_id(started: datetime, source: random.Random) -> str:
    """A new session id: the moment it started, and four signs of chance."""
    return f"{started:%Y-%m-%d-%H%M}-{''.join(source.choices(ALPHABET, k=TAIL_LENGTH))}"


def entry_path(root: Path, session: str, exercise: str) -> Path:
    """Where the entry of a session goes."""
    parts = SESSION.fullmatch(session)
    if parts is None:
        raise ValueError(f"no session id: {session!r}")
    moment, tail = parts.groups()
    return root / moment[:4] / f"{moment}-{slug(exercise)}-{tail}.md"


def copy_path(root: Path, session: str, exercise: str, data: bytes) -> Path:
    """Where another version of an entry goes: beside the first, with a name that says so and is that of its bytes."""
    path = entry_path(root, session, exercise)
    return path.with_name(f"{path.stem} (andere versie {zlib.crc32(data):08x}){path.suffix}")


def team_root(places: Places, config: Config, team: str) -> Path:
    """The root of a team, by its name or slug."""
    key = slug(team)
    own = config.teams[key].folder if key in config.teams else None
    return own if own and not places.forced else places.teams / key


def personal_root(places: Places) -> Path:
    """The root of personal sessions; only read it when the person asked for it."""
    return places.personal


def known_teams(places: Places, config: Config) -> dict[str, str]:
    """Teams by slug with the name to show: those in the settings and those with a folder."""
    found = {key: team.name for key, team in config.teams.items()}
    for folder in _inside(places.teams, []):
        if slug(folder.name) == folder.name and folder.is_dir():
            found.setdefault(folder.name, folder.name)
    return dict(sorted(found.items()))


def fallback(root: Path) -> Path:
    """Where drafts go when the user's own folder for them fails."""
    return root / f".{DRAFTS}"


# --- before the first question --------------------------------------------------------------------------------------


def check_root(root: Path, *, make: bool = True) -> None:
    """Raise when an entry could not be saved in ``root``. Makes the folder and tries a save.

    Pass ``make=False`` for a folder that people chose earlier: when it is gone, a drive or share is not connected, and
    making it anew would hide their work somewhere else.
    """
    try:
        if not make and not root.exists():
            raise ToolboxError(
                "De map van het logboek is er nu niet.",
                str(root),
                "Kijk of de schijf of het netwerk verbonden is. Of kies een andere map met: armoede instellingen",
            )
        safely.make_folder(root)
        free = shutil.disk_usage(root).free
        _try_save(root)
    except OSError as error:
        raise ToolboxError(
            f"In deze map kunnen we het logboek niet bewaren. {safely.because(error)}",
            str(root),
            "Kies een andere map met: armoede instellingen",
        ) from error
    if free < ENOUGH_SPACE:
        raise ToolboxError(
            "Op deze schijf is bijna geen ruimte meer.", str(root), "Maak ruimte vrij. Of kies een andere map."
        )


def _try_save(root: Path) -> None:
    """Save and remove a file whose path is as long as the longest of an entry, through the real door."""
    trial = root / f".proef-{os.getpid()}".ljust(len(_LONGEST), "-")
    safely.forget(trial)
    try:
        safely.write_new(trial, b"proef\n")
    finally:
        safely.forget(trial)


# --- saving ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """An entry that stands in the logbook, read back and compared."""

    path: Path
    already_there: bool
    """The same file stood there before; nothing was written."""


def publish(text: str, target: Path) -> Published:
    """Create the entry. When this raises, keep the draft: nothing is lost."""
    data = text.encode()
    try:
        put(target, data)
    except FileExistsError as error:
        return _published_before(target, data, error)
    except OSError as error:
        raise _not_saved(target, error) from error
    return Published(target, already_there=False)


def put(target: Path, data: bytes) -> None:
    """``safely.write_new`` for a file of a logbook. Lets ``OSError`` through.

    The root was there before people began. When it is gone, a drive or share was taken away: making it anew would hide
    their work somewhere else.
    """
    root = target.parent.parent
    if not root.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(root))
    safely.write_new(target, data)


def _published_before(target: Path, data: bytes, error: FileExistsError) -> Published:
    try:
        if safely.holds(target, data):
            safely.sync_folder(target.parent)
            return Published(target, already_there=True)
    except OSError as unread:
        raise _not_saved(target, unread) from unread
    raise ToolboxError(
        "Er staat al een ander bestand met deze naam. We hebben het niet veranderd.",
        str(target),
        "Geef dat bestand een andere naam. Ga daarna verder met: armoede hervat",
    ) from error


def _not_saved(target: Path, error: OSError) -> ToolboxError:
    return ToolboxError(
        f"Het bestand staat nog niet in het logboek. {safely.because(error)} Je antwoorden zijn er nog.",
        str(target),
        "Los dit op. Ga daarna verder met: armoede hervat",
    )


# --- looking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that does not take part, in Dutch; it is left as it is."""

    file: Path
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in the year folders of a root."""

    files: tuple[tuple[Path, Head], ...] = ()
    """Oldest first."""
    skipped: tuple[Skipped, ...] = ()
    copies: tuple[Skipped, ...] = ()
    """Second files with the same session, as a cloud makes them; the first one is in ``files``."""


class Unusable(Exception):
    """A file that cannot be read, with the reason in Dutch."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason, self.line = reason, line
        super().__init__(reason)


def scan(root: Path) -> Scan:
    """All entries under ``root``, by their front matter only. Foreign files are passed over in silence."""
    found: list[tuple[Path, Head]] = []
    skipped: list[Skipped] = []
    for path in _markdown_files(root, skipped):
        try:
            head = head_of(path)
        except Unusable as unusable:
            skipped.append(Skipped(path, unusable.line, unusable.reason))
        else:
            found.extend([(path, head)] if head else [])
    files, copies = _apart(found)
    lost = out_of_place(root, {head.session for _, head in found})
    return Scan(files, (*skipped, *lost), copies)


def out_of_place(root: Path, known: Container[str]) -> list[Skipped]:
    """Files of ours that somebody moved out of the folder of their year, unless their session is known anyway."""
    return [
        Skipped(path, None, f"Het staat niet in de map van een jaar. Zet het terug in de map {path.name[:4]}.")
        for path in sorted(_strays(root))
        if (parts := FILE.match(path.name)) and f"{parts[1]}-{parts[3]}" not in known
    ]


def _strays(folder: Path, depth: int = 2, *, in_year: bool = False) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if depth and one.is_dir(follow_symlinks=False) and not one.name.startswith("."):
                year = depth == 2 and YEAR.fullmatch(one.name) is not None
                yield from _strays(Path(one.path), depth - 1, in_year=year)
            elif not in_year and one.name.lower().endswith(".md") and FILE.match(one.name):
                yield Path(one.path)


def load(path: Path) -> JournalEntry:
    """The whole entry in ``path``."""
    from armoede_toolbox.entry import parse

    try:
        return parse(_bytes(path), str(path))
    except Unusable as unusable:
        raise ToolboxError("Dit logboekbestand kunnen we niet lezen.", str(path), unusable.reason) from unusable


def _markdown_files(root: Path, skipped: list[Skipped]) -> Iterator[Path]:
    for folder in _inside(root, skipped):
        if YEAR.fullmatch(folder.name) and folder.is_dir():
            for path in _inside(folder, skipped):
                if path.suffix.lower() == ".md" and not path.name.startswith("."):
                    yield path


def _inside(folder: Path, skipped: list[Skipped]) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        skipped.append(Skipped(folder, None, safely.because(error)))
        return []


def head_of(path: Path) -> Head | None:
    """The front matter; ``None`` when the file is not ours. Raises ``Unusable`` when it cannot be read."""
    named_by_us = FILE.match(path.name) is not None
    try:
        data = _bytes(path, _HEAD_READ)
    except Unusable:
        if named_by_us:
            raise
        return None
    if not is_ours(path.name, data):
        return None
    # Here, because entries know every prompt kind with its model, and most who need a path need no entry.
    from armoede_toolbox.entry import front_matter

    try:
        return front_matter(data)
    except ToolboxError as error:
        raise _unusable(error.problems) from error


def is_ours(name: str, data: bytes) -> bool:
    """Whether this is a file of a logbook, by its name or by what stands at its top."""
    top = data[:_HEAD_READ].replace(b"\0", b"")  # as if UTF-16 were ASCII
    return FILE.match(name) is not None or all(mark.search(top) for mark in _MARKS)


def _unusable(problems: Sequence[Problem]) -> Unusable:
    line = re.search(r"\d+$", problems[0].where)
    return Unusable(" ".join(problem.what for problem in problems), int(line[0]) if line else None)


def _bytes(path: Path, beginning: int | None = None) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unusable("Dit is geen gewoon bestand.")
        if beginning is None and found.st_size > MOST_READ:
            raise Unusable("Dit bestand is te groot voor een logboekbestand.")
        with path.open("rb") as file:
            data = file.read(beginning)
    except OSError as error:
        raise Unusable(safely.because(error)) from error
    if not data.strip(b"\0 \r\n\t"):
        raise Unusable("Dit bestand is leeg.", 1)
    return data


def _apart(
    found: Iterable[tuple[Path, Head]],
) -> tuple[tuple[tuple[Path, Head], ...], tuple[Skipped, ...]]:
    """Keep one file of each session, that with its own name, and name the other ones."""
    by_session: dict[tuple[str, str], tuple[Path, Head]] = {}
    copies: list[Skipped] = []
    for path, head in sorted(found, key=lambda file: own_name_first(file[0], file[1].session)):
        first, _ = by_session.setdefault((head.kind, head.session), (path, head))
        if first != path:
            copies.append(copy_of(path, first))
    files = sorted(by_session.values(), key=lambda file: (file[1].started.isoformat(), file[0].name))
    return tuple(files), tuple(copies)


def own_name_first(path: Path, session: str) -> tuple[bool, int, Path]:
    """Which of the files of one session counts: the lowest."""
    return _session_of(path.stem) != session, len(path.name), path


def copy_of(path: Path, first: Path) -> Skipped:
    """What is said of a file whose session stands in another file too."""
    return Skipped(path, 1, f"Dit is dezelfde sessie als {first.name}. We gebruiken {first.name}.")


def _session_of(stem: str) -> str | None:
    parts = FILE.fullmatch(stem)
    return f"{parts[1]}-{parts[3]}" if parts else None


# --- finding --------------------------------------------------------------------------------------------------------


def find(roots: Iterable[Path], name: str) -> Path:
    """The file of a session, by its id, an unambiguous tail of id or file name, or ``laatste``."""
    scans = [scan(root) for root in roots]
    wanted = name.strip().lower().removesuffix(".md")
    if wanted == LATEST:
        return _latest(scans)
    names = dict(_names(scans))
    found = {path for known, path in names.items() if known == wanted} or {
        path for known, path in names.items() if wanted and known.endswith(wanted)
    }
    if len(found) != 1:
        raise _not_found(name, sorted(path.stem for path in found), names)
    return found.pop()


def _latest(scans: Iterable[Scan]) -> Path:
    sessions = [
        (head.started.isoformat(), path)
        for each in scans
        for path, head in each.files
        if head.kind is EntryKind.SESSION
    ]
    if not sessions:
        raise ToolboxError("Er staat nog geen sessie in dit logboek.", "", "Een sessie begin je met: armoede start")
    return max(sessions)[1]


def _names(scans: Iterable[Scan]) -> Iterator[tuple[str, Path]]:
    """Every name that a file answers to; damaged files too, so that one can be shown what is wrong."""
    for each in scans:
        for skipped in each.skipped:
            yield from ((known, skipped.file) for known in (skipped.file.stem, _session_of(skipped.file.stem)) if known)
        for path, head in each.files:
            yield from ((known.lower(), path) for known in (path.stem, head.session))


def _not_found(name: str, found: list[str], names: Iterable[str]) -> ToolboxError:
    if found:
        return ToolboxError(
            f"Er is meer dan één sessie die eindigt op {quoted(name)}.", "", f"Kies {listed(found, 'of')}."
        )
    tails = {known[-TAIL_LENGTH:]: known for known in names}
    like = list(dict.fromkeys(tails.get(close, close) for close in nearest(name, [*names, *tails])))
    do = f"Bedoel je {listed(like, 'of')}?" if like else "Bekijk de sessies met: armoede logboek lijst"
    return ToolboxError(f"We kennen geen sessie {quoted(name)}.", "", do)
