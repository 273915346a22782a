"""The events of a session: what a draft holds, one per line.

An event is a plain mapping with the key ``wat``; these functions are the only place that makes them. Events of a hidden
turn carry no time, so that a draft cannot tell who wrote when (DESIGN 4.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from armoede_toolbox.form import Filled
from armoede_toolbox.prompts import Totals, Value
from armoede_toolbox.vocabulary import Collecting, Outcome, Sharing

Event = dict[str, Any]
FORMAT: Final = 1
"""The format of a draft, in its first event."""


def is_newer(event: Mapping[str, Any]) -> bool:
    """Whether a draft with this first event is of a newer toolbox. We would skip what we do not know, and lose it."""
    given = event.get("formaat", FORMAT)
    return isinstance(given, int) and given > FORMAT


class Keep(StrEnum):
    """What is kept of a heavy exercise that somebody did alone."""

    ALL = "alles"
    PLAN = "plan"
    NOTHING = "niets"


class SmallGroup(StrEnum):
    """What a group below the anonymity floor does with a question for everyone (DESIGN 4.4)."""

    TALK = "bespreken"
    WRITE = "schrijven"


class When(StrEnum):
    """When people look back on their agreements (DESIGN 4.7)."""

    FIRST = "begin"
    LAST = "einde"
    """There is a guest."""
    SKIPPED = "overslaan"


def here(place: str, now: datetime) -> Event:
    """This place is on the screen now."""
    return {"wat": "hier", "plek": place, "om": now.isoformat()}


def hidden_turn(place: str, turn: int) -> Event:
    """A hidden turn begins; without a time."""
    return {"wat": "beurt", "plek": place, "beurt": turn}


def turn_over(place: str, turn: int) -> Event:
    """A hidden turn is over."""
    return {"wat": "beurtklaar", "plek": place, "beurt": turn}


def done(place: str) -> Event:
    """This place is finished."""
    return {"wat": "klaar", "plek": place}


def reopened(place: str) -> Event:
    """``/terug``: this place is open again."""
    return {"wat": "terug", "plek": place}


def answered(key: str, slot: int, value: Value, perspective: str | None = None) -> Event:
    """A contribution in a slot; the same slot again replaces it."""
    event: Event = {"wat": "antwoord", "vraag": key, "slot": slot, "waarde": value}
    return event | ({"perspectief": perspective} if perspective else {})


def answered_by_all(key: str, values: Sequence[Value]) -> Event:
    """All contributions to a question at once; they take the place of what came in before."""
    return {"wat": "antwoorden", "vraag": key, "waarden": list(values)}


def passed(key: str, slot: int) -> Event:
    """``/pas`` in a slot."""
    return {"wat": "pas", "vraag": key, "slot": slot}


def counted(key: str, totals: Totals) -> Event:
    """The room was counted."""
    return {"wat": "telling", "vraag": key, "telling": totals}


def cleared(key: str) -> Event:
    """Everything that came in for a question goes, because it is asked anew in another way."""
    return {"wat": "opnieuw", "vraag": key}


def collected_by(key: str, way: Collecting) -> Event:
    """The facilitator chose another way for this question."""
    return {"wat": "ophalen", "vraag": key, "manier": way.value}


def half_typed(key: str, filled: Filled, slot: int) -> Event:
    """What stood in the field when the person was interrupted."""
    return {"wat": "half", "vraag": key, "slot": slot, "velden": filled}


def talked(key: str) -> Event:
    """This question was talked about; nothing was written."""
    return {"wat": "besproken", "vraag": key}


def ordered(key: str, order: Sequence[int]) -> Event:
    """The shuffled order of the slots; it is the order of the file."""
    return {"wat": "volgorde", "vraag": key, "volgorde": list(order)}


def shown(key: str, order: Sequence[int]) -> Event:
    """The contributions were revealed, in this order."""
    return {"wat": "getoond", "vraag": key, "volgorde": list(order)}


def small_group(choice: SmallGroup) -> Event:
    """What a small group chose."""
    return {"wat": "kleine-groep", "keuze": choice.value}


def paused(now: datetime) -> Event:
    """``/pauze``: the clock stands still and the room's screen is empty."""
    return {"wat": "pauze", "om": now.isoformat()}


def resumed(now: datetime) -> Event:
    """The session goes on, after a pause or after an interruption."""
    return {"wat": "verder", "om": now.isoformat()}


def rounding_off(*, marks: bool = False) -> Event:
    """``/rondaf``: straight to the closing; in a meeting the own points may still get their mark."""
    return {"wat": "rondaf", "cijfers": marks}


def looking_back(when: When) -> Event:
    """When the look-back is."""
    return {"wat": "terugblik-wanneer", "keuze": when.value}


def looked_back(agreement: str, what: str, outcome: Outcome, word: str | None = None) -> Event:
    """What became of an agreement; the same agreement again replaces it."""
    return {"wat": "teruggeblikt", "afspraak": agreement, "tekst": what, "uitkomst": outcome.value, "woord": word}


def case_of_today(agreement: str) -> Event:
    """An agreement that got stuck is the case of today."""
    return {"wat": "casus", "afspraak": agreement}


def look_back_over(now: datetime) -> Event:
    """The look-back is over; the moment stands in its file, so that writing it twice gives the same file."""
    return {"wat": "terugblik-klaar", "om": now.isoformat()}


def look_back_kept() -> Event:
    """The file of the look-back stands in the logbook; from now on it belongs to its people."""
    return {"wat": "terugblik-bewaard"}


def earlier(show: bool) -> Event:
    """Whether people want to see what they wrote earlier."""
    return {"wat": "eerder", "tonen": show}


def agreed(agreements: Sequence[Mapping[str, Any]]) -> Event:
    """The agreements of the closing; an empty list is a full answer."""
    return {"wat": "afspraken", "waarde": [dict(agreement) for agreement in agreements]}


def signalled(signals: Sequence[Mapping[str, Any]]) -> Event:
    """The signals of the closing; an empty list is a full answer."""
    return {"wat": "signalen", "waarde": [dict(signal) for signal in signals]}


def shared(sharing: Sharing) -> Event:
    """What the room allows in a report."""
    return {"wat": "delen", "waarde": sharing.value}


def kept(keep: Keep) -> Event:
    """What is kept of a heavy exercise done alone."""
    return {"wat": "bewaren", "waarde": keep.value}


def finished(now: datetime) -> Event:
    """The session is over; the moment stands in its entry, so that publishing twice writes the same file."""
    return {"wat": "afgerond", "om": now.isoformat()}
