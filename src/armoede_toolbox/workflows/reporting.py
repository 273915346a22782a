"""``verslag``: what may leave the team, in a file or on the screen (DESIGN 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.errors import Problem, Stopped, UsageError
from armoede_toolbox.prompts import OptionsFrom, Prompt, PromptWithOptions
from armoede_toolbox.reporting import report, rows, sharing
from armoede_toolbox.reporting.report import Source, Told
from armoede_toolbox.reporting.sharing import Choices, Share
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage.catalogue import questions_of
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import LATEST
from armoede_toolbox.text import counted, listed, quoted
from armoede_toolbox.vocabulary import EntryKind
from armoede_toolbox.workflows import choice_file, delivering, sweeping
from armoede_toolbox.workflows.choice_file import ChoiceFile
from armoede_toolbox.workflows.delivering import FORMATS, NOTHING, ON_SCREEN, Chosen, Content, Made
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, catalogue_of, file_data
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, NO_FILTERS, Filters
from armoede_toolbox.workflows.sweeping import NO_CARE, Care

if TYPE_CHECKING:
    from armoede_toolbox.entry import JournalEntry
    from armoede_toolbox.terminal.window import Window

CONCEPT: Final = "Dit is een concept. Maak het af in Word."
SHORT: Final = "txt"
WAYS: Final = ("Zoals we samen kozen", "Per vraag kiezen", "Alleen de afspraken")
LESS: Final = "Minder mag altijd, meer niet. De afspraken gaan mee."
_LEVELS: Final = {Share.ALL: "Alles, zonder naam", Share.THEMES: "Alleen de thema’s", Share.NOTHING: "Weglaten"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a report; ``None`` is not said."""

    format: str | None = None
    short: bool = False
    to: Path | None = None
    overwrite: bool = False
    choices: Path | None = None
    template: Path | None = None
    care: Care = NO_CARE


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, in a file or to show."""

    told: tuple[Told, ...]
    content: bytes
    format: str
    file: Path | None
    skipped: Chosen
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """The file that was written, or the report itself without what a terminal could obey."""
        del width
        return delivering.where_or_what(self.file, self.content)

    def data(self) -> dict[str, Any]:
        """The report for other programs."""
        return _data(self.told, self.skipped)


def make(
    house: House,
    names: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
    wish: Wish | None = None,
    window: Window | None = None,
    progress: Progress | None = None,
) -> Reported:
    """A report of the sessions that are named or fit, or else of the latest one."""
    wish = wish or Wish()
    fmt = _format(wish)
    latest = not names and not filters.given
    chosen = chosen_for(house, names, filters, progress)
    about = () if names or filters.personal or filters.team else (ABOUT_PERSONAL,)
    if not chosen.entries:
        return Reported((), b"", fmt, None, chosen, (NOTHING, *about), chosen.problems)
    target = _target(house, wish, fmt, chosen)
    if target is not None:
        delivering.refuse_existing(target, wish.overwrite)
    sources = _decided(sources_of(house, chosen), wish, window)
    swept = sweeping.sweep(tuple(map(report.tell, sources)), wish.care, window)
    told = swept.things
    made = _made(house, told, chosen, fmt, wish)
    if target is not None:
        delivering.save(target, made.content, wish.overwrite)
    notices = (*_notices(house, told, fmt, target, latest), *made.notices, *swept.notices)
    return Reported(told, made.content, fmt, target, chosen, notices, chosen.problems)


def _format(wish: Wish) -> str:
    if wish.short and wish.format:
        raise UsageError("Een korte tekst heeft geen formaat.", "", "Geef --kort of --formaat, niet allebei.")
    fmt = SHORT if wish.short else delivering.format_of(wish.format, wish.to)
    delivering.refuse_template(wish.template, fmt)
    return fmt


def chosen_for(house: House, names: Sequence[str], filters: Filters, progress: Progress | None = None) -> Chosen:
    """The sessions that are named or fit, or else the latest one. Look-backs have no report of their own."""
    latest = not names and not filters.given
    chosen = delivering.choose(house, [LATEST] if latest else names, filters, progress)
    return replace(chosen, entries=tuple(pair for pair in chosen.entries if pair[1].head.kind is EntryKind.SESSION))


def _target(house: House, wish: Wish, fmt: str, chosen: Chosen) -> Path | None:
    """A file where one was asked, or where the screen can't show it."""
    if wish.to is None and fmt in ON_SCREEN:
        return None
    first = chosen.entries[0][0]
    name = first.stem if len(chosen.entries) == 1 else house.today().isoformat()
    return delivering.target_of(house, wish.to or Path.cwd(), f"verslag-{name}.{fmt}")


