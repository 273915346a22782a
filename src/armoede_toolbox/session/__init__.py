"""A session: its events, the fold over them, its places in order, its clock and its journal entry. All pure."""

from __future__ import annotations

from armoede_toolbox.session import events
from armoede_toolbox.session.agenda import Asked, Kind, Place, agenda, before, current
from armoede_toolbox.session.fold import FLOOR, Session, Setup, View, Voice, fold
from armoede_toolbox.session.record import to_entry

__all__ = [
    "FLOOR",
    "Asked",
    "Kind",
    "Place",
    "Session",
    "Setup",
    "View",
    "Voice",
    "agenda",
    "before",
    "current",
    "events",
    "fold",
    "to_entry",
]
