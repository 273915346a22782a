"""Words of an answer that stays with the team come back in later questions, as text or as options. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from armoede_toolbox.entry import Question
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting import sharing
from armoede_toolbox.reporting.answers import OWN, Answered, own_strings
from armoede_toolbox.reporting.document import Block, Bullets, Chart, Numbered, Paragraph, Quote, Shape
from armoede_toolbox.reporting.sharing import Share

GAP = "…"
_ANSWER = "{antwoord:"
"""How an answer is taken into a text; ``exercises.wording`` knows all about it, but loads Pydantic."""


def hidden_words(answered: Answered, share: Share, never: bool) -> Iterator[str]:
    """The words of this question that no later one may show."""
    if share is Share.ALL:
        return
    for text in own_strings(answered):
        if never or not sharing.is_theme(text, answered.head):
            yield _flat(text)


def _flat(text: str) -> str:
    """As a text of an exercise takes an answer in: one line, without its full stop."""
    return " ".join(text.split()).removesuffix(".")


def heading(question: Question, prompt: Prompt | None, hidden: Iterable[str]) -> str:
    """The text of a question without words that stay. An author's own words always stand."""
    if prompt is not None and prompt.for_each is None and _ANSWER not in prompt.text:
        return question.text
    text = question.text
    for words in sorted(filter(None, hidden), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", GAP, text)
    return text


def cover(blocks: Iterable[Block], answered: Answered, hidden: frozenset[str]) -> Iterator[Block]:
    """The blocks of a question whose options are words that stay."""
    known = frozenset(map(_flat, answered.options))
    covered = hidden & known if answered.prompt is not None else hidden
    for block in blocks:
        yield _covered(block, covered) if covered else block


def _covered(block: Block, hidden: frozenset[str]) -> Block:
    match block:
        case Chart():
            kept = [(label, value) for label, value in block.rows if _flat(label) not in hidden]
            own = sum(value for label, value in block.rows if _flat(label) in hidden)
            if len(kept) == len(block.rows):
                return block
            return replace(block, rows=(*kept, (OWN, own)), sides=(), shape=Shape.BARS)
        case Bullets() | Numbered():
            return replace(block, items=tuple(OWN if _flat(item) in hidden else item for item in block.items))
        case Paragraph() | Quote():
            return replace(block, text=OWN) if _flat(block.text) in hidden else block
        case _:
            return block
