"""Ways in which journals of others lost people's writing, tried on ours through the door that people use."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import parse
from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.session import fold
from armoede_toolbox.storage import config as settings
from armoede_toolbox.storage import drafts, journal
from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.storage.library import Library
from armoede_toolbox.terminal.commands import HalfTyped
from armoede_toolbox.terminal.window import Command, Interrupted
from armoede_toolbox.workflows import logbook, meetings, resuming, signalling, updating
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.running import run
from armoede_toolbox.workflows.stand import Stand
from armoede_toolbox.workflows.starting import Wish
from tests.scripted import ScriptWindow
from tests.storage.faults import only
from tests.workflows.auto import AutoWindow
from tests.workflows.test_agreements import WHEN, Team, look_backs, meet, with_agreements
from tests.workflows.test_logbook import a_house
from tests.workflows.test_running import Clock
from tests.workflows.test_signals import ALL, at_the_closing, chance, finished


class Killed(BaseException):
    """As ``kill -9``: nothing that comes after it is done."""


class Window(ScriptWindow):
    """The program is killed where the answers end."""

    def _next(self, ask: Any) -> Any:
        if not self.answers:
            raise Killed
        return super()._next(ask)


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.md"))


# --- signals --------------------------------------------------------------------------------------------------------


def test_a_signal_in_the_closing_is_safe_before_it_is_asked_for_whom() -> None:
    session, book = at_the_closing(*ALL)
    with pytest.raises(Killed):
        window = Window([Command.PASS, "Ja", "Ik typ het zelf", "De bus rijdt niet"])
        run(Stand(session, book, window, Clock(), chance()))
    again = fold(book.events)
    assert again is not None
    assert [one["wat"] for one in again.signals or []] == ["De bus rijdt niet"]


OWN_WORDS = ["Ja", "Iets anders wat is gezegd", "Ik typ het zelf", "De bus rijdt niet"]


@pytest.mark.parametrize("end", [[], [HalfTyped("de prov")], [Command.STOP], [Command.HELP, "Nee"]])
def test_a_signal_that_is_marked_later_is_safe_before_it_is_asked_for_whom(end: list[Any]) -> None:
    house = a_house()
    path = finished(house)
    window = Window([*OWN_WORDS, *end])
    with suppress(Killed, Interrupted):
        signalling.mark_in(house, window, path, [])
    again = ScriptWindow()
    assert resuming.unfinished(house) == ([], [])
    assert resuming.choose_draft(house, None, personal=False, window=again) is None
    assert ("Een signaal was nog niet bewaard. Nu wel:" in again.text) == (not end)
    (made,) = set(files(house.places.teams)) - {path}
    assert [one.what for one in parse(made.read_bytes()).signals] == ["De bus rijdt niet"]
    assert not drafts.list_drafts(house.places, house.config)


def test_a_signal_waits_while_the_folder_is_gone_or_full(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    path = finished(house)
    root = house.places.teams / "noord"
    away = root.with_name("weg")

    class Gone(ScriptWindow):
        """The share is unmounted while somebody types."""

        def line(self, question: str, **more: Any) -> str:
            found = super().line(question, **more)
            if question == signalling.FOR_WHOM:
                root.rename(away)
            return found

    with pytest.raises(ToolboxError, match="Je antwoorden zijn er nog"):
        signalling.mark_in(house, Gone([*OWN_WORDS, "de provincie"]), path, [])
    assert not root.exists()
    waiting = ScriptWindow()
    resuming.choose_draft(house, None, personal=False, window=waiting)
    assert "De map van het logboek is er nu niet." in waiting.text
    away.rename(root)
    with monkeypatch.context() as patch:
        only({"write"}, errno.ENOSPC)(patch)
        resuming.choose_draft(house, None, personal=False, window=ScriptWindow())
    resuming.choose_draft(house, None, personal=False, window=ScriptWindow())
    (made,) = set(files(root)) - {path}
    (signal,) = parse(made.read_bytes()).signals
    assert (signal.what, signal.addressee) == ("De bus rijdt niet", "de provincie")


# --- looking back ---------------------------------------------------------------------------------------------------


@pytest.fixture
def house() -> House:
    return replace(open_house(), now=lambda: datetime(2026, 2, 17, 12, 0, tzinfo=UTC), chance=random.Random(1))


@pytest.mark.parametrize("stop", [HalfTyped("we belden mevrouw De Vries"), Command.STOP])
def test_a_word_about_an_agreement_that_was_half_typed_is_kept(house: House, stop: Any) -> None:
    """Nobody can be asked about a name in it now, so it becomes a role."""
    later = with_agreements(house)
    window = ScriptWindow(["Gedaan", stop])
    updating.update_in(later, window)
    ((looked,),) = look_backs(house)
    assert looked.word == ("we belden een inwoner" if isinstance(stop, HalfTyped) else None)


def test_half_a_word_stands_there_again_when_the_session_goes_on(house: House) -> None:
    later = with_agreements(house)
    first = Talking({WHEN: ["Nee, we kijken eerst terug"]}, stop_at_word="nog een week")
    assert meet(later, first) == ExitCode.INTERRUPTED
    (one,), _ = resuming.unfinished(later)
    (looked,) = one.session.looked.values()
    assert looked.word == "nog een week"


class Talking(Team):
    """The window is closed in the middle of a word about an agreement."""

    def __init__(self, choices: dict[str, Any], stop_at_word: str) -> None:
        super().__init__(choices)
        self.word = stop_at_word

    def line(self, question: str, *, start: str = "", required: bool = False) -> str:
        if question.endswith("Leeg laten mag ook."):
            raise Interrupted({"regel": self.word})
        return super().line(question, start=start, required=required)


# --- the folder of the team -----------------------------------------------------------------------------------------


class Unmounting(Team):
    """The share goes away when it is asked what may leave, just before the file is written."""

    def __init__(self, root: Path) -> None:
        super().__init__(agreed=["Bellen"])
        self.root = root

    def pick(self, question: str, options: Sequence[str], *, default: int = 0) -> int:
        if question.startswith("Kies samen."):
            self.root.rename(self.root.with_name("weg"))
        return super().pick(question, options, default=default)


@pytest.mark.parametrize("shared", [True, False])
def test_a_folder_that_goes_away_before_the_end_is_not_made_anew(house: House, tmp_path: Path, shared: bool) -> None:
    folder = tmp_path / "share" / "noord"
    if shared:
        folder.mkdir(parents=True)
        settings.change(
            house.places.config_file,
            lambda old: replace(old, teams={"noord": settings.Team(name="Noord", folder=folder)}),
        )
        house = replace(house, config=settings.read(house.places.config_file))
    root = journal.team_root(house.places, house.config, "noord")
    with pytest.raises(ToolboxError, match="Je antwoorden zijn er nog"):
        meet(house, Unmounting(root), new_team=not shared)
    assert not root.exists()
    if shared:
        with pytest.raises(ToolboxError, match="De map van het logboek is er nu niet"):
            go_on(house)
        root.with_name("weg").rename(root)
    assert go_on(house) == ExitCode.OK
    (made,) = files(root)
    assert [one.what for one in parse(made.read_bytes()).agreements] == ["Bellen"]
    assert not drafts.list_drafts(house.places, house.config)


def go_on(house: House) -> int:
    (one,), _ = resuming.unfinished(house)
    return resuming.continue_draft(house, one, AutoWindow(random.Random(1)))


def test_what_was_typed_before_a_meeting_is_not_typed_for_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a trajectory the folder is tried before anybody says why something is left out."""
    journal.team_root(house.places, house.config, "noord").mkdir(parents=True)
    only({"write"}, errno.ENOSPC)(monkeypatch)
    window = ScriptWindow()
    library = Library.load()
    with pytest.raises(ToolboxError, match="De schijf is vol"):
        meetings.begin(house, window, library, library.find_trajectory("T1").trajectory, Wish(team="Noord", people=6))
    assert window.asked == []


