"""The lines of a body, gathered under the parts that they belong to; values are not read yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from armoede_toolbox.entry import lines
from armoede_toolbox.entry.lines import FIELDS, LABELS, SIGNAL_FIELDS, Mark, from_inline, read_mark
from armoede_toolbox.entry.parts import State, Warned
from armoede_toolbox.prompts._scalars import parse_day
from armoede_toolbox.text import listed, nearest, quoted
from armoede_toolbox.vocabulary import Harvest, InReport, Level, Outcome, Who

UNKNOWN_KIND: Final = "onbekend"
"""The kind of a question whose own line is lost."""
_BOX: Final = re.compile(r"- \[(?P<sign>.?)\](?: (?P<what>.*))?")
_LOOKED: Final = re.compile(r"- (?P<what>.*): \*\*(?P<said>[^*]*)\*\*")
_OUTCOMES: Final = {outcome.replace(" ", "-"): outcome for outcome in Outcome}
_WHOLE: Final = re.compile(r"[0-9]{1,6}")


class Notes:
    """The notes of one part: runs of lines."""

    def __init__(self) -> None:
        self._runs: list[list[str]] = []

    def add(self, line: str, *, joins: bool) -> None:
        """Add a line; it joins the line before it, or begins another note."""
        if joins and self._runs:
            self._runs[-1].append(line)
        else:
            self._runs.append([line])

    def frozen(self) -> tuple[str, ...]:
        """One text per run."""
        return tuple("\n".join(run) for run in self._runs)


@dataclass(slots=True)
class GatheredAnswer:
    """A contribution or a count, as Markdown."""

    line: int
    label: str = ""
    counted: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class GatheredQuestion:
    """A question with its answers."""

    line: int
    id: str
    kind: str = UNKNOWN_KIND
    who: Who = Who.TOGETHER
    text: str = ""
    harvest: Harvest | None = None
    in_report: InReport | None = None
    state: State | None = None
    answers: list[GatheredAnswer] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class GatheredStep:
    """A step with its questions."""

    number: int
    title: str
    questions: list[GatheredQuestion] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class GatheredAgreement:
    """An agreement; ``fields`` are those that were read."""

    id: str
    question: str
    what: str
    ticked: bool
    fields: dict[str, Any] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class GatheredSignal:
    """A signal; ``fields`` are those that were read."""

    id: str
    question: str
    what: str
    fields: dict[str, Any] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class GatheredLookBack:
    """What became of an agreement; its answer lines are the word about it."""

    agreement: str
    what: str
    outcome: Outcome
    word: GatheredAnswer
    notes: Notes = field(default_factory=Notes)


class _Refused(Exception):
    """A program line that cannot be one after all."""


class Gathering:
    """Takes the lines one by one and keeps what they hold."""

    def __init__(self, title: str, warnings: list[Warned]) -> None:
        self.notes = Notes()
        self.agreements: list[GatheredAgreement] = []
        self.signals: list[GatheredSignal] = []
        self.look_backs: list[GatheredLookBack] = []
        self.steps: list[GatheredStep] = []
        self.warnings = warnings
        self._title = title
        self._number, self._line = 0, ""
        self._seen: set[tuple[str, str]] = set()
        self._owner = self.notes
        self._joins = self._noting = False
        self._fields: tuple[Mapping[str, str], dict[str, Any]] | None = None
        self._question: GatheredQuestion | None = None
        self._stray: GatheredQuestion | None = None
        self._answer: GatheredAnswer | None = None
        self._derived: frozenset[str] = frozenset()
        self._handlers: dict[str, Callable[[Mark], None]] = {
            lines.TITLE: self._take_title,
            lines.AGREEMENTS: self._take_section,
            lines.LOOK_BACKS: self._take_section,
            lines.LOOK_BACK: self._take_look_back,
            lines.AGREEMENT: self._take_agreement,
            lines.SIGNALS: self._take_section,
            lines.SIGNAL: self._take_signal,
            lines.STEP: self._take_step,
            lines.QUESTION: self._take_question,
            lines.OVERVIEW: self._take_overview,
            lines.OVERVIEW_END: self._take_overview,
            lines.ANSWER: self._take_answer,
            lines.COUNT: self._take_answer,
        }

    def take_all(self, found: Iterable[str], first: int) -> None:
        """Take lines; ``first`` is the number of the first one."""
        for self._number, self._line in enumerate(found, start=first):
            self._take(self._line)

    def _take(self, line: str) -> None:
        self._joins, self._noting = self._noting, False
        mark = read_mark(line)
        if mark is not None:
            self._take_mark(mark, line)
        elif line.startswith(">"):
            self._take_answer_line(line)
        elif line and not self._is_field(line) and lines.checksum(line) not in self._derived:
            self._note(line)

    def _note(self, line: str) -> None:
        self._owner.add(line, joins=self._joins)
        self._noting = True
        if lines.looks_like_mark(line):
            self.warn("Deze regel lijkt op een regel van de toolbox, maar klopt niet. Hij telt als notitie.")

    def warn(self, reason: str, line: int | None = None) -> None:
        """Remember what could not be understood, here or on another line."""
        agreed = line is None and (lines.names_agreement(self._line) or self._is_of_agreement())
        self.warnings.append(Warned(line=line or self._number, reason=reason, agreed=agreed))

    def _is_of_agreement(self) -> bool:
        return self._fields is not None and self._fields[0] is FIELDS and lines.read_field(self._line) is not None

    # --- program lines ----------------------------------------------------------------------------------------------

    def _take_mark(self, mark: Mark, line: str) -> None:
        try:
            self._handlers.get(mark.word, self._take_state)(mark)
        except _Refused:
            self._note(line)
            return
        if mark.word in LABELS and mark.label != LABELS[mark.word]:
            self._keep_label(mark)

    def _keep_label(self, mark: Mark) -> None:
        """The program's words were changed by hand: that is somebody's writing."""
        if mark.label:
            self._note(mark.label)
            self.warn("De vaste woorden op deze regel zijn veranderd. De nieuwe woorden tellen als notitie.")

    def _begin(self, owner: Notes) -> None:
        """Another part begins: nothing belongs to the answer, agreement or signal above any more."""
        self._owner = owner
        self._answer = self._fields = None
        self._derived = frozenset()
        self._joins = False

    def _take_title(self, mark: Mark) -> None:
        self._begin(self.notes)
        if _heading(mark.label) != self._title:
            self._note(mark.label)
            self.warn("Deze titel is anders dan de titel bovenaan het bestand. Die bovenaan telt.")

    def _take_section(self, mark: Mark) -> None:
        self._begin(self.notes)

    def _take_overview(self, mark: Mark) -> None:
        self._derived = frozenset(mark.args)

    def _take_agreement(self, mark: Mark) -> None:
        key, question = mark.args
        self._once("afspraak", key)
        box = _BOX.fullmatch(mark.label)
        what = (box["what"] or "") if box else mark.label.removeprefix("- ")
        ticked = bool(box and box["sign"].strip())
        self.agreements.append(GatheredAgreement(key, question, from_inline(what), ticked))
        self._begin(self.agreements[-1].notes)
        self._fields = FIELDS, self.agreements[-1].fields

    def _take_signal(self, mark: Mark) -> None:
        key, question = mark.args
        self._once("signaal", key)
        self.signals.append(GatheredSignal(key, question, from_inline(mark.label.removeprefix("- "))))
        self._begin(self.signals[-1].notes)
        self._fields = SIGNAL_FIELDS, self.signals[-1].fields

    def _take_look_back(self, mark: Mark) -> None:
        key, word = mark.args
        if word not in _OUTCOMES:
            raise _Refused
        self._once("terugblik", key)
        found = _LOOKED.fullmatch(mark.label)
        what = from_inline(found["what"] if found else mark.label.removeprefix("- "))
        looked = GatheredLookBack(key, what, _OUTCOMES[word], GatheredAnswer(self._number))
        self.look_backs.append(looked)
        self._begin(looked.notes)
        self._answer = looked.word
        if found and found["said"] != looked.outcome:
            self._keep_label(Mark(mark.word, mark.args, found["said"]))

    def _take_step(self, mark: Mark) -> None:
        if not _WHOLE.fullmatch(mark.args[0]):
            raise _Refused
        self.steps.append(GatheredStep(int(mark.args[0]), _heading(mark.label)))
        self._question = self._stray = None
        self._begin(self.steps[-1].notes)

    def _take_question(self, mark: Mark) -> None:
        key, kind, who = mark.args
        if who not in list(Who):
            raise _Refused
        self._once("vraag", key)
        self._question = GatheredQuestion(self._number, key, kind, Who(who), _heading(mark.label))
        self._take_options(self._question, mark.options)
        self._stray = None
        self._add(self._question)
        self._begin(self._question.notes)

    def _take_options(self, question: GatheredQuestion, options: Mapping[str, str]) -> None:
        """What cannot be read is never shared by accident: an unreadable ``verslag`` counts as no."""
        for name, value in options.items():
            if name == lines.HARVEST and value in list(Harvest):
                question.harvest = Harvest(value)
            elif name == lines.IN_REPORT:
                question.in_report = InReport(value) if value in list(InReport) else InReport.NO
                if question.in_report != value:
                    self.warn(f"{quoted(f'{name}={value}')} kennen we niet. Deze vraag komt niet in een verslag.")
            else:
                self.warn(f"{quoted(f'{name}={value}')} kennen we niet. We doen er niets mee.")

    def _once(self, what: str, key: str) -> None:
        if (what, key) in self._seen:
            self.warn(f"De {what} {quoted(key)} staat er twee keer.")
        self._seen.add((what, key))

    def _add(self, question: GatheredQuestion) -> None:
        if not self.steps:
            self.warn("Deze vraag staat niet onder een stap.")
            self.steps.append(GatheredStep(0, ""))
        self.steps[-1].questions.append(question)

    def _of(self, key: str) -> GatheredQuestion:
        """The question that a line names: the one above it, or else one of its own."""
        for question in (self._question, self._stray):
            if question is not None and question.id == key:
                return question
        self.warn(f"Dit hoort bij de vraag {quoted(key)}, maar de regel met die vraag staat er niet boven.")
        self._stray = GatheredQuestion(self._number, key)
        self._add(self._stray)
        return self._stray

    def _take_answer(self, mark: Mark) -> None:
        question = self._of(mark.args[0])
        self._begin(question.notes)
        self._answer = GatheredAnswer(self._number, mark.label, counted=mark.word == lines.COUNT)
        question.answers.append(self._answer)

    def _take_state(self, mark: Mark) -> None:
        question = self._of(mark.args[0])
        question.state = State(mark.word)
        self._begin(question.notes)

    # --- other lines ------------------------------------------------------------------------------------------------

    def _take_answer_line(self, line: str) -> None:
        if self._answer is None:
            self._note(line)
            self.warn("Boven dit antwoord mist de regel waar het bij hoort. Het telt als notitie.")
        else:
            self._answer.lines.append(lines.unquoted(line))

    def _is_field(self, line: str) -> bool:
        found = lines.read_field(line)
        if found is None or self._fields is None:
            return False
        name, markdown = found
        known, fields = self._fields
        if name not in known:
            self._warn_near(name, known)
        elif known[name] in fields:
            self.warn(f"{quoted(name)} staat er twee keer. De eerste telt.")
        else:
            return self._read_field(fields, known[name], name, markdown)
        return False

    def _warn_near(self, name: str, known: Iterable[str]) -> None:
        near = nearest(name, known, most=1)
        if near:
            self.warn(f"{quoted(name)} kennen we niet. Bedoel je {quoted(near[0])}?")

    def _read_field(self, fields: dict[str, Any], attribute: str, name: str, markdown: str) -> bool:
        value = from_inline(markdown)
        try:
            fields[attribute] = _FIELD_READERS.get(attribute, _text)(value)
        except ValueError as fault:
            self.warn(f"Bij {quoted(name)} staat {fault}")
            return False
        return True


def _heading(label: str) -> str:
    return from_inline(re.sub(r"^#{1,6}(?: |$)", "", label))


def _text(text: str) -> str | None:
    return text or None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(parse_day(text)) if text else None
    except ValueError:
        raise ValueError("geen datum die we kunnen lezen, zoals 2026-12-01.") from None


def _level(text: str) -> Level | None:
    try:
        return Level(text.strip().lower()) if text else None
    except ValueError:
        raise ValueError(f"geen niveau dat we kennen. Kies uit: {listed(list(Level), 'of')}.") from None


_FIELD_READERS: Final[dict[str, Callable[[str], Any]]] = {"ready_on": _day, "look_back_on": _day, "level": _level}
"""How the fields are read that hold no text of people."""
