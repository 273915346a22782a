"""``traject verslag``: three meetings as one story. Nothing more than the groups chose, and nothing of that is lost."""

from __future__ import annotations

import errno
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.errors import ExitCode, Stopped, ToolboxError, UsageError
from armoede_toolbox.reporting import document, sharing
from armoede_toolbox.reporting.series import Placed, Series, Under
from armoede_toolbox.reporting.series import document as drawn
from armoede_toolbox.terminal.window import Command, Interrupted
from armoede_toolbox.vocabulary import Level
from armoede_toolbox.workflows import home as home_menu
from armoede_toolbox.workflows import meetings, series, sweeping
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.reporting import Wish as ReportWish
from armoede_toolbox.workflows.starting import Wish
from tests.scripted import ScriptWindow
from tests.storage.faults import only
from tests.workflows.test_logbook import golden

ANSWERS = Path(__file__).parent / "series"
DAYS = (date(2026, 9, 1), date(2026, 9, 22), date(2026, 10, 13))
ONLY_INSIDE = ("nabij zijn", "onder vier ogen", "Iemand vroeg of ik zijn post", "zijn broer", "scheiding")
"""Words of the second meeting, where only themes may leave, and of questions that never leave."""
THEMES = ["Stilte na de aanvraag", "Wie mag meekijken", "Durven bellen zonder nieuws"]
AS_CHOSEN, PER_QUESTION, ONLY_AGREEMENTS = "Zoals we samen kozen", "Per vraag kiezen", "Alleen de afspraken"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A logbook in which team Noord did T1."""
    home = tmp_path_factory.mktemp("reeks")
    with pytest.MonkeyPatch.context() as patch:
        for number, day in enumerate(DAYS, start=1):
            house = a_house(patch, home)
            wish = Wish(team="Noord", new_team=number == 1, people=7)
            answers = ANSWERS / f"keer-{number}.yaml"
            assert meetings.start(house, "T1", wish, answers=answers, day=day) == ExitCode.OK
    return home


def a_house(patch: pytest.MonkeyPatch, home: Path) -> House:
    patch.setenv("ARMOEDE_LOGBOEK", str(home / "logboek"))
    patch.setenv("ARMOEDE_CONFIG", str(home / "config.toml"))
    patch.setenv("XDG_STATE_HOME", str(home / "state"))
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    now = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
    return replace(open_house(), now=lambda: now, chance=random.Random(1))


@pytest.fixture
def house(files: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> House:
    monkeypatch.chdir(tmp_path)
    return a_house(monkeypatch, files)


def report(house: House, window: ScriptWindow | None = None, **wish: Any) -> series.Told:
    return series.make(house, "T1", "Noord", ReportWish(**wish), window)


def sessions(house: House) -> list[str]:
    return [one.head.session for one in report(house).story.told]


def chosen(house: House, tmp_path: Path) -> Path:
    """Some places. What is shuffled at a reveal stays out, so that the story is the same each time."""
    first, second, third = sessions(house)
    text = f"""
themas: [{", ".join(THEMES)}]
indeling:
  {first}:
    d1-notitie: {{mee: weglaten}}
    d2-nodig: {{thema: {THEMES[0]}}}
    d2-haperpunten: {{thema: {THEMES[0]}}}
    d2-waardoor: {{mee: weglaten}}
    d2-laag.1: {{thema: {THEMES[0]}, onder: geleerd}}
    d2-gewoonte: {{niveau: team}}
    d2-signaal: {{thema: {THEMES[0]}}}
  {second}:
    d2-wegen: {{thema: {THEMES[1]}}}
  {third}:
    d2-krachten: {{mee: weglaten}}
    d2-remmen: {{thema: {THEMES[2]}}}
    d2-nut.1: {{thema: {THEMES[2]}}}
    d2-lager: {{thema: {THEMES[2]}, niveau: wij}}
    d3-schakel: {{niveau: organisatie}}
