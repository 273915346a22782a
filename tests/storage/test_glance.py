"""A head seen at a glance is the head, or nothing; the text is everything that a person can read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.entry import FORMAT, JournalEntry, front_matter, lines, render, to_json
from armoede_toolbox.entry.front import KEYS, REQUIRED
from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import glance
from armoede_toolbox.text import fold
from tests.entry.examples import PAIR, SOLO, TEAM
from tests.entry.strategies import entries, heads, note_lines


def of_head(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in KEYS}


def seen(text: str) -> dict[str, Any] | None:
    pieces = glance.pieces(text.encode())
    return glance.head(pieces.front) if pieces.usual else None


def test_the_keys_are_those_of_the_front_matter() -> None:
    assert list(glance.KEYS) == list(KEYS)
    assert {key for key, spec in glance.KEYS.items() if spec.required} == REQUIRED
    assert glance.FORMAT == FORMAT


def test_what_the_program_writes_is_plain() -> None:
    for entry in (SOLO, PAIR):
        assert seen(render(entry)) == of_head(to_json(entry))
    assert seen(render(TEAM)) is None, "an unknown key"


@given(heads())
def test_a_glance_is_right_or_says_nothing(head: Any) -> None:
    found = seen(render(JournalEntry(head=head)))
    assert found is None or found == of_head(to_json(JournalEntry(head=head)))


PLAIN = render(SOLO).split("\n---\n")[0].split("\n")
SCALARS = st.sampled_from(
    ["~", "null", "no", "'a'", "'it''s'", "a: b", "a #b", "[a, b]", "[a]", "[]", "12", "-", '"x"']
)


@given(st.integers(1, len(PLAIN) - 1), SCALARS | st.text(alphabet="ab: #'\"[],-0é\\&*!|>%@`{}?", max_size=8), st.data())
def test_a_changed_line_is_read_as_yaml_reads_it(number: int, value: str, data: st.DataObject) -> None:
    changed = list(PLAIN)
    key = changed[number].split(":")[0]
    changed[number] = data.draw(st.sampled_from([f"{key}: {value}", f"{key}:{value}", f"{value}", f"  {value}"]))
    text = "\n".join([*changed, "---", ""])
    found = seen(text)
    try:
        head = front_matter(text)
    except ToolboxError:
        assert found is None
    else:
        assert found is None or found == of_head(to_json(JournalEntry(head=head)))


# --- text -----------------------------------------------------------------------------------------------------------


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text)))


def readable(text: str) -> set[str]:
    pieces = glance.pieces(text.encode())
    return words(glance.readable(pieces.body)) | words(glance.readable_front(pieces.front))


TOLD = {"wat", "inwoner_merkt", "titel", "tekst", "waarde", "perspectief", "vragen", "bijdragen", "notities"}


def values(data: Any) -> list[str]:
    """What people wrote: not the keys, ids and kinds of the program."""
    match data:
        case dict():
            return [text for key, value in data.items() if key in TOLD for text in values(value)]
        case list():
            return [text for value in data for text in values(value)]
        case str():
            return [data]
    return []


@given(entries(), st.lists(note_lines, max_size=3), st.data())
def test_whatever_people_wrote_can_be_found(entry: JournalEntry, notes: list[str], data: st.DataObject) -> None:
    body = render(entry).split("\n")
    start = body.index("---", 1) + 1
    for note in notes:
        body.insert(data.draw(st.integers(start, len(body))), note)
    found = readable("\n".join(body))
    parsed = to_json(entry)
    told = [text for key in ("titel", "afspraken", "stappen", "notities") for text in values(parsed[key])]
    for text in (*told, *notes):
        assert words(text) <= found


def test_the_marks_of_the_program_are_not_found() -> None:
    text = render(PAIR)
    found = readable(text)
    assert not {"at", "vraag", "stap", "tijdlijn"} & words(glance.readable(glance.pieces(text.encode()).body))
    assert {"wachten", "haast", "fatma", "beleving", "2027"} <= found


def test_of_the_front_matter_people_see_the_title_the_team_the_themes_and_their_own() -> None:
    front = [
        "formaat: 1",
        "sessie: 2026-10-13-0440-mjh0",
        "oefening: drie-keer-over-steun",
        "titel: 'Twee dingen: nu en straks'",
        "themas: [taal, schaamte]",
        "team: Noord",
        "onderdelen:",
        "- check-in",
        "getrokken: [S12]",
        "kleur: groen",
    ]
    assert glance.readable_front(front).split("\n") == [
        "Twee dingen: nu en straks",
        "taal, schaamte",
        "Noord",
        "kleur: groen",
    ]
    assert glance.readable_front(["titel: >", "  Over twee", "  regels", "vorm: team"]) == ">\n  Over twee\n  regels"


def test_a_look_back_reads_without_asterisks() -> None:
    line = "- Bellen: **anders gedaan** <!-- at:terugblik 2026-02-17-1405-k7f3-1 anders-gedaan -->"
    assert glance.readable([line, "Een **vette** notitie."]) == "Bellen: anders gedaan\nEen **vette** notitie."


def test_every_program_line_is_known_here() -> None:
    for word, count in lines._ARGUMENTS.items():
        line = lines.mark("Tekst", word, *("1" for _ in range(count)))
        assert glance.readable([line]) == "Tekst", word
    line = lines.mark("Tekst", lines.QUESTION, "a", "b", "c", oogst="thema", verslag="nee")
    assert glance.readable([line]) == "Tekst"
    assert glance.readable([lines.mark("", lines.OVERVIEW, "a1", "b2")]) == ""


@pytest.mark.parametrize("line", ["<!-- at:bijdrage -->", "<!-- at:onbekend woorden -->", "<!-- een briefje -->"])
def test_what_only_looks_like_the_program_is_a_note(line: str) -> None:
    assert glance.readable([line]) == line


def test_any_encoding_is_read() -> None:
    text = render(SOLO).replace("wat", "één")
    for data in (text.encode("cp1252", "replace"), text.encode("utf-16"), text.replace("\n", "\r\n").encode()):
        pieces = glance.pieces(data)
        assert any("één" in line for line in pieces.body), data[:4]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(entries())
def test_no_signal_and_no_question_is_missed(entry: JournalEntry) -> None:
    asked = [f"{question.id} {question.kind}" for step in entry.steps for question in step.questions]
    for encoding in ("utf-8", "utf-16"):
        body = glance.pieces(render(entry).encode(encoding)).body
        assert glance.speaks_of_signals(body) or not entry.signals
        assert set(asked) <= set(glance.questions(body))
