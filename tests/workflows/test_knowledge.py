"""``feiten`` and ``begrip``, and where facts and words return: in a session and under ``/hulp``."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.shared import FactsFile, Shared, SourcesFile, Term, TermsFile
from armoede_toolbox.session import Session, Setup, current
from armoede_toolbox.storage import folders
from armoede_toolbox.storage.library import load_shared
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows import asking
from armoede_toolbox.workflows.exercise_page import show_exercise
from armoede_toolbox.workflows.facts import list_facts
from armoede_toolbox.workflows.glossary import list_terms, show_term
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.sessions import fact_texts, with_terms
from armoede_toolbox.workflows.stand import NoBook, Stand
from armoede_toolbox.yamltext import load
from tests.exercises.sample import FACTS, SAMPLE, SOURCES, folder_with
from tests.scripted import ScriptWindow

OLD = "Dit cijfer is ouder dan twee jaar."
UNSURE = """
  - id: F2
    tekst: Het duurt 18 maanden.
    peiljaar: "2026"
    gepubliceerd: "2026-03-02"
    bron: []
    status: na-te-gaan
"""
TERMS = """\
formaat: 1
begrippen:
  - begrip: inwoner
    uitleg: De mens om wie het gaat.
    liever_niet: [klant, cliënt]
    zie: [drempel]
  - begrip: drempel
    uitleg: Wat iemand tegenhoudt.
  - begrip: drempelgeld
    uitleg: Een verzonnen woord.
