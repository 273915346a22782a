"""The clock of a session in words: it counts down, then up, and cuts nobody off (DESIGN 4.6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from armoede_toolbox.session.agenda import CLOSING_MINUTES, OPENING_MINUTES, Place, agenda_minutes, in_closing
from armoede_toolbox.session.events import When
from armoede_toolbox.session.fold import Session
from armoede_toolbox.text import counted

FOR_MARKS: Final = timedelta(minutes=3)
"""At most three marks, and the closing after it."""
OFFER_BEFORE: Final = timedelta(minutes=5)
"""Rounding off is offered this long before the planned end."""


def planned(session: Session) -> timedelta:
    """How long the whole session should take: the time in the agenda, or the length of its variant."""
    setup = session.setup
    own = agenda_minutes(setup.exercise.lasts(setup.variant, setup.mode), _look_back_minutes(session))
    return timedelta(minutes=max(setup.agenda_minutes or own, own))


def _look_back_minutes(session: Session) -> int:
    return 0 if session.looking_back is When.SKIPPED else session.setup.look_back_minutes


def left(session: Session, place: Place, now: datetime) -> timedelta:
    """Time left for the place that is on the screen; negative when it takes longer."""
    setup = session.setup
    if place.step >= 0:
        step = setup.exercise.steps_in(setup.variant, setup.mode)[place.step]
        minutes = timedelta(minutes=step.lasts(setup.variant, setup.mode) or 0)
        since = session.step_since.get(place.step)
        return minutes if since is None else minutes - ((session.paused_at or now) - session.idle - since)
    if in_closing(session, place):
        return planned(session) - session.active(now)
    return timedelta(minutes=OPENING_MINUTES + _look_back_minutes(session)) - session.active(now)


def in_words(span: timedelta) -> str:
    """``nog 3 minuten``, ``nog een halve minuut``, ``2 minuten langer``; never negative, never late."""
    seconds = int(span.total_seconds())
    if seconds >= 45:
        return f"nog {counted(round(seconds / 60) or 1, 'minuut', 'minuten')}"
    if seconds > 0:
        return "nog even"
    longer = -seconds // 60
    return f"{counted(longer, 'minuut', 'minuten')} langer" if longer else "de tijd is om"


def time_for_marks(session: Session, now: datetime) -> bool:
    """Whether somebody who rounds off a meeting can still mark the own points before the planned end."""
    return not session.setup.clock or planned(session) - session.active(now) >= FOR_MARKS


def should_offer_rounding_off(session: Session, now: datetime) -> bool:
    """Whether rounding off is due to be offered: five minutes before the planned end, in longer sessions."""
    total = planned(session)
    wait = max(total - OFFER_BEFORE, total * 2 / 3)
    return session.setup.clock and session.active(now) >= wait


__all__ = [
    "CLOSING_MINUTES",
    "OFFER_BEFORE",
    "in_words",
    "left",
    "planned",
    "should_offer_rounding_off",
    "time_for_marks",
]
