"""Files as people have them: the three goldens, notes at every line, and edits by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt

from armoede_toolbox.entry import JournalEntry, State, front_matter, parse, render, to_json
from armoede_toolbox.entry.lines import inline
from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.text import clean
from armoede_toolbox.vocabulary import Harvest, InReport
from tests.entry.examples import EXAMPLES, GOLDENS, PAIR, SOLO, TEAM
from tests.entry.strategies import SEEDS, is_note
from tests.entry.test_grammar import bare, body_start, notes_of, questions_of

NOTES = sorted({line for seed in SEEDS for line in clean(f"|\n{seed}").split("\n") if is_note(line)})


def golden(mode: str) -> str:
    return (GOLDENS / f"{mode}.md").read_text(encoding="utf-8")


def edited(entry: JournalEntry, old: str, new: str) -> JournalEntry:
    """The entry after one edit by hand."""
    text = render(entry)
    assert text.count(old) == 1
    return parse(text.replace(old, new), "x.md")


def reasons(entry: JournalEntry) -> str:
    return " ".join(warned.reason for warned in entry.warnings)


# --- goldens --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", EXAMPLES)
def test_the_golden_is_what_we_write_and_reads_back(mode: str) -> None:
    assert render(EXAMPLES[mode]) == golden(mode)
    assert parse(golden(mode), "x.md") == EXAMPLES[mode]


@pytest.mark.parametrize("mode", EXAMPLES)
def test_every_unkind_note_at_every_line(mode: str) -> None:
    lines = golden(mode).split("\n")
    for place in range(body_start(lines), len(lines) + 1):
        for note in NOTES:
            found = parse("\n".join([*lines[:place], note, *lines[place:]]), "x.md")
            assert bare(found) == EXAMPLES[mode], (place, note)
            assert list(notes_of(found)) == [note], (place, note)


@pytest.mark.parametrize("mode", EXAMPLES)
def test_every_line_can_go_missing(mode: str) -> None:
    lines = golden(mode).split("\n")
    expected = [(q.id, q.contributions, q.totals) for q in questions_of(EXAMPLES[mode])]
    for place in range(body_start(lines), len(lines)):
        found = parse("\n".join([*lines[:place], *lines[place + 1 :]]), "x.md")
        same = [(q.id, q.contributions, q.totals) for q in questions_of(found)]
        assert len([one for one in expected if one not in same]) <= 1


def test_json_is_plain_and_dutch() -> None:
    data = json.loads(json.dumps(to_json(PAIR)))
    assert (data["formaat"], data["begonnen"], data["volledig"]) == (1, "2026-11-22T14:05:00+01:00", False)
    assert data["traject"] is None
    assert data["afspraken"][0]["klaar_op"] == "2026-12-01"
    timeline = data["stappen"][1]["vragen"][0]
    assert timeline["bijdragen"][0]["waarde"][1] == {"wat": "de buurvrouw past op", "gevoel": "plus"}
    assert [question["staat"] for question in data["stappen"][1]["vragen"]] == [
        "bijdrage",
        "verwijzing",
        "niet-bereikt",
    ]
    assert to_json(TEAM)["stappen"][0]["vragen"][0]["telling"] == {"eens": 1, "hangt ervan af": 3, "oneens": 4}
    assert to_json(TEAM)["onze_code"] == "no: 12"


# --- edits by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", "xXv✓")
def test_a_box_ticked_by_hand(sign: str) -> None:
    assert edited(PAIR, "- [ ] We", f"- [{sign}] We").agreements[0].ticked


@pytest.mark.parametrize("day", ["1 december 2026", "dinsdag 1 december 2026", "1-12-2026"])
def test_a_day_typed_in_dutch(day: str) -> None:
    found = edited(PAIR, "klaar op: 2026-12-01", f"klaar op: {day}")
    assert found == PAIR


def test_a_field_that_cannot_be_read_is_a_note() -> None:
    found = edited(PAIR, "klaar op: 2026-12-01", "klaar op: ooit")
    agreement = found.agreements[0]
    assert (agreement.ready_on, agreement.look_back_on) == (None, date(2027, 1, 12))
    assert agreement.notes == ("  - klaar op: ooit",)
    assert found.warnings[0].line == 32
    assert "datum" in reasons(found)


def test_a_field_twice_and_a_field_misspelled_are_notes() -> None:
    found = edited(PAIR, "  - wie: Fatma", "  - wie: Fatma\n  - wie: Jan\n  - klar op: morgen")
    assert found.agreements[0].who == "Fatma"
    assert found.agreements[0].notes == ("  - wie: Jan\n  - klar op: morgen",)
    assert "De eerste telt." in reasons(found)
    assert "Bedoel je “klaar op”?" in reasons(found)


def test_an_agreement_twice() -> None:
    line = "- [ ] Een ervaringsdeskundige uitnodigen <!-- at:afspraak 2026-11-22-1405-t9ha-2 afspraken -->"
    found = edited(TEAM, line, f"{line}\n{line}")
    assert len(found.agreements) == 3
    assert "twee keer" in reasons(found)


def test_a_value_that_its_kind_cannot_read_is_kept_raw() -> None:
    found = edited(SOLO, "> 4", "> heel erg\n> moe")
    contribution = found.steps[0].questions[1].contributions[0]
    assert (contribution.value, contribution.unreadable, contribution.line) == (None, "heel erg\nmoe", 38)
    assert found.warnings[0].line == 38
    assert parse(render(found), "x.md") == found


def test_an_unknown_kind_is_kept_raw() -> None:
    found = edited(SOLO, "hoe-moe schaal ieder", "hoe-moe dans ieder")
    question = found.steps[0].questions[1]
    assert (question.kind, question.contributions[0].unreadable) == ("dans", "4")
    assert "“dans” kennen we niet" in reasons(found)


def test_a_count_that_cannot_be_read_is_kept_raw() -> None:
    found = edited(TEAM, "> - oneens: 4", "> - oneens: een stuk of vier")
    question = found.steps[0].questions[0]
    assert (question.state, question.totals) == (State.COUNTED, None)
    assert "een stuk of vier" in (question.contributions[0].unreadable or "")
    assert parse(render(found), "x.md") == found


def test_a_lost_question_line_leaves_the_question_above_alone() -> None:
    found = edited(PAIR, "### Hoe loopt de dag? <!-- at:vraag de-dag tijdlijn samen -->\n", "")
    stray = found.steps[1].questions[0]
    assert (stray.id, stray.kind) == ("de-dag", "onbekend")
    assert "drie kwartier" in (stray.contributions[0].unreadable or "")
    assert "“de-dag”" in reasons(found)


LINE = "### Hoe loopt de dag? <!-- at:vraag de-dag tijdlijn samen"


@pytest.mark.parametrize(
    ("options", "harvest", "in_report"),
    [
        ("", None, None),
        (" verslag=ja", None, InReport.YES),
        (" oogst=dilemma verslag=vraag", Harvest.DILEMMA, InReport.ASK),
        (" verslag=nee oogst=signaal", Harvest.SIGNAL, InReport.NO),
    ],
)
def test_a_question_says_what_a_report_may_do_with_it(
    options: str, harvest: Harvest | None, in_report: InReport | None
) -> None:
    found = edited(PAIR, f"{LINE} -->", f"{LINE}{options} -->")
    question = found.steps[1].questions[0]
    assert (question.harvest, question.in_report, found.warnings) == (harvest, in_report, ())
    assert replace(question, harvest=None, in_report=None) == PAIR.steps[1].questions[0]


@pytest.mark.parametrize("options", ["verslag=jaa", "verslag=", "verslag=alles"])
def test_what_cannot_be_read_never_leaves_by_accident(options: str) -> None:
    found = edited(PAIR, f"{LINE} -->", f"{LINE} {options} -->")
    assert found.steps[1].questions[0].in_report is InReport.NO
    assert "komt niet in een verslag" in reasons(found)


def test_an_option_of_a_newer_toolbox_is_named_and_harms_nothing() -> None:
    found = edited(PAIR, f"{LINE} -->", f"{LINE} kleur=blauw oogst=anders -->")
    assert found.steps == PAIR.steps
    assert "kleur=blauw" in reasons(found)
    assert "oogst=anders" in reasons(found)


def test_an_answer_without_a_place_is_a_note() -> None:
    found = edited(SOLO, "*niet ingevuld* <!-- at:overgeslagen wat-klopte -->", "> toch: de datum")
    question = found.steps[1].questions[0]
    assert (question.state, question.notes) == (State.SKIPPED, ("> toch: de datum",))
    assert len(found.warnings) == 2


def test_a_question_without_a_step_is_kept() -> None:
    found = edited(PAIR, "## Eerst apart <!-- at:stap 1 -->\n", "")
    assert found.steps[0].number == 0
    assert found.steps[0].questions == PAIR.steps[0].questions
    assert "niet onder een stap" in reasons(found)


def test_words_of_the_program_that_somebody_changed_are_a_note() -> None:
    found = edited(SOLO, "*niet ingevuld* <!--", "*overgeslagen, want de brief was weg* <!--")
    question = found.steps[1].questions[0]
    assert (question.state, question.notes) == (State.SKIPPED, ("*overgeslagen, want de brief was weg*",))


def test_another_title_in_the_body_is_a_note() -> None:
    found = edited(SOLO, "# Brief op de mat <!--", "# Brief aan mezelf <!--")
    assert (found.head.title, found.notes) == ("Brief op de mat", ("# Brief aan mezelf",))


def test_a_derived_line_that_somebody_changed_is_a_note() -> None:
    assert edited(TEAM, "- 3: 1\n", "- 3: 1 (dat was ik)\n").steps[1].questions[1].notes == ("- 3: 1 (dat was ik)",)


def test_a_line_saved_by_an_old_windows_program_keeps_its_words() -> None:
    whole = render(PAIR).encode().replace(b"> haast", "> één".encode("cp1252"))
    found = parse(whole, "x.md")
    assert found.steps[0].questions[0].contributions[1].value == "één"
    assert found.steps[1:] == PAIR.steps[1:]
    assert "beschadigd" in reasons(found)


@pytest.mark.parametrize("text", ["beleid\\", "beleid\\\\"])
def test_a_backslash_at_the_end_escapes_nothing_of_ours(text: str) -> None:
    bold = f"**{inline(text)}**"
    assert MarkdownIt().renderInline(bold) == f"<strong>{text}</strong>"


# --- the front matter -----------------------------------------------------------------------------------------------


def problems(old: str, new: str) -> str:
    with pytest.raises(ToolboxError) as caught:
        edited(TEAM, old, new)
    with pytest.raises(ToolboxError):
        front_matter(render(TEAM).replace(old, new), "x.md")
    assert caught.value.exit_code is ExitCode.IMPOSSIBLE
    return " ".join(f"{problem.where}: {problem.what} {problem.do}" for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("formaat: 1", "formaat: 2", "x.md, regel 2: Dit bestand is van een nieuwere toolbox (formaat 2)."),
        ("formaat: 1", "formaat: 2", "erk de toolbox bij"),
        ("vorm: team", "vorm: taem", "x.md, regel 10: “vorm”: “taem” kennen we niet. Bedoel je “team”?"),
        ("leerbehoefte: anders-kijken\n", "", "x.md, regel 1: “leerbehoefte”: dit ontbreekt."),
        ("\nteam: Noord", "\nvorm: duo", "x.md, regel 12: “vorm” staat hier twee keer."),
        ("begonnen: 2026-11-22T14:05:00+01:00", "begonnen: 22 november", "regel 14: “begonnen”: hier hoort een moment"),
        ("deelnemers: 8", "deelnemers: acht", "regel 13: “deelnemers”: hier hoort een getal."),
        ("volledig: ja", "volledig: misschien", "hier hoort ja of nee"),
        ("titel: Stelling nemen", "titel: [a, b]", "hier hoort een tekst"),
        ("titel: Stelling nemen", "titel: *a", "x.md, regel 7"),
        ("---\nformaat: 1\n", "formaat: 1\n", "Het begin van dit bestand ontbreekt"),
        ("onze_code: 'no: 12'\n---\n", "onze_code: 'no: 12'\n", "mist een regel met ---"),
    ],
)
def test_a_broken_front_matter_says_where(old: str, new: str, expected: str) -> None:
    assert expected in problems(old, new)


def test_all_problems_at_once() -> None:
    found = problems("vorm: team\nvariant: lang", "vorm: x\nvariant: y")
    assert "regel 10: “vorm”" in found
    assert "regel 11: “variant”" in found


def test_what_may_be_absent() -> None:
    text = "\n".join(
        line for line in golden("team").split("\n") if not line.startswith(("delen:", "volledig:", "team:"))
    )
    head = front_matter(text)
    assert (head.sharing, head.complete, head.team) == ("afspraken", False, None)


def test_the_head_is_read_without_the_body() -> None:
    text = golden("team")
    start = text.index("# Stelling nemen <!--")
    assert front_matter(text[:start].encode() + b"\xff" * 100_000) == TEAM.head
