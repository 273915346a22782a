"""What makes an exercise good, beyond being right: pure checks for authors and for our own library.

``checks`` decides whether a file can be used; these findings never keep one from running. Sentences, words and care for
the people in the room and the people that it is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from armoede_toolbox.exercises.checks import Finding, Findings, Loc, Placed, Sort, placed, sorts, spelled_sort, strings
from armoede_toolbox.exercises.disclosure import asks_own_poverty, has_way_out
from armoede_toolbox.exercises.exercise import Exercise, Step
from armoede_toolbox.exercises.glossary import terms_in
from armoede_toolbox.exercises.language import full_sentences, reading_ease, words
from armoede_toolbox.exercises.shared import Shared, SharedFile, SourcesFile, Statement, items_of
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.text import listed, quoted
from armoede_toolbox.vocabulary import Guests, InReport, Mode, Side, Variant, Weight

SENTENCE_WORDS: Final = 18
EASE: Final = 65
LIBRARY_EASE: Final = 75
LIBRARY: Final = 10
"""From this number of exercises a folder is judged as a library."""

_PROSE: Final = frozenset(
    "doel achtergrond voorbereiding let_op zinnen als_het_stokt als_het_klaagt als_het_raakt nazorg uitleg zeg doe"
    " tekst hulp reden_einde uitleg_begeleider vraag leervraag wat".split()
)
"""Keys with full sentences that people read or hear."""
_SHOWN: Final = _PROSE | frozenset(
    "titel methode nodig opties labels vakken rijen voorbeeld anders eenheid als dan wie_doet neemt_mee".split()
)
"""Keys that people see or hear in any way."""
_CONTAINERS: Final = frozenset(
    "stappen vragen begeleider leerbehoeften feiten bronnen begrippen casussen stellingen bijeenkomsten delen"
    " tussendoor".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A text that people read or hear, with its place in the file."""

    loc: Loc
    key: str
    text: str


def told(file: Exercise | Trajectory | SharedFile, keys: Collection[str] = _SHOWN) -> list[Told]:
    """The texts under these keys, in the order of the file."""
    found = (Told(loc, _key(loc), text) for loc, text in strings(file.to_file(), ()))
    return [one for one in found if one.key in keys and one.loc[-1] != "uit"]


def _key(loc: Loc) -> str:
    """The key that says what sort of text it is: an example stays an example, whatever is inside."""
    return next((part for part in loc if isinstance(part, str) and part not in _CONTAINERS), "")


def review(exercise: Exercise, shared: Shared | None = None) -> list[Finding]:
    """Everything about an exercise that could be better. ``shared`` knows the words that we rather not use."""
    found = [finding for one in CHECKS for finding in one(exercise)]
    if shared is not None:
        found += [*_rather_not(told(exercise), shared), *_terms_per_screen(exercise, shared)]
    return found


def review_shared(file: SharedFile, shared: Shared) -> list[Finding]:
    """Everything about shared data that could be better. Titles of sources are the words of others."""
    texts = [] if isinstance(file, SourcesFile) else told(file)
    sharp = [item.text for item in items_of(file) if isinstance(item, Statement) and item.sharp]
    ours = [one for one in texts if one.text not in sharp]
    return [*_sentence_lengths(texts), *_signs(texts), *_rather_not(ours, shared)]


def review_trajectory(trajectory: Trajectory, shared: Shared) -> list[Finding]:
    """Everything about the words of a trajectory that could be better."""
    texts = told(trajectory)
    return [*_sentence_lengths(texts), *_signs(texts), *_rather_not(texts, shared)]


def review_library(exercises: Iterable[Exercise]) -> list[Finding]:
    """Everything about a whole library that could be better; a folder with a few exercises is no library."""
    eases = [ease for one in exercises if (ease := ease_of(one)) is not None]
    if len(eases) < LIBRARY or median(eases) >= LIBRARY_EASE:
        return []
    what = (
        f"De oefeningen samen lezen niet makkelijk genoeg: in het midden {median(eases):.0f}, nodig is {LIBRARY_EASE}."
    )
    do = "Maak zinnen korter en kies gewone woorden. Begin bij de oefening die het moeilijkst leest."
    return [Finding((), "leesbaarheid", what, do)]


