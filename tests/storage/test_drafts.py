from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import journal, places
from armoede_toolbox.storage.config import Config, Team
from armoede_toolbox.storage.drafts import LAST_RESORT, Draft, list_drafts, read_events
from tests.storage.faults import Calls, count, failing, interrupt, killed_at, only

SESSION = "2026-11-22-1405-k7f3"
NASTY = "’t Is € 5\n---\r\n# kop\x00 ë ß 👩‍👧 \ud800 \u2028 \x7f"


def events(number: int) -> list[dict[str, Any]]:
    return [{"wat": "antwoord", "waarde": f"{NASTY} {each}"} for each in range(number)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "staat" / "concepten"


@pytest.fixture
def fallback(tmp_path: Path) -> Path:
    (tmp_path / "logboek").mkdir()
    return tmp_path / "logboek" / ".concepten"


@pytest.fixture
def draft(folder: Path, fallback: Path) -> Iterator[Draft]:
    with Draft.create(SESSION, folder, fallback) as draft:
        yield draft


def where(draft: Draft) -> Path:
    assert draft.path is not None
    return draft.path


def kept(draft: Draft) -> list[dict[str, Any]]:
    found, problems = read_events(where(draft))
    assert not problems
    return found


# --- a quiet day ----------------------------------------------------------------------------------------------------


def test_each_event_is_on_disk_at_once_as_one_ascii_line(draft: Draft, folder: Path) -> None:
    for number, event in enumerate(events(3), start=1):
        draft.append(event)
        lines = where(draft).read_bytes().decode("ascii").split("\n")
        assert len(lines) == number + 1
        assert json.loads(lines[number - 1]) == {"n": number, **event}
    assert where(draft) == folder / f"{SESSION}.jsonl"
    assert where(draft).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept(draft) == draft.events == events(3)
    assert draft.moved is None


def test_every_event_is_flushed(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    real = os.fsync

    def fsync(fd: int) -> None:
        real(fd)
        flushed.append(os.fstat(fd).st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    draft.append({"wat": "een"})
    assert flushed == [where(draft).stat().st_size]


def test_the_name_of_a_new_draft_is_flushed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda fd: flushed.append(os.fstat(fd).st_ino))
    with Draft.create(SESSION, folder):
        assert flushed == [folder.stat().st_ino]


def test_open_goes_on_with_the_next_number(draft: Draft) -> None:
    for event in events(2):
        draft.append(event)
    draft.close()
    with Draft.open(where(draft)) as again:
        assert again.session == SESSION
        assert again.events == events(2)
        again.append({"wat": "verder"})
        assert kept(again) == [*events(2), {"wat": "verder"}]
    assert json.loads(where(draft).read_bytes().splitlines()[-1])["n"] == 3


def test_the_same_session_twice(draft: Draft, folder: Path, fallback: Path) -> None:
    draft.append({"wat": "een"})
    before = where(draft).read_bytes()
    with pytest.raises(FileExistsError):
        Draft.create(SESSION, folder, fallback)
    with Draft.create("2026-11-22-1405-k7f4", folder, fallback) as other:
        assert where(other) != where(draft)
    assert where(draft).read_bytes() == before


@pytest.mark.parametrize("session", ["../x", "", "2026-11-22-1405-K7F3"])
def test_no_draft_leaves_its_folder(folder: Path, session: str) -> None:
    with pytest.raises(ValueError, match="session id"):
        Draft.create(session, folder)


def test_what_cannot_be_an_event_changes_nothing(draft: Draft) -> None:
    draft.append({"wat": "een"})
    with pytest.raises(ValueError, match="numbers its events"):
        draft.append({"n": 3})
    with pytest.raises(TypeError):
        draft.append({"wat": object()})
    draft.append({"wat": "twee"})
    assert kept(draft) == draft.events == [{"wat": "een"}, {"wat": "twee"}]


def test_discard_leaves_nothing(draft: Draft, folder: Path) -> None:
    draft.append({"wat": "een"})
    draft.discard()
    assert not list(folder.iterdir())


def test_discard_names_what_stays(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    only({"unlink"}, errno.EACCES)(monkeypatch)
    with pytest.raises(ToolboxError) as caught:
        draft.discard()
    assert caught.value.problems[0].where == str(where(draft))


# --- a second program -----------------------------------------------------------------------------------------------


def test_a_second_program_stays_out_but_may_look(draft: Draft) -> None:
    draft.append({"wat": "een"})
    code = (
        "import sys; from pathlib import Path; from armoede_toolbox.storage.drafts import Draft, read_events\n"
        "print(read_events(Path(sys.argv[1]))[0])\n"
        "Draft.open(Path(sys.argv[1]))"
    )
    for _ in range(2):
        ran = run(code, str(draft.path))
        assert "{'wat': 'een'}" in ran.stdout
        assert "Deze sessie is al open" in ran.stderr
    with pytest.raises(ToolboxError, match="al open"):
        Draft.open(where(draft))
    draft.append({"wat": "twee"})
    assert len(kept(draft)) == 2
    draft.close()
    assert "al open" not in run(code, str(draft.path)).stderr


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)


def environment() -> dict[str, str]:
    source = Path(__file__).resolve().parents[2] / "src"
    return {**os.environ, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"}


APPENDING = """
import os, sys
from pathlib import Path
from armoede_toolbox.storage.drafts import Draft
path = Path(sys.argv[1])
draft = Draft.open(path) if path.exists() else Draft.create(path.stem, path.parent)
os.write(1, b"open\\n")
for number in range(len(draft.events), 10**9):
    draft.append({"wat": "antwoord", "waarde": str(number) + " ë" * (number % 200)})
    os.write(1, b"%d\\n" % number)
"""


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_no_event_that_was_said_to_be_safe(folder: Path) -> None:
    path, chance = folder / f"{SESSION}.jsonl", random.Random(7)
    safe = -1
    for _ in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(path)], stdout=subprocess.PIPE, env=environment()
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"open\n", "a lock of a killed program does not block"
            time.sleep(chance.uniform(0, 0.05))
            child.kill()
            said = child.stdout.read().split(b"\n")
        safe = max([safe, *(int(number) for number in said if number)])
        found, _ = read_events(path)
        assert [int(event["waarde"].split()[0]) for event in found][: safe + 1] == list(range(safe + 1))
    assert safe > 20, "the test did not get round to anything"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_kill_9_at_every_system_call(tmp_path: Path) -> None:
    def session(folder: Path) -> None:
        with Draft.create(SESSION, folder, None) as draft:
            for number, event in enumerate(events(2)):
                draft.append(event)
                (folder / f"veilig-{number}").mkdir()

    for number, _ in enumerate(count(partial(session, tmp_path / "count"))):
        folder = tmp_path / str(number)
        killed_at(number, partial(session, folder))
        safe = len(list(folder.glob("veilig-*")))
        if not (folder / f"{SESSION}.jsonl").exists():
            assert safe == 0
            continue
        with Draft.open(folder / f"{SESSION}.jsonl") as draft:
            assert draft.events[:safe] == events(2)[:safe]
            draft.append({"wat": "verder"})
            assert read_events(where(draft))[0] == draft.events


# --- a disk that fails ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_every_system_call_of_an_append_fails_in_turn(tmp_path: Path, code: int) -> None:
    def begun(name: str) -> Draft:
        draft = Draft.create(SESSION, tmp_path / name / "staat", fallback(name))
        draft.append({"wat": "eerst"})
        return draft

    def fallback(name: str) -> Path:
        return tmp_path / name / ".concepten"

    with begun("count") as draft:
        names = count(lambda: draft.append({"wat": "daarna"}))
    assert {"write", "fsync", "fstat", "stat"} <= set(names)
    for number, name in enumerate(names):
        with begun(str(number)) as draft:
            with Calls().watched(number, failing(code)):
                draft.append({"wat": "daarna"})
            assert draft.moved == fallback(str(number)) / f"{SESSION}.jsonl", name
            draft.append({"wat": "en verder"})
            assert kept(draft) == [{"wat": "eerst"}, {"wat": "daarna"}, {"wat": "en verder"}], name
            draft.discard()
        left = [path for path in (tmp_path / str(number)).rglob("*") if path.is_file()]
        assert not left, "the copy that was left behind goes too"


def test_creating_fails_in_turn(tmp_path: Path) -> None:
    def create(root: Path) -> Draft:
        return Draft.create(SESSION, root / "staat" / "concepten", root / ".concepten")

    for number, name in enumerate(count(lambda: create(tmp_path).close())):
        root = tmp_path / str(number)
        root.mkdir()
        with Calls().watched(number, failing(errno.EACCES)):
            draft = create(root)
        with draft:
            draft.append({"wat": "een"})
            assert kept(draft) == [{"wat": "een"}], name
        logs = [path for path in root.rglob("*.jsonl") if path.stat().st_size]
        assert logs == [draft.path], name


@pytest.mark.parametrize("stop", [interrupt, failing(errno.ENOSPC)])
def test_ctrl_c_in_the_middle_of_an_append(tmp_path: Path, stop: Callable[[], None]) -> None:
    with Draft.create(SESSION, tmp_path / "count") as draft:
        names = count(lambda: draft.append({"wat": "een"}))
    for number, name in enumerate(names):
        with Draft.create(SESSION, tmp_path / str(number)) as draft:
            try:
                with Calls().watched(number, stop):
                    draft.append({"wat": "een"})
            except KeyboardInterrupt:
                draft.append({"wat": "half"})
            assert read_events(where(draft))[0] == draft.events, name
            assert draft.events[0] == {"wat": "een"}


def test_a_short_write_leaves_half_a_line_behind_and_loses_nothing(
    draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.append({"wat": "eerst"})
    home = (folder / f"{SESSION}.jsonl").stat().st_ino
    real = os.write

    def write(fd: int, data: bytes) -> int:
        if os.fstat(fd).st_ino != home:
            return real(fd, data)
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "")
        return real(fd, bytes(data)[:10])

    monkeypatch.setattr(os, "write", write)
    for event in events(2):
        draft.append(event)
    assert draft.moved == draft.path != folder / f"{SESSION}.jsonl"
    assert kept(draft) == [{"wat": "eerst"}, *events(2)]
    found, problems = read_events(folder / f"{SESSION}.jsonl")
    assert found == [{"wat": "eerst"}]
    assert [problem.where for problem in problems] == [f"{folder / SESSION}.jsonl, regel 2"]


def test_a_disk_that_lies_about_the_bytes(draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, real = where(draft).stat().st_ino, os.write

    def write(fd: int, data: bytes) -> int:
        return len(data) if os.fstat(fd).st_ino == home else real(fd, data)

    monkeypatch.setattr(os, "write", write)
    draft.append({"wat": "een"})
    assert draft.moved
    assert kept(draft) == [{"wat": "een"}]


FULL = """
import resource, sys
from pathlib import Path
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage.drafts import Draft, read_events
draft = Draft.create(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
draft.append({"wat": "x" * 400})
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
draft.append({"wat": "y" * 400})
for _ in range(2):
    try:
        draft.append({"wat": "z" * 400})
    except ToolboxError as error:
        print(error.problems[0].what, draft.unsaved)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
draft.save()
found, _ = read_events(draft.path)
print([event["wat"][0] for event in found], draft.unsaved, draft.events == found)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_for_real(folder: Path, fallback: Path) -> None:
    """The limit of the system on the size of a file: the kernel itself writes a part and then refuses."""
    ran = run(FULL, SESSION, str(folder), str(fallback))
    nowhere = "We kunnen je antwoorden nu nergens bewaren. Het bestand wordt te groot voor deze schijf."
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [f"{nowhere} 1", f"{nowhere} 2", "['x', 'y', 'z', 'z'] 0 True"]


def test_the_file_vanishes(draft: Draft, fallback: Path) -> None:
    draft.append({"wat": "een"})
    where(draft).unlink()
    draft.append({"wat": "twee"})
    assert draft.moved == fallback / f"{SESSION}.jsonl"
    assert kept(draft) == [{"wat": "een"}, {"wat": "twee"}]


def test_another_file_takes_its_place(draft: Draft, folder: Path) -> None:
    draft.append({"wat": "een"})
    theirs = where(draft)
    theirs.rename(folder / "weg")
    theirs.write_text("van iemand anders")
    draft.append({"wat": "twee"})
    assert kept(draft) == [{"wat": "een"}, {"wat": "twee"}]
    assert theirs.read_text() == "van iemand anders"


def test_the_folder_vanishes_and_there_is_no_fallback(folder: Path, home: Path) -> None:
    with Draft.create(SESSION, folder) as draft:
        draft.append({"wat": "een"})
        folder.rename(folder.parent / "weg")
        draft.append({"wat": "twee"})
        assert draft.moved == folder / f"{SESSION}-2.jsonl", "the folder can be made again"
        folder.parent.rename(folder.parent.parent / "weg")
        draft.append({"wat": "drie"})
        assert where(draft).parent.name.startswith(LAST_RESORT)
        assert where(draft).is_relative_to(home / "tmp")
        assert len(kept(draft)) == 3
        draft.discard()
    assert not list((home / "tmp").iterdir())


def test_a_root_that_is_not_connected_is_not_made_anew(folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "schijf" / ".concepten"
    with Draft.create(SESSION, folder, away) as draft:
        where(draft).unlink()
        draft.append({"wat": "een"})
        assert draft.moved == draft.path == folder / f"{SESSION}-2.jsonl"
        draft.append({"wat": "twee"})
        assert len(kept(draft)) == 2
    assert not away.parent.exists()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_written(
    folder: Path, fallback: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    folder.mkdir(parents=True)
    only({"open"}, code, lambda path, *_: str(path).startswith(str(folder)))(monkeypatch)
    with Draft.create(SESSION, folder, fallback) as draft:
        assert draft.moved == draft.path == fallback / f"{SESSION}.jsonl"
        draft.append({"wat": "een"})
        assert kept(draft) == [{"wat": "een"}]


def test_a_draft_that_can_only_be_read_goes_on_elsewhere(
    draft: Draft, folder: Path, fallback: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.append({"wat": "een"})
    draft.close()
    only({"open"}, errno.EROFS, lambda path, *_: str(path).startswith(str(folder)))(monkeypatch)
    with Draft.open(where(draft), fallback) as again:
        again.append({"wat": "twee"})
        assert again.moved == fallback / f"{SESSION}.jsonl"
        assert kept(again) == [{"wat": "een"}, {"wat": "twee"}]


def test_nowhere_at_all_keeps_everything_in_memory_and_tries_again(
    draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.append({"wat": "een"})
    with monkeypatch.context() as patch:
        only({"write"}, errno.ENOSPC)(patch)
        for number in (1, 2):
            with pytest.raises(ToolboxError, match=r"nergens bewaren\. De schijf is vol") as caught:
                draft.append({"wat": "twee"})
            assert draft.unsaved == number
        assert caught.value.problems[0].where == str(folder / f"{SESSION}.jsonl")
    draft.save()
    assert draft.unsaved == 0
    assert kept(draft) == draft.events == [{"wat": "een"}, {"wat": "twee"}, {"wat": "twee"}]


def test_nowhere_at_all_before_the_first_question(
    folder: Path, fallback: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only({"open"}, errno.EROFS)(monkeypatch)
    with pytest.raises(ToolboxError, match="alleen lezen"):
        Draft.create(SESSION, folder, fallback)


def test_opening_what_is_not_there(folder: Path) -> None:
    with pytest.raises(ToolboxError, match="niet openen"):
        Draft.open(folder / f"{SESSION}.jsonl")
    with pytest.raises(ToolboxError, match="niet lezen"):
        read_events(folder / f"{SESSION}.jsonl")


# --- a damaged log --------------------------------------------------------------------------------------------------


def test_bad_lines_are_skipped_and_named(tmp_path: Path) -> None:
    log = tmp_path / f"{SESSION}.jsonl"
    log.write_bytes(
        b'{"n":1,"wat":"a"}\n'
        b"\0\0\0\0\n"
        b'\0\0{"n":2,"wat":"b"}\n'
        b'{"n":2,"wat":"b"}\n'
        b"\n"
        b"\xff\xfe rommel\n"
        b'{"n":5,"wat":"c"}\r\n'
        b'{"n":5,"wat":"d"}\n'
        b'{"n":true,"wat":"e"}\n'
        b'["n",1]\n' + b"[" * 100_000 + b"\n"
        b'{"n":6,"wat":"h'
    )
    before = log.read_bytes()
    found, problems = read_events(log)
    assert [event["wat"] for event in found] == ["a", "b", "c", "d"]
    assert [problem.where.rsplit(" ")[-1] for problem in problems] == "2 4 6 8 9 10 11 12 7".split()
    assert problems[-1].what == "Voor deze regel mist een stukje: nummer 3 tot en met 4."
    assert log.read_bytes() == before
    with Draft.open(log) as draft:
        assert draft.problems == tuple(problems)
        draft.append({"wat": "verder"})
        assert where(draft).read_bytes() == before + b'\n{"n":6,"wat":"verder"}\n'
        assert read_events(log)[0] == draft.events


LINES = st.lists(st.dictionaries(st.sampled_from(["wat", "waarde"]), st.text(max_size=8), min_size=1), max_size=6)


@settings(deadline=None)
@given(LINES, st.data())
def test_every_intact_line_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_events: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Cut the log off anywhere, or put rubbish over any part of it: what stands on whole lines is read."""
    log = tmp_path_factory.mktemp("log") / "x.jsonl"
    lines = [json.dumps({"n": n, **event}).encode() for n, event in enumerate(given_events, start=1)]
    whole = b"".join(line + b"\n" for line in lines)
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, len(whole)))
    rubbish = data.draw(st.binary(max_size=12))
    cut = data.draw(st.booleans())
    damaged = whole[:begin] if cut else whole[:begin] + rubbish + whole[end:]
    log.write_bytes(damaged)
    found, problems = read_events(log)
    intact = [event for line, event in zip(lines, given_events, strict=True) if line in damaged.split(b"\n")]
    assert [event for event in found if event in intact][: len(intact)] == intact
    if damaged == whole:
        assert not problems
    with Draft.open(log) as draft:
        draft.append({"wat": "verder"})
        assert draft.moved is None
    assert read_events(log)[0] == [*found, {"wat": "verder"}]


# --- all drafts -----------------------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path) -> tuple[places.Places, Config]:
    config = Config(teams={"noord": Team(name="Noord", folder=tmp_path / "noord")})
    return places.find(os.environ, config), config


def begun(folder: Path, session: str, number: int, fallback: Path | None = None) -> Draft:
    draft = Draft.create(session, folder, fallback)
    for event in events(number):
        draft.append(event)
    return draft


def test_drafts_of_every_place(here: tuple[places.Places, Config], home: Path, tmp_path: Path) -> None:
    assert list_drafts(*here) == []
    found, config = here
    (home / "tmp" / f"{LAST_RESORT}x").mkdir()
    folders = [
        found.drafts,
        journal.fallback(journal.personal_root(found)),
        journal.fallback(journal.team_root(found, config, "noord")),
        home / "tmp" / f"{LAST_RESORT}x",
    ]
    for number, folder in enumerate(folders):
        begun(folder, f"2026-11-22-1405-k7f{number}", 1).close()
        os.utime(folder / f"2026-11-22-1405-k7f{number}.jsonl", (number, number))
    (found.drafts / "iets-anders.jsonl").write_text("{}")
    (found.drafts / "2026-11-22-1405-zzzz.jsonl").touch()
    listed = list_drafts(*here)
    assert [file.path.parent for file in listed] == folders[::-1]
    assert [file.modified for file in listed] == [3, 2, 1, 0]
    assert all(file.events == tuple(events(1)) for file in listed)


def test_a_damaged_draft_stops_no_other(here: tuple[places.Places, Config], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = here[0].drafts
    begun(folder, SESSION, 1).close()
    (folder / "2026-11-22-1405-rrrr.jsonl").write_bytes(b"rommel")
    (folder / "2026-11-22-1405-mmmm.jsonl").mkdir()
    listed = {file.session[-4:]: file for file in list_drafts(*here)}
    assert not listed["k7f3"].problems
    assert listed["rrrr"].problems[0].where.endswith("regel 1")
    assert listed["mmmm"].problems


def test_a_draft_that_moved_is_one_draft(here: tuple[places.Places, Config], monkeypatch: pytest.MonkeyPatch) -> None:
    found, config = here
    root = journal.team_root(found, config, "noord")
    root.mkdir()
    draft = begun(found.drafts, SESSION, 2, journal.fallback(root))
    home = where(draft)
    with monkeypatch.context() as patch:
        only({"fsync"}, errno.EIO, lambda fd: os.path.samestat(os.fstat(fd), home.stat()))(patch)
        draft.append({"wat": "verhuisd"})
    draft.close()
    (listed,) = list_drafts(found, config)
    assert (listed.path, listed.older) == (draft.moved, (home,))
    assert len(listed.events) == 3
    Draft.open(listed.path, older=listed.older).discard()
    assert list_drafts(found, config) == []
    assert not home.exists()
    assert not listed.path.parent.exists()


def test_copies_that_went_on_apart_are_two_drafts(here: tuple[places.Places, Config]) -> None:
    found, config = here
    for folder, last in ((found.drafts, "hier"), (journal.fallback(found.personal), "daar")):
        draft = begun(folder, SESSION, 2)
        draft.append({"wat": last})
        draft.close()
    listed = list_drafts(found, config)
    assert {file.events[-1]["wat"] for file in listed} == {"hier", "daar"}
    assert all(file.older == () for file in listed)


def test_looking_writes_nothing(here: tuple[places.Places, Config], home: Path) -> None:
    begun(here[0].drafts, SESSION, 2).close()
    before = {path: path.lstat().st_mtime_ns for path in home.rglob("*")}
    list_drafts(*here)
    assert {path: path.lstat().st_mtime_ns for path in home.rglob("*")} == before
