"""The invitation for somebody who knows poverty from experience: one side, plain, with what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from armoede_toolbox.dates import in_full
from armoede_toolbox.reporting.document import Block, Document, Facts, Heading, Paragraph, Room, Together, Tone
from armoede_toolbox.reporting.outline import BLANK, Outline
from armoede_toolbox.text import counted
from armoede_toolbox.vocabulary import Mode, Weight

KIND: Final = "Uitnodiging"
TITLE: Final = "Denk je met ons mee?"
_LONG: Final = BLANK * 3


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known about the meeting; what is not becomes a blank."""

    team: str | None = None
    day: date | None = None
    begin: time | None = None
    place: str | None = None


def invitation(outline: Outline, meeting: Meeting, room: Room = Room.NORMAL) -> Document:
    """A letter to fill in and give."""
    parts = (
        ("Waarom jij?", _why(outline)),
        ("Wanneer en waar?", _when(outline, meeting)),
        ("Wat krijg je?", _worth()),
        ("Wat doen we met wat je zegt?", _use()),
        ("Je mag altijd nee zeggen", _free(outline)),
        ("Doe je mee, of heb je een vraag?", _contact(meeting)),
    )
    blocks: list[Block] = [*_opening(outline, meeting)]
    for title, part in parts:
        blocks.append(Together((Heading(title), *part)))
    return Document(TITLE, tuple(blocks), KIND, large=True, room=room)


def _opening(outline: Outline, meeting: Meeting) -> Iterator[Block]:

    who = f"Wij zijn {meeting.team}." if meeting.team else f"Wij zijn {_LONG}"
    yield Paragraph(f"Beste {_LONG}")
    yield Paragraph(
        f"{who} Op ons werk doen we een oefening. Die heet “{outline.exercise.title}”. "
        f"Het doel staat er zo bij: “{outline.exercise.goal}” Wij nodigen je uit om mee te doen."
    )


def _why(outline: Outline) -> Iterator[Block]:
    others = "Er komt nog minstens één andere gast." if outline.mode is Mode.TEAM else "Je doet het met één collega."
    yield Paragraph(
        "Jij weet uit eigen ervaring hoe het is om weinig geld of schulden te hebben. Dat leren wij niet uit een boek. "
        "We vragen wat jij ervan vindt, en wat jij ons aanraadt. "
        f"Je eigen verhaal vertellen hoeft niet. {others}"
    )


def _when(outline: Outline, meeting: Meeting) -> Iterator[Block]:
    minutes = counted(outline.total, "minuut", "minuten")
    day = in_full(meeting.day.isoformat()) if meeting.day else _LONG
    clock = f"van {outline.slots()[0].start} tot {outline.end} uur" if meeting.begin else f"{_LONG} uur"
    rows = (("Dag", day), ("Tijd", f"{clock} (het duurt {minutes})"), ("Plek", meeting.place or _LONG))
    yield Facts(rows)


def _worth() -> Iterator[Block]:
    yield Facts((("Voor je tijd", f"€ {_LONG}"), ("Voor je reis", f"€ {_LONG} Dat krijg je op de dag zelf.")))
    yield Paragraph(
        "Heb je een uitkering of toeslag? Dan zoeken we vooraf samen uit of dit geld daar iets aan verandert.",
        Tone.PLAIN,
    )


def _use() -> Iterator[Block]:
    yield Paragraph(
        "We schrijven op wat we leren, zonder je naam. Jij leest het eerst. Je mag er iets uithalen. Aan het eind "
        "kiezen we samen wat anderen mogen lezen. Daarna hoor je wat we ermee doen, ook als het niet lukt."
    )


def _free(outline: Outline) -> Iterator[Block]:
    heavy = " De oefening kan je raken. Na afloop kun je napraten met iemand die je zelf kiest."
    yield Paragraph(
        "Een vraag overslaan mag. Stoppen of weggaan mag ook. Je hoeft niet te zeggen waarom, en je houdt je geld. "
        "Zeg je nee? Dat verandert niets aan de hulp die je krijgt."
        + (heavy if outline.exercise.weight is Weight.HEAVY else "")
    )


def _contact(meeting: Meeting) -> Iterator[Block]:
    yield Paragraph("Bel of app ons. De vragen krijg je vooraf. Je mag iemand meenemen.")
    yield Facts((("Naam", _LONG), ("Telefoon", _LONG)))
    yield Paragraph(f"Groeten van {meeting.team}" if meeting.team else f"Groeten van {_LONG}")
