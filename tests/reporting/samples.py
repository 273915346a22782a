"""A small exercise for paper, with everything that paper shows; and a document with one of every block."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from armoede_toolbox.exercises import Exercise
from armoede_toolbox.exercises.shared import Fact
from armoede_toolbox.reporting import document as d
from armoede_toolbox.reporting.outline import Outline
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.yamltext import load

EXERCISE: Final = """\
formaat: 1
id: de-wachtkamer
nummer: LB3-90
titel: De wachtkamer
doel: Je kijkt naar een wachtkamer alsof je er voor het eerst zit.
achtergrond: Wachten kost tijd. [F90]
leerbehoefte: inwoners
themas: [omgeving]
vormen: [individueel, team]
deelnemers: {min: 4, max: 10}
zwaarte: zwaar
ervaringsdeskundigen: kan
methode: eigen werkvorm
nodig: [pennen, "stoelen in een kring"]
voorbereiding: Loop zelf een keer door de wachtkamer.
let_op: Niemand hoeft iets te vertellen over zichzelf.
begeleider:
  zinnen: [Wat zie je het eerst?, Stilte mag.]
  als_het_stokt: Vraag naar de stoelen.
  als_het_klaagt: Vraag wat wel van ons is.
  als_het_raakt: Neem een pauze.
nazorg: Dit kan binnenkomen. We blijven nog even zitten.
stappen:
  - titel: Kijken
    minuten: {kort: 3, normaal: 5}
    uitleg: Je hebt {minuten} minuten. Kijk alsof je er voor het eerst bent. [F90]
    zeg: Doe je ogen even dicht.
    doe: Zet een wekker.
    vragen:
      - id: eerst
        soort: open
        wie: ieder
        stil: true
        tekst: Wat valt je het eerst op?
        hulp: Een ding, een geluid of een geur.
        blik: inwoner
      - id: welkom
        soort: schaal
        wie: ieder
        stil: true
        tekst: Hoe welkom voel je je?
        labels: {1: niet, 5: heel erg}
  - titel: Kiezen
    minuten: 4
    vragen:
      - id: drempels
        soort: lijst
        tekst: Wat maakt het lastig om binnen te komen?
        hoogstens: 3
      - id: hoogste
        soort: keuze
        wie: ieder
        stil: true
        tekst: "We noemden {antwoord:drempels}. Welke drempel is het hoogst?"
        opties: {uit: drempels, of: Een andere}
        blik: eigen
einde: afspraak
feiten: [F90]
"""

FACT: Final = Fact.from_file(
    {
        "id": "F90",
        "tekst": "In 2020 wachtten mensen gemiddeld 20 minuten.",
        "peiljaar": 2020,
        "bron": ["X1"],
        "status": "gevonden",
    }
)


def exercise() -> Exercise:
    return Exercise.from_file(load(EXERCISE).data)


def outline(mode: Mode = Mode.TEAM, variant: Variant = Variant.NORMAL, **more: Any) -> Outline:
    begin = time(13, 30) if mode is Mode.TEAM else None
    known: dict[str, Any] = {"begin": begin, "facts": (FACT,), "sources": {"X1": "Een klein onderzoek"}, **more}
    return Outline(exercise=exercise(), mode=mode, variant=variant, **known)


def every_block(text: str) -> d.Document:
    """A document with this text in every place where text may be."""
    small: tuple[d.Block, ...] = (
        *(d.Paragraph(text, tone) for tone in d.Tone),
        d.Writing(2, text),
        d.Writing(unit=text),
        *(d.Choices((text, text), text, mark, dots=2, blanks=1) for mark in d.Mark),
        d.Scale((text, text), (text, "")),
    )
    blocks: tuple[d.Block, ...] = (
        d.Heading(text, 2, text),
        d.Heading(text, 3),
        *small,
        d.Bullets((text, text)),
        d.Numbered((text, text)),
        d.Facts(((text, text),)),
        d.Table((text, text), ((text, text), (text, text)), heads=True),
        d.Table((text,), ((text,),), to_fill=True),
        d.Quote(text),
        d.Quote(text, text),
        d.Tasks((d.Task(text, ((text, text),)), d.Task(text, done=True))),
        d.Chart((text, text), ((text, 3), (text, 0.5)), text),
        d.Chart((text, text), ((text, -1), (text, 1)), text, d.Shape.LINE, (text, text, text)),
        d.Chart((text, text), ((text, 3), (text, 1)), text, d.Shape.FORCES, sides=(text, f"{text} {text}")),
        *(d.Note(text, text, voice, (text, text), text) for voice in d.Voice),
        d.PageBreak(),
        d.Writing(3, numbered=True),
        d.Ratings((text, text), (text, text), (text, "")),
        d.Boxes((text, text)),
        d.Together(small),
        d.Beside(small, (d.Bullets((text,)),)),
        d.Slips(text, small, 9, 8),
    )
    return d.Document(text, blocks, text, language="nl")
