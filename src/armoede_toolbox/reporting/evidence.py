"""One's own reflections as a record for professional registration. Pure.

Nothing is made up: a learning point is an answer of that session or words that the person chose, under the dimension
that the person chose. What was not chosen becomes lines to write on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from armoede_toolbox.entry import Head, JournalEntry
from armoede_toolbox.reporting.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Table,
    Together,
    Tone,
    Writing,
)
from armoede_toolbox.reporting.export import written
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import NEED_WORDS, Dimension

KIND: Final = "Reflectie voor registratie"
TITLE: Final = "Mijn reflecties"
NOT_VERIFIED: Final = (
    "Of een beroepsregister dit aanneemt, is niet nagegaan. Dat geldt ook voor SKJ en Registerplein. "
    "Vraag het na bij je eigen register, voordat je dit instuurt."
)
ORIGIN: Final = "Deze drie soorten reflectie staan beschreven bij het Nederlands Jeugdinstituut (NJi)."
ABOUT: Final = {
    Dimension.TECHNICAL: "Over mijn aanpak: wat ik deed, en wat ik een volgende keer anders doe.",
    Dimension.NORMATIVE: "Over wat goed is: welke waarden en regels hier speelden.",
    Dimension.PERSONAL: "Over mezelf: wat dit met me deed en wat ik meebreng.",
}
"""What each dimension is about, in words of our own."""
MOST_AT_ONCE: Final = timedelta(hours=4)
"""What took longer was interrupted: how long people worked on it is not known."""
_LINES: Final = 3
_UNKNOWN: Final = "…… minuten"


@dataclass(frozen=True, slots=True)
class Point:
    """A learning point: words that somebody wrote, under what they chose."""

    dimension: Dimension
    words: str


@dataclass(frozen=True, slots=True)
class Reflection:
    """One session of one person, with what was learned."""

    head: Head
    points: tuple[Point, ...] = ()

    @property
    def minutes(self) -> int | None:
        """How long it took; ``None`` when that is not known."""
        return minutes(self.head)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be a learning point."""

    key: str
    asked: str
    words: str


def minutes(head: Head) -> int | None:
    """From the beginning to the end, in whole minutes. What took none was typed in afterwards."""
    if head.finished is None or not timedelta() <= head.finished - head.started <= MOST_AT_ONCE:
        return None
    return round((head.finished - head.started).total_seconds() / 60) or None


def answers(entry: JournalEntry) -> tuple[Answer, ...]:
    """What the person wrote, in order; agreements with oneself too."""
    found = [
        Answer(question.id, question.text, "\n".join(written(question, one)))
        for step in entry.steps
        for question in step.questions
        for one in question.contributions
    ]
    agreed = [Answer(one.question, "Mijn afspraak", one.what) for one in entry.agreements]
    return tuple(answer for answer in (*found, *agreed) if answer.words.strip())


# --- the document ---------------------------------------------------------------------------------------------------


def document(reflections: Sequence[Reflection], made: datetime | None = None) -> Document:
    """The whole record, oldest first."""
    blocks: list[Block] = [Paragraph(_period(reflections), Tone.LEAD)]
    blocks += [Together(tuple(Writing(start=f"{word}:") for word in ("Naam", "Register", "Registratienummer")))]
    blocks += [Heading("Overzicht"), _overview(reflections), *_total(reflections)]
    for one in reflections:
        blocks += _reflection(one)
    blocks += _signed()
    return Document(TITLE, tuple(blocks), KIND, made=made)


def _period(reflections: Sequence[Reflection]) -> str:
    days = sorted(one.head.started.date() for one in reflections)
    number = counted(len(days), "reflectie", "reflecties")
    if days[0] == days[-1]:
        return f"{number}, op {spelled(days[0])}"
    return f"{number}, van {spelled(days[0])} tot en met {spelled(days[-1])}"


def _overview(reflections: Sequence[Reflection]) -> Table:
    rows = ((spelled(one.head.started.date()), one.head.title, _length(one)) for one in reflections)
    return Table(("Datum", "Oefening", "Duur"), tuple(rows), heads=True)


def _length(one: Reflection) -> str:
    return _UNKNOWN if one.minutes is None else counted(one.minutes, "minuut", "minuten")


def _total(reflections: Sequence[Reflection]) -> Iterator[Block]:
    known = [one.minutes for one in reflections if one.minutes is not None]
    unknown = len(reflections) - len(known)
    if known:
        sure = " waarvan de duur bekend is" if unknown else ""
        yield Paragraph(f"Samen {_in_hours(sum(known))}{f', van de {len(known)}{sure}' if unknown else ''}.")
    if unknown:
        yield Paragraph("Waar de duur ontbreekt, is die niet bekend. Vul die zelf in.", Tone.SMALL)


def _in_hours(total: int) -> str:
    hours, rest = divmod(total, 60)
    parts = [f"{hours} uur"] if hours else []
    return " en ".join([*parts, *([counted(rest, "minuut", "minuten")] if rest or not hours else [])])


def _reflection(one: Reflection) -> Iterator[Block]:
    head = one.head
    rows = (
        ("Datum", spelled(head.started.date())),
        ("Duur", _length(one)),
        ("Oefening", f"{head.number}, {head.title}"),
        ("Leerbehoefte", NEED_WORDS[head.learning_need]),
    )
    yield Heading(head.title, aside=spelled(head.started.date()))
    yield Facts(rows)
    for dimension in Dimension:
        yield from _dimension(one, dimension)


def _dimension(one: Reflection, dimension: Dimension) -> Iterator[Block]:
    yield Heading(dimension.value.capitalize(), 3)
    found = [point for point in one.points if point.dimension is dimension]
    about = Paragraph(ABOUT[dimension], Tone.SMALL)
    if found:
        yield about
        yield from (Quote(point.words) for point in found)
    else:
        yield Together((about, Writing(_LINES)))


def _signed() -> Iterator[Block]:
    yield Heading("Ondertekening")
    lines = (Writing(start="Datum:"), Writing(start="Handtekening:"))
    yield Together((*lines, Paragraph(NOT_VERIFIED), Paragraph(ORIGIN, Tone.SMALL)))
