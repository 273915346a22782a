"""Doing an exercise: ``start``, ``hervat`` and ``zaalscherm``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command


@app.command(
    "start",
    cls=Command,
    help="""
        Begin een oefening.

        Wat je hier niet invult, vragen we. Je antwoorden worden meteen bewaard: stoppen kan altijd.
    """,
    epilog="""
        armoede start
        armoede start LB3-06 --team Noord --deelnemers 8 --tijd 45
        armoede start 3-03 --proef
    """,
)
def start(
    context: Context,
    name: options.MaybeExercise = None,
    team: options.Team = None,
    new_team: options.NewTeam = False,
    mode: options.Way = None,
    people: options.People = None,
    minutes: options.Minutes = None,
    day: options.Day = None,
    no_clock: options.NoClock = False,
    plain: options.Plain = False,
    answers: options.Answers = None,
    rehearsal: options.Rehearsal = False,
) -> int:
    """``start``."""
    from armoede_toolbox.workflows.sessions import start
    from armoede_toolbox.workflows.starting import Wish

    wish = Wish(team=team, new_team=new_team, mode=mode, people=people, minutes=minutes, clock=not no_clock)
    return start(house_of(context), name, wish, answers=answers, day=day, plain=plain, rehearsal=rehearsal)


@app.command(
    "hervat",
    cls=Command,
    help="""
        Ga verder waar je stopte.

        Een sessie van jou alleen zie je pas met --persoonlijk.
    """,
    epilog="""
        armoede hervat
        armoede hervat laatste
    """,
)
def resume(context: Context, name: options.MaybeSession = None, personal: options.Personal = False) -> int:
    """``hervat``."""
    from armoede_toolbox.workflows.sessions import resume

    return resume(house_of(context), name, personal=personal)


@app.command(
    "zaalscherm",
    cls=Command,
    help="""
        Open een tweede venster voor de beamer.

        Het volgt de sessie die loopt en schrijft niets op. Stoppen doe je met Ctrl-C.
    """,
)
def room(context: Context) -> int:
    """``zaalscherm``."""
    from armoede_toolbox.workflows.showing import room

    return room(house_of(context))
