"""From documents to files: one table of formats, and where a file may go. For ``verslag`` and ``exporteer``."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from armoede_toolbox.errors import Problem, ToolboxError, UsageError
from armoede_toolbox.storage import index, journal, places, safely
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.text import clean, quoted
from armoede_toolbox.workflows import logbook
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, skipped_problems, written
from armoede_toolbox.workflows.logbook import Filters

if TYPE_CHECKING:
    from armoede_toolbox.entry import JournalEntry
    from armoede_toolbox.reporting.document import Document

ON_SCREEN: Final = frozenset({"md", "json", "txt"})
"""Formats that a terminal can show; the others need a file."""
NOTHING: Final = "Er is geen sessie die hierbij past. Er is niets geschreven."
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Content:
    """What can be put in a file: the same sessions as a document, as rows, as data."""

    document: Callable[[], Document]
    rows: Callable[[], Iterable[Mapping[str, str]]]
    data: Callable[[], dict[str, Any]]
    header: Sequence[str] | None = None
    """The columns of the rows; ``None`` for those of a report."""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A file before it is written, and what has to be said about it."""

    content: bytes
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """Something in a file; as text when it stays on the screen."""

    file: Path | None
    content: str = ""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is, or what it holds."""
        del width
        return written(self.file) if self.file else self.content

    def data(self) -> dict[str, Any]:
        """Where it is."""
        return {"formaat": FORMAT, "bestand": written(self.file) if self.file else None}


def where_or_what(file: Path | None, content: bytes) -> str:
    """Where a file is; without one its contents, without what a terminal could obey."""
    return written(file) if file else clean(content.decode("utf-8", "replace"))


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

    names = content.header or HEADER
    return Made(to_csv(names, ([row.get(name, "") for name in names] for row in content.rows())))


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


# --- paper ----------------------------------------------------------------------------------------------------------

PAPER: Final = ("md", "html", "docx", "pdf")
"""What paper can be: everything that people read."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A paper that was made; ``file`` is ``None`` when it goes to the screen."""

    format: str
    content: bytes
    file: Path | None = None
    notices: tuple[str, ...] = ()

    def text(self) -> str:
        """The paper itself, or where it is now."""
        if self.file is None:
            return self.content.decode().rstrip("\n")
        return f"Klaar: {self.file}\n{_NOW[self.format]}".rstrip()


_NOW: Final = {
    "md": "",
    "html": "Open het bestand in je browser en print het.",
    "docx": "Open het in Word. Je kunt er nog iets in veranderen.",
    "pdf": "Open het bestand en print het op A4, op ware grootte.",
}


def paper(
    house: House,
    draw: Callable[[str], Document],
    name: str,
    asked: str | None = None,
    to: Path | None = None,
    overwrite: bool = False,
    waiting: AbstractContextManager[object] | None = None,
) -> Delivered:
    """Make a paper and put it where it should go; ``name`` is its own name, ``draw`` gets the format.

    ``waiting`` is open while the file is made, for what takes long.
    """
    form = paper_format(asked, to)
    target = None if to is None and form == "md" else target_of(house, to or Path.cwd(), f"{name}.{form}")
    if target is not None:
        refuse_existing(target, overwrite)
    with waiting or nullcontext():
        made = FORMATS[form](Content(document=lambda: draw(form), rows=tuple, data=dict))
    if target is None:
        return Delivered(form, made.content, None, made.notices)
    save(target, made.content, overwrite)
    return Delivered(form, made.content, target, (*made.notices, *about_place(house, target)))


def paper_format(asked: str | None, to: Path | None) -> str:
    """What was asked, or what the name of the file says; a folder gets what can be printed, the screen gets text."""
    if to is not None and not asked:
        if to.expanduser().is_dir():
            return "pdf"
        if _SUFFIXES.get(to.suffix.lower()) not in PAPER:
            what = f"{quoted(to.name)} is geen map, en geen naam die eindigt op .pdf, .docx, .html of .md."
            raise ToolboxError(what, str(to), f"Maak de map eerst, of geef een naam zoals {to.stem or 'blad'}.pdf.")
    return format_of(asked, to)


# --- which sessions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sessions that take part, and what does not."""

    entries: tuple[tuple[Path, JournalEntry], ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def choose(house: House, names: Sequence[str], filters: Filters, progress: Progress | None = None) -> Chosen:
    """The sessions that are named, or else all that fit. A damaged one never stops the others.

    Raises ``ToolboxError`` when none of those that were named can be read.
    """
    skipped: list[Skipped] = []
    problems: tuple[Problem, ...] = ()
    if names:
        paths = list(dict.fromkeys(logbook.find(house, name, filters) for name in names))
    else:
        found = logbook.read(house, filters, progress=progress)
        paths, skipped, problems = [one.path for one in found.found], list(found.skipped), found.problems
    before = len(skipped)
    entries = tuple(_loaded(paths, skipped, progress))
    unread = skipped_problems(skipped[before:])
    if names and not entries:
        raise ToolboxError(unread)
    return Chosen(entries, tuple(skipped), (*problems, *unread))


def _loaded(
    paths: Sequence[Path], skipped: list[Skipped], progress: Progress | None
) -> Iterable[tuple[Path, JournalEntry]]:
    for number, path in enumerate(paths, start=1):
        try:
            yield path, journal.load(path)
        except ToolboxError as error:
            skipped.append(index.unread(path, error))
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


def free_name(folder: Path, stem: str, fmt: str) -> Path:
    """A name in a folder that nothing has yet, for who cannot say ``--overschrijf``."""
    names = (folder / f"{stem}{f'-{n}' if n > 1 else ''}.{fmt}" for n in itertools.count(1))
    return next(name for name in names if not name.exists())


def refuse_existing(target: Path, overwrite: bool) -> None:
    """Before long work: a file that stands in the way is told now."""
    if target.exists() and not overwrite:
        raise _exists(target)


def put(
    house: House,
    made: Made,
    name: str,
    to: Path | None,
    *,
    overwrite: bool = False,
    told: Sequence[str] = (),
    aside: Sequence[str] = (),
) -> Written:
    """A file: where it was asked, or in the folder where one is; without a wish the screen where that can show it.

    ``told`` is said of a file, ``aside`` of what stays on the screen.
    """
    if to is None and name.rpartition(".")[2] in ON_SCREEN:
        return Written(None, made.content.decode("utf-8", "replace").rstrip("\n"), (*aside, *made.notices))
    target = target_of(house, to or Path.cwd(), name)
    save(target, made.content, overwrite)
    return Written(target, "", (*told, *made.notices, *about_place(house, target)))


def save(target: Path, content: bytes | Iterable[bytes], overwrite: bool) -> None:
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
