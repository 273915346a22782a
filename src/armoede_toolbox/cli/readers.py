"""From the words of the command line to values. A reader raises ``Misread`` with what would have been right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final, TypeVar

from armoede_toolbox.text import fold, listed, nearest
from armoede_toolbox.vocabulary import THEMES, LearningNeed, Mode, Weight

W = TypeVar("W", bound=str)
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
    from armoede_toolbox.dates import parse

    today = date.today()
    found, earlier = parse(value, today), parse(value, today - timedelta(days=365))
    if found is None:
        raise Misread("Geef een datum, bijvoorbeeld 2026-11-22 of 22 november.")
    return earlier if found > today and earlier and earlier <= today and value.strip()[0].isdigit() else found


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
