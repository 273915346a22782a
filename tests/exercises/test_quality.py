"""What makes an exercise good: plain language, honest words, and care for whoever is in the room."""

from __future__ import annotations

import pytest

from armoede_toolbox.exercises.disclosure import PATTERNS, asks_own_poverty, has_way_out
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.language import full_sentences, reading_ease, syllables, words
from armoede_toolbox.exercises.quality import ALLOWED, ease_of, review, review_library, review_shared, told
from armoede_toolbox.exercises.shared import CasesFile, Shared, SourcesFile, StatementsFile, TermsFile
from armoede_toolbox.yamltext import load
from tests.exercises.sample import LONGER, changed

TERMS = TermsFile.from_file(
    load(
        """\
formaat: 1
begrippen:
  - {begrip: inwoner, uitleg: De mens om wie het gaat., liever_niet: [klant, de cliënt]}
  - {begrip: mensen in armoede, uitleg: Mensen met te weinig geld., liever_niet: [armen]}
  - {begrip: doenvermogen, uitleg: Wat iemand lukt om te regelen., liever_niet: [onwil, niet gemotiveerd]}
  - {begrip: dilemma, uitleg: Een keuze waarbij je altijd iets verliest., liever_niet: [probleem]}
  - {begrip: niet-gebruik, uitleg: Iemand krijgt niet waar die recht op heeft.}
"""
    ).data
)
SHARED = Shared.of([TERMS])


def exercise(*changes: tuple[str, str]) -> Exercise:
    return Exercise.from_file(load(changed(LONGER, *changes)).data)


def rules(*changes: tuple[str, str]) -> list[str]:
    return [finding.rule for finding in review(exercise(*changes), SHARED)]


def saying(text: str) -> list[str]:
    return rules(("tekst: Wat doen we?", f"tekst: {text}"))


def test_the_sample_is_good() -> None:
    assert rules() == []


# --- plain language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("brief", 1),
        ("over", 2),
        ("idee", 2),
        ("open", 2),
        ("armoede", 3),
        ("regio", 3),
        ("situatie", 4),
        ("cliënt", 2),
        ("e-mail", 2),
        ("thema’s", 2),
        ("iedereen", 3),
        ("schuldhulpverlening", 5),
        ("35", 2),
        ("CBS", 3),
        ("zzp", 1),
    ],
)
def test_syllables_are_those_you_hear(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_are_what_you_say_in_one_breath() -> None:
    assert words("Doe 1-2-4-allen: thema’s, 1,1 miljoen en/of zzp’ers …") == [
        "Doe", "1-2-4-allen", "thema’s", "1,1", "miljoen", "en", "of", "zzp’ers",
    ]  # fmt: skip


def test_only_full_sentences_count() -> None:
    text = (
        "Wat weten we? Stop. “Komt het uit?” vraagt ze dan zacht. Je hebt {minuten} minuten. [F15] Kijk: {antwoord:a}"
    )
    assert full_sentences(text) == ["“Komt het uit?” vraagt ze dan zacht.", "Je hebt vijf minuten."]


def test_reading_ease_is_that_of_douma() -> None:
    assert reading_ease(["De brief valt op de mat."]) == pytest.approx(206.84 - 0.93 * 6 - 0.77 * 100)
    assert reading_ease([]) is None


def test_hard_texts_are_told_with_their_hardest_sentence() -> None:
    hard = "Organisatieverantwoordelijkheden conditioneren beleidsinhoudelijke communicatiemogelijkheden. " * 9
    (finding,) = review(exercise(("Een brief valt", f"{hard}Een brief valt")), SHARED)
    assert (finding.rule, finding.loc) == ("leesbaarheid", ("achtergrond",))
    assert "Organisatieverantwoordelijkheden" in finding.what


def test_a_few_exercises_are_no_library() -> None:
    hard = "Organisatieverantwoordelijkheden conditioneren beleidsinhoudelijke communicatiemogelijkheden. "
    one = exercise(("Een brief valt", f"{hard}Een brief valt"))
    assert 0 < (ease_of(one) or 0) < 75
    assert review_library([one] * 9) == []
    assert [finding.rule for finding in review_library([one] * 10)] == ["leesbaarheid"]
    assert review_library([exercise()] * 10) == []


@pytest.mark.parametrize("key", ["uitleg", "zeg", "doe"])
def test_long_sentences_are_told_wherever_people_hear_them(key: str) -> None:
    long = "Je leest een brief die je zelf schreef en je let op elk woord dat pijn doet of klein maakt."
    assert rules(("    minuten: {kort: 2, normaal: 4,", f"    {key}: {long}\n    minuten: {{kort: 2, normaal: 4,")) == [
        "zinslengte"
    ]


def test_examples_and_options_are_no_sentences() -> None:
    long = "iemand die al jaren van alles probeert en nu voor de zoveelste keer een brief krijgt die niet klopt"
    assert rules(('["geen printer"]', f'["{long}"]')) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wat doen we nu!", True),
        ("Wat doen we ⏱ nu?", True),
        ("Wat doen we 👍 nu?", True),
        ("Welke thema's zien we?", True),
        ("'Wat doen \"we\" nu?'", True),
        ("'Wat doen we  nu?'", True),
        ("Welke thema’s en “woorden” zien we bij 20 °C?", False),
        ("Wat doen we … en dan → daarna?", False),
    ],
)
def test_odd_signs_are_told(text: str, found: bool) -> None:
    assert ("tekens" in saying(text)) is found


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wat wil deze klant?", True),
        ("Wat willen klanten?", True),
        ("Wat wil de Klant?", True),
        ("Wat wil een cliënt van ons?", True),
        ("Wat is onwil?", True),
        ("Wat vinden de armen hiervan?", True),
        ("Waar hapert de klantreis?", False),
        ("Wie zegt “deze klant”?", False),
        ("Wie zegt ‘klanten’?", False),
        ("Is dit geen onwil?", False),
        ("Waarom gaan je armen over elkaar?", False),
        ("Welk probleem lossen we op?", False),
        ("Wat vraagt de cliëntenraad?", False),
        ("Wat doet armenzorg met mensen?", False),
    ],
)
def test_words_that_label_people_are_told(text: str, found: bool) -> None:
    assert saying(text) == (["woorden"] if found else [])


