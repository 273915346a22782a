"""The library: every exercise that can be done now, from the bundled folder and from folders of the team."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError

from armoede_toolbox.errors import Problem
from armoede_toolbox.exercises.checks import Finding, check, check_shared
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.shared import FILES, Shared, SharedFile
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.exercises.trajectory_checks import check as check_trajectory
from armoede_toolbox.model import Model
from armoede_toolbox.storage.dutch_errors import Remark, remarks, where, yaml_remark
from armoede_toolbox.storage.folders import Listed, exercise_folders, read_text, scan, scan_trajectories
from armoede_toolbox.storage.naming import TRAJECTORY, Settled, find, settle
from armoede_toolbox.text import quoted
from armoede_toolbox.yamltext import Document, YamlError, load

M = TypeVar("M", bound=Model)

_NEED_FOLDER: Final = re.compile(r"leerbehoefte-(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """An exercise with its file and the folder that it came from."""

    exercise: Exercise
    path: Path
    folder: Path

    @property
    def id(self) -> str:
        """The id of the exercise."""
        return self.exercise.id

    @property
    def number(self) -> str:
        """The number of the exercise."""
        return self.exercise.number

    @property
    def title(self) -> str:
        """The title of the exercise."""
        return self.exercise.title


@dataclass(frozen=True, slots=True)
class FoundTrajectory:
    """A trajectory with its file and the folder that it came from."""

    trajectory: Trajectory
    path: Path
    folder: Path

    @property
    def id(self) -> str:
        """The id of the trajectory."""
        return self.trajectory.id

    @property
    def number(self) -> str:
        """The number of the trajectory."""
        return self.trajectory.number

    @property
    def title(self) -> str:
        """The title of the trajectory."""
        return self.trajectory.title


@dataclass(frozen=True, slots=True)
class Library:
    """All exercises and trajectories. A broken file is a problem and never hides the others."""

    found: tuple[Found, ...]
    shared: Shared
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    trajectories: tuple[FoundTrajectory, ...] = ()

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Library:
        """The bundled exercises and those of the extra folders."""
        return cls.from_folders(exercise_folders(extra))

    @classmethod
    def from_folders(cls, folders: Iterable[Path]) -> Library:
        """The exercises of these folders; a later folder wins."""
        folders = list(folders)
        files, problems = scan(folders)
        shared, remarked = read_shared(files)
        problems += _errors(remarked)
        found: list[Found] = []
        for file in files:
            if not file.shared:
                exercise, remarked = read_exercise(file.path, shared)
                problems += _errors(remarked)
                found += [Found(exercise, file.path, file.folder)] if exercise is not None else []
        settled = settle(found)
        exercises = {item.id: item.exercise for item in settled.items}
        trajectories, trouble = _read_trajectories(folders, exercises, shared)
        return cls(
            tuple(settled.items),
            shared,
            (*problems, *settled.problems, *trouble, *trajectories.problems),
            (*settled.notices(), *trajectories.notices()),
            tuple(trajectories.items),
        )

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises by number."""
        return tuple(item.exercise for item in self.found)

    def find(self, name: str) -> Exercise:
        """An exercise by id, number, or an unambiguous piece of id or title. Raises ``ToolboxError``."""
        return find(name, self.found).exercise

    def find_trajectory(self, name: str) -> FoundTrajectory:
        """A trajectory by id, number (``T1``, ``1``) or an unambiguous piece. Raises ``ToolboxError``."""
        number = f"T{int(name)}" if name.strip().isdecimal() else name
        return find(number, self.trajectories, TRAJECTORY)


def load_shared(extra: Iterable[Path] = ()) -> tuple[Shared, tuple[Problem, ...]]:
    """The shared data, and what is wrong with files of it; no exercise is read."""
    files, problems = scan(exercise_folders(extra))
    shared, remarked = read_shared(files)
    return shared, (*problems, *_errors(remarked))


def _errors(remarked: Iterable[Remark]) -> list[Problem]:
    return [remark for remark in remarked if remark.error]


# --- reading one file -----------------------------------------------------------------------------------------------


