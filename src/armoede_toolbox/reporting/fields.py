"""Room to write: from the fields of a form to blocks on paper. Every kind of question works through its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from armoede_toolbox import form as f
from armoede_toolbox.prompts import OptionsFrom, Prompt
from armoede_toolbox.reporting.document import (
    Block,
    Boxes,
    Choices,
    Mark,
    Paragraph,
    Ratings,
    Scale,
    Table,
    Tone,
    Writing,
)
from armoede_toolbox.text import counted

WIDEST: Final = 10
"""A scale with more steps than this is a number to write down."""
MOST_LINES: Final = 5
FEW: Final = 2
"""So few repetitions get lines; more get a table."""
MOST_ROWS: Final = 12
MOST_DOTS: Final = 6


def room_for(prompt: Prompt, source: OptionsFrom | None = None) -> tuple[Block, ...]:
    """Everything that has to be filled in for a question. ``source`` says that its options are not known yet."""
    blocks = [block for field in prompt.form(()).fields for block in room(field)]
    if source is not None and source.otherwise:
        blocks.append(Choices((source.otherwise,)))
    return tuple(blocks)


def room(field: f.Field) -> Iterator[Block]:
    """One field: its words, then where to write."""
    start = field.start if isinstance(field, f.Text) else ""
    if field.label and not start:
        yield Paragraph(field.label)
    yield from _ROOM[type(field)](field)


def _text(field: f.Text) -> Iterator[Block]:
    short = 2 if field.required or field.start else 1
    yield Writing(3 if field.multiline else short, field.start)


def _lines(field: f.Lines) -> Iterator[Block]:
    yield from _hint(field.at_least, field.at_most)
    yield Writing(min(field.at_most or max(3, field.at_least), MOST_LINES), numbered=True)


def _number(field: f.Number) -> Iterator[Block]:
    low, high = field.minimum, field.maximum
    if low is not None and high is not None and high - low <= WIDEST:
        yield Scale(*_steps(low, high, field.labels))
    else:
        yield Writing(unit=field.unit or "(getal)")


def _steps(low: int, high: int, labels: Mapping[int, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    numbers = range(low, high + 1)
    return tuple(map(str, numbers)), tuple(labels.get(number, "") for number in numbers)


def _one_of(field: f.OneOf) -> Iterator[Block]:
    yield Choices(field.options, field.other or "") if field.options else Writing(2)


def _some_of(field: f.SomeOf) -> Iterator[Block]:
    yield from _hint(field.at_least, field.at_most)
    if field.options:
        yield Choices(field.options, field.other or "")
    else:
        yield Writing(min(field.at_most or 3, MOST_LINES), numbered=True)


def _hint(at_least: int, at_most: int | None) -> Iterator[Block]:
    if at_most is not None and at_most > 1:
        least = f"minstens {at_least} en " if at_least > 1 else ""
        yield Paragraph(f"Geef {least}hoogstens {at_most} antwoorden.", Tone.SMALL)


def _order(field: f.Order) -> Iterator[Block]:
    if field.options:
        yield Paragraph("Zet een cijfer in elk vakje. 1 komt eerst.", Tone.SMALL)
        yield Choices(field.options, mark=Mark.NUMBER)
    else:
        yield Paragraph("Schrijf op volgorde. Bovenaan komt wat eerst komt.", Tone.SMALL)
        yield Writing(4, numbered=True)


def _points(field: f.Points) -> Iterator[Block]:
    task = counted(field.total, "stip", "stippen")
    yield Paragraph(f"Verdeel {task}. Meer stippen bij één keuze mag.", Tone.SMALL)
    dots = field.total if field.total <= MOST_DOTS else 0
    mark = Mark.DOTS if dots else Mark.NUMBER
    blanks = 0 if field.options else min(field.total, MOST_LINES)
    yield Choices(field.options, mark=mark, dots=dots, blanks=blanks)


def _boxes(field: f.Boxes) -> Iterator[Block]:
    yield Boxes(field.boxes)


def _grid(field: f.Grid) -> Iterator[Block]:
    yield Ratings(field.rows, *_steps(field.minimum, field.maximum, field.labels))


def _group(field: f.Group) -> Iterator[Block]:
    if all(isinstance(part, f.Text) for part in field.fields) and (field.at_most or MOST_ROWS) <= FEW:
        for _ in range(field.at_most or 1):
            yield from (block for part in field.fields for block in room(part))
    else:
        yield _rows(field)


def _rows(field: f.Group) -> Table:
    header = tuple(part.label or part.name for part in field.fields)
    row = tuple(_in_cell(part) for part in field.fields)
    rows = min(field.at_most or 6, MOST_ROWS)
    return Table(("", *header), tuple((str(n), *row) for n in range(1, rows + 1)), to_fill=True)


def _in_cell(field: f.Field) -> str:
    """Short options stand in the cell, to circle."""
    options = field.options if isinstance(field, f.OneOf) else ()
    return "  /  ".join(options) if len(options) <= 3 else ""


_ROOM: Final[dict[type[f.Field], Callable[[Any], Iterator[Block]]]] = {
    f.Text: _text,
    f.Lines: _lines,
    f.Number: _number,
    f.OneOf: _one_of,
    f.SomeOf: _some_of,
    f.Order: _order,
    f.Points: _points,
    f.Boxes: _boxes,
    f.Grid: _grid,
    f.Date: lambda _: iter((Writing(1),)),
    f.Group: _group,
    f.Totals: lambda _: iter(()),
}
"""A new field adds one line here."""
