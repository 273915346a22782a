"""``afspraken agenda``: the days to look back, as a file for any calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from armoede_toolbox.agreements import AgreementStatus
from armoede_toolbox.text import counted, slug
from armoede_toolbox.workflows import delivering
from armoede_toolbox.workflows.agreements import ABOUT_PERSONAL, Ledger, read
from armoede_toolbox.workflows.delivering import Written
from armoede_toolbox.workflows.house import House

NAME: Final = "afspraken"


def make(
    house: House,
    team: str | None = None,
    day: date | None = None,
    to: Path | None = None,
    *,
    overwrite: bool = False,
    personal: bool = False,
) -> Written:
    """Write the days from today on. Settled agreements are in it too, so that a second import takes them away.

    The events carry the real moment, whatever day was asked: calendars go by it to know which of two is newer.
    """
    from armoede_toolbox.reporting.calendar import to_calendar

    today = day or house.today()
    ledger = read(house, team, personal=personal)
    ahead = [status for status in ledger.statuses if _ahead(status, today)]
    notices = tuple(_notices(ledger, ahead, everything=bool(team or personal)))
    if not ahead:
        return Written(None, "", notices, ledger.problems)
    target = delivering.target_of(house, to or Path.cwd(), f"{NAME}-{slug(team)}.ics" if team else f"{NAME}.ics")
    delivering.save(target, to_calendar(ahead, house.now()), overwrite)
    return Written(target, "", (*notices, *delivering.about_place(house, target)), ledger.problems)


def _ahead(status: AgreementStatus, today: date) -> bool:
    agreement = status.agreement
    return agreement is not None and agreement.look_back_on is not None and agreement.look_back_on >= today


def _notices(ledger: Ledger, ahead: Sequence[AgreementStatus], *, everything: bool) -> Iterator[str]:
    shown = [status for status in ahead if status.open]
    if ahead:
        yield f"{counted(len(shown), 'dag', 'dagen')} om terug te kijken. Haal het bestand binnen in je agenda."
    else:
        yield "Er is geen afspraak met een dag om op terug te kijken. Er is niets geschreven."
    others = sum(status.open and status not in ahead for status in ledger.statuses)
    if others:
        which = counted(others, "open afspraak heeft", "open afspraken hebben")
        yield f"{which} geen dag die nog komt. Je ziet ze met: armoede afspraken"
    if not everything:
        yield ABOUT_PERSONAL
