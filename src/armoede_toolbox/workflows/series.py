"""``traject verslag``: a series of meetings as one story that may go out.

The answers are sorted by what the exercises say about them. Somebody names the themes and places what is left; what
was chosen goes into a file beside the report, so that nobody has to do it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from armoede_toolbox.errors import Problem, Stopped, ToolboxError, UsageError
from armoede_toolbox.exercises.meeting import NOTE, origin
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.progress import Held, Progress, title_of
from armoede_toolbox.reporting import report, series
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.reporting.series import Became, Meeting, Series
from armoede_toolbox.storage.indexing import Progress as Bar
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Interrupted
from armoede_toolbox.text import as_argument, counted, listed, quoted
from armoede_toolbox.workflows import agreements, delivering, series_choices, sweeping
from armoede_toolbox.workflows.delivering import FORMATS, ON_SCREEN, Chosen, Content
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, written
from armoede_toolbox.workflows.logbook import Filters, Root, personal_root, roots_of
from armoede_toolbox.workflows.progressing import is_personal, progress_in
from armoede_toolbox.workflows.reporting import CONCEPT, Wish, sources_of
from armoede_toolbox.workflows.series_choices import Asking, Decided, Kept

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window


@dataclass(frozen=True, slots=True)
class Told:
    """A report of a series, in a file or to show."""

    story: Series
    content: bytes
    format: str
    file: Path | None
    chosen: Chosen
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """The file that was written, or the report itself without what a terminal could obey."""
        del width
        return delivering.where_or_what(self.file, self.content)

    def data(self) -> dict[str, Any]:
        """The report for other programs."""
        return _data(self.story, self.chosen)


def make(
    house: House,
    name: str,
    team: str | None = None,
    wish: Wish | None = None,
    window: Window | None = None,
    bar: Bar | None = None,
) -> Told:
    """The report of what one group did in one trajectory."""
    wish = wish or Wish()
    fmt = delivering.format_of(wish.format, wish.to)
    delivering.refuse_template(wish.template, fmt)
    library = Library.load(house.places.exercises)
    progress, root = _found(house, library.find_trajectory(name).trajectory, team)
    chosen = _sessions(house, root, progress, bar)
    target = _target(house, wish, fmt, progress)
    if target is not None:
        delivering.refuse_existing(target, wish.overwrite)
    sources = sources_of(house, chosen)
    decided, kept = _decided(house, sources, progress, wish, window, target)
    swept = _swept(_story(house, library, root, progress, sources, decided), wish, window)
    (story,) = swept.things
    content = _content(house, story, chosen, wish)
    made = FORMATS[fmt](content)
    if target is not None:
        delivering.save(target, made.content, wish.overwrite)
    notices = (*_notices(house, story, fmt, target), *kept, *made.notices, *swept.notices)
    return Told(story, made.content, fmt, target, chosen, notices, chosen.problems)


@dataclass(frozen=True, slots=True)
class Example:
    """A choice file to fill in, in a file or to show."""

    content: str
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is, or the file itself."""
        del width
        return written(self.file) if self.file else self.content.removesuffix("\n")

    def data(self) -> dict[str, Any]:
        """Where it is."""
        return {"formaat": FORMAT, "bestand": written(self.file) if self.file else None}


def make_choices(house: House, name: str, team: str | None = None, wish: Wish | None = None) -> Example:
    """A choice file with every answer that may leave, for who makes the report with a script."""
    wish = wish or Wish()
    if wish.format or wish.choices or wish.template:
        do = "Maak eerst dit bestand. Geef het daarna mee met --keuzes."
        raise UsageError("Een keuzebestand is geen verslag: --keuzes-maken staat alleen.", "", do)
    library = Library.load(house.places.exercises)
    progress, root = _found(house, library.find_trajectory(name).trajectory, team)
    chosen = _sessions(house, root, progress, None)
    content = series_choices.example(_everything(sources_of(house, chosen)))
    target = delivering.target_of(house, wish.to, f"keuzes-{progress.trajectory.id}.yaml") if wish.to else None
    if target is None:
        return Example(content, None, (), chosen.problems)
    delivering.save(target, content.encode(), wish.overwrite)
    again = f"armoede traject verslag {progress.trajectory.number} --keuzes {as_argument(written(target))}"
    return Example(content, target, (f"Vul het in. Typ daarna: {again}",), chosen.problems)


