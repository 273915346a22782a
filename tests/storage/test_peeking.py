"""Looking at bytes may say that a file is worth reading when it is not, and never the other way round."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from armoede_toolbox.entry import JournalEntry, render
from armoede_toolbox.storage import journal, peeking
from tests.entry.strategies import entries


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(entries())
def test_no_signal_and_no_question_is_missed(tmp_path: Path, entry: JournalEntry) -> None:
    path = tmp_path / "x.md"
    path.write_text(render(entry), encoding="utf-8")
    assert peeking.holds(path, peeking.SIGNALS) or not entry.signals
    asked = {(question.id, question.kind) for step in entry.steps for question in step.questions}
    assert asked <= set(peeking.questions(path))
    path.write_text(render(entry), encoding="utf-16")
    assert peeking.holds(path, peeking.SIGNALS)


def test_a_file_that_cannot_be_read_holds_nothing_and_a_huge_one_may(tmp_path: Path, monkeypatch) -> None:
    assert not peeking.holds(tmp_path, peeking.SIGNALS)
    assert not peeking.holds(tmp_path / "weg.md", peeking.SIGNALS)
    assert peeking.questions(tmp_path / "weg.md") == []
    path = tmp_path / "x.md"
    path.write_text("veel tekst", encoding="utf-8")
    assert not peeking.holds(path, peeking.SIGNALS)
    monkeypatch.setattr(journal, "MOST_READ", 3)
    assert peeking.holds(path, peeking.SIGNALS)
