"""``logboek`` and ``exporteer``: list, show, find and copy what teams wrote. Nothing here changes a logbook.

Personal sessions take part only when the person asks for them; otherwise their folder is not even opened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from armoede_toolbox.entry import Agreement, Contribution, Head, JournalEntry, Question, State, StepRecord, to_json
from armoede_toolbox.entry.lines import LABELS
from armoede_toolbox.entry.render import sentence_about
from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.prompts import KINDS, totals_to_markdown
from armoede_toolbox.storage import journal, naming, places, safely
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import clean, counted, spelled, unescape
from armoede_toolbox.vocabulary import MODE_WORDS, EntryKind, LearningNeed, Mode
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    belongs,
    beside,
    catalogue_of,
    file_data,
    fitting,
    known_team,
    labelled,
    missing,
    skipped_problems,
    written,
)

Format = Literal["md", "json"]

ABOUT_PERSONAL: Final = "Sessies van jou alleen zie je met --persoonlijk."
ALL_ANSWERS: Final = "Alle antwoorden staan erin, ook wat niet in een verslag mag."
_PERSONAL_NAME: Final = "Van jou alleen"
_YEAR: Final = re.compile(r"\d{4}")
_DAY_WIDTH: Final = len("22 september 2026")
_MARKED: Final = re.compile(r"(?:[-*+]|\d+[.)]) ")
_ONLY_IN_FILES: Final = frozenset({"afspraken", "stappen", "notities", "waarschuwingen"})


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries; ``None`` is all of them. With a team, personal ones never take part."""

    team: str | None = None
    need: LearningNeed | None = None
    exercise: str | None = None
    since: date | None = None
    until: date | None = None
    personal: bool = False

    @property
    def given(self) -> bool:
        """Whether anything is asked for in particular."""
        return any(one is not None for one in (self.team, self.need, self.exercise, self.since, self.until))


