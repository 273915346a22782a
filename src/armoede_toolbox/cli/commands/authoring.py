"""For who writes exercises."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command, Group
from armoede_toolbox.errors import ExitCode

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(group, name="oefening", help="Schrijf zelf oefeningen, en kijk ze na.")


@group.command(
    "controleer",
    cls=Command,
    help="""
        Kijk na of oefeningen kloppen.

        Je ziet per bestand en regel wat er mis is en wat je kunt doen.
    """,
    epilog="""
        armoede oefening controleer mijn-oefeningen/huisbezoek.yaml
        armoede oefening controleer mijn-oefeningen
    """,
)
def check(context: Context, paths: options.Paths = None) -> int:
    """``oefening controleer``."""
    from armoede_toolbox.workflows import authoring

    remarks = authoring.check(paths or house_of(context).places.exercises)
    output.report(remarks)
    if any(remark.error for remark in remarks):
        return ExitCode.IMPOSSIBLE
    output.say("We vonden geen fouten.")
    return ExitCode.OK
