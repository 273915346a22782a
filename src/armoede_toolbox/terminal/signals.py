"""A closed window or a polite kill ends a question as Ctrl-C does, so that half-typed text is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

_CLOSING: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


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
