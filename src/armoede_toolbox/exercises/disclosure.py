"""Questions that would make somebody show their own poverty. Nobody is ever asked that.

Who has money worries is in the room too. A question about the money of the person who answers is only right where
nobody else sees it, and where it can be left out.
"""

from __future__ import annotations

import re
from typing import Final

from armoede_toolbox.exercises.language import words
from armoede_toolbox.exercises.wording import sentences

_YOU: Final = r"(?:je|jij|jullie|u)"
_YOUR: Final = r"(?:je|jouw|jullie|uw)"
_FILLING: Final = (
    r"(?:(?:zelf|ook|ooit|nu|nog|nou|al|wel ?eens|weleens|eens|een|geen|veel|grote|hoge|vroeger|momenteel|eigen|thuis"
    r"|als kind|last van|te maken met|te maken gehad met|ervaring met) ){0,5}"
)
_MISERY: Final = (
    r"(?:schulden?|betalingsachterstand(?:en)?|(?:geld|schulden)problemen|geldzorgen|geldnood|armoede|"
    r"schuldhulp(?:verlening)?|bewindvoerder)"
)
_BENEFIT: Final = r"(?:uitkering|bijstand|bijstandsuitkering|huurtoeslag|zorgtoeslag|kwijtschelding|voedselpakket)"
_PURSE: Final = (
    r"(?:inkomen|salaris|loon|spaargeld|schulden?|uitkering|bijstandsuitkering|huurachterstand|banksaldo|"
    r"bankrekening|geldzorgen|armoede|financiële situatie|geldproblemen)"
)
_TELL: Final = r"(?:vertel|vertellen|deel|delen|beschrijf|schrijf|noem|laat|toon|geef)"
_RECEIVE: Final = r"(?:heb|hebben|had|hadden|krijg|krijgen|kreeg|kregen|ontvang|ontvangen|ontving)"
_LIVE: Final = r"(?:leef|leven|leefde|leefden|groeide|groeiden|groei|zat|zaten|zit|zitten)"

PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "schulden": rf"\b(?:heb|hebben|had|hadden|ken|kennen|kende) {_YOU} {_FILLING}{_MISERY}\b",
        "welke schulden": rf"\b(?:welke|wat voor) (?:\w+ )?(?:{_MISERY}|{_BENEFIT}) {_RECEIVE} {_YOU}\b",
        "uitkering": rf"\b{_RECEIVE} {_YOU} {_FILLING}{_BENEFIT}\b",
        "in armoede": rf"\b{_LIVE} {_YOU} {_FILLING}(?:op )?in (?:de )?(?:armoede|schulden|schuldhulp\w*|bijstand)\b",
        "arm zijn": rf"(?<!wanneer )\b(?:ben|bent|zijn|was|waren) {_YOU} {_FILLING}(?:arm|blut|dakloos)\b",
        "hoe arm": rf"\bhoe arm (?:ben|was|zijn|waren) {_YOU}\b|\bhad(?:den)? {_YOU} {_FILLING}het {_FILLING}arm\b",
        "hoeveel geld": (
            rf"\b(?:hoeveel|wat) (?:verdien|verdienen|verdient|verdiende|verdienden) {_YOU}\b"
            rf"|\bhoeveel (?:geld|inkomen|spaargeld|schuld|schulden) {_RECEIVE} {_YOU}\b"
            rf"|\bhoeveel (?:hou|houd|houden|spaar|sparen) {_YOU} {_FILLING}(?:over|per maand)"
        ),
        "jouw geld": (
            rf"\b(?:wat|hoe|hoe \w+) (?:is|was|zijn|waren|staat|staan) (?:het met )?{_YOUR} (?:eigen )?{_PURSE}\b"
        ),
        "vertel": rf"\b{_TELL} (?:[^.?]{{0,40}} )?(?:{_YOUR} (?:eigen )?{_PURSE}|{_YOUR} ervaringen? met armoede)\b",
        "meemaken": rf"\b(?:heb|hebben|had|hadden|maakte|maakten|maken|maak) {_YOU} {_FILLING}(?:armoede|schulden) mee",
        "rondkomen": (
            rf"\b(?:kom|komen|kwam|kwamen) {_YOU} (?:zelf |thuis |ook |nu |vroeger )*(?:rond|geld tekort)\b"
            rf"|\b(?:kun|kunt|kunnen|kon|konden) {_YOU} (?:zelf |thuis |nu )*"
            rf"(?:rondkomen|{_YOUR} (?:huur|rekeningen) betalen)\b"
        ),
        "wie hier": (
            rf"\bwie (?:van (?:jullie|ons|u)|hier|in (?:dit|het|ons) team)\b[^.?]*\b(?:{_MISERY}|{_BENEFIT}|arm|blut)\b"
        ),
        "hand omhoog": rf"\b(?:steek je hand op|ga staan|zet een stap)\b[^.?]*\b(?:{_MISERY}|{_BENEFIT}|arm)\b",
    }.items()
}
"""What asks for somebody's own money or poverty, in small letters; each with hits and near misses in the tests."""

_IMAGINED: Final = re.compile(r"\b(?:stel|alsof|denk je in|doe of)\b")
"""Who imagines something tells nothing."""
_WAY_OUT: Final = re.compile(
    r"\b(?:sla\b[^.?]*\bover|overslaan|slaat? (?:je|u)\b[^.?]*\bover|hoef(?:t|en)?\b|mag (?:ook )?leeg|/pas"
    r"|jij bepaalt|je bepaalt zelf)"
)


def asks_own_poverty(text: str) -> str | None:
    """The first sentence of a text that asks about the own money or poverty of who reads it."""
    for sentence in (one for line in text.split("\n") for one in sentences(line)):
        plain = " ".join(words(sentence.casefold()))
        if not _IMAGINED.search(plain) and any(pattern.search(plain) for pattern in PATTERNS.values()):
            return sentence.strip()
    return None


def has_way_out(*texts: str | None) -> bool:
    """Whether one of these texts says that the question may be left out."""
    return any(_WAY_OUT.search(text.casefold()) for text in texts if text)
