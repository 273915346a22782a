"""``werkblad`` and ``draaiboek``: where the files go, and what never happens to a file that stands there."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import time
from functools import partial
from pathlib import Path

import pytest

from armoede_toolbox.errors import ToolboxError, UsageError
from armoede_toolbox.exercises.trajectory import Trajectory
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Mode
from armoede_toolbox.workflows import paper
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.paper import Paper

LIBRARY = Library.load()
CASES = [
    pytest.param(one.id, mode, min(one.variants_in(mode).values()) + 2, id=f"{one.number}-{mode}")
    for one in LIBRARY.exercises
    for mode in one.modes
]
BOTH = [
    pytest.param(paper.worksheet, "werkblad", id="werkblad"),
    pytest.param(paper.runsheet, "draaiboek", id="draaiboek"),
]
Make = Callable[..., Paper]


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house, and an empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return open_house(environ=dict(os.environ))


def refused(make: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(ToolboxError) as caught:
        make()
    (problem,) = caught.value.problems
    return problem.what, problem.where, problem.do


@pytest.mark.parametrize(("name", "mode", "minutes"), CASES)
def test_every_exercise_in_both_formats(name: str, mode: Mode, minutes: int, house: House, tmp_path: Path) -> None:
    """Every variant of every exercise is in ``tests/reporting``; this is the way to the files."""
    text = paper.runsheet(house, name, "md", None, minutes, mode=mode)
    assert text.written is None and text.text(80).startswith("# ")
    assert text.outline.total == minutes
    made = paper.worksheet(house, name, "html", None, minutes, mode=mode)
    assert made.written == tmp_path / f"werkblad-{name}.html"
    assert made.written.read_bytes() == made.content
    assert [path.name for path in tmp_path.iterdir()] == [made.written.name]


def test_what_programs_get(house: House, tmp_path: Path) -> None:
    data = paper.worksheet(house, "LB3-03", "md").data()
    assert data["formaat"] == 1
    assert (data["werkblad"]["oefening"], data["werkblad"]["vorm"]) == ("brief-op-de-mat", "individueel")
    assert data["werkblad"]["bestand"] is None and data["werkblad"]["tekst"].startswith("# Brief op de mat")
    data = paper.runsheet(house, "LB3-03", "html").data()
    assert data["draaiboek"]["bestand"] == str(tmp_path / "draaiboek-brief-op-de-mat.html")
    assert data["draaiboek"]["tekst"] is None


@pytest.mark.parametrize(("make", "word"), BOTH)
def test_a_file_that_stands_there_stays(make: Make, word: str, house: House, tmp_path: Path) -> None:
    target = tmp_path / "mijn.html"
    target.write_text("van mij", encoding="utf-8")
    what, where, do = refused(lambda: make(house, "LB3-03", "html", target))
    assert "bestaat al" in what and where == str(target) and "--overschrijf" in do
    assert target.read_text(encoding="utf-8") == "van mij"
    made = make(house, "LB3-03", "html", target, overwrite=True)
    assert target.read_bytes() == made.content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mijn.html"]


@pytest.mark.parametrize(
    ("fmt", "to", "name"),
    [
        ("html", "map", "map/werkblad-brief-op-de-mat.html"),
        ("md", "map", "map/werkblad-brief-op-de-mat.md"),
        (None, "map", "map/werkblad-brief-op-de-mat.pdf"),
        (None, "blad.md", "blad.md"),
        (None, "blad.HTM", "blad.HTM"),
        (None, "blad.docx", "blad.docx"),
        ("pdf", "zonder-eind", "zonder-eind"),
    ],
)
def test_the_place_says_what_it_becomes(fmt: str | None, to: str, name: str, house: House, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    made = paper.worksheet(house, "LB3-03", fmt, tmp_path / to)
    assert made.written == tmp_path / name
    signs = {"md": b"# ", "html": b"<!", "docx": b"PK", "pdf": b"%P"}
    assert made.written.read_bytes()[:2] == signs[made.format]


def test_a_place_that_is_nothing(house: House, tmp_path: Path) -> None:
    what, _, do = refused(lambda: paper.worksheet(house, "LB3-03", "html", tmp_path / "blad.pdf"))
    assert "html" in what and "--formaat" in do
    for name in ("blad.csv", "blad", "blad.txt"):
        what, _, do = refused(partial(paper.worksheet, house, "LB3-03", None, tmp_path / name))
        assert name in what and "blad.pdf" in do
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    what, where, _ = refused(lambda: paper.worksheet(house, "LB3-03", "html", tmp_path / "bestand" / "blad.html"))
    assert "map" in what and where.endswith("bestand")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bestand"]


def test_times_as_people_type_them() -> None:
    said = {"": None, " ": None, "13:30": time(13, 30), "9": time(9), "9 uur": time(9), "9.05": time(9, 5)}
    assert {typed: paper.read_time(typed) for typed in said} == said
    assert paper.read_time("0930") == paper.read_time("9u30") == time(9, 30)


@pytest.mark.parametrize("typed", ["25:00", "13:75", "straks", "-1", "13:30:00"])
def test_a_time_that_is_none_is_told(typed: str) -> None:
    what, _, do = refused(lambda: paper.read_time(typed))
    assert typed in what and "13:30" in do


def test_paper_is_for_the_team_unless_said(house: House) -> None:
    made = paper.worksheet(house, "LB4-03", "md")
    assert made.outline.mode is Mode.TEAM and any("--vorm individueel" in notice for notice in made.notices)
    assert paper.worksheet(house, "LB4-03", "md", mode=Mode.SOLO).outline.mode is Mode.SOLO


def test_what_cannot_be_is_said(house: House) -> None:
    assert "kun je niet alleen doen" in refused(lambda: paper.worksheet(house, "LB5-01", mode=Mode.SOLO))[0]
    assert "past niet in 5 minuten" in refused(lambda: paper.runsheet(house, "LB5-01", minutes=5))[0]


def test_slips_are_counted_for_the_group(house: House) -> None:
    made = paper.worksheet(house, "LB5-01", "html", people=5)
    assert made.content.count(b'class="slip"') % 5 == 0
    assert any("briefjes" in notice for notice in made.notices)
    assert not any("--deelnemers" in notice for notice in made.notices)


def test_who_does_not_say_how_many_hears_for_how_many_there_are_slips(house: House) -> None:
    made = paper.worksheet(house, "LB5-01", "html")
    assert any("15 mensen" in notice and "--deelnemers" in notice for notice in made.notices)


def test_a_version_to_read_aloud_has_its_own_name(house: House, tmp_path: Path) -> None:
    made = paper.worksheet(house, "LB3-03", "pdf", tmp_path, read_aloud=True)
    assert made.written == tmp_path / "werkblad-brief-op-de-mat-voorlezen.pdf"


def test_an_old_figure_says_so_on_paper(tmp_path, monkeypatch):
    from armoede_toolbox.workflows.house import open_house
    from armoede_toolbox.workflows.paper import runsheet

    monkeypatch.chdir(tmp_path)
    sheet = runsheet(open_house(), "LB3-07", "md", None, None, None, None).text(80)
    assert "Dit cijfer is ouder dan twee jaar." in sheet


# --- a meeting of a trajectory --------------------------------------------------------------------------------------


MEETINGS = [
    pytest.param(found.trajectory, number, id=f"{found.number}-{number}")
    for found in LIBRARY.trajectories
    for number in range(1, len(found.trajectory.meetings) + 1)
]


@pytest.mark.parametrize(("trajectory", "number"), MEETINGS)
def test_every_meeting_has_papers(trajectory: Trajectory, number: int, house: House) -> None:
    name, meeting = f"{trajectory.number}-{number}", trajectory.meetings[number - 1]
    run = paper.runsheet(house, name, "md", begin=time(13, 30))
    assert (run.outline.total, run.outline.exercise.title) == (meeting.minutes, meeting.title)
    told = run.content.decode()
    exercises = {one.id: one.title for one in LIBRARY.exercises}
    assert f"Draaiboek {name}" in told and "/pas" not in told
    assert all(exercises.get(part.exercise or "", part.title or "") in told for part in meeting.parts)
    assert all(part.say.split()[0] in told for part in meeting.parts if part.say)
    assert ("Noem hoogstens drie punten." in told) is (number == 1 and bool(trajectory.learning_question))
    assert f"Werkblad {name}" in paper.worksheet(house, trajectory.id, "md", meeting=number).content.decode()


def test_a_meeting_has_to_be_named_and_is_as_it_is(house: House, tmp_path: Path) -> None:
    made = paper.worksheet(house, "T3-1", "html")
    assert made.written == tmp_path / "werkblad-zes-kwartieren-in-het-overleg-1.html"
    assert refused(partial(paper.runsheet, house, "t1"))[2] == "Zet het nummer erachter, bijvoorbeeld: T1-1"
    assert "heeft 3 bijeenkomsten" in refused(partial(paper.runsheet, house, "T1-4"))[0]
    assert "heeft 3 bijeenkomsten" in refused(partial(paper.worksheet, house, "over steun", meeting=9))[0]
    with pytest.raises(UsageError, match="vorm en de tijd vast"):
        paper.runsheet(house, "T1-1", minutes=60)
    assert paper.runsheet(house, "3-03", "md").outline.exercise.number == "LB3-03"
