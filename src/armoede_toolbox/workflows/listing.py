"""``lijst``: which exercises there are, what a team did before, and the lines that all lists are made of. Only reads.

The list must be quick. So nothing at the top of this file may load Pydantic, YAML or Rich.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import choosing
from armoede_toolbox.choosing import Wish, agenda_minutes, look_back_for, on_day, people, versions
from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.storage import catalogue, journal
from armoede_toolbox.storage.catalogue import Card
from armoede_toolbox.storage.folders import exercise_folders
from armoede_toolbox.terminal.drawing import width_of, wrap
from armoede_toolbox.text import clean_line, counted, fold, listed, nearest, quoted, slug
from armoede_toolbox.vocabulary import (
    MODE_WORDS,
    NEED_WORDS,
    THEMES,
    WEIGHT_WORDS,
    EntryKind,
    FreeBlock,
    LearningNeed,
    Mode,
    Weight,
)
from armoede_toolbox.workflows.house import House

if TYPE_CHECKING:
    from armoede_toolbox.storage.index import Done, Index
    from armoede_toolbox.storage.indexing import Progress

FORMAT: Final = 1
CACHE: Final = "catalogus.json"
_WIDEST: Final = 100
_NARROWEST: Final = 30
_FLAGS: Final = {
    "need": "--leerbehoefte",
    "theme": "--thema",
    "mode": "--vorm",
    "minutes": "--max-minuten",
    "participants": "--deelnemers",
    "search": "--zoek",
}


def catalogue_of(house: House) -> tuple[list[Card], list[Problem]]:
    """The card of every exercise by number, and what is wrong with the others."""
    return catalogue.cards(exercise_folders(house.places.exercises), house.places.cache / CACHE)


def list_exercises(
    house: House,
    need: LearningNeed | None = None,
    theme: str | None = None,
    mode: Mode | None = None,
    max_minutes: int | None = None,
    participants: int | None = None,
    search: str | None = None,
    team: str | None = None,
    *,
    look_back: int | None = None,
    progress: Progress | None = None,
) -> Listing:
    """The exercises that fit every filter. ``look_back``: its time; absent, that of what is open in the team."""
    past = history(house, team, progress)
    wish = Wish(
        today=house.today(),
        minutes=max_minutes,
        participants=participants,
        mode=mode,
        need=need,
        theme=known_theme(theme),
        look_back=look_back_of(house, past, progress) if look_back is None else look_back,
    )
    everything, problems = catalogue_of(house)
    wanted = _Wanted(wish, search.strip() or None if search else None)
    return Listing(tuple(everything), wanted, past, replaced(everything), (*per_file(problems), *past.problems))


def look_back_of(house: House, past: History, progress: Progress | None = None) -> int:
    """The minutes that the team's look-back will take; without a team, or what it did, there is none."""
    if past.team is None or not past.days:
        return 0
    from armoede_toolbox.workflows.agreements import look_back_minutes

    return look_back_minutes(house, past.team, progress)


def known_theme(theme: str | None) -> str | None:
    """A theme of the closed list, in any case. Raises ``ToolboxError`` with the nearest ones."""
    if theme is None:
        return None
    same = [known for known in THEMES if fold(known) == fold(theme.strip())]
    if same:
        return same[0]
    near = nearest(theme, THEMES)
    do = f"Bedoel je {listed([quoted(one) for one in near], 'of')}?" if near else f"Kies uit: {listed(THEMES, 'of')}."
    raise ToolboxError(f"Het thema {quoted(clean_line(theme))} kennen we niet.", "", do)


def replaced(cards: Iterable[Card]) -> tuple[str, ...]:
    """What stands in the place of a bundled exercise, for people."""
    return tuple(
        f"{quoted(card.title)} uit {card.path} komt in de plaats van {card.replaced}."
        for card in cards
        if card.replaced is not None
    )


# --- what a team did ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class History:
    """When a team did which exercise. Without a team, or without its folder, ``days`` is ``None``."""

    days: Mapping[str, tuple[date, ...]] | None = None
    problems: tuple[Problem, ...] = ()
    team: str | None = None
    latest: str | None = None
    """The exercise that was done last."""
    needs: frozenset[LearningNeed] = frozenset()
    """The learning needs that were touched."""

    def of(self, exercise: str) -> tuple[date, ...]:
        """The days of one exercise, oldest first."""
        return (self.days or {}).get(exercise, ())

    @property
    def last(self) -> dict[str, date] | None:
        """The last day of each exercise."""
        return None if self.days is None else {exercise: days[-1] for exercise, days in self.days.items()}


