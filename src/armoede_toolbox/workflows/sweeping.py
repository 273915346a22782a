"""Before anything leaves: the scan over what goes out, and what is done about it. One door for every export.

``sweep`` takes what is about to leave (sessions, reports, documents, plain data), finds where somebody may be
recognised, and hands back the same things with what has to be said. Finished files are never touched.

    swept = sweeping.sweep(told, care, window)
    ... make a file of swept.things ...
    notices = (*notices, *swept.notices)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from armoede_toolbox.errors import Problem, Stopped, ToolboxError, UsageError
from armoede_toolbox.privacy.finding import Finding, find, kinds, replaced
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.text import counted, listed, quoted

if TYPE_CHECKING:
    from armoede_toolbox.storage.index import Stored
    from armoede_toolbox.terminal.window import Window

T = TypeVar("T")
HELPS: Final = "Deze controle helpt. Lees het zelf ook na."
_MOST_SHOWN: Final = 8
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


def told_of(sessions: Iterable[Stored], care: Care = NO_CARE) -> tuple[str, ...]:
    """What has to be said about sessions that leave as they are. Raises ``ToolboxError`` when strict.

    How much is in them the index knows; only those of which something is shown are scanned again.
    """
    suspect = [one for one in sessions if one.found]
    if care.strict:
        refuse(find(one.data() for one in suspect), care)
    many = sum((Counter(one.found) for one in suspect), Counter[str]())
    return (_warning(many, _first(suspect), care),) if many else ()


def _first(suspect: Iterable[Stored]) -> list[Finding]:
    found: list[Finding] = []
    for one in suspect:
        found += find([one.data()])
        if len(found) >= _MOST_SHOWN:
            break
    return found


def _nameless(thing: Any) -> Any:
    """Agreements without who does them; that is a name by intention, and no pattern."""
    from armoede_toolbox.reporting import sharing

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
    rows = [Block(line, Style.ROW) for line in _lines(found, aloud=True, total=len(found))]
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
    return _summed(kinds(found))


def _summed(many: Counter[str]) -> str:
    return listed([f"{times} keer {kind}" for kind, times in many.most_common()])


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
        from armoede_toolbox.reporting import sharing

        yield f"Bij {counted(who, 'afspraak', 'afspraken')} staat in plaats van wie het doet: {sharing.SOMEBODY}."
    if left and not asked:
        yield _warning(kinds(left), left, care)


def _warning(many: Counter[str], first: Sequence[Finding], care: Care) -> str:
    lines = _lines(first, care.aloud, many.total())
    return "\n".join([f"Hier staat misschien iets over een mens: {_summed(many)}.", *lines, HELPS])


def _lines(found: Sequence[Finding], aloud: bool, total: int) -> Iterator[str]:
    for one in found[:_MOST_SHOWN]:
        yield f"- {one.place}: {_told(one, aloud)}" if str(one.place) else f"- {_told(one, aloud)}"
    if total > _MOST_SHOWN:
        yield f"- en nog {total - _MOST_SHOWN}"


def _told(one: Finding, aloud: bool) -> str:
    return f"{one.kind}: {quoted(one.piece)}" if aloud else one.kind
