"""Word files: every corner is read, and the copy keeps its layout."""

from __future__ import annotations

import io

import pytest
from docx import Document

from armoede_toolbox.privacy import scan_text
from armoede_toolbox.privacy.word import NotWord, names_its_makers, passages, rewritten
from tests.privacy.word_files import all_xml, everywhere


def found(content: bytes) -> dict[str, str]:
    return {one.text[hit.start : hit.end]: one.place for one in passages(content) for hit in scan_text(one.text)}


def test_every_corner_is_read() -> None:
    assert found(everywhere()) == {
        "mevrouw De Vries": "alinea 1",
        "06-12345678": "alinea 3, tabel 1",
        "Familie Abdi": "alinea 5, tekstvak",
        "mevrouw Haddad": "alinea 6",
        "2025-00417": "koptekst, alinea 1",
        "024-1234567": "voettekst, alinea 1",
        "meneer Bos": "opmerking, alinea 1",
    }


def test_the_copy_keeps_the_layout_and_holds_nothing_of_it() -> None:
    old = everywhere()
    made = rewritten(old, scan_text)
    assert found(made) == {}
    left = all_xml(made)
    assert not [piece for piece in found(old) if piece in left]
    assert "Sam" not in left and names_its_makers(old) and not names_its_makers(made)
    runs = Document(io.BytesIO(made)).paragraphs[0].runs
    assert [run.text for run in runs if run.text] == ["Toen belde ", "een inwoner", " weer."]
    assert runs[1].bold and [run.italic for run in runs].count(True) == 1
    assert left.count("Een gezin") == 2


def test_a_file_without_findings_reads_the_same() -> None:
    saved = io.BytesIO()
    made = Document()
    made.add_paragraph("Dit  houdt \t spaties,\nen regels.")
    made.save(saved)
    old = saved.getvalue()
    assert passages(rewritten(old, scan_text)) == passages(old)


def test_a_damaged_part_says_so() -> None:
    old = bytearray(everywhere())
    at = old.index(b"word/document.xml") + 200
    old[at : at + 40] = bytes(40)
    with pytest.raises(NotWord):
        passages(bytes(old))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"geen zip", everywhere()[:2000]])
def test_what_is_no_word_file_says_so(content: bytes) -> None:
    with pytest.raises(NotWord):
        passages(content)
