"""All exercises in one booklet, to use without the program: what to lay ready, to say, to ask and to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from armoede_toolbox.exercises import Exercise, Step
from armoede_toolbox.exercises.shared import Need, Shared
from armoede_toolbox.exercises.wording import MINUTES, answer_refs, fill_in
from armoede_toolbox.prompts import Prompt, PromptWithOptions
from armoede_toolbox.reporting.document import (
    Block,
    Bullets,
    Contents,
    Document,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Together,
    Tone,
    Voice,
)
from armoede_toolbox.reporting.outline import BLANK, CITED, Outline, options_from
from armoede_toolbox.reporting.runsheet import closing, guests, told
from armoede_toolbox.session.agenda import agenda_minutes
from armoede_toolbox.text import counted, listed, spelled
from armoede_toolbox.vocabulary import (
    MODE_WORDS,
    VARIANT_WORDS,
    WEIGHT_WORDS,
    Guests,
    LearningNeed,
    Mode,
    Variant,
    Who,
)

KIND: Final = "Boekje"
TITLE: Final = "Samen nadenken over armoede en schulden"
LICENCE: Final = "CC BY 4.0"
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/deed.nl"
_TERMS: Final = (
    f"De oefeningen vallen onder de licentie {LICENCE}. Je mag ze gebruiken, delen en veranderen. "
    "Noem dan de bron: Armoede-toolbox. Zeg erbij wat je veranderde."
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What goes into a booklet, on which day."""

    exercises: Sequence[Exercise]
    shared: Shared
    made: datetime

    def of(self, need: LearningNeed) -> list[Exercise]:
        """The exercises of a learning need, by their numbers."""
        return sorted((one for one in self.exercises if one.learning_need is need), key=lambda one: one.number)

    @property
    def needs(self) -> list[LearningNeed]:
        """The learning needs that have exercises."""
        return [need for need in LearningNeed if self.of(need)]


def booklet(shelf: Shelf) -> Document:
    """A cover, how to use it, the exercises per learning need, words, sources and the licence."""
    parts = [_how_to(), *(_need(shelf, need) for need in shelf.needs), _words(shelf), _sources(shelf), _licence()]
    body: list[Block] = list(chain.from_iterable([PageBreak(), *part] for part in parts))
    front = (*_cover(shelf), PageBreak(), Paragraph("Inhoud", Tone.LEAD), Contents(tuple(_entries(body))))
    return Document(TITLE, (*front, *body), KIND, made=shelf.made, book=True)


def _entries(blocks: Iterable[Block]) -> Iterator[tuple[int, str, str]]:
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 3:
            yield block.level, block.text, block.anchor


def _cover(shelf: Shelf) -> Iterator[Block]:
    number = counted(len(shelf.exercises), "oefening", "oefeningen")
    yield Paragraph(
        f"{number} voor sociaal professionals en beleidsmakers.\nVoor alleen, met z’n tweeën of met je team.", Tone.LEAD
    )
    if len(shelf.needs) == 1:
        yield Paragraph(f"Leerbehoefte: {_named(shelf, shelf.needs[0])}")
    yield Paragraph(f"Armoede-toolbox, {spelled(shelf.made.date())}. Licentie: {LICENCE}.", Tone.SMALL)


def _named(shelf: Shelf, need: LearningNeed) -> str:
    known = shelf.shared.needs.get(need.value)
    return known.title if known else need.value


# --- how to use it --------------------------------------------------------------------------------------------------


def _how_to() -> Iterator[Block]:
    yield Heading("Zo werk je met dit boekje", anchor="zo-werk-je")
    yield Paragraph("Je hebt geen computer nodig. Wel papier, pennen, een klok en iemand die begeleidt.", Tone.LEAD)
    yield from _ADVICE
    yield Heading("Zo lees je een oefening", anchor="zo-lees-je", level=3)
    yield from _SIGNS


