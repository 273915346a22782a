"""How a document looks on A4 and on a screen: one style sheet, without anything from outside.

Everything that people fill in is drawn with borders, because a browser leaves backgrounds out when it prints.
"""

from __future__ import annotations

from typing import Final

_BASE: Final = """
:root {
  --ink: #1a1a1a; --soft: #555; --rule: #8a8a8a; --hair: #c9c9c9; --bar: #4a5f73;
  --sans: "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif;
  --voice: Georgia, "Times New Roman", "Liberation Serif", "Noto Serif", serif;
  --gutter: 21mm;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: #fff; color: var(--ink);
  font-family: var(--sans); font-size: 11pt; line-height: 1.3;
  font-variant-numeric: tabular-nums; hyphens: manual; overflow-wrap: break-word;
}
main { max-width: 186mm; margin: 0 auto; padding: 12mm 6mm 20mm; }
p, ul, ol, dl, table { margin: 0 0 .6em; }
p { orphans: 2; widows: 2; text-wrap: pretty; }
ul, ol { padding-left: 1.3em; }
li { margin: 0 0 .2em; }
"""

_HEADS: Final = """
.kind {
  margin: 0 0 .3em; color: var(--soft); font-size: .82em; font-weight: 600;
  letter-spacing: .06em; text-transform: uppercase;
}
h1 { margin: 0 0 .25em; font-size: 2em; line-height: 1.15; letter-spacing: -.01em; text-wrap: balance; }
h2, h3 { break-after: avoid; line-height: 1.25; }
h2 {
  display: flex; justify-content: space-between; align-items: baseline; gap: 1em;
  margin: .8em 0 .3em; padding-top: .25em; border-top: .3mm solid var(--ink); font-size: 1.16em;
}
h3 { margin: 1em 0 .3em; font-size: 1.02em; }
.aside { flex: none; color: var(--soft); font-size: .78em; font-weight: 400; white-space: nowrap; }
.lead { margin: 0 0 .8em; font-size: 1.14em; line-height: 1.4; text-wrap: pretty; }
.question { margin: 0 0 .3em; font-weight: 700; text-wrap: pretty; break-after: avoid; }
.small { color: var(--soft); font-size: .88em; }
h2 + p { break-after: avoid; }
"""

_PARTS: Final = """
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.2em; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .16em .6em .16em 0; text-align: left; vertical-align: top; border-bottom: .2mm solid var(--hair); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .85em; font-weight: 600; border-bottom: .3mm solid var(--ink); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
tbody th { font-weight: 600; white-space: nowrap; }
table.fill th, table.fill td { padding: .3em .5em; border: .25mm solid var(--rule); }
table.fill td { height: 13mm; color: var(--soft); font-size: .85em; }
blockquote {
  margin: 0 0 .5em; padding-left: .9em; border-left: .6mm solid var(--rule); font-family: var(--voice);
  break-inside: avoid;
}
blockquote p { margin: 0; white-space: pre-wrap; }
blockquote footer { color: var(--soft); font-family: var(--sans); font-size: .82em; }
blockquote:has(+ :not(blockquote)) { margin-bottom: .9em; }
li, td, th, dd { white-space: pre-wrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.note { display: grid; grid-template-columns: var(--gutter) 1fr; margin: 0 0 .35em; break-inside: avoid; }
.note > .label { color: var(--soft); font-size: .85em; line-height: 1.58; }
.note > .body > :last-child { margin-bottom: 0; }
.note p { margin: 0 0 .15em; }
.note ul { margin: 0 0 .3em; padding-left: 1.1em; }
.note li { margin: 0 0 .1em; }
.note.say .body { padding-left: .7em; border-left: .6mm solid var(--ink); }
.note.say .body { font-family: var(--voice); font-size: 1.06em; }
.note.say ul { padding-left: 0; list-style: none; }
.note.say li { margin: 0 0 .15em; }
.note.ask .main { font-weight: 700; }
.note.tag { display: block; margin: 0 0 .5em; font-size: .84em; break-after: avoid; }
.note.tag > * { display: inline; }
.note.tag .label {
  display: inline-block; margin-right: .5em; padding: .02em .55em; border: .3mm solid var(--ink); border-radius: 1mm;
  color: var(--ink); font-size: 1em; font-weight: 600; line-height: 1.45;
}
.note.tag .body p { display: inline; }
.together { break-inside: avoid; margin-bottom: .9em; }
.together > :last-child { margin-bottom: 0; }
.beside { display: grid; grid-template-columns: 1.25fr 1fr; gap: 8mm; margin-bottom: .2em; }
.beside { margin-top: .7em; break-inside: avoid; }
h2 ~ .beside { grid-template-columns: 1.75fr 1fr; }
.beside .side > :first-child { margin-top: 0; }
.beside h2 + * { margin-top: 0; }
.beside .note.say { grid-template-columns: 1fr; }
.beside .note.say .label:empty { display: none; }
.beside td:last-child, .beside th:last-child { text-align: right; }
.beside tbody tr:last-child > * { border-bottom: 0; font-weight: 600; }
.beside dl.facts { grid-template-columns: var(--gutter) 1fr; gap: .2em 0; margin-bottom: .6em; }
.beside dl.facts dt { font-size: .85em; line-height: 1.58; }
"""

