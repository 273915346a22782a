"""A small trajectory that is right, to break on purpose, with the exercises that it is made of."""

from __future__ import annotations

from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.yamltext import load
from tests.exercises.sample import SAMPLE

TRAJECTORY = """\
formaat: 1
id: twee-keer
nummer: T1
titel: Twee keer kijken
doel: Je kijkt twee keer.
voor: [uitvoering]
vormen: [team]
deelnemers: {min: 4, max: 12}
leervraag: Wat willen jullie weten?
bijeenkomsten:
  - titel: De eerste keer
    minuten: 20
    terugblik: 0
    delen:
      - blok: check-in
        titel: Hoe zit je erbij?
        minuten: 5
        zeg: Zeg het in één woord.
      - oefening: brief-op-de-mat
        vorm: team
        variant: normaal
    neemt_mee: [één brief]
    tussendoor:
      - {wie: ieder, wat: Lees je brief nog eens.}
  - titel: De tweede keer
    minuten: 20
    delen:
      - oefening: brief-op-de-mat
        vorm: individueel
        tijd: 5
      - blok: pauze
        titel: Koffie
        minuten: 5
achtergrond: Twee keer is meer dan één keer. [W5]
bronnen: [W5]
"""


def exercises() -> dict[str, Exercise]:
    """The sample exercise, one with guests, and one that looks back."""
    guests = SAMPLE.replace("brief-op-de-mat", "met-gasten").replace("methode:", "ervaringsdeskundigen: ja\nmethode:")
    back = SAMPLE.replace("brief-op-de-mat", "terug").replace("[taal, schaamte]", "[opvolging]")
    found = [Exercise.from_file(load(text).data) for text in (SAMPLE, guests, back)]
    return {exercise.id: exercise for exercise in found}


def broken(*changes: tuple[str, str]) -> str:
    """The trajectory with pieces replaced, each once; every piece has to be there."""
    text = TRAJECTORY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