def _everything(sources: Sequence[Source]) -> tuple[series.Item, ...]:
    """Every answer that may leave, as the exercises sort it."""
    return series.items([report.tell(source) for source in sources], {}, names=dict(_names(sources)))


# --- which meetings -------------------------------------------------------------------------------------------------


def _found(house: House, trajectory: Trajectory, team: str | None) -> tuple[Progress, Root]:
    """The group that did it: the team that was named, or else the only one."""
    roots = roots_of(house, Filters(team=team))
    if is_personal(trajectory) and team is None:
        roots = [personal_root(house)]
    groups = [(progress_in(house, root, trajectory)[0], root) for root in roots]
    held = [(progress, root) for progress, root in groups if progress.held]
    if not held:
        what = f"Van de reeks {quoted(trajectory.title)} is nog geen bijeenkomst geweest."
        raise ToolboxError(what, "", f"Begin met: armoede traject start {trajectory.number}")
    if len(held) > 1:
        names = [root.team_name or root.name for _, root in held]
        what = f"{counted(len(held), 'team deed', 'teams deden')} deze reeks: {listed(names)}."
        raise ToolboxError(what, "", f"Zeg van wie het verslag is, bijvoorbeeld: --team {as_argument(names[0])}")
    return held[0]


def _sessions(house: House, root: Root, progress: Progress, bar: Bar | None) -> Chosen:
    filters = Filters(team=root.team, personal=root.team is None)
    return delivering.choose(house, [one.session for one in progress.held], filters, bar)


def _target(house: House, wish: Wish, fmt: str, progress: Progress) -> Path | None:
    if wish.to is None and fmt in ON_SCREEN:
        return None
    name = f"verslag-{progress.trajectory.id}-{progress.held[-1].day.isoformat()}.{fmt}"
    return delivering.target_of(house, wish.to or Path.cwd(), name)


# --- the story ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Loose:
    """The words of people in a story that stand in no answer."""

    meetings: tuple[Meeting, ...]
    became: tuple[Became, ...]
    themes: tuple[str, ...]


def _swept(story: Series, wish: Wish, window: Window | None) -> sweeping.Swept[Series]:
    """The story as it may leave; ids and the words of the program are no words of people."""
    loose = _Loose(story.meetings, story.became, story.themes)
    swept = sweeping.sweep([*story.told, loose], wish.care, window)
    *told, made = swept.things
    assert isinstance(made, _Loose)
    again = dict(zip(story.themes, made.themes, strict=True))
    placing = {key: replace(one, theme=again.get(one.theme or "")) for key, one in story.placing.items()}
    found = replace(
        story,
        told=tuple(one for one in told if isinstance(one, report.Told)),
        meetings=made.meetings,
        became=made.became,
        themes=tuple(dict.fromkeys(made.themes)),
        placing=placing,
    )
    return sweeping.Swept((found,), swept.notices, swept.replaced)


def _story(
    house: House,
    library: Library,
    root: Root,
    progress: Progress,
    sources: Sequence[Source],
    decided: Decided,
) -> Series:
    told = [report.tell(replace(one, choices=decided.of(one.entry.head.session))) for one in sources]
    exercises = {exercise.id: exercise for exercise in library.exercises}
    by_session = {one.session: one for one in progress.held}
    held = [by_session[one.head.session] for one in told]
    statuses = agreements.statuses_in(house, root)
    return Series(
        title=progress.trajectory.title,
        goal=progress.trajectory.goal,
        planned=progress.total,
        team=root.team_name,
        meetings=tuple(_meeting(one, progress, exercises) for one in held),
        told=tuple(told),
        themes=decided.themes,
        placing=decided.placing,
        became=series.became_of(statuses, [one.head for one in told]),
        names=dict(_names(sources)),
    )


def _names(sources: Sequence[Source]) -> Iterator[tuple[tuple[str, str], str]]:
    """A note of a free block is about that block."""
    for entry in (source.entry for source in sources):
        for step in entry.steps:
            for question in step.questions:
                if (origin(entry.head.parts, question.id) or ("", ""))[1] == NOTE:
                    yield (entry.head.session, question.id), step.title


