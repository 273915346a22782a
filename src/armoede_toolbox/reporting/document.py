"""A document before it has a format: headings, paragraphs, tables, and room to write on paper. Pure.

Papers and reports are built of these blocks; one file per format draws them. Every text is plain text: a format
escapes it, it can never become markup. Texts may have several lines; a format keeps one-line texts on one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """What a paragraph is for; a format decides how that looks."""

    PLAIN = "plain"
    LEAD = "lead"
    """The goal, right below the title."""
    QUESTION = "question"
    SMALL = "small"


class Voice(StrEnum):
    """Whose words a note holds."""

    PLAIN = "plain"
    SAY = "say"
    """Words to say out loud."""
    DO = "do"
    """Advice for the person who guides."""
    ASK = "ask"
    """A question as people read it."""
    TAG = "tag"
    """Whose answer this is, and who gets to see it."""


class Shape(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    LINE = "line"
    """Values from ``-1`` to ``1``, from the left to the right: a line of feelings."""
    FORCES = "forces"
    """Bars to two sides: what pushes, and what holds back."""


class Room(IntEnum):
    """How much room there is on paper that people fill in, from a lot to as little as can be."""

    WIDE = 0
    NORMAL = 1
    TIGHT = 2
    TIGHTEST = 3


class Mark(StrEnum):
    """What stands before an option, to be filled in with a pen."""

    TICK = "tick"
    NUMBER = "number"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a part, from level 2 on. ``aside`` stands at the right, for instance a time."""

    text: str
    level: int = 2
    aside: str = ""
    anchor: str = ""
    """A name to point at: small letters, digits and ``-``."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list with an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Words with their meaning: ``Tijd: 20 minuten``."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with as many cells as the header. ``heads`` says that the first cell of a row is its heading."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: bool = False
    to_fill: bool = False
    """Whether people write in it, so that rows must be high."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody wrote or said; ``source`` says from which side, never who."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, with what is known about it: ``wie: Fatma``."""

    text: str
    details: tuple[tuple[str, str], ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """A list to tick."""

    items: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture, always with its table and the same in words.

    ``header`` has the words above the labels and above the numbers. In a line a number stands for a word of ``steps``.
    """

    header: tuple[str, str]
    rows: tuple[tuple[str, float], ...]
    text: str
    shape: Shape = Shape.BARS
    steps: tuple[str, str, str] = ("", "", "")
    """The words for -1, 0 and 1."""
    falling: bool = False
    """Whether a low number is a long bar: a place in a ranking."""
    ends: tuple[float, float] = (0, 0)
    """Where a scale begins and ends: a mean of 3 out of 5 is no full bar. Equal when there is no scale."""
    sides: tuple[str, ...] = ()
    """The side of every row, with forces: one of two words."""

    def cell(self, value: float) -> str:
        """A number of the table, as Dutch people write it, or its word."""
        if self.shape is Shape.LINE:
            return self.steps[round(value) + 1]
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}".replace(".", ",")

    def shares(self) -> tuple[float, ...]:
        """How long each bar is, from 0 to 1."""
        if self.falling:
            return tuple((len(self.rows) + 1 - value) / max(len(self.rows), 1) for _, value in self.rows)
        least, most = min(self.ends[0], 0), max(self.ends[1], *(value for _, value in self.rows), 0)
        return tuple((max(value, least) - least) / (most - least) if most > least else 0.0 for _, value in self.rows)

    @property
    def poles(self) -> tuple[str, ...]:
        """The two sides of forces, each once."""
        return tuple(dict.fromkeys(self.sides))

    def sided(self, n: int) -> tuple[str, ...]:
        """The figure of a row of forces under its own side, and nothing under the other."""
        return tuple(self.cell(self.rows[n][1]) if pole == self.sides[n] else "" for pole in self.poles)

    @property
    def alternative(self) -> str:
        """Everything that the picture shows, in one line of words."""
        sides = [f" ({side})" for side in self.sides] or [""] * len(self.rows)
        rows = zip(self.rows, sides, strict=True)
        parts = "; ".join(f"{label}{side}: {self.cell(value)}" for (label, value), side in rows)
        return f"{self.text} {parts}."

    @property
    def table(self) -> Table:
        """The same as a table."""
        if self.shape is Shape.FORCES:
            forces = tuple((label, *self.sided(n)) for n, (label, _) in enumerate(self.rows))
            return Table((self.header[0], *self.poles), forces, heads=True)
        rows = tuple((label, self.cell(value)) for label, value in self.rows)
        return Table(self.header, rows, heads=True)


@dataclass(frozen=True, slots=True)
class Note:
    """A text with a word in the margin: ``Zeg``, ``Doe``, ``Voor jezelf``. ``under`` is small, below the text."""

    label: str
    text: str = ""
    voice: Voice = Voice.PLAIN
    items: tuple[str, ...] = ()
    under: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: headings as level, text and anchor. A format that knows pages adds them."""

    entries: tuple[tuple[int, str, str], ...]


# --- to fill in with a pen ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Writing:
    """Empty lines. The first one may have a beginning; ``unit`` makes it a short one with a word behind it."""

    lines: int = 1
    start: str = ""
    unit: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Options with a mark before each. ``other`` is one more, with room for a text of one's own."""

    options: tuple[str, ...]
    other: str = ""
    mark: Mark = Mark.TICK
    dots: int = 0
    """How many dots stand before each option, with ``Mark.DOTS``."""
    blanks: int = 0
    """How many options people write down themselves."""
    beside: bool = False
    """Whether options may stand next to each other, to save room."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to circle, with words below some of them."""

    numbers: tuple[str, ...]
    labels: tuple[str, ...]
    """As many as there are numbers; empty where there is no word."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Numbers to circle for every row."""

    rows: tuple[str, ...]
    numbers: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Titled boxes with empty lines."""

    titles: tuple[str, ...]
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that a page break should not part."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two groups of blocks next to each other, where there is room for that."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Slips:
    """One slip, many times, on pages of their own, to cut out. ``per_page`` is 1, 2, 4, 6 or 8."""

    title: str
    slip: tuple[Block, ...]
    copies: int
    per_page: int


Block = (
    Heading
    | Paragraph
    | Bullets
    | Numbered
    | Facts
    | Table
    | Quote
    | Tasks
    | Chart
    | Note
    | PageBreak
    | Contents
    | Writing
    | Choices
    | Scale
    | Ratings
    | Boxes
    | Together
    | Beside
    | Slips
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``kind`` is a word above the title; ``large`` is for paper that a room reads and fills in.

    A ``book`` has a cover, and the title of the part at the head of each page.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""
    large: bool = False
    language: str = "nl"
    made: datetime | None = None
    room: Room = Room.NORMAL
    book: bool = False
