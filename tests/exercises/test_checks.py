"""Exercises that are broken on purpose: the right rule, the right words, at the right line."""

from __future__ import annotations

import pytest

from armoede_toolbox.exercises.checks import Finding, check, check_shared
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.shared import FactsFile, Shared, SourcesFile, TermsFile
from armoede_toolbox.yamltext import load
from tests.exercises.sample import FACTS, SAMPLE, SOURCES, changed, line_of


def shared() -> Shared:
    return Shared.of([FactsFile.from_file(load(FACTS).data), SourcesFile.from_file(load(SOURCES).data)])


def findings(text: str, known: set[str] | None = None) -> list[tuple[int, Finding]]:
    """The findings with their lines."""
    document = load(text)
    found = check(Exercise.from_file(document.data), shared(), known)
    return [(document.at(finding.loc).line, finding) for finding in found]


def test_the_sample_is_right() -> None:
    assert findings(SAMPLE) == []


LONG = " ".join(["woord"] * 60)

# changes, the place, a piece of the message
CASES = {
    "number": ([("LB3-03", "LB2-03")], "nummer:", "past niet bij leerbehoefte “inwoners”"),
    "group": ([("{min: 4, max: 12}", "{min: 4, max: 3}")], "deelnemers:", "kleinste aantal (4)"),
    "id twice": (
        [("id: hoogste", "id: drempels")],
        "- id: drempels\n        soort: keuze",
        "al van een vraag in de stap",
    ),
    "in": ([("in: [normaal]", "in: [lang]")], "in: [lang]", "de stap heeft daar geen minuten"),
    "mode of step": (
        [("- titel: Kiezen", "- titel: Kiezen\n    vormen: [duo]")],
        "vormen: [duo]",
        "“duo” hoort hier niet",
    ),
    "mode of prompt": ([("id: plan", "id: plan\n        vormen: [duo]")], "vormen: [duo]", "“duo” hoort hier niet"),
    "never asked": ([("in: [normaal]", "in: []")], "id: gesprek", "in geen enkele lengte en vorm gesteld"),
    "no minutes": ([("{kort: 2, normaal: 4, lang: 6}", "{}")], "minuten: {}", "komt nooit aan de beurt"),
    "mode without steps": (
        [
            ("    minuten: {kort: 2, normaal: 3}", "    minuten: {kort: 2, normaal: 3}\n    vormen: [team]"),
            (
                "    minuten: {kort: 2, normaal: 4, lang: 6}",
                "    minuten: {kort: 2, normaal: 4, lang: 6}\n    vormen: [team]",
            ),
        ],
        "vormen: [individueel, team]",
        "geen enkele stap met minuten",
    ),
    "reference to nothing": (
        [("{antwoord:drempels}", "{antwoord:drempel}")],
        "{antwoord:drempel}",
        "Bedoel je “drempels”",
    ),
    "reference to later": ([("{antwoord:drempels}", "{antwoord:plan}")], "{antwoord:plan}", "komt pas later"),
    "reference to itself": ([("{antwoord:drempels}", "{antwoord:hoogste}")], "{antwoord:hoogste}", "komt pas later"),
    "reference from its own step": ([("Je hebt {minuten}", "Over {antwoord:drempels}")], "Over {", "komt pas later"),
    "reference to talk": (
        [("{antwoord:drempels}", "{antwoord:gesprek}")],
        "{antwoord:gesprek}",
        "bewaart geen antwoord",
    ),
    "reference missing in a variant": (
        [("tekst: Wat doen we?", "tekst: Wat doen we met {antwoord:drempels}? Kies.")],
        "met {antwoord",
        "Bij lengte “lang” en vorm “individueel” wordt de vraag “drempels” niet gesteld",
    ),
    "reference in the title": (
        [("titel: Kiezen", 'titel: "{antwoord:drempels}"')],
        'titel: "{',
        "vullen we “{antwoord",
    ),
    "braces": ([("{minuten} minuten", "{minuut} minuten")], "{minuut}", "“{minuut}” kennen we niet"),
    "options from nothing": (
        [("{uit: drempels", "{uit: drempel")],
        "{uit: drempel,",
        "geen vraag met het id “drempel”",
    ),
    "options missing in a variant": (
        [("        in: [kort, normaal]\n", "")],
        "{uit:",
        "Bij lengte “lang” en vorm “individueel” wordt de vraag",
    ),
    "options from talk": ([("{uit: drempels", "{uit: gesprek")], "{uit: gesprek", "bewaart geen antwoord"),
    "options from a number": (
        [("soort: lijst", "soort: getal"), ('        voorbeeld: ["geen printer"]\n', "")],
        "{uit:",
        "Daar komen geen opties uit",
    ),
    "for each of nothing": ([("id: plan", "id: plan\n        voor_elk: plannen")], "voor_elk", "geen vraag met het id"),
    "cited but not listed": ([("[F15] Zo", "[F16] Zo")], "achtergrond", "F16 staat niet bij “feiten”"),
    "source not listed": ([("bronnen: [W5, CPB25]", "bronnen: [CPB25]")], "achtergrond", "W5 staat niet bij “bronnen”"),
    "fact not cited": (
        [("vaak. [W5]", "vaak. [W5]"), (" [F15] Zo", " Zo")],
        "feiten:",
        "geen tekst of quiz gebruikt het",
    ),
    "source not used": ([("bronnen: [W5, CPB25]", "bronnen: [W5, CPB25, M1]")], "bronnen:", "M1 staat bij “bronnen”"),
    "fact unknown": (
        [("[F15] Zo", "[F15] [F99] Zo"), ("feiten: [F15]", "feiten: [F15, F99]")],
        "feiten:",
        "F99 bestaat niet",
    ),
    "ending": ([("zwaarte: licht", "zwaarte: licht\neinde: geen")], "einde:", "de reden staat er niet bij"),
    "plan": ([("zwaarte: licht", "zwaarte: licht\neinde: als-dan")], "einde:", "geen vraag van de soort als-dan"),
    "aftercare": ([("zwaarte: licht", "zwaarte: zwaar")], "zwaarte:", "geen nazorg"),
    "background": ([("Zo begint", f"{LONG} {LONG} Zo begint")], "achtergrond:", "Er mogen er 120 zijn"),
    "room": ([("Je hebt", f"{LONG} Je hebt")], "uitleg:", "Er passen er 45"),
    "room without explanation": ([("Wat doen we?", f"{LONG}?")], f"tekst: {LONG}", "Er passen er 45"),
    "silent": ([("wie: samen", "wie: samen\n        stil: true")], "stil: true", "alleen bij “wie: ieder”"),
    "collecting": ([("wie: samen", "wie: duo\n        ophalen: inleveren")], "ophalen:", "Hier is het “duo”"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_error_is_told_at_its_line(name: str) -> None:
    changes, at, message = CASES[name]
    text = changed(*changes)
    found = [(line, f"{one.what} {one.do}") for line, one in findings(text) if one.error]
    assert any(line == line_of(text, at) and message in told for line, told in found), found


WARNINGS = {
    "side": ([("        blik: eigen\n", "")], "stappen:", "“eigen”"),
    "round": ([("stil: true", "ophalen: rond")], "ophalen:", "hoogstens 4 mensen"),
    "only a reference": (
        [("{antwoord:drempels}. Welke", "bij {antwoord:drempels} welke")],
        "tekst: Jullie",
        "blijft er",
    ),
    "follow-up": ([("testpanel", "testpanell")], "vervolg:", "Bedoel je “testpanel”"),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_no_error(name: str) -> None:
    changes, at, message = WARNINGS[name]
    text = changed(*changes)
    found = findings(text, known={"testpanel"})
    assert [one.error for _, one in found] == [False]
    assert (found[0][0], message in f"{found[0][1].what} {found[0][1].do}") == (line_of(text, at), True)


def test_round_is_fine_for_four() -> None:
    assert findings(changed(("stil: true", "ophalen: rond"), ("max: 12", "max: 4"))) == []


def test_a_source_that_is_nowhere_needed_is_fine_when_facts_are_unknown() -> None:
    assert check(Exercise.from_file(load(SAMPLE).data)) == []


def test_shared_data_is_checked() -> None:
    facts = FactsFile.from_file(load(FACTS.replace("[CPB25]", "[XX1]") + FACTS.split("feiten:\n")[1]).data)
    found = check_shared(facts, shared())
    assert [(one.loc, one.error) for one in found] == [(("feiten", 1, "id"), True), (("feiten", 0, "bron", 0), True)]
    terms = TermsFile.from_file(load("formaat: 1\nbegrippen:\n  - {begrip: potje, uitleg: geld, zie: [pot]}").data)
    assert [one.error for one in check_shared(terms, Shared.of([terms]))] == [False]
