"""A screen as lines of text: what every face draws, before it gets a style. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TextIO

from armoede_toolbox.screens import Block, For, Screen, Style
from armoede_toolbox.text import clean, quoted

TITLE: Final = "title"
_NARROW: Final = re.compile("[ -~À-ÿ“”‘’„…–—]*")
"""Signs that take one column each."""


class Line(NamedTuple):
    """One line as it stands on a screen; ``style`` is a word of ``Style``, or ``title``."""

    style: str
    text: str


_PREFIX: Final = {Style.SAY: "Zeg: ", Style.DO: "Doe: ", Style.WARNING: "Let op: "}
_TIGHT: Final = {(Style.QUESTION, Style.HINT), (Style.HEADING, Style.ROW), (Style.HEADING, Style.TEXT)}
"""Pairs without a blank line between them; equal styles never have one."""


def draw(screen: Screen, width: int, *, shared: bool = False) -> list[Line]:
    """The lines of a screen, at most ``width`` wide. A shared one holds only what the room may see."""
    seen = screen.for_room() if shared else screen
    head = [Line(TITLE, text) for text in _head(seen.title, seen.aside, width)]
    body = list(_body(seen.blocks, width))
    return [*head, Line("", ""), *body] if head and body else [*head, *body]


def wrap(text: str, width: int, prefix: str = "", indent: int | None = None) -> list[str]:
    """Text in lines that fit, without anything that a terminal could obey. Later lines hang under the first."""
    hanging, width = " " * (len(prefix) if indent is None else indent), max(width, 8)
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        lines += _wrapped(paragraph, width, hanging if lines else prefix, hanging)
    return lines


def _wrapped(paragraph: str, width: int, first: str, hanging: str) -> list[str]:
    line = first + paragraph
    if paragraph and len(line) <= width and _NARROW.fullmatch(line):  # ten times as quick, and a list may be long
        return [line]
    import wcwidth  # its tables are large, and what goes into a file needs none of them

    found: list[str] = wcwidth.wrap(
        paragraph, width, initial_indent=first, subsequent_indent=hanging, break_on_hyphens=False
    )
    return found or [""]


def width_of(text: str) -> int:
    """How many columns a text takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    import wcwidth

    return wcwidth.width(text)


def print_safely(out: TextIO, text: str) -> None:
    """Write text at once; what the encoding does not know becomes a question mark."""
    encoding = out.encoding or "utf-8"
    out.write(text.encode(encoding, "replace").decode(encoding))
    out.flush()


def _head(title: str, aside: str, width: int) -> list[str]:
    title, aside = clean(title).replace("\n", " "), clean(aside).replace("\n", " ")
    gap = width - width_of(title) - width_of(aside)
    if gap >= 2 and aside:
        return [title + " " * gap + aside]
    right = [" " * (width - width_of(part)) + part for part in wrap(aside, width)] if aside else []
    return right + (wrap(title, width) if title else [])


def _body(blocks: Iterable[Block], width: int) -> Iterator[Line]:
    before: Block | None = None
    for block in blocks:
        if before and _apart(before, block):
            yield Line("", "")
        yield from (Line(block.style, text) for text in _block(block, width))
        before = block


def _apart(before: Block, block: Block) -> bool:
    return before.style is not block.style and (before.style, block.style) not in _TIGHT


def _block(block: Block, width: int) -> list[str]:
    if block.style is Style.QUOTE:
        return wrap(quoted(clean(block.text)), width, "  ", indent=3)
    prefix = _PREFIX.get(block.style, "Voor jou: " if block.audience is For.FACILITATOR else "")
    return wrap(block.text, width, prefix, indent=2 if block.style is Style.ROW else None)
