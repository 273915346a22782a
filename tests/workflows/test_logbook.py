"""The logbook to read: lists, one entry, where it stands, and copies. Nothing of it ever changes."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import (
    Agreement,
    Contribution,
    Head,
    JournalEntry,
    Question,
    State,
    StepRecord,
    parse,
    render,
)
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import index, indexing, journal
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant, Who
from armoede_toolbox.workflows import copying, logbook
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.logbook import ABOUT_PERSONAL, Filters

GOLDENS = Path(__file__).parent / "goldens"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


# --- what other tests use too ---------------------------------------------------------------------------------------


def golden(name: str, text: str, home: Path) -> None:
    """Compare with what people read. ``GOLDENS=nieuw pytest …`` writes them anew; look at the difference."""
    shown = text.replace(str(home), "~") + "\n"
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("GOLDENS") == "nieuw":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def all_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything under a folder but the cache: names, times and contents."""
    files = (path for path in sorted(folder.rglob("*")) if "cache" not in path.relative_to(folder).parts)
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in files}


def scanned(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of the logbook that are opened from now on."""
    seen: list[Path] = []
    real = journal.scan

    def scan(root: Path) -> journal.Scan:
        seen.append(root)
        return real(root)

    def listed(root: Path) -> indexing.Listing:
        seen.append(root)
        return indexing.listed(root)

    monkeypatch.setattr(journal, "scan", scan)
    monkeypatch.setattr(index, "listed", listed)
    return seen


def a_house() -> House:
    """A house in the test's own home, on a fixed day."""
    return replace(open_house(), now=lambda: NOW)


def head(day: str = "2026-11-22", tail: str = "k7f3", **changes: Any) -> Head:
    known: dict[str, Any] = {
        "kind": EntryKind.SESSION,
        "session": f"{day}-1405-{tail}",
        "exercise": "brief-op-de-mat",
        "number": "LB3-03",
        "title": "Brief op de mat",
        "learning_need": LearningNeed.RESIDENTS,
        "themes": ("taal",),
        "mode": Mode.TEAM,
        "variant": Variant.NORMAL,
        "team": "Noord",
        "participants": 6,
        "started": datetime.fromisoformat(f"{day}T14:05:00+01:00"),
        "finished": datetime.fromisoformat(f"{day}T14:20:00+01:00"),
        "complete": True,
        "sharing": Sharing.AGREEMENTS,
        "toolbox": "0",
    }
    return Head(**{**known, **changes})


def question(name: str, kind: str, text: str, *values: Any, **changes: Any) -> Question:
    known: dict[str, Any] = {
        "state": State.ANSWERED,
        "who": Who.EACH,
        "contributions": tuple(Contribution(value=value) for value in values),
    }
    return Question(id=name, kind=kind, text=text, **{**known, **changes})


def entry(of: Head) -> JournalEntry:
    """An entry with one of everything that people may meet."""
    agreement = Agreement(
        id=f"{of.session}-1",
        question="afspraken",
        what="De brief opnieuw schrijven",
        who="Sam",
        ready_on=date(2026, 12, 1),
        look_back_on=date(2027, 1, 12),
        resident_notices="ik snap de brief in één keer",
    )
    voices = (Contribution(value="Alsnog"), Contribution(value="U dient\nmet een lege\n# plek", perspective="beleid"))
    boxes = {"team": ["we bellen pas laat"], "wet": ["de termijn", "de toets"]}
    steps = (
        StepRecord(
            number=1,
            title="Uit je hoofd",
            questions=(
                question("wat", "lijst", "Wat moet je doen?", ["een formulier invullen", "twee papieren sturen"]),
                question("tik", "open", "Welk woord komt binnen als een tik?", contributions=voices),
                question("waar", "keuze", "Waar kun je heen?", state=State.COUNTED, totals={"balie": 4, "website": 2}),
                question("hand", "open", "Welke zin helpt?", state=State.SKIPPED),
            ),
        ),
        StepRecord(
            number=2,
            title="Eén zin lichter",
            questions=(
                question("vakken", "vakken", "Waardoor haperde het?", boxes, who=Who.TOGETHER),
                question("plan", "als-dan", "Maak een plan.", {"als": "Als ik schrijf", "dan": "dan begin ik kort"}),
                question("later", "open", "Wat nog?", state=State.NOT_REACHED),
            ),
        ),
    )
    return JournalEntry(head=of, agreements=(agreement,), steps=steps)


def put(root: Path, of: Head, text: str | None = None) -> Path:
    """An entry in its place."""
    path = journal.entry_path(root, of.session, of.exercise)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((text if text is not None else render(entry(of))).encode())
    return path


@pytest.fixture
def house(home: Path) -> House:
    """Two teams with three sessions, and one that is personal."""
    data = home / "data" / "armoede-toolbox"
    north, south = data / "teams" / "noord", data / "teams" / "zuid"
    put(north, head())
    signals = {"exercise": "signalen-op-tafel", "number": "LB1-09", "title": "Signalen op tafel"}
    put(north, head("2026-03-03", "m2p9", learning_need=LearningNeed.PICTURE, complete=False, **signals))
    put(south, head("2026-09-15", "x8w1", team="Zuid", participants=8))
    put(data / "persoonlijk", head("2026-10-01", "p3rs", team=None, mode=Mode.SOLO, participants=1))
    return a_house()


def north(house: House) -> Path:
    return house.places.teams / "noord"


def tails(found: logbook.Entries) -> list[str]:
    return [one.head.session[-4:] for one in found.found]


# --- logboek lijst --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 60])
def test_the_list(house: House, home: Path, width: int) -> None:
    text = logbook.list_entries(house).text(width)
    assert max(map(len, text.split("\n"))) <= width
    golden(f"logboek-lijst-{width}", text, home)


def test_newest_first_and_never_personal_unasked(house: House) -> None:
    found = logbook.list_entries(house)
    assert tails(found) == ["k7f3", "x8w1", "m2p9"]
    assert found.notices == (ABOUT_PERSONAL,)
    found = logbook.list_entries(house, Filters(personal=True))
    assert tails(found) == ["k7f3", "p3rs", "x8w1", "m2p9"]
    assert found.notices == ()
    assert "Van jou alleen" in found.text(80)
    assert tails(logbook.list_entries(house, Filters(team="noord", personal=True))) == ["k7f3", "m2p9"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(team="Noord"), ["k7f3", "m2p9"]),
        (Filters(need=LearningNeed.PICTURE), ["m2p9"]),
        (Filters(exercise="LB3-03"), ["k7f3", "x8w1"]),
        (Filters(exercise="3-03", team="ZUID"), ["x8w1"]),
        (Filters(exercise="signalen"), ["m2p9"]),
        (Filters(since=date(2026, 9, 15)), ["k7f3", "x8w1"]),
        (Filters(until=date(2026, 9, 15)), ["x8w1", "m2p9"]),
        (Filters(since=date(2027, 1, 1)), []),
    ],
)
def test_filters(house: House, filters: Filters, expected: list[str]) -> None:
    assert tails(logbook.list_entries(house, filters)) == expected


