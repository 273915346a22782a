"""``afspraken bijwerken``: walk through the open agreements and write one look-back.

Each answer is in a draft before the next question. A draft that was left behind is written as soon as somebody comes
back: what was said about an agreement is whole by itself.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

from armoede_toolbox import __version__
from armoede_toolbox.entry import render
from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import events, look_back
from armoede_toolbox.session.look_back import Due, Run
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.drafts import Draft, DraftFile, in_use, list_drafts
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted, Window
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import Outcome
from armoede_toolbox.workflows.agreements import open_in
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import known_team, missing
from armoede_toolbox.workflows.logbook import Root, personal_root
from armoede_toolbox.workflows.looking_back import ask_about
from armoede_toolbox.workflows.stand import until_safe
from armoede_toolbox.workflows.windows import open_window

_HELP: Final = (
    "Wat je altijd kunt typen:",
    "/terug  een afspraak terug",
    "/pas    sla deze afspraak over, hij blijft open",
    "/stop   stoppen en bewaren wat er is",
)


def update(
    house: House, team: str | None = None, day: date | None = None, *, personal: bool = False, plain: bool = False
) -> int:
    """``afspraken bijwerken``: one look-back over the open agreements of a team, or of somebody alone."""
    house = house.on(day)
    window = open_window(house, plain=plain, instead="Open een terminal en typ: armoede afspraken bijwerken")
    try:
        return update_in(house, window, team, personal=personal)
    except (Interrupted, CommandGiven):
        window.say("Gestopt. Er is niets veranderd.")
        return ExitCode.INTERRUPTED


def update_in(house: House, window: Window, team: str | None = None, *, personal: bool = False) -> int:
    """The same in a window that is open already."""
    from armoede_toolbox.privacy import scan_text

    window.guard = scan_text
    finish_interrupted(house, window, personal=personal)
    root = _root(house, window, team, personal=personal)
    due = open_in(house, root) if root is not None else ()
    if root is None or not due:
        window.say("Er staat geen afspraak open.")
        return ExitCode.OK
    journal.check_root(root.path, make=False)
    return _walk_through(house, window, root, due)


def _root(house: House, window: Window, team: str | None, *, personal: bool) -> Root | None:
    """The folder of one team: the named one, that of the settings, the only one, or the one that is chosen."""
    if personal:
        return personal_root(house)
    known = journal.known_teams(house.places, house.config)
    key = known_team(house, team) if team is not None else house.config.team
    if key not in known:
        if not known:
            return None
        keys = list(known)
        key = keys[window.pick("Van welk team?", list(known.values())) if len(keys) > 1 else 0]
    root = Root(key, known[key], journal.team_root(house.places, house.config, key))
    if gone := missing(house, key, root.path):
        raise ToolboxError([gone])
    return root


def _walk_through(house: House, window: Window, root: Root, due: tuple[Due, ...]) -> int:
    run = _new_run(house, root, due)
    with Draft.create(run.session, house.places.drafts, journal.fallback(root.path)) as draft:
        draft.append(run.event())
        code = _asked(house, window, draft, run)
        if not run.looked:
            draft.discard()
            window.say("Er is niets veranderd.")
            return code
        published = _publish(house, draft, run)
    _tell(window, run, published)
    return code


def _new_run(house: House, root: Root, due: tuple[Due, ...]) -> Run:
    started = house.now()
    return Run(
        session=journal.session_id(started, house.chance),
        root=str(root.path),
        team=root.team_name,
        started=started,
        toolbox=__version__,
        due=due,
        ahead=house.ahead,
    )


def _asked(house: House, window: Window, draft: Draft, run: Run) -> int:
    """One agreement after the other; what was answered when somebody stops is kept."""
    number, many = 0, len(run.due)
    while number < many:
        try:
            _ask(house, window, draft, run, number)
            number += 1
        except Interrupted:
            return ExitCode.INTERRUPTED
        except CommandGiven as given:
            number = _moved(window, given.command, number, many)
    return ExitCode.OK


def _moved(window: Window, command: Command, number: int, many: int) -> int:
    """Where a command leads."""
    match command:
        case Command.PASS:
            return number + 1
        case Command.BACK:
            return max(number - 1, 0)
        case Command.STOP | Command.ROUND_OFF:
            return many
        case _:
            window.show(Screen("Hulp", "", tuple(Block(line, Style.HINT) for line in _HELP)))
            return number


def _ask(house: House, window: Window, draft: Draft, run: Run, number: int) -> None:
    due, aside = run.due[number], f"{number + 1} van {len(run.due)}"

    def keep(outcome: Outcome, word: str | None) -> None:
        event = events.looked_back(due.id, due.what, outcome, word)
        try:
            draft.append(event)
        except ToolboxError as error:
            until_safe(window, draft, error)
        run.apply(event)

    ask_about(window, due, house.today(), run.looked.get(due.id), keep, aside=aside)


def _publish(house: House, draft: Draft, run: Run) -> journal.Published:
    """The file, read back; only then the draft goes."""
    if run.until is None:
        event = events.look_back_over(house.now())
        draft.append(event)
        run.apply(event)
    target = journal.entry_path(Path(run.root), run.session, look_back.NAME)
    published = journal.publish(render(run.to_entry()), target)
    draft.discard()
    return published


def _tell(window: Window, run: Run, published: journal.Published) -> None:
    rows = [Block(f"{looked.what}: {looked.outcome}", Style.ROW) for looked in run.looked.values()]
    kept = Block("Bewaard. We lazen het bestand terug: alles staat erin.")
    where = (Block("Het staat hier:", Style.HINT), Block(str(published.path), Style.HINT))
    many = counted(len(run.looked), "afspraak", "afspraken")
    window.show(Screen("Teruggekeken", many, (*rows, kept, *where)))
    if not sys.stdout.isatty():
        print(published.path)  # noqa: T201 - the result of the command


# --- what was left behind -------------------------------------------------------------------------------------------


def finish_interrupted(house: House, window: Window, *, personal: bool = False) -> None:
    """Write look-backs whose program was ended half-way; personal ones only for who asks for them."""
    for file in list_drafts(house.places, house.config):
        run = look_back.fold(file.events)
        if run is not None and (run.team is None) == personal and not in_use(file):
            _finish(house, window, file, run)


def _finish(house: House, window: Window, file: DraftFile, run: Run) -> None:
    """When it cannot be written now either, its draft stays and other work goes on."""
    try:
        with Draft.open(file.path, journal.fallback(Path(run.root)), file.older) as draft:
            if not run.looked:
                draft.discard()
                return
            journal.check_root(Path(run.root), make=False)
            published = _publish(house.as_begun(run.ahead), draft, run)
    except ToolboxError as error:
        window.say(*(problem.what for problem in error.problems))
        return
    window.say(f"Een terugblik van {spelled(run.started.date())} was nog niet bewaard. Nu wel:", str(published.path))
