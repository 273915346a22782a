"""Doing an exercise: ``start``, ``hervat`` and ``zaalscherm``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command
from armoede_toolbox.errors import UsageError


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
        armoede start --code 01E4-A202
        armoede start LB3-06 --van-papier --datum gisteren
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
    organisations: options.Organisations = False,
    day: options.Day = None,
    no_clock: options.NoClock = False,
    plain: options.Plain = False,
    answers: options.Answers = None,
    rehearsal: options.Rehearsal = False,
    code: options.Code = None,
    from_paper: options.FromPaper = False,
    begin: options.Begin = None,
) -> int:
    """``start``."""
    from armoede_toolbox.workflows.sessions import start
    from armoede_toolbox.workflows.starting import Purpose, Wish

    if begin is not None and not from_paper:
        raise UsageError("Een begintijd hoort bij papier.", "--begin", "Geef erbij: --van-papier")
    wish = Wish(
        team=team,
        new_team=new_team,
        mode=mode,
        people=people,
        minutes=minutes,
        clock=not no_clock,
        levels=organisations,
        purpose=Purpose.FROM_PAPER if from_paper else Purpose.RUN,
        begin=begin,
    )
    house = house_of(context)
    return start(house, name, wish, answers=answers, day=day, plain=plain, rehearsal=rehearsal, code=code)


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
