"""Progress is derived: from any files, in any order, and what does not fit is a doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.progress import Held, Progress, Reached, fold
from armoede_toolbox.yamltext import load
from tests.exercises.trajectories import TRAJECTORY

TWICE = Trajectory.from_file(load(TRAJECTORY).data)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def one(number: int | None, day: int = 0, **extra: Any) -> Held:
    planned = ("check-in", "brief-op-de-mat") if number == 1 else ("brief-op-de-mat", "pauze")
    known: dict[str, Any] = {"done": planned, "session": f"s{day}", "where": f"{day}.md", "title": "Een keer"}
    return Held(started=START + timedelta(days=day), number=number, **(known | extra))


def progress(*meetings: Held) -> Progress:
    return fold(TWICE, meetings)


names = st.sampled_from(["check-in", "brief-op-de-mat", "pauze", "cirkels"])
some = st.lists(names, max_size=3).map(tuple)
held = st.builds(
    lambda number, day, done, missed: one(number, day, done=done, not_reached=missed, half=done[-1:]),
    st.none() | st.integers(-1, 5),
    st.integers(0, 9),
    some,
    some,
)


@given(st.lists(held, max_size=6).flatmap(lambda all_: st.tuples(st.just(all_), st.permutations(all_))))
def test_the_order_of_the_files_makes_no_difference(pair: tuple[list[Held], list[Held]]) -> None:
    unique = {(one.session, one.number): one for one in pair[0]}
    shuffled = [one for one in pair[1] if unique[(one.session, one.number)] is one]
    first, second = fold(TWICE, unique.values()), fold(TWICE, [*shuffled, *shuffled])
    assert first == second
    assert first.doubts({}) == second.doubts({})
    assert first.next is None or 1 <= first.next <= first.total
    for number in first.numbers:
        assert len(first.parts(number)) == len(TWICE.meetings[number - 1].parts)
        assert isinstance(first.extra(number), list)


def test_nothing_was_done() -> None:
    assert (progress().next, progress().held, progress().doubts({}), progress().tasks) == (1, (), [], ())


def test_the_first_was_done() -> None:
    found = progress(one(1, next_on=START.date()))
    assert (found.next, found.next_on, [task.who for task in found.tasks]) == (2, START.date(), ["ieder"])


def test_a_part_that_was_not_reached_was_done_later() -> None:
    first = one(1, done=("check-in",), not_reached=("brief-op-de-mat",))
    assert [how for _, how in progress(first).parts(1)] == [Reached.DONE, Reached.NOT_REACHED]
    assert [how for _, how in progress(first, one(2, 7)).parts(1)] == [Reached.DONE, Reached.LATER]


def test_a_part_in_which_people_stopped_is_half() -> None:
    stopped = one(1, done=("check-in", "brief-op-de-mat"), half=("brief-op-de-mat",))
    assert [how for _, how in progress(stopped).parts(1)] == [Reached.DONE, Reached.HALF]


def test_what_was_said_last_counts_whatever_the_files_are_called() -> None:
    first, again = one(1, 0, question="eerst", where="z.md"), one(1, 7, question="daarna", where="a.md")
    found = progress(again, first)
    assert (found.question, found.of(1)) == ("daarna", again)


def test_what_does_not_fit_is_named() -> None:
    assert progress(one(2)).doubts({})[0].startswith("Van bijeenkomst 1 is er geen bestand.")
    assert progress(one(1), one(5, 1)).doubts({}) == [
        "Op 3 maart 2026 was er een bijeenkomst 5. Deze reeks heeft nu 2 bijeenkomsten. "
        "Misschien is de reeks veranderd."
    ]
    assert progress(one(None)).doubts({}) == ["In een bestand staat niet welke bijeenkomst het was: 0.md"]
    (changed,) = progress(one(1, done=("check-in",))).doubts({})
    assert changed.startswith("Bij bijeenkomst 1 hoort nu ook “brief-op-de-mat”.")
    assert progress(one(1, done=("check-in",), changes=("Overgeslagen: de brief.",))).doubts({}) == []


def test_a_new_round_begins_after_the_last_meeting() -> None:
    found = progress(one(1), one(2, 7), one(1, 300))
    assert (len(found.rounds), found.next, found.doubts({})) == (2, 2, [])
    assert len(progress(one(1), one(1, 7)).rounds) == 1
