"""What `toolbox.py` does for someone who never programs: the script itself, without a real installation."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

Result = subprocess.CompletedProcess[str]
PROJECT = Path(__file__).resolve().parent.parent
FIRST_TIME = "Even geduld: ik zet de toolbox klaar in de map .venv."
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the venv is a shell script")

# A venv whose Python writes down what it is asked and does nothing; a test steers it with $PIP and $FAILS.
PYTHON = """#!/bin/sh
echo "$*" >> calls
case "$*" in
    *version_info*) echo 3 11 ;;
    *"pip install"*) echo "lots of noise"; eval "$PIP" ;;
    "$FAILS"*) exit 1 ;;
esac
"""
ARMOEDE = """#!/bin/sh
echo "armoede" "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clean checkout, as far as the script looks at it."""
    folder = tmp_path / "armoede toolbox"
    folder.mkdir()
    shutil.copy(PROJECT / "toolbox.py", folder)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def venv(checkout: Path) -> Path:
    """The same checkout, with a venv that only pretends."""
    programs = checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, text in (("python", PYTHON), ("armoede", ARMOEDE)):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return checkout


def run(folder: Path, *arguments: str, python: str = sys.executable, **environment: str) -> Result:
    """Start the script the way a person does."""
    return start(folder, [python, "toolbox.py", *arguments], environment)


def run_after(folder: Path, change: str, *arguments: str) -> Result:
    """Start the script on a computer where ``change`` is true."""
    code = f"import sys, runpy; {change}; runpy.run_path('toolbox.py', run_name='__main__')"
    return start(folder, [sys.executable, "-c", code, *arguments], {})


def start(folder: Path, command: list[str], environment: dict[str, str]) -> Result:
    """Run a command in the checkout and wait for it."""
    settings = {"FAILS": "nothing", **os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, timeout=30, check=False)


def asked(folder: Path, what: str) -> list[str]:
    """What the venv's Python was asked, as far as it holds ``what``."""
    calls = (folder / "calls").read_text(encoding="utf-8").splitlines()
    return [call for call in calls if what in call]


def explains(result: Result, *sentences: str) -> None:
    """It stops with a Dutch explanation on standard error, and nothing that only programmers can read."""
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for sentence in (*sentences, "toolbox.py"):
        assert sentence in result.stderr


@pytest.fixture
def script(checkout: Path) -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("toolbox_script", checkout / "toolbox.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Help


@pytest.mark.parametrize("word", ["--help", "-h", "hulp"])
def test_help_is_dutch_and_installs_nothing(checkout, word):
    result = run(checkout, word)

    assert (result.returncode, result.stderr) == (0, "")
    assert "open de toolbox" in result.stdout
    assert "toolbox.py test" in result.stdout
    assert not (checkout / ".venv").exists()


# An old Python


def test_an_old_python_can_read_the_script(checkout):
    ast.parse((checkout / "toolbox.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 8, 18), (3, 10, 0, "final", 0)])
def test_an_old_python_is_told_what_to_do(script, version):
    with pytest.raises(script.Explained) as told:
        script.check_python(version)

    assert f"Dit is Python 3.{version[1]}. De toolbox heeft Python 3.11 of nieuwer nodig." in str(told.value)
    assert "Zet een nieuwere Python op je computer" in str(told.value)


def test_a_newer_python_on_the_same_computer_is_named(script):
    with pytest.raises(script.Explained, match=r"python3\.12 toolbox\.py"):
        script.check_python((3, 9, 1), "python3.12")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12), (3, 20, 1), (4, 0)])
def test_a_new_python_is_fine(script, version):
    script.check_python(version)


def test_only_a_python_that_starts_and_is_new_enough_counts(script):
    assert script.newer_python(["no-such-python"]) is None
    assert script.newer_python([sys.executable]) == sys.executable


def test_the_whole_script_explains_itself_on_an_old_python(checkout):
    result = run_after(checkout, "sys.version_info = (3, 8, 18)", "lijst")

    explains(result, "Deze Python is te oud voor de toolbox.", "Dit is Python 3.8.")
    assert not (checkout / ".venv").exists()


def test_every_old_python_of_this_computer_explains_itself(checkout):
    for name in ("python3.6", "python3.7", "python3.8", "python3.9", "python3.10"):
        if is_real(name):
            explains(run(checkout, python=name), "Deze Python is te oud voor de toolbox.")


def is_real(python: str) -> bool:
    """Whether there is such a Python and it starts; a shim may name one that does not."""
    found = shutil.which(python)
    return found is not None and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0


# What may be missing or closed


