"""The words of the field: which of them stand in a text, and the one that somebody means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from armoede_toolbox.exercises.shared import Term
from armoede_toolbox.text import fold

_ENDINGS: Final = "(?:en|s|e|n|sen|['’]s)?"
_LONG_VOWEL: Final = re.compile(r"(.*)(aa|ee|oo|uu)([bdfgklmnprstvz])$")


def terms_in(text: str, terms: Iterable[Term]) -> list[Term]:
    """The terms that stand in a text as whole words, in the order of the text; a plural counts.

    Where one stands inside another ("armoede" in "langdurige armoede") only the longer one counts.
    """
    folded = fold(text)
    hits = [(*match.span(), term) for term in terms for match in _pattern(term.term).finditer(folded)]
    wide = [hit for hit in hits if not any(_holds(other, hit) for other in hits)]
    return list({term.term: term for _, _, term in sorted(wide, key=lambda hit: hit[0])}.values())


def _holds(other: tuple[int, int, Term], hit: tuple[int, int, Term]) -> bool:
    around = other[0] <= hit[0] and hit[1] <= other[1]
    return around and other[1] - other[0] > hit[1] - hit[0]


@lru_cache(maxsize=512)
def _pattern(term: str) -> re.Pattern[str]:
    """The term and its cheap plurals: "afspraak, afspraken", "casus, casussen", "dilemma, dilemma's"."""
    written = fold(term)
    stems = "|".join(re.escape(stem) + ending for stem, ending in _stems(written))
    return re.compile(rf"(?<![\w-])(?:{stems})(?![\w-])")


def _stems(term: str) -> Iterator[tuple[str, str]]:
    yield term, _ENDINGS
    if found := _LONG_VOWEL.match(term):
        yield found[1] + found[2][0] + found[3], "(?:en|e)"


def better_than(word: str, term: Term) -> bool:
    """Whether a word, or its singular, is one that the term takes the place of."""
    return any(_pattern(other).fullmatch(fold(word.strip())) for other in term.rather_not)


def meant(word: str, terms: Sequence[Term]) -> list[Term]:
    """The terms that a word may mean, by the surest way that gives any.

    These are its name, a plural, a word that is better not said (which leads to the better one), and a piece.
    """
    wanted = fold(word.strip())
    ways = (
        [term for term in terms if wanted == fold(term.term)],
        [term for term in terms if _pattern(term.term).fullmatch(wanted)],
        [term for term in terms if better_than(word, term)],
        [term for term in terms if wanted in fold(term.term)] if wanted else [],
    )
    return next((found for found in ways if found), [])
