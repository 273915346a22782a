"""Paper in the hand: how many sides, how large, every question in order, and a version to read aloud."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordFrom
from pypdf import PdfReader

from armoede_toolbox import form
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.reporting import aloud as reading
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting.aloud import aloud
from armoede_toolbox.reporting.docx import to_docx
from armoede_toolbox.reporting.fitting import fitted, sides, widest, without_slips
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.pdf import count_pages, to_pdf
from armoede_toolbox.reporting.worksheet import worksheet
from armoede_toolbox.vocabulary import Mode, Variant
from tests.prompts.samples import EVERY, prompt
from tests.reporting.samples import outline
from tests.reporting.test_papers import CASES, LIBRARY, golden

SAMPLE = [
    ("LB5-04", Mode.TEAM, Variant.LONG),  # the longest, and heavy
    ("LB5-01", Mode.TEAM, Variant.SHORT),  # statements on slips, one side
    ("LB3-06", Mode.TEAM, Variant.NORMAL),  # boxes and dots
    ("LB2-03", Mode.TEAM, Variant.SHORT),  # a line of feelings
    ("LB2-05", Mode.PAIR, Variant.NORMAL),  # numbers per row
    ("LB3-03", Mode.SOLO, Variant.SHORT),
    ("LB1-01", Mode.SOLO, Variant.LONG),  # the most questions
]


def outline_of(number: str, mode: Mode, variant: Variant) -> Outline:
    return Outline(exercise=LIBRARY.find(number), mode=mode, variant=variant)


@cache
def sheet(number: str, mode: Mode, variant: Variant) -> tuple[d.Document, int]:
    made = outline_of(number, mode, variant)
    return widest(lambda room: worksheet(made, room), sides(made.total), count_pages)


def one_line(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("minutes", "most"), [(1, 1), (15, 1), (16, 2), (30, 2), (92, 7)])
def test_a_side_for_every_quarter_of_an_hour(minutes: int, most: int) -> None:
    assert sides(minutes) == most


@pytest.mark.slow
@pytest.mark.parametrize(("number", "mode", "variant"), SAMPLE)
def test_the_sheet_stays_within_its_sides(number: str, mode: Mode, variant: Variant) -> None:
    """Who sits alone or with two gets all the questions on paper, so one side more may be needed."""
    document, pages = sheet(number, mode, variant)
    most = sides(outline_of(number, mode, variant).total)
    assert pages <= most + (mode is not Mode.TEAM)
    assert len(PdfReader(BytesIO(to_pdf(without_slips(document)).content)).pages) == pages


@pytest.mark.slow
@pytest.mark.parametrize(("number", "mode", "variant"), SAMPLE)
def test_sentences_are_14_points_and_questions_stand_in_order(number: str, mode: Mode, variant: Variant) -> None:
    document, _ = sheet(number, mode, variant)
    made = to_pdf(document)
    reader = PdfReader(BytesIO(made.content))
    root: Any = reader.trailer["/Root"]
    assert made.accessible and root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl-NL"
    assert reader.metadata is not None and reader.metadata.title == document.title
    sizes: dict[float, int] = {}
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, _c, tm, _f, size: _weigh(sizes, text, size * abs(tm[0])))
    small = sum(signs for size, signs in sizes.items() if size < 13.9)
    assert max(sizes, key=lambda size: sizes[size]) == 14 and small < 0.35 * sum(sizes.values())
    text = one_line(" ".join(page.extract_text() for page in reader.pages))
    made_of, place = outline_of(number, mode, variant), 0
    for step in made_of.steps:
        for question in made_of.prompts(step):
            place = text.index(one_line(made_of.words(question.text, step)), place)


def _weigh(sizes: dict[float, int], text: str, size: float) -> None:
    sizes[round(size, 1)] = sizes.get(round(size, 1), 0) + len(text.strip())


@pytest.mark.parametrize(("one", "mode", "variant"), CASES[::9])
def test_no_room_leaves_a_question_out(one: Exercise, mode: Mode, variant: Variant) -> None:
    made = Outline(exercise=one, mode=mode, variant=variant)
    papers = [to_markdown(worksheet(made, room)) for room in d.Room] + [to_markdown(aloud(made))]
    for text in map(one_line, papers):
        place = 0
        for step in made.steps:
            for question in made.prompts(step):
                asked = one_line(to_markdown(d.Document("", (d.Paragraph(made.words(question.text, step)),)))[1:])
                place = text.index(asked, place)


@pytest.mark.parametrize(("one", "mode", "variant"), CASES[::9])
def test_less_room_is_never_longer(one: Exercise, mode: Mode, variant: Variant) -> None:
    made = Outline(exercise=one, mode=mode, variant=variant)
    lengths = [len(to_markdown(without_slips(worksheet(made, room)))) for room in d.Room]
    assert lengths == sorted(lengths, reverse=True)


def test_lists_keep_room_for_all_that_is_asked() -> None:
    asked = (d.Writing(5, numbered=True), d.Writing(3), d.Writing(1), d.Writing(2, "Als ik"))
    assert fitted(asked, d.Room.TIGHTEST) == (asked[0], d.Writing(1), d.Writing(1), d.Writing(1, "Als ik"))
    assert fitted(asked, d.Room.NORMAL) == asked


def test_word_is_14_points_too() -> None:
    word = WordFrom(BytesIO(to_docx(worksheet(outline()))))
    used = {paragraph.style.name for paragraph in word.paragraphs if paragraph.text.strip() and paragraph.style}
    sizes = {name: word.styles[name].font.size.pt for name in used}
    small = {name for name, size in sizes.items() if size < 14}
    assert small <= {"Subtitle", "Armoede voet", "Armoede wit"}
    assert word.core_properties.language == "nl-NL" and word.core_properties.title == "De wachtkamer"


@pytest.mark.parametrize(("kind", "n"), EVERY)
def test_every_kind_can_be_read_aloud_without_tables(kind: str, n: int) -> None:
    question = prompt(kind, n)
    base = outline(Mode.SOLO)
    step = base.steps[0].model_copy(update={"prompts": (question,)})
    made = Outline(exercise=base.exercise.model_copy(update={"steps": (step,)}), mode=Mode.SOLO, variant=Variant.NORMAL)
    blocks = aloud(made).blocks
    inside = [part for block in blocks if isinstance(block, d.Together) for part in block.blocks]
    assert not any(isinstance(block, d.Table | d.Ratings | d.Scale | d.Choices | d.Boxes) for block in inside)
    text = to_html(aloud(made))
    for field in question.form(()).fields:
        for option in getattr(field, "options", ()):
            assert to_html(d.Document("", (d.Paragraph(option.rstrip(".")),))).split("<p>")[1].split("</p>")[0] in text


def test_every_field_can_be_read_aloud() -> None:
    assert {field.__name__ for field in reading._SAID} == {field.__name__ for field in form.Field.__subclasses__()}


@pytest.mark.parametrize("mode", [Mode.SOLO, Mode.TEAM])
def test_a_version_to_read_aloud(mode: Mode) -> None:
    golden(f"voorlezen-{mode}", to_markdown(aloud(outline(mode, contact="Samira, maatschappelijk werk"))))


def test_an_invitation_that_people_can_read() -> None:
    from armoede_toolbox.reporting.invitation import Meeting, invitation

    golden("uitnodiging", to_markdown(invitation(outline(Mode.TEAM), Meeting("wijkteam Noord", place="Buurthuis"))))
