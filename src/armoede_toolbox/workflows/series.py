"""``traject verslag``: a series of meetings as one story that may go out.

The answers are sorted by what the exercises say about them. Somebody names the themes and places what is left; what
was chosen goes into a file beside the report, so that nobody has to do it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.errors import Problem, Stopped, ToolboxError
from armoede_toolbox.exercises.meeting import NOTE, origin
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.progress import Held, Progress, title_of
from armoede_toolbox.reporting import report, series
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.reporting.series import Item, Meeting, Placed, Placing, Series, Under
from armoede_toolbox.reporting.sharing import WORDS, Choices, Share
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage.indexing import Progress as Bar
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.text import clean, clean_line, counted, listed, nearest, quoted, spelled
from armoede_toolbox.vocabulary import Level
from armoede_toolbox.workflows import agreements, delivering, sweeping
from armoede_toolbox.workflows.delivering import FORMATS, ON_SCREEN, Chosen, Content
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, file_data, written
from armoede_toolbox.workflows.logbook import Filters, Root, roots_of
from armoede_toolbox.workflows.progressing import is_personal, personal_root, progress_in
from armoede_toolbox.workflows.reporting import CONCEPT, Wish, read_choices, sources_of

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window
    from armoede_toolbox.yamltext import Document as Yaml

MOST_THEMES: Final = 5
"""Three to five read best; more is a list."""
_SHOWN: Final = 8
"""So many lines of an answer are shown to who places it."""
_WAYS: Final = ("Zoals we samen kozen", "Per vraag kiezen", "Alleen de afspraken")
_SHARES: Final = {Share.ALL: "Alles, zonder naam", Share.THEMES: "Alleen de thema’s"}
_ALL_THEMES: Final = "Bij alle thema’s"
_LEAVE_OUT: Final = "Niet in het verslag"
_NOT_YET: Final = "Dat weet ik nog niet"
_KINDS: Final = {
    "Iets wat we zeiden": Under.SAID,
    "Een dilemma": Under.DILEMMA,
    "Iets wat we ervan leerden": Under.LEARNED,
    "Een aanknopingspunt": Under.LEAD,
    "Een signaal": Under.SIGNAL,
}
_LEVELS: Final = {**{word: level for level, word in series.WHOSE.items()}, _NOT_YET: None}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person chose: the themes, where answers go, and what leaves of them."""

    themes: tuple[str, ...] = ()
    placing: Placing = field(default_factory=dict)
    shares: Mapping[tuple[str, str], Share] = field(default_factory=dict)

    def of(self, session: str) -> Choices:
        """What leaves of one session."""
        return {question: share for (one, question), share in self.shares.items() if one == session}


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
        return written(self.file) if self.file else clean(self.content.decode("utf-8", "replace"))

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
    swept = _swept(sources, decided, wish, window)
    story = _story(house, library, root, progress, swept.things, decided, dict(_names(sources)))
    content = _content(house, story, chosen, wish)
    made = FORMATS[fmt](content)
    if target is not None:
        delivering.save(target, made.content, wish.overwrite)
    notices = (*_notices(house, story, fmt, target), *kept, *made.notices, *swept.notices)
    return Told(story, made.content, fmt, target, chosen, notices, chosen.problems)


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
        names = [root.name.removeprefix("Team ") for _, root in held]
        what = f"{counted(len(held), 'team deed', 'teams deden')} deze reeks: {listed(names)}."
        raise ToolboxError(what, "", f"Zeg van wie het verslag is, bijvoorbeeld: --team {quoted_word(names[0])}")
    return held[0]


def quoted_word(name: str) -> str:
    """A name as it is typed behind an option."""
    return f'"{name}"' if " " in name else name


def _sessions(house: House, root: Root, progress: Progress, bar: Bar | None) -> Chosen:
    filters = Filters(team=root.team, personal=root.team is None)
    return delivering.choose(house, [one.session for one in progress.held], filters, bar)


def _target(house: House, wish: Wish, fmt: str, progress: Progress) -> Path | None:
    if wish.to is None and fmt in ON_SCREEN:
        return None
    name = f"verslag-{progress.trajectory.id}-{progress.held[-1].day.isoformat()}.{fmt}"
    return delivering.target_of(house, wish.to or Path.cwd(), name)


# --- the story ------------------------------------------------------------------------------------------------------


def _swept(
    sources: Sequence[Source], decided: Decided, wish: Wish, window: Window | None
) -> sweeping.Swept[report.Told]:
    told = [report.tell(replace(one, choices=decided.of(one.entry.head.session))) for one in sources]
    return sweeping.sweep(told, wish.care, window)


