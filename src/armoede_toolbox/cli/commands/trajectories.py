"""Series of meetings."""

from __future__ import annotations

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of, window_for
from armoede_toolbox.cli.shell import Command, Group

group = Typer(cls=Group, rich_markup_mode=None)
app.add_typer(
    group,
    name="traject",
    help="""
        Doe een reeks: een paar bijeenkomsten die bij elkaar horen.

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

        Je ziet per bijeenkomst wat je wanneer doet, en wat er tussendoor gebeurt. Noem je een team, dan zie je ook wat
        dat team wanneer deed.
    """,
    epilog="""
        armoede traject toon T1
        armoede traject toon T1 --team Noord
    """,
)
def show_trajectory(
    context: Context, name: options.Trajectory, team: options.Team = None, as_json: options.AsJson = False
) -> None:
    """``traject toon``."""
    from armoede_toolbox.workflows import trajectories

    output.give(trajectories.show_trajectory(house_of(context), name, team), as_json=as_json)


@group.command(
    "start",
    cls=Command,
    help="""
        Begin een reeks, of ga ermee verder.

        Je doet de volgende bijeenkomst. Je ziet eerst wat er gepland is, en kunt iets overslaan of wisselen.
    """,
    epilog="""
        armoede traject start T1 --team Noord
        armoede traject start T1 --team Noord --bijeenkomst 2
    """,
)
def start_trajectory(
    context: Context,
    name: options.Trajectory,
    team: options.Team = None,
    new_team: options.NewTeam = False,
    people: options.People = None,
    number: options.MeetingNumber = None,
    organisations: options.Organisations = False,
    day: options.Day = None,
    no_clock: options.NoClock = False,
    plain: options.Plain = False,
    answers: options.Answers = None,
    rehearsal: options.Rehearsal = False,
) -> int:
    """``traject start``."""
    from armoede_toolbox.workflows import meetings
    from armoede_toolbox.workflows.starting import Wish

    wish = Wish(
        team=team, new_team=new_team, people=people, clock=not no_clock, levels=organisations, rehearsal=rehearsal
    )
    return meetings.start(house_of(context), name, wish, number=number, answers=answers, day=day, plain=plain)


@group.command(
    "status",
    cls=Command,
    help="""
        Zie waar jullie zijn in een reeks.

        Je ziet wat is gedaan, wat er nu komt, wat er tussendoor gebeurt en wanneer de volgende keer is.
    """,
    epilog="""
        armoede traject status
        armoede traject status T1 --team Noord
    """,
)
def show_status(
    context: Context,
    name: options.MaybeTrajectory = None,
    team: options.Team = None,
    personal: options.AlsoPersonal = False,
    as_json: options.AsJson = False,
) -> None:
    """``traject status``."""
    from armoede_toolbox.workflows import progressing

    output.give(progressing.status(house_of(context), name, team, personal=personal), as_json=as_json)


@group.command(
    "verslag",
    cls=Command,
    help="""
        Maak van een reeks één verslag.

        Met thema’s, wat jullie zeiden, dilemma’s, aanknopingspunten en afspraken. In een terminal noem je drie tot
        vijf thema’s en kies je waar elk antwoord hoort. Meer dan de groep koos, komt er nooit in.
    """,
    epilog="""
        armoede traject verslag T1 --team Noord
        armoede traject verslag T1 --formaat docx
        armoede traject verslag T1 --keuzes keuzes.yaml --naar verslag.pdf
    """,
)
def report_on_trajectory(
    context: Context,
    name: options.Trajectory,
    team: options.Team = None,
    form: options.ExportFormat = None,
    choices: options.Placing = None,
    make_choices: options.MakeChoices = False,
    template: options.Template = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
    anonymous: options.Anonymous = False,
    strict: options.Strict = False,
) -> None:
    """``traject verslag``."""
    from armoede_toolbox.workflows import series, sweeping
    from armoede_toolbox.workflows.reporting import Wish

    house = house_of(context)
    care = sweeping.care_of(anonymous, strict, output.interactive())
    wish = Wish(form, to=to, overwrite=overwrite, choices=choices, template=template, care=care)
    if make_choices:
        output.give(series.make_choices(house, name, team, wish))
        return
    made = series.make(house, name, team, wish, window_for(house), output.Progress())
    output.give(made, as_json=made.format == "json" and made.file is None)
