"""Twenty-five exercises that are broken on purpose: the author hears the right thing, once, at the right line."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from armoede_toolbox.storage.dutch_errors import Remark
from armoede_toolbox.workflows.authoring import check
from tests.exercises.sample import LONGER, changed, folder_with, line_of

Changes = list[tuple[str, str]]


class Broken(NamedTuple):
    """What is done to the sample, and what the author must hear about it."""

    changes: Changes
    rule: str
    at: str
    """The place: the first line with this piece."""
    told: str


HEAVY: Changes = [("zwaarte: licht", "zwaarte: zwaar\nnazorg: Er is iemand om mee te praten. Zeg wie dat is.")]
GUESTS: Changes = [
    ("zwaarte: licht", "zwaarte: licht\nervaringsdeskundigen: ja\nvoorbereiding: Vraag er minstens twee.")
]
LONG = "Wie deze brief van ons krijgt en al moe is van een lange dag, leest alleen de eerste regel nog goed."
HARD = " ".join(["Schuldhulpverleningsorganisaties communiceren beleidsinhoudelijke verantwoordelijkheden."] * 9)

BROKEN: dict[str, Broken] = {
    # it can't be read
    "a bracket": Broken([("[individueel, team]", "[individueel, team")], "yaml", "vormen:", "gaat niet goed dicht"),
    "a key twice": Broken([("zwaarte: licht", "titel: Nog een\nzwaarte: licht")], "yaml", "titel: Nog", "twee keer"),
    "an unknown key": Broken([("methode:", "metode:")], "vorm", "metode:", "Bedoel je “methode”"),
    "an unknown kind": Broken([("soort: open", "soort: opn")], "vorm", "soort: opn", "Bedoel je “open”"),
    "yes is no boolean": Broken([("stil: true", "stil: ja")], "vorm", "stil: ja", "true voor ja"),
    "no weight": Broken([("zwaarte: licht", "zwaarte: pittig")], "vorm", "zwaarte:", "licht, midden of zwaar"),
    "an example that doesn't fit": Broken(
        [('voorbeeld: ["geen printer"]', "hoogstens: 1\n        voorbeeld: [printer, bus]")],
        "vorm",
        "voorbeeld: [printer",
        "Het voorbeeld past nog niet",
    ),
    # it can't be done
    "another need": Broken([("leerbehoefte: inwoners", "leerbehoefte: beeld")], "nummer", "nummer:", "nummer met LB1"),
    "a lost reference": Broken(
        [("{antwoord:drempels}", "{antwoord:drempel}")], "antwoord", "{antwoord:", "Bedoel je “drempels”"
    ),
    "a late reference": Broken([("{uit: drempels", "{uit: plan")], "uit", "{uit: plan", "komt pas later"),
    "a step without minutes": Broken(
        [("feiten: [F15]", "  - {titel: Klaar, minuten: {}}\nfeiten: [F15]")], "minuten", "minuten: {}", "{kort: 2"
    ),
    "a question that is never asked": Broken([("in: [normaal]", "in: [lang]")], "in", "in: [lang]", "geen minuten"),
    "a length that is never picked": Broken(
        [("lang: 9", "lang: 6")], "minuten", "stappen:", "“lang” 6 minuten en “normaal” 7"
    ),
    "no way to end": Broken([("methode:", "einde: geen\nmethode:")], "einde", "einde: geen", "reden_einde"),
    "a source from nowhere": Broken(
        [("[W5, CPB25]", "[W5, CPB25, ZZ9]"), ("vaak. [W5]", "vaak. [W5, ZZ9]")], "bronnen", "bronnen:", "ZZ9 bestaat"
    ),
    "a follow-up to nowhere": Broken([("[testpanel]", "[tespanel]")], "vervolg", "vervolg:", "Bedoel je “testpanel”"),
    # it doesn't do people good
    "one's own poverty": Broken(
        [("tekst: Wat doen we?", "tekst: Heb je zelf wel eens schulden gehad?")],
        "eigen-armoede",
        "tekst: Heb je zelf",
        "“verslag: nee”",
    ),
    "heavy without aftercare": Broken(
        [
            ("zwaarte: licht", "zwaarte: zwaar"),
            ("feiten: [F15]", "  - {titel: Even niets, minuten: 1, uitleg: Leg je pen neer.}\nfeiten: [F15]"),
        ],
        "nazorg",
        "zwaarte:",
        "hoe je rustig stopt",
    ),
    "heavy to the last minute": Broken(HEAVY, "rust", "- titel: Kiezen", "Leg je pen neer"),
    "guests without care": Broken(
        GUESTS,
        "gasten",
        "voorbereiding:",
        "vooraf de vraag sturen, betalen, reiskosten, een nagesprek en meelezen",
    ),
    "only one side": Broken(
        [
            ("in: [normaal]", "in: [normaal]\n        blik: inwoner"),
            ("in: [kort, normaal]\n        blik: eigen", "in: [kort]\n        blik: eigen"),
        ],
        "blik",
        "stappen:",
        "geen enkele vraag vanuit de kant “eigen”",
    ),
    # it doesn't read well
    "a long sentence": Broken([("doel: Je leest", f"doel: {LONG} Je leest")], "zinslengte", "doel:", "telt 21 woorden"),
    "hard words": Broken([("Een brief valt", f"{HARD} Een brief valt")], "leesbaarheid", "achtergrond:", "nodig is 65"),
    "a label": Broken([("Wat doen we?", "Wat doen we voor deze klanten?")], "woorden", "klanten", "“inwoner”"),
    "shouting": Broken([("Wat doen we?", "Wat doen we nu!")], "tekens", "nu!", "uitroepteken"),
}


def remarks_on(changes: Changes, folder: Path) -> tuple[str, list[Remark]]:
    text = changed(("LB3-03", "LB3-77"), ("brief-op-de-mat", "een-brief"), LONGER, *changes)
    folder_with(folder, {"leerbehoefte-3/brief.yaml": text, "_begrippen.yaml": TERMS})
    return text, check([folder / "leerbehoefte-3" / "brief.yaml"])


TERMS = "formaat: 1\nbegrippen:\n  - {begrip: inwoner, uitleg: De mens om wie het gaat., liever_niet: [klant]}\n"


def test_there_are_twenty_five() -> None:
    assert len(BROKEN) == 25


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_exercise_gets_the_right_message_at_the_right_line(name: str, tmp_path: Path) -> None:
    broken = BROKEN[name]
    text, found = remarks_on(broken.changes, tmp_path)
    assert [(one.rule, one.place.line) for one in found] == [(broken.rule, line_of(text, broken.at))], found
    (remark,) = found
    assert broken.told in f"{remark.what} {remark.do}"
    assert remark.where.endswith(f"brief.yaml:{remark.place.line}:{remark.place.column}")
    assert remark.what.endswith((".", "?", "…", "”")) and remark.do.endswith((".", "?", "…", "”"))
