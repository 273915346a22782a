"""From words to values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from armoede_toolbox.cli import readers
from armoede_toolbox.vocabulary import LearningNeed, Mode, Weight

TODAY = date.today()
READ: list[tuple[Callable[[str], Any], str, Any]] = [
    (readers.number, "8", 8),
    (readers.minutes, " 30 ", 30),
    (readers.need, "3", LearningNeed.RESIDENTS),
    (readers.need, "Wat-Werkt", LearningNeed.WHAT_WORKS),
    (readers.need, "wat werkt", LearningNeed.WHAT_WORKS),
    (readers.mode, "TEAM", Mode.TEAM),
    (readers.weight, "zwaar", Weight.HEAVY),
    (readers.theme, "Niet-gebruik", "niet-gebruik"),
    (readers.clock_time, "13:30", time(13, 30)),
    (readers.clock_time, "9.05", time(9, 5)),
    (readers.clock_time, "13u", time(13, 0)),
    (readers.clock_time, "9", time(9, 0)),
    (readers.day, "2026-11-22", date(2026, 11, 22)),
    (readers.day, "22 november 2026", date(2026, 11, 22)),
    (readers.day, "vandaag", TODAY),
    (readers.day, "morgen", TODAY + timedelta(days=1)),
    (readers.day, "gisteren", TODAY - timedelta(days=1)),
    (readers.day, "twee weken geleden", TODAY - timedelta(weeks=2)),
    (readers.day, "over twee weken", TODAY + timedelta(weeks=2)),
    (readers.since, "2026-11-22", date(2026, 11, 22)),
    (readers.since, "maart 2025", date(2025, 3, 1)),
    (readers.until, "maart 2025", date(2025, 3, 31)),
    (readers.since, "vorig jaar", date(TODAY.year - 1, 1, 1)),
    (readers.until, "vorig jaar", date(TODAY.year - 1, 12, 31)),
    (readers.until, "2099-01-01", date(2099, 1, 1)),
    (readers.since, "sinds maart 2025", date(2025, 3, 1)),
    (readers.since, "Vanaf  maart 2025", date(2025, 3, 1)),
    (readers.until, "tot en met maart 2025", date(2025, 3, 31)),
    (readers.until, "t/m 3 maart 2025", date(2025, 3, 3)),
]
MISREAD: list[tuple[Callable[[str], Any], str]] = [
    *((readers.number, word) for word in ("", "0", "-3", "acht", "8,5", "³", "99999", "1e3")),
    *((readers.minutes, word) for word in ("", "0", "30 min", "een half uur")),
    *((readers.need, word) for word in ("", "0", "6", "inwoner")),
    *((readers.clock_time, word) for word in ("", "24:00", "13:60", "half twee")),
    *((readers.day, word) for word in ("", "gisteravond", "2026-13-01", "31 februari", "maart", "Maandag")),
    *((read, word) for read in (readers.since, readers.until) for word in ("", "ooit", "zomer", "2026-13", "morgen")),
    (readers.since, "tot maart 2025"),
    (readers.until, "sinds maart 2025"),
    (readers.mode, "alleen"),
    (readers.words, "  "),
]


@pytest.mark.parametrize(("reader", "typed", "meant"), READ)
def test_what_people_type_is_read(reader: Callable[[str], Any], typed: str, meant: Any) -> None:
    assert reader(typed) == meant


@pytest.mark.parametrize(("reader", "typed"), MISREAD)
def test_what_cannot_be_read_says_what_can(reader: Callable[[str], Any], typed: str) -> None:
    with pytest.raises(readers.Misread) as error:
        reader(typed)
    assert error.value.do.endswith((".", "?"))


@pytest.mark.parametrize("ago", [0, 1, 30, 200, 360])
def test_a_day_without_a_year_is_the_last_one(ago: int) -> None:
    meant = TODAY - timedelta(days=ago)
    if (meant.month, meant.day) != (2, 29):
        assert readers.day(f"{meant.day}-{meant.month}") == meant


@pytest.mark.parametrize("typed", ["vorige", "3", "Afgelopen"])
def test_more_words_need_quotation_marks(typed: str) -> None:
    for read in (readers.since, readers.until, readers.day):
        with pytest.raises(readers.Misread, match="tussen aanhalingstekens"):
            read(typed)


def test_a_theme_that_is_nearly_right_is_recognised() -> None:
    with pytest.raises(readers.Misread, match="Bedoel je schaamte"):
        readers.theme("schaamt")
    with pytest.raises(readers.Misread, match=r"Kies uit: cijfers, .* of alleenstaande-ouders"):
        readers.theme("qqq")
