"""``lijst`` and ``toon``: which exercises there are, and one of them as it will run. Both only read.

The list must be quick. So nothing at the top of this file may load Pydantic, YAML or Rich; ``toon`` loads them itself.
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
from armoede_toolbox.text import clean_line, counted, fold, listed, nearest, quoted, slug, spelled
from armoede_toolbox.vocabulary import (
    MODE_WORDS,
    NEED_WORDS,
    THEMES,
    VARIANT_WORDS,
    WEIGHT_WORDS,
    Ending,
    EntryKind,
    Guests,
    LearningNeed,
    Mode,
    Variant,
    Weight,
    Who,
)
from armoede_toolbox.workflows.house import House

if TYPE_CHECKING:
    from armoede_toolbox.agreements import AgreementStatus
    from armoede_toolbox.exercises import Exercise, Step
    from armoede_toolbox.exercises.shared import Fact, Shared
    from armoede_toolbox.form import Field
    from armoede_toolbox.prompts import Prompt
    from armoede_toolbox.storage.library import Library

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
) -> Listing:
    """The exercises that fit every filter. ``look_back``: its time; absent, that of what is open in the team."""
    past = history(house, team)
    wish = Wish(
        today=house.today(),
        minutes=max_minutes,
        participants=participants,
        mode=mode,
        need=need,
        theme=known_theme(theme),
        look_back=look_back_of(house, past) if look_back is None else look_back,
    )
    everything, problems = catalogue_of(house)
    wanted = _Wanted(wish, search.strip() or None if search else None)
    return Listing(tuple(everything), wanted, past, replaced(everything), (*per_file(problems), *past.problems))


def look_back_of(house: House, past: History) -> int:
    """The minutes that the team's look-back will take; without a team, or what it did, there is none."""
    if past.team is None or not past.days:
        return 0
    from armoede_toolbox.workflows.agreements import look_back_minutes

    return look_back_minutes(house, past.team)


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


def history(house: House, team: str | None = None) -> History:
    """What one team did: the named one, or else that of the settings. Never anything personal."""
    key = known_team(house, team) if team is not None else house.config.team
    if key is None:
        return History()
    root = journal.team_root(house.places, house.config, key)
    if gone := missing(house, key, root):
        return History(None, (gone,))
    found = journal.scan(root)
    days: dict[str, list[date]] = {}
    heads = [head for _, head in found.files if head.kind is EntryKind.SESSION and belongs(house, key, head.team)]
    for head in heads:
        for exercise in dict.fromkeys((head.exercise, *head.parts)):
            days.setdefault(exercise, []).append(head.started.date())
    sorted_days = {exercise: tuple(sorted(of)) for exercise, of in days.items()}
    latest = (heads[-1].exercise, *heads[-1].parts)[-1] if heads else None
    needs = frozenset(head.learning_need for head in heads)
    return History(sorted_days, skipped_problems(found.skipped), key, latest, needs)


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
    details = [_company(card), *_fits(card, wish), *_done(past.of(card.id), wish.today)]
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


def _done(days: Sequence[date], today: date) -> Iterator[str]:
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
        "gedaan_op": _days_done(past, card.id),
        "bestand": written(card.path),
    }


def _days_done(past: History, exercise: str) -> list[str] | None:
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


# --- one exercise ---------------------------------------------------------------------------------------------------


def show_exercise(
    house: House, name: str, mode: Mode | None = None, minutes: int | None = None, team: str | None = None
) -> Shown:
    """One exercise as it will run, with what came of it when the team did it before.

    Raises ``ToolboxError`` when the name, the mode, the time or the team does not fit.
    """
    from armoede_toolbox.storage.library import Library

    library = Library.load(house.places.exercises)
    exercise = _found(library, name)
    chosen = _mode_of(exercise, mode)
    variant = _variant_of(house, exercise, chosen, minutes)
    mine = [str(found.path) for found in library.found if found.exercise is exercise]
    named = tuple(notice for notice in library.notices if any(path in notice for path in mine))
    titles = {one.id: one.title for one in library.exercises}
    past = history(house, team)
    last = _last_time(house, past, exercise.id)
    return Shown(
        exercise, library.shared, titles, chosen, variant, mine[0], house.today(), named, past.problems, past, last
    )


