"""``exporteer`` as a document or a table: every answer, for the team itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.errors import Problem
from armoede_toolbox.storage.index import Stored
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.text import counted
from armoede_toolbox.workflows import copying, delivering, sweeping
from armoede_toolbox.workflows.copying import ALL_ANSWERS, Exported, Format
from armoede_toolbox.workflows.delivering import FORMATS, NOTHING, Chosen, Content, Made
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, written
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, NO_FILTERS, Filters
from armoede_toolbox.workflows.sweeping import NO_CARE, Care

if TYPE_CHECKING:
    from armoede_toolbox.entry import JournalEntry

_COPIED: Final[dict[str, Format]] = {"md": "md", "json": "json"}


@dataclass(frozen=True, slots=True)
class Written:
    """What was exported to which file; nothing when no session fitted."""

    chosen: Chosen
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    content: bytes = b""
    sessions: dict[str, Any] | None = None
    """The sessions themselves, where they are data and go to the screen."""

    def text(self, width: int = 80) -> str:
        """Where it is, or else the thing itself without what a terminal could obey."""
        del width
        return delivering.where_or_what(self.file, self.content)

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        if self.sessions is not None:
            return self.sessions
        files = [written(path) for path, _ in self.chosen.entries]
        made = written(self.file) if self.file else None
        skipped = file_data(self.chosen.skipped)
        return {"formaat": FORMAT, "bestand": made, "bestanden": files, "overgeslagen": skipped}


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants it."""

    to: Path | None = None
    overwrite: bool = False
    template: Path | None = None
    care: Care = NO_CARE


NO_WISH: Final = Wish()


def export(
    house: House,
    names: Sequence[str] = (),
    fmt: str = "md",
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
    template: Path | None = None,
    progress: Progress | None = None,
    care: Care = NO_CARE,
) -> Exported | Written:
    """Copy entries as they are (``md``), as data (``json``), or as a document or table for people."""
    delivering.refuse_template(template, fmt)
    if (copied := _COPIED.get(fmt)) is None or care.anonymous:
        return export_document(house, names, fmt, filters, Wish(to, overwrite, template, care), progress)

    def tell(sessions: Sequence[Stored]) -> tuple[str, ...]:
        return sweeping.told_of(sessions, care)

    return copying.export(house, names, copied, filters, to, overwrite, progress, tell)


def export_document(
    house: House,
    names: Sequence[str],
    fmt: str,
    filters: Filters = NO_FILTERS,
    wish: Wish = NO_WISH,
    progress: Progress | None = None,
) -> Written:
    """Put whole sessions in one file: with ``--naar``, or else in the folder where one is, or on the screen."""
    chosen = delivering.choose(house, names, filters, progress)
    about = () if names or filters.personal or filters.team else (ABOUT_PERSONAL,)
    if not chosen.entries:
        return Written(chosen, None, (NOTHING, *about), chosen.problems, b"", _on_screen(chosen, (), fmt))
    target = _target(house, wish, chosen, fmt)
    if target is not None:
        delivering.refuse_existing(target, wish.overwrite)
    swept = sweeping.sweep([entry for _, entry in chosen.entries], wish.care)
    made = _made(house, chosen, swept.things, fmt, wish)
    if target is not None:
        delivering.save(target, made.content, wish.overwrite)
    notices = (*_told(house, chosen, target), *made.notices, *swept.notices, *about)
    shown = _on_screen(chosen, swept.things, fmt) if target is None else None
    return Written(chosen, target, notices, chosen.problems, made.content, shown)


def _on_screen(chosen: Chosen, entries: Sequence[JournalEntry], fmt: str) -> dict[str, Any] | None:
    return _data(chosen, entries) if fmt == "json" else None


def _data(chosen: Chosen, entries: Sequence[JournalEntry]) -> dict[str, Any]:
    from armoede_toolbox.entry import to_json

    return {
        "formaat": FORMAT,
        "sessies": [to_json(entry) for entry in entries],
        "overgeslagen": file_data(chosen.skipped),
    }


def _target(house: House, wish: Wish, chosen: Chosen, fmt: str) -> Path | None:
    if wish.to is None and fmt in delivering.ON_SCREEN:
        return None
    return delivering.target_of(house, wish.to or Path.cwd(), _file_name(house, chosen, fmt))


def _told(house: House, chosen: Chosen, target: Path | None) -> Iterator[str]:
    if target is not None:
        yield f"Geschreven: {counted(len(chosen.entries), 'sessie', 'sessies')}. {ALL_ANSWERS}"
    if chosen.skipped:
        yield f"Weggelaten: {counted(len(chosen.skipped), 'bestand', 'bestanden')}."
    if target is not None:
        yield from delivering.about_place(house, target)


def _made(house: House, chosen: Chosen, entries: Sequence[JournalEntry], fmt: str, wish: Wish) -> Made:
    if fmt != "md":
        return FORMATS[fmt](_content(house, chosen, entries, wish.template))
    from armoede_toolbox.entry import render

    files = [render(entry) for entry in entries]
    names = [written(Path(path.name)) for path, _ in chosen.entries]
    headed = [f"<!-- {name} -->\n\n{file}" for name, file in zip(names, files, strict=True)]
    return Made("\n".join(headed if len(files) > 1 else files).encode())


def _content(house: House, chosen: Chosen, entries: Sequence[JournalEntry], template: Path | None) -> Content:
    from armoede_toolbox.reporting import export

    return Content(
        document=lambda: export.document(entries, house.now()),
        rows=lambda: export.rows(entries),
        data=lambda: _data(chosen, entries),
        template=template,
    )


def _file_name(house: House, chosen: Chosen, fmt: str) -> str:
    if len(chosen.entries) == 1:
        return f"{chosen.entries[0][0].stem}.{fmt}"
    return f"logboek-{house.today().isoformat()}.{fmt}"
