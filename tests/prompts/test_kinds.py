"""What is particular to a kind: one small story per behaviour, in the words that people would see."""

from __future__ import annotations

from typing import Any

import pytest

from armoede_toolbox.form import FormError
from armoede_toolbox.prompts import totals_to_markdown
from tests.prompts.samples import prompt


def faults(read: Any) -> list[tuple[str, str]]:
    with pytest.raises(FormError) as caught:
        read()
    return list(caught.value.faults)


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3),
        (" 2,5 ", 2.5),
        ("2.5", 2.5),
        ("2,0", 2),
        ("1.500", 1500),
        ("1.234,50", 1234.5),
        ("−4", -4),
        ("-0", 0),
        ("12 stappen", 12),
    ],
)
def test_getal_reads_numbers_as_people_type_them(typed: str, value: float) -> None:
    found = prompt("getal", eenheid="stappen").read({"getal": typed})
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("typed", ["", "veel", "1e9", "nan", "3 of 4", "9" * 400, "99,0000000000001", "١٢"])
def test_getal_says_what_to_type(typed: str) -> None:
    assert faults(lambda: prompt("getal", van=1, tot=99).read({"getal": typed})) == [
        ("getal", "Typ een getal van 1 tot en met 99.")
    ]


def test_getal_summarises_without_who_said_what() -> None:
    summary = prompt("getal", eenheid="stappen").summarise([3, 40, 12, 9])
    assert summary.rows == (("laagste", 3), ("in het midden", 10.5), ("hoogste", 40))
    assert summary.unit == "stappen"


def test_schaal_wants_a_whole_number() -> None:
    assert faults(lambda: prompt("schaal").read({"schaal": "2,5"})) == [
        ("schaal", "Typ een heel getal van 1 tot en met 5.")
    ]


def test_schaal_shows_the_distribution_with_its_labels() -> None:
    scale = prompt("schaal", van=1, tot=3, labels={1: "niet", 3: "erg"})
    summary = scale.summarise([1, 3, 3])
    assert summary.title == "Dit kozen we, gemiddeld 2,3"
    assert summary.rows == (("1 (niet)", 1), ("2", 0), ("3 (erg)", 2))
    assert scale.from_markdown("3 (erg)") == 3


# --- choices --------------------------------------------------------------------------------------------------------


def test_keuze_forgives_capitals_and_names_the_options() -> None:
    choice = prompt("keuze", opties=["één", "twee"])
    assert choice.read({"keuze": "Twee "}) == "twee"
    assert faults(lambda: choice.read({"keuze": "drie"})) == [
        ("keuze", "“drie” hoort niet bij de opties. Kies uit één of twee.")
    ]
    assert faults(lambda: choice.read({"keuze": "twe"})) == [
        ("keuze", "“twe” hoort niet bij de opties. Bedoel je “twee”?")
    ]


def test_keuze_takes_your_own_text_where_the_exercise_lets_you() -> None:
    choice = prompt("keuze", 1)
    assert choice.read({"keuze": "de buurvrouw"}) == "de buurvrouw"
    assert faults(lambda: choice.read({"keuze": "Iets anders, namelijk"})) == [
        ("keuze", "Schrijf in je eigen woorden wat je bedoelt.")
    ]
    summary = choice.summarise(["kennen", "de buurvrouw", "het weer"])
    assert summary.rows == (("kennen", 1), ("durven: nu", 0), ("kunnen", 0), ("iets anders, namelijk", 2))
    assert summary.texts == ("de buurvrouw", "het weer")
    assert choice.read_totals({"tellen": {"kennen": "1", "iets anders, namelijk": "2"}}, (), 3) == {
        "kennen": 1,
        "durven: nu": 0,
        "kunnen": 0,
        "iets anders, namelijk": 2,
    }


def test_keuze_uses_the_options_as_they_stand_now() -> None:
    choice = prompt("keuze", 2)
    assert choice.read({"keuze": "Belt"}, ("Belt", "Wacht")) == "Belt"
    assert choice.refers_to() == {"eerder"}


def test_meerkeuze_keeps_the_order_of_the_options() -> None:
    choices = prompt("meerkeuze", 1)
    assert choices.read({"keuzes": ["eigen werk", "kunnen", "kennen", "kunnen"]}) == ["kennen", "kunnen", "eigen werk"]


