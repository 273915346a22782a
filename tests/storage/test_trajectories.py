"""Trajectories in the library: ours, those of the team, and what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage.library import Library, read_trajectory
from tests.exercises.sample import SAMPLE, folder_with, line_of
from tests.exercises.trajectories import TRAJECTORY, broken

OURS = Library.load()


def another(number: str, id: str, title: str = "Een andere reeks") -> str:
    return broken(("id: twee-keer", f"id: {id}"), ("T1", number), ("titel: Twee keer kijken", f"titel: {title}"))


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    files = {"brief.yaml": SAMPLE, "trajecten/twee.yaml": TRAJECTORY, "trajecten/b.yml": another("T2", "drie-keer")}
    return folder_with(tmp_path / "ours", files)


def test_the_bundled_trajectories_are_right() -> None:
    assert [one.number for one in OURS.trajectories] == [f"T{number}" for number in range(1, 8)]
    for one in OURS.trajectories:
        assert one.path.stem == one.id
        exercises = {exercise.id: exercise for exercise in OURS.exercises}
        assert read_trajectory(one.path, exercises, OURS.shared)[1] == []


def test_trajectories_come_by_number(ours: Path) -> None:
    library = Library.from_folders([ours])
    assert [one.id for one in library.trajectories] == ["twee-keer", "drie-keer"]
    assert (library.problems, library.notices) == ((), ())
    assert [exercise.id for exercise in library.exercises] == ["brief-op-de-mat"]


@pytest.mark.parametrize("name", ["T1", "t1", "1", " 1 ", "01", "twee-keer", "Twee keer kijken", "kijken"])
def test_a_trajectory_has_many_names(ours: Path, name: str) -> None:
    assert Library.from_folders([ours]).find_trajectory(name).id == "twee-keer"


@pytest.mark.parametrize("name", ["T9", "", "LB3-03", "²", "tvee-keer"])
def test_a_miss_says_where_to_look(ours: Path, name: str) -> None:
    with pytest.raises(ToolboxError, match=r"De reeks .* kennen we niet") as caught:
        Library.from_folders([ours]).find_trajectory(name)
    assert "armoede traject" in caught.value.problems[0].do


def test_an_ambiguous_piece_names_them(ours: Path) -> None:
    with pytest.raises(ToolboxError, match="passen 2 reeksen"):
        Library.from_folders([ours]).find_trajectory("keer")


def test_a_folder_of_the_team_adds_and_replaces(ours: Path, tmp_path: Path) -> None:
    mine = {
        "trajecten/mijn.yaml": another("T8", "van-ons"),
        "trajecten/x.yaml": another("T2", "drie-keer", "Onze drie"),
    }
    own = folder_with(tmp_path / "own", mine)
    library = Library.from_folders([ours, own])
    assert [(one.number, one.title) for one in library.trajectories] == [
        ("T1", "Twee keer kijken"),
        ("T2", "Onze drie"),
        ("T8", "Een andere reeks"),
    ]
    (notice,) = library.notices
    assert str(own / "trajecten" / "x.yaml") in notice


def test_a_trajectory_may_use_an_exercise_of_another_folder(ours: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "trajecten"
    own.mkdir(parents=True)
    (own / "a.yaml").write_text(another("T9", "eigen"))
    assert Library.from_folders([own.parent]).trajectories == ()
    assert Library.from_folders([ours, own.parent]).find_trajectory("T9").id == "eigen"


def test_two_with_one_number_in_a_folder_are_named(ours: Path) -> None:
    (ours / "trajecten" / "z.yaml").write_text(another("T1", "nog-een"))
    library = Library.from_folders([ours])
    assert len(library.trajectories) == 2
    assert [problem.what for problem in library.problems] == [
        "Het nummer “T1” is al van twee.yaml. Deze reeks doet nu niet mee."
    ]


BROKEN = {
    "not yaml": ("doel: Je", "doel: [Je", "doel: [Je", ""),
    "misspelt key": ("neemt_mee", "neem_mee", "neem_mee", "Bedoel je “neemt_mee”?"),
    "key of nowhere": ("titel: Koffie", "kleur: rood", "kleur: rood", "kies uit"),
    "unknown block": ("blok: pauze", "blok: pause", "blok: pause", "Bedoel je “pauze”?"),
    "unknown mode": ("vorm: team", "vorm: teem", "vorm: teem", "Bedoel je “team”?"),
    "number": ("nummer: T1", "nummer: X1", "nummer: X1", "bijvoorbeeld T1"),
    "minutes": ("minuten: 5", "minuten: vijf", "minuten: vijf", "heel getal"),
    "look-back": ("minuten: 20\n    terugblik: 0", "minuten: 20\n    terugblik: 9", "terugblik: 9", "Kies 3 of minder"),
    "exercise": ("oefening: brief-op-de-mat", "oefening: brief", "oefening: brief\n", "die oefening"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_one_is_named_with_its_line_and_hides_nothing(case: str, ours: Path) -> None:
    old, new, place, piece = BROKEN[case]
    text = broken((old, new))
    file = ours / "trajecten" / "twee.yaml"
    file.write_text(text)
    library = Library.from_folders([ours])
    assert [one.id for one in library.trajectories] == ["drie-keer"]
    assert len(library.exercises) == 1
    (problem,) = library.problems
    assert problem.where.startswith(f"{file}:{line_of(text, place)}:")
    assert piece in f"{problem.what} {problem.do}"


def test_without_its_room_nothing_is_wrong(tmp_path: Path) -> None:
    library = Library.from_folders([folder_with(tmp_path, {"a.yaml": SAMPLE})])
    assert (library.trajectories, library.problems) == ((), ())