def ease_of(exercise: Exercise) -> float | None:
    """How easily an exercise reads."""
    return reading_ease([sentence for one in told(exercise, _PROSE) for sentence in full_sentences(one.text)])


# --- language -------------------------------------------------------------------------------------------------------


def _long_sentences(exercise: Exercise) -> Findings:
    yield from _sentence_lengths(told(exercise))


def _sentence_lengths(texts: Iterable[Told]) -> Findings:
    for one in texts:
        for sentence in full_sentences(one.text) if one.key in _PROSE else ():
            if (count := len(words(sentence))) > SENTENCE_WORDS:
                what = f"Deze zin telt {count} woorden: {_start(sentence)} Wie moe is of slecht leest, haakt dan af."
                do = f"Gebruik hoogstens {SENTENCE_WORDS} woorden. Maak er twee zinnen van, elk met één gedachte."
                yield Finding(one.loc, "zinslengte", what, do)


def _hard_to_read(exercise: Exercise) -> Findings:
    ease = ease_of(exercise)
    if ease is None or ease >= EASE:
        return
    judged = [(s, one.loc) for one in told(exercise, _PROSE) for s in full_sentences(one.text)]
    hardest, loc = min(judged, key=lambda pair: reading_ease([pair[0]]) or 0.0)
    what = f"Deze oefening leest moeilijk: {max(0, ease):.0f}, nodig is {EASE}. Het moeilijkst is: {_start(hardest)}"
    do = "Maak zinnen korter en kies gewone woorden: “hulp vragen” in plaats van “ondersteuningsbehoefte”."
    yield Finding(loc, "leesbaarheid", what, do)


def _start(sentence: str) -> str:
    """Enough of a sentence to find it, between quotation marks that close."""
    first = re.sub("[“”]", "", sentence).removesuffix(".").split()
    shown = " ".join(first[:8]) + (" …" if len(first) > 8 else "")
    return quoted(shown) + ("" if shown.endswith(("?", "…")) else ".")


_SIGNS: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (re.compile("!"), "Hier staat een uitroepteken. Dat klinkt al snel als roepen of prijzen.", "Zet er een punt."),
    (
        re.compile(r"[\"']"),
        "Hier staat een recht aanhalingsteken of een rechte apostrof. Die horen bij code.",
        "Gebruik “ ” of ‘ ’, en ’ als apostrof: thema’s.",
    ),
    (re.compile(r"\S  +\S"), "Hier staan twee spaties achter elkaar.", "Haal er één weg."),
)


def _odd_signs(exercise: Exercise) -> Findings:
    yield from _signs(told(exercise))


def _signs(texts: Iterable[Told]) -> Findings:
    for one in texts:
        for pattern, what, do in _SIGNS:
            if pattern.search(one.text):
                yield Finding(one.loc, "tekens", what, do, error=False)
        if emoji := next(filter(_is_emoji, one.text), None):
            what = f"Hier staat een plaatje ({emoji}). Niet elk scherm toont het, en niet iedereen leest het hetzelfde."
            yield Finding(one.loc, "tekens", what, "Zeg het in woorden.", error=False)


def _is_emoji(sign: str) -> bool:
    return sign not in "©®°" and (unicodedata.category(sign) == "So" or ord(sign) >= 0x1F000 or sign == "\ufe0f")


# --- words ----------------------------------------------------------------------------------------------------------

