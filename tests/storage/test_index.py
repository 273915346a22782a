"""The index: quick, never wrong because of its cache, and never anything but an answer."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.entry import to_json
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.insight import asked_in as asked_about
from armoede_toolbox.privacy.finding import find, kinds
from armoede_toolbox.storage import index, indexing, journal
from armoede_toolbox.storage.index import Index, Row, Stored, Wanted, ask, entries, heads
from armoede_toolbox.storage.query import understand
from tests.storage.test_journal import saved

WORDS = ("brief", "café", "notitie", "terug*", '"op de"', "NOT", "vorige week")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "logboek"
    saved(made, "2026-11-22-1405-k7f3")
    saved(made, "2026-03-03-0900-m2p9", "signalen-op-tafel", title="Signalen op tafel")
    saved(made, "2025-12-31-2359-x8w1", title="Een café", team="Zuid")
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked into."""
    names: list[str] = []
    real = indexing._data

    def counted(path: Path) -> bytes | None:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(indexing, "_data", counted)
    return names


def old(path: Path) -> Path:
    """Some time ago, so that the file counts as settled."""
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 5_000_000_123))
    return path


def database(cache: Path) -> Path:
    (file,) = (cache / index.FOLDER).glob("*.sqlite")
    return file


def found(root: Path, cache: Path | None, typed: str, wanted: Wanted = index.ALL) -> list[str]:
    def question(one: Index) -> list[str]:
        asked = understand(typed)
        return [hit.row.head.session[-4:] for hit in one.hits(asked, one.search(asked, wanted))]

    return ask(root, cache, question)


def everything(one: Index) -> Any:
    """Whatever can be asked."""
    rows = one.rows()
    searched = []
    for typed in WORDS:
        asked = understand(typed)
        hits = one.hits(asked, one.search(asked))
        searched.append([(hit.row.path, hit.rank, hit.fragment) for hit in hits])
    return (
        [(row.path, row.head.data) for row in rows],
        [(each.path, each.fault, each.found, each.fault is None and each.data()) for each in one.entries(rows)],
        [each.comparable() for each in one.entries(rows, whole=False)],
        [row.path for row in one.rows(Wanted(signals=True))],
        asked_in(one),
        one.done(),
        one.agreed(),
        one.skipped(),
        one.teams(),
        one.exercises(),
        [sorted(one.near(word)) for word in ("brif", "cafe")],
        searched,
    )


def zip_of(one: Index) -> list[tuple[Row, Stored]]:
    return list(zip(one.rows(), one.entries(one.rows(), whole=False), strict=True))


def asked_in(one: Index) -> dict[Path, list[str]]:
    told = dict(one.questions())
    return {row.path: told[row.id] for row in one.rows() if row.id in told}


def told_by(path: Path) -> tuple[bool, set[str], Counter[str]]:
    """What reading a whole entry says about its signals, its questions and who may be recognised in it."""
    entry = journal.load(path)
    asked = {f"{question.id} {question.kind}" for step in entry.steps for question in step.questions}
    return bool(entry.signals), asked, kinds(find([to_json(entry)]))


