"""``werkblad`` and ``draaiboek``: paper for participants and for the facilitator."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, Final, Literal

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.reporting.document import Document, Slips
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.runsheet import runsheet as draw_runsheet
from armoede_toolbox.reporting.worksheet import worksheet as draw_worksheet
from armoede_toolbox.storage import safely
from armoede_toolbox.text import listed, quoted
from armoede_toolbox.vocabulary import MODE_WORDS, Mode, dutch
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import Shown, show_exercise

Format = Literal["md", "html"]
_FORMATS: Final[dict[str, Callable[[Document], str]]] = {"md": to_markdown, "html": to_html}
_SUFFIXES: Final[dict[str, Format]] = {".md": "md", ".html": "html", ".htm": "html"}
_DRAW: Final[dict[str, Callable[[Outline], Document]]] = {"werkblad": draw_worksheet, "draaiboek": draw_runsheet}
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.u ]?([0-5]\d))?(?: ?uur)?")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, as text or in a file."""

    word: str
    outline: Outline
    format: Format
    content: str
    written: Path | None = None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """The paper itself, or where it is now."""
        del width
        if self.written is None:
            return self.content.rstrip("\n")
        how = "Open het bestand in je browser en print het." if self.format == "html" else ""
        return "\n".join(filter(None, (f"Klaar: {self.written}", how)))

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        made = {
            "oefening": self.outline.exercise.id,
            "vorm": self.outline.mode.value,
            "variant": self.outline.variant.value,
            "minuten": self.outline.total,
            "formaat": self.format,
            "bestand": str(self.written) if self.written else None,
            "tekst": None if self.written else self.content,
        }
        return {dutch("format"): 1, self.word: made}


def worksheet(
    house: House,
    name: str,
    fmt: Format | None = None,
    to: Path | None = None,
    minutes: int | None = None,
    mode: Mode | None = None,
    overwrite: bool = False,
    people: int | None = None,
) -> Paper:
    """The worksheet of an exercise. Raises ``ToolboxError`` when it can't be made or a file stands in the way."""
    outline, shown = _outline(house, name, minutes, mode, people=people)
    return _made("werkblad", outline, shown, fmt, to, overwrite)


def runsheet(
    house: House,
    name: str,
    fmt: Format | None = None,
    to: Path | None = None,
    minutes: int | None = None,
    begin: time | None = None,
    mode: Mode | None = None,
    overwrite: bool = False,
    people: int | None = None,
) -> Paper:
    """The run sheet of an exercise, with clock times when it is known when it begins."""
    outline, shown = _outline(house, name, minutes, mode, begin=begin, people=people)
    return _made("draaiboek", outline, shown, fmt, to, overwrite)


def both(house: House, name: str, folder: Path, begin: str = "") -> list[Path]:
    """Both papers as HTML, under names that are free: this is for the menu, where nobody can say ``--overschrijf``."""
    outline, _ = _outline(house, name, None, None, begin=read_time(begin))
    made = []
    for word, draw in _DRAW.items():
        path = _free(folder / f"{word}-{outline.exercise.id}.html")
        _write(path, to_html(draw(outline)), overwrite=False)
        made.append(path)
    return made


def read_time(typed: str) -> time | None:
    """A moment of the day as people type it (``13:30``, ``13.30``, ``9 uur``); empty is ``None``."""
    if not typed.strip():
        return None
    found = _TIME.fullmatch(typed.strip().lower())
    if not found or int(found[1]) > 23:
        raise ToolboxError(f"{quoted(typed.strip())} lezen we niet als tijd.", "", "Typ bijvoorbeeld 13:30.")
    return time(int(found[1]), int(found[2] or 0))


# --- one exercise ---------------------------------------------------------------------------------------------------


def _outline(
    house: House,
    name: str,
    minutes: int | None,
    mode: Mode | None,
    *,
    begin: time | None = None,
    people: int | None = None,
) -> tuple[Outline, Shown]:
    shown = _shown(house, name, mode, minutes)
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


def _shown(house: House, name: str, mode: Mode | None, minutes: int | None) -> Shown:
    """Paper is mostly for a meeting: who does not say otherwise gets the team's."""
    if mode is None:
        exercise = show_exercise(house, name).exercise
        mode = Mode.TEAM if Mode.TEAM in exercise.modes else exercise.modes[0]
    return show_exercise(house, name, mode, minutes)


# --- one file -------------------------------------------------------------------------------------------------------


def _made(word: str, outline: Outline, shown: Shown, fmt: Format | None, to: Path | None, overwrite: bool) -> Paper:
    form = _format(fmt, to)
    document = _DRAW[word](outline)
    content = _FORMATS[form](document)
    path = _target(word, outline, form, to)
    if path is not None:
        _write(path, content, overwrite)
    notices = (*shown.notices, *_notices(outline, document if form == "html" else None))
    return Paper(word, outline, form, content, path, notices, shown.problems)


def _format(fmt: Format | None, to: Path | None) -> Format:
    """The name of the file decides, then what was asked; a folder gets what can be printed."""
    if to is not None and to.suffix.lower() in _SUFFIXES:
        return _SUFFIXES[to.suffix.lower()]
    return fmt or ("md" if to is None else "html")


def _target(word: str, outline: Outline, form: Format, to: Path | None) -> Path | None:
    """Where the file comes; Markdown without a place goes to the screen."""
    own = f"{word}-{outline.exercise.id}.{form}"
    if to is None:
        return None if form == "md" else Path.cwd() / own
    to = to.expanduser()
    if to.is_dir():
        return to / own
    if to.suffix.lower() in _SUFFIXES:
        return to
    raise ToolboxError(
        f"{quoted(to.name)} is geen map, en geen naam die eindigt op .html of .md.",
        str(to),
        "Maak de map eerst, of geef een naam zoals werkblad.html.",
    )


def _notices(outline: Outline, printed: Document | None) -> tuple[str, ...]:
    found = printed is not None and any(isinstance(block, Slips) for block in printed.blocks)
    told = ["Print de laatste bladzijden met briefjes één keer, de rest voor ieder."] if found else []
    others = [f"{MODE_WORDS[mode]} (--vorm {mode})" for mode in outline.exercise.modes if mode is not outline.mode]
    if others:
        told.append(f"Dit is om {MODE_WORDS[outline.mode]} te doen. Het kan ook {listed(others, 'of')}.")
    return tuple(told)


def _write(path: Path, content: str, overwrite: bool) -> None:
    data = content.encode()
    try:
        if overwrite and path.exists():
            safely.replace(path, data)
        else:
            safely.write_new(path, data)
    except FileExistsError:
        do = "Kies een andere naam met --naar, of geef --overschrijf."
        raise ToolboxError("Dit bestand staat er al. We lieten het zoals het is.", str(path), do) from None
    except OSError as error:
        do = "Kies een andere map met --naar."
        raise ToolboxError(f"We konden dit niet bewaren. {safely.because(error)}", str(path), do) from error


def _free(path: Path) -> Path:
    """This name, or the first one with a number behind it that nobody uses."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
