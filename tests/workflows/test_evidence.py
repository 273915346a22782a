"""``bewijs``: only one's own sessions, only one's own words, and lines to write on for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document as WordFrom
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from armoede_toolbox.entry import JournalEntry, StepRecord, render
from armoede_toolbox.errors import Stopped, ToolboxError
from armoede_toolbox.reporting import evidence as paper
from armoede_toolbox.reporting.evidence import NOT_VERIFIED, Point, Reflection
from armoede_toolbox.reporting.markdown import LINE, to_markdown
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.window import Interrupted
from armoede_toolbox.vocabulary import Dimension, EntryKind, Mode
from armoede_toolbox.workflows import evidence
from armoede_toolbox.workflows.evidence import NOTHING, Wish
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.sweeping import Care
from tests.cli.terminal import Terminal
from tests.scripted import ScriptWindow
from tests.workflows.test_logbook import a_house, entry, head, question

SENTENCE = "Ik schrok van het woord vordering."
NAME = "Ik belde mevrouw De Vries."


def put(made: JournalEntry, root: Path) -> None:
    path = journal.entry_path(root, made.head.session, made.head.exercise)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(made), encoding="utf-8")


def session(tail: str, day: str, **more: object) -> JournalEntry:
    known = {"mode": Mode.SOLO, "team": None, "participants": 1, **more}
    made = replace(entry(head(day, tail, **known)), agreements=())
    asked = (question("waarom", "open", "Waarom?", SENTENCE), question("wie", "open", "Wie?", NAME))
    return replace(made, steps=(StepRecord(number=1, title="Lezen", questions=asked),))


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    house = a_house()
    put(session("k7f3", "2026-09-22"), house.places.personal)
    put(session("m2p9", "2026-11-20"), house.places.personal)
    put(session("d0d0", "2026-11-21", mode=Mode.PAIR, participants=2), house.places.personal)
    put(session("t3am", "2026-11-21", mode=Mode.TEAM, team="Noord", participants=6), house.places.teams / "noord")
    return house


def choices(folder: Path, text: str) -> Path:
    path = folder / "leerpunten.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_choices_there_are_lines_to_write_on(house: House) -> None:
    made = evidence.record(house, (), Wish())
    text = made.text()
    assert [one.head.session[-4:] for one in made.reflections] == ["k7f3", "m2p9"]
    assert SENTENCE not in text and text.count("### Normatief") == 2
    assert text.count(f"\n{LINE}\n\n{LINE}\n\n{LINE}\n") == 6
    told = "\n".join(made.notices)
    assert "Gebruikt: 2 sessies van jou alleen." in told and "Brief op de mat, 22 september 2026" in told
    assert "Weggelaten: 1 sessie met z’n tweeën." in told and NOT_VERIFIED in told
    for blank in ("Naam:", "Registratienummer:", "Handtekening:", NOT_VERIFIED):
        assert blank in text


def test_filters_and_names(house: House) -> None:
    def tails(*names: str, **filters: object) -> list[str]:
        found = evidence.record(house, names, Wish(**filters)).reflections  # type: ignore[arg-type]
        return [one.head.session[-4:] for one in found]

    assert tails(since=date(2026, 10, 1)) == ["m2p9"] and tails(until=date(2026, 10, 1)) == ["k7f3"]
    assert tails("k7f3") == tails("k7f3", "k7f3") == ["k7f3"]
    assert evidence.record(house, (), Wish(until=date(2020, 1, 1))).notices[0] == NOTHING
    with pytest.raises(ToolboxError):
        tails("t3am")


def test_a_choice_file_puts_answers_and_own_words_in_their_places(house: House, tmp_path: Path) -> None:
    path = choices(tmp_path, "k7f3:\n  waarom: persoonlijk\n  normatief: [Eerst vragen., Dan pas uitleggen.]\n")
    made = evidence.record(house, ("k7f3",), Wish(choices=path))
    assert made.reflections[0].points == (
        Point(Dimension.PERSONAL, SENTENCE),
        Point(Dimension.NORMATIVE, "Eerst vragen."),
        Point(Dimension.NORMATIVE, "Dan pas uitleggen."),
    )
    data = made.data()["bewijs"]["sessies"][0]
    assert data["leerpunten"][0] == {"soort": "persoonlijk", "tekst": SENTENCE}
    assert SENTENCE in made.text().split("### Persoonlijk")[1]


def test_everything_wrong_in_a_choice_file_is_told_at_once(house: House, tmp_path: Path) -> None:
    path = choices(tmp_path, 'zzzz: {}\nk7f3:\n  warom: persoonlijk\n  wie: zakelijk\n  normatief: ""\nm2p9: ja\n')
    with pytest.raises(ToolboxError) as caught:
        evidence.record(house, (), Wish(choices=path, to=tmp_path / "bewijs.md"))
    told = {problem.where.rpartition(" ")[2]: f"{problem.what} {problem.do}" for problem in caught.value.problems}
    assert sorted(told) == ["1", "3", "4", "5", "6"]
    assert "“waarom”" in told["3"] and "technisch-instrumenteel" in told["4"]
    assert not (tmp_path / "bewijs.md").exists()


def test_in_a_window_the_person_chooses(house: House, tmp_path: Path) -> None:
    window = ScriptWindow(
        [
            *("Ik kies per sessie", "Nee", "Ja"),
            *(SENTENCE, 2, "Ik typ zelf een leerpunt", "Eerst bellen.", 0),
            "Niets meer: de rest schrijf ik op papier",
        ]
    )
    made = evidence.record(house, (), Wish(to=tmp_path / "bewijs.md"), window)
    assert window.answers == []
    (one,) = made.reflections
    assert one.points == (Point(Dimension.PERSONAL, SENTENCE), Point(Dimension.TECHNICAL, "Eerst bellen."))
    assert "Eerst bellen." in (tmp_path / "bewijs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("answers", [[Interrupted], ["Stop, maak niets"], ["Ja, met al deze sessies", Interrupted]])
def test_who_stops_has_made_nothing(answers: list[object], house: House, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        evidence.record(house, (), Wish(to=tmp_path / "bewijs.md"), ScriptWindow(answers))
    assert not (tmp_path / "bewijs.md").exists()


def test_names_are_found_before_it_leaves(house: House, tmp_path: Path) -> None:
    path = choices(tmp_path, "k7f3:\n  wie: persoonlijk\n")
    assert any("een naam" in notice for notice in evidence.record(house, ("k7f3",), Wish(choices=path)).notices)
    hidden = evidence.record(house, ("k7f3",), Wish(choices=path, care=Care(anonymous=True)))
    assert "De Vries" not in hidden.text()
    with pytest.raises(ToolboxError):
        evidence.record(house, ("k7f3",), Wish(choices=path, care=Care(strict=True)))


@pytest.mark.parametrize("fmt", ["html", "docx", "pdf"])
def test_every_format_has_the_words_and_the_blanks(fmt: str, house: House, tmp_path: Path) -> None:
    path = choices(tmp_path, "k7f3:\n  waarom: persoonlijk\n")
    target = tmp_path / f"bewijs.{fmt}"
    evidence.record(house, ("k7f3",), Wish(choices=path, to=target))
    if fmt == "docx":
        words = "\n".join(paragraph.text for paragraph in WordFrom(str(target)).paragraphs)
    elif fmt == "pdf":
        words = "\n".join(page.extract_text() for page in PdfReader(target).pages)
    else:
        words = target.read_text(encoding="utf-8")
    for part in (SENTENCE, "Normatief", "Registratienummer", "SKJ"):
        assert part in words
    with pytest.raises(ToolboxError, match="bestaat al"):
        evidence.record(house, ("k7f3",), Wish(choices=path, to=target))


@given(st.integers(0, 6 * 60 * 60))
def test_how_long_it_took_is_known_or_left_open(seconds: int) -> None:
    known = replace(head(mode=Mode.SOLO), kind=EntryKind.SESSION)
    one = Reflection(replace(known, finished=known.started + timedelta(seconds=seconds)))
    if seconds > 4 * 60 * 60 or seconds <= 30:
        assert one.minutes is None and "…… minuten" in to_markdown(paper.document([one]))
    else:
        assert one.minutes is not None and abs(one.minutes * 60 - seconds) <= 60
    assert Reflection(replace(known, finished=None)).minutes is None


def test_the_command_opens_no_folder_of_a_team(capsys: pytest.CaptureFixture[str], house: House) -> None:
    ran = Terminal(capsys).run("evidence", "--sinds", "2026-11-01")
    assert ran.code == 0 and ran.out.startswith("# Mijn reflecties") and "Noord" not in ran.out + ran.err
    assert not any("noord" in path.name for path in house.places.cache.rglob("*"))