def same_as_plain(root: Path, cache: Path | None) -> None:
    """The index says what reading every file says."""
    scan = journal.scan(root)
    rows = heads(root, cache)
    assert [row.path for row in rows] == [path for path, _ in sorted(scan.files, key=lambda file: file[1].started)]
    by_path = dict(scan.files)
    for row in rows:
        head = by_path[row.path]
        for name in ("kind", "session", "exercise", "number", "title", "learning_need", "themes", "mode", "variant"):
            assert getattr(row.head, name) == getattr(head, name)
        assert (row.head.team, row.head.participants, row.head.started) == (head.team, head.participants, head.started)
        assert row.head.complete == head.complete
    assert ask(root, cache, Index.skipped) == [*scan.skipped, *scan.copies]
    signals = {row.path for row in ask(root, cache, lambda one: one.rows(Wanted(signals=True)))}
    asked = ask(root, cache, asked_in)
    stored = {one.path: one for one in ask(root, cache, lambda one: one.entries(one.rows()))}
    for path in filter(readable, by_path):
        marked, questions, people = told_by(path)
        assert not marked or path in signals
        assert questions <= set(asked.get(path, ()))
        assert stored[path].found == people
    slim = ask(root, cache, lambda one: [(row.head, each) for row, each in zip_of(one) if each.fault is None])
    for known, each in slim:
        assert list(asked_about(known.data | each.comparable())) == list(asked_about(each.data()))
    done = ask(root, cache, Index.done)
    assert [(one.day, one.need, one.exercises) for one in done] == [
        (row.head.data["begonnen"][:10], row.head.learning_need, (row.head.exercise, *row.head.parts)) for row in rows
    ]
    whole = [(path, json.loads(json.dumps(to_json(journal.load(path))))) for path in by_path if readable(path)]
    assert sorted(entries(root, cache), key=lambda one: str(one[0])) == sorted(whole, key=lambda one: str(one[0]))


def readable(path: Path) -> bool:
    try:
        journal.load(path)
    except ToolboxError:
        return False
    return True


# --- what it says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cached", [True, False])
def test_it_says_what_the_files_say(root: Path, cache: Path, cached: bool) -> None:
    for _ in range(2):
        same_as_plain(root, cache if cached else None)
    assert found(root, cache, "signalen") == ["m2p9"]


def test_diacritics_and_case_make_no_difference(root: Path, cache: Path) -> None:
    for typed in ("café", "CAFE", "cafe\u0301", "cafè", "caf*"):
        assert found(root, cache, typed) == ["x8w1"]


def test_what_people_wrote_by_hand_is_found(root: Path, cache: Path) -> None:
    path = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief-op-de-mat")
    assert found(root, cache, "wasmachine") == []
    text = path.read_text("utf-8")
    path.write_text(text.replace("titel: ", "# van Ineke: koelkast\nonze_code: Zeeëend\ntitel: ") + "\n- wasmachine\n")
    for typed in ("wasmachine", "koelkast", "zeeeend", "onze_code"):
        assert found(root, cache, typed) == ["k7f3"], typed
    path.write_text("Bovenaan staat een briefje over de vaatwasser.\n\n" + text)
    assert found(root, cache, "vaatwasser") == ["k7f3"]
    assert found(root, cache, "wasmachine") == []


def test_filters(root: Path, cache: Path) -> None:
    assert found(root, cache, "brief OF signalen OF een", Wanted(teams=frozenset({"Zuid"}))) == ["x8w1"]
    assert "x8w1" not in found(root, cache, "brief OF signalen OF een", Wanted(teams=frozenset({None})))
    assert found(root, cache, "brief OF signalen", Wanted(exercise="signalen-op-tafel")) == ["m2p9"]
    assert heads(root, cache, Wanted(teams=frozenset())) == []


def test_near_words(root: Path, cache: Path) -> None:
    assert "signalen" in ask(root, cache, lambda one: one.near("signaaln"))
    assert "cafe" in ask(root, cache, lambda one: one.near("caffé"))


def test_the_latest(root: Path, cache: Path) -> None:
    latest = ask(root, cache, lambda one: one.rows(most=2))
    assert [row.head.session[-4:] for row in latest] == ["k7f3", "m2p9"]


def test_what_the_index_knows_of_a_session(root: Path, cache: Path) -> None:
    path = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief-op-de-mat")
    signal = "- Te veel brieven <!-- at:signaal s-1 vraag -->"
    path.write_text(f"{path.read_text('utf-8')}\n{signal}\n\nMevrouw De Vries belde 06-12345678.\n", "utf-8")
    same_as_plain(root, cache)
    (only,) = ask(root, cache, lambda one: one.rows(Wanted(signals=True)))
    assert only.path == path
    for _ in range(2):
        (told,) = ask(root, cache, lambda one: one.entries([only]))
        assert told.found == {"een naam": 1, "een telefoonnummer": 1}
    with closing(sqlite3.connect(database(cache))) as db:
        kept = {found for (found,) in db.execute("SELECT found FROM entry")}
    assert kept == {"{}", '{"een naam": 1, "een telefoonnummer": 1}'}


