from __future__ import annotations

import errno
import os
import random
import re
import shutil
import sys
from collections import namedtuple
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import Head, JournalEntry, render
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import journal, places
from armoede_toolbox.storage.config import Config, Team
from armoede_toolbox.storage.journal import Published
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant
from tests.storage.faults import Calls, count, failing, only

START = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1)))


def head(session: str, exercise: str = "brief-op-de-mat", **other: object) -> Head:
    moment = datetime.strptime(session[:15], "%Y-%m-%d-%H%M").replace(tzinfo=START.tzinfo)
    standard: dict[str, object] = {
        "kind": EntryKind.SESSION,
        "session": session,
        "exercise": exercise,
        "number": "LB3-03",
        "title": "Brief op de mat",
        "learning_need": LearningNeed.RESIDENTS,
        "themes": ("taal",),
        "mode": Mode.SOLO,
        "variant": Variant.NORMAL,
        "started": moment,
        "finished": moment,
        "complete": True,
        "sharing": Sharing.AGREEMENTS,
        "toolbox": "0.1.0",
    }
    return Head(**{**standard, **other})  # type: ignore[arg-type]


def saved(root: Path, session: str, exercise: str = "brief-op-de-mat", **other: object) -> Path:
    text = render(JournalEntry(head=head(session, exercise, **other)))
    root.mkdir(parents=True, exist_ok=True)
    return journal.publish(text, journal.entry_path(root, session, exercise)).path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "logboek"


# --- names and places -----------------------------------------------------------------------------------------------


def test_a_session_id_is_its_moment_and_four_signs() -> None:
    ids = {journal.session_id(START, random.Random(seed)) for seed in range(300)}
    assert len(ids) > 290, "two sessions in the same minute hardly ever get the same id"
    assert all(re.fullmatch(r"2026-11-22-1405-[0-9abcdefghjkmnpqrstvwxyz]{4}", found) for found in ids)


def test_the_path_of_an_entry(root: Path) -> None:
    path = journal.entry_path(root, "2026-11-22-1405-k7f3", "Brief op de mat")
    assert path == root / "2026" / "2026-11-22-1405-brief-op-de-mat-k7f3.md"


@pytest.mark.parametrize("session", ["../../etc", "2026-11-22-1405-k7fi", "2026-11-22-1405-k7f3/x", ""])
def test_no_session_leaves_its_folder(root: Path, session: str) -> None:
    with pytest.raises(ValueError, match="session id"):
        journal.entry_path(root, session, "x")


def test_an_exercise_cannot_leave_its_folder(root: Path) -> None:
    path = journal.entry_path(root, "2026-11-22-1405-k7f3", "../../" + "x" * 200)
    assert path.parent == root / "2026"
    assert len(path.name) < 80


def test_roots_of_teams(tmp_path: Path) -> None:
    config = Config(teams={"noord": Team(name="Noord", folder=tmp_path / "share")})
    here = places.find(os.environ, config)
    assert journal.team_root(here, config, "Noord") == tmp_path / "share"
    assert journal.team_root(here, config, "Zuid!") == here.data / "teams/zuid"
    forced = places.find({"ARMOEDE_LOGBOEK": str(tmp_path / "alles")}, config)
    assert journal.team_root(forced, config, "noord") == tmp_path / "alles/teams/noord"
    assert journal.personal_root(forced) == tmp_path / "alles/persoonlijk"
    configured = places.find({}, Config(root=tmp_path / "x"))
    assert journal.team_root(configured, config, "noord") == tmp_path / "share"


def test_known_teams(root: Path) -> None:
    config = Config(teams={"noord": Team(name="Team Noord")})
    here = places.find({}, config, str(root))
    assert journal.known_teams(here, config) == {"noord": "Team Noord"}
    for name in ("zuid", "noord", "Geen Slug", ".git"):
        (here.teams / name).mkdir(parents=True)
    (here.teams / "bestand").write_text("x")
    assert journal.known_teams(here, config) == {"noord": "Team Noord", "zuid": "zuid"}


# --- before the first question --------------------------------------------------------------------------------------


def test_check_makes_the_folder_and_leaves_nothing(root: Path) -> None:
    journal.check_root(root / "diep")
    assert root.stat().st_mode & 0o777 == 0o700
    assert not list((root / "diep").iterdir())