def test_every_allowance_is_for_a_word_of_the_glossary() -> None:
    from armoede_toolbox.storage.library import load_shared

    known = {word for term in load_shared()[0].terms.values() for word in term.rather_not}
    assert set(ALLOWED) - known == set()


def test_two_terms_on_a_screen_are_named() -> None:
    both = "Wat zegt doenvermogen over niet-gebruik?"
    (finding,) = review(exercise(("Wat doen we?", both)), SHARED)
    assert finding.rule == "vaktermen"
    assert "“doenvermogen” en “niet-gebruik”" in finding.what
    assert saying("Wat zegt doenvermogen over een inwoner?") == []


def test_shared_texts_are_read_too() -> None:
    long = "Een vrouw werkt al jaren bij de bakker en ze weet niet dat ze recht heeft op een toeslag."
    cases = f"formaat: 1\ncasussen:\n  - {{id: a, titel: De klant, tekst: {long}, zwaarte: licht}}\n"
    found = review_shared(CasesFile.from_file(load(cases).data), SHARED)
    assert [(one.rule, one.loc) for one in found] == [
        ("zinslengte", ("casussen", 0, "tekst")),
        ("woorden", ("casussen", 0, "titel")),
    ]


def test_a_sharp_statement_may_hurt_and_a_source_has_its_own_title() -> None:
    sharp = (
        "formaat: 1\nstellingen:\n  - {id: a, tekst: Een klant moet dankbaar zijn., scherp: true, zwaarte: midden}\n"
    )
    assert review_shared(StatementsFile.from_file(load(sharp).data), SHARED) == []
    source = "formaat: 1\nbronnen:\n  - {code: A, titel: De armen van toen}\n"
    assert review_shared(SourcesFile.from_file(load(source).data), SHARED) == []
    assert review_shared(TERMS, SHARED) == []


def test_an_example_stays_an_example_whatever_is_inside() -> None:
    keys = {one.loc[-2:]: one.key for one in told(exercise())}
    assert keys[("voorbeeld", 0)] == "voorbeeld"
    assert ("opties", "uit") not in keys and keys[("opties", "of")] == "opties"


# --- sides and time -------------------------------------------------------------------------------------------------


