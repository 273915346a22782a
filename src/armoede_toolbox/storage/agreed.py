"""The files of a root that say something about agreements: sessions that made them and look-backs on them.

The index knows which those are and what they say; only what it does not know yet is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from armoede_toolbox.agreements import Source
from armoede_toolbox.entry import Agreement, LookBack
from armoede_toolbox.entry.as_json import read_agreement, read_look_back
from armoede_toolbox.storage import index
from armoede_toolbox.storage.index import Index, IndexedHead
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was found, the files that do not take part, and lines about agreements that cannot be understood."""

    sources: tuple[Source, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What one file says about agreements."""

    head: IndexedHead
    agreements: tuple[Agreement, ...]
    look_backs: tuple[LookBack, ...]


def read(root: Path, cache: Path | None, progress: Progress | None = None) -> Agreed:
    """Every entry under ``root`` with agreements or look-backs; copies too, for a box may be ticked in a copy."""

    def question(one: Index) -> Agreed:
        return _read(one, progress)

    return index.ask(root, cache, question, progress)


def _read(one: Index, progress: Progress | None) -> Agreed:
    sources, skipped, doubts = list[Source](), one.skipped(copies_too=False), list[Skipped]()
    for path, head, copy, told in one.agreed(progress):
        if "fout" in told:
            skipped.append(Skipped(path, *told["fout"]))
            continue
        agreements = tuple(map(read_agreement, told["afspraken"]))
        looked = tuple(map(read_look_back, told["terugblikken"]))
        sources.append(Source(str(path), _Told(head, agreements, looked), copy))
        doubts += [Skipped(path, line, reason) for line, reason in told["twijfels"]]
    return Agreed(tuple(sources), tuple(skipped), tuple(doubts))
