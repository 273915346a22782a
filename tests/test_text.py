"""Text as people type it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from armoede_toolbox.text import (
    clean,
    clean_line,
    counted,
    escape,
    listed,
    lost_in_cleaning,
    nearest,
    slug,
    spelled,
    unescape,
)

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
MARKS = st.text(alphabet="\\<#>-+*|`~=_[]().1 9a\n\t", max_size=30)


@given(ANY)
@example("e\u0301 \r\n\x00\x1b[31m\u202e\ufeff\ud800 a\u200db\u2028")
def test_cleaning_is_final(typed):
    cleaned = clean(typed)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\t\x00\x1b\x7f\x85\u2028\u2029\u202e\u2066\ufeff")
    assert not any("\ud800" <= sign <= "\udfff" for sign in cleaned)
    cleaned.encode("utf-8")


def test_what_people_need_stays():
    text = "👩‍👩‍👧 نمی‌خواهم ❤️ Ömer’s “café” €5\n\n  ingesprongen"
    assert clean(text) == text
    assert not lost_in_cleaning(text)
    assert lost_in_cleaning("a\x1b[2Jb")
    assert not lost_in_cleaning("a\r\n\tb  ")


def test_a_megabyte_is_cleaned_in_one_go():
    assert clean("ab\r\n" * 250_000).count("\n") == 249_999


@given(MARKS | ANY)
def test_escaping_is_undone_by_unescaping(typed):
    text = clean(typed)
    assert unescape(escape(text)) == text


@given(MARKS | ANY)
def test_escaped_text_holds_no_block_mark_and_no_tag(typed):
    for line in escape(clean(typed)).split("\n"):
        assert not line.lstrip(" ").startswith(("#", ">", "-", "+", "*", "|", "```", "~~~", "=", "<"))
        assert "<!--" not in line.replace("\\<", "")


@given(ANY)
def test_a_slug_is_safe_as_a_file_name(name):
    made = slug(name)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(made) <= 44
    assert made not in {"con", "nul", "aux", "prn", "com1", "lpt9"}
    assert slug(made) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [("Noord", "noord"), ("Wijkteam Ömer & co", "wijkteam-omer-co"), ("CON", "con-map"), ("a" * 99, "a" * 40)],
)
def test_slugs_people_can_read(name, made):
    assert slug(name) == made


def test_names_in_other_scripts_stay_apart():
    assert slug("北") != slug("南")
    assert slug("حي") != slug("يح")


def test_small_dutch():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b en c"
    assert counted(1, "afspraak", "afspraken") == "1 afspraak"
    assert counted(0, "afspraak", "afspraken") == "0 afspraken"
    assert spelled(date(2026, 3, 1)) == "1 maart 2026"
    assert clean_line(" a \n b ") == "a b"
    assert nearest("nord", ["Noord", "Zuid"]) == ["Noord"]
