"""What the library promises: enough of everything, for everyone, in little and in much time."""

from __future__ import annotations

from collections import Counter

import pytest

from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.quality import ease_of, review, review_trajectory
from armoede_toolbox.prompts import KINDS
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.storage.library import FoundTrajectory, Library
from armoede_toolbox.vocabulary import Audience, LearningNeed, Mode, Side, Variant
from armoede_toolbox.workflows.authoring import check

LIBRARY = Library.load()
EXERCISES = LIBRARY.exercises
GROUPS = ("kinderen", "jongeren", "statushouders", "alleenstaande-ouders", "werkenden")


def lengths(exercise: Exercise) -> list[int]:
    """Minutes of every version."""
    return [minutes for mode in exercise.modes for minutes in exercise.variants_in(mode).values()]


def test_there_are_fifty_four() -> None:
    per_need = Counter(exercise.learning_need for exercise in EXERCISES)
    assert [per_need[need] for need in LearningNeed] == [10, 11, 10, 12, 11]


def test_thirty_fit_in_a_quarter_of_an_hour() -> None:
    short = [exercise.id for exercise in EXERCISES if min(lengths(exercise)) <= 12]
    assert len(short) >= 30, short
    assert agenda_minutes(12) <= 15


def test_twenty_fill_three_quarters_of_an_hour() -> None:
    long = [exercise.id for exercise in EXERCISES if max(lengths(exercise)) >= 45]
    assert len(long) >= 20, long


def test_fifteen_work_for_policy_staff() -> None:
    policy = [exercise.id for exercise in EXERCISES if Audience.POLICY in exercise.audience]
    assert len(policy) >= 15, policy


@pytest.mark.parametrize("group", GROUPS)
def test_nobody_is_left_out(group: str) -> None:
    exercises = [exercise.id for exercise in EXERCISES if group in exercise.themes]
    cases = [case.id for case in LIBRARY.shared.cases.values() if group in case.groups]
    assert len(exercises) >= 2, exercises
    assert len(cases) >= 2, cases


def test_there_are_cases_and_statements_to_draw() -> None:
    assert len(LIBRARY.shared.cases) >= 20
    assert len(LIBRARY.shared.statements) >= 30


def test_every_kind_and_every_mode_is_used() -> None:
    used = {prompt.kind for exercise in EXERCISES for step in exercise.steps for prompt in step.prompts}
    assert used == set(KINDS)
    assert {mode for exercise in EXERCISES for mode in exercise.modes} == set(Mode)
    assert {variant for exercise in EXERCISES for m in exercise.modes for variant in exercise.variants_in(m)} == set(
        Variant
    )


def test_every_exercise_says_where_it_comes_from() -> None:
    assert [exercise.id for exercise in EXERCISES if not exercise.sources] == []


def test_every_exercise_looks_from_both_sides() -> None:
    def sides(exercise: Exercise) -> set[Side | None]:
        return {prompt.side for step in exercise.steps for prompt in step.prompts}

    assert [exercise.id for exercise in EXERCISES if not {Side.OWN, Side.RESIDENT} <= sides(exercise)] == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_is_good(exercise: Exercise) -> None:
    """Ours have no findings at all, also none that are only worth a look."""
    assert [(one.rule, one.loc, one.what) for one in review(exercise, LIBRARY.shared)] == []
    assert (ease_of(exercise) or 0) >= 65


@pytest.mark.parametrize("found", LIBRARY.trajectories, ids=lambda found: found.trajectory.id)
def test_every_trajectory_reads_well(found: FoundTrajectory) -> None:
    assert review_trajectory(found.trajectory, LIBRARY.shared) == []


def test_the_whole_library_is_clean() -> None:
    assert [(remark.where, remark.what) for remark in check([bundled()])] == []
