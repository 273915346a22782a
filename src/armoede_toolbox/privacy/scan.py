"""The scan of a text (DESIGN 4.9). Pure: text in, places in the text out; nothing is kept."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from armoede_toolbox.privacy import numbers
from armoede_toolbox.privacy.hits import Hit
from armoede_toolbox.privacy.people import people

_ALIKE: Final = {ord(sign): " " for sign in "\t\u00a0\u2007\u2009\u202f"} | {ord(sign): "-" for sign in "‐‑‒–−"}
"""Signs that only look otherwise; each becomes one sign, so that places stay what they are."""

Rule = Callable[[str], Iterator[Hit]]
_DIGIT: Final = re.compile("[0-9]")
_AT: Final = re.compile("@")
_ANYTHING: Final = re.compile("")
_RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = (
    (_DIGIT, numbers.ibans),
    (_AT, numbers.mails),
    (_DIGIT, numbers.case_numbers),
    (_DIGIT, numbers.addresses),
    (_DIGIT, numbers.births),
    (_DIGIT, numbers.phones),
    (_DIGIT, numbers.service_numbers),
    (_DIGIT, numbers.plates),
    (_ANYTHING, people),
)
"""What is looked for, where the text has a sign of it. Of two pieces that overlap, the earlier rule wins."""


_COUNTABLE: Final = frozenset({numbers.case_numbers, numbers.phones, numbers.service_numbers})
"""What an amount could be taken for."""


def scan_text(text: str) -> list[Hit]:
    """Every piece that may identify somebody, in order, without overlap."""
    plain = text.translate(_ALIKE)
    found: list[Hit] = []
    for sign, rule in _RULES:
        for hit in rule(plain) if sign.search(plain) else ():
            if rule in _COUNTABLE and numbers.is_amount(plain, hit):
                continue
            at = bisect(found, hit.start, key=_start)
            if (at == 0 or found[at - 1].end <= hit.start) and (at == len(found) or hit.end <= found[at].start):
                found.insert(at, hit)
    return found


def _start(hit: Hit) -> int:
    return hit.start


def masked(text: str, hits: Iterable[Hit]) -> str:
    """The text with every hit replaced by its role."""
    for hit in sorted(hits, key=_start, reverse=True):
        text = text[: hit.start] + hit.role + text[hit.end :]
    return text
