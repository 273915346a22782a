"""The settings: a small TOML file with Dutch keys that people may edit themselves.

Reading never writes. A file that cannot be understood is named with its lines and left as it is.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, TypeVar

from armoede_toolbox.errors import Problem, ToolboxError, batch
from armoede_toolbox.storage import safely
from armoede_toolbox.text import quoted, slug

T = TypeVar("T")

PLAIN: Final = "eenvoudig"
ROOT: Final = "logboek"
TEAM: Final = "team"
TEAMS: Final = "teams"
NAME: Final = "naam"
FOLDER: Final = "map"
AFTERCARE: Final = "nazorg"
_PATIENCE: Final = 5
"""Seconds to wait for another program that changes the settings."""
_OPENING: Final = "# Instellingen van de Armoede-toolbox. Je mag dit bestand zelf aanpassen.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What the settings know of one team. ``extra`` holds unknown keys, which survive."""

    name: str
    folder: Path | None = None
    aftercare: str | None = None
    """With whom one can talk after a heavy exercise."""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings; ``None`` is not set. ``extra`` holds unknown keys, which survive."""

    plain: bool | None = None
    root: Path | None = None
    team: str | None = None
    """The slug of the team that is meant when nobody says which."""
    teams: Mapping[str, Team] = field(default_factory=dict)
    """Teams by their slug."""
    extra: Mapping[str, Any] = field(default_factory=dict)


def read(path: Path) -> Config:
    """The settings in ``path``; all standard when there is no such file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return _understood(path, text, tomllib.loads(text))
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise ToolboxError("De instellingen kunnen we niet lezen.", str(path), safely.because(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, 1 + error.object[: error.start].count(b"\n")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise _unreadable(path, int(found[1]) if found else text.count("\n") + 1) from error


def change(path: Path, edit: Callable[[Config], Config]) -> Config:
    """Read the settings afresh, edit them and write them at once. Unknown keys survive, comments do not."""
    try:
        with _alone(path):
            config = edit(read(path))
            safely.replace(path, _written(config).encode())
    except OSError as error:
        raise ToolboxError(
            "De instellingen konden we niet bewaren. Ze zijn nog zoals ze waren.", str(path), safely.because(error)
        ) from error
    return config


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps another program from changing the settings meanwhile; then the last one would win."""
    # Most commands change no settings, and filelock takes a tenth of a second to import.
    from filelock import FileLock, Timeout

    safely.make_folder(path.resolve().parent)
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE, mode=safely.FILE_MODE)
    with suppress(OSError, NotImplementedError, Timeout):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _unreadable(path: Path, line: int) -> ToolboxError:
    return ToolboxError(
        "De instellingen kunnen we niet lezen. We hebben het bestand niet veranderd.",
        f"{path}, regel {line}",
        "Verbeter deze regel. Of geef het bestand een andere naam: dan gelden de standaardinstellingen.",
    )


# --- understanding --------------------------------------------------------------------------------------------------


class _Table:
    """One table of the file; ``take`` gives a key its type, and remembers what is not right."""

    def __init__(self, where: _Where, names: tuple[str, ...], values: Mapping[str, Any]) -> None:
        self.where = where
        self.names = names
        self.rest = dict(values)

    def take(self, key: str, kind: type[T], shape: str) -> T | None:
        value = self.rest.pop(key, None)
        if value is None or isinstance(value, kind):
            return value
        self.where.wrong((*self.names, key), f"Bij {quoted(key)} hoort {shape}.", "Verander deze regel en bewaar.")
        return None

    def words(self, key: str) -> str | None:
        taken = self.take(key, str, "tekst tussen aanhalingstekens")
        return taken.strip() or None if taken else None

    def folder(self, key: str) -> Path | None:
        words = self.words(key)
        return self.where.path.parent.absolute() / Path(words).expanduser() if words else None

    def tables(self, key: str) -> Iterator[_Table]:
        for name, values in (self.take(key, dict, "een groep instellingen") or {}).items():
            if isinstance(values, dict):
                yield _Table(self.where, (*self.names, key, name), values)
            else:
                shape = f"Bij {quoted(name)} hoort een groep instellingen."
                self.where.wrong((*self.names, key, name), shape, f"Schrijf [{key}.{name}] op een eigen regel.")


class _Where:
    """The file being read, with the problems found so far."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    def wrong(self, names: tuple[str, ...], what: str, do: str) -> None:
        self.problems.append(Problem(what, f"{self.path}, regel {line_of(self.text, names)}", do))


def _understood(path: Path, text: str, values: Mapping[str, Any]) -> Config:
    where = _Where(path, text)
    top = _Table(where, (), values)
    team = top.words(TEAM)
    config = Config(
        plain=top.take(PLAIN, bool, "true of false"),
        root=top.folder(ROOT),
        team=slug(team) if team else None,
        teams=_teams(where, top),
        extra=top.rest,
    )
    batch(where.problems)
    return config


def _teams(where: _Where, top: _Table) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for table in top.tables(TEAMS):
        key = slug(table.names[-1])
        if key in teams:
            where.wrong(table.names, f"Het team {quoted(key)} staat er twee keer.", "Maak er één team van.")
        teams[key] = Team(
            name=table.words(NAME) or table.names[-1],
            folder=table.folder(FOLDER),
            aftercare=table.words(AFTERCARE),
            extra=table.rest,
        )
    return teams


_HEADER: Final = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_NAME: Final = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, names: tuple[str, ...]) -> int:
    """The line where a key or table begins, as near as can be told without a TOML parser that keeps lines."""
    table: tuple[str, ...] = ()
    nearest = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.fullmatch(line):
            table = here = _names(header[1])
        elif key := _KEY.match(line):
            here = (*table, *_names(key[1]))
        else:
            continue
        if here[: len(names)] == names:
            return number
        nearest = number if here and names[: len(here)] == here else nearest
    return nearest


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in _NAME.findall(dotted))


# --- writing --------------------------------------------------------------------------------------------------------


def _written(config: Config) -> str:
    values = _document(config)
    text = _OPENING + "\n".join(_lines((), values))
    if tomllib.loads(text) != values:
        raise AssertionError("settings would not read back equal")
    return text


def _document(config: Config) -> dict[str, Any]:
    known = {PLAIN: config.plain, ROOT: _path(config.root), TEAM: config.team}
    teams = {
        key: {**_set({NAME: team.name, FOLDER: _path(team.folder), AFTERCARE: team.aftercare}), **team.extra}
        for key, team in config.teams.items()
    }
    return {**_set(known), **config.extra, **({TEAMS: teams} if teams else {})}


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _set(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _lines(names: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    if names:
        yield f"\n[{'.'.join(map(_key, names))}]"
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lines((*names, key), value)
    if not names:
        yield ""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _string(name)


def _value(value: object) -> str:
    match value:
        case str():
            return _string(value)
        case bool():
            return str(value).lower()
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
        case _:
            return repr(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
