from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.storage import safely
from tests.storage.faults import Calls, count, failing, interrupt, killed_at, only

DATA = "’t Is € 5 — ë ß ğ 👩‍👧\n".encode() * 50


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "2026" / "a.md"


def absent_or_whole(target: Path, data: bytes = DATA) -> bool:
    return not os.path.lexists(target) or target.read_bytes() == data


def test_a_new_file_is_private_and_alone(target: Path) -> None:
    safely.write_new(target, DATA)
    assert target.read_bytes() == DATA
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.stat().st_nlink == 1
    assert target.parent.stat().st_mode & 0o777 == 0o700
    assert list(target.parent.iterdir()) == [target]


def test_file_and_folders_are_flushed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    real = os.fsync

    def fsync(fd: int) -> None:
        real(fd)
        flushed.append(os.fstat(fd).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    safely.write_new(target, DATA)
    year, root = target.parent, target.parent.parent
    assert flushed == [path.stat().st_ino for path in (root, target, year)]


def test_it_never_overwrites(target: Path) -> None:
    safely.write_new(target, b"eerst")
    with pytest.raises(FileExistsError):
        safely.write_new(target, DATA)
    assert target.read_bytes() == b"eerst"
    assert not safely.leftovers(target.parent)


def test_it_never_overwrites_without_links(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only({"link"}, errno.EPERM)(monkeypatch)
    safely.write_new(target, b"eerst")
    dangling = target.with_name("b.md")
    dangling.symlink_to(target.with_name("nergens"))
    for taken in (target, dangling):
        with pytest.raises(FileExistsError):
            safely.write_new(taken, DATA)
    assert target.read_bytes() == b"eerst"
    assert dangling.is_symlink()


@pytest.mark.parametrize("code", [errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS])
def test_a_disk_without_links(target: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    only({"link"}, code)(monkeypatch)
    safely.write_new(target, DATA)
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("links", [True, False])
def test_every_system_call_fails_in_turn(
    tmp_path: Path, code: int, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        only({"link"}, errno.EPERM)(monkeypatch)
    names = count(lambda: safely.write_new(tmp_path / "count" / "a.md", DATA))
    assert {"open", "write", "fsync", "close", "link", "unlink", "mkdir"} <= set(names)
    for number, name in enumerate(names):
        target = tmp_path / str(number) / "a.md"
        try:
            with Calls().watched(number, failing(code)):
                safely.write_new(target, DATA)
            assert target.read_bytes() == DATA, (name, "said to be saved")
        except OSError:
            assert absent_or_whole(target), name
        assert name == "unlink" or not safely.leftovers(tmp_path / str(number)), name
        try:
            safely.write_new(target, DATA)
        except FileExistsError:
            assert safely.holds(target, DATA), name


def test_ctrl_c_at_every_system_call(tmp_path: Path) -> None:
    names = count(lambda: safely.write_new(tmp_path / "count" / "a.md", DATA))
    for number, name in enumerate(names):
        target = tmp_path / str(number) / "a.md"
        with pytest.raises(KeyboardInterrupt), Calls().watched(number, interrupt):
            safely.write_new(target, DATA)
        assert absent_or_whole(target), name
        assert name == "unlink" or not safely.leftovers(tmp_path / str(number)), name


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork; the calls are the same there")
def test_kill_9_at_every_system_call(tmp_path: Path) -> None:
    names = count(lambda: safely.write_new(tmp_path / "count" / "a.md", DATA))
    for number, name in enumerate(names):
        target = tmp_path / str(number) / "a.md"
        killed_at(number, partial(safely.write_new, target, DATA))
        assert absent_or_whole(target), name
        if not target.exists():
            safely.write_new(target, DATA)
        assert target.read_bytes() == DATA


def test_a_full_disk_that_takes_a_part(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, room = os.write, [100]

    def write(fd: int, data: bytes) -> int:
        taken = min(room[0], len(data), 30)
        if not taken:
            raise OSError(errno.ENOSPC, "")
        room[0] -= taken
        return real(fd, bytes(data)[:taken])

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match=str(errno.ENOSPC)):
        safely.write_new(target, DATA)
    assert not list(target.parent.iterdir())
    room[0] = 10**6
    safely.write_new(target, DATA)
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("says", ["all", "nothing"])
def test_a_disk_that_lies(target: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    monkeypatch.setattr(os, "write", lambda fd, data: len(data) if says == "all" else 0)
    with pytest.raises(OSError, match=str(errno.EIO)):
        safely.write_new(target, DATA)
    assert not list(target.parent.iterdir())


def test_a_folder_that_cannot_be_flushed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_folder(fd: int) -> bool:
        return stat.S_ISDIR(os.fstat(fd).st_mode)

    with monkeypatch.context() as patch:
        only({"fsync"}, errno.EINVAL, is_folder)(patch)
        safely.write_new(target, DATA)
    with monkeypatch.context() as patch:
        only({"fsync"}, errno.EIO, is_folder)(patch)
        with pytest.raises(OSError, match=str(errno.EIO)):
            safely.write_new(target.with_name("b.md"), DATA)
    assert safely.holds(target.with_name("b.md"), DATA)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "2026").write_text("x")
    with pytest.raises(NotADirectoryError):
        safely.write_new(tmp_path / "2026" / "a.md", DATA)
    with pytest.raises(NotADirectoryError):
        safely.write_new(tmp_path / "2026" / "dieper" / "a.md", DATA)


def test_windows_waits_for_a_virus_scanner(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(safely, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", waited.append)
    only({"link"}, errno.EPERM)(monkeypatch)
    only({"rename"}, errno.EACCES, lambda *_: len(waited) < 3)(monkeypatch)
    safely.write_new(target, DATA)
    assert target.read_bytes() == DATA
    assert waited == list(safely.PAUSES[:3])


def test_windows_does_not_wait_for_ever(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(safely, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", waited.append)
    only({"link"}, errno.EPERM)(monkeypatch)
    only({"rename"}, errno.EACCES)(monkeypatch)
    with pytest.raises(PermissionError):
        safely.write_new(target, DATA)
    assert waited == list(safely.PAUSES)
    assert not target.exists()
    assert not safely.leftovers(target.parent)


def test_leftovers_of_a_killed_save_do_not_stand_in_the_way(target: Path) -> None:
    target.parent.mkdir()
    left = target.parent / f".bezig-{os.getpid()}-0.tmp"
    left.write_bytes(b"half")
    safely.write_new(target, DATA)
    assert safely.leftovers(target.parent.parent) == [left]
    assert left.read_bytes() == b"half"


def test_replacing_keeps_mode_and_symlink(tmp_path: Path) -> None:
    real, link = tmp_path / "echt.toml", tmp_path / "config.toml"
    real.write_bytes(b"oud")
    real.chmod(0o640)
    link.symlink_to(real)
    safely.replace(link, DATA)
    assert link.is_symlink()
    assert real.read_bytes() == DATA
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_replacing_gives_the_old_or_the_new(tmp_path: Path, code: int) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"oud")
    names = count(lambda: safely.replace(file, b"oud"))
    for number, name in enumerate(names):
        file.write_bytes(b"oud")
        try:
            with Calls().watched(number, failing(code)):
                safely.replace(file, DATA)
            assert file.read_bytes() == DATA, name
        except OSError:
            assert file.read_bytes() in (b"oud", DATA), name


def test_holds(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert not safely.holds(file, b"")
    file.write_bytes(b"abc")
    assert safely.holds(file, b"abc")
    assert not safely.holds(file, b"abd")
    assert not safely.holds(file, b"ab")
    assert not safely.holds(tmp_path, b"")


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(1, 40))
def test_any_bytes_in_any_pieces(tmp_path_factory: pytest.TempPathFactory, data: bytes, piece: int) -> None:
    target = tmp_path_factory.mktemp("bytes") / "a"
    real = os.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", lambda fd, rest: real(fd, bytes(rest)[:piece]))
        safely.write_new(target, data)
    assert target.read_bytes() == data


def test_reasons_are_dutch() -> None:
    assert safely.because(OSError(errno.ENOSPC, "No space left")) == "De schijf is vol."
    assert safely.because(OSError(9999, "Odd")) == "De computer gaf een storing (nummer 9999)."
    assert safely.because(OSError("Odd")) == "De computer gaf een storing (nummer onbekend)."


# --- piece by piece -------------------------------------------------------------------------------------------------


def pieces(many: int = 300) -> Iterator[bytes]:
    yield from (bytes([n % 256]) * 1000 for n in range(many))


@pytest.mark.parametrize("write", [safely.write_new, safely.replace])
def test_pieces_become_one_file(tmp_path: Path, write: Callable[[Path, safely.Data], None]) -> None:
    write(tmp_path / "a", pieces())
    assert (tmp_path / "a").read_bytes() == b"".join(pieces())
    write(tmp_path / "leeg", iter(()))
    assert (tmp_path / "leeg").read_bytes() == b""


def test_a_piece_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"eerst"
        raise OSError(28, "vol")

    (tmp_path / "oud").write_bytes(b"oud")
    for write, name in ((safely.write_new, "nieuw"), (safely.replace, "oud")):
        with pytest.raises(OSError, match="vol"):
            write(tmp_path / name, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["oud"]
    assert (tmp_path / "oud").read_bytes() == b"oud"


def test_a_disk_that_changes_a_byte_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, bytes(data).replace(b"\x05", b"\x06")))
    with pytest.raises(safely.NotAsWritten):
        safely.write_new(tmp_path / "a", pieces())
    assert list(tmp_path.iterdir()) == []
