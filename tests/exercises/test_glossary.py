"""Terms in a text, and the term that somebody means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.exercises.glossary import meant, terms_in
from armoede_toolbox.exercises.shared import Term

NAMES = "afspraak casus dilemma inwoner toeslag precair steunindicator armoede overleg".split()
TERMS = [
    *(Term(term=name, explanation="Uitleg.") for name in NAMES),
    Term(term="langdurige armoede", explanation="Uitleg."),
    Term(term="mensen in armoede", explanation="Uitleg.", rather_not=("armen", "de minima")),
]


def found(text: str) -> list[str]:
    return [term.term for term in terms_in(text, TERMS)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Welke afspraak maken we?", ["afspraak"]),
        ("Onze AFSPRAKEN van vorige keer.", ["afspraak"]),
        ("Drie casussen en twee dilemma’s, of dilemma's.", ["casus", "dilemma"]),
        ("Inwoners met toeslagen, en steunindicatoren.", ["inwoner", "toeslag", "steunindicator"]),
        ("een precaire tijd", ["precair"]),
        ("Langdurige armoede is iets anders dan armoede.", ["langdurige armoede", "armoede"]),
        ("Na het overleg eerst het dilemma.", ["overleg", "dilemma"]),
        ("Overlegtafel, casusbeschrijving, anti-armoede en toeslagenwet.", []),
        ("", []),
    ],
)
def test_terms_are_found_as_whole_words_in_the_order_of_the_text(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_a_term_inside_a_longer_one_is_not_told_apart() -> None:
    assert found("Mensen in armoede.") == ["mensen in armoede"]


def test_each_term_is_told_once() -> None:
    assert found("Casus na casus, casussen genoeg.") == ["casus"]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert set(found(text)) <= {term.term for term in TERMS}
    meant(text, TERMS)


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("casus", ["casus"]),
        (" Casussen ", ["casus"]),
        ("armoede", ["armoede"]),
        ("armen", ["mensen in armoede"]),
        ("steun", ["steunindicator"]),
        ("in armoede", ["mensen in armoede"]),
        ("a", ["afspraak", "casus", "dilemma", "toeslag", "precair", "steunindicator", "armoede"]),
        ("fiets", []),
        ("", []),
    ],
)
def test_a_word_means_a_term(word: str, terms: list[str]) -> None:
    assert [term.term for term in meant(word, TERMS)][: len(terms)] == terms
    assert bool(meant(word, TERMS)) is bool(terms)
