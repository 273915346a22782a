"""The window for the beamer, beside a session in another program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from armoede_toolbox.session import Setup, events
from armoede_toolbox.storage.drafts import Draft, list_drafts
from armoede_toolbox.vocabulary import Mode, Variant
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.showing import LATER, OVER, WAITING, follower
from tests.workflows.test_running import LIBRARY, setup_of

OPENED = "zaal"


@pytest.fixture
def house(home: Path) -> House:
    del home
    return open_house()


def setup_at(started: datetime) -> Setup:
    setup = setup_of(LIBRARY.find("LB3-06"), Mode.TEAM, Variant.SHORT)
    return replace(setup, started=started)


@contextmanager
def running(house: House, setup: Setup) -> Iterator[Draft]:
    """A session of which the first step was just opened."""
    with Draft.create(setup.session, house.places.drafts, house.places.drafts.parent / OPENED) as draft:
        draft.append(setup.event())
        draft.append(events.done("opening"))
        draft.append(events.here("stap:0", setup.started))
        yield draft


@pytest.mark.parametrize("day", [None, date(2026, 9, 1), date(2031, 2, 28)])
def test_its_clock_is_that_of_the_session_whatever_its_day(house: House, day: date | None) -> None:
    with running(house, setup_at(house.on(day).now() - timedelta(minutes=1))):
        screen = follower(house)()
    assert screen.aside.startswith("nog "), screen


def test_a_session_that_is_broken_off_is_not_over(house: House) -> None:
    look = follower(house)
    assert look() == WAITING
    with running(house, setup_at(house.now())):
        assert look() not in (WAITING, LATER, OVER)
    assert look() == LATER
    (left,) = list_drafts(house.places, house.config)
    left.path.unlink()
    assert look() == OVER
