"""The page about what we keep safe names every way, and only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "kept-safe.md").read_text("utf-8")
_TEST = re.compile(r"([\w/]+\.py)::(test_\w+)")


def test_every_way_has_its_row_and_every_row_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    assert re.findall(r"^\| (C\d+) \|", PAGE, re.MULTILINE) == [f"C{number}" for number in range(1, 34)]
    assert [row for row in rows if not _TEST.search(row)] == []


def test_every_test_on_the_page_exists() -> None:
    named = _TEST.findall(PAGE)
    missing = [
        f"{file}::{name}" for file, name in named if f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]
    assert len(named) > 60
    assert missing == []
