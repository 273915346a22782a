"""The use cases around a session: start one, rehearse one, answer one from a file, go on with one.

Each returns an exit code and has told the person what was kept and where.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.dates import resolver
from armoede_toolbox.errors import ExitCode, ToolboxError, UsageError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.drawing import Card
from armoede_toolbox.exercises.glossary import terms_in
from armoede_toolbox.exercises.shared import Shared, stated
from armoede_toolbox.session import Session, Setup, events, fold, look_back
from armoede_toolbox.session.events import Keep
from armoede_toolbox.session.record import not_open
from armoede_toolbox.storage import journal, prepared
from armoede_toolbox.storage.drafts import Draft
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import CommandGiven, Interrupted, Window
from armoede_toolbox.text import quoted, spelled
from armoede_toolbox.workflows import answering, finishing, from_paper
from armoede_toolbox.workflows.coded import CHANGED, Taken, take
from armoede_toolbox.workflows.drawing import for_paper, with_draws
from armoede_toolbox.workflows.earlier import with_earlier
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.looking_back import remains
from armoede_toolbox.workflows.retracing import retraced
from armoede_toolbox.workflows.running import Outcome, run
from armoede_toolbox.workflows.stand import NoBook, Stand
from armoede_toolbox.workflows.starting import Purpose, Wish, make_ready, settle, team_key, with_all_due
from armoede_toolbox.workflows.windows import open_window

TRIES: Final = 5
"""How often a new session id is drawn when it exists already."""


def start(
    house: House,
    name: str | None,
    wish: Wish,
    *,
    answers: Path | None = None,
    day: date | None = None,
    plain: bool = False,
    rehearsal: bool = False,
    code: str | None = None,
) -> int:
    """``start``: one session from the first question to a file in the logbook."""
    wish = replace(wish, rehearsal=rehearsal)
    taken = take(house, code, name, wish) if code else None
    if taken is not None:
        name, wish = taken.exercise, taken.wish
    if wish.purpose is Purpose.FROM_PAPER:
        day, wish = from_paper.known(house, day, wish, taken)
    if answers is not None:
        return _from_file(house.on(day), name, wish, answers, taken)
    instead = "Open een terminal. Of geef de antwoorden in een bestand: --antwoorden BESTAND"
    window = open_window(house, plain=plain, instead=instead)
    with interruptible(window):
        if wish.purpose is Purpose.FROM_PAPER:
            said, told = day, wish
            day, wish = retraced(house, window, lambda asking: from_paper.ask_when(house, asking, said, told))
        return begin(house.on(day), window, name, wish, taken)
    return ExitCode.INTERRUPTED


def begin(house: House, window: Window, name: str | None, wish: Wish, taken: Taken | None = None) -> int:
    """Choose what was not said, and run. May raise ``Interrupted`` before the first question."""
    library = Library.load(house.places.exercises)
    setup = retraced(house, window, lambda asking: _settled(house, asking, library, name, wish, taken))
    setup = with_terms(setup, library.shared)
    if setup.from_paper:
        window.say(*from_paper.TOLD, *([from_paper.BY_CODE] if setup.drawn and taken is None else ()))
    setup = setup if setup.from_paper else with_earlier(house, setup, library)
    return _in_window(house, setup, wish, window, taken=taken)


def _settled(
    house: House, window: Window, library: Library, name: str | None, wish: Wish, taken: Taken | None
) -> Setup:
    """What people choose before the session begins, and what is drawn for it. Writes nothing."""
    if name is None and wish.purpose is Purpose.FROM_PAPER:
        name = from_paper.ask_exercise(window, library)
    elif name is None:
        name, wish = _chosen(house, wish, window)
    exercise = library.find(name)
    facts = fact_texts(library.shared, exercise, house.today().year)
    settled = settle(house, exercise, facts, wish, window)
    return with_draws(house, settled, library.shared, window, _on_paper(house, settled, library.shared, window, taken))


def _in_window(
    house: House,
    setup: Setup,
    wish: Wish,
    window: Window,
    known: Sequence[events.Event] = (),
    taken: Taken | None = None,
) -> int:
    """One session from its first question; ``known`` was answered before it begins."""
    if wish.rehearsal:
        return _rehearse(house, setup, window, known)
    with _begun(house, setup, known) as (draft, session):
        code = conduct(house, session, draft, window)
        _used(house, session, taken)
        return code


def _on_paper(
    house: House, setup: Setup, shared: Shared, window: Window | None, taken: Taken | None
) -> Mapping[int, Card] | None:
    """The statements and cases that stand on paper already; ``None`` when there is no paper yet."""
    if taken is None:
        return {} if setup.from_paper else None
    if not taken.changed:
        return taken.drawn
    if window is None:
        _tell(CHANGED)
        return taken.drawn
    window.say(CHANGED)
    return for_paper(house, setup, shared, window, taken.drawn)


def _used(house: House, session: Session, taken: Taken | None) -> None:
    """A preparation goes when its meeting stands in the logbook."""
    if taken is not None and session.finished is not None:
        prepared.forget(house.places, taken.code)


def _chosen(house: House, wish: Wish, window: Window) -> tuple[str, Wish]:
    """An exercise from the questions of ``kies``; what was said there is not asked again."""
    from armoede_toolbox.workflows.choosing import choose_in_window

    picked = choose_in_window(house, window)
    said = replace(
        wish,
        mode=wish.mode or picked.mode,
        minutes=wish.minutes or picked.minutes,
        people=wish.people or picked.people,
    )
    return picked.exercise, said


def fact_texts(shared: Shared, exercise: Exercise, year: int) -> dict[str, str]:
    """The facts that an exercise cites, as sentences that say how old they are in this year."""
    return {code: stated(shared.facts[code], year) for code in exercise.facts if code in shared.facts}


def with_terms(setup: Setup, shared: Shared) -> Setup:
    """The session carries the words of the glossary that its questions and explanations use."""
    steps = setup.exercise.steps
    texts = [text for step in steps for text in (step.explanation or "", *(prompt.text for prompt in step.prompts))]
    return replace(setup, terms=tuple(terms_in("\n".join(texts), shared.terms.values())))


@contextmanager
def _begun(house: House, setup: Setup, known: Iterable[events.Event]) -> Iterator[tuple[Draft, Session]]:
    """A new session and its draft, with what is known already.

    The draft has an id that nobody uses; two sessions in the same second both get one.
    """
    make_ready(house, setup)
    for _ in range(TRIES):
        try:
            draft = Draft.create(setup.session, house.places.drafts, journal.fallback(Path(setup.root)))
            break
        except FileExistsError:
            setup = replace(setup, session=journal.session_id(setup.started, house.chance))
    else:
        raise ToolboxError("Er kon geen nieuwe sessie beginnen.", str(house.places.drafts), "Probeer het nog een keer.")
    with draft:
        draft.append(setup.event())
        session = Session(setup, last_time=setup.started)
        for event in known:
            draft.append(event)
            session.apply(event)
        yield draft, session


def _rehearse(house: House, setup: Setup, window: Window, known: Iterable[events.Event] = ()) -> int:
    """``--proef``: everything as it will be, nothing is saved."""
    window.say("Dit is een proef. Er wordt niets bewaard.")
    session = Session(setup, last_time=setup.started)
    for event in known:
        session.apply(event)
    run(_stand(house, session, NoBook(), window))
    window.say("Dit was de proef. Er is niets bewaard.")
    return ExitCode.OK


def _stand(house: House, session: Session, book: NoBook | Draft, window: Window) -> Stand:
    from armoede_toolbox.privacy import scan_text
    from armoede_toolbox.session.fold import View

    window.guard = scan_text
    window.dates = resolver(house.today)
    window.shared = session.setup.view == View.SHARED
    team = house.config.teams.get(team_key(house, session.setup.team)) if session.setup.team else None
    publish = None if isinstance(book, NoBook) else finishing.publish_look_back
    contact = team.aftercare if team else None
    return Stand(session, book, window, house.now, house.chance, contact=contact, publish_look_back=publish)


def conduct(house: House, session: Session, draft: Draft, window: Window) -> int:
    """Run a session with its draft until it is published, kept for later, or thrown away on purpose."""
    outcome = run(_stand(house, session, draft, window))
    window.shared = False
    if outcome is Outcome.LATER:
        window.say("Je antwoorden zijn er nog.", f"Ga verder met: {how_to_resume(session)}")
        return ExitCode.INTERRUPTED
    if outcome is Outcome.DISCARDED:
        draft.discard()
        window.say(remains(session) or "Er is niets bewaard.")
        return ExitCode.OK
    return publish_and_tell(house, session, draft, window)


def publish_and_tell(house: House, session: Session, draft: Draft, window: Window) -> int:
    """Write the entry, read it back, and show the receipt."""
    published = _publish(house, session, draft)
    window.show(finishing.receipt(session, published))
    if not sys.stdout.isatty():
        print(published.path)  # noqa: T201 - the result of the command
    return ExitCode.OK


def how_to_resume(session: Session) -> str:
    """The command that goes on with this session."""
    return "armoede hervat --persoonlijk" if session.setup.team is None else "armoede hervat"


def _publish(house: House, session: Session, draft: Draft) -> journal.Published:
    finishing.seal(session, draft, house.now, house.chance)
    if not session.look_back_kept and finishing.publish_look_back(session):
        draft.append(events.look_back_kept())
        session.apply(events.look_back_kept())
    published = finishing.publish(session)
    draft.discard()
    return published


# --- an answers file ------------------------------------------------------------------------------------------------


def _from_file(house: House, name: str | None, wish: Wish, answers: Path, taken: Taken | None = None) -> int:
    if name is None:
        do = f"Noem haar, bijvoorbeeld: armoede start LB3-03 --antwoorden {answers}"
        raise UsageError("Bij welke oefening horen deze antwoorden?", "", do)
    library = Library.load(house.places.exercises)
    exercise = library.find(name)
    settled = settle(house, exercise, fact_texts(library.shared, exercise, house.today().year), wish, None)
    setup = with_draws(house, settled, library.shared, None, _on_paper(house, settled, library.shared, None, taken))
    return _in_file(house, setup, wish, answers, taken=taken)


def _in_file(
    house: House,
    setup: Setup,
    wish: Wish,
    answers: Path,
    known: Sequence[events.Event] = (),
    taken: Taken | None = None,
) -> int:
    """One session from its answers. Everything is checked before anything is written."""
    setup = with_all_due(house, setup)
    document = answering.read_answers(answers)
    trial = Session(setup, last_time=setup.started)
    for event in known:
        trial.apply(event)
    found = [*known, *answering.answer(trial, document, answers, house.today())]
    _warn(trial, found)
    if wish.rehearsal or trial.keep is Keep.NOTHING:
        _tell("De antwoorden kloppen. Er is niets bewaard.")
        return ExitCode.OK
    with _begun(house, setup, found) as (draft, session):
        published = _publish(house, session, draft)
        _used(house, session, taken)
    _tell("Bewaard. We lazen het bestand terug: alles staat erin.")
    print(published.path)  # noqa: T201 - the result of the command
    return ExitCode.OK


def _tell(sentence: str) -> None:
    """What has to be said where there is no window."""
    print(sentence, file=sys.stderr)  # noqa: T201 - stdout is for the result


def _warn(session: Session, found: list[events.Event]) -> None:
    """What nobody is asked about here, and may be otherwise than people think."""
    from armoede_toolbox.privacy import scan_text

    kinds = sorted({hit.kind for text in answering.free_texts(found) for hit in scan_text(text)})
    if kinds:
        what = f"Let op: in de antwoorden staat misschien {', '.join(kinds)}."
        _tell(f"{what} Kijk het na. Noem geen namen van inwoners.")
    for text in not_open(session):
        _tell(f"De afspraak {quoted(text)} staat niet open in het logboek.")


# --- a meeting of a trajectory --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meeting that is about to begin, as one exercise."""

    exercise: Exercise
    library: Library
    known: tuple[events.Event, ...] = ()
    """What was answered before it begins: at an earlier meeting, or while it was planned."""
    minutes: int
    most_due: int
    """So many agreements are looked back on at most."""

    def settled(self, house: House, wish: Wish, window: Window | None) -> Setup:
        """Everything that is fixed before the first question."""
        shared = self.library.shared
        settled = settle(house, self.exercise, fact_texts(shared, self.exercise, house.today().year), wish, window)
        due = settled.due if self.exercise.contains(look_back.EXERCISE) else settled.due[: self.most_due]
        settled = replace(settled, agenda_minutes=self.minutes, due=due)
        return with_draws(house, settled, shared, window)


