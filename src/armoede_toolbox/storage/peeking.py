"""What stands in a logbook file, seen from its bytes: whether reading it as an entry is worth the time.

Reading an entry takes a hundred times as long as looking for a mark in it. A file that may hold something in another
encoding counts as one that does; who reads it then finds out.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from armoede_toolbox.storage import journal

SIGNALS: Final = b"<!-- at:signaal "
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_QUESTION: Final = re.compile(rb"<!-- at:vraag ([^\s<>]+) ([a-z-]+) ")


def holds(path: Path, mark: bytes) -> bool:
    """Whether this mark may be in the file; one that cannot be opened holds nothing."""
    data = _data(path)
    return data is not None and (not data or data.startswith(_WIDE) or mark in data)


def questions(path: Path) -> list[tuple[str, str]]:
    """The ids and kinds of the questions in a file. What is not UTF-8 has none."""
    return [(key.decode("utf-8", "replace"), kind.decode()) for key, kind in _QUESTION.findall(_data(path) or b"")]


def _data(path: Path) -> bytes | None:
    """The bytes of a file; empty when it is too large to know, ``None`` when it cannot be read."""
    try:
        return path.read_bytes() if path.stat().st_size <= journal.MOST_READ else b""
    except OSError:
        return None
