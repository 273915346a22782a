"""Going on with a session that stopped half-way (DESIGN 10.9). Asks first; never goes on by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.exercises.meeting import MeetingExercise
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Kind, Session, agenda, current, events, halves, look_back, signals
from armoede_toolbox.session.agenda import in_closing
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.drafts import Draft, DraftFile, list_drafts
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import nearest, quoted, slug
from armoede_toolbox.vocabulary import Ending
from armoede_toolbox.workflows import sessions, signalling
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.starting import Purpose, Wish, make_ready
from armoede_toolbox.workflows.updating import finish_interrupted

_NOTHING_OPEN: Final = {
    False: ("Er staat niets open.", "Deed je het alleen of met z’n tweeën? Typ: armoede hervat --persoonlijk"),
    True: ("Er staat niets van jou alleen open.",),
}
"""Said whether there is something personal or not."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that can be gone on with."""

    file: DraftFile
    session: Session

    @property
    def personal(self) -> bool:
        """Whether it belongs to no team; then it is named only when asked for."""
        return self.session.setup.team is None


def unfinished(house: House, team: str | None = None) -> tuple[list[Unfinished], list[ToolboxError]]:
    """Every draft that can be read, newest first, and why others cannot. Reading writes nothing."""
    found, damaged = [], []
    for file in list_drafts(house.places, house.config):
        if look_back.fold(file.events) is not None or signals.later(file.events) is not None:
            continue
        try:
            session = sessions.opened(list(file.events), file.path)
        except ToolboxError as error:
            damaged.append(error)
            continue
        if team is None or (session.setup.team and slug(session.setup.team) == slug(team)):
            found.append(Unfinished(file, session))
    return sorted(found, key=lambda one: one.session.setup.started, reverse=True), damaged


def choose_draft(house: House, name: str | None, *, personal: bool, window: Window) -> Unfinished | None:
    """The draft to go on with. Personal ones only when asked for."""
    finish_interrupted(house, window, personal=personal)
    signalling.finish_interrupted(house, window, personal=personal)
    found, damaged = unfinished(house)
    for error in damaged:
        window.say(*(text for problem in error.problems for text in (problem.what, problem.where, problem.do)))
    mine = [one for one in found if one.personal == personal]
    if name is not None:
        return _named(mine, name)
    if not mine:
        window.say(*_NOTHING_OPEN[personal])
        return None
    if len(mine) == 1:
        return mine[0]
    chosen = window.pick("Waarmee ga je verder?", [*(_line(one) for one in mine), "Nu niet"])
    return mine[chosen] if chosen < len(mine) else None


def _line(one: Unfinished) -> str:
    team = one.session.setup.team
    return sessions.title_of(one.session) + (f", team {team}" if team else "")


def _named(found: list[Unfinished], name: str) -> Unfinished:
    matches = (
        [one for one in found if name and one.session.setup.session.endswith(name)]
        if name != journal.LATEST
        else found[:1]
    )
    if len(matches) == 1:
        return matches[0]
    ids = [one.session.setup.session for one in found]
    close = nearest(name, ids, 1)
    do = f"Bedoel je {close[0]}?" if close else "Of kies met: armoede hervat"
    what = "meer dan één open sessie" if matches else "geen open sessie"
    raise ToolboxError(f"Bij {quoted(name)} vinden we {what}.", "", do)


def continue_draft(house: House, one: Unfinished, window: Window) -> int:
    """Show where it stopped and let the person choose."""
    session = one.session
    if _stands_already(session):
        return _finish(house, one, window)
    window.show(_where(session))
    agrees = session.setup.exercise.ending is Ending.AGREEMENT
    rest = "Maak nog een afspraak en rond af" if agrees else "Rond nu af"
    options = ["Ga verder", rest, "Begin opnieuw, het oude blijft", "Gooi weg", "Nu niet"]
    choice = window.pick("Wat wil je doen?", options)
    if choice in (0, 1):
        return _go_on(house, one, window, round_off=choice == 1)
    if choice == 2:
        return _anew(house, session, window)
    return _throw_away(one, window) if choice == 3 else ExitCode.OK