def test_the_normal_length_looks_from_both_sides() -> None:
    assert rules(("in: [kort, normaal]\n        blik: eigen", "in: [kort]\n        blik: eigen")) == ["blik"]


def test_every_length_looks_from_some_side() -> None:
    assert rules(("Wat doen we?\n        blik: inwoner", "Wat doen we?")) == ["blik", "blik"]


def test_longer_takes_longer() -> None:
    assert rules(("lang: 9", "lang: 7")) == ["minuten"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Stop na vijf minuten.", True),
        ("Geef elk tweetal 10 minuten.", True),
        ("Stop na twee minuten.", False),
        ("Je hebt {minuten} minuten.", False),
        ("Praat na afloop vijf minuten na.", False),
    ],
)
def test_minutes_in_words_fit_in_the_step(text: str, found: bool) -> None:
    assert rules(("uitleg: Je hebt {minuten} minuten.", f"doe: {text}")) == (["minuten"] if found else [])


def test_no_exercise_follows_itself() -> None:
    assert rules(("[testpanel]", "[brief-op-de-mat]")) == ["vervolg"]


# --- nobody shows their own poverty ---------------------------------------------------------------------------------

ASKED = {
    "schulden": ("Heb je zelf schulden?", "Had je thuis geldzorgen?", "Heb je ooit te maken gehad met schuldhulp?"),
    "welke schulden": ("Welke schulden heb je?", "Wat voor uitkering krijg je?"),
    "uitkering": ("Krijg je zelf een uitkering?", "Kreeg u ooit bijstand?", "Had je zelf weleens een voedselpakket?"),
    "in armoede": ("Groeide je op in armoede?", "Leef je nu in armoede?", "Zat je zelf ooit in de schuldhulp?"),
    "arm zijn": ("Ben je arm geweest?", "Was je vroeger arm?", "Waren jullie thuis arm?"),
    "hoe arm": ("Hoe arm was je?", "Had je het thuis arm?"),
    "hoeveel geld": ("Hoeveel verdien je?", "Wat verdienen jullie?", "Hoeveel schuld heb je?", "Hoeveel hou je over?"),
    "jouw geld": ("Wat is je inkomen?", "Hoe hoog is jouw salaris?", "Hoe staat het met je spaargeld?"),
    "vertel": ("Vertel iets over je eigen schulden.", "Deel jullie ervaringen met armoede.", "Schrijf je inkomen op."),
    "meemaken": ("Heb je zelf ooit armoede meegemaakt?", "Maakte je zelf armoede mee?"),
    "rondkomen": ("Kom je zelf rond?", "Kun je zelf je rekeningen betalen?", "Kwam je thuis geld tekort?"),
    "wie hier": ("Wie van jullie heeft schulden?", "Wie hier is arm geweest?", "Wie in ons team kreeg ooit bijstand?"),
    "hand omhoog": ("Steek je hand op als je schulden hebt.", "Zet een stap als je thuis armoede kende."),
}  # fmt: skip

NOT_ASKED = (
    "Heb je een voorbeeld van een inwoner met schulden?",
    "Wat heb je nodig om over schulden te praten?",
    "Heb je tijd tekort?",
    "Kom je tijd tekort bij een aanvraag?",
    "Hoeveel tijd heb je voor een gesprek?",
    "Hoeveel mensen met schulden zie je per week?",
    "Wanneer ben je arm in onze gemeente?",
    "Ben je armer aan regels dan vorig jaar?",
    "Wat doe je als iemand bijstand vraagt?",
    "Krijg je vragen over een uitkering?",
    "Hoe hoog is jullie inkomensgrens?",
    "Vertel een collega over een gesprek over schulden.",
    "Stel, je inkomen halveert. Wat is je eerste stap?",
    "Stel je voor dat je schulden hebt. Wat doe je eerst?",
    "Doe alsof je een uitkering vraagt: krijg je een uitkering?",
    "Hoe klonk het als iemand thuis over geld begon?",
    "Wie van jullie sprak deze week met een inwoner?",
    "Welke regel over geld nam je mee?",
    "Kun je deze brief begrijpen?",
)


def test_every_pattern_has_its_examples() -> None:
    assert set(ASKED) == set(PATTERNS)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ASKED.items() for text in texts])
