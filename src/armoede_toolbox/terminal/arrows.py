"""The window with arrow keys: lists by questionary, text by prompt_toolkit, the clock in a toolbar.

No colours: bold, underlined and reversed read well on a beamer and on any theme, and nothing can turn out red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final, Unpack, cast

import questionary
from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import is_done, renderer_height_is_known, to_filter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import (
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollOffsets,
)
from prompt_toolkit.layout import Window as Pane
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.styles import Style as Look
from questionary import Choice
from questionary.prompts.common import InquirerControl

from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.terminal.asks import Answer, Ask, One, Some, Typed
from armoede_toolbox.terminal.base import BaseWindow, Settings
from armoede_toolbox.terminal.commands import MEANINGS, CommandTyped, HalfTyped, command_in
from armoede_toolbox.terminal.drawing import TITLE, Line, wrap
from armoede_toolbox.terminal.signals import closing_interrupts
from armoede_toolbox.terminal.window import Command, Hit

LOOK: Final = Look(
    [
        (TITLE, "bold"),
        (Style.HEADING, "bold"),
        (Style.QUESTION, "bold"),
        (Style.SAY, "underline"),
        (Style.WARNING, "bold"),
        ("qmark", "noinherit"),
        ("question", "noinherit"),
        ("answer", "noinherit bold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "noinherit"),
        ("search_none", "noinherit"),
        ("search_success", "noinherit"),
        ("bottom-toolbar", "noinherit reverse"),
        ("validation-toolbar", "noinherit bold"),
        ("window-too-small", "noinherit"),
    ]
)
_TOO_SMALL: Final = "Maak dit venster groter."
_LIST_KEYS: Final = "Pijltje of cijfer, Enter  ·  / meer"
_TICK_KEYS: Final = "Spatie kiest, Enter klaar  ·  / meer"
_TEXT_KEYS: Final = "Lege regel: klaar  ·  /hulp"
_LINE_KEYS: Final = "Enter: klaar  ·  /hulp"
_GO_ON: Final = "verder met deze vraag"
_NUMBERED: Final = 9
_MARGIN: Final = 5
"""Columns that questionary and our number take before the text of an option."""
_SLASH: Final = "/"


class ArrowWindow(BaseWindow):
    """Lists with arrow keys or numbers, and text that can be edited."""

    def __init__(self, input: Input | None = None, output: Output | None = None, **settings: Unpack[Settings]) -> None:
        super().__init__(**settings)
        self._in = input or create_input()
        self._out = output or create_output()
        self._hidden = 0
        self._said: list[str] = []
        """Messages that nobody had the time to read yet."""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The alternate screen, wiped before it is left, for terminals that have none."""
        with closing_interrupts():
            self._hidden += 1
            if self._hidden == 1:
                self._out.enter_alternate_screen()
            self._wipe()
            try:
                yield
            finally:
                self._hidden -= 1
                with suppress(OSError):
                    self._leave()

    def _leave(self) -> None:
        self._wipe()
        if not self._hidden:
            self._out.quit_alternate_screen()
            self._out.flush()

    def _wipe(self) -> None:
        self._out.erase_screen()
        self._out.cursor_goto(0, 0)
        self._out.flush()

    # --- writing ----------------------------------------------------------------------------------------------------

    def _width(self) -> int:
        return self._out.get_size().columns

    def show(self, screen: Screen) -> None:
        """Draw a screen; what was just said would be gone, so it stands at the top."""
        said, self._said = self._said, []
        super().show(Screen(screen.title, screen.aside, (*(Block(text, Style.HINT) for text in said), *screen.blocks)))

    def say(self, *sentences: str) -> None:
        """A short message."""
        super().say(*sentences)
        self._said += [sentence for sentence in sentences if sentence]

    def _asked(self, ask: Ask) -> Answer:
        self._said = []
        return super()._asked(ask)

    def _fresh(self) -> None:
        """What stands on the main screen scrolls up, so that it can be found back; only then the screen is empty."""
        if not self._hidden:
            rows = self._out.get_size().rows
            self._out.cursor_goto(rows, 0)
            self._out.write_raw("\r\n" * rows)
        self._wipe()

    def _print(self, lines: Sequence[Line]) -> None:
        for line in lines:
            look = f"class:{line.style}" if line.style else ""
            print_formatted_text(FormattedText([(look, line.text)]), output=self._out, style=LOOK)

    # --- typing -----------------------------------------------------------------------------------------------------

    def _type(self, ask: Typed) -> str:
        if ask.start:
            self._print([Line(Style.TEXT, text) for text in wrap(f"{ask.start} …", self._width())])
        session: PromptSession[str] = PromptSession(
            "> ",
            multiline=ask.multiline,
            prompt_continuation="  ",
            key_bindings=_text_keys(ask.multiline, _start(ask)),
            bottom_toolbar=self._toolbar(_TEXT_KEYS if ask.multiline else _LINE_KEYS),
            refresh_interval=1.0,
            history=DummyHistory(),
            style=LOOK,
            erase_when_done=True,
            reserve_space_for_menu=0,
            input=self._in,
            output=self._out,
        )
        _dutch(session.app)
        try:
            return session.prompt(default=_start(ask))
        except (KeyboardInterrupt, EOFError, OSError):
            raise HalfTyped(session.default_buffer.text) from None

    def _taken(self, ask: Typed, value: str) -> None:
        """The prompt erased itself; only the accepted text, after the guard, stands on the screen."""
        lines = wrap(ask.shown(value), self._width(), "  ") if value else []
        self._print([Line(Style.TEXT, line) for line in lines])

    def _toolbar(self, keys: str) -> Callable[[], str]:
        def text() -> str:
            left = self.clock() if self.clock else ""
            return " " + "  ·  ".join(part for part in (left, keys) if part)

        return text

    def _amend(self, text: str, hit: Hit) -> str:
        return self._type(Typed(before=text, multiline="\n" in text))

    # --- choosing ---------------------------------------------------------------------------------------------------

    def _choose(self, ask: One) -> int:
        start = ask.options.index(ask.before) if ask.before in ask.options else 0
        message = "\n ".join(wrap(ask.label, self._width() - 2)) if ask.fleeting else ""
        chosen = int(self._ran(lambda: self._select(ask.options, start, message)))
        if not ask.fleeting:
            self._print([Line(Style.TEXT, text) for text in wrap(ask.options[chosen], self._width(), "  ")])
        return chosen

    def _tick(self, ask: Some) -> list[int]:
        chosen = sorted(self._ran(lambda: self._checkbox(ask)))
        picked = [ask.options[index] for index in chosen] or ["geen"]
        self._print([Line(Style.TEXT, text) for option in picked for text in wrap(option, self._width(), "  ")])
        return cast("list[int]", chosen)

    def _ran(self, make: Callable[[], Application[Any]]) -> Any:
        """The result of a list; ``/`` opens the commands, and the list comes back when none is chosen."""
        while (result := _run(make())) == _SLASH:
            self._offer_commands()
        return result

    def _offer_commands(self) -> None:
        commands = list(Command)
        options = (_GO_ON, *(f"{command.value}  {MEANINGS[command]}" for command in commands))
        chosen = _run(self._select(options, 0))
        if chosen != _SLASH and chosen > 0:
            raise CommandTyped(commands[chosen - 1])

    def _select(self, options: Sequence[str], start: int, message: str = "") -> Application[Any]:
        choices = self._choices(options, _MARGIN)
        question = questionary.select(
            message,
            choices,
            default=choices[start],
            qmark="",
            instruction=" ",
            use_jk_keys=False,
            style=LOOK,
            input=self._in,
            output=self._out,
            erase_when_done=True,
            refresh_interval=1.0,
        )
        return self._dressed(question.application, _LIST_KEYS, _point)

    def _checkbox(self, ask: Some) -> Application[Any]:
        ticked = [index for index, option in enumerate(ask.options) if option in ask.before]
        question = questionary.checkbox(
            "",
            self._choices(ask.options, _MARGIN + 2, ticked),
            validate=lambda chosen: ask.fault(chosen) or True,
            qmark="",
            instruction=" ",
            use_jk_keys=False,
            style=LOOK,
            input=self._in,
            output=self._out,
            erase_when_done=True,
            refresh_interval=1.0,
        )
        return self._dressed(question.application, _TICK_KEYS, _toggle)

    def _choices(self, options: Sequence[str], margin: int, ticked: Sequence[int] = ()) -> list[Choice]:
        return [
            Choice(self._title(nth, option, margin), value=nth, checked=nth in ticked)
            for nth, option in enumerate(options)
        ]

    def _title(self, nth: int, option: str, margin: int) -> str:
        number = f"{nth + 1} " if nth < _NUMBERED else ""
        first, *rest = wrap(option, self._width() - margin, number)
        return "\n".join([first, *(" " * (margin - 2) + line for line in rest)])

    def _dressed(
        self, app: Application[Any], keys: str, press: Callable[[InquirerControl, int], None]
    ) -> Application[Any]:
        """The list with our keys and toolbar; questionary offers no door for either."""
        inner = app.layout
        control = next(one for one in inner.find_all_controls() if isinstance(one, InquirerControl))
        pane = next(one for one in inner.find_all_windows() if one.content is control)
        pane.wrap_lines = to_filter(True)
        pane.scroll_offsets = ScrollOffsets(top=1, bottom=3)
        app.layout = Layout(HSplit([inner.container, _bar(self._toolbar(keys))]), inner.current_window)
        bindings = [app.key_bindings] if app.key_bindings else []
        app.key_bindings = merge_key_bindings([*bindings, _list_keys(control, press)])
        _dutch(app)
        return app


