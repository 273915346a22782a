"""The window with arrow keys: keys without a terminal, and the real thing at two sizes."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from armoede_toolbox import form as f
from armoede_toolbox.form import Form
from armoede_toolbox.terminal.arrows import ArrowWindow
from armoede_toolbox.terminal.window import Command, CommandGiven, Hit, Interrupted, Window
from tests.terminal.real import ARROWS, Terminal

UP, DOWN, ENTER, BACKSPACE = "\x1b[A", "\x1b[B", "\r", "\x7f"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
TEXT = Form((f.Text(name="a"),))
Type = Callable[..., ArrowWindow]


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe:
        yield pipe


@pytest.fixture
def typing(keys: PipeInput) -> Type:
    def make(*typed: str, **settings: Any) -> ArrowWindow:
        keys.send_text("".join(typed))
        return ArrowWindow(keys, DummyOutput(), **settings)

    return make


def test_it_keeps_the_contract(typing: Type) -> None:
    window: Window = typing()
    assert not window.plain


def test_enter_makes_a_line_and_on_an_empty_one_ends(typing: Type) -> None:
    window = typing("een", ENTER, "twee", ENTER, ENTER, "drie", ENTER, ENTER)
    assert window.fill(TEXT) == {"a": "een\ntwee"}
    assert window.fill(TEXT) == {"a": "drie"}


def test_a_pasted_text_keeps_its_empty_lines(typing: Type) -> None:
    window = typing(PASTE, "a\r\n\r\n/stop\r\n# b", PASTED, ENTER, ENTER)
    assert window.fill(TEXT) == {"a": "a\n\n/stop\n# b"}


def test_a_pasted_text_becomes_one_line_where_one_is_asked(typing: Type) -> None:
    assert typing(PASTE, "a\n\nb", PASTED, ENTER).line("Wat?") == "a  b"


@pytest.mark.parametrize("end", ["\x03", "\x04"])
def test_stopping_keeps_half_a_text(typing: Type, end: str) -> None:
    form = Form((f.Text(name="a", multiline=False), f.Text(name="b")))
    with pytest.raises(Interrupted) as stopped:
        typing("een", ENTER, "twee", ENTER, "dr", end).fill(form)
    assert stopped.value.partial == {"a": "een", "b": "twee\ndr"}


def test_a_closed_window_keeps_half_a_text(typing: Type, keys: PipeInput) -> None:
    window = typing("half")
    keys.close()
    with pytest.raises(Interrupted) as stopped:
        window.fill(TEXT)
    assert stopped.value.partial == {"a": "half"}


FIELDS: list[f.Field] = [
    f.Text(name="x"),
    f.Text(name="x", multiline=False),
    f.Lines(name="x"),
    f.Number(name="x"),
    f.Points(name="x", options=("a", "b"), total=3),
    f.Boxes(name="x", boxes=("a",)),
    f.Grid(name="x", rows=("a",), minimum=1, maximum=5),
    f.Date(name="x"),
    f.Group(name="x", fields=(f.Text(name="wat"),)),
    f.Totals(name="x", options=("a",)),
]
LISTS: list[f.Field] = [
    f.OneOf(name="x", options=("a", "b")),
    f.SomeOf(name="x", options=("a", "b")),
    f.Order(name="x", options=("a", "b")),
]


@pytest.mark.parametrize("command", list(Command))
@pytest.mark.parametrize("field", FIELDS)
def test_a_typed_command_is_heard_everywhere(typing: Type, field: f.Field, command: Command) -> None:
    with pytest.raises(CommandGiven) as given:
        typing(f" {command.value.upper()} ", ENTER).fill(Form((field,)))
    assert given.value.command is command


@pytest.mark.parametrize("nth", range(len(Command)))
@pytest.mark.parametrize("field", LISTS)
def test_a_slash_opens_the_commands_in_a_list(typing: Type, field: f.Field, nth: int) -> None:
    with pytest.raises(CommandGiven) as given:
        typing("/", str(nth + 2), ENTER).fill(Form((field,)))
    assert given.value.command is list(Command)[nth]


def test_the_commands_can_be_left_again(typing: Type) -> None:
    assert typing("/", ENTER, DOWN, ENTER).fill(Form((LISTS[0],))) == {"x": "b"}


def test_a_command_in_a_text_takes_the_text_along_and_the_form_goes_on(typing: Type) -> None:
    form = Form((f.Text(name="a", multiline=False), f.Text(name="b")))
    window = typing("een", ENTER, "twee", ENTER, "/hulp", ENTER, "drie", ENTER, ENTER)
    with pytest.raises(CommandGiven) as given:
        window.fill(form)
    assert given.value.partial == {"a": "een", "b": "twee"}
    assert window.fill(form, given.value.partial) == {"a": "een", "b": "twee\ndrie"}


def test_back_and_forth(typing: Type) -> None:
    form = Form((f.OneOf(name="a", options=("x", "y")), f.Text(name="b", multiline=False), f.Number(name="c")))
    window = typing("2", ENTER, "b", ENTER, "/terug", ENTER, "c", ENTER, "4", ENTER)
    assert window.fill(form) == {"a": "y", "b": "bc", "c": "4"}


def test_lists_take_arrows_and_numbers(typing: Type) -> None:
    window = typing(DOWN, DOWN, ENTER, "2", ENTER, ENTER, UP, ENTER)
    options = ["een", "twee", "drie"]
    assert [window.pick("Welke?", options) for _ in range(2)] == [2, 1]
    assert [window.pick("Welke?", options, default=1) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("end", ["\x03", "\x04", "\x11"])
def test_a_list_can_be_stopped(typing: Type, end: str) -> None:
    with pytest.raises(Interrupted):
        typing(end).pick("Welke?", ["een", "twee"])


def test_boxes_are_ticked_with_blanks_and_numbers(typing: Type) -> None:
    form = Form((f.SomeOf(name="a", options=("x", "y", "z"), at_least=2),))
    assert typing(" ", ENTER, "3", ENTER).fill(form) == {"a": ["x", "z"]}
    assert typing("1", ENTER).fill(form, {"a": ["x", "y", "z"]}) == {"a": ["y", "z"]}


def test_more_than_nine_options_have_numbers_up_to_nine(typing: Type) -> None:
    options = [f"optie {n}" for n in range(12)]
    assert typing("9", DOWN, DOWN, ENTER).pick("Welke?", options) == 10


def test_same_texts_are_different_options(typing: Type) -> None:
    assert typing("1", ENTER).pick("Welke?", ["x", "y", "x"]) == 0


def test_an_earlier_text_can_be_edited(typing: Type) -> None:
    assert typing(BACKSPACE, "r", ENTER, ENTER).fill(TEXT, {"a": "kat"}) == {"a": "kar"}


def test_the_guard_lets_a_text_be_edited_where_it_stands(typing: Type) -> None:
    def guard(text: str) -> list[Hit]:
        at = text.find("Jan")
        return [Hit(at, at + 3, "een naam", "een inwoner")] if at >= 0 else []

    assert typing("Jan belde", ENTER, ENTER, "1", ENTER, guard=guard).fill(TEXT) == {"a": "een inwoner belde"}
    edit = ("Jan", ENTER, ENTER, "2", ENTER, *[BACKSPACE] * 3, "Ik", ENTER)
    assert typing(*edit, guard=guard).fill(TEXT) == {"a": "Ik"}
    assert typing("Jan", ENTER, ENTER, "3", ENTER, guard=guard).fill(TEXT) == {"a": "Jan"}


def test_wait_needs_enter_only(typing: Type) -> None:
    window = typing(ENTER, "/pauze", ENTER)
    window.wait("Klaar? Druk op Enter.")
    with pytest.raises(CommandGiven):
        window.wait("Klaar? Druk op Enter.")


def test_a_search_key_opens_no_english(typing: Type) -> None:
    assert typing("\x12\x13a", ENTER, ENTER).fill(TEXT) == {"a": "a"}


# --- a real terminal ------------------------------------------------------------------------------------------------

SIZES = [(60, 18), (80, 24)]
WINDOW = ARROWS + "window = ArrowWindow(clock=lambda: 'nog 3 minuten')\n"
LONG = "Een heel lange optie die niet op één regel past omdat er veel in staat over brieven, loketten en vertrouwen"


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_list_with_long_options_fits(columns: int, rows: int) -> None:
    program = (
        WINDOW
        + f"""