_ADVICE: Final = (
    Note(
        "Kies",
        "Kijk eerst wat jullie willen: dat zijn de vijf delen van dit boekje. Kijk daarna naar de tijd en de groep.",
    ),
    Note(
        "Begin",
        "We doen een oefening van … minuten. Overslaan mag altijd. Je hoeft niet te zeggen waarom. "
        "We noemen geen namen van inwoners. Wat hier gezegd wordt, blijft hier. "
        "Aan het eind kiezen we samen wat we doorvertellen.",
        Voice.SAY,
    ),
    Note("Terug", "Sprak je de vorige keer iets af? Vraag dan eerst: hoe ging het? Hoogstens drie minuten."),
    Note("Eerst stil", "Laat ieder eerst stil denken of schrijven. Dan hoor je niet alleen wie het snelst praat."),
    Note(
        "Geen namen",
        "Er staat nooit een naam op een briefje. Schud de briefjes voordat je ze voorleest, en scheur ze na afloop. "
        "Zijn jullie met minder dan vier? Dan is te raden wie wat schreef. Zeg dat, en praat dan liever.",
    ),
    Note(
        "Opschrijven",
        "Eén mens schrijft op een groot vel wat samen is. Staat er in een oefening dat je iets typt? "
        "Schrijf het dan op het vel. Staat er /pauze? Leg dan alles even neer.",
    ),
    Note(
        "Gasten", "Vraag ervaringsdeskundigen om oordeel en advies, nooit om hun verhaal. Betaal hun tijd en hun reis."
    ),
    Note(
        "Afspraak",
        "Maak aan het eind hoogstens twee afspraken: wie doet wat, en wanneer kijken jullie terug? "
        "Vraag ook wat een inwoner ervan merkt. Geen afspraak is een volledig antwoord.",
    ),
    Note(
        "Als het raakt",
        "Armoede kan dichtbij komen, ook bij collega’s. Stop rustig, vraag niet door, en zoek iemand later even op. "
        "Bij een zware oefening weet je vooraf bij wie mensen terechtkunnen.",
    ),
)
_SIGNS: Final = (
    Note("Uitleg", "Dit vertel je aan iedereen."),
    Note("Zeg", "Dit lees je hardop voor.", Voice.SAY),
    Note("Doe", "Dit is alleen voor wie begeleidt."),
    Note("Vraag", "Dit vraag je.", Voice.ASK, under="Eronder staat wie antwoordt, en waaruit je kiest."),
    Note("Minuten", "Staan er meer getallen? Dan is de oefening er korter, gewoon of langer."),
    Note(BLANK, "Hier komt wat jullie eerder opschreven."),
)


# --- a learning need ------------------------------------------------------------------------------------------------


def _need(shelf: Shelf, need: LearningNeed) -> Iterator[Block]:
    known = shelf.shared.needs.get(need.value)
    yield Heading(f"{need.number}. {_named(shelf, need)}", anchor=f"deel-{need.number}")
    yield from _about(known) if known else ()
    rows = (
        (
            one.title,
            one.number,
            listed([MODE_WORDS[mode] for mode in one.modes], "of"),
            _span(one),
            WEIGHT_WORDS[one.weight],
        )
        for one in shelf.of(need)
    )
    yield Table(("Oefening", "Nummer", "Met wie", "Minuten", "Zwaarte"), tuple(rows), heads=True)
    for one in shelf.of(need):
        yield PageBreak()
        yield from _Pages(shelf, one).blocks()


def _about(need: Need) -> Iterator[Block]:
    yield Paragraph(need.question, Tone.LEAD)
    if need.explanation:
        yield Paragraph(need.explanation)


def _span(exercise: Exercise) -> str:
    """From the shortest to the longest time in the agenda."""
    every = sorted({agenda_minutes(n) for mode in exercise.modes for n in exercise.variants_in(mode).values()})
    return str(every[0]) if len(every) == 1 else f"{every[0]} – {every[-1]}"


# --- an exercise ----------------------------------------------------------------------------------------------------


