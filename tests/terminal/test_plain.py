"""The plain window over a pipe and in a real terminal."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from armoede_toolbox import form as f
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.screens import Block, For, Screen, Style
from armoede_toolbox.terminal.plain import PlainRoom, PlainWindow
from armoede_toolbox.terminal.window import Command, CommandGiven, Hit, Interrupted
from tests.terminal.real import Terminal

TEXT = Form((f.Text(name="a"),))
LINE = Form((f.Text(name="a", multiline=False),))


@contextmanager
def piped(typed: str | bytes, **settings: Any) -> Iterator[tuple[PlainWindow, io.StringIO]]:
    data = typed if isinstance(typed, bytes) else typed.encode()
    reading, writing = os.pipe()

    def feed() -> None:
        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
            pipe.write(data)

    feeder = threading.Thread(target=feed)
    feeder.start()
    out = io.StringIO()
    with os.fdopen(reading) as stdin:
        yield PlainWindow(stdin, out, width=lambda: 60, **settings), out
    feeder.join()


def filled(typed: str | bytes, form: Form = TEXT, before: Filled | None = None, **settings: Any) -> Filled:
    with piped(typed, **settings) as (window, _):
        return window.fill(form, before)


# --- a pipe ---------------------------------------------------------------------------------------------------------


def test_a_text_ends_with_an_empty_line() -> None:
    with piped("een\ntwee\n\ndrie\n\n") as (window, _):
        assert window.fill(TEXT) == {"a": "een\ntwee"}
        assert window.fill(TEXT) == {"a": "drie"}


def test_the_end_of_a_pipe_ends_the_last_text_only() -> None:
    two = Form((f.Text(name="a"), f.Text(name="b")))
    assert filled("een\n\ntwee\ndrie", two) == {"a": "een", "b": "twee\ndrie"}
    with pytest.raises(Interrupted) as stopped:
        filled("een\ntwee", two)
    assert stopped.value.partial == {"a": "een\ntwee"}
    with pytest.raises(Interrupted):
        filled("")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_sort_of_line_ending_is_one(ending: str) -> None:
    assert filled(f"een{ending}twee{ending}{ending}") == {"a": "een\ntwee"}


def test_a_line_of_5000_letters_and_a_text_of_a_megabyte_come_whole() -> None:
    line = "é" * 5000
    assert filled(f"{line}\n\n") == {"a": line}
    big = "\n".join(f"regel {number} " + "x" * 60 for number in range(15000))
    assert filled(f"{big}\n\n") == {"a": big}


def test_broken_bytes_are_kept_and_said_once() -> None:
    with piped(b"caf\xe9 \xff \x81 \xc3\n\nco\xebrdinatie\n\n") as (window, out):
        assert window.fill(TEXT)["a"] == "café ÿ \ufffd Ã"
        assert window.fill(TEXT)["a"] == "coërdinatie"
    assert out.getvalue().count("kwamen niet goed door") == 1


def test_escape_sequences_and_control_characters_are_swallowed() -> None:
    assert filled("\x1b[Aeen\x1b[1;5C \x1bOPtwee\x1b[200~\x07 drie\x1b]0;titel\x07\x1b[201~\n\n") == {
        "a": "een twee drie"
    }


@pytest.mark.parametrize("erased", ["x\x7f", "é\x7f", "e\u0301\x7f", "👩‍👩‍👧\x7f", "漢\x08", "weg\x15goed\x15"])
def test_backspace_takes_a_whole_letter(erased: str) -> None:
    expected = "goed" if "\x15" in erased else "abgoed"
    assert filled(("" if "\x15" in erased else "ab") + erased + "goed\n", LINE) == {"a": expected}


@pytest.mark.parametrize("command", list(Command))
@pytest.mark.parametrize(
    "field",
    [
        f.Text(name="x"),
        f.Text(name="x", multiline=False),
        f.Lines(name="x"),
        f.Number(name="x"),
        f.OneOf(name="x", options=("a", "b")),
        f.SomeOf(name="x", options=("a", "b")),
        f.Order(name="x", options=("a", "b")),
        f.Points(name="x", options=("a", "b"), total=3),
        f.Boxes(name="x", boxes=("a",)),
        f.Grid(name="x", rows=("a",), minimum=1, maximum=5),
        f.Date(name="x"),
        f.Group(name="x", fields=(f.Text(name="wat"),)),
        f.Totals(name="x", options=("a",)),
    ],
)
def test_a_command_is_heard_everywhere(field: f.Field, command: Command) -> None:
    for typed in (command.value, f" {command.value.upper()} "):
        with pytest.raises(CommandGiven) as given:
            filled(f"{typed}\n", Form((field,)))
        assert given.value.command is command


@pytest.mark.parametrize("call", ["line", "wait"])
def test_a_command_is_heard_outside_a_form(call: str) -> None:
    with piped("/stop\n") as (window, _), pytest.raises(CommandGiven):
        getattr(window, call)("Hoe heet het team?")
    with piped("") as (window, _), pytest.raises(Interrupted):
        getattr(window, call)("Hoe heet het team?")


def test_a_command_takes_the_text_before_it_along_and_the_form_goes_on_there() -> None:
    two = Form((f.Text(name="a"), f.Text(name="b")))
    with piped("een\n\ntwee\n/hulp\ndrie\n\n") as (window, out):
        with pytest.raises(CommandGiven) as given:
            window.fill(two)
        assert given.value.partial == {"a": "een", "b": "twee"}
        window.say("hulp")
        assert window.fill(two, given.value.partial) == {"a": "een", "b": "twee\ndrie"}
    assert "Dit staat er al:\ntwee\nSchrijf verder." in out.getvalue()


def test_two_slashes_write_a_command_literally() -> None:
    assert filled("//stop\nen /stop\n\n") == {"a": "/stop\nen /stop"}


def test_back_goes_one_field_back_and_keeps_what_was_there() -> None:
    two = Form((f.Text(name="a", multiline=False), f.Text(name="b", multiline=False), f.Number(name="c")))
    assert filled("een\ntwee\n/terug\n/terug\nanders\n\n3\n", two) == {"a": "anders", "b": "twee", "c": "3"}
    with pytest.raises(CommandGiven) as given:
        filled("/terug\n", two)
    assert given.value.command is Command.BACK


def test_wrong_answers_get_a_sentence_and_another_try() -> None:
    with piped("zes\n6\n3\n") as (window, out):
        assert window.fill(Form((f.Number(name="a", minimum=1, maximum=5),))) == {"a": "3"}
    assert out.getvalue().count("Typ een getal van 1 tot en met 5.") == 2
    with piped("\nja\n\n") as (window, out):
        assert window.fill(TEXT) == {"a": "ja"}
    assert "Hier staat nog niets. Schrijf iets, of typ /pas." in out.getvalue()


def test_too_few_lines_are_kept_and_added_to() -> None:
    assert filled("een\n\ntwee\n\n", Form((f.Lines(name="a", at_least=2),))) == {"a": ["een", "twee"]}


def test_enter_keeps_what_was_there_and_a_dash_empties_it() -> None:
    free = Form((f.Text(name="a", required=False),))
    assert filled("\n", free, {"a": "eerder"}) == {"a": "eerder"}
    assert filled("-\n\n", free, {"a": "eerder"}) == {"a": ""}
    assert filled("nieuw\n\n", TEXT, {"a": "eerder"}) == {"a": "nieuw"}


def test_choices_are_numbers_or_words() -> None:
    one, some = (
        Form((f.OneOf(name="a", options=("eens", "oneens")),)),
        Form((f.SomeOf(name="a", options=("x", "y", "z")),)),
    )
    assert filled("2\n", one) == filled("Oneens\n", one) == filled("9\n\n2\n", one) == {"a": "oneens"}
    assert (
        filled("3 1\n", some)
        == filled("1, 3\n", some)
        == filled("1 en 3\n", some)
        == filled("7\n\n1 3\n", some)
        == {"a": ["x", "z"]}
    )
    assert filled("\n", some, {"a": ["y"]}) == {"a": ["y"]}
    assert filled("0\n", Form((f.SomeOf(name="a", options=("x",), required=False),)), {"a": ["x"]}) == {"a": []}


def test_pick_has_a_default_and_gives_the_index() -> None:
    with piped("\n3\n") as (window, out):
        assert window.pick("Wat wil je doen?", ["a", "b", "c"], default=1) == 1
        assert window.pick("Wat wil je doen?", ["a", "b", "c"]) == 2
    assert "Wat wil je doen?\n1 a\n2 b\n3 c\nTyp een cijfer (Enter is 2): " in out.getvalue()


def test_a_date_is_read_and_shown_as_people_say_it() -> None:
    with piped("ooit\ndan\n", dates=lambda typed: "2026-12-01" if typed == "dan" else None) as (window, out):
        assert window.fill(Form((f.Date(name="a"),))) == {"a": "2026-12-01"}
    assert "Dit lezen we niet als een dag." in out.getvalue()
    assert "dinsdag 1 december 2026" in out.getvalue()


def test_the_clock_stands_with_each_question_and_what_cannot_be_is_said_once() -> None:
    with piped("een\n\ntwee\n\n", clock=lambda: "nog 3 minuten") as (window, out):
        window.show(Screen("Titel"))
        window.fill(TEXT)
        window.fill(TEXT)
        with window.aside():
            pass
    assert out.getvalue().count("nog 3 minuten") == 2
    assert out.getvalue().count("Dit is de eenvoudige weergave") == 1
    assert "Draai het scherm weg" in out.getvalue()


# --- the guard ------------------------------------------------------------------------------------------------------


def names(text: str) -> list[Hit]:
    found = [(name, text.find(name)) for name in ("mevrouw De Vries", "Jan Smit")]
    return sorted(
        (Hit(at, at + len(name), "een naam", "een inwoner") for name, at in found if at >= 0), key=lambda hit: hit.start
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1\n", "een inwoner belde"),
        ("2\nmijn buur\n", "mijn buur belde"),
        ("3\n", "mevrouw De Vries belde"),
        ("/terug\niemand\n", "iemand belde"),
        ("2\n\n3\n", "mevrouw De Vries belde"),
        ("2\nJan Smit\n1\n", "een inwoner belde"),
    ],
)
def test_the_guard_asks_only_who_types(typed: str, text: str) -> None:
    assert filled(f"mevrouw De Vries belde\n\n{typed}", guard=names) == {"a": text}


def test_hits_come_one_by_one_and_one_left_is_not_asked_again_in_the_form() -> None:
    two = Form((f.Text(name="a"), f.Text(name="b")))
    with piped("Jan Smit zag mevrouw De Vries\n\n3\n1\nJan Smit weer\n\n", guard=names) as (window, out):
        assert window.fill(two) == {"a": "Jan Smit zag een inwoner", "b": "Jan Smit weer"}
    assert out.getvalue().count("Hier staat misschien een naam: “Jan Smit”.") == 1


def test_a_stop_at_the_guard_keeps_the_text() -> None:
    with pytest.raises(CommandGiven) as given:
        filled("Jan Smit\n\n/stop\n", guard=names)
    assert given.value.partial == {"a": "Jan Smit"}
    for tail in ("", "2\n"):
        with pytest.raises(Interrupted) as stopped:
            filled(f"Jan Smit\n\n{tail}", guard=names)
        assert stopped.value.partial == {"a": "Jan Smit"}


# --- showing --------------------------------------------------------------------------------------------------------

SECRET = Screen(
    "Stil schrijven",
    "nog 3 minuten",
    (
        Block("Pak een briefje."),
        Block("Waarom zou iemand dit niet aanvragen?", Style.QUESTION),
        Block("We gaan beginnen.", Style.SAY, For.FACILITATOR),
        Block("Wacht even.", Style.DO, For.FACILITATOR),
    ),
)


def test_a_shared_screen_shows_only_what_is_for_the_room() -> None:
    for shared in (False, True):
        with piped("", shared=shared) as (window, out):
            window.show(SECRET)
        assert ("Zeg: We gaan beginnen." in out.getvalue()) is not shared
        assert ("Doe: Wacht even." in out.getvalue()) is not shared
        assert "Stil schrijven" + " " * 33 + "nog 3 minuten\n" in out.getvalue()


def test_nothing_in_a_text_reaches_the_terminal_raw() -> None:
    nasty = "\x1b[31mrood\x1b]0;x\x07 [bold]vet[/bold] \x9b2J \u202e"
    with piped("1\n") as (window, out):
        window.show(Screen(nasty, nasty, (Block(nasty),)))
        window.say(nasty)
        window.pick(nasty, [nasty])
    assert not any(sign in out.getvalue() for sign in "\x1b\x07\x9b\u202e")
    assert "[bold]vet[/bold]" in out.getvalue()


def test_an_output_that_knows_few_letters_does_not_break() -> None:
    raw = io.BytesIO()
    with piped("ok\n\n") as (window, _):
        window._out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
        window.show(Screen("Café “x”"))
    assert b"Caf? ?x?" in raw.getvalue()


def test_the_plain_room_prints_what_changed() -> None:
    screens = iter([SECRET, SECRET, Screen("Pauze")])
    out = io.StringIO()

    def source() -> Screen:
        try:
            return next(screens)
        except StopIteration:
            raise KeyboardInterrupt from None

    PlainRoom(out, sleep=lambda seconds: None).follow(source)
    assert out.getvalue().count("Stil schrijven") == 1
    assert "Pauze" in out.getvalue() and "Zeg" not in out.getvalue()


# --- a real terminal ------------------------------------------------------------------------------------------------

ASK = "window = PlainWindow()\nreport(lambda: window.fill(Form((Text(name='a'), Text(name='b', multiline=False)))))\n"


@pytest.mark.slow
def test_typing_in_a_terminal_is_echoed_and_erased_by_width() -> None:
    with Terminal(ASK) as here:
        here.prompt().send("caf\u00e9\u6f22\x7f\x7f\x7fnt\u00e9\r").until("canté")
        here.send("\r").pump(0.3)
        here.send("weg\x15tw\u00e9\x1b[D\x1b[Ae\r")
        assert here.result() == {"a": "canté", "b": "twée"}
        assert "> twée" in here.lines


@pytest.mark.slow
def test_pasted_empty_lines_belong_to_the_text_and_typed_ones_end_it() -> None:
    with Terminal(ASK) as here:
        here.prompt().send("[26/11, 23:32] Jan: hoi\r\n\r\n# kop\r\n---\r\n/stop\r\n\r\nslot\r").pump(0.5)
        here.send("\r").pump(0.3)
        here.send("een\rtwee\rdrie\r")
        assert here.result() == {"a": "[26/11, 23:32] Jan: hoi\n\n# kop\n---\n/stop\n\nslot", "b": "een twee drie"}


@pytest.mark.slow
def test_bracketed_paste_marks_are_swallowed() -> None:
    with Terminal(ASK) as here:
        here.prompt().send("\x1b[200~a\r\rb\x1b[201~").pump(0.3)
        here.send("\r").pump(0.3)
        here.send("\r").pump(0.3)
        here.send("c\r")
        assert here.result() == {"a": "a\n\nb", "b": "c"}


@pytest.mark.slow
def test_a_long_line_and_a_pasted_megabyte_come_whole_in_a_terminal() -> None:
    program = (
        "import hashlib\nwindow = PlainWindow()\n"
        "def run():\n    a = window.fill(Form((Text(name='a'),)))['a']\n"
        "    return len(a), hashlib.sha256(a.encode()).hexdigest()\n"
        "report(run)\n"
    )
    import hashlib

    big = "\n".join(["é" * 5000, "", *(f"regel {number} " + "x" * 60 for number in range(15000))])
    with Terminal(program) as here:
        here.prompt()
        data, at = big.replace("\n", "\r").encode(), 0
        os.set_blocking(here.child.child_fd, False)
        while at < len(data):
            try:
                at += os.write(here.child.child_fd, data[at : at + 4096])
            except BlockingIOError:
                here.child.read_nonblocking(1 << 20, timeout=5)
        os.set_blocking(here.child.child_fd, True)
        here.stream.feed = lambda data: None  # type: ignore[method-assign]
        here.pump(2)
        here.send("\r").pump(0.3)
        here.send("\r")
        assert here.result() == (len(big), hashlib.sha256(big.encode()).hexdigest())


@pytest.mark.slow
@pytest.mark.parametrize("how", ["\x03", "\x04", signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_every_way_out_keeps_half_a_text_and_gives_the_terminal_back(how: str | int) -> None:
    program = "import os\n" + ASK + "os.system('stty -a')\nprint('DAARNA')\n"
    with Terminal(program) as here:
        here.prompt().send("een\rtw").until("tw")
        if isinstance(how, str):
            here.send(how)
        else:
            here.child.kill(how)
        here.until("DAARNA")
        assert here.result() == ("interrupted", {"a": "een\ntw"})
        assert {b"icanon", b"echo", b"isig", b"ixon", b"icrnl"} <= set(here.raw.split())


@pytest.mark.slow
def test_a_crash_gives_the_terminal_back() -> None:
    program = (
        "import os\nwindow = PlainWindow(guard=lambda text: 1 / 0)\n"
        "try:\n    window.fill(Form((Text(name='a'),)))\n"
        "except ZeroDivisionError:\n    os.system('stty -a')\nprint('DAARNA')\n"
    )
    with Terminal(program) as here:
        here.prompt().send("een\r").pump(0.3)
        here.send("\r").until("DAARNA")
        assert {b"icanon", b"echo"} <= set(here.raw.split())


@pytest.mark.slow
def test_no_escape_is_ever_written() -> None:
    program = "window = PlainWindow()\nwindow.show(Screen('Titel', 'nog 3', (Block('x', Style.WARNING),)))\n" + ASK
    with Terminal(program, TERM="dumb") as here:
        here.prompt().send("een\r").pump(0.3)
        here.send("\r").pump(0.3)
        here.send("/pas\r")
        here.result()
        assert b"\x1b" not in here.raw
