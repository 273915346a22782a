"""``kies``: help with choosing. A few questions, three cards with the reason, or everything. Only reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import choosing
from armoede_toolbox.choosing import Choice, Chosen, Stuck, Wish
from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.catalogue import Card
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.terminal.window import Command, CommandGiven, Window
from armoede_toolbox.text import counted
from armoede_toolbox.vocabulary import LearningNeed, Mode, Weight
from armoede_toolbox.workflows.exercise_page import how_to_start
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    History,
    beside,
    bullets,
    card_data,
    catalogue_of,
    fitting,
    history,
    known_theme,
    look_back_of,
    replaced,
    times,
)

if TYPE_CHECKING:
    from armoede_toolbox.storage.indexing import Progress

_MINUTES: Final = (10, 15, 20, 30, 45, 60, 90)
_ALL_THE_SAME: Final = "Maakt niet uit"
_EVERYTHING: Final = "Laat alles zien"
_NEEDS: Final = {
    LearningNeed.PICTURE: "Een beeld krijgen van armoede in ons gebied",
    LearningNeed.WHAT_WORKS: "Weten wat werkt, en leren van plekken waar het lukt",
    LearningNeed.RESIDENTS: "Begrijpen hoe ons werk uitpakt voor een inwoner",
    LearningNeed.IMPROVE: "Iets in ons werk stap voor stap beter maken",
    LearningNeed.LOOK_ANEW: "Anders leren kijken, ook naar onszelf",
}
_WEIGHTS: Final = {
    Weight.LIGHT: "Liever licht",
    Weight.MEDIUM: "Het mag ons eigen werk raken",
    Weight.HEAVY: "Het mag ons ook zelf raken",
}


def choose(
    house: House,
    minutes: int | None = None,
    participants: int | None = None,
    need: LearningNeed | None = None,
    theme: str | None = None,
    weight: Weight | None = None,
    window: Window | None = None,
    team: str | None = None,
    progress: Progress | None = None,
) -> Advice:
    """At most three exercises with the reasons. With a window it asks what was not said.

    What a team did counts: of the team that is named, or else of that of the settings.
    """
    wish = Wish(
        today=house.today(),
        minutes=minutes,
        participants=participants,
        need=need,
        theme=known_theme(theme),
        weight=weight,
    )
    if window is not None:
        wish = _asked(window, wish)
    return _advice(house, wish, team, progress)


@dataclass(frozen=True, slots=True)
class Picked:
    """The exercise that was picked, with what the person said about it; ``None`` is not said."""

    exercise: str
    mode: Mode | None = None
    minutes: int | None = None
    people: int | None = None


def choose_in_window(house: House, window: Window) -> Picked:
    """Ask, show three cards, and give what was picked."""
    wish = _asked(window, Wish(today=house.today()))
    advice = _advice(house, wish)
    if not advice.everything:
        raise ToolboxError([Problem("Er staan nog geen oefeningen."), *advice.problems])
    choices = advice.chosen.choices
    window.show(_screen(advice))
    if not choices:
        return Picked(_from_all(window, advice.everything))
    options = [*(_option(one.card, counted(one.agenda_minutes, "minuut", "minuten")) for one in choices), _EVERYTHING]
    picked = window.pick("Welke kies je?", options)
    if picked == len(choices):
        return Picked(_from_all(window, advice.everything))
    one = choices[picked]
    return Picked(one.card.id, one.mode, wish.minutes or one.agenda_minutes, wish.participants)


@dataclass(frozen=True, slots=True)
class Advice:
    """What fits, for people and for scripts."""

    chosen: Chosen[Card]
    everything: tuple[Card, ...]
    past: History
    look_back: int = 0
    """Minutes that the look-back of the team takes."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    busy: tuple[str, ...] = ()
    """How to go on with the trajectories that the team is in."""

    def text(self, width: int = 80) -> str:
        """A card for each choice, best first."""
        room = fitting(width)
        parts = [wrap(self.chosen.remark, room)] if self.chosen.remark else []
        parts += [list(_card(number, one, room)) for number, one in enumerate(self.chosen.choices, start=1)]
        parts += [wrap(line, room) for line in (self._ending(), *self.busy)]
        return "\n\n".join("\n".join(part) for part in parts)

    def data(self) -> dict[str, Any]:
        """The choices as JSON: the exercises as a list has them, with what was chosen and why."""
        found = [
            {
                **card_data(one.card, self.past, self.look_back),
                "gekozen": {"vorm": one.mode.value, "variant": one.variant.value, "agenda": one.agenda_minutes},
                "redenen": list(one.reasons),
            }
            for one in self.chosen.choices
        ]
        loosened = list(self.chosen.loosened)
        return {"formaat": FORMAT, "oefeningen": found, "losgelaten": loosened, "bezig": list(self.busy)}

    def _ending(self) -> str:
        if not self.chosen.choices:
            return "Alle oefeningen zie je met: armoede lijst"
        first = self.chosen.choices[0]
        return how_to_start(first.card.number, first.card.modes, first.mode, first.agenda_minutes)


