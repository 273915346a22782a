"""A journal entry as Markdown. People read it first; ``parse`` gives the same entry back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from armoede_toolbox.entry import lines
from armoede_toolbox.entry.front import write_head
from armoede_toolbox.entry.lines import FIELDS, LABELS, SIGNAL_FIELDS, inline, mark
from armoede_toolbox.entry.parts import (
    Agreement,
    Contribution,
    Head,
    JournalEntry,
    LookBack,
    Question,
    Signal,
    State,
    StepRecord,
)
from armoede_toolbox.prompts import KINDS, totals_to_markdown
from armoede_toolbox.text import DAYS, counted, escape, spelled
from armoede_toolbox.vocabulary import EntryKind, Mode, Variant

Block = Sequence[str]
"""Lines that belong together; between blocks stands a blank line."""

_WITH: Final = {Mode.SOLO: "Alleen", Mode.PAIR: "Met z’n tweeën", Mode.TEAM: "Met het team"}
_LENGTH: Final = {Variant.SHORT: "Korte versie.", Variant.NORMAL: "Gewone versie.", Variant.LONG: "Lange versie."}


def render(entry: JournalEntry) -> str:
    """The whole file, with LF and one newline at the end."""
    return "\n\n".join("\n".join(block) for block in _blocks(entry)) + "\n"


def _blocks(entry: JournalEntry) -> Iterator[Block]:
    yield [write_head(entry.head)]
    yield [mark(f"# {inline(entry.head.title)}", lines.TITLE)]
    yield lines.overview([inline(sentence_about(entry.head))])
    yield from _notes(entry.notes)
    if entry.agreements:
        yield [mark(LABELS[lines.AGREEMENTS], lines.AGREEMENTS)]
    for agreement in entry.agreements:
        yield list(_agreement(agreement))
        yield from _notes(agreement.notes)
    yield from _signals(entry.signals)
    if entry.look_backs:
        yield [mark(LABELS[lines.LOOK_BACKS], lines.LOOK_BACKS)]
    for looked in entry.look_backs:
        yield from _look_back(looked)
    for step in entry.steps:
        yield from _step(step)


def _notes(notes: Iterable[str]) -> Iterator[Block]:
    """Directly under the line that they hang on, so that no note stands below an answer."""
    for note in notes:
        yield [note]


def sentence_about(head: Head) -> str:
    """When, with whom and how long, for people."""
    started = head.started
    day = ", ".join(filter(None, (f"{DAYS[started.weekday()].capitalize()} {spelled(started.date())}", head.hours)))
    if head.kind is not EntryKind.SESSION:
        return f"{day}. {_WITH[head.mode]}{f': {head.team}' if head.team else ''}."
    paper = " Overgetypt van papier." if head.from_paper else ""
    rest = "" if head.complete else " Niet alle vragen kwamen aan de beurt."
    which = _LENGTH[head.variant]
    if head.meeting and head.exercise == head.trajectory:
        which = f"Bijeenkomst {head.meeting} van reeks {head.number}."
    return f"{day}. {_company(head)}. {which}{paper}{rest}"


def _company(head: Head) -> str:
    team = f": {head.team}" if head.team else ""
    people = f", {counted(head.participants, 'mens', 'mensen')}" if head.mode is Mode.TEAM else ""
    return f"{_WITH[head.mode]}{team}{people}"


def _agreement(agreement: Agreement) -> Iterator[str]:
    box = "x" if agreement.ticked else " "
    yield mark(f"- [{box}] {inline(agreement.what)}", lines.AGREEMENT, agreement.id, agreement.question)
    yield from _fields(agreement, FIELDS)


def _fields(part: Agreement | Signal, names: Mapping[str, str]) -> Iterator[str]:
    for name, attribute in names.items():
        value = getattr(part, attribute)
        if value is not None:
            yield f"  - {name}: {inline(str(value))}"


def _signals(signals: Sequence[Signal]) -> Iterator[Block]:
    if signals:
        yield [mark(LABELS[lines.SIGNALS], lines.SIGNALS)]
    for signal in signals:
        line = mark(f"- {inline(signal.what)}", lines.SIGNAL, signal.id, signal.question)
        yield [line, *_fields(signal, SIGNAL_FIELDS)]
        yield from _notes(signal.notes)


def _look_back(looked: LookBack) -> Iterator[Block]:
    label = f"- {inline(looked.what)}: **{looked.outcome}**"
    line = mark(label, lines.LOOK_BACK, looked.agreement, looked.outcome.replace(" ", "-"))
    word = lines.quoted_lines(escape(looked.word)) if looked.word else []
    if not looked.notes:
        yield [line, *word]
        return
    yield [line]
    yield from _notes(looked.notes)
    if word:
        yield word


def _step(step: StepRecord) -> Iterator[Block]:
    yield [mark(f"## {inline(step.title)}", lines.STEP, str(step.number))]
    yield from _notes(step.notes)
    for question in step.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Block]:
    heading = f"### {inline(question.text)}"
    options = {lines.HARVEST: question.harvest, lines.IN_REPORT: question.in_report}
    yield [mark(heading, lines.QUESTION, question.id, question.kind, question.who.value, **options)]
    yield from _notes(question.notes)
    if question.overview:
        yield lines.overview([f"- {inline(line)}" for line in question.overview])
    yield from _answers(question)


def _answers(question: Question) -> Iterator[Block]:
    if question.totals is not None:
        yield _count(question, totals_to_markdown(question.totals))
    for number, contribution in enumerate(question.contributions, start=1):
        if question.state is State.COUNTED and contribution.unreadable is not None:
            yield _count(question, contribution.unreadable)
        else:
            label = _label(contribution, number if len(question.contributions) > 1 else None)
            yield [mark(label, lines.ANSWER, question.id), *lines.quoted_lines(_markdown(question, contribution))]
    if question.state not in (State.ANSWERED, State.COUNTED):
        yield [mark(LABELS[question.state], question.state, question.id)]


def _count(question: Question, markdown: str) -> Block:
    return [mark(LABELS[lines.COUNT], lines.COUNT, question.id), *lines.quoted_lines(markdown)]


def _label(contribution: Contribution, number: int | None) -> str:
    if contribution.perspective is not None:
        return f"**{inline(contribution.perspective)}**"
    return f"*bijdrage {number}*" if number else ""


def _markdown(question: Question, contribution: Contribution) -> str:
    if contribution.unreadable is not None:
        return contribution.unreadable
    return KINDS[question.kind].to_markdown(contribution.value)