"""
    file = tmp_path / "keuzes.yaml"
    file.write_text(text, encoding="utf-8")
    return file


# --- what it says ---------------------------------------------------------------------------------------------------


def test_what_a_municipality_could_publish(house: House, tmp_path: Path, files: Path) -> None:
    made = report(house, choices=chosen(house, tmp_path))
    golden("traject-verslag", made.text(), files)


def test_nobody_is_named_when_nobody_should_be(house: House, tmp_path: Path) -> None:
    made = report(house, care=sweeping.Care(anonymous=True))
    assert "de teamleider" not in made.text()
    assert sharing.SOMEBODY in made.text()


def test_words_that_stand_in_no_answer_are_swept_too(house: House, tmp_path: Path) -> None:
    file = tmp_path / "keuzes.yaml"
    file.write_text("themas: [Bellen met 06-12345678, Wachten]\n", encoding="utf-8")
    assert "06-12345678" in report(house, choices=file).text()
    made = report(house, choices=file, care=sweeping.Care(anonymous=True))
    assert "06-12345678" not in made.text()
    with pytest.raises(ToolboxError):
        report(house, choices=file, care=sweeping.Care(strict=True))


def test_a_question_of_a_meeting_knows_the_one_that_its_options_come_from(house: House) -> None:
    """What stays with the team is covered by it, and a force knows its side."""
    parts = [part for one in report(house).story.told for part in one.parts if part.question.id == "d2-sterkte"]
    (chart,) = (block for part in parts for block in part.blocks if isinstance(block, document.Chart))
    assert chart.shape is document.Shape.FORCES and set(chart.poles) == {"duwt", "remt"}


def test_without_choices_everything_stands_by_its_kind(house: House) -> None:
    made = report(house)
    assert "## Nog niet ingedeeld" in made.text()
    assert made.text().index("## Wat we zeiden") < made.text().index("## Dilemma’s") < made.text().index("## Afspraken")
    assert any("Er zijn nog geen thema’s gekozen." in notice for notice in made.notices)


@pytest.mark.parametrize("fmt", ["md", "html", "csv", "json", "docx", "pdf"])
def test_nothing_more_than_the_group_chose(house: House, tmp_path: Path, fmt: str) -> None:
    made = report(house, format=fmt, to=tmp_path / f"verslag.{fmt}")
    text = words_of(made.content, fmt)
    assert "Eén telefoontje na een week" in " ".join(text.split())
    for inside in ONLY_INSIDE:
        assert inside not in text


def words_of(content: bytes, fmt: str) -> str:
    if fmt == "docx":
        import io
        import zipfile

        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    if fmt == "pdf":
        import io

        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8-sig")


def test_data_says_where_everything_stands(house: House, tmp_path: Path) -> None:
    made = report(house, choices=chosen(house, tmp_path), format="json")
    data = json.loads(made.content)["verslag"]
    assert data["themas"] == THEMES
    placed = {(one["vraag"], one["thema"], one["onder"], one["niveau"]) for one in data["indeling"]}
    assert ("d2-laag.1", THEMES[0], "geleerd", None) in placed
    assert ("d2-lager", THEMES[2], "aanknopingspunt", "wij") in placed
    assert len(data["uitkomsten"]) == 4
    assert data["leervraag"].startswith("Waar laten wij mensen wachten")


def test_whatever_is_placed_where_all_that_may_leave_stands_there_once(house: House) -> None:
    story = report(house).story
    keys = [item.key for item in story.items()]
    place = st.builds(
        Placed,
        theme=st.sampled_from([None, *THEMES, "bestaat niet"]),
        under=st.sampled_from([None, *Under]),
        level=st.sampled_from([None, *Level]),
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(keys), place), st.lists(st.sampled_from(THEMES), unique=True))
    def holds(placing: dict[tuple[str, str], Placed], themes: list[str]) -> None:
        placed = replace(story, placing=placing, themes=tuple(themes))
        shown = Counter(map(id, drawn(placed).blocks))
        wanted = [block for item in story.items() for block in item.part.blocks]
        assert all(shown[id(block)] == 1 for block in wanted)
        assert headings_go_down_one_at_a_time(placed)

    holds()


def headings_go_down_one_at_a_time(story: Series) -> bool:
    levels = [block.level for block in drawn(story).blocks if isinstance(block, document.Heading)]
    return all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))


# --- choosing on the screen -----------------------------------------------------------------------------------------


def walk(house: House, *answers: Any, **wish: Any) -> tuple[series.Told, ScriptWindow]:
    window = ScriptWindow(answers)
    return report(house, window, **wish), window


REST = "De rest laat ik zo staan"


def test_naming_themes_and_placing(house: House, tmp_path: Path) -> None:
    made, window = walk(
        house, AS_CHOSEN, THEMES[0], THEMES[1], "", THEMES[0], "Iets wat we ervan leerden", THEMES[0], REST
    )
    first = made.story.items()[0]
    assert (first.theme, first.under) == (THEMES[0], Under.LEARNED)
    assert first.text == "Wie zit hier?"
    kept = tmp_path / "keuzes-drie-keer-over-steun.yaml"
    assert any(kept.name in notice for notice in made.notices)
    again, window = walk(house, "Nee, maak het verslag", choices=kept)
    assert again.story.placing == made.story.placing
    assert "hebben nog geen plek" in window.text


def test_going_on_with_what_is_left(house: House, tmp_path: Path) -> None:
    walk(house, AS_CHOSEN, THEMES[0], "", "Bij alle thema’s", "Een dilemma", REST)
    made, _ = walk(
        house, "Ja", THEMES[0], "Bij alle thema’s", REST, choices=tmp_path / "keuzes-drie-keer-over-steun.yaml"
    )
    places = [(item.theme, item.under) for item in made.story.items()][:2]
    assert places == [(None, Under.DILEMMA), (THEMES[0], Under.SAID)]


def test_one_question_back(house: House) -> None:
    made, _ = walk(
        house, AS_CHOSEN, THEMES[0], "", THEMES[0], Command.BACK, Command.BACK, THEMES[0], "Een signaal", REST
    )
    assert made.story.items()[0].under is Under.SIGNAL


def test_only_the_agreements(house: House) -> None:
    made, _ = walk(house, ONLY_AGREEMENTS)
    assert made.story.items() == ()
    assert "Na zeven dagen bellen" in made.text()


def test_less_per_question(house: House) -> None:
    made, _ = walk(house, PER_QUESTION, THEMES[0], "", THEMES[0], 0, "Alleen de thema’s", "Niet in het verslag", REST)
    assert "Voor de een is steun snel regelen" not in made.text()
    assert "Eén telefoontje" not in made.text()


@pytest.mark.parametrize("ending", [Interrupted, Command.STOP])
def test_who_stops_half_way_keeps_the_choices(house: House, tmp_path: Path, ending: Any) -> None:
    with pytest.raises(Stopped) as told:
        walk(house, AS_CHOSEN, THEMES[0], THEMES[1], "", THEMES[0], 0, ending)
    (kept,) = tmp_path.iterdir()
    assert kept.name in told.value.problems[0].do
    assert THEMES[1] in kept.read_text(encoding="utf-8")


def test_a_killed_program_keeps_the_choices_that_were_made(house: House, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no answer left"):
        walk(house, AS_CHOSEN, THEMES[0], THEMES[1], "", THEMES[0], 0)
    (kept,) = tmp_path.iterdir()
    assert THEMES[1] in kept.read_text(encoding="utf-8")
    assert f"thema: {THEMES[0]}" in kept.read_text(encoding="utf-8")


def test_choices_go_elsewhere_when_the_disk_of_the_report_is_full(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only({"open"}, errno.ENOSPC, lambda path, *_: str(path).startswith(str(tmp_path)))(monkeypatch)
    with pytest.raises(Stopped) as told:
        walk(house, AS_CHOSEN, THEMES[0], "", Interrupted)
    (kept,) = house.places.state.glob("keuzes-*.yaml")
    assert str(kept) in told.value.problems[0].do
    assert THEMES[0] in kept.read_text(encoding="utf-8")


def test_the_home_menu_makes_it_too(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    series_of = "De hele reeks: Drie keer over steun die past (Noord, 3 keer)"
    menu, placing = "Maak een verslag", (AS_CHOSEN, THEMES[0], "", THEMES[0], 0, REST)
    window = ScriptWindow(
        [menu, series_of, "Een webpagina", *placing, menu, series_of, "Terug", menu, "Terug", "Stoppen"]
    )
    monkeypatch.setattr(home_menu, "open_window", lambda house: window)
    monkeypatch.setattr(home_menu, "open_house", lambda environ: house)
    assert home_menu.home(house) == ExitCode.OK
    made = tmp_path / "verslag-drie-keer-over-steun.html"
    assert f"Klaar: {made}" in window.text.replace("\n", "")
    assert THEMES[0] in made.read_text(encoding="utf-8")


def test_a_choice_file_to_fill_in(house: House, tmp_path: Path) -> None:
    shown = series.make_choices(house, "T1", "Noord")
    made = series.make_choices(house, "T1", "Noord", ReportWish(to=tmp_path))
    assert made.file is not None
    assert made.file.read_text(encoding="utf-8") == shown.content
    untouched = report(house, choices=made.file)
    assert untouched.content == report(house).content
    made.file.write_text(shown.content.replace("themas: []", f"themas: [{THEMES[0]}]"), encoding="utf-8")
    filled = made.file.read_text(encoding="utf-8").replace("d2-nodig: {", f"d2-nodig: {{thema: {THEMES[0]}, ")
    made.file.write_text(filled, encoding="utf-8")
    assert f"## {THEMES[0]}" in report(house, choices=made.file).text()
    with pytest.raises(UsageError):
        series.make_choices(house, "T1", "Noord", ReportWish(format="pdf"))


# --- what cannot be -------------------------------------------------------------------------------------------------


def problems(text: str, house: House, tmp_path: Path) -> Iterator[tuple[str, str]]:
    file = tmp_path / "keuzes.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ToolboxError) as told:
        report(house, choices=file)
    yield from ((problem.what, problem.where.rpartition(", ")[2]) for problem in told.value.problems)


def test_all_that_is_wrong_in_a_choice_file_at_once(house: House, tmp_path: Path) -> None:
    first, second, _ = sessions(house)
    text = (
        f"themas: [Wachten]\nkleur: rood\nindeling:\n  {first}:\n    d2-nodig: {{thema: Bellen}}\n"
        f"    d2-nodg: {{onder: gezegd}}\n    d2-gewoonte: {{niveau: land, plek: 3}}\n"
        f"  {second}:\n    d2-morele-vraag: {{mee: alles}}\n  2020-01-01-0000-aaaa:\n    x: {{}}\n"
    )
    found = dict(problems(text, house, tmp_path))
    assert sorted(found.values(), key=lambda where: int(where.split()[1])) == [
        f"regel {line}" for line in (2, 5, 6, 7, 7, 9, 10)
    ]
    assert "Bij “d2-morele-vraag” mag niet meer mee dan “themas”." in found


def test_too_many_themes(house: House, tmp_path: Path) -> None:
    assert next(problems("themas: [a, b, c, d, e, f]\n", house, tmp_path))[1] == "regel 1"


def test_a_file_in_the_way_stays(house: House, tmp_path: Path) -> None:
    (tmp_path / "verslag.md").write_text("van mij")
    with pytest.raises(ToolboxError):
        report(house, to=tmp_path / "verslag.md")
    assert (tmp_path / "verslag.md").read_text() == "van mij"


def test_nothing_held_yet(house: House) -> None:
    with pytest.raises(ToolboxError) as told:
        series.make(house, "T3", "Noord")
    assert "nog geen bijeenkomst geweest" in told.value.problems[0].what
