"""The few pieces of Markdown in which values stand in a journal, and their way back.

Pieces that come in are Markdown already (``escape`` for what a person wrote); pieces that come out still are
(``plain`` makes them text). Reading is lenient about what people do by hand: blank lines, other bullets, wrapped lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from armoede_toolbox.text import clean_line, escape, parse_number, unescape

NOTHING: Final = "*niets*"
"""An answer of no items. Escaping keeps people's own words from looking like this."""

_ITEM: Final = re.compile(r"(?P<indent> *)(?:[-*+]|[0-9]+[.)])(?: +(?P<text>.*))?")
_COLON: Final = re.compile(r":(?= |$)")
_LABEL: Final = re.compile(r"(?P<label>(?:\\.|[^\\:]|:(?! |$))+):(?: (?P<rest>.*))?")


def plain(piece: str) -> str:
    """The text of one line of Markdown. Raises ``ValueError`` when there is none."""
    found = clean_line(unescape(piece))
    if not found:
        raise ValueError("Hier staat niets.")
    return found


def bullets(pieces: Iterable[str]) -> str:
    """One bullet per piece."""
    return "\n".join(f"- {piece}" for piece in pieces) or NOTHING


def numbered(pieces: Iterable[str]) -> str:
    """One numbered line per piece."""
    return "\n".join(f"{n}. {piece}" for n, piece in enumerate(pieces, start=1)) or NOTHING


def nested(points: Iterable[tuple[str, Iterable[str]]], nothing: str = NOTHING) -> str:
    """Bullets that have bullets of their own."""
    lines = [line for piece, below in points for line in (f"- {piece}", *(f"  - {under}" for under in below))]
    return "\n".join(lines) or nothing


def read_items(text: str) -> list[str]:
    """The pieces of ``bullets`` or ``numbered``. Raises ``ValueError``."""
    points = read_nested(text)
    if any(below for _, below in points):
        raise ValueError("Hier springt een regel in. Dat lezen we niet.")
    return [piece for piece, _ in points]


def read_nested(text: str, nothing: str = NOTHING) -> list[tuple[str, list[str]]]:
    """The pieces of ``nested``. Raises ``ValueError``."""
    if text.strip() == nothing:
        return []
    points: list[tuple[str, list[str]]] = []
    for line in filter(str.strip, text.split("\n")):
        _take(line, points)
    if not points:
        raise ValueError("Hier staat niets.")
    return points


def _take(line: str, points: list[tuple[str, list[str]]]) -> None:
    found = _ITEM.fullmatch(line)
    if found and len(found["indent"]) < 2:
        points.append((found["text"] or "", []))
    elif found and points:
        points[-1][1].append(found["text"] or "")
    elif line.startswith("  ") and points:
        _continue(line.strip(), points)
    else:
        raise ValueError("Deze regel begint niet met een streepje of een cijfer.")


def _continue(words: str, points: list[tuple[str, list[str]]]) -> None:
    """Put a line that was wrapped by hand behind the item above it."""
    piece, below = points[-1]
    if below:
        below[-1] += f" {words}"
    else:
        points[-1] = (f"{piece} {words}", below)


def labelled(label: str, piece: str) -> str:
    """``label: piece``. The label is a person's text and may hold a colon itself."""
    # Escaped together with its colon: a backslash at the end of the label would take it along.
    ready = escape(f"{label}:").removesuffix(":")
    return _COLON.sub(r"\\:", ready) + f": {piece}"


def read_labelled(piece: str) -> tuple[str, str]:
    """The label as text and the piece behind it. Raises ``ValueError``."""
    found = _LABEL.fullmatch(piece)
    if found is None:
        raise ValueError("Hier mist een dubbele punt met een waarde erachter.")
    return plain(found["label"]), found["rest"] or ""


def read_number(piece: str) -> int | float:
    """The number at the start; words behind it are for people. Raises ``ValueError``."""
    return parse_number(piece.strip().partition(" ")[0])


def read_whole(piece: str, minimum: int | None = None, maximum: int | None = None) -> int:
    """As ``read_number``, for a whole number between two bounds."""
    found = read_number(piece)
    if not isinstance(found, int) or _outside(found, minimum, maximum):
        raise ValueError("Dit getal past hier niet.")
    return found


def _outside(found: int, minimum: int | None, maximum: int | None) -> bool:
    return (minimum is not None and found < minimum) or (maximum is not None and found > maximum)


def first_and_rest(text: str) -> tuple[str, str]:
    """The first line as text, and the Markdown below it. Raises ``ValueError``."""
    first, _, rest = text.strip("\n").partition("\n")
    return plain(first), rest.strip("\n")


def amounts(pairs: Iterable[tuple[str, int]]) -> Sequence[str]:
    """A labelled number per piece."""
    return [labelled(label, str(number)) for label, number in pairs]


def read_amounts(pieces: Iterable[str], minimum: int | None = None) -> dict[str, int]:
    """The numbers of ``amounts`` by their label. Raises ``ValueError``."""
    pairs = (read_labelled(piece) for piece in pieces)
    return {label: read_whole(rest, minimum) for label, rest in pairs}
