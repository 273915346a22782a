"""Days as Dutch people write them. There is no clock here: a day comes with its year."""

from __future__ import annotations

from datetime import date
from typing import Final

from armoede_toolbox.dates import parse

_TWO_DAYS: Final = (date(1999, 3, 1), date(2002, 8, 20))


def parse_day(text: str) -> str:
    """A day with its year (``2027-03-17``, ``17-3-2027``, ``17 maart 2027``) as ISO text. Raises ``ValueError``."""
    # What reads the same whatever day it is today, needs no clock.
    first, second = (parse(text, today) for today in _TWO_DAYS)
    if first is None or first != second:
        raise ValueError("Dit lezen we niet als datum met een jaar.")
    return first.isoformat()
