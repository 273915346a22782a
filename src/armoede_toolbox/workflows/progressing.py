"""``traject status``: where a group is in a trajectory, from the files of its meetings. Only reads.

A trajectory that people do alone or as a pair is personal: it is named only when somebody asks for it, by its name or
with ``--persoonlijk``, and nothing of it goes to the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.meeting import needed_for, preparation_for
from armoede_toolbox.exercises.trajectory import Part, Trajectory
from armoede_toolbox.progress import Held, Progress, Reached, fold, held, title_of
from armoede_toolbox.storage import index, journal
from armoede_toolbox.storage.index import ALL, Index, Row
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import as_argument, counted, spelled
from armoede_toolbox.vocabulary import EntryKind, Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    belongs,
    beside,
    bullets,
    fitting,
    labelled,
    missing,
    skipped_problems,
    written,
)
from armoede_toolbox.workflows.logbook import Filters, Root, personal_root, roots_of

ABOUT_PERSONAL: Final = "Een reeks van jou alleen zie je met --persoonlijk."
_INDENT: Final = 3


# --- reading --------------------------------------------------------------------------------------------------------


def is_personal(trajectory: Trajectory) -> bool:
    """Whether it belongs to no team."""
    return Mode.TEAM not in trajectory.modes


def progress_in(house: House, root: Root, trajectory: Trajectory) -> tuple[Progress, tuple[Problem, ...]]:
    """How far these people are, and the files of meetings that can't be read."""
    meetings: list[Held] = []
    problems: list[Problem] = []
    for row in _rows(house, root, trajectory.id):
        try:
            meetings.append(held(journal.load(row.path), written(row.path)))
        except ToolboxError as error:
            problems += error.problems
    return fold(trajectory, meetings), tuple(problems)


def _rows(house: House, root: Root, trajectory: str) -> list[Row]:
    def question(one: Index) -> list[Row]:
        teams = None
        if root.team is not None:
            teams = frozenset(name for name in one.teams() if belongs(house, root.team, name))
        return one.rows(replace(ALL, teams=teams, kind=EntryKind.SESSION, exercise=trajectory))

    found = index.ask(root.path, house.places.cache if root.team else None, question)
    return [row for row in found if row.head.trajectory == trajectory]


def _begun(house: House, root: Root) -> tuple[set[str], list[Skipped]]:
    """The trajectories of which there is a meeting in this folder; the files that can't be read, and the copies."""

    def question(one: Index) -> tuple[set[str], list[Skipped]]:
        return one.trajectories(), one.skipped()

    return index.ask(root.path, house.places.cache if root.team else None, question)


@dataclass(frozen=True, slots=True)
class Running:
    """A trajectory of one group."""

    root: Root
    progress: Progress
    open_agreements: int = 0

    @property
    def trajectory(self) -> Trajectory:
        """The trajectory itself."""
        return self.progress.trajectory


def running_of_teams(house: House, team: str | None = None) -> list[Running]:
    """The trajectories of teams that are not over yet, for menus; the team of the settings where none is named.

    What is damaged is told elsewhere.
    """
    from armoede_toolbox.workflows.agreements import team_of_settings

    roots = roots_of(house, Filters(team=team or team_of_settings(house)))
    begun = {root: names for root in roots if (names := _begun(house, root)[0])}
    if not begun:
        return []
    trajectories = [found.trajectory for found in Library.load(house.places.exercises).trajectories]
    found = [
        Running(root, progress_in(house, root, one)[0])
        for root, names in begun.items()
        for one in trajectories
        if one.id in names
    ]
    return [one for one in found if one.progress.held and one.progress.next is not None]


def told_shortly(one: Running) -> str:
    """A trajectory in a menu."""
    where_now = f"{one.progress.next} van {one.progress.total}"
    return f"reeks {one.trajectory.number}, bijeenkomst {where_now} (team {one.root.team_name})"


# --- traject status -------------------------------------------------------------------------------------------------


def status(house: House, name: str | None = None, team: str | None = None, *, personal: bool = False) -> Status:
    """One trajectory, or all that were begun. Raises ``ToolboxError`` for a name that is not known."""
    library = Library.load(house.places.exercises)
    wanted = [library.find_trajectory(name).trajectory] if name else [one.trajectory for one in library.trajectories]
    roots = roots_of(house, Filters(team=team))
    if (personal or (name and is_personal(wanted[0]))) and team is None:
        roots.append(personal_root(house))
    found: list[Running] = []
    problems: list[Problem] = []
    for root in roots:
        gone = missing(house, root.team, root.path) if root.team else None
        problems += [gone] if gone else []
        begun, skipped = _begun(house, root)
        problems += [*_unknown(library, root, begun), *skipped_problems(skipped)]
        for trajectory in (one for one in wanted if one.id in begun):
            progress, damaged = progress_in(house, root, trajectory)
            problems += damaged
            found += [Running(root, progress, _open(house, root))] if progress.held else []
    exercises = {exercise.id: exercise for exercise in library.exercises}
    notices = () if name or team or personal else (ABOUT_PERSONAL,)
    return Status(tuple(found), exercises, wanted[0] if name else None, notices, tuple(problems))


