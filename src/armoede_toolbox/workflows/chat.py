"""A pasted chat made into contributions: one per message, without names and times.

Chat programs write a message as ``[26/11, 23:32] Naam: tekst``, ``26-11-2026 23:32 - Naam: tekst``, ``Naam  23:32``
above the text, or ``Naam: tekst``. Lines in between that are only a time or a name with a time go.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_TIME: Final = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DATE: Final = r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
_STAMP: Final = rf"(?:{_DATE}[,\s]+)?{_TIME}"
_NAME: Final = r"[^:\n]{1,40}?"
_PREFIX: Final = re.compile(rf"^\s*(?:\[{_STAMP}\]|\[{_TIME},?\s+{_DATE}\]|{_STAMP})\s*(?:-\s*)?(?:{_NAME}:\s+)?")
_NAMED: Final = re.compile(r"^\s*[A-ZÀ-Þ][\w’'.-]*(?:\s+[\w’'.-]+){0,3}:\s+")
_HEADER: Final = re.compile(rf"^\s*{_NAME}\s+{_STAMP}\s*$")
MOST_HEADER_WORDS: Final = 6
_ONLY_STAMP: Final = re.compile(rf"^\s*\[?{_STAMP}\]?\s*$")


MARKS: Final = 2
"""So many stamps or equal names make a text a chat; a text that only looks a bit like one stays as it is."""


def lines_of_chat(pasted: str) -> list[str]:
    """The messages, in order, without who and when. Text that is no chat keeps every line whole."""
    lines = [line for line in pasted.split("\n") if line.strip()]
    names = _names(lines)
    stamped = sum(1 for line in lines if _PREFIX.match(line) or _is_header(line))
    if stamped < MARKS and not names:
        return [line.strip() for line in lines]
    kept = [line for line in lines if not _ONLY_STAMP.match(line) and not _is_header(line)]
    return [message for message in (_message(line, names) for line in kept) if message]


def _names(lines: list[str]) -> set[str]:
    """Beginnings like ``Naam:`` that stand there more than once: people who wrote several messages."""
    found = Counter(match[0].strip() for line in lines if (match := _NAMED.match(line)))
    return {name for name, times in found.items() if times >= MARKS}


def _is_header(line: str) -> bool:
    """A line with only a name and a time above a message: ``Naam  23:32``; an ordinary sentence is longer."""
    return bool(_HEADER.match(line)) and "  " in line.strip() and len(line.split()) <= MOST_HEADER_WORDS


def _message(line: str, names: set[str]) -> str:
    stripped = _PREFIX.sub("", line, count=1)
    if stripped != line:
        return stripped.strip()
    named = _NAMED.match(line)
    return line[named.end() :].strip() if named and named[0].strip() in names else line.strip()
