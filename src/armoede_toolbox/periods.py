"""Periods as Dutch people type them to look back: ``vorige maand``, ``maart``, ``Q1 2026``, ``twee weken geleden``.

Pure: today is passed in. A period has a first and a last day; a day is a period of one. What may mean two things counts
as the past, for a filter looks back: ``maart`` is the last March that began. What can't be read is ``None``.

Our own table and no library: ``dateparser`` takes 0.15 s to import and as long for its first date, gives a day and no
period, does not know “afgelopen maandag” or “twee weken geleden”, and reads “2026” as a day in November.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from armoede_toolbox.dates import MANY, MONTH, UNIT, WEEKDAY, YEARS, month_number, moved, number_in, plain
from armoede_toolbox.text import DAYS


class Period(NamedTuple):
    """Days that people call by one name."""

    first: date
    last: date


def read(text: str, today: date) -> Period | None:
    """The period that a person means, or ``None``."""
    typed = plain(text)
    for pattern, reader in _SPELLINGS:
        found = re.fullmatch(pattern, typed, re.ASCII)
        if found:
            return _within(reader, found, today)
    return None


def is_loose_weekday(text: str) -> bool:
    """Whether only a day of the week is named: where days may also lie ahead it could be two days."""
    return plain(text) in DAYS


Reader = Callable[["re.Match[str]", date], Period | None]


def _within(reader: Reader, found: re.Match[str], today: date) -> Period | None:
    try:
        period = reader(found, today)
    except (ValueError, OverflowError):
        return None
    known = period is not None and period.first.year in YEARS and period.last.year in YEARS
    return period if known else None


def _one(day: date) -> Period:
    return Period(day, day)


# --- days -----------------------------------------------------------------------------------------------------------

_NAMED: Final = {"vandaag": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2}


def _named(found: re.Match[str], today: date) -> Period:
    return _one(today + timedelta(days=_NAMED[found[0]]))


def _in_numbers(found: re.Match[str], today: date) -> Period | None:
    return _on(int(found["day"]), int(found["number"]), found["year"], today)


def _in_words(found: re.Match[str], today: date) -> Period | None:
    period = _on(int(found["day"]), month_number(found["month"]), found["year"], today)
    named = found["weekday"]
    return None if period and named and DAYS[period.first.weekday()] != named else period


def _on(day: int, month: int, year: str | None, today: date) -> Period | None:
    """A day of a month; without a year the last one that came, which for 29 February may be long ago."""
    if year:
        return _one(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    years = (today.year - back for back in range(9))
    days = (date(of, month, day) for of in years if day <= calendar.monthrange(of, month)[1])
    return next((_one(found) for found in days if found <= today), None)


def _last_weekday(found: re.Match[str], today: date) -> Period:
    back = (today.weekday() - DAYS.index(found["weekday"]) - 1) % 7 + 1
    return _one(today - timedelta(days=back))


def _weekday_of_week(found: re.Match[str], today: date) -> Period:
    weeks = {"deze": 0, "vorige": -1}[found["which"]]
    return _one(_monday(today) + timedelta(weeks=weeks, days=DAYS.index(found["weekday"])))


def _ago(found: re.Match[str], today: date) -> Period:
    return _one(moved(today, -number_in(found["many"]), found["unit"]))


def _half_year_ago(_found: re.Match[str], today: date) -> Period:
    return _one(moved(today, -6, "maanden"))


# --- weeks, months, quarters, years ---------------------------------------------------------------------------------


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months(year: int, month: int, number: int = 1) -> Period:
    """So many whole months, from this one on; ``month`` may lie outside the year."""
    first = moved(date(year, 1, 1), month - 1, "maanden")
    return Period(first, moved(first, number, "maanden") - timedelta(days=1))


def _last_begun(period: Callable[[int], Period], today: date) -> Period:
    """That of this year, or of last year when it did not begin yet."""
    now = period(today.year)
    return now if now.first <= today else period(today.year - 1)


def _running(found: re.Match[str], today: date) -> Period:
    """``deze week``, ``vorig jaar``: whole ones, as the calendar has them."""
    back = 0 if found["which"] in ("deze", "dit") else 1
    match found["unit"]:
        case "week":
            monday = _monday(today) - timedelta(weeks=back)
            return Period(monday, monday + timedelta(days=6))
        case "maand":
            return _months(today.year, today.month - back)
        case "kwartaal":
            return _months(today.year, (today.month - 1) // 3 * 3 + 1 - 3 * back, 3)
        case _:
            return _months(today.year - back, 1, 12)


def _past(found: re.Match[str], today: date) -> Period:
    """``de afgelopen drie weken``: from then until today."""
    return Period(moved(today, -number_in(found["many"] or "een"), found["unit"]), today)


def _month(found: re.Match[str], today: date) -> Period:
    month = month_number(found["month"])
    if found["year"]:
        return _months(int(found["year"]), month)
    if found["which"]:
        return _months(today.year - (found["which"] == "vorig"), month)
    return _last_begun(lambda year: _months(year, month), today)


def _month_in_numbers(found: re.Match[str], _today: date) -> Period:
    date(int(found["year"]), int(found["number"]), 1)  # a thirteenth month is no month
    return _months(int(found["year"]), int(found["number"]))


_QUARTERS: Final = ("eerste", "tweede", "derde", "vierde")


def _quarter(found: re.Match[str], today: date) -> Period:
    word = found["quarter"]
    month = 3 * (int(word) - 1 if word.isdigit() else _QUARTERS.index(word)) + 1
    if found["year"]:
        return _months(int(found["year"]), month, 3)
    return _last_begun(lambda year: _months(year, month, 3), today)


def _week(found: re.Match[str], today: date) -> Period | None:
    def week(year: int) -> Period:
        monday = date.fromisocalendar(year, int(found["number"]), 1)
        return Period(monday, monday + timedelta(days=6))

    return week(int(found["year"])) if found["year"] else _last_begun(week, today)


def _year(found: re.Match[str], _today: date) -> Period:
    return _months(int(found["year"]), 1, 12)


_PLAIN_YEAR: Final = r"(?P<year>\d{4})"
_OF_YEAR: Final = rf"(?: (?:van |in )?{_PLAIN_YEAR})?"
_DAY_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_PAST: Final = "(?:de |het )?(?:afgelopen|laatste)"
_NTH: Final = "|".join(_QUARTERS)
_SPELLINGS: Final[tuple[tuple[str, Reader], ...]] = (
    ("|".join(_NAMED), _named),
    (rf"{_PLAIN_YEAR}-(?P<number>\d{{1,2}})-(?P<day>\d{{1,2}})", _in_numbers),
    (rf"(?P<day>\d{{1,2}})([-/.])(?P<number>\d{{1,2}})(?:\2{_DAY_YEAR})?", _in_numbers),
    (rf"(?:{WEEKDAY} )?(?P<day>\d{{1,2}})(?:e|ste|de)? ?{MONTH}(?: {_DAY_YEAR})?", _in_words),
    (rf"(?:op )?(?:afgelopen |laatste )?{WEEKDAY}", _last_weekday),
    (rf"(?P<which>deze|vorige) week (?:op )?{WEEKDAY}", _weekday_of_week),
    (rf"{WEEKDAY} (?P<which>deze|vorige) week", _weekday_of_week),
    (rf"(?P<which>vorige) {WEEKDAY}", _weekday_of_week),
    (rf"{MANY} {UNIT} geleden", _ago),
    (r"(?:een )?half jaar geleden", _half_year_ago),
    (r"(?P<which>deze|vorige) (?P<unit>week|maand)", _running),
    (r"(?P<which>dit|vorig) (?P<unit>jaar|kwartaal)", _running),
    (rf"{_PAST} (?:{MANY} )?{UNIT}", _past),
    (rf"(?:afgelopen )?{MONTH}(?: (?:van |in )?(?:{_PLAIN_YEAR}|(?P<which>dit|vorig) jaar))?", _month),
    (rf"{_PLAIN_YEAR}[-/](?P<number>\d{{1,2}})", _month_in_numbers),
    (rf"(?P<number>\d{{1,2}})[-/]{_PLAIN_YEAR}", _month_in_numbers),
    (rf"[qk](?P<quarter>[1-4]){_OF_YEAR}", _quarter),
    (rf"{_PLAIN_YEAR}[- ]?[qk](?P<quarter>[1-4])", _quarter),
    (rf"(?:het )?(?P<quarter>[1-4]|{_NTH})(?:e|ste|de)? kwartaal{_OF_YEAR}", _quarter),
    (rf"kwartaal (?P<quarter>[1-4]){_OF_YEAR}", _quarter),
    (rf"week (?P<number>\d{{1,2}}){_OF_YEAR}", _week),
    (_PLAIN_YEAR, _year),
)
"""Compiled when they are tried: most dates are read by one of the first, and a command line asks for one or two."""
