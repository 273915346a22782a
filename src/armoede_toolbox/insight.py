"""What a team can see in what it did: needs and themes over time, and the same question asked more than once. Pure.

Always of a team, never of a person. Numbers of people come with the anonymity floor: a point or a distribution with
fewer contributors is there, and says nothing. A question is only set beside itself when its exercise, its id and its
words are the same; anything else would be a guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from armoede_toolbox.text import MONTHS, fold
from armoede_toolbox.vocabulary import FLOOR, InReport, LearningNeed, Mode, Who

SCALES: Final = frozenset({"schaal", "getal"})
GRIDS: Final = frozenset({"raster"})
CHOICES: Final = frozenset({"stelling", "keuze", "meerkeuze"})
KINDS: Final = SCALES | GRIDS | CHOICES
"""The kinds of questions that can be set beside themselves."""
OTHER: Final = "iets anders"
"""Stands for what people wrote themselves in place of an option."""
_MOST_PERIODS: Final = 12


# --- what was done --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One exercise that was done, alone or as a part of a meeting."""

    day: date
    exercise: str
    need: LearningNeed
    themes: tuple[str, ...] = ()


class Grain(StrEnum):
    """How long the periods are in which is counted."""

    MONTH = "maand"
    QUARTER = "kwartaal"
    YEAR = "jaar"


_SHORT: Final = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
_MONTHS_IN: Final = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter or year; ``first`` is its first month, counted from 1."""

    year: int
    first: int
    grain: Grain

    @property
    def short(self) -> str:
        """A word for the head of a narrow column; the year stands elsewhere."""
        if self.grain is Grain.YEAR:
            return str(self.year)
        return _SHORT[self.first - 1] if self.grain is Grain.MONTH else f"K{(self.first + 2) // 3}"

    @property
    def name(self) -> str:
        """As people say it."""
        if self.grain is Grain.YEAR:
            return str(self.year)
        if self.grain is Grain.MONTH:
            return f"{MONTHS[self.first - 1]} {self.year}"
        return f"{MONTHS[self.first - 1]} tot en met {MONTHS[self.first + 1]} {self.year}"

    @property
    def iso(self) -> str:
        """For programs: the year and the month in which it begins."""
        return str(self.year) if self.grain is Grain.YEAR else f"{self.year}-{self.first:02}"


def grain_of(first: date, last: date) -> Grain:
    """The finest that keeps the periods few enough to look at."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MOST_PERIODS:
        return Grain.MONTH
    return Grain.QUARTER if months <= (_MOST_PERIODS - 1) * 3 else Grain.YEAR


def period_of(day: date, grain: Grain) -> Period:
    """The period in which a day falls."""
    long = _MONTHS_IN[grain]
    return Period(day.year, (day.month - 1) // long * long + 1, grain)


def periods(first: date, last: date, grain: Grain) -> tuple[Period, ...]:
    """Every period from the first day to the last, empty ones too."""
    long = _MONTHS_IN[grain]
    begin, end = (period_of(day, grain) for day in (first, last))
    months = range(begin.year * 12 + begin.first - 1, end.year * 12 + end.first, long)
    return tuple(Period(month // 12, month % 12 + 1, grain) for month in months)


@dataclass(frozen=True, slots=True)
class OverTime:
    """How often each learning need had its turn, per period."""

    periods: tuple[Period, ...]
    needs: Mapping[LearningNeed, tuple[int, ...]]

    def total(self, need: LearningNeed) -> int:
        """Over all periods."""
        return sum(self.needs[need])

    @property
    def most(self) -> tuple[LearningNeed, ...]:
        """The need that had its turn most; more where they had it as often."""
        highest = max((self.total(need) for need in LearningNeed), default=0)
        return tuple(need for need in LearningNeed if highest and self.total(need) == highest)

    @property
    def untouched(self) -> tuple[LearningNeed, ...]:
        """The needs that had no turn yet."""
        return tuple(need for need in LearningNeed if not self.total(need))


def over_time(done: Sequence[Done]) -> OverTime:
    """Counts per need and period; there is at least one exercise."""
    first, last = min(one.day for one in done), max(one.day for one in done)
    grain = grain_of(first, last)
    found = periods(first, last, grain)
    seen = Counter((one.need, period_of(one.day, grain)) for one in done)
    return OverTime(found, {need: tuple(seen[need, period] for period in found) for need in LearningNeed})


def themes(done: Iterable[Done]) -> tuple[tuple[str, int], ...]:
    """How often each theme had its turn, the most frequent first."""
    seen = Counter(theme for one in done for theme in one.themes)
    return tuple(sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])))


