"""The list of exercises and one of them as it will run: quick, readable, and nothing is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import folders
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import NEED_WORDS, EntryKind, LearningNeed, Mode, Variant
from armoede_toolbox.workflows import listing
from armoede_toolbox.workflows.exercise_page import show_exercise
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.listing import list_exercises
from tests.exercises.sample import SAMPLE, another, changed, folder_with
from tests.workflows.test_logbook import a_house, all_of, golden, head, put, scanned

ALONE = ("vormen: [individueel, team]", "vormen: [individueel]")
HEAVY = ("zwaarte: licht", "zwaarte: zwaar\nnazorg: Spreek af bij wie je terechtkunt.")
LONG = ("normaal: 4, lang: 6", "normaal: 30, lang: 60")


LIBRARY = Library.load()


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading all bundled exercises takes a moment, and these tests ask for many of them."""
    monkeypatch.setattr(Library, "load", lambda extra=(): LIBRARY)


def signals() -> str:
    """The sample for a team only, of another learning need, much longer and heavier."""
    text = another("LB1-09", "signalen-op-tafel", "Signalen op tafel, een oefening met een lange titel")
    need = ("leerbehoefte: inwoners", "leerbehoefte: beeld")
    for old, new in (
        need,
        ("vormen: [individueel, team]", "vormen: [team]"),
        LONG,
        ("[taal, schaamte]", "[signaleren]"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three small exercises in the place of the bundled ones, so that a new exercise changes no golden."""
    alone = (
        another("LB3-04", "tel-de-stappen", "Tel de stappen").replace(*ALONE).replace("[taal, schaamte]", "[drempels]")
    )
    files = {"a.yaml": SAMPLE, "b.yaml": alone, "c.yaml": signals()}
    folder = folder_with(tmp_path / "meegeleverd", files)
    monkeypatch.setattr(folders, "bundled", lambda: folder)
    return folder


@pytest.fixture
def house(bundled: Path, home: Path) -> House:
    """Team Noord did one exercise twice and one once; someone did one alone."""
    data = home / "data" / "armoede-toolbox"
    put(data / "teams" / "noord", head("2026-03-03", "m2p9"))
    put(data / "teams" / "noord", head("2025-03-03", "a1b2"))
    other = {"exercise": "signalen-op-tafel", "number": "LB1-09", "title": "Signalen"}
    put(data / "teams" / "noord", head("2026-11-02", "c3d4", **other))
    put(data / "teams" / "zuid", head("2026-11-03", "x8w1", team="Zuid"))
    put(data / "persoonlijk", head("2026-10-01", "p3rs", exercise="tel-de-stappen", team=None, mode=Mode.SOLO))
    return a_house()


def ids(found: listing.Listing) -> list[str]:
    return [card.id for card in found.cards]


# --- words ----------------------------------------------------------------------------------------------------------


def test_the_words_for_needs_are_those_of_the_files() -> None:
    needs = LIBRARY.shared.needs
    assert {need.value: words for need, words in NEED_WORDS.items()} == {key: need.title for key, need in needs.items()}


# --- lijst ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 60])
def test_the_list(house: House, home: Path, width: int) -> None:
    plain = list_exercises(house, team="Noord").text(width)
    filtered = list_exercises(house, max_minutes=8, look_back=2).text(width)
    nothing = list_exercises(house, theme="taal", mode=Mode.PAIR).text(width)
    text = f"\n{'=' * width}\n".join((plain, filtered, nothing))
    assert max(map(len, text.split("\n"))) <= width
    golden(f"lijst-{width}", text, home)


@pytest.mark.parametrize("width", [10, 40, 60, 80, 200])
def test_the_bundled_exercises_fit_any_width(read_once: None, width: int) -> None:
    house = a_house()
    text = list_exercises(house).text(width)
    assert max(map(len, text.split("\n"))) <= max(width, 30)
    for exercise in LIBRARY.exercises:
        assert exercise.number in text
        for mode in exercise.modes:
            shown = show_exercise(house, exercise.id, mode).text(width).split("\n")
            assert max(len(line) for line in shown if "http" not in line) <= max(width, 30)


def test_grouped_by_need_only_without_filters(house: House) -> None:
    assert list_exercises(house).text(80).startswith("1  Een beeld krijgen\n")
    assert "Een beeld krijgen" not in list_exercises(house, need=LearningNeed.PICTURE).text(80)


def test_filters(house: House) -> None:
    every = ["signalen-op-tafel", "brief-op-de-mat", "tel-de-stappen"]
    assert ids(list_exercises(house)) == every
    assert ids(list_exercises(house, need=LearningNeed.PICTURE)) == every[:1]
    assert ids(list_exercises(house, theme="Taal")) == every[1:2]
    assert ids(list_exercises(house, mode=Mode.SOLO)) == every[1:]
    assert ids(list_exercises(house, max_minutes=6)) == every
    assert ids(list_exercises(house, max_minutes=5)) == []
    assert ids(list_exercises(house, participants=1)) == every[1:]
    assert ids(list_exercises(house, participants=12)) == every[:2]
    assert ids(list_exercises(house, participants=13)) == []
    assert ids(list_exercises(house, search="  LANGE  titel ")) == every[:1]


def test_the_time_says_which_variant_fits_and_counts_the_look_back(house: House) -> None:
    text = list_exercises(house, max_minutes=9, search="signalen").text(80)
    assert "6, 35 of 62 min" in text
    assert "in 9 minuten past de korte versie" in text
    text = list_exercises(house, search="signalen", look_back=3).text(80)
    assert "6, 35 of 62 min (9, 38 of 65 met terugblik)" in text
    assert ids(list_exercises(house, max_minutes=8, search="signalen", look_back=3)) == []


def test_nothing_found_says_what_to_widen(house: House) -> None:
    text = list_exercises(house, theme="taal", mode=Mode.SOLO, max_minutes=5).text(80)
    assert text == "Er is geen oefening die hierbij past.\nZonder --max-minuten: 1 oefening."
    text = list_exercises(house, mode=Mode.PAIR, max_minutes=5).text(80)
    assert text.endswith("Vraag minder tegelijk. Alle oefeningen zie je met: armoede lijst")


def test_names_that_do_not_exist(house: House) -> None:
    with pytest.raises(ToolboxError) as wrong:
        list_exercises(house, theme="talen")
    assert wrong.value.problems[0].do == "Bedoel je “taal”?"
    with pytest.raises(ToolboxError) as wrong:
        list_exercises(house, team="Nord")
    assert wrong.value.problems[0].do == "Bedoel je “noord”?"


# --- what the team did ----------------------------------------------------------------------------------------------


def test_only_what_this_team_did(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = scanned(monkeypatch)
    done = {one["id"]: one["gedaan_op"] for one in list_exercises(house, team="noord").data()["oefeningen"]}
    assert done == {
        "brief-op-de-mat": ["2025-03-03", "2026-03-03"],
        "signalen-op-tafel": ["2026-11-02"],
        "tel-de-stappen": [],
    }
    assert set(seen) == {house.places.teams / "noord"}
    done = {one["id"]: one["gedaan_op"] for one in list_exercises(house).data()["oefeningen"]}
    assert set(done.values()) == {None}
    assert set(seen) == {house.places.teams / "noord"}


def test_the_team_of_the_settings_counts_when_none_is_named(house: House, home: Path) -> None:
    config = house.places.config_file
    config.parent.mkdir(parents=True)
    config.write_text("team = 'Zuid'\n")
    assert "dit deden jullie op 3 november" in list_exercises(a_house()).text(80)


def test_a_look_back_is_no_exercise_done(house: House) -> None:
    put(house.places.teams / "zuid", head("2026-11-20", "bck1", team="Zuid", kind=EntryKind.LOOK_BACK))
    data = list_exercises(house, team="zuid", search="brief-op-de-mat").data()
    assert data["oefeningen"][0]["gedaan_op"] == ["2026-11-03"]


def test_a_team_folder_that_is_gone_is_not_the_same_as_nothing_done(house: House, tmp_path: Path) -> None:
    config = house.places.config_file
    config.parent.mkdir(parents=True)
    config.write_text(f"team = 'noord'\n[teams.noord]\nnaam = 'Noord'\nmap = '{tmp_path / 'weg'}'\n")
    found = list_exercises(a_house())
    assert found.data()["oefeningen"][0]["gedaan_op"] is None
    assert found.problems[0].what.startswith("De map van team Noord is er nu niet.")


def test_a_damaged_logbook_file_is_named(house: House) -> None:
    damaged = put(house.places.teams / "noord", head("2026-05-05", "kap0"), "---\nformaat: 1\n---\n")
    found = list_exercises(house, team="noord")
    assert len(found.cards) == 3
    assert any(str(damaged) in problem.where for problem in found.problems)


# --- files ----------------------------------------------------------------------------------------------------------


def test_replaced_and_broken_files_are_told(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = folder_with(tmp_path / "eigen", {"b.yaml": SAMPLE, "stuk.yaml": "kapot: [1"})
    monkeypatch.setenv("ARMOEDE_OEFENINGEN", str(own))
    found = list_exercises(a_house())
    assert len(found.cards) == 3
    assert [notice.startswith("“Brief op de mat” uit ") for notice in found.notices] == [True]
    assert any("stuk.yaml" in problem.where for problem in found.problems)
    shown = show_exercise(a_house(), "3-03")
    assert shown.notices == found.notices
    with pytest.raises(ToolboxError) as unknown:
        show_exercise(a_house(), "stuk")
    assert any("stuk.yaml" in problem.where for problem in unknown.value.problems)


def test_the_list_as_data(house: House) -> None:
    data = list_exercises(house, search="brief-op-de-mat").data()
    assert data == {
        "formaat": 1,
        "oefeningen": [
            {
                "id": "brief-op-de-mat",
                "nummer": "LB3-03",
                "titel": "Brief op de mat",
                "doel": "Je leest je eigen brief alsof je moe bent.",
                "leerbehoefte": "inwoners",
                "themas": ["taal", "schaamte"],
                "vormen": ["individueel", "team"],
                "deelnemers": {"min": 4, "max": 12},
                "zwaarte": "licht",
                "ervaringsdeskundigen": "nee",
                "voor": ["uitvoering"],
                "methode": "perspectiefwissel",
                "minuten": {mode: {"kort": 4, "lang": 6, "normaal": 7} for mode in ("individueel", "team")},
                "agenda": {mode: {"kort": 6, "lang": 8, "normaal": 9} for mode in ("individueel", "team")},
                "gedaan_op": None,
                "bestand": data["oefeningen"][0]["bestand"],
            }
        ],
        "overgeslagen": [],
    }
    assert json.loads(json.dumps(data)) == data


def test_a_warm_list_loads_nothing_heavy(home: Path) -> None:
    (home / "data" / "armoede-toolbox" / "teams" / "noord").mkdir(parents=True)
    for _ in range(2):
        code = (
            "import sys\n"
            "from armoede_toolbox.workflows.house import open_house\n"
            "from armoede_toolbox.workflows.listing import list_exercises\n"
            "found = list_exercises(open_house(), max_minutes=30, team='noord')\n"
            "assert found.text(80) and found.data()['oefeningen']\n"
            "print(*{'yaml', 'pydantic', 'pydantic_core', 'rich', 'questionary', 'prompt_toolkit'} & set(sys.modules))"
        )
        environ = {**os.environ, "PYTHONPATH": str(Path(listing.__file__).parents[2])}
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []


# --- toon -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 60])
def test_one_exercise(house: House, home: Path, width: int) -> None:
    golden(f"toon-{width}", show_exercise(house, "brief-op-de-mat", Mode.TEAM).text(width), home)


def walked() -> Iterator[tuple[str, Mode, Variant]]:
    for exercise in LIBRARY.exercises:
        for mode in exercise.modes:
            yield from ((exercise.id, mode, variant) for variant in exercise.variants_in(mode))


def test_every_bundled_exercise_shows_all_its_texts(read_once: None) -> None:
    house = a_house()
    for name, mode, variant in walked():
        exercise = LIBRARY.find(name)
        minutes = exercise.lasts(variant, mode) + 2
        shown = show_exercise(house, name, mode, minutes)
        text = " ".join(shown.text(100).split())
        assert "{" not in text
        for step in exercise.steps_in(shown.variant, mode):
            said = [step.title, *filter(None, (step.say, step.do))]
            said += [prompt.help or "" for prompt in step.prompts_in(shown.variant, mode)]
            assert [one for one in said if "{" not in one and " ".join(one.split()) not in text] == []
        about = [exercise.goal, exercise.preparation, exercise.caution, exercise.background, exercise.aftercare]
        assert [one for one in filter(None, about) if " ".join(one.split()) not in text] == []
        facts = [LIBRARY.shared.facts[code] for code in exercise.facts]
        assert all(" ".join(fact.text.split()) in text for fact in facts)
        for code in (*exercise.sources, *(code for fact in facts for code in fact.origin)):
            source = LIBRARY.shared.sources[code]
            assert source.title in text
            assert source.address is None or source.address in text
        assert json.loads(json.dumps(shown.data()))["oefening"]["gekozen"] == {
            "vorm": mode.value,
            "variant": shown.variant.value,
            "minuten": exercise.lasts(shown.variant, mode),
            "agenda": exercise.lasts(shown.variant, mode) + 2,
        }


def test_the_time_chooses_the_variant(house: House) -> None:
    assert show_exercise(house, "signalen-op-tafel").variant is Variant.NORMAL
    assert show_exercise(house, "signalen-op-tafel", minutes=34).variant is Variant.SHORT
    assert show_exercise(house, "signalen-op-tafel", minutes=90).variant is Variant.LONG


def test_too_little_time_names_others_that_fit(house: House, bundled: Path) -> None:
    (bundled / "d.yaml").write_text(
        changed(("LB3-03", "LB3-05"), ("brief-op-de-mat", "te-lang"), LONG, ("kort: 2", "kort: 9"))
    )
    with pytest.raises(ToolboxError) as short:
        show_exercise(house, "te-lang", Mode.TEAM, 7)
    (problem,) = short.value.problems
    assert problem.what == "“Brief op de mat” past niet in 7 minuten."
    assert problem.do == (
        "De kortste versie duurt 13 minuten, begin en einde meegeteld."
        " Wel passen: “Brief op de mat” (LB3-03, 6 minuten)"
        " en “Signalen op tafel, een oefening met een lange titel” (LB1-09, 6 minuten)."
    )
    with pytest.raises(ToolboxError) as short:
        show_exercise(house, "te-lang", Mode.TEAM, 2)
    assert short.value.problems[0].do.endswith("meegeteld.")


def test_a_mode_that_it_does_not_have(house: House) -> None:
    with pytest.raises(ToolboxError) as wrong:
        show_exercise(house, "brief-op-de-mat", Mode.PAIR)
    assert "alleen of met het team" in wrong.value.problems[0].do


def test_a_heavy_one_says_so_and_has_its_aftercare(house: House, bundled: Path) -> None:
    (bundled / "d.yaml").write_text(changed(("LB3-03", "LB3-05"), ("brief-op-de-mat", "zwaar"), HEAVY))
    text = show_exercise(house, "zwaar").text(80)
    assert "kan je raken" in text
    assert "Spreek af bij wie je terechtkunt." in text


def test_the_exercise_as_data_is_its_file(house: House) -> None:
    data = show_exercise(house, "3-03", Mode.TEAM).data()
    assert data["formaat"] == 1
    one = data["oefening"]
    assert one["stappen"][0]["vragen"][0]["tekst"] == "Wat houdt mensen tegen?"
    assert one["stappen"][1]["minuten"] == {"kort": 2, "normaal": 4, "lang": 6}
    assert one["gekozen"] == {"vorm": "team", "variant": "normaal", "minuten": 7, "agenda": 9}


def test_reading_writes_nothing_outside_the_cache(house: House, home: Path) -> None:
    before = all_of(home)
    list_exercises(house, team="noord").text(80)
    show_exercise(house, "brief-op-de-mat").text(80)
    open_house()
    assert all_of(home) == before
    assert (house.places.cache / listing.CACHE).is_file()


@pytest.mark.parametrize(
    ("where", "file", "line"),
    [("C:\\map\\a.yaml:3:7", "C:\\map\\a.yaml", 3), ("/m/a.yaml:12", "/m/a.yaml", 12), ("/m", "/m", None)],
)
def test_a_file_that_is_left_out_is_named_in_json(where, file, line):
    from armoede_toolbox.errors import Problem
    from armoede_toolbox.workflows.listing import left_out

    assert left_out(Problem("Kan niet.", where)) == {"bestand": file, "regel": line, "reden": "Kan niet."}


def test_a_broken_file_takes_one_message_however_much_is_wrong(house, tmp_path, monkeypatch):
    own = folder_with(tmp_path / "eigen", {"stuk.yaml": "formaat: 1\nid: x\n"})
    monkeypatch.setenv("ARMOEDE_OEFENINGEN", str(own))
    (problem,) = list_exercises(a_house()).problems
    assert problem.what.startswith("Eén eigen oefening doet nu niet mee. De andere wel.")
    assert f"armoede oefening controleer {own / 'stuk.yaml'}" in problem.do