NO_FILTERS: Final = Filters()


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the logbook; ``team`` is ``None`` for the personal one."""

    team: str | None
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """One entry, by its head."""

    path: Path
    head: Head
    root: Root


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in the logbook, oldest first, and what does not take part."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]


def _roots(house: House, filters: Filters) -> list[Root]:
    known = journal.known_teams(house.places, house.config)
    keys = list(known) if filters.team is None else [known_team(house, filters.team)]
    roots = [Root(key, f"Team {known[key]}", journal.team_root(house.places, house.config, key)) for key in keys]
    if filters.personal and filters.team is None:
        roots.append(Root(None, _PERSONAL_NAME, journal.personal_root(house.places)))
    return roots


def _read(house: House, filters: Filters) -> _Read:
    """The entries that fit the filters. Opens no folder that was not asked for."""
    found: dict[Path, Found] = {}
    skipped: dict[Path, Skipped] = {}
    problems: list[Problem] = []
    for root in _roots(house, filters):
        gone = missing(house, root.team, root.path) if root.team else None
        problems += [gone] if gone else []
        scan = journal.scan(root.path)
        skipped |= {one.file: one for one in (*scan.skipped, *scan.copies)}
        for path, head in scan.files:
            if root.team is None or belongs(house, root.team, head.team):
                found.setdefault(path, Found(path, head, root))
    left_out = tuple(skipped.values())
    kept = tuple(sorted(_filtered(house, found.values(), filters), key=lambda one: one.head.started))
    return _Read(kept, left_out, (*problems, *skipped_problems(left_out)))


def _filtered(house: House, found: Iterable[Found], filters: Filters) -> Iterator[Found]:
    entries = list(found)
    exercise = _exercise_id(house, entries, filters.exercise) if filters.exercise else None
    for one in entries:
        day = one.head.started.date()
        wanted = filters.need in (None, one.head.learning_need) and exercise in (None, one.head.exercise)
        if wanted and (filters.since or day) <= day <= (filters.until or day):
            yield one


@dataclass(frozen=True, slots=True)
class _Name:
    """An exercise as people call it; it need not exist any more."""

    id: str
    number: str
    title: str


def _exercise_id(house: House, found: Iterable[Found], name: str) -> str:
    cards, _ = catalogue_of(house)
    names = {one.head.exercise: _Name(one.head.exercise, one.head.number, one.head.title) for one in found}
    names |= {card.id: _Name(card.id, card.number, card.title) for card in cards}
    return naming.find(name, list(names.values())).id


def _find(house: House, name: str, filters: Filters) -> Path:
    """The file of a session by id, tail or ``laatste``; a personal one only when asked for."""
    try:
        return journal.find([root.path for root in _roots(house, filters)], name)
    except ToolboxError as error:
        if filters.personal:
            raise
        problems = [Problem(one.what, one.where, f"{one.do} {ABOUT_PERSONAL}".strip()) for one in error.problems]
        raise ToolboxError(problems) from None


# --- logboek lijst --------------------------------------------------------------------------------------------------


def list_entries(house: House, filters: Filters = NO_FILTERS) -> Entries:
    """The entries that fit, newest first. Damaged files are named and change nothing for the others."""
    read = _read(house, filters)
    notices = () if filters.personal or filters.team else (ABOUT_PERSONAL,)
    return Entries(read.found[::-1], read.skipped, filters.given, notices, read.problems)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of the logbook, for people and for scripts."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    filtered: bool
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """By team, newest first; at the right the name with which one can be shown."""
        room = fitting(width)
        if not self.found:
            empty = "Er is geen sessie die hierbij past." if self.filtered else "Het logboek is nog leeg."
            return "\n".join(wrap(empty, room))
        lines = ["\n".join(self._of_root(root, room)) for root in dict.fromkeys(one.root for one in self.found)]
        ending = f"Bekijk er een met: armoede logboek toon {_tail(self.found[0].head)}"
        return "\n\n".join([*lines, "\n".join(wrap(ending, room))])

    def data(self) -> dict[str, Any]:
        """The list as JSON: the front matter of each file, and where it stands."""
        sessions = [_head_data(one) for one in self.found]
        return {"formaat": FORMAT, "sessies": sessions, "overgeslagen": file_data(self.skipped)}

    def _of_root(self, root: Root, width: int) -> Iterator[str]:
        """The entries know the name of their team as people write it."""
        mine = [one.head for one in self.found if one.root == root]
        yield f"Team {mine[0].team}" if root.team and mine[0].team else root.name
        for head in mine:
            yield from _row(head, width)


def _row(head: Head, width: int) -> Iterator[str]:
    prefix = f"  {spelled(head.started.date()):<{_DAY_WIDTH}}  "
    yield from beside(prefix, head.title, _tail(head), width)
    yield from wrap(_about(head), width, " " * len(prefix))


def _about(head: Head) -> str:
    many = f", {counted(head.participants, 'mens', 'mensen')}" if head.mode is Mode.TEAM else ""
    words = [MODE_WORDS[head.mode] + many]
    words += ["terugblik"] if head.kind is EntryKind.LOOK_BACK else []
    words += [] if head.complete or head.kind is EntryKind.LOOK_BACK else ["niet alle vragen"]
    return ", ".join(words)


def _tail(head: Head) -> str:
    return head.session[-journal.TAIL_LENGTH :]


def _head_data(one: Found) -> dict[str, Any]:
    data = to_json(JournalEntry(head=one.head))
    return {key: value for key, value in data.items() if key not in _ONLY_IN_FILES} | {"bestand": written(one.path)}


# --- logboek toon ---------------------------------------------------------------------------------------------------


def show_entry(house: House, name: str, personal: bool = False) -> Entry:
    """One entry to read. Raises ``ToolboxError`` when it is not there or cannot be read."""
    path = _find(house, name, Filters(personal=personal))
    entry = journal.load(path)
    problems = (Problem(warned.reason, f"{written(path)}, regel {warned.line}") for warned in entry.warnings)
    return Entry(entry, path, (), tuple(problems))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, for people and for scripts."""

    entry: JournalEntry
    path: Path
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Its agreements first; last where the file stands."""
        room = fitting(width)
        lines = [line for text in readable(self.entry) for line in _hung(text, room)]
        return "\n".join([*lines, "", "Het bestand:", written(self.path)])

    def data(self) -> dict[str, Any]:
        """The whole entry as JSON."""
        return {"formaat": FORMAT, "sessie": to_json(self.entry) | {"bestand": written(self.path)}}


def _hung(text: str, width: int) -> list[str]:
    """A line that was made for reading, wrapped; later lines hang under its words."""
    words = text.lstrip()
    indent = len(text) - len(words)
    mark = _MARKED.match(words)
    return wrap(words, width, " " * indent, indent + (len(mark[0]) if mark else 0))


def readable(entry: JournalEntry) -> list[str]:
    """An entry as lines of plain text, agreements first. Lines are as long as people made them."""
    parts = [[entry.head.title, sentence_about(entry.head)], list(_agreements(entry.agreements))]
    parts += [list(_notes(entry.notes, 0)), *(list(_step(step)) for step in entry.steps)]
    lines = [line for part in parts if part for line in ("", *part)]
    return lines[1:]


def _agreements(agreements: Sequence[Agreement]) -> Iterator[str]:
    yield "Afspraken" if agreements else "Er is geen afspraak gemaakt."
    for agreement in agreements:
        yield from _below(f"- {agreement.what}", 2)
        rows = (
            ("wie", agreement.who),
            ("klaar op", _spelled(agreement.ready_on)),
            ("terugkijken op", _spelled(agreement.look_back_on)),
            ("een inwoner merkt", agreement.resident_notices),
            ("aangevinkt", "ja, met de hand" if agreement.ticked else None),
        )
        yield from (line for label, value in rows if value for line in _below(f"{label}: {value}", 4))
        yield from _notes(agreement.notes, 4)


def _spelled(day: date | None) -> str | None:
    return spelled(day) if day else None


def _below(text: str, indent: int) -> Iterator[str]:
    """A text that may have more lines, indented."""
    first, *rest = text.split("\n")
    mark = _MARKED.match(first)
    yield " " * indent + first
    yield from (" " * (indent + (len(mark[0]) if mark else 0)) + line for line in rest)


def _notes(notes: Iterable[str], indent: int) -> Iterator[str]:
    for note in notes:
        yield from _below(f"Notitie: {clean(note)}", indent)


def _step(step: StepRecord) -> Iterator[str]:
    yield f"{step.number}. {step.title}"
    yield from _notes(step.notes, 2)
    for index, question in enumerate(step.questions):
        yield from [""] if index else []
        yield from _below(question.text, 2)
        yield from _answers(question)
        yield from _notes(question.notes, 4)


def _answers(question: Question) -> Iterator[str]:
    if question.totals is not None:
        yield "    geteld:"
        yield from (f"    {line}" for line in unescape(totals_to_markdown(question.totals)).split("\n"))
    many = len(question.contributions) > 1
    for number, contribution in enumerate(question.contributions, start=1):
        yield from _contribution(question, contribution, number if many else None)
    if question.state not in (State.ANSWERED, State.COUNTED):
        yield f"    {LABELS[question.state].strip('*')}"


def _contribution(question: Question, contribution: Contribution, number: int | None) -> Iterator[str]:
    """One line as a bullet; more lines, which have bullets of their own, below a word that tells whose they are."""
    text = _value(question, contribution)
    label = contribution.perspective
    if "\n" not in text and not _MARKED.match(text):
        yield f"    - {label}: {text}" if label else f"    - {text}"
        return
    if label or number:
        yield f"    {label or f'bijdrage {number}'}:"
    indent = " " * (6 if label or number else 4)
    yield from (indent + line for line in text.split("\n"))


def _value(question: Question, contribution: Contribution) -> str:
    if contribution.unreadable is not None:
        return clean(contribution.unreadable)
    return unescape(KINDS[question.kind].to_markdown(contribution.value))


# --- logboek pad ----------------------------------------------------------------------------------------------------


def path_of(house: House, name: str | None = None, personal: bool = False) -> Paths:
    """The folders of the logbook, or the file of one session."""
    filters = Filters(personal=personal)
    if name is not None:
        return Paths((), _find(house, name, filters))
    roots = _roots(house, filters)
    if not roots:
        nothing = "Er is nog geen team. Hier komen straks de mappen van teams."
        return Paths((Root(None, "", house.places.teams),), None, (nothing, ABOUT_PERSONAL))
    return Paths(tuple(roots), None, () if personal else (ABOUT_PERSONAL,))


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the logbook is, for people and for scripts."""

    roots: tuple[Root, ...]
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def text(self, width: int = 80) -> str:
        """One path per line, never broken; with more than one folder its team stands in front."""
        del width
        if self.file is not None or len(self.roots) == 1:
            return written(self.file or self.roots[0].path)
        return "\n".join(labelled(((root.name, written(root.path)) for root in self.roots), 2**16))

    def data(self) -> dict[str, Any]:
        """The paths as JSON."""
        if self.file is not None:
            return {"formaat": FORMAT, "bestand": written(self.file)}
        folders = [{"team": root.team, "map": written(root.path), "bestaat": root.path.is_dir()} for root in self.roots]
        return {"formaat": FORMAT, "mappen": folders}


# --- exporteer ------------------------------------------------------------------------------------------------------


def export(
    house: House,
    names: Sequence[str] = (),
    fmt: Format = "md",
    filters: Filters = NO_FILTERS,
    to: Path | None = None,
    overwrite: bool = False,
) -> Exported:
    """Copy entries as they are (``md``) or as data (``json``): the named ones, or else all that fit the filters."""
    paths, skipped, problems = _chosen(house, names, filters)
    made = _COPIES[fmt](paths, skipped)
    notices = () if names or filters.personal or filters.team else (ABOUT_PERSONAL,)
    problems = (*problems, *skipped_problems(made.skipped[len(skipped) :]))
    if to is None or not made.paths:
        empty = () if made.paths else ("Er is geen sessie die hierbij past. Er is niets geschreven.",)
        return Exported(made.content, made.data, None, (*empty, *notices), problems)
    target = _target(house, to, _file_name(house, made.paths, fmt))
    _save(target, made.content, overwrite)
    told = _told(house, target, made)
    return Exported(made.content, made.data, target, (*told, *notices), problems)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was copied. ``content`` is what stands, or would stand, in the file."""

    content: bytes
    made: dict[str, Any]
    file: Path | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """The file that was written; without one its contents, without what a terminal could obey."""
        del width
        return written(self.file) if self.file else clean(self.content.decode("utf-8", "replace"))

    def data(self) -> dict[str, Any]:
        """The export as JSON, whatever its format."""
        return self.made


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy of entries: the paths that are in it and what was left out."""

    content: bytes
    data: dict[str, Any]
    paths: list[Path]
    skipped: list[Skipped]


