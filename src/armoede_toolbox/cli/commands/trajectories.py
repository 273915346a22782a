"""Series of meetings."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command, Group

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    group,
    name="traject",
    help="""
        Reeksen: een paar bijeenkomsten die bij elkaar horen.

        Zonder opdracht zie je de lijst.
    """,
)


@group.command(
    "lijst",
    cls=Command,
    help="Toon de reeksen: hoe vaak, met wie en waarvoor.",
    epilog="""
        armoede traject
        armoede traject lijst --json
    """,
)
def list_trajectories(context: Context, as_json: options.AsJson = False) -> None:
    """``traject lijst``."""
    from armoede_toolbox.workflows import trajectories

    output.give(trajectories.list_trajectories(house_of(context)), as_json=as_json)


@group.command(
    "toon",
    cls=Command,
    help="""
        Toon één reeks.

        Je ziet per bijeenkomst wat je wanneer doet, en wat er tussendoor gebeurt.
    """,
    epilog="""
        armoede traject toon T1
    """,
)
def show_trajectory(context: Context, name: options.Trajectory, as_json: options.AsJson = False) -> None:
    """``traject toon``."""
    from armoede_toolbox.workflows import trajectories

    output.give(trajectories.show_trajectory(house_of(context), name), as_json=as_json)