def test_meerkeuze_counts_everyone_per_option() -> None:
    choices = prompt("meerkeuze")
    totals = choices.read_totals({"tellen": {"kennen": "8", "kunnen": "8"}}, (), 8)
    assert choices.people_in(totals) == 8
    assert faults(lambda: choices.read_totals({"tellen": {"kennen": "9"}}, (), 8)) == [
        ("tellen", "Bij één optie staat nu 9. Hier past hoogstens 8. Tel nog eens na.")
    ]


def test_stelling_takes_a_reason_only_where_it_is_typed() -> None:
    spoken, typed = prompt("stelling"), prompt("stelling", 1)
    assert spoken.read(spoken.fill("Hangt ervan af")) == {"oordeel": "hangt ervan af"}
    assert [field.name for field in spoken.form()] == ["oordeel"]
    value = typed.read({"oordeel": "eens", "reden": "Eerst dit.\n\nEn dan dat."})
    assert typed.to_markdown(value) == "eens\n\nEerst dit.\n\nEn dan dat."
    assert typed.summarise([value]).texts == ("Eerst dit.\n\nEn dan dat.",)
    assert "reden" in faults(lambda: spoken.fill({"oordeel": "eens", "reden": "daarom"}))[0][1]


def test_stelling_counts_the_room() -> None:
    statement = prompt("stelling")
    totals = statement.read_totals({"tellen": {"eens": "4", "hangt ervan af": "3"}}, (), 8)
    assert statement.summarise_totals(totals).rows == (("eens", 4), ("hangt ervan af", 3), ("oneens", 0))
    assert totals_to_markdown(totals) == "- eens: 4\n- hangt ervan af: 3\n- oneens: 0"
    assert faults(lambda: statement.read_totals({"tellen": {"eens": "5", "oneens": "4"}}, (), 8)) == [
        ("tellen", "Samen is het nu 9. Hier past hoogstens 8. Tel nog eens na.")
    ]


# --- order and points -----------------------------------------------------------------------------------------------


def test_rangorde_wants_every_option_once() -> None:
    ranking = prompt("rangorde", opties=["a", "b", "c"])
    assert faults(lambda: ranking.read({"volgorde": ["a"]})) == [("volgorde", "Geef ook “b” en “c” een plek.")]
    assert faults(lambda: ranking.read({"volgorde": ["a", "b", "c", "a"]})) == [
        ("volgorde", "Geef elke optie één plek. Een optie staat er nu vaker.")
    ]


def test_rangorde_ranks_by_the_mean_place() -> None:
    ranking = prompt("rangorde", opties=["a", "b", "c"])
    summary = ranking.summarise([["b", "a", "c"], ["b", "c", "a"], ["a", "b", "c"]])
    assert summary.rows == (("b", 1.3), ("a", 2.0), ("c", 2.7))


def test_stippen_are_all_given() -> None:
    dots = prompt("stippen")
    assert dots.read({"stippen": {"kennen": "1", "kunnen": "2", "durven: nu": ""}}) == {"kennen": 1, "kunnen": 2}
    assert faults(lambda: dots.read({"stippen": {"kennen": "1"}})) == [
        ("stippen", "Verdeel precies 3 punten. Nu is het samen 1.")
    ]
    assert faults(lambda: dots.read({"stippen": {"kennen": "veel"}})) == [
        ("stippen", "“kennen”: Typ een heel getal van 0 tot en met 3.")
    ]


def test_stippen_add_up_with_the_most_first() -> None:
    dots = prompt("stippen")
    assert dots.summarise([{"kunnen": 3}, {"kennen": 1, "kunnen": 2}]).rows == (
        ("kunnen", 5),
        ("kennen", 1),
        ("durven: nu", 0),
    )
    assert dots.people_in({"kunnen": 7}) == 3, "seven dots of three each take three people at least"


# --- boxes, grids, timelines ----------------------------------------------------------------------------------------


def test_vakken_reads_as_a_list_in_any_editor() -> None:
    boxes = prompt("vakken")
    value = boxes.read({"vakken": {"durven: nu": ["- [ ] bang", ""], "kennen": ["nooit van gehoord"], "kunnen": []}})
    assert boxes.to_markdown(value) == "- kennen\n  - nooit van gehoord\n- durven: nu\n  - \\- [ ] bang"
    assert boxes.summarise([value, value]).rows == (("kennen", 2), ("durven: nu", 2), ("kunnen", 0))
    assert boxes.options_of(value) == ("nooit van gehoord", "- [ ] bang")