def gather(house: House, window: Window, gathering: Gathering, settled: Setup, wish: Wish) -> int:
    """Run a meeting in a window. May raise ``Interrupted`` before the first question.

    What people wrote before returns in the meeting itself: their learning question, their tasks, their own points.
    """
    return _in_window(house, with_terms(settled, gathering.library.shared), wish, window, gathering.known)


def gather_from_file(house: House, gathering: Gathering, wish: Wish, answers: Path) -> int:
    """A meeting from an answers file."""
    return _in_file(house, gathering.settled(house, wish, None), wish, answers, gathering.known)


# --- going on -------------------------------------------------------------------------------------------------------


def resume(house: House, name: str | None, *, personal: bool = False, plain: bool = False) -> int:
    """``hervat``: go on where a session stopped (DESIGN 10.9)."""
    from armoede_toolbox.workflows.resuming import choose_draft, continue_draft

    window = open_window(house, plain=plain, instead="Open een terminal en typ: armoede hervat")
    if not window.plain:
        with window.aside():
            pass  # a killed session may have left hidden text there; entering and leaving wipes it
    with interruptible(window):
        chosen = choose_draft(house, name, personal=personal, window=window)
        return ExitCode.OK if chosen is None else continue_draft(house, chosen, window)
    return ExitCode.INTERRUPTED


