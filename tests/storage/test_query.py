"""What people type becomes an expression that SQLite always takes."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage.query import MOST_WORDS, one_line, understand

NASTY = (
    *('"', '""', '"""', '"open', 'dicht"', "'", "*", "**", "a*b", "^a", "a^", "-a", "+a", "a+b", "tekst:a", "{a b}: c"),
    *("NEAR(a b)", "a NEAR b", "(", ")", "(a", "a)", "a OR", "OR a", "AND", "OF OF OF", "a AND AND b", "a NIET"),
    *("'; DROP TABLE words; --", '" OR 1=1 --', "a\x00b", "%", "_", "\\", "a NOT (b", "NIET NIET a", "🙂", "€", "rank"),
)


@pytest.fixture(scope="module")
def words() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("""CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 2")""")
    rows = ["de brief over huur", "de brief over schulden", "één café", "huur of niet", "and or not", "geen geld"]
    db.executemany("INSERT INTO words (title, text) VALUES ('', ?)", ((row,) for row in rows))
    return db


def found(db: sqlite3.Connection, typed: str) -> list[str]:
    asked = understand(typed)
    rows = db.execute("SELECT text FROM words WHERE words MATCH ? ORDER BY rowid", (asked.expression,))
    return [text for (text,) in rows]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("brief huur", ["de brief over huur"]),
        ("brief AND huur", ["de brief over huur"]),
        ("brief EN huur", ["de brief over huur"]),
        ("schulden OF café", ["de brief over schulden", "één café"]),
        ("schulden OR CAFE", ["de brief over schulden", "één café"]),
        ("brief NIET huur", ["de brief over schulden"]),
        ("brief NOT huur", ["de brief over schulden"]),
        ("brief EN NIET huur", ["de brief over schulden"]),
        ("een OF brief NIET huur", ["de brief over schulden", "één café"]),
        ('"brief over"', ["de brief over huur", "de brief over schulden"]),
        ('"over brief"', []),
        ("“brief over” huur", ["de brief over huur"]),
        ("schul*", ["de brief over schulden"]),
        ('"brief ov"*', ["de brief over huur", "de brief over schulden"]),
        ("huur of niet", ["huur of niet"]),
        ("OF", ["huur of niet"]),
        ("huur OF", ["huur of niet"]),
        ("EN OR", []),
        ("AND OR NOT", ["and or not"]),
        ('huur"', ["de brief over huur", "huur of niet"]),
        ("Cafe\u0301", ["één café"]),
        ("geen-geld", ["geen geld"]),
        ("€ geld", ["geen geld"]),
    ],
)
def test_how_it_is_understood(words: sqlite3.Connection, typed: str, expected: list[str]) -> None:
    assert found(words, typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", '"', "***", "€ !", "()", '"" ""'])
def test_nothing_to_look_for_is_explained(typed: str) -> None:
    with pytest.raises(ToolboxError, match="geen woord"):
        understand(typed)


@pytest.mark.parametrize("typed", ["NIET huur", "brief OF NIET huur", "NOT a NOT b"])
def test_only_what_is_not_wanted_is_explained(typed: str) -> None:
    with pytest.raises(ToolboxError) as explained:
        understand(typed)
    assert "NIET huur" in explained.value.problems[0].do


def test_too_much_is_explained() -> None:
    understand(" ".join(["woord"] * MOST_WORDS))
    for typed in (" ".join(["woord"] * (MOST_WORDS + 1)), "NIET a " * 500, "a OF " * 500):
        with pytest.raises(ToolboxError):
            understand(typed)


PARTS = st.sampled_from([*NASTY, "huur", "brief", "AND", "OR", "NOT", "EN", "OF", "NIET", '"', "*", " "])


@given(st.lists(PARTS, max_size=8).map(" ".join) | st.lists(PARTS, max_size=8).map("".join) | st.text(max_size=30))
@example("a NIET b OF c NIET d EN NIET e")
def test_sqlite_never_complains(typed: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (title, text)")
    db.execute("INSERT INTO words VALUES ('', 'a b c huur brief')")
    try:
        asked = understand(typed)
    except ToolboxError as error:
        assert error.problems[0].do
    else:
        db.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked.expression,)).fetchall()
    db.close()


def test_a_shell_takes_quotation_marks_away() -> None:
    assert one_line(["geen geld"]) == '"geen geld"'
    assert one_line(["geen geld", "brief"]) == '"geen geld" brief'
    assert one_line(["geen", "geld"]) == "geen geld"
    assert one_line(["brief OF huur"]) == "brief OF huur"
    assert one_line(['"geen geld" huur']) == '"geen geld" huur'
    assert understand(one_line(["geen geld"])).phrases == ("geen geld",)
