"""Dates as Dutch people type them: ``1 december``, ``volgende week dinsdag``, ``over twee weken``.

Pure: today is passed in. What cannot be read is ``None``; the faces ask again and show what was understood.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from armoede_toolbox.text import DAYS, MONTHS, fold, spelled

Dates = Callable[[str], str | None]
"""Reads a typed date into ISO, or says that it cannot."""

YEARS: Final = range(1900, 2200)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate("een twee drie vier vijf zes zeven acht negen tien elf twaalf".split(), 1)
} | {"n": 1, "'n": 1}
_PLAIN: Final = {"vandaag": 0, "morgen": 1, "overmorgen": 2, "volgende week": 7}
MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join([*(m[:3] for m in MONTHS), 'mrt', 'sept'])})\.?)"
WEEKDAY: Final = rf"(?P<weekday>{'|'.join(DAYS)})"


def parse(text: str, today: date) -> date | None:
    """The day that a person means, or ``None``."""
    typed = plain(text)
    for pattern, read in _SPELLINGS:
        found = pattern.fullmatch(typed)
        if found:
            return _within(read, found, today)
    return None


def plain(text: str) -> str:
    """A typed date without capitals, accents, commas and double blanks."""
    return " ".join(fold(text).replace("’", "'").replace(",", " ").split()).strip(" .")


def resolver(today: Callable[[], date]) -> Dates:
    """``parse`` as a window takes it: text in, ISO out."""

    def read(text: str) -> str | None:
        day = parse(text, today())
        return day.isoformat() if day else None

    return read


def in_full(iso: str) -> str:
    """An ISO date as people say it, with the day of the week; any other text stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{DAYS[day.weekday()]} {spelled(day)}"


Reader = Callable[["re.Match[str]", date], date | None]


def _within(read: Reader, found: re.Match[str], today: date) -> date | None:
    try:
        day = read(found, today)
    except (ValueError, OverflowError):
        return None
    return day if day and day.year in YEARS else None


def _plain(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=_PLAIN[found[0]])


def _iso(found: re.Match[str], _today: date) -> date:
    return date(int(found["year"]), int(found["number"]), int(found["day"]))


def _in_numbers(found: re.Match[str], today: date) -> date | None:
    return _on(int(found["day"]), int(found["number"]), found["year"], today)


def _in_words(found: re.Match[str], today: date) -> date | None:
    day = _on(int(found["day"]), month_number(found["month"]), found["year"], today)
    named = found["weekday"]
    return None if day and named and DAYS[day.weekday()] != named else day


def _on(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    days = (_exact(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in days if found and found >= today), None)


def _exact(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_number(word: str) -> int:
    """A month as ``MONTH`` finds it, from 1."""
    short = word.rstrip(".")[:3]
    return 3 if short == "mrt" else [month[:3] for month in MONTHS].index(short) + 1


def _ahead(found: re.Match[str], today: date) -> date:
    return moved(today, number_in(found["many"]), found["unit"])


def number_in(word: str) -> int:
    """A number as ``MANY`` finds it, in digits or as a word."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def moved(day: date, number: int, unit: str) -> date:
    """A day so many units (of ``UNIT``) later, or earlier when the number is negative."""
    match unit[0]:
        case "d":
            return day + timedelta(days=number)
        case "w":
            return day + timedelta(weeks=number)
        case "m":
            return months_on(day, number)
        case _:
            return months_on(day, 12 * number)


def _half_year(_found: re.Match[str], today: date) -> date:
    return months_on(today, 6)


def _next_month(_found: re.Match[str], today: date) -> date:
    return months_on(today, 1)


def months_on(day: date, months: int) -> date:
    """The same day so many months later; in a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = DAYS.index(found["weekday"])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekday_later(found: re.Match[str], today: date) -> date:
    return _weekday(found, today) + timedelta(weeks=number_in(found["many"]))


def _weekday_of_week(weeks: int) -> Reader:
    def read(found: re.Match[str], today: date) -> date:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=weeks, days=DAYS.index(found["weekday"]))

    return read


MANY: Final = rf"(?P<many>\d{{1,3}}|{'|'.join(_NUMBERS)})"
UNIT: Final = r"(?P<unit>dag|dagen|week|weken|maand|maanden|jaar|jaren)"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_SPELLINGS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        ("|".join(_PLAIN), _plain),
        (r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})", _iso),
        (rf"(?P<day>\d{{1,2}})([-/.])(?P<number>\d{{1,2}})(?:\2{_YEAR})?", _in_numbers),
        (rf"(?:{WEEKDAY} )?(?P<day>\d{{1,2}})(?:e|ste|de)? ?{MONTH}(?: {_YEAR})?", _in_words),
        (rf"over {MANY} {UNIT}", _ahead),
        (r"over (?:een )?half jaar", _half_year),
        (r"(?:volgende|komende) maand", _next_month),
        (rf"(?:op )?(?:komende |aanstaande |a\.?s\.? )?{WEEKDAY}", _weekday),
        (rf"{WEEKDAY} over {MANY} we(?:ek|ken)", _weekday_later),
        (rf"deze week (?:op )?{WEEKDAY}", _weekday_of_week(0)),
        (rf"volgende week (?:op )?{WEEKDAY}", _weekday_of_week(1)),
        (rf"{WEEKDAY} deze week", _weekday_of_week(0)),
        (rf"{WEEKDAY} volgende week", _weekday_of_week(1)),
        (rf"volgende {WEEKDAY}", _weekday_of_week(1)),
    )
)
