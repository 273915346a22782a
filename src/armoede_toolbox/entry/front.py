"""The front matter: the head of an entry as strict YAML, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

import yaml

from armoede_toolbox.entry.parts import Head
from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.prompts._scalars import parse_day
from armoede_toolbox.text import clean, listed, nearest, quoted
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant
from armoede_toolbox.yamltext import Document, YamlError, load

FORMAT: Final = 1
"""The newest format that this toolbox knows."""
FENCE: Final = "---"


class Cut(NamedTuple):
    """A file in three pieces; ``start`` is the index of the front matter's first line."""

    above: list[str]
    front: list[str]
    body: list[str]
    start: int


# --- reading --------------------------------------------------------------------------------------------------------


def cut(lines: list[str], name: str) -> Cut:
    """Find the front matter. Raises ``ToolboxError`` when it is not there."""
    opening = _opening(lines)
    if opening is None:
        raise ToolboxError(
            "Het begin van dit bestand ontbreekt: het stuk tussen twee regels met ---.", at(name, 1), _KEEP
        )
    start = opening + 1
    closing = next((i for i in range(start, len(lines)) if lines[i] == FENCE), None)
    if closing is None:
        raise ToolboxError("Onder het begin van dit bestand mist een regel met ---.", at(name, start), _KEEP)
    return Cut(lines[:opening], lines[start:closing], lines[closing + 1 :], start)


def _opening(lines: list[str]) -> int | None:
    """Text may stand above the front matter; then only its first key tells where it begins."""
    fences = [i for i, line in enumerate(lines) if line == FENCE]
    sure = (i for i in fences if lines[i + 1 : i + 2] and lines[i + 1].startswith("formaat:"))
    first = next((i for i, line in enumerate(lines) if line), None)
    return next(sure, first if first in fences else None)


def read_head(lines: Sequence[str], name: str, start: int) -> Head:
    """The head in the lines between the fences. Raises ``ToolboxError`` with all problems, with their lines."""
    document = _document("\n".join(lines), name, start)
    data: dict[str, Any] = document.data

    def where(key: str) -> str:
        return at(name, start + document.at((key,)).line if document.has((key,)) else start)

    _refuse_newer(data, where)
    found: dict[str, Any] = {"extra": {str(key): _cleaned(value) for key, value in data.items() if key not in KEYS}}
    problems: list[Problem] = []
    for key, spec in KEYS.items():
        try:
            found |= _value(key, spec, data)
        except ValueError as fault:
            problems.append(Problem(f"{quoted(key)}: {fault}", where(key), _KEEP))
    if problems:
        raise ToolboxError(problems)
    return Head(**found)


def _document(text: str, name: str, start: int) -> Document:
    try:
        document = load(text, as_text=True)
    except YamlError as error:
        raise ToolboxError(error.what, at(name, start + error.line), error.do) from None
    if not isinstance(document.data, dict):
        raise ToolboxError("Het begin van dit bestand is leeg of beschadigd.", at(name, start), _KEEP)
    return document


def at(name: str, line: int) -> str:
    """A place as people read it; lines count from 1."""
    return f"{name}, regel {line}" if name else f"regel {line}"


def _refuse_newer(data: dict[str, Any], where: Callable[[str], str]) -> None:
    given = data.get("formaat")
    if isinstance(given, str) and _WHOLE.fullmatch(given) and int(given) > FORMAT:
        what = f"Dit bestand is van een nieuwere toolbox (formaat {given}). Werk de toolbox bij."
        raise ToolboxError(what, where("formaat"), "Het bestand blijft zoals het is.")


def _value(key: str, spec: _Key, data: dict[str, Any]) -> dict[str, Any]:
    if data.get(key) in (None, ""):
        if key in REQUIRED:
            raise ValueError("dit ontbreekt.")
        return {spec.attribute: spec.absent}
    return {spec.attribute: spec.read(data[key])}


def _cleaned(value: Any) -> Any:
    match value:
        case dict():
            return {str(key): _cleaned(inner) for key, inner in value.items()}
        case list():
            return [_cleaned(inner) for inner in value]
        case _:
            return clean(str(value))


