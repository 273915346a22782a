"""``verslag --keuzes-maken``: a choice file to change, with every question and the most that may leave of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import Problem, UsageError
from armoede_toolbox.reporting import report, sharing
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.reporting.sharing import Share
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import TAIL_LENGTH
from armoede_toolbox.text import as_argument, clean_line, counted, listed
from armoede_toolbox.workflows import delivering, reporting
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, written
from armoede_toolbox.workflows.logbook import NO_FILTERS, Filters

_HEAD: Final = (
    "Wat mag er mee in het verslag? Zet achter elke vraag: alles, themas of weglaten.",
    "Minder dan hier staat mag altijd, meer niet. Wat je weghaalt, gaat mee zoals het hier staat.",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A choice file, in a file or to show."""

    sources: tuple[Source, ...]
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is, or the file itself."""
        del width
        return written(self.file) if self.file else content(self.sources).removesuffix("\n")

    def data(self) -> dict[str, Any]:
        """The same choices for programs."""
        choices = {source.entry.head.session: dict(_choices(source)) for source in self.sources}
        return {"formaat": FORMAT, "keuzes": choices}


def make(
    house: House,
    names: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
    wish: reporting.Wish | None = None,
    progress: Progress | None = None,
) -> Example:
    """A choice file for these sessions, or else for the latest one."""
    wish = wish or reporting.Wish()
    if wish.short or wish.format or wish.choices or wish.template:
        do = "Maak eerst dit bestand. Geef het daarna mee met --keuzes."
        raise UsageError("Een keuzebestand is geen verslag: --keuzes-maken staat alleen.", "", do)
    chosen = reporting.chosen_for(house, names, filters, progress)
    if not chosen.entries:
        return Example((), None, (delivering.NOTHING,), chosen.problems)
    target = delivering.target_of(house, wish.to, "keuzes.yaml") if wish.to else None
    sources = reporting.sources_of(house, chosen)
    if target is not None:
        delivering.save(target, content(sources).encode(), wish.overwrite)
    return Example(sources, target, tuple(_notices(sources, target)), chosen.problems)


def _notices(sources: Sequence[Source], target: Path | None) -> Iterator[str]:
    if target is not None:
        yield f"Geschreven: de keuzes voor {counted(len(sources), 'sessie', 'sessies')}."
        tails = " ".join(source.entry.head.session[-TAIL_LENGTH:] for source in sources)
        yield f"Verander wat je wilt. Typ daarna: armoede verslag {tails} --keuzes {as_argument(written(target))}"


def content(sources: Sequence[Source]) -> str:
    """The whole file. Every question stands in it, with its text above it."""
    lines = [*(f"# {line}" for line in _HEAD), *(line for source in sources for line in _lines(source))]
    return "\n".join(lines) + "\n"


def _lines(source: Source) -> Iterator[str]:
    head = source.entry.head
    yield ""
    yield f"# {clean_line(head.named)}. Samen gekozen: {sharing.ROOM[head.sharing]}."
    yield f"{head.session[-TAIL_LENGTH:]}:"
    texts = {question.id: question.text for question, _ in report.candidates(source)}
    for key, word in _choices(source):
        yield from [f"  # {clean_line(texts[key])}"] if key in texts else []
        yield f"  {key}: {word}"
    stays = [question.text for question, most in report.candidates(source) if most is Share.NOTHING]
    if stays:
        yield f"  # Dit blijft bij het team: {listed([clean_line(text) for text in stays])}"


def _choices(source: Source) -> Iterator[tuple[str, str]]:
    """Every key with the most that may leave; what stays with the team has no key."""
    yield sharing.AGREEMENTS, Share.ALL.word
    for question, most in report.candidates(source):
        if most is not Share.NOTHING and question.id != sharing.AGREEMENTS:
            yield question.id, most.word
