"""Dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.dates import in_full, parse, resolver
from armoede_toolbox.text import spelled

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1 december", "2026-12-01"),
        ("1 dec", "2026-12-01"),
        ("1 dec.", "2026-12-01"),
        ("1 dec 2026", "2026-12-01"),
        ("1 dec. 2027", "2027-12-01"),
        ("  1  DECEMBER   2026 ", "2026-12-01"),
        ("dinsdag 1 december", "2026-12-01"),
        ("dinsdag 1 december 2026", "2026-12-01"),
        ("1e december", "2026-12-01"),
        ("3 mrt", "2027-03-03"),
        ("24 november", "2026-11-24"),
        ("23 november", "2027-11-23"),
        ("29 februari", "2028-02-29"),
        ("1-12-2026", "2026-12-01"),
        ("1/12/2026", "2026-12-01"),
        ("1.12.26", "2026-12-01"),
        ("1-12", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("vandaag", "2026-11-24"),
        ("Morgen", "2026-11-25"),
        ("overmorgen", "2026-11-26"),
        ("over twee weken", "2026-12-08"),
        ("over één week", "2026-12-01"),
        ("over 'n week", "2026-12-01"),
        ("over 10 dagen", "2026-12-04"),
        ("over drie maanden", "2027-02-24"),
        ("over een half jaar", "2027-05-24"),
        ("over een jaar", "2027-11-24"),
        ("volgende week", "2026-12-01"),
        ("volgende week dinsdag", "2026-12-01"),
        ("volgende week vrijdag", "2026-12-04"),
        ("vrijdag volgende week", "2026-12-04"),
        ("deze week vrijdag", "2026-11-27"),
        ("dinsdag", "2026-12-01"),
        ("woensdag", "2026-11-25"),
        ("komende maandag", "2026-11-30"),
        ("a.s. maandag", "2026-11-30"),
        ("volgende dinsdag", "2026-12-01"),
        ("dinsdag over twee weken", "2026-12-15"),
        ("volgende maand", "2026-12-24"),
    ],
)
def test_a_dutch_spelling_is_understood(typed: str, iso: str) -> None:
    found = parse(typed, TODAY)
    assert found is not None and found.isoformat() == iso


@pytest.mark.parametrize(
    "typed",
    [
        *("", "ooit", "31 februari", "32-1-2026", "30 februari", "maandag 1 december", "1-13-2026", "0026-01-01"),
        *("over 0", "over weken", "12", "3", "december", "1 december 99999", "٣ december"),
    ],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse(typed, TODAY) is None


def test_next_month_keeps_inside_a_short_month() -> None:
    assert parse("volgende maand", date(2027, 1, 31)) == date(2027, 2, 28)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_not(typed: str) -> None:
    parse(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_the_program_writes_it_can_read(day: date) -> None:
    for written in (day.isoformat(), spelled(day), in_full(day.isoformat()), f"{day.day}-{day.month}-{day.year}"):
        assert parse(written, TODAY) == day


@given(st.dates(TODAY, TODAY + timedelta(days=364)))
def test_without_a_year_the_next_one_is_meant(day: date) -> None:
    assert parse(spelled(day, year=False), TODAY) == day


def test_a_window_gets_iso_or_nothing() -> None:
    read = resolver(lambda: TODAY)
    assert (read("morgen"), read("ooit")) == ("2026-11-25", None)
    assert (in_full("2026-12-01"), in_full("ooit")) == ("dinsdag 1 december 2026", "ooit")
