"""The papers and reports that are not of one session: proof, a letter, a booklet, a series, insight and signals."""

from __future__ import annotations

import os
from datetime import date, time
from typing import Final

from armoede_toolbox.exercises.shared import Shared
from armoede_toolbox.insight import About, Agreed, Asked, Done, Exercise, TeamInsight
from armoede_toolbox.insight import series as over_time
from armoede_toolbox.reporting import booklet, evidence, insight, invitation, report, series
from armoede_toolbox.reporting.document import Document
from armoede_toolbox.signals import Gathered
from armoede_toolbox.vocabulary import Dimension, LearningNeed, Mode
from armoede_toolbox.workflows import signals
from armoede_toolbox.workflows.house import open_house
from armoede_toolbox.workflows.logbook import Filters
from tests.reporting import rich
from tests.reporting.samples import outline

DAYS: Final = (date(2026, 3, 10), date(2026, 6, 2), date(2026, 11, 19))


def of_oneself() -> Document:
    """Two reflections: one with learning points, one to fill in."""
    points = tuple(evidence.Point(dimension, rich.SENTENCE) for dimension in Dimension)
    heads = [rich.session(weeks, mode=Mode.SOLO, team=None, participants=1).head for weeks in (0, 2)]
    return evidence.document([evidence.Reflection(heads[0], points), evidence.Reflection(heads[1])], rich.START)


def a_letter() -> Document:
    """An invitation with some places left open."""
    return invitation.invitation(outline(), invitation.Meeting("Noord", DAYS[-1], time(13, 30)))


def a_booklet() -> Document:
    """A booklet of one exercise."""
    return booklet.booklet(booklet.Shelf((outline().exercise,), Shared(), rich.START))


def a_series() -> Document:
    """Three meetings with two themes; half of the answers has a place."""
    told = tuple(report.tell(source) for source in rich.sources(3))
    meetings = tuple(
        series.Meeting(number=n, day=one.head.started.date(), title=one.head.title)
        for n, one in enumerate(told, start=1)
    )
    themes = ("Wachten zonder bericht", "Durven bellen")
    keys = [(one.head.session, part.question.id) for one in told for part in one.parts]
    placing = {key: series.Placed(themes[n % 2], series.Under.SAID) for n, key in enumerate(keys[::2])}
    whole = series.Series(
        title="Drie keer over steun",
        goal="Jullie zoeken waar iemand steun voelde.",
        planned=3,
        team="Noord",
        meetings=meetings,
        told=told,
        themes=themes,
        placing=placing,
    )
    return series.document(whole, rich.START)


def an_insight() -> Document:
    """A team that did the same exercise three times and never came to four others."""
    done = tuple(Done(day=day, exercise="a", need=LearningNeed.RESIDENTS, themes=("taal", "schaamte")) for day in DAYS)
    asked = [
        Asked(
            day=day,
            session=f"s{n}",
            exercise="a",
            question="welkom",
            kind="schaal",
            text="Hoe welkom is het hier?",
            people=5,
            together=False,
            values=(n, n, n + 1, n + 2, n),
        )
        for n, day in enumerate(DAYS, start=1)
    ]
    agreed = Agreed(what="Onder elke brief staat een naam", made_on=DAYS[0], status="gedaan", open=False)
    team = TeamInsight(
        team="Noord",
        done=done,
        agreed=(agreed,),
        numbers=((About(title="De wachtkamer", low=1, high=5), over_time(asked)),),
        not_done=(Exercise("b", "LB1-01", "Wat weet ik eigenlijk?", LearningNeed.PICTURE),),
    )
    return insight.document([team], rich.START)


def some_signals() -> Document:
    """Two signals, of which one looks like the other."""
    first = Gathered(
        what="Iemand hoort weken niets.", times=3, teams=2, since=DAYS[0], last=DAYS[2], addressees=("de gemeente",)
    )
    second = Gathered(
        what="Iemand hoort maanden niets.", times=1, teams=1, since=DAYS[1], last=DAYS[1], like=first.what
    )
    house = open_house(environ=dict(os.environ))
    return signals.document(house, signals.Signals((first, second), Filters()))


EVERY: Final = {
    "bewijs": of_oneself,
    "uitnodiging": a_letter,
    "boekje": a_booklet,
    "verslag van een reeks": a_series,
    "inzicht": an_insight,
    "signalen": some_signals,
}