def test_an_exercise_that_no_longer_exists_is_still_found(house: House) -> None:
    put(north(house), head("2026-01-02", "w3g0", exercise="weg", number="LB9-99", title="Niet meer te doen"))
    assert tails(logbook.list_entries(house, Filters(exercise="niet meer"))) == ["w3g0"]


def test_names_that_do_not_exist(house: House) -> None:
    with pytest.raises(ToolboxError) as wrong:
        logbook.list_entries(house, Filters(team="Nord"))
    assert wrong.value.problems[0].do == "Bedoel je “noord”?"
    with pytest.raises(ToolboxError) as wrong:
        logbook.list_entries(house, Filters(exercise="signaalen-op-tafel"))
    assert "signalen-op-tafel" in wrong.value.problems[0].do


def test_an_empty_logbook_and_an_empty_answer(house: House, tmp_path: Path) -> None:
    assert logbook.list_entries(house, Filters(since=NOW.date())).text(80) == "Er is geen sessie die hierbij past."
    empty = open_house(str(tmp_path / "nieuw"))
    assert logbook.list_entries(empty).text(80) == "Het logboek is nog leeg."
    assert logbook.list_entries(empty).data() == {"formaat": 1, "sessies": [], "overgeslagen": []}


def test_the_list_as_data(house: House) -> None:
    data = logbook.list_entries(house, Filters(team="Zuid")).data()
    (one,) = data["sessies"]
    assert one["sessie"] == "2026-09-15-1405-x8w1"
    assert one["begonnen"] == "2026-09-15T14:05:00+01:00"
    assert one["traject"] is None
    assert one["bestand"].endswith("2026-09-15-1405-brief-op-de-mat-x8w1.md")
    assert "stappen" not in one
    assert json.loads(json.dumps(data)) == data


