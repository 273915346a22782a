"""The scan of typed text (DESIGN 4.9). Pure: text in, places in the text out; nothing is kept.

Numbers are checked, not only matched: a citizen service number must pass its eleven test (python-stdnum), an IBAN its
check digits, a telephone number the numbering plan (phonenumbers). So amounts and case numbers rarely raise a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

COUNTRY: Final = "NL"


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of text in which somebody may be recognised."""

    start: int
    end: int
    kind: str
    """The Dutch name of what it looks like: ``een naam``, ``een telefoonnummer``."""
    role: str
    """What can stand there instead: ``een inwoner``, ``[telefoonnummer]``."""


def scan_text(text: str) -> list[Hit]:
    """Every piece that may identify somebody, in order, without overlap; of two that overlap the first rule wins."""
    found: list[Hit] = []
    for rule in _RULES:
        for hit in rule(text):
            if all(hit.end <= other.start or hit.start >= other.end for other in found):
                found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def masked(text: str, hits: Iterable[Hit]) -> str:
    """The text with every hit replaced by its role."""
    for hit in sorted(hits, key=lambda hit: hit.start, reverse=True):
        text = text[: hit.start] + hit.role + text[hit.end :]
    return text


# --- numbers --------------------------------------------------------------------------------------------------------

_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_NINE_DIGITS: Final = re.compile(r"(?<![\w.,€-])(?<!€ )\d(?:[ .-]?\d){8}(?!\d|[.,-]\d)(?!\s*(?:euro|EUR)\b)")


def _ibans(text: str) -> Iterator[Hit]:
    for match in _IBAN.finditer(text):
        if _is_iban(match[0]):
            yield Hit(*match.span(), "een rekeningnummer", "[rekeningnummer]")


def _is_iban(candidate: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(candidate.upper()))


def _service_numbers(text: str) -> Iterator[Hit]:
    for match in _NINE_DIGITS.finditer(text):
        if _is_bsn(re.sub(r"\D", "", match[0])):
            yield Hit(*match.span(), "een burgerservicenummer", "[bsn]")


def _is_bsn(digits: str) -> bool:
    from stdnum.nl import bsn

    return bool(bsn.is_valid(digits))


_PHONE_LIKE: Final = re.compile(r"(?:\+|\b0|\()[\d\s().+-]{8,}\d")


def _phones(text: str) -> Iterator[Hit]:
    if not _PHONE_LIKE.search(text):
        return
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, COUNTRY):
        yield Hit(match.start, match.end, "een telefoonnummer", "[telefoonnummer]")


# --- addresses ------------------------------------------------------------------------------------------------------

_MAIL: Final = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_POSTCODE: Final = r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b"
_ADDRESS: Final = re.compile(
    rf"{_POSTCODE}(?:,? (?:nr\.? ?|nummer |huisnummer )?\d{{1,5}}\b[a-zA-Z]?)"
    rf"|\b\d{{1,5}} ?[a-zA-Z]?,? (?:in |te )?{_POSTCODE}"
)


def _mails(text: str) -> Iterator[Hit]:
    for match in _MAIL.finditer(text):
        yield Hit(*match.span(), "een mailadres", "[mailadres]")


def _addresses(text: str) -> Iterator[Hit]:
    for match in _ADDRESS.finditer(text):
        yield Hit(*match.span(), "een adres", "[adres]")


# --- people ---------------------------------------------------------------------------------------------------------

_MONTHS: Final = r"jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DATE: Final = rf"\d{{1,2}}(?:[-/. ]\d{{1,2}}[-/. ]|[- ](?:{_MONTHS})[a-z]*\.?[- ])(?:19|20)?\d{{2}}"
_BIRTH: Final = re.compile(rf"\b(?:geboren(?: op)?|geboortedatum|geb\.?(?: op)?)(?: is)?:? ?({_DATE})", re.IGNORECASE)

_TITLES: Final = (
    "mevrouw|mevr|mw|meneer|mijnheer|dhr|de heer|familie|fam|gezin|dokter|dr|drs|mr|ir|prof|juf|juffrouw|meester"
    "|tante|oom|opa|oma|zuster|wethouder"
)
_PARTICLE: Final = r"(?:van|de|der|den|het|ten|ter|te|el|al|bin|ibn|von|’t|'t|Van|De|Der|Den|Ten|Ter|Te|El|Al)"
_WORD: Final = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'\u0100-\u024f]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)*"
_INITIALS: Final = r"(?:[A-Z]\. ?)+"
_NAME: Final = rf"(?:{_INITIALS})?(?:{_PARTICLE} )*{_WORD}(?: (?:{_PARTICLE} )*{_WORD})?"
_TITLED: Final = re.compile(rf"\b(?i:{_TITLES})\.? (?:en (?i:{_TITLES})\.? )?({_NAME})")
_NO_NAMES: Final = frozenset(
    "Dit Dat Deze Die Het De Een En Maar Ik We Wij Ze Zij Hij Er Daar Nu Dan Als Wat Wie".split()
)


def _births(text: str) -> Iterator[Hit]:
    for match in _BIRTH.finditer(text):
        yield Hit(*match.span(1), "een geboortedatum", "[geboortedatum]")


def _titled_names(text: str) -> Iterator[Hit]:
    for match in _TITLED.finditer(text):
        if match[1] not in _NO_NAMES:
            yield Hit(*match.span(), "een naam", "een inwoner")


_RULES: Final[tuple[Callable[[str], Iterator[Hit]], ...]] = (
    _ibans,
    _mails,
    _addresses,
    _phones,
    _service_numbers,
    _births,
    _titled_names,
)
