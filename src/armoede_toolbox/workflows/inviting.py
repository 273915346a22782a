"""``uitnodiging``: a letter for somebody who knows poverty from experience, for exercises where that is right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.reporting.document import Document, Room
from armoede_toolbox.reporting.invitation import Meeting, invitation
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.text import listed, quoted
from armoede_toolbox.vocabulary import Guests, dutch
from armoede_toolbox.workflows import delivering
from armoede_toolbox.workflows.delivering import Delivered
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.paper import outline_of

WORD: Final = "uitnodiging"
_MOST: Final = 4
FOR_SENDER: Final = (
    "Vul de open plekken in voordat je de uitnodiging geeft. Bel ook even: een gesprek nodigt beter uit dan papier.",
    "Betaal zoals bij ander werk. Bloemen of een bon zijn te weinig. Kijk vooraf samen naar uitkering en belasting.",
    "Nodig minstens twee mensen uit. Betaal de reis op de dag zelf. Bel na afloop, en laat meelezen wat je opschrijft.",
)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, as text or in a file."""

    exercise: Exercise
    delivered: Delivered
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """The invitation itself, or where it is now."""
        del width
        return self.delivered.text()

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        made = {
            "oefening": self.exercise.id,
            "formaat": self.delivered.format,
            "bestand": str(self.delivered.file) if self.delivered.file else None,
            "tekst": None if self.delivered.file else self.delivered.content.decode(),
        }
        return {dutch("format"): 1, WORD: made}


def invite(
    house: House,
    name: str,
    meeting: Meeting,
    fmt: str | None = None,
    to: Path | None = None,
    minutes: int | None = None,
    overwrite: bool = False,
) -> Invited:
    """The invitation. Raises ``ToolboxError`` where guests do not fit the exercise."""
    outline, shown = outline_of(house, name, minutes, begin=meeting.begin)
    if outline.exercise.guests is Guests.NO:
        raise _not_for_guests(house, outline.exercise)
    stem = f"{WORD}-{outline.exercise.id}"
    made = delivering.paper(house, (lambda form: _one_side(outline, meeting, form)), stem, fmt, to, overwrite)
    return Invited(outline.exercise, made, (*shown.notices, *FOR_SENDER, *made.notices), shown.problems)


def _one_side(outline: Outline, meeting: Meeting, form: str) -> Document:
    if form == "md":
        return invitation(outline, meeting)
    if form != "pdf":  # nobody can count the pages of Word or a browser
        return invitation(outline, meeting, Room.TIGHTEST)
    from armoede_toolbox.reporting.fitting import widest
    from armoede_toolbox.reporting.pdf import count_pages

    return widest(lambda room: invitation(outline, meeting, room), 1, count_pages)[0]


def _not_for_guests(house: House, exercise: Exercise) -> ToolboxError:
    """Say why not, and what does fit: the same learning need first."""
    from armoede_toolbox.storage.library import Library

    every = Library.load(house.places.exercises).exercises
    fitting = [one for one in every if one.guests is not Guests.NO]
    fitting.sort(key=lambda one: (one.learning_need is not exercise.learning_need, one.guests is not Guests.YES))
    names = listed([f"{quoted(one.title)} ({one.number})" for one in fitting[:_MOST]], "of")
    what = f"{quoted(exercise.title)} doe je zonder ervaringsdeskundigen."
    return ToolboxError(what, "", f"Nodig uit voor bijvoorbeeld {names}." if names else "Kies een andere oefening.")