def test_a_folder_that_was_chosen_earlier_is_not_made_anew(root: Path) -> None:
    with pytest.raises(ToolboxError) as caught:
        journal.check_root(root, make=False)
    assert caught.value.problems[0].what == "De map van het logboek is er nu niet."
    assert not root.exists()


def test_check_refuses_a_file(root: Path) -> None:
    root.write_text("x")
    with pytest.raises(ToolboxError, match="geen map"):
        journal.check_root(root)


@pytest.mark.parametrize(
    ("names", "code", "reason"),
    [
        ({"open"}, errno.EACCES, "Je mag hier niet"),
        ({"open"}, errno.EROFS, "alleen lezen"),
        ({"open"}, errno.ENAMETOOLONG, "te lang"),
        ({"write"}, errno.ENOSPC, "vol"),
        ({"mkdir"}, errno.EACCES, "Je mag hier niet"),
    ],
)
def test_check_refuses_what_cannot_be_saved_in(
    root: Path, monkeypatch: pytest.MonkeyPatch, names: set[str], code: int, reason: str
) -> None:
    with monkeypatch.context() as patch:
        only(names, code)(patch)
        with pytest.raises(ToolboxError, match=reason) as caught:
            journal.check_root(root)
    assert caught.value.problems[0].where == str(root)


def test_check_wants_room(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 1000))
    with pytest.raises(ToolboxError, match="bijna geen ruimte"):
        journal.check_root(root)


# --- saving ---------------------------------------------------------------------------------------------------------


def test_publish_says_when_it_stood_there_before(root: Path) -> None:
    root.mkdir()
    target = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief")
    assert journal.publish("tekst ’€é\n", target) == Published(target, already_there=False)
    before = target.stat()
    assert journal.publish("tekst ’€é\n", target) == Published(target, already_there=True)
    assert target.stat().st_mtime_ns == before.st_mtime_ns
    with pytest.raises(ToolboxError, match="ander bestand") as caught:
        journal.publish("anders\n", target)
    assert caught.value.problems[0].where == str(target)
    assert target.read_text("utf-8") == "tekst ’€é\n"


def test_a_file_that_the_user_changed_stays(root: Path) -> None:
    root.mkdir()
    target = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief")
    journal.publish("tekst\n", target)
    target.write_text("tekst\nmijn notitie\n")
    with pytest.raises(ToolboxError, match="niet veranderd"):
        journal.publish("tekst\n", target)
    assert target.read_text() == "tekst\nmijn notitie\n"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENOENT, errno.ESTALE])
def test_publish_when_every_system_call_fails_in_turn(tmp_path: Path, code: int) -> None:
    def publish(root: Path) -> Published:
        return journal.publish("tekst\n", journal.entry_path(root, "2026-11-22-1405-k7f3", "brief"))

    (tmp_path / "count").mkdir()
    for number, name in enumerate(count(lambda: publish(tmp_path / "count"))):
        root = tmp_path / str(number)
        root.mkdir()
        target = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief")
        try:
            with Calls().watched(number, failing(code)):
                published = publish(root)
            assert published.path.read_text() == "tekst\n", name
        except ToolboxError as error:
            assert "Je antwoorden zijn er nog." in error.problems[0].what
            assert not target.exists() or target.read_text() == "tekst\n", name
        assert publish(root).path.read_text() == "tekst\n", (name, "again, with the draft that was kept")


def test_a_root_that_was_taken_away_is_not_made_anew(root: Path) -> None:
    with pytest.raises(ToolboxError, match=r"De map of het bestand is er nu niet\. Je antwoorden zijn er nog\."):
        journal.publish("tekst\n", journal.entry_path(root, "2026-11-22-1405-k7f3", "brief"))
    assert not root.exists()


def test_two_sessions_in_the_same_minute(root: Path) -> None:
    one, two = (saved(root, f"2026-11-22-1405-{tail}") for tail in ("k7f3", "k7f4"))
    assert [path for path, _ in journal.scan(root).files] == [one, two]


# --- looking --------------------------------------------------------------------------------------------------------


def test_no_root_yet_is_an_empty_logbook(root: Path) -> None:
    assert journal.scan(root) == journal.Scan()
    assert not root.exists()


