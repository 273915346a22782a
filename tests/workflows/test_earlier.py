"""Memory: before people write they can see what they wrote earlier, and what came of it. Offered, never pushed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from armoede_toolbox.entry import Contribution, JournalEntry, Question, State, StepRecord, render
from armoede_toolbox.errors import ExitCode
from armoede_toolbox.screens import Screen
from armoede_toolbox.session import Kind, Place, Session, events
from armoede_toolbox.session.earlier import LONGEST, ROOM_WORDS, Agreed, Earlier, Piece, clipped, short
from armoede_toolbox.session.fold import Setup, View
from armoede_toolbox.storage import drafts, index
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.vocabulary import Harvest, InReport, Mode, Sharing, Who
from armoede_toolbox.workflows import exercise_page, resuming, sessions, stage
from armoede_toolbox.workflows.earlier import pieces_of, with_earlier
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.starting import Wish
from tests.workflows.test_agreements import WHEN, Team, meet, on, root_of
from tests.workflows.test_logbook import head, put
from tests.workflows.test_room_limits import WORDS, painted, words_of
from tests.workflows.test_running import LIBRARY, START, setup_of

OFFER = "Wil je zien"
YES = "Ja, laat zien"
SOLO = "LB3-03"


class Writer(Team):
    """Writes the same words everywhere."""

    words = "bellen helpt"

    @property
    def on_screen(self) -> str:
        return self.screens[-1][1].title if self.screens else ""

    def text(self) -> str:
        return self.words


def quiet(**choices: Any) -> dict[str, Any]:
    return {WHEN: [], "Hoe ging het?": [], OFFER: [], "Waren jullie dat": [], "Wat bewaren we": [], **choices}


def shown(window: Team) -> list[Screen]:
    return [screen for _, screen in window.screens if screen.title == "Eerder"]


def told(window: Team) -> str:
    return "\n".join(block.text for screen in shown(window) for block in screen.blocks)


def alone(house: House, window: Team, name: str = SOLO) -> int:
    return sessions.begin(house, window, name, Wish(mode=Mode.SOLO, clock=False))


@pytest.fixture
def house(home: Any) -> House:
    return replace(open_house(), now=lambda: datetime(2026, 2, 17, 12, 0, tzinfo=UTC), chance=random.Random(1))


# --- a team ---------------------------------------------------------------------------------------------------------


def test_a_team_that_comes_back_is_offered_its_words_and_what_came_of_it(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["De aanvrager bellen"]))
    no = Writer(quiet(**{"Hoe ging het?": ["Gedaan"]}))
    assert meet(on(house, "2026-06-02"), no) == ExitCode.OK
    assert [screen.blocks[0].text for screen in shown(no)] == ["Jullie deden dit eerder, op 3 maart."]
    assert "bellen helpt" not in told(no)

    yes = Writer(quiet(**{OFFER: [YES]}))
    assert meet(on(house, "2026-09-01"), yes) == ExitCode.OK
    offer, words = shown(yes)
    assert offer.blocks[0].text == "Jullie deden dit eerder, op 2 juni."
    assert words.blocks[0].text == "Toen schreven jullie:"
    assert "bellen helpt" in told(yes)


def test_the_agreements_come_with_what_was_just_said_about_them(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["De aanvrager bellen"]))
    window = Writer(quiet(**{OFFER: [YES], "Hoe ging het?": ["Liep vast"]}))
    meet(on(house, "2026-06-02"), window)
    assert [block.text for block in shown(window)[-1].blocks] == [
        "Toen spraken jullie af:",
        "De aanvrager bellen (vastgelopen)",
    ]


def test_another_exercise_for_the_same_need_says_so(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet()), "LB3-06")
    window = Writer(quiet(**{OFFER: [YES]}))
    meet(on(house, "2026-06-02"), window, "LB3-07")
    assert "Jullie deden eerder “Casus terugspoelen”, op 3 maart." in told(window)
    assert "bellen helpt" in told(window)
    other = Writer(quiet())
    meet(on(house, "2026-06-03"), other, "LB1-03")
    assert shown(other) == []


def test_with_a_guest_it_is_not_offered(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["De aanvrager bellen"]))
    window = Writer(quiet(**{WHEN: ["Ja, we kijken aan het eind terug"]}))
    meet(on(house, "2026-06-02"), window)
    assert shown(window) == []


def test_who_was_not_asked_about_guests_is_warned_on_a_shared_screen(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet()))
    window = Writer(quiet(**{"Kijkt de groep": ["Ja"]}))
    meet(on(house, "2026-06-02"), window)
    assert "Is er bezoek? Kies dan nee." in told(window)


def test_another_team_and_a_person_alone_see_nothing_of_it(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet()))
    other = Writer(quiet())
    meet(on(house, "2026-06-02"), other, team="Zuid")
    assert shown(other) == []
    solo = Writer(quiet())
    alone(on(house, "2026-06-02"), solo, SOLO)
    assert shown(solo) == []


def test_it_can_be_seen_again_and_every_stop_is_survived(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["De aanvrager bellen"]))

    class Stops(Writer):
        def wait(self, sentence: str) -> None:
            super().wait(sentence)
            if self.on_screen == "Eerder":
                raise Interrupted

    window = Stops(quiet(**{OFFER: [YES], WHEN: ["Sla het terugblikken vandaag over"]}))
    later = on(house, "2026-06-02")
    assert meet(later, window) == ExitCode.INTERRUPTED
    (file,) = drafts.list_drafts(house.places, house.config)
    unfinished = resuming.choose_draft(later, None, personal=False, window=Writer())
    assert unfinished is not None and file.path == unfinished.file.path
    again = Writer(quiet(**{"Wat wil je doen": [], OFFER: []}))
    assert resuming.continue_draft(later, unfinished, again) == ExitCode.OK
    assert not any(question.startswith(OFFER) for question in again.questions)
    assert shown(again)[0].blocks[0].text == "Toen schreven jullie:"


def test_back_from_the_first_step_asks_again(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet()))

    class Back(Writer):
        backed = False

        def wait(self, sentence: str) -> None:
            super().wait(sentence)
            if not self.backed and self.on_screen == "Begin en einde":
                self.backed = True
                raise CommandGiven(Command.BACK, {})

    window = Back(quiet(**{OFFER: ["Nee, ga verder", YES]}))
    meet(on(house, "2026-06-02"), window)
    assert sum(question.startswith(OFFER) for question in window.questions) == 2
    assert "bellen helpt" in told(window)


def test_a_damaged_file_is_passed_over(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet()))
    meet(on(house, "2026-04-07"), Writer(quiet()))
    last = sorted(root_of(house).rglob("2026-04-07-*.md"))[-1]
    text = last.read_text().split("---\n", 2)
    last.write_bytes(f"---\n{text[1]}---\n".encode() + b"\xff\xfe\x00 <!-- at:vraag -->")
    window = Writer(quiet(**{OFFER: [YES]}))
    assert meet(on(house, "2026-06-02"), window) == ExitCode.OK
    assert "op 3 maart." in told(window)


def test_a_pair_of_a_team_is_asked_whether_it_was_them(house: House) -> None:
    pair = {"mode": Mode.PAIR, "people": 2}
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["Samen bellen"]), "LB2-09", **pair)
    window = Writer(quiet(**{"Waren jullie dat": [YES]}))
    meet(on(house, "2026-06-02"), window, "LB2-09", **pair)
    assert "Een tweetal van jullie team deed dit eerder, op 3 maart." in told(window)
    assert any(question.startswith("Waren jullie dat, en wil je zien") for question in window.questions)
    team = Writer(quiet())
    meet(on(house, "2026-06-03"), team, "LB2-07")
    assert shown(team) == []


# --- alone ----------------------------------------------------------------------------------------------------------


def test_alone_one_s_own_words_come_back(house: House) -> None:
    alone(on(house, "2026-02-10"), Writer(quiet()))
    window = Writer(quiet(**{OFFER: [YES]}))
    assert alone(on(house, "2026-06-02"), window) == ExitCode.OK
    assert shown(window)[0].blocks[0].text == "Je deed dit eerder, op 10 februari."
    assert shown(window)[1].blocks[0].text == "Vorige keer schreef je:"
    assert "bellen helpt" in told(window)
    team = Writer(quiet())
    meet(on(house, "2026-06-03"), team)
    assert shown(team) == []


def test_nothing_personal_goes_to_the_cache(house: House) -> None:
    alone(on(house, "2026-02-10"), Writer(quiet()))
    alone(on(house, "2026-06-02"), Writer(quiet(**{OFFER: [YES]})))
    assert not list((house.places.cache / index.FOLDER).glob("persoonlijk*"))


# --- what is in it --------------------------------------------------------------------------------------------------


def an_entry(questions: Sequence[Question], **changes: Any) -> JournalEntry:
    known = {"exercise": "casus-terugspoelen", "number": "LB3-06", "title": "Casus terugspoelen", **changes}
    return JournalEntry(
        head=head("2026-03-03", **known), steps=(StepRecord(number=1, title="Stap", questions=tuple(questions)),)
    )


def a_question(name: str, who: Who, values: Sequence[Any], kind: str = "open", **more: Any) -> Question:
    voices = tuple(Contribution(value=value) for value in values)
    return Question(
        id=name, kind=kind, who=who, text=f"Vraag {name}?", state=State.ANSWERED, contributions=voices, **more
    )


CHOICES = ["eens", "eens", "eens", "oneens"]


@pytest.mark.parametrize("sharing", list(Sharing))
def test_hidden_words_and_small_counts_stay_hidden(sharing: Sharing) -> None:
    questions = [
        a_question("geheim", Who.EACH, ["ik durfde niet", "ik wel", "soms", "nooit", "altijd"]),
        a_question("paar", Who.PAIRS, ["wij samen in een hoek", "wij ook"]),
        a_question("weinig", Who.EACH, CHOICES[1:], kind="keuze"),
        a_question("genoeg", Who.EACH, CHOICES, kind="keuze"),
        a_question("samen", Who.TOGETHER, ["de eerste brief"]),
        a_question("verhaal", Who.TOGETHER, ["een vrouw van veertig"], in_report=InReport.NO),
    ]
    found = {piece.question: piece.text for piece in pieces_of(an_entry(questions, sharing=sharing), {})}
    assert set(found) <= {"Vraag genoeg?", "Vraag samen?"}
    assert found["Vraag samen?"] == "de eerste brief"


def test_alone_everything_is_one_s_own() -> None:
    questions = [
        a_question("een", Who.EACH, ["ik durfde niet"], in_report=InReport.NO),
        a_question("plan", Who.EACH, [{"als": "het piept", "dan": "bel ik"}], kind="als-dan"),
    ]
    found = pieces_of(an_entry(questions, mode=Mode.SOLO, team=None, participants=1), {})
    assert [piece.question for piece in found] == ["Vraag plan?", "Vraag een?"]


def test_a_room_reads_little() -> None:
    long = "Iemand legt een brief drie weken op de stapel en durft daarna niet meer te bellen. " * 5
    questions = [a_question(str(n), Who.TOGETHER, [long], harvest=Harvest.THEME) for n in range(5)]
    pieces = pieces_of(an_entry(questions), {})
    assert 1 < len(pieces) <= 3
    assert sum(piece.words for piece in pieces) <= ROOM_WORDS


def a_setup(house: House, **changes: Any) -> Setup:
    exercise = LIBRARY.find("LB3-06")
    variant = next(iter(exercise.variants_in(Mode.TEAM)))
    made = setup_of(exercise, Mode.TEAM, variant, team="Noord", participants=6)
    started = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    return replace(made, root=str(root_of(house)), started=started, **changes)


def kept(house: House, until: str | None, **changes: Any) -> Setup:
    from datetime import date

    keep = date.fromisoformat(until) if until else None
    made = an_entry([a_question("samen", Who.TOGETHER, ["de eerste brief"])], keep_until=keep)
    put(root_of(house), made.head, render(made))
    return with_earlier(house, a_setup(house, **changes), LIBRARY)


def test_what_had_to_be_gone_by_now_is_not_brought_back(house: House) -> None:
    assert kept(house, "2026-06-01").earlier is None


def test_what_may_still_be_there_is(house: House) -> None:
    found = kept(house, "2027-06-01").earlier
    assert found is not None and found.same
    assert found.title == "Casus terugspoelen"


def test_who_types_paper_in_is_offered_nothing(house: House) -> None:
    assert kept(house, None, from_paper=True).earlier is None


def test_the_second_window_shows_it_after_the_choice_and_only_as_a_room_screen(house: House) -> None:
    for view, seen in ((View.SECOND, True), (View.PRIVATE, False)):
        setup = kept(house, None, view=view)
        session = Session(setup, last_time=setup.started)
        session.apply(events.done(Place(Kind.OPENING).id))
        assert "de eerste brief" not in str(stage.for_room(session, ""))
        session.apply(events.earlier(True))
        session.apply(events.done(Place(Kind.EARLIER).id))
        screen = stage.for_room(session, "")
        assert ("de eerste brief" in str(screen)) is seen
        assert screen.words() <= 45


def test_every_question_of_the_library_fits_on_the_beamer(house: House) -> None:
    """Whatever was asked and however long people wrote, the words and their questions fit, and nothing is cut."""
    for exercise in (one for one in LIBRARY.exercises if Mode.TEAM in one.modes):
        texts = [prompt.text for step in exercise.steps for prompt in step.prompts]
        pieces = short((Piece(text, "drie weken op de stapel " * 9) for text in texts), LONGEST, ROOM_WORDS)
        agreed = tuple(
            Agreed(f"x-{n}", clipped("drie weken op de stapel " * 9, LONGEST), "vastgelopen") for n in (1, 2)
        )
        known = Earlier(
            session="x", day=START.date(), title="Een lange titel van een oefening", same=False, pieces=pieces
        )
        session = Session(replace(a_setup(house, view=View.SHARED), earlier=replace(known, agreed=agreed)))
        for screen in (stage.earlier_offer(session), stage.earlier_words(session), stage.earlier_agreed(session)):
            assert words_of(screen) <= WORDS, screen
            assert not any(line.strip() == "…" for line in painted(screen)), screen


# --- toon -----------------------------------------------------------------------------------------------------------


def test_an_exercise_ends_with_what_came_of_it(house: House) -> None:
    meet(on(house, "2026-03-03"), Writer(quiet(), agreed=["De aanvrager bellen"]))
    meet(on(house, "2026-06-02"), Writer(quiet(**{"Hoe ging het?": ["Gedaan"]}), agreed=["De brief korter maken"]))
    later = on(house, "2026-06-09")
    found = exercise_page.show_exercise(later, "LB3-06", team="noord")
    assert found.text(80).endswith(
        "Dit deden jullie 2 keer, de laatste keer op 2 juni.\n"
        "Toen spraken jullie af:\n"
        "  - De brief korter maken (nog open)"
    )
    data = found.data()["oefening"]
    assert data["gedaan_op"] == ["2026-03-03", "2026-06-02"]
    assert [(one["wat"], one["stand"]) for one in data["afgesproken"]] == [("De brief korter maken", "open")]
    nobody = exercise_page.show_exercise(later, "LB3-06").data()["oefening"]
    assert (nobody["gedaan_op"], nobody["afgesproken"]) == (None, None)
    assert "Dit deden" not in exercise_page.show_exercise(later, "LB1-03", team="noord").text(80)
