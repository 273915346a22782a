"""``boekje``: every exercise, every question, and a file that can be read without the program."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.wording import answer_refs
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import LearningNeed
from armoede_toolbox.workflows import booklet
from armoede_toolbox.workflows.house import House, open_house

LIBRARY = Library.load()


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    return open_house(environ=dict(os.environ))


def words_of(html: bytes) -> str:
    """What people read, without the tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.decode())).split())


def test_every_exercise_with_every_question_in_order(house: House) -> None:
    text = words_of(booklet.make(house, None, "html").delivered.content)
    for one in LIBRARY.exercises:
        place = text.rindex(f"{one.number} {one.title} {' '.join(one.goal.split())}")
        for step in one.steps:
            for prompt in step.prompts:
                if not answer_refs(prompt.text) and "{" not in prompt.text:
                    asked = " ".join(re.sub(r"\s*\[[A-Z0-9, ]+\]", "", prompt.text).split())
                    place = text.index(asked, place)
    assert "CC BY 4.0" in text and "{antwoord" not in text and "{minuten}" not in text


def test_facts_have_a_year_and_a_source(house: House) -> None:
    text = words_of(booklet.make(house, None, "html").delivered.content)
    used = {code for one in LIBRARY.exercises for code in one.facts}
    for code in used:
        fact = LIBRARY.shared.facts[code]
        assert " ".join(fact.text.split()) in text
        assert not fact.reference_year or f"peiljaar {fact.reference_year}" in text
        assert all(" ".join(LIBRARY.shared.sources[source].title.split()) in text for source in fact.origin)


def test_links_of_the_contents_arrive(house: House) -> None:
    html = booklet.make(house, None, "html").delivered.content.decode()
    links, anchors = re.findall(r'href="#([^"]+)"', html), re.findall(r' id="([^"]+)"', html)
    assert len(set(anchors)) == len(anchors) and set(links) == set(anchors)
    assert len(links) >= len(LIBRARY.exercises) + len(LearningNeed)


@pytest.mark.slow
def test_the_pdf_has_pages_bookmarks_and_tags(house: House) -> None:
    made = booklet.make(house)
    assert made.delivered.file is not None and made.delivered.file.name == "boekje.pdf"
    assert not any("minder toegankelijk" in notice for notice in made.notices)
    reader = PdfReader(BytesIO(made.delivered.content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl-NL"
    assert reader.metadata is not None and reader.metadata.title == "Samen nadenken over armoede en schulden"
    marks = " | ".join(_titles(reader.outline))
    assert all(f"{one.number} {one.title}" in marks for one in LIBRARY.exercises)
    contents = " ".join(page.extract_text() for page in reader.pages[1:4])
    assert all(re.search(rf"{one.number}[^\n]*\b\d+\n", contents + "\n") for one in LIBRARY.exercises)


def _titles(outline: Sequence[object]) -> list[str]:
    return [
        title
        for one in outline
        for title in (_titles(one) if isinstance(one, list) else [str(getattr(one, "title", ""))])
    ]


def test_one_learning_need_is_a_booklet_too(house: House) -> None:
    made = booklet.make(house, LearningNeed("inwoners"), "html")
    assert made.delivered.file is not None and made.delivered.file.name == "boekje-inwoners.html"
    text = words_of(made.delivered.content)
    assert "LB3-03 Brief op de mat" in text and "LB1-01 Wat weet ik eigenlijk?" not in text


def test_a_booklet_has_pages(house: House, tmp_path: Path) -> None:
    for fmt, to in ((None, "boekje.md"), ("docx", None)):
        with pytest.raises(ToolboxError):
            booklet.make(house, None, fmt, tmp_path / to if to else None)
    (tmp_path / "boekje.html").write_text("van mij", encoding="utf-8")
    with pytest.raises(ToolboxError, match="bestaat al"):
        booklet.make(house, None, "html")
    assert (tmp_path / "boekje.html").read_text(encoding="utf-8") == "van mij"