_REPORT: Final = """
ul.tasks { padding: 0; list-style: none; }
ul.tasks > li { position: relative; margin: 0 0 .7em; padding-left: 1.9em; break-inside: avoid; white-space: normal; }
ul.tasks > li::before {
  content: ""; position: absolute; left: 0; top: .15em; width: 1em; height: 1em; border: .35mm solid var(--ink);
  border-radius: .6mm; font-size: .95em; line-height: 1; text-align: center;
}
ul.tasks > li.done::before { content: "✓"; }
ul.tasks p { margin: 0; font-weight: 600; white-space: pre-wrap; }
ul.tasks dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .9em; margin: .1em 0 0; font-size: .92em; }
ul.tasks dt { color: var(--soft); }
ul.tasks dd { margin: 0; }
figure.chart { margin: 0 0 1em; break-inside: avoid; }
figure.chart figcaption { margin: 0 0 .35em; color: var(--soft); font-size: .9em; }
h3 + figure.chart, h4 + figure.chart { break-before: avoid; }
table.bars { font-size: .95em; }
table.bars thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table.bars tbody th { width: 42%; padding-right: 1em; font-weight: 400; white-space: pre-wrap; }
table.bars th, table.bars td { padding-top: .2em; padding-bottom: .2em; border: 0; vertical-align: middle; }
.stick { display: flex; align-items: center; gap: .7em; white-space: nowrap; }
.bar { flex: 1; }
.bar i { display: block; height: .95em; background: var(--bar); print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
table.bars b { flex: none; min-width: 2.2em; font-weight: 600; }
table.forces { table-layout: fixed; }
table.forces thead { position: static; width: auto; height: auto; clip-path: none; }
table.forces thead th { border: 0; }
table.forces th:first-child { width: 40%; }
table.forces td, table.forces thead th { padding-left: 0; padding-right: 0; }
table.forces td:nth-child(2) { border-right: .3mm solid var(--ink); }
table.forces td:nth-child(2) .stick { flex-direction: row-reverse; }
table.forces thead th:nth-child(2) { padding-right: .5em; text-align: right; }
table.forces thead th:nth-child(3) { padding-left: .5em; }
table.forces i { height: .95em; background: var(--bar); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
table.forces b { min-width: 0; }
figure.chart tbody th { font-weight: 400; }
figure.chart svg + .wide tbody { counter-reset: event; }
figure.chart svg + .wide tbody th::before { counter-increment: event; content: counter(event) " "; }
figure.chart svg { display: block; width: 100%; max-height: 40mm; margin: .2em 0 .5em; }
figure.chart path { fill: none; stroke: var(--hair); stroke-width: 1; }
figure.chart polyline { fill: none; stroke: var(--bar); stroke-width: 2.5; stroke-linejoin: round; }
figure.chart circle { fill: var(--bar); }
figure.chart svg text { fill: var(--soft); font: 12px var(--sans); }
"""