ALLOWED: Final[Mapping[str, str]] = {
    "probleem": "",  # an ordinary word; only a dilemma should not be called one
    "baas": "",  # whoever leads an exercise is no boss, but people have one at work
    "uitzondering": "",  # a rule has exceptions; tailor-made help isn't one
    "controle": r"(?:onder|uit de) controle|controle over",
    "armen": r"(?:je|zijn|haar|hun|beide|open|met open|in de) armen|armen (?:over elkaar|wijd|los|omhoog)",
    "onderkant": r"onderkant van (?:de|het|een|elke?) (?:brief|vel|blad|bladzijde|pagina|papier|kaart|bord|formulier)",
    "klant": r"klant(?:en)? (?:van|in) (?:de|een) (?:winkel|bank|kapper)",
}
"""Where a word of the glossary's "liever niet" is honest; empty: everywhere. ``klantreis`` is another word anyway."""

EVERYDAY: Final = frozenset(
    {"inwoner", "afspraak", "overleg", "verslag", "casus", "geldzorgen", "toeslag", "mensen in armoede"}
)
"""Terms of the glossary that need no explanation when they stand on a screen."""

_QUOTED: Final = re.compile("“[^”]*”|‘[^‘’]*’")
_ARTICLE: Final = re.compile("^(?:de|het|een) ")
_INFLECTED: Final = r"(?:e|en|s|n|ën|’s|je|jes)?"


def _rather_not(texts: Sequence[Told], shared: Shared) -> Findings:
    """Words that label people. Between quotation marks a text shows how others say it."""
    patterns = [
        (term.term, word, _whole(_ARTICLE.sub("", word))) for term in shared.terms.values() for word in term.rather_not
    ]
    for one in texts:
        plain = _QUOTED.sub(lambda found: " " * len(found[0]), one.text)
        for term, word, pattern in patterns:
            if any(not _honest(word, plain, found) for found in pattern.finditer(plain)):
                what = f"{quoted(word)} zeggen we liever niet. Zo’n woord plakt een oordeel of een etiket."
                do = f"Schrijf bijvoorbeeld {quoted(term)}. Laat je horen hoe een ander praat? Zet er “ ” omheen."
                yield Finding(one.loc, "woorden", what, do, error=False)


def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(phrase)}{_INFLECTED}(?![\w-])", re.IGNORECASE)


def _honest(word: str, text: str, found: re.Match[str]) -> bool:
    """Whether the word is denied (*geen onwil*), or stands where it means something else."""
    if text[: found.start()].lower().endswith(("geen ", "geen enkele ")):
        return True
    allowed = ALLOWED.get(word)
    if not allowed:
        return allowed == ""
    around = re.finditer(allowed, text, re.IGNORECASE)
    return any(one.start() <= found.start() and found.end() <= one.end() for one in around)


def _terms_per_screen(exercise: Exercise, shared: Shared) -> Findings:
    hard = [term for term in shared.terms.values() if term.term not in EVERYDAY]
    for one in told(exercise, {"uitleg", "tekst"}):
        if len(terms := terms_in(one.text, hard)) > 1:
            named = listed([quoted(term.term) for term in terms])
            what = f"Op dit scherm staan {len(terms)} vaktermen: {named}. Wie er één niet kent, is de draad kwijt."
            do = "Laat er hoogstens één staan en leg die uit bij “hulp” of “zeg”. Zeg de andere in gewone woorden."
            yield Finding(one.loc, "vaktermen", what, do, error=False)


# --- whose side, and how long ---------------------------------------------------------------------------------------


def _sides(exercise: Exercise) -> Findings:
    """Both sides in the normal length, at least one in the others. Sides that are nowhere are told by ``checks``."""
    looking = [(one, side) for one in placed(exercise) if (side := one.prompt.side) is not None]
    lacking: dict[Side, Sort] = {}
    for sort in sorts(exercise):
        here = {side for one, side in looking if one.present(*sort)}
        if sort[0] is Variant.NORMAL or not here:
            lacking = {side: sort for _, side in looking if side not in here} | lacking
    for side in Side:
        if side in lacking:
            what = f"Bij {spelled_sort(lacking[side])} kijkt geen enkele vraag vanuit de kant {quoted(side)}."
            do = f"Zet daar bij één vraag “blik: {side}”, of stel zo’n vraag ook in deze lengte en vorm."
            yield Finding(("stappen",), "blik", what, do, error=False)


