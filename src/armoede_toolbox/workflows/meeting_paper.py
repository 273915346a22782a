"""A meeting of a trajectory as it goes on paper, before anybody knows what the group will say."""

from __future__ import annotations

import re
from typing import Final

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.meeting import VARIANT, Story, compose, on_paper
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.storage.library import Library
from armoede_toolbox.text import counted, quoted
from armoede_toolbox.workflows.exercise_page import Shown
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import written

_NAMED: Final = re.compile(r"(T\d{1,2})(?:-(\d{1,2}))?", re.IGNORECASE)
"""``T1-2``; without a meeting nobody knows which one."""


def meeting_of(house: House, name: str, number: int | None = None) -> tuple[Shown, int] | None:
    """The meeting that is meant, with its minutes; ``None`` when an exercise is meant.

    Raises ``ToolboxError`` when there is no such meeting.
    """
    named = _NAMED.fullmatch(name.strip())
    if named is None and number is None:
        return None
    library = Library.load(house.places.exercises)
    found = library.find_trajectory(named[1].upper() if named else name)
    number = number or (int(named[2]) if named and named[2] else None)
    trajectory = found.trajectory
    if number is None or not 1 <= number <= len(trajectory.meetings):
        raise _which(trajectory)
    meeting = trajectory.meetings[number - 1]
    exercises = {exercise.id: exercise for exercise in library.exercises}
    gone = [part.exercise for part in meeting.parts if part.exercise and part.lasts(exercises) is None]
    if gone:
        raise ToolboxError(f"De oefening {quoted(gone[0])} is er niet in deze vorm en tijd.", written(found.path))
    exercise = on_paper(compose(trajectory, number, meeting.parts, exercises, _story(trajectory, number)))
    mode = exercise.modes[0]
    return Shown(exercise, library.shared, {}, mode, VARIANT, written(found.path), house.today()), meeting.minutes


def _which(trajectory: Trajectory) -> ToolboxError:
    many = counted(len(trajectory.meetings), "bijeenkomst", "bijeenkomsten")
    what = f"{quoted(trajectory.title)} heeft {many}. Welke bedoel je?"
    return ToolboxError(what, "", f"Zet het nummer erachter, bijvoorbeeld: {trajectory.number}-1")


def _story(trajectory: Trajectory, number: int) -> Story:
    """As if nobody said anything yet, but that there are points to mark."""
    if number == 1:
        return Story()
    points = (trajectory.title,) if trajectory.learning_question else ()
    return Story(begins=False, indicators=points, tasks=trajectory.meetings[number - 2].between)