# --- only what changed ----------------------------------------------------------------------------------------------


def test_only_a_changed_file_is_read(root: Path, cache: Path, reads: list[str]) -> None:
    for path in root.rglob("*.md"):
        old(path)
    ask(root, cache, everything)
    assert len(reads) == 3
    reads.clear()
    written = database(cache).stat().st_mtime_ns
    ask(root, cache, everything)
    assert reads == []
    assert database(cache).stat().st_mtime_ns == written
    new = old(saved(root, "2026-04-04-0900-n1ew"))
    (root / "2025" / "2025-12-31-2359-brief-op-de-mat-x8w1.md").unlink()
    assert len(heads(root, cache)) == 3
    assert reads == [new.name]


def test_the_same_size_and_time_is_still_seen(root: Path, cache: Path) -> None:
    path = old(saved(root, "2026-04-04-0900-n1ew", title="Brief op de mat"))
    assert found(root, cache, "kat") == []
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("Brief op de mat", "Brief op de kat"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert found(root, cache, "kat") == ["n1ew"]


def test_a_touched_file_keeps_what_was_read(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(saved(root, "2026-04-04-0900-n1ew"))
    before = ask(root, cache, everything)
    old(path)
    monkeypatch.setattr(indexing, "_looked", lambda *_: pytest.fail("it is the same text"))
    assert ask(root, cache, everything) == before


# --- whatever happens to files --------------------------------------------------------------------------------------

NAMES = ("2026-05-05-0900-aaaa", "2026-05-05-0900-bbbb", "2025-01-01-0900-cccc")
OTHER = ("{stem} (1).md", "los.md", "{stem}-kopie.md", ".verborgen.md", "{stem}.txt")


def add(root: Path, number: int, text: str) -> None:
    path = journal.entry_path(root, NAMES[number], "brief-op-de-mat")
    if not path.exists():
        saved(root, NAMES[number], title=text or "x", team=("Noord", None)[number % 2])


def any_file(root: Path, number: int) -> Path | None:
    files = [path for path in sorted(root.rglob("*.md")) if path.is_file()]
    return files[number % len(files)] if files else None


def change(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        path.write_text(f"{path.read_text('utf-8', 'replace')}\n{text}\n", "utf-8", "replace")


def replaced(root: Path, number: int, text: str) -> None:
    """Another text of the same length, at the same moment."""
    if path := any_file(root, number):
        path.write_bytes(path.read_bytes()[::-1] if number % 2 else path.read_bytes().replace(b"e", b"a"))


def damage(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        path.write_bytes(path.read_bytes()[: number * 40])


def remove(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        path.unlink()


def rename(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        path.rename(path.with_name(OTHER[number % len(OTHER)].format(stem=path.stem)))


def copy(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        path.with_name(OTHER[number % 3].format(stem=path.stem)).write_bytes(path.read_bytes())


def touch(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        os.utime(path, ns=(1, number * 1_000_000_000))


def move(root: Path, number: int, text: str) -> None:
    if path := any_file(root, number):
        (root / "2024").mkdir(exist_ok=True)
        path.replace(root / "2024" / path.name)


def odd(root: Path, number: int, text: str) -> None:
    folder = root / "2026"
    folder.mkdir(parents=True, exist_ok=True)
    odd = folder / f"2026-0{number + 1}-01-0900-map-dddd.md"
    if not os.path.lexists(odd):
        odd.mkdir() if number % 2 else odd.symlink_to("nergens")


OPERATIONS: list[Callable[[Path, int, str], None]] = [
    *(add, add, change, replaced, damage, remove, rename, copy, touch, move, odd)
]
SAYS: Final = (
    "brief",
    "> Toen belde mevrouw De Vries: 06-12345678.",
    "### Hoe? <!-- at:vraag hoe schaal ieder -->",
    "- Te veel brieven <!-- at:signaal s-1 vraag -->",
)
TEXTS = st.sampled_from([*SAYS, "café", "notitie", "> los", "<!-- at:titel -->", "---", "formaat: 9", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 5), TEXTS, st.booleans()), max_size=10))
def test_after_anything_it_is_as_a_new_one(
    tmp_path_factory: pytest.TempPathFactory,
    operations: list[tuple[Callable[[Path, int, str], None], int, str, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("na")
    root, cache = folder / "logboek", folder / "cache"
    for operation, number, text, look in operations:
        operation(root, number % 3 if operation is add else number, text)
        if look:
            ask(root, cache, everything)
    fresh = ask(root, None, everything)
    assert ask(root, cache, everything) == fresh
    assert ask(root, cache, everything) == fresh
    same_as_plain(root, cache)


# --- whatever happens to the cache ----------------------------------------------------------------------------------


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 + 100])


def scribbled(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 200] = b"\xa5" * 200
    file.write_bytes(data)


def sql(*sentences: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            for sentence in sentences:
                db.execute(sentence)

    return change


def of_somebody_else(file: Path) -> None:
    file.unlink()
    sql("CREATE TABLE meta (other TEXT)", "INSERT INTO meta VALUES ('niet van ons')", "CREATE VIEW file AS SELECT 1")(
        file
    )


def folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


BROKEN: dict[str, Callable[[Path], Any]] = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("geen database" * 1000),
    "truncated": truncated,
    "scribbled": scribbled,
    "gone": lambda file: file.unlink(),
    "a folder": folder_instead,
    "of somebody else": of_somebody_else,
    "another version": sql("PRAGMA user_version = 99"),
    "another program": sql("UPDATE meta SET stamp = 'x'"),
    "no table": sql("DROP TABLE entry"),
    "no words": sql("DROP TABLE term", "DROP TABLE words"),
    "no head": sql("UPDATE file SET head = 'x'"),
    "no count": sql("UPDATE entry SET found = 'x'"),
    "no body": sql("UPDATE entry SET body = x'00'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_cache_changes_nothing(root: Path, cache: Path, name: str) -> None:
    for path in root.rglob("*.md"):
        old(path)
    before = ask(root, cache, everything)
    BROKEN[name](database(cache))
    for _ in range(2):
        assert ask(root, cache, everything) == before


def test_deleting_the_cache_changes_nothing(root: Path, cache: Path) -> None:
    before = ask(root, cache, everything)
    shutil.rmtree(cache)
    assert ask(root, cache, everything) == before
    index.forget(root, cache)
    assert not list((cache / index.FOLDER).iterdir())
    assert ask(root, cache, everything) == before


def test_without_a_place_for_the_cache(root: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "bestand"
    in_the_way.write_text("")
    fresh = ask(root, None, everything)
    assert ask(root, in_the_way, everything) == fresh
    assert ask(root, in_the_way / "diep", everything) == fresh


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR])
def test_a_disk_that_fails(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def failing(db: sqlite3.Connection, *rest: Any) -> None:
        if db.execute("PRAGMA database_list").fetchone()[2]:
            error = sqlite3.OperationalError("disk")
            error.sqlite_errorcode = code
            raise error
        real(db, *rest)

    real = indexing.refresh
    monkeypatch.setattr(index, "refresh", failing)
    assert found(root, cache, "signalen") == ["m2p9"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PATIENCE", 0.05)


@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_locked_database(root: Path, cache: Path, impatient: None, mode: str) -> None:
    heads(root, cache)
    saved(root, "2026-04-04-0900-n1ew")
    with closing(sqlite3.connect(database(cache), isolation_level=None)) as other:
        other.execute(f"BEGIN {mode}")
        assert [row.head.session[-4:] for row in heads(root, cache)] == ["x8w1", "m2p9", "n1ew", "k7f3"]
        assert len(list(entries(root, cache))) == 4
    assert len(heads(root, cache)) == 4


def test_a_new_database_that_is_locked(root: Path, cache: Path, impatient: None) -> None:
    heads(root, cache)
    file = database(cache)
    index._remove(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("CREATE TABLE x (y)")
        assert len(heads(root, cache)) == 3


def test_it_is_for_the_user_only(root: Path, cache: Path) -> None:
    def rights(one: Index) -> set[int]:
        one.rows()
        return {stat.S_IMODE(path.stat().st_mode) for path in (cache / index.FOLDER).iterdir()}

    assert ask(root, cache, rights) == {0o600}
    database(cache).chmod(0o644)
    assert ask(root, cache, rights) == {0o600}
    assert stat.S_IMODE((cache / index.FOLDER).stat().st_mode) == 0o700


def test_nothing_is_written_elsewhere(root: Path, cache: Path, tmp_path: Path, home: Path) -> None:
    def outside() -> list[tuple[Path, int]]:
        files = [*tmp_path.rglob("*"), *home.rglob("*")]
        return sorted((path, path.stat().st_mtime_ns) for path in files if not path.is_relative_to(cache))

    cache.mkdir()
    before = [one for one in outside() if one[0] != tmp_path]
    ask(root, cache, everything)
    ask(root, None, everything)
    assert outside() == before


def test_every_root_has_its_own(root: Path, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander" / "logboek"
    saved(other, "2026-01-01-0900-0th3")
    assert len(heads(root, cache)) == 3
    assert [row.head.session[-4:] for row in heads(other, cache)] == ["0th3"]
    assert len(list((cache / index.FOLDER).glob("*.sqlite"))) == 2


# --- two at once ----------------------------------------------------------------------------------------------------


def test_a_reader_sees_one_moment(root: Path, cache: Path) -> None:
    heads(root, cache)

    def question(one: Index) -> tuple[int, int, int]:
        before = len(one.rows())
        saved(root, "2026-04-04-0900-n1ew")
        for path in list(root.rglob("*k7f3.md")):
            path.unlink()
        after = len(heads(root, cache))
        return before, after, len(one.rows())

    assert ask(root, cache, question) == (3, 3, 3)
    assert {row.head.session[-4:] for row in heads(root, cache)} == {"x8w1", "m2p9", "n1ew"}


def another_program(root: Path, cache: Path, number: int) -> list[int]:
    counts = []
    for turn in range(6):
        saved(root, f"2026-06-{number + 1:02}-09{turn:02}-{turn}{turn}{turn}{number}")
        rows = ask(root, cache, lambda one: (one.rows(), one.entries(one.rows())))[0]
        assert len({row.path for row in rows}) == len(rows)
        counts.append(len(rows))
    return counts


@pytest.mark.slow
def test_programs_at_once(root: Path, cache: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        counts = pool.starmap(another_program, [(root, cache, number) for number in range(3)])
    assert all(each == sorted(each) for each in counts), "nobody loses sight of a file"
    assert len(heads(root, cache)) == 3 + 18
    assert ask(root, cache, everything) == ask(root, None, everything)


# --- a large one ----------------------------------------------------------------------------------------------------


def test_progress_is_told(root: Path, cache: Path) -> None:
    told: list[tuple[int, int]] = []
    ask(root, cache, Index.rows, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (3, 3)]


@pytest.fixture
def large(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(journal, "MOST_READ", 200_000)
    path = journal.entry_path(root, "2026-11-22-1405-k7f3", "brief-op-de-mat")
    yield path


def test_a_file_that_is_too_large_still_has_its_head(root: Path, cache: Path, large: Path) -> None:
    large.write_text(large.read_text("utf-8") + "\nolifant\n" * 10_000, "utf-8")
    same_as_plain(root, cache)
    assert found(root, cache, "olifant") == ["k7f3"]
    large.write_text(large.read_text("utf-8") + "\nolifant\n" * 20_000, "utf-8")
    same_as_plain(root, cache)
    (fault,) = [one.fault for one in ask(root, cache, lambda one: one.entries(one.rows())) if one.fault]
    assert fault.file == large
