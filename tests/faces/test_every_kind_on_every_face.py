"""Every kind of question on every face: what a person means is what is kept.

A new kind is tested as soon as it is in the table and has a sample in ``tests/prompts/samples.py``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from armoede_toolbox import form as f
from armoede_toolbox.entry import JournalEntry, Question, State
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.form import Form, FormError
from armoede_toolbox.prompts import KINDS, Prompt
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting import markdown
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.worksheet import worksheet
from armoede_toolbox.session import Session, Setup, to_entry
from armoede_toolbox.terminal.asks import Walk
from armoede_toolbox.text import clean
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows.answering import answer, read_answers
from tests.faces.typist import DATES, WINDOWS, answers, typed_in
from tests.faces.values import CAREFUL, OPTIONS
from tests.prompts import strategies as some
from tests.prompts.samples import LABELS, SAMPLES, prompt
from tests.prompts.test_every_kind import as_text
from tests.terminal.test_plain import piped

PEOPLE = 40
EARLIER = "eerder"
START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
tries = settings(
    max_examples=int(os.environ.get("FACE_TRIES", "3")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
"""Few, since every kind meets every face; ``FACE_TRIES=100`` digs deeper."""

# A kind without a sample is here too, and fails.
EVERY = [(kind, n) for kind in KINDS for n in range(max(1, len(SAMPLES.get(kind, ()))))]
every_kind = pytest.mark.parametrize(("kind", "n"), EVERY, ids=[f"{kind}-{n}" for kind, n in EVERY])
COUNTED = [(kind, n) for kind, n in EVERY if KINDS[kind].counts]
every_counted_kind = pytest.mark.parametrize(("kind", "n"), COUNTED, ids=[f"{kind}-{n}" for kind, n in COUNTED])
careful = pytest.mark.parametrize(
    ("kind", "changes", "value"), [(kind, *case) for kind, cases in CAREFUL.items() for case in cases]
)
every_window = pytest.mark.parametrize("face", WINDOWS)


# --- what people mean -----------------------------------------------------------------------------------------------


def now(asked: Prompt, labels: Sequence[str] = LABELS) -> tuple[str, ...]:
    """The options as they stand, where they come from an earlier answer."""
    return tuple(labels) if asked.refers_to() else ()


def meant(data: st.DataObject, asked: Prompt, options: tuple[str, ...]) -> Any:
    """A value that a person can have in mind."""
    form = asked.form(options)
    filled = data.draw(some.fillings(form))
    try:
        return asked.read({field.name: _typeable(field, filled[field.name]) for field in form}, options)
    except FormError:
        assume(False)
        raise


def _typeable(field: f.Field, given: Any) -> Any:
    """What a pipe and a list can take: an empty line ends a text, and there is one option for a text of one's own."""
    if isinstance(field, f.Text):
        return re.sub(r"\n\s*\n", "\n", clean(given))
    if isinstance(field, f.SomeOf):
        own = [item for item in given if item not in field.options]
        return [item for item in given if item in field.options or item == own[0]]
    return given


def counted(data: st.DataObject, asked: Prompt, options: tuple[str, ...]) -> Any:
    """A count of the room."""
    form = asked.totals_form(options)
    assert form is not None
    try:
        return asked.read_totals(data.draw(some.fillings(form)), options, PEOPLE)
    except FormError:
        assume(False)
        raise


# --- windows --------------------------------------------------------------------------------------------------------


def given_on(face: str, asked: Prompt, value: Any, options: tuple[str, ...] = ()) -> Any:
    filled = typed_in(face, asked.form(options), asked.fill(value, options))
    return asked.read(filled, options)


@every_kind
@every_window
@tries
@given(data=st.data())
def test_a_window_takes_what_people_mean(face: str, kind: str, n: int, data: st.DataObject) -> None:
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    options = now(asked, labels)
    value = meant(data, asked, options)
    assert given_on(face, asked, value, options) == value


@careful
@every_window
def test_a_window_takes_what_needs_care(face: str, kind: str, changes: dict[str, Any], value: Any) -> None:
    assert given_on(face, prompt(kind, **changes), value) == value


