"""The lines of a journal file: program lines, one-line texts, and what is derived."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from armoede_toolbox.entry.parts import State
from armoede_toolbox.text import clean, escape, unescape

TITLE: Final = "titel"
AGREEMENTS: Final = "afspraken"
AGREEMENT: Final = "afspraak"
SIGNALS: Final = "signalen"
SIGNAL: Final = "signaal"
LOOK_BACKS: Final = "terugblikken"
LOOK_BACK: Final = "terugblik"
STEP: Final = "stap"
QUESTION: Final = "vraag"
OVERVIEW: Final = "overzicht"
OVERVIEW_END: Final = "/overzicht"
ANSWER: Final[str] = State.ANSWERED.value
COUNT: Final[str] = State.COUNTED.value

LABELS: Final[dict[str, str]] = {
    AGREEMENTS: "## Afspraken",
    SIGNALS: "## Signalen",
    LOOK_BACKS: "## Terugblik",
    OVERVIEW: "",
    OVERVIEW_END: "",
    COUNT: "*geteld*",
    State.SKIPPED: "*niet ingevuld*",
    State.NOT_REACHED: "*niet aan toegekomen*",
    State.DISCUSSED: "*alleen besproken*",
    State.NOT_KEPT: "*niet bewaard*",
    State.POINTER: "*zie de afspraken*",
}
"""The program's own words on the lines that hold no words of people."""

_ARGUMENTS: Final[dict[str, int]] = {
    TITLE: 0,
    AGREEMENTS: 0,
    AGREEMENT: 2,
    SIGNALS: 0,
    SIGNAL: 2,
    LOOK_BACKS: 0,
    LOOK_BACK: 2,
    STEP: 1,
    QUESTION: 3,
    OVERVIEW_END: 0,
    **{state.value: 1 for state in State},
}

FIELDS: Final[dict[str, str]] = {
    "wie": "who",
    "organisatie": "organisation",
    "niveau": "level",
    "klaar op": "ready_on",
    "terugkijken op": "look_back_on",
    "een inwoner merkt": "resident_notices",
}
"""The field lines under an agreement, in order, and the attributes that they hold."""
SIGNAL_FIELDS: Final[dict[str, str]] = {"voor wie": "addressee"}
"""Those under a signal."""

HARVEST: Final = "oogst"
IN_REPORT: Final = "verslag"
OPTIONS: Final[dict[str, frozenset[str]]] = {QUESTION: frozenset({HARVEST, IN_REPORT})}
"""Arguments of the form ``naam=waarde`` that a program line may have behind the others."""
_TOKEN: Final = re.compile(r"[^\s<>]+")
_MARK: Final = re.compile(rf"(?P<label>|.* )<!-- at:(?P<word>/?[a-z-]+)(?P<args>(?: {_TOKEN.pattern})*) -->")
_LOOKS_LIKE_MARK: Final = re.compile(r"(?<!\\)<!--\s*/?at:")
_NAMES_AGREEMENT: Final = re.compile(rf"at:(?:{AGREEMENT}|{LOOK_BACK})\b")
_FIELD: Final = re.compile(r"  - (?P<name>[^:]+):(?: (?P<value>.*))?")
BREAK: Final = " <br> "


class Mark(NamedTuple):
    """A program line."""

    word: str
    args: tuple[str, ...]
    label: str
    options: Mapping[str, str] = MappingProxyType({})


def mark(label: str, word: str, *args: str, **options: str | None) -> str:
    """The program line. Its arguments are names that hold no blanks, ``<`` or ``>``; absent options are left out."""
    args = (*args, *(f"{name}={value}" for name, value in options.items() if value is not None))
    for arg in args:
        if not _TOKEN.fullmatch(arg):
            raise ValueError(f"no name for a program line: {arg!r}")
    comment = " ".join((f"<!-- at:{word}", *args, "-->"))
    return f"{label} {comment}" if label else comment


def read_mark(line: str) -> Mark | None:
    """The program line that this line is, if its word is known and its arguments are complete."""
    found = _MARK.fullmatch(line)
    if found is None:
        return None
    word, (args, options) = found["word"], _arguments(found["word"], found["args"].split())
    if word != OVERVIEW and _ARGUMENTS.get(word) != len(args):
        return None
    return Mark(word, args, found["label"].removesuffix(" "), options)


def _arguments(word: str, given: list[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The arguments that a line needs, and those that it may have."""
    least = _ARGUMENTS.get(word, 0)
    pairs = [piece.partition("=") for piece in given[least:]] if word in OPTIONS else []
    if not all(equals for _, equals, _ in pairs):
        return tuple(given), {}
    return tuple(given[: len(given) - len(pairs)]), {name: value for name, _, value in pairs}


def looks_like_mark(line: str) -> bool:
    """Whether this may have been a program line."""
    return _LOOKS_LIKE_MARK.search(line) is not None


def names_agreement(line: str) -> bool:
    """Whether this line holds an agreement or what became of one, or did before somebody damaged it."""
    return _NAMES_AGREEMENT.search(line) is not None


def read_field(line: str) -> tuple[str, str] | None:
    """The name and Markdown of a line that has the shape of a field; its name need not be known."""
    found = _FIELD.fullmatch(line)
    return (found["name"], found["value"] or "") if found else None


def quoted_lines(markdown: str) -> list[str]:
    """Answer lines."""
    return [f"> {line}" if line else ">" for line in markdown.split("\n")]


def unquoted(line: str) -> str:
    """What an answer line holds."""
    return line.removeprefix(">").removeprefix(" ")


def inline(text: str) -> str:
    """Text as Markdown of one line, that anything may stand behind; ``from_inline`` is its inverse."""
    return BREAK.join(_sealed(line) for line in text.split("\n"))


def _sealed(line: str) -> str:
    """Escaped; a backslash at the end would otherwise escape what the program writes behind it."""
    return escape(line) + ("\\" if line.endswith("\\") else "")


def from_inline(markdown: str) -> str:
    """The text that ``inline`` wrote."""
    return "\n".join(unescape(line) for line in markdown.split(BREAK))


def checksum(line: str) -> str:
    """What tells a derived line from a note that someone wrote between derived lines."""
    return f"{zlib.crc32(line.encode()) & 0xFFFFFF:06x}"


def overview(lines: list[str]) -> list[str]:
    """A block of derived lines, each of them Markdown of one line."""
    shown = [clean(line) for line in lines]
    return [mark("", OVERVIEW, *map(checksum, shown)), *shown, mark("", OVERVIEW_END)]
