"""How a document looks as a PDF: a program for Typst. Texts come as data, so none of them can become part of it."""

from __future__ import annotations

from typing import Final

_PARTS: Final = r"""
#let d = json(bytes(sys.inputs.document))
#let ink = rgb("#1a1a1a")
#let soft = rgb("#555555")
#let rule = rgb("#8a8a8a")
#let hair = rgb("#c9c9c9")
#let bar = rgb("#4a5f73")
#let sans = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans")
#let serif = ("Georgia", "Liberation Serif", "Noto Serif", "DejaVu Serif", "Libertinus Serif")

// A text is a list of lines. A line is a string, or pieces of it where a word is longer than a line.
#let said(lines) = lines.map(l => if type(l) == array { l.map(box).join() } else [#l]).join(linebreak())
#let faint(size, body) = text(size: size, fill: soft, body)
// Paper to fill in: how much white there is, and how far lines to write on are apart. Sentences stay 14 points.
#let air = if d.large { (1.3, 1.0, 0.65, 0.3).at(d.room) } else { 1.0 }
#let pitch = if d.large { (11.5mm, 10.5mm, 9mm, 8mm).at(d.room) } else { 9mm }
#let little(size, body) = if d.large { text(size: 14pt, fill: soft, body) } else { faint(size, body) }
#let whole(body) = layout(room => {
  let high = measure(block(width: room.width, body)).height
  block(width: 100%, breakable: high > 200mm, body)
})

#set document(title: d.title-line, keywords: ())
#set text(lang: d.language, region: "NL", font: sans, size: if d.large { 14pt } else { 10.5pt }, fill: ink,
  hyphenate: d.book, number-type: "lining")
#set par(leading: 0.62em, spacing: 0.85em, justify: false)
#let margins = if d.large { (x: 18mm, top: 12mm, bottom: 15mm) } else { (x: 24mm, top: 20mm, bottom: 23mm) }
// The part of a book that a page belongs to: what begins on it, or else what began before it.
#let running-head = context {
  let here-on = here().page()
  let heads = query(heading.where(level: 2).or(heading.where(level: 3))).filter(h => h.location().page() <= here-on)
  let part = heads.filter(h => h.level == 2)
  let own = heads.filter(h => h.level == 3 and h.location().page() >= part.last().location().page())
  if part != () {
    set text(size: 8.5pt, fill: soft)
    grid(columns: (1fr, auto), column-gutter: 1em, part.last().body, if own != () { own.last().body })
  }
}
#set page(paper: "a4", margin: margins, footer-descent: if d.large { 35% } else { 45% },
  header: if d.book { running-head }, footer: context {
  set text(size: 8.5pt, fill: soft)
  grid(columns: (1fr, auto), column-gutter: 1em, said(d.foot),
    if d.large or d.book { counter(page).display("1") } else { counter(page).display("1 / 1", both: true) })
})
#show heading: set block(sticky: true)
#show heading: set text(hyphenate: false)
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 1): set block(above: 0.5em, below: 0.9em)
#show heading.where(level: 2): set text(size: if d.large { 15.5pt } else { 14pt })
#show heading.where(level: 2): set block(above: if d.large { 0.8em + 0.9em * air } else { 2.1em },
  below: if d.large { 0.8em } else { 0.9em })
#show heading.where(level: 3): set text(size: if d.book { 17pt } else { 11.5pt })
#show heading.where(level: 3): set block(above: 1.7em, below: 0.75em)
#show heading.where(level: 2): it => if d.book { set text(size: 22pt); it } else { it }
#show heading.where(level: 4): set text(size: 10.5pt)
#show heading.where(level: 4): set block(above: 1.4em, below: 0.65em)
#set list(marker: [•], indent: 0pt, body-indent: 0.6em, spacing: 0.6em)
#set enum(indent: 0pt, body-indent: 0.6em, spacing: 0.6em)
#let cell-inset(y) = (x, _) => (left: if x == 0 { 0pt } else { 9pt }, right: 0pt, top: y, bottom: y)
#set table(stroke: (x, y) => (bottom: if y == 0 { 0.6pt + ink } else { 0.4pt + hair }), inset: cell-inset(3.4pt),
  align: left)
#show table.cell.where(y: 0): set text(size: 0.86em, fill: soft, weight: 600)
#show quote.where(block: true): it => block(width: 100%, above: 0.8em, below: 0.8em, inset: (left: 9pt, y: 1.5pt),
  stroke: (left: 1.4pt + rule), {
    set text(font: serif)
    it.body
    if it.attribution != none {
      linebreak()
      text(font: sans, size: 0.82em, fill: soft, [— #it.attribution])
    }
  })

#let tick(done) = box(width: 0.78em, height: 0.78em, stroke: 0.7pt + ink, radius: 1pt, baseline: 8%,
  if done { place(center + horizon, line(start: (0%, 0%), end: (100%, 100%), stroke: 0.8pt + ink)) })
#let dotted(start: none) = block(width: 100%, above: 0pt, below: 0pt, stroke: (bottom: 0.5pt + rule),
  height: if start == none { pitch } else { auto },
  inset: (bottom: 3pt, top: if start == none { 0pt } else { pitch - 0.72em - 3pt }), start)
#let circled(body) = box(circle(radius: 4mm, stroke: 0.6pt + ink, inset: 0pt, align(center + horizon, body)))

#let cells(row) = row.map(said)
// Rows and tasks stay whole, but what is longer than some lines must be able to break: paper ends.
#let long(lines) = lines.len() > 12 or lines.flatten().map(l => l.len()).sum(default: 0) > 900
#let kept(row, shown) = table.cell(breakable: row.any(long), shown)
#let heading-of(b, go) = heading(level: b.level, said(b.text) + if b.aside != () {
  h(1fr) + text(size: 0.78em, weight: 400, fill: soft, said(b.aside))
})
#let paragraph(b, go) = {
  if b.tone == "lead" { block(below: if d.large { 0.9em } else { 1.3em },
    text(size: if d.large { 14pt } else { 1.12em }, said(b.text))) }
  else if b.tone == "question" { block(sticky: true, below: if d.large { 0.6em } else { auto }, strong(said(b.text))) }
  else if b.tone == "small" { block(above: 0.65em, below: 0.65em, little(0.88em, said(b.text))) }
  else { par(said(b.text)) }
}
#let facts(b, go) = block(below: 1.2em, grid(columns: (auto, 1fr), column-gutter: 1.2em,
  row-gutter: if d.large { 0.9em } else { 0.55em },
  ..b.rows.map(row => (faint(1em, said(row.at(0))), said(row.at(1)))).flatten()))
#let a-table(b, go) = block(above: 1em, below: 1.3em, table(
  columns: b.header.map(_ => if b.fill { 1fr } else { auto }),
  ..if b.fill { (stroke: 0.5pt + rule, inset: 4pt, rows: (auto,) + b.rows.map(_ => 13mm)) },
  table.header(..cells(b.header)),
  ..b.rows.map(row => row.enumerate().map(((n, cell)) =>
    kept(row, if n == 0 and b.heads { strong(said(cell)) } else { said(cell) }))).flatten()))
#let a-quote(b, go) = quote(block: true, attribution: if b.source == () { none } else { said(b.source) }, said(b.text))
#let task(t) = {
  strong(said(t.text))
  if t.done { faint(0.9em, [ (gedaan)]) }
  if t.details != () {
    v(0.45em, weak: true)
    block(above: 0.5em, grid(columns: (auto, 1fr), column-gutter: 0.9em, row-gutter: 0.45em,
      ..t.details.map(row => (faint(0.92em, said(row.at(0))), text(size: 0.92em, said(row.at(1))))).flatten()))
  }
}
#let tasks(b, go) = for t in b.items {
  list(marker: tick(t.done), body-indent: 0.7em, block(
    breakable: long(t.text) or t.details.flatten().any(l => long((l,))), task(t)))
}
#let curve-of(b) = {
  let n = b.rows.len()
  let gap = 100% / n
  let high = 26mm
  let at(i) = (gap * (i + 0.5), high * (0.5 - 0.42 * b.rows.at(i).at(1)))
  grid(columns: (auto, 1fr), column-gutter: 3mm,
    box(height: high, {
      for (step, word) in (1, 0, -1).zip(b.steps.rev()) {
        place(right + top, dy: high * (0.5 - 0.42 * step) - 0.5em, faint(0.86em, said(word)))
      }
      hide(b.steps.map(said).sorted(key: s => -measure(faint(0.86em, s)).width).first())
    }),
    box(width: 100%, height: high + 5mm, {
      for step in (1, 0, -1) {
        let y = high * (0.5 - 0.42 * step)
        place(line(start: (0%, y), end: (100%, y), stroke: 0.4pt + hair))
      }
      for i in range(1, n) { place(line(start: at(i - 1), end: at(i), stroke: 1.4pt + bar)) }
      for i in range(n) {
        let (x, y) = at(i)
        place(dx: x - 1.3mm, dy: y - 1.3mm, circle(radius: 1.3mm, fill: bar))
        place(dx: x - 5mm, dy: high + 1mm, box(width: 10mm, align(center, faint(0.8em, str(i + 1)))))
      }
    }))
}
// Two columns that meet: every bar grows from the middle to its own side.
#let forces-of(b) = {
  let stick(row) = box(width: row.at(1) * 80%, height: 0.8em, fill: bar, baseline: 8%)
  let force(row, n) = if n == 0 { [#strong(said(row.at(2)))#h(4pt)#stick(row)] } else {
    [#stick(row)#h(4pt)#strong(said(row.at(2)))] }
  table(columns: (40%, 1fr, 1fr), align: (left, right, left), stroke: (x, y) => if x == 1 { (right: 0.6pt + ink) },
    inset: (x, _) => (left: 0pt, right: if x == 0 { 9pt } else { 0pt }, top: 2.6pt, bottom: 2.6pt),
    table.header(said(b.header.at(0)), said(b.poles.at(0)) + h(5pt), h(5pt) + said(b.poles.at(1))),
    ..b.rows.enumerate().map(((i, row)) => (kept((row.at(0),), said(row.at(0))),
      ..range(2).map(n => if b.sides.at(i) == n { force(row, n) }))).flatten())
}
#let chart(b, go) = whole({
  block(sticky: true, below: 0.7em, faint(0.92em, said(b.text)))
  if b.shape == "line" {
    figure(alt: b.alt, kind: "lijn", supplement: none, context curve-of(b))
    table(columns: (auto, 1fr, auto), table.header([Nr.], ..cells(b.header)),
      ..b.rows.enumerate().map(((n, row)) =>
        (str(n + 1), kept((row.at(0),), said(row.at(0))), said(row.at(2)))).flatten())
  } else if b.shape == "forces" { forces-of(b) } else {
    table(columns: (44%, auto, 1fr), align: (left, right, left).map(a => a + horizon), inset: cell-inset(2.6pt),
      table.header(..cells(b.header), [Verdeling]),
      ..b.rows.map(row => (kept((row.at(0),), said(row.at(0))), strong(said(row.at(2))),
        align(horizon, rect(width: row.at(1) * 100%, height: 0.8em, fill: bar)))).flatten())
  }
  v(0.5em)
})
#let tag(b) = block(sticky: true, above: 0.75em, below: 0.65em, {
  box(stroke: 0.7pt + ink, radius: 1mm, inset: (x: 0.45em), outset: (y: 0.3em), text(size: 12pt, weight: 600,
    said(b.label)))
  h(0.5em)
  said(b.text)
})
#let margin-note(b) = block(above: 0.9em, below: 0.9em, breakable: b.voice != "ask", grid(
  columns: (if b.label == () { 0mm } else if d.book { 24mm } else { 21mm }, 1fr), faint(0.86em, said(b.label)), {
  let body = {
    if b.text != () { if b.voice == "ask" { strong(said(b.text)) } else { said(b.text) } }
    if b.items != () { list(..b.items.map(said)) }
    if b.under != () { block(above: 0.5em, faint(0.88em, said(b.under))) }
  }
  if b.voice == "say" { block(inset: (left: 8pt), stroke: (left: 1.4pt + ink), text(font: serif, body)) } else { body }
}))
#let note(b, go) = if b.voice == "tag" { tag(b) } else { margin-note(b) }
#let writing(b, go) = {
  let room = box(width: 30mm, stroke: (bottom: 0.5pt + rule))
  if b.unit != () { block(above: pitch - 0.9em, below: 0pt, [#said(b.start) #room #said(b.unit)]) }
  else if b.numbered { for n in range(b.lines) { dotted(start: faint(1em, str(n + 1) + ".")) } }
  else { for n in range(b.lines) { dotted(start: if n == 0 and b.start != () { said(b.start) } else { none }) } }
  v(0.6em * air, weak: true)
}
#let choices(b, go) = {
  let square = box(width: 1.6em, height: 1.3em, stroke: 0.6pt + ink, baseline: 20%)
  let dots = range(b.dots).map(_ => box(circle(radius: 0.42em, stroke: 0.6pt))).join(" ")
  let mark = if b.mark == "tick" { tick(false) } else if b.mark == "number" { square } else { dots }
  let own = box(width: 40mm, stroke: (bottom: 0.5pt + rule))
  let items = b.options.map(said) + range(b.blanks).map(_ => own) + if b.other != () {
    (said(b.other) + [ ] + if b.beside { box(width: 24mm, stroke: (bottom: 0.5pt + rule)) } else { own },) }
  let listed(some) = list(marker: mark, body-indent: 0.6em, spacing: 0.35em + 0.45em * calc.min(air, 1), ..some)
  let half = calc.ceil(items.len() / 2)
  block(above: 0.75em, below: 0.5em + 0.7em * air, if b.beside and items.len() > 2 { grid(columns: (1fr, 1fr),
    column-gutter: 1.2em, listed(items.slice(0, half)), listed(items.slice(half))) } else { listed(items) })
}
#let scale(b, go) = {
  let circles = b.numbers.map(n => circled(said(n)))
  let inline = b.labels.slice(1, -1).all(l => l == ()) and d.large and b.numbers.len() <= 6
  block(above: 0.8em, below: 0.5em + 0.7em * air, if inline {
    text(size: 12pt, fill: soft, said(b.labels.first())) + h(0.6em)
    text(size: 14pt, circles.join(h(0.55em)))
    h(0.6em) + text(size: 12pt, fill: soft, said(b.labels.last()))
  } else {
    table(columns: b.numbers.map(_ => 1fr), align: center, stroke: none, inset: (x: 1pt, y: 2pt),
      table.header(..circles), ..b.labels.map(l => faint(0.8em, said(l))))
  })
}
#let ratings(b, go) = block(above: 0.8em, below: 0.5em + 0.7em * air, table(
  columns: (1fr,) + b.numbers.map(_ => if b.numbers.len() > 5 { 11mm } else { 15mm }),
  inset: (x: 0pt, y: 1mm + 0.6mm * air), align: (x, y) => if x == 0 { left + horizon } else { center + horizon },
  table.header([], ..cells(b.heads)),
  ..b.rows.map(row => (said(row), ..b.numbers.map(n => circled(said(n))))).flatten()))
#let one-box(title, lines) = block(width: 100%, stroke: 0.6pt + rule, radius: 1mm, inset: (x: 3mm, top: 2.4mm,
  bottom: 0mm), below: 0pt, strong(said(title)) + block(height: lines * pitch + 1mm, above: 0pt, below: 0pt))
#let boxes(b, go) = block(above: 0.9em, below: 0.5em + 0.7em * air, grid(
  columns: (1fr,) * if b.titles.len() == 3 { 3 } else { 2 }, gutter: 2.5mm,
  ..b.titles.map(title => one-box(title, b.lines))))
#let together(b, go) = if d.large { v(0.55em + 0.55em * air, weak: true) } + whole(go(b.blocks))
#let contents(b, go) = outline(title: none, indent: n => calc.max(n - 1, 0) * 1.2em,
  target: heading.where(level: 2).or(heading.where(level: 3)))
// A heading at the top of a column has lost its own white above.
#let beside(b, go) = block(above: if b.left.first().kind == "heading" { 3em } else { 1.6em }, below: 1em,
  whole(grid(columns: (1.3fr, 1fr), column-gutter: 8mm, go(b.left), go(b.right))))
#let slips(b, go) = {
  pagebreak(weak: true)
  let columns = if b.per-page <= 2 { 1 } else { 2 }
  let rows = calc.ceil(b.per-page / columns)
  block(faint(0.8em, said(b.title)))
  let dashes = (paint: rule, thickness: 0.5pt, dash: "dashed")
  grid(columns: (1fr,) * columns, rows: 238mm / rows, stroke: dashes, inset: 5mm,
    ..range(b.copies).map(_ => go(b.slip)))
}
#let draw = (
  heading: heading-of, paragraph: paragraph, facts: facts, table: a-table, quote: a-quote, tasks: tasks, chart: chart,
  bullets: (b, go) => list(..b.items.map(said)), numbered: (b, go) => enum(..b.items.map(said)),
  note: note, pause: (b, go) => pagebreak(weak: true), writing: writing, choices: choices, scale: scale,
  ratings: ratings, boxes: boxes, together: together, beside: beside, slips: slips, contents: contents,
)
// A function cannot name itself in its own arguments, so it is handed along.
#let go(blocks) = for b in blocks { draw.at(b.kind)(b, go) }
"""

PROGRAM: Final = (
    _PARTS
    + r"""
#show outline.entry.where(level: 2): set text(weight: 700)
#show outline.entry.where(level: 2): set block(above: 1.3em)
#let front = {
  if d.kind != () { block(below: 0.7em, faint(0.84em, strong(upper(said(d.kind))))) }
  heading(level: 1, said(d.title))
}
#if d.book {
  let end = d.blocks.position(b => b.kind == "pause")
  page(header: none, footer: none, {
    show heading: set text(size: 34pt)
    v(1fr) + front + v(0.6em) + go(d.blocks.slice(0, end)) + v(2fr)
  })
  go(d.blocks.slice(end + 1))
} else {
  front + go(d.blocks)
}
#context [#metadata(counter(page).final().first()) <pages>]
"""
)

PICTURES: Final = (
    _PARTS
    + r"""
#for b in d.blocks { page(width: 160mm, height: auto, margin: 1mm, footer: none, context curve-of(b)) }
"""
)
"""Only the lines of feelings, each on a page that is as high as its picture."""
