"""``zaalscherm``: the second window, for the beamer. It follows the draft of the running session and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from armoede_toolbox.errors import ExitCode
from armoede_toolbox.screens import Block, Screen
from armoede_toolbox.session import Session, current, fold
from armoede_toolbox.session.clock import in_words, left
from armoede_toolbox.storage.drafts import DraftFile, in_use, list_drafts
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.stage import for_room

WAITING = Screen("Even geduld", "", (Block("Hier verschijnt de oefening zodra die begint."),))
LATER = Screen("Even geduld", "", (Block("We gaan zo verder."),))
OVER = Screen("Klaar", "", (Block("Bedankt. De oefening is afgerond."),))
_DAY: Final = timedelta(days=1).total_seconds()


def room(house: House, *, plain: bool = False) -> int:
    """Follow the newest session of a team until Ctrl-C."""
    from armoede_toolbox.terminal import choose

    choose.open_room(follower(house), plain=house.plain or plain)
    return ExitCode.OK


def follower(house: House) -> Callable[[], Screen]:
    """What the room sees now; asked again and again. A session that was broken off is not over."""
    seen = ""

    def look() -> Screen:
        nonlocal seen
        drafts = list_drafts(house.places, house.config)
        running = _running(drafts)
        if running is None:
            broken_off = any(file.session == seen for file in drafts)
            return LATER if broken_off else OVER if seen else WAITING
        file, session = running
        seen = file.session
        return screen_of(session, _on_its_day(session, house.now()))

    return look


def screen_of(session: Session, now: datetime) -> Screen:
    """The room's screen of a session as it stands."""
    place = current(session)
    aside = in_words(left(session, place, now)) if place and session.setup.clock else ""
    return for_room(session, aside)


def _on_its_day(session: Session, now: datetime) -> datetime:
    """This time on the day of the session, which another program may have been told with ``--datum``."""
    away = (session.last_time or now).timestamp() - now.timestamp()
    return now + timedelta(days=round(away / _DAY))


def _running(drafts: Iterable[DraftFile]) -> tuple[DraftFile, Session] | None:
    """The newest draft of a team that a program has open now. Personal sessions never show on a beamer."""
    newest: tuple[DraftFile, Session] | None = None
    for file in filter(in_use, drafts):
        session = fold(file.events)
        if session is not None and session.setup.team is not None:
            newest = max(newest or (file, session), (file, session), key=lambda pair: _stamp(pair[1]))
    return newest


def _stamp(session: Session) -> float:
    return session.last_time.timestamp() if session.last_time else 0.0