@every_counted_kind
@every_window
@tries
@given(data=st.data())
def test_a_window_takes_a_count(face: str, kind: str, n: int, data: st.DataObject) -> None:
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    options = now(asked, labels)
    totals = counted(data, asked, options)
    form = asked.totals_form(options) or Form(())
    filled = typed_in(face, form, asked.fill_totals(totals, options))
    assert asked.read_totals(filled, options, PEOPLE) == totals


@every_kind
@tries
@given(data=st.data())
def test_an_earlier_answer_is_whole_wherever_somebody_stops(kind: str, n: int, data: st.DataObject) -> None:
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    options = now(asked, labels)
    stays_whole(asked, meant(data, asked, options), options)


@careful
def test_an_earlier_answer_that_needs_care_is_whole_too(kind: str, changes: dict[str, Any], value: Any) -> None:
    stays_whole(prompt(kind, **changes), value)


def stays_whole(asked: Prompt, value: Any, options: tuple[str, ...] = ()) -> None:
    """After each ask of a form that proposes this value, all of it is still there."""
    form, before = asked.form(options), asked.fill(value, options)
    walk = Walk(form, before, DATES)
    for _, answered in answers(form, before):
        assert asked.read(walk.partial(), options) == value
        walk.answer(answered)
    assert asked.read(walk.partial(), options) == value


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_can_be_typed_in_words(option: str) -> None:
    for kind, value in (("keuze", option), ("meerkeuze", [option])):
        asked = prompt(kind, opties=OPTIONS)
        with piped(f"{option}\n") as (window, _):
            assert asked.read(window.fill(asked.form()), ()) == value


# --- the answers file -----------------------------------------------------------------------------------------------


def exercise(asked: Prompt, who: str) -> Exercise:
    """An exercise of this one question, and of the one whose answer it needs."""
    earlier = [{"id": EARLIER, "soort": "lijst", "tekst": "Wat zie je?"}] if asked.refers_to() else []
    question = {**asked.to_file(), "wie": who}
    return Exercise.from_file(
        {
            "formaat": 1,
            "id": "een-vraag",
            "nummer": "LB3-91",
            "titel": "Eén vraag",
            "doel": "Je beantwoordt een vraag.",
            "achtergrond": "Dit is een proef.",
            "leerbehoefte": "inwoners",
            "themas": ["taal"],
            "vormen": ["individueel", "team"],
            "deelnemers": {"min": 4, "max": PEOPLE},
            "zwaarte": "licht",
            "methode": "proef",
            "stappen": [{"titel": "De vraag", "minuten": 5, "vragen": [*earlier, question]}],
        }
    )


def question_of(
    folder: Path, asked: Prompt, given: Any, mode: Mode, labels: Sequence[str] = LABELS
) -> tuple[Question, JournalEntry]:
    """What stands in the entry after this answer in an answers file."""
    solo = mode is Mode.SOLO
    earlier = {EARLIER: list(labels)} if asked.refers_to() else {}
    written = earlier | ({asked.id: given} if asked.stores else {})
    path = folder / "antwoorden.yaml"
    path.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), encoding="utf-8")
    setup = Setup(
        session="2026-11-24-1200-k7f3",
        exercise=exercise(asked, "samen" if solo else "ieder"),
        variant=Variant.NORMAL,
        mode=mode,
        started=START,
        toolbox="0",
        root="/nergens",
        team=None if solo else "Noord",
        participants=1 if solo else PEOPLE,
    )
    session = Session(setup, last_time=START)
    answer(session, read_answers(path), path, START.date())
    entry = to_entry(session)
    return entry.steps[0].questions[-1], entry


