"""Word, PDF and CSV: what was typed is what stands there, and nothing of it is obeyed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document as WordFrom
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from armoede_toolbox.reporting import csv as table
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting.docx import to_docx
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.pdf import to_pdf
from armoede_toolbox.text import clean, clean_line
from tests.reporting.samples import every_block
from tests.reporting.test_formats import LINES, PIECES, Tags

calm = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ANY = st.one_of(LINES, st.text(max_size=40)).filter(lambda text: bool(clean(text)))
FORMULAS = ("=1+1", "+31 6", "-5", "@a", "'=1", "''", " =1", "\t=1", "=cmd|' /C calc'!A0", "a;b", 'a"b', "Ömer €")
LATIN = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), min_size=1, max_size=60)


def word(document: d.Document, **more: Any) -> Any:
    return WordFrom(io.BytesIO(to_docx(document, **more)))


def shown(text: str) -> str:
    """As XML can hold it."""
    return re.sub("[\ufffe\uffff]", "\ufffd", text)


# --- Word -----------------------------------------------------------------------------------------------------------


@calm
@given(ANY)
@example("  twee  spaties  en\n    vier")
def test_word_holds_what_was_typed(text: str) -> None:
    made = word(d.Document("x", (d.Quote(text), d.Quote(text, "beleid"), d.Bullets((text,)), d.Paragraph(text))))
    line = shown(clean_line(text))
    expected = ["x", shown(clean(text)), f"{shown(clean(text))}\n— beleid", line, shown(clean(text))]
    assert [paragraph.text for paragraph in made.paragraphs] == expected


def test_a_note_of_items_only_begins_with_its_items() -> None:
    made = word(d.Document("x", (d.Note("", items=("een", "twee"), voice=d.Voice.SAY),)))
    assert [paragraph.text for paragraph in made.paragraphs] == ["x", "een", "twee"]


@calm
@given(ANY)
def test_word_has_the_same_structure_whatever_the_text(text: str) -> None:
    def tags(given: str) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(to_docx(every_block(given)))) as made:
            assert not [name for name in made.namelist() if "external" in name.lower()]
            assert b'TargetMode="External"' not in made.read("word/_rels/document.xml.rels")
            return re.findall(
                r"<w:(?:p|tbl|tr|tc|hyperlink|fldSimple|instrText|numId)\b", made.read("word/document.xml").decode()
            )

    if clean_line(text) == clean(text):
        assert tags(text) == tags("gewoon")


def test_word_is_dutch_with_real_headings_lists_and_header_rows() -> None:
    blocks = (d.Heading("Kop"), d.Heading("Onder", 3), d.Bullets(("a",)), d.Numbered(("b",)), d.Tasks((d.Task("c"),)))
    made = word(d.Document("Titel", (*blocks, d.Table(("x", "y"), (("1", "2"),), heads=True)), "Verslag"))
    assert [p.style.name for p in made.paragraphs[:5]] == ["Subtitle", "Title", "Heading 1", "Heading 2", "List Bullet"]
    lists = [p for p in made.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [p.text for p in lists] == ["a", "b", "c"]
    (row, *_) = made.tables[0].rows
    assert row._tr.trPr.findall("{*}tblHeader")
    assert (made.core_properties.title, made.core_properties.language) == ("Titel", "nl-NL")
    styles = made.styles.element.xml
    assert 'w:lang w:val="nl-NL"' in styles
    assert "en-US" not in re.sub(r'w:eastAsia="[^"]*"', "", styles)


def test_a_numbered_list_begins_at_one_again() -> None:
    made = word(d.Document("x", (d.Numbered(("a", "b")), d.Numbered(("c",)))))
    numbers = [p._p.pPr.numPr.numId.val for p in made.paragraphs[1:]]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_house_style_keeps_its_own_styles_and_page() -> None:
    house = WordFrom()
    house.styles["Heading 1"].font.name = "Comic Sans MS"
    house.sections[0].header.paragraphs[0].text = "Gemeente Noord"
    held = io.BytesIO()
    house.save(held)
    made = word(d.Document("x", (d.Heading("Kop"), d.Quote("zin"))), template=held.getvalue())
    assert made.styles["Heading 1"].font.name == "Comic Sans MS"
    assert made.sections[0].header.paragraphs[0].text == "Gemeente Noord"
    assert made.sections[0].page_width == house.sections[0].page_width
    assert [p.style.name for p in made.paragraphs if p.text == "Kop"] == ["Heading 1"]


def test_a_chart_in_word_is_a_table_with_its_bars_described() -> None:
    made = word(d.Document("x", (d.Chart(("Antwoord", "Aantal"), (("eens", 3), ("oneens", 0)), "4 antwoorden."),)))
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Antwoord", "Aantal", "Verdeling"],
        ["eens", "3", ""],
        ["oneens", "0", ""],
    ]
    assert re.findall(r'descr="([^"]*)"', made.element.xml) == ["3"]


def test_a_line_of_feelings_in_word_is_a_picture_with_words_and_a_table() -> None:
    rows = (("bellen", -1.0), ("koffie", 1.0))
    line = d.Chart(("Wat", "Gevoel"), rows, "2 momenten.", d.Shape.LINE, ("min", "neutraal", "plus"))
    made = word(d.Document("x", (line, d.Together((line,)))))
    assert re.findall(r'descr="([^"]*)"', made.element.xml) == ["2 momenten. bellen: min; koffie: plus."] * 2
    images = [part for part in made.part.package.iter_parts() if part.content_type == "image/png"]
    assert len(images) == 1 and images[0].blob.startswith(b"\x89PNG")
    assert [cell.text for cell in made.tables[0].rows[2].cells] == ["2", "koffie", "plus"]


def test_forces_in_word_stand_on_their_own_side() -> None:
    rows = (("zin", 3.0), ("tijd", 5.0))
    chart = d.Chart(("Kracht", "Aantal"), rows, "t", d.Shape.FORCES, sides=("duwt", "remt"))
    made = word(d.Document("x", (chart,)))
    cells = [[cell.text.strip() for cell in row.cells] for row in made.tables[0].rows]
    assert cells == [["Kracht", "duwt", "remt"], ["zin", "3", ""], ["tijd", "", "5"]]
    assert made.tables[0].rows[0]._tr.trPr.findall("{*}tblHeader")


# --- PDF ------------------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@calm
@given(LATIN.filter(lambda text: bool(clean_line(text))))
@example("#let x = 1 $a$ *vet* _x_ `c` <lab> @ref // weg /* weg */ \\ ~ -- ... \"q\" 'a' https://a.nl [x](y)")
@example('#read("/etc/passwd") #eval("1+1")')
@example("w" * 300)
def test_pdf_holds_what_was_typed(text: str) -> None:
    made = to_pdf(d.Document("x", (d.Quote(text), d.Bullets((text,)), d.Table(("k",), ((text,),)))))
    found, typed = text_of(made.content), "".join(clean_line(text).split())
    assert found.replace("\u00ad", "").count(typed.replace("\u00ad", "")) >= 3


def test_spaces_inside_a_line_stay() -> None:
    made = to_pdf(d.Document("x", (d.Quote("twee  spaties\n    ingesprongen"),)))
    assert "twee  spaties" in PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


@pytest.mark.parametrize("text", [*PIECES, "x" * 400, "漢字", "שלום", "\ufffe"])
def test_any_text_gives_a_pdf_without_links(text: str) -> None:
    made = to_pdf(every_block(text or "x"))
    for page in PdfReader(io.BytesIO(made.content)).pages:
        assert "/Annots" not in page


def test_a_pdf_is_tagged_dutch_and_has_its_title() -> None:
    made = to_pdf(every_block("Een gewone tekst"))
    assert made.accessible
    reader = PdfReader(io.BytesIO(made.content))
    catalogue: Any = reader.root_object
    assert str(catalogue["/Lang"]).lower().startswith("nl")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert reader.metadata is not None and reader.metadata.title == "Een gewone tekst"


def roles(node: Any) -> list[str]:
    found = [str(node["/S"])] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        found += roles(kid) if isinstance(kid, dict) else []
    return found


def test_the_structure_tree_has_headings_lists_table_headers_and_a_described_figure() -> None:
    line = d.Chart(
        ("Wat", "Gevoel"), (("bellen", -1), ("koffie", 1)), "2 momenten.", d.Shape.LINE, ("min", "0", "plus")
    )
    blocks = (
        d.Heading("Kop"),
        d.Heading("Onder", 3),
        d.Bullets(("a",)),
        d.Table(("x",), (("1",),)),
        line,
        d.Quote("z"),
    )
    reader = PdfReader(io.BytesIO(to_pdf(d.Document("Titel", blocks)).content))
    found = roles(reader.root_object["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/BlockQuote"} <= set(found)


def test_a_sign_without_a_font_still_gives_a_file_and_says_so() -> None:
    made = to_pdf(d.Document("x", (d.Quote("\u0378"),)))
    assert made.content.startswith(b"%PDF")
    assert not made.accessible


# --- CSV ------------------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.one_of(st.sampled_from(FORMULAS), st.text(max_size=9)), min_size=2, max_size=2), max_size=4)
)
def test_no_cell_is_a_formula_and_every_text_comes_back(rows: list[list[str]]) -> None:
    content = table.to_csv(["a", "b"], rows)
    assert content.startswith(b"\xef\xbb\xbfa;b\r\n")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    assert [[table.unguarded(cell) for cell in row] for row in read] == [[clean(cell) for cell in row] for row in rows]
    assert not any(
        cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for row in read for cell in row
    )


def test_dutch_letters_and_separators() -> None:
    content = table.to_csv(["naam"], [["Ömer; coördinatie € 5"], ["a\nb"]])
    assert content.decode("utf-8") == '\ufeffnaam\r\n"Ömer; coördinatie € 5"\r\n"a\nb"\r\n'


# --- HTML -----------------------------------------------------------------------------------------------------------


@calm
@given(ANY)
def test_html_holds_what_was_typed(text: str) -> None:
    quote = Tags(to_html(d.Document("x", (d.Quote(text),))))
    assert clean(text).replace("\n", "") in "".join(quote.text)