def _last_time(house: House, past: History, exercise: str) -> tuple[AgreementStatus, ...]:
    """The agreements of the last time."""
    days = past.of(exercise)
    if past.team is None or not days:
        return ()
    from armoede_toolbox.workflows.earlier import agreed_on

    return agreed_on(house, past.team, exercise, days[-1])


def _found(library: Library, name: str) -> Exercise:
    """The exercise; when it is not there because its file is broken, that is said too."""
    try:
        return library.find(name)
    except ToolboxError as error:
        wanted = slug(name)
        broken = [problem for problem in library.problems if wanted in Path(problem.where).name]
        raise ToolboxError([*error.problems, *broken]) from None


def _mode_of(exercise: Exercise, mode: Mode | None) -> Mode:
    if mode is None or mode in exercise.modes:
        return mode or exercise.modes[0]
    ways = listed([MODE_WORDS[way] for way in exercise.modes], "of")
    what = f"{quoted(exercise.title)} kun je niet {MODE_WORDS[mode]} doen."
    raise ToolboxError(what, "", f"Deze oefening doe je {ways}. Of kies een andere met: armoede kies")


def _variant_of(house: House, exercise: Exercise, mode: Mode, minutes: int | None) -> Variant:
    from armoede_toolbox.session.agenda import variant_for
    from armoede_toolbox.workflows.starting import too_short

    variant = variant_for(exercise.variants_in(mode), minutes)
    if variant is not None:
        return variant
    raise too_short(house, exercise, mode, minutes or 0)


def in_its_place(house: House, exercise: str, mode: Mode, minutes: int) -> str:
    """The two nearest exercises that do fit in the time, as a sentence; empty when there are none."""
    cards, _ = catalogue_of(house)
    own = [card for card in cards if card.id == exercise]
    found = choosing.instead(own[0], cards, mode, minutes, house.today()) if own else []
    names = [f"{quoted(one.card.title)} ({one.card.number}, {one.agenda_minutes} minuten)" for one in found]
    if not names:
        return ""
    return f"Wel {'past' if len(names) == 1 else 'passen'}: {listed(names)}."


