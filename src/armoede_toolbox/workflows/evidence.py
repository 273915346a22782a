"""``bewijs``: one's own reflections as a record for professional registration.

It is personal by nature, so it needs no ``--persoonlijk``; it says which sessions it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.entry import JournalEntry
from armoede_toolbox.errors import Problem, Stopped
from armoede_toolbox.reporting import evidence
from armoede_toolbox.reporting.document import Document
from armoede_toolbox.reporting.evidence import ABOUT, NOT_VERIFIED, Point, Reflection
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.text import clean, counted, listed, quoted, spelled
from armoede_toolbox.vocabulary import Dimension, EntryKind, LearningNeed, Mode
from armoede_toolbox.workflows import choice_file, delivering, sweeping
from armoede_toolbox.workflows.choice_file import ChoiceFile
from armoede_toolbox.workflows.delivering import Delivered
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT
from armoede_toolbox.workflows.logbook import Filters
from armoede_toolbox.workflows.sweeping import NO_CARE, Care

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window

NOTHING: Final = "Er is geen sessie van jou alleen die hierbij past. Er is niets gemaakt."
_STOPPED: Final = "We stoppen. Er is niets geschreven."
_SHORTEST_LINE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of the record; ``None`` is not said."""

    need: LearningNeed | None = None
    exercise: str | None = None
    since: date | None = None
    until: date | None = None
    format: str | None = None
    to: Path | None = None
    overwrite: bool = False
    choices: Path | None = None
    care: Care = NO_CARE


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record, in a file or to show."""

    reflections: tuple[Reflection, ...]
    delivered: Delivered | None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Where it is, or the record itself without what a terminal could obey."""
        del width
        return clean(self.delivered.text()) if self.delivered else ""

    def data(self) -> dict[str, Any]:
        """What it is made of, for programs."""
        return {"formaat": FORMAT, "bewijs": {"sessies": [_data(one) for one in self.reflections]}}


def _data(one: Reflection) -> dict[str, Any]:
    return {
        "sessie": one.head.session,
        "datum": one.head.started.date().isoformat(),
        "minuten": one.minutes,
        "oefening": one.head.exercise,
        "leerpunten": [{"soort": point.dimension.value, "tekst": point.words} for point in one.points],
    }


def record(house: House, names: Sequence[str], wish: Wish, window: Window | None = None) -> Recorded:
    """A record of the personal sessions that are named or fit. Asks with a window; invents nothing."""
    filters = Filters(None, wish.need, wish.exercise, wish.since, wish.until, personal=True, only_personal=True)
    chosen = delivering.choose(house, names, filters)
    entries = [entry for _, entry in chosen.entries if _own(entry)]
    if not entries:
        return Recorded((), None, (NOTHING, *_left_out(chosen.entries)), chosen.problems)
    making = _Making(house, entries, wish, window)
    name = f"bewijs-{house.today().isoformat()}"
    delivered = delivering.paper(house, making.draw, name, wish.format, wish.to, wish.overwrite)
    told = (*_used(making.reflections), *_left_out(chosen.entries), NOT_VERIFIED)
    return Recorded(making.reflections, delivered, (*told, *delivered.notices, *making.notices), chosen.problems)


def _own(entry: JournalEntry) -> bool:
    return entry.head.kind is EntryKind.SESSION and entry.head.mode is Mode.SOLO


def _used(reflections: Sequence[Reflection]) -> Iterator[str]:
    names = "\n".join(f"- {one.head.named}" for one in reflections)
    yield f"Gebruikt: {counted(len(reflections), 'sessie', 'sessies')} van jou alleen.\n{names}"


def _left_out(entries: Sequence[tuple[Path, JournalEntry]]) -> Iterator[str]:
    others = sum(entry.head.kind is EntryKind.SESSION and not _own(entry) for _, entry in entries)
    if others:
        many = counted(others, "sessie", "sessies")
        yield f"Weggelaten: {many} met z’n tweeën. Die {'is' if others == 1 else 'zijn'} niet van jou alleen."


@dataclass(slots=True)
class _Making:
    """Chooses and checks when it is sure that the file can be written, so that nobody chooses for nothing."""

    house: House
    entries: Sequence[JournalEntry]
    wish: Wish
    window: Window | None
    reflections: tuple[Reflection, ...] = ()
    notices: tuple[str, ...] = field(default=())

    def draw(self, form: str) -> Document:
        """The document, after everything was chosen."""
        del form
        swept = sweeping.sweep(self._chosen(), self.wish.care, self.window)
        self.reflections, self.notices = swept.things, swept.notices
        return evidence.document(self.reflections, self.house.now())

    def _chosen(self) -> tuple[Reflection, ...]:
        if self.wish.choices is not None:
            return _from_file(self.entries, self.wish.choices)
        if self.window is None:
            return tuple(Reflection(entry.head) for entry in self.entries)
        return _asked(self.entries, self.window)


# --- in a window ----------------------------------------------------------------------------------------------------


