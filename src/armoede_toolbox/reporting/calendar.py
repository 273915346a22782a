"""Days to look back as a calendar file (iCalendar, RFC 5545). Pure; the library is loaded when it is used.

The UID of an event is made from the id of its agreement, and what is made later always has a higher number, so a
second import changes the events of the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from armoede_toolbox.agreements import AgreementStatus
from armoede_toolbox.text import clean_line

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT: Final = "-//Armoede-toolbox//Afspraken//NL"
DOMAIN: Final = "armoede-toolbox"
_FIRST: Final = datetime(2026, 1, 1, tzinfo=UTC)
ALARM: Final = timedelta(hours=-15)
"""At nine in the morning, the day before."""


def to_calendar(statuses: Iterable[AgreementStatus], now: datetime) -> bytes:
    """One all-day event for each agreement that has a day to look back; a settled one is taken out again."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Terugkijken op afspraken")
    now = now.astimezone(UTC)
    for status in statuses:
        if status.agreement and status.agreement.look_back_on:
            calendar.add_component(_event(status, status.agreement.look_back_on, now))
    return bytes(calendar.to_ical())


def _event(status: AgreementStatus, day: date, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{clean_line(status.id)}@{DOMAIN}")
    event.add("sequence", sequence(now))
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Terugkijken: {clean_line(status.what)}")
    event.add("description", "\n".join(_description(status)))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if status.open else "CANCELLED")
    if status.open:
        event.add_component(_alarm())
    return event


def sequence(now: datetime) -> int:
    """The seconds since the first release: it grows also when a tick or a file is taken away by hand."""
    return int((now - _FIRST).total_seconds())


def _alarm() -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Morgen kijken jullie terug op een afspraak.")
    alarm.add("trigger", ALARM)
    return alarm


def _description(status: AgreementStatus) -> Iterable[str]:
    agreement = status.agreement
    whose = f'--team "{clean_line(status.head.team)}"' if status.head.team else "--persoonlijk"
    yield f"Wie: {clean_line(status.who)}" if status.who else "Wie: dat spraken we niet af."
    if status.organisation:
        yield f"Organisatie: {clean_line(status.organisation)}"
    if agreement and agreement.resident_notices:
        yield f"Een inwoner merkt: {clean_line(agreement.resident_notices)}"
    if not status.open:
        yield f"Hoe het ging: {status.status}."
    yield f"Bijwerken: armoede afspraken bijwerken {whose}"
