"""The worksheet and the run sheet: every exercise, every kind of question, and two that people can read."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox import form
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting import fields
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.runsheet import runsheet
from armoede_toolbox.reporting.worksheet import Place, manner, slips, worksheet
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Collecting, Mode, Variant, Who
from tests.prompts.samples import EVERY, prompt
from tests.reporting.samples import exercise, outline

GOLDENS = Path(__file__).parent / "goldens"
LIBRARY = Library.load()
CASES = [
    pytest.param(one, mode, variant, id=f"{one.number}-{mode}-{variant}")
    for one in LIBRARY.exercises
    for mode in one.modes
    for variant in one.variants_in(mode)
]
FACILITATOR = ("zeg", "doe", "zinnen", "als_het_stokt", "als_het_klaagt", "als_het_raakt", "voorbereiding", "let_op")


def of(one: Exercise, mode: Mode, variant: Variant, **more: Any) -> Outline:
    facts = tuple(LIBRARY.shared.facts[code] for code in one.facts)
    return Outline(exercise=one, mode=mode, variant=variant, facts=facts, **more)


def texts(data: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """Every text at these keys of a file, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value) if key in keys else texts(value, keys)
    elif isinstance(data, list):
        for item in data:
            yield from texts(item, keys)


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for item in data if isinstance(data, list) else data.values():
            yield from strings(item)


def asked(one: Outline) -> list[tuple[Any, Prompt]]:
    return [(step, question) for step in one.steps for question in one.prompts(step)]


@pytest.mark.parametrize(("one", "mode", "variant"), CASES)
def test_every_exercise_makes_both_papers(one: Exercise, mode: Mode, variant: Variant) -> None:
    made = of(one, mode, variant)
    for document in (worksheet(made), runsheet(made)):
        for text in (to_markdown(document), to_html(document)):
            assert one.title in text.replace("&#x27;", "'")
            assert "{antwoord" not in text and "{minuten}" not in text
    steps = [step.title for step in made.steps]
    headings = [block.text for block in runsheet(made).blocks if isinstance(block, d.Heading)]
    assert [title for title in headings if title in steps] == steps


@pytest.mark.parametrize(("one", "mode", "variant"), CASES)
def test_the_room_never_holds_the_words_of_the_facilitator(one: Exercise, mode: Mode, variant: Variant) -> None:
    paper = " ".join(to_markdown(worksheet(of(one, mode, variant))).split())
    seen = {" ".join(text.split()) for text in texts(one.to_file(), ("uitleg", "tekst", "hulp", "titel", "doel"))}
    for text in texts(one.to_file(), FACILITATOR):
        words = " ".join(text.split())
        assert words in seen or words not in paper
    answers = [question.after({}) for _, question in asked(of(one, mode, variant))]
    assert not [answer for answer in answers if answer and answer in paper]


@pytest.mark.parametrize(("one", "mode", "variant"), CASES)
def test_the_plan_fills_the_time_in_the_agenda(one: Exercise, mode: Mode, variant: Variant) -> None:
    needed = agenda_minutes(one.lasts(variant, mode))
    for spare in (None, 0, 7):
        made = of(one, mode, variant, minutes=None if spare is None else needed + spare)
        slots = made.slots()
        assert sum(slot.minutes for slot in slots) == made.total == needed + (spare or 0)
        assert [slot.end for slot in slots] == [*(slot.start for slot in slots[1:]), made.end]
        assert (slots[0].start, made.end) == ("0:00", f"{made.total // 60}:{made.total % 60:02}")


@pytest.mark.parametrize("begin", [time(13, 30), time(23, 50), time(0, 0)])
@pytest.mark.parametrize(("one", "mode", "variant"), CASES)
def test_the_plan_ends_at_the_right_time_of_the_day(one: Exercise, mode: Mode, variant: Variant, begin: time) -> None:
    made = of(one, mode, variant, begin=begin)
    start = datetime.combine(date(2026, 11, 24), begin)
    table = next(block for block in _flat(runsheet(made).blocks) if isinstance(block, d.Table))
    ticks = itertools.accumulate((int(row[2]) for row in table.rows[:-1]), initial=0)
    assert [row[0] for row in table.rows] == [f"{start + timedelta(minutes=passed):%H:%M}" for passed in ticks]
    assert table.rows[-1][2] == str(made.total)


