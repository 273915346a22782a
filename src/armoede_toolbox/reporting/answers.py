"""From a question of the logbook to blocks: a picture where enough people answered, words where they may leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from armoede_toolbox.entry import Contribution, Head, Question
from armoede_toolbox.prompts import KINDS, OptionsFrom, Prompt, PromptWithOptions, Summary
from armoede_toolbox.prompts.grid import GridPrompt
from armoede_toolbox.prompts.ranking import summary_of
from armoede_toolbox.reporting import sharing
from armoede_toolbox.reporting.document import Block, Bullets, Chart, Numbered, Paragraph, Quote, Shape, Tone
from armoede_toolbox.reporting.sharing import Share
from armoede_toolbox.text import counted, unescape
from armoede_toolbox.vocabulary import Feeling, Mode, Who

OWN: Final = "iets anders"
CHOSE: Final = "Dit kozen we"
TOO_FEW: Final = "Minder dan vier mensen gaven antwoord. Dan laten we geen verdeling zien."
_TIMELINE, _GRID, _RANKING, _BOXES, _DOTS = "tijdlijn", "raster", "rangorde", "vakken", "stippen"
_FORCE: Final = "Kracht"
_HEADERS: Final = {_GRID: ("Onderdeel", "Gemiddeld"), _RANKING: ("Keuze", "Gemiddelde plek")}
_MARKED: Final = re.compile(r"(?:[-*+]|(?P<number>\d+)[.)]) ")
_LETTER: Final = re.compile(r"[^\W\d_]")
_HEIGHTS: Final = {Feeling.MINUS: -1.0, Feeling.NEUTRAL: 0.0, Feeling.PLUS: 1.0}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that has answers, with what is known about it. ``prompt`` is ``None`` when the exercise is gone."""

    head: Head
    question: Question
    prompt: Prompt | None = None
    options: tuple[str, ...] = ()
    """Options that came from an earlier answer."""
    sides: Mapping[str, str] = field(default_factory=dict)
    """In which of two boxes each option stood."""

    @property
    def readable(self) -> tuple[Contribution, ...]:
        """The contributions that could be read."""
        return tuple(one for one in self.question.contributions if one.unreadable is None)

    @property
    def values(self) -> list[Any]:
        """What they hold."""
        return [one.value for one in self.readable]

    @property
    def counts(self) -> bool:
        """Whether it is of a kind that can be counted."""
        return KINDS[self.question.kind].counts if self.question.kind in KINDS else self.question.totals is not None

    @property
    def shared(self) -> bool:
        """Whether there is one answer of everyone: of the group, of one person alone, or gathered on one list."""
        if self.question.totals is not None:
            return False
        gathered = self.question.kind in KINDS and KINDS[self.question.kind].gathers and len(self.readable) == 1
        return gathered or self.question.who is Who.TOGETHER or self.head.mode is Mode.SOLO

    @property
    def boxed(self) -> bool:
        """Whether its words stand in boxes."""
        return self.question.kind == _BOXES

    def people(self) -> int:
        """How many people gave an answer, at least."""
        totals = self.question.totals
        if totals is None:
            return len(self.readable)
        return self.prompt.people_in(totals) if self.prompt else min(self.head.participants, _most(totals))

    def summary(self) -> Summary:
        """All answers in one view."""
        totals = self.question.totals
        if self.prompt is None:
            return _plain_summary(self)
        if totals is not None:
            return self.prompt.summarise_totals(totals, self.options)
        return self.prompt.summarise(self.values, self.options)


def blocks(answered: Answered, share: Share) -> Iterator[Block]:
    """What may be shown of a question; nothing when there is nothing."""
    if share is Share.NOTHING:
        return
    if answered.shared:
        yield from (_together if share is Share.ALL else _themes)(answered)
        return
    yield from _distribution(answered, share)
    voices = tuple(_voices(answered))
    if share is Share.ALL:
        yield from _by_box(answered, voices)
    elif voices:
        words = counted(len(voices), "antwoord", "antwoorden")
        stay = f"{'Dat' if len(voices) == 1 else 'Die'} {_stay(voices)} bij het team."
        yield Paragraph(f"Er {_are(voices)} {words} in eigen woorden. {stay}", Tone.SMALL)


def _are(things: Sequence[object]) -> str:
    return "is" if len(things) == 1 else "zijn"


