"""The report of a trajectory: themes, what was said, dilemmas, what was learned, starting points, agreements. Pure.

The order is that of the workshops in Weert (Werkplaats Sociaal Domein Zuyd, 2022). Answers are sorted by what the
exercise says about them (``oogst``); a person names the themes and places what is left. The program writes no
sentence about what people think: every line of content was said in a meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from armoede_toolbox.agreements import AgreementStatus
from armoede_toolbox.entry import Agreement, Head
from armoede_toolbox.exercises.meeting import CHANGES, INDICATORS, QUESTION, SCORE, origin
from armoede_toolbox.reporting import report, rows, sharing
from armoede_toolbox.reporting.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Quote,
    Table,
    Task,
    Tasks,
    Tone,
)
from armoede_toolbox.reporting.report import Part, Told
from armoede_toolbox.session import look_back
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import Harvest, Level, Outcome, Sharing

KIND: Final = "Verslag van een reeks"
UNPLACED: Final = "Nog niet ingedeeld"
BECAME: Final = "Afspraken, en wat ervan werd"
LEADS: Final = "Aanknopingspunten"
_OWN: Final = frozenset({QUESTION, INDICATORS, SCORE, CHANGES})
"""What a meeting asks itself has a place of its own in this report, or none."""


class Under(StrEnum):
    """What an answer is in this report."""

    SAID = "gezegd"
    DILEMMA = "dilemma"
    LEARNED = "geleerd"
    LEAD = "aanknopingspunt"
    SIGNAL = "signaal"


TITLES: Final = {
    Under.SAID: "Wat we zeiden",
    Under.DILEMMA: "Dilemma’s",
    Under.LEARNED: "Wat we ervan leerden",
    Under.LEAD: LEADS,
    Under.SIGNAL: "Signalen",
}
LEVELS: Final = {
    Level.WE: "Wat we zelf kunnen doen",
    Level.TEAM: "Wat ons team kan doen",
    Level.ORGANISATION: "Wat de organisatie kan doen",
    Level.POLICY: "Wat beleid kan doen",
}
WHOSE: Final = {
    Level.WE: "Wij samen",
    Level.TEAM: "Ons team",
    Level.ORGANISATION: "De organisatie",
    Level.POLICY: "Beleid",
}
_BY_HARVEST: Final = {
    Harvest.THEME: Under.SAID,
    Harvest.DILEMMA: Under.DILEMMA,
    Harvest.LEAD: Under.LEAD,
    Harvest.SIGNAL: Under.SIGNAL,
}
_IN_THEMES: Final = (Under.SAID, Under.DILEMMA, Under.LEARNED)
"""The others have one place for all themes together."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a person put the answers to one question; ``None`` is not said."""

    theme: str | None = None
    under: Under | None = None
    level: Level | None = None


