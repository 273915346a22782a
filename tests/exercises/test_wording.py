"""Answers, minutes and references in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.exercises.wording import (
    answer_refs,
    citations,
    fill_in,
    only_refers,
    unknown_braces,
    word_count,
)


def test_references_are_found_once_and_in_order() -> None:
    assert answer_refs("{antwoord:b} en {antwoord:a-1}, {antwoord:b} {minuten}") == ["b", "a-1"]
    assert citations("Zo is het. [F15] En zo. [W5, CPB25] [F15] [naam]") == ["F15", "W5", "CPB25"]


@pytest.mark.parametrize("braced", ["{antwoord: a}", "{antwoord:A}", "{Minuten}", "{}", "{naam}"])
def test_other_braces_are_unknown(braced: str) -> None:
    assert unknown_braces(f"Een {braced} twee {{minuten}} {{antwoord:a}}") == [braced]


@pytest.mark.parametrize(
    ("text", "answers", "filled"),
    [
        ("Jullie kozen {antwoord:a}.", {"a": ["de brief"]}, "Jullie kozen de brief."),
        ("Jullie kozen {antwoord:a}.", {"a": ["x", "y", "z"]}, "Jullie kozen x, y en z."),
        ("Jullie kozen {antwoord:a}. Wat nu?", {}, "Wat nu?"),
        ("Jullie kozen {antwoord:a}. Wat nu?", {"a": []}, "Wat nu?"),
        ("Wat nu? Bij {antwoord:a}!", {}, "Wat nu?"),
        ("Eerst dit. Dan “{antwoord:a}.” Dan dat.", {}, "Eerst dit. Dan dat."),
        ("Bijv. de brief {antwoord:a} hier. Klaar.", {}, "Klaar."),
        ("Over {antwoord:a} en {antwoord:b}. Ja.", {"a": ["x"]}, "Ja."),
        ("Welke stap vraagt {antwoord:a}?", {"a": ["Geld voor een bril."]}, "Welke stap vraagt Geld voor een bril?"),
        ("Bij {antwoord:a}.", {"a": ["een\ntwee"]}, "Bij een twee."),
        ("Een.\nBij {antwoord:a}.\nDrie.", {}, "Een.\n\nDrie."),
        ("Bij {antwoord:a}.", {"a": ["{antwoord:b} {minuten}"], "b": ["x"]}, "Bij {antwoord:b} {minuten}."),
        ("Je hebt {minuten} minuten.", {}, "Je hebt 3 minuten."),
    ],
)
def test_answers_are_filled_in(text: str, answers: dict[str, list[str]], filled: str) -> None:
    assert fill_in(text, answers, 3) == filled


def test_one_minute_is_singular() -> None:
    assert fill_in("Nog {minuten} minuten, dus {minuten}.", {}, 1) == "Nog 1 minuut, dus 1."


def test_a_text_that_may_disappear_is_seen() -> None:
    assert only_refers("Waarom {antwoord:a}?")
    assert not only_refers("Waarom {antwoord:a}? Vertel.")
    assert not only_refers("Waarom?")


def test_references_do_not_count_as_words() -> None:
    assert word_count("Een brief valt. [F15] [W5]") == 3


@given(st.text("abc .!?\n“”{}", max_size=60))
def test_a_text_without_references_stays_as_it_is(text: str) -> None:
    assert fill_in(text, {}).split() == text.split()