_PEN: Final = """
.lines { margin: 0 0 .8em; padding: 0; list-style: none; }
.lines > * {
  display: flex; align-items: flex-end; margin: 0; height: 10.5mm; padding-bottom: .8mm;
  border-bottom: .25mm solid var(--rule);
}
.lines.started > :first-child { height: auto; min-height: 10.5mm; }
.lines .start { padding-right: .4em; }
ol.lines { counter-reset: line; }
ol.lines > li { counter-increment: line; }
ol.lines > li::before { content: counter(line) "."; color: var(--soft); }
.amount { display: flex; align-items: flex-end; gap: .5em; margin: 0 0 .8em; }
.amount i { width: 26mm; height: 10.5mm; border-bottom: .25mm solid var(--rule); }
.choices { margin: 0 0 .8em; padding: 0; list-style: none; }
.choices li { display: flex; align-items: flex-start; gap: .6em; margin: 0 0 .42em; }
.choices li { line-height: 1.3; break-inside: avoid; }
.choices li::before {
  content: ""; flex: none; width: .95em; height: .95em; margin-top: .16em;
  border: .3mm solid var(--ink); border-radius: .6mm;
}
.choices.number li::before { width: 1.7em; height: 1.5em; margin-top: -.1em; }
.choices.dots li::before { display: none; }
.choices .marks { flex: none; display: flex; gap: .25em; margin-top: .16em; }
.choices .marks i { width: .95em; height: .95em; border: .3mm solid var(--ink); border-radius: 50%; }
.choices .own { flex: 1; min-width: 20mm; height: 1.25em; border-bottom: .25mm solid var(--rule); }
.scale { display: flex; justify-content: space-between; gap: .4em; margin: .8em 0 .9em; padding: 0; list-style: none; }
.scale li { flex: 1 1 0; margin: 0; text-align: center; font-size: .8em; line-height: 1.2; color: var(--soft); }
.circle {
  display: flex; align-items: center; justify-content: center; width: 9mm; height: 9mm; margin: 0 auto .9mm;
  border: .3mm solid var(--ink); border-radius: 50%; color: var(--ink); font-size: 12pt; line-height: 1;
}
table.ratings th, table.ratings td { padding: 1.1mm 0; vertical-align: middle; }
table.ratings td, table.ratings thead th { width: 14%; text-align: center; }
table.ratings thead td { width: auto; }
table.ratings tbody th { font-weight: 400; white-space: normal; }
table.ratings .circle { width: 7.5mm; height: 7.5mm; margin: 0 auto; font-size: 11pt; }
.boxes { display: grid; grid-template-columns: 1fr 1fr; gap: 3.5mm; margin: .5em 0 .8em; }
.boxes.three { grid-template-columns: 1fr 1fr 1fr; }
.box { padding: 2mm 3.5mm 4mm; border: .3mm solid var(--rule); border-radius: 1mm; break-inside: avoid; }
.box h4 { margin: 0; font-size: .95em; }
.box .lines { margin: 0; }
.box .lines > * { border-bottom-color: var(--hair); }
"""

_LARGE: Final = """
.large { font-size: 14pt; line-height: 1.38; }
.large h1 { font-size: 1.75em; }
.large h2 { margin-top: .85em; font-size: 1.14em; }
.large .small { margin-bottom: .4em; font-size: 1em; }
.large .lead { font-size: 1em; }
.large .note.tag { font-size: 1em; }
.large .note.tag .label { font-size: .86em; }
.large .choices.two { columns: 2; }
.room-0 .lines > * { height: 11.5mm; }
.room-2 .lines > *, .room-3 .lines > * { height: 8.6mm; }
.room-2 h2, .room-3 h2 { margin-top: .5em; }
.room-2 .together, .room-3 .together { margin-bottom: .5em; }
.room-2 .lines, .room-3 .lines, .room-2 .choices, .room-3 .choices { margin-bottom: .4em; }
.room-3 .scale { margin: .4em 0; }
.room-3 { line-height: 1.25; }
.room-3 h2 { margin: .5em 0 .15em; padding-top: 0; border-top: 0; }
.room-3 dl.facts { row-gap: .1em; margin-bottom: .3em; }
.room-3 p { margin-bottom: .35em; }
"""

