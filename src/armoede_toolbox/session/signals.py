"""What in a session can become a signal for policy or politics: texts that were shown to everyone. Pure.

The exercise says which answers are candidates (``oogst: signaal``). A signal it only becomes when people mark it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from armoede_toolbox.entry import JournalEntry, Question, Signal
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.session.agenda import TEXT_KINDS, seen_texts
from armoede_toolbox.session.events import FORMAT, Event
from armoede_toolbox.session.fold import Session
from armoede_toolbox.text import clean_line
from armoede_toolbox.vocabulary import Harvest, InReport

OWN: Final = "signalen"
"""The question id of a signal in people's own words."""


class Candidate(NamedTuple):
    """A text that can be marked, and the question that it answered."""

    what: str
    question: str
    harvest: Harvest | None

    @property
    def likely(self) -> bool:
        """Whether the exercise meant it for this."""
        return self.harvest is Harvest.SIGNAL


def candidates(session: Session) -> tuple[Candidate, ...]:
    """The texts of today that everyone saw, the likely ones in front; never of a question that stays with the team."""
    return _likely_first(
        Candidate(clean_line(piece), asked.key, asked.prompt.harvest)
        for asked in seen_texts(session)
        for voice in session.of(asked.key).ordered()
        for piece in asked.prompt.options_of(voice.value)
    )


def _likely_first(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each text once."""
    by_text: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: not one.likely):
        by_text.setdefault(one.what, one)
    return tuple(by_text.values())


def numbered(session: str, marked: list[dict[str, Any]]) -> Iterator[Signal]:
    """Signals as they stand in an entry."""
    for number, data in enumerate(marked, start=1):
        yield Signal(
            id=f"{session}-s{number}",
            question=data.get("vraag") or OWN,
            what=data["wat"],
            addressee=data.get("voor_wie") or None,
        )


# --- after the session ----------------------------------------------------------------------------------------------

LATER: Final = "signaal"
"""The events of a draft that is no session: a signal from ``signalen markeer``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A signal of a finished session as far as it was answered: its file as it would be now."""

    session: str
    root: str
    team: str | None
    file: str
    """The whole text of the file, so that it can be written without anything else."""

    def event(self) -> Event:
        """What stands in its draft; a later one takes the place of this one."""
        return {
            "wat": LATER,
            "formaat": FORMAT,
            "sessie": self.session,
            "map": self.root,
            "team": self.team,
            "bestand": self.file,
        }


def later(found: Iterable[Mapping[str, Any]]) -> Later | None:
    """The signal of a draft, as it was last; ``None`` when the draft holds something else."""
    nothing: Mapping[str, Any] = {}
    last = next((event for event in reversed(list(found)) if event.get("wat") == LATER), nothing)
    session, root, team, file = (last.get(name) for name in ("sessie", "map", "team", "bestand"))
    if last.get("formaat") != FORMAT or not (isinstance(session, str) and isinstance(root, str)):
        return None
    return Later(session=session, root=root, team=team, file=file) if isinstance(file, str) else None


def candidates_in(entry: JournalEntry, prompts: Mapping[str, Prompt]) -> tuple[Candidate, ...]:
    """The texts of a finished session. ``prompts`` says what the exercise holds back now, for older files."""
    questions = (question for step in entry.steps for question in step.questions)
    return _likely_first(one for question in questions for one in _in_question(question, prompts))


def _in_question(question: Question, prompts: Mapping[str, Prompt]) -> Iterator[Candidate]:
    prompt = prompts.get(question.id) or prompts.get(question.id.rpartition(".")[0])
    held = question.in_report or (prompt.in_report if prompt else InReport.ASK)
    if question.kind not in TEXT_KINDS or held is InReport.NO:
        return
    harvest = question.harvest or (prompt.harvest if prompt else None)
    for contribution in question.contributions:
        if contribution.unreadable is None:
            yield from (Candidate(text, question.id, harvest) for text in _pieces(contribution.value))


def _pieces(value: Any) -> Iterator[str]:
    """The single texts of an answer of one of these kinds, without its exercise."""
    match value:
        case str():
            yield from filter(None, [clean_line(value)])
        case list():
            yield from (piece for item in value for piece in _pieces(item))
        case {"als": str(when), "dan": str(then)}:
            yield clean_line(f"{when}, {then}")
        case dict():
            yield from (piece for item in value.values() for piece in _pieces(item))
        case _:
            return
