"""The places of a session in their order, given what was answered so far.

Where a session is, is never stored: it is the first place that is not done. So going back, rounding off and
resuming are all the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from armoede_toolbox.exercises import Step
from armoede_toolbox.exercises.meeting import CHANGES
from armoede_toolbox.prompts import OptionsFrom, Prompt, PromptWithOptions
from armoede_toolbox.prompts.agreement import AgreementPrompt
from armoede_toolbox.session.events import SmallGroup, When
from armoede_toolbox.session.fold import Given, Session, View
from armoede_toolbox.vocabulary import FLOOR, Collecting, Ending, Guests, Harvest, InReport, Mode, Variant, Weight, Who

MOST_IN_ROUND: Final = 4
"""The keyboard goes round with at most four people (DESIGN 4.2)."""
OPENING_MINUTES: Final = 1
CLOSING_MINUTES: Final = 1
TEXT_KINDS: Final = frozenset({"open", "lijst", "vakken", "als-dan"})
"""The kinds whose answers are texts of people; an option that was chosen says nothing by itself."""


class Kind(StrEnum):
    """What happens at a place."""

    OPENING = "opening"
    WHEN = "bezoek"
    LOOK_BACK = "terugblik"
    LOOKED_BACK = "teruggeblikt"
    EARLIER = "eerder"
    EARLIER_WORDS = "eerder-woorden"
    EARLIER_AGREED = "eerder-afspraken"
    STEP = "stap"
    ASK = "vraag"
    ROUND = "ronde"
    REVEAL = "toon"
    AFTER = "uitkomst"
    AGREEMENTS = "afspraken"
    SIGNALS = "signalen"
    SHARING = "delen"
    READ_BACK = "teruglezen"
    AFTERCARE = "nazorg"
    KEEP = "bewaren"


_NOT_FROM_PAPER: Final = (Kind.OPENING, Kind.EARLIER, Kind.STEP, Kind.REVEAL, Kind.AFTER, Kind.AFTERCARE)
"""What already happened when paper is typed in."""
CLOSING: Final = (Kind.AGREEMENTS, Kind.SIGNALS, Kind.READ_BACK, Kind.SHARING, Kind.AFTERCARE, Kind.KEEP)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt as it is asked now: with its key, its text and its options filled in."""

    key: str
    prompt: Prompt
    step: int
    text: str
    options: tuple[str, ...] = ()
    item: str | None = None
    """The item that this repetition is about (``voor_elk``)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place: an opening, a step, a question, a hidden round, a reveal, a part of the closing."""

    kind: Kind
    step: int = -1
    asked: tuple[Asked, ...] = ()
    agreement: str = ""
    """The agreement to look back on."""

    @property
    def id(self) -> str:
        """How events name this place."""
        if self.kind is Kind.STEP:
            return f"{self.kind.value}:{self.step}"
        if self.agreement:
            return f"{self.kind.value}:{self.agreement}"
        return f"{self.kind.value}:{self.asked[0].key}" if self.asked else self.kind.value


def agenda(session: Session) -> list[Place]:
    """All places of this session as it stands."""
    setup = session.setup
    places = [Place(Kind.OPENING), *_looking_back(session), *_earlier(session)]
    for index, step in enumerate(setup.exercise.steps_in(setup.variant, setup.mode)):
        places.append(Place(Kind.STEP, index))
        places += _in_step(session, index, step)
    places += [*_look_backs(session, When.LAST), *_closing(session)]
    return [place for place in places if not (setup.from_paper and place.kind in _NOT_FROM_PAPER)]


def current(session: Session) -> Place | None:
    """The first place that is not done; ``None`` when the session is over."""
    for place in agenda(session):
        to_write = place.kind is Kind.LOOKED_BACK and session.looked
        due = in_closing(session, place) or to_write or not session.rounded_off or place.id in session.reopened
        if place.id not in session.done and due:
            return place
    return None


