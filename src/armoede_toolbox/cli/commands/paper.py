"""Paper for before a meeting: ``werkblad`` and ``draaiboek``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command


@app.command(
    "werkblad",
    cls=Command,
    help="Maak een werkblad voor de deelnemers, om te printen.",
    epilog="""
        armoede werkblad LB3-06 --formaat html
        armoede werkblad LB3-06 --naar werkblad.html
    """,
)
def worksheet(
    context: Context,
    name: options.Exercise,
    form: options.PaperFormat = None,
    to: options.To = None,
    minutes: options.Minutes = None,
    mode: options.Way = None,
    people: options.People = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``werkblad``."""
    from armoede_toolbox.workflows import paper

    output.give(paper.worksheet(house_of(context), name, form, to, minutes, mode, overwrite, people))


@app.command(
    "draaiboek",
    cls=Command,
    help="Maak een draaiboek voor wie begeleidt: minuut voor minuut, met zinnen en tips.",
    epilog="""
        armoede draaiboek LB3-06 --tijd 45 --begin 13:30 --formaat html
    """,
)
def runsheet(
    context: Context,
    name: options.Exercise,
    form: options.PaperFormat = None,
    to: options.To = None,
    minutes: options.Minutes = None,
    begin: options.Begin = None,
    mode: options.Way = None,
    people: options.People = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``draaiboek``."""
    from armoede_toolbox.workflows import paper

    output.give(paper.runsheet(house_of(context), name, form, to, minutes, begin, mode, overwrite, people))
