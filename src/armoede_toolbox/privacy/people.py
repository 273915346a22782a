"""Names, as far as a pattern can know them. A bare first name is no pattern: those are not found.

Asking about every word with a capital would wear people out, so a name needs a sign beside it: a title, initials, a
well-known first name before a surname, or words that introduce somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from armoede_toolbox.privacy.hits import Hit
from armoede_toolbox.privacy.names import FIRST_NAMES, NO_NAMES, PARTICLES, SURNAMES
from armoede_toolbox.privacy.patterns import late

NAME: Final = "een naam"
RESIDENT: Final = "een inwoner"
FAMILY: Final = "een gezin"
SOMEBODY: Final = "[naam]"
_UPPER: Final = "A-ZÀ-ÖØ-Þ\u0100\u0106\u010c\u0118\u011e\u0130\u0141\u0143\u0160\u015a\u015e\u0179\u017b\u017d"
_LOWER: Final = "a-zß-öø-ÿ\u0101-\u024f"
_PART: Final = rf"(?i:{'|'.join(PARTICLES)}|v\.? ?d\.?|v/d)"
_PIECE: Final = rf"(?:[{_UPPER}]['’])?[{_UPPER}][{_LOWER}]+(?:[{_UPPER}][{_LOWER}]+)?"
WORD: Final = rf"{_PIECE}(?:-(?:{_PIECE}|[{_LOWER}]+)){{0,3}}"
_FULL: Final = rf"(?:{_PART}[ \n]){{0,3}}{WORD}"
_FULL_TITLES: Final = (
    "mevrouw|meneer|mijnheer|de heer|heer|familie|gezin|echtpaar|dokter|juf|juffrouw|meester|tante|oom|opa|oma|zuster"
    "|wethouder|buurman|buurvrouw"
)
_SHORT_TITLES: Final = "mevr|mw|mej|dhr|hr|fam|drs|dr|mr|ir|ing|prof"
_TITLE: Final = rf"(?i:{_FULL_TITLES}|(?:{_SHORT_TITLES})\b\.?)"
_INITIAL: Final = r"(?:[A-Z]|Th|Ch|Chr|Ph|Fr|Joh|IJ)\."
_TITLED: Final = late(
    rf"(?<![\w-])(?P<title>{_TITLE})(?: en {_TITLE}| {_TITLE})?[ \n]"
    rf"(?P<name>(?:{_INITIAL} ?){{0,5}}{_FULL}(?: {_FULL})?)(?!\w)"
)
_CAPITALS: Final = late(
    rf"(?<!\w)(?:MEVROUW|MENEER|DE HEER|FAMILIE|DHR|MW|MEVR)\.? (?:[{_UPPER}]\.? ?){{0,3}}(?:[{_UPPER}’']+ ){{0,3}}"
    rf"(?P<name>[{_UPPER}]{{3,}}(?:-[{_UPPER}]+)?)(?!\w)"
)
_UNCAPPED: Final = late(
    rf"(?<![\w-]){_TITLE} (?:(?:van|de|der|den|het|el|ten|ter) ){{0,3}}(?P<name>[{_LOWER}]+)(?![\w-])"
)
_LETTERED: Final = late(
    rf"(?<![\w.])(?P<letters>(?:{_INITIAL}[ -]?){{1,5}})"
    rf"(?P<name>(?P<part>(?:{_PART} ){{0,3}}){WORD}(?: {_FULL})?)(?!\w)"
)
_UNDOTTED: Final = late(rf"(?<![\w.-])[A-Z] (?P<name>(?P<part>(?:van|de|der|den|ten|ter|el)(?: )){{0,3}}{WORD})(?!\w)")
_TURNED: Final = late(rf"(?<!\w)(?P<name>{WORD}), (?:[A-Z]\.){{1,4}}(?!\w)")
_WRITTEN_OUT: Final = late(rf"(?<![\w-])(?P<first>{_PIECE}(?:-{_PIECE})?) (?P<name>{_FULL}(?: {_FULL})?)(?!\w)")
_KIN: Final = (
    "man|vrouw|zoon|zoontje|dochter|dochtertje|broer|broertje|zus|zusje|moeder|vader|partner|ex|vriend|vriendin"
    "|buurman|buurvrouw|neef|nicht|cliënt|client|cliënte|klant"
)
_PERSON: Final = "man|vrouw|jongen|meisje|kind|zoon|dochter|iemand|cliënt|client|klant|inwoner|bewoner|moeder|vader"
_INTRODUCED: Final = tuple(
    late(pattern)
    for pattern in (
        rf"\b(?i:haar|zijn|mijn|hun|de|een|onze) (?:{_KIN}),? (?P<name>{WORD})(?!\w)",
        rf"\b(?i:hij|zij|ze|ik|die|{_PERSON}) (?:heet|heette)(?: eigenlijk)? (?P<name>{WORD})(?!\w)",
        rf"\b(?i:{_KIN}), (?P<name>{WORD}),",
        rf"(?<!\w)(?P<name>{WORD}) is (?:haar|zijn|mijn|hun) naam\b",
        rf"\b(?i:haar|zijn|mijn|hun) (?:voor)?naam is (?P<name>{WORD})(?!\w)",
        rf"\b(?i:die|dat) (?P<name>{WORD}) (?:heet|heette)\b",
        rf"\b(?i:{_PERSON}) genaamd (?P<name>{WORD})(?!\w)",
        rf"\b(?i:ene) (?P<name>{WORD})(?!\w)",
        rf"\b(?i:hem|haar|ze) (?P<name>{WORD}) noemen\b",
    )
)
_COUNTED: Final = late(
    r"\b(?:optie|groep|bijlage|team|type|plan|deel|punt|vraag|klasse|categorie|stap|fase|lijst|vak|schaal|een) $", re.I
)
_WORDS: Final = late(r"\w+")
_LETTER: Final = late(rf"{_INITIAL} ?\w")
_TITLE_WORDS: Final = frozenset({*_FULL_TITLES.split("|"), *_SHORT_TITLES.split("|")})
_FIRST_WORDS: Final = frozenset(name.lower() for name in FIRST_NAMES)
_INTRODUCING: Final = frozenset({*_KIN.split("|"), "heet", "heette", "genaamd", "ene", "noemen", "naam"})
_NO_INITIALS: Final = frozenset({"P.S.", "N.B.", "B.V.", "N.V.", "V.O.F.", "U.S."})
_START: Final = late(r"(?:^|[.?!:]\s|\n)[\s\"“‘(>*-]*$")
_ARTICLE: Final = late(r"\b(?:[Dd]e|[Hh]et|[Ee]en) $")


def people(text: str) -> Iterator[Hit]:
    """Everybody who is named with a sign that this is a name. Most texts hold no word that could be such a sign."""
    words = set(_WORDS.findall(text.lower()))
    if words & _TITLE_WORDS:
        yield from _titled(text)
        yield from _uncapped(text)
    if _LETTER.search(text):
        yield from _lettered(text)
    if words & SURNAMES:
        yield from _undotted(text)
    if words & _FIRST_WORDS:
        yield from _written_out(text)
    if words & _INTRODUCING:
        yield from _introduced(text)


def _titled(text: str) -> Iterator[Hit]:
    for match in _TITLED.finditer(text):
        end = _end(match)
        if end:
            yield _resident(text, match.start(), end, match["title"])
    for match in _CAPITALS.finditer(text):
        if match["name"].capitalize() not in NO_NAMES:
            yield _resident(text, match.start(), match.end(), match[0].split()[0])


def _uncapped(text: str) -> Iterator[Hit]:
    for match in _UNCAPPED.finditer(text):
        if match["name"] in SURNAMES:
            yield _resident(text, match.start(), match.end(), match[0].split()[0])


def _lettered(text: str) -> Iterator[Hit]:
    for match in _LETTERED.finditer(text):
        end = _end(match)
        letters = match["letters"].strip()
        certain = bool(match["part"]) or letters.count(".") > 1
        if end and letters not in _NO_INITIALS and (certain or not _is_list(text, match.start(), end)):
            yield _resident(text, match.start(), end)


def _undotted(text: str) -> Iterator[Hit]:
    """``J de Vries``, ``A Jansen`` and ``Jansen, P.``: only with a surname that many people have."""
    for pattern in (_UNDOTTED, _TURNED):
        for match in pattern.finditer(text):
            if match["name"].rpartition(" ")[2].lower() in SURNAMES:
                yield _resident(text, match.start(), match.end())


def _is_list(text: str, start: int, end: int) -> bool:
    """``A. Geld`` on a line of its own, or behind a word that is counted with letters, is no name."""
    alone = text[:start].rpartition("\n")[2].strip() == "" and text[end:].partition("\n")[0].strip() == ""
    return alone or _COUNTED.search(text, max(0, start - 20), start) is not None


def _written_out(text: str) -> Iterator[Hit]:
    at = 0
    while match := _WRITTEN_OUT.search(text, at):
        end = _end(match) if match["first"].partition("-")[0] in FIRST_NAMES else None
        if end:
            yield _resident(text, match.start(), end)
        at = end or match.end("first")


def _introduced(text: str) -> Iterator[Hit]:
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            if match["name"] not in NO_NAMES:
                yield Hit(*match.span("name"), NAME, SOMEBODY)


def _end(match: re.Match[str]) -> int | None:
    """Where a name ends; ``None`` when it is none. A word behind it that is no name does not belong to it."""
    words = [*re.finditer(WORD, match["name"])]
    named = [word for word in words if word[0].lower() not in PARTICLES]
    if not named or named[0][0] in NO_NAMES:
        return None
    last = named[-1] if named[-1][0] not in NO_NAMES else named[0]
    return match.start("name") + last.end()


def _resident(text: str, start: int, end: int, title: str = "") -> Hit:
    """A person with the role that stands for them: with a capital where a sentence begins."""
    family = title.lower().rstrip(".") in {"familie", "fam", "gezin", "echtpaar"}
    if family and (article := _ARTICLE.search(text, max(0, start - 4), start)):
        start = article.start()
    role = FAMILY if family else RESIDENT
    begins = _START.search(text, max(0, start - 8), start) is not None
    return Hit(start, end, NAME, role.capitalize() if begins and text[start].isupper() else role)
