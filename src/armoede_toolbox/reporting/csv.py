"""Contributions as a table that opens right in a Dutch spreadsheet, and in which no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from armoede_toolbox.text import clean

_BOM: Final = "\ufeff"
_FORMULA: Final = tuple("=+-@＝＋－＠|%")
GUARD: Final = "'"
"""Stands before what a spreadsheet could take for a formula, and before itself: taking one away gives the text back."""


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The whole file: ``;`` between cells, CRLF between rows, UTF-8 with a BOM."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return (_BOM + made.getvalue()).encode()


def guarded(text: str) -> str:
    """A cell that is only text."""
    cleaned = clean(text)
    return f"{GUARD}{cleaned}" if cleaned.lstrip().startswith((GUARD, *_FORMULA)) else cleaned


def unguarded(cell: str) -> str:
    """The text of a cell; inverse of ``guarded``."""
    return cell[1:] if cell.startswith(GUARD) else cell
