"""The entries of a root that say something about agreements: sessions that made them and look-backs on them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from armoede_toolbox.agreements import Source
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import journal, safely
from armoede_toolbox.storage.journal import Skipped

_MARKS: Final = (b"<!-- at:afspraak ", b"<!-- at:terugblik ")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was found, and the files that do not take part."""

    sources: tuple[Source, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def read(root: Path) -> Agreed:
    """Every entry under ``root`` with agreements or look-backs; copies too, for a box may be ticked in a copy."""
    return of_scan(journal.scan(root))


def of_scan(scan: journal.Scan) -> Agreed:
    """The same from a folder that was scanned already."""
    skipped = list(scan.skipped)
    paths = [*(path for path, _ in scan.files), *(copy.file for copy in scan.copies)]
    sources = tuple(_sources(paths, skipped))
    return Agreed(sources, tuple(skipped))


def _sources(paths: list[Path], skipped: list[Skipped]) -> Iterator[Source]:
    for path in paths:
        try:
            if _speaks_of_agreements(path):
                yield Source(str(path), journal.load(path))
        except OSError as error:
            skipped.append(Skipped(path, None, safely.because(error)))
        except ToolboxError as error:
            skipped.append(Skipped(path, None, error.problems[0].what))


def _speaks_of_agreements(path: Path) -> bool:
    """Most files do not, and reading a whole entry takes a hundred times as long as looking for a word."""
    if path.stat().st_size > journal.MOST_READ:
        return True
    data = path.read_bytes()
    return data.startswith(_WIDE) or any(mark in data for mark in _MARKS)