def _made(house: House, told: Sequence[Told], chosen: Chosen, fmt: str, wish: Wish) -> Made:
    if fmt == SHORT:
        return Made(report.short(told).encode())
    content = Content(
        document=lambda: report.document(told, house.now()),
        rows=lambda: rows.rows(told),
        data=lambda: _data(told, chosen),
        template=wish.template,
    )
    return FORMATS[fmt](content)


def _data(told: Sequence[Told], chosen: Chosen) -> dict[str, Any]:
    return {"formaat": FORMAT, "verslag": {"sessies": rows.data(told)}, "overgeslagen": file_data(chosen.skipped)}


def _notices(house: House, told: Sequence[Told], fmt: str, target: Path | None, latest: bool) -> Iterator[str]:
    """What was written, and what was left out and why."""
    if latest:
        yield f"Dit is het verslag van de laatste sessie: {told[0].head.named}."
    if target is not None:
        yield f"Geschreven: een verslag van {counted(len(told), 'sessie', 'sessies')}."
    for one in told:
        whose = f" uit {one.head.named}" if len(told) > 1 else ""
        if one.left_out:
            yield f"Weggelaten{whose}: {'; '.join(one.left_out)}."
    if fmt == "docx":
        yield CONCEPT
    if target is not None:
        yield from delivering.about_place(house, target)


# --- the exercise as it is today ------------------------------------------------------------------------------------


def sources_of(house: House, chosen: Chosen) -> tuple[Source, ...]:
    """The sessions with their questions: for labels, and for old files that don't say what may leave."""
    known: dict[str, Mapping[str, Prompt]] = {}
    cards = {card.id: card for card in catalogue_of(house)[0]}
    for _, entry in chosen.entries:
        exercise = entry.head.exercise
        for name in (exercise, *entry.head.parts):
            if name not in known:
                known[name] = questions_of(cards[name]) if name in cards else {}
    return tuple(Source(entry, _of_entry(entry, known)) for _, entry in chosen.entries)


def _of_entry(entry: JournalEntry, known: Mapping[str, Mapping[str, Prompt]]) -> Mapping[str, Prompt]:
    """The questions by their ids in the file; in a meeting those of each part have its number."""
    if not entry.head.parts:
        return known[entry.head.exercise]
    from armoede_toolbox.exercises.meeting import key_in

    of_parts = {
        key_in(number, id_): _in_part(prompt, number)
        for number, part in enumerate(entry.head.parts, start=1)
        for id_, prompt in known[part].items()
    }
    return {**known[entry.head.exercise], **of_parts}


def _in_part(prompt: Prompt, number: int) -> Prompt:
    """In a meeting the question that options come from has the number of the part too."""
    from armoede_toolbox.exercises.meeting import key_in

    options = prompt.options if isinstance(prompt, PromptWithOptions) else None
    if not isinstance(options, OptionsFrom):
        return prompt
    source = key_in(number, options.source_prompt)
    return prompt.model_copy(update={"options": options.model_copy(update={"source_prompt": source})})


def prompts_of(house: House, exercise: str) -> Mapping[str, Prompt]:
    """The questions of an exercise as they are today; nothing when it is gone."""
    card = next((card for card in catalogue_of(house)[0] if card.id == exercise), None)
    return questions_of(card) if card else {}


# --- less than the room allowed -------------------------------------------------------------------------------------


def _decided(sources: Sequence[Source], wish: Wish, window: Window | None) -> tuple[Source, ...]:
    """Every session with what the facilitator chose: from a file, or else in the window."""
    if wish.choices is not None:
        return tuple(_from_file(sources, wish.choices))
    if window is None:
        return tuple(sources)
    return _asked(sources, window)


