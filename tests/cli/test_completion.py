"""Tab: exercises, teams and choices; never anything personal."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.english import english_in
from tests.cli.terminal import Ran, Terminal

PERSONAL = "2026-11-22-1405-brief-op-de-mat-k7f3.md"


@pytest.fixture
def tab(terminal: Terminal, monkeypatch: pytest.MonkeyPatch):
    def press(typed: str) -> list[str]:
        words = typed.split(" ")
        monkeypatch.setenv("_ARMOEDE_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        ran = terminal.run()
        assert (ran.code, ran.err) == (0, "")
        return ran.out.split()

    return press


def test_commands_are_completed_without_their_english_names(tab) -> None:
    assert tab("armoede l") == ["lijst", "logboek"]
    assert tab("armoede sh") == []
    assert tab("armoede logboek ") == ["lijst", "toon", "zoek", "pad", "haal-binnen"]


@pytest.mark.parametrize("command", ["toon", "start", "werkblad", "lijst --vorm team", "logboek lijst --oefening"])
def test_exercises_are_completed_where_one_is_asked(tab, command: str) -> None:
    assert ("brief-op-de-mat" in tab(f"armoede {command} bri")) is not command.startswith("lijst")


def test_numbers_are_completed_as_they_are_typed(tab) -> None:
    assert "LB3-03" in tab("armoede toon LB3")
    assert "lb3-03" in tab("armoede toon lb3")
    assert "3-03" in tab("armoede toon 3")
    assert not any(name[0].isdigit() for name in tab("armoede toon "))


def test_trajectories_are_completed(tab) -> None:
    assert tab("armoede traject toon T") == [f"T{number}" for number in range(1, 8)]
    assert tab("armoede traject toon nieuwe") == ["nieuwe-collega"]


def test_choices_and_options_are_completed(tab) -> None:
    assert tab("armoede lijst --vorm ") == ["individueel", "duo", "team"]
    assert tab("armoede lijst -l wat") == ["wat-werkt"]
    assert tab("armoede lijst --lee") == ["--leerbehoefte"]
    assert tab("armoede lijst --thema scha") == ["schaamte"]


def with_settings_of_team(home: Path) -> None:
    (home / "config" / "armoede-toolbox").mkdir(parents=True)
    (home / "config" / "armoede-toolbox" / "config.toml").write_text('[teams.noord]\nnaam = "Noord"\n')


def test_teams_are_completed_and_personal_sessions_never(tab, home: Path) -> None:
    data = home / "data" / "armoede-toolbox"
    (data / "teams" / "noord").mkdir(parents=True)
    (data / "persoonlijk" / "2026").mkdir(parents=True)
    (data / "persoonlijk" / "2026" / PERSONAL).write_text("---\nformaat: 1\n---\n")
    assert tab("armoede lijst --team n") == ["noord"]
    with_settings_of_team(home)
    assert tab("armoede lijst --team N") == ["Noord"]
    assert tab("armoede lijst --team n") == ["noord"]
    for command in ("logboek toon", "logboek pad", "hervat", "exporteer"):
        assert tab(f"armoede {command} ") == []


def test_zsh_hears_what_an_exercise_is(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ARMOEDE_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "armoede toon bri")
    assert '"brief-op-de-mat":"LB3-03 Brief op de mat"' in terminal.run().out


@pytest.mark.parametrize("instruction", ["onzin", "complete_korn", "onzin_bash"])
def test_an_unknown_shell_hears_nothing(instruction: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ARMOEDE_COMPLETE", instruction)
    assert terminal.run() == Ran(2, "", "")


def test_a_broken_house_does_not_disturb_who_types(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config" / "armoede-toolbox").mkdir(parents=True)
    (home / "config" / "armoede-toolbox" / "config.toml").write_text("x")
    monkeypatch.setenv("_ARMOEDE_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "armoede toon ")
    assert terminal.run() == Ran(1, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_shell_gets_its_script(shell: str, terminal: Terminal) -> None:
    ran = terminal.run("--aanvulling", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_ARMOEDE_COMPLETE" in ran.out


def test_the_bash_script_is_bash(terminal: Terminal) -> None:
    subprocess.run(["bash", "-n"], input=terminal.run("--aanvulling", "bash").out, text=True, check=True)


def test_on_a_screen_it_says_how_to_keep_it(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("armoede_toolbox.cli.output.on_screen", lambda: True)
    ran = terminal.run("--aanvulling", "bash")
    assert "Typ één keer" in ran.err
    assert ">> ~/.bashrc" in ran.err
    assert english_in(ran.err.splitlines()[0]) == []
