"""Any text on any console; pipes that close; JSON for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.cli import output
from tests.cli.terminal import Terminal, apart

NASTY = "“één” – 50 % · ☐ 漢字 \x1b[2J\x9b\u202e\ud83d \U0001f600"


class Nasty:
    notices = ("let op\x07",)
    problems = ()

    def text(self, width: int) -> str:
        return NASTY

    def data(self) -> dict[str, Any]:
        return {"formaat": 1, "tekst": NASTY}


def test_text_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.prepare()
    output.give(Nasty())
    said = capsys.readouterr()
    assert said.out == "“één” – 50 % · ☐ 漢字 [2J? \U0001f600\n"
    assert said.err == "let op\n"


def test_json_says_exactly_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    output.give(Nasty(), as_json=True)
    said = capsys.readouterr().out
    assert json.loads(said) == {"formaat": 1, "tekst": NASTY}
    assert said.startswith('{\n  "formaat": 1,')
    assert "één" in said
    assert not set("\x1b\x9b\u202e") & set(said)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "cp850", "utf-8"])
def test_every_console_can_show_everything(encoding: str) -> None:
    for arguments in (["--help"], ["toon", "LB5-05"], ["lijst", "--json"], ["onzin “x” ☐"]):
        ran = apart(*arguments, PYTHONIOENCODING=encoding)
        assert ran.code == (2 if arguments[0].startswith("onzin") else 0)
        text = (ran.out + ran.err).encode("latin-1").decode(encoding)
        assert "Traceback" not in text
        if arguments[-1] == "--json":
            assert json.loads(text)["formaat"] == 1


def test_signs_that_a_console_lacks_stay_readable() -> None:
    ran = apart("--help", PYTHONIOENCODING="ascii")
    assert "alleen, met z'n tweeen" in ran.out


def test_into_a_pipe_goes_utf_8() -> None:
    ran = apart("--help", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C", PYTHONIOENCODING="")
    assert "z’n tweeën" in ran.out.encode("latin-1").decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="a pipe without a reader")
@pytest.mark.parametrize("arguments", [["lijst"], ["--help"], ["lijst", "--json"], ["--versie"]])
def test_a_reader_that_leaves_is_no_error(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "armoede_toolbox", *arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "armoede_toolbox", "--help"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.startswith(b"Wat:  Het resultaat konden we niet wegschrijven.\nDoe:  ")


def test_without_stdout_or_stderr_nothing_breaks(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert terminal.run("lijst").code == 0
    assert terminal.run("onzin").code == 2