def _flat(blocks: Iterable[d.Block]) -> Iterator[d.Block]:
    for block in blocks:
        yield block
        yield from _flat((*block.left, *block.right)) if isinstance(block, d.Beside) else ()


@pytest.mark.parametrize(("one", "mode", "variant"), CASES)
def test_every_question_says_whose_it_is_and_what_to_type(one: Exercise, mode: Mode, variant: Variant) -> None:
    made = of(one, mode, variant)
    for step, question in asked(made):
        assert mode is Mode.SOLO or manner(made, step, question).label
    notes = [block for block in runsheet(made).blocks if isinstance(block, d.Note) and block.voice is d.Voice.ASK]
    assert len(notes) == len(asked(made)) and all(note.under for note in notes)


# --- questions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "n"), EVERY)
def test_every_kind_has_room_to_write(kind: str, n: int) -> None:
    question = prompt(kind, n)
    room = fields.room_for(question)
    assert bool(room) is question.stores
    document = d.Document("x", room)
    assert to_markdown(document) and to_html(document)


def test_every_field_has_room_to_write() -> None:
    # With slots a dataclass is made twice, so classes are compared by name.
    assert {field.__name__ for field in fields._ROOM} == {field.__name__ for field in form.Field.__subclasses__()}


@pytest.mark.parametrize(("kind", "n"), EVERY)
def test_every_way_of_asking_makes_papers(kind: str, n: int) -> None:
    base = exercise()
    ways = itertools.product(Mode, Who, (None, *Collecting), (True, False))
    for mode, who, way, silent in ways:
        question = prompt(kind, n).model_copy(update={"who": who, "collecting": way, "silent": silent})
        step = base.steps[0].model_copy(update={"prompts": (question,)})
        made = Outline(exercise=base.model_copy(update={"steps": (step,)}), mode=mode, variant=Variant.NORMAL)
        for document in (worksheet(made), runsheet(made)):
            assert question.text in to_html(document)
        slip = slips(made)
        assert bool(slip) is (manner(made, step, question).place is Place.SLIP)
        assert not slip or mode is Mode.TEAM


def test_slips_for_everyone_and_only_for_what_is_silent() -> None:
    found = slips(outline())
    assert [slip.copies for slip in found] == [10, 10, 10]
    assert [slip.copies for slip in slips(outline(people=6))] == [6, 6, 6]
    assert all(4 <= slip.per_page <= 8 for slip in found)
    assert slips(outline(Mode.SOLO)) == ()


def test_a_slip_asks_without_the_sentence_that_needs_an_answer() -> None:
    last = slips(outline())[-1].slip
    assert last[0] == d.Paragraph("Welke drempel is het hoogst?", d.Tone.QUESTION)
    assert d.Choices(("Een andere",)) in last


def test_fingers_and_dots_need_no_slip() -> None:
    base = exercise()
    step = base.steps[0].model_copy(update={"explanation": "Steek straks vingers op."})
    made = Outline(exercise=base.model_copy(update={"steps": (step,)}), mode=Mode.TEAM, variant=Variant.NORMAL)
    assert [manner(made, step, question).place for question in step.prompts] == [Place.SLIP, Place.HERE]
    dots = prompt("stippen", wie="ieder", stil=True, ophalen="tellen")
    assert manner(made, base.steps[0], dots).place is Place.HERE


# --- to read --------------------------------------------------------------------------------------------------------


def golden(name: str, text: str) -> None:
    """Compare with what people read. ``GOLDENS=nieuw pytest …`` writes them anew; look at the difference."""
    path = GOLDENS / f"{name}.md"
    if os.environ.get("GOLDENS") == "nieuw":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("mode", [Mode.SOLO, Mode.TEAM])
def test_papers_that_people_can_read(mode: Mode) -> None:
    made = outline(mode, contact="Samira, maatschappelijk werk")
    golden(f"werkblad-{mode}", to_markdown(worksheet(made)))
    golden(f"draaiboek-{mode}", to_markdown(runsheet(made)))