def _lengths_grow(exercise: Exercise) -> Findings:
    """The program picks the longest length that fits, so one that isn't longer than the one before is never picked."""
    for mode in exercise.modes:
        lengths = exercise.variants_in(mode)
        in_order = [variant for variant in Variant if variant in lengths]
        for shorter, longer in pairwise(in_order):
            if lengths[longer] <= lengths[shorter]:
                what = (
                    f"Bij vorm {quoted(mode)} duurt {quoted(longer)} {lengths[longer]} minuten en {quoted(shorter)}"
                    f" {lengths[shorter]}. Zo komt {quoted(longer)} niet goed aan de beurt."
                )
                do = f"Geef {quoted(longer)} meer minuten dan {quoted(shorter)}, of laat {quoted(longer)} overal weg."
                yield Finding(("stappen",), "minuten", what, do)
                return


_NUMBERS: Final = {
    word: number
    for number, word in enumerate("één twee drie vier vijf zes zeven acht negen tien elf twaalf".split(), start=1)
} | {"vijftien": 15, "twintig": 20, "dertig": 30}
_WITHIN: Final = re.compile(
    rf"\b(?:na|in|krijgen|krijgt|bij|op|geef (?:\w+ ){{0,3}})\s*(\d+|{'|'.join(_NUMBERS)}) minu(?:ut|ten)\b",
    re.IGNORECASE,
)


def _minutes_told(exercise: Exercise) -> Findings:
    """Minutes in the words of a step that don't fit in the minutes of that step."""
    for i, step in enumerate(exercise.steps):
        least = min((m for variant in Variant if (m := step.minutes.of(variant)) is not None), default=None)
        for key, text in (("uitleg", step.explanation), ("zeg", step.say), ("doe", step.do)):
            for found in _WITHIN.finditer(text or "") if least is not None else ():
                said = _NUMBERS.get(found[1].lower()) or int(found[1])
                if least is not None and said > least:
                    what = f"Hier staat {quoted(found[0])}, maar de stap duurt in de kortste lengte {least} minuten."
                    do = "Schrijf {minuten}, dan vullen we de minuten van de stap in. Of geef de stap meer tijd."
                    yield Finding(("stappen", i, key), "minuten", what, do, error=False)


def _leads_to_itself(exercise: Exercise) -> Findings:
    for i, name in enumerate(exercise.follow_up):
        if name == exercise.id:
            what = "Bij “vervolg” staat de oefening zelf."
            yield Finding(("vervolg", i), "vervolg", what, "Noem een oefening die hierna past, bijvoorbeeld testpanel.")


# --- care for people ------------------------------------------------------------------------------------------------


def _disclosure(exercise: Exercise) -> Findings:
    for i, step in enumerate(exercise.steps):
        for key, text in (("uitleg", step.explanation), ("zeg", step.say), ("doe", step.do)):
            if asked := asks_own_poverty(text or ""):
                yield _own_poverty(("stappen", i, key), asked)
    for one in placed(exercise):
        for key, text in (("tekst", one.prompt.text), ("hulp", one.prompt.help)):
            if (asked := asks_own_poverty(text or "")) and not _stays_private(exercise, one):
                yield _own_poverty((*one.loc, key), asked)


def _own_poverty(loc: Loc, asked: str) -> Finding:
    what = f"{_start(asked)} Zo moet iemand laten zien hoe het met het eigen geld is. Dat vragen we nooit."
    do = (
        "Vraag naar het werk of de inwoner: “Wat merkt iemand met schulden van onze brief?” Mag het alleen voor jezelf?"
        " Dan alleen in de vorm individueel, met “verslag: nee” en bij “hulp” dat je mag overslaan."
    )
    return Finding(loc, "eigen-armoede", what, do)


