"""Strict YAML: text to plain data, with the place of everything in it.

YAML surprises people: ``nee`` becomes false, ``12:30`` becomes 750, a date becomes an object, a key that stands there
twice loses its first value. Here only ``true`` and ``false`` are booleans, numbers are plain, and everything that is
clever (anchors, tags, several documents) is an error in Dutch with its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

from armoede_toolbox.text import quoted

MAX_CHARACTERS: Final = 1024 * 1024
MAX_DEPTH: Final = 20

Key = str | int
Loc = Sequence[Key]

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,17})\Z", re.ASCII)
_FLOAT: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,15}\Z", re.ASCII)
_CONSTANTS: Final[dict[str, bool | None]] = {"": None, "null": None, "true": True, "false": False}
_FORBIDDEN: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML does not allow, and the line breaks that editors do not count."""


class Place(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


class YamlError(Exception):
    """A text that is no strict YAML; ``what`` and ``do`` are Dutch sentences."""

    def __init__(self, line: int, column: int, what: str, do: str) -> None:
        self.line, self.column, self.what, self.do = line, column, what, do
        super().__init__(f"regel {line}, kolom {column}: {what} {do}")


@dataclass(slots=True)
class _Spot:
    """Where a value starts, where its key stands, and the spots inside it."""

    place: Place
    key: Place | None = None
    inside: dict[Key, _Spot] = field(default_factory=dict)

    def shown(self) -> Place:
        """A block that starts below its key is better known by that key."""
        below = self.inside and self.key is not None and self.key.line < self.place.line
        return self.key if below and self.key else self.place


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data with the places it came from."""

    data: Any
    _root: _Spot

    def at(self, loc: Loc, *, key: bool = False) -> Place:
        """The place of a Pydantic location.

        A part that is not in the file is skipped, which leads to the nearest parent (a missing key) and past the
        names that Pydantic gives to the members of a union. ``key`` asks for the key instead of its value; a location
        that ends in ``[key]`` does so by itself.
        """
        spot = self._root
        for part in loc:
            spot = spot.inside.get(part, spot)
        of_key = key or (len(loc) > 0 and loc[-1] == "[key]")
        return spot.key if of_key and spot.key else spot.shown()

    def has(self, loc: Loc) -> bool:
        """Whether every part of the location is in the file."""
        spot: _Spot | None = self._root
        for part in loc:
            spot = spot.inside.get(part) if spot else None
        return spot is not None


def load(text: str, *, as_text: bool = False) -> Document:
    """Read strict YAML. With ``as_text`` every scalar is the text as written. Raises ``YamlError``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    _refuse_oddities(text)
    builder = _Builder(as_text)
    for event in _events(text):
        builder.take(event)
    return Document(builder.data, builder.root)


def _refuse_oddities(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise YamlError(1, 1, "Dit bestand is te groot.", "Houd een bestand kleiner dan 1 MB. Splits het zo nodig op.")
    if odd := _FORBIDDEN.search(text):
        before = text[: odd.start()]
        line, column = before.count("\n") + 1, odd.start() - before.rfind("\n")
        what = f"Hier staat een onzichtbaar teken dat niet mag (U+{ord(odd.group()):04X})."
        raise YamlError(line, column, what, "Haal het teken weg en typ dit stukje opnieuw.")


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _translated(error, text.split("\n")) from None


# --- building -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; ``key`` waits for its value."""

    made: list[Any] | dict[Key, Any]
    spot: _Spot
    key: Key | None = None
    key_place: Place | None = None


class _Builder:
    """Events to data with an explicit stack, so that deep nesting cannot exhaust the interpreter."""

    def __init__(self, as_text: bool) -> None:
        self.data: Any = None
        self.root = _Spot(Place(1, 1))
        self._as_text = as_text
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()
            case yaml.DocumentStartEvent():
                self._document(event)
            case yaml.AliasEvent():
                raise _at(event, *_NO_ANCHORS)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _at(event, "Hier begint een tweede document.", "Haal de regel met drie streepjes (---) weg.")
        if event.version or event.tags:
            raise _at(event, "Een regel die met % begint, mag hier niet.", "Haal die regel weg.")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _refuse_cleverness(event)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.made, dict) and frame.key_place is None:
            self._key(frame, event)
        else:
            self._add(self._value(event), _Spot(_place(event)))

    def _key(self, frame: _Frame, event: yaml.ScalarEvent) -> None:
        key = self._value(event)
        if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
            raise _at(event, *_BAD_KEY)
        if key in frame.made:
            first = frame.spot.inside[key].key or frame.spot.place
            what = f"{quoted(str(key))} staat hier twee keer. De eerste keer was op regel {first.line}."
            raise _at(event, what, "Haal één van de twee weg, of geef er één een andere naam.")
        frame.key, frame.key_place = key, _place(event)

    def _value(self, event: yaml.ScalarEvent) -> Any:
        value: str = event.value
        if self._as_text or not event.implicit[0]:
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _INTEGER.match(value):
            return int(value)
        return float(value) if _FLOAT.match(value) else value

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        _refuse_cleverness(event)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.made, dict) and frame.key_place is None:
            raise _at(event, *_BAD_KEY)
        if len(self._stack) >= MAX_DEPTH:
            raise _at(event, "Hier zitten te veel lagen in elkaar.", f"Gebruik hoogstens {MAX_DEPTH} lagen.")
        made: list[Any] | dict[Key, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        spot = _Spot(_place(event))
        self._add(made, spot)
        self._stack.append(_Frame(made, spot))

    def _add(self, value: Any, spot: _Spot) -> None:
        if not self._stack:
            self.data, self.root = value, spot
            return
        frame = self._stack[-1]
        if isinstance(frame.made, list):
            frame.spot.inside[len(frame.made)] = spot
            frame.made.append(value)
        elif frame.key is not None:
            spot.key = frame.key_place
            frame.spot.inside[frame.key] = spot
            frame.made[frame.key] = value
            frame.key = frame.key_place = None


_QUOTES: Final = "Zet de hele tekst tussen dubbele aanhalingstekens."
_NO_ANCHORS: Final = ("Een tekst die met * of & begint, heeft in YAML een bijzondere betekenis.", _QUOTES)
_NO_TAGS: Final = ("Een tekst die met ! begint, heeft in YAML een bijzondere betekenis.", _QUOTES)
_BAD_KEY: Final = (
    "Voor de dubbele punt hoort één woord te staan.",
    "Schrijf bijvoorbeeld “titel: De brief”. Begint je tekst met { of [? Zet hem dan tussen dubbele aanhalingstekens.",
)


def _refuse_cleverness(event: Any) -> None:
    if event.anchor is not None:
        raise _at(event, *_NO_ANCHORS)
    if event.tag is not None:
        raise _at(event, *_NO_TAGS)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _at(event: Any, what: str, do: str) -> YamlError:
    return YamlError(*_place(event), what, do)


# --- errors of the parser, in Dutch ---------------------------------------------------------------------------------

_INDENT: Final = (
    "De regels beginnen hier niet recht onder elkaar.",
    "Kijk naar deze regel en de regel erboven. Zet evenveel spaties voor regels die bij elkaar horen.",
)
_COLON: Final = ("Hier staat een dubbele punt midden in een tekst.", f"{_QUOTES} Of haal de dubbele punt weg.")
_COLON_BELOW: Final = (
    "Deze regel hoort nu bij de tekst erboven, en in die tekst mag geen dubbele punt staan.",
    "Staat de regel te ver naar rechts? Haal dan spaties weg. Mist erboven een dubbele punt? Zet die erbij. Hoort de"
    " dubbele punt bij de tekst? Zet de hele tekst dan tussen dubbele aanhalingstekens.",
)
_BETWEEN: Final = (
    "Tussen de haken ontbreekt iets.",
    "Kijk of elke [ en { ook dichtgaat, en of er geen komma te veel staat.",
)
_UNCLOSED_LIST: Final = ("Een lijst met [ gaat niet goed dicht.", "Zet komma’s tussen de delen en een ] aan het eind.")
_UNCLOSED_SET: Final = ("Een rijtje met { gaat niet goed dicht.", "Zet komma’s tussen de delen en een } aan het eind.")
_NO_COLON: Final = (
    "Op deze regel mist een dubbele punt.",
    "Schrijf bijvoorbeeld “titel: De brief”, met een spatie na de dubbele punt.",
)
_TAB: Final = ("Hier staat een tab.", "Gebruik spaties in plaats van tabs om regels te laten inspringen.")
_AFTER_QUOTE: Final = (
    "Na een aanhalingsteken dat sluit, staat nog tekst.",
    "Zet de aanhalingstekens om de hele tekst. Binnenin gebruik je “ en ”.",
)
_BRACE: Final = ("Een tekst die met { of [ begint, heeft in YAML een bijzondere betekenis.", _QUOTES)
_UNCLOSED_QUOTE: Final = (
    "Deze tekst begint met een aanhalingsteken, maar het aanhalingsteken aan het eind mist.",
    "Zet er één aan het eind van de tekst.",
)
_ESCAPE: Final = (
    "Na een schuine streep (\\) staat een teken dat YAML niet kent.",
    "Haal de schuine streep weg, of gebruik enkele aanhalingstekens om de tekst.",
)
_BLOCK: Final = ("Na > of | staat iets op dezelfde regel.", "Begin de tekst op de regel eronder, met spaties ervoor.")
_DEFAULT: Final = ("Deze regel is geen geldige YAML.", "Vergelijk hem met dezelfde regel in een andere oefening.")

_MESSAGES: Final[tuple[tuple[str, tuple[str, str]], ...]] = (
    # a piece of PyYAML's or libyaml's message → ours; the first that fits counts
    ("tab character", _TAB),
    ("mapping values are not allowed", _COLON),
    ("unexpected end of stream", _UNCLOSED_QUOTE),
    ("unexpected document indicator", _UNCLOSED_QUOTE),
    ("unknown escape character", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("escape code", _ESCAPE),
    ("escape sequence", _ESCAPE),
    ("could not find expected ':'", _NO_COLON),
    ("',' or ']'", _UNCLOSED_LIST),
    ("',' or '}'", _UNCLOSED_SET),
    ("unexpected ':'", _COLON),
    ("block sequence entries are not allowed", _INDENT),
    ("mapping keys are not allowed", _INDENT),
    ("expected '-' indicator", _INDENT),
    ("expected key", _INDENT),
    ("expected <block end>", _INDENT),
    ("node content", _BETWEEN),
    ("undefined tag handle", _NO_TAGS),
    ("alphabetic or numeric", _NO_ANCHORS),
    ("comment or line break", _BLOCK),
    ("indentation indicator", _BLOCK),
    ("chomping or indentation", _BLOCK),
)
_BEGINS_EARLIER: Final = frozenset({_UNCLOSED_QUOTE, _NO_COLON, _UNCLOSED_LIST, _UNCLOSED_SET})
"""Faults that people mend where the thing starts, not where the parser gave up."""


def _translated(error: yaml.YAMLError, lines: Sequence[str]) -> YamlError:
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlError(1, 1, *_DEFAULT)
    place, start = _mark(error.problem_mark), _mark(error.context_mark)
    message = f"{error.problem or ''} {error.context or ''}"
    told = next((ours for piece, ours in _MESSAGES if piece in message), _DEFAULT)
    told = _better(told, message, place, lines)
    if told in _BEGINS_EARLIER and start is not None:
        place = start
    return YamlError(*(place or start or Place(1, 1)), *told)


def _mark(mark: Any) -> Place | None:
    return Place(mark.line + 1, mark.column + 1) if mark is not None else None


def _better(told: tuple[str, str], message: str, place: Place | None, lines: Sequence[str]) -> tuple[str, str]:
    """Look at the line itself where the parser's own words are vague."""
    line = lines[place.line - 1] if place is not None and place.line <= len(lines) else ""
    before = line[: place.column - 1] if place is not None else ""
    here = line[len(before) : len(before) + 1]
    if "\t" in (line[: len(line) - len(line.lstrip())]) or here == "\t":
        return _TAB
    if told is _INDENT and before.rstrip().endswith(("'", '"')):
        return _AFTER_QUOTE
    if told is _INDENT and before.rstrip().endswith(("}", "]")):
        return _BRACE
    if told is _COLON and ":" not in before and "[" not in before:
        return _COLON_BELOW
    if "cannot start any token" in message:
        return (f"Een tekst mag niet beginnen met {quoted(here)}.", _QUOTES)
    return told