def in_closing(session: Session, place: Place) -> bool:
    """Whether this place belongs to the closing; with a guest in the room the look-back does too.

    So do the marks of a meeting, when people round off and have time for them.
    """
    moved = session.looking_back is When.LAST
    marks = session.marks_too and session.setup.exercise.marks_at(place.step)
    return place.kind in CLOSING or marks or (moved and place.kind in (Kind.LOOK_BACK, Kind.LOOKED_BACK))


_REOPENED: Final = (Kind.WHEN, Kind.LOOK_BACK, Kind.EARLIER, Kind.ASK, Kind.AGREEMENTS, Kind.SIGNALS, Kind.SHARING)


def before(session: Session, place: Place) -> Place | None:
    """What ``/terug`` opens again: never past a reveal, never a hidden round."""
    earlier: Place | None = None
    for candidate in agenda(session):
        if candidate.id == place.id:
            return None if place.kind in (Kind.REVEAL, Kind.AFTER, Kind.LOOKED_BACK) else earlier
        if candidate.kind in _REOPENED and not known_before(candidate):
            earlier = candidate if candidate.id in session.done else earlier
        elif candidate.kind in (Kind.REVEAL, Kind.ROUND, Kind.AFTER, Kind.LOOKED_BACK):
            earlier = None
    return None


def known_before(place: Place) -> bool:
    """What is done otherwise today was chosen, with the reasons, before the meeting began; it is never asked."""
    return place.kind is Kind.ASK and place.asked[0].prompt.id == CHANGES


# --- the look-back --------------------------------------------------------------------------------------------------


def _looking_back(session: Session) -> Iterator[Place]:
    """First is asked when; what was looked back on is written, also when people change their mind about the rest."""
    if session.setup.looks_back:
        yield Place(Kind.WHEN)
        yield from _look_backs(session, When.FIRST)
        if session.looked and session.looking_back not in (When.FIRST, When.LAST):
            yield Place(Kind.LOOKED_BACK)


def _look_backs(session: Session, when: When) -> Iterator[Place]:
    if session.setup.looks_back and session.looking_back is when:
        yield from (Place(Kind.LOOK_BACK, agreement=due.id) for due in session.setup.due)
        yield Place(Kind.LOOKED_BACK)


def _earlier(session: Session) -> Iterator[Place]:
    """What people wrote earlier is offered before they write. A guest does not meet it on a screen of the room."""
    earlier = session.setup.earlier
    if earlier is None or (guest(session) and session.setup.view != View.PRIVATE):
        return
    yield Place(Kind.EARLIER)
    if session.earlier_wanted:
        yield from [Place(Kind.EARLIER_WORDS)] if earlier.pieces else []
        yield from [Place(Kind.EARLIER_AGREED)] if earlier.agreed else []


def guest(session: Session) -> bool:
    """Whether somebody from outside is known to be in the room."""
    return session.looking_back is When.LAST or session.setup.exercise.guests is Guests.YES


# --- steps ----------------------------------------------------------------------------------------------------------


def _in_step(session: Session, index: int, step: Step) -> Iterator[Place]:
    setup = session.setup
    run: list[Asked] = []
    for prompt in step.prompts_in(setup.variant, setup.mode):
        for asked in instances(session, index, prompt):
            if run and (not hidden(session, asked) or prompt.refers_to() & {a.prompt.id for a in run}):
                yield from _round(session, index, run)
                run = []
            if hidden(session, asked):
                run.append(asked)
            else:
                yield from _open_question(session, index, asked)
    if run:
        yield from _round(session, index, run)


def _round(session: Session, index: int, run: Sequence[Asked]) -> Iterator[Place]:
    yield Place(Kind.ROUND, index, tuple(run))
    for asked in run:
        yield Place(Kind.REVEAL, index, (asked,))
        yield from _outcome(session, index, asked)


def _open_question(session: Session, index: int, asked: Asked) -> Iterator[Place]:
    yield Place(Kind.ASK, index, (asked,))
    if many(session, asked.prompt) and asked.prompt.stores and not session.of(asked.key).talked:
        yield Place(Kind.REVEAL, index, (asked,))
    yield from _outcome(session, index, asked)


def _outcome(session: Session, index: int, asked: Asked) -> Iterator[Place]:
    if asked.prompt.after(session.setup.facts) is not None:
        yield Place(Kind.AFTER, index, (asked,))


