"""The one table where the English of the code meets the Dutch of files, commands and screen.

Every closed word list is a ``StrEnum`` whose values are the Dutch words, and ``DUTCH`` names the Dutch key of every
field that differs. Pydantic aliases, command names and the journal's front matter are all derived from here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class LearningNeed(StrEnum):
    """Why people reflect; the five needs of Movisie's toolbox (2022), in this order."""

    PICTURE = "beeld"
    WHAT_WORKS = "wat-werkt"
    RESIDENTS = "inwoners"
    IMPROVE = "verbeteren"
    LOOK_ANEW = "anders-kijken"

    @property
    def number(self) -> int:
        """The public number, 1 to 5."""
        return list(LearningNeed).index(self) + 1


class Mode(StrEnum):
    """Who is in the room."""

    SOLO = "individueel"
    PAIR = "duo"
    TEAM = "team"


class Variant(StrEnum):
    """How much time an exercise gets."""

    SHORT = "kort"
    NORMAL = "normaal"
    LONG = "lang"


class Weight(StrEnum):
    """What an exercise may do to people."""

    LIGHT = "licht"
    MEDIUM = "midden"
    HEAVY = "zwaar"


class Who(StrEnum):
    """Whose answer a prompt asks: everyone's, that of pairs inside a team, or one shared answer."""

    EACH = "ieder"
    PAIRS = "duo"
    TOGETHER = "samen"


class Collecting(StrEnum):
    """How the contributions of ``Who.EACH`` come in."""

    TALLY = "tellen"
    READ_OUT = "voorlezen"
    HAND_IN = "inleveren"
    PASTE = "plakken"
    ROUND = "rond"


class Reason(StrEnum):
    """What happens with the reason behind a statement."""

    SPOKEN = "gesproken"
    TYPED = "getypt"
    NONE = "geen"


class Guests(StrEnum):
    """Whether experts by experience take part."""

    NO = "nee"
    MAY = "kan"
    YES = "ja"


class Side(StrEnum):
    """Whose side a prompt looks from."""

    OWN = "eigen"
    RESIDENT = "inwoner"


class Harvest(StrEnum):
    """The place of an answer in a report."""

    THEME = "thema"
    DILEMMA = "dilemma"
    LEAD = "aanknopingspunt"
    SIGNAL = "signaal"


class InReport(StrEnum):
    """Whether an answer may leave the team."""

    YES = "ja"
    ASK = "vraag"
    NO = "nee"


class Sharing(StrEnum):
    """What the room allowed in a report; a report may give less, never more."""

    AGREEMENTS = "afspraken"
    THEMES = "themas"
    SENTENCES = "zinnen"


FLOOR: Final = 4
"""Below this number of contributors nothing is anonymous (DESIGN 4.4)."""


class Ending(StrEnum):
    """How an exercise ends."""

    AGREEMENT = "afspraak"
    IF_THEN = "als-dan"
    NONE = "geen"


class Feeling(StrEnum):
    """How an event in a timeline felt."""

    MINUS = "min"
    NEUTRAL = "neutraal"
    PLUS = "plus"


class Audience(StrEnum):
    """For whose work an exercise is written."""

    PRACTICE = "uitvoering"
    POLICY = "beleid"
    VOLUNTEER = "vrijwilliger"
    EXPERT = "ervaringsdeskundige"


class FactStatus(StrEnum):
    """How sure a fact is; only a found one is stated as a fact."""

    FOUND = "gevonden"
    TO_VERIFY = "na-te-gaan"
    DERIVED = "afgeleid"


class FreeBlock(StrEnum):
    """A part of a meeting that is no exercise."""

    CHECK_IN = "check-in"
    CHECK_OUT = "check-uit"
    LOOK_BACK = "terugblik"
    TALK = "gesprek"
    GUEST = "gast"
    FILM = "film"
    WALK_ALONG = "meelopen"
    BREAK = "pauze"


class Outcome(StrEnum):
    """What became of an agreement, as a look-back records it."""

    DONE = "gedaan"
    DONE_OTHERWISE = "anders gedaan"
    GOING_ON = "loopt nog"
    STUCK = "vastgelopen"
    LET_GO = "losgelaten"
    UNKNOWN = "weten we niet"


class Drawn(StrEnum):
    """What a step can draw anew for a team that did it before."""

    STATEMENT = "stelling"
    CASE = "casus"


class Level(StrEnum):
    """Where an agreement belongs when several organisations work together."""

    WE = "wij"
    TEAM = "team"
    ORGANISATION = "organisatie"
    POLICY = "beleid"


class Dimension(StrEnum):
    """What a reflection is about, as professional registers and the NJi tell them apart."""

    TECHNICAL = "technisch-instrumenteel"
    NORMATIVE = "normatief"
    PERSONAL = "persoonlijk"


class EntryKind(StrEnum):
    """The sorts of journal files."""

    SESSION = "sessie"
    LOOK_BACK = "terugblik"
    SIGNAL = "signaal"
    """A signal that was marked after its session; that session's file stays as it is."""


NEED_WORDS: Final = {
    LearningNeed.PICTURE: "Een beeld krijgen",
    LearningNeed.WHAT_WORKS: "Weten wat werkt",
    LearningNeed.RESIDENTS: "Begrijpen hoe het uitpakt",
    LearningNeed.IMPROVE: "De praktijk verbeteren",
    LearningNeed.LOOK_ANEW: "Anders leren kijken",
}
"""The titles of the learning needs, as ``_leerbehoeften.yaml`` has them; a list must not read YAML for five titles."""

