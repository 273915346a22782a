"""What people type to search, as an expression of SQLite's FTS5. Pure; every word goes in as a quoted text.

Words are sought together. ``"twee woorden"`` stand behind each other, ``schuld*`` is a beginning, and AND, OR and NOT
(EN, OF and NIET too) count in capitals only. An operator where none can be is a word like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.text import clean

MOST_WORDS: Final = 60
_OPERATORS: Final = {"AND": "AND", "EN": "AND", "OR": "OR", "OF": "OR", "NOT": "NOT", "NIET": "NOT"}
_QUOTES: Final = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_PIECE: Final = re.compile(r'"(?P<phrase>[^"]*)"(?P<beginning>\*?)|(?P<word>[^\s"]+)')


class _Term(NamedTuple):
    """Something to find."""

    text: str
    beginning: bool = False
    phrase: bool = False

    @property
    def expression(self) -> str:
        return f'"{self.text}"' + (" *" if self.beginning else "")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    expression: str
    """For FTS5; always well formed."""
    words: tuple[str, ...]
    """The single words that have to be there, as typed."""
    phrases: tuple[str, ...] = ()


def one_line(arguments: Sequence[str]) -> str:
    """What a person typed, as one line. A shell takes quotation marks away; a word with a blank in it had them."""
    return " ".join(f'"{one}"' if _was_quoted(one) else one for one in map(str.strip, arguments))


def _was_quoted(argument: str) -> bool:
    words = argument.split()
    return len(words) > 1 and '"' not in argument.translate(_QUOTES) and not any(map(_OPERATORS.get, words))


def understand(typed: str) -> Query:
    """The query. Raises ``ToolboxError`` when there is nothing to look for."""
    terms = [piece for piece in _pieces(typed) if isinstance(piece, str) or _has_signs(piece.text)]
    if len(terms) > MOST_WORDS:
        raise ToolboxError("Dit zijn te veel woorden om in één keer te zoeken.", "", "Zoek met een paar woorden.")
    groups = list(_groups(list(_sensible(terms))))
    if not groups:
        raise ToolboxError("Hier staat geen woord dat we kunnen zoeken.", "", "Typ een woord, bijvoorbeeld: brief")
    wanted = [term for group in groups for term in group.wanted]
    words = tuple(dict.fromkeys(term.text for term in wanted if not term.phrase))
    phrases = tuple(dict.fromkeys(term.text for term in wanted if term.phrase))
    return Query(" OR ".join(f"({group.expression})" for group in groups), words, phrases)


def _pieces(typed: str) -> Iterator[_Term | str]:
    """Terms, and operators as ``AND``, ``OR`` and ``NOT``."""
    text = clean(typed).translate(_QUOTES)
    for found in _PIECE.finditer(text):
        word = found["word"]
        if word is None:
            yield _Term(found["phrase"], bool(found["beginning"]), phrase=True)
        elif word in _OPERATORS:
            yield word
        else:
            yield _Term(word.rstrip("*"), word.endswith("*"))


def _has_signs(text: str) -> bool:
    """Whether the index would keep anything of it."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in text)


def _sensible(pieces: Sequence[_Term | str]) -> Iterator[_Term | str]:
    """Operators only where they can be: NOT before a term, the others between two of them."""
    before_is_term = False
    for number, piece in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        if isinstance(piece, _Term):
            yield piece
        elif _OPERATORS[piece] == "NOT" and isinstance(after, _Term):
            yield "NOT"
        elif before_is_term and _OPERATORS[piece] != "NOT" and (isinstance(after, _Term) or _negates(after)):
            yield _OPERATORS[piece]
            before_is_term = False
            continue
        else:
            yield _Term(piece)
        before_is_term = True


def _negates(piece: str) -> bool:
    return _OPERATORS.get(piece) == "NOT"


@dataclass(slots=True)
class _Group:
    """What stands between two ORs."""

    wanted: list[_Term]
    unwanted: list[_Term]

    @property
    def expression(self) -> str:
        wanted = " AND ".join(term.expression for term in self.wanted)
        unwanted = " OR ".join(term.expression for term in self.unwanted)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _groups(pieces: Sequence[_Term | str]) -> Iterator[_Group]:
    group, negated = _Group([], []), False
    for piece in (*pieces, "OR"):
        if isinstance(piece, _Term):
            (group.unwanted if negated else group.wanted).append(piece)
        elif piece == "OR":
            if group.wanted:
                yield group
            elif group.unwanted:
                what = "Er staat alleen wat je niet zoekt."
                raise ToolboxError(what, "", "Noem ook een woord dat er wel in staat, bijvoorbeeld: brief NIET huur")
            group = _Group([], [])
        negated = piece == "NOT"
