"""From a finished session to a file that stands in the logbook, and the receipt (DESIGN 10.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from armoede_toolbox.entry import render
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Session, events, halves, look_back, to_entry, to_look_back
from armoede_toolbox.session.record import agreements, looked_back_in_exercise
from armoede_toolbox.storage import journal
from armoede_toolbox.text import counted, listed, spelled
from armoede_toolbox.vocabulary import Ending, Sharing
from armoede_toolbox.workflows.stand import Book


def seal(session: Session, book: Book, now: Callable[[], datetime], chance: Random) -> None:
    """Record what the entry still needs: a random order for what was never revealed, and the moment of finishing."""
    for event in list(halves.settle(session)):
        _record(session, book, event)
    _seal_look_back(session, book, now)
    for key, given in list(session.given.items()):
        if given.order is None and len(given.voices) > 1:
            slots = sorted(given.voices)
            chance.shuffle(slots)
            _record(session, book, events.ordered(key, slots))
    if session.finished is None:
        _record(session, book, events.finished(now()))


def _seal_look_back(session: Session, book: Book, now: Callable[[], datetime]) -> None:
    """The exercise that looks back makes a look-back at its end; that of an opening was written long ago."""
    if session.finished is None:
        for event in list(looked_back_in_exercise(session)):
            _record(session, book, event)
    if session.looked and session.looked_until is None:
        _record(session, book, events.look_back_over(now()))


def _record(session: Session, book: Book, event: events.Event) -> None:
    book.append(event)
    session.apply(event)


def publish_look_back(session: Session) -> journal.Published | None:
    """Write the look-back and read it back. Raises ``ToolboxError``; then the draft has to stay."""
    entry = to_look_back(session)
    if entry is None:
        return None
    target = journal.entry_path(Path(session.setup.root), entry.head.session, look_back.NAME)
    return journal.publish(render(entry), target)


def publish(session: Session) -> journal.Published:
    """Write the entry and read it back. Raises ``ToolboxError``; then the draft has to stay."""
    setup = session.setup
    target = journal.entry_path(Path(setup.root), setup.session, setup.exercise.id)
    return journal.publish(render(to_entry(session)), target)


def receipt(session: Session, published: journal.Published) -> Screen:
    """What was kept and where."""
    first = "Bewaard. We lazen het bestand terug: alles staat erin."
    if published.already_there:
        first = "Dit bestand stond er al, precies zo. Er is niets veranderd."
    lines = [first, _agreed(session), _marked(session), _shared(session)]
    blocks = tuple(Block(line) for line in lines if line)
    where = (Block("Het staat hier:", Style.HINT), Block(str(published.path), Style.HINT))
    return Screen("Bewaard", "", (*blocks, *where))


def _agreed(session: Session) -> str:
    found = list(agreements(session))
    days = sorted({agreement.look_back_on for agreement in found if agreement.look_back_on})
    if not found:
        return "" if session.setup.exercise.ending is not Ending.AGREEMENT else "Er is geen afspraak gemaakt."
    sentence = f"{counted(len(found), 'afspraak', 'afspraken')}."
    return f"{sentence} Terugkijken op {listed([spelled(day, year=False) for day in days])}." if days else sentence


def _marked(session: Session) -> str:
    many = counted(len(session.signals or ()), "signaal", "signalen")
    return f"{many} om door te geven. Je ziet ze met: armoede signalen" if session.signals else ""


def _shared(session: Session) -> str:
    return SHARED[session.sharing] if session.sharing else ""


SHARED: Final = {
    Sharing.AGREEMENTS: "In het verslag mogen alleen de afspraken.",
    Sharing.THEMES: "In het verslag mogen de afspraken en de thema’s.",
    Sharing.SENTENCES: "In het verslag mogen de afspraken, de thema’s en zinnen zonder naam.",
}
"""What the room allowed, as a sentence."""