def _start(ask: Typed) -> str:
    if ask.kept:
        return f"{ask.kept}\n" if ask.multiline else ask.kept
    return ask.shown(ask.before)


def _run(app: Application[Any]) -> Any:
    try:
        return app.run()
    except (KeyboardInterrupt, EOFError, OSError):
        raise HalfTyped from None


def _bar(text: Callable[[], str]) -> ConditionalContainer:
    pane = Pane(FormattedTextControl(text), height=1, style="class:bottom-toolbar")
    return ConditionalContainer(pane, ~is_done & renderer_height_is_known)


def _dutch(app: Application[Any]) -> None:
    """Replace what prompt_toolkit would say in English: a warning about the terminal, and that a window is small."""
    app.renderer.cpr_not_supported_callback = _say_nothing
    for container in app.layout.walk():
        if isinstance(container, HSplit):
            container.window_too_small = Pane(FormattedTextControl(_TOO_SMALL))


def _say_nothing() -> None:
    """Without an answer from the terminal the toolbar stays away; nobody need know why."""


# --- keys -----------------------------------------------------------------------------------------------------------


def _end(event: KeyPressEvent) -> None:
    event.app.exit(exception=EOFError)


def _nothing(event: KeyPressEvent) -> None:
    del event


def _text_keys(multiline: bool, start: str = "") -> KeyBindings:
    """Enter makes a line, ends a text on an empty last line, and hears a command; no searching, no control letters."""
    bindings = KeyBindings()
    bindings.add("enter", eager=True)(partial(_enter_lines if multiline else _enter_line, start))
    bindings.add("c-d", eager=True)(_end)
    for key in ("c-r", "c-s", "c-z", "c-q", "c-o"):
        bindings.add(key, eager=True)(_nothing)
    return bindings


