"""Insight as lines for a terminal: the answer in words, then small bars and tables with the numbers beside them. Pure.

There is no colour in it, so it reads the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from armoede_toolbox.insight import (
    About,
    Agreed,
    Distributions,
    OverTime,
    Point,
    Series,
    TeamInsight,
    over_time,
    themes,
)
from armoede_toolbox.reporting import insight as words
from armoede_toolbox.terminal.drawing import width_of, wrap
from armoede_toolbox.text import listed, spelled
from armoede_toolbox.vocabulary import NEED_WORDS, LearningNeed

BAR: Final = 20
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_NARROW: Final = 4
_DATES: Final = 10
_MOST_THEMES: Final = 8
_MOST_AGREED: Final = 8
_MOST_ASKED: Final = 4
_MOST_POINTS: Final = 6
_MOST_TITLES: Final = 2
_NOTHING: Final = "–"


def lines(found: TeamInsight, width: int, *, bars: bool = True) -> Iterator[str]:
    """One team. ``bars`` are pictures only: everything is in the words and numbers too."""
    yield f"Team {found.team}"
    yield ""
    yield from wrap(words.summary(found), width)
    did = (_needs(found, width, bars), _themes(found, width, bars), _agreed(found, width))
    for part in (*did, _numbers(found, width, bars), _choices(found, width), _not_done(found, width)):
        made = list(part)
        yield from ("", *made) if made else ()
    yield from ("", *wrap("Als bestand, met alles erin: armoede inzicht --formaat html", width))


# --- bars -----------------------------------------------------------------------------------------------------------


def bar(share: float, long: int = BAR) -> str:
    """A bar of eighths of a sign; what is more than nothing is always seen."""
    eighths = max(round(max(0.0, min(share, 1.0)) * long * 8), 1 if share > 0 else 0)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


# --- what was done --------------------------------------------------------------------------------------------------


def _needs(found: TeamInsight, width: int, bars: bool) -> Iterator[str]:
    time = over_time(found.done)
    yield "Waarvoor kwamen jullie bij elkaar?"
    yield from _counts([(NEED_WORDS[need], time.total(need)) for need in LearningNeed], width, bars)
    if len(time.periods) > 1:
        yield ""
        yield f"Leerbehoeften {words.PER[time.periods[0].grain].lower()}"
        yield from _matrix(time, width)


def _counts(rows: Sequence[tuple[str, int]], width: int, bars: bool) -> Iterator[str]:
    """A label, its bar, and the number behind it."""
    broad = min(max((width_of(label) for label, _ in rows), default=0), width - BAR - 12)
    most = max((amount for _, amount in rows), default=0)
    for label, amount in rows:
        first, *rest = wrap(label, broad)
        picture = f"{bar(amount / most if most else 0):<{BAR}}  " if bars else ""
        yield f"  {first}{' ' * (broad - width_of(first))}  {picture}{amount}"
        yield from (f"  {line}" for line in rest)


def _matrix(time: OverTime, width: int) -> Iterator[str]:
    """A column per period, the years above the first of each; the last ones where not all of them fit."""
    broad = max(len(name) for name in NEED_WORDS.values())
    fit = max((width - broad - 2) // (_NARROW + 1), 1)
    column = _NARROW if len(time.periods) > fit else _NARROW + 1
    first = max(len(time.periods) - (width - broad - 2) // column, 0)
    shown = time.periods[first:]
    if shown[0].short != str(shown[0].year):
        years = ["" if n and period.year == shown[n - 1].year else str(period.year) for n, period in enumerate(shown)]
        yield _row("", years, broad, column)
    yield _row("", [period.short for period in shown], broad, column)
    for need in LearningNeed:
        yield _row(NEED_WORDS[need], [str(n) if n else "·" for n in time.needs[need][first:]], broad, column)


def _row(label: str, cells: Iterable[str], broad: int, column: int) -> str:
    return f"  {label:<{broad}}{''.join(f'{cell:>{column}}' for cell in cells)}".rstrip()


def _themes(found: TeamInsight, width: int, bars: bool) -> Iterator[str]:
    every = themes(found.done)
    if every:
        yield "Waar ging het over?"
        yield from _counts(every[:_MOST_THEMES], width, bars)
    if rest := len(every) - _MOST_THEMES:
        yield from [f"  en nog {rest} andere"] if rest > 0 else []


def _not_done(found: TeamInsight, width: int) -> Iterator[str]:
    if found.not_done:
        yield "Wat deden jullie nog niet?"
    for need, exercises in words.not_done_of(found):
        titles = [f"{one.title} ({one.number})" for one in exercises[:_MOST_TITLES]]
        more = len(exercises) - len(titles)
        told = [*titles, f"nog {more}"] if more else titles
        yield from wrap(f"{NEED_WORDS[need]}: {listed(told)}", width, "  ", indent=4)


def _agreed(found: TeamInsight, width: int) -> Iterator[str]:
    if not found.agreed:
        return
    yield "Wat spraken jullie af, en wat kwam ervan?"
    yield from wrap(words.agreed_summary(found.agreed), width, "  ")
    for one in found.agreed[:_MOST_AGREED]:
        yield from _one_agreed(one, width)
    if len(found.agreed) > _MOST_AGREED:
        yield from wrap("De andere zie je met: armoede afspraken", width, "  ")


def _one_agreed(one: Agreed, width: int) -> Iterator[str]:
    yield from wrap(one.what, width, "  - ")
    yield from wrap(f"{spelled(one.made_on)}. Nu: {words.came_of(one)}", width, "    ")


# --- what came back -------------------------------------------------------------------------------------------------


def _numbers(found: TeamInsight, width: int, bars: bool) -> Iterator[str]:
    if found.numbers:
        yield "Dezelfde vraag, door de tijd"
    for about, one in found.numbers[:_MOST_ASKED]:
        yield from _question(about, one.asked.text, width)
        yield from _line(about, one.lines[0][1], bars) if len(one.lines) == 1 else _grid(one, width)
    yield from _others(len(found.numbers), width)


def _question(about: About, text: str, width: int) -> Iterator[str]:
    yield ""
    yield from wrap(text, width, "  ")
    if words.source(about):
        yield from wrap(words.source(about), width, "  ")


def _others(many: int, width: int) -> Iterator[str]:
    if many > _MOST_ASKED:
        yield ""
        rest = many - _MOST_ASKED
        told = "Nog 1 vraag staat" if rest == 1 else f"Nog {rest} vragen staan"
        yield from wrap(f"{told} in het bestand.", width, "  ")


def _line(about: About, points: Sequence[Point], bars: bool) -> Iterator[str]:
    shown = points[-_MOST_POINTS:]
    most = max((point.mean or 0 for point in points), default=0)
    low, high = (about.low, about.high) if about.low is not None and about.high is not None else (0, most)
    low = min(low, 0)
    broad = max(len(spelled(point.day)) for point in shown)
    for point in shown:
        picture = f"{bar(((point.mean or 0) - low) / (high - low) if high > low else 0):<{BAR}}  " if bars else ""
        told = words.TOO_FEW if point.mean is None else f"{picture}{words.figure(point.mean):>4}  {words.who(point)}"
        yield f"  {spelled(point.day):<{broad}}  {told}"


def _grid(one: Series, width: int) -> Iterator[str]:
    cells = {
        row: [words.figure(p.mean) if p.mean is not None else _NOTHING for p in points] for row, points in one.lines
    }
    yield from _columns([point.day for point in one.lines[0][1]], cells, width)


def _choices(found: TeamInsight, width: int) -> Iterator[str]:
    if found.choices:
        yield "Dezelfde keuze, naast elkaar"
    for about, one in found.choices[:_MOST_ASKED]:
        yield from _question(about, one.asked.text, width)
        yield from _columns([moment.day for moment in one.moments], _cells(one), width)
    yield from _others(len(found.choices), width)
    if found.too_few:
        yield from wrap(words.too_few(found.too_few), width)


def _cells(one: Distributions) -> dict[str, list[str]]:
    cells = {
        option: [str(moment.counts.get(option, 0)) if moment.counts is not None else _NOTHING for moment in one.moments]
        for option in one.options
    }
    return cells | {"mensen": [str(moment.people or _NOTHING) for moment in one.moments]}


def _columns(days: Sequence[date], cells: dict[str, list[str]], width: int) -> Iterator[str]:
    """A column per moment, the last ones where not all of them fit; long labels go on below."""
    longest = max(width_of(label) for label in cells)
    fit = max(min(len(days), (width - 2 - min(longest, (width - 2) // 2)) // _DATES), 1)
    broad = min(longest, width - 2 - fit * _DATES)
    shown = _latest(cells, len(days), fit)
    yield _row("", [f"{days[n]:%d-%m-%y}" for n in shown], broad, _DATES)
    for label, row in cells.items():
        first, *rest = wrap(label, broad)
        yield _row(first, [row[n] for n in shown], broad, _DATES)
        yield from (f"  {line}" for line in rest)
    if fit < len(days):
        yield f"  Dit zijn {len(shown)} van de {len(days)} keer."
    if any(row[n] == _NOTHING for row in cells.values() for n in shown):
        yield f"  {_NOTHING} {words.TOO_FEW}"


def _latest(cells: dict[str, list[str]], many: int, fit: int) -> list[int]:
    """The last moments that fit; where not all of them do, only those that say something."""
    telling = [n for n in range(many) if any(row[n] != _NOTHING for row in cells.values())]
    return list(range(many)) if many <= fit else telling[-fit:]
