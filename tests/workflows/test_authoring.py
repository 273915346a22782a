"""Checking files for their author."""

from __future__ import annotations

from pathlib import Path

import pytest

from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.workflows.authoring import check
from tests.exercises.sample import LONGER, SAMPLE, another, changed, folder_with


def test_our_own_exercises_have_no_errors() -> None:
    assert [remark for remark in check([bundled()]) if remark.error] == []


def test_a_folder_is_checked_with_its_own_shared_data(tmp_path: Path) -> None:
    folder_with(
        tmp_path,
        {
            "a.yaml": changed(("stil: true", "stil: ja")),
            "b.yaml": another("LB3-77", "b").replace(*LONGER),
            "c.yaml": "[",
        },
    )
    found = check([tmp_path])
    errors = [remark for remark in found if remark.error]
    assert [Path(remark.where.rsplit(":", 2)[0]).name for remark in errors] == ["a.yaml", "c.yaml"]
    assert all(remark.rule and remark.do for remark in found)


def test_a_file_is_checked_whatever_its_name_is(tmp_path: Path) -> None:
    folder_with(
        tmp_path, {"leerbehoefte-3/a.txt": changed(("LB3-03", "LB3-77"), LONGER, ("zwaarte: licht", "zwaarte: zwaar"))}
    )
    found = [remark for remark in check([tmp_path / "leerbehoefte-3" / "a.txt"]) if remark.error]
    assert [(remark.rule, remark.place.line) for remark in found] == [("nazorg", 12), ("rust", 29)]


def test_a_follow_up_in_the_same_folder_is_known(tmp_path: Path) -> None:
    text = changed(LONGER, ("brief-op-de-mat", "eerste"), ("LB3-03", "LB3-77"), ("[testpanel]", "[tweede, deerde]"))
    folder_with(
        tmp_path,
        {"a.yaml": text, "b.yaml": another("LB3-78", "tweede").replace(*LONGER).replace("vervolg: [testpanel]\n", "")},
    )
    found = check([tmp_path])
    assert [(remark.error, remark.what) for remark in found] == [(False, "De oefening “deerde” is er niet.")]


def test_shared_data_that_is_asked_for_is_checked(tmp_path: Path) -> None:
    folder_with(tmp_path, {"_bronnen.yaml": "formaat: 1\nbronnen:\n  - {code: W5, titl: x}\n"})
    assert [remark.do for remark in check([tmp_path / "_bronnen.yaml"])] == ["Bedoel je “titel”?"]


def test_names_that_clash_are_errors(tmp_path: Path) -> None:
    folder_with(tmp_path, {"a.yaml": another("LB3-77", "a"), "b.yaml": another("LB3-77", "b")})
    assert any("nummer “LB3-77” is al van a.yaml" in remark.what for remark in check([tmp_path]))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (found,) = check([tmp_path / "weg.yaml"])
    assert (found.error, found.where) == (True, str(tmp_path / "weg.yaml"))


@pytest.mark.parametrize("paths", [[], ["."]])
def test_nothing_to_check_is_fine(paths: list[str], tmp_path: Path) -> None:
    assert check([tmp_path / path for path in paths]) == []


def test_the_sample_is_right(tmp_path: Path) -> None:
    folder_with(tmp_path, {"a.yaml": changed(("LB3-03", "LB3-77"), LONGER, ("vervolg: [testpanel]\n", ""))})
    assert SAMPLE
    assert check([tmp_path]) == []