# --- a clock that jumps, and what is newer --------------------------------------------------------------------------


def test_a_clock_that_jumps_back_loses_nothing(house: House) -> None:
    moments = itertools.count()
    back = replace(house, now=lambda: datetime(2026, 2, 17, 12, 0, tzinfo=UTC) - timedelta(minutes=7 * next(moments)))
    for _ in range(2):
        assert meet(back, Team(agreed=["Bellen"])) == ExitCode.OK
    made = files(house.places.teams if house.places.root else house.places.data)
    assert len(made) == 2
    for path in made:
        entry = journal.load(path)
        assert (entry.warnings, [one.what for one in entry.agreements]) == ((), ["Bellen"])
    assert len(logbook.list_entries(replace(house, config=settings.read(house.places.config_file))).found) == 2


@pytest.mark.parametrize("kind", ["begin", "terugblik-begin", "signaal"])
def test_a_draft_of_a_newer_toolbox_stays_as_it_is(house: House, kind: str) -> None:
    """An older program would skip what it does not know, and throw it away with the draft."""
    session = "2026-02-17-1200-k7f3"
    with drafts.Draft.create(session, house.places.drafts) as draft:
        draft.append({"wat": kind, "formaat": 2, "sessie": session, "map": "/x", "bestand": "x", "nieuw": "iets"})
        draft.append({"wat": "nieuw-soort", "waarde": "een antwoord"})
        path = draft.path
    assert path is not None
    before, window = path.read_bytes(), ScriptWindow()
    assert resuming.choose_draft(house, None, personal=False, window=window) is None
    assert "Dit concept is van een nieuwere toolbox." in window.text
    assert "Werk de toolbox bij." in window.text
    updating.finish_interrupted(house, ScriptWindow())
    assert path.read_bytes() == before


