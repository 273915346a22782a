"""Pydantic's errors as Dutch problems at their place."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError, core_schema

from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.storage.dutch_errors import Remark, remarks
from armoede_toolbox.yamltext import load
from tests.exercises.sample import SAMPLE, changed, line_of

ENGLISH = re.compile(
    r"\b(input|should|must|valid|value|the|required|field|permitted|expected|unable|error|than|have|has|not|be"
    r"|be able|or|and|string|integer|boolean|list of)\b",
    re.IGNORECASE,
)


def told(text: str) -> list[Remark]:
    document = load(text)
    with pytest.raises(ValidationError) as caught:
        Exercise.from_file(document.data)
    return remarks(caught.value, document, Exercise, "mijn.yaml")


# changes, the piece of text where the error stands, what is said, what to do
CASES = {
    "unknown key": ([("uitleg: Je", "uitlg: Je")], "uitlg:", "“uitlg” kennen we hier niet.", "Bedoel je “uitleg”?"),
    "unknown key of a prompt": (
        [("tekst: Wat doen", "tekts: Wat doen")],
        "tekts:",
        "“tekts” kennen we hier",
        "“tekst”",
    ),
    "key of a kind": ([("blik: inwoner", "hoogsten: 3")], "hoogsten: 3", "“hoogsten”", "Bedoel je “hoogstens”?"),
    "key on the wrong level": (
        [("id: plan", "id: plan\n        minuten: 3")],
        "minuten: 3",
        "“minuten” kennen",
        "andere plek",
    ),
    "no idea": (
        [("id: plan", "id: plan\n        zzz: 3")],
        "zzz: 3",
        "“zzz” kennen",
        "Haal de regel weg, of kies uit: blik,",
    ),
    "missing": ([("methode: perspectiefwissel\n", "")], "formaat", "“methode” ontbreekt.", "begint met “methode:”"),
    "missing in a step": (
        [("  - titel: Kiezen\n    minuten", "  - minuten")],
        "minuten: {kort: 2, normaal: 4",
        "“titel” ont",
        "titel:",
    ),
    "nothing there": ([("titel: Kiezen", "titel:")], "titel:\n    min", "Achter “titel” staat niets.", "Vul iets in"),
    "empty text": ([("titel: Kiezen", 'titel: " "')], 'titel: " "', "Achter “titel” staat niets.", "Vul iets in"),
    "mapping as text": (
        [("tekst: Wat doen we?", "tekst: {antwoord:x}")],
        "tekst: {",
        "hoort een tekst",
        "dubbele aanhal",
    ),
    "unknown word": (
        [("zwaarte: licht", "zwaarte: ligt")],
        "zwaarte:",
        "“ligt” kennen we niet bij “zwaarte”.",
        "“licht”",
    ),
    "far from every word": ([("zwaarte: licht", "zwaarte: 9")], "zwaarte:", "“9”", "Kies uit: licht, midden of zwaar."),
    "boolean as a word": ([("zwaarte: licht", "zwaarte: true")], "zwaarte:", "“true” kennen", "Kies uit: licht"),
    "theme": (
        [("[taal, schaamte]", "[taal, schamte]")],
        "themas:",
        "“schamte” kennen we niet bij “themas”",
        "“schaamte”",
    ),
    "number": ([("LB3-03", "LB9-3")], "nummer:", "“LB9-3” kan niet bij “nummer”.", "LB3-07"),
    "id": ([("id: brief-op-de-mat", "id: Brief op de mat")], "id:", "“Brief op de mat” kan niet", "kleine letters"),
    "fact": ([("feiten: [F15]", "feiten: [15]")], "feiten:", "“feiten”", ""),
    "list": (
        [("vormen: [individueel, team]", "vormen: team")],
        "vormen:",
        "Bij “vormen” hoort een lijst.",
        "[eerste, tweede]",
    ),
    "group": (
        [("deelnemers: {min: 4, max: 12}", "deelnemers: 4")],
        "deelnemers:",
        "Bij “deelnemers” horen regels",
        "Kijk",
    ),
    "whole number": ([("{min: 4,", "{min: vier,")], "deelnemers:", "Bij “min” hoort een heel getal.", "bijvoorbeeld 3"),
    "too small": ([("{min: 4,", "{min: 0,")], "deelnemers:", "te klein", "groter dan 0"),
    "boolean": ([("stil: true", "stil: ja")], "stil:", "Bij “stil” hoort true of false.", "true voor ja"),
    "format": (
        [("formaat: 1", "formaat: 2")],
        "formaat:",
        "formaat 2. Dat kennen we nog niet.",
        "Werk de toolbox bij.",
    ),
    "format as text": ([("formaat: 1", "formaat: een")], "formaat:", "hoort een 1", "formaat: 1"),
    "no kind": ([("        soort: open\n", "")], "- id: plan", "“soort” ontbreekt", "Kies uit: open"),
    "unknown kind": (
        [("soort: open", "soort: opn")],
        "soort: opn",
        "De soort “opn” kennen we niet.",
        "Bedoel je “open”?",
    ),
    "words of a kind": (
        [("soort: open", "soort: keuze\n        opties: [één]")],
        "opties: [één]",
        "opties",
        "minstens 2",
    ),
    "no steps": (
        [(SAMPLE[SAMPLE.index("stappen:") : SAMPLE.index("feiten:")], "stappen: []\n")],
        "stappen:",
        "te weinig",
        "minstens 1",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_error_is_told_at_its_line(name: str) -> None:
    changes, at, what, do = CASES[name]
    text = changed(*changes)
    found = told(text)
    assert len(found) == 1, found
    assert (found[0].place.line, what in found[0].what, do in found[0].do) == (line_of(text, at), True, True), found
    assert found[0].where == f"mijn.yaml:{found[0].place.line}:{found[0].place.column}"
    assert not ENGLISH.search(f"{found[0].what} {found[0].do}")


def test_an_unknown_key_is_pointed_at_itself() -> None:
    (found,) = told(changed(("uitleg: Je", "uitlg: Je")))
    assert found.where == "mijn.yaml:17:5"


def test_a_list_is_not_called_too_short_because_its_items_are_wrong() -> None:
    found = told(changed(("themas: [taal, schaamte]", "themas: [tall]")))
    assert [remark.what for remark in found] == ["“tall” kennen we niet bij “themas”."]


def test_everything_is_told_at_once_in_the_order_of_the_file() -> None:
    found = told(changed(("stil: true", "stil: ja"), ("zwaarte: licht", "zwaarte: ligt"), ("LB3-03", "3-3")))
    assert [remark.place.line for remark in found] == sorted(remark.place.line for remark in found)
    assert len(found) == 3


@pytest.mark.parametrize("text", ["", "los", "- a\n- b", "1"])
def test_a_file_of_another_shape_is_named(text: str) -> None:
    found = told(text)
    assert len(found) == 1
    assert "dit bestand" in found[0].what


def test_a_number_as_a_key_is_told() -> None:
    found = told(changed(("methode:", "7: x\nmethode:")))
    assert "“7” kennen we hier niet." in found[0].what


CONTEXT: dict[str, Any] = {
    **dict.fromkeys(("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "actual_length"), 3),
    **dict.fromkeys(
        ("max_digits", "decimal_places", "whole_digits", "expected_version", "tz_expected", "tz_actual"), 3
    ),
    **dict.fromkeys(("field_type", "class_name", "class", "discriminator", "tag", "expected_tags", "name"), "Thing"),
    **dict.fromkeys(("attribute", "method_name", "encoding", "encoding_error", "expected_schemes"), "thing"),
    "pattern": "^[a-z0-9]+$",
    "expected": "'licht' or 'midden'",
    "error": "must be valid",
}


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
@pytest.mark.parametrize("given", ["iets", None, {"a": 1}, 3])
def test_no_error_of_pydantic_leaks_english(kind: str, given: object) -> None:
    context = CONTEXT if kind not in ("value_error", "assertion_error") else {"error": ValueError("must be nice")}
    line: Any = {"type": kind, "loc": ("stappen", 0, "titel"), "input": given, "ctx": context}
    error = ValidationError.from_exception_data("x", [line])
    found = remarks(error, load(SAMPLE), Exercise, "mijn.yaml")
    assert len(found) == 1
    assert found[0].what
    assert found[0].do
    assert not ENGLISH.search(f"{found[0].what} {found[0].do}")


def test_an_unknown_custom_error_still_is_dutch() -> None:
    line: Any = {"type": PydanticCustomError("strange", "This is wrong"), "loc": ("titel",), "input": "x"}
    error = ValidationError.from_exception_data("x", [line])
    assert remarks(error, load(SAMPLE), Exercise, "a")[0].what == "Dit klopt niet bij “titel”."
