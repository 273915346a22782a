"""Which exercise fits: from cards and a wish to at most three choices, each with its reasons in words. Pure.

Two wishes are never loosened: the time, and what an exercise may do to people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any, Final, Generic, Protocol, TypeVar

from armoede_toolbox.text import counted, listed, quoted, spelled
from armoede_toolbox.vocabulary import MODE_WORDS, NEED_WORDS, LearningNeed, Mode, Variant, Weight

MOST: Final = 3
OPENING_AND_CLOSING: Final = 2
"""Minutes in the agenda that every exercise takes besides its steps (DESIGN 4.6)."""
HEAVY_FROM: Final = 30
"""A heavy exercise needs at least this many minutes."""
_CLOSE: Final = 5
"""Times that differ less than this many minutes fit equally well."""
_WEIGHTS: Final = tuple(Weight)


class Candidate(Protocol):
    """What a choice needs to know about an exercise."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def learning_need(self) -> LearningNeed: ...  # noqa: D102
    @property
    def themes(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def modes(self) -> tuple[Mode, ...]: ...  # noqa: D102
    @property
    def weight(self) -> Weight: ...  # noqa: D102
    @property
    def lengths(self) -> Mapping[Mode, Mapping[Variant, int]]: ...  # noqa: D102
    def people(self, mode: Mode) -> tuple[int, int]: ...  # noqa: D102


C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What people want; ``None`` is all the same to them."""

    today: date
    minutes: int | None = None
    """The time in the agenda."""
    participants: int | None = None
    mode: Mode | None = None
    need: LearningNeed | None = None
    theme: str | None = None
    weight: Weight | None = None
    """The heaviest that they want; without a word about it never a heavy one."""
    done: Mapping[str, date] | None = None
    """When the team last did an exercise, by its id; ``None`` when that is not known."""
    look_back: int = 0
    """Minutes of the look-back that comes first."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[C]):
    """An exercise that fits, in the mode and variant that fit."""

    card: C
    mode: Mode
    variant: Variant
    agenda_minutes: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen(Generic[C]):
    """At most three choices, best first."""

    choices: tuple[Choice[C], ...]
    loosened: tuple[str, ...] = ()
    """The wishes that were let go because nothing fitted, in Dutch: ``het thema``."""
    shortest: int | None = None
    """Without choices: the time in the agenda that would do."""

    @property
    def remark(self) -> str:
        """What to say first; empty when everything fits as asked."""
        if self.choices and self.loosened:
            return f"Met al je wensen samen past er nu niets. Dit past wel, zonder {listed(self.loosened)}."
        if self.choices:
            return ""
        if self.shortest is not None:
            return f"In deze tijd past er nu niets. De kortste oefening die wel kan, duurt {self.shortest} minuten."
        return "Er past nu niets bij deze wensen."


def choose(cards: Iterable[C], wish: Wish) -> Chosen[C]:
    """The exercises that fit best. When none does, wishes are loosened one at a time, as few as possible."""
    known = list(cards)
    for loosened, looser in _looser(wish):
        found = _best(_choices(known, looser), looser)
        if found:
            return Chosen(tuple(replace(one, reasons=tuple(_reasons(one, looser))) for one in found), loosened)
    return Chosen((), (), _shortest(known, wish))


def instead(card: Candidate, cards: Iterable[C], mode: Mode, minutes: int, today: date) -> list[Choice[C]]:
    """Two exercises that do fit, where ``card`` takes more time; those of the same learning need first."""
    found = [one for one in _choices(cards, Wish(today=today, minutes=minutes, mode=mode)) if one.card.id != card.id]
    found.sort(key=lambda one: (one.card.learning_need != card.learning_need, -one.agenda_minutes, one.card.number))
    return found[:2]


# --- what fits ------------------------------------------------------------------------------------------------------


def agenda_minutes(length: int, look_back: int = 0) -> int:
    """Minutes in the agenda of an exercise of this length."""
    return length + OPENING_AND_CLOSING + look_back


def mode_of(participants: int | None) -> Mode | None:
    """The mode that so many people are in."""
    return None if participants is None else {1: Mode.SOLO, 2: Mode.PAIR}.get(participants, Mode.TEAM)


def modes_for(card: Candidate, wish: Wish) -> list[Mode]:
    """The modes of an exercise that suit the people."""
    asked = wish.mode or mode_of(wish.participants)
    return [mode for mode in card.modes if asked in (None, mode) and _holds(card, mode, wish.participants)]


def _holds(card: Candidate, mode: Mode, participants: int | None) -> bool:
    least, most = card.people(mode)
    return participants is None or least <= participants <= most


def variants_for(card: Candidate, mode: Mode, wish: Wish) -> dict[Variant, int]:
    """The variants that fit in the time, with their minutes in the agenda, shortest first."""
    lengths = card.lengths.get(mode, {})
    all_of_them = {variant: agenda_minutes(length, wish.look_back) for variant, length in lengths.items()}
    return {variant: time for variant, time in all_of_them.items() if wish.minutes is None or time <= wish.minutes}


def matches(card: Candidate, wish: Wish) -> bool:
    """Whether an exercise is what people asked for, whatever its weight."""
    if wish.need not in (None, card.learning_need) or not (wish.theme is None or wish.theme in card.themes):
        return False
    return any(variants_for(card, mode, wish) for mode in modes_for(card, wish))


def _choices(cards: Iterable[C], wish: Wish) -> list[Choice[C]]:
    fitting = (_choice(card, wish) for card in cards if matches(card, wish) and _bearable(card, wish))
    return [choice for choice in fitting if choice is not None]


def _bearable(card: Candidate, wish: Wish) -> bool:
    return _WEIGHTS.index(card.weight) <= _WEIGHTS.index(wish.weight or Weight.MEDIUM)


def _choice(card: C, wish: Wish) -> Choice[C] | None:
    for mode in modes_for(card, wish):
        fitting = variants_for(card, mode, wish)
        if card.weight is Weight.HEAVY:
            fitting = {variant: time for variant, time in fitting.items() if time - wish.look_back >= HEAVY_FROM}
        if fitting:
            variant = _variant(fitting, wish)
            return Choice(card, mode, variant, fitting[variant])
    return None


def _variant(fitting: Mapping[Variant, int], wish: Wish) -> Variant:
    """The longest that fits; the normal one when no time is given."""
    if wish.minutes is None and Variant.NORMAL in fitting:
        return Variant.NORMAL
    return next(iter(fitting)) if wish.minutes is None else max(fitting, key=fitting.__getitem__)


def _shortest(cards: Iterable[Candidate], wish: Wish) -> int | None:
    """The least time in which something fits, with everything else that can be loosened loosened."""
    if wish.minutes is None:
        return None
    timeless = replace(_without(wish, list(_LOOSE)), minutes=None)
    allowed = [card for card in cards if _bearable(card, wish) and card.weight is not Weight.HEAVY]
    times = [time for c in allowed for m in modes_for(c, timeless) for time in variants_for(c, m, timeless).values()]
    return min(times, default=None)


# --- what is best ---------------------------------------------------------------------------------------------------


def _best(choices: Sequence[Choice[C]], wish: Wish) -> list[Choice[C]]:
    """What the team did not do yet, then what fits the time, spread over the learning needs."""
    left, best = list(choices), list[Choice[C]]()
    while left and len(best) < MOST:
        needs = {choice.card.learning_need for choice in best}
        best.append(min(left, key=lambda choice: _rank(choice, wish, needs)))
        left.remove(best[-1])
    return best


def _rank(choice: Choice[Any], wish: Wish, needs: Collection[LearningNeed]) -> tuple[Any, ...]:
    last = _last(choice, wish)
    spare = 0 if wish.minutes is None else wish.minutes - choice.agenda_minutes
    asked = wish.weight is Weight.HEAVY and choice.card.weight is not Weight.HEAVY
    fit = (spare // _CLOSE, choice.card.learning_need in needs, spare)
    return (last is not None, last or date.min, asked, *fit, choice.card.number, choice.card.id)


def _last(choice: Choice[Any], wish: Wish) -> date | None:
    """What a team did says nothing about someone alone."""
    return None if choice.mode is Mode.SOLO else (wish.done or {}).get(choice.card.id)


# --- loosening ------------------------------------------------------------------------------------------------------

_LOOSE: Final = {"theme": "het thema", "need": "de leerbehoefte", "participants": "het aantal mensen"}


def _looser(wish: Wish) -> Iterator[tuple[tuple[str, ...], Wish]]:
    """The wish itself, then with one wish less, then with two."""
    given = [name for name in _LOOSE if getattr(wish, name) is not None]
    if wish.participants is not None and wish.participants < 3 and wish.mode is not Mode.TEAM:
        given.remove("participants")  # alone or with two is with whom, and not how many
    for number in range(len(given) + 1):
        for names in combinations(given, number):
            yield tuple(_LOOSE[name] for name in names), _without(wish, names)


def _without(wish: Wish, names: Collection[str]) -> Wish:
    """The same wish, looser. Who is in the room stays: a team is still a team."""
    mode = wish.mode or mode_of(wish.participants)
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(wish, mode=mode, **nothing)


# --- in words -------------------------------------------------------------------------------------------------------

_VERSIONS: Final = {Variant.SHORT: "de korte", Variant.NORMAL: "de gewone", Variant.LONG: "de lange"}


def versions(variants: Iterable[Variant]) -> str:
    """Variants in a sentence: ``de korte of de gewone versie``."""
    return f"{listed([_VERSIONS[variant] for variant in variants], 'of')} versie"


def people(card: Candidate, mode: Mode) -> str:
    """How many people a mode is for: ``4 tot 12 mensen``."""
    least, most = card.people(mode)
    return counted(most, "mens", "mensen") if least == most else f"{least} tot {most} mensen"


def on_day(day: date, today: date) -> str:
    """A day in the past; its year only when that is another one."""
    return spelled(day, year=day.year != today.year)


def _reasons(choice: Choice[Any], wish: Wish) -> Iterator[str]:
    yield _about_time(choice, wish)
    if choice.variant is not Variant.NORMAL:
        who = "Je doet" if choice.mode is Mode.SOLO else "Jullie doen"
        yield f"{who} {versions([choice.variant])}."
    yield _about_people(choice, wish)
    if wish.need is not None:
        yield f"Hoort bij: {NEED_WORDS[choice.card.learning_need]}."
    if wish.theme is not None:
        yield f"Gaat over {quoted(wish.theme)}."
    yield from _about_weight(choice.card.weight, wish)
    if wish.done is not None and choice.mode is not Mode.SOLO:
        last = _last(choice, wish)
        yield f"Dit deden jullie op {on_day(last, wish.today)}." if last else "Dit deed jullie team nog niet."


def _about_time(choice: Choice[Any], wish: Wish) -> str:
    parts = "met terugblik, begin en einde erbij" if wish.look_back else "met begin en einde erbij"
    if wish.minutes is None:
        return f"Duurt {choice.agenda_minutes} minuten, {parts}."
    return f"Past in {wish.minutes} minuten, {parts}."


def _about_people(choice: Choice[Any], wish: Wish) -> str:
    if choice.mode is Mode.TEAM:
        return f"Gemaakt voor {people(choice.card, choice.mode)}."
    modes = choice.card.modes if wish.mode is None and wish.participants is None else (choice.mode,)
    return f"Dit doe je {listed([MODE_WORDS[mode] for mode in modes], 'of')}."


def _about_weight(weight: Weight, wish: Wish) -> Iterator[str]:
    if weight is Weight.HEAVY:
        yield "Dit kan je raken. Aan het eind is daar rust voor."
    elif weight is Weight.MEDIUM:
        yield "Dit raakt je werk."
    elif wish.weight is Weight.LIGHT:
        yield "Deze is licht."