def test_raster_names_the_row_where_people_differ_most() -> None:
    grid = prompt("raster", rijen=["taal", "plek"])
    summary = grid.summarise([{"taal": 3, "plek": 1}, {"taal": 4, "plek": 5}, {"taal": 3}])
    assert summary.title == "“plek”: hier kijken we het meest verschillend"
    assert summary.rows == (("taal", 3.3), ("plek", 3.0))
    assert summary.texts == ("taal: van 3 tot 4", "plek: van 1 tot 5")


def test_raster_is_counted_row_by_row() -> None:
    grid = prompt("raster", rijen=["taal", "plek"])
    totals = grid.read_totals({"taal": {"3": "2", "4": "1"}, "plek": {"1": "", "5": "0"}}, (), 4)
    assert list(totals) == ["taal"]
    assert grid.people_in(totals) == 3
    assert faults(lambda: grid.read_totals({"taal": {"3": "5"}, "plek": {"1": "x"}}, (), 4)) == [
        ("taal", "Bij één optie staat nu 5. Hier past hoogstens 4. Tel nog eens na."),
        ("plek", "“1”: Typ een heel getal van 0 of meer."),
    ]


def test_tijdlijn_has_one_line_per_event() -> None:
    timeline = prompt("tijdlijn", 1, ["aanvrager", "de gemeente: balie"])
    value = timeline.read(
        {
            "gebeurtenissen": [
                {"wat": "Belt: in gesprek", "gevoel": "Min", "wie": "aanvrager"},
                {"wat": "", "gevoel": "", "wie": ""},
                {"wat": "Hoort hoe het zit", "gevoel": "plus", "wie": "de gemeente: balie"},
            ]
        }
    )
    assert timeline.to_markdown(value) == (
        "1. min, aanvrager: Belt: in gesprek\n2. plus, de gemeente\\: balie: Hoort hoe het zit"
    )
    assert timeline.options_of(value) == ("Belt: in gesprek", "Hoort hoe het zit")
    assert timeline.from_markdown("1. Min: eerst\n   en dan\n\n3) plus: later") == [
        {"wat": "eerst en dan", "gevoel": "min"},
        {"wat": "later", "gevoel": "plus"},
    ]


def test_tijdlijn_says_which_event() -> None:
    timeline = prompt("tijdlijn")
    given = {"gebeurtenissen": [{"wat": "Belt", "gevoel": "min"}, {"wat": "Wacht", "gevoel": ""}]}
    assert faults(lambda: timeline.read(given)) == [
        ("gebeurtenissen", "Gebeurtenis 2: Kies uit min, neutraal of plus.")
    ]


# --- quiz, plans, agreements ----------------------------------------------------------------------------------------


def test_quiz_tells_the_answer_with_its_fact() -> None:
    quiz = prompt("quiz", 0, ["één", "twee"])
    assert quiz.after({"F15": "Feit."}) == "Het antwoord is: één.\n\nDit getal is oud.\n\nFeit."
    assert quiz.after({}) == "Het antwoord is: één.\n\nDit getal is oud."


def test_quiz_asks_how_sure_but_does_not_insist() -> None:
    quiz = prompt("quiz")
    assert quiz.read({"antwoord": "kunnen", "zekerheid": ""}) == {"antwoord": "kunnen"}
    value = quiz.read({"antwoord": "kunnen", "zekerheid": "4"})
    assert quiz.to_markdown(value) == "kunnen\n\nzekerheid: 4 van 5"
    summary = quiz.summarise([value, {"antwoord": "kennen", "zekerheid": 1}, {"antwoord": "kennen"}])
    assert summary.rows[0] == ("kennen", 2)
    assert summary.texts == ("Zo zeker zijn we: gemiddeld 2,5 van 5",)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("de huur stijgt", "Als ik merk dat de huur stijgt"),
        ("Als ik merk dat de huur stijgt", "Als ik merk dat de huur stijgt"),
        ("als ik merk dat de huur stijgt", "als ik merk dat de huur stijgt"),
        ("als de huur stijgt", "als de huur stijgt"),
        ("Als ik merk dat", "Als ik merk dat"),
        ("alsof", "Als ik merk dat alsof"),
    ],
)
def test_als_dan_does_not_double_its_beginning(typed: str, sentence: str) -> None:
    plan = prompt("als-dan", 1)
    value = plan.read({"als": typed, "dan": "stop"})
    assert value == {"als": sentence, "dan": "dan zeg ik stop"}
    assert plan.read(plan.fill(value)) == value


