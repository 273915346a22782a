"""How a document looks in Word: built-in styles and a few of our own, so that a house style can change them all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from enum import Enum
from io import BytesIO
from typing import Any, Final

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.parts.numbering import NumberingPart
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from armoede_toolbox.reporting.document import Document, Room, Tone
from armoede_toolbox.text import clean_line

LANGUAGE: Final = "nl-NL"
FONT: Final = "Arial"
INK, SOFT, RULE, BAR_COLOUR = "1A1A1A", "555555", "8A8A8A", "4A5F73"
WIDTH: Final = Mm(162)

BODY, TITLE, KIND, QUOTE, CAPTION, TABLE = "Normal", "Title", "Subtitle", "Quote", "Caption", "Table Grid"
FACT, TASK, DETAIL = "Armoede gegeven", "Armoede afspraak", "Armoede bij afspraak"
CELL, HEAD_CELL, GAP, LINE = "Armoede cel", "Armoede kop van cel", "Armoede wit", "Armoede schrijflijn"
LEAD, ASKED, SMALL, SAY = "Armoede inleiding", "Armoede vraag", "Armoede klein", "Armoede zeg"
FOOT: Final = "Armoede voet"
TONES: Final = {Tone.PLAIN: BODY, Tone.LEAD: LEAD, Tone.QUESTION: ASKED, Tone.SMALL: SMALL}


_FIRST_PICTURE: Final = 5000
"""Far from the numbers of pictures that a template has itself."""


def _png(colour: str) -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\0" + bytes.fromhex(colour))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


PIXEL: Final = _png(BAR_COLOUR)


class Bullet(Enum):
    """What stands before the items of a list: the sort of number, and the sign."""

    DOT = ("bullet", "•")
    NUMBER = ("decimal", "%1.")
    TASK = ("bullet", "☐")
    DONE = ("bullet", "☑")
    NONE = ("bullet", "")


LISTS: Final = {
    Bullet.DOT: "List Bullet",
    Bullet.NUMBER: "List Number",
    Bullet.TASK: "List Bullet",
    Bullet.DONE: "List Bullet",
    Bullet.NONE: "List Bullet",
}

_LOOK: Final[dict[str, dict[str, Any]]] = {
    BODY: {"size": 10.5, "after": 6, "leading": 1.15},
    TITLE: {"size": 24, "bold": True, "after": 10, "leading": 1.05, "joined": True},
    KIND: {"size": 10, "bold": True, "colour": SOFT, "after": 2, "caps": True, "joined": True},
    "Heading 1": {"size": 14.5, "bold": True, "before": 20, "after": 6, "joined": True},
    "Heading 2": {"size": 11.5, "bold": True, "before": 14, "after": 4, "joined": True},
    "Heading 3": {"size": 11, "bold": True, "before": 10, "after": 3, "joined": True},
    QUOTE: {"font": "Georgia", "size": 10.5, "after": 5, "left": 5, "rule": True, "together": True},
    CAPTION: {"size": 10, "colour": SOFT, "before": 2, "after": 4, "joined": True},
    "List Bullet": {"size": 10.5, "after": 2},
    "List Number": {"size": 10.5, "after": 2},
    FACT: {"size": 10.5, "after": 2, "tab": 32},
    TASK: {"size": 10.5, "bold": True, "before": 6, "after": 1},
    DETAIL: {"size": 10, "colour": SOFT, "after": 1, "left": 6.3},
    CELL: {"size": 10, "before": 2, "after": 2},
    HEAD_CELL: {"size": 9, "before": 2, "after": 2, "bold": True, "colour": SOFT},
    GAP: {"size": 6, "after": 4},
    LINE: {"size": 11, "before": 8, "after": 4, "colour": RULE},
    LEAD: {"size": 12.5, "after": 10},
    ASKED: {"size": 11, "bold": True, "before": 6, "after": 3, "joined": True},
    SMALL: {"size": 9.5, "colour": SOFT, "after": 6},
    FOOT: {"size": 9, "colour": SOFT},
    SAY: {"font": "Georgia", "size": 11, "after": 6, "left": 5, "rule": True},
}
"""Sizes in points, indents in millimetres. ``joined`` keeps a paragraph with the next one."""
_LARGE: Final[dict[str, dict[str, Any]]] = {
    **{name: {"size": 14} for name in (BODY, LEAD, ASKED, SMALL, SAY, FACT, "List Bullet", "List Number", CELL)},
    "Heading 1": {"size": 15.5, "before": 15, "after": 5},
    HEAD_CELL: {"size": 12},
    GAP: {"size": 4, "after": 0},
}
"""What is larger on paper that a room reads: sentences are 14 points."""
_AIR: Final = {Room.WIDE: 1.15, Room.NORMAL: 0.9, Room.TIGHT: 0.6, Room.TIGHTEST: 0.35}
_PITCH: Final = {Room.WIDE: 11.5, Room.NORMAL: 10.5, Room.TIGHT: 9.0, Room.TIGHTEST: 8.0}
"""How much white there is, and how many millimetres lines to write on are apart."""


def _looks(document: Document) -> dict[str, dict[str, Any]]:
    """The looks of every style; paper to fill in has larger letters and as much white as there is room for."""
    pitch = Mm(_PITCH[document.room])
    looks = {**_LOOK, LINE: {**_LOOK[LINE], "size": 14, "before": 0, "after": 0, "leading": pitch}}
    if not document.large:
        return looks
    looks = {name: {**look, **_LARGE.get(name, {})} for name, look in looks.items()}
    air = _AIR[document.room]
    return {
        name: {key: value * air if key in ("before", "after") else value for key, value in look.items()}
        for name, look in looks.items()
    }


class Styles:
    """The styles and lists of one Word file. A template keeps its own; what it lacks, it gets from us."""

    def __init__(self, word: WordFile, document: Document, *, own: bool) -> None:
        self._word = word
        self._own = own
        self._looks = _looks(document)
        self.width: Length = Emu(Mm(210) - 2 * _margin(document))
        self._known: dict[str, Any] = {style.name: style for style in word.styles}
        self._drawn: set[str] = set()
        self._bullets: dict[Bullet, int] = {}
        self._pixel: str | None = None
        self._pictures = 0

    def named(self, name: str) -> Any:
        """A paragraph style by its name."""
        style = self._known.get(name)
        if style is None or (self._own and name not in self._drawn):
            style = style or self._add(name, WD_STYLE_TYPE.PARAGRAPH)
            self._drawn.add(name)
            _draw(style, **self._looks.get(name, {}))
        return style

    def put(self, paragraph: WordParagraph, name: str) -> None:
        """Give a paragraph its style. By its id: python-docx looks through every style every time."""
        paragraph._p.style = self.named(name).style_id

    def bar(self, paragraph: WordParagraph, width: Length, height: Length, words: str) -> None:
        """A picture of one pixel, stretched: a bar that stays sharp. ``words`` say what it shows."""
        if self._pixel is None:
            self._pixel = self._word.part.get_or_add_image(BytesIO(PIXEL))[0]
        self._put_picture(paragraph, self._pixel, width, height, words)

    def picture(self, paragraph: WordParagraph, png: bytes, width: Length, words: str) -> None:
        """A drawing, as broad as ``width``. ``words`` say what it shows."""
        wide, high = struct.unpack(">II", png[16:24])
        image = self._word.part.get_or_add_image(BytesIO(png))[0]
        self._put_picture(paragraph, image, width, Emu(round(width * high / wide)), words)

    def _put_picture(self, paragraph: WordParagraph, image: str, width: Length, height: Length, words: str) -> None:
        self._pictures += 1
        inline = CT_Inline.new_pic_inline(_FIRST_PICTURE + self._pictures, image, "beeld.png", width, height)
        inline.docPr.set("descr", words)
        for side in "TBLR":  # without these LibreOffice leaves white around it
            inline.set(f"dist{side}", "0")
        paragraph.add_run()._r.add_drawing(inline)

    def of_tables(self) -> Any:
        """The style of tables."""
        return self._known.get(TABLE) or self._add(TABLE, WD_STYLE_TYPE.TABLE)

    def _add(self, name: str, kind: WD_STYLE_TYPE) -> Any:
        style: Any = self._word.styles.add_style(name, kind, builtin=not name.startswith("Armoede "))
        if name != BODY and kind is WD_STYLE_TYPE.PARAGRAPH:
            style.base_style = self._known.get(BODY)
        style.quick_style = True
        self._known[name] = style
        return style

    def list(self, bullet: Bullet) -> int:
        """The number of a list; a numbered one begins at one again every time."""
        if bullet not in self._bullets:
            self._bullets[bullet] = _add_abstract(self._numbering(), bullet)
        return _add_number(self._numbering(), self._bullets[bullet])

    def _numbering(self) -> Any:
        part: Any = self._word.part
        try:
            return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
            made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, part.package)
            part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
            return made.element


def _draw(
    style: Any,
    *,
    size: float = 11,
    font: str = FONT,
    bold: bool = False,
    caps: bool = False,
    colour: str = INK,
    before: float = 0,
    after: float = 0,
    leading: float | Length | None = None,
    left: float = 0,
    tab: float = 0,
    rule: bool = False,
    joined: bool = False,
    together: bool = False,
) -> None:
    _draw_letters(style, size, font, bold, caps, colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.keep_with_next, shape.keep_together, shape.widow_control = joined, joined or together, True
    shape.left_indent, shape.line_spacing = Mm(left), leading
    if tab:
        shape.left_indent, shape.first_line_indent = Mm(tab), -Mm(tab)
        shape.tab_stops.add_tab_stop(Mm(tab))
    _border(style, rule)


def _draw_letters(style: Any, size: float, font: str, bold: bool, caps: bool, colour: str) -> None:
    letters = style.font
    letters.name, letters.size, letters.bold, letters.italic = font, Pt(size), bold, False
    letters.all_caps = caps or None
    letters.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), font)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)


def _border(style: Any, rule: bool) -> None:
    """The line that Word's own title has goes; a quotation gets one at its left."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if rule:
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="12" w:space="8" w:color="{RULE}"/></w:pBdr>'
        )
        properties.insert_element_before(
            border, *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl"))
        )


