"""A document as a PDF that screen readers can read (PDF/UA-1): tagged, in Dutch, with its title."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import typst

from armoede_toolbox.reporting.document import (
    Beside,
    Block,
    Boxes,
    Bullets,
    Chart,
    Choices,
    Contents,
    Document,
    Facts,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    Ratings,
    Scale,
    Shape,
    Slips,
    Table,
    Tasks,
    Together,
    Writing,
)
from armoede_toolbox.reporting.pdf_style import PICTURES, PROGRAM
from armoede_toolbox.text import clean, clean_line

_LONG_WORD: Final = re.compile(r"\S{30,}")
_PIECE: Final = 10
_SHARP: Final = 200
_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)

Line = str | list[str]
Data = dict[str, Any]


class Pdf(NamedTuple):
    """A file, and whether Typst says that it is PDF/UA-1. It is not when a sign is in none of the fonts."""

    content: bytes
    accessible: bool


def to_pdf(document: Document) -> Pdf:
    """The whole file."""
    inputs = {"document": json.dumps(_document(document))}
    made = document.made or _LONG_AGO
    try:
        content = typst.compile(
            PROGRAM.encode(), format="pdf", sys_inputs=inputs, timestamp=made, pdf_standards=["ua-1"]
        )
    except typst.TypstError:
        return Pdf(typst.compile(PROGRAM.encode(), format="pdf", sys_inputs=inputs, timestamp=made), accessible=False)
    return Pdf(content, accessible=True)


def to_pictures(lines: Sequence[Chart]) -> list[bytes]:
    """Lines of feelings as PNG, for formats that cannot draw them."""
    inputs = {"document": json.dumps(_document(Document("", tuple(lines))))}
    made: Any = typst.compile(PICTURES.encode(), format="png", ppi=_SHARP, sys_inputs=inputs)
    return made if isinstance(made, list) else [made]


def count_pages(document: Document) -> int:
    """How many pages it takes."""
    inputs = {"document": json.dumps(_document(document))}
    found = json.loads(typst.query(PROGRAM.encode(), "<pages>", field="value", one=True, sys_inputs=inputs))
    return int(found)


def line(text: str) -> list[Line]:
    """Text on one line; nothing when it is empty."""
    cleaned = clean_line(text)
    return [_breakable(cleaned)] if cleaned else []


def lines(text: str) -> list[Line]:
    """Text that keeps its lines."""
    cleaned = clean(text)
    return [_breakable(one) for one in cleaned.split("\n")] if cleaned else []


def _breakable(text: str) -> Line:
    """A word that is longer than a line goes in pieces: Typst would let it run off the paper."""
    if not _LONG_WORD.search(text):
        return text
    pieces: list[str] = []
    rest = 0
    for word in _LONG_WORD.finditer(text):
        pieces += [text[rest : word.start()]] if word.start() > rest else []
        pieces += [word[0][n : n + _PIECE] for n in range(0, len(word[0]), _PIECE)]
        rest = word.end()
    return [*pieces, text[rest:]] if rest < len(text) else pieces


# --- data -----------------------------------------------------------------------------------------------------------


def _document(document: Document) -> Data:
    title = clean_line(document.title)
    return {
        "title": line(title),
        "title-line": title,
        "kind": line(document.kind),
        "foot": line(" · ".join(filter(None, (title, clean_line(document.kind))))),
        "language": document.language,
        "large": document.large,
        "room": int(document.room),
        "book": document.book,
        "blocks": _all(document.blocks),
    }


def _all(blocks: tuple[Block, ...]) -> list[Data]:
    return [_DATA[type(block)](block) for block in blocks]


def _each(texts: tuple[str, ...]) -> list[list[Line]]:
    return [line(text) for text in texts]


def _pairs(rows: tuple[tuple[str, str], ...]) -> list[list[list[Line]]]:
    return [[line(label), line(text)] for label, text in rows]


def _heading(heading: Heading) -> Data:
    level = min(max(heading.level, 2), 4)
    return {"kind": "heading", "level": level, "text": line(heading.text), "aside": line(heading.aside)}


def _table(table: Table) -> Data:
    rows = [_each(row) for row in table.rows]
    return {"kind": "table", "header": _each(table.header), "rows": rows, "heads": table.heads, "fill": table.to_fill}


def _tasks(tasks: Tasks) -> Data:
    items = [{"text": line(one.text), "done": one.done, "details": _pairs(one.details)} for one in tasks.items]
    return {"kind": "tasks", "items": items}


def _chart(chart: Chart) -> Data:
    numbers = [value for _, value in chart.rows] if chart.shape is Shape.LINE else chart.shares()
    parts = zip(chart.rows, numbers, strict=True)
    return {
        "kind": "chart",
        "shape": chart.shape.value,
        "text": line(chart.text),
        "alt": clean_line(chart.alternative),
        "header": _each(chart.header),
        "steps": _each(chart.steps),
        "poles": _each(chart.poles),
        "sides": [chart.poles.index(side) for side in chart.sides],
        "rows": [[line(label), number, line(chart.cell(value))] for (label, value), number in parts],
    }


def _note(note: Note) -> Data:
    parts = {"label": line(note.label), "text": lines(note.text), "under": lines(note.under)}
    return {"kind": "note", "voice": note.voice.value, "items": _each(note.items), **parts}


def _writing(writing: Writing) -> Data:
    parts = {"start": line(writing.start), "unit": line(writing.unit)}
    return {"kind": "writing", "lines": writing.lines, "numbered": writing.numbered, **parts}


def _choices(choices: Choices) -> Data:
    parts = {"options": _each(choices.options), "other": line(choices.other), "beside": choices.beside}
    return {"kind": "choices", "mark": choices.mark.value, "dots": choices.dots, "blanks": choices.blanks, **parts}


def _ratings(ratings: Ratings) -> Data:
    heads = [label or number for number, label in zip(ratings.numbers, ratings.labels, strict=True)]
    parts = {"rows": _each(ratings.rows), "numbers": _each(ratings.numbers)}
    return {"kind": "ratings", "heads": [line(head) for head in heads], **parts}


def _slips(slips: Slips) -> Data:
    numbers = {"copies": slips.copies, "per-page": slips.per_page}
    return {"kind": "slips", "title": line(slips.title), "slip": _all(slips.slip), **numbers}


_DATA: Final[dict[type[Any], Callable[[Any], Data]]] = {
    Heading: _heading,
    Paragraph: lambda b: {"kind": "paragraph", "tone": b.tone.value, "text": lines(b.text)},
    Bullets: lambda b: {"kind": "bullets", "items": _each(b.items)},
    Numbered: lambda b: {"kind": "numbered", "items": _each(b.items)},
    Facts: lambda b: {"kind": "facts", "rows": _pairs(b.rows)},
    Table: _table,
    Quote: lambda b: {"kind": "quote", "text": lines(b.text), "source": line(b.source)},
    Tasks: _tasks,
    Chart: _chart,
    Note: _note,
    PageBreak: lambda _: {"kind": "pause"},
    Contents: lambda _: {"kind": "contents"},
    Writing: _writing,
    Choices: _choices,
    Scale: lambda b: {"kind": "scale", "numbers": _each(b.numbers), "labels": _each(b.labels)},
    Ratings: _ratings,
    Boxes: lambda b: {"kind": "boxes", "titles": _each(b.titles), "lines": b.lines},
    Together: lambda b: {"kind": "together", "blocks": _all(b.blocks)},
    Beside: lambda b: {"kind": "beside", "left": _all(b.left), "right": _all(b.right)},
    Slips: _slips,
}
