"""Before anything leaves: the scan over what goes out, and what is done about it. One door for every export.

``sweep`` takes what is about to leave (sessions, reports, documents, plain data), finds where somebody may be
recognised, and hands back the same things with what has to be said. Finished files are never touched.

    swept = sweeping.sweep(told, care, window)
    ... make a file of swept.things ...
    notices = (*notices, *swept.notices)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from armoede_toolbox.entry import Agreement
from armoede_toolbox.errors import Problem, Stopped, ToolboxError, UsageError
from armoede_toolbox.privacy import Hit, scan_text
from armoede_toolbox.reporting import sharing
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.text import counted, listed, quoted, spelled

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window

T = TypeVar("T")
HELPS: Final = "Deze controle helpt. Lees het zelf ook na."
_MOST_SHOWN: Final = 8
_NO_TEXT: Final = frozenset(
    "head id kind question agreement warnings left_out session"
    " vraag afspraak sessie oefening soort waarschuwingen bestand begonnen afgerond overgeslagen".split()
)
"""Parts of sessions and of their data that hold no words of people."""
_WAYS: Final = ("Vervang alles", "Kies per keer", "Laat alles staan", "Stop, schrijf niets")
_LEAVE: Final = "Laat staan"
_STOP: Final = "Stop, schrijf niets"


@dataclass(frozen=True, slots=True)
class Care:
    """What somebody wants done about people who may be recognised; without a wish it is only told."""

    anonymous: bool = False
    strict: bool = False
    aloud: bool = False
    """Whether the pieces themselves may be shown: only to a person at their own terminal."""


NO_CARE: Final = Care()


def care_of(anonymous: bool, strict: bool, aloud: bool) -> Care:
    """What the options say. Raises ``UsageError`` when they contradict."""
    if anonymous and strict:
        what = "Met --anoniem vervangen we alles, met --strikt maken we niets. Allebei kan niet."
        raise UsageError(what, "", "Kies --anoniem of --strikt.")
    return Care(anonymous, strict, aloud)


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


@dataclass(frozen=True, slots=True)
class Swept(Generic[T]):
    """What may leave, and what has to be said about it."""

    things: tuple[T, ...]
    notices: tuple[str, ...] = ()
    replaced: int = 0


def sweep(things: Sequence[T], care: Care = NO_CARE, window: Window | None = None) -> Swept[T]:
    """Find who may be recognised and do what was asked; with a window, ask. Raises ``ToolboxError`` when strict."""
    found = find(things)
    if care.strict:
        refuse(found, care)
    chosen = _decided(found, care, window)
    unnamed = tuple(map(_nameless, things)) if care.anonymous else tuple(things)
    made = tuple(replaced(thing, chosen) for thing in unnamed) if chosen else unnamed
    done = sum((one.kind, one.piece) in chosen for one in found)
    return Swept(made, tuple(_notices(found, chosen, care, things, window is not None)), done)


def told_of(things: Iterable[Any], care: Care = NO_CARE) -> tuple[str, ...]:
    """What has to be said about things that leave as they are. Raises ``ToolboxError`` when strict."""
    found = find(things)
    if care.strict:
        refuse(found, care)
    return tuple(_notices(found, frozenset(), care))


# --- finding --------------------------------------------------------------------------------------------------------

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


def replaced(thing: T, chosen: frozenset[tuple[str, str]]) -> T:
    """The same with a role in the place of every chosen piece, as (kind, piece)."""

    def without(_: Place, text: str) -> str:
        return _without(text, _scan(text), chosen)

    made: T = _over(thing, without, Place())
    return made


def _without(text: str, hits: Sequence[Hit], chosen: frozenset[tuple[str, str]]) -> str:
    from armoede_toolbox.privacy import masked

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
    if isinstance(value, Agreement):
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


def _nameless(thing: Any) -> Any:
    """Agreements without who does them; that is a name by intention, and no pattern."""
    agreements = getattr(thing, "agreements", ())
    return replace(thing, agreements=tuple(map(sharing.nameless, agreements))) if agreements else thing


# --- deciding -------------------------------------------------------------------------------------------------------


def _decided(found: Sequence[Finding], care: Care, window: Window | None) -> frozenset[tuple[str, str]]:
    everything = frozenset((one.kind, one.piece) for one in found)
    if care.anonymous or not found or window is None:
        return everything if care.anonymous else frozenset()
    from armoede_toolbox.terminal.window import CommandGiven, Interrupted

    try:
        return _asked(found, window)
    except (Interrupted, CommandGiven):
        raise _stopped() from None


def _asked(found: Sequence[Finding], window: Window) -> frozenset[tuple[str, str]]:
    rows = [Block(line, Style.ROW) for line in _lines(found, aloud=True)]
    blocks = (Block(f"Hier staat misschien iets over een mens: {summed(found)}.", Style.HEADING), *rows)
    window.show(Screen("Even nakijken", "", blocks))
    way = _WAYS[window.pick("Wat doen we ermee?", _WAYS)]
    if way == _STOP:
        raise _stopped()
    if way == _WAYS[2]:
        return frozenset()
    pieces = {(one.kind, one.piece): one for one in found}
    return frozenset(key for key, one in pieces.items() if way == _WAYS[0] or _replaces(one, window))


def _replaces(one: Finding, window: Window) -> bool:
    asked = f"{one.place}: misschien {one.kind}: {quoted(one.piece)}."
    way = window.pick(asked[0].upper() + asked[1:], (f"Maak er {quoted(one.role)} van", _LEAVE, _STOP))
    if way == 2:
        raise _stopped()
    return way == 0


def _stopped() -> Stopped:
    return Stopped("We stoppen. Er is niets geschreven.", "", "Begin opnieuw wanneer je wilt.")


CHANGE: Final = "Pas de tekst aan, of gebruik --anoniem."


def refuse(found: Sequence[Finding], care: Care, do: str = CHANGE) -> None:
    """Raise a ``ToolboxError`` with every finding; do nothing when there are none."""
    if found:
        problems = [Problem(f"Hier staat misschien {_told(one, care.aloud)}.", str(one.place)) for one in found]
        last = replace(problems[-1], do=f"{do} Er is niets geschreven.")
        raise ToolboxError([*problems[:-1], last])


# --- telling --------------------------------------------------------------------------------------------------------


def summed(found: Iterable[Finding]) -> str:
    """How many of each kind: ``3 keer een naam en 1 keer een telefoonnummer``."""
    return listed([f"{many} keer {kind}" for kind, many in Counter(one.kind for one in found).most_common()])


def _notices(
    found: Sequence[Finding],
    chosen: frozenset[tuple[str, str]],
    care: Care,
    things: Sequence[Any] = (),
    asked: bool = False,
) -> Iterator[str]:
    gone = [one for one in found if (one.kind, one.piece) in chosen]
    left = [one for one in found if (one.kind, one.piece) not in chosen]
    if gone:
        yield f"Vervangen: {summed(gone)}. {HELPS}"
    elif care.anonymous:
        yield f"Anoniem: we vonden niets om te vervangen. {HELPS}"
    who = sum(bool(one.who) for thing in things for one in getattr(thing, "agreements", ())) if care.anonymous else 0
    if who:
        yield f"Bij {counted(who, 'afspraak', 'afspraken')} staat in plaats van wie het doet: {sharing.SOMEBODY}."
    if left and not asked:
        yield "\n".join([f"Hier staat misschien iets over een mens: {summed(left)}.", *_lines(left, care.aloud), HELPS])


def _lines(found: Sequence[Finding], aloud: bool) -> Iterator[str]:
    for one in found[:_MOST_SHOWN]:
        yield f"- {one.place}: {_told(one, aloud)}" if str(one.place) else f"- {_told(one, aloud)}"
    if len(found) > _MOST_SHOWN:
        yield f"- en nog {len(found) - _MOST_SHOWN}"


def _told(one: Finding, aloud: bool) -> str:
    return f"{one.kind}: {quoted(one.piece)}" if aloud else one.kind