_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_KEEP: Final = "Kijk naar een ander bestand in het logboek voor hoe het hoort."


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("hier hoort een tekst.")
    return clean(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value if isinstance(value, list) else [value]))


def _whole(value: Any) -> int:
    if not _WHOLE.fullmatch(_text(value)):
        raise ValueError("hier hoort een getal.")
    return int(value)


def _flag(value: Any) -> bool:
    if _text(value) not in _FLAGS:
        raise ValueError("hier hoort ja of nee.")
    return _FLAGS[value]


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(parse_day(_text(value)))
    except ValueError:
        raise ValueError("hier hoort een datum, zoals 2026-12-01.") from None


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("hier hoort een moment met de tijdzone, zoals 2026-11-22T14:05:00+01:00.")
    return moment


def _one_of(words: type[StrEnum]) -> Callable[[Any], StrEnum]:
    def read(value: Any) -> StrEnum:
        known = [word.value for word in words]
        if value in known:
            return words(value)
        near = nearest(_text(value), known, most=1)
        advice = f"Bedoel je {quoted(near[0])}?" if near else f"Kies uit {listed(known, 'of')}."
        raise ValueError(f"{quoted(_text(value))} kennen we niet. {advice}")

    return read


_FLAGS: Final = {"ja": True, "nee": False, "true": True, "false": False}


# --- both ways ------------------------------------------------------------------------------------------------------


class _Key(NamedTuple):
    attribute: str
    read: Callable[[Any], Any]
    absent: Any = None


KEYS: Final[dict[str, _Key]] = {
    "formaat": _Key("format", _whole),
    "soort": _Key("kind", _one_of(EntryKind)),
    "sessie": _Key("session", _text),
    "oefening": _Key("exercise", _text),
    "nummer": _Key("number", _text, ""),
    "titel": _Key("title", _text),
    "leerbehoefte": _Key("learning_need", _one_of(LearningNeed)),
    "themas": _Key("themes", _texts, ()),
    "vorm": _Key("mode", _one_of(Mode)),
    "variant": _Key("variant", _one_of(Variant)),
    "team": _Key("team", _text),
    "deelnemers": _Key("participants", _whole, 1),
    "begonnen": _Key("started", _moment),
    "afgerond": _Key("finished", _moment),
    "volledig": _Key("complete", _flag, False),
    "delen": _Key("sharing", _one_of(Sharing), Sharing.AGREEMENTS),
    "bewaren_tot": _Key("keep_until", _day),
    "traject": _Key("trajectory", _text),
    "bijeenkomst": _Key("meeting", _whole),
    "onderdelen": _Key("parts", _texts, ()),
    "terugblik": _Key("look_back", _text),
    "hoort_bij": _Key("belongs_to", _text),
    "toolbox": _Key("toolbox", _text, ""),
}
"""The keys in the order of the file."""

REQUIRED: Final = frozenset("formaat soort sessie oefening titel leerbehoefte vorm variant begonnen".split())


def values(head: Head) -> Iterator[tuple[str, Any]]:
    """The keys of the file with the head's values, absent ones too."""
    for key, spec in KEYS.items():
        yield key, getattr(head, spec.attribute)


# --- writing --------------------------------------------------------------------------------------------------------


def write_head(head: Head) -> str:
    """The front matter with both fences."""
    known = {key: _plain(value) for key, value in values(head) if value not in (None, "", ())}
    data = known | dict(head.extra)
    dumped = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**30)
    return f"{FENCE}\n{dumped}{FENCE}"


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return "ja" if value else "nee"
        case tuple():
            return value
        case str():
            return str(value)
        case _:
            return value


class _Dumper(yaml.SafeDumper):
    """As PyYAML, but texts stand on one line, moments have their T, and nothing refers to anything."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if "\n" in text else None)


def _represent_moment(dumper: _Dumper, moment: date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", moment.isoformat())


def _represent_row(dumper: _Dumper, row: tuple[Any, ...]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(date, _represent_moment)
_Dumper.add_representer(datetime, _represent_moment)
_Dumper.add_representer(tuple, _represent_row)
