"""The prompt kinds: one file per kind, and this table."""

from __future__ import annotations

from typing import Final

from armoede_toolbox.prompts._counting import totals_from_markdown, totals_to_markdown
from armoede_toolbox.prompts.agreement import AgreementPrompt
from armoede_toolbox.prompts.base import OptionsFrom, Prompt, PromptWithOptions, Summary, Totals, Value
from armoede_toolbox.prompts.boxes import BoxesPrompt
from armoede_toolbox.prompts.choice import ChoicePrompt
from armoede_toolbox.prompts.choices import ChoicesPrompt
from armoede_toolbox.prompts.dots import DotsPrompt
from armoede_toolbox.prompts.grid import GridPrompt
from armoede_toolbox.prompts.if_then import IfThenPrompt
from armoede_toolbox.prompts.listing import ListPrompt
from armoede_toolbox.prompts.number import NumberPrompt
from armoede_toolbox.prompts.open import OpenPrompt
from armoede_toolbox.prompts.quiz import QuizPrompt
from armoede_toolbox.prompts.ranking import RankingPrompt
from armoede_toolbox.prompts.scale import ScalePrompt
from armoede_toolbox.prompts.statement import StatementPrompt
from armoede_toolbox.prompts.talk import TalkPrompt
from armoede_toolbox.prompts.timeline import TimelinePrompt

_KINDS: Final[tuple[type[Prompt], ...]] = (
    OpenPrompt,
    ListPrompt,
    NumberPrompt,
    ScalePrompt,
    ChoicePrompt,
    ChoicesPrompt,
    StatementPrompt,
    RankingPrompt,
    DotsPrompt,
    BoxesPrompt,
    GridPrompt,
    TimelinePrompt,
    QuizPrompt,
    IfThenPrompt,
    AgreementPrompt,
    TalkPrompt,
)

KINDS: Final[dict[str, type[Prompt]]] = {kind.word: kind for kind in _KINDS}
"""Every kind by its Dutch word. A new kind adds one line here."""


__all__ = [
    "KINDS",
    "OptionsFrom",
    "Prompt",
    "PromptWithOptions",
    "Summary",
    "Totals",
    "Value",
    "totals_from_markdown",
    "totals_to_markdown",
]