def _unknown(library: Library, root: Root, begun: set[str]) -> Iterator[Problem]:
    """Meetings of a trajectory whose file is gone; what was written is still there."""
    known = {one.id for one in library.trajectories}
    for name in sorted(begun - known):
        what = f"{root.name} deed de reeks “{name}”. Die reeks kennen we niet meer."
        yield Problem(what, "", f"Wat jullie schreven staat in het logboek: armoede logboek lijst --oefening {name}")


def _open(house: House, root: Root) -> int:
    from armoede_toolbox.workflows.agreements import open_in

    return len(open_in(house, root))


@dataclass(frozen=True, slots=True)
class Status:
    """Where groups are, for people and for scripts."""

    found: tuple[Running, ...]
    exercises: Mapping[str, Exercise]
    asked: Trajectory | None = None
    """The one that was named."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Each with what was done, what comes and what to think of."""
        room = fitting(width)
        if not self.found:
            return "\n".join(wrap(self.nothing(), room))
        return "\n\n".join("\n".join(_told(one, self.exercises, room)) for one in self.found)

    def nothing(self) -> str:
        """What to say when nothing was begun."""
        if self.asked is None:
            return "Er is nog geen reeks begonnen. Bekijk ze met: armoede traject"
        how = "" if is_personal(self.asked) else " --team NAAM"
        return f"Deze reeks is nog niet begonnen. Begin met: armoede traject start {self.asked.number}{how}"

    def data(self) -> dict[str, Any]:
        """As JSON: one where one was named and found, else a list."""
        rows = [_data(one, self.exercises) for one in self.found]
        if self.asked is not None and len(rows) == 1:
            return {"formaat": FORMAT, "traject": rows[0]}
        return {"formaat": FORMAT, "trajecten": rows}


# --- for people -----------------------------------------------------------------------------------------------------


def _told(one: Running, exercises: Mapping[str, Exercise], width: int) -> Iterator[str]:
    progress = one.progress
    yield from beside(f"{one.trajectory.number}  ", one.trajectory.title, _whose(one), width)
    yield from wrap(where(progress), width)
    yield ""
    yield from labelled(_facts(one), width)
    for number, meeting in enumerate(one.trajectory.meetings, start=1):
        yield ""
        yield from beside(f"{number}  ", meeting.title, _when(progress, number), width)
        yield from _of_meeting(progress, number, exercises, width)
    yield from _marks(progress, width)
    for title, texts in (("Tussendoor", _tasks(progress)), ("Kijk dit na", progress.doubts(exercises))):
        yield from ["", title, *bullets(texts, width)] if texts else []
    yield ""
    yield from wrap(_ending(one), width)


def _whose(one: Running) -> str:
    return f"team {one.root.team_name}" if one.root.team_name else ""


def where(progress: Progress) -> str:
    """Where people are, in a sentence."""
    total = progress.total
    if progress.next is None:
        return f"De reeks is klaar: alle {counted(total, 'bijeenkomst', 'bijeenkomsten')} zijn geweest."
    earlier = "" if len(progress.rounds) < 2 else f" Dit is de {len(progress.rounds)}e keer."
    return f"{len(progress.numbers)} van {total} bijeenkomsten gedaan. Nu komt bijeenkomst {progress.next}.{earlier}"


def _facts(one: Running) -> list[tuple[str, str | None]]:
    agreements = (
        counted(one.open_agreements, "open afspraak", "open afspraken") if one.open_agreements else "niets open"
    )
    return [
        ("Leervraag", one.progress.question and " ".join(one.progress.question.split())),
        ("Afspraken", agreements),
        ("Volgende", _next(one.progress)),
    ]


def _next(progress: Progress) -> str | None:
    if progress.next is None:
        return None
    day = progress.next_on
    return spelled(day) if day else "nog geen dag afgesproken"


def _when(progress: Progress, number: int) -> str:
    one = progress.of(number)
    if one is not None:
        return spelled(one.day)
    return "nu" if number == progress.next else ""


