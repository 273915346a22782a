"""``traject lijst`` and ``traject toon``: which there are, and one of them by the clock. Both only read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.meeting import LEARNING_TITLE, MARKS_TITLE, SINCE_TITLE
from armoede_toolbox.exercises.shared import Source
from armoede_toolbox.exercises.trajectory import Frame, Meeting, Part, Slot, Trajectory, plan
from armoede_toolbox.progress import Progress, Reached
from armoede_toolbox.storage.library import FoundTrajectory, Library
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, listed, slug, spelled
from armoede_toolbox.vocabulary import MODE_WORDS, VARIANT_WORDS, Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, beside, bullets, fitting, labelled, left_out, written
from armoede_toolbox.workflows.progressing import Status, status, where

_FRAME: Final = {
    Frame.OPENING: "Begin",
    Frame.LOOK_BACK: "Terugkijken op de afspraken",
    Frame.LEARNING: LEARNING_TITLE,
    Frame.SINCE: SINCE_TITLE,
    Frame.MARKS: MARKS_TITLE,
    Frame.CLOSING: "Einde: hoogstens twee afspraken",
    Frame.SLACK: "Speling",
}
_TIME: Final = 6
"""Columns for the minutes since the start: ``1:05  ``."""


def list_trajectories(house: House) -> Trajectories:
    """Every trajectory by number."""
    library = Library.load(house.places.exercises)
    return Trajectories(library.trajectories, _notices(library.trajectories, library), _problems(library))


def show_trajectory(house: House, name: str, team: str | None = None) -> ShownTrajectory:
    """One trajectory, with how far a team is. Raises ``ToolboxError`` when a name does not fit.

    Says so when its file is broken.
    """
    library = Library.load(house.places.exercises)
    try:
        found = library.find_trajectory(name)
    except ToolboxError as error:
        broken = [problem for problem in _problems(library) if slug(name) in problem.where.rsplit("/", 1)[-1]]
        raise ToolboxError([*error.problems, *broken]) from None
    exercises = {exercise.id: exercise for exercise in library.exercises}
    so_far = status(house, found.trajectory.id, team) if team is not None else None
    return ShownTrajectory(found, exercises, library.shared.sources, _notices([found], library), so_far)


def _problems(library: Library) -> tuple[Problem, ...]:
    """What is wrong with trajectories; ``lijst`` tells what is wrong with exercises."""
    return tuple(problem for problem in library.problems if "/trajecten/" in problem.where.replace("\\", "/"))


def _notices(found: Iterable[FoundTrajectory], library: Library) -> tuple[str, ...]:
    paths = [str(one.path) for one in found]
    return tuple(notice for notice in library.notices if any(path in notice for path in paths))


# --- the list -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trajectories:
    """A list of trajectories, for people and for scripts."""

    found: tuple[FoundTrajectory, ...]
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Each with how often, with whom, and what it is for."""
        room = fitting(width)
        if not self.found:
            return "Er staan nog geen reeksen."
        lines = [line for one in self.found for line in (*_row(one.trajectory, room), "")]
        ending = f"{counted(len(self.found), 'reeks', 'reeksen')}. Bekijk er een met: armoede traject toon"
        return "\n".join([*lines, *wrap(f"{ending} {self.found[0].number}", room)])

    def data(self) -> dict[str, Any]:
        """The list as JSON."""
        rows = [_data(one) for one in self.found]
        return {"formaat": FORMAT, "trajecten": rows, "overgeslagen": [left_out(one) for one in self.problems]}


def _row(trajectory: Trajectory, width: int) -> Iterator[str]:
    prefix = f"{trajectory.number}  "
    yield from beside(prefix, trajectory.title, _length(trajectory), width)
    for line in (_company(trajectory), trajectory.goal):
        yield from wrap(line, width, " " * len(prefix))


def _length(trajectory: Trajectory) -> str:
    """``4 keer 60 min``; where meetings differ, from the shortest to the longest."""
    lengths = sorted({meeting.minutes for meeting in trajectory.meetings})
    span = f"{lengths[0]}" if len(lengths) == 1 else f"{lengths[0]} tot {lengths[-1]}"
    return f"{len(trajectory.meetings)} keer {span} min"


def _company(trajectory: Trajectory) -> str:
    least, most = trajectory.participants.min, trajectory.participants.max
    people = counted(most, "mens", "mensen") if least == most else f"{least} tot {most} mensen"
    ways = listed([MODE_WORDS[mode] for mode in trajectory.modes], "of")
    return ways if Mode.TEAM not in trajectory.modes else f"{ways} ({people})"


def _data(found: FoundTrajectory) -> dict[str, Any]:
    return {**found.trajectory.model_dump(mode="json", by_alias=True), "bestand": written(found.path)}


