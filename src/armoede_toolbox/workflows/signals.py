"""``signalen lijst``: what policy or politics should know, gathered over sessions and teams. Only reads.

A signal is meant to go out, so it stands here without what it came from: never the title of a session, never its day
beside other texts, never who was there. In how many teams it was said is told; which ones only to who asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.errors import Problem
from armoede_toolbox.signals import Gathered, Marked, gather, marked_in, to_json
from armoede_toolbox.storage import index
from armoede_toolbox.storage.index import Index, Stored, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, listed, quoted, slug, spelled
from armoede_toolbox.workflows import delivering
from armoede_toolbox.workflows.delivering import FORMATS, Content, Written
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, fitting, skipped_problems
from armoede_toolbox.workflows.logbook import NO_FILTERS, Filters, ask

if TYPE_CHECKING:
    from armoede_toolbox.reporting.document import Block, Document
    from armoede_toolbox.workflows.sweeping import Care

ABOUT_PERSONAL: Final = "Signalen van jou alleen zie je met --persoonlijk."
TITLE: Final = "Signalen"
HEADER: Final = ("signaal", "keer", "teams", "sinds", "laatst", "voor_wie", "leerbehoeften", "lijkt_op")
NOTHING: Final = "Er is geen signaal dat hierbij past. Er is niets geschreven."
_HOW: Final = "Een signaal markeren? Typ na een oefening: armoede signalen markeer laatste"


# --- reading --------------------------------------------------------------------------------------------------------


def read(house: House, filters: Filters = NO_FILTERS, progress: Progress | None = None) -> Signals:
    """The signals that fit. The days are those of the sessions in which they were said."""
    whose = Filters(team=filters.team, personal=filters.personal)
    answers = ask(house, whose, lambda one, wanted: _entries(one, wanted, progress), progress)
    marked: dict[tuple[Path, int], Marked] = {}
    name = ""
    faults: dict[Path, Skipped] = {}
    for root, found in answers.items():
        for stored in found:
            if stored.fault is not None:
                faults[stored.path] = stored.fault
                continue
            data = stored.data()
            name = data["team"] or name
            for number, one in enumerate(marked_in(data, root.team or root.name)):
                marked.setdefault((stored.path, number), one)
    fitting_ones = [one for one in marked.values() if _fits(one, filters)]
    told = (*answers.problems, *skipped_problems(faults.values()))
    notices = () if filters.personal or filters.team else (ABOUT_PERSONAL,)
    filters = replace(filters, team=name or filters.team) if filters.team else filters
    return Signals(gather(fitting_ones), filters, (*answers.skipped, *faults.values()), notices, told)


def _entries(one: Index, wanted: Wanted, progress: Progress | None) -> list[Stored]:
    """The few files that hold a signal."""
    return one.entries(one.rows(replace(wanted, signals=True)), progress)


def _fits(one: Marked, filters: Filters) -> bool:
    in_time = (filters.since or one.day) <= one.day <= (filters.until or one.day)
    return in_time and filters.need in (None, one.need)


def marked_of(house: House, root: Path, session: str) -> list[str]:
    """The signals that were marked in one session, then or later."""
    found = index.ask(root, house.places.cache, lambda one: _entries(one, index.ALL, None))
    entries = (stored.data() for stored in found if stored.fault is None)
    return [one.what for entry in entries for one in marked_in(entry, "") if one.session == session]


# --- for people and for scripts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals, gathered."""

    found: tuple[Gathered, ...]
    filters: Filters = NO_FILTERS
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def one_team(self) -> bool:
        """Whether somebody asked for one team."""
        return self.filters.team is not None

    def text(self, width: int = 80) -> str:
        """The most frequent first; what looks alike stands together."""
        room = fitting(width)
        if not self.found:
            filtered = replace(self.filters, personal=False).given
            empty = "Er is geen signaal dat hierbij past." if filtered else "Er zijn nog geen signalen."
            return "\n".join([*wrap(empty, room), *wrap(_HOW, room)])
        lines = wrap(summary(self.found), room)
        for one in self.found:
            lines += ["", *_row(one, room, one_team=self.one_team)]
        return "\n".join(lines)

    def data(self) -> dict[str, Any]:
        """The list as JSON."""
        found = [to_json(one, one_team=self.one_team) for one in self.found]
        return {"formaat": FORMAT, "signalen": found, "overgeslagen": file_data(self.skipped)}