def _advice(house: House, wish: Wish, team: str | None = None, progress: Progress | None = None) -> Advice:
    """Alone, what the team did says nothing, so it is not read; what a person did alone is never read."""
    alone = (wish.mode or choosing.mode_of(wish.participants)) is Mode.SOLO
    past = History() if alone else history(house, team or _only_team(house), progress)
    cards, problems = catalogue_of(house)
    more = look_back_of(house, past, progress)
    stuck = _stuck(house, past)
    wish = replace(wish, done=past.last, latest=past.latest, touched=past.needs, stuck=stuck, look_back=more)
    chosen = choosing.choose(cards, wish)
    busy = tuple(_busy(house, past))
    return Advice(chosen, tuple(cards), past, more, replaced(cards), (*problems, *past.problems), busy)


def _busy(house: House, past: History) -> Iterator[str]:
    """A trajectory that the team is in is no card; people are told where to go on."""
    if past.team is None or not past.days:
        return
    from armoede_toolbox.workflows.progressing import how_to_go_on, running_of_teams

    for one in running_of_teams(house, past.team):
        yield f"Jullie zijn bezig met reeks {one.trajectory.number}. Verder: {how_to_go_on(one)}"


def _only_team(house: House) -> str | None:
    """Where there is one team nobody has to choose it first; of more than one the settings say which."""
    known = journal.known_teams(house.places, house.config)
    return next(iter(known)) if house.config.team is None and len(known) == 1 else None


def _stuck(house: House, past: History) -> Stuck | None:
    if past.team is None or not past.days:
        return None
    from armoede_toolbox.workflows.agreements import stuck_in

    return stuck_in(house, past.team)


def _card(number: int, one: Choice[Card], width: int) -> Iterator[str]:
    aside = counted(one.agenda_minutes, "minuut", "minuten")
    yield from beside(f"{number}  {one.card.number}  ", one.card.title, aside, width)
    yield from wrap(one.card.goal, width, "   ")
    yield from bullets(one.reasons, width, 3)


# --- asking ---------------------------------------------------------------------------------------------------------


def _asked(window: Window, wish: Wish) -> Wish:
    """Ask what was not said; ``/terug`` goes one question back."""
    questions = [ask for ask, known in _questions(wish) if not known]
    before = [wish]
    while len(before) <= len(questions):
        try:
            before.append(questions[len(before) - 1](window, before[-1]))
        except CommandGiven as given:
            if given.command is not Command.BACK or len(before) == 1:
                raise
            before.pop()
    return before[-1]


Ask = Callable[[Window, Wish], Wish]


def _questions(wish: Wish) -> tuple[tuple[Ask, bool], ...]:
    return (
        (_ask_minutes, wish.minutes is not None),
        (_ask_people, wish.participants is not None),
        (_ask_need, wish.need is not None or wish.theme is not None),
        (_ask_weight, wish.weight is not None),
    )


def _ask_minutes(window: Window, wish: Wish) -> Wish:
    options = [*(f"{minutes} minuten" for minutes in _MINUTES), _ALL_THE_SAME]
    picked = window.pick("Hoeveel tijd staat er in de agenda?", options, default=1)
    return replace(wish, minutes=_MINUTES[picked] if picked < len(_MINUTES) else None)


def _ask_people(window: Window, wish: Wish) -> Wish:
    mode = list(Mode)[window.pick("Met wie?", ["Alleen", "Met z’n tweeën", "Met het team"], default=2)]
    return replace(wish, mode=mode, participants=_ask_number(window) if mode is Mode.TEAM else None)


def _ask_number(window: Window) -> int | None:
    while True:
        typed = window.line("Met hoeveel mensen zijn jullie? Leeg laten mag ook.")
        if not typed:
            return None
        if typed.isdecimal() and 0 < int(typed) <= 99:
            return int(typed)
        window.say("Typ een getal, bijvoorbeeld 8.")


def _ask_need(window: Window, wish: Wish) -> Wish:
    picked = window.pick("Wat willen jullie?", [*_NEEDS.values(), _ALL_THE_SAME], default=len(_NEEDS))
    return replace(wish, need=list(_NEEDS)[picked] if picked < len(_NEEDS) else None)


def _ask_weight(window: Window, wish: Wish) -> Wish:
    """In less than half an hour nothing heavy is offered, so that is not asked either."""
    short = wish.minutes is not None and wish.minutes < choosing.HEAVY_FROM
    weights = [weight for weight in _WEIGHTS if not (short and weight is Weight.HEAVY)]
    picked = window.pick("Mag het je raken?", [_WEIGHTS[weight] for weight in weights], default=1)
    return replace(wish, weight=weights[picked])


def _screen(advice: Advice) -> Screen:
    remark = (Block(advice.chosen.remark),) if advice.chosen.remark else ()
    cards = [block for one in advice.chosen.choices for block in _blocks(one)]
    busy = [Block(line, Style.HINT) for line in advice.busy]
    return Screen("Dit past bij jullie" if cards else "Kies een oefening", "", (*remark, *cards, *busy))


def _blocks(one: Choice[Card]) -> Iterator[Block]:
    yield Block(_option(one.card, counted(one.agenda_minutes, "minuut", "minuten")), Style.HEADING)
    yield Block(one.card.goal)
    yield from (Block(reason, Style.HINT) for reason in one.reasons)


def _from_all(window: Window, cards: Sequence[Card]) -> str:
    picked = window.pick("Welke oefening kies je?", [_option(card, times(card)) for card in cards])
    return cards[picked].id


def _option(card: Card, time: str) -> str:
    return f"{card.number}  {card.title} ({time})"
