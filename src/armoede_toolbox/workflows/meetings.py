"""``traject start``: the next meeting of a trajectory, as one session.

What is done otherwise today is chosen before it begins, each time with a few words about why. It becomes the answer to
a question of the meeting itself, so it stands in its file as everything else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from armoede_toolbox.errors import ExitCode, Problem, ToolboxError, UsageError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.meeting import TASKS, VARIANT, MeetingExercise, Story, compose, mode_of
from armoede_toolbox.exercises.trajectory import Meeting, Part, Trajectory
from armoede_toolbox.progress import Progress, Reached, title_of
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Kind, Setup, events, look_back
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import clean_line, counted, quoted, spelled
from armoede_toolbox.vocabulary import FreeBlock, Guests, Mode
from armoede_toolbox.workflows import sessions
from armoede_toolbox.workflows.agreements import due_in
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.logbook import Root, personal_root
from armoede_toolbox.workflows.looking_back import GUEST_OR_NOT
from armoede_toolbox.workflows.progressing import Running, is_personal, progress_in
from armoede_toolbox.workflows.retracing import retraced
from armoede_toolbox.workflows.starting import Wish, room_there, root_of, team_key, team_of
from armoede_toolbox.workflows.windows import open_window

MOST_OFFERED: Final = 6
"""So many exercises can be chosen in the place of another."""
_ENDS: Final = (FreeBlock.CHECK_OUT, FreeBlock.LOOK_BACK)
"""What stays last when a part comes with it."""
_AT_ONCE: Final = "Zo beginnen"
_READ: Final = "De voorbereiding lezen"
_LEAVE_OUT: Final = "Een onderdeel overslaan"
_SWAP: Final = "Een onderdeel wisselen"
_AGAIN: Final = "Een onderdeel van eerder erbij"
_NOT_NOW: Final = "Nu niet"
_BACK: Final = "Toch niet"


def start(
    house: House,
    name: str,
    wish: Wish,
    *,
    number: int | None = None,
    answers: Path | None = None,
    day: date | None = None,
    plain: bool = False,
) -> int:
    """``traject start``: the next meeting, or the one with this number."""
    house = house.on(day)
    library = Library.load(house.places.exercises)
    trajectory = library.find_trajectory(name).trajectory
    if answers is not None:
        coming = _coming(house, library, trajectory, wish, number, None)
        if coming is None:
            raise _over(trajectory)
        return sessions.gather_from_file(house, coming.gathering(), coming.wish, answers)
    instead = "Open een terminal. Of geef de antwoorden in een bestand: --antwoorden BESTAND"
    window = open_window(house, plain=plain, instead=instead)
    with sessions.interruptible(window):
        return begin(house, window, library, trajectory, wish, number)
    return ExitCode.INTERRUPTED


def begin(
    house: House,
    window: Window,
    library: Library,
    trajectory: Trajectory,
    wish: Wish,
    number: int | None = None,
) -> int:
    """Choose what was not said, and run. May raise ``Interrupted`` before the first question."""
    from armoede_toolbox.privacy import scan_text

    window.guard = scan_text
    follows = retraced(house, window, lambda asking: _next(house, asking, library, trajectory, wish, number))
    return follows(house, window)


def go_on(house: House, window: Window, running: Running) -> int:
    """The next meeting of a trajectory of a team, from the home menu."""
    library = Library.load(house.places.exercises)
    wish = Wish(team=running.root.team_name)
    return begin(house, window, library, running.trajectory, wish)


def anew(house: House, window: Window, library: Library, trajectory: Trajectory, wish: Wish, number: int) -> int:
    """The same meeting from the start, while its old draft stays."""

    def ask(asking: Window) -> Follows:
        coming = _coming(house, library, trajectory, wish, number, asking)
        return _nothing if coming is None else _settled(house, asking, coming)

    return retraced(house, window, ask)(house, window)


Follows = Callable[[House, Window], int]
"""What was chosen before the meeting begins; nothing of it is done yet."""


def _nothing(house: House, window: Window) -> int:
    """Not now."""
    del house, window
    return ExitCode.OK


def _next(
    house: House, window: Window, library: Library, trajectory: Trajectory, wish: Wish, number: int | None
) -> Follows:
    """The meeting that comes, or the draft of it that people go on with."""
    coming = _coming(house, library, trajectory, wish, number, window)
    if coming is None:
        return _nothing
    return _gone_on(house, window, coming) or _settled(house, window, coming)


def _settled(house: House, window: Window, coming: Coming) -> Follows:
    """A new meeting, as people want to do it today."""
    _ask_for_guests(window, coming)
    if not _agreed_on(window, coming):
        return _nothing
    gathering = coming.gathering()
    settled = gathering.settled(house, coming.wish, window)
    return lambda house, window: sessions.gather(house, window, gathering, settled, coming.wish)


# --- what comes -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Coming:
    """A meeting that is about to begin, while people choose what they do otherwise."""

    library: Library
    progress: Progress
    number: int
    wish: Wish
    parts: list[Part]
    fresh: bool = False
    """Whether a new round begins; then nothing of the last one counts."""
    changes: list[str] = field(default_factory=list)
    due: int = 0
    """How many agreements are open."""

    @property
    def alone(self) -> bool:
        """Whether one person does it."""
        return mode_of(self.trajectory, self.parts) is Mode.SOLO

    @property
    def trajectory(self) -> Trajectory:
        """The trajectory of the meeting."""
        return self.progress.trajectory

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is planned."""
        return self.trajectory.meetings[self.number - 1]

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by id."""
        return {exercise.id: exercise for exercise in self.library.exercises}

    @property
    def story(self) -> Story:
        """What went before."""
        changes = tuple(self.changes)
        if self.fresh or not self.progress.held:
            return Story(changes=changes)
        came_before = self.number - 1 in self.progress.numbers
        before = self.trajectory.meetings[self.number - 2] if came_before else None
        return Story(
            begins=False,
            question=self.progress.question,
            indicators=self.progress.indicators,
            tasks=before.between if before else (),
            changes=changes,
        )

    def exercise(self) -> MeetingExercise:
        """The meeting as one exercise."""
        return compose(self.trajectory, self.number, self.parts, self.exercises, self.story)

    def gathering(self) -> sessions.Gathering:
        """The meeting with what is known before it begins."""
        exercise = self.exercise()
        levels = self.wish.levels or self.trajectory.organisations
        self.wish = replace(self.wish, mode=exercise.modes[0], levels=levels)
        return sessions.Gathering(
            exercise=exercise,
            library=self.library,
            known=tuple(_known(exercise, self.story)),
            minutes=self.meeting.minutes,
            most_due=self.meeting.look_back or look_back.MOST,
        )


def _coming(
    house: House,
    library: Library,
    trajectory: Trajectory,
    wish: Wish,
    number: int | None,
    window: Window | None,
) -> Coming | None:
    """The meeting that comes. ``None`` when the trajectory is over and nobody wants to do it again."""
    root, wish = _group(house, trajectory, wish, window)
    if not wish.rehearsal:
        room_there(root.path)
    progress, damaged = progress_in(house, root, trajectory)
    if damaged and window is not None:
        for problem in damaged:
            window.say(problem.what, problem.where)
    again = False
    wanted = number or progress.next
    if wanted is None:
        if window is None or not _once_more(window, progress):
            return None
        wanted, again = 1, True
    if not 1 <= wanted <= progress.total:
        what = f"{quoted(trajectory.title)} heeft {counted(progress.total, 'bijeenkomst', 'bijeenkomsten')}."
        raise ToolboxError(what, "", f"Kies een getal van 1 tot {progress.total}.")
    again = again or (wanted == 1 and progress.next is None)
    found = Coming(library, progress, wanted, wish, list(trajectory.meetings[wanted - 1].parts), again)
    if window is not None and any(part.exercise == look_back.EXERCISE for part in found.parts):
        found.due = len(due_in(house, root, Mode.TEAM))
    _all_there(found)
    return found


def _group(house: House, trajectory: Trajectory, wish: Wish, window: Window | None) -> tuple[Root, Wish]:
    """Whose trajectory it is. What people do alone or as a pair belongs to no team."""
    if is_personal(trajectory):
        if wish.team is not None:
            do = "Laat --team weg. Of kies een reeks voor een team, met: armoede traject"
            raise UsageError(f"De reeks {quoted(trajectory.title)} hoort bij geen team.", "", do)
        return personal_root(house), replace(wish, private=True)
    team = team_of(house, wish, window)
    return Root(team_key(house, team), team, root_of(house, team)), replace(wish, team=team, new_team=False)


def _once_more(window: Window, progress: Progress) -> bool:
    last = progress.last
    window.say(f"Deze reeks is klaar. De laatste keer was op {spelled(last.day) if last else ''}.")
    return window.pick("Nog een keer de hele reeks?", [_NOT_NOW, "Ja, vanaf het begin"]) == 1


def _over(trajectory: Trajectory) -> ToolboxError:
    do = f"Nog een keer? Typ: armoede traject start {trajectory.number} --bijeenkomst 1"
    return ToolboxError(f"De reeks {quoted(trajectory.title)} is klaar.", "", do)


def _all_there(coming: Coming) -> None:
    """A trajectory of a team may name an exercise that was taken away meanwhile."""
    exercises = coming.exercises
    gone = [part for part in coming.parts if part.exercise and part.lasts(exercises) is None]
    if gone:
        problems = [
            Problem(f"De oefening {quoted(str(part.exercise))} is er niet in deze vorm en tijd.") for part in gone
        ]
        raise ToolboxError(problems)


def _known(exercise: MeetingExercise, story: Story) -> Iterator[events.Event]:
    """What was answered before; a step in which nothing is left to ask is done."""
    given = story.given()
    for key, value in given.items():
        yield events.answered(key, 0, value)
        yield events.done(f"{Kind.ASK.value}:{key}")
    first = exercise.steps[0]
    asked = {prompt.id for prompt in first.prompts}
    if given and asked <= given.keys():
        yield events.done(f"{Kind.STEP.value}:0")


# --- a meeting that was interrupted ---------------------------------------------------------------------------------


def _gone_on(house: House, window: Window, coming: Coming) -> Follows | None:
    """Go on with the draft of a meeting, if there is one and people want it; ``None`` is a new one."""
    from armoede_toolbox.workflows.resuming import go_on_with, unfinished

    mine = [one for one in unfinished(house, coming.wish.team)[0] if _same(one.session.setup, coming)]
    if not mine:
        return None
    title = sessions.title_of(mine[0].session)
    chosen = window.pick(f"{title} staat nog open.", ["Ga daarmee verder", "Begin een nieuwe bijeenkomst", _NOT_NOW])
    if chosen == 1:
        return None
    return (lambda house, window: go_on_with(house, mine[0], window)) if chosen == 0 else _nothing


def _same(setup: Setup, coming: Coming) -> bool:
    mine = setup.team is None if is_personal(coming.trajectory) else setup.team is not None
    return mine and isinstance(setup.exercise, MeetingExercise) and setup.exercise.id == coming.trajectory.id


# --- what is done otherwise -----------------------------------------------------------------------------------------


def _ask_for_guests(window: Window, coming: Coming) -> None:
    """The exercise that looks back takes the place of the look-back, so with a guest in the room it comes last."""
    part = next((part for part in coming.parts if part.exercise == look_back.EXERCISE), None)
    if part is None or not coming.due:
        return
    number = counted(coming.due, "open afspraak", "open afspraken")
    if window.pick(f"Jullie hebben {number} om op terug te kijken. Is er bezoek?", list(GUEST_OR_NOT)) == 1:
        coming.parts.remove(part)
        coming.parts.insert(_before_the_end(coming.parts), part)


def _before_the_end(parts: Sequence[Part]) -> int:
    """Where a part comes that is not in the plan there."""
    return len(parts) - bool(parts and parts[-1].block in _ENDS)


def _agreed_on(window: Window, coming: Coming) -> bool:
    """Show the plan until people begin. False when they rather not now."""
    ways = {_LEAVE_OUT: _leave_out, _SWAP: _swap, _AGAIN: _again, _READ: _read}
    while True:
        window.show(_plan(coming))
        options = [_AT_ONCE, *_possible(coming), _NOT_NOW]
        chosen = options[window.pick(_said(coming, "Hoe doe je het?", "Hoe doen jullie het?"), options)]
        if chosen in (_AT_ONCE, _NOT_NOW):
            return chosen == _AT_ONCE
        ways[chosen](window, coming)


def _possible(coming: Coming) -> Iterator[str]:
    if len(coming.parts) > 1:
        yield _LEAVE_OUT
    if any(part.exercise and _instead(coming, part) for part in coming.parts):
        yield _SWAP
    if _earlier(coming):
        yield _AGAIN
    if coming.exercise().preparation:
        yield _READ


def _plan(coming: Coming) -> Screen:
    """What is planned, with the minutes."""
    exercise, total = coming.exercise(), coming.progress.total
    minutes = agenda_minutes(exercise.lasts(VARIANT, exercise.modes[0]))
    rows = [Block(_row(coming, number, part), Style.ROW) for number, part in enumerate(coming.parts, start=1)]
    longer = minutes > coming.meeting.minutes
    length = f"Dit duurt {counted(minutes, 'minuut', 'minuten')}." if longer else ""
    lines = [Block(line, Style.HINT) for line in (*coming.changes, length) if line]
    asked = any(prompt.id == TASKS for step in exercise.steps for prompt in step.prompts)
    between = (Block("Eerst vragen we wat er van de taken tussendoor kwam.", Style.HINT),) if asked else ()
    title = f"Bijeenkomst {coming.number} van {total}: {coming.meeting.title}"
    ready = (Block(f"Leg klaar: {'; '.join(exercise.needed)}.", Style.HINT),) if exercise.needed else ()
    return Screen(title, f"{coming.meeting.minutes} min", (*_goal(coming), *between, *rows, *lines, *ready))


def _read(window: Window, coming: Coming) -> None:
    """What should have been done before; also for who looks at it a week earlier."""
    texts = (coming.exercise().preparation or "").split("\n")
    window.show(Screen("Bereid voor", "", tuple(Block(text, Style.ROW) for text in texts)))
    window.wait("Druk op Enter om verder te gaan.")


def _goal(coming: Coming) -> tuple[Block, ...]:
    return (Block(coming.meeting.goal),) if coming.meeting.goal else ()


def _row(coming: Coming, number: int, part: Part) -> str:
    return f"{number}  {title_of(part, coming.exercises)} ({part.lasts(coming.exercises) or 0} min)"


def _leave_out(window: Window, coming: Coming) -> None:
    part = _one_of(
        window, coming, _said(coming, "Welk onderdeel sla je over?", "Welk onderdeel slaan jullie over?"), coming.parts
    )
    if part is None:
        return
    coming.changes.append(_with_reason(window, f"Overgeslagen: {title_of(part, coming.exercises)}"))
    coming.parts.remove(part)


def _swap(window: Window, coming: Coming) -> None:
    mine = [part for part in coming.parts if part.exercise and _instead(coming, part)]
    part = _one_of(window, coming, _said(coming, "Welk onderdeel wissel je?", "Welk onderdeel wisselen jullie?"), mine)
    other = (
        _one_of(
            window,
            coming,
            _said(coming, "Wat doe je in plaats daarvan?", "Wat doen jullie in plaats daarvan?"),
            _instead(coming, part),
        )
        if part
        else None
    )
    if part is None or other is None:
        return
    titles = [title_of(one, coming.exercises) for one in (part, other)]
    coming.changes.append(_with_reason(window, f"Gewisseld: {titles[0]} voor {titles[1]}"))
    coming.parts[coming.parts.index(part)] = other


def _again(window: Window, coming: Coming) -> None:
    earlier = _earlier(coming)
    asides = [str(how) for _, how in earlier]
    part = _one_of(
        window,
        coming,
        _said(coming, "Wat neem je erbij?", "Wat nemen jullie erbij?"),
        [one for one, _ in earlier],
        asides,
    )
    if part is None:
        return
    how = next(how for one, how in earlier if one == part)
    missed = how in (Reached.NOT_REACHED, Reached.LEFT_OUT)
    title = title_of(part, coming.exercises)
    coming.changes.append(_with_reason(window, f"{'Alsnog' if missed else 'Nog een keer'}: {title}"))
    at = 0 if part.block is FreeBlock.CHECK_IN else _before_the_end(coming.parts)
    coming.parts.insert(at, part)


def _said(coming: Coming, alone: str, together: str) -> str:
    return alone if coming.alone else together


def _one_of(
    window: Window, coming: Coming, question: str, parts: Sequence[Part], asides: Sequence[str] = ()
) -> Part | None:
    exercises = coming.exercises
    names = [f"{title_of(part, exercises)} ({part.lasts(exercises) or 0} min)" for part in parts]
    names = [f"{name}, {aside}" for name, aside in zip(names, asides, strict=True)] if asides else names
    chosen = window.pick(question, [*names, _BACK])
    return parts[chosen] if chosen < len(parts) else None


def _with_reason(window: Window, what: str) -> str:
    reason = clean_line(window.line("Waarom? Een paar woorden is genoeg.", required=True))
    return f"{what}{'' if what.endswith(('.', '?', '!')) else '.'} Waarom: {reason}"


def _earlier(coming: Coming) -> list[tuple[Part, Reached]]:
    """Parts of earlier meetings that can come with this one; first those that people did not come to."""
    if coming.fresh:
        return []
    numbers = [number for number in sorted(coming.progress.numbers, reverse=True) if number != coming.number]
    found = [pair for number in numbers for pair in coming.progress.parts(number)]
    here = {part.exercise for part in coming.parts if part.exercise}
    exercises = coming.exercises
    fitting = [
        (part, how)
        for part, how in found
        if part.exercise not in here and part not in coming.parts and part.lasts(exercises) is not None
    ]
    return sorted(fitting, key=lambda pair: pair[1] not in (Reached.NOT_REACHED, Reached.HALF, Reached.LEFT_OUT))


def _instead(coming: Coming, part: Part) -> list[Part]:
    """Exercises that fit in the same time and with the same people; the same learning need first."""
    exercises = coming.exercises
    own, minutes, mode = exercises[part.exercise or ""], part.lasts(exercises), part.mode
    here = {one.exercise for one in coming.parts}
    found = [
        (exercise, other)
        for exercise in exercises.values()
        if exercise.id not in here and exercise.id != look_back.EXERCISE and _guests_fit(exercise, own)
        for other in [Part(exercise=exercise.id, mode=mode, time=minutes)]
        if other.lasts(exercises) is not None and _for_room(coming, exercise)
    ]
    found.sort(key=lambda pair: (pair[0].learning_need is not own.learning_need, -(pair[1].lasts(exercises) or 0)))
    return [other for _, other in found[:MOST_OFFERED]]


def _for_room(coming: Coming, exercise: Exercise) -> bool:
    """Whether it is made for so many people."""
    if mode_of(coming.trajectory, coming.parts) is not Mode.TEAM or Mode.TEAM not in exercise.modes:
        return True
    return exercise.participants.min <= coming.trajectory.participants.max


def _guests_fit(exercise: Exercise, own: Exercise) -> bool:
    """Guests have to be asked long before."""
    return exercise.guests is not Guests.YES or own.guests is Guests.YES
