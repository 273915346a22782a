"""Numbers and addresses that belong to one person. Each is checked, not only matched.

A citizen service number must pass its eleven test (python-stdnum), an IBAN its check digits, a telephone number the
numbering plan (phonenumbers), a plate the combinations that the RDW gives out. So amounts, years and codes rarely
raise a question. Every pattern is bounded: no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from armoede_toolbox.privacy.hits import Hit
from armoede_toolbox.privacy.patterns import late

COUNTRY: Final = "NL"

_MONEY_BEFORE: Final = late(r"(?:€|\beur|\beuro) ?[+-]?$", re.IGNORECASE)
_MONEY_BEHIND: Final = late(
    r"(?:[.,][0-9]+|,-)? ?(?:(?:euro|eur|procent|k|mln|miljoen|miljard|duizend)\b|[€%])|,[0-9-]", re.IGNORECASE
)


def is_amount(text: str, hit: Hit) -> bool:
    """Whether what stands around a number says that it is money or a share."""
    before = _MONEY_BEFORE.search(text, max(0, hit.start - 8), hit.start)
    return bool(before or _MONEY_BEHIND.match(text, hit.end))


# --- money and the state --------------------------------------------------------------------------------------------

_IBAN: Final = late(
    r"\bNL[ -]?[0-9]{2}[ -]?[A-Z]{4}(?:[ -]?[0-9]){10}(?![0-9])"
    r"|\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_NINE_DIGITS: Final = late(r"(?<![\w.,€-])(?<!€ )[0-9](?:[ .-]?[0-9]){8}(?![0-9]|[.,-][0-9])(?![A-Za-z])")
_OF_A_THING: Final = late(r"\b(?:bestel|artikel|order|product|serie|model|onderdeel)[a-z]*[ :.]{1,3}$", re.I)


def ibans(text: str) -> Iterator[Hit]:
    """Bank accounts. Letters behind one, as in ``NL91ABNA0417164300 van haar``, do not belong to it."""
    for match in _IBAN.finditer(text):
        if end := _iban_end(match):
            yield Hit(match.start(), end, "een rekeningnummer", "[rekeningnummer]")


def _iban_end(match: re.Match[str]) -> int | None:
    from stdnum import iban

    piece = match[0]
    while len(piece) > 14:
        if iban.is_valid(piece.upper()):
            return match.start() + len(piece)
        piece = piece.rpartition(" ")[0]
    return None


def service_numbers(text: str) -> Iterator[Hit]:
    """Citizen service numbers."""
    for match in _NINE_DIGITS.finditer(text):
        if _is_bsn(re.sub(r"\D", "", match[0])) and not _before(_OF_A_THING, text, match.start()):
            yield Hit(*match.span(), "een burgerservicenummer", "[bsn]")


def _is_bsn(digits: str) -> bool:
    from stdnum.nl import bsn

    return bool(bsn.is_valid(digits))


def _before(pattern: re.Pattern[str], text: str, start: int, reach: int = 40) -> bool:
    """Whether the words just before say what this is; the pattern ends where the piece begins."""
    return pattern.search(text, max(0, start - reach), start) is not None


# --- telephone ------------------------------------------------------------------------------------------------------

_PHONE_START: Final = late(r"(?<![\w.,+€-])(?:\+|\(?(?:\+|0))(?=\(?[0-9])")
_PHONE: Final = late(r"\(?\+?[0-9(][0-9 ()./-]{5,26}[0-9]")
_LONGEST: Final = 30


def phones(text: str) -> Iterator[Hit]:
    """Telephone numbers of people; numbers that everybody may call for free or for money are nobody's."""
    at = 0
    while start := _PHONE_START.search(text, at):
        end = _phone_end(text, start.start())
        if end is not None:
            yield Hit(start.start(), end, "een telefoonnummer", "[telefoonnummer]")
        at = end or start.end()


def _phone_end(text: str, start: int) -> int | None:
    piece = _PHONE.match(text, start, start + _LONGEST)
    if piece is None:
        return None
    import phonenumbers

    found = next(iter(phonenumbers.PhoneNumberMatcher(piece[0], COUNTRY)), None)
    if found is None or found.start > 1 or text[start + found.end : start + found.end + 1].isdigit():
        return None
    return start + int(found.end) if _is_of_somebody(phonenumbers.number_type(found.number)) else None


