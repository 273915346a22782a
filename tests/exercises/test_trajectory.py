"""Trajectories: their clock, and what is wrong with those that are broken on purpose, at the right line."""

from __future__ import annotations

import pytest

from armoede_toolbox.exercises.checks import Finding
from armoede_toolbox.exercises.shared import Shared, SourcesFile
from armoede_toolbox.exercises.trajectory import Frame, Part, Trajectory, plan, planned
from armoede_toolbox.exercises.trajectory_checks import check
from armoede_toolbox.vocabulary import Variant
from armoede_toolbox.yamltext import load
from tests.exercises.sample import SOURCES, line_of
from tests.exercises.trajectories import TRAJECTORY, broken, exercises

SHARED = Shared.of([SourcesFile.from_file(load(SOURCES).data)])
WORDS = " ".join(["woord"] * 60)


def trajectory(text: str = TRAJECTORY) -> Trajectory:
    return Trajectory.from_file(load(text).data)


def findings(text: str) -> list[tuple[int, Finding]]:
    document = load(text)
    return [
        (document.at(found.loc).line, found)
        for found in check(Trajectory.from_file(document.data), exercises(), SHARED)
    ]


# --- the clock ------------------------------------------------------------------------------------------------------


def test_a_meeting_opens_and_closes_once_and_what_is_left_is_slack() -> None:
    first = [(slot.begin, slot.minutes) for slot in plan(trajectory(), 1, exercises())]
    assert first == [(0, 1), (1, 2), (3, 5), (8, 7), (15, 1), (16, 4)]
    frames = [slot.what for slot in plan(trajectory(), 2, exercises()) if isinstance(slot.what, Frame)]
    around = [Frame.OPENING, Frame.LOOK_BACK, Frame.SINCE, Frame.MARKS, Frame.CLOSING, Frame.SLACK]
    assert frames == around
    assert [planned(trajectory(), number, exercises()) for number in (1, 2)] == [16, 16]


def test_a_full_meeting_has_no_slack() -> None:
    assert plan(trajectory(broken(("minuten: 20", "minuten: 16"))), 1, exercises())[-1].what is Frame.CLOSING


@pytest.mark.parametrize(
    ("time", "variant"), [(3, None), (4, Variant.SHORT), (6, Variant.LONG), (7, Variant.NORMAL), (60, Variant.NORMAL)]
)
def test_in_a_time_the_longest_version_that_fits_is_done(time: int, variant: Variant | None) -> None:
    part = Part.from_file({"oefening": "brief-op-de-mat", "vorm": "team", "tijd": time})
    assert part.version(exercises()["brief-op-de-mat"]) is variant


def test_a_part_that_is_not_there_lasts_nothing() -> None:
    part = Part.from_file({"oefening": "weg", "vorm": "team"})
    assert part.lasts(exercises()) is None


# --- broken ones ----------------------------------------------------------------------------------------------------


def test_the_trajectory_is_right() -> None:
    assert findings(TRAJECTORY) == []


TEAM_PART = "      - oefening: brief-op-de-mat\n        vorm: team\n        variant: normaal"

