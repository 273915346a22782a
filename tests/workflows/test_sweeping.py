"""Before anything leaves: told, asked, replaced or refused, in every format alike."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.entry import JournalEntry, StepRecord, parse
from armoede_toolbox.errors import Stopped, ToolboxError, UsageError
from armoede_toolbox.privacy import scan_text
from armoede_toolbox.privacy.finding import find
from armoede_toolbox.reporting.document import Document, Heading, Paragraph
from armoede_toolbox.signals import Gathered
from armoede_toolbox.terminal.window import Command, Interrupted
from armoede_toolbox.vocabulary import Sharing
from armoede_toolbox.workflows import exporting, reporting, signals, sweeping
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.reporting import Wish
from armoede_toolbox.workflows.sweeping import Care, care_of, sweep
from tests.scripted import ScriptWindow
from tests.workflows.test_logbook import a_house, all_of, entry, head, question
from tests.workflows.test_reporting import put, words_of

NAMED = "Toen belde mevrouw De Vries: 06-12345678."
AGAIN = "Ook mevrouw De Vries wist het niet."
CLEAN = "Toen belde een inwoner: [telefoonnummer]."
PIECES = ("mevrouw De Vries", "06-12345678")
FORMATS = ("md", "html", "docx", "pdf", "csv", "json")
ANONYMOUS, STRICT = Care(anonymous=True), Care(strict=True)


def session() -> JournalEntry:
    made = entry(head("2026-11-22", "k7f3", sharing=Sharing.SENTENCES))
    asked = (
        question("waarom", "open", "Waarom?", NAMED, AGAIN),
        question("keuze", "keuze", "Wie?", totals={"Meneer Bos": 3, "Mevrouw Bos": 2}),
    )
    return replace(made, steps=(StepRecord(number=1, title="Lezen", questions=asked),), notes=("Bel 024-1234567.",))


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    put(session())
    return a_house()


def export_of(house: House, fmt: str, to: Path, care: Care) -> tuple[str, ...]:
    return exporting.export(house, ["k7f3"], fmt, to=to, care=care).notices


def report_of(house: House, fmt: str, to: Path, care: Care) -> tuple[str, ...]:
    return reporting.make(house, ["k7f3"], wish=Wish(fmt, to=to, care=care)).notices


BOTH = pytest.mark.parametrize("make", [export_of, report_of])


@BOTH
@pytest.mark.parametrize("fmt", FORMATS)
def test_it_is_told_and_nothing_is_changed(make, fmt: str, house: House, tmp_path: Path) -> None:
    target = tmp_path / f"a.{fmt}"
    notices = "\n".join(make(house, fmt, target, Care()))
    text = words_of(target)
    assert all(piece in text for piece in PIECES)
    assert "Hier staat misschien iets over een mens:" in notices and "een telefoonnummer" in notices
    assert "bij “Waarom?”" in notices and "Brief op de mat" in notices
    assert not any(piece in notices for piece in PIECES)


@BOTH
@pytest.mark.parametrize("fmt", FORMATS)
def test_anonymous_replaces_all_in_every_format(make, fmt: str, house: House, home: Path, tmp_path: Path) -> None:
    before = all_of(home)
    target = tmp_path / f"a.{fmt}"
    notices = "\n".join(make(house, fmt, target, ANONYMOUS))
    text = words_of(target)
    assert not any(piece in text for piece in (*PIECES, "Meneer Bos", "024-1234567"))
    assert CLEAN in text.replace("\\[", "[").replace("\\]", "]")
    assert not re.search(r"\bSam\b", text) and "iemand van het team" in text
    assert "Vervangen: " in notices and sweeping.HELPS in notices
    assert all_of(home) == before


@BOTH
@pytest.mark.parametrize("fmt", FORMATS)
def test_strict_refuses_with_a_list_and_writes_nothing(make, fmt: str, house: House, tmp_path: Path) -> None:
    target = tmp_path / f"a.{fmt}"
    with pytest.raises(ToolboxError) as refused:
        make(house, fmt, target, STRICT)
    assert not target.exists()
    assert any("bij “Waarom?”" in problem.where for problem in refused.value.problems)
    assert "Er is niets geschreven." in refused.value.problems[-1].do


def test_an_anonymous_copy_is_still_a_session(house: House, tmp_path: Path) -> None:
    export_of(house, "md", tmp_path / "a.md", ANONYMOUS)
    read = parse((tmp_path / "a.md").read_text(encoding="utf-8"))
    assert not read.warnings
    assert read.steps[0].questions[0].contributions[0].value == CLEAN
    assert read.steps[0].questions[1].totals == {"Een inwoner": 3, "Een inwoner (2)": 2}


def test_an_anonymous_export_on_the_screen(house: House) -> None:
    shown = exporting.export(house, ["k7f3"], "json", care=ANONYMOUS)
    assert shown.data()["sessies"][0]["stappen"] and "De Vries" not in json.dumps(shown.data())
    assert CLEAN in exporting.export(house, ["k7f3"], "md", care=ANONYMOUS).text(80)


def test_the_short_text_passes_the_same_door(house: House) -> None:
    made = reporting.make(house, ["k7f3"], wish=Wish(short=True, care=ANONYMOUS))
    assert "iemand van het team" in made.text() and not re.search(r"\bSam\b", made.text())


def test_the_pieces_are_shown_to_a_person_only(house: House, tmp_path: Path) -> None:
    notices = "\n".join(report_of(house, "md", tmp_path / "a.md", Care(aloud=True)))
    assert "“mevrouw De Vries”" in notices


# --- in the window --------------------------------------------------------------------------------------------------

AS_CHOSEN = "Zoals we samen kozen"


@pytest.mark.parametrize(
    ("answers", "name", "number"),
    [
        (["Vervang alles"], False, False),
        (["Laat alles staan"], True, True),
        (["Kies per keer", "Maak er “een inwoner” van", "Laat staan"], False, True),
    ],
)
def test_a_person_decides(house: House, answers: list[str], name: bool, number: bool) -> None:
    window = ScriptWindow([AS_CHOSEN, *answers])
    text = reporting.make(house, ["k7f3"], window=window).text()
    assert ("mevrouw De Vries" in text, "06-12345678" in text) == (name, number)
    assert "een telefoonnummer: “06-12345678”" in " ".join(window.text.split())
    assert not window.answers


@pytest.mark.parametrize("stop", ["Stop, schrijf niets", Interrupted, Command.STOP])
def test_who_stops_writes_nothing(house: House, tmp_path: Path, stop: object) -> None:
    target = tmp_path / "a.md"
    with pytest.raises(Stopped):
        reporting.make(house, ["k7f3"], wish=Wish(to=target), window=ScriptWindow([AS_CHOSEN, stop]))
    assert not target.exists()


def test_nothing_is_asked_where_nothing_is_found(house: House) -> None:
    clean = entry(head("2026-11-23", "m2p9", sharing=Sharing.SENTENCES))
    put(replace(clean, steps=(StepRecord(number=1, title="Lezen", questions=(question("x", "open", "X?", "Ja"),)),)))
    made = reporting.make(house, ["m2p9"], window=ScriptWindow([AS_CHOSEN]))
    assert not any("misschien" in notice for notice in made.notices)


# --- the door itself ------------------------------------------------------------------------------------------------


def test_a_document_can_go_through_the_same_door() -> None:
    document = Document("Signalen", (Heading("Wonen"), Paragraph(NAMED)))
    swept = sweep([document], ANONYMOUS)
    assert swept.things[0] == replace(document, blocks=(Heading("Wonen"), Paragraph(CLEAN)))
    assert swept.replaced == 2
    assert [str(one.place) for one in find([document])] == ["Signalen, bij “Wonen”"] * 2


def test_both_wishes_contradict() -> None:
    with pytest.raises(UsageError):
        care_of(anonymous=True, strict=True, aloud=False)


TREES = st.recursive(
    st.none() | st.integers() | st.text(max_size=20) | st.sampled_from([NAMED, AGAIN, "J. de Vries"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(TREES)
def test_only_what_was_found_changes(tree: object) -> None:
    (made,) = sweep([tree], ANONYMOUS).things
    if not find([tree]):
        assert made == tree
    assert not [piece for piece in (*PIECES, "J. de Vries") if piece in json.dumps(made)]
    assert find([made]) == () or scan_text(json.dumps(made))


@pytest.mark.parametrize("fmt", ["md", "html", "csv", "json"])
def test_signals_pass_the_same_door(fmt: str, house: House, tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    found = signals.Signals((Gathered(what=NAMED, times=1, teams=1, since=day, last=day),))
    target = tmp_path / f"s.{fmt}"
    with pytest.raises(ToolboxError):
        signals.write(house, found, fmt, target, care=STRICT)
    assert not target.exists()
    made = signals.write(house, found, fmt, target, care=ANONYMOUS)
    assert not any(piece in words_of(target) for piece in PIECES)
    assert any("Vervangen: " in notice for notice in made.notices)
