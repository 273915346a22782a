"""What every kind promises. A new kind is tested as soon as it is in the table and has a sample."""

from __future__ import annotations

import contextlib
import json as jsonlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from armoede_toolbox.form import FormError
from armoede_toolbox.prompts import KINDS, Prompt, PromptWithOptions, totals_from_markdown, totals_to_markdown
from armoede_toolbox.prompts.definition import packed, unpacked
from armoede_toolbox.text import clean_line
from tests.prompts import strategies as some
from tests.prompts.samples import EVERY, LABELS, SAMPLES, prompt

PEOPLE = 12
every_kind = pytest.mark.parametrize(("kind", "n"), EVERY, ids=[f"{kind}-{n}" for kind, n in EVERY])
COUNTED = [(kind, n) for kind, n in EVERY if KINDS[kind].counts]
every_counted_kind = pytest.mark.parametrize(("kind", "n"), COUNTED, ids=[f"{kind}-{n}" for kind, n in COUNTED])


def any_prompt(data: st.DataObject, kind: str, n: int) -> tuple[Prompt, tuple[str, ...]]:
    """A prompt with any text for its labels, and its options as they stand."""
    labels = data.draw(some.labels)
    asked = prompt(kind, n, labels)
    return asked, tuple(labels) if isinstance(asked, PromptWithOptions) and asked.listed is None else ()


def any_value(data: st.DataObject, kind: str, n: int) -> tuple[Prompt, tuple[str, ...], Any]:
    """A value that the kind reads from what a face can give."""
    asked, options = any_prompt(data, kind, n)
    filled = data.draw(some.fillings(asked.form(options)))
    try:
        return asked, options, asked.read(filled, options)
    except FormError:
        assume(False)
        raise


def as_text(value: Any) -> Any:
    """Every scalar as text, as an answers file has it; a decimal comma, since ``1.500`` is fifteen hundred."""
    if isinstance(value, dict):
        return {name: as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, float):
        return format(Decimal(str(value)), "f").replace(".", ",")
    return value if value is None else str(value)


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(KINDS)


