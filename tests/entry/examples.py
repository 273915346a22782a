"""Three sessions as people have them, one per mode. ``python -m tests.entry.examples`` writes them to ``goldens``."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.entry import Agreement, Contribution, Head, JournalEntry, Question, State, StepRecord, render
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Mode, Sharing, Variant, Who

GOLDENS: Final = Path(__file__).parent / "goldens"
_ZONE: Final = timezone(timedelta(hours=1))


def head(mode: Mode, tail: str, **more: Any) -> Head:
    return Head(
        kind=EntryKind.SESSION,
        session=f"2026-11-22-1405-{tail}",
        mode=mode,
        started=datetime(2026, 11, 22, 14, 5, tzinfo=_ZONE),
        toolbox="0.1.0",
        **more,
    )


def question(key: str, kind: str, text: str, *given: Any, who: Who = Who.TOGETHER, **more: Any) -> Question:
    contributions = tuple(one if isinstance(one, Contribution) else Contribution(value=one) for one in given)
    state = more.pop("state", State.ANSWERED)
    return Question(id=key, kind=kind, who=who, text=text, state=state, contributions=contributions, **more)


def step(number: int, title: str, *questions: Question) -> StepRecord:
    return StepRecord(number=number, title=title, questions=questions)


SOLO: Final = JournalEntry(
    head=head(
        Mode.SOLO,
        "k7f3",
        exercise="brief-op-de-mat",
        number="LB3-03",
        title="Brief op de mat",
        learning_need=LearningNeed.RESIDENTS,
        themes=("taal", "schaamte"),
        variant=Variant.SHORT,
        finished=datetime(2026, 11, 22, 14, 26, tzinfo=_ZONE),
        complete=True,
        sharing=Sharing.AGREEMENTS,
    ),
    steps=(
        step(
            1,
            "Uit je hoofd",
            question(
                "wat-moet-ik-doen",
                "open",
                "Wat moet je doen volgens de brief?",
                "Bellen, denk ik.\n- [ ] of een formulier invullen\n\nDe zin met <!-- --> erin snap ik niet.",
                who=Who.EACH,
            ),
            question("hoe-moe", "schaal", "Hoe moe was je toen je las?", 4, who=Who.EACH),
        ),
        step(
            2,
            "Met de brief erbij",
            question("wat-klopte", "open", "Wat klopte er niet?", state=State.SKIPPED, who=Who.EACH),
            question(
                "plan",
                "als-dan",
                "Wat neem je je voor?",
                {"als": "Als ik een brief schrijf", "dan": "dan laat ik hem eerst aan een inwoner lezen"},
                who=Who.EACH,
            ),
        ),
    ),
)

PAIR: Final = JournalEntry(
    head=head(
        Mode.PAIR,
        "m2qx",
        exercise="de-dag-van",
        number="LB3-01",
        title="De dag van: wie wacht op wie?",
        learning_need=LearningNeed.RESIDENTS,
        themes=("beleving",),
        variant=Variant.NORMAL,
        team="Wijkteam Zuid",
        participants=2,
        finished=datetime(2026, 11, 22, 14, 50, tzinfo=_ZONE),
        complete=False,
        sharing=Sharing.THEMES,
        keep_until=date(2027, 11, 22),
    ),
    agreements=(
        Agreement(
            id="2026-11-22-1405-m2qx-1",
            question="afspraken",
            what="We bellen elke inwoner terug op de dag zelf",
            who="Fatma",
            ready_on=date(2026, 12, 1),
            look_back_on=date(2027, 1, 12),
            resident_notices="je wordt teruggebeld",
        ),
    ),
    steps=(
        step(
            1,
            "Eerst apart",
            question("eerste-woord", "open", "Wat is je eerste woord?", "wachten", "haast", who=Who.EACH),
        ),
        step(
            2,
            "Samen",
            question(
                "de-dag",
                "tijdlijn",
                "Hoe loopt de dag?",
                [
                    {"wat": "bellen: drie kwartier in de wacht", "gevoel": "min"},
                    {"wat": "de buurvrouw past op", "gevoel": "plus"},
                ],
            ),
            question("afspraken", "afspraak", "Wat spreken we af?", state=State.POINTER),
            question("wat-nog", "lijst", "Wat valt nog op?", state=State.NOT_REACHED),
        ),
    ),
)

TEAM: Final = JournalEntry(
    head=head(
        Mode.TEAM,
        "t9ha",
        exercise="stelling-nemen",
        number="LB5-02",
        title="Stelling nemen",
        learning_need=LearningNeed.LOOK_ANEW,
        themes=("oordeel", "niet-gebruik"),
        variant=Variant.LONG,
        team="Noord",
        participants=8,
        finished=datetime(2026, 11, 22, 15, 5, tzinfo=_ZONE),
        complete=True,
        sharing=Sharing.SENTENCES,
        trajectory="een-jaar-kijken",
        meeting=2,
        extra={"onze_code": "no: 12"},
    ),
    agreements=(
        Agreement(
            id="2026-11-22-1405-t9ha-1", question="afspraken", what="Onderzoeken wie de regeling misloopt", who="beleid"
        ),
        Agreement(id="2026-11-22-1405-t9ha-2", question="afspraken", what="Een ervaringsdeskundige uitnodigen"),
    ),
    steps=(
        step(
            1,
            "Kiezen",
            question(
                "eens",
                "keuze",
                "Wie hulp niet aanvraagt, heeft die niet nodig.",
                state=State.COUNTED,
                totals={"eens": 1, "hangt ervan af": 3, "oneens": 4},
                who=Who.EACH,
            ),
            question(
                "hoe-vaak",
                "raster",
                "Hoe vaak gebeurt dit bij ons?",
                state=State.COUNTED,
                totals={"aanvraag te lang": {"1": 2, "2": 6}, "brief niet gelezen": {"3": 8}},
                who=Who.EACH,
            ),
        ),
        step(
            2,
            "Vertellen",
            question(
                "waarom",
                "open",
                "Waarom zou iemand deze regeling niet aanvragen?",
                Contribution(value="Schaamte. “Wat zullen ze denken?”", perspective="uitvoering"),
                Contribution(value="# geen idee dat het bestaat\n> zei een inwoner", perspective="ervaringsdeskundige"),
                Contribution(value="te veel papier"),
                who=Who.EACH,
            ),
            question(
                "belang",
                "schaal",
                "Hoe belangrijk is dit?",
                4,
                5,
                5,
                3,
                who=Who.EACH,
                overview=("3: 1", "4: 1", "5: 2"),
            ),
            question("wat-raakt", "open", "Wat raakt jou hierin?", state=State.DISCUSSED, who=Who.EACH),
        ),
    ),
)

EXAMPLES: Final = {"individueel": SOLO, "duo": PAIR, "team": TEAM}

if __name__ == "__main__":
    for mode, entry in EXAMPLES.items():
        (GOLDENS / f"{mode}.md").write_text(render(entry), encoding="utf-8", newline="\n")
