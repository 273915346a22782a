"""A report of one session or of many: what may leave the team, agreements first (DESIGN 4.8). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from armoede_toolbox.entry import Agreement, Head, JournalEntry, Question
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting import answers, covering, sharing
from armoede_toolbox.reporting.answers import Answered
from armoede_toolbox.reporting.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Facts,
    Heading,
    Numbered,
    Paragraph,
    Shape,
    Task,
    Tasks,
)
from armoede_toolbox.reporting.sharing import ANSWERED, Choices, Share
from armoede_toolbox.text import DAYS, counted, spelled
from armoede_toolbox.vocabulary import MODE_WORDS, Harvest, InReport, Mode

KIND: Final = "Verslag"
SECTIONS: Final[dict[Harvest | None, str]] = {
    Harvest.THEME: "Thema’s",
    Harvest.DILEMMA: "Dilemma’s",
    Harvest.LEAD: "Aanknopingspunten",
    Harvest.SIGNAL: "Signalen",
    None: "Nog niet ingedeeld",
}
"""The order of a report, after the workshops in Weert."""
NO_AGREEMENT: Final = "Er is geen afspraak gemaakt."


@dataclass(frozen=True, slots=True)
class Source:
    """One session with the questions of its exercise as they are today, and what the facilitator chose."""

    entry: JournalEntry
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One question in a report."""

    question: Question
    text: str
    """The question as it may be read."""
    harvest: Harvest | None
    share: Share
    most: Share
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One session as far as it may leave."""

    head: Head
    agreements: tuple[Agreement, ...]
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()

    def sections(self) -> Iterator[tuple[Harvest | None, tuple[Part, ...]]]:
        """The parts that show something, by their place in a report."""
        for harvest in SECTIONS:
            found = tuple(part for part in self.parts if part.harvest is harvest and part.blocks)
            if found:
                yield harvest, found


# --- what may leave -------------------------------------------------------------------------------------------------


def tell(source: Source) -> Told:
    """One session as far as it may leave."""
    entry = source.entry
    parts = tuple(_parts(source))
    agreements = entry.agreements if sharing.shows_agreements(source.choices) else ()
    return Told(entry.head, agreements, parts, tuple(_left_out(source, parts)))


def candidates(source: Source) -> tuple[tuple[Question, Share], ...]:
    """The questions that somebody answered, with the most that may leave of each."""
    return tuple((part.question, part.most) for part in _parts(source))


def _parts(source: Source) -> Iterator[Part]:
    known: dict[str, Answered] = {}
    hidden: set[str] = set()
    for question in (question for step in source.entry.steps for question in step.questions):
        if question.state in ANSWERED:
            prompt = _prompt(source, question)
            earlier = known.get(answers.source_of(prompt) or "")
            options, sides = answers.options_of(prompt, earlier), answers.sides_of(prompt, earlier)
            answered = known[question.id] = Answered(source.entry.head, question, prompt, options, sides)
            part = _part(source, answered, frozenset(hidden))
            hidden.update(covering.hidden_words(answered, part.share, _never(part, source)))
            yield part


def _part(source: Source, answered: Answered, hidden: frozenset[str]) -> Part:
    head, question, prompt = source.entry.head, answered.question, answered.prompt
    today = prompt.in_report if prompt else None
    share = sharing.share(head, question, source.choices, today)
    return Part(
        question,
        covering.heading(question, prompt, hidden),
        question.harvest or (prompt.harvest if prompt else None),
        share,
        sharing.ceiling(head, question, today),
        tuple(covering.cover(answers.blocks(answered, share), answered, hidden)),
    )


def _prompt(source: Source, question: Question) -> Prompt | None:
    """The question as the exercise has it, if it is still the same sort; a repeated one has a number behind its id."""
    found = source.prompts.get(question.id) or source.prompts.get(question.id.rpartition(".")[0])
    return found if found is not None and found.kind == question.kind else None


def _left_out(source: Source, parts: Sequence[Part]) -> Iterator[str]:
    """What is not in the report, and why."""
    head, entry = source.entry.head, source.entry
    nothing = [part for part in parts if part.share is Share.NOTHING]
    never = [part for part in nothing if _never(part, source)]
    room = [part for part in nothing if part.most is Share.NOTHING and part not in never]
    chosen = [part for part in nothing if part.most is not Share.NOTHING]
    themes = [part for part in parts if part.share is Share.THEMES]
    lost = sum(one.unreadable is not None for part in parts for one in part.question.contributions)
    notes = len(list(_notes(entry)))
    if room:
        yield f"{_questions(room)}: gekozen is {sharing.ROOM[head.sharing]}"
    if never:
        yield f"{_questions(never)}: de oefening houdt die bij het team"
    if chosen:
        yield f"{_questions(chosen)}: zo gekozen"
    if themes:
        yield f"zinnen bij {_questions(themes)}: alleen de thema’s gaan mee"
    if entry.agreements and not sharing.shows_agreements(source.choices):
        yield "de afspraken: zo gekozen"
    if entry.signals:
        yield f"{counted(len(entry.signals), 'signaal', 'signalen')}: doorgeven gaat met armoede signalen"
    if lost:
        yield f"{counted(lost, 'antwoord', 'antwoorden')} die we niet konden lezen"
    if notes:
        yield f"{counted(notes, 'notitie', 'notities')} in het bestand"


def _notes(entry: JournalEntry) -> Iterator[str]:
    yield from entry.notes
    yield from (note for agreement in entry.agreements for note in agreement.notes)
    for step in entry.steps:
        yield from (*step.notes, *(note for question in step.questions for note in question.notes))


def _never(part: Part, source: Source) -> bool:
    prompt = _prompt(source, part.question)
    return (part.question.in_report or (prompt.in_report if prompt else None)) is InReport.NO


def _questions(parts: Sequence[Part]) -> str:
    return counted(len(parts), "vraag", "vragen")


# --- the document ---------------------------------------------------------------------------------------------------


def document(told: Sequence[Told], made: datetime | None = None) -> Document:
    """The report of one session, or of more with all agreements first."""
    blocks = tuple(_one(told[0]) if len(told) == 1 else _many(told))
    return Document(title_of(told), blocks, KIND, made=made)


def title_of(told: Sequence[Told]) -> str:
    """The exercise, or the team with how often."""
    if len(told) == 1:
        return told[0].head.title
    teams = {one.head.team for one in told}
    whose = f"Team {teams.pop()}" if len(teams) == 1 and None not in teams else "Onze sessies"
    return f"{whose}: {len(told)} keer"


def _one(told: Told) -> Iterator[Block]:
    yield Facts(tuple(_facts(told.head)))
    yield Heading("Afspraken")
    yield from _agreements(told)
    yield from _sections(told, 2)


def _many(told: Sequence[Told]) -> Iterator[Block]:
    days = sorted(one.head.started.date() for one in told)
    yield Facts((("Van", spelled(days[0])), ("Tot en met", spelled(days[-1]))))
    yield Heading("Afspraken")
    for one in told:
        if one.agreements:
            yield Heading(one.head.named, 3)
            yield from _agreements(one)
    if not any(one.agreements for one in told):
        yield Paragraph(NO_AGREEMENT)
    for one in told:
        yield Heading(one.head.title, 2, spelled(one.head.started.date()))
        yield Facts(tuple(_facts(one.head)))
        yield from _sections(one, 3)


def _facts(head: Head) -> Iterator[tuple[str, str]]:
    start = head.started
    yield "Wanneer", ", ".join(filter(None, (f"{DAYS[start.weekday()]} {spelled(start.date())}", head.hours)))
    people = [counted(head.participants, "mens", "mensen")] if head.mode is Mode.TEAM else []
    team = [f"team {head.team}" if head.mode is Mode.TEAM else head.team] if head.team else [MODE_WORDS[head.mode]]
    yield "Met", ", ".join([*team, *people])
    if head.themes:
        yield "Waarover", ", ".join(head.themes)
    if head.mode is not Mode.SOLO:
        yield "Samen gekozen", sharing.ROOM[head.sharing]
    if not head.complete:
        yield "Let op", "Niet alle vragen kwamen aan de beurt."


def _agreements(told: Told) -> Iterator[Block]:
    if told.agreements:
        yield Tasks(tuple(map(task, told.agreements)))
    else:
        yield Paragraph(NO_AGREEMENT)


def task(agreement: Agreement) -> Task:
    """An agreement to tick, with who does it and when."""
    rows = (
        ("Wie", sharing.name_on(agreement)),
        ("Organisatie", agreement.organisation),
        ("Niveau", agreement.level),
        ("Klaar op", _spelled(agreement.ready_on)),
        ("Terugkijken op", _spelled(agreement.look_back_on)),
        ("Een inwoner merkt", agreement.resident_notices),
    )
    return Task(agreement.what, tuple((label, value) for label, value in rows if value), agreement.ticked)


def _spelled(day: date | None) -> str | None:
    return spelled(day) if day else None


def _sections(told: Told, level: int) -> Iterator[Block]:
    for harvest, parts in told.sections():
        yield Heading(SECTIONS[harvest], level)
        for part in parts:
            yield Heading(part.text, level + 1)
            yield from part.blocks


# --- a short text ---------------------------------------------------------------------------------------------------


def short(told: Sequence[Told]) -> str:
    """Plain text to paste in a mail or a chat: agreements, and themes where they may leave. No sentences of people."""
    return "\n\n".join("\n".join(_short(one)) for one in told) + "\n"


def _short(told: Told) -> Iterator[str]:
    yield ", ".join(filter(None, [told.head.named, f"team {told.head.team}" if told.head.team else ""]))
    yield from ("", "Afspraken") if told.agreements else ("", NO_AGREEMENT)
    yield from (f"- {_agreed(agreement)}" for agreement in told.agreements)
    for harvest, parts in told.sections():
        found = [f"- {part.text} {line}" for part in parts if (line := _in_one_line(part.blocks))]
        if found:
            yield from ("", SECTIONS[harvest], *found)


def _agreed(agreement: Agreement) -> str:
    days = [("klaar op", agreement.ready_on), ("terugkijken op", agreement.look_back_on)]
    whose = (sharing.name_on(agreement), agreement.organisation, agreement.level)
    parts = [*whose, *(f"{label} {spelled(day)}" for label, day in days if day)]
    known = ", ".join(filter(None, parts))
    return " ".join(f"{agreement.what} ({known})".split("\n")) if known else " ".join(agreement.what.split("\n"))


def _in_one_line(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Chart) and block.shape is not Shape.LINE:
            parts += [f"{' '.join(label.split())}: {block.cell(value)}" for label, value in block.rows]
        elif isinstance(block, (Bullets, Numbered)):
            parts += [item for item in block.items if len(item.split()) <= sharing.MOST_WORDS]
    return ", ".join(parts)