def _asked(entries: Sequence[JournalEntry], window: Window) -> tuple[Reflection, ...]:
    from armoede_toolbox.terminal.window import CommandGiven, Interrupted

    try:
        rows = tuple(Block(entry.head.named, Style.ROW) for entry in entries)
        window.show(Screen("Bewijs van reflectie", "", (Block("Dit zijn sessies van jou alleen:"), *rows)))
        ways = ("Ja, met al deze sessies", "Ik kies per sessie", "Stop, maak niets")
        way = window.pick("Gaan ze mee?", ways)
        kept = [entry for entry in entries if way == 0 or (way == 1 and _goes(entry, window))]
        if not kept:
            raise Stopped(_STOPPED, "", "Begin opnieuw met: armoede bewijs")
        return tuple(_reflection(entry, window) for entry in kept)
    except (Interrupted, CommandGiven):
        raise Stopped(_STOPPED, "", "Begin opnieuw met: armoede bewijs") from None


def _goes(entry: JournalEntry, window: Window) -> bool:
    return window.pick(f"{entry.head.named}. Gaat deze mee?", ["Ja", "Nee"]) == 0


def _reflection(entry: JournalEntry, window: Window) -> Reflection:
    """The learning points of one session, until the person has no more."""
    points: list[Point] = []
    answers = evidence.answers(entry)
    blocks = [block for one in answers for block in (Block(one.asked, Style.QUESTION), Block(one.words, Style.QUOTE))]
    window.show(Screen(entry.head.title, spelled(entry.head.started.date()), tuple(blocks)))
    ends = ("Ik typ zelf een leerpunt", "Niets meer: de rest schrijf ik op papier")
    while True:
        question = "Wat leerde je hier?" if not points else "Leerde je nog iets?"
        way = window.pick(question, [*(_short(one.words) for one in answers), *ends])
        if way == len(answers) + 1:
            return Reflection(entry.head, tuple(points))
        words = window.line("Je leerpunt:", required=True) if way == len(answers) else answers[way].words
        kinds = [f"{kind.value}: {about[0].lower()}{about[1:]}" for kind, about in ABOUT.items()]
        points.append(Point(list(ABOUT)[window.pick("Wat voor leerpunt is dit?", kinds)], words))
        answers = tuple(one for one in answers if one.words != words)


def _short(words: str) -> str:
    first = words.split("\n")[0]
    return first if len(first) <= _SHORTEST_LINE else f"{first[: _SHORTEST_LINE - 1].rstrip()}…"


# --- a choice file --------------------------------------------------------------------------------------------------

_WORDS: Final = {dimension.value: dimension for dimension in Dimension}


def _from_file(entries: Sequence[JournalEntry], path: Path) -> tuple[Reflection, ...]:
    """What a choice file says: per session which answers are learning points, and words of one's own."""
    file = choice_file.read(path)
    reader = _Choices(file, entries)
    reflections = tuple(Reflection(entry.head, tuple(reader.of(entry))) for entry in entries)
    reader.check_sessions()
    file.check()
    return reflections


@dataclass(frozen=True, slots=True)
class _Choices:
    """What a choice file says about these sessions."""

    file: ChoiceFile
    entries: Sequence[JournalEntry]

    def of(self, entry: JournalEntry) -> Iterator[Point]:
        """The learning points of one session."""
        for key, chosen in self.file.data.items():
            if choice_file.names(key, entry.head.session):
                yield from self._points(entry, key, chosen)

    def _points(self, entry: JournalEntry, session: str, chosen: Any) -> Iterator[Point]:
        if not isinstance(chosen, Mapping):
            do = "Schrijf eronder per regel een vraag en een soort, bijvoorbeeld: wat-raakt-je: persoonlijk"
            self.file.wrong((session,), f"Bij {quoted(session)} staat geen keuze.", do)
            return
        for key, value in chosen.items():
            if key in _WORDS:
                yield from self._own_words((session, key), _WORDS[key], value)
            else:
                yield from self._answers(entry, (session, key), value)

    def _own_words(self, place: tuple[str, ...], dimension: Dimension, value: Any) -> Iterator[Point]:
        for words in value if isinstance(value, list) else [value]:
            if isinstance(words, str) and clean(words):
                yield Point(dimension, clean(words))
            else:
                self.file.wrong(
                    place, "Hier hoort een leerpunt in woorden.", "Schrijf een zin, of haal deze regel weg."
                )

    def _answers(self, entry: JournalEntry, place: tuple[str, ...], value: Any) -> Iterator[Point]:
        key = place[-1]
        found = [one for one in evidence.answers(entry) if one.key == key]
        if str(value) not in _WORDS:
            self.file.wrong(place, f"{quoted(str(value))} kennen we niet.", f"Kies uit {listed(list(_WORDS), 'of')}.")
        elif not found:
            self.file.unanswered(place, list(dict.fromkeys(one.key for one in evidence.answers(entry))))
        else:
            yield from (Point(_WORDS[value], one.words) for one in found)

    def check_sessions(self) -> None:
        """Every session that is named takes part."""
        for key in self.file.data:
            if not any(choice_file.names(key, entry.head.session) for entry in self.entries):
                do = "Haal deze sessie weg, of kies haar met --sinds, --tot of haar naam."
                self.file.wrong((key,), f"De sessie {quoted(key)} doet niet mee.", do)
