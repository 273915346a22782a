"""At the start of a session: what this team draws, shown and swappable, and the lists that it brings itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.drawing import Card, Place, cards_of, draw, next_card, own_lists, placed, places
from armoede_toolbox.exercises.shared import Shared
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Setup
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.lists import LISTS, read_list
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import quoted
from armoede_toolbox.workflows.house import House

Draws = Mapping[int, Card]
"""Cards by the steps that draw them; other steps keep their own text."""
DRAWN_KEY: Final = "getrokken"
"""The key of a journal file that names the cards of its session."""


def with_draws(house: House, setup: Setup, shared: Shared, window: Window | None, drawn: Draws | None = None) -> Setup:
    """The setup with new cards where the team had the old ones, and with the team's own lists.

    ``drawn`` are the cards that stand on paper already.
    """
    needed = places(setup.exercise, setup.variant, setup.mode, shared)
    if drawn is None:
        drawn = _new(house, setup, shared, needed, window)
    exercise = placed(setup.exercise, drawn, _lists(setup.exercise, Path(setup.root)))
    return replace(setup, exercise=exercise, drawn=tuple(cards_of(needed, drawn)))


def _new(house: House, setup: Setup, shared: Shared, needed: Sequence[Place], window: Window | None) -> Draws:
    used = _used(setup) if needed and setup.team else {}
    drawn = draw(setup.exercise, needed, shared, used, house.chance)
    if window is None or not drawn:
        return drawn
    asked = [place for place in needed if place.step in drawn]
    return _swapped(house, setup, shared, asked, drawn, window, "Deze had jullie team nog niet. Past het zo?")


def for_paper(house: House, setup: Setup, shared: Shared, window: Window | None, drawn: Draws | None = None) -> Draws:
    """The cards of a session that comes later, each with room to swap it; also the texts that the exercise has."""
    needed = places(setup.exercise, setup.variant, setup.mode, shared)
    if drawn is None:
        drawn = _new(house, setup, shared, needed, None)
    if window is None or not needed:
        return drawn
    return _swapped(house, setup, shared, needed, drawn, window, "Past het zo?")


def _used(setup: Setup) -> dict[str, int]:
    """Every card that this team had, with how long ago: 1 is the latest session."""
    sessions = [head.extra.get(DRAWN_KEY) or () for _, head in journal.scan(Path(setup.root)).files]
    used: dict[str, int] = {}
    for ago, cards in enumerate(reversed(sessions), start=1):
        for card in cards if isinstance(cards, list | tuple) else ():
            used.setdefault(str(card), ago)
    return used


def _swapped(
    house: House,
    setup: Setup,
    shared: Shared,
    asked: Sequence[Place],
    drawn: Draws,
    window: Window,
    question: str,
) -> Draws:
    """Show what was drawn; any card can be swapped for another."""
    needed = places(setup.exercise, setup.variant, setup.mode, shared)
    used = _used(setup) if setup.team else {}
    refused: set[str] = set()
    while True:
        window.show(Screen("Dit is getrokken", "", tuple(_rows(asked, drawn))))
        options = ["Zo is het goed", *(f"Wissel {number}" for number in range(1, len(asked) + 1))]
        chosen = window.pick(question, options)
        if chosen == 0:
            return drawn
        place = asked[chosen - 1]
        taken = refused = refused | set(cards_of(needed, drawn))
        other = next_card(setup.exercise, place, shared, used, taken, house.chance)
        if other is None:
            window.say("Er is geen andere meer.")
        else:
            drawn = {**drawn, place.step: other}


def _rows(asked: Sequence[Place], drawn: Draws) -> Iterator[Block]:
    for number, place in enumerate(asked, start=1):
        text = drawn[place.step].text if place.step in drawn else place.text
        yield Block(f"{number}  {text}", Style.ROW)


# --- own lists ------------------------------------------------------------------------------------------------------


def _lists(exercise: Exercise, root: Path) -> dict[str, list[str]]:
    """The lists that the team keeps in its own folder; for the others the example of the exercise stands."""
    return {name: items for name in own_lists(exercise) if (items := read_list(_list_file(root, name)))}


def _list_file(root: Path, name: str) -> Path:
    return root / LISTS / f"{name}.txt"


def tell_lists(exercise: Exercise, root: Path, window: Window) -> None:
    """Which lists are used, and where they are; before anybody else looks at this screen."""
    known = _lists(exercise, root)
    for name in own_lists(exercise):
        window.say(_told(name, _list_file(root, name), name in known))
        window.wait("Druk op Enter.")


def _told(name: str, path: Path, own: bool) -> str:
    if own:
        return f"We gebruiken jullie eigen lijst {quoted(name)}."
    return f"We gebruiken een voorbeeldlijst. Een eigen lijst zet je in {path}, één punt per regel."
