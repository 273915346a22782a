"""``verslag`` and ``exporteer`` as files: what goes where, what is said, and who chooses."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFrom
from pypdf import PdfReader

from armoede_toolbox.entry import JournalEntry, State, StepRecord, parse, render
from armoede_toolbox.errors import ExitCode, ToolboxError, UsageError
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.window import Interrupted
from armoede_toolbox.vocabulary import InReport, Sharing
from armoede_toolbox.workflows import choice_example, exporting, home, reporting
from armoede_toolbox.workflows.copying import ALL_ANSWERS
from armoede_toolbox.workflows.delivering import NOTHING
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.logbook import Filters
from armoede_toolbox.workflows.reporting import Wish
from tests.scripted import ScriptWindow
from tests.workflows.test_logbook import NOW, a_house, all_of, entry, head, question

SENTENCE = "Ik schrok van het woord vordering in deze brief."
FILES = ("html", "docx", "pdf", "csv")


def put(made: JournalEntry, folder: str = "noord") -> Path:
    path = journal.entry_path(a_house().places.teams / folder, made.head.session, made.head.exercise)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(made), encoding="utf-8")
    return path


def session(
    tail: str = "k7f3", day: str = "2026-11-22", delen: Sharing = Sharing.SENTENCES, **more: Any
) -> JournalEntry:
    made = entry(head(day, tail, sharing=delen, **more))
    asked = (
        question("waarom", "open", "Waarom?", SENTENCE, "nog iets"),
        question("hoe", "schaal", "Hoe duidelijk?", 1, 2, 2, 3),
        question("geheim", "open", "Wat raakt je?", "dit blijft hier", in_report=InReport.NO),
    )
    return replace(made, steps=(StepRecord(number=1, title="Lezen", questions=asked),))


@pytest.fixture
def house(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    put(session())
    return a_house()


def words_of(path: Path) -> str:
    if path.suffix == ".docx":
        made = WordFrom(str(path))
        return "\n".join(
            [p.text for p in made.paragraphs] + [c.text for t in made.tables for r in t.rows for c in r.cells]
        )
    if path.suffix == ".pdf":
        return " ".join("\n".join(page.extract_text() for page in PdfReader(path).pages).split())
    return path.read_text(encoding="utf-8-sig")


# --- verslag --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", FILES)
def test_a_report_in_every_format_holds_what_may_leave(house: House, fmt: str) -> None:
    made = reporting.make(house, ["laatste"], wish=Wish(fmt))
    assert made.file == Path.cwd() / f"verslag-2026-11-22-1405-brief-op-de-mat-k7f3.{fmt}"
    text = words_of(made.file)
    assert "De brief opnieuw schrijven" in text and SENTENCE in text
    assert "dit blijft hier" not in text
    assert made.text() == str(made.file)
    assert "Geschreven: een verslag van 1 sessie." in made.notices
    assert any("de oefening houdt die bij het team" in notice for notice in made.notices)


def test_without_a_place_markdown_and_json_stand_on_the_screen(house: House) -> None:
    made = reporting.make(house)
    assert made.file is None and made.text().startswith("# Brief op de mat")
    assert made.notices[0] == "Dit is het verslag van de laatste sessie: Brief op de mat, 22 november 2026."
    data = reporting.make(house, wish=Wish("json"))
    assert json.loads(data.content) == data.data()
    assert [one["id"] for one in data.data()["verslag"]["sessies"][0]["vragen"]] == ["waarom", "hoe"]
    assert "dit blijft hier" not in data.content.decode()


def test_the_name_of_the_file_says_the_format(house: House, tmp_path: Path) -> None:
    made = reporting.make(house, wish=Wish(to=tmp_path / "ons.docx"))
    assert made.format == "docx" and reporting.CONCEPT in made.notices
    with pytest.raises(UsageError):
        reporting.make(house, wish=Wish("pdf", to=tmp_path / "ons.html"))
    with pytest.raises(UsageError):
        reporting.make(house, wish=Wish("pdf", short=True))


def test_nothing_is_overwritten(house: House, tmp_path: Path) -> None:
    target = tmp_path / "van-mij.html"
    target.write_text("van mij")
    with pytest.raises(ToolboxError) as refused:
        reporting.make(house, wish=Wish(to=target))
    assert "--overschrijf" in refused.value.problems[0].do
    assert target.read_text() == "van mij"
    reporting.make(house, wish=Wish(to=target, overwrite=True))
    assert "Brief op de mat" in target.read_text()


def test_the_logbook_itself_is_never_written(house: House, home: Path) -> None:
    before = all_of(home)
    folder = house.places.teams / "noord" / "2026"
    for fmt in FILES:
        with pytest.raises(ToolboxError):
            reporting.make(house, wish=Wish(fmt, to=folder, overwrite=True))
        with pytest.raises(ToolboxError):
            exporting.export(house, ["laatste"], fmt, to=folder, overwrite=True)
    assert all_of(home) == before


@pytest.mark.parametrize(
    ("delen", "reason"),
    [(Sharing.AGREEMENTS, "2 vragen: gekozen is alleen de afspraken"), (Sharing.THEMES, "zinnen bij 2 vragen")],
)
def test_it_says_what_it_left_out_and_why(house: House, delen: Sharing, reason: str) -> None:
    put(session("m2p9", "2026-11-23", delen))
    made = reporting.make(house, ["m2p9"])
    assert SENTENCE not in made.text()
    assert any(reason in notice for notice in made.notices)


def test_a_short_text_for_a_mail(house: House) -> None:
    text = reporting.make(house, wish=Wish(short=True)).text()
    assert text.startswith(
        "Brief op de mat, 22 november 2026, team Noord\n\nAfspraken\n- De brief opnieuw schrijven (Sam, "
    )
    assert SENTENCE not in text


def test_many_sessions_with_the_filters_of_the_logbook(house: House, tmp_path: Path) -> None:
    put(session("m2p9", "2026-09-22"))
    put(session("zz1d", "2026-10-22", team="Zuid"), "zuid")
    seen: list[tuple[int, int]] = []
    made = reporting.make(
        house,
        filters=Filters(team="Noord"),
        wish=Wish(to=tmp_path / "noord.pdf"),
        progress=lambda *now: seen.append(now),
    )
    assert [one.head.session[-4:] for one in made.told] == ["m2p9", "k7f3"]
    assert (2, 2) in seen
    assert made.problems == ()


def test_a_damaged_file_is_named_and_stops_nothing(house: House, tmp_path: Path) -> None:
    damaged = put(session("kap0", "2026-05-05"))
    damaged.write_text("---\nformaat: 1\nsoort: sessie\n---\n# Stuk\n")
    made = reporting.make(house, filters=Filters(team="Noord"), wish=Wish(to=tmp_path / "x.html"))
    assert len(made.told) == 1 and any(str(damaged) in problem.where for problem in made.problems)
    with pytest.raises(ToolboxError) as told:
        reporting.make(house, ["kap0"], wish=Wish(to=tmp_path / "y.html"))
    assert str(damaged) in told.value.problems[0].where
    assert not (tmp_path / "y.html").exists()


def test_nothing_that_fits_writes_nothing(house: House, tmp_path: Path) -> None:
    made = reporting.make(house, filters=Filters(since=NOW.date()), wish=Wish(to=tmp_path / "x.pdf"))
    assert made.notices[0] == NOTHING and not (tmp_path / "x.pdf").exists()


# --- a template -----------------------------------------------------------------------------------------------------


def test_a_house_style(house: House, tmp_path: Path) -> None:
    own = WordFrom()
    own.sections[0].header.paragraphs[0].text = "Gemeente Noord"
    own.save(str(tmp_path / "huisstijl.docx"))
    made = reporting.make(house, wish=Wish("docx", template=tmp_path / "huisstijl.docx"))
    assert WordFrom(str(made.file)).sections[0].header.paragraphs[0].text == "Gemeente Noord"


@pytest.mark.parametrize("content", [b"geen word", b"PK\x03\x04stuk", None])
def test_a_template_that_is_none(house: House, tmp_path: Path, content: bytes | None) -> None:
    template = tmp_path / "huisstijl.docx"
    if content is not None:
        template.write_bytes(content)
    with pytest.raises(ToolboxError) as refused:
        reporting.make(house, wish=Wish("docx", template=template))
    assert refused.value.problems[0].where == str(template)
    with pytest.raises(UsageError):
        reporting.make(house, wish=Wish("pdf", template=template))
    with pytest.raises(UsageError):
        exporting.export(house, ["laatste"], "md", template=template)


# --- choosing -------------------------------------------------------------------------------------------------------


def choices(tmp_path: Path, text: str) -> Wish:
    path = tmp_path / "keuzes.yaml"
    path.write_text(text, encoding="utf-8")
    return Wish(choices=path)


def test_a_choice_file_gives_less(house: House, tmp_path: Path) -> None:
    text = reporting.make(house, wish=choices(tmp_path, "waarom: themas\nhoe: weglaten\n")).text()
    assert SENTENCE not in text and "Hoe duidelijk?" not in text
    text = reporting.make(house, wish=choices(tmp_path, "k7f3:\n  waarom: weglaten\nafspraken: weglaten\n")).text()
    assert "Waarom?" not in text and "De brief opnieuw schrijven" not in text


def test_a_choice_file_can_never_give_more_and_tells_all_at_once(house: House, tmp_path: Path) -> None:
    put(session("m2p9", "2026-11-23", Sharing.THEMES))
    wish = choices(tmp_path, "waarom: alles\nwaarrom: themas\nhoe: soms\ngeheim: themas\nx9x9:\n  hoe: themas\n")
    with pytest.raises(ToolboxError) as refused:
        reporting.make(house, ["m2p9"], wish=wish)
    problems = refused.value.problems
    assert [int(one.where.rpartition(" ")[2]) for one in problems] == [1, 2, 3, 4, 5]
    assert "niet meer mee dan “themas”" in problems[0].what
    assert problems[1].do == "Bedoel je “waarom”?"


@pytest.mark.parametrize("text", ["", "- a", "waarom: [", "\x00"])
def test_a_choice_file_that_cannot_be_read(house: House, tmp_path: Path, text: str) -> None:
    with pytest.raises(ToolboxError):
        reporting.make(house, wish=choices(tmp_path, text))


def test_the_facilitator_chooses_per_question(house: House) -> None:
    window = ScriptWindow(["Per vraag kiezen", "Alleen de thema’s", "Weglaten"])
    text = reporting.make(house, window=window).text()
    assert SENTENCE not in text and "Hoe duidelijk?" not in text and "Waarom?" in text
    assert "Wat raakt je?" not in window.text


@pytest.mark.parametrize(("way", "leaves"), [("Zoals we samen kozen", True), ("Alleen de afspraken", False)])
def test_the_facilitator_chooses_once(house: House, way: str, leaves: bool) -> None:
    assert (SENTENCE in reporting.make(house, window=ScriptWindow([way])).text()) is leaves


def test_where_only_agreements_leave_nothing_is_asked(house: House) -> None:
    put(session("m2p9", "2026-11-23", Sharing.AGREEMENTS))
    window = ScriptWindow([])
    assert "De brief opnieuw schrijven" in reporting.make(house, ["m2p9"], window=window).text()


def test_stopping_writes_nothing(house: House, tmp_path: Path) -> None:
    with pytest.raises(ToolboxError) as stopped:
        reporting.make(house, wish=Wish(to=tmp_path / "x.pdf"), window=ScriptWindow([Interrupted]))
    assert stopped.value.exit_code == ExitCode.INTERRUPTED
    assert not (tmp_path / "x.pdf").exists()


# --- exporteer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", FILES)
def test_an_export_holds_everything(house: House, fmt: str) -> None:
    made = exporting.export(house, ["k7f3"], fmt)
    assert made.file is not None
    text = words_of(made.file)
    assert SENTENCE in text and "dit blijft hier" in text
    assert any(ALL_ANSWERS in notice for notice in made.notices)
    with pytest.raises(ToolboxError):
        exporting.export(house, ["k7f3"], fmt)


def test_a_table_has_a_row_per_contribution(house: House, tmp_path: Path) -> None:
    made = exporting.export(house, [], "csv", Filters(team="Noord"), tmp_path / "noord.csv")
    assert made.file is not None
    rows = list(csv.DictReader(io.StringIO(made.file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    assert [row["vraag"] for row in rows] == ["afspraken", "waarom", "waarom", "hoe", "hoe", "hoe", "hoe", "geheim"]
    assert rows[1]["antwoord"] == SENTENCE and rows[0]["wie"] == "Sam"


def test_an_export_in_markdown_and_json_is_still_that_of_the_logbook(house: House) -> None:
    made = exporting.export(house, ["k7f3"])
    assert parse(made.text(80)).head.team == "Noord"
    assert json.loads(exporting.export(house, ["k7f3"], "json").text(80))["sessies"]


def test_personal_only_when_asked(house: House) -> None:
    alone = session("p3rs", "2026-11-01", team=None)
    path = journal.entry_path(house.places.personal, alone.head.session, alone.head.exercise)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(alone), encoding="utf-8")
    for make in (reporting.make, exporting.export):
        with pytest.raises(ToolboxError):
            make(house, ["p3rs"])
    assert reporting.make(house, ["p3rs"], Filters(personal=True)).told


# --- an example of a choice file ------------------------------------------------------------------------------------


def test_an_example_of_choices_changes_nothing_as_it_is(house: House, tmp_path: Path) -> None:
    put(session("m2p9", "2026-11-23", Sharing.THEMES))
    filters = Filters(team="Noord")
    made = choice_example.make(house, filters=filters, wish=Wish(to=tmp_path / "keuzes.yaml"))
    assert made.file == tmp_path / "keuzes.yaml" and made.text() == str(made.file)
    given = Wish(choices=made.file)
    assert reporting.make(house, filters=filters, wish=given).text() == reporting.make(house, filters=filters).text()
    with pytest.raises(ToolboxError):
        choice_example.make(house, filters=filters, wish=Wish(to=tmp_path / "keuzes.yaml"))


def test_an_example_of_choices_shows_every_question_and_what_stays(house: House) -> None:
    made = choice_example.make(house)
    assert made.text().split("\n")[3:] == [
        "# Brief op de mat, 22 november 2026. Samen gekozen: ook zinnen, zonder naam.",
        "k7f3:",
        "  afspraken: alles",
        "  # Waarom?",
        "  waarom: alles",
        "  # Hoe duidelijk?",
        "  hoe: alles",
        "  # Dit blijft bij het team: Wat raakt je?",
    ]
    assert made.data()["keuzes"] == {"2026-11-22-1405-k7f3": {"afspraken": "alles", "waarom": "alles", "hoe": "alles"}}


@pytest.mark.parametrize("wish", [Wish(short=True), Wish("pdf"), Wish(choices=Path("x.yaml"))])
def test_an_example_of_choices_is_no_report(house: House, wish: Wish) -> None:
    with pytest.raises(UsageError):
        choice_example.make(house, wish=wish)


# --- a session that was rounded off early ---------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", FILES)
def test_a_session_that_was_rounded_off_early_says_so(house: House, fmt: str) -> None:
    early = session("vr0g", "2026-11-24", complete=False)
    late = replace(question("later", "open", "Wat nog meer?"), state=State.NOT_REACHED)
    steps = (*early.steps, StepRecord(number=2, title="Later", questions=(late,)))
    put(replace(early, agreements=(), steps=steps))
    made = reporting.make(house, ["vr0g"], wish=Wish(fmt))
    assert made.file is not None
    text = words_of(made.file)
    assert SENTENCE in text and "Wat nog meer?" not in text
    if fmt != "csv":
        assert "Niet alle vragen kwamen aan de beurt." in text and "Er is geen afspraak gemaakt." in text


# --- from the home menu ---------------------------------------------------------------------------------------------


def test_a_report_from_the_menu_overwrites_nothing(house: House, tmp_path: Path) -> None:
    for _ in range(2):
        window = ScriptWindow([0, "Een webpagina", "Zoals we samen kozen"])
        home._report(house, window)
    made = sorted(path.name for path in tmp_path.glob("verslag-*.html"))
    assert made == [f"verslag-2026-11-22-1405-brief-op-de-mat-k7f3{n}.html" for n in ("-2", "")]
    assert any("Klaar: " in line for line in window.lines)


def test_a_short_text_from_the_menu_stands_on_the_screen(house: House) -> None:
    window = ScriptWindow([0, "Een korte tekst voor een mail of Teams", "Zoals we samen kozen"])
    home._report(house, window)
    assert "De brief opnieuw schrijven" in window.text
