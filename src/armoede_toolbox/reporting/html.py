"""A document as one HTML file to print: no script, nothing from outside, all text escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final

from armoede_toolbox.reporting.document import (
    Beside,
    Block,
    Boxes,
    Bullets,
    Chart,
    Choices,
    Contents,
    Document,
    Facts,
    Heading,
    Mark,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    Ratings,
    Scale,
    Shape,
    Slips,
    Table,
    Task,
    Tasks,
    Together,
    Tone,
    Writing,
)
from armoede_toolbox.reporting.style import with_footer
from armoede_toolbox.text import clean, clean_line

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""A browser that obeys this loads nothing, whatever the text says."""
_PAGES: Final = {1: "one", 2: "two", 4: "four", 6: "six", 8: "eight"}


def to_html(document: Document) -> str:
    """The whole file."""
    title = clean_line(document.title)
    foot = " · ".join(filter(None, (title, clean_line(document.kind))))
    kind = f'<p class="kind">{line(document.kind)}</p>\n' if document.kind else ""
    body = "\n".join(map(block, document.blocks))
    return (
        f'<!DOCTYPE html>\n<html lang="{line(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">\n'
        f"<title>{line(foot)}</title>\n<style>\n{with_footer(foot, not document.large)}</style>\n</head>\n"
        f'<body class="{_kind_of(document)}">\n<main>\n'
        f"<header>\n{kind}<h1>{line(document.title)}</h1>\n</header>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _kind_of(document: Document) -> str:
    if document.book:
        return "plain book"
    return f"large room-{int(document.room)}" if document.large else "plain"


def block(content: Block) -> str:
    """One block."""
    return _DRAW[type(content)](content)


def line(text: str) -> str:
    """Text on one line."""
    return escape(clean_line(text))


def lines(text: str) -> str:
    """Text that keeps its lines."""
    return escape(clean(text)).replace("\n", "<br>")


def _each(tag: str, items: Iterable[str]) -> str:
    return "".join(f"<{tag}>{line(item)}</{tag}>" for item in items)


def _heading(heading: Heading) -> str:
    level = min(max(heading.level, 2), 4)
    aside = f' <span class="aside">{line(heading.aside)}</span>' if heading.aside else ""
    anchor = f' id="{line(heading.anchor)}"' if heading.anchor else ""
    return f"<h{level}{anchor}><span>{line(heading.text)}</span>{aside}</h{level}>"


def _contents(contents: Contents) -> str:
    """Links; no browser can print the pages without a script."""
    items = (
        f'<li class="level-{level}"><a href="#{line(anchor)}">{line(text)}</a></li>'
        for level, text, anchor in contents.entries
    )
    return f'<nav class="contents" aria-label="Inhoud"><ul>{"".join(items)}</ul></nav>'


def _paragraph(paragraph: Paragraph) -> str:
    kind = "" if paragraph.tone is Tone.PLAIN else f' class="{paragraph.tone}"'
    return f"<p{kind}>{lines(paragraph.text)}</p>"


def _facts(facts: Facts) -> str:
    rows = "".join(f"<dt>{line(label)}</dt><dd>{line(text)}</dd>" for label, text in facts.rows)
    return f'<dl class="facts">{rows}</dl>'


def _table(table: Table) -> str:
    """On a phone a wide table scrolls, and then the keyboard must be able to get there."""
    head = "".join(f'<th scope="col">{line(cell)}</th>' for cell in table.header)
    rows = "\n".join(f"<tr>{_cells(row, table.heads)}</tr>" for row in table.rows)
    kind = ' class="fill"' if table.to_fill else ""
    made = f"<table{kind}><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    return f'<div class="wide" role="group" aria-label="Tabel" tabindex="0">{made}</div>'


def _cells(row: tuple[str, ...], heads: bool) -> str:
    first = [f'<th scope="row">{line(row[0])}</th>'] if heads and row else []
    return "".join([*first, *(f"<td>{line(cell)}</td>" for cell in row[len(first) :])])


def _note(note: Note) -> str:
    parts = [f'<p class="main">{lines(note.text)}</p>'] if note.text else []
    parts += [f"<ul>{_each('li', note.items)}</ul>"] if note.items else []
    parts += [f'<p class="small">{lines(note.under)}</p>'] if note.under else []
    label = f'<span class="label">{line(note.label)}</span>'
    return f'<div class="note {note.voice}">{label} <div class="body">{"".join(parts)}</div></div>'


def _quote(quote: Quote) -> str:
    source = f"<footer>— {line(quote.source)}</footer>" if quote.source else ""
    return f"<blockquote><p>{lines(quote.text)}</p>{source}</blockquote>"


def _tasks(tasks: Tasks) -> str:
    return f'<ul class="tasks">{"".join(map(_task, tasks.items))}</ul>'


def _task(task: Task) -> str:
    done = '<span class="hidden">gedaan: </span>' if task.done else ""
    rows = "".join(f"<dt>{line(label)}</dt><dd>{line(text)}</dd>" for label, text in task.details)
    details = f"<dl>{rows}</dl>" if rows else ""
    kind = ' class="done"' if task.done else ""
    return f"<li{kind}>{done}<p>{line(task.text)}</p>{details}</li>"


# --- charts ---------------------------------------------------------------------------------------------------------


def _chart(chart: Chart) -> str:
    """A figure; the bars stand in their table, a line has its table below it."""
    drawn = _PICTURES[chart.shape](chart)
    return f'<figure class="chart"><figcaption>{line(chart.text)}</figcaption>{drawn}</figure>'


def _bars(chart: Chart) -> str:
    head = "".join(f'<th scope="col">{line(cell)}</th>' for cell in chart.header)
    parts = zip(chart.rows, chart.shares(), strict=True)
    rows = "\n".join(_bar(label, chart.cell(value), share) for (label, value), share in parts)
    return f'<table class="bars"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'


def _bar(label: str, figure: str, share: float) -> str:
    bar = f'<i style="width:{share * 100:.1f}%"></i>'
    return f'<tr><th scope="row">{line(label)}</th><td>{_stick(bar, figure)}</td></tr>'


def _stick(bar: str, figure: str) -> str:
    return f'<span class="stick"><span class="bar">{bar}</span><b>{line(figure)}</b></span>'


def _forces(chart: Chart) -> str:
    """Two columns that meet: every bar grows from the middle to its own side."""
    head = "".join(f'<th scope="col">{line(cell)}</th>' for cell in (chart.header[0], *chart.poles))
    rows = "\n".join(_force(chart, n, share) for n, share in enumerate(chart.shares()))
    return f'<table class="bars forces"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'


def _force(chart: Chart, n: int, share: float) -> str:
    bar = f'<i style="width:{share * 85:.1f}%"></i>'
    cells = (
        f'<td><span class="stick">{bar}<b>{line(figure)}</b></span></td>' if figure else "<td></td>"
        for figure in chart.sided(n)
    )
    return f'<tr><th scope="row">{line(chart.rows[n][0])}</th>{"".join(cells)}</tr>'


def _line(chart: Chart) -> str:
    return _curve(chart) + _table(chart.table)


_PICTURES: Final[dict[Shape, Callable[[Chart], str]]] = {Shape.BARS: _bars, Shape.FORCES: _forces, Shape.LINE: _line}


def _curve(chart: Chart) -> str:
    """From the left to the right, high is good; every event is a dot with its number."""
    gap = 600 / max(len(chart.rows), 1)
    spots = [(gap * (n + 0.5), 50 - 36 * value) for n, (_, value) in enumerate(chart.rows)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in spots)
    names = "".join(_level(word, 50 - 36 * n) for n, word in zip((-1, 0, 1), chart.steps, strict=True))
    numbers = "".join(f'<text x="{x:.1f}" y="112" text-anchor="middle">{n}</text>' for n, (x, _) in enumerate(spots, 1))
    return (
        f'<svg viewBox="-84 0 690 118" role="img"><title>{line(chart.alternative)}</title>'
        f'{names}<polyline points="{points}"/>{dots}{numbers}</svg>'
    )


def _level(word: str, y: int) -> str:
    return f'<path d="M0 {y}H600"/><text x="-10" y="{y + 4}" text-anchor="end">{line(word)}</text>'


# --- to fill in with a pen ------------------------------------------------------------------------------------------


def _writing(writing: Writing) -> str:
    start = f'<span class="start">{line(writing.start)}</span>' if writing.start else ""
    if writing.unit:
        return f'<div class="amount">{start}<i></i><span>{line(writing.unit)}</span></div>'
    if writing.numbered:
        return f'<ol class="lines">{"<li></li>" * writing.lines}</ol>'
    kind = "lines started" if start else "lines"
    return f'<div class="{kind}"><div>{start}</div>{"<div></div>" * (writing.lines - 1)}</div>'


def _choices(choices: Choices) -> str:
    marks = f'<span class="marks">{"<i></i>" * choices.dots}</span>' if choices.mark is Mark.DOTS else ""
    options = [f"<li>{marks}<span>{line(option)}</span></li>" for option in choices.options]
    own = [f'<li>{marks}<span class="own"></span></li>'] * choices.blanks
    own += [f'<li>{marks}<span>{line(choices.other)}</span><span class="own"></span></li>'] if choices.other else []
    beside = " two" if choices.beside and len(options) + len(own) > 2 else ""
    return f'<ul class="choices {choices.mark}{beside}">{"".join([*options, *own])}</ul>'


def _scale(scale: Scale) -> str:
    points = zip(scale.numbers, scale.labels, strict=True)
    drawn = (f'<li><span class="circle">{line(number)}</span>{line(label)}</li>' for number, label in points)
    return f'<ol class="scale">{"".join(drawn)}</ol>'


def _ratings(ratings: Ratings) -> str:
    head = "".join(
        f'<th scope="col">{line(label) or line(number)}</th>'
        for number, label in zip(ratings.numbers, ratings.labels, strict=True)
    )
    circles = "".join(f'<td><span class="circle">{line(number)}</span></td>' for number in ratings.numbers)
    rows = "\n".join(f'<tr><th scope="row">{line(row)}</th>{circles}</tr>' for row in ratings.rows)
    return f'<table class="ratings"><thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'


def _boxes(boxes: Boxes) -> str:
    room = _writing(Writing(boxes.lines))
    drawn = (f'<div class="box"><h4>{line(title)}</h4>{room}</div>' for title in boxes.titles)
    columns = "three" if len(boxes.titles) == 3 else "two"
    return f'<div class="boxes {columns}">{"".join(drawn)}</div>'


def _inside(blocks: Iterable[Block], kind: str) -> str:
    return f'<div class="{kind}">{"".join(map(block, blocks))}</div>'


def _beside(beside: Beside) -> str:
    return f'<div class="beside">{_inside(beside.left, "side")}{_inside(beside.right, "side")}</div>'


def _slips(slips: Slips) -> str:
    """Whole pages at a time: no browser is trusted to part a grid well."""
    slip = f'<div class="slip">{"".join(map(block, slips.slip))}</div>'
    starts = range(0, slips.copies, slips.per_page)
    return "\n".join(_sheet(slips, slip, min(slips.per_page, slips.copies - start)) for start in starts)


def _sheet(slips: Slips, slip: str, many: int) -> str:
    hint = f'<p class="hint">{line(slips.title)}</p>'
    return f'<div class="sheet">{hint}<div class="cut {_PAGES[slips.per_page]}">{slip * many}</div></div>'


_DRAW: Final[dict[type[Any], Callable[[Any], str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: lambda bullets: f"<ul>{_each('li', bullets.items)}</ul>",
    Numbered: lambda numbered: f"<ol>{_each('li', numbered.items)}</ol>",
    Facts: _facts,
    Table: _table,
    Quote: _quote,
    Tasks: _tasks,
    Chart: _chart,
    Note: _note,
    PageBreak: lambda _: '<div class="pause"></div>',
    Contents: _contents,
    Writing: _writing,
    Choices: _choices,
    Scale: _scale,
    Ratings: _ratings,
    Boxes: _boxes,
    Together: lambda together: _inside(together.blocks, "together"),
    Beside: _beside,
    Slips: _slips,
}
