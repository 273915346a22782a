"""What a team can see in what it did."""

from __future__ import annotations

from dataclasses import replace

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command


@app.command(
    "inzicht",
    cls=Command,
    help="""
        Zie wat jullie team deed en wat daarin opvalt.

        Waarvoor jullie bij elkaar kwamen, waarover het ging, wat van afspraken kwam, en dezelfde vraag door de tijd.
        Het gaat over een team, nooit over één mens.
    """,
    epilog="""
        armoede inzicht --team Noord
        armoede inzicht --sinds 2026-01-01 --formaat html
        armoede inzicht --team Noord --naar noord.pdf
    """,
)
def show_insight(
    context: Context,
    team: options.Team = None,
    need: options.Need = None,
    since: options.Since = None,
    until: options.Until = None,
    form: options.InsightFormat = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    as_json: options.AsJson = False,
) -> None:
    """``inzicht``."""
    from armoede_toolbox.workflows import delivering, insight
    from armoede_toolbox.workflows.logbook import Filters

    house = house_of(context)
    found = insight.read(house, Filters(team, need, None, since, until), output.Progress())
    if form is None and to is None:
        output.give(replace(found, bars=not house.plain), as_json=as_json)
        return
    from armoede_toolbox.workflows import sweeping

    care = sweeping.care_of(anonymous, strict, output.interactive())
    made = insight.write(house, found, delivering.format_of(form, to), to, overwrite=overwrite, care=care)
    output.give(made, as_json=as_json and made.file is not None)