def _of_meeting(progress: Progress, number: int, exercises: Mapping[str, Exercise], width: int) -> Iterator[str]:
    for title, how in _rows_of(progress, number, exercises):
        yield from beside(" " * _INDENT, title, how, width)
    one = progress.of(number)
    if one is None and number == progress.next:
        yield from _to_prepare(progress.trajectory, number, exercises, width)
    if one is not None:
        yield from bullets(one.changes, width, _INDENT)
    if one is not None and one.tasks:
        yield from wrap(f"Tussendoor: {' '.join(one.tasks.split())}", width, " " * _INDENT)


def _to_prepare(trajectory: Trajectory, number: int, exercises: Mapping[str, Exercise], width: int) -> Iterator[str]:
    """For the meeting that comes, in time."""
    names = dict.fromkeys(part.exercise for part in trajectory.meetings[number - 1].parts if part.exercise)
    own = [exercises[name] for name in names if name in exercises]
    needed = needed_for(trajectory, number, own)
    ready = [f"Leg klaar: {'; '.join(needed)}."] if needed else []
    yield from bullets([*ready, *preparation_for(trajectory, number, own)], width, _INDENT)


def _rows_of(progress: Progress, number: int, exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, str]]:
    """Of a meeting that was held all parts; of one to come what is planned."""
    one = progress.of(number)
    planned: list[tuple[Part, Reached | None]] = list(progress.parts(number))
    for part, how in planned or [(part, None) for part in progress.trajectory.meetings[number - 1].parts]:
        yield title_of(part, exercises), str(how or "")
    for name in progress.extra(number):
        title = exercises[name].title if name in exercises else name
        yield title, str(Reached.HALF) if one and name in one.half else "ook gedaan"


def _marks(progress: Progress, width: int) -> Iterator[str]:
    """The own indicators with a mark for each time that one was given."""
    if not progress.indicators:
        return
    yield from ["", "Eigen punten, van 1 tot 10"]
    for name in progress.indicators:
        given = [f"{one.scores[name]:g}" for one in progress.held if name in one.scores]
        yield from beside("  ", name, ", daarna ".join(given) or "geen cijfer", width)


def _tasks(progress: Progress) -> list[str]:
    return [f"{task.who}: {task.what}" for task in progress.tasks]


def _ending(one: Running) -> str:
    if one.progress.next is None:
        return f"Nog een keer? Typ: {how_to_go_on(one)} --bijeenkomst 1"
    return f"Ga verder met: {how_to_go_on(one)}"


def how_to_go_on(one: Running) -> str:
    """The command for its next meeting."""
    team = f" --team {as_argument(one.root.team_name)}" if one.root.team_name else ""
    return f"armoede traject start {one.trajectory.number}{team}"


# --- for scripts ----------------------------------------------------------------------------------------------------


def _data(one: Running, exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    progress = one.progress
    return {
        "id": one.trajectory.id,
        "nummer": one.trajectory.number,
        "titel": one.trajectory.title,
        "team": one.root.team_name,
        "ronde": len(progress.rounds),
        "gedaan": sorted(progress.numbers),
        "volgende": progress.next,
        "volgende_op": progress.next_on.isoformat() if progress.next and progress.next_on else None,
        "leervraag": progress.question,
        "punten": [_points(progress, name) for name in progress.indicators],
        "open_afspraken": one.open_agreements,
        "tussendoor": [task.to_file() for task in progress.tasks],
        "bijeenkomsten": [_meeting_data(progress, n, exercises) for n in range(1, progress.total + 1)],
        "twijfel": progress.doubts(exercises),
    }


def _points(progress: Progress, name: str) -> dict[str, Any]:
    given = [
        {"bijeenkomst": one.number, "datum": one.day.isoformat(), "cijfer": one.scores[name]}
        for one in progress.held
        if name in one.scores
    ]
    return {"punt": name, "cijfers": given}


def _meeting_data(progress: Progress, number: int, exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    one = progress.of(number)
    return {
        "nummer": number,
        "titel": progress.trajectory.meetings[number - 1].title,
        "datum": one.day.isoformat() if one else None,
        "sessie": one.session if one else None,
        "bestand": one.where if one else None,
        "delen": [{"titel": title, "stand": how or None} for title, how in _rows_of(progress, number, exercises)],
        "anders": list(one.changes) if one else [],
        "tussendoor": one.tasks if one else None,
    }


__all__ = [
    "Running",
    "Status",
    "how_to_go_on",
    "is_personal",
    "progress_in",
    "running_of_teams",
    "status",
    "told_shortly",
    "where",
]
