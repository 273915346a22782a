"""A person who knows what to answer: the keys or lines for every sort of ask, whatever the kind of question.

The asks come from the form. A walk that starts from the intended answers proposes each of them at its own ask; the
typist types that into a window that knows nothing yet. Neither knows a kind.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from functools import partial

from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from armoede_toolbox.dates import resolver
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.terminal.arrows import ArrowWindow
from armoede_toolbox.terminal.asks import LEAVE_EMPTY, NO, Answer, Ask, One, Some, Typed, Walk
from armoede_toolbox.terminal.base import BaseWindow
from armoede_toolbox.terminal.commands import command_in
from armoede_toolbox.terminal.plain import PlainWindow

DATES = resolver(lambda: date(2026, 11, 24))
DOWN, ENTER, STOP, CLEAR = "\x1b[B", "\r", "\x04", "\x15"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
LONG = 60
NEXT = "de volgende vraag"
"""Typed after the form: the next question gets this, and nothing that belongs to the form."""


def answers(form: Form, intended: Filled) -> Iterator[tuple[Ask, Answer]]:
    """Every ask of a form with its answer."""
    walk = Walk(form, intended, DATES)
    while (ask := walk.ask) is not None:
        answer = _answer(ask)
        yield ask, answer
        walk.answer(answer)


def _answer(ask: Ask) -> Answer:
    match ask:
        case Typed():
            return ask.before
        case One():
            return ask.before or (NO if ask.key[-1] == "nog" else LEAVE_EMPTY)
        case Some():
            return list(ask.before)


def _meant(text: str) -> str:
    """A line that looks like a command is text when it has one slash more."""
    return "\n".join(f"/{line}" if command_in(line) else line for line in text.split("\n"))


# --- arrow keys -----------------------------------------------------------------------------------------------------


def keys(ask: Ask, answer: Answer) -> str:
    """The keys for one ask."""
    match ask:
        case Typed():
            text = _meant(str(answer))
            return (_text_keys(text) if ask.multiline else CLEAR + _pasted(text)) + ENTER
        case One():
            return DOWN * ask.options.index(str(answer)) + ENTER
        case Some():
            return "".join(f" {DOWN}" if option in answer else DOWN for option in ask.options) + ENTER


def _text_keys(text: str) -> str:
    """An empty line ends a text, unless it is pasted."""
    return (_pasted(text) if "\n\n" in text else text.replace("\n", ENTER)) + (ENTER if text else "")


def _pasted(text: str) -> str:
    return f"{PASTE}{text}{PASTED}" if len(text) > LONG or "\n" in text else text


@contextmanager
def arrow_window(form: Form, intended: Filled) -> Iterator[BaseWindow]:
    typed = "".join(keys(ask, answer) for ask, answer in answers(form, intended))
    with create_pipe_input() as pipe:
        feeder = threading.Thread(target=pipe.send_text, args=(f"{typed}{NEXT}{ENTER}{STOP}",))
        feeder.start()
        yield ArrowWindow(pipe, DummyOutput(), dates=DATES)
        feeder.join()


# --- plain lines ----------------------------------------------------------------------------------------------------


def lines(ask: Ask, answer: Answer) -> str:
    """The lines for one ask."""
    match ask:
        case Typed():
            text = _meant(str(answer))
            return f"{text}\n\n" if ask.multiline and text else f"{text}\n"
        case One():
            return f"{ask.options.index(str(answer)) + 1}\n"
        case Some():
            return " ".join(str(nth) for nth, option in enumerate(ask.options, 1) if option in answer) + "\n"


@contextmanager
def plain_window(form: Form, intended: Filled) -> Iterator[BaseWindow]:
    typed = "".join(lines(ask, answer) for ask, answer in answers(form, intended))
    reading, writing = os.pipe()
    feeder = threading.Thread(target=partial(_feed, writing, f"{typed}{NEXT}\n".encode()))
    feeder.start()
    with os.fdopen(reading) as stdin:
        yield PlainWindow(stdin, io.StringIO(), width=lambda: 80, dates=DATES)
    feeder.join()


def _feed(writing: int, data: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
        pipe.write(data)


WINDOWS: dict[str, Callable[[Form, Filled], AbstractContextManager[BaseWindow]]] = {
    "arrow": arrow_window,
    "plain": plain_window,
}


def typed_in(face: str, form: Form, intended: Filled) -> Filled:
    """What a window gives when a person types these answers; every key was for this form."""
    with WINDOWS[face](form, intended) as window:
        filled = window.fill(form)
        assert window.line("Wat nu?") == NEXT
        return filled
