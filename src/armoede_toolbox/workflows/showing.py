"""``zaalscherm``: the second window, for the beamer. It follows the draft of the running session and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from armoede_toolbox.errors import ExitCode
from armoede_toolbox.screens import Block, Screen
from armoede_toolbox.session import Session, current, fold
from armoede_toolbox.session.clock import in_words, left
from armoede_toolbox.storage.drafts import in_use, list_drafts
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.stage import for_room

WAITING = Screen("Even geduld", "", (Block("Hier verschijnt de oefening zodra die begint."),))
OVER = Screen("Klaar", "", (Block("Bedankt. De oefening is afgerond."),))


def room(house: House, *, plain: bool = False) -> int:
    """Follow the newest session of a team until Ctrl-C."""
    from armoede_toolbox.terminal import choose

    choose.open_room(follower(house), plain=house.plain or plain)
    return ExitCode.OK


def follower(house: House) -> Callable[[], Screen]:
    """What the room sees now; asked again and again."""
    seen = False

    def look() -> Screen:
        nonlocal seen
        session = _running(house)
        if session is None:
            return OVER if seen else WAITING
        seen = True
        return screen_of(session, house.now())

    return look


def screen_of(session: Session, now: datetime) -> Screen:
    """The room's screen of a session as it stands."""
    place = current(session)
    aside = in_words(left(session, place, now)) if place and session.setup.clock else ""
    return for_room(session, aside)


def _running(house: House) -> Session | None:
    """The newest draft of a team that a program has open now. Personal sessions never show on a beamer."""
    newest: tuple[float, Session] | None = None
    for file in filter(in_use, list_drafts(house.places, house.config)):
        session = fold(file.events)
        if session is not None and session.setup.team is not None:
            stamp = session.last_time.timestamp() if session.last_time else 0.0
            newest = max(newest or (stamp, session), (stamp, session), key=lambda pair: pair[0])
    return newest[1] if newest else None
