"""The commands: each declares its words, calls its workflow and prints what that gives.

Workflows are imported inside the commands, so that each command loads only what it needs. Help texts come from
``help=``; the docstrings are for who reads the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from typer import Context, Exit, Typer
from typer.main import get_command

from armoede_toolbox.cli import completion, options, output
from armoede_toolbox.cli.shell import Command, Group
from armoede_toolbox.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window
    from armoede_toolbox.workflows.house import House

HELP: Final = ("help", "hulp")
"""No commands, but people type them: ``armoede help start``."""
app = Typer(
    cls=Group,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help", "--hulp"]},
    epilog="""
        armoede                    open het menu
        armoede kies --tijd 30     help me kiezen voor een half uur
        armoede start LB3-03       begin een oefening
        armoede lijst --help       uitleg bij één opdracht
    """,
)
logbook = Typer(cls=Group, rich_markup_mode=None)
agreements = Typer(cls=Group, rich_markup_mode=None)
trajectory = Typer(cls=Group, rich_markup_mode=None)
exercise = Typer(cls=Group, rich_markup_mode=None)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. Errors pass through."""
    root = get_command(app)
    if instruction := completion.asked():
        return completion.answer(root, instruction)
    if arguments and arguments[0] in HELP:
        arguments = [*arguments[1:], "--help"]
    try:
        with root.make_context(completion.PROGRAM, list(arguments)) as context:
            code = root.invoke(context)
    except Exit as done:
        return done.exit_code
    return ExitCode.OK if code is None else int(code)


def _house(context: Context) -> House:
    from armoede_toolbox.workflows.house import open_house

    return open_house(context.meta.get(options.LOGBOOK))


def _window(house: House) -> Window | None:
    """A window, when a person sits at this terminal."""
    if not output.interactive():
        return None
    from armoede_toolbox.workflows.windows import open_window

    return open_window(house)


@app.callback(
    help="""
        Oefeningen om na te denken over armoede en schulden: alleen, met z’n tweeën of met je team.

        Alles blijft op jullie eigen computer. Er is geen account en geen internet nodig.
    """
)
def armoede(
    context: Context,
    logbook: options.Logbook = None,
    version: options.Version = False,
    completion: options.Completion = None,
) -> int:
    """Without a command: the home menu on a terminal, otherwise the help."""
    del logbook, version, completion
    if context.invoked_subcommand is not None:
        return ExitCode.OK
    if not output.interactive():
        output.say(context.get_help())
        return ExitCode.OK
    from armoede_toolbox.workflows.home import home

    return home(_house(context))


# --- choosing -------------------------------------------------------------------------------------------------------


@app.command(
    "lijst",
    cls=Command,
    help="""
        Toon de oefeningen.

        Noem je een team, dan zie je ook wat dat team al deed.
    """,
    epilog="""
        armoede lijst
        armoede lijst -l inwoners --max-minuten 30
        armoede lijst --zoek brief
    """,
)
def list_exercises(
    context: Context,
    need: options.Need = None,
    theme: options.Theme = None,
    mode: options.Way = None,
    max_minutes: options.MaxMinutes = None,
    participants: options.People = None,
    search: options.Search = None,
    team: options.Team = None,
    as_json: options.AsJson = False,
) -> None:
    """``lijst``."""
    from armoede_toolbox.workflows import listing

    house = _house(context)
    found = listing.list_exercises(house, need, theme, mode, max_minutes, participants, search, team)
    output.give(found, as_json=as_json)


@app.command(
    "toon",
    cls=Command,
    help="""
        Toon één oefening, zoals hij gaat lopen.

        Met --vorm en --tijd zie je de versie die jullie gaan doen.
    """,
    epilog="""
        armoede toon LB3-03
        armoede toon casus-terugspoelen --vorm team --tijd 45
    """,
)
def show_exercise(
    context: Context,
    name: options.Exercise,
    mode: options.Way = None,
    minutes: options.Minutes = None,
    as_json: options.AsJson = False,
) -> None:
    """``toon``."""
    from armoede_toolbox.workflows import listing

    output.give(listing.show_exercise(_house(context), name, mode, minutes), as_json=as_json)


