"""How a document looks as a PDF: a program for Typst. Texts come as data, so none of them can become part of it."""

from __future__ import annotations

from typing import Final

PROGRAM: Final = r"""
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
#let whole(body) = layout(room => {
  let high = measure(block(width: room.width, body)).height
  block(width: 100%, breakable: high > 200mm, body)
})

#set document(title: d.title-line, keywords: ())
#set text(lang: d.language, region: "NL", font: sans, size: if d.large { 14pt } else { 10.5pt }, fill: ink,
  hyphenate: false, number-type: "lining")
#set par(leading: 0.62em, spacing: 0.85em, justify: false)
#set page(paper: "a4", margin: (x: 24mm, top: 20mm, bottom: 23mm), footer-descent: 45%, footer: context {
  set text(size: 8.5pt, fill: soft)
  grid(columns: (1fr, auto), column-gutter: 1em, said(d.foot),
    if d.large { counter(page).display("1") } else { counter(page).display("1 / 1", both: true) })
})
#show heading: set block(sticky: true)
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 1): set block(above: 0.5em, below: 0.9em)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 2): set block(above: 2.1em, below: 0.9em)
#show heading.where(level: 3): set text(size: 11.5pt)
#show heading.where(level: 3): set block(above: 1.7em, below: 0.75em)
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
#let dotted(start: none) = block(width: 100%, above: 1.6em, below: 0pt, stroke: (bottom: 0.5pt + rule),
  inset: (bottom: 3pt), if start == none { hide[.] } else { start })
#let circled(body) = box(circle(radius: 4mm, stroke: 0.6pt + ink, inset: 0pt, align(center + horizon, body)))

#let cells(row) = row.map(said)
#let heading-of(b, go) = heading(level: b.level, said(b.text) + if b.aside != () {
  h(1fr) + text(size: 0.78em, weight: 400, fill: soft, said(b.aside))
})
#let paragraph(b, go) = {
  if b.tone == "lead" { block(below: 1.3em, text(size: 1.12em, said(b.text))) }
  else if b.tone == "question" { block(sticky: true, strong(said(b.text))) }
  else if b.tone == "small" { block(faint(0.88em, said(b.text))) }
  else { par(said(b.text)) }
}
#let facts(b, go) = block(below: 1.2em, grid(columns: (auto, 1fr), column-gutter: 1.2em, row-gutter: 0.55em,
  ..b.rows.map(row => (faint(1em, said(row.at(0))), said(row.at(1)))).flatten()))
#let a-table(b, go) = block(above: 1em, below: 1.3em, table(
  columns: b.header.map(_ => if b.fill { 1fr } else { auto }),
  ..if b.fill { (stroke: 0.5pt + rule, inset: 4pt, rows: (auto,) + b.rows.map(_ => 13mm)) },
  table.header(..cells(b.header)),
  ..b.rows.map(row => row.enumerate().map(((n, cell)) =>
    if n == 0 and b.heads { strong(said(cell)) } else { said(cell) })).flatten()))
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
  list(marker: tick(t.done), body-indent: 0.7em, block(breakable: false, task(t)))
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
#let chart(b, go) = whole({
  block(sticky: true, below: 0.7em, faint(0.92em, said(b.text)))
  if b.shape == "line" {
    figure(alt: b.alt, kind: "lijn", supplement: none, context curve-of(b))
    table(columns: (auto, 1fr, auto), table.header([], ..cells(b.header)),
      ..b.rows.enumerate().map(((n, row)) => (str(n + 1), said(row.at(0)), said(row.at(2)))).flatten())
  } else {
    table(columns: (44%, auto, 1fr), align: (left, right, left), inset: cell-inset(2.6pt), stroke: none,
      table.header(..cells(b.header), [Verdeling]),
      ..b.rows.map(row => (said(row.at(0)), strong(said(row.at(2))),
        align(horizon, rect(width: row.at(1) * 100%, height: 0.8em, fill: bar)))).flatten())
  }
  v(0.5em)
})
#let note(b, go) = block(above: 0.7em, below: 0.7em, grid(columns: (21mm, 1fr), faint(0.86em, said(b.label)), {
  let body = {
    if b.text != () { if b.voice == "ask" { strong(said(b.text)) } else { said(b.text) } }
    if b.items != () { list(..b.items.map(said)) }
    if b.under != () { block(above: 0.5em, faint(0.88em, said(b.under))) }
  }
  if b.voice == "say" { block(inset: (left: 8pt), stroke: (left: 1.4pt + ink), text(font: serif, body)) } else { body }
}))
#let writing(b, go) = {
  let room = box(width: 30mm, stroke: (bottom: 0.5pt + rule))
  if b.unit != () { block(above: 1em, [#said(b.start) #room #said(b.unit)]) }
  else if b.numbered { enum(..range(b.lines).map(_ => dotted())) }
  else { for n in range(b.lines) { dotted(start: if n == 0 and b.start != () { said(b.start) } else { none }) } }
  v(0.5em)
}
#let choices(b, go) = {
  let square = box(width: 1.6em, height: 1.3em, stroke: 0.6pt + ink, baseline: 20%)
  let dots = range(b.dots).map(_ => box(circle(radius: 0.42em, stroke: 0.6pt))).join(" ")
  let mark = if b.mark == "tick" { tick(false) } else if b.mark == "number" { square } else { dots }
  let own = box(width: 40mm, stroke: (bottom: 0.5pt + rule))
  list(marker: mark, body-indent: 0.7em, spacing: 0.8em, ..b.options.map(said), ..range(b.blanks).map(_ => own),
    ..if b.other != () { (said(b.other) + [ ] + own,) })
}
#let scale(b, go) = block(above: 1em, below: 1.2em, table(columns: b.numbers.map(_ => 1fr), align: center, stroke: none,
  table.header(..b.numbers.map(n => circled(said(n)))), ..b.labels.map(l => faint(0.84em, said(l)))))
#let ratings(b, go) = block(above: 1em, table(columns: (1fr,) + b.numbers.map(_ => 16mm), align: (x, y) => if x == 0 {
  left + horizon } else { center + horizon }, table.header([], ..cells(b.heads)),
  ..b.rows.map(row => (said(row), ..b.numbers.map(n => circled(said(n))))).flatten()))
#let one-box(title, lines) = block(width: 100%, stroke: 0.5pt + rule, radius: 1mm, inset: 3mm,
  strong(said(title)) + range(lines).map(_ => dotted()).join())
#let boxes(b, go) = block(above: 1em, grid(columns: (1fr,) * if b.titles.len() == 3 { 3 } else { 2 }, gutter: 3.5mm,
  ..b.titles.map(title => one-box(title, b.lines))))
#let beside(b, go) = grid(columns: (1.3fr, 1fr), column-gutter: 8mm, go(b.left), go(b.right))
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
  ratings: ratings, boxes: boxes, together: (b, go) => whole(go(b.blocks)), beside: beside, slips: slips,
)
// A function cannot name itself in its own arguments, so it is handed along.
#let go(blocks) = for b in blocks { draw.at(b.kind)(b, go) }

#if d.kind != () { block(below: 0.7em, faint(0.84em, strong(upper(said(d.kind))))) }
#heading(level: 1, said(d.title))
#go(d.blocks)
"""
