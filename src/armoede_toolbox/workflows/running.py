"""Running a session: visit the first place that is not done, until there is none.

The loop knows no positions. Commands, an interruption or a crash only add events; what comes next follows from them.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from armoede_toolbox.exercises import Step
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Kind, Place, agenda, before, current, events
from armoede_toolbox.session.agenda import in_closing, many, must_warn
from armoede_toolbox.session.clock import should_offer_rounding_off
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.vocabulary import Mode
from armoede_toolbox.workflows import asking, closing, earlier, looking_back, stage
from armoede_toolbox.workflows.stand import NoBook, Stand


class Outcome(StrEnum):
    """How a walk through a session ended."""

    FINISHED = "finished"
    """To the end, or rounded off, or kept as it stands: an entry is to be written."""
    LATER = "later"
    """The draft stays; ``hervat`` goes on."""
    DISCARDED = "discarded"
    """Nothing is kept, on purpose."""


class _Ended(Exception):
    """A command ended the walk."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def run(stand: Stand) -> Outcome:
    """Walk through the session until it is over or somebody stops. Never raises ``Interrupted``."""
    offered = False
    try:
        while (place := current(stand.session)) is not None:
            if not offered and not in_closing(stand.session, place) and _nearly_over(stand):
                offered = True
                _guarded(stand, place, _offer_rounding_off)
                continue
            _guarded(stand, place, _visit)
    except _Ended as ended:
        return ended.outcome
    except Interrupted:
        return Outcome.LATER
    finally:
        stand.window.clock = None
    return closing.outcome(stand.session, Outcome.FINISHED, Outcome.DISCARDED)


def _nearly_over(stand: Stand) -> bool:
    return should_offer_rounding_off(stand.session, stand.now())


def _guarded(stand: Stand, place: Place, visit: Callable[[Stand, Place], None]) -> None:
    """A command given inside the menu of another command takes its place."""
    action: Callable[[Stand, Place], None] | None = visit
    while action is not None:
        try:
            action(stand, place)
            action = None
        except CommandGiven as given:
            action = _COMMANDS[given.command]


def _visit(stand: Stand, place: Place) -> None:
    stand.go_to(place)
    if must_warn(stand.session, place):
        asking.small_group(stand, place)
        return
    _VISITS[place.kind](stand, place)


# --- places ---------------------------------------------------------------------------------------------------------


def _opening(stand: Stand, place: Place) -> None:
    session = stand.session
    screen = stage.opening(session)
    notes = stage.notes_before(session.setup.exercise, session.setup.mode)
    stand.window.show(Screen(screen.title, screen.aside, (*screen.blocks, *notes)))
    stand.window.wait("Druk op Enter om te beginnen.")
    stand.record(events.done(place.id))


def _step(stand: Stand, place: Place) -> None:
    """A step opens with its explanation. Alone or as a pair it runs on into the first question."""
    stand.window.show(stage.step(stand.session, place, ""))
    part = _part(stand, place)
    asks = part.prompts_in(stand.session.setup.variant, stand.session.setup.mode)
    if stand.session.setup.mode is Mode.TEAM or not asks or part.swap or part.explanation:
        stand.window.wait("Druk op Enter om verder te gaan.")
    stand.record(events.done(place.id))


def _part(stand: Stand, place: Place) -> Step:
    setup = stand.session.setup
    return setup.exercise.steps_in(setup.variant, setup.mode)[place.step]


def _reveal(stand: Stand, place: Place) -> None:
    """All contributions at once, by one deliberate act, in a new random order."""
    asked = place.asked[0]
    if not stand.session.of(asked.key).revealed:
        stand.record(events.shown(asked.key, stand.shuffled(asked.key)))
    if many(stand.session, asked.prompt) and not (asked.prompt.gathers and stand.session.setup.mode is Mode.TEAM):
        stand.window.show(stage.reveal(stand.session, asked))
        stand.window.wait("Praat erover. Druk op Enter om verder te gaan.")
    stand.record(events.done(place.id))


def _after(stand: Stand, place: Place) -> None:
    stand.window.show(stage.outcome(stand.session, place.asked[0]))
    stand.window.wait("Druk op Enter om verder te gaan.")
    stand.record(events.done(place.id))