def _is_of_somebody(kind: int) -> bool:
    from phonenumbers import PhoneNumberType as Kind

    return kind not in {Kind.TOLL_FREE, Kind.PREMIUM_RATE, Kind.SHARED_COST, Kind.UAN, Kind.VOICEMAIL}


# --- addresses ------------------------------------------------------------------------------------------------------

_MAIL: Final = late(r"(?<![\w.+'’-])[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_SMALL: Final = "in|op|te|of|en|de|ze|we|ik|je|is|er|al|om|na|zo|ja|nu|na|mm|cm|km|kg|ml|gr|eu|pk|nr|st"
"""Words of two letters that may stand between two numbers."""
_POSTCODE: Final = rf"(?<!\w)[1-9][0-9]{{3}}(?: ?(?!SA|SD|SS)[A-Z]{{2}}|(?! ?(?:{_SMALL})\b) ?[a-z]{{2}})(?!\w)"
_NUMBER: Final = r"[0-9]{1,5}(?: ?[a-zA-Z](?!\w)|[a-z](?!\w)|-[0-9A-Za-z]{1,4}(?!\w))?(?![0-9]|[.,][0-9])"
_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
_STREET: Final = (
    rf"(?!(?:Op|In|Aan|Naar|Van|Bij|Voor|De|Het)\b)[{_CAPITAL}][\w’'.-]{{1,40}}"
    rf"(?: (?:van|de|der|den|het|’t|'t|ten|ter|op|aan|[{_CAPITAL}][\w’'.-]{{1,40}})){{0,4}}"
)
_ADDRESS: Final = late(
    rf"{_POSTCODE}(?:,? (?:nr\.? ?|nummer |huisnummer )?{_NUMBER})(?: (?:hs|bis|I{{1,3}})(?!\w))?"
    rf"|(?:(?<![\w-]){_STREET} )?(?<![\w.,])[0-9]{{1,5}}(?: ?[a-zA-Z]|-[0-9A-Za-z]{{1,4}})?,? (?:in |te )?{_POSTCODE}"
)
_IN_STREET: Final = late(
    rf"(?<![\w-])(?:(?:Korte|Lange|Oude|Nieuwe|Hoge|Lage|Grote|Kleine|Eerste|Tweede|Burgemeester|Sint|Prins|Prinses"
    rf"|Koningin|Koning|Dokter|Pastoor|Professor|Van|De|Den|Ter) ){{0,2}}(?P<street>[{_CAPITAL}][\w’'-]{{1,40}}\.?)"
    rf" (?P<number>[0-9]{{1,3}}(?: ?[a-zA-Z](?!\w)|-[0-9A-Za-z]{{1,3}}(?!\w))?"
    r"(?: (?:hs|bis|huis|I{1,3}|IV)(?!\w))?)(?![0-9:]|[.,][0-9])"
    r"(?! (?:uur|euro|keer|procent|gezinnen|huishoudens|mensen|inwoners|bewoners|kinderen|woningen|huizen|adressen)\b)"
)
_STREETS: Final = tuple(
    "straat str. laan weg plein singel gracht kade dijk hof dreef pad steeg baan plantsoen wal oord hoeve burg kamp"
    " einde".split()
)
_NO_STREETS: Final = frozenset(
    "Weekeinde Einde Jaareinde Omweg Snelweg Rijksweg Gerechtshof Loopbaan Startbaan Bijbaan Afslag Werkkamp Heenweg"
    " Terugweg Weg Hof Pad".split()
)


def mails(text: str) -> Iterator[Hit]:
    """Mail addresses."""
    for match in _MAIL.finditer(text):
        yield Hit(*match.span(), "een mailadres", "[mailadres]")


def addresses(text: str) -> Iterator[Hit]:
    """A postcode or a street with the number of a house. A postcode alone is some twenty houses."""
    for match in _ADDRESS.finditer(text):
        yield Hit(*match.span(), "een adres", "[adres]")
    for match in _IN_STREET.finditer(text):
        if match["street"].lower().endswith(_STREETS) and match["street"] not in _NO_STREETS:
            yield Hit(*match.span(), "een adres", "[adres]")


# --- the day of birth -----------------------------------------------------------------------------------------------

DAY_OF_BIRTH: Final = "een geboortedatum"
_MONTHS: Final = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,7}\.?"
_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|['’]?[0-9]{2})(?![0-9])"
_DATE: Final = (
    rf"(?:(?:19|20)[0-9]{{2}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9])"
    rf"|(?<![0-9.,/-])[0-9]{{1,2}}e?(?:[-/. ][0-9]{{1,2}}[-/. ]|[- ]{_MONTHS}[- ]){_YEAR})"
)
_BARE_DATE: Final = rf"(?:[0-9]{{4}}(?:19|20)[0-9]{{2}}(?![0-9])|{_MONTHS} (?:19|20)[0-9]{{2}}(?![0-9]))"
"""Only behind a word about birth: ``03051980``, ``mei 2014``."""
_OLD: Final = rf"(?=[^)\n]{{0,20}}(?:19[0-9]{{2}}|200[0-9])\b|(?:19|200)[0-9-]){_DATE}"
_BIRTHS: Final = (
    late(
        r"\b(?:geboren|geboortedat(?:um|a)|geboortedag|geboorte|dob|geb\b\.?(?: ?dat(?:um|\b)\.?)?)"
        rf"(?: [a-zà-ÿ]{{1,12}}| [A-Z][\w-]{{1,20}}){{0,4}}[ :=,-]{{0,3}}"
        rf"(?P<date>{_DATE}|{_BARE_DATE})(?: en (?P<second>{_DATE}))?",
        re.IGNORECASE,
    ),
    late(rf"\b(?:hij|zij|ze|die|klant|cliënt|kind|zoon|dochter) is van (?P<date>{_DATE})", re.IGNORECASE),
    late(rf"(?P<date>{_DATE})(?: in [\w-]{{1,20}})? geboren\b", re.IGNORECASE),
    late(rf"\((?P<date>{_OLD})\)", re.IGNORECASE),
)


def births(text: str) -> Iterator[Hit]:
    """Days of birth: by a word beside them, or alone between brackets and long ago, as forms have it."""
    for pattern in _BIRTHS:
        for match in pattern.finditer(text):
            found = match.groupdict()
            yield from (Hit(*match.span(name), DAY_OF_BIRTH, "[geboortedatum]") for name in found if found[name])


# --- plates ---------------------------------------------------------------------------------------------------------

_LETTERS, _DIGITS = "A", "9"
_OLD_CODES: Final = frozenset({"AA-99-99", "99-99-AA", "99-AA-99"})
"""Sidecodes 1 to 3, until 1991; they look like many other codes."""
_CODES: Final = frozenset(
    "AA-99-AA AA-AA-99 99-AA-AA 99-AAA-9 9-AAA-99 AA-999-A A-999-AA AAA-99-A A-99-AAA 9-AA-999 999-AA-9".split()
)
"""Sidecodes 4 to 14. They have no vowels, and no C or Q."""
_NEVER: Final = frozenset("BTW MRT GVD KKK KVT LPF NSB PKK PSV TBS SS SD WWB WMO".split())
_DASHED: Final = late(r"(?<![\w/.-])[A-Z0-9]{1,3}-[A-Z0-9]{1,3}-[A-Z0-9]{1,3}(?![\w-])(?![./][0-9])", re.I | re.A)
_UNDASHED: Final = late(r"(?<![\w/.-])(?=[A-Z0-9]{6}(?![\w-]))[A-Z0-9]{6}", re.I | re.A)
_SPACED: Final = late(r"(?<![\w/.-])[A-Z0-9]{1,3} [A-Z0-9]{1,3} [A-Z0-9]{1,3}(?![\w-])", re.I | re.A)
_OF_A_CAR: Final = late(
    r"\b(?:kenteken(?:plaat|s|nr|nummer)?|nummerbord|nummerplaat|auto(?:otje)?|wagen|brommer|scooter|motor|caravan|aanhanger|busje?|bestel"
    r"bus|leaseauto|boete|parkeerboete|wegenbelasting)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Hit]:
    """Licence plates. The oldest combinations, and those in small letters, count only where a car is spoken of."""
    for pattern, dashed in ((_DASHED, True), (_UNDASHED, False)):
        for match in pattern.finditer(text):
            if _is_plate(match[0], dashed) or _is_of_a_car(text, match, dashed):
                yield Hit(*match.span(), "een kenteken", "[kenteken]")
    for match in _SPACED.finditer(text):
        if _is_of_a_car(text, match, dashed=True):
            yield Hit(*match.span(), "een kenteken", "[kenteken]")


def _is_of_a_car(text: str, match: re.Match[str], dashed: bool) -> bool:
    piece = match[0].upper().replace(" ", "-")
    return _may_be_plate(piece, dashed) and _before(_OF_A_CAR, text, match.start())


def _is_plate(piece: str, dashed: bool) -> bool:
    return any(_shape(one) in _CODES and _issued(one) for one in _spelled(piece, dashed, certain=True))


def _may_be_plate(piece: str, dashed: bool) -> bool:
    shapes = {_shape(one): one for one in _spelled(piece, dashed)}
    return any(shape in _OLD_CODES or (shape in _CODES and _issued(one)) for shape, one in shapes.items())


def _spelled(piece: str, dashed: bool, certain: bool = False) -> tuple[str, ...]:
    """A plate with its dashes. Without dashes it is sure only where letters and digits change twice."""
    if dashed:
        return (piece,)
    cuts = [*re.finditer(r"[A-Za-z]+|[0-9]+", piece)]
    if len(cuts) == 3:
        return ("-".join(cut[0] for cut in cuts),)
    return () if certain else (f"{piece[:2]}-{piece[2:4]}-{piece[4:]}",)


def _shape(piece: str) -> str:
    return re.sub(r"[A-Z]", _LETTERS, re.sub(r"[0-9]", _DIGITS, piece))


def _issued(piece: str) -> bool:
    groups = re.findall(r"[A-Z]+", piece)
    return not any(group in _NEVER for group in groups) and not re.search(r"[AEIOUYCQ]", piece)


# --- numbers of a file ----------------------------------------------------------------------------------------------

_NUMBERED: Final = (
    r"(?:cli[eë]nt(?:en)?|klant|dossier|zaak|relatie|aanvraag|debiteur(?:en)?|polis|registratie|factuur|beschikkings?"
    r"|vorderings?|vtlb|cjib|referentie|meldings?|inschrijf|contract|uitkerings?|lidmaatschaps?|rol|burger|bewoners?|cl\.)"
)
_VALUE: Final = (
    r"(?!(?i:eur)\b)(?P<value>(?>(?:[A-Z]{1,5}[-/. ]?){0,2}[0-9][0-9A-Za-z]{0,15}(?:[-/.][0-9A-Za-z]{1,12}){0,4}"
    r"(?: [0-9]{2,6}| [A-Z]{2} [0-9]{2}(?!\w)){0,4}))"
    r"(?!\w)(?! (?:keer|uur|mensen|per|dagen|weken|maanden|jaar)\b)"
)
_WITH_WORD: Final = late(
    rf"\b(?i:{_NUMBERED}[ -]?(?:nummers?|nrs?\b\.?|no\b\.?)|(?:uw |ons |onder )?kenmerk|referentie|ref\.?(?=[ :]))"
    rf"(?i: (?:is|was|van haar|van hem))?[ :=#]{{0,3}}{_VALUE}"
)
_BARE: Final = late(rf"\b(?i:cli[eë]nte?|klant|dossier|zaak|cjib)(?i: (?:nr\b\.?|nummer|no\.))?[ :=#]{{1,3}}{_VALUE}")
_YEAR_ONLY: Final = late(r"(?:19|20)[0-9]{2}(?:[-/](?:(?:19|20)?[0-9]{2}))?")
_FEWEST: Final = 3
_FEWEST_BARE: Final = 4


def case_numbers(text: str) -> Iterator[Hit]:
    """Numbers of clients, files and cases: by the word before them."""
    for pattern, fewest in ((_WITH_WORD, _FEWEST), (_BARE, _FEWEST_BARE)):
        for match in pattern.finditer(text):
            digits = sum(sign.isdigit() for sign in match["value"])
            if digits >= fewest and not (pattern is _BARE and _YEAR_ONLY.fullmatch(match["value"])):
                yield Hit(*match.span("value"), "een klant- of zaaknummer", "[nummer]")