@pytest.mark.parametrize("part", ["venv", "ensurepip"])
def test_a_missing_part_of_python_is_named_with_the_command_that_adds_it(checkout, part):
    change = (
        "import importlib.util; find = importlib.util.find_spec; "
        f"importlib.util.find_spec = lambda name: None if name == '{part}' else find(name)"
    )
    result = run_after(checkout, change)

    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    explains(result, f"Deze Python mist een onderdeel: {part}.", f"sudo apt install python{version}-venv")
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        ("EACCES", "op een plek die van jou is"),
        ("EROFS", "op een plek die van jou is"),
        ("ENOSPC", "De schijf is vol."),
    ],
)
def test_a_folder_that_cannot_be_written_is_named(checkout, number, advice):
    change = (
        "import errno, tempfile, unittest.mock as mock; "
        f"tempfile.TemporaryFile = mock.Mock(side_effect=OSError(errno.{number}, 'no'))"
    )
    result = run_after(checkout, change)

    explains(result, f"De toolbox kan niet schrijven in deze map:\n  {checkout}\n", advice)
    assert FIRST_TIME not in result.stderr


def test_something_else_that_is_called_venv_is_explained(checkout):
    (checkout / ".venv").write_text("not a folder", encoding="utf-8")

    explains(run(checkout), "Het lukte niet om de map .venv te maken.", "Gooi de map .venv weg")


# Installing and opening


@posix
def test_the_first_time_it_installs_and_then_opens(venv):
    result = run(venv, "lijst", "--json", "twee woorden")

    assert result.returncode == 0
    assert result.stdout == "armoede lijst --json twee woorden\n"
    assert FIRST_TIME in result.stderr
    assert "noise" not in result.stderr
    assert len(asked(venv, "pip install")) == 1


@posix
def test_the_second_time_it_only_opens(venv):
    run(venv)
    result = run(venv)

    assert (result.returncode, result.stdout, result.stderr) == (0, "armoede\n", "")
    assert len(asked(venv, "pip install")) == 1


@posix
def test_a_new_version_of_the_toolbox_is_installed(venv):
    run(venv)
    with (venv / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    run(venv)

    assert len(asked(venv, "pip install")) == 2


@posix
def test_the_installation_for_builders_is_enough_for_users(venv):
    run(venv, "test")
    run(venv)

    assert len(asked(venv, "pip install")) == 1


@posix
def test_a_moved_folder_gets_a_new_venv(venv, tmp_path):
    run(venv)
    moved = venv.rename(tmp_path / "elsewhere")
    change = "import importlib.util; importlib.util.find_spec = lambda name: None"

    explains(run_after(moved, change), "Deze Python mist een onderdeel")


@posix
def test_a_failing_pip_is_explained_with_its_last_words(venv):
    result = run(venv, PIP="echo 'ERROR: no address for this name'; exit 1")

    log = venv / ".venv" / "install.log"
    explains(result, "De eerste keer is internet nodig.", "  ERROR: no address for this name", str(log))
    assert "lots of noise" in log.read_text(encoding="utf-8")


@posix
def test_after_a_failure_it_tries_again(venv):
    run(venv, PIP="exit 1")

    assert run(venv).stdout == "armoede\n"
    assert len(asked(venv, "pip install")) == 2


@posix
def test_ctrl_c_stops_quietly_and_leaves_a_way_on(venv):
    result = run(venv, PIP="kill -INT $PPID; sleep 1")

    assert result.returncode == 130
    assert "Gestopt." in result.stderr
    assert "Traceback" not in result.stderr
    assert run(venv).stdout == "armoede\n"


# The one check


@posix
def test_test_runs_every_check_with_the_tests_last(venv):
    result = run(venv, "test", "-k", "form")

    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "== ruff format ==",
        "== ruff check ==",
        "== mypy ==",
        "== lint-imports ==",
        "== pytest ==",
    ]
    assert asked(venv, "pip install")[0].endswith("[dev]")


@posix
def test_more_words_are_for_pytest_only(venv):
    run(venv, "test", "-k", "form")

    assert asked(venv, "form") == [
        *asked(venv, "ruff format"),
        "-m pytest -n auto --maxprocesses 4 --dist worksteal -k form",
    ]


@posix
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("-m ruff format", "ruff format"),
        ("-m ruff check", "ruff check"),
        ("-m mypy", "mypy"),
        ("-c from importlinter", "lint-imports"),
        ("-m pytest", "pytest"),
    ],
)
def test_one_failing_check_fails_it_all_after_the_others_ran(venv, command, name):
    result = run(venv, "test", FAILS=command)

    assert result.returncode == 1
    assert f"Niet in orde: {name}.\n" in result.stderr
    assert "== pytest ==" in result.stdout