window.show(Screen('Stap 2', 'nog 3 minuten', (Block('Wat past?', Style.QUESTION),)))
report(lambda: window.pick('Welke kies je?', ['kort', {LONG!r}, 'laatste']))
"""
    )
    with Terminal(program, columns=columns, rows=rows) as here:
        here.until("/ meer").send("2").pump(0.3)
        flat = " ".join(here.text.split())
        assert f"» 2 {LONG}" in flat and "3 laatste" in flat and "nog 3 minuten · Pijltje" in flat
        assert here.lines[0].startswith("Stap 2") and here.lines[0].endswith("nog 3 minuten")
        assert all(len(line) <= columns for line in here.lines)
        assert here.send("\r").result() == 1


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_twelve_long_options_scroll(columns: int, rows: int) -> None:
    program = WINDOW + f"report(lambda: window.pick('Welke kies je?', [str(n) + {LONG!r} for n in range(12)]))"
    with Terminal(program, columns=columns, rows=rows) as here:
        here.until("/ meer").send(DOWN * 11).pump(0.3)
        assert "» 11Een heel lange" in here.text and "vertrouwen" in here.text.partition("»")[2]
        assert here.send("\r").result() == 11


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_text_can_be_longer_than_the_screen(columns: int, rows: int) -> None:
    with Terminal(WINDOW + "report(lambda: window.fill(Form((Text(name='a'),))))", columns=columns, rows=rows) as here:
        here.until("Lege regel: klaar")
        typed = [f"regel {number}" for number in range(40)]
        here.send("\r".join(typed)).until("regel 39").send("\r\r")
        assert here.result() == {"a": "\n".join(typed)}


@pytest.mark.slow
def test_the_running_clock_stands_in_the_toolbar() -> None:
    program = ARROWS + (
        "import itertools\ntick = itertools.count(1)\nwindow = ArrowWindow(clock=lambda: f'tik {next(tick)}')\n"
        "report(lambda: window.fill(Form((Text(name='a'),))))"
    )
    with Terminal(program) as here:
        here.until("tik").until(lambda here: bool(re.search(r"tik ([3-9])", here.text)))


@pytest.mark.slow
def test_a_corrected_answer_leaves_no_message_on_the_next_screen() -> None:
    program = (
        WINDOW
        + """