MODE_WORDS: Final = {Mode.SOLO: "alleen", Mode.PAIR: "met z’n tweeën", Mode.TEAM: "met het team"}
VARIANT_WORDS: Final = {Variant.SHORT: "korter", Variant.NORMAL: "gewoon", Variant.LONG: "langer"}
WEIGHT_WORDS: Final = {Weight.LIGHT: "licht", Weight.MEDIUM: "raakt je werk", Weight.HEAVY: "kan je raken"}

THEMES: Final = tuple(
    (
        "cijfers beeldvorming definities oorzaken data gemeente doelgroepen werkenden niet-gebruik bijna-arm rondkomen"
        " schaamte beleving gebeurtenissen gevolgen signaleren bronkritiek empowerment stress-sensitief taal omgeving"
        " goede-voorbeelden werkzame-elementen gesprek vroegsignalering leren-van-elders doenvermogen krachtgericht"
        " teamscan toegang bejegening ervaringskennis perspectief systeemoorzaken drempels geld-bespreken participatie"
        " schuldhulp vertrouwen verbeteren bureaucratie handelingsruimte pilot beleid verandering maatwerk werk"
        " opvolging domeinoverstijgend privacy agenda overtuigingen oordeel dilemma steunindicatoren"
        " rechtvaardigheid eigen-positie ongelijkheid bestaansonzekerheid macht meerstemmigheid presentie kinderen"
        " jongeren statushouders alleenstaande-ouders"
    ).split()
)
"""The closed list of themes; free tags drift (see Retromat's ``largeGroup`` and ``largeGroups``)."""

DUTCH: Final[dict[str, str]] = {
    # an exercise
    "format": "formaat",
    "number": "nummer",
    "title": "titel",
    "goal": "doel",
    "background": "achtergrond",
    "learning_need": "leerbehoefte",
    "themes": "themas",
    "audience": "voor",
    "modes": "vormen",
    "participants": "deelnemers",
    "weight": "zwaarte",
    "guests": "ervaringsdeskundigen",
    "method": "methode",
    "needed": "nodig",
    "preparation": "voorbereiding",
    "caution": "let_op",
    "facilitator": "begeleider",
    "sentences": "zinnen",
    "when_stuck": "als_het_stokt",
    "when_complaining": "als_het_klaagt",
    "when_touched": "als_het_raakt",
    "aftercare": "nazorg",
    "steps": "stappen",
    "ending": "einde",
    "ending_reason": "reden_einde",
    "facts": "feiten",
    "sources": "bronnen",
    "follow_up": "vervolg",
    "author": "auteur",
    "organisation": "organisatie",
    "licence": "licentie",
    "changed": "gewijzigd",
    "based_on": "gebaseerd_op",
    # a step
    "minutes": "minuten",
    "explanation": "uitleg",
    "say": "zeg",
    "do": "doe",
    "swap": "wissel",
    "draws": "trekt",
    "own_list": "eigen_lijst",
    "prompts": "vragen",
    # a prompt
    "kind": "soort",
    "who": "wie",
    "silent": "stil",
    "collecting": "ophalen",
    "reason": "reden",
    "text": "tekst",
    "help": "hulp",
    "example": "voorbeeld",
    "variants": "in",
    "options": "opties",
    "source_prompt": "uit",
    "otherwise": "of",
    "for_each": "voor_elk",
    "side": "blik",
    "harvest": "oogst",
    "in_report": "verslag",
    "at_least": "minstens",
    "at_most": "hoogstens",
    "minimum": "van",
    "maximum": "tot",
    "unit": "eenheid",
    "labels": "labels",
    "other": "anders",
    "points": "punten",
    "boxes": "vakken",
    "rows": "rijen",
    "actors": "wie_doet",
    "answer": "antwoord",
    "fact": "feit",
    "if_start": "als",
    "then_start": "dan",
    # a trajectory
    "learning_question": "leervraag",
    "organisations": "organisaties",
    "meetings": "bijeenkomsten",
    "look_back": "terugblik",
    "parts": "delen",
    "exercise": "oefening",
    "mode": "vorm",
    "variant": "variant",
    "time": "tijd",
    "block": "blok",
    "meeting": "bijeenkomst",
    "pieces": "onderdelen",
    "name": "naam",
    "first": "begin",
    "size": "aantal",
    "carry_over": "neemt_mee",
    "between": "tussendoor",
    "what": "wat",
    # facts, sources, terms, cases, statements, learning needs
    "code": "code",
    "reference_year": "peiljaar",
    "published": "gepubliceerd",
    "addresses": "adressen",
    "address": "adres",
    "checked_on": "gecontroleerd_op",
    "revised": "herzien",
    "term": "begrip",
    "rather_not": "liever_niet",
    "see": "zie",
    "with_guests": "met_gasten",
    "groups": "groepen",
    "sharp": "scherp",
    "for_facilitator": "uitleg_begeleider",
    "question": "vraag",
}


def dutch(name: str) -> str:
    """The Dutch file key of an English field name; names that are equal in both need no entry."""
    return DUTCH.get(name, name)
