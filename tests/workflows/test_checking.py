"""``privacy``: any text or Word file, read only, with a clear answer."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.privacy.word_files import everywhere

TEXT = "Toen belde mevrouw De Vries.\n\nHaar nummer is 06-12345678.\n"
CLEAN = "Toen belde een inwoner.\n\nHaar nummer is [telefoonnummer].\n"


@pytest.fixture
def here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    (folder / "n.docx").write_bytes(everywhere())
    return folder


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_it_says_what_and_where(here: Path, terminal: Terminal) -> None:
    ran = terminal.run("privacy", "a.md", "n.docx")
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        "a.md: misschien 1 keer een naam en 1 keer een telefoonnummer.",
        "  regel 1  een naam: “mevrouw De Vries”",
        "  regel 3  een telefoonnummer: “06-12345678”",
    ]
    assert "alinea 3, tabel 1" in ran.out
    assert "helpt" in ran.err and "eigenschappen" in ran.err and "garande" not in ran.err


def test_nothing_found_is_a_result(here: Path, terminal: Terminal) -> None:
    (here / "schoon.txt").write_text("In 2024 kostte het € 1.250,00.")
    ran = terminal.run("privacy", "schoon.txt", "--strikt")
    assert (ran.code, ran.out) == (0, "schoon.txt: we vonden niets.\n")


def test_strict_fails_with_the_list(here: Path, terminal: Terminal) -> None:
    ran = terminal.run("privacy", "a.md", "--strikt")
    assert (ran.code, ran.out) == (1, "")
    assert "Waar: a.md, regel 3" in ran.err and "“06-12345678”" in ran.err


def test_json_has_every_finding(here: Path, terminal: Terminal) -> None:
    ran = terminal.run("privacy", "a.md", "weg.txt", "--json")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["formaat"] == 1
    assert data["bevindingen"][1] == {
        "bestand": "a.md",
        "plek": "regel 3",
        "soort": "een telefoonnummer",
        "tekst": "06-12345678",
        "vervanging": "[telefoonnummer]",
    }
    assert [one["bestand"] for one in data["overgeslagen"]] == ["weg.txt"]


def test_what_comes_in_is_read_too(here: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    ran = terminal.run("privacy", "-", "--anoniem")
    assert (ran.code, ran.out) == (0, CLEAN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_copy_keeps_everything_else(here: Path, terminal: Terminal, encoding: str) -> None:
    (here / "b.txt").write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    ran = terminal.run("privacy", "b.txt", "--anoniem", "--naar", "c.txt")
    assert ran.code == 0 and ran.out == f"{here / 'c.txt'}\n"
    assert (here / "c.txt").read_bytes() == CLEAN.replace("\n", "\r\n").encode(encoding)
    assert (here / "b.txt").read_bytes() == TEXT.replace("\n", "\r\n").encode(encoding)
    assert "Vervangen: 1 keer een naam en 1 keer een telefoonnummer." in ran.err


def test_a_word_copy_is_clean(here: Path, terminal: Terminal) -> None:
    assert terminal.run("privacy", "n.docx", "--anoniem", "--naar", "nieuw.docx").code == 0
    assert terminal.run("privacy", "nieuw.docx").out == "nieuw.docx: we vonden niets.\n"
    assert (here / "n.docx").read_bytes()[:4] == b"PK\x03\x04"


def test_more_files_go_to_a_folder(here: Path, terminal: Terminal) -> None:
    (here / "uit").mkdir()
    assert terminal.run("privacy", "a.md", "n.docx", "--anoniem", "--naar", "uit").code == 0
    assert {path.name for path in (here / "uit").iterdir()} == {"a.md", "n.docx"}


def test_the_file_itself_is_never_changed(here: Path, terminal: Terminal) -> None:
    for to in ("a.md", ".", "./../hier/a.md"):
        ran = terminal.run("privacy", "a.md", "--anoniem", "--naar", to, "--overschrijf")
        assert ran.code == 1 and "Dat veranderen we nooit." in ran.err
    assert (here / "a.md").read_text() == TEXT
    (here / "b.md").write_text("van mij")
    assert "--overschrijf" in terminal.run("privacy", "a.md", "--anoniem", "--naar", "b.md").err
    assert (here / "b.md").read_text() == "van mij"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7", "Een pdf"),
        ("zonder", b"%PDF-1.7", "Een pdf"),
        ("oud.doc", b"\xd0\xcf\x11\xe0", "Een oud Word-bestand"),
        ("stuk.docx", b"PK\x03\x04niets", "geen Word-bestand"),
        ("op-slot.docx", b"\xd0\xcf\x11\xe0", "geen Word-bestand"),
        ("oud.txt", "geïnd".encode("cp1252"), "UTF-8"),
        ("plaatje", b"a\0b", "geen tekst"),
        ("weg.txt", None, "De map of het bestand is er nu niet."),
        ("groot.txt", b"a" * 20_000_001, "te groot"),
    ],
)
def test_what_can_not_be_read_is_told(
    here: Path, terminal: Terminal, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (here / name).write_bytes(content)
    ran = terminal.run("privacy", name)
    assert (ran.code, ran.out) == (1, "") and told in ran.err and "Doe:" in ran.err
    assert terminal.run("privacy", "a.md", name).code == 0
    assert terminal.run("privacy", "a.md", name, "--strikt").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.md", "--naar", "b.md"],
        ["a.md", "--anoniem", "--strikt"],
        ["n.docx", "--anoniem"],
        ["a.md", "n.docx", "--anoniem", "--naar", "b.md"],
        [],
    ],
)
def test_a_wrong_line_is_told(here: Path, terminal: Terminal, arguments: list[str]) -> None:
    ran = terminal.run("privacy", *arguments)
    assert (ran.code, ran.out) == (2, "") and "Wat:" in ran.err
