"""What these people wrote earlier, and what came of it: offered before they write, never pushed. Pure.

It travels with the draft, as agreements to look back on do: files that change meanwhile change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

MOST: Final = 3
"""So many pieces are shown at most."""
ROOM_WORDS: Final = 40
"""A room reads so many words of others in one go, their questions included (DESIGN 4.1)."""
LONGEST: Final = 14
"""Words of one piece on a screen that a room sees."""
LONGEST_ALONE: Final = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A short answer with its question."""

    question: str
    text: str
    counted: bool = False
    """Whether these are figures, which nobody wrote."""

    @property
    def words(self) -> int:
        """How much there is to read."""
        return len(self.question.split()) + len(self.text.split())


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement of then, and the word for what came of it."""

    id: str
    what: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One earlier session."""

    session: str
    day: date
    title: str
    same: bool
    """Whether it was the same exercise; otherwise it was for the same learning need."""
    pieces: tuple[Piece, ...] = ()
    agreed: tuple[Agreed, ...] = ()

    def to_event(self) -> dict[str, Any]:
        """As it stands in a draft."""
        return {
            "sessie": self.session,
            "op": self.day.isoformat(),
            "titel": self.title,
            "zelfde": self.same,
            "stukken": [[piece.question, piece.text, piece.counted] for piece in self.pieces],
            "afspraken": [[one.id, one.what, one.status] for one in self.agreed],
        }

    @classmethod
    def from_event(cls, data: Mapping[str, Any]) -> Earlier:
        """From a draft. Raises ``KeyError``, ``ValueError`` or ``TypeError`` when it is damaged."""
        return cls(
            session=data["sessie"],
            day=date.fromisoformat(data["op"]),
            title=data["titel"],
            same=bool(data["zelfde"]),
            pieces=tuple(Piece(*piece) for piece in data["stukken"]),
            agreed=tuple(Agreed(*one) for one in data["afspraken"]),
        )


def clipped(text: str, most: int) -> str:
    """A text in one line of at most so many words; what is left out shows."""
    words = text.split()
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most]).rstrip('.,;:')} …"


def short(pieces: Iterable[Piece], longest: int = LONGEST_ALONE, most_words: int | None = None) -> tuple[Piece, ...]:
    """The first pieces, clipped; no more than may be read in one go, but always the first one."""
    return tuple(_fitting((replace(one, text=clipped(one.text, longest)) for one in pieces), most_words))


def _fitting(pieces: Iterable[Piece], most_words: int | None) -> Iterator[Piece]:
    read = 0
    for number, piece in enumerate(pieces):
        read += piece.words
        if number >= MOST or (number and most_words is not None and read > most_words):
            return
        yield piece
