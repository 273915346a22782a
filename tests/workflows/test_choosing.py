"""Help with choosing: three cards with their reasons, asked in a window or not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import folders
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.vocabulary import LearningNeed, Mode, Weight
from armoede_toolbox.workflows.choosing import choose, choose_in_window
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import history
from tests.exercises.sample import SAMPLE, another, folder_with
from tests.scripted import ScriptWindow
from tests.workflows.test_listing import ALONE, HEAVY, signals
from tests.workflows.test_logbook import a_house, all_of, golden, head, put, scanned

ANYTHING = "Maakt niet uit"
TEAM = "Met het team"
EVERYTHING = "Laat alles zien"


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Four exercises, one of them heavy; team Noord did one, and someone did one alone."""
    heavy = (
        another("LB5-02", "zwaar-werk", "Zwaar werk")
        .replace(*HEAVY)
        .replace("normaal: 4, lang: 6", "normaal: 4, lang: 60")
    )
    heavy = heavy.replace("leerbehoefte: inwoners", "leerbehoefte: anders-kijken")
    alone = another("LB3-04", "tel-de-stappen", "Tel de stappen").replace(*ALONE)
    files = {"a.yaml": SAMPLE, "b.yaml": alone, "c.yaml": signals(), "d.yaml": heavy}
    folder = folder_with(tmp_path / "meegeleverd", files)
    monkeypatch.setattr(folders, "bundled", lambda: folder)
    data = home / "data" / "armoede-toolbox"
    put(data / "teams" / "noord", head("2026-03-03", "m2p9"))
    put(data / "persoonlijk", head("2026-10-01", "p3rs", exercise="tel-de-stappen", team=None, mode=Mode.SOLO))
    config = home / "config" / "armoede-toolbox" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("team = 'noord'\n[teams.noord]\nnaam = 'Noord'\n")
    return a_house()


# --- kies without a window ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 60])
def test_three_cards(house: House, home: Path, width: int) -> None:
    texts = [
        choose(house, minutes=40, participants=6).text(width),
        choose(house, minutes=15, participants=6, theme="macht").text(width),
        choose(house, minutes=3).text(width),
    ]
    text = f"\n{'=' * width}\n".join(texts)
    assert max(map(len, text.split("\n"))) <= width
    golden(f"kies-{width}", text, home)


def test_what_the_team_did_comes_later(house: House) -> None:
    found = choose(house, minutes=10, participants=6)
    assert [one.card.id for one in found.chosen.choices] == ["signalen-op-tafel", "brief-op-de-mat"]
    assert "Dit deden jullie op 3 maart." in found.chosen.choices[1].reasons


def test_the_only_team_needs_no_settings(house: House) -> None:
    known = choose(house, minutes=10, participants=6).data()
    house.config = replace(house.config, team=None)
    assert choose(house, minutes=10, participants=6).data() == known
    put(house.places.teams / "zuid", head("2026-03-03", "z2d9"))
    unknown = choose(house, minutes=10, participants=6)
    assert not any("deed" in reason for one in unknown.chosen.choices for reason in one.reasons)


def test_a_free_block_at_the_end_of_a_meeting_is_not_what_comes_before(house: House) -> None:
    parts = ("brief-op-de-mat", "check-uit")
    meeting = head("2026-03-10", "r3ks", exercise="reeks", number="T1", trajectory="reeks", meeting=1, parts=parts)
    put(house.places.teams / "noord", meeting)
    assert history(house, "noord").latest == "brief-op-de-mat"


def test_personal_history_is_never_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = scanned(monkeypatch)
    alone = choose(house, participants=1)
    assert seen == []
    assert not any("deed" in reason for one in alone.chosen.choices for reason in one.reasons)
    assert alone.data()["oefeningen"][0]["gedaan_op"] is None
    choose(house, participants=6)
    assert set(seen) == {house.places.teams / "noord"}


def test_heavy_only_when_asked(house: House) -> None:
    assert "zwaar-werk" not in [one.card.id for one in choose(house, minutes=70, participants=6).chosen.choices]
    found = choose(house, minutes=70, participants=6, weight=Weight.HEAVY)
    assert found.chosen.choices[0].card.id == "zwaar-werk"


def test_as_data(house: House) -> None:
    data = choose(house, minutes=10, participants=6, need=LearningNeed.PICTURE).data()
    (one,) = data["oefeningen"]
    assert one["gekozen"] == {"vorm": "team", "variant": "kort", "agenda": 7}
    assert one["redenen"] == [
        "Aan “Een beeld krijgen” kwamen jullie nog niet toe.",
        "De korte versie past in 10 minuten, met terugblik, begin en einde erbij.",
        "Gemaakt voor 4 tot 12 mensen.",
    ]
    assert one["nummer"] == "LB1-09"
    assert data["losgelaten"] == []
    assert json.loads(json.dumps(data)) == data


