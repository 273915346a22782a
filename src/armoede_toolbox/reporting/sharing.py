"""What may leave the team, and under which name: the one place that decides (DESIGN 4.4 and 4.8). Pure.

The room's choice (``delen``) is the ceiling. A question can say no for itself (``verslag``). The facilitator may give
less. Nothing gives more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final

from armoede_toolbox.entry import Agreement, Contribution, Head, Question, State
from armoede_toolbox.vocabulary import FLOOR, InReport, Mode, Sharing

SEVERAL: Final = "verschillende"
"""Stands in the place of a perspective with too few people to hide in."""
SOMEBODY: Final = "iemand van het team"
"""Stands in the place of who does it, where no name may leave."""
MOST_WORDS: Final = 6
"""A group's shared words are a theme up to here; what is longer is a sentence."""


class Share(IntEnum):
    """How much of one question leaves; more includes less."""

    NOTHING = 0
    THEMES = 1
    ALL = 2

    @property
    def word(self) -> str:
        """As it stands in a choice file."""
        return WORDS[self]


WORDS: Final = {Share.NOTHING: "weglaten", Share.THEMES: "themas", Share.ALL: "alles"}
_CEILING: Final = {
    Sharing.AGREEMENTS: Share.NOTHING,
    Sharing.THEMES: Share.THEMES,
    Sharing.SENTENCES: Share.ALL,
}
ROOM: Final = {
    Sharing.AGREEMENTS: "alleen de afspraken",
    Sharing.THEMES: "de afspraken en de thema’s",
    Sharing.SENTENCES: "ook zinnen, zonder naam",
}
"""What the room chose, in its own words."""
AGREEMENTS: Final = "afspraken"
"""The name of the agreements in a choice file."""
Choices = Mapping[str, Share]
"""What the facilitator chose, by question."""

ANSWERED: Final = frozenset({State.ANSWERED, State.COUNTED})


def ceiling(head: Head, question: Question, today: InReport | None = None) -> Share:
    """The most that may leave. ``today`` is what the exercise says now, for files that do not say so themselves."""
    wish = question.in_report or today or InReport.ASK
    return Share.NOTHING if wish is InReport.NO else _CEILING[head.sharing]


def share(head: Head, question: Question, choices: Choices, today: InReport | None = None) -> Share:
    """What leaves: the ceiling, or less where the facilitator chose that."""
    most = ceiling(head, question, today)
    return min(most, choices.get(question.id, most))


def shows_agreements(choices: Choices) -> bool:
    """Agreements leave, with who does them, unless the facilitator leaves them out."""
    return choices.get(AGREEMENTS, Share.ALL) is not Share.NOTHING


def name_on(agreement: Agreement) -> str | None:
    """Who does it: an agreement is the one thing that has a name."""
    return agreement.who


def nameless(agreement: Agreement) -> Agreement:
    """The same agreement for an export without names: somebody does it."""
    return replace(agreement, who=SOMEBODY) if agreement.who else agreement


def enough(people: int) -> bool:
    """Whether there are enough contributors to show a distribution."""
    return people >= FLOOR


def sides(contributions: Sequence[Contribution]) -> tuple[str, ...]:
    """The perspective of every contribution as it may be shown; empty for none."""
    seen = Counter(one.perspective for one in contributions if one.perspective)
    few = {side for side, people in seen.items() if not enough(people)}
    return tuple(SEVERAL if one.perspective in few else one.perspective or "" for one in contributions)


def is_theme(text: str, head: Head) -> bool:
    """Whether words that a whole team gave together are short enough to be a theme and no sentence."""
    return head.mode is Mode.TEAM and "\n" not in text and len(text.split()) <= MOST_WORDS
