"""Every sort of page in a real browser: axe-core finds nothing, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from armoede_toolbox.reporting import runsheet, worksheet
from armoede_toolbox.reporting.document import Document
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.vocabulary import Mode
from tests.reporting import browser, pages, rich
from tests.reporting.samples import every_block, outline

PAGES: dict[str, Callable[[], Document]] = {
    "verslag": rich.a_report,
    "verslag van twee": lambda: rich.a_report(2),
    "export": rich.an_export,
    "elk blok": lambda: every_block("Een gewone tekst"),
    "werkblad": lambda: worksheet.worksheet(outline()),
    "werkblad alleen": lambda: worksheet.worksheet(outline(Mode.SOLO)),
    "draaiboek": lambda: runsheet.runsheet(outline()),
    **pages.EVERY,
}


@pytest.mark.slow
@browser.here
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(page: str) -> None:
    for found in browser.asked(to_html(PAGES[page]()), browser.DESKTOP, browser.PHONE):
        assert found["passes"] > 10
        assert found["violations"] == []


@pytest.mark.slow
@browser.here
def test_axe_finds_what_is_wrong() -> None:
    page = to_html(rich.a_report()).replace('<html lang="nl">', "<html>")
    (found,) = browser.asked(page, browser.DESKTOP)
    assert [rule for rule, *_ in found["violations"]] == ["html-has-lang"]