NO_HISTORY: Final = History()


def history(house: House, team: str | None = None, progress: Progress | None = None) -> History:
    """What one team did: the named one, or else that of the settings. Never anything personal."""
    key = known_team(house, team) if team is not None else house.config.team
    if key is None:
        return History()
    root = journal.team_root(house.places, house.config, key)
    if gone := missing(house, key, root):
        return History(None, (gone,))
    from armoede_toolbox.storage import index

    done, skipped = index.ask(root, house.places.cache, lambda one: _done_by(house, key, one), progress)
    days: dict[str, list[date]] = {}
    for session in done:
        for exercise in dict.fromkeys(session.exercises):
            days.setdefault(exercise, []).append(date.fromisoformat(session.day))
    sorted_days = {exercise: tuple(sorted(of)) for exercise, of in days.items()}
    latest = _main(done[-1]) if done else None
    needs = frozenset(LearningNeed(session.need) for session in done)
    return History(sorted_days, skipped_problems(skipped), key, latest, needs)


def _done_by(house: House, key: str, one: Index) -> tuple[list[Done], list[journal.Skipped]]:
    from armoede_toolbox.storage.index import Wanted

    teams = frozenset(name for name in one.teams() if belongs(house, key, name))
    return one.done(Wanted(teams, kind=EntryKind.SESSION)), one.skipped(copies_too=False)


def _main(session: Done) -> str:
    """The exercise that came last; of a meeting that may be followed by a free block."""
    exercises = [name for name in session.exercises[1:] if name not in list(FreeBlock)]
    return (session.exercises[0], *exercises)[-1]


def missing(house: House, key: str, root: Path) -> Problem | None:
    """A folder that people chose and that is not there now: a drive or share is not connected."""
    team = house.config.teams.get(key)
    if team is None or team.folder != root or root.is_dir():
        return None
    what = f"De map van team {team.name} is er nu niet. Wat daar staat, doet nu niet mee."
    return Problem(what, str(root), "Kijk of de schijf of het netwerk verbonden is.")


def known_team(house: House, name: str) -> str:
    """The slug of a team that is known. Raises ``ToolboxError`` with the nearest ones."""
    known = journal.known_teams(house.places, house.config)
    key = slug(name)
    if key in known:
        return key
    near = nearest(name, known.values())
    do = f"Bedoel je {listed([quoted(one) for one in near], 'of')}?" if near else ""
    if not near and known:
        do = f"Kies uit: {listed(list(known.values()), 'of')}."
    if not known:
        do = "Er is nog geen team. Een team maak je met: armoede start --team NAAM --nieuw-team"
    raise ToolboxError(f"Team {quoted(clean_line(name))} kennen we niet.", "", do)


def belongs(house: House, key: str, name: str | None) -> bool:
    """Whether an entry in the root of a team is of that team: two teams may share a folder."""
    own = slug(name) if name else key
    return own == key or own not in journal.known_teams(house.places, house.config)


def skipped_problems(skipped: Iterable[journal.Skipped]) -> tuple[Problem, ...]:
    """Damaged files of a logbook, named with their line; they are left as they are."""
    return tuple(
        Problem(
            f"Dit logboekbestand doet nu niet mee. {one.reason}",
            f"{one.file}, regel {one.line}" if one.line else str(one.file),
            "Het bestand is niet veranderd. Je kunt het openen met een tekstprogramma.",
        )
        for one in skipped
    )


