"""Taking in the files of another laptop: checked, added once as they are, and nothing here ever changes."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.entry import LookBack, render
from armoede_toolbox.errors import ExitCode, ToolboxError, UsageError
from armoede_toolbox.storage import incoming, journal, safely
from armoede_toolbox.vocabulary import EntryKind, Mode, Outcome
from armoede_toolbox.workflows import agreements, importing, logbook
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.importing import Fate, Options, TakenIn
from tests.workflows.test_logbook import a_house, all_of, entry, head

NEW = Options(team="Noord", new_team=True)
AGAIN = Options(team="Noord")


@pytest.fixture
def house(home: Path) -> House:
    return a_house()


def text(day: str = "2026-11-22", tail: str = "k7f3", **changes: Any) -> str:
    return render(entry(head(day, tail, **changes)))


def there(tmp_path: Path, **files: str | bytes) -> Path:
    """A folder of another laptop."""
    folder = tmp_path / "stick" / "2026"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.md").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder.parent


def fates(found: TakenIn) -> list[Fate]:
    return [row.fate for row in found.rows]


def root_of(house: House) -> Path:
    return journal.team_root(house.places, house.config, "noord")


def test_files_go_in_as_they_are_under_their_own_name(house: House, tmp_path: Path) -> None:
    content = text().replace("\n", "\r\n").encode() + b"\r\nEen notitie van ons.\r\n"
    found = importing.take_in(house, [there(tmp_path, anders=content)], NEW)
    (row,) = found.rows
    assert row.path == root_of(house) / "2026" / "2026-11-22-1405-brief-op-de-mat-k7f3.md"
    assert row.path.read_bytes() == content
    assert found.notices == (f"Nagelezen en bewaard in {root_of(house)}",)
    assert (found.code, found.text().split("\n")[-1]) == (ExitCode.OK, "1 bestand: 1 erbij.")
    assert [one.head.session for one in logbook.list_entries(house).found] == ["2026-11-22-1405-k7f3"]
    assert json.loads(json.dumps(found.data())) == found.data()


def test_a_second_time_adds_nothing_whatever_the_ends_of_the_lines(house: House, tmp_path: Path) -> None:
    folder = there(tmp_path, a=text(), b=text(tail="aaaa"))
    importing.take_in(house, [folder], NEW)
    before = all_of(root_of(house))
    assert fates(importing.take_in(house, [folder], AGAIN)) == [Fate.KNOWN, Fate.KNOWN]
    other = there(tmp_path / "mail", a=text().replace("\n", "\r\n"))
    assert fates(importing.take_in(house, [other], AGAIN)) == [Fate.KNOWN]
    assert all_of(root_of(house)) == before


def test_another_version_is_only_named_and_comes_beside_when_asked(house: House, tmp_path: Path) -> None:
    importing.take_in(house, [there(tmp_path, a=text())], NEW)
    other = there(tmp_path / "b", a=text().replace("- [ ]", "- [x]"))
    before = all_of(root_of(house))
    found = importing.take_in(house, [other], AGAIN)
    assert fates(found) == [Fate.OTHER]
    assert "--ook-anders" in found.text()
    assert all_of(root_of(house)) == before
    both = replace(AGAIN, others_too=True)
    assert fates(importing.take_in(house, [other], both)) == [Fate.ADDED]
    assert fates(importing.take_in(house, [other], both)) == [Fate.KNOWN]
    after = all_of(root_of(house))
    assert before.items() <= after.items() | {(key, one) for key, one in before.items() if Path(key).is_dir()}
    copies = journal.scan(root_of(house)).copies
    assert ["andere versie" in one.file.name for one in copies] == [True]
    assert [one.status.status for one in agreements.list_agreements(house).found] == ["gedaan"]


def test_a_trial_writes_nothing_and_says_the_same(house: House, home: Path, tmp_path: Path) -> None:
    folder = there(tmp_path, a=text(), b=text(tail="aaaa"), c="geen logboek")
    before = all_of(home)
    trial = importing.take_in(house, [folder], replace(NEW, rehearsal=True))
    assert "Er is niets veranderd." in trial.notices[-1]
    assert all_of(home) == before
    assert fates(trial) == fates(importing.take_in(house, [folder], NEW))


def test_what_is_of_somebody_alone_stays_out_and_never_gets_into_a_team(house: House, tmp_path: Path) -> None:
    folder = there(tmp_path, a=text(), b=text(tail="aaaa", team=None, mode=Mode.SOLO, participants=1, title="Geheim"))
    found = importing.take_in(house, [folder], NEW)
    assert (fates(found), "Geheim" in found.text()) == ([Fate.ADDED], False)
    assert found.notices[0].startswith("1 sessie van iemand alleen bleef liggen.")
    assert not journal.personal_root(house.places).exists()
    importing.take_in(house, [folder], replace(AGAIN, personal=True))
    own = journal.scan(journal.personal_root(house.places)).files
    assert [one.session for _, one in own] == ["2026-11-22-1405-aaaa"]
    assert len(journal.scan(root_of(house)).files) == 1


def test_a_team_is_confirmed_and_another_team_of_ours_keeps_its_files(house: House, tmp_path: Path) -> None:
    folder = there(tmp_path, a=text())
    with pytest.raises(ToolboxError, match="Noord” kennen we nog niet"):
        importing.take_in(house, [folder], AGAIN)
    with pytest.raises(UsageError, match="Van welk team"):
        importing.take_in(house, [folder], Options())
    importing.take_in(house, [folder], NEW)
    south = there(tmp_path / "b", a=text(tail="bbbb", team="Zuid"), b=text(tail="cccc", team="Kwintes"))
    importing.take_in(house, [there(tmp_path / "c", a=text(tail="dddd", team="Zuid"))], Options("Zuid", new_team=True))
    found = importing.take_in(house, [south], AGAIN)
    assert [(row.fate, "van team Zuid" in row.about) for row in found.rows] == [
        (Fate.REFUSED, True),
        (Fate.ADDED, False),
    ]
    assert "team Kwintes" in found.rows[1].about


def test_a_look_back_comes_along_and_counts(house: House, tmp_path: Path) -> None:
    at = head("2026-11-23", "zzzz", kind=EntryKind.LOOK_BACK, exercise="terugblik", title="Terugblik")
    looked = LookBack(agreement="2026-11-22-1405-k7f3-1", what="De brief", outcome=Outcome.STUCK)
    back = render(replace(entry(at), agreements=(), steps=(), look_backs=(looked,)))
    importing.take_in(house, [there(tmp_path, a=text(), b=back)], NEW)
    assert [one.status.status for one in agreements.list_agreements(house).found] == ["vastgelopen"]


WRONG: dict[str, tuple[bytes, str]] = {
    "leeg": (b"", "Dit is geen bestand van een logboek."),
    "foto": (b"\x89PNG\r\n" + bytes(range(256)), "Dit is geen bestand van een logboek."),
    "nieuwer": (text().replace("formaat: 1", "formaat: 99").encode(), "Werk de toolbox bij"),
    "stuk": (text().replace("begonnen: ", "begon: ").encode(), "begonnen"),
    "pad": (text().replace("2026-11-22-1405-k7f3", "../../../weg").encode(), "Zo’n naam kennen we niet."),
    "groot": (b" " * (journal.MOST_READ + 1), "te groot"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_taken_in_is_named_and_the_rest_goes_on(name: str, house: House, tmp_path: Path) -> None:
    content, reason = WRONG[name]
    files: dict[str, str | bytes] = {name: content, "z": text()}
    found = importing.take_in(house, [there(tmp_path, **files)], NEW)
    assert [row.fate for row in found.rows] == [Fate.REFUSED, Fate.ADDED]
    assert reason.lower() in found.rows[0].about.lower()
    assert len([path for path in root_of(house).rglob("*") if path.is_file()]) == 1


def test_old_encodings_go_in_unchanged(house: House, tmp_path: Path) -> None:
    wide = "\ufeff" + text(tail="bbbb")
    folder = there(tmp_path, a=text().replace("één", "\xe9\xe9n").encode("cp1252", "replace"), b=wide.encode("utf-16"))
    found = importing.take_in(house, [folder], NEW)
    assert fates(found) == [Fate.ADDED, Fate.ADDED]
    for row in found.rows:
        assert row.path is not None
        assert row.path.read_bytes() == Path(row.source).read_bytes()


def test_links_are_not_followed_and_drafts_are_left(house: House, tmp_path: Path) -> None:
    folder = there(tmp_path)
    (tmp_path / "elders.md").write_text(text())
    (folder / "2026" / "link.md").symlink_to(tmp_path / "elders.md")
    (folder / ".concepten").mkdir()
    (folder / ".concepten" / "a.md").write_text(text())
    found = importing.take_in(house, [folder], NEW)
    assert [(row.fate, "verwijzing" in row.about) for row in found.rows] == [(Fate.REFUSED, True)]
    assert found.code == ExitCode.IMPOSSIBLE
    assert not root_of(house).exists()


def test_a_zip_is_read_where_it_is(house: House, home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "noord.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("../../../../tmp/buiten.md", text())
        made.writestr("C:\\2026\\goed.md", text(tail="aaaa"))
        made.writestr("bom.md", b"\0" * (journal.MOST_READ + 1))
        made.writestr("__MACOSX/._x.md", text(tail="bbbb"))
        made.writestr("lees mij.txt", "hoi")
    outside = {path for path in tmp_path.rglob("*") if home not in path.parents}
    found = importing.take_in(house, [archive], NEW)
    assert sorted(fates(found)) == [Fate.ADDED, Fate.ADDED, Fate.REFUSED]
    assert {path.parent for path in root_of(house).rglob("*.md")} == {root_of(house) / "2026"}
    assert {path for path in tmp_path.rglob("*") if home not in path.parents} == outside
    assert incoming.count([archive]) == 3


def test_a_broken_or_locked_zip_is_named(house: House, tmp_path: Path) -> None:
    archive = tmp_path / "stuk.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.md", text())
    whole = bytearray(archive.read_bytes())
    archive.write_bytes(whole[: len(whole) // 2])
    assert fates(importing.take_in(house, [archive], NEW)) == [Fate.REFUSED]
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(whole)
    assert "wachtwoord" in importing.take_in(house, [archive], NEW).rows[0].about
    with pytest.raises(ToolboxError, match="is er niet"):
        importing.take_in(house, [tmp_path / "weg.zip"], NEW)


def test_a_full_disk_is_named_per_file(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = there(tmp_path, a=text(), b=text(tail="aaaa"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left")

    importing.take_in(house, [there(tmp_path / "b", a=text(tail="aaaa"))], NEW)
    monkeypatch.setattr(importing, "room_for", lambda *_: None)
    monkeypatch.setattr(safely, "write_new", full)
    found = importing.take_in(house, [folder], AGAIN)
    assert (found.code, "De schijf is vol." in found.text()) == (ExitCode.IMPOSSIBLE, True)


versions = st.tuples(st.sampled_from(["k7f3", "aaaa", "bbbb"]), st.sampled_from(["", "\nnotitie\n", "\nanders\n"]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(versions, max_size=5), st.booleans())
def test_importing_twice_adds_nothing(
    tmp_path_factory: pytest.TempPathFactory, home: Path, found: list[tuple[str, str]], others: bool
) -> None:
    base = tmp_path_factory.mktemp("binnen")
    house = replace(a_house(), places=open_house(str(base)).places)
    files = {f"f{n}": text(tail=tail) + more for n, (tail, more) in enumerate(found)}
    folder = there(base, **files)
    wanted = replace(NEW, others_too=others)
    importing.take_in(house, [folder], wanted)
    before = all_of(base / "teams")
    again = importing.take_in(house, [folder], wanted)
    assert Fate.ADDED not in fates(again)
    assert all_of(base / "teams") == before
    assert len(list((base / "teams").rglob("*.md"))) == len(
        set(files.values()) if others else {tail for tail, _ in found}
    )
