"""Starting a session: everything that is asked and checked before the first question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path

from armoede_toolbox import __version__
from armoede_toolbox.errors import ToolboxError, UsageError
from armoede_toolbox.exercises import Exercise
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Setup, View, look_back
from armoede_toolbox.session.agenda import agenda_minutes, variant_for
from armoede_toolbox.session.look_back import Due
from armoede_toolbox.storage import journal, places
from armoede_toolbox.storage.config import Team
from armoede_toolbox.terminal.window import Window
from armoede_toolbox.text import clean_line, counted, listed, nearest, quoted, slug
from armoede_toolbox.vocabulary import MODE_WORDS, VARIANT_WORDS, Mode, Variant
from armoede_toolbox.workflows.drawing import tell_lists
from armoede_toolbox.workflows.exercise_page import in_its_place
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.looking_back import SKIP
from armoede_toolbox.workflows.stage import notes_before


class Purpose(StrEnum):
    """What a session is settled for."""

    RUN = "run"
    PREPARE = "prepare"
    """It comes later; nobody looks at this screen yet."""
    FROM_PAPER = "from paper"
    """It was done on paper, and is typed in now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked on the command line; ``None`` is not said."""

    team: str | None = None
    new_team: bool = False
    mode: Mode | None = None
    people: int | None = None
    minutes: int | None = None
    variant: Variant | None = None
    """The version that was prepared."""
    clock: bool = True
    purpose: Purpose = Purpose.RUN
    begin: time | None = None
    """When a session on paper began, as far as that is known."""
    levels: bool = False
    """Several organisations take part (``--organisaties``)."""
    rehearsal: bool = False
    """Nothing may be written: no team, no folder."""
    private: bool = False
    """It belongs to no team, also when two people do it."""


def settle(house: House, exercise: Exercise, facts: Mapping[str, str], wish: Wish, window: Window | None) -> Setup:
    """Everything that is fixed before the first question. With a window it asks what was not said. Writes nothing."""
    mode = _mode(exercise, wish, window)
    team = _team(house, mode, wish, window)
    people = _people(exercise, mode, wish, window)
    due = _due(house, exercise, mode, team) if window is not None else ()
    due, wish = _with_time_for(due, exercise, mode, wish, window)
    variant = _variant(house, exercise, mode, wish, window, _minutes(exercise, due))
    root = root_of(house, team)
    if window is not None and wish.purpose is not Purpose.FROM_PAPER:
        tell_lists(exercise, root, window)
    started = _started(house, wish)
    return Setup(
        session=journal.session_id(started, house.chance),
        exercise=exercise,
        variant=variant,
        mode=mode,
        started=started,
        toolbox=__version__,
        root=str(root),
        team=team,
        participants=people,
        view=_view(exercise, mode, window) if wish.purpose is Purpose.RUN else View.PRIVATE,
        clock=wish.clock and wish.purpose is not Purpose.FROM_PAPER,
        agenda_minutes=wish.minutes,
        facts={code: facts[code] for code in exercise.facts if code in facts},
        look_back=journal.session_id(started, house.chance) if due else None,
        due=due,
        levels=wish.levels,
        from_paper=wish.purpose is Purpose.FROM_PAPER,
        ahead=house.ahead,
    )


def _started(house: House, wish: Wish) -> datetime:
    """Now; or when it was on paper, in the time of that day. Without a known time that is midnight."""
    if wish.purpose is not Purpose.FROM_PAPER:
        return house.now()
    return datetime.combine(house.today(), wish.begin or time()).astimezone()


def root_of(house: House, team: str | None) -> Path:
    """Where the entries of a team go; without a team they are personal."""
    if team is None:
        return journal.personal_root(house.places)
    return journal.team_root(house.places, house.config, team_key(house, team))


def team_key(house: House, name: str) -> str:
    """The key of a team in the settings: people may have given it another name there."""
    known = journal.known_teams(house.places, house.config)
    return next((key for key, shown in known.items() if shown == name), slug(name))


def make_ready(house: House, setup: Setup) -> None:
    """What can fail is tried before the first question, so that nobody writes for nothing. Raises ``ToolboxError``."""
    room_for(house, Path(setup.root), setup.team)


def room_for(house: House, root: Path, team: str | None) -> None:
    """A folder in which entries can be saved; a new team is one from now on. Raises ``ToolboxError``."""
    journal.check_root(root, make=not _chosen_by_hand(house, team))
    house.write_new_teams()


def room_there(root: Path) -> None:
    """Whether a folder that is there already has room, long before the first question. Raises ``ToolboxError``."""
    if root.exists():
        journal.check_root(root, make=False)


def _chosen_by_hand(house: House, team: str | None) -> bool:
    """A folder that people chose is never made anew: when it is gone, a drive or share is missing."""
    known = house.config.teams.get(team_key(house, team)) if team else None
    return bool(known and known.folder and not house.places.forced)


# --- with whom ------------------------------------------------------------------------------------------------------


def _mode(exercise: Exercise, wish: Wish, window: Window | None) -> Mode:
    mode = wish.mode or _mode_of_people(exercise, wish)
    if mode is not None:
        return _allowed(exercise, mode)
    if len(exercise.modes) == 1 or window is None:
        return exercise.modes[0]
    return exercise.modes[window.pick("Hoe doen jullie het?", [MODE_WORDS[mode] for mode in exercise.modes])]


def _mode_of_people(exercise: Exercise, wish: Wish) -> Mode | None:
    if wish.people is not None:
        return {1: Mode.SOLO, 2: Mode.PAIR}.get(wish.people, Mode.TEAM)
    if wish.team is not None and Mode.TEAM in exercise.modes:
        return Mode.TEAM
    return None


def _allowed(exercise: Exercise, mode: Mode) -> Mode:
    if mode in exercise.modes:
        return mode
    ways = listed([MODE_WORDS[way] for way in exercise.modes], "of")
    what = f"{quoted(exercise.title)} kun je niet {MODE_WORDS[mode]} doen."
    raise ToolboxError(what, "", f"Doe deze oefening {ways}. Of kies een andere met: armoede kies")


def _people(exercise: Exercise, mode: Mode, wish: Wish, window: Window | None) -> int:
    if mode is not Mode.TEAM:
        return {Mode.SOLO: 1, Mode.PAIR: 2}[mode]
    if wish.people is not None:
        return wish.people
    return exercise.participants.min if window is None else _ask_people(exercise, window)


def _ask_people(exercise: Exercise, window: Window) -> int:
    low, high = exercise.participants.min, exercise.participants.max
    while True:
        typed = window.line(f"Met hoeveel zijn jullie? (gemaakt voor {low} tot {high})", required=True)
        if typed.isdigit() and 0 < int(typed) <= 99:
            return int(typed)
        window.say("Typ een getal, bijvoorbeeld 8.")


def _view(exercise: Exercise, mode: Mode, window: Window | None) -> str:
    if mode is not Mode.TEAM or window is None:
        return View.PRIVATE
    options = ["Ja", "Nee, alleen ik", "Ik gebruik een zaalscherm"]
    if exercise.facilitator.sentences or notes_before(exercise, Mode.TEAM):
        where = listed(exercise.papers())
        window.say(f"Kijkt de groep mee, dan staan jouw zinnen en tips alleen op papier: {where}")
    chosen = window.pick("Kijkt de groep mee op dit scherm?", options)
    view = (View.SHARED, View.PRIVATE, View.SECOND)[chosen]
    if view == View.SECOND:
        window.say("Open een tweede venster voor de beamer en typ daar: armoede zaalscherm")
        window.wait("Druk op Enter.")
    return view


# --- how long -------------------------------------------------------------------------------------------------------


def _variant(
    house: House, exercise: Exercise, mode: Mode, wish: Wish, window: Window | None, look_back: int
) -> Variant:
    lengths = exercise.variants_in(mode)
    if wish.variant in lengths:
        return wish.variant
    if wish.minutes is None and window is not None and len(lengths) > 1:
        return _ask_variant(lengths, window, look_back, wish.purpose)
    variant = variant_for(lengths, wish.minutes, look_back)
    if variant is None:
        raise too_short(house, exercise, mode, wish.minutes or 0)
    return variant


def _ask_variant(lengths: dict[Variant, int], window: Window, look_back: int, purpose: Purpose) -> Variant:
    variants = list(lengths)
    question = "Hoeveel tijd staat er in de agenda?"
    if purpose is Purpose.FROM_PAPER:
        question, look_back = "Welke versie deden jullie?", 0
    options = [f"{agenda_minutes(lengths[v], look_back)} minuten ({VARIANT_WORDS[v]})" for v in variants]
    default = variants.index(Variant.NORMAL) if Variant.NORMAL in variants else 0
    return variants[window.pick(question, options, default=default)]


def too_short(house: House, exercise: Exercise, mode: Mode, minutes: int) -> ToolboxError:
    """Less time than the shortest variant: what it takes, and two exercises that fit (DESIGN 4.6)."""
    shortest = agenda_minutes(min(exercise.variants_in(mode).values(), default=0))
    what = f"{quoted(exercise.title)} past niet in {counted(minutes, 'minuut', 'minuten')}."
    others = in_its_place(house, exercise.id, mode, minutes)
    return ToolboxError(
        what, "", f"De kortste versie duurt {shortest} minuten, begin en einde meegeteld. {others}".strip()
    )


# --- the look-back --------------------------------------------------------------------------------------------------


def _due(house: House, exercise: Exercise, mode: Mode, team: str | None) -> tuple[Due, ...]:
    """The open agreements that people look back on; the exercise that looks back may be about each of them."""
    found = _open_agreements(house, mode, team)
    return found if exercise.contains(look_back.EXERCISE) else found[: look_back.MOST]


def _open_agreements(house: House, mode: Mode, team: str | None) -> tuple[Due, ...]:
    """The open agreements of these people; alone nobody is asked about any (DESIGN 4.7)."""
    from armoede_toolbox.workflows.agreements import due_in
    from armoede_toolbox.workflows.logbook import Root

    if mode is Mode.SOLO:
        return ()
    root = Root(team_key(house, team) if team else None, team, root_of(house, team))
    return due_in(house, root, mode)


def with_all_due(house: House, setup: Setup) -> Setup:
    """An answers file names what it looks back on itself, so every open agreement takes part."""
    due = _open_agreements(house, setup.mode, setup.team)
    return replace(setup, due=due, look_back=journal.session_id(setup.started, house.chance) if due else None)


def _minutes(exercise: Exercise, due: Sequence[Due]) -> int:
    """What the look-back adds to the time in the agenda."""
    return 0 if exercise.contains(look_back.EXERCISE) else len(due)


def _with_time_for(
    due: tuple[Due, ...], exercise: Exercise, mode: Mode, wish: Wish, window: Window | None
) -> tuple[tuple[Due, ...], Wish]:
    """When the time is only too short because of the look-back, the people choose; it is skipped on purpose."""
    lengths, more = exercise.variants_in(mode), _minutes(exercise, due)
    if wish.minutes is None or wish.variant or window is None or variant_for(lengths, wish.minutes, more):
        return due, wish
    if variant_for(lengths, wish.minutes) is None:
        return due, wish
    needed = agenda_minutes(min(lengths.values()), more)
    question = f"Met terugblik duurt de kortste versie {needed} minuten. Wat doen jullie?"
    if window.pick(question, [f"We nemen {needed} minuten", SKIP]) == 1:
        return (), wish
    return due, replace(wish, minutes=needed)


# --- teams ----------------------------------------------------------------------------------------------------------


def _team(house: House, mode: Mode, wish: Wish, window: Window | None) -> str | None:
    if mode is Mode.SOLO or wish.private:
        _no_team_alone(wish)
        return None
    if wish.team is not None:
        return confirmed_team(house, clean_line(wish.team), wish, window)
    if window is not None:
        return _ask_team(house, mode, wish, window)
    if house.config.team is not None:
        return journal.known_teams(house.places, house.config).get(house.config.team, house.config.team)
    if mode is Mode.PAIR:
        return None
    raise UsageError("Voor welk team is dit?", "", "Geef de naam, bijvoorbeeld: --team Noord")


def team_of(house: House, wish: Wish, window: Window | None) -> str:
    """The team of a session that only a team can do. Raises ``ToolboxError``."""
    team = _team(house, Mode.TEAM, wish, window)
    if team is None:
        raise UsageError("Voor welk team is dit?", "", "Geef de naam, bijvoorbeeld: --team Noord")
    return team


def _no_team_alone(wish: Wish) -> None:
    if wish.team is not None:
        do = "Laat --team weg. Of doe de oefening met het team: --vorm team"
        raise UsageError("Een oefening die je alleen doet, hoort bij geen team.", "", do)


def confirmed_team(house: House, name: str, wish: Wish, window: Window | None) -> str:
    """A team that is known, or a new one that was meant (DESIGN, chapter 3)."""
    known = journal.known_teams(house.places, house.config)
    if not name:
        raise UsageError("De naam van het team is leeg.", "", "Geef een naam, bijvoorbeeld: --team Noord")
    if slug(name) in known:
        return known[slug(name)]
    close = [known[key] for key in nearest(slug(name), known, 1)]
    if wish.rehearsal:
        return name
    if wish.new_team:
        return _founded(house, name, window)
    if window is None:
        hint = f"Bedoel je {quoted(close[0])}? " if close else ""
        raise ToolboxError(
            f"Team {quoted(name)} kennen we nog niet.", "", f"{hint}Een nieuw team maak je met --nieuw-team."
        )
    return _new_or_meant(house, name, close, window)


def _new_or_meant(house: House, name: str, close: list[str], window: Window) -> str:
    options = [f"Ja, {name} is nieuw", *(f"Nee, ik bedoel {team}" for team in close), "Ik typ de naam opnieuw"]
    question = f"Nieuw team {quoted(name)}?" + (f" Of bedoel je {quoted(close[0])}?" if close else "")
    chosen = window.pick(question, options)
    if chosen == 0:
        return _founded(house, name, window)
    if chosen == len(options) - 1:
        return confirmed_team(house, window.line("Hoe heet het team?", required=True), Wish(), window)
    return close[chosen - 1]


def _ask_team(house: House, mode: Mode, wish: Wish, window: Window) -> str | None:
    known = journal.known_teams(house.places, house.config)
    names = list(known.values())
    alone = ["Bij geen team, alleen op deze computer"] if mode is Mode.PAIR else []
    if not names and not alone:
        first = replace(wish, new_team=True)
        return confirmed_team(house, window.line("Hoe heet jullie team?", required=True), first, window)
    default = list(known).index(house.config.team) if house.config.team in known else 0
    options = [*alone, *names, "Een nieuw team"]
    start = len(alone) + default if house.config.team in known else 0
    chosen = window.pick("Bij welk team bewaren we dit?", options, default=start)
    if chosen < len(alone):
        return None
    if chosen < len(options) - 1:
        return options[chosen]
    return confirmed_team(house, window.line("Hoe heet het team?", required=True), wish, window)


def _founded(house: House, name: str, window: Window | None) -> str:
    """A new team gets its root, chosen once."""
    folder = None if window is None or house.places.root is not None else _ask_folder(house, window)
    house.found(slug(name), Team(name=name, folder=folder))
    return name


def _ask_folder(house: House, window: Window) -> Path | None:
    options = ["Op deze computer", "In een map van het team"]
    if window.pick("Waar bewaren we wat jullie schrijven?", options) == 0:
        return None
    while True:
        typed = window.line("Welke map? Typ of plak het hele pad.", required=True)
        folder = Path(typed.strip("\"' ")).expanduser()
        if not folder.is_dir():
            window.say("Die map bestaat niet. Maak hem eerst, of typ een andere.")
            continue
        shared = places.shared(folder.absolute(), house.environ)
        if shared is None or _fine(shared, window):
            return folder.absolute()


def _fine(shared: places.Shared, window: Window) -> bool:
    window.show(Screen("", "", (Block(shared.sentence, Style.WARNING),)))
    return window.pick("Is dat goed?", ["Ja", "Nee, een andere map"]) == 0