# --- the same question more than once -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in one session, with what was answered."""

    day: date
    session: str
    exercise: str
    question: str
    """Its id in the exercise."""
    kind: str
    text: str
    people: int
    """How many gave an answer, at least."""
    together: bool
    """Whether a group gave one answer."""
    values: tuple[Any, ...] = ()
    totals: Mapping[str, Any] | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is equal for a question that was asked again."""
        return self.exercise, self.question, self.kind, fold(" ".join(self.text.split()))


def belongs_to(head: Mapping[str, Any], question: str) -> tuple[str, str]:
    """The exercise that a question belongs to, and its id there.

    A meeting holds more exercises. What it asks itself belongs to its trajectory, so that it can come back.
    """
    parts: Sequence[str] = head.get("onderdelen") or ()
    if not parts:
        return head["oefening"], question
    # Here, because it needs every kind of question, and most logbooks hold no meeting.
    from armoede_toolbox.exercises.meeting import origin

    return origin(parts, question) or (head.get("traject") or head["oefening"], question)


def comparable(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an entry that ``asked_in`` needs beside its head."""
    steps = ([one for one in step["vragen"] if one["soort"] in KINDS] for step in entry["stappen"])
    return {"stappen": [{"vragen": questions} for questions in steps if questions]}


def asked_in(entry: Mapping[str, Any]) -> Iterator[Asked]:
    """The questions of an entry that can be set beside themselves; ``entry`` as ``entry.to_json`` gives it.

    A question that stays with the team stays out of here: this may become a file that leaves it.
    """
    for question in (question for step in entry["stappen"] for question in step["vragen"]):
        if question["soort"] in KINDS and question["verslag"] != InReport.NO and (made := _asked(entry, question)):
            yield made


def _asked(entry: Mapping[str, Any], question: Mapping[str, Any]) -> Asked | None:
    given = [one["waarde"] for one in question["bijdragen"] if one["onleesbaar"] is None]
    totals = question["telling"]
    if not given and not totals:
        return None
    exercise, name = belongs_to(entry, question["id"])
    together = totals is None and question["wie"] == Who.TOGETHER and entry["vorm"] != Mode.SOLO
    return Asked(
        day=date.fromisoformat(entry["begonnen"][:10]),
        session=entry["sessie"],
        exercise=exercise,
        question=name,
        kind=question["soort"],
        text=question["tekst"],
        people=entry["deelnemers"] if together else _people(question["soort"], given, totals),
        together=together,
        values=tuple(given),
        totals=totals,
    )


def _people(kind: str, given: Sequence[Any], totals: Mapping[str, Any] | None) -> int:
    """At least; who may choose more than one option is counted as often in the total, so the largest option counts."""
    if totals is None:
        return len(given)
    amounts = [sum(one.values()) if isinstance(one, Mapping) else int(one) for one in totals.values()]
    several = kind == "meerkeuze" or kind in GRIDS
    return max(amounts, default=0) if several else sum(amounts)


def repeated(asked: Iterable[Asked]) -> list[tuple[Asked, ...]]:
    """The questions that were asked in more than one session, each oldest first; the most frequent in front."""
    found: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
    for one in asked:
        found[one.key].append(one)
    runs = [tuple(sorted(run, key=lambda one: (one.day, one.session))) for run in found.values()]
    again = [run for run in runs if len({one.session for one in run}) > 1]
    return sorted(again, key=lambda run: (-len(run), run[0].key))


