"""One entry of the logbook to read: its agreements first, as lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.entry import (
    Agreement,
    Contribution,
    JournalEntry,
    LookBack,
    Question,
    Signal,
    State,
    StepRecord,
    to_json,
)
from armoede_toolbox.entry.lines import LABELS
from armoede_toolbox.entry.render import sentence_about
from armoede_toolbox.errors import Problem
from armoede_toolbox.prompts import KINDS, totals_to_markdown
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import clean, spelled, unescape
from armoede_toolbox.vocabulary import EntryKind
from armoede_toolbox.workflows.listing import FORMAT, fitting, written

_MARKED: Final = re.compile(r"(?:[-*+]|\d+[.)]) ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, for people and for scripts."""

    entry: JournalEntry
    path: Path
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Its agreements first; last where the file stands."""
        room = fitting(width)
        lines = [line for text in readable(self.entry) for line in _hung(text, room)]
        return "\n".join([*lines, "", "Het bestand:", written(self.path)])

    def data(self) -> dict[str, Any]:
        """The whole entry as JSON."""
        return {"formaat": FORMAT, "sessie": to_json(self.entry) | {"bestand": written(self.path)}}


def _hung(text: str, width: int) -> list[str]:
    """A line that was made for reading, wrapped; later lines hang under its words."""
    words = text.lstrip()
    indent = len(text) - len(words)
    mark = _MARKED.match(words)
    return wrap(words, width, " " * indent, indent + (len(mark[0]) if mark else 0))


def readable(entry: JournalEntry) -> list[str]:
    """An entry as lines of plain text, agreements first. Lines are as long as people made them."""
    parts = [[entry.head.title, sentence_about(entry.head)], list(_top(entry))]
    parts += [list(_notes(entry.notes, 0)), *(list(_step(step)) for step in entry.steps)]
    lines = [line for part in parts if part for line in ("", *part)]
    return lines[1:]


def _top(entry: JournalEntry) -> Iterator[str]:
    """What was agreed; in a look-back what became of it."""
    if entry.head.kind is EntryKind.SESSION or entry.agreements:
        yield from _agreements(entry.agreements)
    yield from _signals(entry.signals)
    for looked in entry.look_backs:
        yield from _look_back(looked)


def _signals(signals: Sequence[Signal]) -> Iterator[str]:
    """What policy or politics should know."""
    yield from ["Signalen"] if signals else []
    for signal in signals:
        yield from _below(f"- {signal.what}", 2)
        yield from _below(f"voor wie: {signal.addressee}", 4) if signal.addressee else ()
        yield from _notes(signal.notes, 4)


def _look_back(looked: LookBack) -> Iterator[str]:
    yield from _below(f"- {looked.what}: {looked.outcome}", 2)
    yield from _below(looked.word, 4) if looked.word else ()
    yield from _notes(looked.notes, 4)


def _agreements(agreements: Sequence[Agreement]) -> Iterator[str]:
    yield "Afspraken" if agreements else "Er is geen afspraak gemaakt."
    for agreement in agreements:
        yield from _below(f"- {agreement.what}", 2)
        rows = (
            ("wie", agreement.who),
            ("organisatie", agreement.organisation),
            ("niveau", agreement.level),
            ("klaar op", _spelled(agreement.ready_on)),
            ("terugkijken op", _spelled(agreement.look_back_on)),
            ("een inwoner merkt", agreement.resident_notices),
            ("aangevinkt", "ja, met de hand" if agreement.ticked else None),
        )
        yield from (line for label, value in rows if value for line in _below(f"{label}: {value}", 4))
        yield from _notes(agreement.notes, 4)


def _spelled(day: date | None) -> str | None:
    return spelled(day) if day else None


def _below(text: str, indent: int) -> Iterator[str]:
    """A text that may have more lines, indented."""
    first, *rest = text.split("\n")
    mark = _MARKED.match(first)
    yield " " * indent + first
    yield from (" " * (indent + (len(mark[0]) if mark else 0)) + line for line in rest)


def _notes(notes: Iterable[str], indent: int) -> Iterator[str]:
    for note in notes:
        yield from _below(f"Notitie: {clean(note)}", indent)


def _step(step: StepRecord) -> Iterator[str]:
    yield f"{step.number}. {step.title}"
    yield from _notes(step.notes, 2)
    for index, question in enumerate(step.questions):
        yield from [""] if index else []
        yield from _below(question.text, 2)
        yield from _answers(question)
        yield from _notes(question.notes, 4)


def _answers(question: Question) -> Iterator[str]:
    if question.totals is not None:
        yield "    geteld:"
        yield from (f"    {line}" for line in unescape(totals_to_markdown(question.totals)).split("\n"))
    many = len(question.contributions) > 1
    for number, contribution in enumerate(question.contributions, start=1):
        yield from _contribution(question, contribution, number if many else None)
    if question.state not in (State.ANSWERED, State.COUNTED):
        yield f"    {LABELS[question.state].strip('*')}"


def _contribution(question: Question, contribution: Contribution, number: int | None) -> Iterator[str]:
    """One line as a bullet; more lines, which have bullets of their own, below a word that tells whose they are."""
    text = _value(question, contribution)
    label = contribution.perspective
    if "\n" not in text and not _MARKED.match(text):
        yield f"    - {label}: {text}" if label else f"    - {text}"
        return
    if label or number:
        yield f"    {label or f'bijdrage {number}'}:"
    indent = " " * (6 if label or number else 4)
    yield from (indent + line for line in text.split("\n"))


def _value(question: Question, contribution: Contribution) -> str:
    if contribution.unreadable is not None:
        return clean(contribution.unreadable)
    return unescape(KINDS[question.kind].to_markdown(contribution.value))
