"""Signals are gathered by what was written, and by nothing else."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.signals import Marked, gather, marked_in, same, to_json
from armoede_toolbox.vocabulary import LearningNeed

DAY = date(2026, 3, 2)


def marked(what: str, days: int = 0, team: str = "noord", addressee: str | None = None, **more: str) -> Marked:
    day = DAY + timedelta(days=days)
    session = more.get("session", f"{day}-1200-{team}")
    return Marked(what=what, day=day, session=session, need=LearningNeed.RESIDENTS, team=team, addressee=addressee)


TEXTS = st.sampled_from(["De brief is te lang", "de brief is te lang.", "Dé brief: is te láng", "Er is geen tolk", "—"])
MARKS = st.builds(
    marked,
    TEXTS | st.text(min_size=1, max_size=12),
    st.integers(0, 60),
    st.sampled_from(["noord", "zuid"]),
    st.none() | st.sampled_from(["de gemeente", "Gemeente", "UWV"]),
)


@given(st.lists(MARKS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_marking_makes_no_difference_and_nothing_is_lost(marks: list[Marked], chance: random.Random):
    shuffled = list(marks)
    chance.shuffle(shuffled)
    found = gather(marks)
    assert {(one.what, one.times, one.since, one.last) for one in gather(shuffled)} == {
        (one.what, one.times, one.since, one.last) for one in found
    }
    assert {same(one.what) for one in found} == {same(one.what) for one in marks}
    assert sum(one.times for one in found) == len({(one.session, same(one.what)) for one in marks})


def test_equal_but_for_case_accents_and_points_is_one_signal():
    (one,) = gather(
        [
            marked("De brief is te lang.", 0, "noord", "de gemeente"),
            marked("de brief is te láng", 7, "zuid", "UWV"),
            marked("De brief is te lang.", 9, "noord", "De gemeente"),
        ]
    )
    assert (one.what, one.times, one.teams) == ("De brief is te lang.", 3, 2)
    assert (one.since, one.last) == (DAY, DAY + timedelta(days=9))
    assert one.addressees == ("De gemeente", "UWV")


def test_one_session_says_a_signal_once():
    (one,) = gather([marked("Er is geen tolk", session="a"), marked("er is geen tolk!", session="a")])
    assert one.times == 1


def test_what_looks_alike_stands_beside_it_and_is_not_counted_with_it():
    found = gather(
        [
            marked("De brief van de toeslag is te lang"),
            marked("De brief van de toeslag is te lang", 1),
            marked("Er is geen tolk bij het loket"),
            marked("Er is geen tolk bij het loket", 2),
            marked("De brief van de toeslag is te moeilijk", 3),
        ]
    )
    assert [(one.what.rpartition(" ")[2], one.times, one.like is None) for one in found] == [
        ("loket", 2, True),
        ("lang", 2, True),
        ("moeilijk", 1, False),
    ]
    assert found[2].like == "De brief van de toeslag is te lang"


def test_a_signal_marked_later_counts_on_the_day_that_it_was_said():
    entry = {
        "sessie": "2026-06-01-0900-zzzz",
        "hoort_bij": "2026-03-02-1405-k7f3",
        "begonnen": "2026-06-01T09:00:00+02:00",
        "leerbehoefte": "inwoners",
        "signalen": [{"wat": "Er is geen tolk", "voor_wie": None}],
    }
    (one,) = marked_in(entry, "noord")
    assert (one.day, one.session) == (DAY, "2026-03-02-1405-k7f3")
    (later,) = marked_in(entry | {"hoort_bij": "kwijt"}, "noord")
    assert later.day == date(2026, 6, 1)


def test_a_script_learns_nothing_about_where_it_came_from():
    (one,) = gather([marked("Er is geen tolk", team="noord")])
    assert to_json(one, one_team=False) == {
        "wat": "Er is geen tolk",
        "keer": 1,
        "sinds": "2026-03-02",
        "laatst": "2026-03-02",
        "voor_wie": [],
        "teams": 1,
        "leerbehoeften": ["inwoners"],
        "lijkt_op": None,
    }
    assert to_json(one, one_team=True)["teams"] is None
