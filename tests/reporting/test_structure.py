"""What a screen reader gets of a PDF, and what paper shows: its tags, its headings, its tables over more pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting.pdf import to_pdf
from tests.reporting import pages, rich
from tests.reporting.samples import every_block

DOCUMENTS: Final = {
    "verslag": lambda: rich.a_report(),
    "verslag van acht": lambda: rich.a_report(8),
    "export": lambda: rich.an_export(2),
    "elk blok": lambda: every_block("Een gewone tekst"),
    **pages.EVERY,
}
named: Final = pytest.mark.parametrize("name", DOCUMENTS)
_PAINTS: Final = frozenset({b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Do"})


@cache
def pdf(name: str) -> PdfReader:
    made = to_pdf(DOCUMENTS[name]())
    assert made.accessible
    return PdfReader(io.BytesIO(made.content))


def kids(node: Any) -> list[Any]:
    found = node.get("/K", [])
    each = [kid.get_object() for kid in (found if isinstance(found, list) else [found])]
    return [kid for kid in each if isinstance(kid, dict) and "/S" in kid]


def nodes(node: Any) -> Iterator[Any]:
    for kid in kids(node):
        yield kid
        yield from nodes(kid)


def tree(reader: PdfReader) -> list[Any]:
    return list(nodes(reader.root_object["/StructTreeRoot"]))


def tags(node: Any) -> list[str]:
    return [str(kid["/S"]) for kid in kids(node)]


@named
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [int(tag[2:]) for node in tree(pdf(name)) if re.fullmatch(r"/H\d", tag := str(node["/S"]))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@named
def test_every_table_has_a_header_row_and_as_many_cells_in_every_row(name: str) -> None:
    for table in (node for node in tree(pdf(name)) if node["/S"] == "/Table"):
        rows = [node for node in nodes(table) if node["/S"] == "/TR"]
        assert set(tags(rows[0])) == {"/TH"}
        assert {len(tags(row)) for row in rows} == {len(tags(rows[0]))}
        assert all(set(tags(row)) == {"/TD"} for row in rows[1:])


@named
def test_every_figure_says_what_it_shows(name: str) -> None:
    figures = [node for node in tree(pdf(name)) if node["/S"] == "/Figure"]
    assert all(str(figure["/Alt"]).strip() for figure in figures)


@named
def test_every_list_holds_items_only(name: str) -> None:
    for node in tree(pdf(name)):
        if node["/S"] == "/L":
            assert set(tags(node)) <= {"/LI", "/L"}
        if node["/S"] == "/LI":
            assert set(tags(node)) <= {"/Lbl", "/LBody"}


@named
def test_nothing_is_painted_without_a_tag(name: str) -> None:
    reader = pdf(name)
    for page in reader.pages:
        depth = 0
        content = page.get_contents()
        for _, operator in ContentStream(content, reader).operations if content else ():
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            assert depth > 0 or operator not in _PAINTS


def test_a_line_of_feelings_is_told_in_words() -> None:
    (figure,) = [node for node in tree(pdf("verslag")) if node["/S"] == "/Figure"]
    assert "Iemand neemt op en luistert (de balie): plus" in str(figure["/Alt"])


@named
def test_every_page_has_its_number(name: str) -> None:
    """Paper to hand out and a book have the number alone; a cover has none."""
    shown = [page.extract_text().split() for page in pdf(name).pages]
    for number, words in enumerate(shown, start=1):
        whole = words[-3:] == [str(number), "/", str(len(shown))]
        assert whole or (name in ("uitnodiging", "boekje") and (words[-1] == str(number) or number == 1))


# --- pages ----------------------------------------------------------------------------------------------------------


def pages_of(*blocks: d.Block) -> list[list[str]]:
    """The lines of every page, without its foot."""
    reader = PdfReader(io.BytesIO(to_pdf(d.Document("x", blocks)).content))
    return [
        [line for line in page.extract_text().split("\n") if not re.search(r"\d+ / \d+$", line)]
        for page in reader.pages
    ]


@pytest.mark.parametrize("before", range(30, 60, 3))
def test_no_heading_stands_alone_at_the_end_of_a_page(before: int) -> None:
    chart = d.Chart(("Antwoord", "Aantal"), (("eens", 3), ("oneens", 1)), "4 antwoorden.")
    following: tuple[tuple[d.Block, ...], ...] = (
        (d.Quote("een zin"),),
        (d.Bullets(("een", "twee")),),
        (chart,),
        (d.Table(("a", "b"), (("1", "2"),)),),
        (d.Tasks((d.Task("Bellen", (("Wie", "Fatma"),)),)),),
        (d.Paragraph("kort", d.Tone.SMALL),),
        (d.Heading("Vak", 4), d.Quote("een zin")),
        (d.Paragraph("Vak", d.Tone.QUESTION), d.Bullets(("een",))),
    )
    for blocks in following:
        filling = tuple(d.Paragraph(f"regel {n}") for n in range(before))
        for page in pages_of(*filling, d.Heading("Deel"), d.Heading("Kop", 3), *blocks):
            assert page[-1] not in ("Deel", "Kop", "Vak")


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    rows = tuple((f"rij {n}", f"begin{n} " + "woord " * 40 + f"eind{n}") for n in range(60))
    pages = pages_of(d.Table(("Naam", "Verhaal"), rows, heads=True))
    assert len(pages) > 3
    for page in pages:
        text = "\n".join(page)
        assert "Naam" in text and "Verhaal" in text
        assert re.findall(r"begin(\d+)", text) == re.findall(r"eind(\d+)", text)


@pytest.mark.parametrize(
    "block",
    [
        lambda text: d.Table(("a", "b"), ((text, "x"),)),
        lambda text: d.Tasks((d.Task(text),)),
        lambda text: d.Tasks((d.Task("kort", (("Wie", text),)),)),
        lambda text: d.Quote(text),
        lambda text: d.Chart(("a", "b"), ((text, 3.0), ("x", 1.0)), "t"),
        lambda text: d.Chart(("a", "b"), ((text, 1.0), ("x", 0.0)), "t", d.Shape.LINE, ("min", "neutraal", "plus")),
        lambda text: d.Chart(("a", "b"), ((text, 1.0), ("x", 2.0)), "t", d.Shape.FORCES, sides=("in", "uit")),
        lambda text: d.Note("Notitie", text),
        lambda text: d.Facts((("Wat", text),)),
    ],
)
def test_what_is_longer_than_a_page_goes_on_on_the_next(block: Any) -> None:
    text = " ".join(f"woord{n}" for n in range(1500))
    reader = PdfReader(io.BytesIO(to_pdf(d.Document("x", (block(text),))).content))
    found: set[str] = set()

    def on_paper(piece: str, page: list[float], place: list[float], *_: Any) -> None:
        height = place[4] * page[1] + place[5] * page[3] + page[5]
        found.update(re.findall(r"woord\d+", piece) if 20 < height < 842 else ())

    for page in reader.pages:
        page.extract_text(visitor_text=on_paper)
    assert {f"woord{n}" for n in range(1500)} <= found
