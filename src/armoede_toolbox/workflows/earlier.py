"""What these people wrote earlier on the same exercise, or else for the same learning need; offered before they write.

Only their own folder is read: that of the team, or that of the person alone. ``delen`` says what may leave the team;
this stays with it, so people see what they wrote together, but for questions that never leave (``verslag: nee``, such
as the story of a case). What each of many wrote is shown as a distribution of at least four, or not at all. A guest
never meets it on a screen of the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.meeting import OF_MEETING
from armoede_toolbox.session import Kind, Place, Setup, events, look_back
from armoede_toolbox.session.earlier import LONGEST, LONGEST_ALONE, ROOM_WORDS, Agreed, Earlier, Piece, clipped, short
from armoede_toolbox.storage import index, journal
from armoede_toolbox.storage.index import ALL, Index, Row
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import EntryKind, InReport, Mode, Sharing
from armoede_toolbox.workflows import stage
from armoede_toolbox.workflows.agreements import statuses_in
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import belongs
from armoede_toolbox.workflows.logbook import Root
from armoede_toolbox.workflows.stand import Stand
from armoede_toolbox.workflows.starting import team_key

if TYPE_CHECKING:
    from armoede_toolbox.agreements import AgreementStatus
    from armoede_toolbox.entry import JournalEntry, Question
    from armoede_toolbox.prompts import Prompt
    from armoede_toolbox.reporting.document import Block
    from armoede_toolbox.reporting.report import Part, Source

TRIES: Final = 5
"""So many sessions are opened at most, when the last ones hold nothing to show."""
PLAN: Final = "als-dan"
"""What somebody planned is worth most to see again."""
_ROWS: Final = 3
"""So many rows of a distribution make one piece."""
Prompts = Mapping[str, "Prompt"]


def with_earlier(house: House, setup: Setup, library: Library) -> Setup:
    """The setup with what these people wrote earlier, if there is anything."""
    if setup.from_paper or setup.exercise.id == look_back.EXERCISE:
        return setup
    return replace(setup, earlier=next(_found(house, setup, library), None))


def _found(house: House, setup: Setup, library: Library) -> Iterator[Earlier]:
    root = root_of(house, setup)
    known = {exercise.id: exercise for exercise in library.exercises}
    for row in _rows(house, root, setup):
        try:
            entry = journal.load(row.path)
        except ToolboxError:
            continue  # people are in the room; `logbook lijst` names what is damaged
        exercise = known.get(entry.head.exercise)
        prompts = {prompt.id: prompt for step in exercise.steps for prompt in step.prompts} if exercise else {}
        pieces, agreed = pieces_of(entry, prompts), agreed_in(house, root, entry)
        if pieces or agreed:
            same = setup.exercise.id in (entry.head.exercise, *entry.head.parts)
            day = entry.head.started.date()
            yield Earlier(
                session=entry.head.session, day=day, title=entry.head.title, same=same, pieces=pieces, agreed=agreed
            )


def root_of(house: House, setup: Setup) -> Root:
    """The only folder that is read."""
    key = team_key(house, setup.team) if setup.team else None
    return Root(key, setup.team, Path(setup.root))


def _rows(house: House, root: Root, setup: Setup) -> list[Row]:
    """The last sessions of these people: of the same exercise first. Nothing personal goes to the cache."""
    exercise = setup.exercise

    def question(one: Index) -> list[Row]:
        teams = None
        if root.team is not None:
            teams = frozenset(name for name in one.teams() if belongs(house, root.team, name))
        wanted = replace(ALL, teams=teams, kind=EntryKind.SESSION, until=setup.started.date())
        same = _usable(one.rows(replace(wanted, exercise=exercise.id)), setup)
        near = _usable(one.rows(replace(wanted, need=exercise.learning_need)), setup)
        return [*_first(same), *_first(row for row in near if row.head.exercise != exercise.id)]

    return index.ask(root.path, house.places.cache if root.team else None, question)


def _usable(rows: Iterable[Row], setup: Setup) -> Iterator[Row]:
    """What people did in another way is of others; what had to be gone by now is not brought back."""
    today = setup.started.date().isoformat()
    for row in rows:
        kept = row.head.data["bewaren_tot"]
        if row.head.mode is setup.mode and row.head.started < setup.started and (kept is None or kept >= today):
            yield row


def _first(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for _, row in zip(range(TRIES), rows, strict=False))


# --- its words ------------------------------------------------------------------------------------------------------


def pieces_of(entry: JournalEntry, prompts: Prompts) -> tuple[Piece, ...]:
    """The short pieces of a session that these people may see again; what has a place in a report first."""
    from armoede_toolbox.reporting.report import tell

    alone = entry.head.mode is Mode.SOLO
    parts = tell(_source(entry, prompts)).parts
    found = [(part, text) for part in parts if (text := "; ".join(_texts(part)))]
    best = sorted(found, key=lambda one: _worth(one[0]))
    pieces = (Piece(part.text, text, _counted(part)) for part, text in best)
    room = entry.head.mode is Mode.TEAM
    return short(pieces, LONGEST if room else LONGEST_ALONE, None if alone else ROOM_WORDS)


def _worth(part: Part) -> tuple[bool, bool, bool]:
    """A plan first; what a meeting asks itself comes back there anyway."""
    return part.question.kind != PLAN, part.question.id in OF_MEETING, part.harvest is None


def _source(entry: JournalEntry, prompts: Prompts) -> Source:
    """A report knows what keeps people unknown; this is one for the people themselves."""
    from armoede_toolbox.reporting.report import Source
    from armoede_toolbox.reporting.sharing import Share

    questions = [question for step in entry.steps for question in step.questions]
    own = replace(entry, head=replace(entry.head, sharing=Sharing.SENTENCES))
    if entry.head.mode is Mode.SOLO:
        own = replace(own, steps=tuple(replace(s, questions=tuple(map(_open, s.questions))) for s in entry.steps))
    return Source(own, prompts, {one.id: Share.THEMES for one in questions if not _together(entry, one)})


def _open(question: Question) -> Question:
    """Alone nothing leaves anybody."""
    return replace(question, in_report=InReport.YES)


def _together(entry: JournalEntry, question: Question) -> bool:
    from armoede_toolbox.reporting.answers import Answered

    return Answered(entry.head, question).shared


def _texts(part: Part) -> Iterator[str]:
    """The words of a part, without what is said about words that stay."""
    box = ""
    for block in part.blocks:
        if (name := _box(block)) is not None:
            box = f"{name}: "
            continue
        for text in _words(block):
            yield f"{box}{text}"
            box = ""


def _counted(part: Part) -> bool:
    from armoede_toolbox.reporting.document import Chart

    return any(isinstance(block, Chart) for block in part.blocks)


def _box(block: Block) -> str | None:
    from armoede_toolbox.reporting.document import Paragraph, Tone

    return block.text if isinstance(block, Paragraph) and block.tone is Tone.QUESTION else None


def _words(block: Block) -> Iterable[str]:
    from armoede_toolbox.reporting.document import Bullets, Chart, Numbered, Paragraph, Quote, Shape, Tone

    match block:
        case Quote():
            return [block.text]
        case Paragraph() if block.tone is Tone.PLAIN:
            return [block.text]
        case Bullets() | Numbered():
            return block.items
        case Chart() if block.shape is Shape.LINE:
            return [block.text]
        case Chart():
            return [f"{label} {block.cell(value)}" for label, value in block.rows if value][:_ROWS]
        case _:
            return []


# --- its agreements -------------------------------------------------------------------------------------------------


def agreed_in(house: House, root: Root, entry: JournalEntry) -> tuple[Agreed, ...]:
    """The agreements of a session, and what came of them."""
    if not entry.agreements:
        return ()
    mine = (one for one in statuses_in(house, root) if one.agreement and one.session == entry.head.session)
    longest = LONGEST if entry.head.mode is Mode.TEAM else LONGEST_ALONE
    return tuple(Agreed(one.id, clipped(one.what, longest), word_for(one)) for one in mine)


def word_for(status: AgreementStatus) -> str:
    """What came of it, in a word; in doubt it is open."""
    return "nog open" if status.outcome is None or status.doubt else status.status


def agreed_on(house: House, team: str, exercise: str, day: date) -> tuple[AgreementStatus, ...]:
    """What a team agreed on a day with this exercise, and what came of it."""
    root = Root(team, team, journal.team_root(house.places, house.config, team))
    found = (one for one in statuses_in(house, root) if one.agreement and one.made_on == day)
    return tuple(one for one in found if exercise in (one.head.exercise, *one.head.parts))


# --- in a session ---------------------------------------------------------------------------------------------------


def _offer(stand: Stand, place: Place) -> None:
    """Seeing it is a choice; nobody who just presses Enter sees it."""
    stand.window.show(stage.earlier_offer(stand.session))
    options = ["Nee, ga verder", "Ja, laat zien"]
    stand.record(events.earlier(stand.window.pick(stage.earlier_question(stand.session), options) == 1))
    stand.record(events.done(place.id))


def _show(stand: Stand, place: Place) -> None:
    stand.window.show(stage.EARLIER[place.kind](stand.session))
    stand.window.wait("Druk op Enter om verder te gaan.")
    stand.record(events.done(place.id))


VISITS: Final[dict[Kind, Callable[[Stand, Place], None]]] = {
    Kind.EARLIER: _offer,
    Kind.EARLIER_WORDS: _show,
    Kind.EARLIER_AGREED: _show,
}
