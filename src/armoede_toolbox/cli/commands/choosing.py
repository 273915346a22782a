"""Choosing: ``lijst``, ``toon`` and ``kies``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of, window_for
from armoede_toolbox.cli.shell import Command


@app.command(
    "lijst",
    cls=Command,
    help="""
        Toon de oefeningen.

        Noem je een team, dan zie je ook wat dat team al deed.
    """,
    epilog="""
        armoede lijst
        armoede lijst -l inwoners --max-minuten 30
        armoede lijst --zoek brief
    """,
)
def list_exercises(
    context: Context,
    need: options.Need = None,
    theme: options.Theme = None,
    mode: options.Way = None,
    max_minutes: options.MaxMinutes = None,
    participants: options.People = None,
    search: options.Search = None,
    team: options.Team = None,
    as_json: options.AsJson = False,
) -> None:
    """``lijst``."""
    from armoede_toolbox.workflows import listing

    house = house_of(context)
    progress = output.Progress()
    found = listing.list_exercises(house, need, theme, mode, max_minutes, participants, search, team, progress=progress)
    output.give(found, as_json=as_json)


@app.command(
    "toon",
    cls=Command,
    help="""
        Toon één oefening, zoals die gaat lopen.

        Met --vorm en --tijd zie je de versie die jullie gaan doen. Noem je een team, dan zie je ook wat dat team eerder
        afsprak en wat ervan werd.
    """,
    epilog="""
        armoede toon LB3-03
        armoede toon casus-terugspoelen --vorm team --tijd 45
        armoede toon LB3-06 --team Noord
    """,
)
def show_exercise(
    context: Context,
    name: options.Exercise,
    mode: options.Way = None,
    minutes: options.Minutes = None,
    team: options.Team = None,
    as_json: options.AsJson = False,
) -> None:
    """``toon``."""
    from armoede_toolbox.workflows import exercise_page

    output.give(exercise_page.show_exercise(house_of(context), name, mode, minutes, team), as_json=as_json)


@app.command(
    "kies",
    cls=Command,
    help="""
        Help me kiezen.

        Je krijgt hoogstens drie oefeningen, met de reden erbij. Wat je hier niet invult, vragen we.
    """,
    epilog="""
        armoede kies
        armoede kies --tijd 30 --deelnemers 8 -l 3
        armoede kies --team Noord
    """,
)
def choose(
    context: Context,
    minutes: options.Minutes = None,
    participants: options.People = None,
    need: options.Need = None,
    theme: options.Theme = None,
    weight: options.Heaviness = None,
    team: options.Team = None,
    as_json: options.AsJson = False,
) -> None:
    """``kies``."""
    from armoede_toolbox.workflows import choosing

    house = house_of(context)
    window = None if as_json else window_for(house)
    chosen = choosing.choose(house, minutes, participants, need, theme, weight, window, team, output.Progress())
    output.give(chosen, as_json=as_json)
