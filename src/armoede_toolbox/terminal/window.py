"""The contract of a window: the one way in which workflows talk with people.

``ArrowWindow`` (questionary and prompt_toolkit, arrow keys, a clock in a toolbar) and ``PlainWindow`` (numbered lines,
no redraw, no colour, no boxes) both keep it; tests have one that reads a script. Workflows know only this contract.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol

from armoede_toolbox.dates import Dates
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.privacy import Hit as Hit
from armoede_toolbox.screens import Screen


class Command(StrEnum):
    """What a person can type instead of an answer (DESIGN 4.5)."""

    BACK = "/terug"
    PASS = "/pas"
    PAUSE = "/pauze"
    ROUND_OFF = "/rondaf"
    STOP = "/stop"
    HELP = "/hulp"


class CommandGiven(Exception):
    """A person gave a command while filling a form. ``partial`` is what was filled so far, half-typed text included."""

    def __init__(self, command: Command, partial: Filled) -> None:
        self.command = command
        self.partial = partial
        super().__init__(command.value)


class Interrupted(Exception):
    """Ctrl-C, Ctrl-D or a closed window. ``partial`` keeps the half-typed text."""

    def __init__(self, partial: Filled | None = None) -> None:
        self.partial: Filled = partial or {}
        super().__init__("interrupted")


Guard = Callable[[str], Sequence[Hit]]
"""Scans a text for what may identify somebody."""


Progress = Callable[[Filled], None]
"""Takes a form that is filled in part, after each field but the last; so a crash loses no field."""


class Window(Protocol):
    """One way to show screens and to ask forms."""

    plain: bool
    """Whether this is the numbered mode."""
    shared: bool
    """Whether the group looks at this screen too; then only blocks for the room are drawn."""
    clock: Callable[[], str] | None
    """The time left in words; the arrow window shows it in its toolbar, the plain window prints it with a question."""
    guard: Guard | None
    """Scans every free text when it is entered, before it is shown or handed on (DESIGN 4.9)."""
    progress: Progress | None
    """Keeps what was filled so far; called between the fields of a form."""
    dates: Dates | None
    """Reads a typed day, such as “over twee weken”; a session counts from its own day."""

    def show(self, screen: Screen) -> None:
        """Draw a screen."""

    def say(self, *sentences: str) -> None:
        """A short message."""

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        """Choose one of numbered options; the index. Raises ``Interrupted`` and ``CommandGiven``."""

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        """One line of text, cleaned; may be empty unless required.

        Raises ``Interrupted`` and ``CommandGiven``, with what was half typed under ``regel``.
        """

    def fill(self, form: Form, before: Filled | None = None) -> Filled:
        """Ask every field of a form, one after the other; ``before`` holds earlier answers to start from.

        ``/terug`` goes one field back inside the form, and at the first field raises ``CommandGiven``. Numbers, dates
        and the like are checked as far as the field says, with a Dutch sentence and another try. Raises ``Interrupted``
        and ``CommandGiven``, both with everything that was filled so far, earlier answers from ``before`` included.

        After a command, ``fill(form, given.partial)`` with the same form goes on at the very field where it was.
        """

    def wait(self, sentence: str) -> None:
        """Wait for Enter; the sentence says so. Raises ``Interrupted`` and ``CommandGiven``."""

    def aside(self) -> AbstractContextManager[None]:
        """The alternate screen for hidden turns: nothing drawn inside reaches the main screen or its scrollback.

        In plain mode nothing can be wiped; it prints that, and asks to look away or to turn the screen.
        """