_VISITS: Final[dict[Kind, Callable[[Stand, Place], None]]] = {
    Kind.OPENING: _opening,
    Kind.STEP: _step,
    Kind.ASK: asking.ask,
    Kind.ROUND: asking.hidden_round,
    Kind.REVEAL: _reveal,
    Kind.AFTER: _after,
    **looking_back.VISITS,
    **earlier.VISITS,
    **closing.VISITS,
}


# --- commands -------------------------------------------------------------------------------------------------------


def _back(stand: Stand, place: Place) -> None:
    target = before(stand.session, place)
    if target is None:
        stand.window.say("Verder terug kan hier niet.", "Wat al is getoond of wat een ander schreef, blijft staan.")
        return
    stand.record(events.reopened(target.id))


def _pass(stand: Stand, place: Place) -> None:
    """``/pas`` where there is nothing to answer: on to the next place. What came in stays."""
    if place.kind is Kind.KEEP:
        stand.window.say("Kies eerst wat we bewaren.")
        return
    for asked in place.asked if place.kind is Kind.ASK else ():
        if stand.session.of(asked.key).empty():
            stand.record(events.passed(asked.key, 0))
    stand.record(events.done(place.id))


def _pause(stand: Stand, place: Place) -> None:
    del place
    stand.record(events.paused(stand.now()))
    stand.window.show(Screen("Pauze"))
    try:
        choice = stand.window.pick("Even rust. Wat nu?", ["Verder", "Rond nu af", "Stop en bewaar niets"])
    finally:
        stand.record(events.resumed(stand.now()))
    if choice == 1:
        stand.round_off()
    elif choice == 2:
        _discard(stand)


def _discard(stand: Stand) -> None:
    sure = stand.window.pick("Alles van deze keer gaat weg. Zeker weten?", ["Nee, ga terug", "Ja, bewaar niets"])
    if sure == 1:
        raise _Ended(Outcome.DISCARDED)


def _round_off(stand: Stand, place: Place) -> None:
    if in_closing(stand.session, place) and place.step < 0:
        return
    stand.round_off()
    stand.window.say("We ronden af.", "Bij de rest staat in het logboek: niet aan toegekomen.")


def _stop(stand: Stand, place: Place) -> None:
    del place
    if isinstance(stand.book, NoBook):
        if stand.window.pick("De proef stoppen?", ["Ja", "Toch doorgaan"], default=1) == 0:
            raise _Ended(Outcome.DISCARDED)
        return
    options = ["Nu bewaren", "Later verder", "Toch doorgaan"]
    choice = stand.window.pick("Stoppen. Wat doen we met de antwoorden?", options, default=2)
    if choice == 0:
        _keep_now(stand)
    elif choice == 1:
        raise _Ended(Outcome.LATER)


def _keep_now(stand: Stand) -> None:
    """Straight to the file; only what a heavy exercise owes people still comes."""
    stand.round_off(at_once=True)
    looking_back.stop_here(stand, agenda(stand.session))
    for kind in (Kind.AGREEMENTS, Kind.SIGNALS, Kind.READ_BACK, Kind.SHARING):
        stand.record(events.done(kind.value))


def _help(stand: Stand, place: Place) -> None:
    if place.asked:
        asking.help_with(stand, place.asked[0])
    else:
        lines = tuple(Block(line, Style.HINT) for line in asking.COMMANDS_IN_WORDS)
        stand.window.show(Screen("Hulp", "", (*stage.advice(stand.session, place), *lines)))
        if place.kind is Kind.STEP:
            stand.window.wait("Druk op Enter om verder te gaan.")


_COMMANDS: Final[dict[Command, Callable[[Stand, Place], None]]] = {
    Command.BACK: _back,
    Command.PASS: _pass,
    Command.PAUSE: _pause,
    Command.ROUND_OFF: _round_off,
    Command.STOP: _stop,
    Command.HELP: _help,
}


def _offer_rounding_off(stand: Stand, place: Place) -> None:
    """Five minutes before the planned end (DESIGN 4.5)."""
    del place
    if stand.window.pick("De tijd is bijna om. Wat doen jullie?", ["Ga verder", "Rond nu af"]) == 1:
        stand.round_off()
