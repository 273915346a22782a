"""What the scan finds of labelled sentences, and what it wrongly finds; ``benchmarks/privacy.py`` shows the table."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.privacy import scan_text
from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.yamltext import load
from tests.privacy.measuring import CORPUS, HELD_OUT, NAME, PATTERNED, measure, read

LEAST = 0.95
"""Recall and precision of every kind with a pattern, on sentences on which it was tuned."""
NAMES = {"titel": 0.95, "letters": 0.95, "voluit": 0.8, "genoemd": 0.9}
"""What the scan reached; it may not become less. A bare first name is not looked for."""
NAMES_APART = {"titel": 0.9, "letters": 0.8, "voluit": 0.8, "genoemd": 0.75}


def test_the_corpus_is_large_and_balanced() -> None:
    sentences = read(CORPUS) + read(HELD_OUT)
    without = [one for one in sentences if not one.labels]
    assert len(sentences) >= 500 and len({one.text for one in sentences}) == len(sentences)
    assert len(read(HELD_OUT)) >= 100
    assert 0.25 <= len(without) / len(sentences) <= 0.6
    scores = measure(read(CORPUS))
    assert min(scores[label].labels for label in PATTERNED) >= 20


@pytest.mark.parametrize("label", PATTERNED)
def test_a_pattern_is_found_and_little_else(label: str) -> None:
    score = measure(read(CORPUS))[label]
    assert score.recall >= LEAST, score.missed
    assert score.precision >= LEAST, score.wrong


def test_names_are_found_as_well_as_they_were() -> None:
    for path, least in ((CORPUS, NAMES), (HELD_OUT, NAMES_APART)):
        scores = measure(read(path))
        assert all(scores[label].recall >= share for label, share in least.items())
        assert scores[NAME].precision >= 0.9, scores[NAME].wrong


def test_sentences_held_apart_stay_as_good_as_they_were() -> None:
    scores = measure(read(HELD_OUT))
    assert all(scores[label].recall >= 0.8 and scores[label].precision >= 0.8 for label in PATTERNED)


NASTY = (
    "a. A. A 0 06- 0␠ + 12- NL91 van␠ Van␠ mevrouw␠ mw.␠de␠ Jan␠ Jan- Jan␠van␠ geboren␠ geb.␠de␠ dossier␠ dossier␠1- @"
    " a@a. 1234␠AB␠ ( - Aa Kerkstraat␠ Kerkstraat␠1␠ AB- AB␠ 9␠ €␠ heet␠ (12- 12-12-19 haar␠man␠ J.de␠ A-A-"
    " é O’ NL91␠AB"
).split()


@pytest.mark.parametrize("piece", NASTY)
def test_no_text_makes_it_slow(piece: str) -> None:
    """Twice the text may take about twice as long; a pattern that goes back and forth takes four times."""
    text = piece.replace("␠", " ") * (60_000 // len(piece))
    scan_text(text[:1000])
    assert _seconds(text) < 3 + 5 * _seconds(text[: len(text) // 2])
    assert _seconds(text) < 5


def _seconds(text: str) -> float:
    start = time.process_time()
    scan_text(text)
    return time.process_time() - start


def test_a_keystroke_does_not_wait_for_it() -> None:
    answer = "Ze zei dat de brief van de gemeente te moeilijk was, en dat mevrouw De Vries haar hielp. " * 10
    scan_text(answer + "06-12345678")
    assert _seconds(answer) < 0.1


def _texts(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for one in data.values() for text in _texts(one)]
    if isinstance(data, list):
        return [text for one in data for text in _texts(one)]
    return [data] if isinstance(data, str) else []


def test_the_questions_of_the_library_raise_no_alarm() -> None:
    alarms = []
    for path in bundled().rglob("leerbehoefte-*/*.yaml"):
        steps = load(path.read_text(encoding="utf-8"), as_text=True).data.get("stappen", [])
        alarms += [(path.name, hit) for text in _texts(steps) for hit in scan_text(text)]
    assert alarms == []


AMOUNTS = st.sampled_from(["€ {}", "€{},-", "{} euro", "EUR {}", "€ {},50", "{} procent", "{},25 euro per week"])
FRAMES = st.sampled_from(
    ["Het kost {} nu.", "{}", "Van {} naar {}.", "De klant {} betaalt.", "Ze heeft ({}) schuld", "dossier: {}"]
)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@given(FRAMES, AMOUNTS, st.integers(0, 999_999_999), st.booleans())
def test_an_amount_never_raises_a_question(frame: str, amount: str, number: int, dots: bool) -> None:
    text = frame.replace("{}", amount.format(_dotted(number) if dots else number))
    assert scan_text(text) == []


@given(
    st.sampled_from(["In {} was het zo.", "{}-{}", "dossiers uit {}", "dossier {} van het team", "tot {}.", "({})"]),
    st.integers(1900, 2099),
)
def test_a_year_never_raises_a_question(frame: str, year: int) -> None:
    assert scan_text(frame.replace("{}", str(year))) == []
