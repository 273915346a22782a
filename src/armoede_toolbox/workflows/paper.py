"""``werkblad``, ``draaiboek`` and ``uitnodiging``: paper for participants, for the facilitator and for guests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import Problem, ToolboxError, UsageError
from armoede_toolbox.reporting.aloud import aloud
from armoede_toolbox.reporting.document import Document, Slips
from armoede_toolbox.reporting.fitting import sides, widest
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.runsheet import runsheet as draw_runsheet
from armoede_toolbox.reporting.worksheet import worksheet as draw_worksheet
from armoede_toolbox.text import counted, listed, quoted
from armoede_toolbox.vocabulary import MODE_WORDS, Mode, dutch
from armoede_toolbox.workflows import delivering
from armoede_toolbox.workflows.delivering import Delivered
from armoede_toolbox.workflows.exercise_page import Shown, show_exercise
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.meeting_paper import meeting_of

WORKSHEET: Final = "werkblad"
RUNSHEET: Final = "draaiboek"
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.u ]?([0-5]\d))?(?: ?uur)?")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, as text or in a file."""

    word: str
    outline: Outline
    delivered: Delivered
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def format(self) -> str:
        """How it was written."""
        return self.delivered.format

    @property
    def content(self) -> bytes:
        """The whole file."""
        return self.delivered.content

    @property
    def written(self) -> Path | None:
        """Where it is; ``None`` when it goes to the screen."""
        return self.delivered.file

    def text(self, width: int = 80) -> str:
        """The paper itself, or where it is now."""
        del width
        return self.delivered.text()

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        made = {
            "oefening": self.outline.exercise.id,
            "vorm": self.outline.mode.value,
            "variant": self.outline.variant.value,
            "minuten": self.outline.total,
            "formaat": self.format,
            "bestand": str(self.written) if self.written else None,
            "tekst": None if self.written else self.content.decode(),
        }
        return {dutch("format"): 1, self.word: made}


def worksheet(
    house: House,
    name: str,
    fmt: str | None = None,
    to: Path | None = None,
    minutes: int | None = None,
    mode: Mode | None = None,
    overwrite: bool = False,
    people: int | None = None,
    read_aloud: bool = False,
    meeting: int | None = None,
) -> Paper:
    """The worksheet of an exercise. Raises ``ToolboxError`` when it can't be made or a file stands in the way."""
    outline, shown = outline_of(house, name, minutes, mode, people=people, meeting=meeting)
    if read_aloud:
        return _made(house, WORKSHEET, outline, shown, (lambda _: aloud(outline)), fmt, to, overwrite, "-voorlezen")
    return _made(house, WORKSHEET, outline, shown, (lambda form: sheet(outline, form)), fmt, to, overwrite)


def runsheet(
    house: House,
    name: str,
    fmt: str | None = None,
    to: Path | None = None,
    minutes: int | None = None,
    begin: time | None = None,
    mode: Mode | None = None,
    overwrite: bool = False,
    people: int | None = None,
    meeting: int | None = None,
) -> Paper:
    """The run sheet of an exercise, with clock times when it is known when it begins."""
    outline, shown = outline_of(house, name, minutes, mode, begin=begin, people=people, meeting=meeting)
    return _made(house, RUNSHEET, outline, shown, (lambda _: draw_runsheet(outline)), fmt, to, overwrite)


def sheet(outline: Outline, form: str) -> Document:
    """The worksheet with as much room to write as one side for every quarter of an hour allows; text has no sides."""
    if form == "md":
        return draw_worksheet(outline)
    from armoede_toolbox.reporting.pdf import count_pages

    return widest(lambda room: draw_worksheet(outline, room), sides(outline.total), count_pages)[0]


def read_time(typed: str) -> time | None:
    """A moment of the day as people type it (``13:30``, ``13.30``, ``9 uur``); empty is ``None``."""
    if not typed.strip():
        return None
    found = _TIME.fullmatch(typed.strip().lower())
    if not found or int(found[1]) > 23:
        raise ToolboxError(f"{quoted(typed.strip())} lezen we niet als tijd.", "", "Typ bijvoorbeeld 13:30.")
    return time(int(found[1]), int(found[2] or 0))


# --- one exercise ---------------------------------------------------------------------------------------------------


def outline_of(
    house: House,
    name: str,
    minutes: int | None = None,
    mode: Mode | None = None,
    *,
    begin: time | None = None,
    people: int | None = None,
    meeting: int | None = None,
) -> tuple[Outline, Shown]:
    """An exercise, or a meeting of a trajectory, as it goes on paper."""
    shown, minutes = _shown(house, name, mode, minutes, meeting)
    team = house.config.teams.get(house.config.team or "")
    outline = Outline(
        exercise=shown.exercise,
        mode=shown.mode,
        variant=shown.variant,
        minutes=minutes,
        begin=begin,
        people=people,
        contact=team.aftercare if team else None,
        facts=tuple(shown.shared.facts[code] for code in shown.exercise.facts if code in shown.shared.facts),
        sources={code: source.title for code, source in shown.shared.sources.items()},
        year=house.today().year,
    )
    return outline, shown


def _shown(
    house: House, name: str, mode: Mode | None, minutes: int | None, meeting: int | None
) -> tuple[Shown, int | None]:
    """Paper is mostly for a meeting: who does not say otherwise gets the team's."""
    of_trajectory = meeting_of(house, name, meeting)
    if of_trajectory is not None and (mode or minutes):
        raise UsageError("Van een bijeenkomst staan de vorm en de tijd vast.", "", "Laat --vorm en --tijd weg.")
    if of_trajectory is not None:
        return of_trajectory
    if mode is None:
        exercise = show_exercise(house, name).exercise
        mode = Mode.TEAM if Mode.TEAM in exercise.modes else exercise.modes[0]
    return show_exercise(house, name, mode, minutes), minutes


# --- one file -------------------------------------------------------------------------------------------------------


def _made(
    house: House,
    word: str,
    outline: Outline,
    shown: Shown,
    draw: Callable[[str], Document],
    fmt: str | None,
    to: Path | None,
    overwrite: bool,
    suffix: str = "",
) -> Paper:
    drawn: list[Document] = []

    def once(form: str) -> Document:
        drawn.append(draw(form))
        return drawn[0]

    made = delivering.paper(house, once, f"{word}-{outline.exercise.stem}{suffix}", fmt, to, overwrite)
    notices = (*shown.notices, *made.notices, *_notices(outline, drawn[0]))
    return Paper(word, outline, made, notices, shown.problems)


def _notices(outline: Outline, drawn: Document) -> Iterator[str]:
    """How often to print what, and what else there is."""
    found = [block for block in drawn.blocks if isinstance(block, Slips)]
    if found:
        yield "Print de laatste bladzijden met briefjes één keer, de rest voor ieder."
        yield from _copies(outline, found[0].copies)
    others = [f"{MODE_WORDS[mode]} (--vorm {mode})" for mode in outline.exercise.modes if mode is not outline.mode]
    if others:
        yield f"Dit is om {MODE_WORDS[outline.mode]} te doen. Het kan ook {listed(others, 'of')}."


def _copies(outline: Outline, copies: int) -> Iterator[str]:
    if outline.people is None:
        number = counted(copies, "mens", "mensen")
        yield f"Er zijn briefjes voor {number}, de grootste groep. Met --deelnemers maak je er precies genoeg."
