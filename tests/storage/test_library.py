"""The library: everything that can be done now, and what is wrong with the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import folders
from armoede_toolbox.storage.library import Library
from tests.exercises.sample import SAMPLE, another, changed, folder_with

THIRD = "leerbehoefte-3/"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder as the toolbox brings it."""
    return folder_with(
        tmp_path / "ours",
        {
            f"{THIRD}brief.yaml": SAMPLE,
            f"{THIRD}stappen.yaml": another("LB3-04", "tel-de-stappen", "Tel de stappen"),
            f"{THIRD}testpanel.yml": another("LB3-05", "testpanel", "Het testpanel"),
        },
    )


def test_exercises_come_by_number(ours: Path) -> None:
    library = Library.from_folders([ours])
    assert [exercise.number for exercise in library.exercises] == ["LB3-03", "LB3-04", "LB3-05"]
    assert (library.problems, library.notices) == ((), ())
    assert set(library.shared.facts) == {"F15"}


@pytest.mark.parametrize(
    "name", ["brief-op-de-mat", "LB3-03", "lb3-03", "3-03", "3-3", "Brief op de mat", "BRIEF", "op-de", " mat "]
)
def test_an_exercise_has_many_names(ours: Path, name: str) -> None:
    assert Library.from_folders([ours]).find(name).id == "brief-op-de-mat"


def test_accents_do_not_matter(tmp_path: Path) -> None:
    folder_with(tmp_path, {"a.yaml": another("LB3-06", "een-euro", "Eén euro")})
    assert Library.from_folders([tmp_path]).find("een eur").id == "een-euro"


def test_a_whole_name_wins_from_a_piece(ours: Path) -> None:
    (ours / "x.yaml").write_text(another("LB3-06", "testpanel-twee", "Het testpanel, deel twee"))
    library = Library.from_folders([ours])
    assert library.find("testpanel").id == "testpanel"
    assert library.find("het testpanel").id == "testpanel"


def test_a_miss_gives_the_nearest_names(ours: Path) -> None:
    with pytest.raises(ToolboxError) as caught:
        Library.from_folders([ours]).find("breef-op-de-mat")
    (problem,) = caught.value.problems
    assert "“breef-op-de-mat” kennen we niet" in problem.what
    assert "“brief-op-de-mat”" in problem.do
    assert "armoede lijst" in problem.do


@pytest.mark.parametrize("name", ["", "  ", "LB9-99", "9-9", "🦄"])
def test_nonsense_is_a_miss(ours: Path, name: str) -> None:
    with pytest.raises(ToolboxError, match="kennen we niet"):
        Library.from_folders([ours]).find(name)


def test_an_ambiguous_piece_names_them(ours: Path) -> None:
    with pytest.raises(ToolboxError) as caught:
        Library.from_folders([ours]).find("te")
    (problem,) = caught.value.problems
    assert "passen 2 oefeningen" in problem.what
    assert "“tel-de-stappen” (LB3-04) of “testpanel” (LB3-05)" in problem.do


# --- several folders ------------------------------------------------------------------------------------------------


def test_a_later_folder_replaces_and_says_so(ours: Path, tmp_path: Path) -> None:
    own = folder_with(tmp_path / "own", {"mijn.yaml": changed(("titel: Brief op de mat", "titel: Onze brief"))})
    library = Library.from_folders([ours, own])
    assert library.find("LB3-03").title == "Onze brief"
    (notice,) = library.notices
    assert str(own / "mijn.yaml") in notice
    assert "brief.yaml" in notice
    assert library.problems == ()


def test_a_missing_folder_is_named_and_the_rest_works(ours: Path, tmp_path: Path) -> None:
    library = Library.from_folders([ours, tmp_path / "weg", ours / THIRD / "brief.yaml"])
    assert len(library.exercises) == 3
    assert [problem.what for problem in library.problems] == [
        "Deze map met oefeningen bestaat niet.",
        "Dit is geen map.",
    ]


def test_the_same_folder_twice_is_once(ours: Path) -> None:
    library = Library.from_folders([ours, ours, ours / THIRD])
    assert len(library.exercises) == 3
    assert (library.problems, library.notices) == ((), ())


def test_shared_data_of_an_own_folder_counts(ours: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "_bronnen.yaml").write_text("formaat: 1\nbronnen:\n  - {code: ONS1, titel: Ons rapport}\n")
    text = changed(
        ("brief-op-de-mat", "eigen"), ("LB3-03", "LB3-40"), ("[W5]", "[W5] [ONS1]"), ("[W5, ", "[ONS1, W5, ")
    )
    (own / "eigen.yaml").write_text(text)
    assert Library.from_folders([ours, own]).find("eigen").sources == ("ONS1", "W5", "CPB25")


