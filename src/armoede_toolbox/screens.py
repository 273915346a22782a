"""What people see, before it is drawn: blocks with an audience. Faces draw them; nothing here knows a terminal.

The room sees less than the facilitator (DESIGN 4.1): on a shared screen only blocks for ``ROOM`` are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class For(StrEnum):
    """Who may see a block."""

    ROOM = "zaal"
    FACILITATOR = "begeleider"


class Style(StrEnum):
    """What a block is; a face decides how that looks."""

    HEADING = "heading"
    TEXT = "text"
    QUESTION = "question"
    HINT = "hint"
    """Small: an instruction about the keyboard, an example."""
    SAY = "say"
    """A sentence for the facilitator to read out."""
    DO = "do"
    """Advice to the facilitator."""
    QUOTE = "quote"
    """Words that someone wrote."""
    ROW = "row"
    """One line of a list or a distribution."""
    WARNING = "warning"
    """Something to notice. Never red, never blinking."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``text`` is plain text: a face escapes it, it can never be markup."""

    text: str
    style: Style = Style.TEXT
    audience: For = For.ROOM


@dataclass(frozen=True, slots=True)
class Screen:
    """One screenful: a title, a short aside at the right (``nog 3 minuten``, ``8 mensen``) and blocks."""

    title: str = ""
    aside: str = ""
    blocks: tuple[Block, ...] = ()

    def for_room(self) -> Screen:
        """Without what only the facilitator may see."""
        return Screen(self.title, self.aside, tuple(b for b in self.blocks if b.audience is For.ROOM))

    def words(self) -> int:
        """Words that the room reads, for the limit of 45."""
        return sum(len(block.text.split()) for block in self.for_room().blocks)
