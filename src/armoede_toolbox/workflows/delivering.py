"""From documents to files: one table of formats, and where a file may go. For ``verslag`` and ``exporteer``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from armoede_toolbox.errors import Problem, ToolboxError, UsageError
from armoede_toolbox.storage import journal, places, safely
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.workflows import logbook
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import skipped_problems
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, Filters

if TYPE_CHECKING:
    from armoede_toolbox.entry import JournalEntry
    from armoede_toolbox.reporting.document import Document

ON_SCREEN: Final = frozenset({"md", "json", "txt"})
"""Formats that a terminal can show; the others need a file."""
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Content:
    """What can be put in a file: the same sessions as a document, as rows, as data."""

    document: Callable[[], Document]
    rows: Callable[[], Iterable[Mapping[str, str]]]
    data: Callable[[], dict[str, Any]]
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A file before it is written, and what has to be said about it."""

    content: bytes
    notices: tuple[str, ...] = ()


# --- formats --------------------------------------------------------------------------------------------------------


def _markdown(content: Content) -> Made:
    from armoede_toolbox.reporting.markdown import to_markdown

    return Made(to_markdown(content.document()).encode())


def _html(content: Content) -> Made:
    from armoede_toolbox.reporting.html import to_html

    return Made(to_html(content.document()).encode())


def _docx(content: Content) -> Made:
    from armoede_toolbox.reporting.docx import to_docx

    template = _template(content.template) if content.template else None
    try:
        return Made(to_docx(content.document(), template))
    except (ValueError, KeyError, BadZipFile) as error:
        if template is None:
            raise
        what = "Dit sjabloon konden we niet openen. Het lijkt geen Word-bestand."
        raise ToolboxError(what, str(content.template), "Bewaar het in Word als .docx, en niet als .dotx.") from error


def _template(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"Het sjabloon konden we niet lezen. {safely.because(error)}"
        raise ToolboxError(what, str(path), "Kijk of de naam klopt.") from error


def _pdf(content: Content) -> Made:
    from armoede_toolbox.reporting.pdf import to_pdf

    made = to_pdf(content.document())
    sign = "Er staat een teken in dat in geen enkel lettertype zit. De PDF is daardoor minder toegankelijk."
    return Made(made.content, () if made.accessible else (sign,))


def _csv(content: Content) -> Made:
    from armoede_toolbox.reporting.csv import to_csv
    from armoede_toolbox.reporting.rows import HEADER

    return Made(to_csv(HEADER, ([row.get(name, "") for name in HEADER] for row in content.rows())))


def _json(content: Content) -> Made:
    text = json.dumps(content.data(), ensure_ascii=False, indent=2) + "\n"
    return Made(text.encode("utf-8", "replace"))


FORMATS: Final[dict[str, Callable[[Content], Made]]] = {
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "csv": _csv,
    "json": _json,
}
"""A new format adds one line here and one file in ``reporting``."""


_SUFFIXES: Final = {**{f".{name}": name for name in FORMATS}, ".htm": "html"}


def format_of(asked: str | None, to: Path | None) -> str:
    """What was asked, or else what the name of the file says. Raises ``UsageError`` when those differ."""
    said = _SUFFIXES.get(to.suffix.lower()) if to is not None and not to.is_dir() else None
    if asked and said and asked != said:
        what = f"De naam van het bestand eindigt op .{said}, en het formaat is {asked}."
        raise UsageError(what, str(to), "Laat --formaat weg, of geef een andere naam.")
    return asked or said or "md"


# --- which sessions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sessions that take part, and what does not."""

    entries: tuple[tuple[Path, JournalEntry], ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def choose(house: House, names: Sequence[str], filters: Filters, progress: Progress | None = None) -> Chosen:
    """The sessions that are named, or else all that fit. A damaged one never stops the others."""
    skipped: list[Skipped] = []
    problems: tuple[Problem, ...] = ()
    if names:
        paths = list(dict.fromkeys(find(house, name, filters) for name in names))
    else:
        found = logbook.read(house, filters, progress=progress)
        paths, skipped, problems = [one.path for one in found.found], list(found.skipped), found.problems
    before = len(skipped)
    entries = tuple(_loaded(paths, skipped, progress))
    return Chosen(entries, tuple(skipped), (*problems, *skipped_problems(skipped[before:])))


def find(house: House, name: str, filters: Filters) -> Path:
    """The file of a session; a personal one only when asked for."""
    try:
        return journal.find([root.path for root in logbook.roots_of(house, filters)], name)
    except ToolboxError as error:
        if filters.personal:
            raise
        problems = [Problem(one.what, one.where, f"{one.do} {ABOUT_PERSONAL}".strip()) for one in error.problems]
        raise ToolboxError(problems) from None


def _loaded(
    paths: Sequence[Path], skipped: list[Skipped], progress: Progress | None
) -> Iterable[tuple[Path, JournalEntry]]:
    for number, path in enumerate(paths, start=1):
        try:
            yield path, journal.load(path)
        except ToolboxError as error:
            line = re.search(r"regel (\d+)$", error.problems[0].where)
            skipped.append(Skipped(path, int(line[1]) if line else None, error.problems[0].what))
        if progress is not None:
            progress(number, len(paths))


# --- one file -------------------------------------------------------------------------------------------------------


def target_of(house: House, to: Path, name: str) -> Path:
    """Where a file goes. Never in the logbook itself: a finished file is not written twice."""
    to = to.expanduser().absolute()
    target = to / name if to.is_dir() else to
    if not target.parent.is_dir():
        what = "De map voor dit bestand is er niet."
        raise ToolboxError(what, str(target.parent), "Maak de map, of kies een andere.")
    real = target.resolve()
    for root in logbook.roots_of(house, Filters(personal=True)):
        inside = root.path.resolve()
        if real.is_relative_to(inside) and _YEAR.fullmatch(real.relative_to(inside).parts[0]):
            what = "Op deze plek staan de bestanden van het logboek zelf. Daar schrijven we niets bij."
            raise ToolboxError(what, str(target), "Kies een andere map.")
    return target


def refuse_existing(target: Path, overwrite: bool) -> None:
    """Before long work: a file that stands in the way is told now."""
    if target.exists() and not overwrite:
        raise _exists(target)


def save(target: Path, content: bytes, overwrite: bool) -> None:
    """Write it, whole or not at all."""
    try:
        (safely.replace if overwrite else safely.write_new)(target, content)
    except FileExistsError:
        raise _exists(target) from None
    except OSError as error:
        what = f"Het bestand konden we niet schrijven. {safely.because(error)}"
        raise ToolboxError(what, str(target), "Kies een andere plek met --naar.") from error


def _exists(target: Path) -> ToolboxError:
    do = "Kies een andere naam. Of geef --overschrijf als het oude weg mag."
    return ToolboxError("Dit bestand bestaat al. We hebben het niet veranderd.", str(target), do)


def about_place(house: House, target: Path) -> tuple[str, ...]:
    """What to know about where it went."""
    shared = places.shared(target, house.environ)
    return (shared.sentence,) if shared is not None else ()


def refuse_template(template: Path | None, fmt: str) -> None:
    """A template is for Word only."""
    if template is not None and fmt != "docx":
        raise UsageError("Een sjabloon is er alleen voor Word.", str(template), "Geef erbij: --formaat docx")
