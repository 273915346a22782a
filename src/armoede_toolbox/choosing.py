"""Which exercise fits: from cards and a wish to at most three choices, each with its reasons in words. Pure.

Two wishes are never loosened: the time, and what an exercise may do to people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, islice
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
MOST_REASONS: Final = 3
LOOKS_BACK: Final = "hoe-is-het-gegaan"
"""The exercise that looks back all through."""
UNSTICKS: Final = frozenset({LOOKS_BACK, "duwen-en-remmen", "van-knelpunt-naar-afspraak", "vijftien-procent"})
"""The exercises for something that goes no further."""


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
    def follow_up(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def lengths(self) -> Mapping[Mode, Mapping[Variant, int]]: ...  # noqa: D102
    def people(self, mode: Mode) -> tuple[int, int]: ...  # noqa: D102


C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True)
class Stuck:
    """An agreement of the team that goes no further."""

    what: str
    times: int = 0
    """How often it was *loopt nog*; 0 when it got stuck."""


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
    latest: str | None = None
    """What the team did last."""
    touched: frozenset[LearningNeed] = frozenset()
    """The learning needs of all that it did."""
    stuck: Stuck | None = None
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
    memory = _Memory.of(known, wish)
    for loosened, looser in _looser(wish):
        found = _best(_choices(known, looser), looser, memory)
        if found:
            told = (replace(one, reasons=tuple(_reasons(one, looser, memory))) for one in found)
            return Chosen(tuple(told), loosened)
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


def look_back_for(card: Candidate, minutes: int) -> int:
    """The time of the look-back before an exercise; the one that looks back all through replaces it."""
    return 0 if card.id == LOOKS_BACK else minutes


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
    look_back = look_back_for(card, wish.look_back)
    all_of_them = {variant: agenda_minutes(length, look_back) for variant, length in lengths.items()}
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
            variant = next(iter(fitting)) if _short_look_back(card, wish) else _variant(fitting, wish)
            return Choice(card, mode, variant, fitting[variant])
    return None


def _short_look_back(card: Candidate, wish: Wish) -> bool:
    """Who is stuck and gives no time looks back in the short way."""
    return wish.stuck is not None and wish.minutes is None and card.id == LOOKS_BACK


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


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the team did, as far as it says what suits now."""

    stuck: Stuck | None
    latest: str | None
    last: str = ""
    """The title of what the team did last."""
    next: frozenset[str] = frozenset()
    """What its author lets come after that."""
    untouched: frozenset[LearningNeed] = frozenset()

    @classmethod
    def of(cls, cards: Iterable[Candidate], wish: Wish) -> _Memory:
        """Nothing is untouched for a team that did nothing yet: all of it is."""
        known = {card.id: card for card in cards}
        done = {known[name].learning_need for name in wish.done or () if name in known} | wish.touched
        last = known.get(wish.latest or "")
        untouched = frozenset(LearningNeed) - done if done else frozenset()
        follow_up = frozenset(last.follow_up) - (wish.done or {}).keys() if last else frozenset()
        return cls(wish.stuck, wish.latest, last.title if last else "", follow_up, untouched)

    def unsticks(self, choice: Choice[Any]) -> bool:
        """Whether it handles what is stuck; not once more what was done just now."""
        return self.stuck is not None and choice.card.id in UNSTICKS - {self.latest}

    def follows(self, choice: Choice[Any]) -> bool:
        """Whether it comes after what was done last."""
        return choice.card.id in self.next

    def opens(self, choice: Choice[Any]) -> bool:
        """Whether it is of a learning need that was never touched."""
        return choice.card.learning_need in self.untouched


