"""Files that come from elsewhere: Markdown in folders and zips, as bytes. Nothing is unpacked and no link is followed.

A name from outside is only ever shown. What is too large, locked or broken is named, and the rest goes on.
"""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from armoede_toolbox.errors import Problem, batch
from armoede_toolbox.storage import journal, safely
from armoede_toolbox.text import clean_line

MARKDOWN: Final = ".md"
ZIP: Final = ".zip"
MOST_IN_ZIP: Final = 100_000
"""A logbook has fewer files; whoever makes a zip of more wants something else."""
_LOCKED: Final = 0x1
_TOO_LARGE: Final = "Dit bestand is te groot voor een logboekbestand."
_BROKEN: Final = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
)
"""What a zip that is damaged, locked or made in another way gives."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file: its bytes, or why they cannot be had."""

    where: str
    """For people."""
    data: bytes = b""
    reason: str | None = None

    @property
    def name(self) -> str:
        """Its own name, without the folders."""
        return self.where.replace("\\", "/").rpartition("/")[2]


def check(paths: Iterable[Path]) -> None:
    """Raise ``ToolboxError`` when one of these is not there."""
    do = "Kijk of de naam klopt, en of de stick of schijf verbonden is."
    batch([Problem("Dit bestand of deze map is er niet.", str(path), do) for path in paths if not path.exists()])


def count(paths: Iterable[Path]) -> int:
    """How many files ``files`` will give."""
    return sum(_many_in(one) for path in paths for one in _each(path))


def _many_in(one: Path | Incoming) -> int:
    if isinstance(one, Path) and one.suffix.lower() == ZIP:
        with suppress(OSError, *_BROKEN), zipfile.ZipFile(one) as archive:
            return sum(map(_wanted, archive.infolist()))
    return 1


def files(paths: Iterable[Path]) -> Iterator[Incoming]:
    """Every Markdown file in these files, folders and zips, in the order of their names."""
    for path in paths:
        for one in _each(path):
            yield from [one] if isinstance(one, Incoming) else _of_file(one)


def _each(path: Path) -> Iterator[Path | Incoming]:
    """The file itself, or all files in a folder."""
    if not path.is_dir():
        yield path
        return
    unseen: list[OSError] = []
    for place, folders, names in os.walk(path, onerror=unseen.append):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for file in (Path(place, name) for name in sorted(names) if not _hidden(name)):
            if file.suffix.lower() in (MARKDOWN, ZIP):
                yield _link(file) if file.is_symlink() else file
    yield from (Incoming(str(error.filename), reason=safely.because(error)) for error in unseen)


def _link(path: Path) -> Incoming:
    return Incoming(str(path), reason="Dit is een verwijzing naar een ander bestand. Die volgen we niet.")


def _hidden(name: str) -> bool:
    """Drafts, and what a Mac puts beside every file."""
    return name.startswith(".") or name == "__MACOSX"


def _of_file(path: Path) -> Iterator[Incoming]:
    if path.suffix.lower() == ZIP:
        yield from _of_zip(path)
        return
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Incoming(str(path), reason="Dit is geen gewoon bestand.")
            return
        with path.open("rb") as file:
            yield _bounded(str(path), file)
    except OSError as error:
        yield Incoming(str(path), reason=safely.because(error))


def _bounded(where: str, file: IO[bytes]) -> Incoming:
    """No more is read than a file of a logbook may hold, whatever its zip says."""
    data = file.read(journal.MOST_READ + 1)
    return Incoming(where, data) if len(data) <= journal.MOST_READ else Incoming(where, reason=_TOO_LARGE)


# --- zips -----------------------------------------------------------------------------------------------------------


def _of_zip(path: Path) -> Iterator[Incoming]:
    try:
        with zipfile.ZipFile(path) as archive:
            found = sorted(filter(_wanted, archive.infolist()), key=lambda info: info.filename)
            if len(found) > MOST_IN_ZIP:
                yield Incoming(str(path), reason="In deze zip zitten te veel bestanden voor een logboek.")
                return
            for info in found:
                yield _of_member(archive, info, f"{path}/{clean_line(info.filename)}")
    except OSError as error:
        yield Incoming(str(path), reason=safely.because(error))
    except _BROKEN:
        yield Incoming(str(path), reason="Deze zip kunnen we niet openen. Hij is beschadigd of niet heel overgekomen.")


def _wanted(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    return parts[-1].lower().endswith(MARKDOWN) and not any(_hidden(part) and part not in (".", "..") for part in parts)


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Incoming:
    if info.flag_bits & _LOCKED:
        return Incoming(where, reason="Op deze zip zit een wachtwoord. Pak hem zelf uit en haal de map binnen.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Incoming(where, reason="Dit is een verwijzing naar een ander bestand. Die volgen we niet.")
    if info.file_size > journal.MOST_READ:
        return Incoming(where, reason=_TOO_LARGE)
    try:
        with archive.open(info) as file:
            return _bounded(where, file)
    except (*_BROKEN, OSError):
        return Incoming(where, reason="Dit bestand is in de zip beschadigd.")