_BOOK: Final = """
.book { hyphens: auto; }
.book h1, .book h2, .book h3, .book h4 { hyphens: none; }
.book h2 { border-top: 0; font-size: 1.7em; }
.book h3 { font-size: 1.4em; }
.book h4 { margin: 1.1em 0 .3em; display: flex; justify-content: space-between; gap: 1em; break-after: avoid; }
.book .pause + h2, .book .pause + h3 { margin-top: 0; }
.book .note { margin-bottom: .5em; }
nav.contents ul { padding: 0; list-style: none; }
nav.contents a { color: inherit; }
nav.contents .level-2 { margin-top: .8em; font-weight: 700; }
nav.contents .level-3 { padding-left: 1.2em; }
@media screen { .book .pause + h3 { margin-top: 3em; padding-top: 1em; border-top: .3mm solid var(--ink); } }
@media print {
  .book header { padding-top: 70mm; }
  .book h1 { font-size: 3.2em; }
  nav.contents a { text-decoration: none; }
}
"""

_SLIPS: Final = """
.sheet { break-before: page; page: slips; font-size: 13pt; line-height: 1.35; }
.sheet > .hint { margin: 0 0 2mm; color: var(--soft); font-size: 9pt; }
.cut { display: grid; grid-template-columns: 1fr 1fr; margin-right: .5mm; }
.cut.one, .cut.two { grid-template-columns: 1fr; font-size: 12pt; }
.slip {
  padding: 5mm 6mm 4mm; border: 0 dashed var(--rule); border-width: 0 .3mm .3mm 0;
  overflow: hidden; break-inside: avoid;
}
.slip:nth-child(odd), .cut.two .slip, .cut.one .slip { border-left-width: .3mm; }
.slip:nth-child(-n+2) { border-top-width: .3mm; }
.cut.two .slip:nth-child(2) { border-top-width: 0; }
.slip .question { margin-bottom: .5em; }
.slip .lines > * { height: 9.5mm; }
.slip .choices li { margin-bottom: .32em; }
.slip .scale { margin-top: .3em; }
.slip .together { margin: 0; }
"""

_SCREEN: Final = """
@media screen and (max-width: 640px) {
  main { padding: 5mm 4.5mm 12mm; }
  body.large { font-size: 12.5pt; }
  h2 { flex-direction: column; gap: 0; }
  .aside { white-space: normal; }
  .note { grid-template-columns: 1fr; }
  .note > .label { line-height: 1.4; }
  .wide { overflow-x: auto; }
  figure.chart svg text { font-size: 19px; }
  figure.chart svg + .wide th, figure.chart svg + .wide td { overflow-wrap: anywhere; white-space: pre-wrap; }
  .boxes, .boxes.three, .beside, .cut { grid-template-columns: 1fr; }
  .beside { gap: 0; }
  .slip, .cut .slip { border-width: 0 .3mm .3mm .3mm; }
  .cut .slip:first-child { border-top-width: .3mm; }
  .scale { flex-wrap: wrap; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .5em; }
}
@media screen { .sheet { margin-top: 14mm; } .slip { min-height: 60mm; } }
"""

_PRINT: Final = """
@media print {
  main { max-width: none; padding: 0; }
  .cut { height: 256mm; }
  .cut.eight { grid-template-rows: repeat(4, 64mm); }
  .cut.six { grid-template-rows: repeat(3, 85mm); }
  .cut.one { grid-template-rows: 256mm; }
  .cut.four, .cut.two { grid-template-rows: repeat(2, 128mm); }
  .pause { break-after: page; }
}
@page { size: A4; margin: 12mm 16mm 13mm; }
@page slips { margin: 12mm 14mm; @bottom-left { content: none; } @bottom-right { content: none; } }
"""

STYLE: Final = "".join((_BASE, _HEADS, _PARTS, _REPORT, _PEN, _LARGE, _BOOK, _SLIPS, _SCREEN, _PRINT))


def with_footer(words: str, total: bool = True) -> str:
    """The style sheet with words and page numbers at the foot of every page.

    Every sign is written as its number, so that no text can end the string or the style sheet. ``total`` says how many
    pages there are; not for paper of which people get a part.
    """
    text = "".join(f"\\{ord(sign):06x}" for sign in words)
    font = 'font: 8.5pt "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #555;'
    left = f'@bottom-left {{ content: "{text}"; {font} }}'
    pages = ' " / " counter(pages)' if total else ""
    right = f"@bottom-right {{ content: counter(page){pages}; {font} }}"
    return f"@page {{ {left} {right} }}\n{STYLE}"