def _best(choices: Sequence[Choice[C]], wish: Wish, memory: _Memory) -> list[Choice[C]]:
    """One for what is stuck, one that comes next, one of something new; the rest is what fits best."""
    left, best = list(choices), list[Choice[C]]()

    def take(among: Sequence[Choice[C]]) -> None:
        if among and len(best) < MOST:
            needs = {choice.card.learning_need for choice in best}
            best.append(min(among, key=lambda choice: _rank(choice, wish, needs)))
            left.remove(best[-1])

    for suits in (memory.unsticks, memory.follows, memory.opens):
        suiting = [choice for choice in left if suits(choice) and _of_team(choice) and _as_heavy(choice, wish)]
        look_back = [choice for choice in suiting if choice.card.id == LOOKS_BACK and suits == memory.unsticks]
        take(look_back or suiting)
    while left and len(best) < MOST:
        take(left)
    return best


def _of_team(choice: Choice[Any]) -> bool:
    """What a team did says nothing about someone alone."""
    return choice.mode is not Mode.SOLO


def _as_heavy(choice: Choice[Any], wish: Wish) -> bool:
    """Who asks for heavy gets that first."""
    return wish.weight is not Weight.HEAVY or choice.card.weight is Weight.HEAVY


def _rank(choice: Choice[Any], wish: Wish, needs: Collection[LearningNeed]) -> tuple[Any, ...]:
    last = _last(choice, wish)
    spare = 0 if wish.minutes is None else wish.minutes - choice.agenda_minutes
    asked = not _as_heavy(choice, wish)
    fit = (spare // _CLOSE, choice.card.learning_need in needs, spare)
    return (last is not None, last or date.min, asked, *fit, choice.card.number, choice.card.id)


def _last(choice: Choice[Any], wish: Wish) -> date | None:
    return (wish.done or {}).get(choice.card.id) if _of_team(choice) else None


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


def _reasons(choice: Choice[Any], wish: Wish, memory: _Memory) -> Iterator[str]:
    """The three that say most."""
    every = (
        *islice(_about_memory(choice, wish, memory), 1),
        _about_time(choice, wish),
        *_about_weight(choice.card.weight, wish),
        *_about_newness(choice, wish, memory),
        _about_people(choice, wish),
        *([f"Gaat over {quoted(wish.theme)}."] if wish.theme is not None else []),
        *([f"Hoort bij: {NEED_WORDS[choice.card.learning_need]}."] if wish.need is not None else []),
    )
    return islice(every, MOST_REASONS)


def _about_memory(choice: Choice[Any], wish: Wish, memory: _Memory) -> Iterator[str]:
    if not _of_team(choice):
        return
    if memory.stuck is not None and memory.unsticks(choice):
        yield _about_stuck(memory.stuck)
    if memory.follows(choice):
        yield f"Sluit aan op {quoted(memory.last)}, jullie laatste oefening."
    last = _last(choice, wish)
    if last is not None:
        yield f"Dit deden jullie op {on_day(last, wish.today)}."
    if memory.opens(choice):
        yield f"Aan {quoted(NEED_WORDS[choice.card.learning_need])} kwamen jullie nog niet toe."


def _about_stuck(stuck: Stuck) -> str:
    if stuck.times:
        return f"Jullie afspraak {quoted(stuck.what)} loopt nu al {stuck.times} keer nog."
    return f"Jullie liepen vast op {quoted(stuck.what)}."


def _about_newness(choice: Choice[Any], wish: Wish, memory: _Memory) -> Iterator[str]:
    if wish.done is not None and _of_team(choice) and _last(choice, wish) is None and not memory.opens(choice):
        yield "Dit deed jullie team nog niet."


def _about_time(choice: Choice[Any], wish: Wish) -> str:
    look_back = look_back_for(choice.card, wish.look_back)
    parts = "met terugblik, begin en einde erbij" if look_back else "met begin en einde erbij"
    which = "" if choice.variant is Variant.NORMAL else f"{versions([choice.variant])} "
    does = f"duurt {choice.agenda_minutes}" if wish.minutes is None else f"past in {wish.minutes}"
    said = f"{which}{does} minuten, {parts}."
    return said[0].upper() + said[1:]


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
