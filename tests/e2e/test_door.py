"""Through the door that people use: ``start --antwoorden`` to a file, under everything that can go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.cli import main
from armoede_toolbox.entry import parse
from armoede_toolbox.text import clean

SOLO = ["start", "LB3-03", "--vorm", "individueel", "--tijd", "12"]
NASTY = (
    "# kop\n## kop\n---\n***\n> citaat\n| a | b |\n- [ ] taak\n- [x] taak\n1. een\n```\ncode\n```"
    "\n<!-- at:bijdrage x -->"
    "\n<script>alert(1)</script>\n[link](http://x)\n[26/11, 23:32] Naam: tekst\n-----Oorspronkelijk bericht-----"
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200) | st.sampled_from(
    [NASTY, "שלום עולם", "👩‍👩‍👧‍👦 ❤️", "a" * 5000, "e\u0301", "\u202eomgekeerd", "\x1b[2J\x07bel", "C:\\map\\*"]
)


def answers(tmp_path: Path, **given_answers: object) -> Path:
    """An answers file for the normal variant of LB3-03 in which everything else is passed."""
    from armoede_toolbox.storage.library import Library
    from armoede_toolbox.vocabulary import Mode, Variant

    exercise = Library.load().find("LB3-03")
    steps = exercise.steps_in(Variant.NORMAL, Mode.SOLO)
    keys = [p.id for step in steps for p in step.prompts_in(Variant.NORMAL, Mode.SOLO) if p.stores]
    path = tmp_path / "antwoorden.yaml"
    path.write_text(yaml.safe_dump(dict.fromkeys(keys, "/pas") | given_answers, allow_unicode=True), encoding="utf-8")
    return path


def open_key() -> str:
    from armoede_toolbox.storage.library import Library

    exercise = Library.load().find("LB3-03")
    return next(p.id for s in exercise.steps for p in s.prompts if p.kind == "open" and p.variants is None)


@pytest.fixture
def logbook(tmp_path, monkeypatch):
    root = tmp_path / "logboek"
    monkeypatch.setenv("ARMOEDE_LOGBOEK", str(root))
    return root


def value_in(path: Path, key: str) -> object:
    entry = parse(path.read_bytes())
    return next(q.contributions[0].value for step in entry.steps for q in step.questions if q.id == key)


def saved(capsys) -> Path:
    return Path(capsys.readouterr().out.strip())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_what_was_typed_is_what_reads_back(text, tmp_path, logbook, capsys):
    if not clean(text) or clean(text).strip().lower() == "/pas":
        return
    key = open_key()
    capsys.readouterr()
    stored = "/" + text if text.startswith("//") else text
    document = yaml.safe_load(yaml.safe_dump(stored, allow_unicode=True))
    if document != stored:
        return
    code = main([*SOLO, "--antwoorden", str(answers(tmp_path, **{key: stored}))])
    out = capsys.readouterr()
    assert code == 0, out.err
    assert value_in(Path(out.out.strip()), key) == clean(text)


def test_a_megabyte_of_text_is_kept(tmp_path, logbook, capsys):
    text = "Een regel met woorden.\n" * 20_000
    assert main([*SOLO, "--antwoorden", str(answers(tmp_path, **{open_key(): text}))]) == 0
    assert value_in(saved(capsys), open_key()) == clean(text)


def test_two_sessions_in_the_same_second_both_survive(tmp_path, logbook, capsys, monkeypatch):
    path = answers(tmp_path, **{open_key(): "een"})
    first, second = (main([*SOLO, "--antwoorden", str(path), "--datum", "2026-11-24"]) for _ in range(2))
    assert (first, second) == (0, 0)
    assert len(list(logbook.rglob("*.md"))) == 2
    assert len(set(capsys.readouterr().out.split())) == 2


@pytest.mark.slow
def test_eight_toolboxes_at_once_all_survive(tmp_path, logbook):
    path = answers(tmp_path, **{open_key(): "tegelijk"})
    command = [sys.executable, "-m", "armoede_toolbox", *SOLO, "--antwoorden", str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(8)]
    outputs = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 8, outputs
    files = {Path(out.decode().strip()) for out, _ in outputs}
    assert len(files) == 8
    assert all(value_in(file, open_key()) == "tegelijk" for file in files)


@pytest.mark.parametrize("damage", ["file", "dangling"])
def test_a_logbook_that_cannot_be_is_said_before_anything_is_written(damage, tmp_path, logbook, capsys):
    if damage == "file":
        logbook.write_text("dit is geen map")
    else:
        logbook.symlink_to(tmp_path / "weg" / "nog-dieper")
        (tmp_path / "weg").write_text("een bestand in de weg")
    code = main([*SOLO, "--antwoorden", str(answers(tmp_path))])
    out = capsys.readouterr()
    assert code == 1
    assert out.out == ""
    assert "logboek" in out.err
    assert "Traceback" not in out.err


def test_foreign_and_damaged_files_hide_nothing(tmp_path, logbook, capsys):
    assert main([*SOLO, "--antwoorden", str(answers(tmp_path, **{open_key(): "zoek mij"}))]) == 0
    mine = saved(capsys)
    folder = mine.parent
    (folder / "leeg.md").write_bytes(b"")
    (folder / "2026-11-22-1405-leeg-k7f3.md").write_bytes(b"")
    (folder / "2026-11-22-1406-binair-k7f4.md").write_bytes(os.urandom(2000))
    (folder / "~$document.docx").write_bytes(b"x")
    (folder / "foto.jpg").write_bytes(os.urandom(100))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["logboek", "lijst", "--persoonlijk", "--json"]) == 0
    out = capsys.readouterr()
    assert "brief-op-de-mat" in out.out
    assert "2026-11-22-1405-leeg-k7f3.md" in out.out
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("change", ["bom", "crlf", "nfd", "note"])
def test_a_file_that_was_edited_by_hand_is_read(change, tmp_path, logbook, capsys):
    import unicodedata

    assert main([*SOLO, "--antwoorden", str(answers(tmp_path, **{open_key(): "Ömer dééd het"}))]) == 0
    path = saved(capsys)
    text = path.read_text("utf-8")
    changed = {
        "bom": ("\ufeff" + text).encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "nfd": unicodedata.normalize("NFD", text).encode(),
        "note": text.replace("\n\n", "\n\nEen notitie van mij.\n\n").encode(),
    }[change]
    path.write_bytes(changed)
    assert value_in(path, open_key()) == "Ömer dééd het"
    assert path.read_bytes() == changed


def test_a_rehearsal_checks_the_answers_and_saves_nothing(tmp_path, logbook, capsys, home):
    before = {path for path in home.rglob("*") if path.is_file()}
    team = ["start", "LB5-01", "--tijd", "15", "--team", "Proefteam", "--nieuw-team", "--deelnemers", "8"]
    path = tmp_path / "leeg.yaml"
    path.write_text("x: y")
    assert main([*team, "--proef", "--antwoorden", str(path)]) == 1
    assert main([*SOLO, "--proef", "--antwoorden", str(answers(tmp_path))]) == 0
    assert "niets bewaard" in capsys.readouterr().err
    assert not logbook.exists()
    saved_since = {path for path in home.rglob("*") if path.is_file()} - before
    assert not [path for path in saved_since if "cache" not in path.parts]


def team_answers(tmp_path: Path, number: str, variant: str) -> Path:
    from armoede_toolbox.storage.library import Library
    from armoede_toolbox.vocabulary import Mode, Variant

    exercise = Library.load().find(number)
    steps = exercise.steps_in(Variant(variant), Mode.TEAM)
    keys = [p.id for step in steps for p in step.prompts_in(Variant(variant), Mode.TEAM) if p.stores]
    path = tmp_path / "team.yaml"
    path.write_text(yaml.safe_dump(dict.fromkeys(keys, "/pas")), encoding="utf-8")
    return path


def test_a_team_that_does_it_again_gets_other_statements(tmp_path, logbook, capsys):
    team = ["start", "LB5-01", "--tijd", "15", "--team", "Noord", "--deelnemers", "8"]
    path = team_answers(tmp_path, "LB5-01", "kort")
    cards = []
    for extra in (["--nieuw-team"], [], []):
        assert main([*team, *extra, "--antwoorden", str(path)]) == 0
        cards += parse(saved(capsys).read_bytes()).head.extra["getrokken"]
    assert len(cards) == len(set(cards)) >= 3


def test_a_team_may_bring_its_own_list(tmp_path, logbook, capsys):
    folder = logbook / "teams" / "noord" / "lijsten"
    folder.mkdir(parents=True)
    (folder / "steunindicatoren.txt").write_text("- Iemand belt terug\n- Ik krijg tijd\n", encoding="utf-8")
    path = team_answers(tmp_path, "LB3-06", "lang")
    answered = yaml.safe_load(path.read_text("utf-8")) | {"steun-miste": "Ik krijg tijd"}
    path.write_text(yaml.safe_dump(answered), encoding="utf-8")
    team = ["start", "LB3-06", "--tijd", "75", "--team", "Noord", "--deelnemers", "6"]
    assert main([*team, "--antwoorden", str(path)]) == 0
    assert value_in(saved(capsys), "steun-miste") == "Ik krijg tijd"
