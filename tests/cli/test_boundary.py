"""Whatever happens: Dutch, the right exit code, and never a stack trace."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from armoede_toolbox.errors import Problem, Stopped, ToolboxError
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.workflows import listing
from tests.cli.terminal import Ran, Terminal, apart

SECRET = "mijn buurvrouw heeft schulden"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, terminal: Terminal):
    """Runs ``lijst`` with a workflow that raises."""

    def run(error: BaseException) -> Ran:
        def workflow(*arguments: object, **options: object) -> NoReturn:
            local = SECRET
            try:
                raise KeyError(local)
            except KeyError:
                raise error  # noqa: B904

        monkeypatch.setattr(listing, "list_exercises", workflow)
        return terminal.run("lijst", "--zoek", SECRET)

    return run


def test_problems_are_told_as_what_where_and_what_to_do(failing) -> None:
    ran = failing(ToolboxError([Problem("Dit is stuk.", "a.yaml, regel 2", "Maak het heel."), Problem("Dat ook.")]))
    assert ran == Ran(1, "", "Wat:  Dit is stuk.\nWaar: a.yaml, regel 2\nDoe:  Maak het heel.\n\nWat:  Dat ook.\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError(), Interrupted(), CommandGiven(Command.STOP, {})])
def test_who_stops_is_left_in_peace(failing, error: BaseException) -> None:
    assert failing(error) == Ran(130, "", "")


def test_stopping_for_later_has_its_own_exit_code(failing) -> None:
    assert failing(Stopped("Je antwoorden zijn er nog.")).code == 130


def test_a_closed_pipe_is_no_error(failing) -> None:
    assert failing(BrokenPipeError(errno.EPIPE, "")) == Ran(0, "", "")


def logs(home: Path) -> list[Path]:
    return list((home / "state" / "armoede-toolbox" / "fouten").glob("*"))


@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), RecursionError(SECRET), OSError(SECRET), ExceptionGroup("x", [ValueError(SECRET)])]
)
def test_a_bug_is_told_in_dutch_and_logged_without_answers(failing, home: Path, error: Exception) -> None:
    ran = failing(error)
    (log,) = logs(home)
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.startswith(f"Wat:  Er ging iets mis in de toolbox zelf. Het ligt niet aan jou.\nWaar: {log}\nDoe:  ")
    text = log.read_text(encoding="utf-8")
    assert f"builtins.{type(error).__name__}" in text
    assert "builtins.KeyError" in text
    assert "armoede_toolbox/cli/app.py:" in text
    assert "list_exercises" in text
    assert SECRET not in text + ran.err
    assert str(home) not in text
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_two_bugs_are_two_logs(failing, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(RuntimeError())
    failing(RuntimeError())
    assert len(logs(home)) == 2


def test_a_bug_that_cannot_be_logged_is_still_told(failing, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "bestand").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "bestand"))
    ran = failing(RuntimeError(SECRET))
    assert (ran.code, ran.out) == (70, "")
    assert "Een verslag van de fout konden we niet bewaren." in ran.err
    assert "Waar:" not in ran.err


def test_a_wrong_settings_file_is_told(terminal: Terminal, home: Path) -> None:
    (home / "config" / "armoede-toolbox").mkdir(parents=True)
    (home / "config" / "armoede-toolbox" / "config.toml").write_text("team = \n")
    ran = terminal.run("lijst")
    assert (ran.code, ran.out) == (1, "")
    assert "config.toml, regel 1\nDoe:  " in ran.err


def test_the_module_and_the_package_are_the_same_program(terminal: Terminal) -> None:
    assert apart("--versie") == terminal.run("--version") == Ran(0, terminal.run("--versie").out, "")
    assert apart("onzin").code == 2