# --- the whole file -------------------------------------------------------------------------------------------------


def prepare(word: WordFile, document: Document, *, own: bool) -> Styles:
    """Language, page and foot. A template keeps its own page and foot."""
    styles = Styles(word, document, own=own)
    _speak_dutch(word)
    if own:
        _page(word, document)
        _foot(word, styles, " · ".join(filter(None, (clean_line(document.title), clean_line(document.kind)))))
    return styles


def _speak_dutch(word: WordFile) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>")
        word.styles.element.insert(0, defaults)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for properties in defaults.iter(qn("w:rPr")):
        if properties.find(qn("w:lang")) is None:
            properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>'))
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)


def _margin(document: Document) -> Length:
    return Mm(18 if document.large else 24)


def _page(word: WordFile, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _margin(document)
    section.top_margin, section.bottom_margin = (Mm(12), Mm(15)) if document.large else (Mm(22), Mm(24))
    section.footer_distance = Mm(7 if document.large else 12)


def _foot(word: WordFile, styles: Styles, words: str) -> None:
    """The title at the left, the page at the right."""
    paragraph = word.sections[0].footer.paragraphs[0]
    styles.put(paragraph, FOOT)
    paragraph.paragraph_format.tab_stops.add_tab_stop(styles.width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{words}\t")
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, name: str) -> None:
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)


