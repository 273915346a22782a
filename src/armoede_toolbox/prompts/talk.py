"""``alleen-bespreken``: a question to talk about; nothing is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from armoede_toolbox.form import Filled, Form, FormError
from armoede_toolbox.prompts.base import Prompt, Summary, Value


class TalkPrompt(Prompt):
    """A question that people only talk about."""

    word: ClassVar[str] = "alleen-bespreken"
    stores: ClassVar[bool] = False

    def form(self, options: Sequence[str] = ()) -> Form:
        """Nothing to fill in."""
        return Form(())

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """Nothing."""
        return None

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Nothing but nothing fits."""
        if value not in (None, ""):
            raise FormError("Hier praten mensen alleen over. Laat dit leeg.")
        return {}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """That people talked."""
        return Summary("Hier praatten we over")

    def options_of(self, value: Value) -> tuple[str, ...]:
        """Nothing."""
        return ()

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """Nothing."""
        del value
        return ""

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """Nothing; anything else is no value of this kind."""
        if text.strip():
            raise ValueError("Deze vraag bewaart niets.")
        return None
