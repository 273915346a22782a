"""The closing of a session: agreements, reading back, what may leave, and rest after a heavy exercise (DESIGN 4.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from armoede_toolbox.form import Filled, FormError
from armoede_toolbox.prompts.agreement import AgreementPrompt
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Kind, Place, Session, agenda, events
from armoede_toolbox.session.agenda import known_before
from armoede_toolbox.session.events import Keep
from armoede_toolbox.session.fold import CLOSING_KEY
from armoede_toolbox.session.record import CLOSING_QUESTION, agreements
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.vocabulary import Mode, Sharing
from armoede_toolbox.workflows import signalling, stage
from armoede_toolbox.workflows.stand import Stand

T = TypeVar("T")

CLOSING_PROMPT: Final = AgreementPrompt.from_file(
    {
        "soort": "afspraak",
        "id": CLOSING_QUESTION,
        "tekst": "Wat doen jullie vóór de volgende keer?",
        "hulp": "Hoogstens twee. Klein is goed. Geen afspraak is ook een antwoord.",
        "hoogstens": 2,
    }
)


def outcome(session: Session, finished: T, discarded: T) -> T:
    """A session ends in an entry, unless somebody chose to keep nothing."""
    return discarded if session.keep is Keep.NOTHING else finished


def _agreements(stand: Stand, place: Place) -> None:
    alone = stand.session.setup.mode is Mode.SOLO
    text = "Wat ga je doen?" if alone else CLOSING_PROMPT.text
    blocks = (Block(text, Style.QUESTION), Block(CLOSING_PROMPT.help or "", Style.HINT))
    stand.window.show(Screen("Afspraken", "", blocks))
    stand.record(events.agreed(_asked_agreements(stand)))
    stand.record(events.done(place.id))


def _asked_agreements(stand: Stand) -> list[dict[str, Any]]:
    """The agreements as they were filled; ``/pas`` is none."""
    half = stand.session.of(CLOSING_KEY).half.get(0)
    prompt = CLOSING_PROMPT.with_levels() if stand.session.setup.levels else CLOSING_PROMPT
    earlier = prompt.fill(stand.session.agreements) if stand.session.agreements else None
    filled: Filled | None = half or earlier
    while True:
        try:
            with stand.keeping(lambda partial: stand.keep_half(CLOSING_KEY, 0, partial)):
                filled = stand.window.fill(prompt.form(), filled)
            found: list[dict[str, Any]] = prompt.read(filled)
            return found
        except FormError as error:
            stand.window.say(*(sentence for _, sentence in error.faults))
        except CommandGiven as given:
            if given.command is Command.PASS:
                return []
            stand.keep_half(CLOSING_KEY, 0, given.partial)
            raise
        except Interrupted as interrupted:
            stand.keep_half(CLOSING_KEY, 0, interrupted.partial)
            raise


def _read_back(stand: Stand, place: Place) -> None:
    """Alone or as a pair everything is read back; a team reads back its agreements."""
    session = stand.session
    rows = stage.agreement_rows(session, list(agreements(session)))
    team = session.setup.mode is Mode.TEAM
    rows = (*rows, *signalling.rows(session.signals or ()))
    blocks = rows if team else (*stage.everything(session, agenda(session)), *rows)
    stand.window.show(Screen("Teruglezen", "", blocks))
    options = ["Klopt", "Ik wil iets veranderen"]
    if stand.window.pick("Klopt het zo?", options) == 1:
        _reopen(stand)
        return
    stand.record(events.done(place.id))


def _reopen(stand: Stand) -> None:
    """Open one question again; what was shown or what somebody else typed in a hidden turn stays."""
    places = _changeable(stand.session)
    names = [_name(place) for place in places]
    chosen = stand.window.pick("Wat wil je veranderen?", [*names, "Toch niets"])
    if chosen < len(places):
        stand.record(events.reopened(places[chosen].id))


def _changeable(session: Session) -> list[Place]:
    closing = (Kind.AGREEMENTS, Kind.SIGNALS)
    kinds = closing if session.setup.mode is Mode.TEAM else (Kind.ASK, *closing)
    found = [place for place in agenda(session) if place.kind in kinds and place.id in session.done]
    found = [place for place in found if not known_before(place)]
    own = [place for place in agenda(session) if place.asked and place.asked[0].prompt.kind == "afspraak"]
    return [*found, *(place for place in own if place not in found and place.id in session.done)]


def _name(place: Place) -> str:
    return place.asked[0].text if place.asked else _NAMES[place.kind]


_NAMES: Final = {Kind.AGREEMENTS: "De afspraken", Kind.SIGNALS: "De signalen"}


def _sharing(stand: Stand, place: Place) -> None:
    stand.window.show(Screen("Verslag", "", (Block("Wat mag in het verslag?", Style.QUESTION),)))
    ways = list(stage.SHARING)
    chosen = stand.window.pick("Kies samen. Minder mag later altijd, meer niet.", list(stage.SHARING.values()))
    stand.record(events.shared(Sharing(ways[chosen])))
    stand.record(events.done(place.id))


def _aftercare(stand: Stand, place: Place) -> None:
    stand.window.show(stage.aftercare(stand.session, stand.contact))
    who = "je klaar bent" if stand.session.setup.mode is Mode.SOLO else "jullie klaar zijn"
    stand.window.wait(f"Druk op Enter als {who}.")
    stand.record(events.done(place.id))


def _keep(stand: Stand, place: Place) -> None:
    ways = [Keep.ALL, Keep.PLAN, Keep.NOTHING]
    chosen = stand.window.pick("Wat bewaren we?", ["Alles bewaren", "Alleen mijn plan", "Niets bewaren"])
    stand.record(events.kept(ways[chosen]))
    stand.record(events.done(place.id))


VISITS: Final[dict[Kind, Callable[[Stand, Place], None]]] = {
    Kind.AGREEMENTS: _agreements,
    Kind.SIGNALS: signalling.in_closing,
    Kind.READ_BACK: _read_back,
    Kind.SHARING: _sharing,
    Kind.AFTERCARE: _aftercare,
    Kind.KEEP: _keep,
}
