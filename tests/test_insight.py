"""Periods hold every day once, and what cannot be compared is never set beside itself."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.insight import (
    Asked,
    Done,
    Grain,
    belongs_to,
    distributions,
    grain_of,
    over_time,
    period_of,
    periods,
    repeated,
    series,
    themes,
)
from armoede_toolbox.vocabulary import FLOOR, THEMES, LearningNeed

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
DONE = st.builds(
    Done,
    day=DAYS,
    exercise=st.sampled_from(["a", "b"]),
    need=st.sampled_from(LearningNeed),
    themes=st.lists(st.sampled_from(THEMES[:4]), max_size=2, unique=True).map(tuple),
)


@given(st.lists(DONE, min_size=1, max_size=20))
def test_every_exercise_counts_once_in_its_period(done: list[Done]) -> None:
    time = over_time(done)
    assert sum(time.total(need) for need in LearningNeed) == len(done)
    assert time.periods == tuple(sorted(set(time.periods)))
    assert len(time.periods) <= 12
    assert {period_of(one.day, time.periods[0].grain) for one in done} <= set(time.periods)
    assert set(time.untouched) == set(LearningNeed) - {one.need for one in done}
    assert sum(amount for _, amount in themes(done)) == sum(len(one.themes) for one in done)


@given(DAYS, DAYS)
def test_periods_follow_each_other_without_a_gap(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for grain in Grain:
        found = periods(first, last, grain)
        assert (found[0], found[-1]) == (period_of(first, grain), period_of(last, grain))
        months = [period.year * 12 + period.first for period in found]
        assert {after - before for before, after in pairwise(months)} <= {
            {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
        }


@pytest.mark.parametrize(
    ("last", "grain"),
    [(date(2026, 12, 31), Grain.MONTH), (date(2027, 1, 1), Grain.QUARTER), (date(2030, 1, 1), Grain.YEAR)],
)
def test_the_periods_fit_the_span(last: date, grain: Grain) -> None:
    assert grain_of(date(2026, 1, 1), last) is grain


def asked(day: int, kind: str, *values: Any, totals: dict[str, Any] | None = None, people: int | None = None) -> Asked:
    return Asked(
        day=date(2026, 1, day),
        session=str(day),
        exercise="e",
        question="q",
        kind=kind,
        text="Hoe?",
        people=len(values) if people is None else people,
        together=False,
        values=values,
        totals=totals,
    )


NUMBERS = st.lists(st.integers(1, 5), max_size=9)


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_counted_or_typed_gives_the_same_mean_and_never_of_a_few(groups: list[list[int]]) -> None:
    typed = [asked(day, "schaal", *group) for day, group in enumerate(groups, start=1)]
    count = [
        asked(day, "schaal", totals={str(n): group.count(n) for n in range(1, 6)}, people=len(group))
        for day, group in enumerate(groups, start=1)
    ]
    assert series(typed).lines == series(count).lines
    for group, point in zip(groups, series(typed).lines[0][1], strict=True):
        assert (point.mean is not None) == (len(group) >= FLOOR)
        assert point.mean is None or min(group) <= point.mean <= max(group)


@given(st.lists(st.lists(st.sampled_from(["ja", "nee", "mijn eigen zin"]), max_size=8), min_size=1, max_size=4))
def test_own_words_are_never_an_option(groups: list[list[str]]) -> None:
    run = [asked(day, "keuze", *group) for day, group in enumerate(groups, start=1)]
    found = distributions(run, ("ja", "nee"))
    assert "mijn eigen zin" not in found.options
    for group, moment in zip(groups, found.moments, strict=True):
        assert (moment.counts is None) == (len(group) < FLOOR)
        assert moment.counts is None or sum(moment.counts.values()) == len(group)


def test_once_is_not_again() -> None:
    assert repeated([asked(1, "schaal", 1), asked(1, "schaal", 2)]) == []
    assert len(repeated([asked(1, "schaal", 1), asked(2, "schaal", 2)])) == 1
    assert repeated([asked(1, "schaal", 1), asked(2, "getal", 2)]) == []


def test_a_question_of_a_meeting_belongs_to_its_part_or_to_the_trajectory() -> None:
    meeting = {"oefening": "t1-2", "onderdelen": ["check-in", "cirkels"], "traject": "t1"}
    assert belongs_to(meeting, "d2-hoe") == ("cirkels", "hoe")
    assert belongs_to(meeting, "cijfer-nu.1") == ("t1", "cijfer-nu.1")
    assert belongs_to(meeting | {"traject": None}, "d9-hoe") == ("t1-2", "d9-hoe")
    assert belongs_to({"oefening": "cirkels", "onderdelen": []}, "d2-hoe") == ("cirkels", "d2-hoe")
