"""The worksheet: what participants hold in their hands. Only texts that the room may see; never the facilitator's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil
from typing import Final

from armoede_toolbox import form as f
from armoede_toolbox.exercises import Step
from armoede_toolbox.exercises.wording import fill_in
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting.document import (
    Block,
    Boxes,
    Choices,
    Document,
    Heading,
    Note,
    Paragraph,
    Ratings,
    Room,
    Scale,
    Slips,
    Table,
    Together,
    Tone,
    Voice,
    Writing,
)
from armoede_toolbox.reporting.fields import room_for
from armoede_toolbox.reporting.fitting import fitted
from armoede_toolbox.reporting.outline import BLANK, Outline, options_from, way_of
from armoede_toolbox.text import counted
from armoede_toolbox.vocabulary import Collecting, Ending, Mode, Weight, Who

KIND: Final = "Werkblad"
MOST_REPEATS: Final = 3
"""How often a question that comes back for each earlier answer is printed."""
_ALL_AT_ONCE: Final = re.compile(r"\b(?:vingers?|hand op|handen op|steek)\b", re.IGNORECASE)
"""Where an exercise counts fingers or hands, a slip would only confuse."""


class Place(Enum):
    """Where people write."""

    HERE = auto()
    SLIP = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Manner:
    """Whose answer it is, what happens with it, and where it is written."""

    label: str
    sentence: str
    place: Place = Place.HERE


OWN: Final = "Voor jezelf"
HANDED_IN: Final = "Je levert dit in, zonder naam"
WITH_TWO: Final = "Met z’n tweeën"
SHARED: Final = "Samen"


def worksheet(outline: Outline, room: Room = Room.NORMAL) -> Document:
    """The worksheet of an exercise, with its slips on the last pages. ``room`` says how much there is to write on."""
    blocks: list[Block] = [Paragraph(outline.exercise.goal, Tone.LEAD), Paragraph(_rules(outline.mode), Tone.SMALL)]
    for step in outline.steps:
        blocks += _step(outline, step, room)
    blocks += [*_closing(outline), *_rest(outline), *slips(outline)]
    kind = f"{KIND} {outline.exercise.label}"
    return Document(outline.exercise.title, tuple(blocks), kind, large=True, room=room)


def _rules(mode: Mode) -> str:
    passing, names = "Overslaan mag altijd.", "Noem geen namen van inwoners."
    if mode is Mode.SOLO:
        return f"Dit blad is voor jezelf. Niemand hoeft het te zien. {passing} {names}"
    if mode is Mode.PAIR:
        return f"Ieder heeft een eigen blad. Wat samen is, schrijft één van jullie op. {passing} {names}"
    return f"Zet je naam niet op dit blad. {passing} {names}"


# --- steps ----------------------------------------------------------------------------------------------------------


def _step(outline: Outline, step: Step, room: Room) -> Iterator[Block]:
    minutes = step.lasts(outline.variant, outline.mode) or 0
    yield Heading(step.title, aside=counted(minutes, "minuut", "minuten"))
    if step.swap and outline.mode is Mode.PAIR and "wissel" not in (step.explanation or "").lower():
        yield Paragraph("Wissel nu van rol.")
    if step.explanation and not (room >= Room.TIGHT and outline.mode is Mode.TEAM):
        yield Paragraph(outline.words(step.explanation, step))
    for prompt in outline.prompts(step):
        yield Together(tuple(_question(outline, step, prompt, room)))


def _question(outline: Outline, step: Step, prompt: Prompt, room: Room) -> Iterator[Block]:
    """What is asked; on a full page a facilitator tells the rest."""
    yield Paragraph(outline.words(prompt.text, step), Tone.QUESTION)
    how = manner(outline, step, prompt)
    if how.label:
        yield Note(how.label, how.sentence, Voice.TAG)
    if prompt.help and room is not Room.TIGHTEST:
        yield Paragraph(outline.words(prompt.help, step), Tone.SMALL)
    if how.place is Place.HERE:
        yield from fitted(_room(outline, prompt), room)


def _room(outline: Outline, prompt: Prompt) -> Iterator[Block]:
    """Where to write; for each earlier answer once, when the question comes back."""
    own = room_for(prompt, options_from(prompt))
    if prompt.for_each is None:
        yield from own
        return
    for _ in range(_repeats(outline, prompt.for_each)):
        yield Paragraph(f"Bij: {BLANK}{BLANK}{BLANK}")
        yield from own


def _repeats(outline: Outline, source: str) -> int:
    earlier = outline.prompt(source)
    fields = earlier.form(()).fields if earlier else ()
    most = fields[0].at_most if fields and isinstance(fields[0], f.Lines) else None
    return min(most or MOST_REPEATS, MOST_REPEATS)


# --- whose answer ---------------------------------------------------------------------------------------------------


def manner(outline: Outline, step: Step, prompt: Prompt) -> Manner:
    """Whose answer this is, and what happens with it."""
    if not prompt.stores:
        return _spoken(outline.mode, prompt.who)
    if outline.mode is Mode.SOLO:
        return Manner("", "")
    if outline.mode is Mode.PAIR:
        return _of_pair(prompt)
    if prompt.who is Who.TOGETHER:
        return Manner(SHARED, "We schrijven dit op de laptop.", Place.NOWHERE)
    return _of_two(outline, prompt) if prompt.who is Who.PAIRS else _of_each(outline, step, prompt)


def _spoken(mode: Mode, who: Who) -> Manner:
    if mode is Mode.SOLO or who is Who.EACH:
        return Manner(OWN, "Denk erover na. Je hoeft niets op te schrijven.", Place.NOWHERE)
    label = WITH_TWO if who is Who.PAIRS else SHARED
    return Manner(label, "Praat erover. Er wordt niets opgeschreven.", Place.NOWHERE)


def _of_pair(prompt: Prompt) -> Manner:
    if prompt.who is Who.EACH:
        return Manner(OWN, "Antwoord stil. Laat het pas zien als jullie allebei klaar zijn.")
    return Manner(SHARED, "Eén van jullie schrijft of typt.")


def _of_two(outline: Outline, prompt: Prompt) -> Manner:
    if way_of(outline, prompt) is Collecting.HAND_IN:
        return Manner(WITH_TWO, "Jullie leveren dit in, zonder naam.")
    return Manner(WITH_TWO, "Schrijf het samen op. Lees straks alleen voor wat jullie willen delen.")


def _of_each(outline: Outline, step: Step, prompt: Prompt) -> Manner:
    way = way_of(outline, prompt)
    match way:
        case Collecting.PASTE:
            return Manner(HANDED_IN, "Typ het straks in de chat. De namen halen we weg.", Place.NOWHERE)
        case Collecting.ROUND:
            return Manner(OWN, "Het toetsenbord gaat rond. Wacht op je beurt.", Place.NOWHERE)
        case Collecting.READ_OUT:
            return _read_out(prompt)
    if way is Collecting.TALLY and (not prompt.silent or shown_at_once(outline, step, prompt)):
        return Manner(OWN, "Kies stil. Straks laten we het allemaal tegelijk zien.")
    if _large(outline, step, prompt):
        return Manner(HANDED_IN, "Vul stil het losse blad in.", Place.SLIP)
    told = "Kies stil op het briefje." if way is Collecting.TALLY else "Schrijf stil op het briefje."
    return Manner(HANDED_IN, f"{told} Vouw het dicht.", Place.SLIP)


def _read_out(prompt: Prompt) -> Manner:
    aloud = "Je leest straks alleen voor wat je wilt."
    if prompt.silent and isinstance(prompt.form(()).fields[0], f.Text):
        return Manner(OWN, f"Schrijf stil op het briefje. {aloud}", Place.SLIP)
    return Manner(OWN, aloud)


def shown_at_once(outline: Outline, step: Step, prompt: Prompt) -> bool:
    """Whether the answers are fingers, hands or stickers, and not slips."""
    if isinstance(prompt.form(()).fields[0], f.Points):
        return True
    told = " ".join(filter(None, (step.explanation, step.say, prompt.help)))
    small = isinstance(prompt.form(()).fields[0], f.Number | f.OneOf)
    return small and _ALL_AT_ONCE.search(outline.words(told, step)) is not None


# --- slips ----------------------------------------------------------------------------------------------------------

_MILLIMETRES: Final = {8: 52.0, 6: 73.0, 4: 116.0, 2: 116.0}
"""The height for writing on a slip, by how many there are on a page. Two or fewer are as wide as the page."""
_SIGNS: Final = 32
"""About so many signs fit on one line of a slip."""
_LINE: Final = 6.3


def slips(outline: Outline) -> tuple[Slips, ...]:
    """A slip for everyone, for each question that is answered on one."""
    asked = [
        (step, prompt)
        for step in outline.steps
        for prompt in outline.prompts(step)
        if manner(outline, step, prompt).place is Place.SLIP
    ]
    return tuple(
        Slips(_slip_title(outline, step, n, len(asked)), slip := _slip(outline, step, prompt), outline.most, _fit(slip))
        for n, (step, prompt) in enumerate(asked, start=1)
    )


def _slip_title(outline: Outline, step: Step, number: int, of: int) -> str:
    which = f"Briefje {number} van {of}" if of > 1 else "Briefje"
    return f"{which}, bij “{outline.words(step.title, step)}”. Knip los langs de stippellijn."


def _slip(outline: Outline, step: Step, prompt: Prompt) -> tuple[Block, ...]:
    return (Paragraph(_short(outline, step, prompt), Tone.QUESTION), *_room(outline, prompt))


def _short(outline: Outline, step: Step, prompt: Prompt) -> str:
    """Without the sentences that need an earlier answer, when a question is left."""
    left = fill_in(prompt.text, {}, step.minutes.of(outline.variant))
    return outline.words(left or prompt.text, step)


def _large(outline: Outline, step: Step, prompt: Prompt) -> bool:
    return _fit(_slip(outline, step, prompt)) <= 2


def _fit(slip: tuple[Block, ...]) -> int:
    """How many of these fit on a page; tables and boxes need its whole width."""
    wide = any(isinstance(block, Ratings | Table | Boxes) for block in slip)
    height = sum(map(_height, slip))
    return next((many for many, room in _MILLIMETRES.items() if height <= room and not (wide and many > 2)), 1)


def _height(block: Block) -> float:
    """About how high a block is on a slip, in millimetres."""
    match block:
        case Paragraph():
            return _LINE * ceil(len(block.text) / _SIGNS) + 2
        case Choices():
            options = (*block.options, *((block.other,) if block.other else ()), *[""] * block.blanks)
            return sum(_LINE * ceil((len(option) + block.dots + 1) / _SIGNS) + 2 for option in options) + 2
        case Writing():
            return 10.0 * block.lines + 3
        case Scale():
            return 13 + 4.0 * ceil(max(map(len, block.labels)) / 10)
        case Ratings():
            return 8 + sum(9.8 + 4 * (len(row) // 44) for row in block.rows)
        case Table():
            return 10 + 14.0 * len(block.rows)
        case Boxes():
            return 43.0 * ceil(len(block.titles) / (3 if len(block.titles) == 3 else 2))
    return 0


# --- the end --------------------------------------------------------------------------------------------------------


def _closing(outline: Outline) -> Iterator[Block]:
    """Room for an agreement, where the exercise itself does not ask for it."""
    own = any(prompt.kind == "afspraak" for step in outline.steps for prompt in outline.prompts(step))
    if outline.exercise.ending is not Ending.AGREEMENT or own:
        return
    yield Heading("Afronden")
    if outline.mode is Mode.TEAM:
        note = Note(SHARED, "We schrijven dit op de laptop.", Voice.TAG)
        yield Together((Paragraph("Wat doen we vóór de volgende keer? Wie doet dat?", Tone.QUESTION), note))
        return
    question = "Wat ga je doen?" if outline.mode is Mode.SOLO else "Wat doen jullie vóór de volgende keer?"
    help_ = Paragraph("Klein is goed. Geen afspraak is ook een antwoord.", Tone.SMALL)
    yield Together((Paragraph(question, Tone.QUESTION), help_, Writing(2)))


def _rest(outline: Outline) -> Iterator[Block]:
    exercise = outline.exercise
    if exercise.weight is Weight.HEAVY:
        yield Heading("Rustig stoppen")
        yield Paragraph(exercise.aftercare or "Dit kan je raken. We stoppen rustig.")
        yield Paragraph(f"Praten kan met: {outline.contact or BLANK * 3}")
