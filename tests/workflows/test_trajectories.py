"""``traject lijst`` and ``traject toon``: readable on any width, and complete for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.exercises.trajectory import planned
from armoede_toolbox.storage import folders
from armoede_toolbox.storage.library import Library
from armoede_toolbox.workflows.authoring import check
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.trajectories import list_trajectories, show_trajectory
from tests.exercises.sample import SAMPLE, folder_with
from tests.exercises.trajectories import TRAJECTORY, broken
from tests.workflows.test_logbook import golden

LIBRARY = Library.load()


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(Library, "load", lambda extra=(): LIBRARY)
    return open_house()


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small exercise and a small trajectory in the place of the bundled ones."""
    folder = folder_with(tmp_path / "meegeleverd", {"a.yaml": SAMPLE, "trajecten/twee-keer.yaml": TRAJECTORY})
    monkeypatch.setattr(folders, "bundled", lambda: folder)
    return folder


@pytest.mark.parametrize("width", [80, 60])
def test_list_and_one_as_people_read_them(bundled: Path, home: Path, width: int) -> None:
    house = open_house()
    text = f"{list_trajectories(house).text(width)}\n{'=' * width}\n{show_trajectory(house, 'T1').text(width)}"
    assert max(map(len, text.split("\n"))) <= width
    golden(f"traject-{width}", text, home)


@pytest.mark.parametrize("width", [10, 60, 80, 200])
def test_ours_fit_any_width(read_once: House, width: int) -> None:
    texts = [list_trajectories(read_once).text(width)]
    texts += [show_trajectory(read_once, one.id).text(width) for one in LIBRARY.trajectories]
    lines = [line for text in texts for line in text.split("\n") if "http" not in line]
    assert max(map(len, lines)) <= max(width, 30)


def test_every_meeting_part_and_task_is_there(read_once: House) -> None:
    for one in LIBRARY.trajectories:
        shown = " ".join(show_trajectory(read_once, one.id).text(100).split())
        for meeting in one.trajectory.meetings:
            wanted = [meeting.title, *(f"{task.who}: {task.what}" for task in meeting.between), *meeting.carry_over]
            wanted += [part.title for part in meeting.parts if part.title]
            wanted += [LIBRARY.find(part.exercise).title for part in meeting.parts if part.exercise]
            assert all(" ".join(piece.split()) in shown for piece in wanted)


def test_the_json_of_the_list_has_the_keys_of_the_file(bundled: Path) -> None:
    data = json.loads(json.dumps(list_trajectories(open_house()).data()))
    assert (data["formaat"], data["overgeslagen"]) == (1, [])
    (row,) = data["trajecten"]
    assert (row["id"], row["nummer"], row["leervraag"]) == ("twee-keer", "T1", "Wat willen jullie weten?")
    assert row["voorbereiding"] is None
    assert row["bijeenkomsten"][0]["tussendoor"] == [{"wie": "ieder", "wat": "Lees je brief nog eens."}]
    assert row["bestand"].endswith("twee-keer.yaml")


def test_the_json_of_one_has_its_clock(read_once: House) -> None:
    exercises = {exercise.id: exercise for exercise in LIBRARY.exercises}
    for one in LIBRARY.trajectories:
        data = json.loads(json.dumps(show_trajectory(read_once, one.number).data()))["traject"]
        for number, slots in enumerate(data["planning"], start=1):
            meeting = one.trajectory.meetings[number - 1]
            assert sum(slot["minuten"] for slot in slots) == meeting.minutes
            assert 0 <= meeting.minutes - planned(one.trajectory, number, exercises) <= 10
            ends = [slot["vanaf"] + slot["minuten"] for slot in slots]
            assert [slot["vanaf"] for slot in slots] == [0, *ends[:-1]]
            assert all(slot["variant"] for slot in slots if slot["oefening"])


def test_a_broken_one_is_left_out_and_named(bundled: Path) -> None:
    (bundled / "trajecten" / "kapot.yaml").write_text(broken(("id: twee", "id: kapot"), ("T1", "T2"), ("20", "90")))
    (bundled / "ook-kapot.yaml").write_text("[")
    found = list_trajectories(open_house())
    assert [one.id for one in found.found] == ["twee-keer"]
    (left_out,) = found.data()["overgeslagen"]
    assert (left_out["bestand"], left_out["regel"]) == (str(bundled / "trajecten" / "kapot.yaml"), 12)
    with pytest.raises(ToolboxError) as caught:
        show_trajectory(open_house(), "kapot")
    assert [problem.where.split(":")[-2:-1] for problem in caught.value.problems] == [[], ["12"]]


def test_without_any_it_says_so(bundled: Path) -> None:
    (bundled / "trajecten" / "twee-keer.yaml").unlink()
    assert list_trajectories(open_house()).text() == "Er staan nog geen reeksen."


# --- for authors ----------------------------------------------------------------------------------------------------


def own(tmp_path: Path, text: str) -> Path:
    eigen = SAMPLE.replace("brief-op-de-mat", "eigen").replace("LB3-03", "LB3-77").replace("lang: 6", "lang: 9")
    text = text.replace("T1", "T77", 1).replace("twee-keer", "van-ons").replace("brief-op-de-mat", "eigen")
    files = {"a.yaml": eigen, "trajecten/van-ons.yaml": text}
    return folder_with(tmp_path / "onze", files)


def errors(path: Path) -> list[tuple[str, int]]:
    return [(remark.rule, remark.place.line) for remark in check([path]) if remark.error]


def test_a_folder_is_checked_with_its_trajectories(tmp_path: Path) -> None:
    assert errors(own(tmp_path, TRAJECTORY)) == []
    assert errors(own(tmp_path, broken(("minuten: 20", "minuten: 90")))) == [("minuten", 12)]


@pytest.mark.parametrize("name", ["trajecten", "trajecten/van-ons.yaml"])
def test_one_trajectory_is_checked_with_the_exercises_beside_it(tmp_path: Path, name: str) -> None:
    assert errors(own(tmp_path, TRAJECTORY) / name) == []
    assert errors(own(tmp_path, broken(("minuten: 20", "minuten: 90"))) / name) == [("minuten", 12)]