class _Pages:
    """One exercise with all its ways and variants."""

    def __init__(self, shelf: Shelf, exercise: Exercise) -> None:
        self._shelf, self._exercise = shelf, exercise
        mode = Mode.TEAM if Mode.TEAM in exercise.modes else exercise.modes[0]
        facts = tuple(shelf.shared.facts[code] for code in exercise.facts if code in shelf.shared.facts)
        titles = {code: code for code in shelf.shared.sources}
        self._outline = Outline(
            exercise=exercise,
            mode=mode,
            variant=list(exercise.variants_in(mode))[-1],
            facts=facts,
            sources=titles,
            year=shelf.made.year,
        )

    def blocks(self) -> Iterator[Block]:
        """Everything, in the order in which people need it."""
        one = self._exercise
        yield Heading(f"{one.number} {one.title}", level=3, anchor=one.id)
        yield Paragraph(one.goal, Tone.LEAD)
        yield Facts(tuple(self._header()))
        yield Heading("Waarvoor", level=4)
        yield Paragraph(one.background)
        yield from self._plan()
        yield from self._before()
        for number, step in enumerate(one.steps, start=1):
            yield from self._step(number, step)
        yield Heading("Afronden", level=4)
        yield from closing(self._outline)
        yield from self._help()
        yield from self._behind()

    def _header(self) -> Iterator[tuple[str, str]]:
        one = self._exercise
        yield "Met wie", listed([self._with(mode) for mode in one.modes], "of")
        yield "Hoe lang", f"{_span(one)} minuten, met begin en eind"
        yield "Zwaarte", WEIGHT_WORDS[one.weight]
        if one.needed:
            yield "Nodig", "; ".join(one.needed)
        yield "Onderwerpen", ", ".join(one.themes)

    def _with(self, mode: Mode) -> str:
        low, high = self._exercise.people(mode)
        return f"met het team, {low} tot {high} mensen" if mode is Mode.TEAM else MODE_WORDS[mode]

    def _plan(self) -> Iterator[Block]:
        """The minutes of every step, in every variant that there is."""
        one = self._exercise
        variants = [variant for variant in Variant if any(variant in one.variants_in(mode) for mode in one.modes)]
        rows = [self._row(step, variants) for step in one.steps]
        for mode in one.modes:
            lasting = one.variants_in(mode)
            name = "Samen, met begin en eind" + (f" ({MODE_WORDS[mode]})" if one.modes[1:] else "")
            rows.append((name, *(str(agenda_minutes(lasting[v])) if v in lasting else "–" for v in variants)))
        header = ("Minuten per stap", *(VARIANT_WORDS[variant] for variant in variants))
        yield Together((Heading("De tijd", level=4), Table(header, tuple(rows), heads=True)))

    def _row(self, step: Step, variants: Sequence[Variant]) -> tuple[str, ...]:
        minutes = (step.minutes.of(variant) for variant in variants)
        return (f"{step.title}{self._only(step.modes)}", *(str(each) if each else "–" for each in minutes))

    def _only(self, modes: Sequence[Mode] | None) -> str:
        if modes is None or set(modes) >= set(self._exercise.modes):
            return ""
        return f" (alleen {listed([MODE_WORDS[mode] for mode in modes], 'of')})".replace(
            "alleen alleen", "als je alleen bent"
        )

    def _before(self) -> Iterator[Block]:
        one = self._exercise
        texts = (("Bereid voor", one.preparation), ("Let op", one.caution))
        notes: list[Block] = [Note(label, self._plain(text)) for label, text in texts if text]
        if one.guests is not Guests.NO and Mode.TEAM in one.modes:
            notes.append(guests(one))
        if notes:
            yield Heading("Vooraf", level=4)
            yield from notes

    def _step(self, number: int, step: Step) -> Iterator[Block]:
        minutes = sorted({each for variant in Variant if (each := step.minutes.of(variant))})
        title = f"Stap {number}. {self._words(step.title, step)}{self._only(step.modes)}"
        yield Heading(title, level=4, aside=f"{listed([str(each) for each in minutes], 'of')} min.")
        if step.swap:
            yield Note("Doe", "Wissel van rol.", Voice.DO)
        texts = (("Uitleg", step.explanation, Voice.PLAIN), ("Zeg", step.say, Voice.SAY), ("Doe", step.do, Voice.DO))
        for label, text, voice in texts:
            if text:
                yield Note(label, self._words(text, step), voice)
        for prompt in step.prompts:
            told_below = (" ".join(self._who(step, prompt)), *self._how(step, prompt))
            under = "\n".join(filter(None, told_below))
            yield Note("Vraag", self._words(prompt.text, step), Voice.ASK, under=under)

    def _who(self, step: Step, prompt: Prompt) -> Iterator[str]:
        """Who answers, and when the question is asked at all."""
        if self._exercise.modes != (Mode.SOLO,):
            yield {Who.EACH: "Ieder.", Who.PAIRS: "In tweetallen.", Who.TOGETHER: "Samen."}[prompt.who]
        if not prompt.stores:
            yield "Alleen praten of denken."
        elif prompt.silent:
            yield "Eerst stil, op een briefje zonder naam."
        if prompt.for_each:
            yield "Vraag dit bij elk antwoord van daarnet."
        yield from self._when(step, prompt)

    def _how(self, step: Step, prompt: Prompt) -> Iterator[str]:
        """What can be answered, what helps, and what comes after it."""
        yield from _options(prompt)
        if prompt.help:
            yield self._words(prompt.help, step)
        if answer := prompt.after({}):
            yield " ".join(answer.split())

    def _when(self, step: Step, prompt: Prompt) -> Iterator[str]:
        has = [variant for variant in Variant if step.minutes.of(variant)]
        if prompt.variants is not None and not set(prompt.variants) >= set(has):
            names = {Variant.SHORT: "korte", Variant.NORMAL: "gewone", Variant.LONG: "lange"}
            yield f"Alleen in de {listed([names[v] for v in prompt.variants], 'en')} versie."
        if only := self._only(prompt.modes).strip(" ()"):
            yield f"{only[:1].upper()}{only[1:]}."

    def _help(self) -> Iterator[Block]:
        advice = self._exercise.facilitator
        texts = (
            ("Stokt het?", advice.when_stuck),
            ("Klagen?", advice.when_complaining),
            ("Raakt het?", advice.when_touched),
        )
        notes: list[Block] = [Note(label, self._plain(text)) for label, text in texts if text]
        if advice.sentences:
            notes.append(Note("Zeg", voice=Voice.SAY, items=advice.sentences))
        if notes:
            yield Heading("Als het anders loopt", level=4)
            yield from notes

    def _behind(self) -> Iterator[Block]:
        one = self._exercise
        if self._outline.facts:
            yield Heading("Feiten", level=4)
            yield Bullets(tuple(f"{fact.id}: {told(self._outline, fact)}" for fact in self._outline.facts))
        titles = {other.id: f"{other.title} ({other.number})" for other in self._shelf.exercises}
        after = [titles[other] for other in one.follow_up if other in titles]
        if after:
            yield Paragraph(f"Hierna past: {listed(after, 'of')}.", Tone.SMALL)
        if one.sources or one.based_on:
            codes = f"Bronnen, achterin: {', '.join(one.sources)}." if one.sources else ""
            based = f"Gebaseerd op: {one.based_on}" if one.based_on else ""
            yield Paragraph(" ".join(filter(None, (codes, based))), Tone.SMALL)

    def _plain(self, text: str) -> str:
        return CITED.sub("", text)

    def _words(self, text: str, step: Step) -> str:
        """A text with the minutes of every variant filled in, and a blank for every answer."""
        minutes = sorted({each for variant in Variant if (each := step.minutes.of(variant))})
        if len(minutes) == 1:
            minutes_in, text_in = minutes[0], text
        else:
            minutes_in, text_in = None, text.replace(MINUTES, listed([str(each) for each in minutes], "of"))
        filled = fill_in(text_in, {reference: [BLANK] for reference in answer_refs(text)}, minutes_in)
        return CITED.sub("", filled.replace(f"{BLANK}.", BLANK))


