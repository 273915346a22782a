"""Where somebody may be recognised in sessions, reports, documents or plain data. Pure; changes nothing by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar

from armoede_toolbox.privacy.hits import Hit
from armoede_toolbox.privacy.scan import masked, scan_text
from armoede_toolbox.text import quoted, spelled

T = TypeVar("T")
_NO_TEXT: Final = frozenset(
    "head id kind question agreement warnings left_out session"
    " vraag afspraak sessie oefening soort waarschuwingen bestand begonnen afgerond overgeslagen".split()
)
"""Parts of sessions and of their data that hold no words of people."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, as people know it."""

    session: str = ""
    part: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.session, self.part)))


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text in which somebody may be recognised."""

    place: Place
    kind: str
    piece: str
    role: str


Each = Callable[[Place, str], str]
_scan = lru_cache(maxsize=4096)(scan_text)


def find(things: Iterable[Any]) -> tuple[Finding, ...]:
    """Where somebody may be recognised, in order; a piece counts once in the answers to one question."""
    found: dict[Finding, None] = {}

    def look(place: Place, text: str) -> str:
        for hit in () if text.isalpha() else _scan(text):  # one word identifies nobody
            found[Finding(place, hit.kind, text[hit.start : hit.end], hit.role)] = None
        return text

    for thing in things:
        _over(thing, look, Place())
    return tuple(found)


def kinds(found: Iterable[Finding]) -> Counter[str]:
    """How many there are of each kind."""
    return Counter(one.kind for one in found)


def replaced(thing: T, chosen: frozenset[tuple[str, str]]) -> T:
    """The same with a role in the place of every chosen piece, as (kind, piece)."""

    def without(_: Place, text: str) -> str:
        return _without(text, _scan(text), chosen)

    made: T = _over(thing, without, Place())
    return made


def _without(text: str, hits: Sequence[Hit], chosen: frozenset[tuple[str, str]]) -> str:
    return masked(text, [hit for hit in hits if (hit.kind, text[hit.start : hit.end]) in chosen])


def _over(value: Any, each: Each, place: Place) -> Any:
    """Rebuild anything with every text in it changed. Enums, numbers and days are no text."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else each(place, value)
    if isinstance(value, (tuple, list)):
        return _over_items(value, each, place)
    if isinstance(value, Mapping):
        return _over_mapping(value, each, _place_in(value, place))
    if is_dataclass(value) and not isinstance(value, type):
        return _over_parts(value, each, _place_of(value, place))
    return value


def _over_items(value: tuple[Any, ...] | list[Any], each: Each, place: Place) -> Any:
    made = []
    for item in value:
        place = _heading(item, place)
        made.append(_over(item, each, place))
    return tuple(made) if isinstance(value, tuple) else made


def _over_parts(value: Any, each: Each, place: Place) -> Any:
    names = [field.name for field in fields(value) if field.init and field.name not in _NO_TEXT]
    old = {name: getattr(value, name) for name in names}
    new = {name: _over(part, each, place) for name, part in old.items()}
    return replace(value, **new) if new != old else value


def _over_mapping(value: Mapping[Any, Any], each: Each, place: Place) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for key, part in value.items():
        told = _unused(each(place, key), made) if isinstance(key, str) and not key.isidentifier() else key
        made[told] = part if key in _NO_TEXT else _over(part, each, place)
    return made


def _unused(key: str, taken: Mapping[str, Any]) -> str:
    """Two options that became the same word stay two options."""
    number = 2
    while key in taken:
        key, number = f"{key.rpartition(' (')[0] or key} ({number})" if number > 2 else f"{key} (2)", number + 1
    return key


def _place_of(value: Any, place: Place) -> Place:
    head, text = getattr(value, "head", None), getattr(value, "text", None)
    if head is not None:
        return Place(f"{head.title}, {spelled(head.started.date())}")
    if hasattr(value, "resident_notices"):
        return Place(place.session, "een afspraak")
    if isinstance(text, str) and (hasattr(value, "question") or hasattr(value, "contributions")):
        return Place(place.session, f"bij {quoted(text)}")
    return Place(value.title) if hasattr(value, "blocks") and hasattr(value, "title") else place


def _place_in(value: Mapping[Any, Any], place: Place) -> Place:
    if "titel" in value and "begonnen" in value:
        return Place(f"{value['titel']}, {str(value['begonnen'])[:10]}")
    if isinstance(value.get("tekst"), str):
        return Place(place.session, f"bij {quoted(value['tekst'])}")
    return Place(place.session, "een afspraak") if "inwoner_merkt" in value else place


def _heading(item: Any, place: Place) -> Place:
    """In a document, what follows a heading stands below it."""
    is_heading = hasattr(item, "level") and hasattr(item, "aside")
    return Place(place.session, f"bij {quoted(item.text)}") if is_heading else place