class interruptible(AbstractContextManager[None]):  # noqa: N801 - reads as a statement
    """Ctrl-C, Ctrl-D or ``/stop`` outside a session ends quietly; nothing was written yet."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        """Swallow what a person did on purpose."""
        if isinstance(error, Interrupted | CommandGiven):
            self._window.say("Gestopt. Er is niets veranderd.")
            return True
        return False


def opened(found: list[dict[str, Any]], path: Path) -> Session:
    """The session of a draft. Raises ``ToolboxError`` when its beginning is damaged; the file is left as it is."""
    session = fold(found)
    if session is None and any(map(events.is_newer, found[:1])):
        what = "Dit concept is van een nieuwere toolbox. Je antwoorden staan erin."
        raise ToolboxError(what, str(path), "Werk de toolbox bij. Het bestand blijft zoals het is.")
    if session is None:
        raise ToolboxError(
            "Het begin van dit concept is beschadigd. We kunnen niet verder waar je was.",
            str(path),
            "Het bestand blijft staan. Je kunt het openen met een tekstprogramma: je antwoorden staan erin.",
        )
    return session


def title_of(session: Session) -> str:
    """A session in a list."""
    setup = session.setup
    unknown = setup.from_paper and setup.started.time() == time()
    moment = spelled(setup.started.date()) + ("" if unknown else f", {setup.started:%H:%M}")
    return f"{quoted(setup.exercise.title)} van {moment}"
