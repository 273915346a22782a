"""Going back over the questions before a session begins: one choice at a time, and nothing gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.screens import Block, Screen
from armoede_toolbox.storage.config import Team
from armoede_toolbox.terminal.window import Command, CommandGiven, Window
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.retracing import NOT_YET, retraced
from tests.scripted import ScriptWindow

TEAM, ALONE = "Met het team", "Alleen"


@pytest.fixture
def house(home: Any) -> House:
    return open_house()


def asked(window: Window) -> tuple[Any, ...]:
    """What is asked second depends on what was answered first."""
    window.show(Screen("Eerst", "", (Block("Kies hoe."),)))
    if window.pick("Met wie?", [TEAM, ALONE]) == 1:
        return (ALONE, window.line("Waarom? Leeg mag."))
    people = window.line("Met hoeveel?", required=True)
    window.show(Screen("Daarna", "", ()))
    return (TEAM, people, window.pick("Kijkt de groep mee?", ["Ja", "Nee"]))


def test_a_command_goes_one_choice_back_and_the_others_stay(house: House) -> None:
    window = ScriptWindow([TEAM, "6", Command.BACK, "8", "Nee"])
    assert retraced(house, window, asked) == (TEAM, "8", 1)
    assert [screen.title for screen in window.screens] == ["Eerst", "Daarna", "Daarna"]


def test_more_than_one_choice_back_may_lead_elsewhere(house: House) -> None:
    window = ScriptWindow([TEAM, "6", Command.BACK, Command.BACK, ALONE, "geen tijd"])
    assert retraced(house, window, asked) == (ALONE, "geen tijd")


def test_what_was_answered_stands_ready(house: House) -> None:
    window = ScriptWindow([TEAM, "6", Command.BACK, "", "Nee"])
    assert retraced(house, window, asked) == (TEAM, "6", 1)


@pytest.mark.parametrize("command", [Command.PASS, Command.PAUSE, Command.ROUND_OFF, Command.HELP])
def test_what_belongs_to_a_session_changes_nothing_here(house: House, command: Command) -> None:
    window = ScriptWindow([command, TEAM, command, "8", command, "Ja"])
    assert retraced(house, window, asked) == (TEAM, "8", 0)
    assert window.lines.count(NOT_YET) == 3


def test_passing_leaves_empty_what_may_be_empty(house: House) -> None:
    assert retraced(house, ScriptWindow([ALONE, Command.PASS]), asked) == (ALONE, "")


@pytest.mark.parametrize("answers", [[Command.STOP], [TEAM, Command.STOP], [Command.BACK]])
def test_stopping_stops(house: House, answers: list[Any]) -> None:
    with pytest.raises(CommandGiven):
        retraced(house, ScriptWindow(answers), asked)


def test_a_team_that_was_named_on_the_way_back_is_not_founded(house: House) -> None:
    def found(window: Window) -> str:
        name = window.line("Welk team?", required=True)
        house.found(name, Team(name=name))
        window.pick("Goed?", ["Ja", "Nee"])
        return name

    assert retraced(house, ScriptWindow(["noort", Command.BACK, "noord", "Ja"]), found) == "noord"
    assert list(house.founding) == ["noord"]
    assert "noort" not in house.config.teams


@given(st.data())
def test_any_way_back_and_forth_gives_what_was_answered_last(data: st.DataObject) -> None:
    script: list[Any] = []
    stack: list[str] = []
    for step in data.draw(st.lists(st.sampled_from(["a", "b", "terug"]), max_size=12)):
        if step == "terug" and stack:
            script.append(Command.BACK)
            stack.pop()
        elif step != "terug" and len(stack) < 3:
            script.append(step)
            stack.append(step)
    script += ["c"] * (4 - len(stack))
    window = ScriptWindow(script)
    found = retraced(open_house(), window, lambda w: [w.line(f"Vraag {n}", required=True) for n in range(4)])
    assert found == stack + ["c"] * (4 - len(stack))
    assert window.answers == []
