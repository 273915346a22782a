"""What may leave: the room's ceiling, the question's own no, less by choice, the floor of four. And one to read."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armoede_toolbox.entry import Contribution, JournalEntry, Question, State
from armoede_toolbox.reporting import export, report, rows, sharing
from armoede_toolbox.reporting.document import Bullets, Chart, Document, Heading, Paragraph, Quote, Shape, Tasks, Tone
from armoede_toolbox.reporting.html import to_html
from armoede_toolbox.reporting.markdown import to_markdown
from armoede_toolbox.reporting.report import Source, Told
from armoede_toolbox.reporting.sharing import Share
from armoede_toolbox.vocabulary import Harvest, InReport, Mode, Sharing, Who
from tests.entry.examples import PAIR, SOLO, TEAM, question, step
from tests.entry.strategies import entries
from tests.prompts.samples import prompt
from tests.reporting import rich

GOLDENS = Path(__file__).parent / "goldens"
SENTENCE = "Ik heb dit zelf meegemaakt en het was niet leuk."
PROMPTS = {
    "keuze": prompt("keuze", opties=["eens", "hangt ervan af", "oneens"], anders="anders, namelijk"),
    "stelling": prompt("stelling", 1),
    "raster": prompt("raster"),
    "schaal": prompt("schaal", labels={1: "niet", 5: "heel erg"}),
    "lijst": prompt("lijst"),
}


def team(*questions: Question, delen: Sharing = Sharing.SENTENCES, **more: Any) -> JournalEntry:
    return replace(TEAM, head=replace(TEAM.head, sharing=delen, **more), steps=(step(1, "Stap", *questions),))


def told(entry: JournalEntry, **choices: Share) -> Told:
    return report.tell(Source(entry, PROMPTS, choices))


def everywhere(one: Told) -> str:
    """All that a report says, in every shape."""
    parts = [
        to_markdown(report.document([one])),
        report.short([one]),
        str(rows.data([one])),
        str(list(rows.rows([one]))),
    ]
    return "\n".join(parts)


def each(key: str, kind: str, *given: Any, **more: Any) -> Question:
    return question(key, kind, "Wat vinden we?", *given, who=Who.EACH, **more)


def charts(one: Told) -> list[Chart]:
    return [block for block in report.document([one]).blocks if isinstance(block, Chart)]


# --- the ceiling ----------------------------------------------------------------------------------------------------

OPEN = each("open", "open", SENTENCE, "nog een zin van iemand die iets vertelt")


@pytest.mark.parametrize(
    ("delen", "in_report", "choice", "leaves"),
    [
        (Sharing.SENTENCES, InReport.YES, None, True),
        (Sharing.SENTENCES, InReport.ASK, None, True),
        (Sharing.SENTENCES, None, Share.ALL, True),
        (Sharing.SENTENCES, InReport.NO, None, False),
        (Sharing.SENTENCES, InReport.NO, Share.ALL, False),
        (Sharing.SENTENCES, InReport.YES, Share.THEMES, False),
        (Sharing.SENTENCES, InReport.YES, Share.NOTHING, False),
        (Sharing.THEMES, InReport.YES, None, False),
        (Sharing.THEMES, InReport.YES, Share.ALL, False),
        (Sharing.AGREEMENTS, InReport.YES, None, False),
        (Sharing.AGREEMENTS, InReport.YES, Share.ALL, False),
    ],
)
def test_a_sentence_leaves_only_when_everyone_who_decides_says_so(
    delen: Sharing, in_report: InReport | None, choice: Share | None, leaves: bool
) -> None:
    entry = team(replace(OPEN, in_report=in_report), delen=delen)
    one = told(entry, **({"open": choice} if choice is not None else {}))
    assert (SENTENCE in everywhere(one)) is leaves
    assert "Een ervaringsdeskundige uitnodigen" in everywhere(one)
    assert bool(one.left_out) is not leaves


def test_the_exercise_of_today_says_no_for_an_old_file() -> None:
    entry = team(replace(OPEN, id="lijst", kind="open"))
    own = prompt("open", verslag="nee")
    assert SENTENCE in everywhere(report.tell(Source(entry)))
    assert SENTENCE not in everywhere(report.tell(Source(entry, {"lijst": own})))
    asked = team(replace(OPEN, id="lijst", in_report=InReport.YES))
    assert SENTENCE in everywhere(report.tell(Source(asked, {"lijst": own})))


SECRET = st.text("abcdefghijklmnop", min_size=9, max_size=14).map(lambda text: f"geheim{text}")


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(entries(least=1), SECRET)
def test_with_agreements_only_no_answer_leaves_whatever_it_is(entry: JournalEntry, secret: str) -> None:
    hidden = [
        replace(one, text="Vraag?", contributions=(Contribution(value=secret),), kind="open", state=State.ANSWERED)
        for part in entry.steps
        for one in part.questions
    ]
    head = replace(entry.head, sharing=Sharing.AGREEMENTS, title="Titel", exercise="oefening")
    hiding = replace(entry, head=head, agreements=(), steps=(step(1, "Stap", *hidden),), notes=(secret,))
    assert secret not in everywhere(report.tell(Source(hiding)))


def test_notes_never_leave() -> None:
    entry = replace(team(replace(OPEN, notes=("Mijn eigen notitie.",))), notes=("Bovenaan.",))
    one = told(entry)
    assert "notitie" not in everywhere(one).replace("notities in het bestand", "")
    assert any("2 notities" in reason for reason in one.left_out)


def test_agreements_can_be_left_out() -> None:
    one = told(team(OPEN), afspraken=Share.NOTHING)
    assert "Een ervaringsdeskundige uitnodigen" not in everywhere(one)
    assert "de afspraken: zo gekozen" in one.left_out


# --- themes ---------------------------------------------------------------------------------------------------------


def test_themes_are_distributions_and_short_shared_words() -> None:
    entry = team(
        each("keuze", "keuze", "eens", "eens", "oneens", SENTENCE),
        question("lijst", "lijst", "Welke drempels?", ["schaamte", "te veel papier", SENTENCE]),
        OPEN,
        delen=Sharing.THEMES,
    )
    one = told(entry)
    text = everywhere(one)
    assert SENTENCE not in text
    assert "schaamte" in text and "te veel papier" in text
    assert charts(one)[0].rows == (("eens", 2), ("hangt ervan af", 0), ("oneens", 1), ("anders, namelijk", 1))


def test_a_word_of_one_s_own_is_counted_with_the_others() -> None:
    entry = team(
        each("stelling", "stelling", *[{"oordeel": one} for one in ("eens", "eens", "mwah", "nou ja")]),
        delen=Sharing.THEMES,
    )
    rows_of = dict(charts(told(entry))[0].rows)
    assert "mwah" not in rows_of and rows_of["iets anders"] == 2


@pytest.mark.parametrize("delen", [Sharing.THEMES, Sharing.SENTENCES])
@pytest.mark.parametrize("known", [True, False])
def test_words_that_stay_do_not_come_back_in_a_later_question(delen: Sharing, known: bool) -> None:
    """An answer becomes part of a later text, and the options of a later choice."""
    prompts = {
        "eerder": prompt("lijst", verslag="nee"),
        "daarna": prompt("open", tekst="We noemden {antwoord:eerder}. Wat nu?"),
        "kies": prompt("keuze", 2),
        "elk": prompt("open", voor_elk="eerder"),
    }
    entry = team(
        question("eerder", "lijst", "Wat maakt het lastig?", [f"{SENTENCE}", "geheim"], in_report=InReport.NO),
        question("daarna", "open", f"We noemden {SENTENCE[:-1]} en geheim. Wat nu?", "goed antwoord"),
        each("kies", "keuze", state=State.COUNTED, totals={SENTENCE: 5, "geheim": 3}),
        replace(OPEN, id="elk.1", text=f"Waarom? ({SENTENCE})", contributions=()),
        each("gewoon", "open", "iets anders dus"),
    )
    text = everywhere(report.tell(Source(entry, prompts if known else {})))
    assert "geheim" not in text and SENTENCE[:-1] not in text
    assert "We noemden … en …. Wat nu?" in text


def test_what_the_facilitator_left_out_may_still_be_a_theme() -> None:
    prompts = {"eerder": prompt("lijst"), "kies": prompt("keuze", 2)}
    entry = team(
        question("eerder", "lijst", "Wat maakt het lastig?", ["te veel papier", SENTENCE]),
        each("kies", "keuze", state=State.COUNTED, totals={"te veel papier": 5, SENTENCE: 3}),
    )
    one = report.tell(Source(entry, prompts, {"eerder": Share.NOTHING}))
    assert charts(one)[0].rows == (("te veel papier", 5), ("iets anders", 3))


def test_alone_there_are_no_shared_words() -> None:
    entry = team(question("lijst", "lijst", "Welke?", ["mijn schuld"]), delen=Sharing.THEMES, mode=Mode.SOLO)
    assert "mijn schuld" not in everywhere(told(entry))


# --- the floor of four ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "shown"), [(3, False), (4, True)])
@pytest.mark.parametrize("counted", [True, False])
def test_a_distribution_needs_four(people: int, shown: bool, counted: bool) -> None:
    if counted:
        asked = each("keuze", "keuze", state=State.COUNTED, totals={"eens": people, "oneens": 0})
    else:
        asked = each("keuze", "keuze", *["eens"] * people)
    one = told(team(asked))
    assert bool(charts(one)) is shown
    assert ("Minder dan vier" in everywhere(one)) is not shown


def test_every_row_of_a_grid_needs_four() -> None:
    values = [{"kennen": 1, "kunnen": 2}] * 4 + [{"durven: nu": 5}] * 3
    assert [label for label, _ in charts(told(team(each("raster", "raster", *values))))[0].rows] == ["kennen", "kunnen"]


@pytest.mark.parametrize(("people", "side"), [(3, "verschillende"), (4, "beleid")])
def test_a_perspective_needs_four(people: int, side: str) -> None:
    given = [Contribution(value=f"zin nummer {n}", perspective="beleid") for n in range(people)]
    one = told(team(each("open", "open", *given)))
    sources = {block.source for block in report.document([one]).blocks if isinstance(block, Quote)}
    assert sources == {side}


@pytest.mark.parametrize("delen", [Sharing.THEMES, Sharing.SENTENCES])
def test_without_the_exercise_a_typed_reason_is_no_option(delen: Sharing) -> None:
    given = [{"oordeel": "eens", "reden": SENTENCE}, *[{"oordeel": "oneens"}] * 3]
    one = report.tell(Source(team(each("stelling", "stelling", *given), delen=delen)))
    assert SENTENCE not in report.short([one])
    assert (SENTENCE in everywhere(one)) is (delen is Sharing.SENTENCES)
    if delen is Sharing.SENTENCES:
        assert charts(one)[0].rows == (("oneens", 3), ("eens", 1))


@pytest.mark.parametrize("kind", ["meerkeuze", "stippen", "raster", "schaal"])
def test_without_the_exercise_the_figures_are_the_same(kind: str) -> None:
    values: dict[str, list[Any]] = {
        "meerkeuze": [["kennen", "kunnen"], ["kunnen"], ["kunnen"], ["kennen"]],
        "stippen": [{"kennen": 2, "kunnen": 1}, *[{"kunnen": 3}] * 3],
        "raster": [{"kennen": 2, "kunnen": 1}, *[{"kennen": 3, "kunnen": 3}] * 3],
        "schaal": [1, 2, 2, 2],
    }
    entry = team(each(kind, kind, *values[kind]))
    with_, without = (
        dict(charts(report.tell(Source(entry, prompts)))[0].rows) for prompts in ({kind: prompt(kind)}, {})
    )
    assert {label: value for label, value in with_.items() if value} == without


# --- pictures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False])
def test_a_ranking_is_a_picture_and_nobodys_own_order(known: bool) -> None:
    asked = next(one for part in rich.STEPS for one in part.questions if one.kind == "rangorde")
    one = report.tell(Source(team(asked), rich.PROMPTS if known else {}))
    assert [type(block) for part in one.parts for block in part.blocks] == [Chart]
    (chart,) = charts(one)
    assert chart.rows[0] == ("schaamte", 1.2) and chart.falling


def test_a_mean_is_drawn_on_its_whole_scale() -> None:
    asked = next(one for part in rich.STEPS for one in part.questions if one.kind == "raster")
    (chart,) = charts(report.tell(Source(team(asked), rich.PROMPTS)))
    assert chart.ends == (1, 5)
    assert [round(share, 2) for share in chart.shares()] == [0.4, 0.64, 0.3]


@pytest.mark.parametrize("who", [Who.EACH, Who.TOGETHER])
def test_what_stands_in_one_box_stands_together(who: Who) -> None:
    given = {"duwt": [], "remt": ["tijd"]}, {"duwt": ["zin"], "remt": ["geld"]}
    asked = rich.asked("krachten", "Krachten?", *given[who is Who.TOGETHER :], who=who)
    (part,) = report.tell(Source(team(asked), rich.PROMPTS)).parts
    braked = ["tijd", "geld"] if who is Who.EACH else ["geld"]
    boxes = [Paragraph(box, Tone.QUESTION) for box in ("duwt", "remt")]
    assert part.blocks == (boxes[0], Bullets(("zin",)), boxes[1], Bullets(tuple(braked)))
    assert [answer for answer, *_ in rows.answers(part.blocks)] == ["duwt: zin", *(f"remt: {one}" for one in braked)]


def test_answers_from_a_file_took_no_time_and_have_no_hours() -> None:
    head = rich.session().head
    assert head.hours == "13:30 – 14:10"
    assert replace(head, finished=head.started).hours == ""


def forces(*more: tuple[str, int], boxes: Any = None) -> Chart:
    krachten = rich.asked(
        "krachten", "Krachten?", boxes or {"duwt": ["zin", "geld"], "remt": ["tijd"]}, who=Who.TOGETHER
    )
    totals = {"tijd": 20, "zin": 12, "geld": 0, **dict(more)}
    entry = team(krachten, rich.asked("sterkte", "Sterkte?", totals=totals))
    (chart,) = charts(report.tell(Source(entry, rich.PROMPTS)))
    return chart


def test_dots_on_two_boxes_are_forces_that_face_each_other() -> None:
    chart = forces()
    assert chart.shape is Shape.FORCES and chart.poles == ("duwt", "remt")
    assert chart.table.header == ("Kracht", "duwt", "remt")
    assert chart.table.rows == (("zin", "12", ""), ("geld", "0", ""), ("tijd", "", "20"))
    assert chart.text.startswith("Links: duwt. Rechts: remt.")
    assert chart.alternative.endswith("zin (duwt): 12; geld (duwt): 0; tijd (remt): 20.")


@pytest.mark.parametrize(
    "boxes",
    [
        {"duwt": ["zin", "geld"], "remt": ["zin", "tijd"]},
        {"een": ["zin"], "twee": ["geld"], "drie": ["tijd"]},
        {"een": ["zin", "geld", "tijd"]},
    ],
)
def test_without_two_clear_sides_it_stays_a_distribution(boxes: Any) -> None:
    assert forces(boxes=boxes).shape is Shape.BARS
    assert forces(("iets anders", 2)).shape is Shape.BARS


def test_a_force_that_stays_with_the_team_takes_the_sides_away() -> None:
    krachten = rich.asked("krachten", "Krachten?", {"duwt": [SENTENCE], "remt": ["tijd"]}, who=Who.TOGETHER)
    entry = team(krachten, rich.asked("sterkte", "Sterkte?", totals={SENTENCE: 16, "tijd": 20}), delen=Sharing.THEMES)
    one = report.tell(Source(entry, rich.PROMPTS))
    assert SENTENCE not in everywhere(one)
    assert [chart.shape for chart in charts(one)] == [Shape.BARS]


def test_no_name_but_that_of_an_agreement() -> None:
    one = told(PAIR)
    (tasks,) = [block for block in report.document([one]).blocks if isinstance(block, Tasks)]
    assert tasks.items[0].details[0] == ("Wie", "Fatma")
    assert sharing.name_on(PAIR.agreements[0]) == "Fatma"


# --- its shape ------------------------------------------------------------------------------------------------------


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks if isinstance(block, Heading)]


def test_agreements_first_then_in_the_order_of_weert() -> None:
    order = [Harvest.SIGNAL, None, Harvest.LEAD, Harvest.THEME, Harvest.DILEMMA]
    asked = [replace(OPEN, id=f"v{n}", harvest=harvest) for n, harvest in enumerate(order)]
    document = report.document([told(team(*asked))])
    assert [text for level, text in headings(document) if level == 2] == [
        "Afspraken",
        "Thema’s",
        "Dilemma’s",
        "Aanknopingspunten",
        "Signalen",
        "Nog niet ingedeeld",
    ]


@pytest.mark.parametrize("entry", [SOLO, PAIR, TEAM])
def test_levels_never_skip(entry: JournalEntry) -> None:
    for sessions in ([told(entry)], [told(entry), told(TEAM)]):
        levels = [1, *(level for level, _ in headings(report.document(sessions)))]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_session_that_was_rounded_off_early_has_a_report() -> None:
    left = [replace(OPEN, id=f"v{n}", state=state, contributions=()) for n, state in enumerate(State) if n > 1]
    one = told(team(OPEN, *left, complete=False))
    text = to_markdown(report.document([one]))
    assert SENTENCE in text and "Niet alle vragen kwamen aan de beurt." in text
    assert text.count("### ") == 1


def test_what_could_not_be_read_is_named_and_left_out() -> None:
    lost = Contribution(value=None, unreadable="> een kapot antwoord")
    one = told(team(each("keuze", "keuze", lost)))
    assert "kapot" not in everywhere(one)
    assert any("niet konden lezen" in reason for reason in one.left_out)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
@given(entries(), st.sampled_from(Sharing))
def test_any_session_has_a_report_and_an_export(entry: JournalEntry, delen: Sharing) -> None:
    shared = replace(entry, head=replace(entry.head, sharing=delen))
    one = report.tell(Source(shared))
    for document in (report.document([one]), report.document([one, one]), export.document([shared])):
        to_html(document)
        to_markdown(document)
    everywhere(one)
    list(export.rows([shared]))


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(entries(least=1))
def test_an_export_holds_every_contribution(entry: JournalEntry) -> None:
    answered = [one for part in entry.steps for one in part.questions]
    made = list(export.rows([entry]))
    for one in answered:
        mine = [row for row in made if row.get("vraag") == one.id and row.get("soort") == one.kind]
        assert len([row for row in mine if "perspectief" in row]) == len(one.contributions)


def test_golden() -> None:
    weert = team(
        replace(TEAM.steps[0].questions[0], id="keuze", harvest=Harvest.THEME),
        question("lijst", "lijst", "Welke drempels zien we?", ["schaamte", "te veel papier"], harvest=Harvest.THEME),
        each(
            "open",
            "open",
            "Snel helpen of eerst alles controleren?",
            "*Vet* [link](http://a.nl)",
            harvest=Harvest.DILEMMA,
        ),
        question(
            "weg",
            "tijdlijn",
            "Hoe loopt de weg?",
            [{"wat": "een brief op de mat", "gevoel": "min"}, {"wat": "koffie aan het loket", "gevoel": "plus"}],
            harvest=Harvest.SIGNAL,
        ),
        each("schaal", "schaal", 4, 5, 5, 3),
        replace(OPEN, id="geheim", in_report=InReport.NO),
    )
    dated = replace(weert, agreements=(replace(TEAM.agreements[0], ready_on=date(2026, 12, 1)), TEAM.agreements[1]))
    for name, text in {
        "verslag.md": to_markdown(report.document([told(dated)])),
        "verslag-themas.md": to_markdown(
            report.document([told(replace(dated, head=replace(dated.head, sharing=Sharing.THEMES)))])
        ),
        "verslag-veel.md": to_markdown(report.document([told(dated), told(PAIR), told(SOLO)])),
        "verslag-kort.txt": report.short([told(dated)]),
        "export.md": to_markdown(export.document([PAIR])),
    }.items():
        if os.environ.get("GOLDENS") == "nieuw":
            (GOLDENS / name).write_text(text, encoding="utf-8", newline="\n")
        assert text == (GOLDENS / name).read_text(encoding="utf-8")
