"""Screens as lines, and the room's screen."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.screens import Block, For, Screen, Style
from armoede_toolbox.terminal import drawing
from armoede_toolbox.terminal.drawing import draw, width_of, wrap
from armoede_toolbox.terminal.room import paint
from tests.terminal.real import Terminal

QUESTION = Screen(
    "Stil schrijven",
    "nog 3 minuten",
    (
        Block("Pak een briefje en schrijf stil."),
        Block("Waarom zou iemand deze regeling niet aanvragen?", Style.QUESTION),
        Block("Losse woorden zijn goed. Taalfouten maken niet uit.", Style.HINT),
        Block("Neem de tijd.", Style.SAY, For.FACILITATOR),
        Block("Tel tot twintig voor je verder gaat.", Style.DO, For.FACILITATOR),
        Block("Je mag later terug.", Style.TEXT, For.FACILITATOR),
        Block("ik schaamde me\nen jij?", Style.QUOTE),
        Block("eens 4", Style.ROW),
        Block("oneens 1", Style.ROW),
        Block("Jullie zijn met drie.", Style.WARNING),
    ),
)


def text(screen: Screen, width: int = 60, *, shared: bool = False) -> str:
    return "\n".join(line.text for line in draw(screen, width, shared=shared))


def test_a_screen_for_the_facilitator() -> None:
    assert (
        text(QUESTION)
        == """\
Stil schrijven                                 nog 3 minuten

Pak een briefje en schrijf stil.

Waarom zou iemand deze regeling niet aanvragen?
Losse woorden zijn goed. Taalfouten maken niet uit.

Zeg: Neem de tijd.

Doe: Tel tot twintig voor je verder gaat.

Voor jou: Je mag later terug.

  “ik schaamde me
   en jij?”

eens 4
oneens 1

Let op: Jullie zijn met drie."""
    )


def test_a_shared_screen_holds_nothing_for_the_facilitator() -> None:
    shared = text(QUESTION, shared=True)
    assert not any(word in shared for word in ("Zeg", "Doe", "Voor jou", "Neem de tijd", "terug"))


def test_later_lines_hang_under_the_first() -> None:
    assert text(Screen(blocks=(Block("een twee drie vier vijf zes", Style.SAY, For.FACILITATOR),)), 20) == (
        "Zeg: een twee drie\n     vier vijf zes"
    )


def test_a_title_that_is_too_long_moves_below_what_stands_at_the_right() -> None:
    drawn = text(Screen("Een heel lange titel van een oefening", "nog 12 minuten"), 40)
    assert drawn == " " * 26 + "nog 12 minuten\nEen heel lange titel van een oefening"


ANY = st.text(max_size=60) | st.text("een woord漢", max_size=60)
BLOCKS = st.builds(Block, ANY, st.sampled_from(Style), st.sampled_from(For))
SCREENS = st.builds(Screen, ANY, ANY, st.lists(BLOCKS, max_size=5).map(tuple))


@given(SCREENS, st.integers(30, 100))
def test_every_line_fits_and_can_do_nothing(screen: Screen, width: int) -> None:
    for line in draw(screen, width):
        assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in line.text)
        assert width_of(line.text) <= width


@given(SCREENS, st.integers(40, 120), st.integers(10, 40))
def test_the_room_never_sees_more_than_its_window_holds(screen: Screen, width: int, height: int) -> None:
    painted = paint(screen, width, height).split("\n")
    assert len(painted) <= max(height, len(draw(Screen(screen.title, screen.aside), width - 2)) + 2)


@pytest.mark.parametrize(("width", "height"), [(60, 18), (80, 24), (120, 40)])
def test_the_room_gets_it_whole_and_centred(width: int, height: int) -> None:
    painted = paint(Screen(QUESTION.title, QUESTION.aside, QUESTION.blocks[:5]), width, height)
    lines = painted.split("\n")
    assert "Waarom zou iemand deze regeling niet aanvragen?" in painted and "Neem de tijd" not in painted
    assert len(lines) <= height and max(map(width_of, lines)) <= width
    body = [line for line in lines[1:] if line]
    left, right = min(len(line) - len(line.lstrip()) for line in body), width - max(map(len, body))
    assert abs(left - right) <= 1
    assert abs(lines.index(body[0]) - (height - len(lines))) <= 2


def test_what_does_not_fit_ends_in_dots() -> None:
    assert paint(Screen("Lang", blocks=tuple(Block(f"{n}", Style.ROW) for n in range(40))), 60, 18).endswith("…")


ROOM = """
import itertools
from armoede_toolbox.terminal.room import RoomWindow
numbers = itertools.count()
hidden = Block('stil', Style.SAY, For.FACILITATOR)
RoomWindow().follow(lambda: Screen('Ronde', '', (Block(f'beeld {next(numbers) // 3}'), hidden)))
print('DAARNA')
"""


@pytest.mark.slow
@pytest.mark.parametrize("end", ["q", "\x03", "\x04"])
def test_the_room_redraws_in_place_and_leaves_nothing_behind(end: str) -> None:
    with Terminal("print('eerder')\n" + ROOM, columns=60, rows=18) as here:
        here.until("beeld 1").until("beeld 2")
        here.send(end).until("DAARNA")
        inside = here.raw.partition(b"\x1b[?1049h")[2].partition(b"\x1b[?1049l")[0]
        assert b"beeld 0" in inside and b"stil" not in here.raw
        assert b"beeld" not in here.raw.replace(inside, b"")


def test_the_plain_window_needs_neither_questionary_nor_prompt_toolkit() -> None:
    program = (
        "import sys, armoede_toolbox.terminal.choose as choose\n"
        "from datetime import date\n"
        "assert choose.open_window(True, date.today).plain\n"
        "loaded = {'questionary', 'prompt_toolkit', 'rich'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": "src"}, stdin=subprocess.DEVNULL)


class Tty:
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool = True) -> None:
        self.isatty: Callable[[], bool] = lambda: terminal


@pytest.mark.parametrize(
    ("stdin", "stdout", "environ", "plain"),
    [
        (True, True, {"TERM": "xterm"}, False),
        (False, True, {"TERM": "xterm"}, True),
        (True, False, {"TERM": "xterm"}, True),
        (True, True, {"TERM": "dumb"}, True),
        (True, True, {"TERM": "xterm", "ARMOEDE_EENVOUDIG": "1"}, True),
        (True, True, {"TERM": "xterm", "ARMOEDE_EENVOUDIG": "0"}, False),
        (True, True, {}, sys.platform != "win32"),
    ],
)
def test_plain_where_nothing_else_works(stdin: bool, stdout: bool, environ: dict[str, str], plain: bool) -> None:
    from armoede_toolbox.terminal.choose import needs_plain

    assert needs_plain(Tty(stdin), Tty(stdout), environ) is plain  # type: ignore[arg-type]


@given(
    st.text(alphabet="ab é\t-“…ß\u00ad\u0301字\x1b\n", max_size=40), st.integers(1, 40), st.text(" -é字", max_size=4)
)
def test_lines_that_fit_stand_as_the_slow_way_has_them(text: str, width: int, prefix: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = wrap(text, width, prefix), width_of(text)
        patch.setattr(drawing, "_NARROW", re.compile("(?!)"))
        assert (wrap(text, width, prefix), width_of(text)) == quick