# --- the list -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The filters of a list."""

    wish: Wish
    search: str | None = None

    @property
    def given(self) -> list[str]:
        """The filters that were asked, by the names of ``_FLAGS``."""
        asked = [one.name for one in fields(Wish) if one.name in _FLAGS and getattr(self.wish, one.name) is not None]
        return [name for name in _FLAGS if name in asked or (name == "search" and self.search)]

    def without(self, name: str) -> _Wanted:
        """The same filters but one."""
        if name == "search":
            return replace(self, search=None)
        nothing: dict[str, Any] = {name: None}
        return replace(self, wish=replace(self.wish, **nothing))

    def of(self, cards: Iterable[Card]) -> list[Card]:
        """The cards that fit every filter."""
        words = fold(self.search or "").split()
        hits = (card for card in cards if all(word in card.search for word in words))
        return [card for card in hits if choosing.matches(card, self.wish)]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of exercises, for people and for scripts."""

    everything: tuple[Card, ...]
    wanted: _Wanted
    past: History
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def cards(self) -> list[Card]:
        """The exercises of the list."""
        return self.wanted.of(self.everything)

    def text(self, width: int = 80) -> str:
        """The list; by learning need when nothing is filtered."""
        room, cards = fitting(width), self.cards
        if not cards:
            return "\n".join(line for said in self._empty() for line in wrap(said, room))
        lines = list(self._flat(cards, room) if self.wanted.given else self._by_need(cards, room))
        ending = f"{counted(len(cards), 'oefening', 'oefeningen')}. Bekijk er een met: armoede toon {cards[0].number}"
        return "\n".join([*lines, "", *wrap(ending, room)])

    def data(self) -> dict[str, Any]:
        """The list as JSON."""
        look_back = self.wanted.wish.look_back
        cards = [card_data(card, self.past, look_back) for card in self.cards]
        return {"formaat": FORMAT, "oefeningen": cards, "overgeslagen": [left_out(one) for one in self.problems]}

    def _flat(self, cards: Iterable[Card], width: int) -> Iterator[str]:
        for card in cards:
            yield from card_lines(card, self.wanted.wish, self.past, width)

    def _by_need(self, cards: Iterable[Card], width: int) -> Iterator[str]:
        ordered = sorted(cards, key=lambda card: (card.learning_need.number, card.number))
        for index, (need, group) in enumerate(groupby(ordered, key=lambda card: card.learning_need)):
            yield from ([""] if index else [])
            yield f"{need.number}  {NEED_WORDS[need]}"
            yield from ("   " + line for line in self._flat(group, width - 3))

    def _empty(self) -> Iterator[str]:
        """What to say when nothing fits, and which filter to drop."""
        if not self.wanted.given:
            yield "Er staan nog geen oefeningen."
            return
        yield "Er is geen oefening die hierbij past."
        wider = {name: len(self.wanted.without(name).of(self.everything)) for name in self.wanted.given}
        helps = [f"Zonder {_FLAGS[name]}: {counted(n, 'oefening', 'oefeningen')}." for name, n in wider.items() if n]
        yield from helps or ["Vraag minder tegelijk. Alle oefeningen zie je met: armoede lijst"]


def card_lines(card: Card, wish: Wish, past: History, width: int) -> list[str]:
    """One exercise in a list: its name and time, with whom, what fits, and what the team did."""
    prefix = f"{card.number}  "
    look_back = look_back_for(card, wish.look_back) if set(card.modes) != {Mode.SOLO} else 0
    lines = beside(prefix, card.title, times(card, look_back), width)
    details = [_company(card), *_fits(card, wish), *done_before(past.of(card.id), wish.today)]
    return lines + [line for detail in details for line in wrap(detail, width, " " * len(prefix))]


def times(card: Card, look_back: int = 0) -> str:
    """The time in the agenda, per variant: ``10, 12 of 16 min``; with a look-back that time too."""
    lengths = sorted({length for of in card.lengths.values() for length in of.values()})
    plain = listed([str(agenda_minutes(length)) for length in lengths], "of")
    more = listed([str(agenda_minutes(length, look_back)) for length in lengths], "of")
    return f"{plain} min ({more} met terugblik)" if look_back else f"{plain} min"


def _company(card: Card) -> str:
    ways = [MODE_WORDS[mode] + (f" ({people(card, mode)})" if mode is Mode.TEAM else "") for mode in card.modes]
    weight = "" if card.weight is Weight.LIGHT else f", {WEIGHT_WORDS[card.weight]}"
    return listed(ways, "of") + weight


def _fits(card: Card, wish: Wish) -> Iterator[str]:
    """Which variant fits in the time that was asked."""
    if wish.minutes is not None:
        fitting_in = (choosing.variants_for(card, mode, wish) for mode in choosing.modes_for(card, wish))
        variants = dict.fromkeys(variant for found in fitting_in for variant in found)
        yield f"in {counted(wish.minutes, 'minuut', 'minuten')} past {versions(variants)}"


def done_before(days: Sequence[date], today: date) -> Iterator[str]:
    """When a team did an exercise, for people."""
    if len(days) == 1:
        yield f"dit deden jullie op {on_day(days[0], today)}"
    elif days:
        yield f"dit deden jullie {len(days)} keer, de laatste keer op {on_day(days[-1], today)}"


def card_data(card: Card, past: History, look_back: int = 0) -> dict[str, Any]:
    """One exercise as JSON, with the keys of its file."""
    lengths = {mode.value: {v.value: length for v, length in of.items()} for mode, of in card.lengths.items()}
    more = {mode: 0 if mode == Mode.SOLO else look_back_for(card, look_back) for mode in lengths}
    agenda = {mode: {v: agenda_minutes(n, more[mode]) for v, n in of.items()} for mode, of in lengths.items()}
    return {
        "id": card.id,
        "nummer": card.number,
        "titel": card.title,
        "doel": card.goal,
        "leerbehoefte": card.learning_need.value,
        "themas": list(card.themes),
        "vormen": [mode.value for mode in card.modes],
        "deelnemers": {"min": card.participants[0], "max": card.participants[1]},
        "zwaarte": card.weight.value,
        "ervaringsdeskundigen": card.guests.value,
        "voor": [audience.value for audience in card.audience],
        "methode": card.method,
        "minuten": lengths,
        "agenda": agenda,
        "gedaan_op": days_done(past, card.id),
        "bestand": written(card.path),
    }


def days_done(past: History, exercise: str) -> list[str] | None:
    """The same for scripts; ``None`` when nobody said which team."""
    return None if past.days is None else [day.isoformat() for day in past.of(exercise)]


# --- lines ----------------------------------------------------------------------------------------------------------


def fitting(width: int) -> int:
    """A width that people like to read."""
    return max(_NARROWEST, min(width, _WIDEST))


def beside(prefix: str, text: str, aside: str, width: int) -> list[str]:
    """A text with something short at the right of its first line; below it where there is no room."""
    room = width - width_of(aside) - 2
    if not aside or room < width // 3:
        below = [" " * max(len(prefix), width - width_of(aside)) + aside] if aside else []
        return wrap(text, width, prefix) + below
    first, *rest = wrap(text, room, prefix)
    return [first + " " * (width - width_of(first) - width_of(aside)) + aside, *rest]


def labelled(rows: Iterable[tuple[str, str | None]], width: int) -> Iterator[str]:
    """Rows of a word and its text, aligned; rows without a text are left out."""
    filled = [(label, text) for label, text in rows if text]
    broad = max((len(label) for label, _ in filled), default=0)
    for label, text in filled:
        yield from wrap(text, width, f"{label:<{broad}}  ")


def bullets(texts: Iterable[str], width: int, indent: int = 2) -> Iterator[str]:
    """One bullet per text."""
    for text in texts:
        yield from wrap(text, width, f"{' ' * indent}- ")


# --- what scripts get -----------------------------------------------------------------------------------------------


def per_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One problem per exercise file, with how many more there are (DESIGN 10.12)."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(left_out(problem)["bestand"], []).append(problem)
    for file, found in files.items():
        first = found[0]
        more = f" Er is nog meer: armoede oefening controleer {file}" if len(found) > 1 else ""
        what = f"Eén eigen oefening doet nu niet mee. De andere wel. {first.what}"
        yield Problem(what, first.where, f"{first.do}{more}")


_PLACE: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::\d+)?")


def left_out(problem: Problem) -> dict[str, Any]:
    """A file that does not take part, for JSON (DESIGN, chapter 3)."""
    place = _PLACE.fullmatch(problem.where)
    file, line = (place["file"], int(place["line"])) if place else (problem.where, None)
    return {"bestand": file, "regel": line, "reden": problem.what}


def file_data(skipped: Iterable[journal.Skipped]) -> list[dict[str, Any]]:
    """Damaged files as every JSON names them."""
    return [{"bestand": written(one.file), "regel": one.line, "reden": one.reason} for one in skipped]


def written(path: Path) -> str:
    """A path that can be printed, whatever bytes are in its name."""
    return clean_line(str(path).encode("utf-8", "replace").decode())
