"""The run sheet: minute by minute what the facilitator says, does and types, on one or two pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from armoede_toolbox import form as f
from armoede_toolbox.exercises.exercise import Exercise, Step
from armoede_toolbox.exercises.shared import Fact, caveats
from armoede_toolbox.form import Field
from armoede_toolbox.prompts import Prompt, PromptWithOptions
from armoede_toolbox.reporting.document import (
    Beside,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
    Voice,
)
from armoede_toolbox.reporting.outline import BLANK, Outline, Slot, many, options_from, way_of
from armoede_toolbox.reporting.worksheet import slips
from armoede_toolbox.text import DAYS, clean_line, counted, listed, spelled
from armoede_toolbox.vocabulary import (
    WEIGHT_WORDS,
    Collecting,
    Ending,
    FactStatus,
    Guests,
    Mode,
    Reason,
    Variant,
    Weight,
    Who,
)

KIND: Final = "Draaiboek"
_VERSIONS: Final = {Variant.SHORT: "kortere versie", Variant.NORMAL: "gewone versie", Variant.LONG: "langere versie"}
_MOST_OPTIONS: Final = 6


def runsheet(outline: Outline) -> Document:
    """The run sheet of an exercise."""
    slots = outline.slots()
    ready = _ready(outline)
    left: tuple[Block, ...] = (_header(outline), *([Note("Leg klaar", items=ready)] if ready else []))
    blocks: list[Block] = [Paragraph(outline.exercise.goal, Tone.LEAD)]
    blocks += [Beside(left, (_plan(outline, slots), *_plan_note(outline))), *_before(outline)]
    for slot in slots:
        blocks += _slot(outline, slot)
    blocks += [*_help(outline), *_facts(outline)]
    return Document(outline.exercise.title, tuple(blocks), f"{KIND} {outline.exercise.label}")


def _header(outline: Outline) -> Facts:
    clock = f", van {outline.slots()[0].start} tot {outline.end}" if outline.begin else ""
    version = (
        f" ({_VERSIONS[outline.variant]})"
        if outline.exercise.variants_in(outline.mode).keys() - {outline.variant}
        else ""
    )
    time = f"{counted(outline.total, 'minuut', 'minuten')} in de agenda{clock}{version}"
    day = [("Wanneer", f"{DAYS[outline.day.weekday()]} {spelled(outline.day)}")] if outline.day else []
    team = [("Team", outline.team)] if outline.team else []
    rows = [("Voor", _for_whom(outline)), ("Tijd", time), ("Zwaarte", WEIGHT_WORDS[outline.exercise.weight])]
    code = [("Code", outline.code)] if outline.code else []
    return Facts((*day, *team, *rows, *code))


def _code(outline: Outline) -> Iterator[Note]:
    """How to begin on a laptop with what stands on this paper, and how to type it in afterwards."""
    if outline.code:
        paper = "Deden jullie alles op papier? Dan typ je het later over. Zet erachter: --van-papier"
        yield Note("Laptop", f"Begin met: armoede start --code {outline.code}", under=paper)


def _for_whom(outline: Outline) -> str:
    low, high = outline.exercise.people(outline.mode)
    return {Mode.SOLO: "jou alleen", Mode.PAIR: "twee mensen"}.get(
        outline.mode, f"een team van {low} tot {high} mensen"
    )


# --- before ---------------------------------------------------------------------------------------------------------


def _before(outline: Outline) -> Iterator[Block]:
    exercise = outline.exercise
    texts = (("Bereid voor", exercise.preparation), ("Let op", exercise.caution))
    notes = [*_code(outline), *(Note(label, text) for label, text in texts if text)]
    if exercise.guests is not Guests.NO and outline.mode is Mode.TEAM:
        notes.append(guests(exercise))
    if notes:
        yield Heading("Vooraf")
        yield from notes


def _ready(outline: Outline) -> tuple[str, ...]:
    return (*outline.exercise.needed, *_paper(outline))


def _paper(outline: Outline) -> tuple[str, ...]:
    """What to print, and how often."""
    if outline.mode is Mode.SOLO:
        return ()
    found = slips(outline)
    each = "het werkblad, voor ieder een"
    if not found:
        return (each,)
    per_question = " per vraag" if found[1:] else ""
    return (each, f"de briefjes achteraan het werkblad, één keer geprint ({found[0].copies}{per_question})")


def guests(exercise: Exercise) -> Note:
    """How to work with people who know poverty themselves."""
    start = "Er doen" if exercise.guests is Guests.YES else "Doen er"
    end = "mee." if exercise.guests is Guests.YES else "mee?"
    return Note(
        "Gasten",
        f"{start} ervaringsdeskundigen {end} Zo is het goed voor iedereen:",
        items=(
            "Stuur de vragen vooraf. Vraag waarop iemand wil reageren, en waarop niet.",
            "Nodig er minstens twee uit. Eén mens is niet de stem van alle inwoners.",
            "Betaal voor de tijd. Betaal de reis meteen, op de dag zelf.",
            "Bel of spreek elkaar na afloop. Hoe was het, en wat bleef hangen?",
            "Laat hen lezen wat er is opgeschreven, voordat het verder gaat.",
        ),
    )


# --- the plan -------------------------------------------------------------------------------------------------------


def _plan(outline: Outline, slots: tuple[Slot, ...]) -> Table:
    header = ("Tijd" if outline.begin else "Vanaf", "Wat", "Min.")
    rows = [
        (slot.start, outline.words(slot.title, slot.step) if slot.step else slot.title, str(slot.minutes))
        for slot in slots
    ]
    return Table(header, (*rows, (outline.end, "Klaar", str(outline.total))), heads=True)


def _plan_note(outline: Outline) -> Iterator[Block]:
    if outline.mode is not Mode.SOLO:
        extra = "Staat er nog een afspraak open? Reken één minuut extra per afspraak, hoogstens drie."
        yield Paragraph(extra, Tone.SMALL)


def _slot(outline: Outline, slot: Slot) -> Iterator[Block]:
    aside = f"{slot.start} – {slot.end}"
    if slot.step is not None:
        yield from _step(outline, slot.step, aside)
    elif slot.title == "Begin":
        yield Heading(slot.title, aside=aside)
        yield Note(_said(outline), " ".join(_opening(outline)), Voice.SAY)
    elif slot.title == "Afronden":
        yield Heading(slot.title, aside=aside)
        yield from closing(outline)


def _said(outline: Outline) -> str:
    return "Weet" if outline.mode is Mode.SOLO else "Zeg"


def _opening(outline: Outline) -> tuple[str, ...]:
    """The goal, the time, passing is free, no names, where it stays, and who decides what leaves."""
    alone = outline.mode is Mode.SOLO
    ready = f"Om {outline.end} {'ben je' if alone else 'zijn we'} klaar." if outline.begin else ""
    minutes = f"Het duurt {counted(outline.total, 'minuut', 'minuten')}."
    kept = {
        Mode.SOLO: "Je antwoorden blijven op deze computer.",
        Mode.PAIR: "Wat we typen, blijft in onze eigen map.",
        Mode.TEAM: "Wat we typen, blijft in de map van ons team.",
    }[outline.mode]
    lines = [
        f"Het doel: {outline.exercise.goal[:1].lower()}{outline.exercise.goal[1:]}",
        ready or minutes,
        "Overslaan mag altijd. Je hoeft niet te zeggen waarom.",
        "Noem geen namen van inwoners.",
        kept,
        *([] if alone else ["Aan het eind beslissen we samen wat in het verslag mag."]),
    ]
    return tuple(lines)


# --- a step ---------------------------------------------------------------------------------------------------------


def _step(outline: Outline, step: Step, aside: str) -> Iterator[Block]:
    yield Heading(outline.words(step.title, step), aside=aside)
    texts = (("Uitleg", step.explanation, Voice.PLAIN), ("Zeg", step.say, Voice.SAY), ("Doe", step.do, Voice.DO))
    for label, text, voice in texts:
        if text:
            yield Note(label, outline.words(text, step), voice)
    for prompt in outline.prompts(step):
        yield Note("Vraag", outline.words(prompt.text, step), Voice.ASK, under=" ".join(_how(outline, prompt)))


def _how(outline: Outline, prompt: Prompt) -> Iterator[str]:
    """How answers come in, and what to type."""
    if prompt.for_each:
        yield "Deze vraag komt terug bij elk antwoord van daarnet."
    if not prompt.stores:
        yield "Alleen praten of denken. Typ niets."
        return
    yield from _choices(prompt)
    if many(outline.mode, prompt):
        yield from _collected(outline, prompt)
    else:
        yield _typed(outline, prompt)
    answer = prompt.after({}) if outline.mode is Mode.TEAM else None
    if answer:
        yield clean_line(answer)


def _choices(prompt: Prompt) -> Iterator[str]:
    source = options_from(prompt)
    if source is not None:
        yield "Kiezen uit de antwoorden van daarnet."
    elif isinstance(prompt, PromptWithOptions) and 0 < len(prompt.choices(())) <= _MOST_OPTIONS:
        options = " / ".join(prompt.choices(()))
        yield f"{options[:1].upper()}{options[1:].rstrip('.')}."


_WAYS: Final = {
    Collecting.TALLY: "Tel samen en typ de aantallen.",
    Collecting.READ_OUT: "Wie wil, leest voor. Typ steekwoorden, zonder naam.",
    Collecting.HAND_IN: "Haal de gevouwen briefjes op, schud ze en typ ze over.",
    Collecting.PASTE: "Laat het op een teken in de chat zetten en plak alles in één keer.",
    Collecting.ROUND: "Het toetsenbord gaat rond. Kijk niet mee.",
}
_OF_TWO: Final = {
    Collecting.READ_OUT: "Elk tweetal leest voor wat het wil delen. Typ steekwoorden.",
    Collecting.HAND_IN: "Elk tweetal levert één blad in, zonder naam. Typ het over.",
}


def _collected(outline: Outline, prompt: Prompt) -> Iterator[str]:
    way = way_of(outline, prompt)
    if outline.mode is Mode.PAIR:
        yield "Om de beurt aan het toetsenbord. Kijk niet mee."
        return
    if prompt.silent:
        yield "Eerst stil."
    yield _OF_TWO.get(way, _WAYS[way]) if prompt.who is Who.PAIRS else _WAYS[way]
    if prompt.kind == "stelling" and prompt.reason is Reason.SPOKEN:
        yield "Redenen zeggen we alleen."


_TYPED: Final[dict[type[Field], str]] = {
    f.Text: "Typ één of twee zinnen.",
    f.Lines: "Typ één ding per regel.",
    f.Number: "Typ één getal.",
    f.OneOf: "Kies er samen één.",
    f.SomeOf: "Kies samen. Meer dan één mag.",
    f.Order: "Zet ze in volgorde, het eerste bovenaan.",
    f.Points: "Typ per keuze hoeveel stippen.",
    f.Boxes: "Typ per vak korte regels.",
    f.Grid: "Typ per rij één cijfer.",
    f.Group: "Typ per moment één regel.",
}


def _typed(outline: Outline, prompt: Prompt) -> str:
    if prompt.kind == "afspraak":
        return "Typ wat, wie en wanneer jullie terugkijken. Geen afspraak mag ook."
    first = prompt.form(()).fields[0]
    if isinstance(first, f.Text) and first.start:
        return "Maak de zinnen af."
    told = _TYPED.get(type(first), "Typ het antwoord.")
    return told.replace(" er samen", " er").replace("Kies samen", "Kies") if outline.mode is Mode.SOLO else told


# --- the closing ----------------------------------------------------------------------------------------------------


def closing(outline: Outline) -> Iterator[Block]:
    """What to say at the end, and where to go when it touched somebody."""
    exercise = outline.exercise
    lines = tuple(_closing_lines(outline))
    if lines:
        yield Note(_said(outline), voice=Voice.SAY, items=lines)
    if exercise.ending is Ending.NONE and exercise.ending_reason:
        yield Note("Waarom", f"Hier maken jullie geen afspraak. {exercise.ending_reason}")
    if exercise.weight is Weight.HEAVY:
        contact = f"Praten kan met: {outline.contact or BLANK * 3}"
        yield Note("Nazorg", f"{exercise.aftercare or 'Dit kan je raken. We stoppen rustig.'}\n{contact}", Voice.SAY)


def _closing_lines(outline: Outline) -> Iterator[str]:
    asked = any(prompt.kind == "afspraak" for step in outline.steps for prompt in outline.prompts(step))
    alone = outline.mode is Mode.SOLO
    if asked:
        yield "Ik lees de afspraak nog één keer voor. Klopt die zo?"
    elif outline.exercise.ending is Ending.AGREEMENT:
        yield "Wat ga je doen?" if alone else "Wat doen we vóór de volgende keer? Hoogstens twee dingen. Niets mag ook."
        yield from [] if alone else ["Wie doet dat? Een team, een rol of een voornaam.", "Wanneer zien we elkaar weer?"]
        yield "Wat merkt een inwoner ervan?"
    elif outline.exercise.ending is Ending.IF_THEN:
        yield "Lees je plan nog één keer. Klopt het zo?" if alone else "We lezen ons plan nog één keer. Klopt het zo?"
    if not alone:
        yield "Wat mag in het verslag: alleen de afspraken, ook de thema’s, of ook zinnen zonder naam?"


# --- when it goes another way ---------------------------------------------------------------------------------------


def _help(outline: Outline) -> Iterator[Block]:
    advice = outline.exercise.facilitator
    notes = (
        ("Stokt het?", advice.when_stuck),
        ("Klagen?", advice.when_complaining),
        ("Raakt het?", advice.when_touched),
    )
    advised: list[Block] = [Note(label, text) for label, text in notes if text]
    said: list[Block] = [Note("", voice=Voice.SAY, items=advice.sentences)] if advice.sentences else []
    left: tuple[Block, ...] = (Heading("Als het anders loopt"), *advised) if advised else ()
    right: tuple[Block, ...] = (Heading("Zinnen die helpen"), *said) if said else ()
    if left and right:
        yield Beside(left, right)
    else:
        yield from (*left, *right)


def _facts(outline: Outline) -> Iterator[Block]:
    if outline.facts:
        yield Heading("Feiten")
        if outline.mode is Mode.SOLO:
            yield Paragraph("Lees dit pas als je klaar bent.", Tone.SMALL)
        yield Bullets(tuple(told(outline, fact) for fact in outline.facts))


def told(outline: Outline, fact: Fact) -> str:
    """A fact with its year, its source, and how sure and how old it is."""
    status = {FactStatus.TO_VERIFY: "nog na te gaan", FactStatus.DERIVED: "zelf afgeleid"}.get(fact.status)
    year = f"peiljaar {fact.reference_year}" if fact.reference_year else None
    sources = listed([outline.sources.get(code, code) for code in fact.origin])
    known = ", ".join(filter(None, (year, status, "later herzien" if fact.revised else None)))
    text = f"{fact.text} ({known})" if known else fact.text
    old = caveats(fact, outline.year) if outline.year is not None else ()
    return "\n".join([" ".join([text, *old]), f"Bron: {sources}."])
