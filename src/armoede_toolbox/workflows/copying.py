"""``exporteer`` as the files themselves or as data: copies of what stands in the logbook, nothing left out.

The data comes from the index, so nothing at the top of this file may load Pydantic or YAML.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

from armoede_toolbox.errors import Problem
from armoede_toolbox.storage import index, safely
from armoede_toolbox.storage.index import Index, Stored, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.text import counted
from armoede_toolbox.workflows import delivering, logbook
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, skipped_problems, written
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, NO_FILTERS, Filters

Format = Literal["md", "json"]
ALL_ANSWERS: Final = "Alle antwoorden staan erin, ook wat niet in een verslag mag."


def export(
    house: House,
    names: Sequence[str] = (),
    fmt: Format = "md",
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    tell: Callable[[Sequence[Stored]], tuple[str, ...]] = lambda _: (),
) -> Exported:
    """Copy entries as they are (``md``) or as data (``json``): the named ones, or else all that fit the filters.

    What ``tell`` says about them comes behind the notices; when it raises, nothing is written.
    """
    chosen = _chosen(house, names, filters, progress)
    made = _COPIES[fmt](chosen)
    notices = (*(() if names or filters.personal or filters.team else (ABOUT_PERSONAL,)), *tell(chosen.readable))
    if to is None or not made.paths:
        empty = () if made.paths else (delivering.NOTHING,)
        return Exported(made, None, (*empty, *notices), made.problems)
    target = delivering.target_of(house, to, _file_name(house, made.paths, fmt))
    delivering.refuse_existing(target, overwrite)
    delivering.save(target, made.content(), overwrite)
    told = _told(house, target, made)
    return Exported(made, target, (*told, *notices), made.problems)


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy of entries: the paths that are in it and what was left out."""

    content: Callable[[], Iterator[bytes]]
    data: Callable[[], dict[str, Any]]
    paths: list[Path]
    skipped: list[Skipped]
    problems: tuple[Problem, ...]
    pieces: Callable[[], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was copied."""

    made: _Made
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def content(self) -> bytes:
        """What stands, or would stand, in the file."""
        return b"".join(self.made.content())

    def text(self, width: int = 80) -> str:
        """The file that was written; without one its contents, without what a terminal could obey."""
        del width
        return delivering.where_or_what(self.file, self.content)

    def data(self) -> dict[str, Any]:
        """The export as JSON, whatever its format."""
        return self.made.data()

    def pieces(self) -> Iterator[str]:
        """``data`` as JSON, piece by piece: ten thousand sessions are too much to hold at once."""
        if self.made.pieces is not None:
            return self.made.pieces()
        return iter((json.dumps(self.data(), ensure_ascii=False, indent=2),))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The entries to copy, and what does not take part."""

    stored: list[Stored]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> list[Stored]:
        """Without those that have no data."""
        return [one for one in self.stored if one.fault is None]


def _chosen(house: House, names: Sequence[str], filters: Filters, progress: Progress | None) -> _Chosen:
    if names:
        return _Chosen(
            [index.stored(path) for path in dict.fromkeys(logbook.find(house, one, filters) for one in names)]
        )
    answers = logbook.ask(house, filters, lambda one, wanted: _with_order(one, wanted, progress), progress)
    found: dict[Path, tuple[float, Stored]] = {}
    for one in answers.values():
        for moment, stored in one:
            found.setdefault(stored.path, (moment, stored))
    ordered = [stored for _, stored in sorted(found.values(), key=lambda pair: pair[0])]
    return _Chosen(ordered, answers.skipped, answers.problems)


def _with_order(one: Index, wanted: Wanted, progress: Progress | None) -> list[tuple[float, Stored]]:
    rows = one.rows(wanted)[::-1]
    return [(row.order[0], stored) for row, stored in zip(rows, one.entries(rows, progress), strict=True)]


def _as_files(chosen: _Chosen) -> _Made:
    """The files as they are; where there are more, a line with its name stands above each."""
    left_out, contents = list(chosen.skipped), dict[Path, bytes]()
    for path in (one.path for one in chosen.stored):
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            left_out.append(Skipped(path, None, safely.because(error)))
    pieces = [content if len(contents) == 1 else _headed(path, content) for path, content in contents.items()]
    data = {"formaat": FORMAT, "bestanden": list(map(written, contents)), "overgeslagen": file_data(left_out)}
    lines = [piece for content in pieces for piece in (b"\n", content)][1:]
    return _Made(lambda: iter(lines), lambda: data, list(contents), left_out, _problems(chosen, left_out))


def _problems(chosen: _Chosen, left_out: Sequence[Skipped]) -> tuple[Problem, ...]:
    return (*chosen.problems, *skipped_problems(left_out[len(chosen.skipped) :]))


def _headed(path: Path, content: bytes) -> bytes:
    name = written(Path(path.name)).replace("--", "- -").replace(">", "")
    return f"<!-- {name} -->\n\n".encode() + content + (b"" if content.endswith(b"\n") else b"\n")


def _as_data(chosen: _Chosen) -> _Made:
    """One list of sessions; each stands in the index as it stands in the list."""
    sessions = chosen.readable
    left_out = [*chosen.skipped, *(one.fault for one in chosen.stored if one.fault is not None)]
    aside = {"formaat": FORMAT, "overgeslagen": file_data(left_out)}

    def pieces() -> Iterator[str]:
        yield f'{{\n  "formaat": {FORMAT},\n  "sessies": ['
        for number, one in enumerate(sessions):
            yield (",\n    " if number else "\n    ") + one.text()
        rest = json.dumps(aside["overgeslagen"], ensure_ascii=False, indent=2).replace("\n", "\n  ")
        yield ("\n  ]" if sessions else "]") + f',\n  "overgeslagen": {rest}\n}}'

    return _Made(
        content=lambda: (piece.encode("utf-8", "replace") for piece in chain(pieces(), ("\n",))),
        data=lambda: {"formaat": FORMAT, "sessies": [one.data() for one in sessions], **aside},
        paths=[one.path for one in sessions],
        skipped=left_out,
        problems=_problems(chosen, left_out),
        pieces=pieces,
    )


_COPIES: Final = {"md": _as_files, "json": _as_data}


def _file_name(house: House, paths: Sequence[Path], fmt: Format) -> str:
    if len(paths) == 1:
        return f"{paths[0].stem}.{fmt}"
    return f"logboek-{house.today().isoformat()}.{fmt}"


def _told(house: House, target: Path, made: _Made) -> Iterator[str]:
    yield f"Geschreven: {counted(len(made.paths), 'sessie', 'sessies')}. {ALL_ANSWERS}"
    if made.skipped:
        yield f"Weggelaten: {counted(len(made.skipped), 'bestand', 'bestanden')}."
    yield from delivering.about_place(house, target)
