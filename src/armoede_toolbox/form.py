"""The declarative form: the hinge between prompt kinds and the faces that ask.

A prompt kind does not ask; it describes what to ask as a ``Form`` of primitive fields. Every face (arrow keys, plain
lines, the answers file, paper, later a phone page) draws the same form and hands back a ``Filled`` form. No terminal
words here.

A filled form maps the name of a field to what was given, as text wherever a person typed text: the kind reads it.

========== =============================================================================
field      what a face gives
========== =============================================================================
Text       ``str``, lines separated by LF
Lines      ``list[str]``, one item per line
Number     ``str`` as typed
OneOf      ``str``: the chosen option, or the person's own text where ``other`` is set
SomeOf     ``list[str]`` of such
Order      ``list[str]``: every option once, first is best
Points     ``dict[str, str]``: option to number as typed
Boxes      ``dict[str, list[str]]``: box to lines
Grid       ``dict[str, str]``: row to number as typed
Date       ``str`` as typed
Group      ``list[Filled]``: one filled form per repetition
Totals     ``dict[str, str]``: option to how many people, as typed
========== =============================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from armoede_toolbox.text import parse_number

Filled = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One primitive field. ``label`` is Dutch and may be empty when the prompt's own text says it all."""

    name: str
    label: str = ""
    hint: str = ""
    """One short Dutch instruction, for instance ``één per regel``."""
    required: bool = True
    only_with: str = ""
    """Asked only when the field of this name got an answer; a face that asks it anyway does no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Free text. ``multiline`` text ends with a typed empty line."""

    multiline: bool = True
    start: str = ""
    """A beginning that the text is expected to complete (``Als ik merk dat``); shown, not stored by the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Field):
    """Short texts, one per line."""

    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number from ``minimum`` to ``maximum``, both included, where given. People may type its unit behind it."""

    minimum: int | None = None
    maximum: int | None = None
    whole: bool = False
    unit: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Field):
    """One of the options. ``other`` is one option more, shown after them, that opens a text of one's own."""

    options: tuple[str, ...]
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeOf(Field):
    """Some of the options; ``other`` as in ``OneOf``."""

    options: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Field):
    """Every option once, the first one first."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Field):
    """``total`` points to divide over the options; all of them are to be given. An option may be left out."""

    options: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes(Field):
    """Lines per box."""

    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Field):
    """A number per row. Where it is not ``required``, a row may stay empty."""

    rows: tuple[str, ...]
    minimum: int
    maximum: int
    labels: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Field):
    """A day; a face accepts Dutch spellings and gives the text, the kind reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Field):
    """A group of fields that repeats, for instance the events of a timeline."""

    fields: tuple[Field, ...]
    at_least: int = 0
    at_most: int | None = None
    one: str = "regel"
    """What one repetition is called (``gebeurtenis``, ``afspraak``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals(Field):
    """How many people chose what, counted in the room.

    ``digits`` says that the options are whole numbers of one scale, so that a face may take all answers in one line
    (``3 4 4 2 5``) and count them itself.
    """

    options: tuple[str, ...]
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What one prompt asks."""

    fields: tuple[Field, ...]

    def __iter__(self) -> Any:
        return iter(self.fields)


class FormError(Exception):
    """A filled form that its kind cannot read. ``faults`` are Dutch sentences with the field they belong to."""

    def __init__(self, faults: Sequence[tuple[str, str]] | str) -> None:
        self.faults: tuple[tuple[str, str], ...] = (("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("; ".join(sentence for _, sentence in self.faults))


# --- numbers --------------------------------------------------------------------------------------------------------


def read_number(
    typed: str, minimum: int | None = None, maximum: int | None = None, *, whole: bool = False, unit: str = ""
) -> int | float:
    """The number that was typed. Raises ``FormError`` with what fits.

    Faces and kinds both read with this, so that a face takes exactly what the kind can read.
    """
    found = _bare_number(typed.strip(), unit)
    too_low = found is not None and minimum is not None and found < minimum
    too_high = found is not None and maximum is not None and found > maximum
    if found is None or too_low or too_high or (whole and not isinstance(found, int)):
        raise FormError(f"Typ een {'heel ' if whole else ''}getal{bounds(minimum, maximum)}.")
    return found


def _bare_number(typed: str, unit: str) -> int | float | None:
    """Without its unit, unless it is a number as it stands."""
    for text in (typed, typed.removesuffix(unit)):
        with suppress(ValueError):
            return parse_number(text)
    return None


def bounds(minimum: int | None, maximum: int | None) -> str:
    """From where to where, to put behind ``getal``."""
    if minimum is not None and maximum is not None:
        return f" van {minimum} tot en met {maximum}"
    if minimum is not None:
        return f" van {minimum} of meer"
    return f" van hoogstens {maximum}" if maximum is not None else ""
