"""Where typed bytes come from: a pipe, a Unix terminal or a Windows console."""

from __future__ import annotations

import os
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Final

_CHUNK: Final = 1 << 16


class Keys(ABC):
    """A source of typed bytes."""

    terminal: bool = True
    """Whether a person types here; then a face echoes what is typed."""

    @abstractmethod
    def read(self) -> bytes:
        """Some bytes; none at the end."""

    @abstractmethod
    def waiting(self, seconds: float) -> bool:
        """Whether more comes within this time."""

    @abstractmethod
    def quiet(self) -> AbstractContextManager[None]:
        """Inside, every key arrives at once, and the terminal does nothing with it by itself."""


class PipeKeys(Keys):
    """A pipe or a file. Nobody pauses here, so nothing can be told from a pause."""

    terminal = False

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def read(self) -> bytes:
        """Some bytes; none at the end."""
        return os.read(self._fd, _CHUNK)

    def waiting(self, seconds: float) -> bool:
        """More always comes, until the end."""
        return True

    def quiet(self) -> AbstractContextManager[None]:
        """A pipe is always quiet."""
        return nullcontext()


if sys.platform == "win32":
    import msvcrt

    class TerminalKeys(Keys):
        """A Windows console."""

        def __init__(self, fd: int) -> None:
            del fd

        def read(self) -> bytes:
            """One key. Arrow and function keys come as two and are nothing here; an emoji comes as two halves."""
            sign = msvcrt.getwch()
            if sign in "\x00\xe0" and msvcrt.kbhit():
                msvcrt.getwch()
                return b"\x00"
            if "\ud800" <= sign < "\udc00":
                sign += msvcrt.getwch()
            return sign.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()

        def waiting(self, seconds: float) -> bool:
            """Whether a key is waiting, or comes within this time."""
            until = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= until:
                    return False
                time.sleep(0.005)
            return True

        def quiet(self) -> AbstractContextManager[None]:
            """The console functions are quiet by themselves."""
            return nullcontext()

else:
    import select
    import termios

    class TerminalKeys(Keys):
        """A Unix terminal."""

        def __init__(self, fd: int) -> None:
            self._fd = fd

        def read(self) -> bytes:
            """Some bytes; none when the terminal is gone."""
            try:
                return os.read(self._fd, _CHUNK)
            except OSError:
                return b""

        def waiting(self, seconds: float) -> bool:
            """Whether something is waiting, or comes within this time."""
            return bool(select.select([self._fd], [], [], seconds)[0])

        @contextmanager
        def quiet(self) -> Iterator[None]:
            """No echo, no limit of 4096 bytes per line, Ctrl-S does not freeze; as before on every way out."""
            before = termios.tcgetattr(self._fd)
            try:
                termios.tcsetattr(self._fd, termios.TCSADRAIN, _quiet(before))
                yield
            finally:
                with suppress(termios.error, OSError):
                    termios.tcsetattr(self._fd, termios.TCSADRAIN, before)

    def _quiet(before: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
        inputs, outputs, control, local, *speeds, signs = before
        assert isinstance(inputs, int) and isinstance(local, int) and isinstance(signs, list)
        inputs &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.ISTRIP)
        local &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        signs = list(signs)
        signs[termios.VMIN], signs[termios.VTIME] = 1, 0
        return [inputs, outputs, control, local, *speeds, signs]


def keys_of(fd: int) -> Keys:
    """The keys behind a file descriptor."""
    return TerminalKeys(fd) if os.isatty(fd) else PipeKeys(fd)
