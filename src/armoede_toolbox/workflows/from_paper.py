"""``start --van-papier``: what was written on paper is typed in afterwards. Which day that was, and nothing later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from armoede_toolbox import periods
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import spelled
from armoede_toolbox.workflows.coded import Taken
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.paper import read_time
from armoede_toolbox.workflows.starting import Wish
from armoede_toolbox.workflows.windows import ask_line

TOLD: Final = (
    "Typ over wat er op papier staat, in dezelfde volgorde.",
    "Staat er niets? Typ /pas. Met /stop ga je later verder.",
)

BY_CODE: Final = "Staat er een code op het draaiboek? Stop dan, en begin met: armoede start --code CODE --van-papier"


def known(house: House, day: date | None, wish: Wish, taken: Taken | None) -> tuple[date | None, Wish]:
    """The day and the time that were said, or else prepared. Raises ``ToolboxError`` for what is still to come."""
    if day is None and taken is not None and taken.day is not None and taken.day <= house.today():
        day = taken.day
    wish = replace(wish, begin=wish.begin or (taken.begin if taken else None))
    _check(house, day or house.today(), wish.begin if day else None)
    return day, wish


def ask_when(house: House, window: Window, day: date | None, wish: Wish) -> tuple[date, Wish]:
    """The day and the time, as far as they are not known."""
    on = day or ask_line(window, "Op welke dag was het? Leeg is vandaag.", lambda typed: _day(house, typed))
    on = on or house.today()
    begin = wish.begin or ask_line(window, "Hoe laat begon het? Leeg mag ook.", lambda typed: _time(house, on, typed))
    _check(house, on, begin)
    return on, replace(wish, begin=begin)


def _check(house: House, day: date, begin: time | None) -> None:
    if day > house.today() or (begin and datetime.combine(day, begin) > house.now().replace(tzinfo=None)):
        do = "Geef de dag en de tijd waarop jullie het op papier deden. Bijvoorbeeld: gisteren."
        raise ToolboxError("Dit moment moet nog komen.", f"{spelled(day)}{f', {begin:%H:%M}' if begin else ''}", do)


def _day(house: House, typed: str) -> date:
    found = periods.read(typed, house.today())
    if found is None or found.first != found.last:
        do = "Typ bijvoorbeeld gisteren, 20 november of 2026-11-20."
        raise ToolboxError("Dit lezen we niet als één dag.", "", do)
    _check(house, found.first, None)
    return found.first


def _time(house: House, day: date, typed: str) -> time | None:
    begin = read_time(typed)
    _check(house, day, begin)
    return begin


def ask_exercise(window: Window, library: Library) -> str:
    """Which exercise it was."""
    found: str | None = None
    while found is None:
        found = ask_line(window, "Welke oefening was het? De naam of het nummer.", lambda name: library.find(name).id)
    return found
