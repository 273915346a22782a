"""``voorbereiden``: a meeting that comes later: what is drawn, both papers, and a code to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from armoede_toolbox import dates
from armoede_toolbox.errors import Problem, Stopped, ToolboxError
from armoede_toolbox.exercises import Exercise, codes
from armoede_toolbox.exercises.codes import Prepared
from armoede_toolbox.exercises.drawing import numbers_of, placed, places
from armoede_toolbox.exercises.shared import Shared
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.reporting.runsheet import runsheet
from armoede_toolbox.session import Setup
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.storage import prepared, safely
from armoede_toolbox.storage.library import Library
from armoede_toolbox.storage.prepared import Preparation
from armoede_toolbox.terminal.window import CommandGiven, Interrupted, Window
from armoede_toolbox.text import DAYS, spelled
from armoede_toolbox.workflows import delivering, paper
from armoede_toolbox.workflows.drawing import Draws, for_paper, with_draws
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, written
from armoede_toolbox.workflows.paper import RUNSHEET, WORKSHEET, read_time
from armoede_toolbox.workflows.retracing import retraced
from armoede_toolbox.workflows.starting import Purpose, Wish, settle, team_key
from armoede_toolbox.workflows.windows import ask_line

DEFAULT_FORMAT: Final = "pdf"
_TRIES: Final = 20
"""How often a code is drawn that only names a preparation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When the meeting is and what to do with its papers; ``None`` is not said."""

    day: date | None = None
    begin: time | None = None
    format: str | None = None
    to: Path | None = None
    overwrite: bool = False
    fresh: bool = False
    """Whether the folder gets a name that is free: in the menu nobody can say ``--overschrijf``."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A prepared meeting."""

    preparation: Preparation
    exercise: Exercise
    files: tuple[Path, ...]
    ends: str
    """When it is over; empty when nobody knows when it begins."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def code(self) -> str:
        """As people read it."""
        return codes.shown(self.preparation.code)

    def text(self, width: int = 80) -> str:
        """What is ready, where it is, and how to begin."""
        del width
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        known = self.preparation
        hours = f", {known.begin:%H:%M} – {self.ends}" if known.begin else ""
        team = f", team {known.team}" if known.team else ""
        yield f"Klaar: {self.exercise.title}"
        yield f"{DAYS[known.day.weekday()].capitalize()} {spelled(known.day)}{hours}{team}."
        yield from map(written, self.files)
        yield ""
        yield f"Jullie code: {self.code}"
        yield f"Begin straks met: armoede start --code {self.code}"

    def data(self) -> dict[str, Any]:
        """What was made, for programs."""
        known = self.preparation.data()
        files = [written(path) for path in self.files]
        made = {key: value for key, value in known.items() if key not in ("formaat", "code", "kenmerk")}
        return {"formaat": FORMAT, "voorbereiding": {"code": self.code, **made, "bestanden": files}}


def prepare(house: House, name: str, wish: Wish, plan: Plan | None = None, window: Window | None = None) -> Ready:
    """Ask what was not said, draw, make both papers, and keep it under a code."""
    plan = plan or Plan()
    library = Library.load(house.places.exercises)
    exercise = library.find(name)
    prepared.tidy(house.places, house.today())
    try:
        house, plan, drawn = _asked(house, library.shared, exercise, wish, plan, window)
    except (Interrupted, CommandGiven):
        raise Stopped("Gestopt. Er is niets gemaakt.", "", "Begin opnieuw met: armoede voorbereiden") from None
    return _made(house, library.shared, drawn, plan)


def _asked(
    house: House, shared: Shared, exercise: Exercise, wish: Wish, plan: Plan, window: Window | None
) -> tuple[House, Plan, _Drawn]:
    """What was not said; with a way back. Writes nothing."""

    def ask(asking: Window | None) -> tuple[House, Plan, _Drawn]:
        when = _when(house, plan, asking)
        day = when.day or house.today()
        then = house.on(day)
        settled = settle(then, exercise, {}, replace(wish, purpose=Purpose.PREPARE), asking)
        cards = for_paper(then, settled, shared, asking)
        setup = with_draws(then, settled, shared, asking, cards)
        return then, replace(when, day=day), _Drawn(exercise, setup, cards)

    return ask(None) if window is None else retraced(house, window, ask)


# --- when -----------------------------------------------------------------------------------------------------------


def _when(house: House, plan: Plan, window: Window | None) -> Plan:
    if plan.day is not None and plan.day < house.today():
        raise ToolboxError("Deze dag is al geweest.", spelled(plan.day), "Geef een dag die nog komt, of vandaag.")
    if window is None:
        return plan
    question = "Welke dag is het overleg? Leeg is vandaag."
    day = plan.day or ask_line(window, question, lambda typed: _day(house, typed))
    begin = plan.begin or ask_line(window, "Hoe laat begint het? Bijvoorbeeld 13:30. Leeg mag ook.", read_time)
    return replace(plan, day=day, begin=begin)


def _day(house: House, typed: str) -> date:
    found = dates.parse(typed, house.today())
    if found is None or found < house.today():
        what = "Deze dag is al geweest." if found else "Dit lezen we niet als een dag."
        raise ToolboxError(what, "", "Typ bijvoorbeeld morgen, volgende week dinsdag of 1 december.")
    return found


# --- making ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The exercise as its file has it, the setup as it will run, and what was drawn for it."""

    exercise: Exercise
    setup: Setup
    cards: Draws

    @property
    def minutes(self) -> int:
        """The time in the agenda."""
        needed = self.exercise.lasts(self.setup.variant, self.setup.mode)
        return max(self.setup.agenda_minutes or 0, agenda_minutes(needed, self.setup.look_back_minutes))


