"""What happens to files in real life: copied, deleted, renamed, moved, edited, damaged, newer.

After each accident the status is right or the doubt is named, and nothing is lost or written.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import LookBack, render
from armoede_toolbox.session.look_back import NAME
from armoede_toolbox.storage import agreed, journal
from armoede_toolbox.vocabulary import EntryKind, Outcome
from armoede_toolbox.workflows import agreements, logbook, searching
from armoede_toolbox.workflows.house import House
from tests.workflows.test_logbook import a_house, all_of, entry, head, put

SETTLED, OPEN = "2026-02-17-1405-k7f3-1", "2026-03-03-1405-aaaa-1"
NORMAL = {SETTLED: "gedaan", OPEN: "open"}
SESSIONS = frozenset({"2026-02-17-1405-k7f3", "2026-03-03-1405-aaaa"})


@pytest.fixture
def house(home: Path) -> House:
    """Two sessions with an agreement each, and two look-backs on the first one."""
    house = a_house()
    root = root_of(house)
    put(root, head("2026-02-17"))
    put(root, head("2026-03-03", "aaaa"))
    for day, tail, outcome in (("2026-04-07", "dd00", Outcome.GOING_ON), ("2026-04-14", "dd01", Outcome.DONE)):
        at = head(day, tail, kind=EntryKind.LOOK_BACK, title="Terugblik", exercise=NAME)
        looked = LookBack(agreement=SETTLED, what="De brief opnieuw schrijven", outcome=outcome)
        path = journal.entry_path(root, at.session, NAME)
        path.write_text(render(replace(entry(at), agreements=(), steps=(), look_backs=(looked,))), "utf-8")
    return house


def root_of(house: House) -> Path:
    return journal.team_root(house.places, house.config, "noord")


def the(root: Path, tail: str) -> Path:
    (found,) = (path for path in root.rglob("*.md") if path.stem.endswith(tail))
    return found


def copied(tail: str, name: str, old: str = "", new: str = "") -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        path = the(root, tail)
        text = path.read_text("utf-8")
        assert old in text
        path.with_name(name.format(stem=path.stem)).write_text(text.replace(old, new), "utf-8")

    return accident


def moved(tail: str, to: str) -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        path = the(root, tail)
        target = root / to.format(name=path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)

    return accident


def edited(tail: str, old: str, new: str) -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        path = the(root, tail)
        text = path.read_text("utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new).encode())

    return accident


def cut(tail: str, length: int) -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        path = the(root, tail)
        path.write_bytes(path.read_bytes()[:length])

    return accident


def both(*accidents: Callable[[Path], None]) -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        for one in accidents:
            one(root)

    return accident


def made(name: str, content: bytes) -> Callable[[Path], None]:
    def accident(root: Path) -> None:
        (root / "2026" / name).write_bytes(content)

    return accident


@dataclass(frozen=True)
class Accident:
    """What happens, what the status is then, and what is said about it."""

    do: Callable[[Path], object]
    stands: dict[str, str] = field(default_factory=lambda: NORMAL)
    told: tuple[str, ...] = ()
    sessions: frozenset[str] = SESSIONS
    still_open: tuple[str, ...] = (OPEN,)


GONE: dict[str, Any] = {"sessions": SESSIONS - {"2026-02-17-1405-k7f3"}}
ONLY_FIRST: dict[str, Any] = {
    "stands": {SETTLED: "gedaan"},
    "sessions": SESSIONS - {"2026-03-03-1405-aaaa"},
    "still_open": (),
}
LINE = "<!-- at:afspraak 2026-03-03-1405-aaaa-1 afspraken -->"

ACCIDENTS: dict[str, Accident] = {
    "niets": Accident(lambda root: None),
    "kopie van OneDrive": Accident(copied("k7f3", "{stem}-LAPTOP-7Q2.md"), told=("staat er 2 keer",)),
    "conflicted copy": Accident(copied("aaaa", "{stem} (Sam's conflicted copy).md"), told=("staat er 2 keer",)),
    "kopie van een terugblik": Accident(copied("dd01", "{stem} - kopie.md")),
    "kopie van een terugblik met een notitie": Accident(
        copied("dd01", "{stem} - kopie.md", "## Terugblik", "Een notitie.\n\n## Terugblik")
    ),
    "kopie van een terugblik die iets anders zegt": Accident(
        copied(
            "dd01",
            "{stem} - kopie.md",
            "**gedaan** <!-- at:terugblik " + SETTLED + " gedaan",
            "**vastgelopen** <!-- at:terugblik " + SETTLED + " vastgelopen",
        ),
        stands={SETTLED: "vastgelopen", OPEN: "open"},
        told=("Twee kopieën van de terugblik zeggen iets anders",),
        still_open=(SETTLED, OPEN),
    ),
    "aangevinkt in een kopie": Accident(
        copied("aaaa", "{stem} (1).md", "- [ ]", "- [x]"),
        stands={SETTLED: "gedaan", OPEN: "gedaan"},
        told=("staat er 2 keer", "met de hand"),
        still_open=(),
    ),
    "sessie weg": Accident(
        lambda root: the(root, "k7f3").unlink(), told=("Het bestand van deze sessie is weg",), **GONE
    ),
    "laatste terugblik weg": Accident(
        lambda root: the(root, "dd01").unlink(),
        stands={SETTLED: "loopt nog", OPEN: "open"},
        still_open=(SETTLED, OPEN),
    ),
    "andere naam": Accident(moved("k7f3", "2026/onze brief.md")),
    "naar een ander jaar": Accident(moved("k7f3", "2031/{name}")),
    "uit de map van het jaar": Accident(
        moved("k7f3", "{name}"), told=("Zet het terug in de map 2026", "is weg of doet"), **GONE
    ),
    "in een map eronder": Accident(
        moved("aaaa", "2026/archief/{name}"), told=("Zet het terug in de map 2026",), **ONLY_FIRST
    ),
    "in een andere map": Accident(moved("aaaa", "oud/{name}"), told=("Zet het terug in de map 2026",), **ONLY_FIRST),
    "een kopie ergens anders": Accident(
        lambda root: (root / the(root, "k7f3").name).write_bytes(the(root, "k7f3").read_bytes())
    ),
    "Windows-regels": Accident(edited("aaaa", "\n", "\r\n")),
    "een BOM": Accident(edited("aaaa", "---\nformaat", "\ufeff---\nformaat")),
    "met de hand aangevinkt": Accident(
        edited("aaaa", "- [ ]", "- [V]"), stands={SETTLED: "gedaan", OPEN: "gedaan"}, still_open=()
    ),
    "aangevinkt waar een terugblik iets anders zegt": Accident(
        both(cut("dd01", 0), edited("k7f3", "- [ ]", "- [x]")),
        stands={SETTLED: "loopt nog", OPEN: "open"},
        told=("Aangevinkt met de hand", "Dit bestand is leeg"),
        still_open=(SETTLED, OPEN),
    ),
    "regel van de afspraak stuk": Accident(
        edited("aaaa", LINE, LINE.removesuffix(" -->")),
        stands={SETTLED: "gedaan"},
        told=("lijkt op een regel van de toolbox", "2026-03-03-1405-brief-op-de-mat-aaaa.md, regel "),
        still_open=(),
    ),
    "teken in de afspraak stuk": Accident(
        edited("aaaa", LINE, LINE.replace("<!-- at", "<!--at")),
        stands={SETTLED: "gedaan"},
        told=("lijkt op een regel van de toolbox",),
        still_open=(),
    ),
    "dag onleesbaar": Accident(
        edited("aaaa", "terugkijken op: 2027-01-12", "terugkijken op: ooit"), told=("geen datum",)
    ),
    "niveau onbekend": Accident(
        edited("aaaa", "  - wie: Sam", "  - wie: Sam\n  - niveau: straat"), told=("geen niveau dat we kennen",)
    ),
    "uitkomst met de hand veranderd": Accident(
        edited("dd01", "**gedaan**", "**vastgelopen**"), told=("De vaste woorden op deze regel zijn veranderd",)
    ),
    "nieuwer": Accident(edited("aaaa", "formaat: 1", "formaat: 99"), told=("Werk de toolbox bij",), **ONLY_FIRST),
    "afgebroken": Accident(cut("aaaa", 60), told=("aaaa.md",), **ONLY_FIRST),
    "leeg": Accident(cut("aaaa", 0), told=("Dit bestand is leeg",), **ONLY_FIRST),
    "nullen": Accident(lambda root: the(root, "aaaa").write_bytes(b"\0" * 500), told=("leeg",), **ONLY_FIRST),
    "terugblik stuk": Accident(
        cut("dd01", 60), stands={SETTLED: "loopt nog", OPEN: "open"}, told=("dd01.md",), still_open=(SETTLED, OPEN)
    ),
    "een map die zo heet": Accident(
        lambda root: (root / "2026" / "2026-05-01-0900-map-zzzz.md").mkdir(), told=("geen gewoon bestand",)
    ),
    "iets van een ander": Accident(made("lees mij.md", b"# Hoi\n")),
    "een foto die zo heet": Accident(made("2026-05-01-0900-foto-zzzz.md", bytes(range(256))), told=("zzzz.md",)),
}


@pytest.mark.parametrize("name", ACCIDENTS)
def test_the_status_is_right_or_the_doubt_is_named(name: str, house: House, home: Path) -> None:
    accident, root = ACCIDENTS[name], root_of(house)
    agreements.list_agreements(house)  # the index knows how it was
    accident.do(root)
    before = all_of(home)
    for _ in range(2):
        found = agreements.list_agreements(house)
        statuses = [one.status for one in found.found]
        assert {status.id: status.status for status in statuses} == accident.stands
        assert tuple(status.id for status in statuses if status.open) == accident.still_open
        told = "\n".join([found.text(200), *(f"{one.what} {one.where} {one.do}" for one in found.problems)])
        for words in accident.told:
            assert words.lower() in told.lower()
        if not accident.told:
            assert found.problems == ()
    assert agreed.read(root, None) == agreed.read(root, house.places.cache)
    assert all_of(home) == before


@pytest.mark.parametrize("name", ACCIDENTS)
def test_lists_and_search_find_the_rest(name: str, house: House, home: Path) -> None:
    accident, root = ACCIDENTS[name], root_of(house)
    accident.do(root)
    before = all_of(home)
    listed = logbook.list_entries(house)
    assert {one.head.session for one in listed.found if one.head.kind is EntryKind.SESSION} == accident.sessions
    searched = searching.search(house, ["lege", "plek"])
    assert {one.hit.row.head.session for one in searched.found} == accident.sessions
    assert listed.data()["overgeslagen"] == searched.data()["overgeslagen"]
    scanned = journal.scan(root)
    assert {one.file for one in scanned.skipped} <= {one.file for one in listed.skipped}
    assert all_of(home) == before


def test_a_link_that_leads_nowhere_is_named(house: House) -> None:
    link = root_of(house) / "2026" / "2026-05-01-0900-link-zzzz.md"
    link.symlink_to(root_of(house) / "weg")
    assert any("link-zzzz.md" in one.where for one in agreements.list_agreements(house).problems)
    assert {one.status.id: one.status.status for one in agreements.list_agreements(house).found} == NORMAL


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(house: House) -> None:
    the(root_of(house), "aaaa").chmod(0)
    assert any("Je mag hier niet lezen" in one.what for one in agreements.list_agreements(house).problems)
