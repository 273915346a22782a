"""Room to write that fits the paper: one side of A4 for every quarter of an hour, as wide as that allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import ceil
from typing import Final

from armoede_toolbox.reporting.document import Block, Boxes, Choices, Document, Mark, Room, Slips, Table, Writing

QUARTER: Final = 15
_LINES: Final = {Room.WIDE: 1, Room.NORMAL: 0, Room.TIGHT: -1, Room.TIGHTEST: -2}
"""How many lines more or less there are to write on."""
_ROWS: Final = {Room.TIGHT: 4, Room.TIGHTEST: 3}
_BOX_LINES: Final = {Room.WIDE: 4, Room.NORMAL: 3, Room.TIGHT: 2, Room.TIGHTEST: 2}
_SHORT: Final = 26
"""An option of so many signs leaves room for another one at its right."""


def sides(minutes: int) -> int:
    """How many sides of A4 go with so many minutes."""
    return max(1, ceil(minutes / QUARTER))


def fitted(blocks: Iterable[Block], room: Room) -> tuple[Block, ...]:
    """The same places to write, larger or smaller."""
    return tuple(_fitted(block, room) for block in blocks)


def _fitted(block: Block, room: Room) -> Block:
    match block:
        case Writing():
            return _writing(block, room)
        case Boxes():
            return replace(block, lines=_BOX_LINES[room])
        case Choices(mark=Mark.TICK) if room >= Room.TIGHT:
            every = (*block.options, *((f"{block.other}........",) if block.other else ()))
            return replace(block, beside=max(map(len, every), default=0) <= _SHORT)
        case Table(to_fill=True) if room in _ROWS:
            return replace(block, rows=block.rows[: max(_ROWS[room], 1)])
    return block


def _writing(writing: Writing, room: Room) -> Writing:
    """A list keeps room for everything that is asked; other lines grow and shrink."""
    if writing.unit or writing.numbered or (writing.start and room is Room.WIDE):
        return writing
    return replace(writing, lines=max(1, writing.lines + _LINES[room]))


def widest(draw: Callable[[Room], Document], most: int, count: Callable[[Document], int]) -> tuple[Document, int]:
    """The document with the most room that stays within so many sides, and how many it has without its slips.

    When even the smallest one does not fit, one more side is better than a full one: every question stays.
    """
    tried: list[tuple[Document, int]] = []
    for room in Room:
        document = draw(room)
        tried.append((document, count(without_slips(document))))
        if tried[-1][1] <= most:
            break
    least = min(pages for _, pages in tried)
    return next(pair for pair in tried if pair[1] <= max(most, least))


def without_slips(document: Document) -> Document:
    """Everything but the pages to cut."""
    return replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Slips)))
