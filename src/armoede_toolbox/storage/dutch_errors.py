"""Pydantic's errors as Dutch problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from armoede_toolbox.errors import Problem
from armoede_toolbox.prompts import KINDS, Prompt
from armoede_toolbox.prompts.definition import Definition, model_of
from armoede_toolbox.text import listed, nearest, quoted
from armoede_toolbox.yamltext import Document, Place, YamlError

Loc = tuple[str | int, ...]
Told = tuple[str, str]
"""What is wrong, and what to do."""
_Read = type[BaseModel] | type[Definition]


START: Final = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Remark(Problem):
    """A problem in a file of an author: with its rule, and whether the file can be used with it."""

    rule: str = ""
    error: bool = True
    place: Place = START


def where(name: str, place: Place) -> str:
    """File, line and column, as editors understand them."""
    return f"{name}:{place.line}:{place.column}"


def yaml_remark(error: YamlError, name: str) -> Remark:
    """A text that is no strict YAML."""
    place = Place(error.line, error.column)
    return Remark(error.what, where(name, place), error.do, rule="yaml", place=place)


def remarks(error: ValidationError, document: Document, model: _Read, name: str) -> list[Remark]:
    """Everything that Pydantic found, in Dutch, in the order of the file. ``name`` is the file as people know it."""
    found = [_remark(detail, document, model, name) for detail in _worth_telling(error)]
    return sorted(dict.fromkeys(found), key=lambda remark: remark.place)


def _remark(detail: Mapping[str, Any], document: Document, model: _Read, name: str) -> Remark:
    loc = (*detail["loc"], "soort") if detail["type"] == "soort_unknown" else detail["loc"]
    place = document.at(loc, key=detail["type"] in _UNKNOWN_KEY)
    what, do = _told(detail, document, model)
    return Remark(what, where(name, place), do, rule="vorm", place=place)


# --- which errors are worth telling ---------------------------------------------------------------------------------


def _worth_telling(error: ValidationError) -> list[Mapping[str, Any]]:
    details: list[Mapping[str, Any]] = [dict(detail) for detail in error.errors(include_url=False)]
    return [detail for detail in details if not (_only_follows(detail, details) or _misspelt(detail, details))]


def _only_follows(detail: Mapping[str, Any], details: Sequence[Mapping[str, Any]]) -> bool:
    """A list is called too short when its items are wrong; that says nothing."""
    loc = detail["loc"]
    inside = any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in details)
    return inside and detail["type"] == "too_short"


def _misspelt(detail: Mapping[str, Any], details: Sequence[Mapping[str, Any]]) -> bool:
    """A key that is missing because it stands there with a slip of the pen is told once."""
    if detail["type"] != "missing":
        return False
    *parent, key = detail["loc"]
    strange = [other["loc"] for other in details if other["type"] in _UNKNOWN_KEY]
    return any(loc[:-1] == tuple(parent) and nearest(str(loc[-1]), [str(key)]) for loc in strange)


# --- what to say ----------------------------------------------------------------------------------------------------

_UNKNOWN_KEY: Final = frozenset({"extra_forbidden", "invalid_key", "unexpected_keyword_argument"})
_SENTENCE_END: Final = re.compile(r"(?<=[.?]) (?=[A-Z“])")
_QUOTED: Final = re.compile(r"'([^']*)'")

_TEXT: Final = (
    "Bij {key} hoort een tekst.",
    "Schrijf één tekst. Begint je tekst met [ of {{? Zet hem dan tussen dubbele aanhalingstekens.",
)
_LIST: Final = (
    "Bij {key} hoort een lijst.",
    "Schrijf bijvoorbeeld: [eerste, tweede]. Of begin elke regel met een streepje.",
)
_GROUP: Final = (
    "Bij {key} horen regels met een naam, een dubbele punt en een waarde.",
    "Kijk hoe een andere oefening dit doet.",
)
_WHOLE: Final = ("Bij {key} hoort een heel getal.", "Schrijf een getal in cijfers, bijvoorbeeld 3.")
_DECIMAL: Final = ("Bij {key} hoort een getal.", "Schrijf een getal in cijfers, bijvoorbeeld 3 of 2.5.")
_DATE: Final = ("Bij {key} hoort een datum.", "Schrijf het jaar, de maand en de dag, bijvoorbeeld 2026-02-01.")
_CHOICE: Final = ("Dit kan niet bij {key}.", "Kies één van de bekende woorden.")
_DEFAULT: Final = ("Dit klopt niet bij {key}.", "Kijk hoe een andere oefening dit doet.")

_FAMILIES: Final[Mapping[str, Told]] = {
    "string": _TEXT,
    "bytes": _TEXT,
    "url": ("Bij {key} hoort een webadres.", "Begin met https://."),
    "int": _WHOLE,
    "float": _DECIMAL,
    "finite": _DECIMAL,
    "decimal": _DECIMAL,
    "fraction": _DECIMAL,
    "complex": _DECIMAL,
    "multiple": _DECIMAL,
    "bool": ("Bij {key} hoort true of false.", "Schrijf true voor ja en false voor nee."),
    "list": _LIST,
    "tuple": _LIST,
    "named": _LIST,
    "set": _LIST,
    "frozen": _LIST,
    "deque": _LIST,
    "iterable": _LIST,
    "iteration": _LIST,
    "model": _GROUP,
    "dataclass": _GROUP,
    "dict": _GROUP,
    "mapping": _GROUP,
    "ordered": _GROUP,
    "counter": _GROUP,
    "date": _DATE,
    "datetime": _DATE,
    "time": _DATE,
    "timezone": _DATE,
    "enum": _CHOICE,
    "literal": _CHOICE,
    "union": _CHOICE,
    "none": ("Bij {key} mag niets staan.", "Haal de regel weg."),
}
"""By the first word of Pydantic's type; for what the table below doesn't know."""

_BY_TYPE: Final[Mapping[str, Told]] = {
    "string_too_short": ("Achter {key} staat niets.", "Vul iets in, of haal de regel weg."),
    "string_too_long": ("De tekst bij {key} is te lang.", "Gebruik hoogstens {max_length} tekens."),
    "too_short": ("Bij {key} staat te weinig.", "Zet er minstens {min_length} in."),
    "too_long": ("Bij {key} staat te veel.", "Zet er hoogstens {max_length} in."),
    "greater_than": ("Het getal bij {key} is te klein.", "Kies een getal groter dan {gt}."),
    "greater_than_equal": ("Het getal bij {key} is te klein.", "Kies {ge} of meer."),
    "less_than": ("Het getal bij {key} is te groot.", "Kies een getal kleiner dan {lt}."),
    "less_than_equal": ("Het getal bij {key} is te groot.", "Kies {le} of minder."),
}

_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("^LB", "Schrijf LB, de leerbehoefte (1 tot 5), een streepje en twee cijfers, bijvoorbeeld LB3-07."),
    (r"^F\d", "Schrijf een F en een nummer, bijvoorbeeld F15."),
    (r"^T\d", "Schrijf een T en een nummer, bijvoorbeeld T1."),
    ("^[A-Z]", "Schrijf hoofdletters en cijfers, bijvoorbeeld CPB25."),
    ("^[a-z0-9]", "Gebruik alleen kleine letters, cijfers en streepjes, bijvoorbeeld brief-op-de-mat."),
)


def _told(detail: Mapping[str, Any], document: Document, model: _Read) -> Told:
    kind, loc = str(detail["type"]), detail["loc"]
    if kind == "missing":
        return _missing(loc)
    if kind in _UNKNOWN_KEY:
        return _unknown_key(loc, document, model)
    if kind.startswith("toolbox_"):
        return _own_words(detail)
    if kind in ("soort_missing", "soort_unknown"):
        return _kind(detail)
    key = _key(loc, document)
    if detail["input"] is None:
        return f"Achter {key} staat niets.", "Vul iets in, of haal de regel weg."
    return _wrong_value(detail, kind, key)


def _wrong_value(detail: Mapping[str, Any], kind: str, key: str) -> Told:
    context = _context(detail)
    known = context.get("known") or _QUOTED.findall(str(context.get("expected", "")))
    if known and isinstance(detail["input"], str | int | float):
        return _unknown_value(_written(detail["input"]), list(known), key)
    if kind == "literal_error" and key == quoted("formaat"):
        return _format(detail["input"])
    if kind == "string_pattern_mismatch":
        return _pattern(str(context.get("pattern", "")), str(detail["input"]), key)
    if isinstance(detail["input"], str) and kind in ("too_short", "too_long"):
        kind = f"string_{kind}"
    what, do = _BY_TYPE.get(kind) or _FAMILIES.get(kind.split("_")[0], _DEFAULT)
    return what.format(key=key, **context), do.format(key=key, **context)


def _own_words(detail: Mapping[str, Any]) -> Told:
    """The sentences of a prompt kind; the last one says what to do."""
    sentences = _SENTENCE_END.split(str(detail["msg"]))
    keys = [part for part in detail["loc"] if isinstance(part, str)]
    what = " ".join(sentences[:-1]) or f"Bij {quoted(keys[-1]) if keys else 'dit bestand'} klopt iets niet."
    return what, sentences[-1]


def _context(detail: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (detail.get("ctx") or {}).items() if key != "key"}


def _key(loc: Loc, document: Document) -> str:
    """The last key of a location that stands in the file."""
    named = [part for i, part in enumerate(loc) if isinstance(part, str) and document.has(loc[: i + 1])]
    return quoted(named[-1]) if named else "dit bestand"


def _missing(loc: Loc) -> Told:
    key = str(loc[-1]) if loc else ""
    return f"{quoted(key)} ontbreekt.", f"Voeg hier een regel toe die begint met “{key}:”."


def _format(given: object) -> Told:
    if isinstance(given, int) and given > 1:
        return f"Dit bestand heeft formaat {given}. Dat kennen we nog niet.", "Werk de toolbox bij."
    return "Bij “formaat” hoort een 1.", "Schrijf “formaat: 1”."


def _pattern(pattern: str, given: str, key: str) -> Told:
    do = next((advice for start, advice in _PATTERNS if pattern.startswith(start)), _DEFAULT[1])
    return f"{quoted(given)} kan niet bij {key}.", do


def _kind(detail: Mapping[str, Any]) -> Told:
    if detail["type"] == "soort_missing":
        return "“soort” ontbreekt bij deze vraag.", f"Voeg toe: “soort: …”. Kies uit: {listed(list(KINDS), 'of')}."
    word = str(_context(detail).get("word", ""))
    return f"De soort {quoted(word)} kennen we niet.", _choose(word, list(KINDS))


def _unknown_value(given: str, known: Sequence[str], key: str) -> Told:
    return f"{quoted(given)} kennen we niet bij {key}.", _choose(given, known)


def _written(given: object) -> str:
    """A scalar as it stands in the file."""
    return str(given).lower() if isinstance(given, bool) else str(given)


def _choose(given: str, known: Sequence[str]) -> str:
    near = nearest(given, known)
    if near:
        return f"Bedoel je {quoted(near[0])}?"
    return f"Kies uit: {listed(known, 'of')}."


# --- keys that a model knows ----------------------------------------------------------------------------------------


def _unknown_key(loc: Loc, document: Document, model: _Read) -> Told:
    given = str(loc[-1]) if loc[-1] != "[key]" else str(loc[-2])
    here = _keys(_models_at(loc[:-1], document, model))
    what = f"{quoted(given)} kennen we hier niet."
    if near := nearest(given, here):
        return what, f"Bedoel je {quoted(near[0])}?"
    if given in _keys(_all_models(model)):
        return what, "Dit woord hoort op een andere plek. Kijk of de regel ver genoeg naar rechts begint."
    return what, f"Haal de regel weg, of kies uit: {listed(sorted(here), 'of')}."


def _keys(models: Sequence[_Read]) -> list[str]:
    return list(dict.fromkeys(info.alias or name for one in models for name, info in _fields(one)))


def _fields(model: _Read) -> Iterable[tuple[str, FieldInfo]]:
    return (model_of(model) if issubclass(model, Definition) else model).model_fields.items()


def _models_at(loc: Loc, document: Document, model: _Read) -> list[_Read]:
    """The models that may stand at a location; a question is found by its ``soort``."""
    here: list[_Read] = [model]
    data: Any = document.data
    for part in loc:
        data = _inside(data, part)
        if isinstance(part, str):
            here = _field_models(here, part) or here
        if here == [Prompt] and isinstance(data, dict):
            here = [KINDS.get(str(data.get("soort")), Prompt)]
    return here


def _inside(data: Any, part: str | int) -> Any:
    """One step down, or the same where the part only names the member of a union."""
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return data


def _field_models(models: Sequence[_Read], alias: str) -> list[_Read]:
    infos = (info for one in models for name, info in _fields(one) if (info.alias or name) == alias)
    return [found for info in infos for found in _models_in(info.annotation)]


def _models_in(annotation: Any) -> Iterator[_Read]:
    if isinstance(annotation, type) and issubclass(annotation, (BaseModel, Definition)):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _all_models(model: _Read) -> list[_Read]:
    found: list[_Read] = [model, *KINDS.values()]
    for one in found:
        inner = (part for _, info in _fields(one) for part in _models_in(info.annotation))
        found.extend(part for part in inner if part not in found)
    return found
