"""Statements and cases that are drawn, so that a team which does an exercise again gets new ones. Pure.

A step says what it draws (``trekt: stelling`` or ``trekt: casus``) and holds a text of its own, which is what a team
gets first. When the team had it, an unused card of the shared files takes its place, and when all were used the one
that was used longest ago. Lists that a team brings itself (``eigen_lijst``) are put in the same way.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from armoede_toolbox.exercises.exercise import Exercise, Step
from armoede_toolbox.exercises.shared import Case, Shared, Statement
from armoede_toolbox.prompts import Prompt, PromptWithOptions
from armoede_toolbox.text import fold
from armoede_toolbox.vocabulary import Drawn, Guests, Mode, Variant, Weight

Card = Statement | Case

SHARP: Final = "Deze zin is expres scherp. Het is niet onze mening."
"""What a sharp statement opens with."""
_CHOOSE: Final = "Kies wat je vindt. Niet wat je denkt te moeten vinden."
_NEW_STATEMENT: Final = "Een nieuwe zin"
_WEIGHTS: Final = tuple(Weight)


@dataclass(frozen=True, slots=True)
class Place:
    """A step that draws: which one, what it draws, and the card that its own text is, where it stands in the files."""

    step: int
    drawn: Drawn
    text: str
    own: str | None


def places(exercise: Exercise, variant: Variant, mode: Mode, shared: Shared) -> list[Place]:
    """The steps that draw, in order; ``step`` counts in the whole exercise."""
    found = []
    for index, step in enumerate(exercise.steps):
        if step.draws is not None and step.lasts(variant, mode) is not None and (text := _text(step)):
            found.append(Place(index, step.draws, text, _own(text, step.draws, shared)))
    return found


def _text(step: Step) -> str | None:
    if step.draws is Drawn.CASE:
        return step.say
    return next((prompt.text for prompt in step.prompts if prompt.kind == "stelling"), None)


def _own(text: str, drawn: Drawn, shared: Shared) -> str | None:
    same = (card.id for card in _pool(drawn, shared) if fold(card.text) == fold(text))
    return next(same, None)


def _pool(drawn: Drawn, shared: Shared) -> Sequence[Card]:
    return tuple(shared.cases.values()) if drawn is Drawn.CASE else tuple(shared.statements.values())


def draw(
    exercise: Exercise, needed: Sequence[Place], shared: Shared, used: Mapping[str, int], chance: random.Random
) -> dict[int, Card]:
    """A card for every step whose own text this team had. ``used`` maps card ids to how long ago; 1 is the latest."""
    taken = {place.own for place in needed if place.own and place.own not in used}
    drawn: dict[int, Card] = {}
    for place in needed:
        if place.own is None or place.own not in used:
            continue
        card = next_card(exercise, place, shared, used, taken, chance)
        if card is not None:
            drawn[place.step] = card
            taken.add(card.id)
    return drawn


def next_card(
    exercise: Exercise,
    place: Place,
    shared: Shared,
    used: Mapping[str, int],
    taken: Iterable[str],
    chance: random.Random,
) -> Card | None:
    """An unused card that fits the exercise, else the one used longest ago; ``None`` when there is no other."""
    out = set(taken)
    fitting = [card for card in _pool(place.drawn, shared) if card.id not in out and fits(card, exercise)]
    fresh = [card for card in fitting if card.id not in used]
    if fresh:
        return chance.choice(fresh)
    return max(fitting, key=lambda card: used[card.id], default=None)


def fits(card: Card, exercise: Exercise) -> bool:
    """Whether a card may stand in this exercise: not heavier, and fit for guests where they take part."""
    light_enough = _WEIGHTS.index(card.weight) <= _WEIGHTS.index(exercise.weight)
    return light_enough and (card.with_guests or exercise.guests is Guests.NO)


def card_named(place: Place, name: str, shared: Shared) -> Card | None:
    """The card with this id, if it is still there."""
    return next((card for card in _pool(place.drawn, shared) if card.id == name), None)


def numbers_of(needed: Iterable[Place], drawn: Mapping[int, Card], shared: Shared) -> tuple[int, ...]:
    """What every step draws as a number: 0 for its own text, or the place of the card in its file, from 1."""
    pools = ((place, _pool(place.drawn, shared)) for place in needed)
    return tuple(pool.index(drawn[place.step]) + 1 if place.step in drawn else 0 for place, pool in pools)


def numbered(needed: Sequence[Place], numbers: Sequence[int], shared: Shared) -> dict[int, Card]:
    """The inverse of ``numbers_of``. A card that is not there any more is left out."""
    found: dict[int, Card] = {}
    for place, number in zip(needed, numbers, strict=True):
        pool = _pool(place.drawn, shared)
        if 0 < number <= len(pool):
            found[place.step] = pool[number - 1]
    return found


def cards_of(needed: Iterable[Place], drawn: Mapping[int, Card]) -> list[str]:
    """The ids of all cards that a session uses, drawn or its own; they go into its journal file."""
    ids = (drawn[place.step].id if place.step in drawn else place.own for place in needed)
    return [card for card in ids if card]


def placed(exercise: Exercise, drawn: Mapping[int, Card], lists: Mapping[str, Sequence[str]]) -> Exercise:
    """The exercise as this team gets it: drawn cards and own lists in their places."""
    if not drawn and not lists:
        return exercise
    steps = [_placed(step, drawn.get(index)) for index, step in enumerate(exercise.steps)]
    return exercise.model_copy(update={"steps": tuple(_with_lists(step, lists) for step in steps)})


def _placed(step: Step, card: Card | None) -> Step:
    if card is None:
        return step
    if isinstance(card, Case):
        return step.model_copy(update={"say": card.text})
    prompts = tuple(_with_text(prompt, card.text) for prompt in step.prompts)
    changed: dict[str, Any] = {
        "title": _NEW_STATEMENT,
        "explanation": f"{SHARP} {_CHOOSE}" if card.sharp else _CHOOSE,
        "say": card.for_facilitator or step.say,
        "prompts": prompts,
    }
    return step.model_copy(update=changed)


def _with_text(prompt: Prompt, text: str) -> Prompt:
    return prompt.model_copy(update={"text": text}) if prompt.kind == "stelling" else prompt


def own_lists(exercise: Exercise) -> Iterator[str]:
    """The lists that a team may bring to this exercise."""
    prompts = (prompt for step in exercise.steps for prompt in step.prompts)
    names = (prompt.own_list for prompt in prompts if isinstance(prompt, PromptWithOptions))
    yield from dict.fromkeys(name for name in names if name)


def _with_lists(step: Step, lists: Mapping[str, Sequence[str]]) -> Step:
    return step.model_copy(update={"prompts": tuple(_with_list(prompt, lists) for prompt in step.prompts)})


def _with_list(prompt: Prompt, lists: Mapping[str, Sequence[str]]) -> Prompt:
    if isinstance(prompt, PromptWithOptions) and prompt.own_list is not None and prompt.own_list in lists:
        return prompt.model_copy(update={"options": tuple(lists[prompt.own_list])})
    return prompt
