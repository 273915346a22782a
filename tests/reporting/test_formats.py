"""No text becomes structure, whatever it holds and wherever it stands."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.text import clean, clean_line
from tests.reporting.samples import every_block

PIECES = (
    *(
        "# kop",
        "---",
        "***",
        "===",
        "> citaat",
        "- [ ] taak",
        "1. een",
        "```",
        "~~~",
        "    code",
        "| a | b |",
        ":--",
        "a\\",
    ),
    *("<b>vet</b>", "<script>alert(1)</script>", "<!-- x -->", "</style>", '"', "'", "&lt;", "]]>", "[x]: http://a"),
    *(
        "![x](http://a/b.png)",
        "\t",
        "\r\n",
        "\u202e",
        "\x00",
        "één",
        "👩‍👩‍👧",
        "|",
        ":-",
        "\\|",
        "+",
        "=",
        "_ _ _",
        "http://a",
    ),
)
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), min_size=1, max_size=5)
TEXT = WORDS.map(" ".join).filter(clean_line)
LINES = st.lists(TEXT, min_size=1, max_size=4).map("\n".join)
MARKDOWN = MarkdownIt("commonmark").enable("table")
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.other: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.found.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def structure(markdown: str) -> list[tuple[str, str]]:
    return [(token.type, token.tag) for token in MARKDOWN.parse(markdown)]


@calm
@given(LINES)
def test_html_has_the_same_tags_whatever_the_text(text: str) -> None:
    found, plain = Tags(to_html(every_block(text))), Tags(to_html(every_block("gewoon")))
    assert found.found == plain.found
    assert found.other == ["DOCTYPE html"]


@calm
@given(LINES)
def test_html_shows_the_text_itself(text: str) -> None:
    page = Tags(to_html(d.Document("x", (d.Bullets((text,)),))))
    assert clean_line(text) in "".join(page.text)


@calm
@given(TEXT.map(lambda text: " ".join(clean(text).split("\n"))))
def test_markdown_has_the_same_blocks_whatever_the_line(text: str) -> None:
    assert structure(to_markdown(every_block(text))) == structure(to_markdown(every_block("gewoon")))


@calm
@given(LINES)
def test_markdown_of_lines_stays_paragraphs(text: str) -> None:
    kinds = {kind for kind, _ in structure(to_markdown(d.Document("x", (d.Paragraph(text), d.Note("x", text)))))}
    assert kinds <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}


@pytest.mark.parametrize("text", PIECES)
def test_nothing_comes_from_outside(text: str) -> None:
    page = to_html(every_block(text))
    loading = {"script", "link", "img", "iframe", "object", "a", "base", "form"}
    assert not {tag for tag, _ in Tags(page).found} & loading
    style = page[page.index("<style>") : page.index("</style>")]
    assert "http" not in style and "url(" not in style and "@import" not in style


def test_a_page_says_its_language_and_title_and_has_one_main_heading() -> None:
    page = to_html(every_block("Een & ander"))
    assert '<html lang="nl">' in page and "<title>Een &amp; ander · Een &amp; ander</title>" in page
    assert page.count("<h1>") == 1
    assert len(re.findall(r'<th scope="(?:col|row)">', page)) == page.count("<th ")


def test_slips_come_in_whole_pages() -> None:
    slips = d.Slips("Briefje", (d.Paragraph("Wat kies je?", d.Tone.QUESTION),), copies=10, per_page=4)
    page = to_html(d.Document("x", (slips,)))
    assert [part.count('class="slip"') for part in page.split('class="sheet"')[1:]] == [4, 4, 2]
    assert to_markdown(d.Document("x", (slips,))).count("Wat kies je?") == 1


def test_every_block_is_drawn() -> None:
    from typing import get_args

    from armoede_toolbox.reporting import docx, html, markdown, pdf

    tables = (html._DRAW, markdown._DRAW, docx._DRAW, pdf._DATA)
    assert all(set(table) == set(get_args(d.Block)) for table in tables)


SPANS = {"em_open", "strong_open", "s_open", "code_inline", "link_open", "image", "html_inline"}
RICH = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@calm
@given(LINES)
@example("![x](http://a/b.png) **vet** `code` _x_ ~~weg~~ <b> &lt; [x]: http://a")
@example("\\*a*")
@example("*")
@example("__0__ a__b__ _ _c_")
def test_nothing_that_was_typed_becomes_bold_code_or_a_link_in_markdown(text: str) -> None:
    blocks = (d.Bullets((text,)), d.Quote(text, text), d.Tasks((d.Task(text),)), d.Table((text,), ((text,),)))
    tokens = RICH.parse(to_markdown(d.Document(text, blocks)))
    inside = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in inside} & SPANS
    assert not any(re.search(r"https?://|www\.|\w@\w", raw) for raw in map(to_markdown, [d.Document("x", blocks)]))


@calm
@given(LINES)
def test_markdown_shows_what_was_typed(text: str) -> None:
    tokens = RICH.parse(to_markdown(d.Document("x", (d.Quote(text),))))
    inlines = [token.children or () for token in tokens if token.type == "inline"][1:]
    parts = ["".join("\n" if part.type.endswith("break") else part.content for part in found) for found in inlines]
    shown = "\n".join(parts)
    assert [line.strip() for line in shown.split("\n")] == [line.strip() for line in clean(text).split("\n") if line]