def test_an_exercise_that_changed_meanwhile_goes_on_as_it_was(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "oefeningen"
    shutil.copytree(bundled() / "leerbehoefte-3", folder / "leerbehoefte-3")
    house = replace(house, places=replace(house.places, exercises=(folder,)))
    assert meet(house, Team(stop_at=9)) == ExitCode.INTERRUPTED
    (one,), _ = resuming.unfinished(house)
    asked = [prompt.id for step in one.session.setup.exercise.steps for prompt in step.prompts]
    shutil.rmtree(folder)
    assert go_on_with(house, Team(agreed=["Bellen"])) == ExitCode.OK
    (made,) = files(house.places.data)
    found = [question.id for step in parse(made.read_bytes()).steps for question in step.questions]
    assert found
    assert {name.partition(".")[0] for name in found} <= set(asked)


def go_on_with(house: House, window: AutoWindow) -> int:
    (one,), _ = resuming.unfinished(house)
    return resuming.continue_draft(house, one, window)


# --- the settings ---------------------------------------------------------------------------------------------------


def test_programs_that_change_the_settings_at_once_keep_each_other_s_team(house: House) -> None:
    path = house.places.config_file
    children = []
    for number in range(6):
        child = os.fork()
        if child == 0:
            settings.change(path, lambda old, key=f"team-{number}": _with_team(old, key))  # type: ignore[misc]
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    assert set(settings.read(path).teams) == {f"team-{number}" for number in range(6)}


def _with_team(old: settings.Config, key: str) -> settings.Config:
    time.sleep(0.05)
    return replace(old, teams={**old.teams, key: settings.Team(name=key, folder=Path(f"/{key}"))})


# --- looking --------------------------------------------------------------------------------------------------------


def test_opening_and_leaving_a_draft_changes_nothing(house: House) -> None:
    assert meet(house, Team(stop_at=9)) == ExitCode.INTERRUPTED
    before = {path: path.read_bytes() for path in house.places.state.rglob("*.jsonl")}
    for _ in range(2):
        (one,), _none = resuming.unfinished(house)
        assert resuming.continue_draft(house, one, ScriptWindow(["Nu niet"])) == ExitCode.OK
    assert {path: path.read_bytes() for path in house.places.state.rglob("*.jsonl")} == before