# --- one answer of everyone -----------------------------------------------------------------------------------------

Groups = tuple[tuple[str, tuple[str, ...]], ...]
"""Pieces of an answer under their box; most answers have one group without a name."""


def _together(answered: Answered) -> Iterator[Block]:
    for value in answered.values:
        yield from [_curve(value)] if answered.question.kind == _TIMELINE else _as_written(answered, value)


def _as_written(answered: Answered, value: Any) -> Iterator[Block]:
    """As it stands in the logbook: a list stays a list, and text stays text."""
    numbered = isinstance(value, list) and answered.question.kind == _RANKING
    for box, items in groups(answered.question.kind, value):
        if box:
            yield Paragraph(box, Tone.QUESTION)
        if isinstance(value, (list, Mapping)) and len(items) and _listed(answered.question.kind, value):
            yield Numbered(items) if numbered else Bullets(items)
        else:
            yield from (Paragraph(item) if answered.counts else Quote(item) for item in items)


def _listed(kind: str, value: Any) -> bool:
    return _MARKED.match(KINDS[kind].to_markdown(value)) is not None


def groups(kind: str, value: Any) -> Groups:
    """The pieces of one answer, as people read them."""
    if isinstance(value, Mapping) and value and all(isinstance(items, list) for items in value.values()):
        return tuple((box, tuple(items)) for box, items in value.items())
    markdown = KINDS[kind].to_markdown(value)
    return (("", in_lines(markdown) if _MARKED.match(markdown) else (unescape(markdown),)),)


def in_lines(markdown: str) -> tuple[str, ...]:
    """The items of a list; what is nested stands behind what it belongs to."""
    lines: list[str] = []
    for line in markdown.split("\n"):
        text = unescape(_MARKED.sub("", line.strip(), count=1))
        if lines and line.startswith("  "):
            lines[-1] += f"{',' if ': ' in lines[-1] else ':'} {text}"
        elif text:
            lines.append(text)
    return tuple(lines)


def _curve(events: Sequence[Mapping[str, str]]) -> Chart:
    """A line of feelings, with its events."""
    rows = tuple((_event(event), _HEIGHTS[Feeling(event["gevoel"])]) for event in events)
    felt = Counter(height for _, height in rows)
    moments = counted(len(rows), "moment", "momenten")
    text = f"{moments}: {felt[-1.0]} min, {felt[0.0]} neutraal, {felt[1.0]} plus."
    return Chart(("Wat er gebeurt", "Hoe dat voelt"), rows, text, Shape.LINE, ("min", "neutraal", "plus"))


def _event(event: Mapping[str, str]) -> str:
    return f"{event['wat']} ({event['wie']})" if "wie" in event else event["wat"]


def _themes(answered: Answered) -> Iterator[Block]:
    """Short words that a group gave together are themes; sentences are not."""
    kept: list[Block] = []
    left: list[str] = []
    for box, items in (group for value in answered.values for group in groups(answered.question.kind, value)):
        short = tuple(item for item in items if _is_theme(answered, item))
        left += [item for item in items if item not in short]
        kept += [Paragraph(box, Tone.QUESTION)] if box and short and _exercise_says(answered, box) else []
        kept += [Bullets(short)] if short else []
    yield from kept
    if left:
        also = " ook nog" if kept else ""
        words = counted(len(left), "zin", "zinnen")
        yield Paragraph(f"Er {_are(left)}{also} {words}. Die {_stay(left)} bij het team.", Tone.SMALL)


def _stay(things: Sequence[object]) -> str:
    return "blijft" if len(things) == 1 else "blijven"


def _is_theme(answered: Answered, text: str) -> bool:
    return _exercise_says(answered, text) or sharing.is_theme(text, answered.head)


# --- many answers ---------------------------------------------------------------------------------------------------


def _distribution(answered: Answered, share: Share) -> Iterator[Block]:
    """A chart, when there are enough people to hide in. A kind that is all words needs none."""
    summary = answered.summary()
    if not summary.rows or (summary.texts and not answered.counts):
        return
    rows = _with_enough(answered, summary.rows)
    if not rows or not sharing.enough(answered.people()):
        yield Paragraph(TOO_FEW, Tone.SMALL)
        return
    rows = _merged(answered, rows) if share is Share.THEMES else rows
    header = _HEADERS.get(answered.question.kind, ("Antwoord", summary.unit or "Aantal"))
    ranking = answered.question.kind == _RANKING
    chart = Chart(header, rows, _caption(answered, summary), falling=ranking, ends=_ends(answered))
    yield chart if ranking else _facing(answered, chart)