def _made(house: House, shared: Shared, drawn: _Drawn, plan: Plan) -> Ready:
    folder, new = _folder(drawn.exercise, plan)
    form = delivering.paper_format(plan.format or DEFAULT_FORMAT, None)
    targets = {word: folder / f"{word}-{drawn.exercise.id}.{form}" for word in (WORKSHEET, RUNSHEET)}
    for target in targets.values():
        delivering.refuse_existing(target, plan.overwrite)
    preparation = _kept(house, shared, drawn, plan)
    if new:
        _make(folder)
    outline = _outline(house, shared, drawn, plan, preparation)
    made = _papers(house, outline, targets, form, plan.overwrite)
    house.write_new_teams()
    notices = tuple(dict.fromkeys(notice for one in made for notice in one.notices))
    ends = outline.end if plan.begin else ""
    return Ready(preparation, drawn.exercise, tuple(targets.values()), ends, notices)


def _folder(exercise: Exercise, plan: Plan) -> tuple[Path, bool]:
    """Where both papers go, and whether that folder has to be made."""
    own = Path.cwd() / f"overleg-{plan.day}-{exercise.id}"
    own = _free(own) if plan.fresh else own
    folder = (plan.to.expanduser() if plan.to else own).absolute()
    if folder.exists() and not folder.is_dir():
        raise ToolboxError("Hier staat een bestand, geen map.", str(folder), "Geef een map met --naar.")
    return folder, not folder.exists()


def _free(folder: Path) -> Path:
    """This name, or the first one with a number behind it that nobody uses."""
    names = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(one for one in chain((folder,), names) if not one.exists())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        what = f"Deze map konden we niet maken. {safely.because(error)}"
        raise ToolboxError(what, str(folder), "Kies een andere map met --naar.") from error


def _papers(
    house: House, outline: Outline, targets: dict[str, Path], form: str, overwrite: bool
) -> list[delivering.Delivered]:
    draw = {WORKSHEET: lambda to: paper.sheet(outline, to), RUNSHEET: lambda _: runsheet(outline)}
    return [
        delivering.paper(house, draw[word], target.stem, form, target, overwrite) for word, target in targets.items()
    ]


def _outline(house: House, shared: Shared, drawn: _Drawn, plan: Plan, preparation: Preparation) -> Outline:
    setup = drawn.setup
    team = house.config.teams.get(team_key(house, setup.team)) if setup.team else None
    return Outline(
        exercise=setup.exercise,
        mode=setup.mode,
        variant=setup.variant,
        minutes=drawn.minutes,
        begin=plan.begin,
        people=setup.participants,
        contact=team.aftercare if team else None,
        facts=tuple(shared.facts[code] for code in setup.exercise.facts if code in shared.facts),
        sources={code: source.title for code, source in shared.sources.items()},
        code=codes.shown(preparation.code),
        day=plan.day,
        team=setup.team,
        year=house.today().year,
    )


# --- the code -------------------------------------------------------------------------------------------------------


def _kept(house: House, shared: Shared, drawn: _Drawn, plan: Plan) -> Preparation:
    """The preparation under a code that nothing else here has."""
    for code in _codes(house, shared, drawn):
        preparation = _preparation(code, drawn, plan)
        try:
            prepared.keep(house.places, preparation)
        except FileExistsError:
            continue
        return preparation
    do = "Probeer het nog een keer."
    raise ToolboxError("Er kon geen nieuwe code gemaakt worden.", str(house.places.state), do)


def _codes(house: House, shared: Shared, drawn: _Drawn) -> Iterator[str]:
    """Codes that hold everything; where that does not fit, codes that only mean something here."""
    setup = drawn.setup
    needed = places(drawn.exercise, setup.variant, setup.mode, shared)
    whole = Prepared(
        number=drawn.exercise.number,
        mode=setup.mode,
        variant=setup.variant,
        mark=codes.mark_of(placed(drawn.exercise, drawn.cards, {})),
        draws=numbers_of(needed, drawn.cards, shared),
        people=setup.participants,
        spare=drawn.minutes - agenda_minutes(drawn.exercise.lasts(setup.variant, setup.mode)),
    )
    for salt in range(codes.SALTS):
        if code := codes.encode(replace(whole, salt=salt)):
            yield code
    yield from (codes.name_only(house.chance) for _ in range(_TRIES))


def _preparation(code: str, drawn: _Drawn, plan: Plan) -> Preparation:
    setup = drawn.setup
    return Preparation(
        code=code,
        exercise=drawn.exercise.id,
        mode=setup.mode,
        variant=setup.variant,
        day=plan.day or setup.started.date(),
        begin=plan.begin,
        minutes=drawn.minutes,
        team=setup.team,
        people=setup.participants,
        drawn={step: card.id for step, card in drawn.cards.items()},
        mark=codes.fingerprint(placed(drawn.exercise, drawn.cards, {})),
    )