def go_on_with(house: House, one: Unfinished, window: Window) -> int:
    """Show where it stopped and go on at once, for people who chose that already."""
    if _stands_already(one.session):
        return _finish(house, one, window)
    window.show(_where(one.session))
    return _go_on(house, one, window, round_off=False)


def _stands_already(session: Session) -> bool:
    """Whether everything was answered and only the publishing was interrupted."""
    return session.finished is not None


def _where(session: Session) -> Screen:
    place = current(session)
    setup = session.setup
    steps = setup.exercise.steps_in(setup.variant, setup.mode)
    number = place.step + 1 if place and place.step >= 0 else 0
    at = f"Je stopte bij stap {number} van {len(steps)}." if number else "Je stopte bij het begin of het einde."
    if place is not None and place.kind in (Kind.WHEN, Kind.LOOK_BACK, Kind.LOOKED_BACK):
        at = "Je stopte bij het terugkijken."
    elif place is not None and in_closing(session, place):
        at = "Je stopte bij het afronden."
    lines = [at, "Je antwoorden zijn er nog."]
    blocks = (Block(sessions.title_of(session), Style.HINT), *(Block(line) for line in lines))
    return Screen("Nog open", "", blocks)


def _go_on(house: House, one: Unfinished, window: Window, *, round_off: bool) -> int:
    house = house.as_begun(one.session.setup.ahead)
    make_ready(house, one.session.setup)
    with _opened(one) as draft:
        session = sessions.opened(draft.events, one.file.path)
        for problem in draft.problems:
            window.say(problem.what, problem.where)
        draft.append(events.resumed(house.now()))
        session.apply(draft.events[-1])
        for event in [*halves.settle(session), events.rounding_off()] if round_off else ():
            draft.append(event)
            session.apply(event)
        _return_to_unanswered(session)
        return sessions.conduct(house, session, draft, window)


def _return_to_unanswered(session: Session) -> None:
    """A draft that lost lines may say that a question is done without an answer; then it is asked again."""
    for place in agenda(session):
        if place.kind is Kind.ASK and place.id in session.done:
            given = session.of(place.asked[0].key)
            lost = given.empty() and not given.passed and not given.talked and place.asked[0].prompt.stores
            if lost:
                session.done.discard(place.id)


def _opened(one: Unfinished) -> Draft:
    root = Path(one.session.setup.root)
    return Draft.open(one.file.path, journal.fallback(root), one.file.older)


def _finish(house: House, one: Unfinished, window: Window) -> int:
    """All was answered; only the saving failed or was interrupted."""
    window.say("Alles was al ingevuld. We bewaren het nu.")
    house = house.as_begun(one.session.setup.ahead)
    make_ready(house, one.session.setup)
    with _opened(one) as draft:
        session = sessions.opened(draft.events, one.file.path)
        return sessions.publish_and_tell(house, session, draft, window)


def _anew(house: House, session: Session, window: Window) -> int:
    setup = session.setup
    house = house.as_begun(setup.ahead)
    wish = Wish(team=setup.team, mode=setup.mode, people=setup.participants, clock=setup.clock, levels=setup.levels)
    if setup.from_paper:
        house = house.on(setup.started.date())
        begin = setup.started.time()
        wish = replace(wish, purpose=Purpose.FROM_PAPER, variant=setup.variant, begin=begin)
    window.say("We beginnen opnieuw. Het oude blijft staan onder: armoede hervat")
    if isinstance(setup.exercise, MeetingExercise):
        return _meeting_anew(house, setup.exercise, replace(wish, mode=None), window)
    return sessions.begin(house, window, setup.exercise.id, wish)


def _meeting_anew(house: House, meeting: MeetingExercise, wish: Wish, window: Window) -> int:
    """The same meeting of the trajectory, as its file is now."""
    from armoede_toolbox.workflows import meetings

    library = Library.load(house.places.exercises)
    trajectory = library.find_trajectory(meeting.id).trajectory
    return meetings.anew(house, window, library, trajectory, wish, meeting.meeting)


def _throw_away(one: Unfinished, window: Window) -> int:
    sure = window.pick("Alles van deze keer gaat weg. Zeker weten?", ["Nee, laat staan", "Ja, gooi weg"])
    if sure == 1:
        with _opened(one) as draft:
            draft.discard()
        window.say("Weggegooid.")
    return ExitCode.OK
