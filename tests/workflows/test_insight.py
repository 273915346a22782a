"""What a team sees in what it did: in words first, per team, and nothing that a small group could be read from."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from armoede_toolbox.entry import Agreement, JournalEntry, LookBack, Question, State, StepRecord, render
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.insight import TeamInsight
from armoede_toolbox.storage import index
from armoede_toolbox.vocabulary import FLOOR, EntryKind, InReport, LearningNeed, Mode, Outcome, Who
from armoede_toolbox.workflows import insight, insight_text
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.logbook import Filters
from tests.workflows.test_logbook import a_house, all_of, golden, head, put, question

SCALE, GRID, CHOICE = "hoe-goed", "waar-staan-we", "eens"
NEEDS = (LearningNeed.RESIDENTS, LearningNeed.RESIDENTS, LearningNeed.LOOK_ANEW, LearningNeed.RESIDENTS)
DAYS = ("2026-03-10", "2026-06-02", "2026-09-15", "2026-11-22")


def kept(root: Path, of: Any, *asked: Question, agreements: Sequence[Agreement] = (), **more: Any) -> Path:
    steps = (StepRecord(number=1, title="Kijken", questions=asked),)
    return put(root, of, render(JournalEntry(head=of, agreements=tuple(agreements), steps=steps, **more)))


def agreement(of: Any, what: str, number: int = 1) -> Agreement:
    return Agreement(id=f"{of.session}-{number}", question="afspraken", what=what, who="Fatma")


def scale(*numbers: float, **more: Any) -> Question:
    return question(SCALE, "schaal", "Hoe goed kennen we de wijk?", *numbers, **more)


def counted(**totals: int) -> Question:
    return question(CHOICE, "keuze", "Wat helpt het meest?", state=State.COUNTED, contributions=(), totals=totals)


def grid(*values: dict[str, int]) -> Question:
    return question(GRID, "raster", "Waar staan we?", *values)


@pytest.fixture
def house() -> House:
    """Noord did four exercises; three times the same one, once with too few people."""
    house = a_house()
    root = house.places.teams / "noord"
    same = {"exercise": "onze-wijk", "number": "", "title": "Onze wijk"}
    ofs = [
        head(day, f"n{n}aa", learning_need=need, **(same if n != 2 else {}))
        for n, (day, need) in enumerate(zip(DAYS, NEEDS, strict=True))
    ]
    ofs[2] = head(
        DAYS[2], "n2aa", learning_need=NEEDS[2], exercise="cirkels", title="Cirkels", themes=("macht", "beleid")
    )
    kept(
        root,
        ofs[0],
        scale(2, 3, 2, 3, 2),
        counted(bellen=4, bezoeken=1),
        grid({"toegang": 2, "nazorg": 1}, {"toegang": 2}, {"toegang": 3}, {"toegang": 2, "nazorg": 5}),
        agreements=[
            agreement(ofs[0], "Elke inwoner op de dag zelf terugbellen"),
            agreement(ofs[0], "Een tolk regelen", 2),
        ],
    )
    kept(root, ofs[1], scale(4, 5, 1), counted(bellen=2, bezoeken=1), grid({"toegang": 4}))
    kept(root, ofs[2], scale(1, 1, 1, 1, 1))
    kept(
        root,
        ofs[3],
        scale(4, 4, 4, 5, 4, 3),
        counted(bellen=2, bezoeken=4),
        grid(*({"toegang": 4, "nazorg": 3} for _ in range(4))),
        agreements=[agreement(ofs[3], "De brief herschrijven")],
    )
    looked = head("2026-06-02", "n9aa", kind=EntryKind.LOOK_BACK, exercise="terugblik", title="Terugblik")
    done = LookBack(agreement=f"{ofs[0].session}-1", what="x", outcome=Outcome.DONE, word="met twee collega’s")
    put(root, looked, render(JournalEntry(head=looked, look_backs=(done,))))
    kept(house.places.personal, head(team=None, mode=Mode.SOLO, tail="pppp", title="Geheim"), scale(9))
    return house


def noord(house: House, **filters: Any) -> TeamInsight:
    (found,) = insight.read(house, Filters(team="noord", **filters)).teams
    return found


@pytest.mark.parametrize("width", [60, 80])
def test_insight_reads_well_in_a_terminal(house, width, tmp_path):
    found = insight.read(house, Filters())
    text = found.text(width)
    assert max(map(len, text.split("\n"))) <= width
    golden(f"inzicht-{width}", text, tmp_path)


def test_without_bars_every_number_is_still_there(house, tmp_path):
    found = noord(house)
    plain = "\n".join(insight_text.lines(found, 80, bars=False))
    assert "█" not in plain
    with_bars = "\n".join(insight_text.lines(found, 80))
    assert plain.split() == "".join(" " if sign in insight_text._EIGHTHS else sign for sign in with_bars).split()


def test_insight_for_scripts(house, tmp_path):
    data = insight.read(house, Filters()).data()
    for one in data["inzichten"]:
        one["nog_niet"]["oefeningen"] = one["nog_niet"]["oefeningen"][:1]
    golden("inzicht-json", json.dumps(data, ensure_ascii=False, indent=2), tmp_path)


def test_it_is_about_the_team_and_never_about_a_person(house, tmp_path):
    found = insight.read(house, Filters())
    made = insight.write(house, found, "html", tmp_path)
    assert made.file is not None
    for shown in (found.text(), json.dumps(found.data()), made.file.read_text()):
        assert "Fatma" not in shown
        assert "Geheim" not in shown
    assert "%" not in found.text()
    assert "te laat" not in found.text()


def test_a_point_with_too_few_people_says_nothing(house):
    (scale_line, grid_lines) = sorted(noord(house).numbers, key=lambda pair: len(pair[1].lines))
    assert [(point.people, point.mean) for point in scale_line[1].lines[0][1]] == [(5, 2.4), (None, None), (6, 4.0)]
    assert {row: [point.mean for point in points] for row, points in grid_lines[1].lines} == {
        "toegang": [2.2, None, 4.0],
        "nazorg": [None, None, 3.0],
    }
    ((_, choice),) = noord(house).choices
    assert [moment.counts for moment in choice.moments] == [
        {"bellen": 4, "bezoeken": 1},
        None,
        {"bellen": 2, "bezoeken": 4},
    ]


@pytest.mark.parametrize("fmt", ["md", "html", "docx", "pdf"])
def test_every_format_can_be_made(house, fmt, tmp_path):
    made = insight.write(house, insight.read(house, Filters(team="noord")), fmt, tmp_path)
    assert made.file is not None
    assert made.file.name == f"inzicht-noord-2026-11-24.{fmt}"
    with pytest.raises(ToolboxError):
        insight.write(house, insight.read(house, Filters(team="noord")), fmt, tmp_path)


def test_the_chance_that_a_small_group_is_read_is_none():
    """Whatever people answer: a number is only shown with enough of them behind it."""
    house, chance = a_house(), random.Random(5)
    root = house.places.teams / "noord"
    sizes = [chance.randint(1, 6) for _ in range(12)]
    for n, size in enumerate(sizes):
        of = head(f"2026-{n % 9 + 1:02}-0{n // 9 + 1}", f"a{n:03}".replace("0", "z"), exercise="onze-wijk")
        values = [chance.randint(1, 5) for _ in range(size)]
        asked = (
            scale(*values)
            if n % 2
            else question(
                SCALE,
                "schaal",
                "Hoe goed kennen we de wijk?",
                state=State.COUNTED,
                contributions=(),
                totals={str(v): values.count(v) for v in values},
            )
        )
        kept(root, of, asked)
    ((_, series),) = noord(house).numbers
    assert len(series.lines[0][1]) == 12
    for point in series.lines[0][1]:
        assert (point.mean is None) == (point.people is None)
        assert point.people is None or point.people >= FLOOR
    assert sum(point.mean is not None for point in series.lines[0][1]) == sum(size >= FLOOR for size in sizes)


def test_one_answer_of_the_group_counts_the_group_and_a_pair_is_too_small():
    house = a_house()
    root = house.places.teams / "noord"
    for n, (day, mode, people) in enumerate(
        [(DAYS[0], Mode.TEAM, 6), (DAYS[1], Mode.PAIR, 2), (DAYS[2], Mode.TEAM, 3), (DAYS[3], Mode.TEAM, 7)]
    ):
        of = head(day, f"g{n}aa", mode=mode, participants=people)
        kept(root, of, scale(n + 2, who=Who.TOGETHER))
    ((_, series),) = noord(house).numbers
    assert [(point.people, point.mean, point.together) for point in series.lines[0][1]] == [
        (6, 2.0, True),
        (None, None, True),
        (None, None, True),
        (7, 5.0, True),
    ]


def test_only_the_same_words_are_set_beside_each_other():
    house = a_house()
    root = house.places.teams / "noord"
    for n, (day, text) in enumerate(zip(DAYS, ["Eén?", "Twee?", "één?", "Drie?"], strict=True)):
        kept(root, head(day, f"w{n}aa"), question("s", "schaal", text, 1, 2, 3, 4))
    ((_, series),) = noord(house).numbers
    assert [point.day.isoformat() for point in series.lines[0][1]] == [DAYS[0], DAYS[2]]


def test_what_stays_with_the_team_and_words_of_one_s_own_stay_out():
    house = a_house()
    root = house.places.teams / "noord"
    for n, day in enumerate(DAYS[:2]):
        of = head(day, f"v{n}aa")
        own = question("k", "keuze", "Wat?", "bellen", "bellen", "mijn buurvrouw", "bezoeken", "bellen")
        listed = question("l", "keuze", "Welke?", state=State.COUNTED, contributions=(), totals={"a": 3, "b": 2})
        kept(root, of, scale(1, 2, 3, 4, in_report=InReport.NO), own, listed)
    found = noord(house)
    assert found.numbers == ()
    assert [one.asked.question for _, one in found.choices] == ["l"]
    assert "buurvrouw" not in "\n".join(insight_text.lines(found, 80))
    assert found.too_few == 1


def test_options_of_the_exercise_are_known_and_the_rest_is_something_else():
    house = a_house()
    root = house.places.teams / "noord"
    said = ("eens", "eens", "oneens", "mijn eigen zin", "hangt ervan af")
    for n, day in enumerate(DAYS[:2]):
        of = head(day, f"s{n}aa", exercise="eens-oneens-hangt-ervan-af")
        values = [{"oordeel": one} for one in said]
        kept(root, of, question("stelling-1", "stelling", "Arm zijn is duur.", *values))
    for _, choice in noord(house).choices:
        assert "mijn eigen zin" not in choice.options


def test_a_meeting_counts_its_parts():
    house = a_house()
    root = house.places.teams / "noord"
    parts = ("check-in", "brief-op-de-mat", "cirkels")
    for n, day in enumerate(DAYS[:2]):
        of = head(day, f"m{n}aa", exercise=f"reeks-{n}", trajectory="een-jaar-kijken", meeting=n + 1, parts=parts)
        mark = question("cijfer-nu.1", "getal", "Welk cijfer? (post)", 5 + n, who=Who.TOGETHER)
        kept(root, of, question("d3-hoe", "schaal", "Hoe?", 1, 2, 3, 4), mark)
    found = noord(house)
    assert sorted({one.exercise for one in found.done}) == ["brief-op-de-mat", "cirkels"]
    assert len(found.done) == 4
    assert sorted((one.asked.exercise, one.asked.question) for _, one in found.numbers) == [
        ("cirkels", "hoe"),
        ("een-jaar-kijken", "cijfer-nu.1"),
    ]


def test_filters_and_nothing_to_see(house):
    assert len(noord(house, since=date(2026, 9, 1)).done) == 2
    assert noord(house, since=date(2026, 9, 1)).agreed[0].what == "De brief herschrijven"
    assert insight.read(house, Filters(since=date(2027, 1, 1))).text() == insight.NOT_HERE
    assert insight.read(a_house(), Filters()).text() != ""


def test_reading_changes_nothing_and_reads_only_what_came_back(house, tmp_path, monkeypatch):
    before = all_of(tmp_path)
    read: list[str] = []
    real = index.stored

    def stored(path: Path) -> index.Stored:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(index, "stored", stored)
    insight.read(house, Filters(team="noord"))
    assert all_of(tmp_path) == before
    assert sorted(name[:10] for name in read) == [DAYS[0], DAYS[1], DAYS[3]]
    read.clear()
    insight.read(house, Filters(team="noord"))
    assert read == []
