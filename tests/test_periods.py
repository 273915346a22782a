"""Periods as people type them to look back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.dates import in_full
from armoede_toolbox.periods import Period, is_loose_weekday, read
from armoede_toolbox.text import DAYS, MONTHS, spelled

TODAY = date(2026, 11, 24)  # a Tuesday
DATES = st.dates(date(1910, 1, 1), date(2189, 12, 31))
NAMES = (
    *("vandaag", "gisteren", "eergisteren", "deze week", "vorige week", "deze maand", "vorige maand"),
    *("dit kwartaal", "vorig kwartaal", "dit jaar", "vorig jaar", "afgelopen week", "de laatste 3 maanden"),
    *("twee weken geleden", "een half jaar geleden", "Q1", "k4", "eerste kwartaal", "week 12", "2 jaar geleden"),
    *(f"{start}{name}" for name in MONTHS for start in ("", "afgelopen ")),
    *(f"{start}{name}" for name in DAYS for start in ("", "afgelopen ", "vorige week ", "vorige ")),
)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("gisteren", "2026-11-23", "2026-11-23"),
        ("Eergisteren", "2026-11-22", "2026-11-22"),
        ("deze week", "2026-11-23", "2026-11-29"),
        ("vorige week", "2026-11-16", "2026-11-22"),
        ("vorige maand", "2026-10-01", "2026-10-31"),
        ("vorig kwartaal", "2026-07-01", "2026-09-30"),
        ("vorig jaar", "2025-01-01", "2025-12-31"),
        ("maart", "2026-03-01", "2026-03-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("afgelopen december", "2025-12-01", "2025-12-31"),
        ("mrt. 2025", "2025-03-01", "2025-03-31"),
        ("maart vorig jaar", "2025-03-01", "2025-03-31"),
        ("februari 2024", "2024-02-01", "2024-02-29"),
        ("3 maart", "2026-03-03", "2026-03-03"),
        ("3 december", "2025-12-03", "2025-12-03"),
        ("3 maart 2026", "2026-03-03", "2026-03-03"),
        ("29 februari", "2024-02-29", "2024-02-29"),
        ("afgelopen maandag", "2026-11-23", "2026-11-23"),
        ("dinsdag", "2026-11-17", "2026-11-17"),
        ("vorige week vrijdag", "2026-11-20", "2026-11-20"),
        ("twee weken geleden", "2026-11-10", "2026-11-10"),
        ("3 maanden geleden", "2026-08-24", "2026-08-24"),
        ("de afgelopen drie weken", "2026-11-03", "2026-11-24"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-09", "2026-09-01", "2026-09-30"),
        ("9-2026", "2026-09-01", "2026-09-30"),
        ("Q1", "2026-01-01", "2026-03-31"),
        ("Q1 2025", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("vierde kwartaal van 2025", "2025-10-01", "2025-12-31"),
        ("week 12", "2026-03-16", "2026-03-22"),
        ("week 50", "2025-12-08", "2025-12-14"),
        ("week 1 van 2026", "2025-12-29", "2026-01-04"),
        ("3-11-2026", "2026-11-03", "2026-11-03"),
        ("3-12", "2025-12-03", "2025-12-03"),
    ],
)
def test_a_dutch_period_is_understood(typed: str, first: str, last: str) -> None:
    assert read(typed, TODAY) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    ["", "ooit", "zomer", "31 februari", "maandag 2 december", "2026-13", "0026", "Q5", "week 54", "20260101", "12"],
)
def test_what_is_no_period_is_not_guessed(typed: str) -> None:
    assert read(typed, TODAY) is None


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_not(typed: str) -> None:
    found = read(typed, TODAY)
    assert found is None or found.first <= found.last


@given(DATES, DATES)
def test_what_the_program_writes_is_that_day(day: date, today: date) -> None:
    written = (day.isoformat(), spelled(day), in_full(day.isoformat()), f"{day.day}-{day.month}-{day.year}")
    for typed in written:
        assert read(typed, today) == (day, day)


@given(DATES)
def test_a_month_a_quarter_and_a_year_hold_their_days(day: date) -> None:
    quarter = (day.month - 1) // 3 + 1
    for typed in (f"{MONTHS[day.month - 1]} {day.year}", f"{day:%Y-%m}", f"Q{quarter} {day.year}", str(day.year)):
        found = read(typed, TODAY)
        assert found is not None and found.first <= day <= found.last
        assert found.first.day == 1 and (found.last + timedelta(days=1)).day == 1


@given(st.sampled_from(NAMES), DATES)
def test_every_name_is_a_period_that_began(name: str, today: date) -> None:
    found = read(name, today)
    assert found is not None
    assert found.first <= found.last
    assert found.first <= today


@given(st.integers(0, 364))
def test_without_a_year_the_last_one_is_meant(ago: int) -> None:
    day = TODAY - timedelta(days=ago)
    assert read(spelled(day, year=False), TODAY) == (day, day)


def test_a_day_of_the_week_alone_is_loose() -> None:
    assert is_loose_weekday(" Maandag ")
    assert not is_loose_weekday("afgelopen maandag")