"""
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    files = {"a.yaml": SAMPLE, "_feiten.yaml": FACTS + UNSURE, "_begrippen.yaml": TERMS}
    folder = folder_with(tmp_path / "meegeleverd", files)
    monkeypatch.setattr(folders, "bundled", lambda: folder)
    house = open_house()
    return House(house.places, house.config, house.environ, now=lambda: NOW)


def shared() -> Shared:
    facts, sources = FactsFile.from_file(load(FACTS + UNSURE).data), SourcesFile.from_file(load(SOURCES).data)
    return Shared.of([facts, sources, TermsFile.from_file(load(TERMS).data)])


# --- feiten ---------------------------------------------------------------------------------------------------------


def test_facts_as_people_read_them(house: House) -> None:
    assert list_facts(house).text(60).split("\n") == [
        "F2   Nog na te gaan: Het duurt 18 maanden.",
        "     Peiljaar 2026, gepubliceerd 2 maart 2026",
        "     Nog na te gaan",
        "",
        "F15  Op 1 januari 2018 vroeg 35 procent de bijstand niet",
        "     aan. Dit cijfer is ouder dan twee jaar.",
        "     Peiljaar 2018",
        "     Gevonden in een bron",
        "     Bron: CPB",
        "",
        "2 feiten.",
    ]


def test_facts_for_scripts(house: House) -> None:
    data = json.loads(json.dumps(list_facts(house, "bijstand").data()))
    assert data["overgeslagen"] == []
    (fact,) = data["feiten"]
    assert (fact["id"], fact["peiljaar"], fact["gepubliceerd"], fact["status"]) == ("F15", "2018", None, "gevonden")
    assert (fact["bron"], fact["ouder_dan_twee_jaar"], fact["meldingen"]) == (["CPB25"], True, [OLD])


@pytest.mark.parametrize(
    ("words", "found"),
    [("BIJSTAND", ["F15"]), ("2018 cpb", ["F15"]), ("18", ["F2", "F15"]), ("f2", ["F2"]), ("fiets", []), ("", None)],
)
def test_facts_are_searched(house: House, words: str, found: list[str] | None) -> None:
    assert [fact.id for fact in list_facts(house, words).facts] == (["F2", "F15"] if found is None else found)


def test_nothing_found_says_so(house: House) -> None:
    assert list_facts(house, "fiets").text() == (
        "Bij “fiets” vinden we geen feit. Alle feiten zie je met: armoede feiten"
    )


def test_a_broken_file_is_named(house: House) -> None:
    (folders.bundled() / "_feiten.yaml").write_text("formaat: 1\nfeiten:\n  - {id: 5}\n")
    found = list_facts(house)
    assert found.text() == "Er staan nog geen feiten."
    assert {one["regel"] for one in found.data()["overgeslagen"]} == {3}


@pytest.mark.parametrize("width", [10, 60, 80, 200])
def test_our_facts_and_words_fit_any_width(width: int) -> None:
    house = open_house()
    texts = [list_facts(house).text(width), list_terms(house).text(width)]
    texts += [show_term(house, term.term).text(width) for term in list_terms(house).terms]
    assert max(len(line) for text in texts for line in text.split("\n")) <= max(width, 30)


def test_only_what_was_found_is_stated_as_a_fact() -> None:
    for fact in load_shared()[0].facts.values():
        told = fact_texts(Shared(facts={fact.id: fact}), _citing(fact.id), 2026)[fact.id]
        assert ("na te gaan: " in told) is (fact.status.value != "gevonden")


def _citing(code: str) -> Exercise:
    return Exercise.from_file({**load(SAMPLE).data, "feiten": [code]})


def test_a_session_carries_the_age_of_its_facts() -> None:
    exercise = Exercise.from_file(load(SAMPLE).data)
    assert fact_texts(shared(), exercise, 2020) == {"F15": "Op 1 januari 2018 vroeg 35 procent de bijstand niet aan."}
    assert fact_texts(shared(), exercise, 2026)["F15"].endswith(OLD)


def test_toon_says_how_old_a_fact_is(house: House) -> None:
    shown = " ".join(show_exercise(house, "LB3-03").text(80).split())
    assert f"niet aan. {OLD} (peiljaar 2018, bron CPB25)" in shown


# --- begrip ---------------------------------------------------------------------------------------------------------


def test_words_come_by_the_alphabet(house: House) -> None:
    text = list_terms(house).text(60)
    assert text.startswith("drempel\n  Wat iemand tegenhoudt.\ndrempelgeld\n")
    assert "3 woorden." in text
    assert [one["begrip"] for one in list_terms(house).data()["begrippen"]] == ["drempel", "drempelgeld", "inwoner"]


def test_one_word_with_what_to_say_rather_not(house: House) -> None:
    assert show_term(house, "Inwoners").text(60).split("\n") == [
        "inwoner",
        "  De mens om wie het gaat.",
        "",
        "Liever niet  klant of cliënt",
        "Zie ook      drempel",
    ]
    data = json.loads(json.dumps(show_term(house, "inwoner").data()))
    assert data["begrip"]["liever_niet"] == ["klant", "cliënt"]
    assert show_term(house, "drempel").text(60) == "drempel\n  Wat iemand tegenhoudt."


def test_a_word_that_is_better_not_said_leads_to_the_better_one(house: House) -> None:
    assert show_term(house, "klanten").text(60).startswith("In plaats van “klanten” zeggen we liever:\n\ninwoner\n")


@pytest.mark.parametrize(
    ("word", "what", "do"),
    [
        ("inwonner", "leggen we niet uit", "Bedoel je “inwoner”?"),
        ("klent", "leggen we niet uit", "Bedoel je “inwoner”?"),
        ("xyz", "leggen we niet uit", "Alle woorden zie je met: armoede begrip"),
        ("drem", "passen 2 woorden", "Kies “drempel” of “drempelgeld”."),
    ],
)
def test_a_miss_gives_the_nearest_words(house: House, word: str, what: str, do: str) -> None:
    with pytest.raises(ToolboxError) as caught:
        show_term(house, word)
    (problem,) = caught.value.problems
    assert what in problem.what
    assert do in problem.do


# --- /hulp ----------------------------------------------------------------------------------------------------------


def setup(**extra: Any) -> Setup:
    changed = SAMPLE.replace("Wat houdt mensen tegen?", "Welke drempels zien jullie?")
    changed = changed.replace("Je hebt {minuten} minuten.", "Denk aan één inwoner.")
    exercise = Exercise.from_file(load(changed).data)
    known: dict[str, Any] = {"session": "2026-11-24-1200-k7f3", "exercise": exercise, "started": NOW, **extra}
    return Setup(variant=Variant.NORMAL, mode=Mode.SOLO, toolbox="0", root="/nergens", clock=False, **known)


def test_a_session_carries_the_words_of_its_exercise_only() -> None:
    assert [term.term for term in with_terms(setup(), shared()).terms] == ["inwoner", "drempel"]


def test_the_words_survive_a_draft() -> None:
    carried = with_terms(setup(), shared())
    back = Setup.of(json.loads(json.dumps(carried.event())))
    assert [(term.term, term.explanation) for term in back.terms] == [
        ("inwoner", "De mens om wie het gaat."),
        ("drempel", "Wat iemand tegenhoudt."),
    ]


def test_a_draft_from_before_there_were_words_goes_on() -> None:
    event = setup().event()
    del event["begrippen"]
    assert Setup.of(event).terms == ()


def test_help_explains_the_words_of_the_question_and_its_step() -> None:
    session = Session(with_terms(setup(), shared()), last_time=NOW)
    while (place := current(session)) is not None and not place.asked:
        session.apply({"wat": "klaar", "plek": place.id})
    assert place is not None
    window = ScriptWindow()
    asking.help_with(Stand(session, NoBook(), window, lambda: NOW, random.Random(1)), place.asked[0])
    assert "drempel: Wat iemand tegenhoudt." in window.text
    assert "inwoner: De mens om wie het gaat." in window.text
    assert "drempelgeld" not in window.text


def test_a_term_of_a_session_is_plain_data() -> None:
    assert json.dumps(setup(terms=(Term(term="a", explanation="b"),)).event()["begrippen"]) == (
        '[{"begrip": "a", "uitleg": "b"}]'
    )
