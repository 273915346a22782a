"""What leaves the screen as a report: ``verslag`` and ``exporteer``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of, window_for
from armoede_toolbox.cli.shell import Command


@app.command(
    "verslag",
    cls=Command,
    help="""
        Maak een verslag van wat naar buiten mag.

        De afspraken staan bovenaan. De rest gaat mee zoals jullie samen kozen: minder mag altijd, meer niet.
        Zonder sessie krijg je de laatste.
    """,
    epilog="""
        armoede verslag
        armoede verslag laatste --formaat docx
        armoede verslag --team Noord --sinds 2026-09-01 --naar noord.pdf
        armoede verslag laatste --kort
    """,
)
def report(
    context: Context,
    names: options.SessionsOrLatest = None,
    form: options.ExportFormat = None,
    short: options.Short = False,
    team: options.Team = None,
    need: options.Need = None,
    exercise: options.OfExercise = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    choices: options.Choices = None,
    template: options.Template = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``verslag``."""
    from armoede_toolbox.workflows import reporting
    from armoede_toolbox.workflows.logbook import Filters

    house = house_of(context)
    filters = Filters(team, need, exercise, since, until, personal)
    wish = reporting.Wish(form, short, to, overwrite, choices, template)
    window = None if choices else window_for(house)
    made = reporting.make(house, names or (), filters, wish, window, output.Progress())
    output.give(made, as_json=made.format == "json" and made.file is None)


@app.command(
    "exporteer",
    cls=Command,
    help="""
        Zet hele sessies om naar een ander bestand, voor jullie zelf.

        Alle antwoorden staan erin, ook wat niet in een verslag mag. Zonder --naar zie je md en json op het scherm;
        de andere komen in de map waar je nu bent.
    """,
    epilog="""
        armoede exporteer laatste
        armoede exporteer --team Noord --formaat json --naar noord.json
        armoede exporteer --team Noord --naar noord.csv
    """,
)
def export(
    context: Context,
    names: options.Sessions = None,
    form: options.ExportFormat = None,
    team: options.Team = None,
    need: options.Need = None,
    exercise: options.OfExercise = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    template: options.Template = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``exporteer``."""
    from armoede_toolbox.workflows import delivering, exporting
    from armoede_toolbox.workflows.logbook import Filters

    filters = Filters(team, need, exercise, since, until, personal)
    chosen = delivering.format_of(form, to)
    made = exporting.export(house_of(context), names or (), chosen, filters, to, overwrite, template, output.Progress())
    output.give(made, as_json=chosen == "json" and to is None)
