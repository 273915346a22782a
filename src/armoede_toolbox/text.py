"""Text as people type it: cleaning, escaping, slugs, and the small Dutch of lists, numbers and dates.

``clean`` is the only entrance for typed or pasted text. "Reads back equal" means equal to ``clean(typed)``.
"""

from __future__ import annotations

import difflib
import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

TAB: Final = "    "
SPOKEN: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Without i, l, o and u: what is made of these signs is read aloud and typed over."""
_REMOVED: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""C0 but LF, DEL, C1, line and paragraph separators, bidi controls, BOM, surrogates. ZWJ, ZWNJ, LRM, RLM and variation
selectors stay: emoji, Persian and Arabic need them."""


def clean(typed: str) -> str:
    """Normalise text for storage (DESIGN, chapter 7). Idempotent."""
    text = _unbroken(typed)
    text = unicodedata.normalize("NFC", _REMOVED.sub("", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def clean_line(typed: str) -> str:
    """As ``clean``, for a field of one line: line breaks become spaces."""
    return " ".join(part.strip() for part in clean(typed).split("\n")).strip()


def lost_in_cleaning(typed: str) -> bool:
    """Whether ``clean`` takes characters away that a person may have meant (not blanks or line endings)."""
    return _REMOVED.search(_unbroken(typed)) is not None


def _unbroken(typed: str) -> str:
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", TAB)


# --- Markdown -------------------------------------------------------------------------------------------------------

_PUNCTUATION: Final = re.escape(string.punctuation)
_BACKSLASH: Final = re.compile(rf"\\(?=[{_PUNCTUATION}])")
_BLOCK_MARK: Final = re.compile(r"^( *)(?:([#>\-+*|`~=_\[])|(\d+)([.)]))")
_ESCAPED: Final = re.compile(rf"\\([{_PUNCTUATION}])")


def escape(text: str) -> str:
    """Make text safe inside a Markdown file, so that it can never become structure; ``unescape`` is its inverse."""
    return "\n".join(_escape_line(line) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    line = _BACKSLASH.sub(r"\\\\", line).replace("<", "\\<")
    return _BLOCK_MARK.sub(_escape_mark, line)


def _escape_mark(found: re.Match[str]) -> str:
    blanks, mark, digits, stop = found.groups()
    return f"{blanks}\\{mark}" if mark else f"{blanks}{digits}\\{stop}"


def unescape(text: str) -> str:
    """Take the escapes of ``escape`` away again."""
    return _ESCAPED.sub(r"\1", text)


# --- names ----------------------------------------------------------------------------------------------------------

_RESERVED: Final = frozenset({"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))})
SLUG_LENGTH: Final = 40


def slug(name: str) -> str:
    """A name that is safe as a file or folder on every system; two teams are equal when their slugs are."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:SLUG_LENGTH].strip("-")
    if not made:
        from hashlib import sha256  # OpenSSL takes longer to start than a list

        made = f"naam-{sha256(fold(name).encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{made}-map" if made in _RESERVED else made


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """The candidates that look most like ``word``, best first; for "bedoel je …?"."""
    by_folded = {fold(candidate): candidate for candidate in candidates}
    found = difflib.get_close_matches(fold(word), by_folded, n=most, cutoff=0.6)
    return [by_folded[match] for match in found]


def fold(text: str) -> str:
    """Lower case without diacritics, for comparing."""
    if text.isascii():
        return text.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


# --- Dutch ----------------------------------------------------------------------------------------------------------

MONTHS: Final = "januari februari maart april mei juni juli augustus september oktober november december".split()
DAYS: Final = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()


def listed(parts: Sequence[str], word: str = "en") -> str:
    """Join as a Dutch sentence does: ``a, b en c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: ``1 afspraak``, ``3 afspraken``."""
    return f"{number} {one if number == 1 else many}"


_NUMBER: Final = re.compile(
    r"(?P<sign>-?)(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})|(?P<plain>[0-9]{1,15}))"
    r"(?:[.,](?P<decimals>[0-9]{1,9}))?"
)
"""``1.500`` is fifteen hundred, ``2,5`` and ``2.5`` are two and a half. Longer is no count that people make."""


def parse_number(text: str) -> int | float:
    """A number with a decimal comma or point; a whole one is an ``int``. Raises ``ValueError``."""
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        raise ValueError("Dit lezen we niet als getal.")
    digits = found["sign"] + (found["grouped"] or found["plain"]).replace(".", "")
    decimals = (found["decimals"] or "").rstrip("0")
    return _exactly(Decimal(f"{digits}.{decimals}")) if decimals else int(digits)


def _exactly(number: Decimal) -> float:
    """The same number as a ``float``, or ``ValueError``: what is kept must read back as it was typed."""
    if Decimal(str(float(number))) != number:
        raise ValueError("Dit getal is te lang om te bewaren.")
    return float(number)


def spell_number(number: float) -> str:
    """A number as Dutch people write it, without a separator for thousands; inverse of ``parse_number``."""
    return str(number if isinstance(number, int) else format(Decimal(str(number)), "f")).replace(".", ",")


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def spelled(day: date, *, year: bool = True) -> str:
    """A date as people say it: ``22 november 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def day_in(name: str) -> date | None:
    """The day with which an id begins."""
    found = _DAY.match(name)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def quoted(text: str) -> str:
    """Dutch quotation marks around a piece of text."""
    return f"“{text}”"


def as_argument(name: str) -> str:
    """A name as people type it behind an option: a blank in it needs quotes."""
    return f'"{name}"' if " " in name else name
