"""Writing that loses nothing: after a save a file is there whole, or not at all.

These are the only functions of the toolbox that put a file of the user in its place. They let ``OSError`` through;
``because`` gives its reason in Dutch.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

T = TypeVar("T")

WINDOWS = os.name == "nt"
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
BINARY: Final[int] = getattr(os, "O_BINARY", 0)
PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries on Windows, where a virus scanner or OneDrive holds a new file for a moment."""
_TEMPORARY: Final = ".bezig-"
_PIECE: Final = 1 << 18
_NOT_FOR_FOLDERS: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})
"""What file systems answer that cannot flush a folder; others, as EIO, are real."""


Data = bytes | Iterable[bytes]
"""What goes into a file: at once, or piece by piece where the whole is too much to hold."""


class _Seal(NamedTuple):
    """What tells bytes from all others, without holding them."""

    size: int
    digest: bytes


class NotAsWritten(OSError):
    """What stands in the file is not what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EIO, "not as written", str(path))


def write_new(path: Path, data: Data) -> None:
    """Create ``path`` with ``data``, verified by reading it back. Raises ``FileExistsError``; never overwrites."""
    make_folder(path.parent)
    temporary, seal = _written_beside(path, data)
    try:
        _place(temporary, path)
    finally:
        forget(temporary)
    sync_folder(path.parent)
    _verify(path, seal)


def replace(path: Path, data: Data) -> None:
    """Give ``path`` other contents at once. Only for files of the program itself; keeps its mode and a symlink."""
    real = path.resolve()
    make_folder(real.parent)
    temporary, seal = _written_beside(real, data)
    try:
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(real.stat().st_mode))
        patiently(lambda: temporary.replace(real))
    finally:
        forget(temporary)
    sync_folder(real.parent)
    _verify(real, seal)


def holds(path: Path, data: bytes) -> bool:
    """Whether ``path`` is a file that holds exactly ``data``."""
    try:
        found = path.stat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def make_folder(folder: Path, *, parents: bool = True) -> None:
    """Make ``folder`` for the user's eyes only. Folders that exist keep their rights."""
    chain = (folder, *folder.parents) if parents else (folder,)
    for part in reversed(list(itertools.takewhile(lambda part: not part.exists(), chain))):
        part.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync_folder(part.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def leftovers(root: Path) -> list[Path]:
    """Temporary files that a killed save left behind under ``root``."""
    return sorted(root.rglob(f"{_TEMPORARY}*.tmp"))


def write_all(fd: int, data: bytes) -> None:
    """Write every byte; a short write goes on where it stopped."""
    rest = memoryview(data)
    while len(rest):
        written = os.write(fd, rest)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def sync_folder(folder: Path) -> None:
    """Make sure that names in ``folder`` survive a power cut, where the system can do that."""
    if WINDOWS:
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(fd)


def patiently(action: Callable[[], T]) -> T:
    """Do ``action``; on Windows try again for a moment while another program holds the file."""
    for pause in PAUSES if WINDOWS else ():
        try:
            return action()
        except PermissionError:
            time.sleep(pause)
    return action()


def forget(path: Path) -> None:
    """Remove a file of our own that nobody needs; when that fails it only takes up room."""
    with suppress(OSError):
        patiently(path.unlink)


def _written_beside(path: Path, data: Data) -> tuple[Path, _Seal]:
    fd, temporary = _open_temporary(path.parent)
    try:
        try:
            seal = _sealed((data,) if isinstance(data, bytes) else data, lambda piece: write_all(fd, piece))
            os.fsync(fd)
        finally:
            os.close(fd)
        _verify(temporary, seal)
    except BaseException:
        forget(temporary)
        raise
    return temporary, seal


def _open_temporary(folder: Path) -> tuple[int, Path]:
    # Not mkstemp: on Windows it tries ten thousand names before it believes that a folder is closed to us.
    for number in itertools.count():
        temporary = folder / f"{_TEMPORARY}{os.getpid()}-{number}.tmp"
        with suppress(FileExistsError):
            return os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, FILE_MODE), temporary
    raise AssertionError


def _place(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # No links here (a USB stick, some shares). Windows refuses to rename onto a file; elsewhere we look first.
        if not WINDOWS and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        patiently(lambda: temporary.rename(path))


def _verify(path: Path, seal: _Seal) -> None:
    if patiently(lambda: _sealed(_pieces(path))) != seal:
        raise NotAsWritten(path)


def _sealed(pieces: Iterable[bytes], use: Callable[[bytes], object] = len) -> _Seal:
    """What tells these bytes from all others; each piece is used as it goes by."""
    from hashlib import sha256

    size, found = 0, sha256()
    for piece in pieces:
        use(piece)
        size += len(piece)
        found.update(piece)
    return _Seal(size, found.digest())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


# --- in Dutch -------------------------------------------------------------------------------------------------------

_REASONS: Final = {
    errno.ENOSPC: "De schijf is vol.",
    errno.EDQUOT: "Je ruimte op deze schijf is op.",
    errno.EFBIG: "Het bestand wordt te groot voor deze schijf.",
    errno.EACCES: "Je mag hier niet lezen of schrijven.",
    errno.EPERM: "Je mag hier niet lezen of schrijven.",
    errno.EROFS: "Op deze schijf kun je alleen lezen.",
    errno.ENOENT: "De map of het bestand is er nu niet.",
    errno.ESTALE: "De map of het bestand is er nu niet.",
    errno.ENOTDIR: "Een deel van het pad is een bestand en geen map.",
    errno.EISDIR: "Op deze plek staat een map en geen bestand.",
    errno.EEXIST: "Op deze plek staat al iets anders.",
    errno.ENAMETOOLONG: "Het pad is te lang voor deze schijf.",
    errno.EIO: "De schijf gaf een storing.",
}


def because(error: OSError) -> str:
    """The reason of an error of the system, as a Dutch sentence."""
    known = _REASONS.get(error.errno or 0)
    return known or f"De computer gaf een storing (nummer {error.errno or 'onbekend'})."
