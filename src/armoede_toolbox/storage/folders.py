"""Which exercise files there are, without reading them: no YAML and no Pydantic here, so that a list is quick."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from armoede_toolbox.errors import Problem

MAX_BYTES: Final = 4 * 1024 * 1024
"""Far above any exercise; the strict YAML has its own, lower limit in characters."""
MAX_DEPTH: Final = 5

TRAJECTORIES: Final = "trajecten"
"""The folder inside a folder of exercises that holds trajectories; no exercise is looked for there."""
_OTHER_ROOMS: Final = frozenset({TRAJECTORIES})
_SUFFIXES: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A YAML file in one of the folders. ``shared`` files (``_feiten.yaml``) hold no exercise."""

    path: Path
    folder: Path
    mtime_ns: int
    size: int

    @property
    def shared(self) -> bool:
        """Whether it holds shared data."""
        return self.path.name.startswith("_")


Scan = tuple[list[Listed], list[Problem]]


def bundled() -> Path:
    """The exercises that come with the toolbox.

    In a wheel they are package data, in a checkout they stand at the top. ``importlib.resources`` would do the same
    at the price of ten milliseconds of imports.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "_exercises"
    return inside if inside.is_dir() else package.parent.parent / "exercises"


def exercise_folders(extra: Iterable[Path] = ()) -> list[Path]:
    """The bundled folder and then the extra ones: a later folder wins."""
    return [bundled(), *extra]


def scan(folders: Iterable[Path]) -> Scan:
    """Every YAML file of these folders, folder by folder, sorted; a file that is reached twice counts once."""
    files: list[Listed] = []
    problems: list[Problem] = []
    seen: set[Path] = set()
    for folder in folders:
        found, trouble = _scan_one(folder.absolute())
        files += [file for file in found if file.path not in seen]
        seen |= {file.path for file in found}
        problems += trouble
    return files, problems


def scan_trajectories(folders: Iterable[Path]) -> Scan:
    """Every YAML file in the ``trajecten`` of these folders; a file belongs to the folder that its room is in."""
    rooms = {folder.absolute(): folder.absolute() / TRAJECTORIES for folder in folders}
    files: list[Listed] = []
    problems: list[Problem] = []
    for folder, room in rooms.items():
        if room.is_dir() and not room.is_symlink():
            found, trouble = _scan_one(room)
            files += [replace(file, folder=folder) for file in found if not file.shared]
            problems += trouble
    return files, problems


def _scan_one(folder: Path) -> Scan:
    files: list[Listed] = []
    problems: list[Problem] = []
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            problems.append(_unreadable_folder(here, error))
            continue
        for entry in _visible(entries):
            if entry.is_symlink():
                problems += _symlink(entry, folder)
            elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                waiting.append((Path(entry.path), depth + 1))
            elif entry.is_file(follow_symlinks=False) and Path(entry.name).suffix.lower() in _SUFFIXES:
                files += _listed(entry, folder)
    return sorted(files, key=lambda file: file.path), problems


def _visible(entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    return (entry for entry in entries if not entry.name.startswith(".") and entry.name not in _OTHER_ROOMS)


def _listed(entry: os.DirEntry[str], folder: Path) -> list[Listed]:
    try:
        info = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since the folder was read
        return []
    return [Listed(Path(entry.path), folder, info.st_mtime_ns, info.st_size)]


def _symlink(entry: os.DirEntry[str], folder: Path) -> list[Problem]:
    """A link inside the folder leads to a file that is found anyway; one that leaves it is not followed."""
    target = Path(entry.path).resolve()
    if target.is_relative_to(folder.resolve()) or (target.is_file() and target.suffix.lower() not in _SUFFIXES):
        return []
    what = "Deze snelkoppeling wijst naar een plek buiten de map. We volgen haar niet."
    return [Problem(what, entry.path, "Zet het bestand zelf in de map, of geef de andere map op.")]


def _unreadable_folder(folder: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("Deze map met oefeningen bestaat niet.", str(folder), "Kijk of de naam van de map klopt.")
    if isinstance(error, NotADirectoryError):
        return Problem("Dit is geen map.", str(folder), "Geef de map op waar het bestand in staat.")
    return Problem("Deze map kunnen we niet openen.", str(folder), "Kijk of je de map mag lezen.")


def read_text(path: Path) -> str | Problem:
    """The text of a file, or why it can't be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return Problem(
            "Dit bestand kunnen we niet lezen.", str(path), "Kijk of het bestand er nog is en of je het mag lezen."
        )
    if len(raw) > MAX_BYTES:
        return Problem("Dit bestand is te groot.", str(path), "Een oefening is kleiner dan 1 MB. Haal het bestand weg.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, start = raw.count(b"\n", 0, error.start) + 1, raw.rfind(b"\n", 0, error.start)
        place = f"{path}:{line}:{error.start - start}"
        return Problem("Dit bestand is geen gewone tekst (UTF-8).", place, "Bewaar het bestand opnieuw als UTF-8.")
