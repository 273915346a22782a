"""What people gave, made into plain values, or a Dutch sentence that says what to do.

Both sides of a kind use this: ``fill`` for the shapes of an answers file, where every scalar may be text, and ``read``
for a filled form. Whatever the data is, only ``FormError`` comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from armoede_toolbox.form import FormError, read_number
from armoede_toolbox.prompts._scalars import parse_day
from armoede_toolbox.text import clean, clean_line, fold, listed, nearest, quoted, spell_number

EMPTY: Final = "Hier staat nog niets. Schrijf iets, of typ /pas."
_MANY: Final = 9
"""From so many options on, a sentence does not name them all."""

# --- shapes ---------------------------------------------------------------------------------------------------------


def part(filled: object, name: str) -> Any:
    """One field of a filled form; ``None`` when it was not given."""
    return mapping(filled).get(name)


def mapping(given: object) -> dict[str, Any]:
    """Names with what belongs to them. Names may come as numbers; nothing at all is an empty mapping."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise FormError("Geef hier namen met een waarde, zoals “naam: waarde”.")
    return {line(name): value for name, value in given.items()}


def known(given: object, names: Sequence[str]) -> dict[str, Any]:
    """As ``mapping``, for a closed list of names."""
    found = mapping(given)
    strange = [name for name in found if name not in names]
    if strange:
        raise FormError([("", f"De naam {quoted(name)} kennen we hier niet. {_hint(name, names)}") for name in strange])
    return found


def scalars(given: object, names: Sequence[str]) -> dict[str, str]:
    """As ``known``, with every value as a person would type it."""
    return {name: written(value) for name, value in known(given, names).items()}


def sequence(given: object) -> list[Any]:
    """A list; nothing at all is an empty one."""
    if given is None:
        return []
    if not isinstance(given, list | tuple):
        raise FormError("Geef hier een lijst.")
    return list(given)


def written(given: object) -> str:
    """A scalar as a person would type it."""
    if given is None:
        return ""
    if isinstance(given, str):
        return given
    if isinstance(given, int | float) and not isinstance(given, bool):
        return _spelled(given)
    raise FormError("Geef hier een tekst.")


def _spelled(number: float) -> str:
    try:
        return spell_number(number)
    except ValueError:  # an int beyond Python's limit for text
        raise FormError("Dit getal is te lang om te lezen.") from None


# --- text -----------------------------------------------------------------------------------------------------------


def text(given: object) -> str:
    """A cleaned text; may be empty."""
    return clean(written(given))


def line(given: object) -> str:
    """A cleaned text of one line; may be empty."""
    return clean_line(written(given))


def required(given: object, sentence: str = EMPTY) -> str:
    """A line that may not be empty; otherwise the sentence says what to do."""
    found = line(given)
    if not found:
        raise FormError(sentence)
    return found


def lines(given: object) -> list[str]:
    """The lines of a list, without the empty ones."""
    return [found for found in map(line, sequence(given)) if found]


def enough(items: Sequence[Any], at_least: int, at_most: int | None) -> None:
    """Raise when there are too few or too many items."""
    if len(items) < at_least:
        raise FormError(EMPTY if at_least == 1 else f"Geef er minstens {at_least}. Nu zijn het er {len(items)}.")
    if at_most is not None and len(items) > at_most:
        raise FormError(f"Geef er hoogstens {at_most}. Nu zijn het er {len(items)}.")


# --- choices --------------------------------------------------------------------------------------------------------


def match(word: str, options: Iterable[str]) -> str | None:
    """The option that a word stands for: the same, else the only one that is equal but for case and accents."""
    candidates = list(options)
    if word in candidates:
        return word
    alike = [option for option in candidates if fold(option) == fold(word)]
    return alike[0] if len(alike) == 1 else None


