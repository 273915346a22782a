"""The grammar holds for any text, any note at any line, and any damage to one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from armoede_toolbox.entry import JournalEntry, Question, front_matter, parse, render, to_json
from armoede_toolbox.entry.front import FENCE
from armoede_toolbox.entry.lines import QUESTION, read_mark
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.prompts import KINDS, totals_from_markdown
from armoede_toolbox.text import clean
from tests.entry.strategies import SEEDS, STORED, answered, entries, note_lines, texts

relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


def quiet(entry: JournalEntry) -> JournalEntry:
    """Without warnings: a note may deserve one."""
    return replace(entry, warnings=())


def bare(entry: JournalEntry) -> JournalEntry:
    """Without notes and warnings."""
    steps = tuple(
        replace(step, notes=(), questions=tuple(replace(question, notes=()) for question in step.questions))
        for step in entry.steps
    )
    agreements = tuple(replace(agreement, notes=()) for agreement in entry.agreements)
    signals = tuple(replace(signal, notes=()) for signal in entry.signals)
    look_backs = tuple(replace(looked, notes=()) for looked in entry.look_backs)
    without = replace(entry, notes=(), warnings=(), steps=steps, agreements=agreements)
    return replace(without, signals=signals, look_backs=look_backs)


def questions_of(entry: JournalEntry) -> Iterator[Question]:
    return (question for step in entry.steps for question in step.questions)


def notes_of(entry: JournalEntry) -> Iterator[str]:
    yield from entry.notes
    for parts in (entry.agreements, entry.signals, entry.look_backs, entry.steps, questions_of(entry)):
        for part in parts:
            yield from part.notes


def body_start(lines: list[str]) -> int:
    return lines.index(FENCE, 1) + 1


# --- there and back -------------------------------------------------------------------------------------------------


@relaxed
@given(entries())
def test_an_entry_reads_back_equal(entry: JournalEntry) -> None:
    text = render(entry)
    assert quiet(parse(text, "x.md")) == entry
    assert quiet(parse(text.encode(), "x.md")) == entry
    assert front_matter(text) == entry.head
    assert text == clean(text) + "\n"


@pytest.mark.parametrize(("kind", "n"), STORED)
def test_every_kind_reads_back_equal(kind: str, n: int) -> None:
    @settings(relaxed, max_examples=15)
    @given(entries(answered(kind, n), least=1))
    def check(entry: JournalEntry) -> None:
        assert bare(parse(render(entry), "x.md")) == bare(entry)
        assert parse(render(bare(entry)), "x.md").warnings == ()

    check()


@relaxed
@given(entries())
def test_people_s_text_never_becomes_structure(entry: JournalEntry) -> None:
    entry = bare(entry)
    tokens = MarkdownIt().parse(render(entry).split(f"\n{FENCE}\n", 1)[1])
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    steps = [("h2", len(step.questions)) for step in entry.steps]
    sections = bool(entry.agreements) + bool(entry.signals) + bool(entry.look_backs)
    expected = ["h1", *["h2"] * sections, *(tag for h2, n in steps for tag in (h2, *["h3"] * n))]
    assert headings == expected
    html = [t.content for token in tokens for t in (token, *(token.children or ())) if t.type.startswith("html")]
    assert all(piece.startswith("<!-- at:") or piece == "<br>" for piece in html)


@relaxed
@given(entries(), st.data())
def test_endings_bom_blanks_and_nfd_make_no_difference(entry: JournalEntry, data: st.DataObject) -> None:
    expected = parse(render(entry), "x.md")
    text = render(entry)
    if data.draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    # A lone CR before an empty line that ends in LF would be one line break, so it is not mixed with others.
    tails = data.draw(st.sampled_from([("\r",), ("\n", "\r\n", "  \n", "\t\r\n", "\u00a0\n")]))
    chance = data.draw(st.randoms(use_true_random=False))
    text = "".join(line + chance.choice(tails) for line in text.split("\n"))
    text = data.draw(st.sampled_from(["", "\ufeff"])) + text
    assert parse(text, "x.md") == expected
    assert parse(text.encode(), "x.md") == expected
    assert parse(text.encode("utf-16"), "x.md") == expected


# --- notes ----------------------------------------------------------------------------------------------------------


@relaxed
@given(entries(least=1), st.lists(note_lines, min_size=1, max_size=3), st.data())
def test_a_note_anywhere_changes_nothing_and_is_found_back(
    entry: JournalEntry, note: list[str], data: st.DataObject
) -> None:
    lines = render(entry).split("\n")
    place = data.draw(st.integers(body_start(lines), len(lines)))
    found = parse("\n".join([*lines[:place], *note, *lines[place:]]), "x.md")
    assert bare(found) == bare(entry)
    kept = [line for text in notes_of(found) for line in text.split("\n")]
    for line in [*note, *(line for text in notes_of(entry) for line in text.split("\n"))]:
        assert line in kept
        kept.remove(line)
    assert kept == []


@relaxed
@given(entries(), note_lines)
def test_text_above_the_front_matter_is_a_note(entry: JournalEntry, note: str) -> None:
    found = parse(f"{note}\n{render(entry)}", "x.md")
    assert bare(found) == bare(entry)
    assert any(note in text.split("\n") for text in found.notes)


# --- damage ---------------------------------------------------------------------------------------------------------


def owner(lines: list[str], place: int) -> str | None:
    """The question that a line belongs to."""
    marks = (read_mark(line) for line in reversed(lines[: place + 1]))
    for mark in marks:
        if mark is not None and mark.word in (QUESTION, "stap"):
            return mark.args[0] if mark.word == QUESTION else None
    return None


def damaged(line: str, data: st.DataObject) -> list[str]:
    cuts = sorted(data.draw(st.tuples(st.integers(0, len(line)), st.integers(0, len(line)))))
    return data.draw(
        st.sampled_from(
            [
                [],
                [line[: cuts[0]] + line[cuts[1] :]],
                [line[: cuts[0]] + data.draw(texts) + line[cuts[1] :]],
                [data.draw(st.sampled_from(SEEDS))],
                [line, line],
                [line.upper()],
                [line.replace(" ", "  ")],
            ]
        )
    )


def held(question: Question) -> tuple[Any, ...]:
    return (question.contributions, question.totals, question.state)


@relaxed
@given(entries(least=2), st.data())
def test_one_damaged_line_never_changes_another_question(entry: JournalEntry, data: st.DataObject) -> None:
    lines = render(entry).split("\n")
    place = data.draw(st.integers(body_start(lines), len(lines) - 1))
    changed = damaged(lines[place], data)
    found = parse("\n".join([*lines[:place], *changed, *lines[place + 1 :]]), "x.md")
    assert found.head == entry.head
    touched = owner(lines, place)
    if touched is not None:
        assert bare(found).agreements[: len(entry.agreements)] == bare(entry).agreements
        assert bare(found).signals[: len(entry.signals)] == bare(entry).signals
        assert bare(found).look_backs[: len(entry.look_backs)] == bare(entry).look_backs
    for question in questions_of(entry):
        if question.id != touched:
            assert held(question) in [held(other) for other in questions_of(found) if other.id == question.id]


@relaxed
@given(entries(), st.data())
def test_damage_in_the_front_matter_is_an_error_or_changes_no_answer(entry: JournalEntry, data: st.DataObject) -> None:
    lines = render(entry).split("\n")
    place = data.draw(st.integers(0, body_start(lines) - 1))
    text = "\n".join([*lines[:place], *damaged(lines[place], data), *lines[place + 1 :]])
    try:
        found = parse(text, "x.md")
    except ToolboxError as error:
        assert all(problem.where.startswith("x.md, regel ") for problem in error.problems)
    else:
        assert [held(question) for question in questions_of(found)] == [held(q) for q in questions_of(entry)]


@relaxed
@given(st.binary() | texts.map(str.encode))
def test_any_bytes_give_an_entry_or_an_error(data: bytes) -> None:
    for door in (parse, front_matter):
        try:
            door(data, "x.md")
        except ToolboxError as error:
            assert error.problems[0].where


@relaxed
@given(entries(), st.data())
def test_any_splice_of_bytes_gives_an_entry_or_an_error(entry: JournalEntry, data: st.DataObject) -> None:
    whole = render(entry).encode()
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    try:
        found = parse(whole[:start] + data.draw(st.binary(max_size=9)) + whole[end:], "x.md")
    except ToolboxError:
        return
    to_json(found)
    render(found)


@relaxed
@given(st.sampled_from(sorted(KINDS)), texts)
def test_a_kind_refuses_what_it_cannot_read(kind: str, text: str) -> None:
    if not KINDS[kind].stores:
        return
    for read in (KINDS[kind].from_markdown, totals_from_markdown):
        try:
            read(text)
        except ValueError as fault:
            assert str(fault)
