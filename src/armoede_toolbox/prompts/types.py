"""The types of the fields of a definition: what Pydantic checks in a file before a kind looks at it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, TypeAdapter
from pydantic_core import PydanticCustomError

from armoede_toolbox.model import Slug, Words
from armoede_toolbox.prompts import KINDS
from armoede_toolbox.prompts.base import OptionsFrom, Prompt

__all__ = ["AnyPrompt", "FactCode", "Line", "Options", "Slug", "StrictBool", "Whole", "Words"]


def _one_line(words: str) -> str:
    if "\n" in words:
        raise PydanticCustomError("toolbox_one_line", "Houd dit op één regel.")
    return words.strip()


Line = Annotated[Words, AfterValidator(_one_line)]
"""Words that stay on one line: options, boxes, rows, labels."""

Whole = Annotated[int, Field(strict=True)]
"""A whole number, really written as one."""

FactCode = Annotated[str, StringConstraints(pattern=r"^F\d+$")]
"""The code of a fact."""

_LISTED: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[Line, ...])


def _options(given: object) -> object:
    """Choose between the two forms here, so that the places of errors stay those of the file (no union)."""
    if isinstance(given, OptionsFrom):
        return given
    return OptionsFrom.from_file(given) if isinstance(given, dict) else _LISTED.validate_python(given)


Options = Annotated[tuple[Line, ...] | OptionsFrom, BeforeValidator(_options)]
"""Options that are listed or come from an earlier answer."""


def _dispatch(data: Any) -> Any:
    """Choose the model by ``soort``, so that the places of errors stay those of the file (no union)."""
    if isinstance(data, Prompt) or not isinstance(data, dict):
        return data
    word = data.get("soort")
    if word is None:
        raise PydanticCustomError("soort_missing", "soort ontbreekt")
    kind = KINDS.get(str(word))
    if kind is None:
        raise PydanticCustomError("soort_unknown", "onbekende soort", {"word": str(word)})
    return kind.from_file(data)


AnyPrompt = Annotated[Prompt, BeforeValidator(_dispatch)]
"""A prompt of whichever kind its ``soort`` names."""
