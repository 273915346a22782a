"""A document as a Word file: real styles, headings, lists and table headers, in Dutch, to go on with in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from docx import Document as WordFrom
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Emu, Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from armoede_toolbox.reporting import docx_style as style
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
    Shape,
    Slips,
    Table,
    Tasks,
    Together,
    Tone,
    Voice,
    Writing,
)
from armoede_toolbox.reporting.docx_style import Bullet
from armoede_toolbox.text import clean, clean_line

_NO_SIGNS: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; no keyboard has it either."""
_BAR_WIDTH: Final = Mm(60)
_BAR_HEIGHT: Final = Mm(3.6)
_FORCE_WIDTH: Final = Mm(38)

_SHORT_LINE: Final = "…" * 8
_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


def to_docx(document: Document, template: bytes | None = None) -> bytes:
    """The whole file; ``template`` is a Word file whose styles, margins, header and footer it takes over.

    Raises ``ValueError`` or ``KeyError`` when the template is no Word file.
    """
    word = WordFrom(BytesIO(template) if template else None)
    writer = _Writer(style.prepare(word, document, own=template is None), word, _pictures(document.blocks))
    writer.front(document)
    writer.blocks(document.blocks)
    _about(word, document)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _pictures(blocks: Iterable[Block]) -> dict[Chart, bytes]:
    """The lines of feelings, drawn: Word cannot do that itself."""
    found = list(dict.fromkeys(_lines(blocks)))
    if not found:
        return {}
    from armoede_toolbox.reporting.pdf import to_pictures

    return dict(zip(found, to_pictures(found), strict=True))


def _lines(blocks: Iterable[Block]) -> Iterator[Chart]:
    for block in blocks:
        match block:
            case Chart(shape=Shape.LINE):
                yield block
            case Together(inside):
                yield from _lines(inside)
            case Beside(left, right):
                yield from _lines((*left, *right))


def line(text: str) -> str:
    """Text on one line."""
    return _NO_SIGNS.sub("\ufffd", clean_line(text))


def lines(text: str) -> str:
    """Text that keeps its lines."""
    return _NO_SIGNS.sub("\ufffd", clean(text))


def _about(word: WordFile, document: Document) -> None:
    about = word.core_properties
    about.title, about.subject, about.language = line(document.title)[:255], line(document.kind)[:255], "nl-NL"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = document.made or _LONG_AGO


_WIDE: Final = 44
"""Signs in a cell; from here on text goes on below itself anyway."""
_NARROW: Final = 9


def _shares(table: Table) -> tuple[float, ...]:
    """How much of the line each column gets: as its longest cell asks, between a narrow and a wide one."""
    asked = [max(len(cell) for cell in cells) for cells in zip(table.header, *table.rows, strict=True)]
    kept = [min(max(signs, _NARROW), _WIDE) for signs in asked]
    return tuple(signs / sum(kept) for signs in kept)


