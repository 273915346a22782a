"""Break the system calls of a save in turn."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = tuple("open write read fsync close link rename replace unlink mkdir stat fstat lstat lseek chmod".split())


class Calls:
    """Counts the system calls inside ``watched``; at number ``at`` it does ``instead``."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.at = -1
        self.instead: Callable[[], None] = lambda: None

    @contextmanager
    def watched(self, at: int = -1, instead: Callable[[], None] = lambda: None) -> Iterator[list[str]]:
        self.names, self.at, self.instead = [], at, instead
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._broken(name, getattr(os, name)))
            yield self.names

    def _broken(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.names.append(name)
            if len(self.names) - 1 == self.at:
                if name == "close":
                    real(*arguments, **named)
                self.instead()
            return real(*arguments, **named)

        return call


def failing(code: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(code, os.strerror(code))

    return fail


def interrupt() -> None:
    raise KeyboardInterrupt


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count(action: Callable[[], object]) -> list[str]:
    """The system calls of ``action``, by name."""
    with Calls().watched() as names:
        action()
    return list(names)


def killed_at(number: int, action: Callable[[], object]) -> None:
    """Do ``action`` in a child that is killed for good at system call ``number``."""
    child = os.fork()
    if child == 0:
        with Calls().watched(number, kill):
            action()
        os._exit(0)
    os.waitpid(child, 0)


def only(
    names: set[str], code: int, when: Callable[..., bool] = lambda *_: True
) -> Callable[[pytest.MonkeyPatch], None]:
    """Make the named calls fail for good (as far as ``when`` says so)."""

    def install(patch: pytest.MonkeyPatch) -> None:
        for name in names:
            real = getattr(os, name)

            def call(*arguments: Any, _real: Any = real, **named: Any) -> Any:
                if when(*arguments):
                    raise OSError(code, os.strerror(code))
                return _real(*arguments, **named)

            patch.setattr(os, name, call)

    return install