def instances(session: Session, index: int, prompt: Prompt) -> list[Asked]:
    """The prompt once, or once for each item of an earlier answer (``voor_elk``)."""
    if prompt.for_each is None:
        return [_asked(session, index, prompt, prompt.id, None)]
    items = pieces(session, prompt.for_each)
    return [_asked(session, index, prompt, f"{prompt.id}.{n}", item) for n, item in enumerate(items, start=1)]


def _asked(session: Session, index: int, prompt: Prompt, key: str, item: str | None) -> Asked:
    from armoede_toolbox.exercises.wording import fill_in

    step = session.setup.exercise.steps_in(session.setup.variant, session.setup.mode)[index]
    if session.setup.levels and isinstance(prompt, AgreementPrompt):
        prompt = prompt.with_levels()
    text = fill_in(prompt.text, answers(session), minutes=step.minutes.of(session.setup.variant)) or step.title
    return Asked(key, prompt, index, text, options_now(session, prompt), item)


def options_now(session: Session, prompt: Prompt) -> tuple[str, ...]:
    """The options of a prompt as they stand: listed, or taken from an earlier answer."""
    if not isinstance(prompt, PromptWithOptions):
        return ()
    if not isinstance(prompt.options, OptionsFrom):
        return prompt.options
    found = pieces(session, prompt.options.source_prompt)
    return (*found, prompt.options.otherwise) if prompt.options.otherwise else found


def pieces(session: Session, prompt_id: str) -> tuple[str, ...]:
    """The distinct pieces of all answers to an earlier question, in order."""
    prompt = find_prompt(session, prompt_id)
    if prompt is None:
        return ()
    found: dict[str, None] = {}
    for given in _all_given(session, prompt_id):
        for voice in given.ordered():
            found.update(dict.fromkeys(prompt.options_of(voice.value)))
    return tuple(found)


def answers(session: Session) -> dict[str, list[str]]:
    """Every question's answers in words, for ``{antwoord:id}``; passed ones are empty lists."""
    exercise = session.setup.exercise
    ids = [prompt.id for step in exercise.steps for prompt in step.prompts]
    return {prompt_id: list(pieces(session, prompt_id)) for prompt_id in ids}


def find_prompt(session: Session, prompt_id: str) -> Prompt | None:
    """A prompt of the exercise by its id."""
    every = (prompt for step in session.setup.exercise.steps for prompt in step.prompts)
    return next((prompt for prompt in every if prompt.id == prompt_id), None)


def _all_given(session: Session, prompt_id: str) -> list[Given]:
    own = [session.given[prompt_id]] if prompt_id in session.given else []
    repeated = [given for key, given in session.given.items() if key.rpartition(".")[0] == prompt_id]
    return own + repeated


# --- how answers come in --------------------------------------------------------------------------------------------


def many(session: Session, prompt: Prompt) -> bool:
    """Whether a question takes several contributions in this mode."""
    mode = session.setup.mode
    if mode is Mode.TEAM:
        return prompt.who in (Who.EACH, Who.PAIRS)
    return mode is Mode.PAIR and prompt.who is Who.EACH


def way_of(session: Session, asked: Asked) -> Collecting:
    """How the contributions of this question come in (DESIGN 4.2)."""
    if session.setup.mode is Mode.PAIR:
        return Collecting.HAND_IN if session.setup.from_paper else Collecting.ROUND
    chosen = session.of(asked.key).collecting or asked.prompt.collecting
    if chosen is Collecting.ROUND and not round_fits(session):
        chosen = None
    return chosen or asked.prompt.collecting_default


def round_fits(session: Session) -> bool:
    """Whether the keyboard may go round here: at most four people, and never on a shared screen."""
    setup = session.setup
    if setup.from_paper:
        return False
    return setup.mode is Mode.PAIR or (setup.participants <= MOST_IN_ROUND and setup.view != View.SHARED)


def hidden(session: Session, asked: Asked) -> bool:
    """Whether this question is answered in hidden turns, one person at the keyboard after the other."""
    if not asked.prompt.stores or not many(session, asked.prompt) or session.of(asked.key).talked:
        return False
    return way_of(session, asked) is Collecting.ROUND


