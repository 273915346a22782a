"""``feiten``: the facts that exercises use, each with its year, its source, and how sure it is. Only reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from armoede_toolbox.errors import Problem
from armoede_toolbox.exercises.shared import Fact, Source, caveats, is_old, stated
from armoede_toolbox.storage.library import load_shared
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, fold, quoted, spelled
from armoede_toolbox.vocabulary import FactStatus
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, fitting, left_out

_STATUS: Final = {
    FactStatus.FOUND: "Gevonden in een bron",
    FactStatus.TO_VERIFY: "Nog na te gaan",
    FactStatus.DERIVED: "Zelf afgeleid",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, for people and for scripts."""

    facts: tuple[Fact, ...]
    sources: Mapping[str, Source]
    year: int
    search: str | None = None
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Each fact with what to know about it."""
        room = fitting(width)
        if not self.facts:
            return "\n".join(wrap(self._none(), room))
        broad = max(len(fact.id) for fact in self.facts)
        lines = [line for fact in self.facts for line in (*self._lines(fact, broad, room), "")]
        return "\n".join([*lines, *wrap(f"{counted(len(self.facts), 'feit', 'feiten')}.", room)])

    def data(self) -> dict[str, Any]:
        """The facts with the keys of their file, and what is said about their age."""
        facts = [
            {
                **fact.model_dump(mode="json", by_alias=True),
                "ouder_dan_twee_jaar": is_old(fact, self.year),
                "meldingen": list(caveats(fact, self.year)),
            }
            for fact in self.facts
        ]
        return {"formaat": FORMAT, "feiten": facts, "overgeslagen": [left_out(one) for one in self.problems]}

    def _none(self) -> str:
        if self.search is None:
            return "Er staan nog geen feiten."
        return f"Bij {quoted(self.search)} vinden we geen feit. Alle feiten zie je met: armoede feiten"

    def _lines(self, fact: Fact, broad: int, width: int) -> Iterator[str]:
        yield from wrap(stated(fact, self.year), width, f"{fact.id:<{broad}}  ")
        years = (
            f"Peiljaar {fact.reference_year}" if fact.reference_year else "",
            f"gepubliceerd {_when(fact.published)}" if fact.published else "",
        )
        checked = f", nagekeken op {_when(fact.checked_on)}" if fact.checked_on else ""
        sources = [self.sources[code].title if code in self.sources else code for code in fact.origin]
        for line in (
            ", ".join(filter(None, years)),
            f"{_STATUS[fact.status]}{checked}",
            f"Bron: {'; '.join(sources)}" if sources else "",
        ):
            yield from wrap(line, width, " " * (broad + 2)) if line else []


def list_facts(house: House, search: str | None = None) -> Facts:
    """The facts that hold every word of ``search``, in the order of their numbers."""
    shared, problems = load_shared(house.places.exercises)
    words = fold(search or "").split()
    numbered = sorted(shared.facts.values(), key=lambda fact: int(fact.id[1:]))
    found = [fact for fact in numbered if all(word in _searchable(fact, shared.sources) for word in words)]
    return Facts(tuple(found), shared.sources, house.today().year, search, problems)


def _searchable(fact: Fact, sources: Mapping[str, Source]) -> str:
    titles = [sources[code].title for code in fact.origin if code in sources]
    return fold("\n".join((fact.id, fact.text, fact.reference_year or "", *fact.origin, *titles)))


def _when(written: str) -> str:
    """A day as people say it; a year stays a year."""
    try:
        return spelled(date.fromisoformat(written))
    except ValueError:
        return written