def test_oldest_first_over_the_years(root: Path) -> None:
    order = ["2024-12-31-2359-aaaa", "2025-01-01-0000-zzzz", "2025-01-01-0001-bbbb"]
    for session in reversed(order):
        saved(root, session)
    assert [found.session for _, found in journal.scan(root).files] == order


def test_foreign_files_are_passed_over(root: Path) -> None:
    mine = saved(root, "2026-11-22-1405-k7f3")
    year = mine.parent
    (root / "los.md").write_text("# geen jaarmap")
    (root / ".concepten").mkdir()
    (year / "map.md").mkdir()
    for name in ("a.docx", "b.jpg", "~$a.docx", "c.tmp", ".bezig-1-0.tmp", ".verborgen.md", "Thumbs.db"):
        (year / name).write_bytes(b"\0\1")
    (year / "notities.md").write_text("# Van mij\nsessie: met het team\n")
    (year / "leeg.md").write_bytes(b"")
    (year / "binair.md").write_bytes(os.urandom(1000))
    (year / "stuk.md").symlink_to("nergens")
    with (year / "film.md").open("wb") as film:
        film.truncate(100 * 1024 * 1024)
    before = snapshot(root)
    scan = journal.scan(root)
    assert [path for path, _ in scan.files] == [mine]
    assert scan.skipped == scan.copies == ()
    assert snapshot(root) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_does_not_hang(root: Path) -> None:
    year = saved(root, "2026-11-22-1405-k7f3").parent
    os.mkfifo(year / "2026-11-22-1406-pijp-k7f4.md")
    assert [skipped.reason for skipped in journal.scan(root).skipped] == ["Dit is geen gewoon bestand."]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\0" * 5000, 1),
        (b"geen begin\n", 1),
        (b"---\nformaat: 1\n", 1),
        (b"---\nformaat: 1\nsoort: [\n---\n", 4),
        (bytes(range(256)) * 10, None),
        (b"---\nformaat: 99\n---\n", 2),
    ],
)
def test_a_damaged_file_is_named_and_stops_nothing(root: Path, data: bytes, line: int | None) -> None:
    mine = saved(root, "2026-11-22-1405-k7f3")
    damaged = mine.with_name("2026-11-22-1406-stuk-k7f4.md")
    damaged.write_bytes(data)
    scan = journal.scan(root)
    assert [path for path, _ in scan.files] == [mine]
    (skipped,) = scan.skipped
    assert skipped.file == damaged
    assert line is None or skipped.line == line
    assert skipped.reason.endswith(".")
    assert damaged.read_bytes() == data
    with pytest.raises(ToolboxError) as caught:
        journal.load(journal.find([root], "k7f4"))
    assert str(damaged) in caught.value.problems[0].where


def test_a_file_that_cannot_be_opened_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, locked = saved(root, "2026-11-22-1405-k7f3"), saved(root, "2026-11-22-1406-k7f4")
    real = Path.open

    def closed(path: Path, *arguments: Any) -> object:
        if path == locked:
            raise PermissionError(errno.EACCES, "")
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", closed)
    scan = journal.scan(root)
    assert [path for path, _ in scan.files] == [mine]
    assert scan.skipped == (journal.Skipped(locked, None, "Je mag hier niet lezen of schrijven."),)


def test_a_year_that_cannot_be_listed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = saved(root, "2026-11-22-1405-k7f3").parent
    real = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path == year:
            raise OSError(errno.EIO, "")
        return iter(list(real(path)))

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert journal.scan(root).skipped == (journal.Skipped(year, None, "De schijf gaf een storing."),)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"---\n", b"---   \n"),
        lambda data: data + b"\n" + b"x" * 200_000,
        lambda data: data.replace(b"formaat: 1\n", b"formaat: 1\neigen: sleutel\n"),
    ],
)
def test_what_editors_do_to_a_file_is_no_damage(root: Path, change) -> None:
    path = saved(root, "2026-11-22-1405-k7f3")
    path.write_bytes(change(path.read_bytes()))
    assert [found.session for _, found in journal.scan(root).files] == ["2026-11-22-1405-k7f3"]
    assert journal.load(path).head.session == "2026-11-22-1405-k7f3"


