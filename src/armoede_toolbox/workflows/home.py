"""The home menu: what a person sees who types only ``armoede`` (DESIGN 10.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.window import CommandGiven, Interrupted, Window
from armoede_toolbox.text import spelled
from armoede_toolbox.workflows import sessions
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.starting import Wish
from armoede_toolbox.workflows.windows import open_window

EXPLANATION = (
    "Deze toolbox helpt jullie om samen na te denken over armoede en schulden in jullie werk.",
    "Je kiest een oefening. Je doet die alleen, met z’n tweeën of met je team.",
    "Wat je opschrijft, staat als gewone tekst in een map van jullie. Er gaat niets naar internet.",
    "Overslaan mag altijd. Namen van inwoners horen er niet in.",
    "Alle opdrachten zie je met: armoede --help",
)


def home(house: House) -> int:
    """Show the menu until the person stops."""
    window = open_window(house)
    try:
        while (action := _choose(house, window)) is not None:
            _do(action, house, window)
            house = open_house(environ=house.environ)
    except (Interrupted, CommandGiven):
        return ExitCode.INTERRUPTED
    return ExitCode.OK


Action = Callable[[House, Window], object]


def _choose(house: House, window: Window) -> Action | None:
    from armoede_toolbox.workflows.resuming import unfinished

    team = house.config.teams.get(house.config.team or "")
    waiting = [one for one in unfinished(house)[0] if not one.personal]
    choices: list[tuple[str, Action]] = [
        ("Begin een oefening", _begin),
        ("Bereid een overleg voor", _prepare),
        (_agreements_label(house), _agreements),
        *([("Ga verder waar jullie stopten", _resume)] if waiting else []),
        ("Kijk terug in het logboek", _look_back),
        ("Uitleg en instellingen", _explain),
    ]
    note = (Block("Er staat nog iets open.", Style.HINT),) if waiting else ()
    window.show(Screen("Armoede-toolbox", f"team {team.name}" if team else "", note))
    chosen = window.pick("Wat wil je doen?", [*(label for label, _ in choices), "Stoppen"])
    return choices[chosen][1] if chosen < len(choices) else None


def _do(action: Action, house: House, window: Window) -> None:
    """One choice; what goes wrong is told, and the menu comes back."""
    try:
        action(house, window)
    except ToolboxError as error:
        for problem in error.problems:
            window.say(*filter(None, (problem.what, problem.where, problem.do)))
    except CommandGiven:
        return
    except Interrupted:
        window.say("Terug naar het begin.")


def _begin(house: House, window: Window) -> None:
    sessions.begin(house, window, None, Wish())
    window.wait("Druk op Enter voor het begin.")


def _prepare(house: House, window: Window) -> None:
    """Both papers for a meeting, in the folder where the person is."""
    from armoede_toolbox.workflows import paper
    from armoede_toolbox.workflows.choosing import choose_in_window

    name = choose_in_window(house, window).exercise
    begin = window.line("Hoe laat begint het? Bijvoorbeeld 13:30. Leeg mag ook.")
    for made in paper.both(house, name, Path.cwd(), begin):
        window.say(f"Klaar: {made}")
    window.wait("Open het bestand in je browser en print het. Druk op Enter voor het begin.")


def _agreements_label(house: House) -> str:
    from armoede_toolbox.workflows.agreements import count_open

    number = count_open(house)
    return f"Onze afspraken ({number} open)" if number else "Onze afspraken"


def _agreements(house: House, window: Window) -> None:
    """The agreements of the team, or of all teams; from here people can look back."""
    from armoede_toolbox.workflows.agreements import list_agreements, team_of_settings
    from armoede_toolbox.workflows.updating import update_in

    team = team_of_settings(house)
    found = list_agreements(house, team)
    lines = found.text().split("\n")
    window.show(Screen("Onze afspraken", "", tuple(Block(line, Style.ROW) for line in lines if line.strip())))
    if not any(one.status.open for one in found.found):
        window.wait("Druk op Enter voor het begin.")
    elif window.pick("Wat wil je doen?", ["Kijk terug op wat open is", "Terug"]) == 0:
        update_in(house, window, team)
        window.wait("Druk op Enter voor het begin.")


def _resume(house: House, window: Window) -> None:
    from armoede_toolbox.workflows.resuming import choose_draft, continue_draft

    chosen = choose_draft(house, None, personal=False, window=window)
    if chosen is not None:
        continue_draft(house, chosen, window)
        window.wait("Druk op Enter voor het begin.")


def _look_back(house: House, window: Window) -> None:
    """The entries of the teams, newest first. Personal ones are never named here."""
    known = journal.known_teams(house.places, house.config)
    found = [item for key in known for item in journal.scan(journal.team_root(house.places, house.config, key)).files]
    found.sort(key=lambda item: item[1].started, reverse=True)
    if not found:
        window.say("Het logboek is nog leeg.")
        return
    names = [f"{spelled(head.started.date())}  {head.title} ({head.team})" for _, head in found[:8]]
    chosen = window.pick("Welke wil je zien?", [*names, "Terug"])
    if chosen < len(names):
        window.show(Screen("Logboek", "", tuple(Block(line) for line in _readable(found[chosen][0]))))
        window.wait("Druk op Enter voor het begin.")


def _readable(path: Path) -> list[str]:
    from armoede_toolbox.workflows.logbook import readable

    return [*readable(journal.load(path)), f"Het bestand: {path}"]


def _explain(house: House, window: Window) -> None:
    from armoede_toolbox.workflows import settings

    window.show(Screen("Uitleg", "", tuple(Block(line) for line in EXPLANATION)))
    overview = settings.show(house)
    window.say(*(f"{label}: {value}" for label, value in overview.rows))
    other = "Zet het eenvoudige scherm uit" if house.plain else "Zet het eenvoudige scherm aan"
    if window.pick("Wil je iets veranderen?", ["Nee, terug", other]) == 1:
        window.say(settings.change(house, "eenvoudig", "uit" if house.plain else "aan"), "Het werkt de volgende keer.")
