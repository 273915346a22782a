"""Markdown back to a journal entry. Whatever is in the file, only ``ToolboxError`` comes out, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from armoede_toolbox.entry import lines
from armoede_toolbox.entry.counts import counts_from_markdown
from armoede_toolbox.entry.front import cut, read_head
from armoede_toolbox.entry.lines import FIELDS, LABELS, Mark, from_inline, read_mark
from armoede_toolbox.entry.parts import (
    Agreement,
    Contribution,
    Head,
    JournalEntry,
    Question,
    State,
    StepRecord,
    Warned,
)
from armoede_toolbox.prompts import KINDS, Totals, Value
from armoede_toolbox.prompts._scalars import parse_day
from armoede_toolbox.text import clean, nearest, quoted
from armoede_toolbox.vocabulary import Who

UNKNOWN_KIND: Final = "onbekend"
"""The kind of a question whose own line is lost."""
_HEAD_SIZE: Final = 64 * 1024
_BOX: Final = re.compile(r"- \[(?P<sign>.?)\](?: (?P<what>.*))?")
_PERSPECTIVE: Final = re.compile(r"\*\*(?P<text>.*)\*\*")
_NO_PERSPECTIVE: Final = re.compile(r"|\*bijdrage \d+\*")
_WHOLE: Final = re.compile(r"[0-9]{1,6}")


def parse(data: str | bytes, name: str = "") -> JournalEntry:
    """The entry in a file; ``name`` is for messages. Raises ``ToolboxError`` when its front matter cannot be read."""
    warnings: list[Warned] = []
    pieces = cut(_lines(data, warnings), name)
    head = read_head(pieces.front, name, pieces.start)
    reader = _Reader(head.title, warnings)
    reader.take_all(pieces.above, 1)
    reader.take_all(pieces.body, pieces.start + len(pieces.front) + 2)
    return reader.entry(head)


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


# --- what is being read ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Answer:
    line: int
    label: str = ""
    counted: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Question:
    line: int
    id: str
    kind: str = UNKNOWN_KIND
    who: Who = Who.TOGETHER
    text: str = ""
    state: State | None = None
    answers: list[_Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Step:
    number: int
    title: str
    questions: list[_Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Agreement:
    id: str
    question: str
    what: str
    ticked: bool
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _RefusedError(Exception):
    """A program line that cannot be one after all, with the reason in Dutch."""


class _Reader:
    """Takes the lines one by one and keeps what they hold."""

    def __init__(self, title: str, warnings: list[Warned]) -> None:
        self._title = title
        self._warnings = warnings
        self._number = 0
        self._notes: list[str] = []
        self._agreements: list[_Agreement] = []
        self._steps: list[_Step] = []
        self._owner = self._notes
        self._noting = False
        self._agreement: _Agreement | None = None
        self._question: _Question | None = None
        self._stray: _Question | None = None
        self._answer: _Answer | None = None
        self._derived: frozenset[str] = frozenset()
        self._handlers: dict[str, Callable[[Mark], None]] = {
            lines.TITLE: self._take_title,
            lines.AGREEMENTS: self._take_agreements,
            lines.AGREEMENT: self._take_agreement,
            lines.STEP: self._take_step,
            lines.QUESTION: self._take_question,
            lines.OVERVIEW: self._take_overview,
            lines.OVERVIEW_END: self._take_overview,
            lines.ANSWER: self._take_answer,
            lines.COUNT: self._take_answer,
        }

    def take_all(self, found: Iterable[str], first: int) -> None:
        """Take lines; ``first`` is the number of the first one."""
        for self._number, line in enumerate(found, start=first):
            self._take(line)

    def _take(self, line: str) -> None:
        noting, self._noting = self._noting, False
        mark = read_mark(line)
        if mark is not None:
            self._take_mark(mark, line)
        elif line.startswith(">"):
            self._take_answer_line(line)
        elif line and not self._is_field(line) and lines.checksum(line) not in self._derived:
            self._noting = noting
            self._note(line)

    def _note(self, line: str) -> None:
        if self._noting:
            self._owner[-1] += f"\n{line}"
        else:
            self._owner.append(line)
        self._noting = True
        if lines.looks_like_mark(line):
            self._warn("Deze regel lijkt op een regel van de toolbox, maar klopt niet. Hij telt als notitie.")

    def _warn(self, reason: str, line: int | None = None) -> None:
        self._warnings.append(Warned(line=line or self._number, reason=reason))

    # --- program lines ----------------------------------------------------------------------------------------------

    def _take_mark(self, mark: Mark, line: str) -> None:
        try:
            self._handlers.get(mark.word, self._take_state)(mark)
        except _RefusedError:
            self._note(line)
            return
        if mark.word in LABELS and mark.label != LABELS[mark.word]:
            self._keep_label(mark)

    def _keep_label(self, mark: Mark) -> None:
        """The program's words were changed by hand: that is somebody's writing."""
        if mark.label:
            self._note(mark.label)
            self._warn("De vaste woorden op deze regel zijn veranderd. De nieuwe woorden tellen als notitie.")

    def _begin(self, owner: list[str]) -> None:
        """Another part begins: nothing belongs to the answer or agreement above any more."""
        self._owner = owner
        self._answer = self._agreement = None
        self._derived = frozenset()

    def _take_title(self, mark: Mark) -> None:
        self._begin(self._notes)
        if _heading(mark.label) != self._title:
            self._note(mark.label)
            self._warn("Deze titel is anders dan de titel bovenaan het bestand. Die bovenaan telt.")

    def _take_agreements(self, mark: Mark) -> None:
        self._begin(self._notes)

    def _take_overview(self, mark: Mark) -> None:
        self._derived = frozenset(mark.args)

    def _take_agreement(self, mark: Mark) -> None:
        key, question = mark.args
        if any(agreement.id == key for agreement in self._agreements):
            self._warn(f"De afspraak met nummer {quoted(key)} staat er twee keer.")
        box = _BOX.fullmatch(mark.label)
        what = (box["what"] or "") if box else mark.label.removeprefix("- ")
        ticked = bool(box and box["sign"].strip())
        self._agreements.append(_Agreement(key, question, from_inline(what), ticked))
        self._begin(self._agreements[-1].notes)
        self._agreement = self._agreements[-1]

    def _take_step(self, mark: Mark) -> None:
        if not _WHOLE.fullmatch(mark.args[0]):
            raise _RefusedError
        self._steps.append(_Step(int(mark.args[0]), _heading(mark.label)))
        self._question = self._stray = None
        self._begin(self._steps[-1].notes)

    def _take_question(self, mark: Mark) -> None:
        key, kind, who = mark.args
        if who not in list(Who):
            raise _RefusedError
        if any(question.id == key for step in self._steps for question in step.questions):
            self._warn(f"De vraag {quoted(key)} staat er twee keer.")
        self._question = _Question(self._number, key, kind, Who(who), _heading(mark.label))
        self._stray = None
        self._add(self._question)
        self._begin(self._question.notes)

    def _add(self, question: _Question) -> None:
        if not self._steps:
            self._warn("Deze vraag staat niet onder een stap.")
            self._steps.append(_Step(0, ""))
        self._steps[-1].questions.append(question)

    def _of(self, key: str) -> _Question:
        """The question that a line names: the one above it, or else one of its own."""
        for question in (self._question, self._stray):
            if question is not None and question.id == key:
                return question
        self._warn(f"Dit hoort bij de vraag {quoted(key)}, maar de regel met die vraag staat er niet boven.")
        self._stray = _Question(self._number, key)
        self._add(self._stray)
        return self._stray

    def _take_answer(self, mark: Mark) -> None:
        question = self._of(mark.args[0])
        self._begin(question.notes)
        self._answer = _Answer(self._number, mark.label, counted=mark.word == lines.COUNT)
        question.answers.append(self._answer)

    def _take_state(self, mark: Mark) -> None:
        question = self._of(mark.args[0])
        question.state = State(mark.word)
        self._begin(question.notes)

    # --- other lines ------------------------------------------------------------------------------------------------

    def _take_answer_line(self, line: str) -> None:
        if self._answer is None:
            self._note(line)
            self._warn("Boven dit antwoord mist de regel waar het bij hoort. Het telt als notitie.")
        else:
            self._answer.lines.append(lines.unquoted(line))

    def _is_field(self, line: str) -> bool:
        found = lines.read_field(line)
        if found is None or self._agreement is None:
            return False
        name, markdown = found
        fields = self._agreement.fields
        if name not in FIELDS:
            self._warn_near(name)
        elif FIELDS[name] in fields:
            self._warn(f"{quoted(name)} staat er twee keer. De eerste telt.")
        else:
            return self._read_field(fields, name, markdown)
        return False

    def _warn_near(self, name: str) -> None:
        near = nearest(name, FIELDS, most=1)
        if near:
            self._warn(f"{quoted(name)} kennen we niet. Bedoel je {quoted(near[0])}?")

    def _read_field(self, fields: dict[str, Any], name: str, markdown: str) -> bool:
        value = from_inline(markdown)
        attribute = FIELDS[name]
        try:
            fields[attribute] = _day(value) if attribute.endswith("_on") else value or None
        except ValueError:
            self._warn(f"Bij {quoted(name)} staat geen datum die we kunnen lezen, zoals 2026-12-01.")
            return False
        return True

    # --- the entry --------------------------------------------------------------------------------------------------

    def entry(self, head: Head) -> JournalEntry:
        """Everything that was taken."""
        steps = tuple(self._frozen_step(step) for step in self._steps)
        return JournalEntry(
            head=head,
            agreements=tuple(map(_frozen_agreement, self._agreements)),
            steps=steps,
            notes=tuple(self._notes),
            warnings=tuple(sorted(self._warnings, key=lambda warned: warned.line)),
        )

    def _frozen_step(self, step: _Step) -> StepRecord:
        questions = tuple(map(self._frozen_question, step.questions))
        return StepRecord(number=step.number, title=step.title, questions=questions, notes=tuple(step.notes))

    def _frozen_question(self, question: _Question) -> Question:
        totals, counted = self._frozen_count(question)
        given = [self._frozen_answer(question.kind, answer) for answer in question.answers if not answer.counted]
        return Question(
            id=question.id,
            kind=question.kind,
            who=question.who,
            text=question.text,
            state=self._state(question),
            contributions=(*counted, *given),
            totals=totals,
            notes=tuple(question.notes),
        )

    def _state(self, question: _Question) -> State:
        if question.answers:
            counted = any(answer.counted for answer in question.answers)
            return State.COUNTED if counted else State.ANSWERED
        if question.state is None:
            self._warn("Bij deze vraag staat geen antwoord.", question.line)
        return question.state or State.SKIPPED

    def _frozen_count(self, question: _Question) -> tuple[Totals | None, list[Contribution]]:
        """The count that can be read, and the raw ones that cannot."""
        totals: Totals | None = None
        raw: list[Contribution] = []
        for answer in question.answers:
            if answer.counted:
                contribution = self._read_answer(answer, counts_from_markdown)
                if contribution.unreadable is None and totals is None:
                    totals = contribution.value
                else:
                    raw.append(_raw(answer))
        return totals, raw

    def _frozen_answer(self, kind: str, answer: _Answer) -> Contribution:
        if kind in KINDS:
            return self._read_answer(answer, KINDS[kind].from_markdown)
        self._warn(f"De soort vraag {quoted(kind)} kennen we niet. Het antwoord is bewaard zoals het er staat.", answer.line)
        return _raw(answer)

    def _read_answer(self, answer: _Answer, read: Callable[[str], Value]) -> Contribution:
        try:
            if not answer.lines:
                raise ValueError("Hier staat geen antwoord meer.")
            value = read("\n".join(answer.lines))
        except ValueError as fault:
            why = f"{fault}".removesuffix(".")
            self._warn(f"Dit antwoord kunnen we niet lezen ({why}). Het is bewaard zoals het er staat.", answer.line)
            return _raw(answer)
        return Contribution(value=value, perspective=_perspective(answer.label))


def _raw(answer: _Answer) -> Contribution:
    return Contribution(
        value=None,
        perspective=None if answer.counted else _perspective(answer.label),
        unreadable="\n".join(answer.lines),
        line=answer.line,
    )


def _perspective(label: str) -> str | None:
    if _NO_PERSPECTIVE.fullmatch(label):
        return None
    found = _PERSPECTIVE.fullmatch(label)
    return from_inline(found["text"] if found else label)


def _frozen_agreement(agreement: _Agreement) -> Agreement:
    return Agreement(
        id=agreement.id,
        question=agreement.question,
        what=agreement.what,
        ticked=agreement.ticked,
        notes=tuple(agreement.notes),
        **agreement.fields,
    )


def _heading(label: str) -> str:
    return from_inline(re.sub(r"^#{1,6}(?: |$)", "", label))


def _day(text: str) -> date | None:
    return date.fromisoformat(parse_day(text)) if text else None