# --- numbers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """The mean at one moment; ``None`` when too few people gave a number."""

    day: date
    people: int | None
    mean: float | None
    together: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One question with numbers over time. A grid has a line for every row, other questions one without a name."""

    asked: Asked
    """The last time."""
    lines: tuple[tuple[str, tuple[Point, ...]], ...]

    @property
    def visible(self) -> bool:
        """Whether there is something to set beside something else."""
        return any(sum(point.mean is not None for point in points) > 1 for _, points in self.lines)


def series(run: Sequence[Asked]) -> Series:
    """The numbers of a question that was asked more than once."""
    if run[-1].kind in SCALES:
        return Series(run[-1], (("", tuple(_point(one, _numbers(one)) for one in run)),))
    rows = dict.fromkeys(row for one in run for row in _rows(one))
    return Series(
        run[-1],
        tuple((row, tuple(_point(one, _rows(one).get(row, [])) for one in run)) for row in rows),
    )


def _point(asked: Asked, numbers: Sequence[float]) -> Point:
    """Of a grid a row may have fewer people than the whole."""
    people = asked.people if asked.together and numbers else len(numbers)
    if people < FLOOR:
        return Point(asked.day, None, None, asked.together)
    return Point(asked.day, people, round(sum(numbers) / len(numbers), 1), asked.together)


def _numbers(asked: Asked) -> list[float]:
    if asked.totals is not None:
        return _spread(asked.totals)
    return [float(value) for value in asked.values if isinstance(value, int | float)]


def _spread(count: Mapping[str, Any]) -> list[float]:
    """Everybody's number, from a count of numbers."""
    return [float(number) for number, people in count.items() if _is_number(number) for _ in range(int(people))]


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _rows(asked: Asked) -> dict[str, list[float]]:
    """The numbers of each row of a grid."""
    if asked.totals is not None:
        return {row: _spread(count) for row, count in asked.totals.items() if isinstance(count, Mapping)}
    found: dict[str, list[float]] = {}
    for value in asked.values:
        for row, number in value.items() if isinstance(value, Mapping) else ():
            found.setdefault(row, []).append(float(number))
    return found


# --- choices --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A distribution at one moment; ``counts`` is ``None`` when too few people chose."""

    day: date
    people: int | None
    counts: Mapping[str, int] | None
    together: bool = False


@dataclass(frozen=True, slots=True)
class Distributions:
    """What people chose, each time that they were asked."""

    asked: Asked
    """The last time."""
    options: tuple[str, ...]
    moments: tuple[Moment, ...]

    @property
    def visible(self) -> bool:
        """Whether there is something to set beside something else."""
        shown = sum(moment.counts is not None for moment in self.moments)
        return shown > 1 and bool({*self.options} - {OTHER})


def distributions(run: Sequence[Asked], known: Sequence[str] = ()) -> Distributions:
    """The choices of a question that was asked more than once. ``known`` are its options.

    A text of somebody's own is never an option: it may tell who wrote it.
    """
    listed = tuple(known) or tuple(dict.fromkeys(option for one in run for option in one.totals or ()))
    moments = tuple(_moment(one, listed) for one in run)
    used = {option for moment in moments for option in moment.counts or ()}
    return Distributions(run[-1], (*listed, *([OTHER] if OTHER in used - set(listed) else [])), moments)


def _moment(asked: Asked, listed: Sequence[str]) -> Moment:
    if asked.people < FLOOR:
        return Moment(asked.day, None, None, asked.together)
    counts = dict.fromkeys(listed, 0)
    for option, people in _votes(asked):
        name = option if option in counts else OTHER
        counts[name] = counts.get(name, 0) + people
    return Moment(asked.day, asked.people, counts, asked.together)


def _votes(asked: Asked) -> Iterator[tuple[str, int]]:
    if asked.totals is not None:
        yield from ((option, int(people)) for option, people in asked.totals.items())
    for value in asked.values:
        match value:
            case {"oordeel": str(verdict)}:
                yield verdict, 1
            case str():
                yield value, 1
            case list():
                yield from ((str(option), 1) for option in value)


