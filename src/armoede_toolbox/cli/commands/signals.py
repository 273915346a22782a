"""What policy or politics should know."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of
from armoede_toolbox.cli.shell import Command, Group

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    group,
    name="signalen",
    help="""
        Zie wat jullie willen doorgeven aan beleid of politiek.

        Zonder opdracht zie je de lijst.
    """,
)


@group.command(
    "lijst",
    cls=Command,
    help="""
        Toon de signalen: wat, hoe vaak, sinds wanneer en voor wie.

        Je ziet ze zonder de verhalen waar ze uit komen. Alleen wat hetzelfde is opgeschreven, telt samen; wat erop
        lijkt, staat ernaast. Met --formaat of --naar maak je er een bestand van.
    """,
    epilog="""
        armoede signalen
        armoede signalen lijst --team Noord --sinds 2026-09-01
        armoede signalen lijst --formaat docx --naar signalen.docx
    """,
)
def list_signals(
    context: Context,
    team: options.Team = None,
    need: options.Need = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    form: options.SignalFormat = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
    as_json: options.AsJson = False,
) -> None:
    """``signalen lijst``."""
    from armoede_toolbox.workflows import delivering, signals
    from armoede_toolbox.workflows.logbook import Filters

    house = house_of(context)
    found = signals.read(house, Filters(team, need, None, since, until, personal), output.Progress())
    if form is None and to is None:
        output.give(found, as_json=as_json)
        return
    from armoede_toolbox.workflows import sweeping

    chosen = delivering.format_of(form, to)
    care = sweeping.care_of(anonymous, strict, output.interactive())
    made = signals.write(house, found, chosen, to, overwrite=overwrite, care=care)
    output.give(made, as_json=as_json and made.file is not None)


@group.command(
    "markeer",
    cls=Command,
    help="""
        Kies uit een sessie wat beleid of politiek moet weten.

        Het komt in een eigen bestand; het oude verandert niet. Een signaal is bedoeld om naar buiten te gaan.
    """,
    epilog="""
        armoede signalen markeer laatste
        armoede signalen markeer k7f3
    """,
)
def mark_signals(
    context: Context,
    name: options.Session,
    personal: options.AlsoPersonal = False,
    plain: options.Plain = False,
) -> int:
    """``signalen markeer``."""
    from armoede_toolbox.workflows.signalling import mark

    return mark(house_of(context), name, personal=personal, plain=plain)