class _Writer:
    """Puts blocks into a Word file, or into a cell of one of its tables."""

    def __init__(
        self, styles: style.Styles, place: WordFile | _Cell, pictures: Mapping[Chart, bytes] | None = None
    ) -> None:
        self._styles, self._place = styles, place
        self._pictures = pictures or {}
        self._fresh = isinstance(place, _Cell)
        self._breaks = False
        self._width: Length = styles.width

    def front(self, document: Document) -> None:
        """The title with the word above it."""
        if document.kind:
            self._paragraph(line(document.kind), style.KIND)
        self._paragraph(line(document.title), style.TITLE)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """One block after the other."""
        for block in blocks:
            _DRAW[type(block)](self, block)

    def _paragraph(self, text: str = "", name: str = style.BODY, *, bold: bool = False) -> WordParagraph:
        paragraph = self._new()
        self._styles.put(paragraph, name)
        paragraph.paragraph_format.page_break_before = self._breaks or None
        self._breaks = False
        if text:
            paragraph.add_run(text).bold = bold or None
        return paragraph

    def _new(self) -> WordParagraph:
        """A cell begins with an empty paragraph, which is the first one."""
        first, self._fresh = self._fresh, False
        return self._place.paragraphs[0] if first else self._place.add_paragraph()

    # --- text -------------------------------------------------------------------------------------------------------

    def heading(self, heading: Heading) -> None:
        """A real heading; what stands at the right comes behind it."""
        level = min(max(heading.level, 2), 4)
        paragraph = self._paragraph(line(heading.text), f"Heading {level - 1}")
        if heading.aside:
            paragraph.paragraph_format.tab_stops.add_tab_stop(self._width, WD_TAB_ALIGNMENT.RIGHT)
            style.make_small(paragraph.add_run(f"\t{line(heading.aside)}"), bold=False)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Running text in the style of its tone."""
        self._paragraph(lines(paragraph.text), style.TONES[paragraph.tone])

    def bullets(self, bullets: Bullets) -> None:
        """A real list."""
        self._listed(bullets.items, Bullet.DOT)

    def numbered(self, numbered: Numbered) -> None:
        """A real list that begins at one."""
        self._listed(numbered.items, Bullet.NUMBER)

    def _listed(self, items: Sequence[str], bullet: Bullet) -> None:
        number = self._styles.list(bullet)
        for item in items:
            style.hang(self._paragraph(line(item), style.LISTS[bullet]), number)

    def facts(self, facts: Facts) -> None:
        """A word and its meaning on one line."""
        for label, text in facts.rows:
            paragraph = self._paragraph(name=style.FACT)
            paragraph.add_run(line(label)).font.bold = True
            paragraph.add_run(f"\t{line(text)}")

    def quote(self, quote: Quote) -> None:
        """What somebody wrote, with the side it comes from on a line of its own."""
        said = self._paragraph(lines(quote.text), style.QUOTE)
        if quote.source:
            said.add_run().add_break()
            style.make_small(said.add_run(f"— {line(quote.source)}"))

    def tasks(self, tasks: Tasks) -> None:
        """A list of boxes; what is known about a task hangs under it."""
        for done, items in groupby(tasks.items, key=lambda task: task.done):
            number = self._styles.list(Bullet.DONE if done else Bullet.TASK)
            for task in items:
                what = self._paragraph(line(task.text), style.TASK)
                style.hang(what, number)
                what.paragraph_format.keep_with_next = bool(task.details)
                self._details(task.details)

    def _details(self, details: Sequence[tuple[str, str]]) -> None:
        for n, (label, text) in enumerate(details, start=1):
            paragraph = self._paragraph(f"{line(label)}: {line(text)}", style.DETAIL)
            paragraph.paragraph_format.keep_with_next = n < len(details)

    def note(self, note: Note) -> None:
        """The word in the margin comes first, in bold."""
        if note.label or note.text:
            self._opening(note)
        self._listed(note.items, Bullet.DOT)
        if note.under:
            self._paragraph(lines(note.under), style.TONES[Tone.SMALL])

    def _opening(self, note: Note) -> None:
        paragraph = self._paragraph(name=style.SAY if note.voice is Voice.SAY else style.BODY)
        paragraph.paragraph_format.keep_with_next = bool(note.items) or None
        if note.label:
            colon = "" if note.label.endswith("?") else ":"
            paragraph.add_run(f"{line(note.label)}{colon} ").bold = True
        paragraph.add_run(lines(note.text)).bold = note.voice is Voice.ASK or None

    def contents(self, contents: Contents) -> None:
        """What there is; Word makes a list with pages itself."""
        self._listed([text for _, text, _ in contents.entries], Bullet.NONE)

    def page_break(self, _: PageBreak) -> None:
        """The next paragraph begins a page."""
        self._breaks = True

    # --- tables and charts ------------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        """A real table; its header row is one for screen readers too, and comes back on every page."""
        made = self._grid(len(table.rows) + 1, len(table.header))
        self._row(made, 0, table.header, header=True)
        for n, row in enumerate(table.rows, start=1):
            self._row(made, n, row, heads=table.heads)
        widths = () if table.to_fill else tuple(Emu(round(self._width * share)) for share in _shares(table))
        style.finish(made, heads=table.heads, high=table.to_fill, widths=widths)
        self._after_table()

    def _grid(self, rows: int, columns: int) -> WordTable:
        made = style.new_table(self._place, rows, columns)
        made.style = self._styles.of_tables()
        return made

    def _row(
        self, table: WordTable, n: int, cells: Sequence[str], *, header: bool = False, heads: bool = False
    ) -> tuple[_Cell, ...]:
        made = table.rows[n].cells
        for column, (cell, text) in enumerate(zip(made, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            self._styles.put(paragraph, style.HEAD_CELL if header else style.CELL)
            paragraph.add_run(line(text)).bold = (heads and column == 0) or None
        return made

    def _after_table(self) -> None:
        """Word wants a paragraph after a table, and people want some white."""
        self._paragraph(name=style.GAP)

    def chart(self, chart: Chart) -> None:
        """The chart is its own table: a bar, or a dot, in every row."""
        caption = self._paragraph(line(chart.text), style.CAPTION)
        caption.paragraph_format.keep_with_next = True
        _CHARTS[chart.shape](self, chart)
        self._after_table()

    def _bars(self, chart: Chart) -> None:
        made = self._grid(len(chart.rows) + 1, 3)
        label, value = chart.header
        self._row(made, 0, (label, value, "Verdeling"), header=True)
        for n, ((name, amount), share) in enumerate(zip(chart.rows, chart.shares(), strict=True), start=1):
            cells = self._row(made, n, (name, chart.cell(amount), ""))
            if share > 0:
                self._styles.bar(
                    cells[2].paragraphs[0], Emu(round(_BAR_WIDTH * share)), _BAR_HEIGHT, chart.cell(amount)
                )
        style.finish(made, heads=True, widths=(Mm(70), Mm(28), Mm(62)), together=True)

    def _curve(self, chart: Chart) -> None:
        """The line as a picture, and its events with the numbers that stand below it."""
        picture = self._paragraph(name=style.BODY)
        picture.paragraph_format.keep_with_next = True
        if chart in self._pictures:
            self._styles.picture(picture, self._pictures[chart], style.WIDTH, line(chart.alternative))
        made = self._grid(len(chart.rows) + 1, 3)
        self._row(made, 0, ("Nr.", *chart.header), header=True)
        for n, (name, value) in enumerate(chart.rows, start=1):
            self._row(made, n, (str(n), name, chart.cell(value)))
        style.finish(made, widths=(Mm(12), Mm(122), Mm(26)), together=True)

    def _forces(self, chart: Chart) -> None:
        """Two columns that meet: every bar grows from the middle to its own side."""
        made = self._grid(len(chart.rows) + 1, 3)
        heads = self._row(made, 0, (chart.header[0], *chart.poles), header=True)
        heads[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for n, ((name, amount), share) in enumerate(zip(chart.rows, chart.shares(), strict=True), start=1):
            side = chart.poles.index(chart.sides[n - 1])
            cells = self._row(made, n, (name, "", ""))
            self._force(cells[side + 1].paragraphs[0], chart.cell(amount), share, left=side == 0)
        style.finish(made, heads=True, widths=(Mm(64), Mm(48), Mm(48)), together=True)
        style.meet(made, 1)

    def _force(self, place: WordParagraph, figure: str, share: float, *, left: bool) -> None:
        width = Emu(round(_FORCE_WIDTH * share))
        if left:
            place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            place.add_run(f"{figure} ")
        if width:
            self._styles.bar(place, width, _BAR_HEIGHT, figure)
        if not left:
            place.add_run(f" {figure}")

    # --- to fill in with a pen --------------------------------------------------------------------------------------

    def writing(self, writing: Writing) -> None:
        """Lines to write on."""
        if writing.unit:
            self._paragraph(" ".join(filter(None, (line(writing.start), _SHORT_LINE, line(writing.unit)))), style.LINE)
            return
        number = self._styles.list(Bullet.NUMBER) if writing.numbered else None
        for n in range(writing.lines):
            row = self._paragraph(name=style.LINE)
            if writing.start and n == 0:
                style.make_plain(row.add_run(f"{line(writing.start)} "))
            if number is not None:
                style.hang(row, number)
            style.rule(row, self._width)

    def choices(self, choices: Choices) -> None:
        """Boxes to tick, places for a number, or dots to colour."""
        mark = {Mark.TICK: "", Mark.NUMBER: "…… ", Mark.DOTS: f"{'○' * choices.dots} "}[choices.mark]
        bullet = Bullet.TASK if choices.mark is Mark.TICK else Bullet.NONE
        number = self._styles.list(bullet)
        own = [*[""] * choices.blanks, *([f"{line(choices.other)} "] if choices.other else [])]
        for n, option in enumerate([*map(line, choices.options), *own]):
            row = self._paragraph(f"{mark}{option}", style.LISTS[bullet])
            style.hang(row, number)
            if n >= len(choices.options):
                style.rule(row, self._width)

    def scale(self, scale: Scale) -> None:
        """Numbers to circle."""
        self.table(Table(scale.numbers, (scale.labels,)))

    def ratings(self, ratings: Ratings) -> None:
        """Numbers to circle for every row."""
        heads = (label or number for number, label in zip(ratings.numbers, ratings.labels, strict=True))
        made = self._grid(len(ratings.rows) + 1, len(ratings.numbers) + 1)
        self._row(made, 0, ("", *heads), header=True)
        for n, row in enumerate(ratings.rows, start=1):
            self._row(made, n, (row, *ratings.numbers))
        narrow = Mm(11 if len(ratings.numbers) > 5 else 17)
        first = Emu(self._width - narrow * len(ratings.numbers))
        style.finish(made, heads=True, widths=(first, *[narrow] * len(ratings.numbers)))
        self._after_table()

    def boxes(self, boxes: Boxes) -> None:
        """A frame for each title, next to each other."""
        columns = 3 if len(boxes.titles) == 3 else 2
        made = style.new_table(self._place, -(-len(boxes.titles) // columns), columns)
        cells = [cell for row in made.rows for cell in row.cells]
        for cell, title in zip(cells, boxes.titles, strict=False):
            _Writer(self._styles, cell)._paragraph(line(title), style.CELL, bold=True)
        style.frame(made, Mm(10 + 9 * boxes.lines))
        self._after_table()

    # --- groups -----------------------------------------------------------------------------------------------------

    def together(self, together: Together) -> None:
        """Blocks on one page."""
        before = len(self._place.paragraphs)
        self.blocks(together.blocks)
        for paragraph in self._place.paragraphs[before:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def beside(self, beside: Beside) -> None:
        """One after the other: that reads well in Word on any screen."""
        self.blocks((*beside.left, *beside.right))

    def slips(self, slips: Slips) -> None:
        """Slips in a grid of dashed lines, on pages of their own."""
        self.page_break(PageBreak())
        self._paragraph(line(slips.title), style.FOOT).paragraph_format.keep_with_next = True
        columns = 1 if slips.per_page <= 2 else 2
        made = style.new_table(self._place, -(-slips.copies // columns), columns)
        for cell in [cell for row in made.rows for cell in row.cells][: slips.copies]:
            inside = _Writer(self._styles, cell)
            inside._width = Emu(self._width // columns - Mm(5))
            inside.blocks(slips.slip)
        style.to_cut(made, -(-slips.per_page // columns))
        self._after_table()


_CHARTS: Final[dict[Shape, Callable[[_Writer, Chart], None]]] = {
    Shape.BARS: _Writer._bars,
    Shape.FORCES: _Writer._forces,
    Shape.LINE: _Writer._curve,
}

_DRAW: Final[dict[type[Any], Callable[[_Writer, Any], None]]] = {
    Heading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    Bullets: _Writer.bullets,
    Numbered: _Writer.numbered,
    Facts: _Writer.facts,
    Table: _Writer.table,
    Quote: _Writer.quote,
    Tasks: _Writer.tasks,
    Chart: _Writer.chart,
    Note: _Writer.note,
    PageBreak: _Writer.page_break,
    Contents: _Writer.contents,
    Writing: _Writer.writing,
    Choices: _Writer.choices,
    Scale: _Writer.scale,
    Ratings: _Writer.ratings,
    Boxes: _Writer.boxes,
    Together: _Writer.together,
    Beside: _Writer.beside,
    Slips: _Writer.slips,
}
