"""A small exercise that is right, to break on purpose."""

from __future__ import annotations

from pathlib import Path

SAMPLE = """\
formaat: 1
id: brief-op-de-mat
nummer: LB3-03
titel: Brief op de mat
doel: Je leest je eigen brief alsof je moe bent.
achtergrond: Een brief valt op de mat. [F15] Zo begint het vaak. [W5]
leerbehoefte: inwoners
themas: [taal, schaamte]
voor: [uitvoering]
vormen: [individueel, team]
deelnemers: {min: 4, max: 12}
zwaarte: licht
methode: perspectiefwissel
stappen:
  - titel: Uit je hoofd
    minuten: {kort: 2, normaal: 3}
    uitleg: Je hebt {minuten} minuten.
    vragen:
      - id: drempels
        soort: lijst
        wie: samen
        tekst: Wat houdt mensen tegen?
        voorbeeld: ["geen printer"]
        blik: inwoner
      - id: gesprek
        soort: alleen-bespreken
        tekst: Herken je dit?
        in: [normaal]
  - titel: Kiezen
    minuten: {kort: 2, normaal: 4, lang: 6}
    vragen:
      - id: hoogste
        soort: keuze
        wie: ieder
        stil: true
        tekst: Jullie noemden {antwoord:drempels}. Welke is het hoogst?
        opties: {uit: drempels, of: Iets anders}
        in: [kort, normaal]
        blik: eigen
      - id: plan
        soort: open
        tekst: Wat doen we?
        blik: inwoner
feiten: [F15]
bronnen: [W5, CPB25]
vervolg: [testpanel]
"""

FACTS = """\
formaat: 1
feiten:
  - id: F15
    tekst: Op 1 januari 2018 vroeg 35 procent de bijstand niet aan.
    peiljaar: 2018
    bron: [CPB25]
    status: gevonden
"""

SOURCES = """\
formaat: 1
bronnen:
  - {code: W5, titel: Movisie, adres: "https://example.org"}
  - {code: CPB25, titel: CPB}
"""


LONGER = ("lang: 6", "lang: 9")
"""Without this change the sample can be used, but its long length is shorter than the normal one."""


def changed(*changes: tuple[str, str]) -> str:
    """The sample with pieces replaced; every piece has to be there."""
    text = SAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, piece: str) -> int:
    """The line of the first place where a piece stands."""
    assert piece in text, piece
    return text[: text.index(piece)].count("\n") + 1


def another(number: str, id: str, title: str = "Een andere titel") -> str:
    """The sample under other names."""
    return changed(("brief-op-de-mat", id), ("LB3-03", number), ("titel: Brief op de mat", f"titel: {title}"))


def folder_with(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files, and the shared data that the sample needs."""
    for name, text in {"_feiten.yaml": FACTS, "_bronnen.yaml": SOURCES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
