"""A meeting as one exercise: as sound as any other, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from armoede_toolbox.exercises import checks
from armoede_toolbox.exercises.meeting import VARIANT, MeetingExercise, Story, compose, key_in, origin, read
from armoede_toolbox.exercises.trajectory import Part, Task, Trajectory, planned
from armoede_toolbox.session import Kind, Session, View, agenda, events
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.session.look_back import EXERCISE, WHICH
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Ending, Mode, Variant, Who
from armoede_toolbox.workflows import stage
from tests.workflows.test_running import setup_of

LIBRARY = Library.load()
EXERCISES = {exercise.id: exercise for exercise in LIBRARY.exercises}
NOT_FOR_MEETINGS = {"_number"}
"""A meeting has the number of its trajectory."""


def story_of(trajectory: Trajectory, number: int) -> Story:
    if number == 1:
        return Story()
    question = "Wat willen wij weten?" if trajectory.learning_question else None
    points = ("rust", "tijd") if question else ()
    tasks = trajectory.meetings[number - 2].between
    return Story(begins=False, question=question, indicators=points, tasks=tasks, changes=("Overgeslagen: niets.",))


def meetings() -> Iterator[tuple[str, Trajectory, int, MeetingExercise]]:
    for found in LIBRARY.trajectories:
        for number, meeting in enumerate(found.trajectory.meetings, start=1):
            story = story_of(found.trajectory, number)
            made = compose(found.trajectory, number, meeting.parts, EXERCISES, story)
            yield f"{found.number}-{number}", found.trajectory, number, made


EVERY = [pytest.param(trajectory, number, made, id=name) for name, trajectory, number, made in meetings()]


@pytest.mark.parametrize(("trajectory", "number", "made"), EVERY)
def test_a_meeting_passes_the_checks_of_an_exercise(trajectory: Trajectory, number: int, made: MeetingExercise) -> None:
    del trajectory, number
    found = [finding for one in checks.CHECKS if one.__name__ not in NOT_FOR_MEETINGS for finding in one(made)]
    found += [*checks._known_codes(made, LIBRARY.shared), *checks._sources_used(made, LIBRARY.shared)]
    assert [finding for finding in found if finding.error] == []
    assert read(made.to_file()) == made


@pytest.mark.parametrize(("trajectory", "number", "made"), EVERY)
def test_it_takes_the_time_of_its_parts(trajectory: Trajectory, number: int, made: MeetingExercise) -> None:
    parts = trajectory.meetings[number - 1].parts
    for part, piece in zip(parts, made.pieces, strict=True):
        steps = [made.steps[step] for step in piece.steps]
        assert sum(step.lasts(VARIANT, made.modes[0]) or 0 for step in steps) == part.lasts(EXERCISES)
    around = trajectory.meetings[number - 1].look_back + agenda_minutes(made.lasts(VARIANT, made.modes[0]))
    assert around == planned(trajectory, number, EXERCISES)
    own = len(made.steps) - sum(piece.size for piece in made.pieces)
    assert 0 <= own <= 2


@pytest.mark.parametrize(("trajectory", "number", "made"), EVERY)
def test_the_room_sees_few_words(trajectory: Trajectory, number: int, made: MeetingExercise) -> None:
    del trajectory, number
    session = Session(setup_of(made, made.modes[0], Variant.NORMAL, view=View.SHARED))
    for place in agenda(session):
        if made.modes == (Mode.TEAM,) and place.kind in (Kind.OPENING, Kind.STEP, Kind.ASK):
            screen = stage.for_room(session, "nog 3 minuten")
            most = 70 if place.kind is Kind.OPENING else 48
            words = len(" ".join(block.text for block in screen.blocks if block.style != "row").split())
            assert words <= most, (place.id, words)
        session.apply(events.done(place.id))


@pytest.mark.parametrize(("trajectory", "number", "made"), EVERY)
def test_a_meeting_agrees_once(trajectory: Trajectory, number: int, made: MeetingExercise) -> None:
    del trajectory, number
    asking = [n for n, piece in enumerate(made.pieces) for step in piece.steps if _asks(made, step)]
    assert len(set(asking)) <= 1
    assert made.ending in (Ending.AGREEMENT, Ending.IF_THEN, Ending.NONE)


def _asks(made: MeetingExercise, step: int) -> bool:
    return any(prompt.kind == "afspraak" for prompt in made.steps[step].prompts)


def test_pairs_inside_a_team_answer_as_pairs() -> None:
    trajectory = LIBRARY.find_trajectory("T3").trajectory
    made = compose(trajectory, 3, trajectory.meetings[2].parts, EXERCISES, Story())
    own = {prompt.id: prompt for step in EXERCISES["woorden-wegen"].steps for prompt in step.prompts}
    for prompt in (prompt for step in made.steps for prompt in step.prompts if prompt.id.startswith("d1-")):
        before = own[prompt.id.removeprefix("d1-")]
        if prompt.for_each or prompt.kind == "afspraak":
            assert prompt.who is Who.TOGETHER
        else:
            assert prompt.who is (Who.EACH if before.who is Who.EACH else Who.PAIRS)


def test_the_same_exercise_twice_keeps_its_questions_apart() -> None:
    trajectory = LIBRARY.find_trajectory("T1").trajectory
    parts = [part for part in trajectory.meetings[1].parts if part.exercise == EXERCISE] * 2
    made = compose(trajectory, 2, parts, EXERCISES, Story())
    ids = [prompt.id for step in made.steps for prompt in step.prompts]
    assert len(ids) == len(set(ids))
    assert made.key(EXERCISE, WHICH) == f"d1-{WHICH}"
    each = {prompt.id: prompt.for_each for step in made.steps for prompt in step.prompts if prompt.for_each}
    assert each["d2-stand"] == f"d2-{WHICH}"


def test_what_does_not_fit_on_the_screen_is_read_out() -> None:
    trajectory = LIBRARY.find_trajectory("T1").trajectory
    part = Part(exercise="cirkels", mode=Mode.SOLO, explanation=" ".join(["woord"] * 60))
    made = compose(trajectory, 1, [part], EXERCISES, Story(tasks=(Task(who="ieder", what="woord " * 50),)))
    assert "woord woord" in str(made.steps[made.pieces[0].first].say)
    assert "woord woord" in str(made.steps[0].say)


def test_where_a_question_of_a_file_comes_from() -> None:
    parts = ("check-in", "casus-terugspoelen")
    assert origin(parts, key_in(2, "haperpunten")) == ("casus-terugspoelen", "haperpunten")
    assert origin(parts, "leervraag") is origin(parts, "d3-iets") is None