Placing = Mapping[tuple[str, str], Placed]
"""By the id of the session and that of the question."""
Names = Mapping[tuple[str, str], str]
"""What stands above an answer in the place of its question: a note says what it is about, not what was asked."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an agreement."""

    id: str
    outcome: Outcome | None = None
    on: date | None = None
    word: str | None = None
    """Only where the room let sentences go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting as the table of meetings shows it."""

    number: int | None
    day: date
    title: str
    done: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A trajectory as far as it may leave."""

    title: str
    goal: str
    planned: int
    """How many meetings the trajectory has."""
    team: str | None
    meetings: tuple[Meeting, ...]
    told: tuple[Told, ...]
    """The sessions of these meetings."""
    themes: tuple[str, ...] = ()
    placing: Placing = field(default_factory=dict)
    became: tuple[Became, ...] = ()
    names: Names = field(default_factory=dict)

    def became_of(self, agreement: Agreement) -> Became:
        """What became of it; nothing yet when nobody looked back."""
        return next((one for one in self.became if one.id == agreement.id), Became(agreement.id))

    def items(self) -> tuple[Item, ...]:
        """Everything that may leave, each with its place."""
        return items(self.told, self.placing, self.themes, self.names)


# --- what is placed where -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """The answers to one question, with their place."""

    head: Head
    part: Part
    theme: str | None = None
    under: Under | None = None
    level: Level | None = None
    name: str = ""

    @property
    def text(self) -> str:
        """What stands above it."""
        return self.name or self.part.text

    @property
    def when(self) -> str:
        """In which meeting it was said."""
        return f"keer {self.head.meeting}" if self.head.meeting else spelled(self.head.started.date())

    @property
    def key(self) -> tuple[str, str]:
        """The session and the question."""
        return self.head.session, self.part.question.id


def items(
    told: Sequence[Told], placing: Placing, themes: Sequence[str] = (), names: Names = MappingProxyType({})
) -> tuple[Item, ...]:
    """Everything that may leave, in the order in which it was said. A theme that is not named any more is none."""
    found = (_item(one.head, part, placing, themes) for one in told for part in one.parts if _counts(one, part))
    return tuple(replace(item, name=names.get(item.key, "")) for item in found)


def _counts(told: Told, part: Part) -> bool:
    """Not what a meeting asks itself, and not the agreements that people looked back on: they stand below."""
    question = part.question.id.partition(".")[0]
    exercise, own = origin(told.head.parts, question) or ("", question)
    listed = exercise == look_back.EXERCISE and own in (look_back.WHICH, look_back.HOW)
    return question not in _OWN and not listed and any(True for _ in rows.answers(part.blocks))


def _item(head: Head, part: Part, placing: Placing, themes: Sequence[str]) -> Item:
    chosen = placing.get((head.session, part.question.id), Placed())
    theme = chosen.theme if chosen.theme in themes else None
    of_exercise = _BY_HARVEST[part.harvest] if part.harvest else None
    return Item(head, part, theme, chosen.under or of_exercise or (Under.SAID if theme else None), chosen.level)


def said(part: Part) -> tuple[str, ...]:
    """The answers of a part as lines of text, for somebody who chooses their place."""
    return tuple(line for block in part.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Quote() | Paragraph():
            yield block.text
        case Bullets() | Numbered():
            yield from block.items
        case Chart():
            yield from (f"{label}: {block.cell(value)}" for label, value in block.rows)
        case _:
            pass


def became_of(statuses: Sequence[AgreementStatus], sessions: Sequence[Head]) -> tuple[Became, ...]:
    """What became of agreements. The word about it leaves when the meeting that looked back let sentences go."""
    open_to = {head.look_back or head.session for head in sessions if head.sharing is Sharing.SENTENCES}
    return tuple(_became(status, open_to) for status in statuses)


def _became(status: AgreementStatus, open_to: set[str]) -> Became:
    last = status.history[-1] if status.history else None
    word = last.word if last and last.session in open_to else None
    outcome = None if status.doubt else status.outcome
    return Became(status.id, outcome, last.day if last and outcome else None, word if outcome else None)


# --- the document ---------------------------------------------------------------------------------------------------


def document(series: Series, made: datetime | None = None) -> Document:
    """The whole report."""
    return Document(series.title, tuple(_blocks(series)), KIND, made=made)


def _blocks(series: Series) -> Iterator[Block]:
    found = series.items()
    yield Facts(tuple(_facts(series)))
    yield Heading("Wat we deden")
    yield _held(series)
    for theme in series.themes:
        yield from _theme(theme, [item for item in found if item.theme == theme])
    yield from _without_theme([item for item in found if item.theme is None], bool(series.themes))
    yield from _leads([item for item in found if item.under is Under.LEAD])
    yield from _titled(Under.SIGNAL, [item for item in found if item.under is Under.SIGNAL], 2)
    yield from _agreements(series)
    yield from _points(series)
    yield from _left([item for item in found if item.under is None])


def _facts(series: Series) -> Iterator[tuple[str, str]]:
    days = sorted(meeting.day for meeting in series.meetings)
    if series.team:
        yield "Team", series.team
    yield "Wanneer", spelled(days[0]) if days[0] == days[-1] else f"{spelled(days[0])} tot en met {spelled(days[-1])}"
    people = sorted({one.head.participants for one in series.told})
    if people != [1]:
        yield "Met", f"{people[0]} mensen" if len(people) == 1 else f"{people[0]} tot {people[-1]} mensen"
    held = len({meeting.number for meeting in series.meetings})
    yield "Hoe vaak", f"{held} van {counted(series.planned, 'bijeenkomst', 'bijeenkomsten')}"
    yield "Doel", series.goal
    question = learning_question(series.told)
    if question:
        yield "Onze leervraag", question


def learning_question(told: Sequence[Told]) -> str | None:
    """The learning question of the group, as it was said last, where it may leave."""
    parts = [part for one in told for part in one.parts if part.question.id == QUESTION]
    found = [answer for part in parts for answer, _, _ in rows.answers(part.blocks)]
    return " ".join(found[-1].split()) if found else None


def _held(series: Series) -> Table:
    lines = tuple(
        (f"{meeting.number or ''}", spelled(meeting.day), _done(meeting), sharing.ROOM[one.head.sharing])
        for meeting, one in zip(series.meetings, series.told, strict=True)
    )
    return Table(("Keer", "Wanneer", "Wat we deden", "In het verslag"), lines, heads=True)


def _done(meeting: Meeting) -> str:
    return f"{meeting.title}: {'; '.join(meeting.done)}" if meeting.done else meeting.title


def _theme(theme: str, found: Sequence[Item]) -> Iterator[Block]:
    yield Heading(theme)
    for under in _IN_THEMES:
        yield from _titled(under, [item for item in found if item.under is under], 3)
    elsewhere = [TITLES[under] for under in (Under.LEAD, Under.SIGNAL) if any(item.under is under for item in found)]
    if elsewhere:
        yield Paragraph(f"Zie ook: {' en '.join(elsewhere)}.", Tone.SMALL)
    if not found:
        yield Paragraph("Bij dit thema is nog niets geplaatst.", Tone.SMALL)


def _without_theme(found: Sequence[Item], named: bool) -> Iterator[Block]:
    """What belongs to all themes, or to none."""
    mine = [item for item in found if item.under in _IN_THEMES]
    if named and mine:
        yield Heading("Bij alle thema’s")
    for under in _IN_THEMES:
        yield from _titled(under, [item for item in mine if item.under is under], 3 if named else 2)


def _titled(under: Under, found: Sequence[Item], level: int) -> Iterator[Block]:
    if found:
        yield Heading(TITLES[under], level)
        yield from _shown(found, level + 1)


def _shown(found: Sequence[Item], level: int) -> Iterator[Block]:
    for item in found:
        yield Heading(item.text, level, item.when)
        yield from item.part.blocks


def _leads(found: Sequence[Item]) -> Iterator[Block]:
    """By level: what people can do themselves first."""
    if not found:
        return
    yield Heading(LEADS)
    yield from _shown([item for item in found if item.level is None], 3)
    for level, title in LEVELS.items():
        mine = [item for item in found if item.level is level]
        if mine:
            yield Heading(title, 3)
            yield from _shown(mine, 4)


def _left(found: Sequence[Item]) -> Iterator[Block]:
    """What has no place yet, by meeting."""
    if found:
        yield Heading(UNPLACED)
    for when, group in groupby(found, key=lambda item: item.when):
        yield Heading(f"Gezegd: {when}", 3)
        for item in group:
            yield Heading(item.text, 4)
            yield from item.part.blocks


# --- agreements and own points --------------------------------------------------------------------------------------


def _agreements(series: Series) -> Iterator[Block]:
    made = [(agreement, series.became_of(agreement)) for one in series.told for agreement in one.agreements]
    yield Heading(BECAME)
    if not made:
        yield Paragraph(report.NO_AGREEMENT)
    levels = {agreement.level for agreement, _ in made}
    for level in (None, *Level):
        mine = [pair for pair in made if pair[0].level is level]
        if mine and levels != {None}:
            yield Heading(WHOSE[level] if level else "Zonder niveau", 3)
        if mine:
            yield Tasks(tuple(_task(agreement, became) for agreement, became in mine))


def _task(agreement: Agreement, became: Became) -> Task:
    task = report.task(replace(agreement, level=None, look_back_on=None))
    if became.outcome is None:
        return replace(task, details=(*task.details, ("Wat ervan werd", "staat nog open")))
    told = f"{became.outcome}, teruggekeken op {spelled(became.on)}" if became.on else str(became.outcome)
    done = became.outcome in (Outcome.DONE, Outcome.DONE_OTHERWISE)
    words = (("Waarom", became.word),) if became.word else ()
    return replace(task, done=done, details=(*task.details, ("Wat ervan werd", told), *words))


def _points(series: Series) -> Iterator[Block]:
    """The marks that a group gave its own points, by meeting; numbers are themes."""
    open_to = [meeting for meeting, one in zip(series.meetings, series.told, strict=True) if _gives(one)]
    scored = [meeting for meeting in open_to if meeting.scores]
    names = list(dict.fromkeys(name for meeting in scored for name in meeting.scores))
    if names:
        lines = tuple((name, *(_mark(meeting.scores.get(name)) for meeting in scored)) for name in names)
        yield Heading("Onze eigen punten")
        yield Paragraph("We gaven elke keer een cijfer van 1 tot 10.")
        yield Table(("Punt", *(spelled(meeting.day) for meeting in scored)), lines, heads=True)


def _gives(told: Told) -> bool:
    """Whether the room let more go out than agreements, and the person who makes the report does too."""
    return any(part.blocks for part in told.parts if part.question.id == INDICATORS)


def _mark(mark: float | None) -> str:
    return "" if mark is None else f"{mark:g}".replace(".", ",")


# --- for other programs ---------------------------------------------------------------------------------------------

HEADER: Final = (*rows.HEADER, "thema", "onder", "uitkomst")


def table(series: Series) -> Iterator[dict[str, str]]:
    """The rows of a report, each with its place."""
    where = {item.key: item for item in series.items()}
    for one in series.told:
        about = rows.about_session(one.head)
        for agreement in one.agreements:
            outcome = series.became_of(agreement).outcome
            yield about | rows.agreement_row(agreement) | {"uitkomst": outcome or ""}
        for part in one.parts:
            item = where.get((one.head.session, part.question.id))
            place = {"thema": item.theme or "", "onder": item.under or "", "niveau": item.level or ""} if item else {}
            yield from (about | row | place for row in rows.part_rows(part) if item)


def data(series: Series) -> dict[str, Any]:
    """The report as plain data: Dutch keys, absent is null."""
    return {
        "titel": series.title,
        "team": series.team,
        "leervraag": learning_question(series.told),
        "themas": list(series.themes),
        "sessies": rows.data(series.told),
        "indeling": [
            {
                "sessie": item.head.session,
                "vraag": item.part.question.id,
                "thema": item.theme,
                "onder": item.under and item.under.value,
                "niveau": item.level and item.level.value,
            }
            for item in series.items()
        ],
        "uitkomsten": [
            {"afspraak": agreement.id, **_became_data(series.became_of(agreement))}
            for one in series.told
            for agreement in one.agreements
        ],
    }


def _became_data(became: Became) -> dict[str, Any]:
    return {
        "uitkomst": became.outcome.value if became.outcome else None,
        "op": became.on.isoformat() if became.on else None,
        "woord": became.word,
    }