def _asked(sources: Sequence[Source], window: Window) -> tuple[Source, ...]:
    from armoede_toolbox.terminal.window import CommandGiven, Interrupted

    if not any(_open(source) for source in sources):
        return tuple(sources)
    try:
        window.show(Screen("Verslag", "", tuple(_about(sources))))
        way = window.pick("Wat gaat er mee?", WAYS)
        if way == 0:
            return tuple(sources)
        choose = _per_question if way == 1 else _nothing
        return tuple(replace(source, choices=choose(source, window)) for source in sources)
    except (Interrupted, CommandGiven):
        raise Stopped("We stoppen. Er is niets geschreven.", "", "Begin opnieuw met: armoede verslag") from None


def _open(source: Source) -> list[tuple[str, str, Share]]:
    """The questions about which there is something to choose: key, text and the most that may leave."""
    return [(one.id, one.text, most) for one, most in report.candidates(source) if most is not Share.NOTHING]


def _about(sources: Sequence[Source]) -> Iterator[Block]:
    for source in sources:
        head = source.entry.head
        yield Block(head.named, Style.HEADING)
        yield Block(f"Samen gekozen: {sharing.ROOM[head.sharing]}.")
    yield Block(LESS, Style.HINT)


def _per_question(source: Source, window: Window) -> Choices:
    found: dict[str, Share] = {}
    for key, text, most in _open(source):
        levels = [level for level in _LEVELS if level <= most]
        window.show(Screen("Verslag", "", (Block(text, Style.QUESTION),)))
        found[key] = levels[window.pick("Wat gaat hiervan mee?", [_LEVELS[level] for level in levels])]
    return found


def _nothing(source: Source, window: Window) -> Choices:
    del window
    return {key: Share.NOTHING for key, _, _ in _open(source)}


# --- a choice file --------------------------------------------------------------------------------------------------

_WORDS: Final = {word: share for share, word in sharing.WORDS.items()}


def _from_file(sources: Sequence[Source], path: Path) -> Iterator[Source]:
    """What a choice file says, for all sessions or under the name of one. All that is wrong is told at once."""
    file = choice_file.read(path)
    reader = _Choices(file, sources)
    found = [replace(source, choices=reader.of(source)) for source in sources]
    file.check()
    yield from found


@dataclass(frozen=True, slots=True)
class _Choices:
    """What a choice file says about these sessions."""

    file: ChoiceFile
    sources: Sequence[Source]

    def of(self, source: Source) -> Choices:
        """The choices for one session."""
        own: dict[str, Share] = {}
        for key, value in self.file.data.items():
            if isinstance(value, dict):
                own |= self._taken(source, value, (key,)) if _is_session(key, source) else {}
                self._check_session(key)
            else:
                own |= self._taken(source, {key: value}, ())
        return own

    def _taken(self, source: Source, given: Mapping[str, Any], above: tuple[str, ...]) -> dict[str, Share]:
        most = {question.id: share for question, share in report.candidates(source)} | {sharing.AGREEMENTS: Share.ALL}
        found: dict[str, Share] = {}
        for key, word in given.items():
            share = _WORDS.get(str(word))
            if share is None:
                do = f"Kies uit {listed(list(_WORDS), 'of')}."
                self.file.wrong((*above, key), f"{quoted(str(word))} kennen we niet.", do)
            elif key in most and share > most[key]:
                self.file.wrong((*above, key), *_too_much(source, key))
            elif key in most:
                found[key] = share
            else:
                self._check_question((*above, key), above)
        return found

    def _check_question(self, place: tuple[str, ...], above: tuple[str, ...]) -> None:
        """A question of another session that is in this report too is no mistake."""
        of = [one for one in self.sources if not above or _is_session(above[0], one)]
        known = [question.id for one in of for question, _ in report.candidates(one)]
        if place[-1] not in known:
            self.file.unanswered(place, known)

    def _check_session(self, key: str) -> None:
        if not any(_is_session(key, source) for source in self.sources):
            self.file.wrong(
                (key,), f"De sessie {quoted(key)} zit niet in dit verslag.", "Haal haar weg uit het bestand."
            )


def _is_session(key: str, source: Source) -> bool:
    return choice_file.names(key, source.entry.head.session)


def _too_much(source: Source, key: str) -> tuple[str, str]:
    head = source.entry.head
    most = next(share for question, share in report.candidates(source) if question.id == key)
    what = f"Bij {quoted(key)} mag niet meer mee dan {quoted(most.word)}. Samen gekozen: {sharing.ROOM[head.sharing]}."
    return what, f"Kies {listed([share.word for share in Share if share <= most], 'of')}."
