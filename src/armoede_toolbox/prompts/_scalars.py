"""Numbers and days as Dutch people write them. There is no clock here: a day comes with its year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from armoede_toolbox.dates import parse

_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})|(?P<plain>[0-9]{1,15}))"
    r"(?:[.,](?P<decimals>[0-9]{1,9}))?"
)
"""``1.500`` is fifteen hundred, ``2,5`` and ``2.5`` are two and a half. Longer is no count that people make."""

_TWO_DAYS: Final = (date(1999, 3, 1), date(2002, 8, 20))


def parse_number(text: str) -> int | float:
    """A number with a decimal comma or point; a whole one is an ``int``. Raises ``ValueError``."""
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        raise ValueError("Dit lezen we niet als getal.")
    digits = found["sign"] + (found["grouped"] or found["plain"]).replace(".", "")
    decimals = (found["decimals"] or "").rstrip("0")
    return _exactly(Decimal(f"{digits}.{decimals}")) if decimals else int(digits)


def _exactly(number: Decimal) -> float:
    """The same number as a ``float``, or ``ValueError``: what is kept must read back as it was typed."""
    if Decimal(str(float(number))) != number:
        raise ValueError("Dit getal is te lang om te bewaren.")
    return float(number)


def spell_number(number: float) -> str:
    """A number as Dutch people write it, without a separator for thousands; inverse of ``parse_number``."""
    return str(number if isinstance(number, int) else format(Decimal(str(number)), "f")).replace(".", ",")


def parse_day(text: str) -> str:
    """A day with its year (``2027-03-17``, ``17-3-2027``, ``17 maart 2027``) as ISO text. Raises ``ValueError``."""
    # What reads the same whatever day it is today, needs no clock.
    first, second = (parse(text, today) for today in _TWO_DAYS)
    if first is None or first != second:
        raise ValueError("Dit lezen we niet als datum met een jaar.")
    return first.isoformat()
