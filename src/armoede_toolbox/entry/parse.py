"""Markdown back to a journal entry. Whatever is in the file, only ``ToolboxError`` comes out, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from armoede_toolbox.entry.front import cut, read_head
from armoede_toolbox.entry.gather import (
    GatheredAgreement,
    GatheredAnswer,
    GatheredLookBack,
    GatheredQuestion,
    GatheredSignal,
    GatheredStep,
    Gathering,
)
from armoede_toolbox.entry.lines import from_inline
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
    Warned,
)
from armoede_toolbox.prompts import KINDS, Totals, Value, totals_from_markdown
from armoede_toolbox.text import clean, quoted, unescape

_HEAD_SIZE: Final = 64 * 1024
_PERSPECTIVE: Final = re.compile(r"\*\*(?P<text>.*)\*\*")
_NO_PERSPECTIVE: Final = re.compile(r"|\*bijdrage \d+\*")


def parse(data: str | bytes, name: str = "") -> JournalEntry:
    """The entry in a file; ``name`` is for messages. Raises ``ToolboxError`` when its front matter cannot be read."""
    warnings: list[Warned] = []
    pieces = cut(_lines(data, warnings), name)
    head = read_head(pieces.front, name, pieces.start)
    gathered = Gathering(head.title, warnings)
    gathered.take_all(pieces.above, 1)
    gathered.take_all(pieces.body, pieces.start + len(pieces.front) + 2)
    return _frozen(head, gathered)


def front_matter(data: str | bytes, name: str = "") -> Head:
    """Only the head, for lists. Raises ``ToolboxError`` when it cannot be read."""
    pieces = cut(_lines(data[:_HEAD_SIZE], []), name)
    return read_head(pieces.front, name, pieces.start)


# --- lines ----------------------------------------------------------------------------------------------------------


def _lines(data: str | bytes, warnings: list[Warned]) -> list[str]:
    text = data if isinstance(data, str) else _decoded(data, warnings)
    # `clean` takes outer empty lines away; the sign in front keeps the line numbers right.
    return clean(f"|\n{text}").split("\n")[1:]


def _decoded(data: bytes, warnings: list[Warned]) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    unified = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return "\n".join(_decoded_line(*numbered, warnings) for numbered in enumerate(unified.split(b"\n"), start=1))


def _decoded_line(number: int, line: bytes, warnings: list[Warned]) -> str:
    """A line that is no UTF-8 was most likely saved by an old Windows program."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        warnings.append(Warned(line=number, reason="Een teken op deze regel is beschadigd. Kijk of de tekst klopt."))
        return line.decode("cp1252", errors="replace")


# --- values ---------------------------------------------------------------------------------------------------------


def _frozen(head: Head, gathered: Gathering) -> JournalEntry:
    steps = tuple(_step(step, gathered.warn) for step in gathered.steps)
    return JournalEntry(
        head=head,
        agreements=tuple(map(_agreement, gathered.agreements)),
        signals=tuple(map(_signal, gathered.signals)),
        look_backs=tuple(map(_look_back, gathered.look_backs)),
        steps=steps,
        notes=gathered.notes.frozen(),
        warnings=tuple(sorted(gathered.warnings, key=lambda warned: warned.line)),
    )


Warn = Callable[[str, int], None]


def _agreement(agreement: GatheredAgreement) -> Agreement:
    return Agreement(
        id=agreement.id,
        question=agreement.question,
        what=agreement.what,
        ticked=agreement.ticked,
        notes=agreement.notes.frozen(),
        **agreement.fields,
    )


def _signal(signal: GatheredSignal) -> Signal:
    notes = signal.notes.frozen()
    return Signal(id=signal.id, question=signal.question, what=signal.what, notes=notes, **signal.fields)


def _look_back(looked: GatheredLookBack) -> LookBack:
    word = clean(unescape("\n".join(looked.word.lines)))
    notes = looked.notes.frozen()
    return LookBack(
        agreement=looked.agreement, what=looked.what, outcome=looked.outcome, word=word or None, notes=notes
    )


def _step(step: GatheredStep, warn: Warn) -> StepRecord:
    questions = tuple(_question(question, warn) for question in step.questions)
    return StepRecord(number=step.number, title=step.title, questions=questions, notes=step.notes.frozen())


def _question(question: GatheredQuestion, warn: Warn) -> Question:
    totals, unread = _count(question, warn)
    given = [_contribution(question.kind, answer, warn) for answer in question.answers if not answer.counted]
    return Question(
        id=question.id,
        kind=question.kind,
        who=question.who,
        text=question.text,
        state=_state(question, warn),
        contributions=(*unread, *given),
        totals=totals,
        harvest=question.harvest,
        in_report=question.in_report,
        notes=question.notes.frozen(),
    )


def _state(question: GatheredQuestion, warn: Warn) -> State:
    if question.answers:
        return State.COUNTED if any(answer.counted for answer in question.answers) else State.ANSWERED
    if question.state is None:
        warn("Bij deze vraag staat geen antwoord.", question.line)
    return question.state or State.SKIPPED


def _count(question: GatheredQuestion, warn: Warn) -> tuple[Totals | None, list[Contribution]]:
    """The first count that can be read, and the others as they stand there."""
    totals: Totals | None = None
    unread: list[Contribution] = []
    for answer in filter(lambda answer: answer.counted, question.answers):
        found = _read(answer, totals_from_markdown, warn)
        if found.unreadable is None and totals is None:
            totals = found.value
        else:
            unread.append(_raw(answer))
    return totals, unread


def _contribution(kind: str, answer: GatheredAnswer, warn: Warn) -> Contribution:
    if kind in KINDS:
        return _read(answer, KINDS[kind].from_markdown, warn)
    warn(f"De soort vraag {quoted(kind)} kennen we niet. {_KEPT}", answer.line)
    return _raw(answer)


def _read(answer: GatheredAnswer, read: Callable[[str], Value], warn: Warn) -> Contribution:
    try:
        if not answer.lines:
            raise ValueError("Hier staat geen antwoord meer.")
        value = read("\n".join(answer.lines))
    except ValueError as fault:
        warn(f"Dit antwoord kunnen we niet lezen. {fault} {_KEPT}", answer.line)
        return _raw(answer)
    return Contribution(value=value, perspective=_perspective(answer))


_KEPT: Final = "Het antwoord blijft zoals het er staat."


def _raw(answer: GatheredAnswer) -> Contribution:
    perspective = _perspective(answer)
    return Contribution(value=None, perspective=perspective, unreadable="\n".join(answer.lines), line=answer.line)


def _perspective(answer: GatheredAnswer) -> str | None:
    if answer.counted or _NO_PERSPECTIVE.fullmatch(answer.label):
        return None
    found = _PERSPECTIVE.fullmatch(answer.label)
    return from_inline(found["text"] if found else answer.label)