def _enter_line(start: str, event: KeyPressEvent) -> None:
    """A command counts too when it was typed right behind the text that stood there."""
    text = event.current_buffer.text
    if behind := _behind(start, text):
        event.app.exit(exception=CommandTyped(behind, start))
    elif command := command_in(text):
        event.app.exit(exception=CommandTyped(command))
    else:
        event.app.exit(result=text)


def _behind(start: str, text: str) -> Command | None:
    return command_in(text.removeprefix(start)) if start and text.startswith(start) else None


def _enter_lines(start: str, event: KeyPressEvent) -> None:
    buffer = event.current_buffer
    if behind := _behind(start, buffer.text):
        event.app.exit(exception=CommandTyped(behind, start))
        return
    line = buffer.document.current_line
    command = command_in(line)
    if command:
        event.app.exit(exception=CommandTyped(command, _without_line(buffer)))
    elif not line.strip() and not buffer.document.text_after_cursor.strip():
        event.app.exit(result=buffer.text)
    else:
        buffer.newline(copy_margin=False)


def _without_line(buffer: Buffer) -> str:
    lines = list(buffer.document.lines)
    del lines[buffer.document.cursor_position_row]
    return "\n".join(lines)


def _list_keys(control: InquirerControl, press: Callable[[InquirerControl, int], None]) -> KeyBindings:
    bindings = KeyBindings()
    bindings.add("c-d", eager=True)(_end)
    bindings.add("/", eager=True)(lambda event: event.app.exit(result=_SLASH))
    for nth in range(min(_NUMBERED, len(control.choices))):
        bindings.add(str(nth + 1), eager=True)(_pressing(control, nth, press))
    return bindings


def _pressing(
    control: InquirerControl, nth: int, press: Callable[[InquirerControl, int], None]
) -> Callable[[KeyPressEvent], None]:
    def pressed(_event: KeyPressEvent) -> None:
        press(control, nth)

    return pressed


def _point(control: InquirerControl, nth: int) -> None:
    control.pointed_at = nth


def _toggle(control: InquirerControl, nth: int) -> None:
    control.pointed_at = nth
    chosen = control.selected_options
    if nth in chosen:
        chosen.remove(nth)
    else:
        chosen.append(nth)
