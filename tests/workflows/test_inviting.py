"""``uitnodiging``: for whom it is, what it promises, and that it is one side."""

from __future__ import annotations

import os
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.reporting.invitation import Meeting
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Guests, Mode, Weight
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.inviting import invite

LIBRARY = Library.load()
WITH = [one for one in LIBRARY.exercises if one.guests is not Guests.NO]
FEW = sorted(
    {
        max(WITH, key=lambda one: len(one.title + one.goal)).id,
        next(one.id for one in WITH if Mode.TEAM not in one.modes),
        next(one.id for one in WITH if one.weight is Weight.HEAVY),
    }
)
"""The most words, a pair, and a heavy one."""
WITHOUT = [one.id for one in LIBRARY.exercises if one.guests is Guests.NO]
FULL = Meeting("het wijkteam van Noord en Oost", date(2026, 12, 3), time(13, 30), "Buurthuis De Brug, zaal 2")


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    return open_house(environ=dict(os.environ))


def text_of(house: House, name: str, meeting: Meeting) -> str:
    return " ".join(invite(house, name, meeting).text(80).split())


@pytest.mark.parametrize("name", FEW)
def test_everything_that_a_guest_needs_to_know(name: str, house: House) -> None:
    text = text_of(house, name, Meeting())
    for part in (
        "Waarom jij?",
        "Het duurt",
        "Voor je tijd",
        "Voor je reis",
        "zonder je naam",
        "overslaan",
        "Bel of app",
    ):
        assert part.lower() in text.lower()
    assert "Je eigen verhaal vertellen hoeft niet." in text
    assert "{" not in text


def test_what_is_known_stands_there_and_the_rest_is_a_blank(house: House) -> None:
    text = text_of(house, "LB3-04", FULL)
    assert "donderdag 3 december 2026" in text and "van 13:30 tot 14:32 uur" in text
    assert "het wijkteam van Noord en Oost" in text and "Buurthuis De Brug, zaal 2" in text
    assert "€ ………" in text and "Telefoon:** ………" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("meeting", [Meeting(), FULL])
def test_it_is_one_side(name: str, meeting: Meeting, house: House) -> None:
    made = invite(house, name, meeting, "pdf")
    reader = PdfReader(BytesIO(made.delivered.content))
    assert len(reader.pages) == 1
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl-NL"


@pytest.mark.parametrize("name", WITHOUT[:1])
def test_without_guests_there_is_no_invitation(name: str, house: House, tmp_path: Path) -> None:
    with pytest.raises(ToolboxError) as caught:
        invite(house, name, Meeting(), "pdf")
    (problem,) = caught.value.problems
    assert "zonder ervaringsdeskundigen" in problem.what
    named = [one for one in LIBRARY.exercises if one.number in problem.do]
    assert len(named) == 4 and all(one.guests is not Guests.NO for one in named)
    assert list(tmp_path.iterdir()) == []


def test_who_sends_it_hears_what_is_right(house: House) -> None:
    told = " ".join(invite(house, "LB3-04", Meeting()).notices)
    assert "Bloemen of een bon" in told and "minstens twee" in told and "uitkering" in told