# changes, the place, a piece of the message
CASES = {
    "unknown exercise": (
        [("oefening: brief-op-de-mat", "oefening: brief-op-de-mad")],
        "oefening: brief-op-de-mad",
        "“brief-op-de-mad” is er niet",
    ),
    "mode that it has not": ([("vorm: team", "vorm: duo")], "vorm: duo", "kan niet in de vorm “duo”"),
    "mode that the room has not": (
        [("vormen: [team]", "vormen: [duo]")],
        "vorm: team",
        "past niet bij een reeks voor duo",
    ),
    "variant that it has not": (
        [("vorm: team\n        variant: normaal", "vorm: team\n        tijd: 2")],
        "tijd: 2",
        "past niet in 2 minuten",
    ),
    "too full": ([("minuten: 20", "minuten: 12")], "minuten: 12", "16 minuten. De bijeenkomst duurt er 12"),
    "too much slack": ([("minuten: 20", "minuten: 27")], "minuten: 27", "Er blijven 11 minuten over"),
    "organisations of one": (
        [
            ("vormen: [team]", "vormen: [individueel]\norganisaties: true"),
            ("vorm: team", "vorm: individueel"),
        ],
        "organisaties:",
        "Meer organisaties horen bij een reeks voor een team",
    ),
    "both kinds": (
        [("blok: pauze", "blok: pauze\n        oefening: terug")],
        "blok: pauze",
        "Hier staat geen van de twee, of allebei",
    ),
    "no kind": ([("      - blok: pauze\n        titel", "      - titel")], "titel: Koffie", "geen van de twee"),
    "block without minutes": ([("Koffie\n        minuten: 5", "Koffie")], "blok: pauze", "hoort “minuten”"),
    "exercise without mode": ([("        vorm: team\n", "")], "oefening: brief-op-de-mat", "hoort “vorm”"),
    "exercise with minutes": (
        [("vorm: team", "vorm: team\n        minuten: 8")],
        "minuten: 8",
        "“minuten” hoort niet bij een oefening",
    ),
    "block with a variant": (
        [("titel: Koffie", "titel: Koffie\n        variant: kort")],
        "variant: kort",
        "hoort niet bij een vrij blok",
    ),
    "variant and time": ([("tijd: 5", "tijd: 5\n        variant: kort")], "tijd: 5", "“variant” en “tijd” allebei"),
    "no look-back": (
        [("De tweede keer\n    minuten: 20", "De tweede keer\n    minuten: 20\n    terugblik: 0")],
        "terugblik: 0\n    delen:\n      - oefening",
        "kijkt niet terug",
    ),
    "one side": (
        [(TEAM_PART, TEAM_PART.replace("normaal", "lang")), ("tijd: 5", "variant: lang")],
        "bijeenkomsten:",
        "vanuit de kant “eigen”",
    ),
    "guests": (
        [("oefening: brief-op-de-mat", "oefening: met-gasten")],
        "oefening: met-gasten",
        "niemand ontvangt hen",
    ),
    "group size": ([("{min: 4, max: 12}", "{min: 4, max: 3}")], "deelnemers:", "kleinste aantal (4)"),
    "group that does not fit": ([("max: 12", "max: 20")], "oefening: brief-op-de-mat", "de reeks voor 4 tot 20"),
    "background": ([("Twee keer is", f"{WORDS} {WORDS} Twee keer is")], "achtergrond:", "telt 127 woorden"),
    "source that is cited only": ([("keer. [W5]", "keer. [W5] [CPB25]")], "achtergrond:", "CPB25 staat niet bij"),
    "source that is not cited": ([("bronnen: [W5]", "bronnen: [W5, CPB25]")], "bronnen:", "geen tekst gebruikt"),
    "source that is not there": (
        [("keer. [W5]", "keer. [W5] [ZZZ1]"), ("bronnen: [W5]", "bronnen: [W5, ZZZ1]")],
        "bronnen:",
        "ZZZ1 bestaat niet",
    ),
    "braces": ([("in één woord", "in {minuten} tellen")], "zeg: Zeg", "“{minuten}” niet in"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_trajectory_gets_the_right_message_at_the_right_line(case: str) -> None:
    changes, place, piece = CASES[case]
    text = broken(*changes)
    found = findings(text)
    assert [line for line, finding in found if piece in finding.what] == [line_of(text, place)], found
    assert len(found) == 1, found
    assert all(finding.do.endswith((".", "?", "”.")) for _, finding in found)


@pytest.mark.parametrize(
    "change",
    [
        ("      - blok: pauze\n        titel: Koffie", "      - blok: terugblik\n        titel: Terug"),
        ("oefening: brief-op-de-mat\n        vorm: individueel", "oefening: terug\n        vorm: individueel"),
    ],
)
def test_a_part_may_look_back_in_place_of_the_frame(change: tuple[str, str]) -> None:
    assert findings(broken(("De tweede keer\n", "De tweede keer\n    terugblik: 0\n"), change)) == []


def test_somebody_alone_need_not_look_back() -> None:
    alone = [("vormen: [team]", "vormen: [individueel]"), ("vorm: team", "vorm: individueel")]
    assert findings(broken(*alone, ("De tweede keer\n", "De tweede keer\n    terugblik: 0\n"))) == []


def test_guests_are_received() -> None:
    assert findings(broken(("oefening: brief-op-de-mat", "oefening: met-gasten"), ("check-in", "gast"))) == []


def test_a_part_that_says_what_to_do_fits_any_group() -> None:
    assert findings(broken(("max: 12", "max: 20"), ("vorm: team", "vorm: team\n        doe: Splits de groep."))) == []


def test_without_exercises_only_the_trajectory_itself_is_checked() -> None:
    assert check(trajectory(broken(("oefening: brief-op-de-mat", "oefening: weg")))) == []
