"""The catalogue: a light card per exercise, from a cache that may be thrown away at any moment.

A list of exercises must be quick, and YAML with Pydantic is not. So this file imports neither; only when a file is new
or changed, the library is called in to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import __version__
from armoede_toolbox.errors import Problem
from armoede_toolbox.storage import safely
from armoede_toolbox.storage.folders import Listed, scan
from armoede_toolbox.storage.naming import settle
from armoede_toolbox.text import fold
from armoede_toolbox.vocabulary import Audience, Guests, LearningNeed, Mode, Variant, Weight

if TYPE_CHECKING:
    from armoede_toolbox.exercises.exercise import Exercise
    from armoede_toolbox.prompts import Prompt

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list or a choice needs to know about an exercise."""

    id: str
    number: str
    title: str
    goal: str
    learning_need: LearningNeed
    themes: tuple[str, ...]
    modes: tuple[Mode, ...]
    participants: tuple[int, int]
    weight: Weight
    guests: Guests
    audience: tuple[Audience, ...]
    method: str
    lengths: Mapping[Mode, Mapping[Variant, int]]
    """Minutes of the steps, without opening, closing and look-back; shortest first."""
    follow_up: tuple[str, ...]
    search: str
    """Everything that a search may hit, folded."""
    questions: str
    """Its questions, packed; ``questions_of`` unpacks them."""
    path: Path
    folder: Path
    replaced: Path | None = None
    """The file of an earlier folder whose place this one takes."""

    def people(self, mode: Mode) -> tuple[int, int]:
        """The smallest and the largest group of a mode."""
        return {Mode.SOLO: (1, 1), Mode.PAIR: (2, 2)}.get(mode, self.participants)


def questions_of(card: Card) -> dict[str, Prompt]:
    """The questions of an exercise by id, as they were when its file was checked: for a report YAML takes too long."""
    from armoede_toolbox.prompts.definition import unpacked

    found: list[Prompt] = unpacked(json.loads(card.questions))
    return {prompt.id: prompt for prompt in found}


def cards(folders: Iterable[Path], cache_file: Path | None = None) -> tuple[list[Card], list[Problem]]:
    """Every exercise of these folders by number, and what is wrong with the others.

    Reads only the files that changed since the cache was written. Without a usable cache it reads them all.
    """
    files, problems = scan(folders)
    stamp = _stamp(files)
    old = _load(cache_file, stamp)
    new = _refreshed(old, files, stamp)
    if cache_file is not None and new != old:
        _save(new, cache_file)
    rows = [new.rows[str(file.path)] for file in files if not file.shared]
    settled = settle([row.card for row in rows if row.card is not None])
    problems += [*new.of_shared, *(problem for row in rows for problem in row.problems), *settled.problems]
    return [replace(card, replaced=settled.replaced.get(card.id)) for card in settled.items], problems


# --- the cache ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """What one version of one file gave."""

    mtime_ns: int
    size: int
    card: Card | None
    problems: tuple[Problem, ...] = ()

    def fits(self, file: Listed) -> bool:
        return (self.mtime_ns, self.size) == (file.mtime_ns, file.size)


@dataclass(frozen=True, slots=True)
class _Cache:
    """Everything that is remembered. ``stamp`` says what every row depends on; another stamp is another cache."""

    stamp: list[Any]
    of_shared: tuple[Problem, ...] = ()
    rows: dict[str, _Row] = field(default_factory=dict)


def _stamp(files: Sequence[Listed]) -> list[Any]:
    """The program, and the shared data that exercises are checked against.

    An editable install changes without a new version, so the age of the code that reads exercises counts too.
    """
    package = Path(__file__).parent.parent
    code = (*package.glob("*.py"), *package.glob("prompts/*.py"), *package.glob("exercises/*.py"), Path(__file__))
    shared = [[str(file.path), file.mtime_ns, file.size] for file in files if file.shared]
    return [FORMAT, __version__, max(file.stat().st_mtime_ns for file in code), shared]


def _refreshed(old: _Cache | None, files: Sequence[Listed], stamp: list[Any]) -> _Cache:
    """The cache as it has to be for these files."""
    exercises = [file for file in files if not file.shared]
    known = old.rows if old is not None else {}
    kept = {str(file.path): row for file in exercises if (row := known.get(str(file.path))) and row.fits(file)}
    stale = [file for file in exercises if str(file.path) not in kept]
    if old is not None and not stale:
        return _Cache(stamp, old.of_shared, kept)
    of_shared, fresh = _read(stale, files)
    return _Cache(stamp, of_shared, kept | fresh)