# --- one team -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What its exercise says about a question; empty when the exercise is gone."""

    title: str = ""
    low: int | None = None
    high: int | None = None
    labels: Mapping[int, str] | None = None
    unit: str = ""
    options: tuple[str, ...] = ()

    @property
    def scale(self) -> str:
        """What the numbers mean, in words."""
        if self.low is None or self.high is None:
            return ""
        ends = ((number, (self.labels or {}).get(number)) for number in (self.low, self.high))
        low, high = (f"{number} ({label})" if label else str(number) for number, label in ends)
        return f"van {low} tot {high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement, with what came of it. Without who: insight is never about a person."""

    what: str
    made_on: date
    status: str
    open: bool
    looked_on: date | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise that can be chosen."""

    id: str
    number: str
    title: str
    need: LearningNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamInsight:
    """What one team can see."""

    team: str
    done: tuple[Done, ...]
    not_done: tuple[Exercise, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    numbers: tuple[tuple[About, Series], ...] = ()
    choices: tuple[tuple[About, Distributions], ...] = ()
    too_few: int = 0
    """How many questions came back, with too few people to set anything beside each other."""

    @property
    def first(self) -> date:
        """The first day."""
        return min(one.day for one in self.done)

    @property
    def last(self) -> date:
        """The last day."""
        return max(one.day for one in self.done)

    @property
    def stands(self) -> tuple[tuple[str, int], ...]:
        """How many agreements are where; numbers only, never a share."""
        return tuple(Counter(one.status for one in self.agreed).most_common())


def not_done(done: Iterable[Done], known: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """The exercises that had no turn yet."""
    ids = {one.exercise for one in done}
    return tuple(one for one in known if one.id not in ids)


def to_json(found: TeamInsight) -> dict[str, Any]:
    """The insight of one team as plain data: Dutch keys, ISO dates, absent is null."""
    time = over_time(found.done)
    return {
        "team": found.team,
        "van": found.first.isoformat(),
        "tot": found.last.isoformat(),
        "oefeningen": len(found.done),
        "perioden": [period.iso for period in time.periods],
        "leerbehoeften": [
            {"leerbehoefte": need.value, "aantal": time.total(need), "per_periode": list(counts)}
            for need, counts in time.needs.items()
        ],
        "themas": [{"thema": theme, "aantal": amount} for theme, amount in themes(found.done)],
        "nog_niet": {
            "leerbehoeften": [need.value for need in time.untouched],
            "oefeningen": [
                {"id": one.id, "nummer": one.number, "titel": one.title, "leerbehoefte": one.need.value}
                for one in found.not_done
            ],
        },
        "afspraken": [_agreed_data(one) for one in found.agreed],
        "getallen": [_series_data(about, one) for about, one in found.numbers],
        "keuzes": [_choices_data(about, one) for about, one in found.choices],
        "te_weinig_mensen": found.too_few,
    }


def _agreed_data(one: Agreed) -> dict[str, Any]:
    return {
        "wat": one.what,
        "gemaakt_op": one.made_on.isoformat(),
        "stand": one.status,
        "open": one.open,
        "teruggekeken_op": one.looked_on.isoformat() if one.looked_on else None,
        "woord": one.word,
    }


def _question_data(about: About, asked: Asked) -> dict[str, Any]:
    return {
        "oefening": asked.exercise,
        "titel": about.title or None,
        "vraag": asked.question,
        "soort": asked.kind,
        "tekst": asked.text,
    }


def _series_data(about: About, one: Series) -> dict[str, Any]:
    lines = [{"rij": row or None, "punten": list(map(_point_data, points))} for row, points in one.lines]
    return {**_question_data(about, one.asked), "van": about.low, "tot": about.high, "lijnen": lines}


def _point_data(point: Point) -> dict[str, Any]:
    mean = {"mensen": point.people, "samen": point.together, "gemiddelde": point.mean}
    return {"dag": point.day.isoformat(), **mean}


def _choices_data(about: About, one: Distributions) -> dict[str, Any]:
    moments = [
        {
            "dag": moment.day.isoformat(),
            "mensen": moment.people,
            "samen": moment.together,
            "aantallen": dict(moment.counts) if moment.counts is not None else None,
        }
        for moment in one.moments
    ]
    return {**_question_data(about, one.asked), "opties": list(one.options), "momenten": moments}
