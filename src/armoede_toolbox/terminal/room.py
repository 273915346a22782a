"""The window for the room: a second terminal on the beamer that follows the session (DESIGN 4.1). It only reads."""

from __future__ import annotations

from typing import Final

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout
from prompt_toolkit.layout import Window as Pane
from prompt_toolkit.output import Output, create_output

from armoede_toolbox.screens import Screen, Style
from armoede_toolbox.terminal.drawing import Line, draw, width_of
from armoede_toolbox.terminal.plain import EVERY, Source
from armoede_toolbox.terminal.signals import closing_interrupts

_WIDEST: Final = 76
_MORE: Final = "…"


class RoomWindow:
    """Redraws the room's screen in place, in the alternate screen, until Ctrl-C or q."""

    def __init__(self, input: Input | None = None, output: Output | None = None) -> None:
        self._in = input
        self._out = output or create_output()

    def follow(self, source: Source) -> None:
        """Show the screen of every moment. Returns when the person stops."""
        bindings = KeyBindings()
        for key in ("q", "Q", "c-c", "c-d", "<sigint>"):
            bindings.add(key)(_leave)
        app: Application[None] = Application(
            Layout(Pane(FormattedTextControl(lambda: self._painted(source), show_cursor=False))),
            key_bindings=bindings,
            full_screen=True,
            refresh_interval=EVERY,
            input=self._in,
            output=self._out,
        )
        try:
            with closing_interrupts():
                app.run()
        except (KeyboardInterrupt, EOFError):
            return

    def _painted(self, source: Source) -> str:
        size = self._out.get_size()
        return paint(source(), size.columns, size.rows)


def _leave(event: KeyPressEvent) -> None:
    event.app.exit()


def paint(screen: Screen, width: int, height: int) -> str:
    """What the room sees: airy and centred where it fits, whole lines always, never what is for the facilitator."""
    inner = min(width - 4, _WIDEST)
    head = draw(Screen(screen.title, screen.aside), width - 2)
    body = draw(Screen(blocks=screen.blocks), inner, shared=True)
    space = height - len(head) - 1
    airy = _airy(body)
    rows = _cut([line.text for line in (airy if len(airy) <= space else body)], space)
    above = max(0, (space - len(rows)) // 2)
    left = " " * max(0, (width - max(map(width_of, rows), default=0)) // 2)
    texts = [f" {line.text}" for line in head] + [""] * (above + 1) + [left + row for row in rows]
    return "\n".join(text.rstrip() for text in texts)


def _airy(lines: list[Line]) -> list[Line]:
    """With a blank line between rows and around what was tight."""
    spaced: list[Line] = []
    for line in lines:
        if spaced and spaced[-1].text and line.text and Style.ROW in (line.style, spaced[-1].style):
            spaced.append(Line("", ""))
        spaced.append(line)
    return spaced


def _cut(rows: list[str], space: int) -> list[str]:
    return rows if len(rows) <= space else [*rows[: max(0, space - 1)], _MORE]
