"""A journal entry: its parts, to Markdown, and back (DESIGN, chapter 7).

The grammar
===========

A file is UTF-8 Markdown: a front matter between two lines ``---``, and a body. Read it by lines, cleaned as
``text.clean`` does; BOM, CRLF and trailing blanks make no difference. Text above the front matter is a note.

Front matter: strict YAML with the keys of ``front.KEYS``, in that order; every scalar is text as written. What is
absent is left out. Unknown keys live in ``Head.extra``. Required are ``front.REQUIRED``; without ``delen`` only the
agreements are shared, without ``volledig`` the entry counts as not complete. A moment needs its offset.

Every line of the body is exactly one of these. The first one that fits counts:

(a) Program line: ``label <!-- at:WORD args -->`` at the end of the line; the label may be empty. The words:

    =============================================== ==============================================================
    ``# Titel <!-- at:titel -->``                   the front matter's title counts
    ``<!-- at:overzicht SUM… -->``                  begins derived lines, with a checksum for each of them
    ``<!-- at:/overzicht -->``                      ends them; so does any other program line
    ``## Afspraken <!-- at:afspraken -->``          the top section; only when there are agreements
    ``- [ ] wat <!-- at:afspraak AID ID -->``       an agreement and its question; any sign in the box ticks it
    ``## Signalen <!-- at:signalen -->``            only when there are signals
    ``- wat <!-- at:signaal SID ID -->``            what policy or politics should know, and its question
    ``## Terugblik <!-- at:terugblikken -->``       only in a look-back
    ``- wat: **gedaan** <!-- at:terugblik AID UITKOMST -->`` what became of an agreement, with its text;
                                                    answer lines below it are a word about why. The second
                                                    argument counts: an ``Outcome`` with ``-`` for blanks
    ``## Stap <!-- at:stap N -->``
    ``### Vraag <!-- at:vraag ID SOORT WIE -->``    behind WIE: ``oogst=thema``, ``verslag=nee``
    ``<!-- at:bijdrage ID -->``                     the only contribution, without a perspective
    ``*bijdrage 2* <!-- at:bijdrage ID -->``        one of more, without a perspective
    ``**beleid** <!-- at:bijdrage ID -->``          with a perspective; what is no ``*bijdrage n*`` is one too
    ``*geteld* <!-- at:telling ID -->``             a count; its answer lines are ``- optie: aantal``, in a raster
                                                    ``- rij`` with ``  - getal: aantal`` below it
    ``*niet ingevuld* <!-- at:overgeslagen ID -->`` passed
    ``*niet aan toegekomen* <!-- at:niet-bereikt ID -->``
    ``*alleen besproken* <!-- at:besproken ID -->``
    ``*niet bewaard* <!-- at:niet-bewaard ID -->``  the person kept only the plan
    ``*zie de afspraken* <!-- at:verwijzing ID -->`` the answer is an agreement of the top section
    =============================================== ==============================================================

(b) Answer line: starts with ``>``. Belongs to the last ``at:bijdrage``, ``at:telling`` or ``at:terugblik`` above it,
    unless another agreement, step, question or state came in between; then it is a note with a warning.
(c) Field line: ``  - naam: waarde``, each name once: under an ``at:afspraak`` one of ``lines.FIELDS``, under an
    ``at:signaal`` one of ``lines.SIGNAL_FIELDS``. Days are ISO or Dutch with a year; ``niveau`` is a ``Level``.
(d) Blank line. It ends a note.
(e) Anything else is a note of the part that the program line above it begins: the entry, an agreement, a signal, a
    step or a question. Notes are kept verbatim, one text per run of lines. Inside ``at:overzicht`` a line is derived,
    and forgotten, only while its checksum is in the list: a changed one is a note.

Escaping is that of ``text.escape``. A text on a program line or field line is one line: its line breaks become
`` <br> `` (a person's own ``<`` is always escaped), and a backslash at the end of a line is doubled.

Nothing is lost. A program line that is damaged or not known is a note with a warning; it never ends an answer. A
contribution or state whose ID is not that of the question above it gets a question of its own (``UNKNOWN_KIND``), so
that a lost ``at:vraag`` never changes the question before it. What a kind cannot read is kept raw. The words of the
program on a program line, changed by hand, are a note. Parsing needs this file only.
"""

from __future__ import annotations

from armoede_toolbox.entry.as_json import to_json
from armoede_toolbox.entry.front import FORMAT
from armoede_toolbox.entry.gather import UNKNOWN_KIND
from armoede_toolbox.entry.parse import front_matter, parse
from armoede_toolbox.entry.parts import (
    Agreement,
    Contribution,
    Head,
    JournalEntry,
    LookBack,
    Question,
    Signal,
    State,
    StepRecord,
    Warned,
)
from armoede_toolbox.entry.render import render

__all__ = [
    "FORMAT",
    "UNKNOWN_KIND",
    "Agreement",
    "Contribution",
    "Head",
    "JournalEntry",
    "LookBack",
    "Question",
    "Signal",
    "State",
    "StepRecord",
    "Warned",
    "front_matter",
    "parse",
    "render",
    "to_json",
]
