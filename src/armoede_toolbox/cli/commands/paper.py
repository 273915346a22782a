"""Paper for before a meeting: ``voorbereiden``, ``werkblad``, ``draaiboek``, ``uitnodiging`` and ``boekje``."""

from __future__ import annotations

from typer import Context

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.registry import app, house_of, window_for
from armoede_toolbox.cli.shell import Command


@app.command(
    "voorbereiden",
    cls=Command,
    help="""
        Bereid een overleg voor, met alles op papier.

        Je krijgt een werkblad, een draaiboek en een code. Met die code begint straks precies dit overleg, ook op een
        andere computer. Wat je hier niet invult, vragen we. Alles komt in een nieuwe map.
    """,
    epilog="""
        armoede voorbereiden LB5-01 --team Noord
        armoede voorbereiden LB5-01 --team Noord --datum "1 december" --begin 13:30
        armoede start --code 01E4-A202
    """,
)
def prepare(
    context: Context,
    name: options.Exercise,
    team: options.Team = None,
    new_team: options.NewTeam = False,
    mode: options.Way = None,
    people: options.People = None,
    minutes: options.Minutes = None,
    day: options.MeetingDay = None,
    begin: options.Begin = None,
    form: options.MeetingFormat = None,
    to: options.ToFolder = None,
    overwrite: options.Overwrite = False,
    as_json: options.AsJson = False,
) -> None:
    """``voorbereiden``."""
    from armoede_toolbox.workflows import preparing
    from armoede_toolbox.workflows.starting import Wish

    house = house_of(context)
    wish = Wish(team=team, new_team=new_team, mode=mode, people=people, minutes=minutes)
    plan = preparing.Plan(day=day, begin=begin, format=form, to=to, overwrite=overwrite)
    output.give(preparing.prepare(house, name, wish, plan, window_for(house)), as_json=as_json)


@app.command(
    "werkblad",
    cls=Command,
    help="""
        Maak een werkblad voor de deelnemers, om te printen.

        Eén kant A4 per kwartier, in grote letters. Met één of twee mensen schrijf je alles zelf. Dan is het soms meer.
    """,
    epilog="""
        armoede werkblad LB3-06 --formaat pdf
        armoede werkblad LB3-06 --deelnemers 8 --naar werkblad.docx
        armoede werkblad LB3-06 --voorlezen --formaat pdf
    """,
)
def worksheet(
    context: Context,
    name: options.Exercise,
    form: options.PaperFormat = None,
    aloud: options.Aloud = False,
    to: options.To = None,
    minutes: options.Minutes = None,
    mode: options.Way = None,
    people: options.People = None,
    meeting: options.OfMeeting = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``werkblad``."""
    from armoede_toolbox.workflows import paper

    output.give(paper.worksheet(house_of(context), name, form, to, minutes, mode, overwrite, people, aloud, meeting))


@app.command(
    "draaiboek",
    cls=Command,
    help="""
        Maak een draaiboek voor wie begeleidt, minuut voor minuut.

        Noem je een bijeenkomst van een reeks, zoals T1-2, dan staan alle onderdelen achter elkaar.
    """,
    epilog="""
        armoede draaiboek T1-2 --begin 13:30
        armoede draaiboek LB3-06 --tijd 45 --begin 13:30 --formaat pdf
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
    meeting: options.OfMeeting = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``draaiboek``."""
    from armoede_toolbox.workflows import paper

    made = paper.runsheet(house_of(context), name, form, to, minutes, begin, mode, overwrite, people, meeting)
    output.give(made)


@app.command(
    "uitnodiging",
    cls=Command,
    help="""
        Maak een uitnodiging voor een ervaringsdeskundige.

        Eén kant A4, in gewone taal. Wat je niet opgeeft, wordt een open plek om met de pen in te vullen. Ook wat
        iemand verdient, vul je zelf in.
    """,
    epilog="""
        armoede uitnodiging LB3-04 --formaat pdf
        armoede uitnodiging LB3-04 --team Noord --datum "3 december" --begin 13:30
        armoede uitnodiging LB3-04 --naar uitnodiging.docx
    """,
)
def invitation(
    context: Context,
    name: options.Exercise,
    form: options.PaperFormat = None,
    team: options.Sender = None,
    day: options.MeetingDay = None,
    begin: options.Begin = None,
    where: options.Where = None,
    to: options.To = None,
    minutes: options.Minutes = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``uitnodiging``."""
    from armoede_toolbox.reporting.invitation import Meeting
    from armoede_toolbox.workflows import inviting

    meeting = Meeting(team, day, begin, where)
    output.give(inviting.invite(house_of(context), name, meeting, form, to, minutes, overwrite))


@app.command(
    "boekje",
    cls=Command,
    help="""
        Maak een boekje van alle oefeningen.

        Je gebruikt het zonder computer. Met uitleg vooraf, en met moeilijke woorden en bronnen achterin.
    """,
    epilog="""
        armoede boekje
        armoede boekje --leerbehoefte inwoners --naar inwoners.html
    """,
)
def booklet(
    context: Context,
    need: options.Need = None,
    form: options.BookFormat = None,
    to: options.To = None,
    overwrite: options.Overwrite = False,
) -> None:
    """``boekje``."""
    from armoede_toolbox.workflows import booklet

    output.give(booklet.make(house_of(context), need, form, to, overwrite, output.Waiting("Het boekje wordt gemaakt")))
