"""Looking into the logbook."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command, Group

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    group,
    name="logboek",
    help="""
        Kijk terug in het logboek.

        Zonder opdracht zie je de lijst.
    """,
)


@group.command(
    "lijst",
    cls=Command,
    help="Toon de sessies, de nieuwste eerst.",
    epilog="""
        armoede logboek
        armoede logboek lijst --team Noord --sinds "vorige maand"
        armoede logboek lijst --aantal 5
    """,
)
def list_entries(
    context: Context,
    team: options.Team = None,
    need: options.Need = None,
    exercise: options.OfExercise = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    most: options.Most = None,
    as_json: options.AsJson = False,
) -> None:
    """``logboek lijst``."""
    from armoede_toolbox.workflows import logbook

    filters = logbook.Filters(team, need, exercise, since, until, personal)
    found = logbook.list_entries(house_of(context), filters, most=most, progress=output.Progress())
    output.give(found, as_json=as_json)


@group.command(
    "zoek",
    cls=Command,
    help="""
        Zoek woorden in het logboek, ook in wat jullie er zelf bij schreven.

        Alle woorden moeten erin staan. Tussen aanhalingstekens zoek je ze precies achter elkaar. Een sterretje zoekt
        het begin van een woord. EN, OF en NIET werken in hoofdletters. Hoofdletters en accenten in je woorden maken
        niet uit.
    """,
    epilog="""
        armoede logboek zoek schaamte
        armoede logboek zoek brief OF formulier --team Noord
        armoede logboek zoek "geen antwoord" schuld* --sinds maart
    """,
)
def search(
    context: Context,
    words: options.Words,
    team: options.Team = None,
    need: options.Need = None,
    exercise: options.OfExercise = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    most: options.Most = None,
    as_json: options.AsJson = False,
) -> None:
    """``logboek zoek``."""
    from armoede_toolbox.workflows import searching
    from armoede_toolbox.workflows.logbook import Filters

    house = house_of(context)
    few = None if as_json else searching.FEW
    filters = Filters(team, need, exercise, since, until, personal)
    found = searching.search(house, words, filters, most or few, output.Progress())
    output.give(found, as_json=as_json, bold=not house.plain)


@group.command(
    "toon",
    cls=Command,
    help="Toon één sessie.",
    epilog="""
        armoede logboek toon laatste
        armoede logboek toon k7f3
    """,
)
def show_entry(
    context: Context, name: options.Session, personal: options.AlsoPersonal = False, as_json: options.AsJson = False
) -> None:
    """``logboek toon``."""
    from armoede_toolbox.workflows import logbook

    output.give(logbook.show_entry(house_of(context), name, personal), as_json=as_json)


@group.command(
    "pad",
    cls=Command,
    help="""
        Toon waar het logboek staat.

        Noem je een sessie, dan zie je waar het bestand van die sessie staat.
    """,
    epilog="""
        armoede logboek pad
        armoede logboek pad laatste
    """,
)
def path_of(
    context: Context,
    name: options.MaybeSession = None,
    personal: options.AlsoPersonal = False,
    as_json: options.AsJson = False,
) -> None:
    """``logboek pad``."""
    from armoede_toolbox.workflows import logbook

    output.give(logbook.path_of(house_of(context), name, personal), as_json=as_json)


@group.command(
    "haal-binnen",
    cls=Command,
    help="""
        Haal sessies binnen van een andere laptop.

        Elk bestand wordt eerst nagekeken en gaat er dan in zoals het is. Wat je al hebt, slaan we over. Wat van iemand
        alleen is, blijft liggen.
    """,
    epilog="""
        armoede logboek haal-binnen /media/stick/logboek --team Noord
        armoede logboek haal-binnen noord.zip --team Noord --proef
    """,
)
def import_entries(
    context: Context,
    sources: options.Sources,
    team: options.Team = None,
    new_team: options.NewTeam = False,
    personal: options.AlsoPersonal = False,
    others_too: options.OthersToo = False,
    only_show: options.OnlyShow = False,
    as_json: options.AsJson = False,
) -> int:
    """``logboek haal-binnen``."""
    from armoede_toolbox.workflows import importing
    from armoede_toolbox.workflows.windows import open_window

    house = house_of(context)
    wanted = importing.Options(team, new_team, personal, others_too, only_show)
    window = (lambda: open_window(house)) if output.interactive() else None
    found = importing.take_in(house, sources, wanted, window, output.Progress())
    output.give(found, as_json=as_json)
    return found.code