def _story(
    house: House,
    library: Library,
    root: Root,
    progress: Progress,
    told: Sequence[report.Told],
    decided: Decided,
    names: Mapping[tuple[str, str], str],
) -> Series:
    exercises = {exercise.id: exercise for exercise in library.exercises}
    by_session = {one.session: one for one in progress.held}
    held = [by_session[one.head.session] for one in told]
    statuses = agreements.statuses_in(house, root)
    return Series(
        title=progress.trajectory.title,
        goal=progress.trajectory.goal,
        planned=progress.total,
        team=root.name.removeprefix("Team ") if root.team else None,
        meetings=tuple(_meeting(one, progress, exercises) for one in held),
        told=tuple(told),
        themes=decided.themes,
        placing=decided.placing,
        became=series.became_of(statuses, [one.head for one in told]),
        names=names,
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
            yield f"Weggelaten uit {one.head.title}, {spelled(one.head.started.date())}: {'; '.join(one.left_out)}."
    left = [item for item in story.items() if item.under is None]
    if left:
        yield f"{counted(len(left), 'vraag staat', 'vragen staan')} onder “{series.UNPLACED}”."
    if not story.themes:
        yield "Er zijn nog geen thema’s gekozen. Dat kan in een terminal, of met een bestand: --keuzes"
    if fmt == "docx":
        yield CONCEPT
    if target is not None:
        yield from delivering.about_place(house, target)


# --- choosing on the screen -----------------------------------------------------------------------------------------


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
        before = _ChoiceFile(read_choices(wish.choices), wish.choices, sources).decided()
    everything = series.items([report.tell(source) for source in sources], {}, names=dict(_names(sources)))
    left = [item for item in everything if item.key not in before.placing]
    if window is None or not left or (wish.choices is not None and not _goes_on(window, len(left))):
        return before, ()
    from armoede_toolbox.privacy import scan_text

    window.guard = scan_text
    asking = _Asking(window, everything if wish.choices is None else left, sources, before)
    try:
        asking.run()
    except Interrupted:
        kept = _kept(house, asking, progress, target)
        again = f" --keuzes {kept}" if kept else ""
        do = f"Begin opnieuw met: armoede traject verslag {progress.trajectory.number}{again}"
        raise Stopped("We stoppen. Er is geen verslag gemaakt.", "", do) from None
    kept = _kept(house, asking, progress, target)
    return asking.decided, (f"Je keuzes staan in {kept}. Een volgende keer: --keuzes {kept}",) if kept else ()


def _goes_on(window: Window, left: int) -> bool:
    question = f"{counted(left, 'vraag heeft', 'vragen hebben')} nog geen plek. Wil je die nu kiezen?"
    return window.pick(question, ("Nee, maak het verslag", "Ja")) == 1


def _kept(house: House, asking: _Asking, progress: Progress, target: Path | None) -> str | None:
    """Write down what was chosen, beside the report. A full disk loses no report."""
    if not asking.decided.themes and not asking.decided.placing and not asking.decided.shares:
        return None
    folder = target.parent if target else Path.cwd()
    file = delivering.free_name(folder, f"keuzes-{progress.trajectory.id}", "yaml")
    try:
        delivering.save(delivering.target_of(house, folder, file.name), _as_yaml(asking.decided), overwrite=False)
    except ToolboxError as error:
        asking.window.say("Je keuzes konden we niet bewaren.", error.problems[0].what)
        return None
    return file.name if folder == Path.cwd() else str(file)


class _Asking:
    """Walks through the questions with a person; ``/terug`` goes one back."""

    def __init__(self, window: Window, todo: Sequence[Item], sources: Sequence[Source], before: Decided) -> None:
        self.window = window
        self.decided = before
        self._items = tuple(todo)
        self._most = {
            (source.entry.head.session, question.id): most
            for source in sources
            for question, most in report.candidates(source)
        }
        self._each = False

    def run(self) -> None:
        """Ask everything that was not chosen before. Raises ``Interrupted``; what was chosen is in ``decided``."""
        if self.decided.placing:
            self._place_all()
            return
        self.window.show(Screen("Verslag van de reeks", "", tuple(self._about())))
        way = self._pick("Wat gaat er mee?", _WAYS)
        if way == 2:
            self.decided = Decided(shares=dict.fromkeys(self._most, Share.NOTHING))
            return
        self._each = way == 1
        self._name_themes()
        self._place_all()

    def _about(self) -> Iterator[Block]:
        heads = {item.head.session: item.head for item in self._items}
        for head in heads.values():
            many = sum(item.head == head for item in self._items)
            told = f"{head.title}, {spelled(head.started.date())}: {counted(many, 'vraag', 'vragen')}"
            yield Block(told, Style.ROW)
        yield Block("Minder mag altijd, meer niet. De afspraken gaan mee.", Style.HINT)

    def _pick(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """A choice in which only /terug and stopping mean something."""
        while True:
            try:
                return self.window.pick(question, options, default=default)
            except CommandGiven as given:
                if given.command is Command.BACK:
                    raise
                if given.command in (Command.STOP, Command.ROUND_OFF):
                    raise Interrupted from None
                self.window.say("Kies een van de mogelijkheden. Met /terug ga je één vraag terug, met /stop stop je.")

    def _name_themes(self) -> None:
        """Three to five names; the words that were harvested as themes stand on the screen."""
        said = [line for item in self._items if item.under is Under.SAID for line in series.said(item.part)]
        rows = [Block(line, Style.ROW) for line in dict.fromkeys(said)][: 2 * _SHOWN]
        hint = Block("Noem drie tot vijf thema’s, in jullie eigen woorden. Een lege regel: klaar.", Style.HINT)
        self.window.show(Screen("Thema’s", "", (*rows, hint)))
        themes: list[str] = []
        while len(themes) < MOST_THEMES:
            try:
                theme = clean_line(self.window.line(f"Thema {len(themes) + 1}:"))
            except CommandGiven as given:
                if given.command in (Command.STOP, Command.ROUND_OFF):
                    raise Interrupted from None
                themes = themes[:-1] if given.command is Command.BACK else themes
                continue
            if not theme:
                break
            if theme not in themes:
                themes.append(theme)
            self.decided = replace(self.decided, themes=tuple(themes))
        self.decided = replace(self.decided, themes=tuple(themes))

    def _place_all(self) -> None:
        number = 0
        while number < len(self._items):
            try:
                if not self._place(number):
                    return
                number += 1
            except CommandGiven:
                number = max(number - 1, 0)

    def _place(self, number: int) -> bool:
        """Place one; whether to go on."""
        item = self._items[number]
        self.window.show(Screen("Waar hoort dit?", f"{number + 1} van {len(self._items)}", tuple(_shown(item))))
        options = [*self.decided.themes, _ALL_THEMES, _LEAVE_OUT, "De rest laat ik zo staan"]
        chosen = self._pick("Bij welk thema hoort dit?", options)
        if chosen == len(options) - 1:
            return False
        if options[chosen] == _LEAVE_OUT and chosen == len(options) - 2:
            self._keep(item, Placed(), Share.NOTHING)
            return True
        theme = options[chosen] if chosen < len(self.decided.themes) else None
        under = item.under or list(_KINDS.values())[self._pick("Wat is dit?", list(_KINDS))]
        level = self._level() if under is Under.LEAD else None
        self._keep(item, Placed(theme, under, level), self._share(item))
        return True

    def _level(self) -> Level | None:
        return list(_LEVELS.values())[self._pick("Wie kan hier iets mee?", list(_LEVELS))]

    def _share(self, item: Item) -> Share:
        most = self._most[item.key]
        if not self._each or most is not Share.ALL:
            return most
        return list(_SHARES)[self._pick("Wat gaat hiervan mee?", list(_SHARES.values()))]

    def _keep(self, item: Item, placed: Placed, share: Share) -> None:
        shares = {key: one for key, one in self.decided.shares.items() if key != item.key}
        if share is not self._most[item.key]:
            shares[item.key] = share
        placing = {**self.decided.placing, item.key: placed}
        self.decided = replace(self.decided, placing=placing, shares=shares)


def _shown(item: Item) -> Iterator[Block]:
    yield Block(f"{item.head.title}, {spelled(item.head.started.date())}", Style.HINT)
    yield Block(item.text, Style.QUESTION)
    lines = series.said(item.part)
    yield from (Block(line, Style.ROW) for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield Block(f"en nog {len(lines) - _SHOWN}", Style.HINT)


# --- a choice file --------------------------------------------------------------------------------------------------

_THEMES, _PLACING = "themas", "indeling"
_THEME, _UNDER, _LEVEL, _SHARE = "thema", "onder", "niveau", "mee"
_SHARE_WORDS: Final = {word: share for share, word in WORDS.items()}


def _as_yaml(decided: Decided) -> bytes:
    """The choices as a file that people can change."""
    import yaml

    found: dict[str, dict[str, dict[str, str]]] = {}
    for session, question in dict.fromkeys([*decided.placing, *decided.shares]):
        placed, share = decided.placing.get((session, question), Placed()), decided.shares.get((session, question))
        said = {_THEME: placed.theme, _UNDER: placed.under, _LEVEL: placed.level, _SHARE: share.word if share else None}
        found.setdefault(session, {})[question] = {key: str(value) for key, value in said.items() if value}
    data = {_THEMES: list(decided.themes), _PLACING: found}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000).encode()


class _ChoiceFile:
    """Reads themes and places from a file. All that is wrong is told at once, with its line."""

    def __init__(self, document: Yaml, path: Path, sources: Sequence[Source]) -> None:
        self._document, self._path = document, path
        self._problems: list[Problem] = []
        self._most = {
            (source.entry.head.session, question.id): most
            for source in sources
            for question, most in report.candidates(source)
        }
        self._themes: tuple[str, ...] = ()

    def decided(self) -> Decided:
        """What the file says. Raises ``ToolboxError``."""
        data = self._document.data
        for key in data:
            if key not in (_THEMES, _PLACING):
                self._wrong((key,), f"{quoted(key)} kennen we niet.", f"Er zijn: {_THEMES} en {_PLACING}.")
        self._themes = self._named(data.get(_THEMES))
        found = dict(self._placed(data.get(_PLACING)))
        if self._problems:
            raise ToolboxError(self._problems)
        shares = {key: share for key, (_, share) in found.items() if share is not None}
        return Decided(self._themes, {key: placed for key, (placed, _) in found.items()}, shares)

    def _named(self, data: Any) -> tuple[str, ...]:
        names = data if isinstance(data, list) else [] if data in (None, "") else None
        if names is None or not all(isinstance(name, str) and clean_line(name) for name in names):
            self._wrong((_THEMES,), "Bij themas staat een lijst van namen.", "Schrijf per regel: - naam van het thema")
            return ()
        if len(names) > MOST_THEMES:
            what = f"Er staan {len(names)} thema’s. Een verslag heeft er hoogstens {MOST_THEMES}."
            self._wrong((_THEMES,), what, "Voeg er een paar samen.")
        return tuple(dict.fromkeys(map(clean_line, names)))

    def _placed(self, data: Any) -> Iterator[tuple[tuple[str, str], tuple[Placed, Share | None]]]:
        for session, questions in self._mapping(data, (_PLACING,)).items():
            known = next((one for one, _ in self._most if one == session), None)
            if known is None:
                self._wrong(
                    (_PLACING, session), f"De sessie {quoted(session)} zit niet in deze reeks.", "Haal haar weg."
                )
                continue
            for question, said in self._mapping(questions, (_PLACING, session)).items():
                key = (session, question)
                if key not in self._most:
                    self._unknown(key)
                else:
                    yield key, self._one(key, self._mapping(said, (_PLACING, *key)))

    def _mapping(self, data: Any, place: tuple[str, ...]) -> dict[str, Any]:
        if isinstance(data, dict):
            return data
        if data not in (None, ""):
            do = f"Schrijf bijvoorbeeld: {{{_THEME}: naam, {_UNDER}: {Under.DILEMMA}}}"
            self._wrong(place, f"Onder {quoted(place[-1])} verwachten we namen met een waarde.", do)
        return {}

    def _unknown(self, key: tuple[str, str]) -> None:
        known = [question for session, question in self._most if session == key[0]]
        near = nearest(key[1], known, most=1)
        do = f"Bedoel je {quoted(near[0])}?" if near else f"Er zijn: {listed(known)}."
        self._wrong((_PLACING, *key), f"De vraag {quoted(key[1])} heeft geen antwoord in deze sessie.", do)

    def _one(self, key: tuple[str, str], said: Mapping[str, Any]) -> tuple[Placed, Share | None]:
        found = {name: self._word((_PLACING, *key, name), value) for name, value in said.items()}
        share = _SHARE_WORDS.get(found.get(_SHARE) or "")
        if share is not None and share > self._most[key]:
            what = f"Bij {quoted(key[1])} mag niet meer mee dan {quoted(self._most[key].word)}."
            self._wrong((_PLACING, *key, _SHARE), what, "De groep koos dat samen.")
        under, level = found.get(_UNDER), found.get(_LEVEL)
        return Placed(found.get(_THEME), Under(under) if under else None, Level(level) if level else None), share

    def _word(self, place: tuple[str, ...], value: Any) -> str | None:
        """One of the words that may stand here."""
        allowed = {
            _THEME: list(self._themes),
            _UNDER: [under.value for under in Under],
            _LEVEL: [level.value for level in Level],
            _SHARE: list(_SHARE_WORDS),
        }.get(place[-1])
        if allowed is None:
            do = f"Er zijn: {listed([_THEME, _UNDER, _LEVEL, _SHARE])}."
            self._wrong(place, f"{quoted(place[-1])} kennen we niet.", do)
            return None
        word = clean_line(value) if isinstance(value, str) else ""
        if word not in allowed:
            do = f"Kies uit {listed(allowed, 'of')}." if allowed else f"Zet het thema eerst onder {_THEMES}."
            self._wrong(place, f"{quoted(word)} kennen we hier niet.", do)
            return None
        return word

    def _wrong(self, place: tuple[str, ...], what: str, do: str) -> None:
        line = self._document.at(place, key=True).line
        self._problems.append(Problem(what, f"{self._path}, regel {line}", do))