window.fill(Form((Number(name='a', minimum=1, maximum=10),)))
window.show(Screen('Daarna'))
report(lambda: window.wait('Klaar?'))
"""
    )
    with Terminal(program) as here:
        here.until("van 1 tot en met 10").send("11\r").until("Typ een getal").send("\x155\r").until("Klaar?")
        assert here.lines[0] == "Daarna" and "getal" not in here.text


@pytest.mark.slow
def test_too_few_ticks_are_told_in_dutch() -> None:
    with Terminal(WINDOW + "report(lambda: window.fill(Form((SomeOf(name='a', options=('x', 'y')),))))") as here:
        here.until("Spatie kiest").send("\r").until("Kies er minstens 1.").send(" \r")
        assert here.result() == {"a": ["x"]}
        assert not re.search(r"done|selection|Use arrow|Invalid", here.raw.decode())


@pytest.mark.slow
def test_a_name_that_was_replaced_stays_nowhere() -> None:
    program = (
        WINDOW
        + """
window.guard = lambda text: [Hit(0, 3, 'een naam', 'een inwoner')] if text.startswith('Jan') else []
report(lambda: window.fill(Form((Text(name='a'),))))
"""
    )
    with Terminal(program) as here:
        here.until("Lege regel").send("Jan belde\r\r").until("een naam: “Jan”").send("1\r")
        assert here.result() == {"a": "een inwoner belde"}
        assert "  een inwoner belde" in here.lines and "Jan" not in here.text + here.scrollback


@pytest.mark.slow
def test_what_stood_on_the_screen_scrolls_up_and_is_never_erased() -> None:
    program = (
        "for n in range(40): print('eerder', n)\n"
        + WINDOW
        + """
window.show(Screen('Een'))
window.show(Screen('Twee'))
report(lambda: window.wait('Klaar?'))
"""
    )
    with Terminal(program) as here:
        here.until("Klaar?")
        assert all(f"eerder {n}" in here.scrollback for n in range(40)) and "Een" in here.scrollback
        assert here.lines[0] == "Twee" and "eerder" not in here.text
        assert b"\x1b[3J" not in here.raw


HIDDEN = (
    WINDOW
    + """
window.show(Screen('Buiten'))
def run():
    with window.aside():
        window.show(Screen('GEHEIM titel', '', (Block('GEHEIM blok'),)))
        choice = OneOf(name='b', options=('GEHEIM x', 'GEHEIM y'))
        return window.fill(Form((Text(name='a', label='GEHEIM label'), choice)))
