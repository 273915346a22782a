"""The window for tests keeps the contract that workflows use."""

from __future__ import annotations

import pytest

from armoede_toolbox import form as f
from armoede_toolbox.form import Form
from armoede_toolbox.screens import Screen
from armoede_toolbox.terminal.commands import HalfTyped
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted, Window
from tests.scripted import ScriptWindow

FORM = Form((f.Text(name="a"), f.OneOf(name="b", options=("x", "y")), f.SomeOf(name="c", options=("p", "q"))))


def test_answers_are_words_indexes_lists_or_a_whole_form() -> None:
    window = ScriptWindow(["een", "y", ["p", 1], {"a": "heel"}, 1, "noord"])
    contract: Window = window
    assert contract.fill(FORM) == {"a": "een", "b": "y", "c": ["p", "q"]}
    assert contract.fill(FORM) == {"a": "heel"}
    assert contract.pick("Welke?", ["p", "q"]) == 1
    assert contract.line("Team?") == "noord"
    assert not window.answers


def test_commands_and_interruptions() -> None:
    with pytest.raises(CommandGiven):
        ScriptWindow(["een", Command.PAUSE]).fill(FORM)
    with pytest.raises(Interrupted) as stopped:
        ScriptWindow([HalfTyped("hal")]).fill(FORM)
    assert stopped.value.partial == {"a": "hal"}
    window = ScriptWindow([Interrupted])
    with pytest.raises(Interrupted):
        window.wait("Klaar?")
    window.wait("Klaar?")


def test_what_is_shown_aside_is_kept_apart() -> None:
    window = ScriptWindow()
    window.show(Screen("open"))
    with window.aside():
        window.show(Screen("geheim"))
    assert [screen.title for screen in window.screens + window.hidden] == ["open", "geheim"]
    assert "open" in window.text
