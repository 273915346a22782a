"""Every command gets every wrong command line that we can think of: Dutch, exit code 2 and an empty stdout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperGroup

from tests.cli.english import english_in
from tests.cli.terminal import Ran, Terminal, commands

GOOD = {
    "leerbehoefte": "3",
    "thema": "taal",
    "vorm": "team",
    "zwaarte": "licht",
    "formaat": "md",
    "datum": "vandaag",
    "sinds": "vandaag",
    "tot": "vandaag",
    "begin": "13:30",
    "aanvulling": "bash",
}


def options(command: Any) -> Iterator[tuple[str, bool]]:
    """Each option by its long name, and whether it is a switch."""
    for param in command.params:
        if param.param_type_name == "option":
            yield max(param.opts, key=len), param.is_flag


def arguments(command: Any) -> list[Any]:
    return [param for param in command.params if param.param_type_name == "argument"]


def wrong() -> Iterator[list[str]]:
    for words, command in commands().items():
        start = words.split()
        needed = ["x" for param in arguments(command) if param.required]
        yield [*start, *needed, "--bestaat-niet"]
        yield [*start, *needed, "-Q"]
        if isinstance(command, TyperGroup):
            yield [*start, "bestaat-niet"]
        elif all(param.nargs == 1 for param in arguments(command)):
            yield [*start, *("x" for _ in arguments(command)), "te", "veel"]
        if needed:
            yield start
        if not isinstance(command, TyperGroup):
            yield from of_options([*start, *needed], command)


def of_options(start: list[str], command: Any) -> Iterator[list[str]]:
    for option, switch in options(command):
        good = [option] if switch else [option, GOOD.get(option[2:], "8")]
        yield [*start, option[:-1] + "q"]
        yield [*start, *good, *good]
        if switch:
            yield [*start, f"{option}=ja"]
        else:
            yield [*start, option]
            yield [*start, option, ""]
            yield [*start, option, option]


@pytest.mark.parametrize("line", list(wrong()), ids=" ".join)
def test_a_wrong_command_line_is_told_in_dutch(line: list[str], terminal: Terminal) -> None:
    ran = terminal.run(*line)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Wat:  ")
    assert "\nDoe:  " in ran.err
    assert english_in(ran.err) == []


@pytest.mark.parametrize("flag", ["--versie", "--aanvulling", "--logboek"])
def test_options_of_the_whole_program_too(flag: str, terminal: Terminal) -> None:
    for line in ([flag + "q"], [flag, "", "lijst"] if flag == "--logboek" else [flag + "=korn"]):
        ran = terminal.run(*line)
        assert (ran.code, ran.out, english_in(ran.err)) == (2, "", [])


def problem(what: str, do: str) -> str:
    return f"Wat:  {what}\nDoe:  {do}\n"


def told(what: str, do: str) -> Ran:
    return Ran(2, "", problem(what, do))


def test_what_people_read(terminal: Terminal) -> None:
    see = "De uitleg zie je met: armoede lijst --help"
    assert terminal.run("lijst", "--them", "taal") == told(
        "De optie “--them” kennen we niet.", f"Bedoel je --thema of --team? {see}"
    )
    assert terminal.run("lijst", "--team") == told("Na de optie --team hoort nog een waarde.", see)
    assert terminal.run("lijst", "--json=ja") == told(
        "Bij de optie --json hoort geen waarde.", "Gebruik alleen --json."
    )
    assert terminal.run("lijst", "--vorm", "samen") == told(
        "Bij --vorm past “samen” niet.", "Kies uit: individueel, duo of team."
    )
    assert terminal.run("lijst", "-l", "6") == told(
        "Bij --leerbehoefte past “6” niet.",
        "Kies uit: 1\xa0(beeld), 2\xa0(wat-werkt), 3\xa0(inwoners), 4\xa0(verbeteren) of 5\xa0(anders-kijken).",
    )
    assert terminal.run("toon") == told("Er ontbreekt iets: OEFENING.", "De uitleg zie je met: armoede toon --help")
    assert terminal.run("lijts") == told(
        "De opdracht “lijts” kennen we niet.", "Bedoel je lijst? Alle opdrachten zie je met: armoede --help"
    )
    assert terminal.run("logboek", "patd") == told(
        "De opdracht “patd” kennen we niet.",
        "Bedoel je pad? Alle opdrachten zie je met: armoede logboek --help",
    )


def test_everything_is_told_at_once(terminal: Terminal) -> None:
    ran = terminal.run("lijst", "--vorm", "x", "--deelnemers", "0", "iets", "--json", "--json")
    assert ran.code == 2
    assert ran.err.count("Wat:  ") == 4
    assert ran.err.count("\n\nWat:  ") == 3


def test_words_of_the_user_cannot_steer_the_terminal(terminal: Terminal) -> None:
    ran = terminal.run("lijst", "\x1b[2Jte veel\x9b1A")
    assert "\x1b" not in ran.err
    assert "\x9b" not in ran.err


@pytest.mark.parametrize("command", ["start", "hervat"])
def test_a_conversation_needs_a_terminal(command: str, terminal: Terminal) -> None:
    ran = terminal.run(command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Wat:  Dit kan alleen in een terminal.\nDoe:  Open een terminal")
