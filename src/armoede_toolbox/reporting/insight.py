"""What a team can see in what it did, as a document; and the sentences that say it, for the screen too. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from armoede_toolbox.insight import (
    About,
    Agreed,
    Distributions,
    Exercise,
    Grain,
    Moment,
    OverTime,
    Period,
    Point,
    Series,
    TeamInsight,
    over_time,
    themes,
)
from armoede_toolbox.reporting.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Paragraph,
    Table,
    Task,
    Tasks,
    Together,
    Tone,
)
from armoede_toolbox.text import counted, listed, quoted, spelled
from armoede_toolbox.vocabulary import NEED_WORDS, LearningNeed

KIND: Final = "Inzicht"
FOR_THE_TEAM: Final = "Dit is voor het team zelf. Wat naar buiten mag, staat in een verslag."
TOO_FEW: Final = "te weinig mensen om te laten zien"
PER: Final = {Grain.MONTH: "Per maand", Grain.QUARTER: "Per kwartaal", Grain.YEAR: "Per jaar"}
MOST_THEMES: Final = 12
MOST_POINTS: Final = 24
SETTLED: Final = ("gedaan", "anders gedaan", "losgelaten")


# --- in words -------------------------------------------------------------------------------------------------------


def summary(found: TeamInsight) -> str:
    """The answer first: how much, most about what, and what had no turn yet."""
    time = over_time(found.done)
    did = f"{_when(found.first, found.last)} deden jullie {counted(len(found.done), 'oefening', 'oefeningen')}."
    return " ".join(filter(None, (did, _most(time), _not_yet(time))))


def _when(first: date, last: date) -> str:
    if first == last:
        return f"Op {spelled(first)}"
    return f"Van {spelled(first, year=first.year != last.year)} tot en met {spelled(last)}"


def _most(time: OverTime) -> str:
    """No winner among needs that had their turn as often, when those are many."""
    if len(time.most) > 2:
        return ""
    often = counted(time.total(time.most[0]), "keer", "keer")
    each = f"elk {often}" if len(time.most) > 1 else often
    return f"Het meest over {listed([quoted(NEED_WORDS[need]) for need in time.most])} ({each})."


def _not_yet(time: OverTime) -> str:
    if not time.untouched:
        return "Alle vijf leerbehoeften kwamen aan de beurt."
    return f"Nog niet over {listed([quoted(NEED_WORDS[need]) for need in time.untouched], 'of')}."


def agreed_summary(agreed: Sequence[Agreed]) -> str:
    """Counts, never a share: what came of it is not a mark."""
    stands = [one.status for one in agreed]
    order = [stand for stand in dict.fromkeys((*SETTLED, *sorted(stands))) if stand in stands]
    amounts = [f"{stands.count(stand)} {stand}" for stand in order]
    return f"{counted(len(agreed), 'afspraak', 'afspraken')}: {listed(amounts)}."


def not_done_of(found: TeamInsight) -> Iterator[tuple[LearningNeed, tuple[Exercise, ...]]]:
    """The exercises that had no turn yet, by need."""
    for need in LearningNeed:
        mine = tuple(one for one in found.not_done if one.need is need)
        if mine:
            yield need, mine


def came_of(one: Agreed) -> str:
    """What came of an agreement."""
    when = f", teruggekeken op {spelled(one.looked_on)}" if one.looked_on else ""
    return f"{one.status}{when}{f': {one.word}' if one.word else ''}"


def too_few(number: int) -> str:
    """What is not shown, and why."""
    came = "kwam 1 vraag terug" if number == 1 else f"kwamen {number} vragen terug"
    return f"Ook {came} waarop te weinig mensen antwoord gaven om iets naast elkaar te zetten."


def figure(mean: float) -> str:
    """A mean as Dutch people write it, always with one decimal."""
    return f"{mean:.1f}".replace(".", ",")


def who(point: Point | Moment) -> str:
    """How many people, or the group with one answer."""
    if point.people is None:
        return TOO_FEW
    return f"samen, met {point.people}" if point.together else counted(point.people, "mens", "mensen")


def source(about: About) -> str:
    """Where a question comes from, and what its numbers mean."""
    parts = (quoted(about.title) if about.title else "", about.scale, f"in {about.unit}" if about.unit else "")
    return ", ".join(filter(None, parts))


# --- the document ---------------------------------------------------------------------------------------------------


def document(teams: Sequence[TeamInsight], made: datetime | None = None) -> Document:
    """Of one team, or of each in turn."""
    if len(teams) == 1:
        return Document(f"Team {teams[0].team}", tuple(_team(teams[0], 2)), KIND, made=made)
    blocks = [block for one in teams for block in (Heading(f"Team {one.team}"), *_team(one, 3))]
    return Document("Onze teams", tuple(blocks), KIND, made=made)


def _team(found: TeamInsight, level: int) -> Iterator[Block]:
    yield Paragraph(summary(found), Tone.LEAD)
    yield Paragraph(FOR_THE_TEAM, Tone.SMALL)
    yield from _needs(found, level)
    yield from _themes(found, level)
    yield from _agreements(found, level)
    yield from _numbers(found, level)
    yield from _choices(found, level)
    yield from _not_done(found, level)


def _needs(found: TeamInsight, level: int) -> Iterator[Block]:
    time = over_time(found.done)
    yield Heading("Waarvoor kwamen jullie bij elkaar?", level)
    rows = tuple((NEED_WORDS[need], float(time.total(need))) for need in LearningNeed)
    yield Chart(("Leerbehoefte", "Oefeningen"), rows, "Hoe vaak elke leerbehoefte aan de beurt kwam.")
    if len(time.periods) > 1:
        per = PER[time.periods[0].grain].lower()
        moments = tuple((period.name, float(amount)) for period, amount in _per_period(time))
        header = (time.periods[0].grain.capitalize(), "Oefeningen")
        yield Chart(header, moments, f"Hoe vaak jullie een oefening deden, {per}.")
        yield Heading(f"Leerbehoeften {per}", level + 1)
        yield _table(time)


def _per_period(time: OverTime) -> Iterator[tuple[Period, int]]:
    for n, period in enumerate(time.periods):
        yield period, sum(counts[n] for counts in time.needs.values())


def _table(time: OverTime) -> Table:
    """Periods down and needs across: time may be long, needs are five."""
    header = ("Periode", *(NEED_WORDS[need] for need in LearningNeed))
    rows = tuple(
        (period.name, *(str(time.needs[need][n]) if time.needs[need][n] else "–" for need in LearningNeed))
        for n, period in enumerate(time.periods)
    )
    return Table(header, rows, heads=True)


def _themes(found: TeamInsight, level: int) -> Iterator[Block]:
    all_of_them = themes(found.done)
    if all_of_them:
        yield Heading("Waar ging het over?", level)
        rows = tuple((theme, float(amount)) for theme, amount in all_of_them[:MOST_THEMES])
        yield Chart(("Thema", "Oefeningen"), rows, "Hoe vaak elk thema voorkwam.")
    if rest := all_of_them[MOST_THEMES:]:
        yield Paragraph(f"Ook: {listed([theme for theme, _ in rest])}.", Tone.SMALL)


def _agreements(found: TeamInsight, level: int) -> Iterator[Block]:
    if found.agreed:
        yield Heading("Wat spraken jullie af, en wat kwam ervan?", level)
        yield Paragraph(agreed_summary(found.agreed))
        yield Tasks(tuple(map(_task, found.agreed)))


def _task(one: Agreed) -> Task:
    return Task(one.what, (("Gemaakt", spelled(one.made_on)), ("Nu", came_of(one))), done=one.status in SETTLED[:2])


def _not_done(found: TeamInsight, level: int) -> Iterator[Block]:
    if found.not_done:
        yield Heading("Wat deden jullie nog niet?", level)
        yield Paragraph("Er hoeft niets af. Misschien zit hier iets bij voor een volgende keer.")
    for need, exercises in not_done_of(found):
        bullets = Bullets(tuple(f"{one.title} ({one.number})" for one in exercises))
        yield Together((Heading(NEED_WORDS[need], level + 1), bullets))


# --- what came back -------------------------------------------------------------------------------------------------


def _numbers(found: TeamInsight, level: int) -> Iterator[Block]:
    if found.numbers:
        yield Heading("Dezelfde vraag, door de tijd", level)
    for about, one in found.numbers:
        intro = (Heading(one.asked.text, level + 1), *_from(about))
        if len(one.lines) == 1:
            yield Together((*intro, *_line(about, one.lines[0][1])))
        else:
            yield Together((*intro, _grid(one)))


def _from(about: About) -> Iterator[Block]:
    if source(about):
        yield Paragraph(f"Uit {source(about)}." if about.title else f"{source(about).capitalize()}.", Tone.SMALL)


def _line(about: About, points: Sequence[Point]) -> Iterator[Block]:
    """A bar per moment. A moment with too few people is named below."""
    shown = [point for point in points[-MOST_POINTS:] if point.mean is not None]
    rows = tuple((f"{spelled(point.day)} ({who(point)})", point.mean or 0.0) for point in shown)
    ends = (float(about.low), float(about.high)) if about.low is not None and about.high is not None else (0.0, 0.0)
    text = "Het antwoord van de groep." if all(point.together for point in shown) else "Gemiddelde per keer."
    yield Chart(("Wanneer", "Gemiddeld"), rows, text, ends=ends)
    yield from _left_out([point.day for point in points[-MOST_POINTS:] if point.mean is None])


def _left_out(days: Sequence[date]) -> Iterator[Block]:
    if days:
        yield Paragraph(f"Op {listed([spelled(day) for day in days])}: {TOO_FEW}.", Tone.SMALL)


def _grid(one: Series) -> Table:
    """Rows of the grid down, moments across; the last moments where there are many."""
    points = one.lines[0][1][-_COLUMNS:]
    header = ("Onderdeel", *(spelled(point.day) for point in points))
    rows = tuple(
        (row, *(figure(point.mean) if point.mean is not None else "–" for point in line[-_COLUMNS:]))
        for row, line in one.lines
    )
    return Table(header, rows, heads=True)


_COLUMNS: Final = 5


def _choices(found: TeamInsight, level: int) -> Iterator[Block]:
    if found.choices:
        yield Heading("Dezelfde keuze, naast elkaar", level)
    for about, one in found.choices:
        yield Together((Heading(one.asked.text, level + 1), *_from(about), *_distributions(one)))
    if found.too_few:
        yield Paragraph(too_few(found.too_few), Tone.SMALL)


def _distributions(one: Distributions) -> Iterator[Block]:
    """The first and the last moment on one scale; where there are more, all of them in a table."""
    shown = [moment for moment in one.moments if moment.counts is not None]
    most = max(amount for moment in (shown[0], shown[-1]) for amount in (moment.counts or {}).values())
    yield from (_bars(one, moment, most) for moment in (shown[0], shown[-1]))
    if len(shown) > 2:
        yield _all_moments(one, shown[-_COLUMNS:])
    yield from _left_out([moment.day for moment in one.moments if moment.counts is None])


def _bars(one: Distributions, moment: Moment, most: int) -> Chart:
    counts = moment.counts or {}
    rows = tuple((option, float(counts.get(option, 0))) for option in one.options)
    return Chart(("Keuze", "Mensen"), rows, f"{spelled(moment.day)}, {who(moment)}.", ends=(0.0, float(most)))


def _all_moments(one: Distributions, shown: Sequence[Moment]) -> Table:
    header = ("Keuze", *(spelled(moment.day) for moment in shown))
    rows = ((option, *(str((moment.counts or {}).get(option, 0)) for moment in shown)) for option in one.options)
    people = ("Mensen", *(str(moment.people) for moment in shown))
    return Table(header, (*rows, people), heads=True)