@app.command(
    "kies",
    cls=Command,
    help="""
        Help me kiezen.

        Je krijgt hoogstens drie oefeningen, met de reden erbij. Wat je hier niet invult, vragen we.
    """,
    epilog="""
        armoede kies
        armoede kies --tijd 30 --deelnemers 8 -l 3
    """,
)
def choose(
    context: Context,
    minutes: options.Minutes = None,
    participants: options.People = None,
    need: options.Need = None,
    theme: options.Theme = None,
    weight: options.Heaviness = None,
    as_json: options.AsJson = False,
) -> None:
    """``kies``."""
    from armoede_toolbox.workflows import choosing

    house = _house(context)
    window = None if as_json else _window(house)
    chosen = choosing.choose(house, minutes, participants, need, theme, weight, window)
    output.give(chosen, as_json=as_json)


# --- doing ----------------------------------------------------------------------------------------------------------


@app.command(
    "start",
    cls=Command,
    help="""
        Begin een oefening.

        Wat je hier niet invult, vragen we. Je antwoorden worden meteen bewaard: stoppen kan altijd.
    """,
    epilog="""
        armoede start
        armoede start LB3-06 --team Noord --deelnemers 8 --tijd 45
        armoede start 3-03 --proef
    """,
)
def start(
    context: Context,
    name: options.MaybeExercise = None,
    team: options.Team = None,
    new_team: options.NewTeam = False,
    mode: options.Way = None,
    people: options.People = None,
    minutes: options.Minutes = None,
    day: options.Day = None,
    no_clock: options.NoClock = False,
    plain: options.Plain = False,
    answers: options.Answers = None,
    rehearsal: options.Rehearsal = False,
) -> int:
    """``start``."""
    from armoede_toolbox.workflows.sessions import start
    from armoede_toolbox.workflows.starting import Wish

    wish = Wish(team=team, new_team=new_team, mode=mode, people=people, minutes=minutes, clock=not no_clock)
    return start(_house(context), name, wish, answers=answers, day=day, plain=plain, rehearsal=rehearsal)


@app.command(
    "hervat",
    cls=Command,
    help="""
        Ga verder waar je stopte.

        Een sessie van jou alleen zie je pas met --persoonlijk.
    """,
    epilog="""
        armoede hervat
        armoede hervat laatste
    """,
)
def resume(context: Context, name: options.MaybeSession = None, personal: options.Personal = False) -> int:
    """``hervat``."""
    from armoede_toolbox.workflows.sessions import resume

    return resume(_house(context), name, personal=personal)


@app.command(
    "zaalscherm",
    cls=Command,
    help="""
        Open een tweede venster voor de beamer.

        Het volgt de sessie die loopt en schrijft niets op. Stoppen doe je met Ctrl-C.
    """,
)
def room(context: Context) -> int:
    """``zaalscherm``."""
    from armoede_toolbox.workflows.showing import room

    return room(_house(context))


# --- the logbook ----------------------------------------------------------------------------------------------------

app.add_typer(
    logbook,
    name="logboek",
    help="""
        Kijk terug in het logboek.

        Zonder opdracht zie je de lijst.
    """,
)


