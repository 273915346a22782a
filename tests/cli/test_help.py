"""Every help, as people read it. ``GOLDENS=nieuw pytest tests/cli`` writes them anew; look at the difference."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup

from armoede_toolbox.cli.options import SETTINGS
from armoede_toolbox.cli.shell import ALIASES
from armoede_toolbox.text import listed
from tests.cli.english import english_in
from tests.cli.terminal import Terminal, commands

GOLDENS = Path(__file__).parent / "goldens"


def name(words: str) -> str:
    return f"{words.replace(' ', '-') or 'armoede'}.txt"


@pytest.mark.parametrize("words", commands())
def test_the_help_is_as_agreed(words: str, terminal: Terminal) -> None:
    ran = terminal.run(*words.split(), "--help")
    if os.environ.get("GOLDENS") == "nieuw":
        (GOLDENS / name(words)).write_text(ran.out, encoding="utf-8", newline="\n")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (GOLDENS / name(words)).read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == {name(words) for words in commands()}


@pytest.mark.parametrize("words", commands())
def test_the_help_is_dutch_and_fits(words: str, terminal: Terminal) -> None:
    lines = terminal.run(*words.split(), "--help").out.splitlines()
    told = [line for line in lines if not line.strip().startswith("Engels:")]
    assert english_in("\n".join(told)) == []
    assert max(map(len, lines)) <= 80
    assert all(part in lines or lines[0].startswith("Gebruik: armoede") for part in ("Opties:",))


@pytest.mark.parametrize("asked", [["-h"], ["--hulp"], ["help"], ["hulp"], []])
def test_help_has_many_doors(asked: list[str], terminal: Terminal) -> None:
    assert terminal.run(*asked) == terminal.run("--help")


def test_help_of_one_command_has_many_doors(terminal: Terminal) -> None:
    assert terminal.run("help", "lijst") == terminal.run("lijst", "--hulp") == terminal.run("lijst", "--help")


def test_help_comes_first_whatever_else_is_wrong(terminal: Terminal) -> None:
    assert terminal.run("toon", "--tijd", "nooit", "--help").out.startswith("Gebruik: armoede toon OEFENING")


def test_a_group_without_list_shows_its_help(terminal: Terminal) -> None:
    assert terminal.run("oefening") == terminal.run("oefening", "--help")


def examples() -> list[str]:
    lines = [line.strip() for command in commands().values() for line in (command.epilog or "").splitlines()]
    return [line.split("   ")[0] for line in lines if line.startswith("armoede ")]


@pytest.mark.parametrize("line", examples())
def test_every_example_works(
    line: str, terminal: Terminal, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (home / "config" / "armoede-toolbox").mkdir(parents=True)
    (home / "config" / "armoede-toolbox" / "config.toml").write_text('[teams.noord]\nnaam = "Noord"\n')
    ran = terminal.run(*shlex.split(line)[1:])
    without_us = (
        "Dit kan alleen in een terminal",
        "Er staat nog geen sessie",
        "is nog geen bijeenkomst geweest",
        "We kennen geen sessie",
        "Dit bestand of",
        "Dit bestand konden we niet lezen",
    )
    assert ran.code == 0 or any(what in ran.err for what in without_us)


def test_the_settings_of_the_help_are_those_that_there_are(terminal: Terminal) -> None:
    assert f"Namen: {listed(SETTINGS)}." in terminal.run("instellingen").out


# --- English names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("english", "dutch"), ALIASES.items())
def test_every_command_answers_to_its_other_names(english: str, dutch: str, terminal: Terminal) -> None:
    found = [words for words in commands() if words.split()[-1:] == [dutch]]
    assert found
    for words in found:
        assert terminal.run(*words.split()[:-1], english, "--help") == terminal.run(*words.split(), "--help")


@pytest.mark.parametrize("words", [words for words in commands() if words])
def test_every_command_names_its_english_name_in_its_own_help_only(words: str, terminal: Terminal) -> None:
    *group, last = words.split()
    english = [other for other, dutch in ALIASES.items() if dutch == last]
    assert f"Engels: {english[0]}" in terminal.run(*words.split(), "--help").out
    listed = terminal.run(*group, "--help").out.split("Opdrachten:")[1]
    assert not any(line.split()[:1] == [other] for line in listed.splitlines() for other in english if other != last)


def test_names_of_commands_have_no_case(terminal: Terminal) -> None:
    assert terminal.run("LIJST", "--help") == terminal.run("List", "--help") == terminal.run("lijst", "--help")


def test_groups_answer_to_english_names_of_their_commands(terminal: Terminal) -> None:
    assert terminal.run("journal", "path") == terminal.run("journaal", "pad") == terminal.run("logboek", "pad")


def test_a_group_without_a_command_does_its_list(terminal: Terminal) -> None:
    assert terminal.run("logboek", "--json") == terminal.run("logboek", "lijst", "--json")
    groups = [words for words, one in commands().items() if isinstance(one, TyperGroup) and words]
    assert groups