def test_damaged_files_and_copies_are_named_and_left(house: House) -> None:
    damaged = put(north(house), head("2026-05-05", "kap0"), "---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    good = north(house) / "2026" / "2026-11-22-1405-brief-op-de-mat-k7f3.md"
    copy = good.with_name(good.stem + " (1).md")
    copy.write_bytes(good.read_bytes())
    found = logbook.list_entries(house)
    assert tails(found) == ["k7f3", "x8w1", "m2p9"]
    left_out = {one["bestand"]: one for one in found.data()["overgeslagen"]}
    assert set(left_out) == {str(damaged), str(copy)}
    assert left_out[str(damaged)]["regel"] is not None
    assert "ontbreekt" in left_out[str(damaged)]["reden"]
    assert any(str(damaged) in problem.where and problem.do for problem in found.problems)


def test_a_filter_opens_no_other_folder(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = scanned(monkeypatch)
    logbook.list_entries(house, Filters(team="Noord", personal=True))
    assert seen == [north(house)]
    logbook.list_entries(house)
    assert house.places.personal not in seen


def test_two_teams_that_share_a_folder_each_see_their_own(home: Path, tmp_path: Path) -> None:
    shared = tmp_path / "samen"
    put(shared, head())
    put(shared, head("2026-09-15", "x8w1", team="Zuid"))
    config = home / "config" / "armoede-toolbox" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("".join(f"[teams.{team.lower()}]\nnaam='{team}'\nmap='{shared}'\n" for team in ("Noord", "Zuid")))
    assert tails(logbook.list_entries(a_house(), Filters(team="Zuid"))) == ["x8w1"]
    text = logbook.list_entries(a_house()).text(80)
    assert text.index("Team Noord") < text.index("k7f3") < text.index("Team Zuid") < text.index("x8w1")


def test_a_folder_that_is_not_connected_is_named(home: Path, tmp_path: Path) -> None:
    config = home / "config" / "armoede-toolbox" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"[teams.noord]\nnaam='Noord'\nmap='{tmp_path / 'weg'}'\n")
    found = logbook.list_entries(a_house())
    assert found.problems[0].what.startswith("De map van team Noord is er nu niet.")
    assert not (tmp_path / "weg").exists()


# --- logboek toon ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 60])
def test_one_entry(house: House, home: Path, width: int) -> None:
    text = logbook.show_entry(house, "k7f3").text(width)
    broad = [line for line in text.split("\n") if len(line) > width]
    assert all(str(home) in line for line in broad)
    golden(f"logboek-toon-{width}", text, home)


def test_agreements_first_and_notes_too(house: House) -> None:
    path = put(north(house), head("2026-02-02", "n0te"))
    path.write_text(path.read_text().replace("## Afspraken", "Een los briefje.\n\n## Afspraken"))
    lines = logbook.readable(journal.load(path))
    assert lines.index("Afspraken") < lines.index("Notitie: Een los briefje.") < lines.index("1. Uit je hoofd")
    assert all("\n" not in line for line in lines)


def test_no_agreement_is_said(house: House) -> None:
    bare = JournalEntry(head=head())
    assert logbook.readable(bare)[-1] == "Er is geen afspraak gemaakt."


def test_one_entry_as_data(house: House) -> None:
    data = logbook.show_entry(house, "laatste").data()
    assert data["formaat"] == 1
    assert data["sessie"]["sessie"] == "2026-11-22-1405-k7f3"
    assert data["sessie"]["afspraken"][0]["klaar_op"] == "2026-12-01"
    assert json.loads(json.dumps(data)) == data


def test_warnings_in_a_file_become_problems(house: House) -> None:
    path = put(north(house), head("2026-02-02", "war0"))
    path.write_text(path.read_text() + "\n<!-- at:onbekend x -->\n")
    (problem,) = logbook.show_entry(house, "war0").problems
    assert str(path) in problem.where


def test_personal_only_when_asked(house: House) -> None:
    for name in ("p3rs", "2026-10-01-1405-p3rs"):
        with pytest.raises(ToolboxError) as unknown:
            logbook.show_entry(house, name)
        assert ABOUT_PERSONAL in unknown.value.problems[0].do
        with pytest.raises(ToolboxError):
            logbook.path_of(house, name)
        with pytest.raises(ToolboxError):
            copying.export(house, [name])
        assert logbook.show_entry(house, name, personal=True).entry.head.team is None
        assert logbook.path_of(house, name, personal=True).file is not None
        assert copying.export(house, [name], "md", Filters(personal=True)).content


def test_an_entry_that_cannot_be_read_says_where(house: House) -> None:
    path = put(north(house), head("2026-05-05", "kap0"), "---\nformaat: 1\n---\n")
    with pytest.raises(ToolboxError) as damaged:
        logbook.show_entry(house, "kap0")
    assert all(str(path) in problem.where for problem in damaged.value.problems)


# --- logboek pad ----------------------------------------------------------------------------------------------------


def test_paths(house: House, home: Path, tmp_path: Path) -> None:
    golden("logboek-pad", logbook.path_of(house).text(80), home)
    assert logbook.path_of(house, "k7f3").text(20).endswith("2026-11-22-1405-brief-op-de-mat-k7f3.md")
    folders = logbook.path_of(house, personal=True).data()["mappen"]
    assert [one["team"] for one in folders] == ["noord", "zuid", None]
    nothing = open_house(str(tmp_path / "nieuw"))
    assert logbook.path_of(nothing).text(80) == str(tmp_path / "nieuw" / "teams")
    assert logbook.path_of(nothing).notices


# --- exporteer ------------------------------------------------------------------------------------------------------


def test_one_file_is_a_copy_byte_for_byte(house: House, tmp_path: Path) -> None:
    path = logbook.path_of(house, "k7f3").file
    assert path is not None
    path.write_bytes(path.read_bytes() + b"Notitie met een komma,\r\nen Windows-regels.\r\n")
    made = copying.export(house, ["k7f3"], "md", to=tmp_path)
    assert made.file == tmp_path / path.name
    assert made.file.read_bytes() == path.read_bytes()
    assert made.text(80) == str(made.file)
    assert made.notices[0].startswith("Geschreven: 1 sessie.")


def test_more_files_stand_apart_with_their_front_matter(house: House, home: Path) -> None:
    made = copying.export(house, [], "md", Filters(team="Noord"))
    pieces = made.content.decode().split("<!-- 2026-")
    assert len(pieces) == 3
    for piece in pieces[1:]:
        assert parse(piece.split("-->\n\n", 1)[1]).head.team == "Noord"
    assert made.file is None
    assert copying.export(house).notices == (ABOUT_PERSONAL,)


def test_as_data(house: House) -> None:
    damaged = put(north(house), head("2026-05-05", "kap0"), "---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    made = copying.export(house, [], "json", Filters(team="noord"))
    data = json.loads(made.content)
    assert data == json.loads(made.text(80)) == made.data()
    assert [one["sessie"][-4:] for one in data["sessies"]] == ["m2p9", "k7f3"]
    assert [one["bestand"] for one in data["overgeslagen"]] == [str(damaged)]
    assert made.problems
    assert not any("geschreven" in notice.lower() for notice in made.notices)


def test_a_named_file_that_is_damaged_is_left_out(house: House) -> None:
    put(north(house), head("2026-05-05", "kap0"), "---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    made = copying.export(house, ["kap0", "k7f3"], "json")
    assert [len(made.data()[key]) for key in ("sessies", "overgeslagen")] == [1, 1]
    assert made.problems


def test_what_stands_there_is_not_overwritten(house: House, tmp_path: Path) -> None:
    target = tmp_path / "kopie.md"
    target.write_text("van mij")
    with pytest.raises(ToolboxError) as refused:
        copying.export(house, ["k7f3"], "md", to=target)
    assert refused.value.exit_code == 1
    assert "--overschrijf" in refused.value.problems[0].do
    assert target.read_text() == "van mij"
    copying.export(house, ["k7f3"], "md", to=target, overwrite=True)
    assert parse(target.read_bytes()).head.team == "Noord"


def test_the_logbook_itself_is_never_written(house: House, home: Path) -> None:
    before = all_of(home)
    source = logbook.path_of(house, "k7f3").file
    assert source is not None
    for target in (source, source.parent, source.with_name("nieuw.md")):
        with pytest.raises(ToolboxError) as refused:
            copying.export(house, ["x8w1"], "md", to=target, overwrite=True)
        assert refused.value.problems[0].where
    assert all_of(home) == before


def test_a_folder_that_is_not_there_is_not_made(house: House, tmp_path: Path) -> None:
    with pytest.raises(ToolboxError):
        copying.export(house, ["k7f3"], "md", to=tmp_path / "weg" / "kopie.md")
    assert not (tmp_path / "weg").exists()


def test_nothing_to_copy_writes_nothing(house: House, tmp_path: Path) -> None:
    target = tmp_path / "leeg.json"
    made = copying.export(house, [], "json", Filters(since=date(2027, 1, 1)), target)
    assert not target.exists()
    assert "Er is niets geschreven." in made.notices[0]
    assert made.data()["sessies"] == []


def test_a_cloud_folder_is_named(house: House, tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive - Gemeente"
    cloud.mkdir()
    assert any("OneDrive" in notice for notice in copying.export(house, ["k7f3"], "md", to=cloud).notices)


def test_what_a_terminal_could_obey_is_left_out_on_the_screen(house: House) -> None:
    path = put(north(house), head("2026-02-02", "esc0"))
    path.write_bytes(path.read_bytes() + b"\n\x1b[2J\xc2\x9b31m\n")
    for text in (copying.export(house, ["esc0"]).text(80), logbook.show_entry(house, "esc0").text(80)):
        assert not {"\x1b", "\x9b"} & set(text)


def test_reading_writes_nothing_outside_the_cache(house: House, home: Path) -> None:
    before = all_of(home)
    for filters in (Filters(), Filters(personal=True), Filters(exercise="3-03")):
        logbook.list_entries(house, filters).text(80)
        copying.export(house, [], "json", filters).text(80)
    logbook.show_entry(house, "laatste").text(80)
    logbook.path_of(house).text(80)
    assert all_of(home) == before
