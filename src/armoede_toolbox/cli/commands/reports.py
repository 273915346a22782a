"""What leaves the screen as a report: ``verslag``, ``exporteer`` and ``bewijs``."""

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
        armoede verslag laatste --formaat docx --anoniem
        armoede verslag laatste --keuzes-maken --naar keuzes.yaml
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
    make_choices: options.MakeChoices = False,
    template: options.Template = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
) -> None:
    """``verslag``."""
    from armoede_toolbox.workflows import reporting, sweeping
    from armoede_toolbox.workflows.logbook import Filters

    house = house_of(context)
    filters = Filters(team, need, exercise, since, until, personal)
    care = sweeping.care_of(anonymous, strict, output.interactive())
    wish = reporting.Wish(form, short, to, overwrite, choices, template, care)
    if make_choices:
        from armoede_toolbox.workflows import choice_example

        output.give(choice_example.make(house, names or (), filters, wish, output.Progress()))
        return
    made = reporting.make(house, names or (), filters, wish, window_for(house), output.Progress())
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
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
) -> None:
    """``exporteer``."""
    from armoede_toolbox.workflows import delivering, exporting, sweeping
    from armoede_toolbox.workflows.logbook import Filters

    filters = Filters(team, need, exercise, since, until, personal)
    chosen = delivering.format_of(form, to)
    care = sweeping.care_of(anonymous, strict, output.interactive())
    made = exporting.export(
        house_of(context), names or (), chosen, filters, to, overwrite, template, output.Progress(), care
    )
    output.give(made, as_json=chosen == "json" and to is None)


@app.command(
    "bewijs",
    cls=Command,
    help="""
        Maak van je reflecties een overzicht voor je beroepsregister.

        Alleen sessies van jou alleen doen mee. Jij kiest per sessie wat je leerde, en welke soort leerpunt dat is.
        Wat je niet kiest, blijft leeg: daar komen lijnen om op te schrijven.
        Of een register dit aanneemt, is niet nagegaan.
    """,
    epilog="""
        armoede bewijs --sinds 2026-01-01 --formaat pdf
        armoede bewijs --keuzes leerpunten.yaml --naar bewijs.docx
    """,
)
def evidence(
    context: Context,
    names: options.Sessions = None,
    form: options.PaperFormat = None,
    need: options.Need = None,
    exercise: options.OfExercise = None,
    since: options.Since = None,
    until: options.Until = None,
    choices: options.LearningPoints = None,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    to: options.To = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``bewijs``."""
    from armoede_toolbox.workflows import evidence, sweeping

    house = house_of(context)
    wish = evidence.Wish(
        need=need,
        exercise=exercise,
        since=since,
        until=until,
        format=form,
        to=to,
        overwrite=overwrite,
        choices=choices,
        care=sweeping.care_of(anonymous, strict, output.interactive()),
    )
    output.give(evidence.record(house, names or (), wish, window_for(house)))