def _chosen(
    house: House, names: Sequence[str], filters: Filters
) -> tuple[list[Path], list[Skipped], tuple[Problem, ...]]:
    if names:
        return list(dict.fromkeys(_find(house, name, filters) for name in names)), [], ()
    read = _read(house, filters)
    return [one.path for one in read.found], list(read.skipped), read.problems


def _as_files(paths: Iterable[Path], skipped: Sequence[Skipped]) -> _Made:
    """The files as they are; where there are more, a line with its name stands above each."""
    left_out, contents = list(skipped), dict[Path, bytes]()
    for path in paths:
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            left_out.append(Skipped(path, None, safely.because(error)))
    pieces = [content if len(contents) == 1 else _headed(path, content) for path, content in contents.items()]
    data = {"formaat": FORMAT, "bestanden": list(map(written, contents)), "overgeslagen": file_data(left_out)}
    return _Made(b"\n".join(pieces), data, list(contents), left_out)


def _headed(path: Path, content: bytes) -> bytes:
    name = written(Path(path.name)).replace("--", "- -").replace(">", "")
    return f"<!-- {name} -->\n\n".encode() + content + (b"" if content.endswith(b"\n") else b"\n")


def _as_data(paths: Iterable[Path], skipped: Sequence[Skipped]) -> _Made:
    left_out, sessions = list(skipped), dict[Path, dict[str, Any]]()
    for path in paths:
        try:
            sessions[path] = to_json(journal.load(path))
        except ToolboxError as error:
            left_out.append(_unread(path, error.problems[0]))
    data = {"formaat": FORMAT, "sessies": list(sessions.values()), "overgeslagen": file_data(left_out)}
    content = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return _Made(content.encode("utf-8", "replace"), data, list(sessions), left_out)


def _unread(path: Path, problem: Problem) -> Skipped:
    line = re.search(r"regel (\d+)$", problem.where)
    return Skipped(path, int(line[1]) if line else None, problem.what)


_COPIES: Final = {"md": _as_files, "json": _as_data}


def _file_name(house: House, paths: Sequence[Path], fmt: Format) -> str:
    if len(paths) == 1:
        return f"{paths[0].stem}.{fmt}"
    return f"logboek-{house.today().isoformat()}.{fmt}"


def _target(house: House, to: Path, name: str) -> Path:
    """Where the copy goes. Never in the logbook itself: a finished file is not written twice."""
    to = to.expanduser().absolute()
    target = to / name if to.is_dir() else to
    if not target.parent.is_dir():
        what = "De map voor dit bestand is er niet."
        raise ToolboxError(what, str(target.parent), "Maak de map, of kies een andere.")
    real = target.resolve()
    for root in _roots(house, Filters(personal=True)):
        inside = root.path.resolve()
        if real.is_relative_to(inside) and _YEAR.fullmatch(real.relative_to(inside).parts[0]):
            what = "Op deze plek staan de bestanden van het logboek zelf. Daar schrijven we niets bij."
            raise ToolboxError(what, str(target), "Kies een andere map.")
    return target


def _save(target: Path, content: bytes, overwrite: bool) -> None:
    try:
        (safely.replace if overwrite else safely.write_new)(target, content)
    except FileExistsError:
        do = "Kies een andere naam. Of geef --overschrijf als het oude weg mag."
        raise ToolboxError("Dit bestand bestaat al. We hebben het niet veranderd.", str(target), do) from None
    except OSError as error:
        what = f"Het bestand konden we niet schrijven. {safely.because(error)}"
        raise ToolboxError(what, str(target), "Kies een andere plek met --naar.") from error


def _told(house: House, target: Path, made: _Made) -> Iterator[str]:
    yield f"Geschreven: {counted(len(made.paths), 'sessie', 'sessies')}. {ALL_ANSWERS}"
    if made.skipped:
        yield f"Weggelaten: {counted(len(made.skipped), 'bestand', 'bestanden')}."
    shared = places.shared(target, house.environ)
    if shared is not None:
        yield shared.sentence