@dataclass(frozen=True, slots=True)
class Shown:
    """One exercise in one mode and variant, for people and for scripts."""

    exercise: Exercise
    shared: Shared
    titles: Mapping[str, str]
    mode: Mode
    variant: Variant
    path: str
    today: date
    """A fact says how old it is."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    past: History = NO_HISTORY
    agreed: tuple[AgreementStatus, ...] = ()
    """What the team agreed the last time."""

    @property
    def agenda(self) -> int:
        """The time in the agenda."""
        return agenda_minutes(self.exercise.lasts(self.variant, self.mode))

    def text(self, width: int = 80) -> str:
        """Everything of it, in the order in which people need it."""
        room = fitting(width)
        parts = [_header(self, room), _before(self.exercise, room), _course(self, room)]
        parts += [_for_facilitator(self.exercise, room), _behind(self, room), _after(self, room)]
        parts.append(_before_now(self, room))
        return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))

    def data(self) -> dict[str, Any]:
        """The exercise as its file says it, and what was chosen."""
        chosen = {
            "vorm": self.mode.value,
            "variant": self.variant.value,
            "minuten": self.exercise.lasts(self.variant, self.mode),
            "agenda": self.agenda,
        }
        return {
            "formaat": FORMAT,
            "oefening": {
                **self.exercise.to_file(),
                "bestand": self.path,
                "gekozen": chosen,
                "gedaan_op": _days_done(self.past, self.exercise.id),
                "afgesproken": None if self.past.days is None else list(map(_agreed_data, self.agreed)),
            },
        }


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


def _header(shown: Shown, width: int) -> Iterator[str]:
    exercise = shown.exercise
    yield from wrap(exercise.title, width, f"{exercise.number}  ")
    yield ""
    yield from wrap(exercise.goal, width)
    yield ""
    rows = (
        ("Wat willen jullie", NEED_WORDS[exercise.learning_need]),
        ("Gaat over", listed(exercise.themes)),
        ("Voor", listed([audience.value for audience in exercise.audience])),
        ("Met wie", listed([_with(exercise, mode) for mode in exercise.modes], "of") + _GUESTS[exercise.guests]),
        ("Tijd in de agenda", _lengths(shown)),
        ("Hoe zwaar", WEIGHT_WORDS[exercise.weight]),
        ("Werkvorm", exercise.method),
    )
    yield from labelled(rows, width)


_GUESTS: Final = {
    Guests.NO: "",
    Guests.MAY: "; een ervaringsdeskundige kan meedoen",
    Guests.YES: "; een ervaringsdeskundige doet mee",
}


def _with(exercise: Exercise, mode: Mode) -> str:
    least, most = exercise.people(mode)
    return MODE_WORDS[mode] + (f" ({least} tot {most} mensen)" if mode is Mode.TEAM else "")


def _lengths(shown: Shown) -> str:
    lengths = shown.exercise.variants_in(shown.mode).items()
    times = [f"{agenda_minutes(length)} minuten ({VARIANT_WORDS[variant]})" for variant, length in lengths]
    return f"{listed(times, 'of')}, met begin en einde"


def _before(exercise: Exercise, width: int) -> Iterator[str]:
    parts: list[list[str]] = []
    if exercise.needed:
        parts.append(["Nodig", *bullets(exercise.needed, width)])
    for title, text in (("Vooraf", exercise.preparation), ("Let op", exercise.caution)):
        parts += [[title, *wrap(text, width, "  ")]] if text else []
    yield from _apart(parts)


def _apart(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for index, part in enumerate(parts):
        yield from ([""] if index else [])
        yield from part


# --- its course -----------------------------------------------------------------------------------------------------


def _course(shown: Shown, width: int) -> Iterator[str]:
    head = f"Zo loopt het {MODE_WORDS[shown.mode]} ({VARIANT_WORDS[shown.variant]})"
    yield from beside("", head, f"{shown.agenda} min", width)
    yield ""
    yield from beside("   ", "Begin", "1 min", width)
    for number, step in enumerate(shown.exercise.steps_in(shown.variant, shown.mode), start=1):
        yield ""
        yield from _step(shown, number, step, width)
    yield ""
    yield from beside("   ", _ending(shown), "1 min", width)


def _ending(shown: Shown) -> str:
    """Agreements are made at the end, unless a question asked for them already."""
    steps = shown.exercise.steps_in(shown.variant, shown.mode)
    kinds = {prompt.kind for step in steps for prompt in step.prompts_in(shown.variant, shown.mode)}
    asked = shown.exercise.ending is Ending.AGREEMENT and "afspraak" not in kinds
    return "Einde: hoogstens twee afspraken" if asked else "Einde: teruglezen"


def _step(shown: Shown, number: int, step: Step, width: int) -> Iterator[str]:
    minutes = step.minutes.of(shown.variant) or 0
    yield from beside(f"{number:>2} ", step.title, f"{minutes} min", width)
    if step.swap and shown.mode is Mode.PAIR:
        yield from wrap("Wissel hier van rol.", width, "   ")
    for prefix, text in (("", step.explanation), ("Zeg: ", step.say), ("Doe: ", step.do)):
        if text:
            yield from wrap(_filled(shown, text, minutes), width, f"   {prefix}")
    for prompt in step.prompts_in(shown.variant, shown.mode):
        yield ""
        yield from _prompt(shown, prompt, minutes, width)


def _filled(shown: Shown, text: str, minutes: int | None = None) -> str:
    """A text with its minutes; where an earlier answer will stand, it says so."""
    from armoede_toolbox.exercises.wording import fill_in

    ids = [prompt.id for step in shown.exercise.steps for prompt in step.prompts]
    place = "[je antwoord]" if shown.mode is Mode.SOLO else "[jullie antwoord]"
    return fill_in(text, {name: [place] for name in ids}, minutes=minutes)


def _prompt(shown: Shown, prompt: Prompt, minutes: int, width: int) -> Iterator[str]:
    manner = _manner(shown, prompt)
    label = f"Vraag ({manner}):" if manner else "Vraag:"
    yield from wrap(f"{label} {_filled(shown, prompt.text, minutes)}", width, "   ", 6)
    details = [prompt.help, *_repeated(shown, prompt), *_choosing_from(shown, prompt)]
    for detail in filter(None, details):
        yield from wrap(detail, width, " " * 6)
    for field in _fields(prompt):
        yield from bullets(_options(field), width, 6)
    yield from _example(prompt, width)


def _manner(shown: Shown, prompt: Prompt) -> str:
    """How the answers come in, in a few words."""
    if not prompt.stores:
        return "alleen bespreken"
    if shown.mode is not Mode.TEAM:
        together = "ieder" if prompt.who is Who.EACH else "samen"
        return "" if shown.mode is Mode.SOLO else together
    if prompt.who is Who.TOGETHER:
        return "samen"
    who = "ieder" if prompt.who is Who.EACH else "in tweetallen"
    way = (prompt.collecting or prompt.collecting_default).value
    return f"{who}{', stil' if prompt.silent else ''}, daarna {way}"


def _repeated(shown: Shown, prompt: Prompt) -> Iterator[str]:
    if prompt.for_each:
        yield f"Deze vraag komt terug voor elk antwoord op {quoted(_text_of(shown, prompt.for_each))}"


def _choosing_from(shown: Shown, prompt: Prompt) -> Iterator[str]:
    from armoede_toolbox.prompts import OptionsFrom, PromptWithOptions

    if isinstance(prompt, PromptWithOptions) and isinstance(prompt.options, OptionsFrom):
        otherwise = f" Of: {quoted(prompt.options.otherwise)}" if prompt.options.otherwise else ""
        yield f"Je kiest uit de antwoorden op {quoted(_text_of(shown, prompt.options.source_prompt))}{otherwise}"


def _text_of(shown: Shown, prompt_id: str) -> str:
    texts = {prompt.id: prompt.text for step in shown.exercise.steps for prompt in step.prompts}
    return _filled(shown, texts.get(prompt_id, prompt_id))


def _fields(prompt: Prompt) -> tuple[Field, ...]:
    """The form tells what there is to choose, whatever the kind."""
    return prompt.form(()).fields


def _options(field: Field) -> Iterator[str]:
    from armoede_toolbox import form

    match field:
        case form.OneOf() | form.SomeOf():
            yield from (*field.options, *([field.other] if field.other else []))
        case form.Order() | form.Points():
            yield from field.options
        case form.Boxes():
            yield from field.boxes
        case form.Grid():
            yield from field.rows
            yield _scale(field.minimum, field.maximum, field.labels)
        case form.Number() if field.minimum is not None and field.maximum is not None:
            yield " ".join(filter(None, (_scale(field.minimum, field.maximum, field.labels), field.unit)))


def _scale(least: int, most: int, labels: Mapping[int, str]) -> str:
    words = "; ".join(f"{number} is {label}" for number, label in sorted(labels.items()))
    return f"van {least} tot {most}" + (f" ({words})" if words else "")


def _example(prompt: Prompt, width: int) -> Iterator[str]:
    if prompt.example is None:
        return
    lines = _in_words(prompt).split("\n")
    if len(lines) == 1:
        yield from wrap(lines[0].removeprefix("- "), width, " " * 6 + "Bijvoorbeeld: ", 8)
        return
    yield " " * 6 + "Bijvoorbeeld:"
    for line in lines:
        indent = 8 + len(line) - len(line.lstrip())
        yield from wrap(line.strip(), width, " " * indent, indent + 2)


def _in_words(prompt: Prompt) -> str:
    """The example as it would stand in the logbook."""
    from armoede_toolbox.form import FormError
    from armoede_toolbox.text import unescape

    try:
        return unescape(prompt.to_markdown(prompt.read(prompt.fill(prompt.example))))
    except FormError:  # its options come from an answer that is not there yet
        return "; ".join(prompt.options_of(prompt.example)) or str(prompt.example)


# --- what surrounds it ----------------------------------------------------------------------------------------------


def _for_facilitator(exercise: Exercise, width: int) -> Iterator[str]:
    notes = exercise.facilitator
    rows = (
        ("Als het stokt", notes.when_stuck),
        ("Als het klaagt", notes.when_complaining),
        ("Als het raakt", notes.when_touched),
        ("Nazorg", exercise.aftercare),
    )
    told = [f"  {line}" for line in labelled(rows, width - 2)]
    if notes.sentences or told:
        yield "Voor wie begeleidt"
        yield from bullets(notes.sentences, width)
        yield from told


def _behind(shown: Shown, width: int) -> Iterator[str]:
    parts = [["Achtergrond", *wrap(shown.exercise.background, width, "  ")]]
    facts = [shown.shared.facts[code] for code in shown.exercise.facts if code in shown.shared.facts]
    if facts:
        parts.append(
            [
                "Feiten",
                *(line for fact in facts for line in wrap(_fact(fact, shown.today.year), width, f"  {fact.id}  ")),
            ]
        )
    sources = list(_sources(shown, facts, width))
    if sources:
        parts.append(["Bronnen", *sources])
    yield from _apart(parts)


def _fact(fact: Fact, year: int) -> str:
    from armoede_toolbox.exercises.shared import stated

    known = [f"peiljaar {fact.reference_year}" if fact.reference_year else ""]
    known += [f"bron {listed(fact.origin)}" if fact.origin else ""]
    place = ", ".join(filter(None, known))
    return stated(fact, year) + (f" ({place})" if place else "")


def _sources(shown: Shown, facts: Iterable[Fact], width: int) -> Iterator[str]:
    """The sources of the exercise and of its facts; an address stays whole, so that it can be copied."""
    codes = dict.fromkeys([*shown.exercise.sources, *(code for fact in facts for code in fact.origin)])
    sources = [shown.shared.sources[code] for code in codes if code in shown.shared.sources]
    broad = max((len(source.code) for source in sources), default=0)
    for source in sources:
        yield from wrap(source.title, width, f"  {source.code:<{broad}}  ")
        yield from ([f"  {' ' * broad}  {clean_line(source.address)}"] if source.address else [])


def _after(shown: Shown, width: int) -> Iterator[str]:
    exercise = shown.exercise
    rows = (
        ("Hierna past", listed([quoted(shown.titles.get(one, one)) for one in exercise.follow_up], "of")),
        ("Gemaakt door", ", ".join(filter(None, (exercise.author, exercise.organisation)))),
        ("Naar een idee van", exercise.based_on),
        ("Licentie", exercise.licence),
        ("Gewijzigd", _day(exercise.changed)),
    )
    yield from labelled(rows, width)
    yield ""
    yield from wrap(how_to_start(exercise.number, exercise.modes, shown.mode, shown.agenda), width)


def how_to_start(number: str, modes: Sequence[Mode], mode: Mode, minutes: int) -> str:
    """The command that starts this; the mode only where there is more than one."""
    way = f" --vorm {mode.value}" if len(modes) > 1 else ""
    return f"Beginnen: armoede start {number}{way} --tijd {minutes}"


def _before_now(shown: Shown, width: int) -> Iterator[str]:
    """When the team did it, and what came of what it agreed the last time."""
    from armoede_toolbox.workflows.earlier import word_for

    for said in _done(shown.past.of(shown.exercise.id), shown.today):
        yield from wrap(f"{said[0].upper()}{said[1:]}.", width)
    if shown.agreed:
        yield from wrap("Toen spraken jullie af:", width)
        yield from bullets((f"{one.what} ({word_for(one)})" for one in shown.agreed), width)


def _agreed_data(status: AgreementStatus) -> dict[str, Any]:
    from armoede_toolbox.agreements import to_json

    return to_json(status) | {"bestand": written(Path(status.where))}


def _day(written: str | None) -> str | None:
    try:
        return spelled(date.fromisoformat(written)) if written else None
    except ValueError:
        return written


def file_data(skipped: Iterable[journal.Skipped]) -> list[dict[str, Any]]:
    """Damaged files as every JSON names them."""
    return [{"bestand": written(one.file), "regel": one.line, "reden": one.reason} for one in skipped]


def written(path: Path) -> str:
    """A path that can be printed, whatever bytes are in its name."""
    return clean_line(str(path).encode("utf-8", "replace").decode())