# --- one trajectory -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownTrajectory:
    """One trajectory with its clock, for people and for scripts."""

    found: FoundTrajectory
    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    notices: tuple[str, ...] = ()
    so_far: Status | None = None
    """How far the team is that was named."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What cannot be read of that team."""
        return self.so_far.problems if self.so_far else ()

    @property
    def progress(self) -> Progress | None:
        """The progress of that team; ``None`` when it did not begin."""
        return self.so_far.found[0].progress if self.so_far and self.so_far.found else None

    @property
    def trajectory(self) -> Trajectory:
        """The trajectory itself."""
        return self.found.trajectory

    def text(self, width: int = 80) -> str:
        """All of it, in the order in which people need it."""
        room = fitting(width)
        parts = [_head(self.trajectory, room), self._so_far(room), _before(self.trajectory, room)]
        parts += [self._meeting(number, meeting, room) for number, meeting in enumerate(self.trajectory.meetings, 1)]
        parts.append(self._behind(room))
        return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))

    def data(self) -> dict[str, Any]:
        """The trajectory with the keys of its file, and its clock under ``planning``."""
        numbers = range(1, len(self.trajectory.meetings) + 1)
        planning = [
            [self._slot_data(slot) for slot in plan(self.trajectory, number, self.exercises)] for number in numbers
        ]
        so_far = {"voortgang": self.so_far.data().get("traject")} if self.so_far else {}
        return {"formaat": FORMAT, "traject": {**_data(self.found), "planning": planning, **so_far}}

    def _so_far(self, width: int) -> Iterator[str]:
        if self.so_far is not None:
            yield from wrap(where(self.progress) if self.progress else self.so_far.nothing(), width)

    def _slot_data(self, slot: Slot) -> dict[str, Any]:
        part = slot.what if isinstance(slot.what, Part) else None
        exercise = self._exercise(part)
        variant = part.version(exercise) if part and exercise else None
        return {
            "wat": self._title(slot),
            "vanaf": slot.begin,
            "minuten": slot.minutes,
            "oefening": exercise.id if exercise else None,
            "nummer": exercise.number if exercise else None,
            "vorm": part.mode.value if part and part.mode else None,
            "variant": variant.value if variant else None,
            "blok": part.block.value if part and part.block else None,
        }

    def _exercise(self, part: Part | None) -> Exercise | None:
        return self.exercises.get(part.exercise or "") if part else None

    def _title(self, slot: Slot) -> str:
        if isinstance(slot.what, Frame):
            return _FRAME[slot.what]
        exercise = self._exercise(slot.what)
        return exercise.title if exercise else slot.what.title or ""

    def _meeting(self, number: int, meeting: Meeting, width: int) -> Iterator[str]:
        yield from beside(f"{number}  ", meeting.title, f"{meeting.minutes} min", width)
        if meeting.goal:
            yield from wrap(meeting.goal, width, "   ")
        held = self.progress.of(number) if self.progress else None
        if held is not None:
            yield from wrap(f"Gedaan op {spelled(held.day)}.", width, "   ")
        yield ""
        reached = iter(self.progress.parts(number) if self.progress else ())
        for slot in plan(self.trajectory, number, self.exercises):
            how = next(reached, (None, None))[1] if isinstance(slot.what, Part) else None
            yield from self._slot(slot, how, width)
        changes = held.changes if held else ()
        yield from ["", "   Anders dan gepland", *bullets(changes, width, 3)] if changes else []
        last = number == len(self.trajectory.meetings)
        tasks = [f"{task.who}: {task.what}" for task in meeting.between]
        kept = "Wat jullie meenemen" if last else "Mee naar de volgende keer"
        for title, texts in ((kept, meeting.carry_over), ("Daarna" if last else "Tussendoor", tasks)):
            yield from ["", f"   {title}", *bullets(texts, width, 3)] if texts else []

    def _slot(self, slot: Slot, how: Reached | None, width: int) -> Iterator[str]:
        clock = f"   {slot.begin // 60}:{slot.begin % 60:02d}"
        exercise = self._exercise(slot.what) if isinstance(slot.what, Part) else None
        name = f"{exercise.number} {exercise.title}" if exercise else self._title(slot)
        aside = f"{how}, {slot.minutes} min" if how else f"{slot.minutes} min"
        yield from beside(f"{clock:<{_TIME + 3}}", name, aside, width)
        if isinstance(slot.what, Part):
            yield from _details(slot.what, exercise, width)

    def _behind(self, width: int) -> Iterator[str]:
        yield "Achtergrond"
        yield from wrap(self.trajectory.background, width, "  ")
        known = [self.sources[code] for code in self.trajectory.sources if code in self.sources]
        if known:
            yield from ["", "Bronnen"]
        for source in known:
            yield from wrap(source.title, width, f"  {source.code}  ")
            yield from [f"  {' ' * len(source.code)}  {source.address}"] if source.address else []


def _head(trajectory: Trajectory, width: int) -> Iterator[str]:
    yield from wrap(trajectory.title, width, f"{trajectory.number}  ")
    yield ""
    yield from wrap(trajectory.goal, width)
    yield ""
    rows = (
        ("Voor", listed([audience.value for audience in trajectory.audience])),
        ("Met wie", _company(trajectory)),
        ("Hoe vaak", _length(trajectory)),
        ("Vraag vooraf", trajectory.learning_question),
    )
    yield from labelled(rows, width)


def _before(trajectory: Trajectory, width: int) -> Iterator[str]:
    parts = [["Nodig", *bullets(trajectory.needed, width)]] if trajectory.needed else []
    for title, text in (("Vooraf", trajectory.preparation), ("Let op", trajectory.caution)):
        parts += [[title, *wrap(text, width, "  ")]] if text else []
    for index, part in enumerate(parts):
        yield from [""] if index else []
        yield from part


def _details(part: Part, exercise: Exercise | None, width: int) -> Iterator[str]:
    """How an exercise is done here, and what the part says itself."""
    indent = " " * (_TIME + 3)
    variant = part.version(exercise) if exercise else None
    if variant and part.mode:
        yield from wrap(f"{MODE_WORDS[part.mode]}, {VARIANT_WORDS[variant]}", width, indent)
    for label, text in (("", part.explanation), ("Zeg: ", part.say), ("Doe: ", part.do)):
        if text:
            yield from wrap(text, width, f"{indent}{label}", len(indent))