def below_floor(session: Session) -> bool:
    """Whether the group is so small that it can be guessed who wrote what."""
    return session.setup.mode is Mode.TEAM and session.setup.participants < FLOOR


def must_warn(session: Session, place: Place) -> bool:
    """Whether the small-group choice is due before this place (DESIGN 4.4, screen 7)."""
    asks = place.kind in (Kind.ASK, Kind.ROUND) and any(
        a.prompt.silent and many(session, a.prompt) for a in place.asked
    )
    return asks and below_floor(session) and session.small_group is not SmallGroup.WRITE


def voices_expected(session: Session) -> int:
    """How many hidden turns a round takes."""
    return 2 if session.setup.mode is Mode.PAIR else session.setup.participants


# --- the closing ----------------------------------------------------------------------------------------------------


def _closing(session: Session) -> Iterator[Place]:
    setup = session.setup
    if setup.exercise.ending is Ending.AGREEMENT and not agreed_in_exercise(session):
        yield Place(Kind.AGREEMENTS)
    if asks_for_signals(session):
        yield Place(Kind.SIGNALS)
    yield Place(Kind.READ_BACK)
    if setup.mode is not Mode.SOLO:
        yield Place(Kind.SHARING)
    if setup.exercise.weight is Weight.HEAVY:
        yield Place(Kind.AFTERCARE)
        if setup.mode is Mode.SOLO:
            yield Place(Kind.KEEP)


def asks_for_signals(session: Session) -> bool:
    """Whether the closing asks for signals: only where people answered a question that is meant for it.

    Everywhere else it would be one more question at the end of a meeting; marking can be done later too.
    """
    if session.signals is not None or session.setup.mode is Mode.SOLO:
        return session.signals is not None
    return any(asked.prompt.harvest is Harvest.SIGNAL for asked in seen_texts(session))


def seen_texts(session: Session) -> Iterator[Asked]:
    """The questions whose answers are texts that everyone in the room saw, and that may leave the team."""
    setup = session.setup
    for index, step in enumerate(setup.exercise.steps_in(setup.variant, setup.mode)):
        for prompt in step.prompts_in(setup.variant, setup.mode):
            if prompt.kind in TEXT_KINDS and prompt.in_report is not InReport.NO:
                yield from (asked for asked in instances(session, index, prompt) if _seen(session, asked))


def _seen(session: Session, asked: Asked) -> bool:
    given = session.of(asked.key)
    shown = given.revealed if many(session, asked.prompt) else f"{Kind.ASK.value}:{asked.key}" in session.done
    return shown and bool(given.voices)


def agreed_in_exercise(session: Session) -> bool:
    """Whether a question of the exercise itself settled the agreements (or will, when it is still to come)."""
    own = own_agreement_prompts(session)
    if not own:
        return False
    return not session.rounded_off or any(f"{Kind.ASK.value}:{p.id}" in session.done for p in own)


def own_agreement_prompts(session: Session) -> list[Prompt]:
    """The questions of the kind ``afspraak`` in this variant and mode."""
    setup = session.setup
    steps = setup.exercise.steps_in(setup.variant, setup.mode)
    return [p for s in steps for p in s.prompts_in(setup.variant, setup.mode) if p.kind == "afspraak"]


def agenda_minutes(length: int, look_back: int = 0) -> int:
    """Minutes in the agenda of an exercise of this length: opening and closing take one each (DESIGN 4.6)."""
    return length + OPENING_MINUTES + CLOSING_MINUTES + look_back


def variant_for(lengths: dict[Variant, int], minutes: int | None, look_back: int = 0) -> Variant | None:
    """The longest variant that fits in the agenda; the normal one when no time is given; ``None`` when none fits."""
    if minutes is None:
        return Variant.NORMAL if Variant.NORMAL in lengths else next(iter(lengths), None)
    fitting = [v for v, length in lengths.items() if agenda_minutes(length, look_back) <= minutes]
    return max(fitting, key=lengths.__getitem__) if fitting else None