def test_als_dan_gives_back_only_what_completes_the_beginning() -> None:
    plan = prompt("als-dan", 1)
    assert plan.fill({"als": "Als ik merk dat het stokt", "dan": "dan zeg ik niets"}) == {
        "als": "het stokt",
        "dan": "niets",
    }
    assert plan.to_markdown({"als": "Als het stokt", "dan": "dan wacht ik"}) == "Als het stokt\ndan wacht ik"


def test_als_dan_names_both_fields() -> None:
    assert [name for name, _ in faults(lambda: prompt("als-dan").read({}))] == ["als", "dan"]


def test_afspraak_none_is_a_full_answer() -> None:
    agreement = prompt("afspraak")
    assert agreement.read({"afspraken": [], "terugkijken_op": "17-3-2027", "inwoner_merkt": ""}) == []
    assert agreement.to_markdown([]) == "*geen afspraak*"
    assert agreement.summarise([[]]).title == "We maken geen afspraak"


def test_afspraak_copies_what_was_asked_once() -> None:
    agreement = prompt("afspraak")
    filled = {
        "afspraken": [{"wat": "Bellen", "wie": "Sam"}, {"wat": "Vragen", "wie": "", "klaar_op": "2027-03-01"}],
        "terugkijken_op": "woensdag 17 maart 2027",
        "inwoner_merkt": "één brief minder",
    }
    value = agreement.read(filled)
    assert value == [
        {
            "wat": "Bellen",
            "wie": "Sam",
            "klaar_op": "2027-03-17",
            "terugkijken_op": "2027-03-17",
            "inwoner_merkt": "één brief minder",
        },
        {
            "wat": "Vragen",
            "klaar_op": "2027-03-01",
            "terugkijken_op": "2027-03-17",
            "inwoner_merkt": "één brief minder",
        },
    ]
    assert agreement.fill(value)["inwoner_merkt"] == "één brief minder"
    assert agreement.to_markdown(value).startswith("- Bellen\n  - wie: Sam\n  - klaar op: 2027-03-17\n")


def test_afspraak_gives_the_day_back_where_it_was_asked() -> None:
    agreement = prompt("afspraak")
    value = agreement.read({"afspraken": [{"wat": "Bellen"}], "terugkijken_op": "2027-03-17"})
    assert agreement.fill(value) == {
        "afspraken": [{"wat": "Bellen"}],
        "terugkijken_op": "2027-03-17",
        "inwoner_merkt": "",
    }


def test_afspraak_wants_a_year_and_at_most_two() -> None:
    agreement = prompt("afspraak")
    three = [{"wat": "Bellen"}] * 3
    assert faults(lambda: agreement.read({"afspraken": three, "terugkijken_op": "17 maart"})) == [
        ("afspraken", "Geef er hoogstens 2. Nu zijn het er 3."),
        ("terugkijken_op", "Typ een datum met het jaar erbij, bijvoorbeeld 17-3-2027."),
    ]


def test_afspraak_knows_its_keys() -> None:
    assert faults(lambda: prompt("afspraak").fill([{"wta": "Bellen"}]))[0][1] == (
        "De naam “wta” kennen we hier niet. Bedoel je “wat”?"
    )


def test_alleen_bespreken_keeps_nothing() -> None:
    talk = prompt("alleen-bespreken")
    assert talk.read({}) is None
    assert not talk.stores
    with pytest.raises(FormError):
        talk.fill("toch iets")


def test_lijst_counts_its_lines() -> None:
    listing = prompt("lijst", minstens=2, hoogstens=3)
    assert faults(lambda: listing.read({"regels": ["een"]})) == [("regels", "Geef er minstens 2. Nu zijn het er 1.")]
    assert prompt("lijst", 1).to_markdown([]) == "*niets*"
