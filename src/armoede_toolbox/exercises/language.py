"""How plain a Dutch text is: its sentences, its words, its syllables, and how easily it reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from armoede_toolbox.exercises.wording import CITED, MINUTES, REFERENCE, sentences

if TYPE_CHECKING:
    from pyphen import Pyphen

FULL_SENTENCE: Final = 4
"""Fewer words are a heading or a call, not a sentence."""

_WORD: Final = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_VOWELS: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|ea|ai|[aeiouyàáâèéêëìíîïòóôöùúûü]"
)


def full_sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to judge, with something readable between the braces."""
    spoken = REFERENCE.sub("antwoord", CITED.sub("", text)).replace(MINUTES, "vijf")
    found = (sentence.strip() for line in spoken.split("\n") for sentence in sentences(line))
    return [sentence for sentence in found if len(words(sentence)) >= FULL_SENTENCE]


def words(text: str) -> list[str]:
    """The words of a text; ``1-2-4-allen`` and ``thema’s`` are one."""
    return _WORD.findall(text)


def reading_ease(judged: Sequence[str]) -> float | None:
    """How easily sentences read: from 0 (hard) to 100 and over; ``None`` without sentences.

    Flesch for Dutch by W.H. Douma (De leesbaarheid van landbouwbladen, Wageningen 1960):
    206.84 - 0.93 x words per sentence - 0.77 x syllables per hundred words.
    """
    spoken = [word for sentence in judged for word in words(sentence)]
    if not spoken:
        return None
    per_hundred = 100 * sum(map(syllables, spoken)) / len(spoken)
    return 206.84 - 0.93 * len(spoken) / len(judged) - 0.77 * per_hundred


@cache
def syllables(word: str) -> int:
    """How many syllables a word has when it is read aloud.

    Hyphenation never leaves one letter alone (``over``, ``idee``), so the vowels of each piece are counted as well. A
    number counts one per digit, an abbreviation one per letter.
    """
    if word.isdigit() or (word.isupper() and len(word) > 1):
        return len(word)
    return max(1, sum(len(_VOWELS.findall(piece)) for piece in _hyphens().inserted(word.lower()).split("-")))


@cache
def _hyphens() -> Pyphen:
    """Loaded when something is judged, which only authors ask for."""
    from pyphen import Pyphen

    return Pyphen(lang="nl_NL")
