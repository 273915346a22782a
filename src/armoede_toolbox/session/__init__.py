"""A session: its events, the fold over them, its places in order, its clock and its journal entry. All pure."""

from __future__ import annotations

from armoede_toolbox.session import events, halves, look_back
from armoede_toolbox.session.agenda import Asked, Kind, Place, agenda, before, current
from armoede_toolbox.session.fold import Session, Setup, View, Voice, fold
from armoede_toolbox.session.record import to_entry, to_look_back
from armoede_toolbox.vocabulary import FLOOR

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
    "halves",
    "look_back",
    "to_entry",
    "to_look_back",
]
