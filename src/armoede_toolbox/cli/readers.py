"""From the words of the command line to values. A reader raises ``Misread`` with what would have been right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from armoede_toolbox.text import fold, listed, nearest
from armoede_toolbox.vocabulary import THEMES, LearningNeed, Level, Mode, Weight

if TYPE_CHECKING:
    from armoede_toolbox.periods import Period

W = TypeVar("W", bound=str)
_BEGINNINGS: Final = frozenset("vorige vorig deze dit afgelopen laatste de het een eerste week over komende".split())
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.u]([0-5][0-9])|[:.u]?)", re.IGNORECASE)


class Misread(Exception):
    """A word that can't be read; ``do`` is a Dutch sentence that says what can."""

    def __init__(self, do: str) -> None:
        self.do = do
        super().__init__(do)


def words(value: str) -> str:
    """Any text that says something."""
    if not value.strip():
        raise Misread("Vul iets in.")
    return value.strip()


def texts(value: list[str]) -> list[str]:
    """Any texts that say something."""
    return [words(one) for one in value]


def number(value: str) -> int:
    """A whole number from 1."""
    if not _NUMBER.fullmatch(value.strip()) or int(value) < 1:
        raise Misread("Geef een heel getal vanaf 1, bijvoorbeeld 8.")
    return int(value)


def minutes(value: str) -> int:
    """Whole minutes, at least one."""
    if not _NUMBER.fullmatch(value.strip()) or int(value) < 1:
        raise Misread("Geef hele minuten vanaf 1, bijvoorbeeld 30.")
    return int(value)


def path(value: str) -> Path:
    """A file or folder; it need not be there."""
    return Path(words(value)).expanduser()


def paths(value: list[str]) -> list[Path]:
    """Files or folders."""
    return [path(one) for one in value]


def clock_time(value: str) -> time:
    """A moment of the day: ``13:30``."""
    found = _TIME.fullmatch(value.strip())
    if not found:
        raise Misread("Geef een tijd, bijvoorbeeld 13:30.")
    return time(int(found[1]), int(found[2] or 0))


def day(value: str) -> date:
    """A day, in ISO or as Dutch people write it. A day and month without a year is the last one, not the next."""
    from armoede_toolbox import dates, periods

    today = date.today()
    if periods.is_loose_weekday(value):
        name = value.strip().lower()
        raise Misread(f"Typ afgelopen {name} of komende {name}.")
    found = periods.read(value, today)
    if found is not None and found.first != found.last:
        raise Misread("Geef één dag, bijvoorbeeld 2026-11-22, 22 november of gisteren.")
    one = found.first if found else dates.parse(value, today)
    if one is None:
        raise Misread(_in_quotes(value) or "Geef een dag, bijvoorbeeld 2026-11-22, 22 november of gisteren.")
    return one


def coming_day(value: str) -> date:
    """A day from today on, as people say it who plan a meeting."""
    from armoede_toolbox.dates import parse

    found = parse(value, date.today())
    if found is None:
        raise Misread("Geef een dag, bijvoorbeeld 2026-12-01, 1 december of volgende week dinsdag.")
    return found


def since(value: str) -> date:
    """The first day of a day or period that already began."""
    return _period(value, "sinds", "vanaf").first


def until(value: str) -> date:
    """The last day of a day or period that already began."""
    return _period(value, "tot en met", "t/m", "tot").last


def _period(value: str, *before: str) -> Period:
    """Who says the word of the option once more before it means nothing else."""
    from armoede_toolbox.periods import read

    today = date.today()
    said = next((word for word in before if value.strip().lower().startswith(f"{word} ")), "")
    value = value.strip()[len(said) :]
    found = read(value, today)
    if found is None:
        do = "Geef een dag of een periode, bijvoorbeeld 2026-11-22, 3 maart, vorige maand, maart of 2026."
        raise Misread(_in_quotes(value) or do)
    if found.first > today and value.strip().isalpha():
        raise Misread("Dat moet nog komen. Geef een dag of een periode die al begon, bijvoorbeeld vorige week.")
    return found


def _in_quotes(value: str) -> str:
    """What to say when only the first of some words came in: the shell splits at blanks."""
    first = value.strip().lower()
    known = first in _BEGINNINGS or (first.isdecimal() and len(first) < 3)
    return 'Zet meer woorden tussen aanhalingstekens, bijvoorbeeld "vorige maand" of "3 maart".' if known else ""


def need(value: str) -> LearningNeed:
    """A learning need by its number or its name."""
    needs = {str(one.number): one for one in LearningNeed}
    return needs.get(value.strip()) or one_of(LearningNeed, f"Kies uit: {needs_listed()}.")(value)


def needs_listed() -> str:
    """All learning needs with their numbers. The hard space keeps a number with its name."""
    return listed([f"{one.number}\u00a0({one})" for one in LearningNeed], "of")


def theme(value: str) -> str:
    """One of the themes. There are many, so the nearest ones are named, if there are any."""
    near = nearest(value, THEMES)
    return one_of(THEMES, f"Bedoel je {listed(near, 'of')}?" if near else "")(value)


def one_of(choices: Iterable[W], do: str = "") -> Callable[[str], W]:
    """A reader of one word of a closed list, whatever its case. ``do`` is what to say instead of naming them all."""
    known = {fold(choice): choice for choice in choices}

    def read(value: str) -> W:
        found = known.get(fold(value.strip()).replace(" ", "-"))
        if found is None:
            raise Misread(do or f"Kies uit: {listed(list(known.values()), 'of')}.")
        return found

    return read


mode: Final = one_of(Mode)
weight: Final = one_of(Weight)
level: Final = one_of(Level)