def _meeting(one: Held, progress: Progress, exercises: Mapping[str, Any]) -> Meeting:
    planned = {} if one.number is None else dict(_planned(progress, one.number, exercises))
    done = [exercises[name].title if name in exercises else planned.get(name, name) for name in one.done]
    return Meeting(number=one.number, day=one.day, title=one.title, done=tuple(done), scores=one.scores)


def _planned(progress: Progress, number: int, exercises: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for part, _ in progress.parts(number):
        yield part.exercise or str(part.block), title_of(part, exercises)


def _content(house: House, story: Series, chosen: Chosen, wish: Wish) -> Content:
    return Content(
        document=lambda: series.document(story, house.now()),
        rows=lambda: series.table(story),
        data=lambda: _data(story, chosen),
        header=series.HEADER,
        template=wish.template,
    )


def _data(story: Series, chosen: Chosen) -> dict[str, Any]:
    return {"formaat": FORMAT, "verslag": series.data(story), "overgeslagen": file_data(chosen.skipped)}


def _notices(house: House, story: Series, fmt: str, target: Path | None) -> Iterator[str]:
    if target is not None:
        held = counted(len(story.meetings), "bijeenkomst", "bijeenkomsten")
        yield f"Geschreven: een verslag van {held}."
    for one in story.told:
        if one.left_out:
            yield f"Weggelaten uit {one.head.named}: {'; '.join(one.left_out)}."
    left = [item for item in story.items() if item.under is None]
    if left:
        yield f"{counted(len(left), 'vraag staat', 'vragen staan')} onder “{series.UNPLACED}”."
    if not story.themes:
        yield "Er zijn nog geen thema’s gekozen. Dat kan in een terminal, of met een bestand: --keuzes"
    if fmt == "docx":
        yield CONCEPT
    if target is not None:
        yield from delivering.about_place(house, target)


# --- what a person chose --------------------------------------------------------------------------------------------


def _decided(
    house: House,
    sources: Sequence[Source],
    progress: Progress,
    wish: Wish,
    window: Window | None,
    target: Path | None,
) -> tuple[Decided, tuple[str, ...]]:
    """What was chosen before, in a file, or what is chosen now; and where that is kept."""
    before = Decided()
    if wish.choices is not None:
        before = series_choices.from_file(wish.choices, sources)
    everything = _everything(sources)
    left = [item for item in everything if item.key not in before.placing]
    if window is None or not left or (wish.choices is not None and not _goes_on(window, len(left))):
        return before, ()
    from armoede_toolbox.privacy import scan_text

    window.guard = scan_text
    file = _choices_file(house, progress, target)
    asking = Asking(window, everything if wish.choices is None else left, sources, before, file.keep)
    try:
        asking.run()
    except Interrupted:
        kept = _told(file, window)
        again = f" --keuzes {kept}" if kept else ""
        do = f"Begin opnieuw met: armoede traject verslag {progress.trajectory.number}{again}"
        raise Stopped("We stoppen. Er is geen verslag gemaakt.", "", do) from None
    kept = _told(file, window)
    return asking.decided, (f"Je keuzes staan in {kept}. Een volgende keer: --keuzes {kept}",) if kept else ()


def _goes_on(window: Window, left: int) -> bool:
    question = f"{counted(left, 'vraag heeft', 'vragen hebben')} nog geen plek. Wil je die nu kiezen?"
    return window.pick(question, ("Nee, maak het verslag", "Ja")) == 1


def _choices_file(house: House, progress: Progress, target: Path | None) -> Kept:
    """Beside the report, and otherwise in the user's own folder."""
    folders, stem = [house.places.state], f"keuzes-{progress.trajectory.id}"
    with suppress(ToolboxError):
        folders.insert(0, delivering.target_of(house, target.parent if target else Path.cwd(), stem).parent)
    return Kept(stem, folders)


def _told(kept: Kept, window: Window) -> str | None:
    """Where the choices are, for who types it over. A full disk loses no report."""
    if kept.problem is not None:
        window.say("Je keuzes konden we niet bewaren.", kept.problem)
    if kept.file is None:
        return None
    return as_argument(kept.file.name if kept.file.parent == Path.cwd() else str(kept.file))