def chosen(given: object, options: Sequence[str], other: str | None = None) -> str:
    """One of the options, or a line of one's own where ``other`` opens one."""
    word = required(given, f"Kies {_one_of(options)}.")
    option = match(word, options)
    if option is None and other is None:
        raise FormError(f"{quoted(word)} hoort niet bij de opties. {_hint(word, options)}")
    if option is None and match(word, [clean_line(other or "")]):
        raise FormError("Schrijf in je eigen woorden wat je bedoelt.")
    return option or word


def by_option(given: object, options: Sequence[str]) -> dict[str, Any]:
    """A mapping whose names are options, in the order of the options."""
    by_name = mapping(given)
    found = {chosen(name, options): value for name, value in by_name.items()}
    if len(found) < len(by_name):
        raise FormError("Noem elke optie één keer. Een optie staat er nu vaker.")
    return {option: found[option] for option in options if option in found}


def _one_of(options: Sequence[str]) -> str:
    return f"uit {listed(options, 'of')}" if 0 < len(options) < _MANY else "een van de opties"


def _hint(word: str, options: Sequence[str]) -> str:
    near = nearest(word, options, most=1)
    return f"Bedoel je {quoted(near[0])}?" if near else f"Kies {_one_of(options)}."


# --- numbers and days -----------------------------------------------------------------------------------------------


def number(given: object, minimum: int | None = None, maximum: int | None = None, unit: str = "") -> int | float:
    """A number between two bounds, both included, where given."""
    return read_number(line(given), minimum, maximum, unit=unit)


def whole(given: object, minimum: int | None = None, maximum: int | None = None) -> int:
    """As ``number``, without decimals."""
    return int(read_number(line(given), minimum, maximum, whole=True))


def wholes(given: Mapping[str, Any], minimum: int, maximum: int | None = None) -> dict[str, int]:
    """A number per name; an empty one is left out. Faults name theirs."""
    readers = {name: partial(maybe_whole, value, minimum, maximum) for name, value in given.items()}
    return gathered(readers, named=True)


def maybe_whole(given: object, minimum: int, maximum: int | None) -> int | None:
    """As ``whole``; ``None`` when nothing was given."""
    return whole(given, minimum, maximum) if line(given) else None


def day(given: object) -> str | None:
    """A day as ISO text; ``None`` when nothing was given."""
    typed = line(given)
    try:
        return parse_day(typed) if typed else None
    except ValueError:
        raise FormError("Typ een datum met het jaar erbij, bijvoorbeeld 17-3-2027.") from None


# --- several fields -------------------------------------------------------------------------------------------------


def gathered(readers: Mapping[str, Callable[[], Any]], *, named: bool = False) -> dict[str, Any]:
    """What every reader gives, by name and without the empty ones. All faults are raised at once.

    A fault belongs to the field of that name; where the names are rows or options (``named``), its sentence says it.
    """
    found: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for name, reader in readers.items():
        try:
            found[name] = reader()
        except FormError as error:
            faults += [("", f"{quoted(name)}: {say}") if named else (name, say) for _, say in error.faults]
    if faults:
        raise FormError(faults)
    return {name: value for name, value in found.items() if value not in (None, "")}


def repeated(items: Sequence[Any], one: str, read: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """What ``read`` makes of every item that is not empty. Faults say which item, and are raised at once."""
    found: list[dict[str, Any]] = []
    faults: list[tuple[str, str]] = []
    for n, item in enumerate(items, start=1):
        try:
            if any(value not in (None, "") for value in mapping(item).values()):
                found.append(read(item))
        except FormError as error:
            faults += [("", f"{one.capitalize()} {n}: {sentence}") for _, sentence in error.faults]
    if faults:
        raise FormError(faults)
    return found


def under(field: str, read: Callable[[], Any]) -> Any:
    """What ``read`` gives; its faults belong to this field."""
    try:
        return read()
    except FormError as error:
        raise FormError([(field, sentence) for _, sentence in error.faults]) from None
