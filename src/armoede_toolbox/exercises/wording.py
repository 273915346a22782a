"""What stands between braces and brackets in the texts of an exercise.

``{antwoord:id}`` is the answer to an earlier question, ``{minuten}`` the minutes of the step, ``[F15]`` and ``[W5]``
point to a fact and a source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from armoede_toolbox.text import counted, listed

MINUTES: Final = "{minuten}"
REFERENCE: Final = re.compile(r"\{antwoord:([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_BRACED: Final = re.compile(r"\{[^{}]*\}")
CITED: Final = re.compile(r"\[([A-Z][A-Z0-9]*(?:, ?[A-Z][A-Z0-9]*)*)\]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])([”’\")]*)(\s+)(?=[^a-z\s])")
_WITH_NOUN: Final = re.compile(r"\{minuten\} minuten\b")


def answer_refs(text: str) -> list[str]:
    """The questions that a text refers to, in order, each once."""
    return list(dict.fromkeys(REFERENCE.findall(text)))


def unknown_braces(text: str) -> list[str]:
    """What stands between braces and is neither ``{minuten}`` nor ``{antwoord:id}``."""
    return [found for found in _BRACED.findall(text) if found != MINUTES and not REFERENCE.fullmatch(found)]


def citations(text: str) -> list[str]:
    """The codes of facts and sources that a text cites, in order, each once."""
    return list(dict.fromkeys(code.strip() for group in CITED.findall(text) for code in group.split(",")))


def word_count(text: str) -> int:
    """The words that people read; references to facts and sources don't count."""
    return len(CITED.sub("", text).split())


def fill_in(text: str, answers: Mapping[str, Sequence[str]], minutes: int | None = None) -> str:
    """Put answers and minutes into a text.

    Several answers are joined with "en". A sentence with an answer that isn't there (passed, not reached) is left out.
    """
    return "\n".join(_fill_line(line, answers, minutes) for line in text.split("\n")).strip()


def _fill_line(line: str, answers: Mapping[str, Sequence[str]], minutes: int | None) -> str:
    filled = (_fill_sentence(sentence, answers, minutes) for sentence in sentences(line))
    return " ".join(sentence for sentence in filled if sentence)


def sentences(line: str) -> list[str]:
    """The sentences of a line. A quoted question in the middle of a sentence does not end it."""
    return _SENTENCE_END.sub(lambda found: f"{found[1]}\n", line).split("\n")


def _fill_sentence(sentence: str, answers: Mapping[str, Sequence[str]], minutes: int | None) -> str:
    if any(not answers.get(reference) for reference in answer_refs(sentence)):
        return ""
    if minutes is not None:
        sentence = _WITH_NOUN.sub(counted(minutes, "minuut", "minuten"), sentence).replace(MINUTES, str(minutes))
    return REFERENCE.sub(lambda found: _joined(answers[found[1]]), sentence).strip()


def _joined(answers: Sequence[str]) -> str:
    """One line; a full stop of the answer itself would end our sentence too early."""
    return listed([" ".join(answer.split()).removesuffix(".") for answer in answers])


def only_refers(text: str) -> bool:
    """Whether nothing is left of a text when its answers are missing."""
    return bool(answer_refs(text)) and not fill_in(text, {})
