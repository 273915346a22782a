"""A team session with every kind of question in it, as a real team could have had it. For the eye and for machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from armoede_toolbox.entry import Agreement, Contribution, Head, JournalEntry, Question, State, StepRecord
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting import export, report
from armoede_toolbox.reporting.document import Document
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.vocabulary import EntryKind, Harvest, LearningNeed, Mode, Sharing, Variant, Who
from tests.prompts.samples import prompt

START: Final = datetime(2026, 11, 19, 13, 30, tzinfo=timezone(timedelta(hours=1)))
OPTIONS: Final = ("de brief", "het loket", "de wachttijd", "het formulier", "schaamte")
BOXES: Final = ("Wat helpt", "Wat houdt tegen")
ROWS: Final = ("kennen: weten dat het er is", "kunnen", "durven")
PROMPTS: Final[dict[str, Prompt]] = {
    "woord": prompt("open"),
    "drempels": prompt("lijst"),
    "bedrag": prompt("getal", eenheid="euro"),
    "welkom": prompt("schaal", labels={1: "helemaal niet", 5: "heel erg"}),
    "eerst": prompt("keuze", opties=[*OPTIONS], anders="iets anders, namelijk"),
    "meer": prompt("meerkeuze", opties=[*OPTIONS]),
    "stelling": prompt("stelling", 1),
    "rangorde": prompt("rangorde", opties=[*OPTIONS]),
    "stippen": prompt("stippen", opties=[*OPTIONS], punten=3),
    "krachten": prompt("vakken", vakken=[*BOXES]),
    "raster": prompt("raster", rijen=[*ROWS], labels={1: "niet", 5: "goed"}),
    "sterkte": prompt("stippen", 0, opties={"uit": "krachten"}, punten=4),
    "lijn": prompt("tijdlijn", wie_doet=["de inwoner", "de balie"]),
    "quiz": prompt("quiz", opties=["1 op 3", "1 op 5", "1 op 10"], antwoord="1 op 3"),
    "plan": prompt("als-dan"),
}
SENTENCE: Final = (
    "Ik schrok van het woord “vordering”. Toen ik het hardop las, hoorde ik pas hoe streng onze brief klinkt voor"
    " iemand die al maanden geen post meer durft open te maken."
)
EVENTS: Final = [
    {"wat": "De brief komt op vrijdagmiddag", "gevoel": "min", "wie": "de inwoner"},
    {"wat": "Bellen: drie kwartier in de wacht", "gevoel": "min", "wie": "de inwoner"},
    {"wat": "Iemand neemt op en luistert", "gevoel": "plus", "wie": "de balie"},
    {"wat": "Het formulier moet opnieuw", "gevoel": "neutraal", "wie": "de inwoner"},
    {"wat": "De buurvrouw leest mee", "gevoel": "plus"},
]


def asked(key: str, text: str, *given: Any, who: Who = Who.EACH, **more: Any) -> Question:
    contributions = tuple(one if isinstance(one, Contribution) else Contribution(value=one) for one in given)
    state = State.COUNTED if "totals" in more else State.ANSWERED
    return Question(
        id=key, kind=PROMPTS[key].kind, who=who, text=text, contributions=contributions, **{"state": state, **more}
    )


def step(*questions: Question, number: int = 1, title: str = "Stap") -> StepRecord:
    return StepRecord(number=number, title=title, questions=questions)


def ranked(*order: int) -> list[str]:
    return [OPTIONS[n] for n in order]


STEPS: Final = (
    StepRecord(
        number=1,
        title="Eerst alleen",
        questions=(
            asked(
                "woord",
                "Wat is het eerste dat je voelt als je deze brief leest?",
                Contribution(value=SENTENCE, perspective="beleid"),
                Contribution(value="Moe.\nEn een beetje boos, ook op onszelf.", perspective="uitvoering"),
                Contribution(value="Ik zou hem wegleggen.", perspective="uitvoering"),
                Contribution(value="Waar moet ik beginnen?"),
                harvest=Harvest.THEME,
            ),
            asked("welkom", "Hoe welkom voel je je?", 1, 2, 2, 3, 2, 1, 4, 2, harvest=Harvest.SIGNAL),
            asked("bedrag", "Hoeveel mag iemand volgens jou overhouden per week?", 50, 75, 60, 90, 60),
            asked(
                "stelling",
                "Wie zijn post niet opent, krijgt te snel een boete.",
                {"oordeel": "eens", "reden": "Een boete maakt de angst groter."},
                {"oordeel": "hangt ervan af"},
                {"oordeel": "eens"},
                {"oordeel": "oneens", "reden": "Soms is een grens ook duidelijk."},
                harvest=Harvest.DILEMMA,
            ),
            asked(
                "quiz",
                "Hoeveel huishoudens met een laag inkomen missen een regeling?",
                *[{"antwoord": one} for one in ("1 op 3", "1 op 3", "1 op 5", "1 op 10", "1 op 5")],
            ),
        ),
    ),
    StepRecord(
        number=2,
        title="Samen kijken",
        questions=(
            asked(
                "drempels",
                "Welke drempels zien we?",
                ["te veel papier", "schaamte", "wachten aan de telefoon", "niet weten wie je moet hebben"],
                who=Who.TOGETHER,
                harvest=Harvest.THEME,
            ),
            asked("eerst", "Waar beginnen we?", totals={"de brief": 5, "het loket": 2, "het formulier": 1}),
            asked(
                "meer", "Waar kunnen wij zelf iets aan doen?", totals=dict(zip(OPTIONS, (8, 4, 2, 6, 1), strict=True))
            ),
            asked(
                "rangorde",
                "Wat weegt voor een inwoner het zwaarst?",
                *(ranked(*order) for order in ((4, 0, 2, 3, 1), (4, 2, 0, 3, 1), (0, 4, 2, 1, 3), (4, 0, 3, 2, 1))),
                harvest=Harvest.SIGNAL,
            ),
            asked("stippen", "Verdeel drie stippen.", totals=dict(zip(OPTIONS, (9, 4, 2, 6, 3), strict=True))),
            asked(
                "raster",
                "Hoe gaat het nu?",
                *[dict(zip(ROWS, row, strict=True)) for row in ((2, 3, 1), (3, 3, 2), (2, 4, 1), (1, 3, 2))],
            ),
            asked(
                "krachten",
                "Wat helpt een inwoner, en wat houdt tegen?",
                {
                    BOXES[0]: [
                        "een vaste naam onder de brief",
                        "iemand die meeleest",
                        "bellen in plaats van schrijven",
                    ],
                    BOXES[1]: ["de toon van de brief", "angst voor nog een boete"],
                },
                who=Who.TOGETHER,
                harvest=Harvest.LEAD,
            ),
            asked(
                "sterkte",
                "Welke krachten zijn het sterkst?",
                totals={
                    "een vaste naam onder de brief": 9,
                    "iemand die meeleest": 4,
                    "bellen in plaats van schrijven": 2,
                    "de toon van de brief": 11,
                    "angst voor nog een boete": 6,
                },
                harvest=Harvest.LEAD,
            ),
            asked("lijn", "Hoe loopt de week van de brief?", EVENTS, who=Who.TOGETHER, harvest=Harvest.THEME),
            asked(
                "plan",
                "Wat nemen we ons voor?",
                {"als": "Als we een brief versturen", "dan": "dan leest een inwoner hem eerst"},
                who=Who.TOGETHER,
                harvest=Harvest.LEAD,
            ),
            replace(asked("woord", "Wat willen we nog kwijt?"), id="slot", state=State.SKIPPED),
        ),
    ),
)


def session(weeks: int = 0, **more: Any) -> JournalEntry:
    """The session, some weeks later."""
    began = START + timedelta(weeks=weeks)
    about: dict[str, Any] = {
        "kind": EntryKind.SESSION,
        "session": f"{began:%Y-%m-%d-%H%M}-r{abs(weeks):02}h",
        "exercise": "brief-op-de-mat",
        "number": "LB3-03",
        "title": "Brief op de mat",
        "learning_need": LearningNeed.RESIDENTS,
        "themes": ("taal", "schaamte"),
        "mode": Mode.TEAM,
        "variant": Variant.NORMAL,
        "started": began,
        "finished": began + timedelta(minutes=40),
        "complete": True,
        "sharing": Sharing.SENTENCES,
        "toolbox": "0.1.0",
        "team": "Noord",
        "participants": 8,
    }
    agreements = (
        Agreement(
            id="a1",
            question="afspraken",
            what="We herschrijven de brief over terugbetalen samen met twee ervaringsdeskundigen",
            who="Fatma",
            ready_on=date(2026, 12, 10),
            look_back_on=date(2027, 1, 14),
            resident_notices="je snapt in één keer wat je moet doen",
        ),
        Agreement(
            id="a2", question="afspraken", what="Onder elke brief staat een naam en een nummer", who="Team Noord"
        ),
    )
    return JournalEntry(head=Head(**{**about, **more}), agreements=agreements, steps=STEPS)


def sources(many: int = 1) -> list[Source]:
    return [Source(session(2 * n), PROMPTS) for n in range(many)]


def a_report(many: int = 1) -> Document:
    return report.document([report.tell(source) for source in sources(many)], START)


def an_export(many: int = 1) -> Document:
    return export.document([session(2 * n) for n in range(many)], START)