# --- lists ----------------------------------------------------------------------------------------------------------


def _add_abstract(numbering: Any, bullet: Bullet) -> int:
    kind, sign = bullet.value
    used = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    number = max(used, default=-1) + 1
    fonts = '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:hint="default"/></w:rPr>'
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr>'
        f"{fonts if bullet in (Bullet.TASK, Bullet.DONE) else ''}</w:lvl></w:abstractNum>"
    )
    first = numbering.find(qn("w:num"))
    numbering.append(made) if first is None else first.addprevious(made)
    return number


def _add_number(numbering: Any, abstract: int) -> int:
    number: int = numbering.add_num(abstract).numId
    override = parse_xml(f'<w:lvlOverride {nsdecls("w")} w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    numbering.num_having_numId(number).append(override)
    return number


def make_small(run: Run, bold: bool | None = None) -> None:
    """Words that belong to a text but are not part of it."""
    run.font.name, run.font.size, run.font.bold = FONT, Pt(9), bold
    run.font.color.rgb = RGBColor.from_string(SOFT)


def make_plain(run: Run) -> None:
    """Words at the beginning of a line to write on."""
    run.font.color.rgb = RGBColor.from_string(INK)


def rule(paragraph: WordParagraph, width: Length) -> None:
    """A line to write on, from where the text ends to the right."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    paragraph.add_run("\t").font.color.rgb = RGBColor.from_string(RULE)


def frame(table: WordTable, high: Length) -> None:
    """Boxes to write in."""
    properties: Any = table._tbl.tblPr
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    sides = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{RULE}"/>' for side in names)
    _put(properties, parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    for row in table.rows:
        row.height, row.height_rule = high, WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def hang(paragraph: WordParagraph, number: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


# --- tables ---------------------------------------------------------------------------------------------------------


def new_table(place: Any, rows: int, columns: int) -> WordTable:
    """An empty table, in the file or in a cell."""
    made: WordTable = place.add_table(rows, columns)
    return made


def finish(
    table: WordTable,
    *,
    heads: bool = False,
    high: bool = False,
    together: bool = False,
    widths: Sequence[Length] = (),
) -> None:
    """Its first row is a header, lines are thin, rows stay whole, and columns are as wide as they should be."""
    _look(table, heads)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    rows = list(table.rows)
    for row in rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        if high and row is not rows[0]:
            row.height, row.height_rule = Mm(13), WD_ROW_HEIGHT_RULE.AT_LEAST
        if together and row is not rows[-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    if widths:
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width


def _look(table: WordTable, heads: bool) -> None:
    """Lines between rows only, and say where the headings are."""
    properties: Any = table._tbl.tblPr
    rows, columns = 'w:val="single" w:sz="4" w:space="0" w:color="C9C9C9"', 'w:val="nil"'
    sides = f"<w:top {columns}/><w:left {columns}/><w:bottom {rows}/><w:right {columns}/><w:insideH {rows}/>"
    _put(properties, parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}<w:insideV {columns}/></w:tblBorders>"))
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>'
    _put(properties, parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    first = "1" if heads else "0"
    look = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{first}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    _put(properties, parse_xml(f'<w:tblLook {nsdecls("w")} w:val="04A0" {look}/>'))


def meet(table: WordTable, column: int) -> None:
    """A line at the right of a column, where two sides meet."""
    for row in table.rows[1:]:
        side = f'<w:right w:val="single" w:sz="6" w:space="0" w:color="{INK}"/>'
        properties: Any = row.cells[column]._tc.get_or_add_tcPr()
        properties.append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{side}</w:tcBorders>"))


_AFTER: Final = ("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
"""The order in which Word wants the properties of a table."""


def _put(properties: Any, made: Any) -> None:
    name = made.tag.rpartition("}")[2]
    for old in properties.findall(made.tag):
        properties.remove(old)
    later = {qn(f"w:{other}") for other in _AFTER[_AFTER.index(name) + 1 :]}
    following = next((child for child in properties if child.tag in later), None)
    properties.append(made) if following is None else following.addprevious(made)


def to_cut(table: WordTable, rows: int) -> None:
    """Dashed lines around slips, ``rows`` of them on a page."""
    properties: Any = table._tbl.tblPr
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    sides = "".join(f'<w:{side} w:val="dashed" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in names)
    _put(properties, parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    for row in table.rows:
        row.height, row.height_rule = Mm(224 / rows), WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
