"""What a scan finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of text in which somebody may be recognised."""

    start: int
    end: int
    kind: str
    """The Dutch name of what it looks like: ``een naam``, ``een telefoonnummer``."""
    role: str
    """What can stand there instead: ``een inwoner``, ``[telefoonnummer]``."""
