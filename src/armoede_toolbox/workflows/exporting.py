"""``exporteer`` as a document or a table: every answer, for the team itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import Problem
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.text import counted
from armoede_toolbox.workflows import delivering, logbook
from armoede_toolbox.workflows.delivering import FORMATS, Chosen, Content
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, written
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, ALL_ANSWERS, NO_FILTERS, Exported, Filters, Format

_COPIED: Final[dict[str, Format]] = {"md": "md", "json": "json"}
NOTHING: Final = "Er is geen sessie die hierbij past. Er is niets geschreven."


@dataclass(frozen=True, slots=True)
class Written:
    """What was exported to which file; nothing when no session fitted."""

    chosen: Chosen
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is."""
        del width
        return written(self.file) if self.file else ""

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        files = [written(path) for path, _ in self.chosen.entries]
        made = written(self.file) if self.file else None
        skipped = file_data(self.chosen.skipped)
        return {"formaat": FORMAT, "bestand": made, "bestanden": files, "overgeslagen": skipped}


def export(
    house: House,
    names: Sequence[str] = (),
    fmt: str = "md",
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
    template: Path | None = None,
    progress: Progress | None = None,
) -> Exported | Written:
    """Copy entries as they are (``md``), as data (``json``), or as a document or table for people."""
    delivering.refuse_template(template, fmt)
    if (copied := _COPIED.get(fmt)) is not None:
        return logbook.export(house, names, copied, filters, to, overwrite, progress=progress)
    return export_document(house, names, fmt, filters, to, overwrite, template, progress)


def export_document(
    house: House,
    names: Sequence[str],
    fmt: str,
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
    template: Path | None = None,
    progress: Progress | None = None,
) -> Written:
    """Put whole sessions in one HTML, Word, PDF or CSV file: with ``--naar``, or else in the folder where one is."""
    chosen = delivering.choose(house, names, filters, progress)
    about = () if names or filters.personal or filters.team else (ABOUT_PERSONAL,)
    if not chosen.entries:
        return Written(chosen, None, (NOTHING, *about), chosen.problems)
    target = delivering.target_of(house, to or Path.cwd(), _file_name(house, chosen, fmt))
    delivering.refuse_existing(target, overwrite)
    made = FORMATS[fmt](_content(house, chosen, template))
    delivering.save(target, made.content, overwrite)
    told = [f"Geschreven: {counted(len(chosen.entries), 'sessie', 'sessies')}. {ALL_ANSWERS}"]
    if chosen.skipped:
        told.append(f"Weggelaten: {counted(len(chosen.skipped), 'bestand', 'bestanden')}.")
    notices = (*told, *made.notices, *delivering.about_place(house, target), *about)
    return Written(chosen, target, notices, chosen.problems)


def _content(house: House, chosen: Chosen, template: Path | None) -> Content:
    from armoede_toolbox.entry import to_json
    from armoede_toolbox.reporting import export

    entries = [entry for _, entry in chosen.entries]
    return Content(
        document=lambda: export.document(entries, house.now()),
        rows=lambda: export.rows(entries),
        data=lambda: {"formaat": FORMAT, "sessies": list(map(to_json, entries))},
        template=template,
    )


def _file_name(house: House, chosen: Chosen, fmt: str) -> str:
    if len(chosen.entries) == 1:
        return f"{chosen.entries[0][0].stem}.{fmt}"
    return f"logboek-{house.today().isoformat()}.{fmt}"