report(run)
"""
)
INSIDE = re.compile(rb"\x1b\[\?1049h.*?\x1b\[\?1049l", re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize(
    "ending",
    ["\r\r2\r", "\r\x03", "\r\x04", "\r/stop\r", "\r\r\x03", "\r\r/6\r", signal.SIGTERM, signal.SIGHUP, signal.SIGINT],
)
def test_nothing_hidden_reaches_the_main_screen(ending: str | int) -> None:
    with Terminal(HIDDEN) as here:
        here.until("Lege regel: klaar").send("GEHEIM antwoord").until("GEHEIM antwoord")
        if isinstance(ending, str):
            for key in ending:
                here.send(key).pump(0.25)
        else:
            here.child.kill(ending)
        here.until(lambda here: b"EINDE" in here.raw)
        outside = INSIDE.sub(b"", here.raw).partition(b"KLAAR")[0]
        assert len(INSIDE.findall(here.raw)) == 1 and b"GEHEIM" not in outside
        assert "GEHEIM antwoord" in str(here.result())


@pytest.mark.slow
def test_a_crash_inside_leaves_the_hidden_screen() -> None:
    program = (
        WINDOW
        + """
try:
    with window.aside():
        window.say('GEHEIM')
        1 / 0
except ZeroDivisionError:
    print('DAARNA')
"""
    )
    with Terminal(program) as here:
        here.until("DAARNA")
        assert b"GEHEIM" not in INSIDE.sub(b"", here.raw)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_killed_window_keeps_half_a_text_and_gives_the_terminal_back(how: int) -> None:
    program = (
        "import os\n"
        + WINDOW
        + "report(lambda: window.fill(Form((Text(name='a'),))))\nos.system('stty -a')\nprint('DAARNA')"
    )
    with Terminal(program) as here:
        here.until("Lege regel: klaar").send("half").until("half")
        here.child.kill(how)
        here.until("DAARNA")
        assert here.result() == ("interrupted", {"a": "half"})
        assert {b"icanon", b"echo"} <= set(here.raw.split())


COLOUR = re.compile(rb"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9\d|10[0-7]|5|6)\b[\d;]*m")


@pytest.mark.slow
@pytest.mark.parametrize("no_color", ["", "1"])
def test_there_is_no_colour_and_nothing_blinks(no_color: str) -> None:
    program = (
        WINDOW
        + """
window.show(Screen('Titel', 'nog 3', tuple(Block('x', style) for style in Style)))
fields = SomeOf(name='a', options=('x', 'y')), OneOf(name='b', options=('x', 'y')), Text(name='c')
report(lambda: window.fill(Form(fields)))
"""
    )
    with Terminal(program, NO_COLOR=no_color) as here:
        here.until("Spatie kiest").send("\r").until("Kies er minstens").send(" \r").pump(0.5)
        here.send("\r").until("Lege regel").send("ja\r\r")
        assert here.result() == {"a": ["x"], "b": "x", "c": "ja"}
        assert not COLOUR.search(here.raw)


@pytest.mark.slow
def test_nothing_in_a_text_reaches_the_terminal_raw() -> None:
    program = (
        WINDOW
        + r"""
nasty = '\x1b[2J\x1b]0;kwaad\x07[bold]vet[/bold] <b>x</b>'
window.show(Screen(nasty, '', (Block(nasty),)))
window.say(nasty)
form = Form((Text(name='a', label=nasty, start=nasty),))
report(lambda: (window.pick(nasty, [nasty, 'b']), window.fill(form, {'a': nasty})))
"""
    )
    with Terminal(program) as here:
        here.until("/ meer").send("\r").until("Lege regel").send("\r\r")
        here.until(lambda here: b"EINDE" in here.raw)
        shown = here.raw.partition(b"KLAAR")[0]
        assert b"\x1b]0;kwaad" not in shown and b"\x07" not in shown
        assert b"[bold]vet[/bold] <b>x</b>" in shown


@pytest.mark.slow
def test_a_terminal_that_does_not_answer_gets_no_english() -> None:
    with Terminal(WINDOW + "report(lambda: window.fill(Form((Text(name='a'),))))") as here:
        here.answers = False
        here.pump(3.5)
        here.send("ja\r\r")
        assert here.result() == {"a": "ja"}
        assert b"WARNING" not in here.raw
