"""``boekje``: all exercises, or those of one learning need, in one file to print."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.errors import Problem, ToolboxError, UsageError
from armoede_toolbox.storage.library import Library
from armoede_toolbox.text import counted, quoted
from armoede_toolbox.vocabulary import LearningNeed, dutch
from armoede_toolbox.workflows import delivering
from armoede_toolbox.workflows.delivering import Delivered
from armoede_toolbox.workflows.house import House

if TYPE_CHECKING:
    from armoede_toolbox.reporting.booklet import Shelf

WORD: Final = "boekje"
FORMATS: Final = ("pdf", "html")


@dataclass(frozen=True, slots=True)
class Booklet:
    """A booklet in a file."""

    exercises: tuple[str, ...]
    delivered: Delivered
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is."""
        del width
        return self.delivered.text()

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        made = {"formaat": self.delivered.format, "bestand": str(self.delivered.file), "oefeningen": self.exercises}
        return {dutch("format"): 1, WORD: made}


def make(
    house: House,
    need: LearningNeed | None = None,
    fmt: str | None = None,
    to: Path | None = None,
    overwrite: bool = False,
    waiting: AbstractContextManager[object] | None = None,
) -> Booklet:
    """The booklet. Raises ``ToolboxError`` when there is nothing to put in it or a file stands in the way."""
    from armoede_toolbox.reporting.booklet import booklet

    form = _format(fmt, to)
    library = Library.load(house.places.exercises)
    shelf = _shelf(house, library, need)
    name = f"{WORD}-{need.value}" if need else WORD
    made = delivering.paper(house, lambda _: booklet(shelf), name, form, to, overwrite, waiting=waiting)
    told = f"In het boekje: {counted(len(shelf.exercises), 'oefening', 'oefeningen')}."
    ids = tuple(one.id for one in shelf.exercises)
    return Booklet(ids, made, (*library.notices, told, *made.notices), tuple(library.problems))


def _format(fmt: str | None, to: Path | None) -> str:
    """A booklet has pages, so it is never a text on the screen."""
    form = delivering.paper_format(fmt, to) if fmt or to is not None else "pdf"
    if form not in FORMATS:
        what = f"Een boekje kan geen {quoted(form)} zijn."
        raise UsageError(what, str(to or ""), "Geef een naam zoals boekje.pdf of boekje.html.")
    return form


def _shelf(house: House, library: Library, need: LearningNeed | None) -> Shelf:
    from armoede_toolbox.reporting.booklet import Shelf

    chosen = [one for one in library.exercises if need in (None, one.learning_need)]
    if not chosen:
        raise ToolboxError("Er zijn geen oefeningen voor dit boekje.", "", "Kijk met: armoede lijst")
    return Shelf(chosen, library.shared, house.now())