@every_kind
def test_the_file_reads_back(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    assert KINDS[kind].from_file(jsonlib.loads(jsonlib.dumps(asked.to_file()))) == asked


@every_kind
@some.tries
@given(data=st.data())
def test_markdown_reads_back_and_never_becomes_structure(kind: str, n: int, data: st.DataObject) -> None:
    asked, _, value = any_value(data, kind, n)
    markdown = asked.to_markdown(value)
    assert KINDS[kind].from_markdown(markdown) == value
    for line in markdown.split("\n"):
        assert "<" not in line.replace("\\<", "")
        assert line == line.rstrip(), "a trailing blank is lost when an editor saves the file"
        assert not line.lstrip().startswith(("#", ">", "|", "```", "---", "- [", "- #", "- >"))


@every_kind
@some.tries
@given(data=st.data())
def test_a_value_fills_the_form_that_reads_it(kind: str, n: int, data: st.DataObject) -> None:
    asked, options, value = any_value(data, kind, n)
    assert asked.read(asked.fill(value, options), options) == value
    assert asked.read(asked.fill(as_text(value), options), options) == value


@every_kind
@some.tries
@given(data=st.data())
def test_values_are_plain_data_that_summarises(kind: str, n: int, data: st.DataObject) -> None:
    asked, options, value = any_value(data, kind, n)
    assert jsonlib.loads(jsonlib.dumps(value)) == value
    assert all(piece and piece == clean_line(piece) for piece in asked.options_of(value))

    for values in ([], [value], [value, value]):
        summary = asked.summarise(values, options)
        assert summary.title
        assert all(label and amount == amount for label, amount in summary.rows)


@every_kind
@some.tries
@given(data=st.data(), given_data=some.json)
def test_strange_data_gives_a_sentence(kind: str, n: int, data: st.DataObject, given_data: Any) -> None:
    asked, options = any_prompt(data, kind, n)
    names = [field.name for field in asked.form(options)]
    filled = data.draw(st.one_of(st.just(given_data), st.fixed_dictionaries(dict.fromkeys(names, some.json))))
    for attempt in (
        lambda: asked.read(filled, options),
        lambda: asked.read(asked.fill(given_data, options), options),
        lambda: asked.read_totals(filled, options, PEOPLE),
        lambda: asked.read_totals(asked.fill_totals(given_data, options), options, PEOPLE),
    ):
        try:
            attempt()
        except FormError as error:
            assert all(sentence.endswith((".", "?")) for _, sentence in error.faults)


@every_kind
@some.tries
@given(data=st.data())
def test_strange_markdown_gives_a_value_error(kind: str, n: int, data: st.DataObject) -> None:
    asked, _, value = any_value(data, kind, n)
    lines = asked.to_markdown(value).split("\n")
    lines.insert(data.draw(st.integers(0, len(lines))), data.draw(some.words))
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    for text in ("\n".join(lines), data.draw(some.words)):
        try:
            again = KINDS[kind].from_markdown(text)
        except ValueError:
            continue
        assert KINDS[kind].from_markdown(KINDS[kind].to_markdown(again)) == again


@every_kind
def test_faces_get_unique_names(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    names = [field.name for field in asked.form(LABELS)]
    assert len(set(names)) == len(names)
    assert bool(names) == asked.stores


@every_kind
def test_counting_is_all_or_nothing(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    assert (asked.totals_form(LABELS) is not None) == asked.counts
    if not asked.counts:
        with pytest.raises(FormError):
            asked.read_totals({}, LABELS, PEOPLE)
        with pytest.raises(FormError):
            asked.fill_totals({}, LABELS)


@every_counted_kind
@some.tries
@given(data=st.data())
def test_a_count_reads_back(kind: str, n: int, data: st.DataObject) -> None:
    asked, options = any_prompt(data, kind, n)
    asked_totals = asked.totals_form(options)
    assert asked_totals is not None
    try:
        totals = asked.read_totals(data.draw(some.fillings(asked_totals)), options, PEOPLE)
    except FormError:
        assume(False)
    assert totals_from_markdown(totals_to_markdown(totals)) == totals
    for given_totals in (totals, as_text(totals)):
        assert asked.read_totals(asked.fill_totals(given_totals, options), options, PEOPLE) == totals
    assert 0 < asked.people_in(totals) <= PEOPLE
    assert asked.summarise_totals(totals, options).rows


@every_counted_kind
def test_nobody_is_counted_twice(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    field = next(iter(asked.totals_form(LABELS) or ()))
    for count, fits in (("7", True), ("8", True), ("800", False)):
        filled = {field.name: {field.options[0]: count}}
        try:
            asked.read_totals(filled, LABELS, 8)
            read = True
        except FormError as error:
            read = False
            assert [name for name, _ in error.faults] == [field.name]
        assert read is fits


@every_counted_kind
def test_an_empty_count_is_no_answer(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    with pytest.raises(FormError, match="nog niets geteld"):
        asked.read_totals({field.name: {} for field in asked.totals_form(LABELS) or ()}, LABELS, 8)


@some.tries
@given(text=some.words)
def test_strange_counts_give_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        totals_from_markdown(text)


@every_kind
@some.tries
@given(data=st.data())
def test_a_definition_that_was_kept_needs_no_second_check(kind: str, n: int, data: st.DataObject) -> None:
    asked, _ = any_prompt(data, kind, n)
    kept = unpacked(jsonlib.loads(jsonlib.dumps(packed(asked))))
    assert (type(kept), kept, kept.given, kept.to_file()) == (type(asked), asked, asked.given, asked.to_file())


@every_kind
def test_a_definition_stays_as_it_was_checked(kind: str, n: int) -> None:
    asked = prompt(kind, n)
    with pytest.raises(AttributeError):
        asked.text = "iets anders"  # type: ignore[misc]
    changed = asked.model_copy(update={"text": "iets anders"})
    assert (changed.text, changed.to_file()["tekst"]) == ("iets anders", "iets anders")
    assert changed != asked == prompt(kind, n)
