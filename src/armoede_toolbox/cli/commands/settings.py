"""Where everything is, and changing it."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command
from armoede_toolbox.errors import UsageError


@app.command(
    "instellingen",
    cls=Command,
    help="""
        Toon waar alles staat, of verander het.

        Zonder naam zie je alle instellingen.
    """,
    epilog="""
        armoede instellingen
        armoede instellingen eenvoudig aan
        armoede instellingen nazorg "Samira, onze vertrouwenspersoon" --team Noord
    """,
)
def config(
    context: Context,
    name: options.SettingName = None,
    value: options.SettingValue = None,
    team: options.Team = None,
    as_json: options.AsJson = False,
) -> None:
    """``instellingen``."""
    from armoede_toolbox.workflows import settings

    if name is None:
        output.give(settings.show(house_of(context)), as_json=as_json)
    elif value is None:
        raise UsageError("Wat moet deze instelling worden?", "", f"Typ: armoede instellingen {name} WAARDE")
    else:
        output.say(settings.change(house_of(context), name, value, team))