def _stays_private(exercise: Exercise, one: Placed) -> bool:
    """Only for oneself, kept out of every report, and with a way out that can be read."""
    modes = one.prompt.modes or one.step.modes or exercise.modes
    alone = set(modes) == {Mode.SOLO} and one.prompt.in_report is InReport.NO
    return alone and has_way_out(one.prompt.text, one.prompt.help, one.step.explanation, exercise.steps[0].explanation)


_PLANS: Final = frozenset({"als-dan", "afspraak"})


def _calm_end(exercise: Exercise) -> Findings:
    """A heavy exercise ends with a step that asks nothing new."""
    if exercise.weight is not Weight.HEAVY:
        return
    steps = {id(step): i for i, step in enumerate(exercise.steps)}
    stirring: dict[int, Sort] = {}
    for sort in sorts(exercise):
        last = exercise.steps_in(*sort)[-1]
        if _stirs(last, sort):
            stirring.setdefault(steps[id(last)], sort)
    for i, sort in stirring.items():
        what = f"Deze oefening is zwaar, maar de laatste stap vraagt nog iets nieuws (bij {spelled_sort(sort)})."
        do = "Sluit rustig af met een stap zonder invullen: “Leg je pen neer. Zet je voeten op de grond.”"
        yield Finding(("stappen", i, "titel"), "rust", what, do)


def _stirs(step: Step, sort: Sort) -> bool:
    return any(prompt.stores and prompt.kind not in _PLANS for prompt in step.prompts_in(*sort))


_FOR_GUESTS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "vooraf de vraag sturen": r"\b(?:vooraf|tevoren|op voorhand|eerder|ervoor)\b",
        "betalen": r"\bbetaal|\bbetal|\bvergoed|\bhonorari|\bverdienen",
        "reiskosten": r"\breis(?!baar)|\btreinkaart|\bbuskaart",
        "met zijn tweeën of meer": r"\b(?:minstens|ten minste|liefst) twee\b|\btwee (?:of|tot|gasten) |\btweeën\b",
        "een nagesprek": r"\bnagesprek|\bna ?praten|\bna afloop\b|\bachteraf\b|\b(?:praat|praten)\b[^.]*\bna\b",
        "meelezen": (
            r"\bmeele[ez]|\bmee (?:te )?lezen|\b(?:lees|leest|lezen)\b[^.]{0,30}\b(?:mee|terug)\b"
            r"|\bkrijgen[^.]{0,20}te lezen\b|\blaat (?:hen|ze|hun)\b[^.]{0,30}\blezen\b"
            r"|\b(?:gasten|gast|testers|zij|ze)\b (?:het )?(?:lezen|lazen|leest)\b"
        ),
    }.items()
}
"""What guests may count on, and how a text can say it."""


def _guests(exercise: Exercise) -> Findings:
    asked = exercise.guests is Guests.YES or (exercise.weight is Weight.HEAVY and exercise.guests is Guests.MAY)
    if not asked:
        return
    about = " ".join(filter(None, (exercise.preparation, exercise.caution, *exercise.needed))).casefold()
    if missing := [name for name, pattern in _FOR_GUESTS.items() if not pattern.search(about)]:
        what = f"Er doen ervaringsdeskundigen mee, maar dit staat er niet bij: {listed(missing)}."
        do = (
            "Zeg het bij “voorbereiding” of “let_op”. Bijvoorbeeld: “Vraag er minstens twee en stuur de vraag een week"
            " eerder. Betaal hun tijd en de reis. Praat na afloop met hen na. Zij lezen mee.”"
        )
        yield Finding(("voorbereiding",) if exercise.preparation else ("ervaringsdeskundigen",), "gasten", what, do)


CHECKS: Final[tuple[Callable[[Exercise], Iterator[Finding]], ...]] = (
    _long_sentences,
    _hard_to_read,
    _odd_signs,
    _sides,
    _lengths_grow,
    _minutes_told,
    _leads_to_itself,
    _disclosure,
    _calm_end,
    _guests,
)
"""Every check that needs the exercise only."""
