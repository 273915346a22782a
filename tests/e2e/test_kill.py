"""kill -9 at random moments: no answered question is lost, no half file is published, nothing hidden is shown."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from armoede_toolbox.entry import parse
from tests.e2e.driver import Person

KILLS = int(os.environ.get("ARMOEDE_KILLS", "4"))
"""Kills per way; raise it for a long soak."""

WAYS = {
    "alleen": ["start", "LB3-03", "--tijd", "12"],
    "duo": ["start", "LB5-05", "--tijd", "22", "--team", "Wij twee", "--nieuw-team"],
    "team": ["start", "LB5-01", "--tijd", "15", "--team", "Noord", "--nieuw-team", "--deelnemers", "8"],
    "rond": ["start", "LB1-09", "--tijd", "12", "--team", "Zuid", "--nieuw-team", "--deelnemers", "4"],
    "bijeenkomst": ["traject", "start", "T1", "--team", "Noord", "--nieuw-team", "--deelnemers", "8"],
    "papier": [
        *["start", "LB5-01", "--tijd", "15", "--team", "Noord", "--nieuw-team", "--deelnemers", "8"],
        *["--van-papier", "--datum", "gisteren", "--begin", "13:30"],
    ],
}
PROMPTS = {"bijeenkomst": 118, "papier": 17}
"""How many prompts there are about, so that the kill can come anywhere; the first forty of the other ways."""
CHOICES = {"Kijkt de groep mee": "Nee", "Waar bewaren we": "Op deze computer"}
AROUND = {"Hoe ver zijn jullie?": "Op een andere manier", "Hoe halen we de antwoorden op?": "Rond"}


def drafts(home: Path) -> str:
    return "".join(path.read_text("ascii") for path in (home / "state").rglob("*.jsonl"))


def entries(home: Path) -> list[Path]:
    return sorted((home / "logboek").rglob("*.md"))


def everything(home: Path) -> str:
    return drafts(home) + "".join(path.read_text("utf-8") for path in entries(home))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_killed_session_keeps_every_answer_and_goes_on(way, tmp_path):
    choices = CHOICES | (AROUND if way == "rond" else {})
    kills = max(1, KILLS // 2) if way == "bijeenkomst" else KILLS  # a meeting is long
    for number in range(kills):
        home = tmp_path / str(number)
        home.mkdir()
        seed = random.randrange(10**9)
        chance = random.Random(seed)
        person = Person(home, WAYS[way], seed, choices)
        person.go(until=chance.randint(3, PROMPTS.get(way, 40)))
        time.sleep(chance.random() * 0.05)
        person.kill()
        kept = everything(home)
        lost = [word for word in person.words if word not in kept]
        assert not lost, (seed, lost)
        for path in entries(home):
            parse(path.read_text("utf-8"))
        _goes_on(home, way, person, choices, seed)


def _goes_on(home: Path, way: str, before: Person, choices: dict[str, str], seed: int) -> None:
    """``hervat`` finishes it; every answer is in the file; before the next reveal nothing typed earlier is shown."""
    if entries(home) or not drafts(home):
        return
    arguments = ["hervat", *(["--persoonlijk"] if way == "alleen" else [])]
    again = Person(
        home, arguments, seed + 1, choices | {"Wat wil je doen?": "Ga verder", "al iets getypt": "Laat staan"}
    )
    assert again.go() == 0, (seed, again.seen[-2000:])
    assert len(entries(home)) == 1, seed
    text = entries(home)[0].read_text("utf-8")
    assert not [word for word in [*before.words, *again.words] if word not in text], seed
    assert not list((home / "state").rglob("*.jsonl"))
    assert not list(home.rglob("*.tmp"))
