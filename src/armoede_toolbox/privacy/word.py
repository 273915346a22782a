"""The texts of a Word file, and the same file with other words. Bytes in, bytes out; the layout stays.

Read are the body with its tables and text boxes, headers, footers, comments, foot- and endnotes, words that were
deleted under “track changes”, and mail addresses behind links. A piece that runs over several runs gets its
replacement in the first one, so every run keeps its layout.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from armoede_toolbox.privacy.hits import Hit

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

Scan = Callable[[str], Sequence[Hit]]
MOST_BYTES: Final = 200_000_000
"""A file that unpacks to more than this is refused; real ones are far smaller."""
_PARTS: Final = {
    "document": "",
    "header": "koptekst",
    "footer": "voettekst",
    "comments": "opmerking",
    "footnotes": "voetnoot",
    "endnotes": "eindnoot",
}
_PART: Final = re.compile(r"word/(document|header|footer|comments|footnotes|endnotes)\d*\.xml")
_LINKS: Final = re.compile(r"word/_rels/[^/]+\.rels")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRITTEN: Final = frozenset({f"{_W}t", f"{_W}delText", f"{_W}instrText"})
_SIGNS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MAKERS: Final = ("docProps/core.xml", "docProps/app.xml")
_MAKER: Final = re.compile(rb"(<(?:dc:creator|cp:lastModifiedBy|Manager|Company)(?:\s[^>]*)?>)[^<]+(</)", re.IGNORECASE)
_AUTHOR: Final = re.compile(rf"^{re.escape(_W)}(?:author|initials)$")


class NotWord(ValueError):
    """This is no Word file, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph with where it stands, for people: ``alinea 12, tabel 2``."""

    place: str
    text: str


def passages(content: bytes) -> list[Passage]:
    """Every paragraph that says something. Raises ``NotWord``."""
    with _opened(content) as file:
        return [Passage(place, text) for name in _texts(file) for place, text in _read(name, _parsed(file, name))]


def names_its_makers(content: bytes) -> bool:
    """Whether the file says in its properties who made it."""
    with _opened(content) as file:
        return any(_MAKER.search(_bytes(file, name)) for name in _MAKERS if name in file.namelist())


def rewritten(content: bytes, scan: Scan) -> bytes:
    """The same file with a role in the place of every hit, and without who made it. Raises ``NotWord``."""
    made = io.BytesIO()
    with _opened(content) as file, ZipFile(made, "w", ZIP_DEFLATED) as target:
        texts = set(_texts(file))
        for info in file.infolist():
            target.writestr(info, _changed(file, info.filename, texts, scan))
    return made.getvalue()


def _changed(file: ZipFile, name: str, texts: set[str], scan: Scan) -> bytes:
    content = _bytes(file, name)
    if name in texts:
        return _changed_part(_parsed(file, name), scan)
    if name in _MAKERS:
        return _MAKER.sub(rb"\1\2", content)
    return _changed_links(content, scan) if _LINKS.fullmatch(name) else content


def _opened(content: bytes) -> ZipFile:
    try:
        file = ZipFile(io.BytesIO(content))
    except (BadZipFile, ValueError, OSError) as error:
        raise NotWord("no zip") from error
    if "word/document.xml" not in file.namelist() or sum(info.file_size for info in file.infolist()) > MOST_BYTES:
        raise NotWord("no Word")
    return file


def _texts(file: ZipFile) -> list[str]:
    """The parts with text, the body first."""
    found = [name for name in file.namelist() if _PART.fullmatch(name)]
    return sorted(found, key=lambda name: list(_PARTS).index(_kind(name)))


def _kind(name: str) -> str:
    match = _PART.fullmatch(name)
    return match[1] if match else ""


def _parsed(file: ZipFile, name: str) -> Element:
    from docx.oxml import parse_xml

    try:
        return parse_xml(_bytes(file, name))
    except SyntaxError as error:
        raise NotWord(name) from error


def _bytes(file: ZipFile, name: str) -> bytes:
    try:
        return file.read(name)
    except (BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise NotWord(name) from error


# --- paragraphs -----------------------------------------------------------------------------------------------------


def _read(name: str, root: Element) -> Iterator[tuple[str, str]]:
    number, tables = 0, list(root.iter(f"{_W}tbl"))
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(piece for _, piece in _pieces(paragraph))
        if text.strip() and not _repeats(paragraph):
            number += 1
            yield _place(_PARTS[_kind(name)], number, paragraph, tables), text


def _place(part: str, number: int, paragraph: Element, tables: list[Any]) -> str:
    above = list(paragraph.iterancestors())
    table = next((tables.index(one) + 1 for one in above if one.tag == f"{_W}tbl"), 0)
    inside = [f"tabel {table}"] if table else []
    inside += ["tekstvak"] if any(one.tag == f"{_W}txbxContent" for one in above) else []
    return ", ".join(filter(None, (part, f"alinea {number}", *inside)))


def _repeats(paragraph: Element) -> bool:
    """A text box stands twice in a file: also in a shape that old programs know."""
    return any(one.tag == f"{_MC}Fallback" for one in paragraph.iterancestors())


def _pieces(paragraph: Element) -> Iterator[tuple[Element | None, str]]:
    """The texts of one paragraph in order; what a box inside it says belongs to the box."""
    waiting = [paragraph]
    while waiting:
        one = waiting.pop()
        if one.tag in _WRITTEN:
            yield one, one.text or ""
        elif one.tag in _SIGNS:
            yield None, _SIGNS[str(one.tag)]
        elif one is paragraph or one.tag != f"{_W}p":
            waiting += reversed(list(one))


# --- other words ----------------------------------------------------------------------------------------------------


def _changed_part(root: Element, scan: Scan) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    for paragraph in root.iter(f"{_W}p"):
        _rewrite(paragraph, scan)
    for one in root.iter():
        for key in [key for key in one.attrib if _AUTHOR.match(str(key))]:
            one.set(key, "")
    made: bytes = serialize_part_xml(root)
    return made


def _rewrite(paragraph: Element, scan: Scan) -> None:
    pieces = list(_pieces(paragraph))
    text = "".join(piece for _, piece in pieces)
    for hit in sorted(scan(text), key=lambda hit: hit.start, reverse=True):
        _replace(pieces, hit)
    for one, piece in pieces:
        if one is not None and one.text != piece:
            one.text = piece
            one.set(_SPACE, "preserve")


def _replace(pieces: list[tuple[Element | None, str]], hit: Hit) -> None:
    """Put the role in the first run of a hit and take the rest of it out of the others."""
    role, at = hit.role, 0
    for number, (one, piece) in enumerate(pieces):
        start, end = max(hit.start - at, 0), min(hit.end - at, len(piece))
        at += len(piece)
        if one is not None and start < end:
            pieces[number] = one, piece[:start] + role + piece[end:]
            role = ""


def _changed_links(content: bytes, scan: Scan) -> bytes:
    """Mail addresses and telephone numbers behind a link."""

    def without(match: re.Match[bytes]) -> bytes:
        target = match[2].decode("utf-8", "replace")
        return match[1] + b"about:blank" + match[3] if scan(target) else match[0]

    return re.sub(rb'(Target="(?:mailto|tel):)([^"]*)(")', without, content, flags=re.IGNORECASE).replace(
        b'"mailto:about:blank"', b'"about:blank"'
    )
