"""Exercises by the names that people use, and what happens when two have the same name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.text import fold, listed, nearest, quoted


class Named(Protocol):
    """Something that people call by id, number or title."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


class Kept(Named, Protocol):
    """... and that stands in a file."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def folder(self) -> Path: ...  # noqa: D102


N = TypeVar("N", bound=Named)
K = TypeVar("K", bound=Kept)

_NUMBER: Final = re.compile(r"(?:lb)?([1-5])-(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Noun:
    """What people call the things that are looked for."""

    the: str
    this: str
    many: str
    show: str
    """Where all of them can be seen, a full sentence."""


EXERCISE: Final = Noun("De oefening", "Deze oefening", "oefeningen", "Alle oefeningen zie je met: armoede lijst")
TRAJECTORY: Final = Noun("De reeks", "Deze reeks", "reeksen", "Alle reeksen zie je met: armoede traject")
_MOST: Final = 5


def find(name: str, items: Sequence[N], noun: Noun = EXERCISE) -> N:
    """The one item that ``name`` means: id, number, title, or an unambiguous piece. Raises ``ToolboxError``."""
    found = _matches(name.strip(), items)
    if len(found) == 1:
        return found[0]
    if found:
        names = [f"{quoted(item.id)} ({item.number})" for item in found[:_MOST]]
        more = f" En nog {len(found) - _MOST}." if len(found) > _MOST else ""
        what = f"Bij {quoted(name)} passen {len(found)} {noun.many}."
        raise ToolboxError(what, do=f"Kies {listed(names, 'of')}.{more}")
    raise ToolboxError(f"{noun.the} {quoted(name)} kennen we niet.", do=_suggest(name, items, noun))


def _matches(name: str, items: Sequence[N]) -> list[N]:
    wanted = fold(name)
    if not wanted:
        return []
    if number := _NUMBER.fullmatch(name):
        full = f"LB{number[1]}-{int(number[2]):02d}"
        return [item for item in items if item.number == full]
    exact = [item for item in items if wanted in (item.id, fold(item.title), fold(item.number))]
    return exact or [item for item in items if wanted in item.id or wanted in fold(item.title)]


def _suggest(name: str, items: Sequence[Named], noun: Noun) -> str:
    ids = {text: item.id for item in items for text in (item.id, item.title, item.number)}
    near = list(dict.fromkeys(ids[match] for match in nearest(name, ids)))
    return f"Bedoel je {listed([quoted(one) for one in near], 'of')}? {noun.show}" if near else noun.show


@dataclass(frozen=True, slots=True)
class Settled(Generic[K]):
    """What remains when equal names are settled. ``replaced`` maps an id to the file that it took the place of."""

    items: list[K]
    problems: list[Problem]
    replaced: dict[str, Path]

    def notices(self) -> list[str]:
        """What was replaced, for people."""
        return [
            f"{quoted(item.title)} uit {item.path} komt in de plaats van {self.replaced[item.id]}."
            for item in self.items
            if item.id in self.replaced
        ]


def settle(items: Sequence[K], noun: Noun = EXERCISE) -> Settled[K]:
    """A later folder wins from an earlier one; within one folder the first file wins and the second is an error."""
    kept: dict[str, K] = {}
    problems: list[Problem] = []
    replaced: dict[str, Path] = {}
    for item in items:
        clash = _clash(item, kept, noun)
        if clash is not None:
            problems.append(clash)
            continue
        if item.id in kept:
            replaced[item.id] = kept[item.id].path
        kept[item.id] = item
    return Settled(sorted(kept.values(), key=lambda item: (item.number, item.id)), problems, replaced)


def _clash(item: Kept, kept: dict[str, K], noun: Noun) -> Problem | None:
    near = [other for other in kept.values() if other.folder == item.folder]
    for name, value in (("id", item.id), ("nummer", item.number)):
        for other in near:
            if value in (other.id, other.number):
                what = f"Het {name} {quoted(value)} is al van {other.path.name}. {noun.this} doet nu niet mee."
                return Problem(what, str(item.path), f"Geef één van de twee een ander {name}.")
    return None
