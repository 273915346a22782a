"""The catalogue: quick, and never wrong because of its cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.storage import catalogue
from armoede_toolbox.storage.catalogue import Card, cards, questions_of
from armoede_toolbox.storage.folders import Listed
from armoede_toolbox.storage.library import Library
from armoede_toolbox.storage.naming import find
from armoede_toolbox.vocabulary import LearningNeed, Mode, Variant
from tests.exercises.sample import FACTS, SAMPLE, another, changed, folder_with


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with two exercises and one that is broken."""
    files = {"a.yaml": SAMPLE, "b.yaml": another("LB3-04", "tel-de-stappen"), "c.yaml": "kapot: [1"}
    return folder_with(tmp_path / "ours", files)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "catalogus.json"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read."""
    names: list[str] = []
    real = catalogue._read

    def counted(stale: Sequence[Listed], files: Sequence[Listed]) -> Any:
        names.extend(file.path.name for file in stale)
        return real(stale, files)

    monkeypatch.setattr(catalogue, "_read", counted)
    return names


def test_a_card_has_the_questions_of_its_exercise(ours: Path, cache: Path) -> None:
    card = cards([ours], cache)[0][0]
    exercise = Library.from_folders([ours]).find(card.id)
    asked = {prompt.id: prompt for step in exercise.steps for prompt in step.prompts}
    assert questions_of(card) == asked
    assert questions_of(cards([ours], cache)[0][0]) == asked, "from the cache"


def test_a_card_has_what_a_list_needs(ours: Path, cache: Path) -> None:
    found, problems = cards([ours], cache)
    card = found[0]
    assert (card.id, card.number, card.title) == ("brief-op-de-mat", "LB3-03", "Brief op de mat")
    assert card.learning_need is LearningNeed.RESIDENTS
    assert card.modes == (Mode.SOLO, Mode.TEAM)
    assert card.lengths[Mode.TEAM] == {Variant.SHORT: 4, Variant.LONG: 6, Variant.NORMAL: 7}
    assert list(card.lengths[Mode.TEAM]) == [Variant.SHORT, Variant.LONG, Variant.NORMAL]
    assert (card.people(Mode.SOLO), card.people(Mode.TEAM)) == ((1, 1), (4, 12))
    assert "wat houdt mensen tegen?" in card.search
    assert card.follow_up == ("testpanel",)
    assert (card.path, card.folder, card.replaced) == (ours / "a.yaml", ours, None)
    assert [problem.where for problem in problems] == [f"{ours / 'c.yaml'}:1:8"]


def test_cards_are_found_by_the_names_of_the_library(ours: Path, cache: Path) -> None:
    found, _ = cards([ours], cache)
    assert find("3-04", found).id == "tel-de-stappen"


def test_warm_gives_the_same_and_reads_nothing(ours: Path, cache: Path, reads: list[str]) -> None:
    cold = cards([ours], cache)
    assert reads == ["a.yaml", "b.yaml", "c.yaml"]
    written = cache.stat().st_mtime_ns
    assert cards([ours], cache) == cold
    assert reads == ["a.yaml", "b.yaml", "c.yaml"]
    assert cache.stat().st_mtime_ns == written


def test_only_a_changed_file_is_read(ours: Path, cache: Path, reads: list[str]) -> None:
    cards([ours], cache)
    reads.clear()
    (ours / "b.yaml").write_text(another("LB3-04", "tel-de-stappen", "Anders"))
    (ours / "d.yaml").write_text(another("LB3-09", "nieuw", "Nieuw"))
    found, _ = cards([ours], cache)
    assert reads == ["b.yaml", "d.yaml"]
    assert [card.title for card in found] == ["Brief op de mat", "Anders", "Nieuw"]


def test_the_same_size_at_another_time_is_read_again(ours: Path, cache: Path) -> None:
    cards([ours], cache)
    (ours / "a.yaml").write_text(changed(("titel: Brief op de mat", "titel: Brief op de kat")))
    os.utime(ours / "a.yaml", ns=(1, 1))
    assert cards([ours], cache)[0][0].title == "Brief op de kat"


def test_what_disappears_is_gone_and_what_breaks_is_named(ours: Path, cache: Path) -> None:
    cards([ours], cache)
    (ours / "a.yaml").unlink()
    (ours / "b.yaml").write_text("kapot")
    found, problems = cards([ours], cache)
    assert found == []
    assert len(problems) == 2
    (ours / "b.yaml").write_text(SAMPLE)
    (ours / "c.yaml").unlink()
    found, problems = cards([ours], cache)
    assert ([card.id for card in found], problems) == (["brief-op-de-mat"], [])


def test_other_facts_change_the_verdict(ours: Path, cache: Path) -> None:
    cards([ours], cache)
    (ours / "_feiten.yaml").write_text(FACTS.replace("F15", "F16"))
    found, problems = cards([ours], cache)
    assert found == []
    assert any("F15 bestaat niet" in problem.what for problem in problems)


def test_a_later_folder_replaces(ours: Path, cache: Path, tmp_path: Path) -> None:
    own = folder_with(tmp_path / "own", {"x.yaml": SAMPLE})
    for _ in range(2):
        found, _problems = cards([ours, own], cache)
        assert (found[0].path, found[0].replaced) == (own / "x.yaml", ours / "a.yaml")
    assert cards([ours], cache)[0][0].replaced is None


def test_another_version_starts_afresh(
    ours: Path, cache: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cards([ours], cache)
    reads.clear()
    monkeypatch.setattr(catalogue, "__version__", "99")
    cards([ours], cache)
    assert len(reads) == 3


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"stamp": 1}',
    ],
)
def test_a_damaged_cache_is_ignored_and_replaced(ours: Path, cache: Path, damage: bytes) -> None:
    right = cards([ours], cache)
    good = cache.read_bytes()
    cache.write_bytes(damage)
    assert cards([ours], cache) == right
    assert cache.read_bytes() == good


@pytest.mark.parametrize("key", ["id", "learning_need", "modes", "lengths", "participants", "path", "themes"])
@pytest.mark.parametrize("value", [None, 7, "x", ["x"], {"x": "y"}])
def test_a_cache_with_strange_values_never_crashes(ours: Path, cache: Path, key: str, value: object) -> None:
    cards([ours], cache)
    raw = json.loads(cache.read_text())
    raw["rows"][str(ours / "a.yaml")]["card"][key] = value
    cache.write_text(json.dumps(raw))
    found, _ = cards([ours], cache)
    assert len(found) == 2
    assert all(isinstance(card, Card) for card in found)


@pytest.mark.parametrize("key", ["rows", "of_shared", "stamp"])
@pytest.mark.parametrize("value", [None, 7, "x", ["x"], {"x": "y"}])
def test_a_cache_of_another_shape_never_crashes(ours: Path, cache: Path, key: str, value: object) -> None:
    right = cards([ours], cache)
    raw = json.loads(cache.read_text())
    raw[key] = value
    cache.write_text(json.dumps(raw))
    assert cards([ours], cache) == right


def test_without_a_place_for_the_cache_it_works(ours: Path, cache: Path, tmp_path: Path) -> None:
    right = cards([ours], cache)
    blocked = tmp_path / "bestand"
    blocked.write_text("x")
    assert cards([ours], blocked / "catalogus.json") == right
    assert cards([ours], None) == right
    cache.unlink()
    cache.mkdir()
    assert cards([ours], cache) == right


def test_the_catalogue_agrees_with_the_library(ours: Path, cache: Path) -> None:
    library = Library.from_folders([ours])
    for _ in range(2):
        found, problems = cards([ours], cache)
        assert [card.id for card in found] == [exercise.id for exercise in library.exercises]
        assert [(one.what, one.where) for one in problems] == [(one.what, one.where) for one in library.problems]


def test_warm_loads_neither_yaml_nor_pydantic(ours: Path, cache: Path) -> None:
    cards([ours], cache)
    code = (
        "import sys; from pathlib import Path\n"
        "from armoede_toolbox.storage.catalogue import cards\n"
        "found, problems = cards([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "assert len(found) == 2, found\n"
        "print(*{'yaml', 'pydantic', 'pydantic_core'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(ours), str(cache)],
        env={**os.environ, "PYTHONPATH": str(Path(catalogue.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr
