"""``logboek zoek``: what teams wrote, found back."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from armoede_toolbox.entry import JournalEntry, render, to_json
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import journal
from armoede_toolbox.workflows import copying, logbook
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.listing import file_data
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, Filters
from armoede_toolbox.workflows.searching import Matches, search
from tests.workflows.test_logbook import all_of, entry, golden, head, house, north, put, scanned

__all__ = ["house"]


@pytest.fixture
def noted(house: House) -> House:
    """One session in which somebody wrote something by hand."""
    path = put(north(house), head("2026-02-02", "n0te"))
    path.write_text(render(entry(head("2026-02-02", "n0te"))) + "\nDe wasmachine van de buren.\n", "utf-8")
    return house


def tails(found: Matches) -> list[str]:
    return [one.hit.row.head.session[-4:] for one in found.found]


@pytest.mark.parametrize("width", [80, 60])
def test_what_people_see(noted: House, home: Path, width: int) -> None:
    text = search(noted, ["tik", "OF", "wasmachine"], most=2).text(width)
    assert max(map(len, text.split("\n"))) <= width
    golden(f"logboek-zoek-{width}", text, home)


def test_marks_are_chosen_by_who_prints(noted: House) -> None:
    found = search(noted, ["wasmachine"])
    assert "«wasmachine»" in found.text(80)
    assert "<b>wasmachine</b>" in found.text(80, ("<b>", "</b>"))


def test_best_first_then_newest(noted: House) -> None:
    assert tails(search(noted, ["wasmachine", "OF", "formulier"]))[0] == "n0te"
    assert tails(search(noted, ["Brief", "op", "de", "mat"]))[-1] == "n0te", "the same, but older and longer"


def test_personal_only_when_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = scanned(monkeypatch)
    found = search(house, ["formulier"])
    assert "p3rs" not in tails(found)
    assert found.notices == (ABOUT_PERSONAL,)
    assert house.places.personal not in seen
    assert not list((house.places.cache / "index").glob("persoonlijk*"))
    found = search(house, ["formulier"], Filters(personal=True))
    assert "p3rs" in tails(found)
    assert "van jou alleen" in found.text(80)
    seen.clear()
    search(house, ["formulier"], Filters(team="Zuid", personal=True))
    assert seen == [house.places.teams / "zuid"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(team="Noord"), {"k7f3", "m2p9"}),
        (Filters(exercise="3-03"), {"k7f3", "x8w1"}),
        (Filters(exercise="signalen", team="Zuid"), set()),
    ],
)
def test_filters(house: House, filters: Filters, expected: set[str]) -> None:
    assert set(tails(search(house, ["formulier"], filters))) == expected


def test_as_data(noted: House) -> None:
    damaged = put(north(noted), head("2026-05-05", "kap0"), "---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    found = search(noted, ["wasmachine"])
    data = found.data()
    assert list(data) == ["formaat", "treffers", "overgeslagen"]
    (hit,) = data["treffers"]
    assert hit["sessie"] == "2026-02-02-1405-n0te"
    assert hit["bestand"].endswith("n0te.md")
    assert "«wasmachine»" in hit["fragment"]
    assert [one["bestand"] for one in data["overgeslagen"]] == [str(damaged)]
    assert found.problems
    assert json.loads(json.dumps(data)) == data


def test_how_many(noted: House) -> None:
    text = search(noted, ["formulier"], most=1).text(80)
    assert "We vonden 4 sessies. Hier staat de beste." in text
    assert "We vonden 4 sessies." in search(noted, ["formulier"]).text(80)
    assert "We vonden 1 sessie." in search(noted, ["wasmachine"]).text(80)


def test_a_miss_names_near_words(noted: House) -> None:
    assert search(noted, ["wasmachien"]).text(80).split("\n")[1] == (
        "“wasmachien” staat er niet in. Bedoel je wasmachine?"
    )
    text = search(noted, ["xqzw"]).text(80)
    assert "schuld*" in text
    assert "Bedoel" not in text
    assert "Zonder aanhalingstekens" in search(noted, ["machine was"]).text(80)
    assert search(noted, ["wasmachien"]).data()["treffers"] == []


def test_an_odd_query_is_explained(house: House) -> None:
    for words in (["***"], ["NIET", "huur"], ['"']):
        with pytest.raises(ToolboxError) as explained:
            search(house, words)
        assert explained.value.problems[0].do
        assert explained.value.exit_code == 1


def test_an_empty_logbook(tmp_path: Path) -> None:
    found = search(open_house(str(tmp_path / "nieuw")), ["brief"])
    assert found.text(80).startswith("We vonden niets met: brief")
    assert found.data() == {"formaat": 1, "treffers": [], "overgeslagen": []}


def test_searching_writes_nothing_outside_the_cache(noted: House, home: Path) -> None:
    before = all_of(home)
    search(noted, ["formulier"], Filters(personal=True)).text(80)
    assert all_of(home) == before


# --- lists and exports come from the index too: the same as from the files themselves -------------------------------


@pytest.fixture
def mixed(noted: House) -> House:
    """A logbook with everything that may stand in one."""
    root = north(noted)
    put(root, head("2026-05-05", "kap0"), "---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    put(root, head("2026-05-06", "n1ew"), "---\nformaat: 99\n---\n")
    put(root, head("2026-06-06", "extr", title="Brief: één", extra={"onze_code": "a\u2028b: 1", "lijst": ["x", "y"]}))
    good = root / "2026" / "2026-02-02-1405-brief-op-de-mat-n0te.md"
    good.with_name(f"{good.stem} (1).md").write_bytes(good.read_bytes())
    return noted


@pytest.mark.parametrize("fresh", [True, False])
def test_a_list_is_that_of_the_files(mixed: House, fresh: bool) -> None:
    if not fresh:
        logbook.list_entries(mixed)
    scan = journal.scan(north(mixed))
    expected = []
    for path, of in reversed(scan.files):
        data = to_json(JournalEntry(head=of))
        body = ("afspraken", "signalen", "terugblikken", "stappen", "notities", "waarschuwingen")
        expected.append({key: data[key] for key in data if key not in body} | {"bestand": str(path)})
    found = logbook.list_entries(mixed, Filters(team="noord"))
    assert json.dumps(found.data()["sessies"]) == json.dumps(expected)
    assert found.data()["overgeslagen"] == file_data([*scan.skipped, *scan.copies])
    latest = logbook.list_entries(mixed, Filters(team="noord"), most=2)
    assert latest.data()["sessies"] == found.data()["sessies"][:2]
    assert logbook.list_entries(mixed, most=2).found == logbook.list_entries(mixed).found[:2]


@pytest.mark.parametrize("broken", [False, True])
def test_an_export_is_that_of_the_files(mixed: House, broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    copying.export(mixed, [], "json")
    if broken:
        monkeypatch.setattr(zlib, "decompress", lambda _: (_ for _ in ()).throw(zlib.error()))
    scan = journal.scan(north(mixed))
    sessions = [to_json(journal.load(path)) for path, _ in scan.files]
    data = {"formaat": 1, "sessies": sessions, "overgeslagen": file_data([*scan.skipped, *scan.copies])}
    made = copying.export(mixed, [], "json", Filters(team="noord"))
    expected = json.dumps(data, ensure_ascii=False, indent=2)
    assert made.content.decode() == expected + "\n"
    assert "".join(made.pieces()) == expected
    assert made.data() == json.loads(expected)


def test_an_empty_export_is_as_before(house: House) -> None:
    made = copying.export(house, [], "json", Filters(team="noord", exercise="testpanel"))
    data = {"formaat": 1, "sessies": [], "overgeslagen": []}
    assert "".join(made.pieces()) == json.dumps(data, ensure_ascii=False, indent=2)
    assert made.data() == data