def test_asking_for_somebodys_own_poverty_is_seen(name: str, text: str) -> None:
    assert asks_own_poverty(f"Kijk eerst rond. {text}") == text
    assert PATTERNS[name].search(" ".join(words(text.casefold())))
    assert saying(text)[:1] == ["eigen-armoede"]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_asking_about_the_work_is_fine(text: str) -> None:
    assert asks_own_poverty(text) is None


def test_alone_and_private_with_a_way_out_it_may_be_asked() -> None:
    asked = ("tekst: Wat doen we?", "tekst: Heb je zelf geldzorgen?\n        hulp: Sla deze vraag gerust over.")
    private = (*asked[:1], f"{asked[1]}\n        verslag: nee")
    alone = ("vormen: [individueel, team]", "vormen: [individueel]")
    assert "eigen-armoede" in rules(private)
    assert "eigen-armoede" in rules(asked, alone)
    assert "eigen-armoede" in rules(
        (asked[0], private[1].replace("Sla deze vraag gerust over", "Denk rustig na")), alone
    )
    assert "eigen-armoede" not in rules(private, alone)


def test_what_the_facilitator_says_counts_too() -> None:
    assert rules(("uitleg: Je hebt {minuten} minuten.", "zeg: Wie hier heeft schulden?")) == ["eigen-armoede"]


@pytest.mark.parametrize(
    "text", ["Je hoeft niets te schrijven.", "Overslaan mag.", "Sla je deze over? Goed.", "Jij bepaalt hoe ver."]
)
def test_a_way_out_can_be_said_in_many_ways(text: str) -> None:
    assert has_way_out(None, text)
    assert not has_way_out("Sla de brief open.", None)


# --- heavy, and guests ----------------------------------------------------------------------------------------------

HEAVY = ("zwaarte: licht", "zwaarte: zwaar\nnazorg: Er is iemand om mee te praten.")
REST = ("feiten: [F15]", "  - {titel: Even niets, minuten: 1, uitleg: Leg je pen neer.}\nfeiten: [F15]")


def test_heavy_ends_calmly() -> None:
    assert rules(HEAVY) == ["rust"]
    assert rules(HEAVY, REST) == []
    plan = ("soort: open\n        tekst: Wat doen we?", "soort: als-dan\n        tekst: Wat doen we?")
    assert rules(HEAVY, plan, ("in: [kort, normaal]", "in: [normaal]")) == ["rust"]


CARE = (
    "Vraag er minstens twee. Stuur de vraag een week eerder. Betaal hun tijd en de reis."
    " Praat na afloop met hen na. Zij lezen mee."
)


@pytest.mark.parametrize(
    ("piece", "missing"),
    [
        (" minstens twee", "met zijn tweeën of meer"),
        (" een week eerder", "vooraf de vraag sturen"),
        ("Betaal hun tijd en de reis.", "betalen en reiskosten"),
        (" en de reis", "reiskosten"),
        ("Praat na afloop met hen na.", "een nagesprek"),
        ("Zij lezen mee.", "meelezen"),
    ],
)
def test_what_guests_may_count_on_is_named(piece: str, missing: str) -> None:
    assert piece in CARE
    text = f"zwaarte: licht\nervaringsdeskundigen: ja\nvoorbereiding: {' '.join(CARE.replace(piece, '').split())}"
    (finding,) = review(exercise(("zwaarte: licht", text)), SHARED)
    assert finding.rule == "gasten"
    assert finding.what.endswith(f": {missing}.")


@pytest.mark.parametrize(
    "text",
    [
        CARE,
        "Nodig twee of meer gasten uit en stuur vooraf de vraag. Regel betaling en reisgeld. Plan een nagesprek."
        " Laat hen lezen wat je opschrijft.",
        "Gasten komen met z’n tweeën. Van tevoren bel je. Er is een vergoeding en een treinkaartje."
        " Praat later met hen na. De gasten krijgen alles te lezen.",
    ],
)
def test_care_for_guests_can_be_said_in_many_ways(text: str) -> None:
    assert rules(("zwaarte: licht", f"zwaarte: licht\nervaringsdeskundigen: ja\nlet_op: {text}")) == []


def test_heavy_with_perhaps_guests_needs_it_and_light_does_not() -> None:
    may = ("methode:", "ervaringsdeskundigen: kan\nmethode:")
    assert rules(HEAVY, REST, may) == ["gasten"]
    assert rules(may) == []
