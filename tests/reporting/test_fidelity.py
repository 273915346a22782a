"""What was typed is what stands there: any answer to any kind of question, in every format, read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from docx import Document as WordFrom
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from armoede_toolbox.entry import JournalEntry, Question, to_json
from armoede_toolbox.reporting import csv as table
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting import export, report
from armoede_toolbox.reporting.docx import to_docx
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.pdf import to_pdf
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.reporting.rows import HEADER
from armoede_toolbox.text import clean, clean_line
from armoede_toolbox.vocabulary import Sharing
from tests.entry.strategies import entries
from tests.reporting import rich
from tests.reporting.test_formats import RICH, Tags

calm: Final = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FACES: Final = (
    "👩\u200d👩\u200d👧 e\u0301e\u0301n \u200fשלום עולם\u200e ﷽ 漢字 \U0001f1f3\U0001f1f1 z\u0338 a\u00a0b  c\u00adé"
)
LINKS: Final = "www.gemeente.nl https://a.nl/x?y=1&z=2 iemand@gemeente.nl 06-12345678 12 december 2026"


def questions(entry: JournalEntry) -> Iterator[Question]:
    yield from (question for step in entry.steps for question in step.questions)


def typed(entry: JournalEntry) -> list[str]:
    """Every text that a person gave as an answer or agreed on, as it stands in a document."""
    found = ["\n".join(export.written(asked, one)) for asked in questions(entry) for one in asked.contributions]
    found += [agreement.what for agreement in entry.agreements]
    found += [who for agreement in entry.agreements if (who := agreement.who)]
    found += [option for asked in questions(entry) for option in asked.totals or ()]
    return [text for text in found if clean(text)]


def in_html(document: d.Document) -> str:
    return "".join(Tags(to_html(document)).text)


def in_word(document: d.Document) -> str:
    made: Any = WordFrom(io.BytesIO(to_docx(document)))
    cells = (cell.text for grid in made.tables for row in grid.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def in_pdf(document: d.Document) -> str:
    made = PdfReader(io.BytesIO(to_pdf(document).content))
    feet = re.compile(r"^.*\d+ / \d+$", re.MULTILINE)
    return "".join(feet.sub("", page.extract_text()) for page in made.pages)


def in_markdown(document: d.Document) -> str:
    parts = [part for token in RICH.parse(to_markdown(document)) for part in token.children or ()]
    return "".join("\n" if part.type.endswith("break") else part.content for part in parts)


def bare(text: str) -> str:
    """Without blanks, for formats that break lines where they like; and as XML can hold it."""
    return re.sub("[\ufffe\uffff]", "\ufffd", "".join(text.split()))


def lines(texts: Iterable[str]) -> Iterator[str]:
    yield from (line for text in texts for line in clean(text).split("\n") if line)


@calm
@given(entries(least=1))
def test_a_page_and_a_word_file_hold_every_answer(entry: JournalEntry) -> None:
    document = export.document([entry])
    page, word = in_html(document), in_word(document)
    for line in lines(typed(entry)):
        assert clean_line(line) in page or line in page
        assert re.sub("[\ufffe\uffff]", "\ufffd", clean_line(line)) in word or line in word


@calm
@given(entries(least=1))
def test_markdown_holds_every_answer(entry: JournalEntry) -> None:
    shown = bare(in_markdown(export.document([entry])))
    assert [line for line in lines(typed(entry)) if bare(line) not in shown] == []


@calm
@given(entries(least=1))
def test_a_table_holds_every_answer_in_a_row_of_its_own(entry: JournalEntry) -> None:
    content = table.to_csv(HEADER, ([row.get(name, "") for name in HEADER] for row in export.rows([entry])))
    read = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    rows = [{name: table.unguarded(cell) for name, cell in row.items()} for row in read]
    given_ = [
        (asked.id, clean("\n".join(export.written(asked, one))))
        for asked in questions(entry)
        for one in asked.contributions
    ]
    assert not Counter(given_) - Counter((row["vraag"], row["antwoord"]) for row in rows)
    assert not Counter(clean(one.what) for one in entry.agreements) - Counter(row["antwoord"] for row in rows)


@calm
@given(entries(least=1))
def test_data_holds_every_value_itself(entry: JournalEntry) -> None:
    read = json.loads(json.dumps(to_json(entry), ensure_ascii=False))
    values = [
        one["waarde"] for step in read["stappen"] for asked in step["vragen"] for one in asked.get("bijdragen", ())
    ]
    assert [one.value for asked in questions(entry) for one in asked.contributions if one.unreadable is None] == values


# --- a report that may hold everything ------------------------------------------------------------------------------

LATIN: Final = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), min_size=1, max_size=80)
PIECES: Final = st.sampled_from((LINKS, "=1+1", "#let x = 1", "<script>", "[a](http://b)", "w" * 300, "twee  spaties"))
SAID: Final = (
    st.lists(st.one_of(LATIN, PIECES), min_size=1, max_size=3).map("\n".join).filter(lambda text: bool(clean(text)))
)


def told(*answers: str) -> d.Document:
    asked = rich.asked("woord", "Wat valt op?", *map(clean, answers))
    entry = rich.session(sharing=Sharing.SENTENCES)
    whole = JournalEntry(head=entry.head, agreements=entry.agreements, steps=(rich.step(asked),))
    return report.document([report.tell(Source(whole, rich.PROMPTS))])


@calm
@given(st.lists(SAID, min_size=1, max_size=4))
def test_a_report_in_pdf_holds_every_sentence(answers: list[str]) -> None:
    shown = bare(in_pdf(told(*answers))).replace("\u00ad", "")
    assert [line for line in lines(answers) if bare(line).replace("\u00ad", "") not in shown] == []


def test_odd_signs_come_through_in_every_format() -> None:
    document = told(FACES, LINKS)
    for show in (in_html, in_word, in_markdown):
        shown = show(document)
        assert clean(FACES) in shown and clean(LINKS) in shown
    assert bare(LINKS) in bare(in_pdf(document)).replace("\u00ad", "")


def test_nothing_becomes_a_link() -> None:
    document = told(LINKS)
    page = Tags(to_html(document))
    assert "a" not in {tag for tag, _ in page.found}
    assert ("name", "format-detection") in {pair for _, pairs in page.found for pair in pairs}
    word: Any = WordFrom(io.BytesIO(to_docx(document)))
    assert "hyperlink" not in word.element.xml
    assert all("/Annots" not in page for page in PdfReader(io.BytesIO(to_pdf(document).content)).pages)


def test_two_hundred_answers_all_stand_there() -> None:
    answers = [f"antwoord nummer {n}: " + "woord " * 12 for n in range(200)]
    document = told(*answers)
    for show in (in_html, in_word, in_markdown, in_pdf):
        numbers = {int(found) for found in re.findall(r"antwoord\s+nummer\s+(\d+):", show(document))}
        assert numbers == set(range(200))