def read_exercise(
    path: Path,
    shared: Shared | None = None,
    known: Collection[str] | None = None,
    review: Callable[[Exercise, Shared | None], Iterable[Finding]] | None = None,
) -> tuple[Exercise | None, list[Remark]]:
    """An exercise with every remark on it; ``None`` when it can't be used. For the rest, see ``checks.check``.

    ``review`` adds what an author wants to know and what keeps nobody from using the exercise.
    """
    exercise, document, remarked = _read(path, Exercise)
    if exercise is None or document is None:
        return None, remarked
    findings = [*_folder(exercise, path), *check(exercise, shared, known)]
    usable = not any(finding.error for finding in findings)
    findings += review(exercise, shared) if review else ()
    return (exercise if usable else None), _remarks_on(findings, document, path)


def read_trajectory(
    path: Path, exercises: Mapping[str, Exercise] | None = None, shared: Shared | None = None
) -> tuple[Trajectory | None, list[Remark]]:
    """A trajectory with every remark on it; ``None`` when it can't be used. ``exercises`` are all there are, by id."""
    trajectory, document, remarked = _read(path, Trajectory)
    if trajectory is None or document is None:
        return None, remarked
    remarked = _remarks_on(check_trajectory(trajectory, exercises, shared), document, path)
    return (None if _errors(remarked) else trajectory), remarked


def _read_trajectories(
    folders: Sequence[Path], exercises: Mapping[str, Exercise], shared: Shared
) -> tuple[Settled[FoundTrajectory], list[Problem]]:
    files, problems = scan_trajectories(folders)
    found: list[FoundTrajectory] = []
    for file in files:
        trajectory, remarked = read_trajectory(file.path, exercises, shared)
        problems += _errors(remarked)
        found += [FoundTrajectory(trajectory, file.path, file.folder)] if trajectory is not None else []
    return settle(found, TRAJECTORY), problems


def read_shared(
    files: Sequence[Listed], review: Callable[[SharedFile, Shared], Iterable[Finding]] | None = None
) -> tuple[Shared, list[Remark]]:
    """The shared data of the folders; a later folder wins per item. For ``review``, see ``read_exercise``."""
    remarked: list[Remark] = []
    read: list[tuple[Path, SharedFile, Document]] = []
    for file in files:
        if model := FILES.get(file.path.name):
            content, document, trouble = _read(file.path, model)
            remarked += trouble
            read += [(file.path, content, document)] if content is not None and document is not None else []
    shared = Shared.of(content for _, content, _ in read)
    for path, content, document in read:
        findings = [*check_shared(content, shared), *(review(content, shared) if review else ())]
        remarked += _remarks_on(findings, document, path)
    return shared, remarked


def _read(path: Path, model: type[M]) -> tuple[M | None, Document | None, list[Remark]]:
    text = read_text(path)
    if isinstance(text, Problem):
        return None, None, [Remark(text.what, text.where, text.do, rule="bestand")]
    try:
        document = load(text)
    except YamlError as error:
        return None, None, [yaml_remark(error, str(path))]
    try:
        return model.from_file(document.data), document, []
    except ValidationError as error:
        return None, document, remarks(error, document, model, str(path))


def _remarks_on(findings: Iterable[Finding], document: Document, path: Path) -> list[Remark]:
    return sorted((_remark_on(finding, document, path) for finding in findings), key=lambda remark: remark.place)


def _remark_on(finding: Finding, document: Document, path: Path) -> Remark:
    place = document.at(finding.loc)
    return Remark(finding.what, where(str(path), place), finding.do, finding.rule, finding.error, place)


def _folder(exercise: Exercise, path: Path) -> list[Finding]:
    match = _NEED_FOLDER.fullmatch(path.parent.name)
    if match is None or match[1] == exercise.number[2]:
        return []
    what = f"Nummer {exercise.number} past niet in de map {quoted(path.parent.name)}."
    do = f"Verplaats het bestand naar leerbehoefte-{exercise.number[2]}, of verander het nummer."
    return [Finding(("nummer",), "map", what, do)]
