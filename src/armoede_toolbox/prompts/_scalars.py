"""Numbers and days as Dutch people write them. There is no clock here: a day comes with its year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from armoede_toolbox.text import DAYS, MONTHS

_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})|(?P<plain>[0-9]{1,15}))"
    r"(?:[.,](?P<decimals>[0-9]{1,4}))?"
)
"""``1.500`` is fifteen hundred, ``2,5`` and ``2.5`` are two and a half. Longer is no count that people make, and what
fits here reads back exactly."""

_WEEKDAY: Final = rf"(?:(?:{'|'.join(DAYS)}) )?"
_MONTH: Final = {name: n for n, month in enumerate(MONTHS, start=1) for name in (month, month[:3])} | {"mrt": 3}
_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DIGITS: Final = re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4})")
_WORDS: Final = re.compile(_WEEKDAY + r"(?P<day>[0-9]{1,2}) (?P<month>[a-z]+)\.? (?P<year>[0-9]{4})")


def parse_number(text: str) -> int | float:
    """A number with a decimal comma or point; a whole one is an ``int``. Raises ``ValueError``."""
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        raise ValueError("Dit lezen we niet als getal.")
    digits = found["sign"] + (found["grouped"] or found["plain"]).replace(".", "")
    decimals = (found["decimals"] or "").rstrip("0")
    return float(f"{digits}.{decimals}") if decimals else int(digits)


def spell_number(number: float) -> str:
    """A number as Dutch people write it, without a separator for thousands; inverse of ``parse_number``."""
    return str(number).replace(".", ",")


def parse_day(text: str) -> str:
    """A day with its year (``2026-03-17``, ``17-3-2026``, ``17 maart 2026``) as ISO text. Raises ``ValueError``."""
    typed = " ".join(text.casefold().split())
    found = _ISO.fullmatch(typed) or _DIGITS.fullmatch(typed) or _WORDS.fullmatch(typed)
    if found is None:
        raise ValueError("Dit lezen we niet als datum.")
    month = found["month"]
    return date(
        int(found["year"]), int(month) if month.isdigit() else _MONTH.get(month, 0), int(found["day"])
    ).isoformat()
