"""From a finished session to its journal entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from armoede_toolbox.entry import Agreement, Contribution, Head, JournalEntry, Question, Signal, State, StepRecord
from armoede_toolbox.entry.parts import BROKEN_OFF, FROM_PAPER, NOT_REACHED
from armoede_toolbox.exercises.meeting import MeetingExercise, Piece
from armoede_toolbox.form import Filled
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.session import events, look_back
from armoede_toolbox.session.agenda import Asked, Kind, instances, many, own_agreement_prompts, pieces
from armoede_toolbox.session.events import Event, Keep
from armoede_toolbox.session.fold import Given, Session, Setup, Voice
from armoede_toolbox.session.halves import left_over
from armoede_toolbox.session.signals import numbered
from armoede_toolbox.text import clean_line
from armoede_toolbox.vocabulary import FLOOR, EntryKind, Level, Mode, Outcome, Sharing, Who

SEVERAL = "verschillende"
"""What stands in the place of a perspective with too few people."""
PLAN_KINDS = frozenset({"als-dan", "afspraak"})
"""What stays when somebody keeps only the plan of a heavy exercise."""


def to_entry(session: Session) -> JournalEntry:
    """The journal entry of a session as it stands. Pure: the same events always give the same file."""
    steps = tuple(_steps(session))
    agreed, marked = tuple(agreements(session)), tuple(signals(session))
    return JournalEntry(head=_head(session, steps), agreements=agreed, signals=marked, steps=steps)


def to_look_back(session: Session) -> JournalEntry | None:
    """The file of the look-back; ``None`` when nobody looked back. Pure, as ``to_entry``."""
    setup = session.setup
    looked = [session.looked[due.id] for due in setup.due if due.id in session.looked]
    if setup.look_back is None or not looked:
        return None
    frame = look_back.Frame(
        session=setup.look_back,
        started=setup.started,
        finished=session.looked_until,
        need=setup.exercise.learning_need,
        mode=setup.mode,
        team=setup.team,
        participants=setup.participants,
        toolbox=setup.toolbox,
    )
    return look_back.to_entry(frame, looked)


def listed_in_exercise(session: Session, prompt: Prompt) -> Filled | None:
    """In the exercise that looks back the open agreements stand in the field already, so that nobody types them."""
    exercise = session.setup.exercise
    known = list(dict.fromkeys(clean_line(due.what) for due in session.setup.due))[: look_back.MOST_IN_EXERCISE]
    here = exercise.contains(look_back.EXERCISE) and prompt.id == exercise.key(look_back.EXERCISE, look_back.WHICH)
    return prompt.fill(known) if known and here else None


def looked_back_in_exercise(session: Session) -> Iterator[Event]:
    """What people said in the exercise that looks back, about the agreements that they left as they were."""
    exercise = session.setup.exercise
    if not exercise.contains(look_back.EXERCISE):
        return
    which, how = (exercise.key(look_back.EXERCISE, question) for question in (look_back.WHICH, look_back.HOW))
    for number, what in enumerate(pieces(session, which), start=1):
        said = [voice.value for voice in session.of(f"{how}.{number}").ordered()]
        if said and said[0] in list(Outcome):
            for due in look_back.named(what, session.setup.due):
                yield events.looked_back(due.id, clean_line(due.what), Outcome(said[0]))


def not_open(session: Session) -> list[str]:
    """What people looked back on in the exercise that looks back, and is no open agreement in their logbook."""
    exercise = session.setup.exercise
    if not exercise.contains(look_back.EXERCISE):
        return []
    texts = pieces(session, exercise.key(look_back.EXERCISE, look_back.WHICH))
    return [what for what in texts if not look_back.named(what, session.setup.due)]


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
        finished=None if setup.from_paper else session.finished,
        complete=complete(steps),
        sharing=session.sharing or Sharing.AGREEMENTS,
        look_back=setup.look_back if session.looked else None,
        toolbox=setup.toolbox,
        **_meeting(session, steps),
    )


def _meeting(session: Session, steps: tuple[StepRecord, ...]) -> dict[str, Any]:
    """What the head says of a meeting: its parts in order, and how far they came. Parts are done one by one."""
    exercise, extra = session.setup.exercise, _extra(session.setup)
    if not isinstance(exercise, MeetingExercise):
        return {"extra": extra}
    reached = {piece: _reached(session, steps, piece) for piece in exercise.pieces}
    names = {
        state: tuple(piece.name for piece, how in reached.items() if how is state) for state in (None, True, False)
    }
    half = {BROKEN_OFF: names[None]} if names[None] else {}
    never = {NOT_REACHED: names[False]} if names[False] else {}
    return {
        "trajectory": exercise.id,
        "meeting": exercise.meeting,
        "parts": tuple(piece.name for piece, how in reached.items() if how is not False),
        "extra": extra | half | never,
    }


def _reached(session: Session, steps: tuple[StepRecord, ...], piece: Piece) -> bool | None:
    """Whether a part was done; ``None`` is half. A part of the paper has no steps on the screen."""
    begun = [f"{Kind.STEP.value}:{step}" in session.done for step in piece.steps]
    missed = [question.state is State.NOT_REACHED for step in piece.steps for question in steps[step].questions]
    if not any(begun) and (all(missed) or not missed) and session.rounded_off:
        return False
    return None if any(missed) or (session.rounded_off and not all(begun)) else True


def _extra(setup: Setup) -> dict[str, Any]:
    """Keys that only some files have. When a session on paper was over, nobody knows."""
    drawn = {"getrokken": list(setup.drawn)} if setup.drawn else {}
    return drawn | ({FROM_PAPER: "ja"} if setup.from_paper else {})


def _steps(session: Session) -> Iterator[StepRecord]:
    setup = session.setup
    for index, step in enumerate(setup.exercise.steps_in(setup.variant, setup.mode)):
        questions = [q for p in step.prompts_in(setup.variant, setup.mode) for q in _questions(session, index, p)]
        yield StepRecord(number=index + 1, title=setup.exercise.heading(index, step), questions=tuple(questions))


def _questions(session: Session, index: int, prompt: Prompt) -> Iterator[Question]:
    found = instances(session, index, prompt)
    for asked in found:
        yield _question(session, asked)
    if not found:
        state = State.NOT_REACHED if session.rounded_off else State.SKIPPED
        yield _bare(prompt, prompt.id, prompt.text, state)


def _bare(prompt: Prompt, key: str, text: str, state: State) -> Question:
    """A question without answers, with what its author says about a report."""
    return Question(
        id=key,
        kind=prompt.kind,
        who=prompt.who,
        text=clean_line(text),
        state=state,
        harvest=prompt.harvest,
        in_report=prompt.in_report,
    )


def _question(session: Session, asked: Asked) -> Question:
    given = session.of(asked.key)
    state = _state(session, asked, given)
    bare = replace(_bare(asked.prompt, asked.key, heading(asked), state), notes=left_over(given))
    if state is State.COUNTED:
        return replace(bare, totals=given.totals)
    if state is not State.ANSWERED:
        return bare
    voices = given.ordered()
    few = _rare_perspectives(session, voices)
    contributions = tuple(
        Contribution(value=voice.value, perspective=SEVERAL if voice.perspective in few else voice.perspective)
        for voice in voices
    )
    return replace(bare, contributions=contributions, overview=_overview(session, asked, given))


def _rare_perspectives(session: Session, voices: Sequence[Voice]) -> set[str]:
    """Perspectives in which somebody could be recognised: fewer than four people in a team (DESIGN 4.4)."""
    seen = Counter(voice.perspective for voice in voices if voice.perspective)
    return {name for name, people in seen.items() if people < FLOOR} if session.setup.mode is Mode.TEAM else set()


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
            organisation=data.get("organisatie") or None,
            level=Level(data["niveau"]) if data.get("niveau") else None,
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


def signals(session: Session) -> Iterator[Signal]:
    """What people marked for policy or politics."""
    return numbered(session.setup.session, session.signals or [])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
