"""``begrip``: the words of the field, or one of them. Only reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.exercises.glossary import better_than, meant
from armoede_toolbox.exercises.shared import Term
from armoede_toolbox.storage.library import load_shared
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import clean_line, counted, fold, listed, nearest, quoted
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, fitting, labelled, left_out

ALL = "Alle woorden zie je met: armoede begrip"


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, for people and for scripts."""

    terms: tuple[Term, ...]
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Each term with its meaning."""
        room = fitting(width)
        if not self.terms:
            return "Er staan nog geen woorden."
        lines = [line for term in self.terms for line in (term.term, *wrap(term.explanation, room, "  "))]
        ending = f"{counted(len(self.terms), 'woord', 'woorden')}. Meer over een woord: armoede begrip WOORD"
        return "\n".join([*lines, "", *wrap(ending, room)])

    def data(self) -> dict[str, Any]:
        """The terms with the keys of their file."""
        terms = [_data(term) for term in self.terms]
        return {"formaat": FORMAT, "begrippen": terms, "overgeslagen": [left_out(one) for one in self.problems]}


@dataclass(frozen=True, slots=True)
class OneTerm:
    """One term, for people and for scripts. ``asked`` may be a word that is better not said."""

    term: Term
    asked: str
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """What it means, and what to say rather not."""
        room = fitting(width)
        return "\n".join(self._lines(room))

    def data(self) -> dict[str, Any]:
        """The term with the keys of its file."""
        return {"formaat": FORMAT, "begrip": _data(self.term)}

    def _lines(self, width: int) -> Iterator[str]:
        if better_than(self.asked, self.term):
            yield from wrap(f"In plaats van {quoted(self.asked)} zeggen we liever:", width)
            yield ""
        yield self.term.term
        yield from wrap(self.term.explanation, width, "  ")
        rows = (("Liever niet", listed(self.term.rather_not, "of")), ("Zie ook", listed(self.term.see)))
        if any(text for _, text in rows):
            yield ""
            yield from labelled(rows, width)


def list_terms(house: House) -> Glossary:
    """The whole glossary, by the alphabet."""
    shared, problems = load_shared(house.places.exercises)
    return Glossary(tuple(sorted(shared.terms.values(), key=lambda term: fold(term.term))), problems)


def show_term(house: House, word: str) -> OneTerm:
    """One term. Raises ``ToolboxError`` with the nearest ones when it is not there, or with all that fit."""
    glossary = list_terms(house)
    found = meant(word, glossary.terms)
    asked = clean_line(word)
    if len(found) == 1:
        return OneTerm(found[0], asked, glossary.problems)
    if found:
        names = [quoted(term.term) for term in found]
        raise ToolboxError(f"Bij {quoted(asked)} passen {len(found)} woorden.", do=f"Kies {listed(names, 'of')}.")
    raise ToolboxError(f"Het woord {quoted(asked)} leggen we niet uit.", do=_suggest(word, glossary.terms))


def _suggest(word: str, terms: tuple[Term, ...]) -> str:
    names = {name: term.term for term in terms for name in (*term.rather_not, term.term)}
    near = list(dict.fromkeys(names[match] for match in nearest(word, names)))
    return f"Bedoel je {listed([quoted(one) for one in near], 'of')}? {ALL}" if near else ALL


def _data(term: Term) -> dict[str, Any]:
    return term.model_dump(mode="json", by_alias=True)
