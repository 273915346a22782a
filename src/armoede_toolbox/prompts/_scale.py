"""What scales share: from where to where, and what the numbers mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from armoede_toolbox.prompts._counting import CountedPrompt
from armoede_toolbox.prompts.base import Flaw

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line, Whole

LONGEST: Final = 10
"""The widest scale that fits a screen, and fingers: 0 to 10."""


class ScaledPrompt(CountedPrompt):
    """A kind that is answered with whole numbers of one scale."""

    digits = True

    minimum: Whole = 1
    maximum: Whole = 5
    labels: dict[int, Line] = {}  # noqa: RUF012 - nobody changes it, and every instance has its own

    def flaws(self) -> Iterator[Flaw]:
        """A scale goes up, fits a screen, and its labels belong to it."""
        yield from super().flaws()
        if self.minimum >= self.maximum:
            yield Flaw("range", f"Maak tot hoger dan {self.minimum}: een schaal loopt op.", "maximum")
        elif self.maximum - self.minimum > LONGEST:
            yield Flaw("range", f"Maak tot hoogstens {self.minimum + LONGEST}: dat past op een scherm.", "maximum")
        for number in self.labels:
            if not self.minimum <= number <= self.maximum:
                yield Flaw("label", f"Het label bij {number} valt buiten de schaal.", "labels")

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the scale as text, low to high."""
        return tuple(map(str, range(self.minimum, self.maximum + 1)))
