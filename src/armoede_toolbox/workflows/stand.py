"""What the parts of a running session share: the session, its book, its window, its clock and its chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, Protocol

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.form import Filled
from armoede_toolbox.privacy import masked
from armoede_toolbox.session import Place, Session, events, halves
from armoede_toolbox.session.clock import in_words, left, time_for_marks
from armoede_toolbox.terminal.window import Progress, Window


class Book(Protocol):
    """Where events go. A draft keeps them for good before it returns; a rehearsal keeps nothing."""

    def append(self, event: Mapping[str, Any]) -> None:
        """Keep an event. Raises ``ToolboxError`` when it can be kept nowhere; then it waits for ``save``."""

    def save(self) -> None:
        """Try again what could not be kept. Raises ``ToolboxError``."""


class NoBook:
    """The book of a rehearsal: nothing is kept."""

    def append(self, event: Mapping[str, Any]) -> None:
        """Keep nothing."""

    def save(self) -> None:
        """Nothing to try again."""


def until_safe(window: Window, book: Book, error: ToolboxError) -> None:
    """Nothing could be written anywhere: the text stays in memory, the person mends it and tries again."""
    while True:
        for problem in error.problems:
            window.say(problem.what, problem.do)
        if window.pick("Wat nu?", ["Probeer opnieuw te bewaren", "Stop nu"]) == 1:
            raise error
        try:
            return book.save()
        except ToolboxError as again:
            error = again


@dataclass(slots=True)
class Stand:
    """A running session and everything it needs from outside."""

    session: Session
    book: Book
    window: Window
    now: Callable[[], datetime]
    chance: Random
    contact: str | None = None
    """With whom people can talk after a heavy exercise; from the team's settings."""
    told_moved: list[str] = field(default_factory=list)
    publish_look_back: Callable[[Session], object] | None = None
    """Writes the file of the look-back; a rehearsal writes none."""

    def record(self, event: Mapping[str, Any]) -> None:
        """First to disk, then into the session: what the session knows is safe."""
        try:
            self.book.append(event)
        except ToolboxError as error:
            until_safe(self.window, self.book, error)
        self.session.apply(event)
        moved = str(getattr(self.book, "moved", None) or "")
        if moved and moved not in self.told_moved:
            self.told_moved.append(moved)
            self.window.say(
                f"Bewaren lukte niet op de gewone plek. Je antwoorden staan nu in {moved}.", "We gaan verder."
            )

    def keep_look_back(self) -> None:
        """Write the look-back to the logbook, once. Raises ``ToolboxError``; then the draft holds it still."""
        if self.publish_look_back and self.session.looked and not self.session.look_back_kept:
            self.publish_look_back(self.session)
            self.record(events.look_back_kept())

    def go_to(self, place: Place) -> None:
        """This place is on the screen now; sets the clock of the window."""
        self.record(events.here(place.id, self.now()))
        self.window.clock = (lambda: self.time_left(place)) if self.session.setup.clock else None

    def time_left(self, place: Place) -> str:
        """The time left for a place, in words."""
        return in_words(left(self.session, place, self.now()))

    def shuffled(self, key: str) -> list[int]:
        """The slots of a question in a new random order."""
        slots = sorted(self.session.of(key).voices)
        self.chance.shuffle(slots)
        return slots

    def keep_half(self, key: str, slot: int, partial: Filled) -> None:
        """Keep half-typed text, so that it stands there again.

        Nobody can be asked about it now, so whoever may be recognised in it becomes a role (DESIGN 4.9).
        """
        if any(partial.values()):
            self.record(events.half_typed(key, self._masked(partial), slot))

    def _masked(self, value: Any) -> Any:
        if isinstance(value, str):
            return masked(value, self.window.guard(value)) if self.window.guard and value else value
        if isinstance(value, dict):
            return {key: self._masked(item) for key, item in value.items()}
        return [self._masked(item) for item in value] if isinstance(value, list) else value

    def round_off(self, *, at_once: bool = False) -> None:
        """Straight to the closing; half-typed text becomes an answer where it can be read.

        In a meeting the own points come first when there is time; who rounds off there as well leaves them.
        """
        for event in list(halves.settle(self.session)):
            self.record(event)
        marks = not (at_once or self.session.rounded_off) and time_for_marks(self.session, self.now())
        self.record(events.rounding_off(marks=marks))

    @contextmanager
    def keeping(self, keep: Progress) -> Iterator[None]:
        """While a form is filled, every field that is done is kept at once."""
        self.window.progress = keep
        try:
            yield
        finally:
            self.window.progress = None