@logbook.command(
    "lijst",
    cls=Command,
    help="Toon de sessies, de nieuwste eerst.",
    epilog="""
        armoede logboek
        armoede logboek lijst --team Noord --sinds 2026-09-01
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
    found = logbook.list_entries(_house(context), filters, most=most, progress=output.Progress())
    output.give(found, as_json=as_json)


@logbook.command(
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
        armoede logboek zoek "geen antwoord" schuld* --sinds 2026-09-01
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

    house = _house(context)
    few = None if as_json else searching.FEW
    filters = Filters(team, need, exercise, since, until, personal)
    found = searching.search(house, words, filters, most or few, output.Progress())
    output.give(found, as_json=as_json, bold=not house.plain)


@logbook.command(
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

    output.give(logbook.show_entry(_house(context), name, personal), as_json=as_json)


@logbook.command(
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

    output.give(logbook.path_of(_house(context), name, personal), as_json=as_json)


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

    house = _house(context)
    filters = Filters(team, need, exercise, since, until, personal)
    wish = reporting.Wish(form, short, to, overwrite, choices, template)
    window = None if choices else _window(house)
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
    made = exporting.export(_house(context), names or (), chosen, filters, to, overwrite, template, output.Progress())
    output.give(made, as_json=chosen == "json" and to is None)


# --- agreements -----------------------------------------------------------------------------------------------------

app.add_typer(
    agreements,
    name="afspraken",
    help="""
        Zie wat jullie afspraken, en wat ervan werd.

        Zonder opdracht zie je de lijst.
    """,
)


@agreements.command(
    "lijst",
    cls=Command,
    help="Toon de afspraken, wat open is eerst.",
    epilog="""
        armoede afspraken
        armoede afspraken lijst --open --team Noord
        armoede afspraken lijst --sinds 2026-09-01 -l inwoners
    """,
)
def list_agreements(
    context: Context,
    only_open: options.OnlyOpen = False,
    team: options.Team = None,
    need: options.Need = None,
    since: options.Since = None,
    until: options.Until = None,
    personal: options.AlsoPersonal = False,
    as_json: options.AsJson = False,
) -> None:
    """``afspraken lijst``."""
    from armoede_toolbox.agreements import Wanted
    from armoede_toolbox.workflows import agreements

    wanted = Wanted(only_open=only_open, need=need, since=since, until=until)
    output.give(agreements.list_agreements(_house(context), team, wanted, personal=personal), as_json=as_json)


@agreements.command(
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

    return update(_house(context), team, day, personal=personal, plain=plain)


@agreements.command(
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

    output.give(calendar.make(_house(context), team, day, to, overwrite=overwrite, personal=personal))


# --- trajectories ---------------------------------------------------------------------------------------------------

app.add_typer(
    trajectory,
    name="traject",
    help="""
        Reeksen: een paar bijeenkomsten die bij elkaar horen.

        Zonder opdracht zie je de lijst.
    """,
)


@trajectory.command(
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

    output.give(trajectories.list_trajectories(_house(context)), as_json=as_json)


@trajectory.command(
    "toon",
    cls=Command,
    help="""
        Toon één reeks.

        Je ziet per bijeenkomst wat je wanneer doet, en wat er tussendoor gebeurt.
    """,
    epilog="""
        armoede traject toon T1
    """,
)
def show_trajectory(context: Context, name: options.Trajectory, as_json: options.AsJson = False) -> None:
    """``traject toon``."""
    from armoede_toolbox.workflows import trajectories

    output.give(trajectories.show_trajectory(_house(context), name), as_json=as_json)


# --- paper ----------------------------------------------------------------------------------------------------------


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

    output.give(paper.worksheet(_house(context), name, form, to, minutes, mode, overwrite, people))


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

    output.give(paper.runsheet(_house(context), name, form, to, minutes, begin, mode, overwrite, people))


# --- what we know ---------------------------------------------------------------------------------------------------


@app.command(
    "feiten",
    cls=Command,
    help="""
        Toon de feiten uit de oefeningen.

        Bij elk feit staat het jaar, de bron en hoe zeker het is.
    """,
    epilog="""
        armoede feiten
        armoede feiten --zoek bijstand
    """,
)
def facts(context: Context, search: options.SearchFacts = None, as_json: options.AsJson = False) -> None:
    """``feiten``."""
    from armoede_toolbox.workflows import facts

    output.give(facts.list_facts(_house(context), search), as_json=as_json)


@app.command(
    "begrip",
    cls=Command,
    help="""
        Leg een woord uit.

        Je ziet ook wat je liever niet zegt.
    """,
    epilog="""
        armoede begrip
        armoede begrip doenvermogen
    """,
)
def term(context: Context, word: options.MaybeWord = None, as_json: options.AsJson = False) -> None:
    """``begrip``."""
    from armoede_toolbox.workflows import glossary

    house = _house(context)
    shown = glossary.list_terms(house) if word is None else glossary.show_term(house, word)
    output.give(shown, as_json=as_json)


# --- authors, and where everything is -------------------------------------------------------------------------------

app.add_typer(exercise, name="oefening", help="Voor wie zelf oefeningen schrijft.")


@exercise.command(
    "controleer",
    cls=Command,
    help="""
        Kijk na of oefeningen kloppen.

        Je ziet per bestand en regel wat er mis is en wat je kunt doen.
    """,
    epilog="""
        armoede oefening controleer mijn-oefeningen/huisbezoek.yaml
        armoede oefening controleer mijn-oefeningen
    """,
)
def check(context: Context, paths: options.Paths = None) -> int:
    """``oefening controleer``."""
    from armoede_toolbox.workflows import authoring

    remarks = authoring.check(paths or _house(context).places.exercises)
    output.report(remarks)
    if any(remark.error for remark in remarks):
        return ExitCode.IMPOSSIBLE
    output.say("We vonden geen fouten.")
    return ExitCode.OK


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
        output.give(settings.show(_house(context)), as_json=as_json)
    elif value is None:
        raise UsageError("Wat moet deze instelling worden?", "", f"Typ: armoede instellingen {name} WAARDE")
    else:
        output.say(settings.change(_house(context), name, value, team))
