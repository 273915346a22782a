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
from armoede_toolbox.session import Asked, Place, Session, events
from armoede_toolbox.session.clock import in_words, left
from armoede_toolbox.session.fold import View
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

    def record(self, event: Mapping[str, Any]) -> None:
        """First to disk, then into the session: what the session knows is safe."""
        try:
            self.book.append(event)
        except ToolboxError as error:
            self._until_safe(error)
        self.session.apply(event)
        moved = str(getattr(self.book, "moved", None) or "")
        if moved and moved not in self.told_moved:
            self.told_moved.append(moved)
            self.window.say(
                f"Bewaren lukte niet op de gewone plek. Je antwoorden staan nu in {moved}.", "We gaan verder."
            )

    def _until_safe(self, error: ToolboxError) -> None:
        """Nothing could be written anywhere: the text stays in memory, the person mends it and tries again."""
        while True:
            for problem in error.problems:
                self.window.say(problem.what, problem.do)
            if self.window.pick("Wat nu?", ["Probeer opnieuw te bewaren", "Stop nu"]) == 1:
                raise error
            try:
                return self.book.save()
            except ToolboxError as again:
                error = again

    def go_to(self, place: Place) -> None:
        """This place is on the screen now; sets the clock of the window."""
        self.record(events.here(place.id, self.now()))
        self.window.clock = (lambda: self.aside(place)) if self.session.setup.clock else None

    def aside(self, place: Place) -> str:
        """The time left, in words; empty without a clock."""
        if not self.session.setup.clock:
            return ""
        return in_words(left(self.session, place, self.now()))

    def shuffled(self, key: str) -> list[int]:
        """The slots of a question in a new random order."""
        slots = sorted(self.session.of(key).voices)
        self.chance.shuffle(slots)
        return slots

    def keep_half(self, asked: Asked, slot: int, partial: Filled) -> None:
        """Keep half-typed text, so that it stands there again."""
        if any(partial.values()):
            self.record(events.half_typed(asked.key, partial, slot))

    @contextmanager
    def keeping(self, keep: Progress) -> Iterator[None]:
        """While a form is filled, every field that is done is kept at once."""
        self.window.progress = keep
        try:
            yield
        finally:
            self.window.progress = None

    @property
    def shared(self) -> bool:
        """Whether the group sees this very screen."""
        return self.session.setup.view == View.SHARED