def _options(prompt: Prompt) -> Iterator[str]:
    source = options_from(prompt)
    if source is not None:
        yield "Kies uit de antwoorden van daarnet."
        return
    if isinstance(prompt, PromptWithOptions) and prompt.choices(()):
        yield f"Kies uit: {' / '.join(prompt.choices(()))}."


# --- at the back ----------------------------------------------------------------------------------------------------


def _words(shelf: Shelf) -> Iterator[Block]:
    yield Heading("Moeilijke woorden", anchor="woorden")
    terms = sorted(shelf.shared.terms.values(), key=lambda term: term.term.casefold())
    yield Facts(tuple((term.term, term.explanation) for term in terms))


def _sources(shelf: Shelf) -> Iterator[Block]:
    """The sources of these exercises and of their facts."""
    facts = (shelf.shared.facts[code] for one in shelf.exercises for code in one.facts if code in shelf.shared.facts)
    codes = {code for one in shelf.exercises for code in one.sources} | {code for fact in facts for code in fact.origin}
    found = sorted((shelf.shared.sources[code] for code in codes if code in shelf.shared.sources), key=lambda s: s.code)
    yield Heading("Bronnen", anchor="bronnen")
    yield Facts(tuple((one.code, "\n".join(filter(None, (one.title, one.address)))) for one in found))


def _licence() -> Iterator[Block]:
    yield Heading("Gebruiken en delen", anchor="licentie")
    yield Paragraph(_TERMS)
    yield Paragraph(LICENCE_ADDRESS)
    yield Paragraph("De feiten en bronnen zijn van anderen. Kijk voor je een cijfer gebruikt of er een nieuwer is.")
