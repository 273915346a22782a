"""Hypothesis strategies: entries over every prompt kind, with text as unkind as it comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from hypothesis import reject
from hypothesis import strategies as st

from armoede_toolbox.entry import (
    Agreement,
    Contribution,
    Head,
    JournalEntry,
    LookBack,
    Question,
    Signal,
    State,
    StepRecord,
)
from armoede_toolbox.entry.front import KEYS
from armoede_toolbox.entry.lines import FIELDS, SIGNAL_FIELDS, read_field, read_mark
from armoede_toolbox.form import FormError
from armoede_toolbox.prompts import KINDS
from armoede_toolbox.text import clean, clean_line
from armoede_toolbox.vocabulary import (
    THEMES,
    EntryKind,
    Harvest,
    InReport,
    LearningNeed,
    Level,
    Mode,
    Outcome,
    Sharing,
    Variant,
    Who,
)
from tests.prompts import strategies as kinds
from tests.prompts.samples import EVERY, prompt

SEEDS: Final = (
    *(
        "#",
        "---",
        ">",
        "|",
        "- [ ]",
        "- [x] gedaan",
        "<!-- at:bijdrage x -->",
        "<!-- at:titel -->",
        "-->",
        "<!--",
        "...",
    ),
    *(
        "a <!-- at:stap 2 -->",
        "<!-- at:/overzicht -->",
        "  - wie: ik",
        "  - wi: ik",
        "  - voor wi: ons",
        "- een signaal <!-- at:signaal a-s1 signalen -->",
        "- wie: ik",
        "*bijdrage 2*",
        "# kop",
    ),
    *(
        "\\",
        "\\\\",
        "a\\",
        "\\<",
        "\\#",
        "**vet**",
        "**vet\\**",
        "<br>",
        " <br> ",
        "a<br>b",
        "```",
        "~~~",
        "1. een",
        "|a|b|",
    ),
    *(
        "no",
        "nee",
        "null",
        "~",
        "2026-12-01",
        "12:30",
        "0x1",
        "1e3",
        "a: b",
        "'",
        '"',
        "- ",
        "? x",
        "& x",
        "* x",
        "! x",
        "%x",
    ),
    *(
        "e\u0301e\u0301n",
        "\u0338",
        "\u0301",
        "👩\u200d👩\u200d👧",
        "\u200fשלום עולם\u200e",
        "z" * 5000,
        "=",
        "===",
        "***",
        "    code",
    ),
    *(
        "\ufffe",
        "\uffff",
        "\U0001ffff",
        "\u00a0",
        "formaat: 1",
        "---\nformaat: 1\n---",
        "a\n\n\nb",
        "a\n  b",
        "@",
        "`",
        "%",
    ),
)

texts: Final = st.one_of(st.sampled_from(SEEDS), kinds.words).map(clean)
"""Cleaned text; may be empty or hold lines."""
said: Final = texts.filter(bool)
names: Final = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}(\.[0-9])?", fullmatch=True)
days: Final = st.dates(date(1900, 1, 1), date(2199, 12, 31))
zones: Final = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments: Final = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=zones)
extras: Final = st.dictionaries(
    said.map(clean_line).filter(lambda key: 0 < len(key) < 100 and key not in KEYS),
    st.recursive(
        texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=4
    ),
    max_size=2,
)


def is_note(line: str) -> bool:
    """Whether a cleaned line can only be a note."""
    field = read_field(line)
    return (
        bool(line)
        and line[0] != ">"
        and read_mark(line) is None
        and (field is None or field[0] not in FIELDS | SIGNAL_FIELDS)
    )


note_lines: Final = (
    st.one_of(st.sampled_from(SEEDS), kinds.words)
    .flatmap(lambda text: st.sampled_from(clean(f"|\n{text}").split("\n")))
    .filter(is_note)
)
notes: Final = st.lists(st.lists(note_lines, min_size=1, max_size=2).map("\n".join), max_size=1).map(tuple)


@st.composite
def heads(draw: Any) -> Head:
    return Head(
        kind=draw(st.sampled_from(EntryKind)),
        session=draw(names),
        exercise=draw(said),
        number=draw(texts),
        title=draw(said),
        learning_need=draw(st.sampled_from(LearningNeed)),
        themes=draw(st.lists(st.sampled_from(THEMES), max_size=3).map(tuple)),
        mode=draw(st.sampled_from(Mode)),
        variant=draw(st.sampled_from(Variant)),
        started=draw(moments),
        finished=draw(st.none() | moments),
        complete=draw(st.booleans()),
        sharing=draw(st.sampled_from(Sharing)),
        toolbox=draw(texts),
        team=draw(st.none() | said),
        participants=draw(st.integers(1, 99)),
        keep_until=draw(st.none() | days),
        trajectory=draw(st.none() | said),
        meeting=draw(st.none() | st.integers(1, 9)),
        parts=draw(st.sampled_from([(), ("check-in",), ("check-in", "brief-op-de-mat", "gesprek")])),
        look_back=draw(st.none() | names),
        belongs_to=draw(st.none() | names),
        extra=draw(extras),
    )


in_reports: Final = st.fixed_dictionaries(
    {"harvest": st.none() | st.sampled_from(Harvest), "in_report": st.none() | st.sampled_from(InReport)}
)


@st.composite
def answered(draw: Any, kind: str, n: int) -> Question:
    """A question of this sample, as a session can leave it behind."""
    labels = draw(kinds.labels)
    asked = prompt(kind, n, labels)
    bare = Question(
        id="x", kind=kind, who=draw(st.sampled_from(Who)), text=draw(texts), state=State.SKIPPED, **draw(in_reports)
    )
    form = asked.totals_form(labels)
    try:
        if form is not None and draw(st.booleans()):
            totals = asked.read_totals(draw(kinds.fillings(form)), labels, 99)
            return replace(bare, state=State.COUNTED, totals=totals)
        given = draw(st.lists(kinds.fillings(asked.form(labels)), min_size=1, max_size=3))
        values = [asked.read(filled, labels) for filled in given]
    except FormError:
        reject()
    contributions = tuple(Contribution(value=value, perspective=draw(st.none() | said)) for value in values)
    return replace(bare, state=State.ANSWERED, contributions=contributions)


@st.composite
def unanswered(draw: Any) -> Question:
    state = draw(st.sampled_from([state for state in State if state not in (State.ANSWERED, State.COUNTED)]))
    kind, who = draw(st.sampled_from(sorted(KINDS))), draw(st.sampled_from(Who))
    return Question(id="x", kind=kind, who=who, text=draw(texts), state=state, **draw(in_reports))


STORED: Final = [(kind, n) for kind, n in EVERY if KINDS[kind].stores]


@st.composite
def questions(draw: Any) -> Question:
    kind, n = draw(st.sampled_from(STORED))
    question = draw(st.one_of(answered(kind, n), unanswered()))
    overview = draw(st.lists(texts, max_size=2).map(tuple))
    return replace(question, notes=draw(notes), overview=overview)


agreements: Final = st.builds(
    Agreement,
    id=names,
    question=names,
    what=texts,
    who=st.none() | said,
    organisation=st.none() | said,
    level=st.none() | st.sampled_from(Level),
    ready_on=st.none() | days,
    look_back_on=st.none() | days,
    resident_notices=st.none() | said,
    ticked=st.booleans(),
    notes=notes,
)


signals: Final = st.builds(Signal, id=names, question=names, what=texts, addressee=st.none() | said, notes=notes)

look_backs: Final = st.builds(
    LookBack,
    agreement=names,
    what=texts,
    outcome=st.sampled_from(Outcome),
    word=st.none() | said,
    notes=notes,
)


@st.composite
def entries(draw: Any, question: Any = None, least: int = 0) -> JournalEntry:
    asked = draw(st.lists(questions() if question is None else question, min_size=least, max_size=4))
    keys = draw(st.lists(names, min_size=len(asked), max_size=len(asked), unique=True))
    named = [replace(one, id=key) for one, key in zip(asked, keys, strict=True)]
    half = draw(st.integers(0, len(named)))
    steps = [
        StepRecord(number=number, title=draw(texts), questions=tuple(part), notes=draw(notes))
        for number, part in enumerate((named[:half], named[half:]), start=1)
    ]
    agreed = draw(st.lists(agreements, max_size=2, unique_by=lambda agreement: agreement.id))
    marked = draw(st.lists(signals, max_size=2, unique_by=lambda signal: signal.id))
    looked = draw(st.lists(look_backs, max_size=2, unique_by=lambda one: one.agreement))
    return JournalEntry(
        head=draw(heads()),
        agreements=tuple(agreed),
        signals=tuple(marked),
        look_backs=tuple(looked),
        steps=tuple(steps),
        notes=draw(notes),
    )
