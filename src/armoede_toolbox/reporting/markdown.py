"""A document as Markdown that also reads well as plain text."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

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
    Mark,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    Ratings,
    Scale,
    Slips,
    Table,
    Task,
    Tasks,
    Together,
    Tone,
    Voice,
    Writing,
)
from armoede_toolbox.text import clean, clean_line

LINE: Final = "…" * 30
SHORT_LINE: Final = "…" * 5
_ALIGNMENT: Final = re.compile(r"^(?=:[:\-| ]*$)")
_BLOCK_MARK: Final = re.compile(r"^(?=[#>\-+|=~])")
_NUMBER: Final = re.compile(r"^(\d+)(?=[.)])")
_BACKSLASH: Final = re.compile(rf"\\(?=[{re.escape(string.punctuation)}])")
_LAST_BACKSLASH: Final = re.compile(r"\\$")
_INLINE: Final = re.compile(
    r"[`*\[\]<]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=\w):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)",
    re.IGNORECASE,
)
"""What would become bold, code, a link or a sign inside a line. Some programs even link bare addresses."""
_BLANKS: Final = re.compile(r"^ +")


def to_markdown(document: Document) -> str:
    """The whole document; ends with a line break."""
    head = [f"# {line(document.title)}", line(document.kind)]
    return "\n\n".join(filter(None, (*head, *map(block, document.blocks)))) + "\n"


def block(content: Block) -> str:
    """One block; empty when there is nothing to show."""
    return _DRAW[type(content)](content)


def line(text: str) -> str:
    """Text on one line that cannot become structure: no second line of a table, no escape of what comes after it."""
    return _safe(clean_line(text))


def _safe(text: str) -> str:
    """Backslashes first, then what stands inside the line, then what it begins with."""
    escaped = _INLINE.sub(r"\\\g<0>", _BACKSLASH.sub(r"\\\\", text))
    begun = _NUMBER.sub(r"\1\\", _BLOCK_MARK.sub(r"\\", escaped))
    return _LAST_BACKSLASH.sub(r"\\\\", _ALIGNMENT.sub(r"\\", begun))


def lines(text: str) -> str:
    """Text of several lines, each safe. Blanks in front would make it code, so they become blanks that do not break."""
    return "\n".join(_BLANKS.sub("", one) and _indented(one) for one in clean(text).split("\n"))


def _indented(text: str) -> str:
    blanks = _BLANKS.match(text)
    return ("\u00a0" * len(blanks[0]) if blanks else "") + _safe(text.lstrip(" "))


def cell(text: str) -> str:
    """Text inside a table."""
    return line(text).replace("|", "\\|")


def _heading(heading: Heading) -> str:
    aside = f" ({line(heading.aside)})" if heading.aside else ""
    return f"{'#' * heading.level} {line(heading.text)}{aside}"


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.tone is Tone.QUESTION:
        return "\n\n".join(f"**{one}**" for one in map(line, clean(paragraph.text).split("\n")) if one)
    return lines(paragraph.text)


def _items(items: Iterable[str], mark: str = "- ") -> str:
    return "\n".join(f"{mark}{line(item)}" for item in items)


def _bullets(bullets: Bullets) -> str:
    return _items(bullets.items)


def _numbered(numbered: Numbered) -> str:
    return "\n".join(f"{n}. {line(item)}" for n, item in enumerate(numbered.items, start=1))


def _facts(facts: Facts) -> str:
    return "\n".join(f"- **{line(label)}:** {line(text)}" for label, text in facts.rows)


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruler = "|".join([" --- "] * len(header))
    return "\n".join([_row(header), f"|{ruler}|", *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(cell, cells))} |"


def _table(table: Table) -> str:
    return _rows(table.header, table.rows)


def _quote(quote: Quote) -> str:
    said = [*_broken(lines(quote.text).split("\n")), *(["", f"— {line(quote.source)}"] if quote.source else [])]
    return "\n".join(f"> {one}" if one else ">" for one in said)


def _broken(said: Sequence[str]) -> list[str]:
    """Two blanks at the end keep a line break where people typed it."""
    return [f"{one}  " if one and after else one for one, after in pairwise([*said, ""])]


def _tasks(tasks: Tasks) -> str:
    return "\n".join(map(_task, tasks.items))


def _task(task: Task) -> str:
    details = [f"  - {line(label)}: {line(text)}" for label, text in task.details]
    return "\n".join([f"- [{'x' if task.done else ' '}] {line(task.text)}", *details])


def _chart(chart: Chart) -> str:
    return "\n\n".join([line(chart.text), _table(chart.table)])


def _note(note: Note) -> str:
    colon = "" if note.label.endswith("?") else ":"
    label = f"**{line(note.label)}{colon}**" if note.label else ""
    text = f"**{line(note.text)}**" if note.voice is Voice.ASK else lines(note.text)
    parts = [" ".join(filter(None, (label, text if note.text else ""))), _items(note.items)]
    return "\n\n".join(filter(None, (*parts, lines(note.under))))


# --- to fill in with a pen ------------------------------------------------------------------------------------------


def _writing(writing: Writing) -> str:
    if writing.unit:
        return " ".join(filter(None, (line(writing.start), SHORT_LINE, line(writing.unit))))
    if writing.numbered:
        return "\n".join(f"{n}. {LINE}" for n in range(1, writing.lines + 1))
    first = f"{line(writing.start)} {LINE}" if writing.start else LINE
    return "\n\n".join([first, *[LINE] * (writing.lines - 1)])


def _choices(choices: Choices) -> str:
    mark = {Mark.TICK: "- [ ] ", Mark.NUMBER: "- … ", Mark.DOTS: f"- {'○' * choices.dots} "}[choices.mark]
    own = [f"{mark}{LINE}"] * choices.blanks
    own += [f"{mark}{line(choices.other)} {SHORT_LINE}"] if choices.other else []
    return "\n".join(filter(None, (_items(choices.options, mark), *own)))


def _scale(scale: Scale) -> str:
    return _rows(scale.numbers, [scale.labels])


def _ratings(ratings: Ratings) -> str:
    heads = [f"{number} {label}".strip() for number, label in zip(ratings.numbers, ratings.labels, strict=True)]
    return _rows(["", *heads], [[row, *["○"] * len(heads)] for row in ratings.rows])


def _boxes(boxes: Boxes) -> str:
    return "\n\n".join(f"**{line(title)}**\n\n{_writing(Writing(boxes.lines))}" for title in boxes.titles)


def _all(blocks: Iterable[Block]) -> str:
    return "\n\n".join(filter(None, map(block, blocks)))


def _slips(slips: Slips) -> str:
    many = f"Hiervan zijn er {slips.copies} nodig." if slips.copies > 1 else ""
    head = f"### {line(slips.title)}"
    return "\n\n".join(filter(None, (head, many, *map(block, slips.slip))))


_DRAW: Final[dict[type[Any], Callable[[Any], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Numbered: _numbered,
    Facts: _facts,
    Table: _table,
    Quote: _quote,
    Tasks: _tasks,
    Chart: _chart,
    Note: _note,
    PageBreak: lambda _: "---",
    Contents: lambda contents: _items(text for _, text, _ in contents.entries),
    Writing: _writing,
    Choices: _choices,
    Scale: _scale,
    Ratings: _ratings,
    Boxes: _boxes,
    Together: lambda together: _all(together.blocks),
    Beside: lambda beside: _all((*beside.left, *beside.right)),
    Slips: _slips,
}
