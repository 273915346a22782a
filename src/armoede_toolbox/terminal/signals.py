"""A closed window or a polite kill ends a question as Ctrl-C does, so that half-typed text is kept."""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

_CLOSING: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


_GONE: Final = frozenset({errno.EIO, errno.ENXIO, errno.EBADF})
"""What a terminal that was closed answers to who writes."""


@contextmanager
def nobody_may_look() -> Iterator[None]:
    """Inside, a terminal that was closed meanwhile stops nobody: what was typed is still to be kept."""
    try:
        yield
    except OSError as error:
        if error.errno not in _GONE:
            raise


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def closing_interrupts() -> Iterator[None]:
    """Inside, signals that would end the program raise ``KeyboardInterrupt``. A handler of someone else stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [number for number in _CLOSING if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