def _read(stale: Sequence[Listed], files: Sequence[Listed]) -> tuple[tuple[Problem, ...], dict[str, _Row]]:
    """Read files. Only here the library, with YAML and Pydantic, is loaded."""
    from armoede_toolbox.storage.library import read_exercise, read_shared

    shared, remarked = read_shared(files)
    rows: dict[str, _Row] = {}
    for file in stale:
        exercise, remarks = read_exercise(file.path, shared)
        problems = tuple(Problem(one.what, one.where, one.do) for one in remarks if one.error)
        card = _card(exercise, file) if exercise is not None else None
        rows[str(file.path)] = _Row(file.mtime_ns, file.size, card, problems)
    return tuple(Problem(one.what, one.where, one.do) for one in remarked if one.error), rows


def _card(exercise: Exercise, file: Listed) -> Card:
    from armoede_toolbox.prompts.definition import packed

    return Card(
        id=exercise.id,
        number=exercise.number,
        title=exercise.title,
        goal=exercise.goal,
        learning_need=exercise.learning_need,
        themes=exercise.themes,
        modes=exercise.modes,
        participants=(exercise.participants.min, exercise.participants.max),
        weight=exercise.weight,
        guests=exercise.guests,
        audience=exercise.audience,
        method=exercise.method,
        lengths={mode: exercise.variants_in(mode) for mode in exercise.modes},
        follow_up=exercise.follow_up,
        search=_searchable(exercise),
        questions=json.dumps(packed([prompt for step in exercise.steps for prompt in step.prompts])),
        path=file.path,
        folder=file.folder,
    )


def _searchable(exercise: Exercise) -> str:
    texts = [exercise.id, exercise.number, exercise.title, exercise.goal, exercise.method, exercise.background]
    texts += exercise.themes
    for step in exercise.steps:
        texts += [step.title, *(prompt.text for prompt in step.prompts)]
    return fold("\n".join(texts))


# --- to disk and back -----------------------------------------------------------------------------------------------


def _save(cache: _Cache, path: Path) -> None:
    """Without a cache everything works too, only slower."""
    with suppress(OSError):
        safely.replace(path, json.dumps(asdict(cache), default=str).encode("ascii"))


def _load(path: Path | None, stamp: list[Any]) -> _Cache | None:
    """The cache, or ``None`` when it's not there, damaged, or made for something else."""
    if path is None:
        return None
    try:
        raw = json.loads(path.read_bytes())
        if raw["stamp"] != stamp:
            return None
        rows = {str(name): _row(row) for name, row in raw["rows"].items()}
        return _Cache(stamp, _problems(raw["of_shared"]), rows)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _row(raw: Mapping[str, Any]) -> _Row:
    card = _card_back(raw["card"]) if raw["card"] is not None else None
    return _Row(int(raw["mtime_ns"]), int(raw["size"]), card, _problems(raw["problems"]))


def _problems(raw: Iterable[Mapping[str, str]]) -> tuple[Problem, ...]:
    return tuple(Problem(str(one["what"]), str(one["where"]), str(one["do"])) for one in raw)


def _card_back(raw: Mapping[str, Any]) -> Card:
    least, most = raw["participants"]
    return Card(
        id=str(raw["id"]),
        number=str(raw["number"]),
        title=str(raw["title"]),
        goal=str(raw["goal"]),
        method=str(raw["method"]),
        search=str(raw["search"]),
        questions=str(raw["questions"]),
        learning_need=LearningNeed(raw["learning_need"]),
        themes=tuple(map(str, raw["themes"])),
        modes=tuple(map(Mode, raw["modes"])),
        participants=(int(least), int(most)),
        weight=Weight(raw["weight"]),
        guests=Guests(raw["guests"]),
        audience=tuple(map(Audience, raw["audience"])),
        lengths={
            Mode(mode): {Variant(variant): int(minutes) for variant, minutes in lengths.items()}
            for mode, lengths in raw["lengths"].items()
        },
        follow_up=tuple(map(str, raw["follow_up"])),
        path=Path(raw["path"]),
        folder=Path(raw["folder"]),
    )
