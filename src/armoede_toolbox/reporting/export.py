"""A whole session as a document or as rows, for the team itself: every answer, also what no report may hold. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from armoede_toolbox.entry import Contribution, JournalEntry, Question, Signal, State, StepRecord
from armoede_toolbox.entry.lines import LABELS
from armoede_toolbox.entry.render import sentence_about
from armoede_toolbox.prompts import totals_to_markdown
from armoede_toolbox.reporting import answers, report
from armoede_toolbox.reporting import rows as rows_of
from armoede_toolbox.reporting.document import Block, Bullets, Document, Heading, Note, Paragraph, Quote, Tasks, Tone
from armoede_toolbox.reporting.rows import Row
from armoede_toolbox.reporting.sharing import ANSWERED
from armoede_toolbox.text import spelled, unescape

KIND: Final = "Uit het logboek"


def document(entries: Sequence[JournalEntry], made: datetime | None = None) -> Document:
    """All entries, one after the other."""
    if len(entries) == 1:
        return Document(entries[0].head.title, tuple(_entry(entries[0], 2)), KIND, made=made)
    blocks = tuple(block for entry in entries for block in (_heading(entry), *_entry(entry, 3)))
    return Document(f"{len(entries)} sessies", blocks, KIND, made=made)


def _heading(entry: JournalEntry) -> Heading:
    return Heading(entry.head.title, 2, spelled(entry.head.started.date()))


def _entry(entry: JournalEntry, level: int) -> Iterator[Block]:
    yield Paragraph(sentence_about(entry.head))
    yield from _notes(entry.notes)
    yield Heading("Afspraken", level)
    if entry.agreements:
        yield Tasks(tuple(map(report.task, entry.agreements)))
    else:
        yield Paragraph(report.NO_AGREEMENT)
    for agreement in entry.agreements:
        yield from _notes(agreement.notes)
    if entry.signals:
        yield Heading("Signalen", level)
        yield Bullets(tuple(map(_signal, entry.signals)))
    for signal in entry.signals:
        yield from _notes(signal.notes)
    for step in entry.steps:
        yield Heading(step.title, level)
        yield from _step(step, level + 1)


def _signal(signal: Signal) -> str:
    return signal.what + (f" (voor {signal.addressee})" if signal.addressee else "")


def _step(step: StepRecord, level: int) -> Iterator[Block]:
    yield from _notes(step.notes)
    for question in step.questions:
        yield Heading(question.text, level)
        yield from _question(question)
        yield from _notes(question.notes)


def _question(question: Question) -> Iterator[Block]:
    if question.totals is not None:
        yield Bullets(answers.in_lines(totals_to_markdown(question.totals)))
    for contribution in question.contributions:
        yield Quote("\n".join(written(question, contribution)), contribution.perspective or "")
    if question.state not in ANSWERED:
        yield Paragraph(_state(question), Tone.SMALL)


def _state(question: Question) -> str:
    return LABELS[question.state].strip("*").capitalize()


def _notes(notes: Iterable[str]) -> Iterator[Block]:
    yield from (Note("Notitie", note) for note in notes)


def written(question: Question, contribution: Contribution) -> tuple[str, ...]:
    """What one contribution holds; what could not be read stands as it stood."""
    if contribution.unreadable is not None:
        return (unescape(contribution.unreadable),)
    found = answers.groups(question.kind, contribution.value)
    return tuple(f"{box}: {item}" if box else item for box, items in found for item in items)


# --- rows -----------------------------------------------------------------------------------------------------------


def rows(entries: Iterable[JournalEntry]) -> Iterator[Row]:
    """One row per contribution, per option that was counted, and per agreement."""
    for entry in entries:
        about = rows_of.about_session(entry.head)
        yield from (about | rows_of.agreement_row(agreement) for agreement in entry.agreements)
        yield from (about | _signal_row(signal) for signal in entry.signals)
        for step in entry.steps:
            for question in step.questions:
                yield from (about | {"stap": step.title} | row for row in _question_rows(question))


def _signal_row(signal: Signal) -> Row:
    return {"vraag": signal.question, "soort": "signaal", "antwoord": signal.what, "wie": signal.addressee or ""}


def _question_rows(question: Question) -> Iterator[Row]:
    about = {
        "vraag": question.id,
        "tekst": question.text,
        "soort": question.kind,
        "oogst": question.harvest.value if question.harvest else "",
    }
    for option, amount in (question.totals or {}).items():
        pairs = amount.items() if isinstance(amount, dict) else [("", amount)]
        for number, people in pairs:
            yield about | {"antwoord": f"{option}: {number}" if number else option, "aantal": str(people)}
    for one in question.contributions:
        yield about | {"perspectief": one.perspective or "", "antwoord": "\n".join(written(question, one))}
    if question.state not in ANSWERED and question.state is not State.POINTER:
        yield about | {"antwoord": "", "aantal": ""}
