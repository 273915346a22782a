"""What a logbook file says at a glance: its head, and its text as people see it.

A file that stands as the program wrote it is plain enough to see its head without YAML or Pydantic; whoever searches
would wait for those longer than for the search itself. Everything that is not that plain is ``None`` here, and is left
to ``journal.head_of``, which knows all the ways in which people write.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from armoede_toolbox.text import clean
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant

FORMAT: Final = 1
"""The newest format that is seen here; ``entry.FORMAT`` is the same number."""
HEAD_SIZE: Final = 64 * 1024
_FENCE: Final = "---"
_PLAIN: Final = r"[0-9A-Za-zÀ-ɏ](?:[ !-~À-ɏ‘’“”–—…€]*[!-~À-ɏ‘’“”–—…€])?"
_LINE: Final = re.compile(rf"(?P<key>[a-z_]+): (?:(?P<plain>{_PLAIN})|'(?P<quoted>(?:{_PLAIN})?)'|\[(?P<row>[^\]]*)\])")
_NOT_PLAIN: Final = re.compile(r": | #|:$")
_LONE_QUOTE: Final = re.compile(r"(?<!')(?:'')*'(?!')")
_ITEM: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_DAY: Final = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")


class Pieces(NamedTuple):
    """The lines of a file: the front matter, and all other ones."""

    front: list[str]
    body: list[str]
    usual: bool
    """Whether the front matter stands at the top and begins as the program begins it."""


class _Unusual(Exception):
    """This has to be read with care."""


def pieces(data: bytes) -> Pieces:
    """The lines of a file, cleaned as a reader of entries cleans them."""
    lines = clean(f"|\n{_decoded(data)}").split("\n")[1:]
    fences = [number for number, line in enumerate(lines) if line == _FENCE]
    sure = (number for number in fences if lines[number + 1 : number + 2][:1] and _begins(lines[number + 1]))
    opening = next(sure, fences[0] if fences else None)
    closing = next((number for number in fences if opening is not None and number > opening), None)
    if opening is None or closing is None:
        return Pieces([], lines, usual=False)
    usual = opening == 0 and len(fences) > 1 and _begins(lines[1])
    return Pieces(lines[opening + 1 : closing], lines[:opening] + lines[closing + 1 :], usual)


def _begins(line: str) -> bool:
    return line.startswith("formaat:")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return "\n".join(map(_decoded_line, data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")))


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


# --- the head -------------------------------------------------------------------------------------------------------


def head(front: Sequence[str]) -> dict[str, Any] | None:
    """The head as ``entry.to_json`` gives it, or ``None`` when this front matter is not plain."""
    try:
        given = dict(map(_pair, front))
        if len(given) < len(front):
            raise _Unusual
        return {key: _value(key, given.get(key)) for key in KEYS}
    except (_Unusual, ValueError):
        return None


def _pair(line: str) -> tuple[str, str | list[str]]:
    found = _LINE.fullmatch(line)
    if found is None or found["key"] not in KEYS:
        raise _Unusual
    if found["row"] is not None:
        return found["key"], _items(found["row"])
    if found["quoted"] is not None:
        if _LONE_QUOTE.search(found["quoted"]):
            raise _Unusual
        return found["key"], found["quoted"].replace("''", "'")
    if _NOT_PLAIN.search(found["plain"]):
        raise _Unusual
    return found["key"], found["plain"]


def _items(row: str) -> list[str]:
    items = row.split(", ")
    if not all(map(_ITEM.fullmatch, items)):
        raise _Unusual
    return items


def _value(key: str, given: str | list[str] | None) -> Any:
    kind = KEYS[key]
    if not given:
        if kind.required or given is not None:
            raise _Unusual
        return kind.absent
    if isinstance(given, list) and kind.read is not _texts:
        raise _Unusual
    return kind.read(given)


def _text(given: Any) -> str:
    return clean(given)


def _texts(given: Any) -> list[str]:
    return list(map(clean, given if isinstance(given, list) else [given]))


def _whole(given: Any) -> int:
    if not _WHOLE.fullmatch(given):
        raise _Unusual
    return int(given)


def _known_format(given: Any) -> int:
    if _whole(given) > FORMAT:
        raise _Unusual
    return int(given)


def _flag(given: Any) -> bool:
    if given not in ("ja", "nee"):
        raise _Unusual
    return bool(given == "ja")


def _day(given: Any) -> str:
    if not _DAY.fullmatch(given):
        raise _Unusual
    return date.fromisoformat(given).isoformat()


def _moment(given: Any) -> str:
    moment = datetime.fromisoformat(given)
    if moment.tzinfo is None:
        raise _Unusual
    return moment.isoformat()


def _one_of(words: type[StrEnum]) -> Callable[[Any], str]:
    return lambda given: words(given).value


class _Key(NamedTuple):
    read: Callable[[Any], Any]
    absent: Any = None
    required: bool = False


KEYS: Final[Mapping[str, _Key]] = {
    "formaat": _Key(_known_format, required=True),
    "soort": _Key(_one_of(EntryKind), required=True),
    "sessie": _Key(_text, required=True),
    "oefening": _Key(_text, required=True),
    "nummer": _Key(_text, ""),
    "titel": _Key(_text, required=True),
    "leerbehoefte": _Key(_one_of(LearningNeed), required=True),
    "themas": _Key(_texts, []),
    "vorm": _Key(_one_of(Mode), required=True),
    "variant": _Key(_one_of(Variant), required=True),
    "team": _Key(_text),
    "deelnemers": _Key(_whole, 1),
    "begonnen": _Key(_moment, required=True),
    "afgerond": _Key(_moment),
    "volledig": _Key(_flag, absent=False),
    "delen": _Key(_one_of(Sharing), Sharing.AGREEMENTS.value),
    "bewaren_tot": _Key(_day),
    "traject": _Key(_text),
    "bijeenkomst": _Key(_whole),
    "onderdelen": _Key(_texts, []),
    "terugblik": _Key(_text),
    "hoort_bij": _Key(_text),
    "toolbox": _Key(_text, ""),
}
"""The keys of ``entry.front`` in the same order; a test compares the two."""


# --- the text -------------------------------------------------------------------------------------------------------

_TOKEN: Final = r"[^\s<>]+"
_STATES: Final = "bijdrage|telling|overgeslagen|niet-bereikt|besproken|niet-bewaard|verwijzing"
_MARK: Final = re.compile(
    rf"^(?P<label>|.* )<!-- at:(?:titel|afspraken|signalen|terugblikken|/overzicht|overzicht(?: {_TOKEN})*|stap [0-9]+"
    rf"|vraag {_TOKEN} {_TOKEN} {_TOKEN}(?: {_TOKEN}=\S+)*|(?:afspraak|signaal|terugblik) {_TOKEN} {_TOKEN}"
    rf"|(?:{_STATES}) {_TOKEN}) -->$",
    re.MULTILINE,
)
_QUESTION: Final = re.compile(r"<!-- at:vraag ([^\s<>]+) ([a-z-]+) ")
_BEGINNING: Final = re.compile(r"^(?:> ?)?(?: *(?:#{1,6}|- \[.?\]|[-*+]) )?", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(?P<stars>\*\*?)(?P<text>.*)(?P=stars)")
_ESCAPED: Final = re.compile(rf"\\([{re.escape(string.punctuation)}])")
_KEY: Final = re.compile(r"(?P<key>[a-z_]+):(?: (?P<value>.*))?")
_TOLD: Final = frozenset({"titel", "team", "themas"})
"""What says something to people; the other keys of the program are for the program."""
_OWN: Final = KEYS.keys() | {"getrokken", "deels", "niet_bereikt"}
_WRAPPED: Final = re.compile(r"(?P<sign>['\"])(?P<text>.*)(?P=sign)|\[(?P<row>.*)\]")
_LOOKED: Final = re.compile(r"\*\*([a-zë ]+)\*\* (?=<!-- at:terugblik )")


def speaks_of_agreements(lines: Sequence[str]) -> bool:
    """Whether agreements or look-backs stand in a body, damaged ones too; most files have none."""
    return any("at:afspraak" in line or "at:terugblik" in line for line in lines)


def speaks_of_signals(lines: Sequence[str]) -> bool:
    """Whether signals stand in a body, damaged ones too."""
    return any("at:signaal" in line for line in lines)


def questions(lines: Sequence[str]) -> list[str]:
    """The questions in a body, each as its id and its kind with a blank between."""
    return [f"{found[1]} {found[2]}" for found in _QUESTION.finditer("\n".join(lines))]


def readable(lines: Sequence[str]) -> str:
    """The text of a body as people see it: without the program's marks and Markdown. Notes of people are in it."""
    text = _MARK.sub(_label, _LOOKED.sub(r"\1 ", "\n".join(lines))).replace(" <br> ", "\n")
    text = _ESCAPED.sub(r"\1", _BEGINNING.sub("", text))
    return "\n".join(line for line in text.split("\n") if line)


def _label(found: re.Match[str]) -> str:
    text = found["label"].removesuffix(" ")
    label = _EMPHASIS.fullmatch(text)
    return label["text"] if label else text


def readable_front(lines: Sequence[str]) -> str:
    """The title, the team, the themes and what people added to the front matter; not the rest of the program."""
    return "\n".join(_told(lines))


def _told(lines: Sequence[str]) -> Iterator[str]:
    keeps = True
    for line in lines:
        found = _KEY.fullmatch(line)
        if found is None:
            text = line if keeps or line.startswith("#") else ""
        else:
            keeps = found["key"] in _TOLD or found["key"] not in _OWN
            text = _bare(found["value"] or "") if found["key"] in _TOLD else line if keeps else ""
        if text:
            yield text


def _bare(value: str) -> str:
    """A value without the signs of YAML around it."""
    found = _WRAPPED.fullmatch(value)
    if found is None:
        return value
    return found["row"] if found["row"] is not None else found["text"].replace("''", "'")
