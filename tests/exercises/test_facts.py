"""How a fact is told: how sure it is, and how old."""

from __future__ import annotations

from typing import Any

import pytest

from armoede_toolbox.exercises.shared import Fact, is_old, stated

OLD = "Dit cijfer is ouder dan twee jaar."
LONG_AGO = "Dit is langer dan twee jaar geleden. Kijk of het nog zo is."
REVISED = "Dit cijfer is later bijgesteld."


def fact(**extra: Any) -> Fact:
    known = {"id": "F1", "tekst": "In 2024 was het 3,1 procent.", "peiljaar": 2024, "bron": ["CBS25"]}
    return Fact.from_file({**known, "status": "gevonden", **extra})


def test_a_found_fact_is_told_as_it_is() -> None:
    assert stated(fact(), 2026) == "In 2024 was het 3,1 procent."


@pytest.mark.parametrize(
    ("reference", "year", "old"),
    [
        (2024, 2026, False),
        (2024, 2027, True),
        (2027, 2026, False),
        ("2023/24", 2026, True),
        ("2021 tot 2024", 2026, False),
        ("1 januari 2018", 2026, True),
        ("onbekend", 2026, False),
    ],
)
def test_a_fact_is_old_after_two_years(reference: str | int, year: int, old: bool) -> None:
    one = fact(peiljaar=reference)
    assert is_old(one, year) is old
    assert (OLD in stated(one, year)) is old


def test_without_a_year_nothing_is_said() -> None:
    assert not is_old(fact(peiljaar=None), 2099)


def test_a_revised_fact_says_so_after_its_age() -> None:
    assert stated(fact(herzien=True), 2024) == f"In 2024 was het 3,1 procent. {REVISED}"
    assert stated(fact(herzien=True), 2030).endswith(f"{OLD} {REVISED}")


@pytest.mark.parametrize("text", ["Sinds 1 januari 2021 moet het.", "In 2017 kwam er een rapport."])
def test_what_is_no_figure_is_not_called_one(text: str) -> None:
    assert stated(fact(tekst=text, peiljaar=2017), 2026) == f"{text} {LONG_AGO}"


@pytest.mark.parametrize(
    ("status", "start"), [("na-te-gaan", "Nog na te gaan: In"), ("afgeleid", "Zelf afgeleid, nog na te gaan: In")]
)
def test_what_was_not_found_is_not_stated_as_a_fact(status: str, start: str) -> None:
    assert stated(fact(status=status), 2026).startswith(start)
