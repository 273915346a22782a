"""``start --code``: what a code says, from the preparation on this laptop or else from the code itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from armoede_toolbox.errors import ToolboxError, UsageError
from armoede_toolbox.exercises import Exercise, codes
from armoede_toolbox.exercises.codes import Code, NoCode
from armoede_toolbox.exercises.drawing import Card, Place, card_named, numbered, placed, places
from armoede_toolbox.exercises.shared import Shared
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.storage import prepared
from armoede_toolbox.storage.library import Library
from armoede_toolbox.storage.prepared import Preparation
from armoede_toolbox.text import quoted
from armoede_toolbox.vocabulary import Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.starting import Wish

CHANGED = "Deze oefening is veranderd sinds de voorbereiding. Leg jullie papier ernaast."


@dataclass(frozen=True, slots=True)
class Taken:
    """A meeting that was prepared, as it can begin now."""

    code: str
    exercise: str
    wish: Wish
    drawn: Mapping[int, Card]
    changed: bool = False
    """Whether something on paper may differ from what is here now."""
    day: date | None = None
    begin: time | None = None


def take(house: House, typed: str, name: str | None, wish: Wish) -> Taken:
    """What was prepared under this code; what was said besides counts for more. Raises ``ToolboxError``."""
    code = _decoded(typed)
    here = prepared.read(house.places, code.text)
    if here is None and code.number is None:
        do = "Gebruik de computer waarop je het overleg voorbereidde. Of begin met: armoede start"
        raise ToolboxError("Deze code kennen we op deze computer niet.", codes.shown(code.text), do)
    library = Library.load(house.places.exercises)
    exercise = library.find(here.exercise if here else code.number or "")
    if name is not None and library.find(name).id != exercise.id:
        do = f"Laat {quoted(name)} weg, of laat de code weg."
        raise UsageError(f"De code hoort bij {quoted(exercise.title)}.", codes.shown(code.text), do)
    if here is not None:
        return _from_here(here, exercise, library.shared, wish)
    return _from_code(code, exercise, library.shared, wish)


def _decoded(typed: str) -> Code:
    try:
        return codes.decode(typed)
    except NoCode as error:
        do = "Kijk op het draaiboek en typ de code nog een keer."
        raise ToolboxError(str(error), quoted(typed.strip()), do) from None


def _from_here(here: Preparation, exercise: Exercise, shared: Shared, wish: Wish) -> Taken:
    needed = places(exercise, here.variant, here.mode, shared)
    cards = ((place.step, card_named(place, here.drawn.get(place.step, ""), shared)) for place in needed)
    drawn = {step: card for step, card in cards if card is not None}
    changed = codes.fingerprint(placed(exercise, drawn, {})) != here.mark
    return Taken(here.code, exercise.id, _merged(wish, here), drawn, changed, here.day, here.begin)


def _from_code(code: Code, exercise: Exercise, shared: Shared, wish: Wish) -> Taken:
    """On another laptop. Of a code that was made for another exercise text, only the mode and version are sure."""
    mode, variant = code.way
    needed = places(exercise, variant, mode, shared)
    try:
        found = code.read(len(needed))
    except NoCode:
        return Taken(code.text, exercise.id, _merged(wish, _bare(code, exercise)), {}, changed=True)
    drawn = numbered(needed, found.draws, shared)
    if codes.mark_of(placed(exercise, drawn, {})) != found.mark or not _all_there(needed, found.draws, drawn):
        return Taken(code.text, exercise.id, _merged(wish, _bare(code, exercise)), drawn, changed=True)
    minutes = agenda_minutes(exercise.lasts(variant, mode)) + found.spare
    known = replace(_bare(code, exercise), people=found.people or None, minutes=minutes)
    return Taken(code.text, exercise.id, _merged(wish, known), drawn)


def _all_there(needed: Sequence[Place], draws: Sequence[int], drawn: Mapping[int, Card]) -> bool:
    return all(place.step in drawn for place, number in zip(needed, draws, strict=True) if number)


def _bare(code: Code, exercise: Exercise) -> Preparation:
    mode, variant = code.way
    return Preparation(code=code.text, exercise=exercise.id, mode=mode, variant=variant, day=date.min)


def _merged(wish: Wish, known: Preparation) -> Wish:
    """What was said on the command line, and for the rest what was prepared."""
    mode = wish.mode or known.mode
    same = mode is known.mode
    return replace(
        wish,
        mode=mode,
        team=wish.team or (None if mode is Mode.SOLO else known.team),
        people=wish.people or (known.people if same else None),
        minutes=wish.minutes or (known.minutes if same else None),
        variant=known.variant if same and wish.minutes is None else None,
    )