def _ends(answered: Answered) -> tuple[float, float]:
    """The scale of a grid."""
    prompt = answered.prompt
    return (prompt.minimum, prompt.maximum) if isinstance(prompt, GridPrompt) else (0, 0)


def _facing(answered: Answered, chart: Chart) -> Chart:
    """Options from two boxes push to two sides, when each that counts stands in one of them."""
    poles = list(dict.fromkeys(answered.sides.values()))
    rows = [(label, value) for label, value in chart.rows if value or label in answered.sides]
    if len(poles) != 2 or not all(label in answered.sides for label, _ in rows):
        return chart
    rows.sort(key=lambda row: poles.index(answered.sides[row[0]]))
    sides = tuple(answered.sides[label] for label, _ in rows)
    text = f"Links: {poles[0]}. Rechts: {poles[1]}. {chart.text}"
    return replace(
        chart, rows=tuple(rows), sides=sides, text=text, shape=Shape.FORCES, header=(_FORCE, chart.header[1])
    )


def _with_enough(answered: Answered, rows: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """In a grid every row has its own people."""
    if answered.question.kind != _GRID:
        return tuple(rows)
    totals = answered.question.totals
    people = Counter(row for value in answered.values for row in value)
    people.update({row: sum(count.values()) for row, count in (totals or {}).items()})
    return tuple((row, amount) for row, amount in rows if sharing.enough(people[row]))


def _caption(answered: Answered, summary: Summary) -> str:
    """What it is about; how many people only where that is certain."""
    totals, people = answered.question.totals, answered.people()
    certain = totals is None or answered.question.kind == _GRID or sum(totals.values()) == people
    many = [f"{counted(people, 'antwoord', 'antwoorden')}."] if certain else []
    return " ".join([f"{summary.title or CHOSE}.", *many])


def _merged(answered: Answered, rows: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Words of one's own are counted together: they are sentences."""
    kept = {label: amount for label, amount in rows if _may_show(answered, label)}
    own = sum(amount for label, amount in rows if label not in kept)
    return (*kept.items(), *([(OWN, own)] if own else []))


def _may_show(answered: Answered, label: str) -> bool:
    """Words of the exercise, or a short option that everyone saw."""
    if label in answered.options or answered.question.totals is not None:
        return _is_theme(answered, label)
    return _exercise_says(answered, label) or label not in set(_strings(answered.values))


def _exercise_says(answered: Answered, label: str) -> bool:
    """Whether these are words of the exercise, which no person wrote; numbers are nobody's."""
    if not _LETTER.search(label):
        return True
    if answered.prompt is None:
        return False
    return label in {*_strings(answered.prompt.to_file()), *answered.prompt.choices(()), *Feeling}


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case Mapping():
            yield from (text for pair in data.items() for part in pair for text in _strings(part))
        case list() | tuple():
            yield from (text for item in data for text in _strings(item))


def own_strings(answered: Answered) -> set[str]:
    """Everything that people wrote themselves, as it stands in the file and as a later question takes it over."""
    prompt = answered.prompt
    pieces = [piece for value in answered.values for piece in prompt.options_of(value)] if prompt else []
    found = {*_strings(answered.values), *pieces}
    return {text for text in found if not _exercise_says(answered, text)}


def _voices(answered: Answered) -> Iterator[tuple[str, Quote]]:
    """The words in their box, each with its side: never who, and no side with fewer than four people."""
    for contribution, side in zip(answered.readable, sharing.sides(answered.readable), strict=True):
        yield from ((box, Quote(text, side)) for box, text in _own_words(answered, contribution))


def _by_box(answered: Answered, voices: Sequence[tuple[str, Quote]]) -> Iterator[Block]:
    """What people wrote in the same box stands together; which lines are of one person is nobody's business."""
    names = [box for value in answered.values for box in value] if answered.boxed else []
    for name in dict.fromkeys([*names, *(box for box, _ in voices)]):
        mine = [quote for box, quote in voices if box == name]
        if name and mine:
            yield Paragraph(name, Tone.QUESTION)
        listed = name and not any(quote.source for quote in mine)
        yield from [Bullets(tuple(quote.text for quote in mine))] if listed and mine else mine


def _own_words(answered: Answered, contribution: Contribution) -> tuple[tuple[str, str], ...]:
    """What one person wrote, with its box; what a chart already shows does not stand there again."""
    if answered.question.kind == _RANKING:
        return ()
    if answered.prompt is None and answered.counts:
        return tuple(("", reason) for reason in _reasons(contribution.value))
    if answered.prompt is None or not answered.counts:
        given = contribution.value
        found = () if _is_number(given) else groups(answered.question.kind, given)
        return tuple((box, item) for box, items in found for item in items)
    texts = answered.prompt.summarise([contribution.value], answered.options).texts
    return tuple(("", text) for text in texts if text in set(_strings(contribution.value)))


def _reasons(value: Any) -> Iterator[str]:
    match value:
        case {"reden": str(reason)}:
            yield reason


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


# --- what is known about a question ---------------------------------------------------------------------------------


def _plain_summary(answered: Answered) -> Summary:
    """Without the exercise: what stands in the file, counted."""
    totals = answered.question.totals
    if totals is not None:
        return Summary("", tuple((option, _amount(given)) for option, given in totals.items()))
    kind = answered.question.kind
    if kind == _RANKING:
        return summary_of(answered.values)
    if not answered.counts:
        return Summary("")
    if kind == _GRID:
        return Summary("", tuple(_means(answered.values)))
    seen: Counter[str] = Counter()
    for label, n in (pair for value in answered.values for pair in _marks(kind, value)):
        seen[label] += n
    rows = sorted(seen.items()) if not any(map(_LETTER.search, seen)) else seen.most_common()
    return Summary("", tuple((label, float(n)) for label, n in rows))


def _marks(kind: str, value: Any) -> Iterator[tuple[str, int]]:
    """What one answer counts for; the reason that somebody gave counts for nothing."""
    match value:
        case {"oordeel": str(label)} | {"antwoord": str(label)} if kind != _DOTS:
            yield label, 1
        case Mapping():
            yield from value.items()
        case list():
            yield from ((option, 1) for option in value)
        case _:
            yield from ((items[0], 1) for _, items in groups(kind, value) if items)


def _means(values: Sequence[Mapping[str, int]]) -> Iterator[tuple[str, float]]:
    for row in dict.fromkeys(row for value in values for row in value):
        yield row, _amount(Counter(str(value[row]) for value in values if row in value))


def _amount(given: Any) -> float:
    """A count; of a row of a grid the mean."""
    if not isinstance(given, Mapping):
        return float(given)
    people = sum(given.values())
    return round(sum(int(number) * n for number, n in given.items()) / people, 1) if people else 0.0


def _most(totals: Mapping[str, Any]) -> int:
    amounts = [sum(amount.values()) if isinstance(amount, Mapping) else amount for amount in totals.values()]
    return int(max(amounts, default=0))


def options_of(prompt: Prompt | None, source: Answered | None) -> tuple[str, ...]:
    """The options that a question took from the answer to an earlier one."""
    if not isinstance(prompt, PromptWithOptions) or not isinstance(prompt.options, OptionsFrom):
        return ()
    earlier = source.prompt if source else None
    found = [piece for value in source.values for piece in earlier.options_of(value)] if source and earlier else []
    return tuple(dict.fromkeys([*found, *filter(None, [prompt.options.otherwise])]))


def sides_of(prompt: Prompt | None, source: Answered | None) -> dict[str, str]:
    """In which box of an earlier answer each option stood, when there were two; what stood in both is left out."""
    if source is None or source_of(prompt) != source.question.id or not source.boxed:
        return {}
    places = [(line, box) for value in source.values for box, lines in value.items() for line in lines]
    boxes = Counter(line for line, _ in set(places))
    return {line: box for line, box in places if boxes[line] == 1} if len({box for _, box in places}) == 2 else {}


def source_of(prompt: Prompt | None) -> str | None:
    """The question that its options come from."""
    if isinstance(prompt, PromptWithOptions) and isinstance(prompt.options, OptionsFrom):
        return prompt.options.source_prompt
    return None
