from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import config, safely

FULL = """\
# van ons
eenvoudig = true
logboek = "~/logboek"
team = "Team Noord"
kleur = "blauw"

[teams.team-noord]
naam = "Team Noord"
map = 'noord'
nazorg = "Anja, of je huisarts"
extra = 2026-01-01

[nieuw.dieper]
lijst = [1, 2.5, "drie", {vier = 4}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_is_all_standard_and_makes_none(file: Path) -> None:
    assert config.read(file) == config.Config()
    assert not file.exists()


def test_read(file: Path, home: Path) -> None:
    file.write_text(FULL, "utf-8")
    read = config.read(file)
    assert (read.plain, read.root, read.team) == (True, home / "logboek", "team-noord")
    team = read.teams["team-noord"]
    assert (team.name, team.folder, team.aftercare) == ("Team Noord", file.parent / "noord", "Anja, of je huisarts")
    assert file.read_text("utf-8") == FULL


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfteam = 'a'", b"team = 'a'\r\neenvoudig = false\r\n"])
def test_windows_editors(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert config.read(file).team == "a"


def test_a_change_keeps_unknown_keys(file: Path) -> None:
    file.write_text(FULL, "utf-8")
    before = tomllib.loads(FULL)
    config.change(file, lambda old: dataclasses.replace(old, plain=None, team="zuid"))
    after = tomllib.loads(file.read_text("utf-8"))
    assert "eenvoudig" not in after
    assert after["team"] == "zuid"
    assert after["kleur"] == "blauw"
    assert after["nieuw"] == before["nieuw"]
    assert after["teams"]["team-noord"]["extra"] == before["teams"]["team-noord"]["extra"]


def test_a_change_makes_file_and_folder_private(tmp_path: Path) -> None:
    file = tmp_path / "nieuw" / "config.toml"
    config.change(file, lambda old: dataclasses.replace(old, plain=True))
    assert config.read(file).plain is True
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("team = 'a'\nlogboek = \n", 2),
        ("team = 'a'\nteam = 'b'\n", 2),
        ("a = 1\nb = [1,\n", 3),
        ("team = 'a'\n\neenvoudig = 'ja'\n", 3),
        ("[teams.a]\nnaam = 'A'\n[teams.b]\nnaam = 5\n", 4),
        ("teams.a.naam = 1", 1),
        ("x = 1\nteams = {a = {naam = 1}}", 2),
        ("[teams]\nnoord = 'Noord'\n", 2),
        ("[teams.noord]\n[teams.Noord]\n", 2),
        ("team = 1\n[teams.x]\nteam = 2\n", 1),
    ],
)
def test_a_mistake_is_named_with_its_line_and_left(file: Path, text: str, line: int) -> None:
    file.write_text(text, "utf-8")
    for action in (lambda: config.read(file), lambda: config.change(file, lambda old: old)):
        with pytest.raises(ToolboxError) as caught:
            action()
        assert caught.value.problems[0].where == f"{file}, regel {line}"
        assert file.read_text("utf-8") == text
    assert not safely.leftovers(file.parent)


def test_all_mistakes_come_at_once(file: Path) -> None:
    file.write_text("eenvoudig = 1\nteam = 2\nlogboek = 3\n", "utf-8")
    with pytest.raises(ToolboxError) as caught:
        config.read(file)
    assert len(caught.value.problems) == 3


def test_bytes_that_are_no_text(file: Path) -> None:
    file.write_bytes(b"team = 'a'\nlogboek = '\xe9'\n")
    with pytest.raises(ToolboxError) as caught:
        config.read(file)
    assert caught.value.problems[0].where.endswith("regel 2")


def test_a_folder_with_the_name_of_the_file(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ToolboxError):
        config.read(file)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.text("abc\"'\\.# \x7f\n", max_size=8))
def test_any_text_reads_back(tmp_path_factory: pytest.TempPathFactory, words: str, key: str) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    extra = {"sleutel " + key: {"diep": words, "lijst": [words, {key: 1}]}}
    written = config.change(file, lambda old: dataclasses.replace(old, extra=extra))
    assert config.read(file) == written