def test_a_theme_that_is_not_known(house: House) -> None:
    with pytest.raises(ToolboxError) as wrong:
        choose(house, theme="schaamteloos")
    assert "schaamte" in wrong.value.problems[0].do


# --- with a window --------------------------------------------------------------------------------------------------


def questions(window: ScriptWindow) -> list[str]:
    return [ask.label for ask in window.asked]


def test_asking_showing_and_picking(house: House) -> None:
    window = ScriptWindow(["30 minuten", TEAM, "6", ANYTHING, "Het mag ons eigen werk raken", 1])
    assert choose_in_window(house, window).exercise == "brief-op-de-mat"
    assert questions(window) == [
        "Hoeveel tijd staat er in de agenda?",
        "Met wie?",
        "Met hoeveel mensen zijn jullie? Leeg laten mag ook.",
        "Wat willen jullie?",
        "Mag het je raken?",
        "Welke kies je?",
    ]
    (screen,) = window.screens
    assert screen.title == "Dit past bij jullie"
    assert "Gemaakt voor 4 tot 12 mensen." in window.text
    assert "Aan “Een beeld krijgen” kwamen jullie nog niet toe." in window.text
    assert "\x1b" not in window.text


def test_everything_can_be_seen(house: House) -> None:
    window = ScriptWindow([ANYTHING, "Alleen", ANYTHING, "Liever licht", EVERYTHING, 0])
    assert choose_in_window(house, window).exercise == "signalen-op-tafel"
    assert len(window.asked[-1].options) == 4  # type: ignore[union-attr]


def test_when_nothing_fits_everything_is_shown(house: House) -> None:
    window = ScriptWindow(
        ["10 minuten", "Met z’n tweeën", ANYTHING, "Liever licht", "LB3-03  Brief op de mat (6, 8 of 9 min)"]
    )
    assert choose_in_window(house, window).exercise == "brief-op-de-mat"
    assert "Er past nu niets bij deze wensen." in window.text


def test_with_little_time_nothing_heavy_is_asked(house: House) -> None:
    def weights(minutes: str) -> int:
        window = ScriptWindow([minutes, "Alleen", ANYTHING, 0, 0])
        choose_in_window(house, window)
        return len(window.asked[3].options)  # type: ignore[union-attr]

    assert (weights("20 minuten"), weights("30 minuten"), weights(ANYTHING)) == (2, 3, 3)


def test_one_question_back(house: House) -> None:
    answers: list[Any] = ["10 minuten", TEAM, "", Command.BACK, "Alleen", ANYTHING, "Liever licht", 0]
    window = ScriptWindow(answers)
    assert choose_in_window(house, window).exercise == "brief-op-de-mat"
    assert questions(window).count("Met wie?") == 2
    with pytest.raises(CommandGiven):
        choose_in_window(house, ScriptWindow([Command.BACK]))
    with pytest.raises(Interrupted):
        choose_in_window(house, ScriptWindow(["10 minuten", Interrupted]))


def test_a_number_of_people_is_a_number(house: House) -> None:
    window = ScriptWindow([ANYTHING, TEAM, "veel", "0", "12", ANYTHING, "Liever licht", 0])
    choose_in_window(house, window)
    assert window.text.count("Typ een getal, bijvoorbeeld 8.") == 2


def test_only_what_was_not_said_is_asked(house: House) -> None:
    window = ScriptWindow(["Liever licht"])
    found = choose(house, minutes=15, participants=6, theme="taal", window=window)
    assert questions(window) == ["Mag het je raken?"]
    assert [one.card.id for one in found.chosen.choices] == ["brief-op-de-mat"]
    assert window.screens == []


def test_without_exercises_there_is_nothing_to_choose(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    monkeypatch.setattr(folders, "bundled", lambda: empty)
    with pytest.raises(ToolboxError):
        choose_in_window(house, ScriptWindow([ANYTHING, "Alleen", ANYTHING, "Liever licht"]))


def test_choosing_writes_nothing_outside_the_cache(house: House, home: Path) -> None:
    before = all_of(home)
    choose(house, minutes=20).text(80)
    choose_in_window(house, ScriptWindow(["30 minuten", TEAM, "6", ANYTHING, "Liever licht", 0]))
    assert all_of(home) == before
