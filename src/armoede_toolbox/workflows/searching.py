"""``logboek zoek``: words in what teams wrote, also in what they added by hand. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from armoede_toolbox.errors import Problem
from armoede_toolbox.storage import query
from armoede_toolbox.storage.index import BEGIN, END, Hit, Index, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.storage.query import Query
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import counted, listed, nearest, quoted, spelled
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, beside, file_data, fitting, written
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, NO_FILTERS, Filters, Root, about, ask, tail

FEW: Final = 20
"""How many people like to see at once."""
MARKS: Final = ("«", "»")


class Match(NamedTuple):
    """A session in which it was found."""

    hit: Hit
    root: Root


class _Answer(NamedTuple):
    """What one root gave: some hits, how many there are, and words that look like what was typed."""

    hits: list[Hit]
    total: int
    near: dict[str, set[str]]


def search(
    house: House,
    words: Sequence[str],
    filters: Filters = NO_FILTERS,
    most: int | None = None,
    progress: Progress | None = None,
) -> Matches:
    """The sessions in which the words stand, best first. Raises ``ToolboxError`` when there is nothing to look for."""
    typed = query.one_line(words)
    asked = query.understand(typed)
    answers = ask(house, filters, lambda one, wanted: _answer(one, asked, wanted, most), progress)
    matches: dict[Path, Match] = {}
    for root, answer in answers.items():
        for hit in answer.hits:
            matches.setdefault(hit.row.path, Match(hit, root))
    best = sorted(matches.values(), key=lambda one: (one.hit.rank, -one.hit.row.order[0], str(one.hit.row.path)))
    total = sum(answer.total for answer in answers.values())
    near = _near(asked, (answer.near for answer in answers.values())) if not total else ()
    notices = () if filters.personal or filters.team else (ABOUT_PERSONAL,)
    return Matches(typed, asked, tuple(best[:most]), total, near, answers.skipped, notices, answers.problems)


def _answer(one: Index, asked: Query, wanted: Wanted, most: int | None) -> _Answer:
    found = one.search(asked, wanted)
    near = {} if found else {word: one.near(word) for word in asked.words}
    return _Answer(one.hits(asked, found[:most]), len(found), near)


@dataclass(frozen=True, slots=True)
class _Near:
    """Words that do stand in the logbook and look like one that does not."""

    word: str
    like: tuple[str, ...]


def _near(asked: Query, found: Iterable[dict[str, set[str]]]) -> tuple[_Near, ...]:
    rows = list(found)
    near = []
    for word in asked.words:
        like = {one for row in rows for one in row.get(word, ())}
        best = tuple(nearest(word, sorted(like)))
        near.append(_Near(word, best))
    return tuple(near)


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found, for people and for scripts."""

    typed: str
    asked: Query
    found: tuple[Match, ...]
    total: int
    near: tuple[_Near, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80, marks: tuple[str, str] = MARKS) -> str:
        """Each session with a piece of its text; ``marks`` stand around what was found."""
        room = fitting(width)
        if not self.found:
            return "\n".join(line for text in self._nothing() for line in wrap(text, room))
        blocks = ["\n".join(_block(one, room, marks)) for one in self.found]
        return "\n\n".join([*blocks, "\n".join(line for text in self._ending() for line in wrap(text, room))])

    def data(self) -> dict[str, Any]:
        """What was found as JSON: the front matter of each file, with a fragment."""
        found = [
            one.hit.row.head.data | {"bestand": written(one.hit.row.path), "fragment": _marked(one.hit.fragment, MARKS)}
            for one in self.found
        ]
        return {"formaat": FORMAT, "treffers": found, "overgeslagen": file_data(self.skipped)}

    def _ending(self) -> Iterator[str]:
        if self.total > len(self.found):
            best = "Hier staat de beste" if len(self.found) == 1 else f"Hier staan de beste {len(self.found)}"
            yield f"We vonden {self.total} sessies. {best}."
            yield "Meer zien? Typ erachter: --aantal 50"
        else:
            yield f"We vonden {counted(self.total, 'sessie', 'sessies')}."
        yield f"Bekijk er een met: armoede logboek toon {tail(self.found[0].hit.row.head)}"

    def _nothing(self) -> Iterator[str]:
        yield f"We vonden niets met: {self.typed}"
        told = False
        for one in self.near:
            like = [word for word in one.like if word != one.word.lower()]
            if like and len(like) == len(one.like):
                yield f"{quoted(one.word)} staat er niet in. Bedoel je {listed(like, 'of')}?"
                told = True
        if not told and self.asked.phrases:
            yield "Zonder aanhalingstekens zoek je naar de losse woorden."
        elif not told:
            yield "Probeer minder woorden. Of een begin met een sterretje, zoals schuld*"


def _block(one: Match, width: int, marks: tuple[str, str]) -> Iterator[str]:
    head = one.hit.row.head
    yield from beside("", head.title, tail(head), width)
    team = f"team {head.team}" if head.team else one.root.name.lower()
    yield from wrap(f"{spelled(head.started.date())}, {team}, {about(head)}", width, "  ")
    yield from wrap(_marked(one.hit.fragment, marks), width, "  ")


def _marked(fragment: str, marks: tuple[str, str]) -> str:
    return fragment.replace(BEGIN, marks[0]).replace(END, marks[1])
