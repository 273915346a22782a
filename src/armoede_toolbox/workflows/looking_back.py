"""Looking back on agreements: one screen for each, at the opening of a session or from ``afspraken`` (DESIGN 10.10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from armoede_toolbox.agreements import OFFER_LETTING_GO
from armoede_toolbox.entry import LookBack
from armoede_toolbox.form import Filled
from armoede_toolbox.privacy import masked
from armoede_toolbox.session import Kind, Place, Session, events
from armoede_toolbox.session.events import When
from armoede_toolbox.session.look_back import Due
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted, Window
from armoede_toolbox.text import clean_line, counted
from armoede_toolbox.vocabulary import Outcome
from armoede_toolbox.workflows import stage
from armoede_toolbox.workflows.stand import Stand

Keep = Callable[[Outcome, str | None], None]
"""Takes what became of an agreement, at once and again with a word about it."""

_WHY: Final = {
    Outcome.DONE: "Wat hielp?",
    Outcome.DONE_OTHERWISE: "Wat deden jullie anders?",
    Outcome.GOING_ON: "Wat is de volgende stap?",
    Outcome.STUCK: "Waarop liep het vast?",
    Outcome.LET_GO: "Waarom laten jullie het los?",
    Outcome.UNKNOWN: "Wie kan het weten?",
}
SKIP: Final = "Sla het terugblikken vandaag over"
GUEST_OR_NOT: Final = ("Nee, we kijken eerst terug", "Ja, we kijken aan het eind terug")
_OFFER: Final = "Dit loopt nu al {times} keer nog. Willen jullie het loslaten?"


def ask_about(window: Window, due: Due, today: date, before: LookBack | None, keep: Keep, *, aside: str = "") -> None:
    """What became of one agreement, and a word about it. Keeps what is known after each answer.

    ``/terug`` at the word leads back to what became of it, and from there out of here.
    """
    window.show(stage.look_back(due, today, aside))
    outcome = before.outcome if before else None
    start = before.word or "" if before else ""
    while True:
        chosen = _outcome(window, due, outcome)
        start = start if chosen is outcome else ""
        keep(chosen, start or None)
        outcome = chosen
        try:
            keep(chosen, window.line(f"{_WHY[chosen]} Leeg laten mag ook.", start=start) or None)
            return
        except CommandGiven as given:
            if given.command is Command.PASS:
                keep(chosen, None)
                return
            if given.command is not Command.BACK:
                _keep_half(window, given.partial, chosen, keep)
                raise
        except Interrupted as interrupted:
            _keep_half(window, interrupted.partial, chosen, keep)
            raise


def _keep_half(window: Window, partial: Filled, chosen: Outcome, keep: Keep) -> None:
    """What was half typed when somebody stopped; nobody can be asked about a name in it now."""
    half = clean_line(" ".join(map(str, partial.values())))
    if half:
        keep(chosen, masked(half, window.guard(half)) if window.guard else half)


def _outcome(window: Window, due: Due, before: Outcome | None) -> Outcome:
    """Letting go is offered after three times *loopt nog*."""
    outcomes = list(stage.OUTCOMES)
    default = outcomes.index(before) if before else 0
    chosen = outcomes[window.pick("Hoe ging het?", list(stage.OUTCOMES.values()), default=default)]
    if chosen is not Outcome.GOING_ON or due.times + 1 < OFFER_LETTING_GO:
        return chosen
    offered = _OFFER.format(times=due.times + 1)
    return (chosen, Outcome.LET_GO)[window.pick(offered, ["Nee, we gaan ermee door", "Ja, we laten het los"])]


# --- in a session ---------------------------------------------------------------------------------------------------


def _when(stand: Stand, place: Place) -> None:
    """A guest need not hear what a team agreed on earlier; skipping is a choice."""
    if stand.session.setup.from_paper:
        _when_on_paper(stand, place)
        return
    number = counted(len(stand.session.setup.due), "open afspraak", "open afspraken")
    options = [*GUEST_OR_NOT, SKIP]
    chosen = stand.window.pick(f"Jullie hebben {number} om op terug te kijken. Is er bezoek?", options)
    stand.record(events.looking_back(list(When)[chosen]))
    stand.record(events.done(place.id))


def _when_on_paper(stand: Stand, place: Place) -> None:
    number = counted(len(stand.session.setup.due), "afspraak", "afspraken")
    verb = "stond" if len(stand.session.setup.due) == 1 else "stonden"
    question = f"Er {verb} nog {number} open. Keken jullie ook terug?"
    chosen = stand.window.pick(question, ["Nee", "Ja, dat typ ik eerst over"])
    stand.record(events.looking_back(When.FIRST if chosen else When.SKIPPED))
    stand.record(events.done(place.id))


def _look_back(stand: Stand, place: Place) -> None:
    session = stand.session
    due = next(one for one in session.setup.due if one.id == place.agreement)

    def keep(outcome: Outcome, word: str | None) -> None:
        stand.record(events.looked_back(due.id, due.what, outcome, word))

    ask_about(stand.window, due, session.setup.started.date(), session.looked.get(due.id), keep)
    first = session.looking_back is When.FIRST and not session.setup.from_paper
    if first and session.looked[due.id].outcome is Outcome.STUCK:
        _offer_as_case(stand, due)
    stand.record(events.done(place.id))


def _offer_as_case(stand: Stand, due: Due) -> None:
    if stand.window.pick("Nemen jullie dit vandaag mee als casus?", ["Nee", "Ja"]) == 1:
        stand.record(events.case_of_today(due.id))


def _looked_back(stand: Stand, place: Place) -> None:
    """The file stands in the logbook before the first question of the exercise."""
    session = stand.session
    if session.looked and session.looked_until is None:
        stand.record(events.look_back_over(stand.now()))
    stand.keep_look_back()
    stand.record(events.done(place.id))
    if session.looked and not session.setup.from_paper:
        stand.window.show(stage.looked_back(session))
        stand.window.wait("Druk op Enter om verder te gaan.")


VISITS: Final[dict[Kind, Callable[[Stand, Place], None]]] = {
    Kind.WHEN: _when,
    Kind.LOOK_BACK: _look_back,
    Kind.LOOKED_BACK: _looked_back,
}


def stop_here(stand: Stand, places: list[Place]) -> None:
    """What was not looked back on yet stays open; what was, is still written."""
    for place in places:
        if place.kind is Kind.LOOK_BACK and place.id not in stand.session.done:
            stand.record(events.done(place.id))


def remains(session: Session) -> str | None:
    """What to say when a session is thrown away whose look-back stands in the logbook."""
    return "De terugblik van vandaag staat al in het logboek en blijft staan." if session.look_back_kept else None