def summary(found: Sequence[Gathered]) -> str:
    """How many there are, in one sentence."""
    often, many = sum(one.times for one in found), counted(len(found), "signaal", "signalen")
    return f"{many}, samen {often} keer genoemd." if often > len(found) else f"{many}."


def _row(one: Gathered, width: int, *, one_team: bool) -> Iterator[str]:
    indent = "    " if one.like else "  "
    if one.like:
        yield "  Lijkt erop, apart geteld:"
    yield from wrap(one.what, width, indent)
    for label, value in about(one, one_team=one_team):
        yield from wrap(f"{label}: {value}", width, indent + "  ", indent=len(indent) + 4)


def about(one: Gathered, *, one_team: bool) -> Iterator[tuple[str, str]]:
    """What is known about a signal, with its words."""
    where = "" if one_team else f", in {counted(one.teams, 'team', 'teams')}"
    yield "hoe vaak", f"{counted(one.times, 'keer', 'keer')}{where}"
    yield "sinds", spelled(one.since) + (f", laatst op {spelled(one.last)}" if one.last != one.since else "")
    yield "voor wie", listed(one.addressees) if one.addressees else "nog niet gezegd"


# --- a file of them -------------------------------------------------------------------------------------------------


def write(
    house: House, signals: Signals, fmt: str, to: Path | None, *, overwrite: bool = False, care: Care | None = None
) -> Written:
    """The signals as a document or a table: with ``--naar``, on the screen, or in the folder where one is."""
    if not signals.found:
        return Written(None, "", (NOTHING, *signals.notices), signals.problems)
    from armoede_toolbox.workflows import sweeping

    swept = sweeping.sweep(signals.found, care or sweeping.NO_CARE)
    signals = replace(signals, found=swept.things)
    made = FORMATS[fmt](_content(house, signals))
    made = replace(made, notices=(*made.notices, *swept.notices))
    name = f"signalen-{slug(signals.filters.team) if signals.one_team and signals.filters.team else 'alle'}.{fmt}"
    told = (f"Geschreven: {counted(len(signals.found), 'signaal', 'signalen')}.",)
    put = delivering.put(house, made, name, to, overwrite=overwrite, told=told, aside=signals.notices)
    return replace(put, problems=signals.problems)


def _content(house: House, signals: Signals) -> Content:
    return Content(
        document=lambda: document(house, signals),
        rows=lambda: _table(signals),
        data=signals.data,
        header=HEADER,
    )


def _table(signals: Signals) -> Iterator[Mapping[str, str]]:
    for one in signals.found:
        data = to_json(one, one_team=signals.one_team)
        yield {key.replace("wat", "signaal"): _cell(value) for key, value in data.items()}


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def document(house: House, signals: Signals) -> Document:
    """The signals to send on, the most frequent first."""
    from armoede_toolbox.reporting.document import Document, Paragraph, Tone

    lead = Paragraph(summary(signals.found), Tone.LEAD)
    how = Paragraph(
        "Mensen die in hun werk met armoede te maken hebben, gaven dit door. Het staat hier zonder de verhalen waar het"
        " uit kwam. Een signaal telt één keer per bijeenkomst. Alleen wat hetzelfde is opgeschreven, is samen geteld."
    )
    team = f" van team {signals.filters.team}" if signals.one_team else ""
    blocks = (_block(one, one_team=signals.one_team) for one in signals.found)
    return Document(f"{TITLE}{team}", (lead, how, *blocks), "Voor beleid en politiek", made=house.now())


def _block(one: Gathered, *, one_team: bool) -> Block:
    from armoede_toolbox.reporting.document import Facts, Heading, Together

    facts = [(label.capitalize(), value) for label, value in about(one, one_team=one_team)]
    like = [("Lijkt op", quoted(one.like))] if one.like else []
    return Together((Heading(one.what), Facts((*facts, *like))))
