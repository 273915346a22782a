"""For people who write exercises: check files before others meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from armoede_toolbox.errors import Problem
from armoede_toolbox.exercises import quality
from armoede_toolbox.exercises.shared import FILES, Shared
from armoede_toolbox.storage.dutch_errors import Remark
from armoede_toolbox.storage.folders import TRAJECTORIES, Listed, bundled, scan, scan_trajectories
from armoede_toolbox.storage.library import Found, FoundTrajectory, Library, read_exercise, read_shared, read_trajectory
from armoede_toolbox.storage.naming import TRAJECTORY, settle


def check(paths: Iterable[Path]) -> list[Remark]:
    """Everything that is wrong or worth a look in these files and folders, file by file.

    An exercise is checked against the shared data of the toolbox and of the folder that it stands in. A remark with
    ``error`` has to be mended; whether the file can be used meanwhile is up to ``storage.library``.
    """
    files, problems = _files(list(paths))
    shared, of_shared = read_shared(_shared_data(files), quality.review_shared)
    asked = {file.path for file in files}
    exercises = [file for file in files if not file.shared and not _is_trajectory(file)]
    return [
        *map(_as_remark, problems),
        *(remark for remark in of_shared if Path(remark.where.rsplit(":", 2)[0]) in asked),
        *_of_exercises(exercises, shared),
        *_of_trajectories([file for file in files if _is_trajectory(file)]),
    ]


def _of_exercises(files: Sequence[Listed], shared: Shared) -> list[Remark]:
    """Twice: a follow-up may name an exercise that comes later."""
    read = [(file, read_exercise(file.path, shared)[0]) for file in files]
    found = [Found(exercise, file.path, file.folder) for file, exercise in read if exercise is not None]
    known = {one.id for one in (*Library.load().found, *found)}
    remarked = [remark for file in files for remark in read_exercise(file.path, shared, known, quality.review)[1]]
    return [*remarked, *_of_libraries(found), *map(_as_remark, settle(found).problems)]


def _of_libraries(found: Sequence[Found]) -> Iterator[Remark]:
    """What only shows over all exercises of a folder."""
    for folder in dict.fromkeys(one.folder for one in found):
        for finding in quality.review_library(one.exercise for one in found if one.folder == folder):
            yield Remark(finding.what, str(folder), finding.do, finding.rule, finding.error)


def _is_trajectory(file: Listed) -> bool:
    return file.path.parent.name == TRAJECTORIES


def _of_trajectories(files: Sequence[Listed]) -> list[Remark]:
    """A trajectory may use our exercises and those of the folder that its room is in."""
    if not files:
        return []
    folders = dict.fromkeys(file.path.parent.parent for file in files)
    library = Library.from_folders([bundled(), *folders])
    exercises = {exercise.id: exercise for exercise in library.exercises}
    read = [(file, *read_trajectory(file.path, exercises, library.shared)) for file in files]
    found = [FoundTrajectory(trajectory, file.path, file.folder) for file, trajectory, _ in read if trajectory]
    remarked = [remark for _, _, remarks in read for remark in remarks]
    return [*remarked, *map(_as_remark, settle(found, TRAJECTORY).problems)]


def _as_remark(problem: Problem) -> Remark:
    return Remark(problem.what, problem.where, problem.do, rule="bestand")


def _files(paths: Sequence[Path]) -> tuple[list[Listed], list[Problem]]:
    """Folders are searched; a file that is named is checked whatever its name is."""
    named = [path.absolute() for path in paths if path.is_file()]
    folders = [path for path in paths if path.is_dir()]
    files, problems = scan(folders)
    of_trajectories, trouble = scan_trajectories(folders)
    files, problems = [*files, *of_trajectories], [*problems, *trouble]
    missing = [path for path in paths if not path.is_file() and not path.is_dir()]
    what, do = "Dit bestand of deze map is er niet.", "Kijk of de naam klopt."
    problems += [Problem(what, str(path), do) for path in missing]
    known = {file.path for file in files}
    return [*files, *(_listed(path) for path in dict.fromkeys(named) if path not in known)], problems


def _listed(path: Path) -> Listed:
    info = path.stat()
    return Listed(path, path.parent, info.st_mtime_ns, info.st_size)


def _shared_data(files: Sequence[Listed]) -> list[Listed]:
    """The shared data of the toolbox, and then what stands beside the files or one folder up."""
    folders = dict.fromkeys(folder for file in files for folder in (file.path.parent.parent, file.path.parent))
    beside = [_listed(folder / name) for folder in folders for name in FILES if (folder / name).is_file()]
    ours = [file for file in scan([bundled()])[0] if file.shared]
    return list({file.path: file for file in (*ours, *beside)}.values())
