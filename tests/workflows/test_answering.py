"""The answers file: what it may hold, and every problem in one batch with its line."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from armoede_toolbox.entry import State
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.session import Session, Setup, to_entry
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Mode, Sharing, Variant
from armoede_toolbox.workflows import agreements, sessions
from armoede_toolbox.workflows.answering import answer, free_texts, read_answers
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.starting import Purpose, Wish, settle, with_all_due
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
    steps = to_entry(session).steps
    assert [step.title for step in steps] == [step.title for step in setup.exercise.steps_in(variant, mode)]
    states = {question.state for step in steps for question in step.questions}
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


def test_agreements_may_name_an_organisation_and_a_level() -> None:
    """Also where those are not asked at the screen; another level is named, with the ones that we know."""
    from armoede_toolbox.form import FormError
    from armoede_toolbox.workflows.closing import CLOSING_PROMPT

    given = [{"wat": "Bellen", "wie": "Sam", "organisatie": "Kwintes", "niveau": "Beleid"}]
    read = CLOSING_PROMPT.read(CLOSING_PROMPT.fill(given))
    assert read == [{"wat": "Bellen", "wie": "Sam", "organisatie": "Kwintes", "niveau": "beleid"}]
    assert CLOSING_PROMPT.from_markdown(CLOSING_PROMPT.to_markdown(read)) == read
    with pytest.raises(FormError, match="wij, team, organisatie of beleid"):
        CLOSING_PROMPT.read(CLOSING_PROMPT.fill([{"wat": "Bellen", "niveau": "straat"}]))


# --- looking back ---------------------------------------------------------------------------------------------------


MADE = datetime(2026, 2, 17, 12, 0, tzinfo=UTC)
LATER = date(2026, 3, 3)


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A team with four open agreements."""
    monkeypatch.setattr(Library, "load", lambda extra=(): LIBRARY)
    opened = replace(open_house(), now=lambda: MADE, chance=random.Random(1))
    path = home / "eerder.yaml"
    for agreed in (["Bellen", "Schrijven"], ["Vragen", "Meelopen"]):
        setup = settle(opened, exercise("LB3-06"), {}, TEAM, None)
        own = next((key for key in passes(setup) if kind(setup, key) == "afspraak"), "afspraken")
        made = passes(setup) | {own: [{"wat": what} for what in agreed]}
        path.write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
        assert sessions.start(opened, "LB3-06", TEAM, answers=path) == 0
    return opened


TEAM = Wish(team="noord", new_team=True, people=6, mode=Mode.TEAM)


def typed(house: House, number: str, answers: dict[str, Any], *, paper: bool = False) -> dict[str, str]:
    """What became of the agreements after these answers; what is not said is passed."""
    wish = replace(TEAM, purpose=Purpose.FROM_PAPER if paper else Purpose.RUN)
    setup = settle(house, exercise(number), {}, wish, None)
    path = house.places.teams / "antwoorden.yaml"
    path.write_text(yaml.safe_dump(passes(setup) | answers, allow_unicode=True), encoding="utf-8")
    assert sessions.start(house, number, wish, answers=path, day=LATER) == 0
    path.unlink()
    return {one.status.what: one.status.status for one in agreements.read(house, "noord").found}


@pytest.mark.parametrize("paper", [False, True])
def test_an_answers_file_of_the_exercise_that_looks_back_looks_back(house, capsys, paper):
    house = replace(house, now=lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    told = ["bellen", "Meelopen", "Iets anders"]
    said = {"vorige-afspraken": told, "stand": ["gedaan", "vastgelopen", "gedaan"]}
    stands = typed(house, "LB4-07", said, paper=paper)
    assert stands == {"Bellen": "gedaan", "Meelopen": "vastgelopen", "Schrijven": "open", "Vragen": "open"}
    assert "De afspraak “Iets anders” staat niet open in het logboek." in capsys.readouterr().err


@pytest.mark.parametrize("paper", [False, True])
def test_every_other_exercise_may_look_back_first(house, paper):
    house = replace(house, now=lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    known = {one.status.what: one.status.id for one in agreements.read(house, "noord").found}
    said = [
        {"afspraak": "schrijven.", "stand": "losgelaten"},
        {"afspraak": known["Vragen"], "stand": "anders gedaan", "woord": "met de buren"},
    ]
    stands = typed(house, "LB5-01", {"terugblik": said}, paper=paper)
    assert stands == {"Schrijven": "losgelaten", "Vragen": "anders gedaan", "Bellen": "open", "Meelopen": "open"}
    entries = [journal.load(path) for path in house.places.teams.rglob("*.md")]
    (looked,) = [entry.look_backs for entry in entries if entry.look_backs]
    assert [(one.what, one.word) for one in looked] == [("Schrijven", None), ("Vragen", "met de buren")]


def test_without_a_word_about_it_nobody_looked_back(house):
    assert set(typed(house, "LB5-01", {}).values()) == {"open"}


def test_what_is_wrong_in_a_look_back_is_named_with_its_line(house, tmp_path):
    setup = with_all_due(house.on(LATER), settle(house.on(LATER), exercise("LB5-01"), {}, TEAM, None))
    lines = [*(f"{name}: /pas" for name in passes(setup)), "terugblik:"]
    lines += ["- {afspraak: Belen, stand: gedaan}", "- {afspraak: Bellen, stand: klaar}", "- {afspraak: Bellen}"]
    found = problems_of(setup, tmp_path, "\n".join(lines))
    assert [line.split(" | ")[0] for line in found] == [
        "De afspraak “Belen” staat niet open.",
        "“klaar” kennen we niet bij “stand”.",
        "Bij een terugblik horen een afspraak en een stand.",
    ]
    assert [line.rpartition(" ")[2] for line in found] == [str(len(lines) - 2 + n) for n in range(3)]
    alone = [*(f"{name}: /pas" for name in passes(team_of_eight())), "terugblik: /pas"]
    assert problems_of(team_of_eight(), tmp_path, "\n".join(alone))[0].startswith("Hier valt niet terug te blikken.")
