"""``inzicht``: what a team can see in what it did. Only reads; per team, never per person.

Counts come from the index. Of the sessions only those are read as entries that hold a question which came back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import insight
from armoede_toolbox.errors import Problem, UsageError
from armoede_toolbox.insight import KINDS, About, Agreed, Asked, Done, Exercise, TeamInsight
from armoede_toolbox.storage.catalogue import Card
from armoede_toolbox.storage.index import Index, IndexedHead, Stored, Wanted
from armoede_toolbox.storage.indexing import Progress
from armoede_toolbox.storage.journal import Skipped
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import slug
from armoede_toolbox.vocabulary import FLOOR, EntryKind, Mode
from armoede_toolbox.workflows import delivering, insight_text
from armoede_toolbox.workflows.delivering import FORMATS, Content, Written
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, catalogue_of, file_data, fitting, skipped_problems
from armoede_toolbox.workflows.logbook import Filters, Root, ask

if TYPE_CHECKING:
    from armoede_toolbox.agreements import AgreementStatus
    from armoede_toolbox.prompts import Prompt
    from armoede_toolbox.workflows.sweeping import Care

_PAPERS: Final = frozenset({"md", "html", "docx", "pdf", "json"})
NOTHING: Final = "Er is nog niets om op terug te kijken."
NOT_HERE: Final = "Er is geen sessie die hierbij past."
OWN: Final = "Dit is voor het team zelf. Wat naar buiten mag, maak je met: armoede verslag"
ABOUT_TEAMS: Final = "Dit gaat over teams. Sessies van jou alleen doen niet mee."


# --- reading --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """What the index of one root gave: every session by its head, and the few that had to be read."""

    heads: tuple[IndexedHead, ...]
    entries: tuple[tuple[IndexedHead, Stored], ...]


def read(house: House, filters: Filters, progress: Progress | None = None) -> Insights:
    """What the team that is asked for, or each team, can see."""
    whose = replace(filters, personal=False)
    seen = _agreed(house, whose, progress)  # in front, because it is large while it is made and small after that
    answers = ask(house, whose, lambda one, wanted: _of_index(one, wanted, progress), progress)
    cards = {card.id: card for card in catalogue_of(house)[0]}
    questions = _Questions(house, cards)
    teams = [_team(root, answers[root], cards, questions, seen.get(root.team, ())) for root in answers if root.team]
    faults = [one.fault for found in answers.values() for _, one in found.entries if one.fault is not None]
    problems = (*answers.problems, *skipped_problems(faults))
    kept = tuple(one for one in teams if one is not None)
    return Insights(kept, filters.given, (*answers.skipped, *faults), (ABOUT_TEAMS,), problems)


def _of_index(one: Index, wanted: Wanted, progress: Progress | None) -> _Found:
    rows = one.rows(replace(wanted, kind=EntryKind.SESSION))[::-1]
    often = Counter(name for row in rows for name in _names(row.head))
    questions = {id_: pairs for id_, told in one.questions() if (pairs := _comparable(told))}
    asked = {
        row.id: {(*insight.belongs_to(row.head.data, _base(key)), kind) for key, kind in questions[row.id]}
        for row in rows
        if row.id in questions and any(often[name] > 1 for name in _names(row.head))
    }
    again = {key for key, times in Counter(key for keys in asked.values() for key in keys).items() if times > 1}
    compared = [row for row in rows if again & asked.get(row.id, set())]
    stored = one.entries(compared, progress, whole=False)
    return _Found(tuple(row.head for row in rows), tuple(zip((row.head for row in compared), stored, strict=True)))


def _names(head: IndexedHead) -> tuple[str, ...]:
    """What can come back: an exercise, a part of a meeting, or a trajectory."""
    return tuple(filter(None, (head.exercise, *head.data["onderdelen"], head.data["traject"])))


def _comparable(questions: Iterable[str]) -> list[tuple[str, str]]:
    pairs = (one.rpartition(" ")[::2] for one in questions)
    return [(key, kind) for key, kind in pairs if kind in KINDS]


def _base(question: str) -> str:
    """A repeated question without its number."""
    base, _, number = question.rpartition(".")
    return base if base and number.isdigit() else question


def _agreed(house: House, filters: Filters, progress: Progress | None) -> dict[str | None, tuple[Agreed, ...]]:
    """The agreements of each team, the last one in front."""
    from armoede_toolbox.agreements import Wanted as WantedAgreements
    from armoede_toolbox.workflows import agreements

    wanted = WantedAgreements(need=filters.need, since=filters.since, until=filters.until)
    found: dict[str | None, list[AgreementStatus]] = {}
    for root, status in agreements.read(house, filters.team, progress=progress).found:
        if wanted.fits(status):
            found.setdefault(root.team, []).append(status)
    return {
        team: tuple(map(_status, sorted(statuses, key=lambda one: (one.made_on, one.id), reverse=True)))
        for team, statuses in found.items()
    }


def _status(status: AgreementStatus) -> Agreed:
    last = status.history[-1] if status.history else None
    return Agreed(
        what=status.what,
        made_on=status.made_on,
        status=status.status,
        open=status.open,
        looked_on=last.day if last else None,
        word=last.word if last else None,
    )


# --- one team -------------------------------------------------------------------------------------------------------


def _team(
    root: Root, found: _Found, cards: Mapping[str, Card], questions: _Questions, agreed: Sequence[Agreed]
) -> TeamInsight | None:
    done = tuple(one for head in found.heads for one in _done(head, cards))
    if not done:
        return None
    entries = (head.data | stored.comparable() for head, stored in found.entries if stored.fault is None)
    runs = insight.repeated(asked for entry in entries for asked in insight.asked_in(entry))
    numbers, choices = tuple(_numbers(runs, questions)), tuple(_choices(runs, questions))
    known = [Exercise(card.id, card.number, card.title, card.learning_need) for card in _for_teams(cards.values())]
    return TeamInsight(
        team=next((head.team for head in reversed(found.heads) if head.team), root.team_name or root.name),
        done=done,
        not_done=insight.not_done(done, known),
        agreed=tuple(agreed),
        numbers=numbers,
        choices=choices,
        too_few=len(runs) - len(numbers) - len(choices),
    )


def _for_teams(cards: Iterable[Card]) -> Iterator[Card]:
    return (card for card in cards if Mode.TEAM in card.modes)


def _done(head: IndexedHead, cards: Mapping[str, Card]) -> Iterator[Done]:
    """A session is one exercise; a meeting is those of its parts that are exercises."""
    day = date.fromisoformat(head.data["begonnen"][:10])
    parts = [cards[name] for name in head.data["onderdelen"] if name in cards]
    for card in parts:
        yield Done(day=day, exercise=card.id, need=card.learning_need, themes=card.themes)
    if not parts:
        yield Done(day=day, exercise=head.exercise, need=head.learning_need, themes=head.themes)


def _numbers(runs: Sequence[Sequence[Asked]], questions: _Questions) -> list[tuple[About, insight.Series]]:
    found = [insight.series(run) for run in runs if run[-1].kind not in insight.CHOICES]
    return [(questions.about(one.asked), one) for one in found if one.visible]


def _choices(runs: Sequence[Sequence[Asked]], questions: _Questions) -> list[tuple[About, insight.Distributions]]:
    wanted = [run for run in runs if run[-1].kind in insight.CHOICES and any(one.people >= FLOOR for one in run)]
    found = [(about, insight.distributions(run, about.options)) for run, about in questions.about_all(wanted)]
    return [(about, one) for about, one in found if one.visible]


@dataclass(slots=True)
class _Questions:
    """What the exercises say about their questions, each exercise read once."""

    house: House
    cards: Mapping[str, Card]
    read: dict[str, Mapping[str, Prompt]] | None = None

    def about_all(self, runs: Iterable[Sequence[Asked]]) -> Iterator[tuple[Sequence[Asked], About]]:
        """Each run with what is known about its question."""
        yield from ((run, self.about(run[-1])) for run in runs)

    def about(self, asked: Asked) -> About:
        """What is known about a question."""
        from armoede_toolbox.workflows import reporting

        self.read = {} if self.read is None else self.read
        if asked.exercise not in self.read:
            self.read[asked.exercise] = reporting.prompts_of(self.house, asked.exercise)
        prompt: Any = self.read[asked.exercise].get(_base(asked.question))
        card = self.cards.get(asked.exercise)
        title = card.title if card else ""
        if prompt is None or prompt.kind != asked.kind:
            return About(title=title)
        return About(
            title=title,
            low=getattr(prompt, "minimum", None),
            high=getattr(prompt, "maximum", None),
            labels=getattr(prompt, "labels", None),
            unit=getattr(prompt, "unit", None) or "",
            options=getattr(prompt, "listed", None) or (),
        )


# --- for people and for scripts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Insights:
    """What each team can see."""

    teams: tuple[TeamInsight, ...]
    filtered: bool = False
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    bars: bool = True
    """Whether bars stand beside the numbers; a screen reader needs none."""

    def text(self, width: int = 80) -> str:
        """The answer in words first, then the numbers."""
        room = fitting(width)
        if not self.teams:
            return "\n".join(wrap(NOT_HERE if self.filtered else NOTHING, room))
        return "\n\n\n".join("\n".join(insight_text.lines(one, room, bars=self.bars)) for one in self.teams)

    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        found = list(map(insight.to_json, self.teams))
        return {"formaat": FORMAT, "inzichten": found, "overgeslagen": file_data(self.skipped)}


# --- a file of it ---------------------------------------------------------------------------------------------------


def write(
    house: House, found: Insights, fmt: str, to: Path | None, *, overwrite: bool = False, care: Care | None = None
) -> Written:
    """Insight as a document: with ``--naar``, on the screen, or in the folder where one is."""
    if fmt not in _PAPERS:
        what = "Inzicht past niet in een tabel."
        raise UsageError(what, str(to or ""), "Kies html, docx, pdf, md of json.")
    if not found.teams:
        return Written(None, "", (f"{NOT_HERE} Er is niets geschreven.",), found.problems)
    from armoede_toolbox.workflows import sweeping

    swept = sweeping.sweep(found.teams, care or sweeping.NO_CARE)
    found = replace(found, teams=swept.things)
    made = FORMATS[fmt](_content(house, found))
    made = replace(made, notices=(*made.notices, *swept.notices))
    whose = slug(found.teams[0].team) if len(found.teams) == 1 else "teams"
    name = f"inzicht-{whose}-{house.today().isoformat()}.{fmt}"
    put = delivering.put(house, made, name, to, overwrite=overwrite, told=("Geschreven.", OWN))
    return replace(put, problems=found.problems)


def _content(house: House, found: Insights) -> Content:
    from armoede_toolbox.reporting import insight as paper

    return Content(
        document=lambda: paper.document(found.teams, house.now()),
        rows=lambda: (),
        data=found.data,
    )
