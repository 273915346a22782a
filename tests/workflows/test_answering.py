"""The answers file: what it may hold, and every problem in one batch with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from armoede_toolbox.entry import State
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.session import Session, Setup, to_entry
from armoede_toolbox.vocabulary import Mode, Sharing, Variant
from armoede_toolbox.workflows.answering import answer, free_texts, read_answers
from tests.workflows.test_running import CASES, LIBRARY, setup_of

TODAY = date(2026, 11, 24)


def exercise(number: str) -> Any:
    return LIBRARY.find(number)


def answered(setup: Setup, tmp_path: Path, text: str) -> Session:
    path = tmp_path / "antwoorden.yaml"
    path.write_text(text, encoding="utf-8")
    session = Session(setup, last_time=setup.started)
    answer(session, read_answers(path), path, TODAY)
    return session


def passes(setup: Setup) -> dict[str, Any]:
    """An answers file that passes everything; tests put real answers in it."""
    steps = setup.exercise.steps_in(setup.variant, setup.mode)
    prompts = [p for step in steps for p in step.prompts_in(setup.variant, setup.mode) if p.stores]
    return {prompt.id: "/pas" for prompt in prompts}


def problems_of(setup: Setup, tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ToolboxError) as raised:
        answered(setup, tmp_path, text)
    return [f"{p.what} | {p.where.rpartition('/')[2]}" for p in raised.value.problems]


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_passing_everything_is_a_complete_session(exercise, mode, variant, tmp_path):
    setup = setup_of(exercise, mode, variant)
    session = answered(setup, tmp_path, yaml.safe_dump(passes(setup), allow_unicode=True))
    states = {question.state for step in to_entry(session).steps for question in step.questions}
    assert states <= {State.SKIPPED, State.DISCUSSED}


@pytest.mark.parametrize(("exercise", "mode", "variant"), CASES)
def test_every_example_of_the_exercises_is_accepted(exercise, mode, variant, tmp_path):
    setup = setup_of(exercise, mode, variant)
    answers = passes(setup)
    for step in setup.exercise.steps_in(variant, mode):
        for prompt in step.prompts_in(variant, mode):
            if prompt.stores and prompt.example is not None and not prompt.refers_to():
                several = (mode is Mode.TEAM and prompt.who != "samen") or (mode is Mode.PAIR and prompt.who == "ieder")
                answers[prompt.id] = [prompt.example] if several else prompt.example
    repeated = {p.id for step in setup.exercise.steps for p in step.prompts if p.for_each}
    answers = {key: value for key, value in answers.items() if key not in repeated} | dict.fromkeys(
        repeated & answers.keys(), "/pas"
    )
    session = answered(setup, tmp_path, yaml.safe_dump(answers, allow_unicode=True))
    entry = to_entry(session)
    assert any(question.contributions for step in entry.steps for question in step.questions) or entry.agreements


def team_of_eight(number: str = "LB5-01") -> Setup:
    return setup_of(exercise(number), Mode.TEAM, Variant.SHORT, participants=8)


def first_statement(setup: Setup) -> str:
    return next(key for key in passes(setup) if kind(setup, key) == "stelling")


def kind(setup: Setup, key: str) -> str:
    return next(p.kind for step in setup.exercise.steps for p in step.prompts if p.id == key)


def test_a_team_may_be_counted_or_listed(tmp_path):
    setup = team_of_eight()
    key = first_statement(setup)
    counted = answered(setup, tmp_path, yaml.safe_dump(passes(setup) | {key: {"tellen": {"eens": 5, "oneens": 3}}}))
    assert counted.of(key).totals == {"eens": 5, "hangt ervan af": 0, "oneens": 3}
    voices = [{"waarde": {"oordeel": "eens"}, "perspectief": "beleid"}, {"oordeel": "oneens"}, "/pas"]
    listed = answered(setup, tmp_path, yaml.safe_dump(passes(setup) | {key: voices}))
    assert [(v.value["oordeel"], v.perspective) for v in listed.of(key).ordered()] == [
        ("eens", "beleid"),
        ("oneens", None),
    ]


def test_all_problems_come_at_once_with_their_lines(tmp_path):
    setup = team_of_eight()
    key = first_statement(setup)
    lines = [f"{name}: /pas" for name in passes(setup) if name != key]
    lines += [f"{key}: eens", "stelingen: ja", "delen: alles"]
    found = problems_of(setup, tmp_path, "\n".join(lines))
    last = len(lines)
    assert any(line.endswith(f"regel {last - 2}") and "lijst" in line for line in found)
    assert any("stelingen" in line and line.endswith(f"regel {last - 1}") for line in found)
    assert any("alles" in line and line.endswith(f"regel {last}") for line in found)


def test_a_missing_answer_is_named(tmp_path):
    setup = team_of_eight()
    answers = passes(setup)
    key = next(iter(answers))
    del answers[key]
    assert problems_of(setup, tmp_path, yaml.safe_dump(answers))[0].startswith(f"Er is geen antwoord op “{key}”.")


def test_a_count_cannot_exceed_the_people(tmp_path):
    setup = team_of_eight()
    key = first_statement(setup)
    found = problems_of(setup, tmp_path, yaml.safe_dump(passes(setup) | {key: {"tellen": {"eens": 9}}}))
    assert len(found) == 1
    assert key in found[0]


def test_more_answers_than_people_are_refused(tmp_path):
    setup = team_of_eight()
    key = first_statement(setup)
    found = problems_of(setup, tmp_path, yaml.safe_dump(passes(setup) | {key: [{"oordeel": "eens"} for _ in range(9)]}))
    assert "9 antwoorden" in found[0]


def test_a_double_slash_is_the_text_itself(tmp_path):
    setup = setup_of(exercise("LB3-03"), Mode.SOLO, Variant.NORMAL)
    key = next(k for k in passes(setup) if kind(setup, k) in ("open", "lijst"))
    value = ["//pas"] if kind(setup, key) == "lijst" else "//pas"
    session = answered(setup, tmp_path, yaml.safe_dump(passes(setup) | {key: value}))
    assert session.of(key).ordered()[0].value in ("/pas", ["/pas"])


def test_the_closing_may_be_answered_too(tmp_path):
    setup = setup_of(exercise("LB4-03"), Mode.TEAM, Variant.NORMAL)
    closing = {
        "afspraken": [{"wat": "De brief herschrijven", "wie": "Sam", "terugkijken_op": "1 december"}],
        "delen": "themas",
    }
    own = [key for key in passes(setup) if kind(setup, key) == "afspraak"]
    answers = passes(setup) | ({own[0]: closing["afspraken"], "delen": "themas"} if own else closing)
    entry = to_entry(answered(setup, tmp_path, yaml.safe_dump(answers)))
    assert [(a.what, a.who, a.look_back_on) for a in entry.agreements] == [
        ("De brief herschrijven", "Sam", date(2026, 12, 1))
    ]
    assert entry.head.sharing is Sharing.THEMES


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: [", "\ta: b", "a: 1\na: 2", "&x a: *x", "\x00"])
def test_a_file_that_is_no_answers_file_is_explained(tmp_path, text):
    setup = setup_of(exercise("LB3-03"), Mode.SOLO, Variant.NORMAL)
    with pytest.raises(ToolboxError) as raised:
        answered(setup, tmp_path, text)
    assert "antwoorden.yaml" in raised.value.problems[0].where


def test_a_file_that_is_not_there_is_explained(tmp_path):
    with pytest.raises(ToolboxError, match="bestaat niet"):
        read_answers(tmp_path / "weg.yaml")


def test_every_text_is_offered_to_the_privacy_scan():
    found: list[dict[str, Any]] = [
        {"wat": "antwoord", "waarde": {"als": "a", "dan": "b"}},
        {"wat": "antwoord", "waarde": ["c", 3]},
        {"wat": "afspraken", "waarde": [{"wat": "d"}]},
        {"wat": "delen", "waarde": "e"},
    ]
    assert list(free_texts(found)) == ["a", "b", "c", "d"]
