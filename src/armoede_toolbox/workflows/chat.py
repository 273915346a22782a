"""A pasted chat made into contributions: one per message, without names and times.

Chat programs write a message as ``[26/11, 23:32] Naam: tekst``, ``26-11-2026 23:32 - Naam: tekst``, ``Naam  23:32``
above the text, or ``Naam: tekst``. Lines in between that are only a time or a name with a time go.
"""

from __future__ import annotations

import re
from typing import Final

_TIME: Final = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DATE: Final = r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
_STAMP: Final = rf"(?:{_DATE}[,\s]+)?{_TIME}"
_NAME: Final = r"[^:\n]{1,40}?"
_PREFIX: Final = re.compile(rf"^\s*(?:\[{_STAMP}\]|\[{_TIME},?\s+{_DATE}\]|{_STAMP})\s*(?:-\s*)?(?:{_NAME}:\s+)?")
_NAMED: Final = re.compile(r"^\s*[A-ZÀ-Þ][\w’'.-]*(?:\s+[\w’'.-]+){0,3}:\s+")
_HEADER: Final = re.compile(rf"^\s*{_NAME}\s+{_STAMP}\s*$")
_ONLY_STAMP: Final = re.compile(rf"^\s*\[?{_STAMP}\]?\s*$")


def lines_of_chat(pasted: str) -> list[str]:
    """The messages, in order, without who and when; empty lines and bare time stamps go."""
    lines = [line for line in pasted.split("\n") if line.strip()]
    messages = (_message(line) for line in lines if not _ONLY_STAMP.match(line) and not _HEADER.match(line))
    return [message for message in messages if message]


def _message(line: str) -> str:
    stripped = _PREFIX.sub("", line, count=1)
    return (_NAMED.sub("", stripped, count=1) if stripped == line else stripped).strip()
