"""From a finished session to its journal entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from armoede_toolbox.entry import Agreement, Contribution, Head, JournalEntry, Question, State, StepRecord
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.session.agenda import Asked, Kind, instances, many, own_agreement_prompts
from armoede_toolbox.session.events import Keep
from armoede_toolbox.session.fold import FLOOR, Given, Session
from armoede_toolbox.text import clean_line
from armoede_toolbox.vocabulary import EntryKind, Sharing, Who

PLAN_KINDS = frozenset({"als-dan", "afspraak"})
"""What stays when somebody keeps only the plan of a heavy exercise."""


def to_entry(session: Session) -> JournalEntry:
    """The journal entry of a session as it stands. Pure: the same events always give the same file."""
    steps = tuple(_steps(session))
    return JournalEntry(head=_head(session, steps), agreements=tuple(agreements(session)), steps=steps)


def complete(steps: tuple[StepRecord, ...]) -> bool:
    """Whether every question was reached."""
    return all(question.state is not State.NOT_REACHED for step in steps for question in step.questions)


def _head(session: Session, steps: tuple[StepRecord, ...]) -> Head:
    setup, exercise = session.setup, session.setup.exercise
    return Head(
        kind=EntryKind.SESSION,
        session=setup.session,
        exercise=exercise.id,
        number=exercise.number,
        title=exercise.title,
        learning_need=exercise.learning_need,
        themes=exercise.themes,
        mode=setup.mode,
        variant=setup.variant,
        team=setup.team,
        participants=setup.participants,
        started=setup.started,
        finished=session.finished,
        complete=complete(steps),
        sharing=session.sharing or Sharing.AGREEMENTS,
        toolbox=setup.toolbox,
        extra={"getrokken": list(setup.drawn)} if setup.drawn else {},
    )


def _steps(session: Session) -> Iterator[StepRecord]:
    setup = session.setup
    for index, step in enumerate(setup.exercise.steps_in(setup.variant, setup.mode)):
        questions = [q for p in step.prompts_in(setup.variant, setup.mode) for q in _questions(session, index, p)]
        yield StepRecord(number=index + 1, title=step.title, questions=tuple(questions))


def _questions(session: Session, index: int, prompt: Prompt) -> Iterator[Question]:
    found = instances(session, index, prompt)
    for asked in found:
        yield _question(session, asked)
    if not found:
        state = State.NOT_REACHED if session.rounded_off else State.SKIPPED
        yield Question(id=prompt.id, kind=prompt.kind, who=prompt.who, text=clean_line(prompt.text), state=state)


def _question(session: Session, asked: Asked) -> Question:
    given = session.of(asked.key)
    state = _state(session, asked, given)
    bare = Question(
        id=asked.key, kind=asked.prompt.kind, who=asked.prompt.who, text=clean_line(heading(asked)), state=state
    )
    if state is State.COUNTED:
        return replace(bare, totals=given.totals)
    if state is not State.ANSWERED:
        return bare
    voices = given.ordered()
    contributions = tuple(Contribution(value=voice.value, perspective=voice.perspective) for voice in voices)
    return replace(bare, contributions=contributions, overview=_overview(session, asked, given))


def heading(asked: Asked) -> str:
    """The question as it stands in the journal; a repeated one names its item."""
    return f"{asked.text} ({asked.item})" if asked.item else asked.text


def _state(session: Session, asked: Asked, given: Given) -> State:
    prompt = asked.prompt
    reached = any(f"{kind.value}:{asked.key}" in session.done for kind in (Kind.ASK, Kind.REVEAL))
    if session.keep is Keep.PLAN and prompt.kind not in PLAN_KINDS:
        return State.NOT_KEPT
    if given.talked or (not prompt.stores and reached):
        return State.DISCUSSED
    if prompt.kind == "afspraak" and any(voice.value for voice in given.voices.values()):
        return State.POINTER
    if given.totals is not None:
        return State.COUNTED
    if given.voices and prompt.kind != "afspraak":
        return State.ANSWERED
    return State.SKIPPED if reached or given.passed or given.voices else State.NOT_REACHED


def _overview(session: Session, asked: Asked, given: Given) -> tuple[str, ...]:
    """The distribution in words, only where there are enough contributors to hide in (DESIGN 4.4)."""
    if not many(session, asked.prompt) or asked.prompt.who is not Who.EACH or len(given.voices) < FLOOR:
        return ()
    summary = asked.prompt.summarise([voice.value for voice in given.ordered()], asked.options)
    return tuple(f"{label}: {amount:g}" for label, amount in summary.rows)


# --- agreements -----------------------------------------------------------------------------------------------------


def agreements(session: Session) -> Iterator[Agreement]:
    """The agreements of a session, numbered; those of the exercise's own question first."""
    for number, (question, data) in enumerate(_agreed(session), start=1):
        yield Agreement(
            id=f"{session.setup.session}-{number}",
            question=question,
            what=data["wat"],
            who=data.get("wie") or None,
            ready_on=_day(data.get("klaar_op")),
            look_back_on=_day(data.get("terugkijken_op")),
            resident_notices=data.get("inwoner_merkt") or None,
        )


def _agreed(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    for prompt in own_agreement_prompts(session):
        for voice in session.of(prompt.id).ordered():
            yield from ((prompt.id, item) for item in voice.value)
    for item in session.agreements or ():
        yield CLOSING_QUESTION, item


CLOSING_QUESTION = "afspraken"
"""The question id of agreements that the closing asked for."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
