"""The options and arguments that commands share, each declared once."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated, Final

from typer import Argument, Context, Exit, Option

from armoede_toolbox import __version__
from armoede_toolbox.cli import completion, output, readers
from armoede_toolbox.text import MONTHS, listed
from armoede_toolbox.vocabulary import THEMES, LearningNeed, Level, Mode, Weight

LOGBOOK: Final = "logboek"
EXPORT_FORMATS: Final = ("md", "html", "docx", "pdf", "csv", "json")
SETTINGS: Final = ("eenvoudig", "logboek", "team", "nazorg", "map")
INSIGHT_FORMATS: Final = ("md", "html", "docx", "pdf")
PAPER_FORMATS: Final = ("md", "html", "docx", "pdf")
BOOK_FORMATS: Final = ("pdf", "html")
PERIODS: Final = ("vandaag", "gisteren", "eergisteren", *MONTHS)
"""What Tab offers where a period is asked: names of one word. Much more can be read."""


def _remember_logbook(ctx: Context, value: str) -> None:
    """The whole program uses it, so it goes where every command can find it."""
    ctx.meta[LOGBOOK] = str(readers.path(value))


def _version(value: bool) -> None:
    del value
    output.say(f"armoede-toolbox {__version__}")
    raise Exit


def _completion(value: str) -> None:
    shell = readers.one_of(completion.SHELLS)(value)
    output.say(completion.script(shell))
    if output.on_screen():
        output.tell(completion.advice(shell))
    raise Exit


# --- of the whole program -------------------------------------------------------------------------------------------

Logbook = Annotated[
    str | None,
    Option(
        "--logboek",
        metavar="PAD",
        expose_value=False,
        callback=_remember_logbook,
        help="Gebruik deze map als logboek, alleen voor deze keer. Mag ook na de opdracht.",
    ),
]
Version = Annotated[
    bool,
    Option("--versie", "--version", is_eager=True, expose_value=False, callback=_version, help="Toon de versie."),
]
Completion = Annotated[
    str | None,
    Option(
        "--aanvulling",
        metavar="SHELL",
        is_eager=True,
        expose_value=False,
        callback=_completion,
        autocompletion=completion.among(completion.SHELLS),
        help="Woorden aanvullen met Tab: toon het script voor bash, zsh, fish of powershell.",
    ),
]

# --- arguments ------------------------------------------------------------------------------------------------------

Exercise = Annotated[
    str,
    Argument(
        metavar="OEFENING",
        callback=readers.words,
        autocompletion=completion.exercises,
        help="Naam of nummer: brief-op-de-mat, LB3-03, 3-03, of een stuk van de titel.",
    ),
]
MaybeExercise = Annotated[
    str | None,
    Argument(
        metavar="OEFENING",
        callback=readers.words,
        autocompletion=completion.exercises,
        help="Naam of nummer, zoals LB3-03. Zonder naam kies je eerst.",
    ),
]
SESSION_HELP: Final = "De sessie: het einde van de naam is genoeg, of het woord laatste."
Trajectory = Annotated[
    str,
    Argument(
        metavar="REEKS",
        callback=readers.words,
        autocompletion=completion.trajectories,
        help="Naam of nummer: T1, of een stuk van de titel.",
    ),
]
MaybeTrajectory = Annotated[
    str | None,
    Argument(
        metavar="REEKS",
        callback=readers.words,
        autocompletion=completion.trajectories,
        help="Naam of nummer: T1, of een stuk van de titel. Zonder naam: alle reeksen die begonnen zijn.",
    ),
]
MaybeWord = Annotated[
    str | None,
    Argument(metavar="WOORD", callback=readers.words, help="Het woord dat je zoekt. Zonder woord zie je ze allemaal."),
]
Session = Annotated[str, Argument(metavar="SESSIE", callback=readers.words, help=SESSION_HELP)]
MaybeSession = Annotated[str | None, Argument(metavar="SESSIE", callback=readers.words, help=SESSION_HELP)]
Sessions = Annotated[
    list[str] | None,
    Argument(metavar="SESSIE", callback=readers.texts, help=f"{SESSION_HELP} Zonder naam: alle sessies."),
]
SessionsOrLatest = Annotated[
    list[str] | None,
    Argument(metavar="SESSIE", callback=readers.texts, help=f"{SESSION_HELP} Zonder naam: de laatste."),
]
Paths = Annotated[
    list[Path] | None,
    Argument(metavar="PAD", callback=readers.paths, help="Bestanden of mappen. Zonder pad: je eigen oefeningen."),
]
Sources = Annotated[list[Path], Argument(metavar="PAD", callback=readers.paths, help="Bestanden, mappen of een zip.")]
SettingName = Annotated[
    str | None,
    Argument(
        metavar="NAAM",
        callback=readers.words,
        autocompletion=completion.among(SETTINGS),
        help=f"De naam van een instelling: {listed(SETTINGS, 'of')}.",
    ),
]
SettingValue = Annotated[str | None, Argument(metavar="WAARDE", help="Wat het moet worden.")]

# --- choosing -------------------------------------------------------------------------------------------------------

Need = Annotated[
    LearningNeed | None,
    Option(
        "--leerbehoefte",
        "-l",
        metavar="WELKE",
        callback=readers.need,
        autocompletion=completion.among(LearningNeed),
        help=f"Wat willen jullie? {readers.needs_listed()}.",
    ),
]
Theme = Annotated[
    str | None,
    Option(
        "--thema",
        metavar="THEMA",
        callback=readers.theme,
        autocompletion=completion.among(THEMES),
        help="Alleen dit thema, bijvoorbeeld schaamte, taal of bejegening.",
    ),
]
Way = Annotated[
    Mode | None,
    Option(
        "--vorm",
        metavar="VORM",
        callback=readers.mode,
        autocompletion=completion.among(Mode),
        help="Met wie: individueel (alleen), duo (met z’n tweeën) of team.",
    ),
]
Heaviness = Annotated[
    Weight | None,
    Option(
        "--zwaarte",
        metavar="ZWAARTE",
        callback=readers.weight,
        autocompletion=completion.among(Weight),
        help="Mag het je raken? licht, midden of zwaar.",
    ),
]
MaxMinutes = Annotated[
    int | None,
    Option("--max-minuten", metavar="GETAL", callback=readers.minutes, help="Hoogstens zoveel minuten."),
]
Minutes = Annotated[
    int | None,
    Option("--tijd", metavar="MINUTEN", callback=readers.minutes, help="De tijd in de agenda, in hele minuten."),
]
People = Annotated[
    int | None, Option("--deelnemers", metavar="GETAL", callback=readers.number, help="Met hoeveel mensen.")
]
Search = Annotated[
    str | None, Option("--zoek", metavar="TEKST", callback=readers.words, help="Een woord uit de oefening.")
]
SearchFacts = Annotated[
    str | None, Option("--zoek", metavar="TEKST", callback=readers.words, help="Een woord of jaar uit het feit.")
]
Team = Annotated[
    str | None,
    Option(
        "--team",
        metavar="NAAM",
        callback=readers.words,
        autocompletion=completion.teams,
        help="De naam van het team.",
    ),
]
AtLevel = Annotated[
    Level | None,
    Option(
        "--niveau",
        metavar="NIVEAU",
        callback=readers.level,
        autocompletion=completion.among(Level),
        help="Alleen afspraken op dit niveau: wij, team, organisatie of beleid.",
    ),
]
OfOrganisation = Annotated[
    str | None,
    Option("--organisatie", metavar="NAAM", callback=readers.words, help="Alleen afspraken van deze organisatie."),
]
OnlyOpen = Annotated[bool, Option("--open", help="Alleen wat nog open is.")]
AsJson = Annotated[bool, Option("--json", help="Geef het antwoord als JSON, voor andere programma’s.")]

# --- a session ------------------------------------------------------------------------------------------------------

NewTeam = Annotated[bool, Option("--nieuw-team", help="Dit team is nieuw.")]
OthersToo = Annotated[bool, Option("--ook-anders", help="Zet een andere versie ernaast van een sessie die je al hebt.")]
OnlyShow = Annotated[bool, Option("--proef", help="Laat alleen zien wat er zou gebeuren.")]
Organisations = Annotated[
    bool, Option("--organisaties", help="Er doen meer organisaties mee. Dan vragen we dat bij elke afspraak.")
]
Day = Annotated[
    date | None,
    Option(
        "--datum",
        metavar="DATUM",
        callback=readers.day,
        help="De dag van de sessie, als dat niet vandaag is: 2026-11-22, “22 november” of gisteren.",
    ),
]
MeetingDay = Annotated[
    date | None,
    Option(
        "--datum",
        metavar="DATUM",
        callback=readers.coming_day,
        help="De dag van het overleg: 2026-12-01, “1 december” of “volgende week dinsdag”.",
    ),
]
Code = Annotated[
    str | None,
    Option("--code", metavar="CODE", callback=readers.words, help="De code van “armoede voorbereiden”."),
]
FromPaper = Annotated[
    bool, Option("--van-papier", help="Typ over wat jullie op papier schreven. Zonder klok, met --datum.")
]
MeetingNumber = Annotated[
    int | None,
    Option(
        "--bijeenkomst",
        metavar="GETAL",
        callback=readers.number,
        help="Welke bijeenkomst. Zonder deze optie: de volgende.",
    ),
]
OfMeeting = Annotated[
    int | None,
    Option("--bijeenkomst", metavar="GETAL", callback=readers.number, help="Welke bijeenkomst van een reeks."),
]
AsOf = Annotated[
    date | None,
    Option(
        "--datum",
        metavar="DATUM",
        callback=readers.day,
        help="De dag van het terugkijken, als dat niet vandaag is: 2026-11-22, “22 november” of gisteren.",
    ),
]
NoClock = Annotated[bool, Option("--zonder-klok", help="Laat de tijd niet zien.")]
Plain = Annotated[bool, Option("--eenvoudig", help="Alleen gewone regels: voor schermlezers en oude terminals.")]
Answers = Annotated[
    Path | None,
    Option("--antwoorden", metavar="BESTAND", callback=readers.path, help="Antwoorden uit een bestand (YAML)."),
]
Rehearsal = Annotated[bool, Option("--proef", help="Oefen vooraf. Er wordt niets bewaard.")]
Personal = Annotated[bool, Option("--persoonlijk", help="Kies uit wat van jou alleen is.")]
AlsoPersonal = Annotated[bool, Option("--persoonlijk", help="Ook wat van jou alleen is.")]

# --- the logbook and paper ------------------------------------------------------------------------------------------

OfExercise = Annotated[
    str | None,
    Option(
        "--oefening",
        metavar="OEFENING",
        callback=readers.words,
        autocompletion=completion.exercises,
        help="Alleen sessies van deze oefening.",
    ),
]
Since = Annotated[
    date | None,
    Option(
        "--sinds",
        metavar="DATUM",
        callback=readers.since,
        autocompletion=completion.among(PERIODS),
        help="Vanaf deze dag of periode: 2026-11-22, “3 maart”, “vorige maand”, maart of 2026.",
    ),
]
Until = Annotated[
    date | None,
    Option(
        "--tot",
        metavar="DATUM",
        callback=readers.until,
        autocompletion=completion.among(PERIODS),
        help="Tot en met deze dag of periode; “maart” is tot en met 31 maart.",
    ),
]
Words = Annotated[
    list[str], Argument(metavar="WOORDEN", callback=readers.texts, help="Wat je zoekt: een of meer woorden.")
]
Most = Annotated[
    int | None, Option("--aantal", metavar="GETAL", callback=readers.number, help="Laat er hoogstens zoveel zien.")
]
ExportFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(EXPORT_FORMATS),
        autocompletion=completion.among(EXPORT_FORMATS),
        help="md, html, docx (Word), pdf, csv (voor Excel) of json. Zonder deze optie: wat --naar zegt, en anders md.",
    ),
]
SignalFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(EXPORT_FORMATS),
        autocompletion=completion.among(EXPORT_FORMATS),
        help="md, html, docx (Word), pdf, csv of json. Zonder --formaat en --naar zie je de lijst.",
    ),
]
InsightFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(INSIGHT_FORMATS),
        autocompletion=completion.among(INSIGHT_FORMATS),
        help="md, html, docx (Word) of pdf. Zonder --formaat en --naar zie je het op het scherm.",
    ),
]
Choices = Annotated[
    Path | None,
    Option(
        "--keuzes",
        metavar="BESTAND",
        callback=readers.path,
        help="Wat er per vraag mee mag (YAML): alles, themas of weglaten.",
    ),
]
Placing = Annotated[
    Path | None,
    Option(
        "--keuzes",
        metavar="BESTAND",
        callback=readers.path,
        help="Thema’s en waar elk antwoord hoort (YAML). De toolbox maakt zo’n bestand als je kiest op het scherm.",
    ),
]
MakeChoices = Annotated[
    bool, Option("--keuzes-maken", help="Maak een keuzebestand om te veranderen, met alle vragen erin. Geen verslag.")
]
LearningPoints = Annotated[
    Path | None,
    Option(
        "--keuzes",
        metavar="BESTAND",
        callback=readers.path,
        help="Per sessie je leerpunten (YAML): technisch-instrumenteel, normatief of persoonlijk.",
    ),
]
Template = Annotated[
    Path | None,
    Option("--sjabloon", metavar="BESTAND", callback=readers.path, help="Jullie eigen Word-bestand met huisstijl."),
]
Short = Annotated[bool, Option("--kort", help="Een korte tekst om te plakken in een mail of in Teams.")]
PaperFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(PAPER_FORMATS),
        autocompletion=completion.among(PAPER_FORMATS),
        help="pdf (om te printen), docx (Word), html of md. Zonder --formaat en --naar zie je het op het scherm.",
    ),
]
BookFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(BOOK_FORMATS),
        autocompletion=completion.among(BOOK_FORMATS),
        help="pdf (om te printen) of html. Zonder deze optie: wat --naar zegt, en anders pdf.",
    ),
]
Aloud = Annotated[bool, Option("--voorlezen", help="Een versie om voor te lezen, in hele zinnen.")]
Sender = Annotated[
    str | None,
    Option(
        "--team",
        metavar="NAAM",
        callback=readers.words,
        autocompletion=completion.teams,
        help="Van wie de uitnodiging komt.",
    ),
]
Where = Annotated[
    str | None,
    Option("--plek", metavar="PLEK", callback=readers.words, help="Waar het is, bijvoorbeeld “Buurthuis, zaal 2”."),
]
To = Annotated[
    Path | None, Option("--naar", metavar="PAD", callback=readers.path, help="Bewaar het in dit bestand of deze map.")
]
MeetingFormat = Annotated[
    str | None,
    Option(
        "--formaat",
        metavar="FORMAAT",
        callback=readers.one_of(PAPER_FORMATS),
        autocompletion=completion.among(PAPER_FORMATS),
        help="pdf (om te printen), docx (Word), html of md. Zonder deze optie: pdf.",
    ),
]
ToFolder = Annotated[
    Path | None,
    Option("--naar", metavar="MAP", callback=readers.path, help="Zet de bestanden in deze map."),
]
Overwrite = Annotated[bool, Option("--overschrijf", help="Vervang een bestand dat er al staat.")]
Anonymous = Annotated[
    bool,
    Option("--anoniem", help="Vervang wat op een naam, nummer of adres lijkt. Dat helpt; het is geen garantie."),
]
Strict = Annotated[bool, Option("--strikt", help="Maak niets als er misschien een naam, nummer of adres in staat.")]
StrictCheck = Annotated[bool, Option("--strikt", help="Stop met een fout als er iets gevonden is: voor scripts.")]
ToCheck = Annotated[
    list[Path],
    Argument(metavar="BESTAND", callback=readers.paths, help="Een of meer bestanden: tekst, Markdown of Word (.docx)."),
]
Begin = Annotated[
    time | None,
    Option("--begin", metavar="TIJD", callback=readers.clock_time, help="Hoe laat het begint, bijvoorbeeld 13:30."),
]