def on_file(value: Any) -> Any:
    """A value as people write it: Dutch numbers, and one slash more where a text begins with one."""
    if isinstance(value, dict):
        return {name: on_file(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [on_file(inner) for inner in value]
    if isinstance(value, str):
        return f"/{value}" if value.startswith("/") else value
    return as_text(value) if isinstance(value, float) else value


def kept(question: Question, entry: JournalEntry) -> list[Any]:
    """The values of a question; agreements stand on their own, without whose they are."""
    if question.kind != "afspraak":
        return [contribution.value for contribution in question.contributions]
    parts = ("wat", "wie", "klaar_op", "terugkijken_op", "inwoner_merkt")
    facts = [(a.what, a.who, a.ready_on, a.look_back_on, a.resident_notices) for a in entry.agreements]
    return [
        {
            name: fact.isoformat() if isinstance(fact, date) else fact
            for name, fact in zip(parts, row, strict=True)
            if fact
        }
        for row in facts
    ]


def expected(asked: Prompt, values: list[Any]) -> list[Any]:
    if not asked.stores:
        return []
    return [item for value in values for item in value] if asked.kind == "afspraak" else values


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("antwoorden")


@every_kind
@tries
@given(data=st.data())
def test_an_answers_file_keeps_what_people_mean(folder: Path, kind: str, n: int, data: st.DataObject) -> None:
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    values = [meant(data, asked, now(asked, labels)) for _ in range(4)]
    alone = question_of(folder, asked, on_file(values[0]), Mode.SOLO, labels)
    assert kept(*alone) == expected(asked, values[:1])

    wrapped = [{"waarde": on_file(value), "perspectief": "beleid"} for value in values]
    for each in ([on_file(value) for value in values], wrapped):
        together = question_of(folder, asked, each, Mode.TEAM, labels)
        assert kept(*together) == expected(asked, values)


@careful
def test_an_answers_file_keeps_what_needs_care(folder: Path, kind: str, changes: dict[str, Any], value: Any) -> None:
    asked = prompt(kind, **changes)
    assert kept(*question_of(folder, asked, on_file(value), Mode.SOLO)) == expected(asked, [value])
    assert kept(*question_of(folder, asked, [on_file(value) for _ in range(4)], Mode.TEAM)) == expected(
        asked, [value] * 4
    )


@every_counted_kind
@tries
@given(data=st.data())
def test_an_answers_file_keeps_a_count(folder: Path, kind: str, n: int, data: st.DataObject) -> None:
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    totals = counted(data, asked, now(asked, labels))
    question, _ = question_of(folder, asked, {"tellen": totals}, Mode.TEAM, labels)
    assert (question.state, question.totals) == (State.COUNTED, totals)


# --- paper ----------------------------------------------------------------------------------------------------------


PEN = (d.Writing, d.Choices, d.Scale, d.Ratings, d.Boxes)


def offered(fields: Sequence[f.Field]) -> Iterator[str]:
    """All that people can choose from, or that says where to write."""
    for field in fields:
        match field:
            case f.OneOf() | f.SomeOf():
                yield from (*field.options, *filter(None, [field.other]))
            case f.Order() | f.Points():
                yield from field.options
            case f.Boxes():
                yield from field.boxes
            case f.Grid():
                yield from (*field.rows, *field.labels.values())
            case f.Number():
                yield from (*field.labels.values(), field.unit)
            case f.Group():
                yield from offered(field.fields)
            case f.Text():
                yield field.start


def is_room(block: d.Block) -> bool:
    return isinstance(block, PEN) or (isinstance(block, d.Table) and block.to_fill)


def room_to_write(paper: d.Document, question: str) -> bool:
    """Whether there is room below this question, on the sheet or on a slip."""
    groups = [block.blocks for block in paper.blocks if isinstance(block, d.Together)]
    groups += [block.slip for block in paper.blocks if isinstance(block, d.Slips)]
    return any(any(map(is_room, group)) for group in groups if d.Paragraph(question, d.Tone.QUESTION) in group)


def check_paper(asked: Prompt, who: str, mode: Mode) -> None:
    paper = worksheet(Outline(exercise=exercise(asked, who), mode=mode, variant=Variant.NORMAL))
    assert room_to_write(paper, asked.text) is asked.stores
    for words in filter(None, (asked.text, *offered(asked.form(()).fields))):
        assert escape(words) in to_html(paper)
        assert markdown.line(words) in to_markdown(paper) or markdown.cell(words) in to_markdown(paper)


@every_kind
@pytest.mark.parametrize(("who", "mode"), [("samen", Mode.SOLO), ("ieder", Mode.TEAM)])
def test_paper_has_the_question_its_options_and_room_to_write(kind: str, n: int, who: str, mode: Mode) -> None:
    check_paper(prompt(kind, n), who, mode)


@careful
@pytest.mark.parametrize(("who", "mode"), [("samen", Mode.SOLO), ("ieder", Mode.TEAM)])
def test_paper_has_options_that_need_care(kind: str, changes: dict[str, Any], value: Any, who: str, mode: Mode) -> None:
    check_paper(prompt(kind, **changes), who, mode)