# --- what is broken -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "what", "line"),
    [
        ("kapot.yaml", b"a: [1\nb: 2", "gaat niet goed dicht", ":1:4"),
        ("leeg.yaml", b"", "dit bestand", ":1:1"),
        ("latin.yaml", b"a: 1\nb: caf\xe9", "geen gewone tekst", ":2:7"),
        ("beeld.yaml", b"\x89PNG\r\n\x1a\n\x00\x00", "geen gewone tekst", ":1:1"),
        ("nul.yaml", b"a: 1\nb: \x00", "onzichtbaar teken", ":2:4"),
        ("groot.yaml", b"# " + b"x" * (folders.MAX_BYTES + 1), "te groot", ""),
        ("veel.yaml", b"# " + b"x" * 1_100_000, "te groot", ":1:1"),
        (f"{THIRD}soort.yaml", changed(("soort: open", "soort: opn")).encode(), "“opn” kennen we niet", ":41:16"),
        (f"{THIRD}nummer.yaml", another("LB2-03", "x").encode(), "past niet", ":3:9"),
        ("leerbehoefte-2/verkeerd.yaml", another("LB3-44", "x").encode(), "past niet in de map", ":3:9"),
        (f"{THIRD}zelfde-id.yaml", another("LB3-44", "testpanel").encode(), "Het id “testpanel” is al van", ""),
        (f"{THIRD}zelfde-nummer.yaml", another("LB3-05", "x").encode(), "Het nummer “LB3-05” is al van", ""),
    ],
)
def test_a_broken_file_is_named_and_hides_no_other(ours: Path, name: str, content: bytes, what: str, line: str) -> None:
    path = ours / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    library = Library.from_folders([ours])
    assert [exercise.number for exercise in library.exercises] == ["LB3-03", "LB3-04", "LB3-05"]
    assert any(what in one.what and one.where.endswith(f"{name}{line}") and one.do for one in library.problems), library


def test_broken_shared_data_is_named(ours: Path) -> None:
    (ours / "_feiten.yaml").write_text("formaat: 1\nfeiten:\n  - id: F15\n")
    library = Library.from_folders([ours])
    assert {one.where.rsplit("/")[-1].split(":")[0] for one in library.problems} >= {"_feiten.yaml"}


def test_other_files_are_left_alone(ours: Path) -> None:
    (ours / "LEESMIJ.md").write_text("hoi")
    (ours / ".verborgen.yaml").write_text("[")
    (ours / "_eigen.yaml").write_text("[")
    (ours / "kopie.yaml~").write_text("[")
    (ours / "map.yaml").mkdir()
    (ours / ".git").mkdir()
    (ours / ".git" / "x.yaml").write_text("[")
    assert Library.from_folders([ours]).problems == ()


def test_a_link_that_leaves_the_folder_is_not_followed(ours: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("wachtwoord: x")
    (ours / "link.yaml").symlink_to(secret)
    (ours / "map").symlink_to(tmp_path)
    (ours / "binnen.yaml").symlink_to(ours / THIRD / "brief.yaml")
    (ours / "rond").symlink_to(ours)
    library = Library.from_folders([ours])
    assert len(library.exercises) == 3
    assert sorted(Path(one.where).name for one in library.problems) == ["link.yaml", "map"]
    assert not any("wachtwoord" in f"{one.what}{one.do}" for one in library.problems)


def test_a_file_that_vanishes_while_reading_is_named(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: _gone() if self.name == "brief.yaml" else real(self, *a, **k)
    )
    library = Library.from_folders([ours])
    assert len(library.exercises) == 2
    assert "kunnen we niet lezen" in library.problems[0].what


def _gone() -> None:
    raise PermissionError


# --- our own exercises ----------------------------------------------------------------------------------------------


def test_the_bundled_exercises_are_all_right() -> None:
    library = Library.load()
    assert library.problems == ()
    assert library.exercises
    assert library.shared.sources


def test_a_wheel_has_its_own_exercises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "armoede_toolbox"
    (package / "storage").mkdir(parents=True)
    monkeypatch.setattr(folders, "__file__", str(package / "storage" / "folders.py"))
    assert folders.bundled() == tmp_path.parent / "exercises"
    (package / "_exercises").mkdir()
    assert folders.bundled() == package / "_exercises"
