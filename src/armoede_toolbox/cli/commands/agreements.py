"""What was agreed, and what became of it."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command, Group

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    group,
    name="afspraken",
    help="""
        Zie wat jullie afspraken, en wat ervan werd.

        Zonder opdracht zie je de lijst.
    """,
)


@group.command(
    "lijst",
    cls=Command,
    help="Toon de afspraken, wat open is eerst.",
    epilog="""
        armoede afspraken
        armoede afspraken lijst --open --team Noord
        armoede afspraken lijst --sinds "vorig jaar" -l inwoners
    """,
)
def list_agreements(
    context: Context,
    only_open: options.OnlyOpen = False,
    team: options.Team = None,
    need: options.Need = None,
    since: options.Since = None,
    until: options.Until = None,
    level: options.AtLevel = None,
    organisation: options.OfOrganisation = None,
    personal: options.AlsoPersonal = False,
    as_json: options.AsJson = False,
) -> None:
    """``afspraken lijst``."""
    from armoede_toolbox.agreements import Wanted
    from armoede_toolbox.workflows import agreements

    wanted = Wanted(only_open=only_open, need=need, since=since, until=until, level=level, organisation=organisation)
    progress = output.Progress()
    found = agreements.list_agreements(house_of(context), team, wanted, personal=personal, progress=progress)
    output.give(found, as_json=as_json)


@group.command(
    "bijwerken",
    cls=Command,
    help="""
        Kijk terug op wat open is.

        Per afspraak zeg je wat ervan werd. Dat komt in een eigen bestand; het oude verandert niet.
    """,
    epilog="""
        armoede afspraken bijwerken
        armoede afspraken bijwerken --team Noord
    """,
)
def update_agreements(
    context: Context,
    team: options.Team = None,
    day: options.AsOf = None,
    personal: options.Personal = False,
    plain: options.Plain = False,
) -> int:
    """``afspraken bijwerken``."""
    from armoede_toolbox.workflows.updating import update

    return update(house_of(context), team, day, personal=personal, plain=plain)


@group.command(
    "agenda",
    cls=Command,
    help="""
        Maak een agendabestand (.ics) met de dagen om terug te kijken.

        Haal je het later nog eens binnen, dan verandert wat er al staat. Er komt niets dubbel.
    """,
    epilog="""
        armoede afspraken agenda --team Noord
        armoede afspraken agenda --naar afspraken.ics --overschrijf
    """,
)
def calendar(
    context: Context,
    team: options.Team = None,
    day: options.AsOf = None,
    personal: options.AlsoPersonal = False,
    to: options.To = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``afspraken agenda``."""
    from armoede_toolbox.workflows import calendar

    output.give(calendar.make(house_of(context), team, day, to, overwrite=overwrite, personal=personal))