def test_a_renamed_file_is_still_ours(root: Path) -> None:
    path = saved(root, "2026-11-22-1405-k7f3")
    renamed = path.rename(path.with_name("Onze brief.MD"))
    assert journal.find([root], "k7f3") == renamed
    renamed.write_bytes(renamed.read_bytes().replace(b"soort: sessie", b"soort: feest"))
    assert [skipped.file for skipped in journal.scan(root).skipped] == [renamed]


@pytest.mark.parametrize("addition", [" (conflicted copy)", "-LAPTOP-7", " (1)", " - kopie", "-pc01"])
def test_a_conflicted_copy_is_named_and_kept_apart(root: Path, addition: str) -> None:
    mine = saved(root, "2026-11-22-1405-k7f3")
    copy = mine.with_name(mine.stem + addition + ".md")
    copy.write_bytes(mine.read_bytes() + b"\nmijn notitie\n")
    scan = journal.scan(root)
    assert [path for path, _ in scan.files] == [mine]
    assert [skipped.file for skipped in scan.copies] == [copy]
    assert mine.name in scan.copies[0].reason
    assert journal.find([root], "k7f3") == mine
    mine.unlink()
    assert [path for path, _ in journal.scan(root).files] == [copy], "the only one left counts"


def test_load_refuses_a_giant(root: Path) -> None:
    path = saved(root, "2026-11-22-1405-k7f3")
    with path.open("r+b") as file:
        file.truncate(journal.MOST_READ + 1)
    with pytest.raises(ToolboxError) as caught:
        journal.load(path)
    assert "te groot" in caught.value.problems[0].do


# --- finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["2026-11-22-1405-k7f3", "k7f3", "K7F3", "f3", "brief-op-de-mat-k7f3", "2026-11-22-1405-brief-op-de-mat-k7f3.md"],
)
def test_find(root: Path, tmp_path: Path, name: str) -> None:
    mine = saved(root, "2026-11-22-1405-k7f3")
    saved(tmp_path / "ander", "2026-11-23-1405-abcd")
    assert journal.find([tmp_path / "ander", root], name) == mine


def test_find_the_latest_session_of_all_roots(root: Path, tmp_path: Path) -> None:
    saved(root, "2026-11-22-1405-k7f3")
    newest = saved(tmp_path / "ander", "2026-11-22-1406-aaaa")
    saved(root, "2026-11-23-0900-bbbb", kind=EntryKind.LOOK_BACK)
    assert journal.find([root, tmp_path / "ander"], "laatste") == newest
    with pytest.raises(ToolboxError, match="nog geen sessie"):
        journal.find([tmp_path / "leeg"], "laatste")


def test_a_miss_gives_the_nearest_names(root: Path) -> None:
    saved(root, "2026-11-22-1405-k7f3")
    with pytest.raises(ToolboxError) as caught:
        journal.find([root], "k7f4")
    assert caught.value.problems[0].do == "Bedoel je 2026-11-22-1405-k7f3?"
    for name in ("", "iets heel anders"):
        with pytest.raises(ToolboxError) as caught:
            journal.find([root], name)
        assert caught.value.problems[0].do == "Bekijk de sessies met: armoede logboek lijst"


def test_an_ambiguous_name_gives_the_choice(root: Path) -> None:
    saved(root, "2026-11-22-1405-k7f3")
    saved(root, "2026-11-22-1406-aaf3")
    with pytest.raises(ToolboxError, match="meer dan één") as caught:
        journal.find([root], "f3")
    assert "2026-11-22-1405-brief-op-de-mat-k7f3 of 2026-11-22-1406" in caught.value.problems[0].do


def test_reading_writes_nothing(root: Path) -> None:
    path = saved(root, "2026-11-22-1405-k7f3")
    before = snapshot(root)
    journal.scan(root)
    journal.load(path)
    journal.find([root], "laatste")
    assert snapshot(root) == before


def test_importing_it_loads_no_models() -> None:
    code = "import sys; from armoede_toolbox.storage import drafts, journal; print(*sys.modules)"
    loaded = os.popen(f'"{sys.executable}" -c "{code}"').read().split()
    assert "armoede_toolbox.storage.drafts" in loaded
    assert not {"pydantic", "rich", "questionary", "filelock", "yaml", "asyncio"} & set(loaded)


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_size) for path in root.rglob("*")}
