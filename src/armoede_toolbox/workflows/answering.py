"""An answers file in place of a conversation (DESIGN, chapter 3).

The exercise decides what belongs under a key, not the shape of the value: where one shared answer is asked the key
holds the value, where everybody is asked it holds a list or ``{tellen: …}``. Every problem is reported at once, with
its line, before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.dates import parse as parse_date
from armoede_toolbox.errors import Problem, ToolboxError, batch
from armoede_toolbox.form import FormError
from armoede_toolbox.session import Asked, Kind, Place, Session, agenda, events
from armoede_toolbox.session.agenda import find_prompt, many, must_warn
from armoede_toolbox.session.events import Event, Keep, SmallGroup, When
from armoede_toolbox.session.look_back import named
from armoede_toolbox.session.record import CLOSING_QUESTION
from armoede_toolbox.session.signals import OWN, candidates
from armoede_toolbox.signals import same
from armoede_toolbox.text import clean_line, listed, nearest, quoted
from armoede_toolbox.vocabulary import Outcome, Sharing
from armoede_toolbox.workflows.closing import CLOSING_PROMPT
from armoede_toolbox.yamltext import Document, YamlError, load

PASS: Final = "/pas"
COUNT: Final = "tellen"
VALUE: Final = "waarde"
PERSPECTIVE: Final = "perspectief"
SHARING_KEY: Final = "delen"
KEEP_KEY: Final = "bewaren"
LOOK_BACK_KEY: Final = "terugblik"
_LOOKED: Final = ("afspraak", "stand", "woord")
"""What an item of the look-back holds; the word may be left out."""
SIGNALS_KEY: Final = "signalen"
_CLOSING_KEYS: Final = (CLOSING_QUESTION, SIGNALS_KEY, SHARING_KEY, KEEP_KEY)
Loc = tuple[str | int, ...]


def read_answers(path: Path) -> Document:
    """The answers file as text scalars. Raises ``ToolboxError`` with the place of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ToolboxError("Dit antwoordenbestand bestaat niet.", str(path), "Kijk de naam en de map na.") from None
    except (OSError, UnicodeDecodeError):
        do = "Bewaar het als tekst (UTF-8) op een plek die je mag lezen."
        raise ToolboxError("Dit antwoordenbestand kunnen we niet lezen.", str(path), do) from None
    try:
        document = load(text, as_text=True)
    except YamlError as error:
        raise ToolboxError(error.what, f"{path}, regel {error.line}, teken {error.column}", error.do) from None
    if not isinstance(document.data, dict):
        raise ToolboxError(
            "Een antwoordenbestand heeft regels als “vraag: antwoord”.",
            str(path),
            "Zet op elke regel een vraag en het antwoord. Bijvoorbeeld: wat-moet-ik-doen: Bellen voor 1 maart",
        )
    return document


def answer(session: Session, document: Document, path: Path, today: date) -> list[Event]:
    """All events that an answers file stands for; applied to ``session`` as well.

    Raises one ``ToolboxError`` with every problem. Nothing outside ``session`` is touched.
    """
    reading = _Reading(session, document, path, today)
    while (place := _next(session, reading)) is not None:
        reading.visit(place)
    reading.unknown_keys()
    batch(reading.problems)
    return reading.events


def _next(session: Session, reading: _Reading) -> Place | None:
    return next((place for place in agenda(session) if place.id not in session.done | reading.failed), None)


class _Bad(Exception):
    """A value that cannot be used; the problem is already noted."""


@dataclass(slots=True)
class _Reading:
    session: Session
    document: Document
    path: Path
    today: date
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)
    """Prompts whose answer could not be used; what depends on them is not judged."""

    def visit(self, place: Place) -> None:
        """Answer one place, or note what is wrong with its answer."""
        try:
            if must_warn(self.session, place):
                self.record(events.small_group(SmallGroup.WRITE))
            for asked in place.asked if place.kind in (Kind.ASK, Kind.ROUND) else ():
                self._question(asked)
            if place.kind in _RESERVED:
                _RESERVED[place.kind](self)
        except _Bad:
            self.failed.add(place.id)
            self.bad.update(asked.prompt.id for asked in place.asked)
            return
        self.record(events.done(place.id))

    def record(self, event: Event) -> None:
        """Keep the event and apply it, so that later options know it."""
        self.events.append(event)
        self.session.apply(event)

    # --- questions ----------------------------------------------------------------------------------------------

    def _question(self, asked: Asked) -> None:
        found = self._found(asked)
        if not asked.prompt.stores:
            return
        if found is None:
            if not asked.prompt.refers_to() & self.bad:
                self.note(
                    (asked.key,), f"Er is geen antwoord op {quoted(asked.key)}.", f"Geef er een, of schrijf {PASS}."
                )
            raise _Bad
        loc, raw = found
        if _is_pass(raw):
            self.record(events.passed(asked.key, 0))
        elif not many(self.session, asked.prompt):
            self.record(events.answered(asked.key, 0, self._value(asked, raw, loc)))
        elif isinstance(raw, dict) and set(raw) == {COUNT}:
            self.record(events.counted(asked.key, self._totals(asked, raw[COUNT], (*loc, COUNT))))
        else:
            self._many(asked, raw, loc)

    def _found(self, asked: Asked) -> tuple[Loc, Any] | None:
        """The value under the key; a repeated question may also be a list with one item per repetition."""
        data = self.document.data
        if asked.key in data:
            self.used.add(asked.key)
            return (asked.key,), data[asked.key]
        base, _, number = asked.key.rpartition(".")
        if base and base in data:
            self.used.add(base)
            repeated = data[base]
            if _is_pass(repeated):
                return (base,), repeated
            if isinstance(repeated, list) and len(repeated) >= int(number):
                return (base, int(number) - 1), repeated[int(number) - 1]
        return None

    def _many(self, asked: Asked, raw: Any, loc: Loc) -> None:
        if not isinstance(raw, list):
            what = f"Bij {quoted(asked.key)} antwoordt iedereen. Daar hoort een lijst."
            self.note(loc, what, "Zet elk antwoord op een eigen regel met een streepje ervoor.")
            raise _Bad
        self._not_too_many(asked, raw, loc)
        problems = len(self.problems)
        for slot, item in enumerate(raw):
            self._slot(asked, slot, item, (*loc, slot))
        if len(self.problems) > problems:
            raise _Bad

    def _not_too_many(self, asked: Asked, raw: list[Any], loc: Loc) -> None:
        people = self.session.setup.participants
        if len(raw) > people and not asked.prompt.gathers:
            what = f"Bij {quoted(asked.key)} staan {len(raw)} antwoorden. Jullie zijn met {people}."
            self.note(loc, what, "Haal er een paar weg, of geef --deelnemers.")
            raise _Bad

    def _slot(self, asked: Asked, slot: int, item: Any, loc: Loc) -> None:
        perspective = None
        if isinstance(item, dict) and VALUE in item and set(item) <= {VALUE, PERSPECTIVE}:
            perspective, item, loc = item.get(PERSPECTIVE), item[VALUE], (*loc, VALUE)
        if _is_pass(item):
            self.record(events.passed(asked.key, slot))
            return
        try:
            self.record(events.answered(asked.key, slot, self._value(asked, item, loc), perspective))
        except _Bad:
            return

    def _value(self, asked: Asked, raw: Any, loc: Loc) -> Any:
        try:
            prepared = self._dated(_unslashed(raw)) if asked.prompt.kind == "afspraak" else _unslashed(raw)
            return asked.prompt.read(asked.prompt.fill(prepared, asked.options), asked.options)
        except FormError as error:
            self._faults(asked.key, error, loc)
            raise _Bad from None

    def _totals(self, asked: Asked, raw: Any, loc: Loc) -> Any:
        try:
            filled = asked.prompt.fill_totals(raw, asked.options)
            return asked.prompt.read_totals(filled, asked.options, self.session.setup.participants)
        except FormError as error:
            self._faults(asked.key, error, loc)
            raise _Bad from None

    def _dated(self, raw: Any) -> Any:
        """Dutch dates of agreements become ISO dates; what is no date stays, and its kind says so."""
        if not isinstance(raw, list):
            return raw
        return [self._dated_item(item) if isinstance(item, dict) else item for item in raw]

    def _dated_item(self, item: dict[str, Any]) -> dict[str, Any]:
        days = {key: parse_date(str(item[key]), self.today) for key in ("klaar_op", "terugkijken_op") if item.get(key)}
        return item | {key: day.isoformat() for key, day in days.items() if day is not None}

    # --- the look-back ------------------------------------------------------------------------------------------

    def look_back(self) -> None:
        """What became of earlier agreements; absent is that nobody looked back."""
        self.used.add(LOOK_BACK_KEY)
        raw = self.document.data.get(LOOK_BACK_KEY)
        if raw is None or _is_pass(raw):
            self.record(events.looking_back(When.SKIPPED))
            return
        self.record(events.looking_back(When.FIRST))
        problems = len(self.problems)
        for number, item in enumerate(raw if isinstance(raw, list) else [raw]):
            self._looked_back(item, (LOOK_BACK_KEY, number))
        if len(self.problems) > problems:
            raise _Bad

    def _looked_back(self, item: Any, loc: Loc) -> None:
        texts = {key: clean_line(text) for key, text in item.items() if text} if _is_looked(item) else {}
        which, how = (texts.get(key) for key in _LOOKED[:2])
        if not which or not how:
            do = "Schrijf het zo: {afspraak: De brief herschrijven, stand: gedaan, woord: met z’n tweeën}"
            self.note(loc, "Bij een terugblik horen een afspraak en een stand.", do)
        elif how not in list(Outcome):
            what = f"{quoted(how)} kennen we niet bij {quoted(_LOOKED[1])}."
            self.note((*loc, _LOOKED[1]), what, f"Kies uit: {listed(list(Outcome), 'of')}.")
        elif not (found := named(which, self.session.setup.due)):
            close = nearest(which, [due.what for due in self.session.setup.due], 1)
            do = f"Bedoel je {quoted(close[0])}?" if close else "Kijk met: armoede afspraken lijst --open"
            self.note((*loc, _LOOKED[0]), f"De afspraak {quoted(which)} staat niet open.", do)
        else:
            for due in found:
                self.record(events.looked_back(due.id, due.what, Outcome(how), texts.get(_LOOKED[2])))

    # --- the closing --------------------------------------------------------------------------------------------

    def agreements(self) -> None:
        """The agreements of the closing; absent is none."""
        self.used.add(CLOSING_QUESTION)
        raw = self.document.data.get(CLOSING_QUESTION)
        if raw is None or _is_pass(raw):
            self.record(events.agreed([]))
            return
        asked = Asked(CLOSING_QUESTION, CLOSING_PROMPT, -1, CLOSING_PROMPT.text)
        self.record(events.agreed(self._value(asked, raw, (CLOSING_QUESTION,))))

    def signals(self) -> None:
        """What was marked for policy or politics; absent is nothing."""
        self.used.add(SIGNALS_KEY)
        raw = self.document.data.get(SIGNALS_KEY)
        if raw is None or _is_pass(raw):
            return
        known = {same(one.what): one.question for one in candidates(self.session)}
        items = enumerate(raw if isinstance(raw, list) else [raw])
        found = [self._signal(item, (SIGNALS_KEY, number), known) for number, item in items]
        self.record(events.signalled(found))

    def _signal(self, item: Any, loc: Loc, known: Mapping[str, str]) -> dict[str, Any]:
        given = item if isinstance(item, dict) else {"wat": item}
        texts = {name: clean_line(text) for name, text in _unslashed(given).items() if isinstance(text, str)}
        if not texts.get("wat") or not given.keys() <= {"wat", "voor_wie"} or len(texts) < len(given):
            what = "Een signaal is een tekst, of een tekst met voor wie het is."
            self.note(loc, what, "Schrijf het zo: {wat: De brief is te moeilijk, voor_wie: de gemeente}")
            raise _Bad
        return texts | {"vraag": known.get(same(texts["wat"]), OWN)}

    def sharing(self) -> None:
        """What may leave; absent is only the agreements."""
        self.record(events.shared(Sharing(self._word(SHARING_KEY, [way.value for way in Sharing]))))

    def keep(self) -> None:
        """What is kept of a heavy exercise alone; absent is all."""
        self.record(events.kept(Keep(self._word(KEEP_KEY, [way.value for way in Keep]))))

    def _word(self, key: str, words: list[str]) -> str:
        self.used.add(key)
        word = str(self.document.data.get(key) or words[0])
        if word not in words:
            self.note((key,), f"{quoted(word)} kennen we niet bij {quoted(key)}.", f"Kies uit: {listed(words, 'of')}.")
            raise _Bad
        return word

    # --- problems -----------------------------------------------------------------------------------------------

    def note(self, loc: Loc, what: str, do: str) -> None:
        """A problem with the line where it stands."""
        place = self.document.at(loc)
        self.problems.append(Problem(what, f"{self.path}, regel {place.line}", do))

    def _faults(self, key: str, error: FormError, loc: Loc) -> None:
        for _, sentence in error.faults:
            self.note(loc, f"Bij {quoted(key)}: {sentence}", "Verander dit antwoord en probeer het opnieuw.")

    def unknown_keys(self) -> None:
        """Keys that are no question of this variant and mode."""
        known = [*_keys(self.session), *_CLOSING_KEYS]
        for key in self.document.data:
            if key == LOOK_BACK_KEY and key not in self.used:
                what = "Hier valt niet terug te blikken. Er staat niets open, of de oefening vraagt er zelf naar."
                self.note((key,), what, f"Haal {quoted(LOOK_BACK_KEY)} weg.")
                continue
            if key in self.used or key in _CLOSING_KEYS or self._belongs(str(key)):
                continue
            close = nearest(str(key), known, 1)
            do = f"Bedoel je {quoted(close[0])}?" if close else f"De vragen zijn: {listed(known)}."
            self.note((key,), f"{quoted(str(key))} is geen vraag van deze oefening in deze vorm en tijd.", do)

    def _belongs(self, key: str) -> bool:
        """A key of something that was not reached because an earlier answer is wrong."""
        base = key.rpartition(".")[0] or key
        return find_prompt(self.session, base) is not None and (bool(self.failed) or key in _keys(self.session))


def _keys(session: Session) -> list[str]:
    setup = session.setup
    steps = setup.exercise.steps_in(setup.variant, setup.mode)
    return [prompt.id for step in steps for prompt in step.prompts_in(setup.variant, setup.mode)]


def _is_pass(raw: Any) -> bool:
    return isinstance(raw, str) and raw.strip().lower() == PASS


def _unslashed(raw: Any) -> Any:
    """``//pas`` is the text ``/pas``."""
    if isinstance(raw, str):
        return raw[1:] if raw.startswith("//") else raw
    if isinstance(raw, list):
        return [_unslashed(item) for item in raw]
    return {key: _unslashed(item) for key, item in raw.items()} if isinstance(raw, dict) else raw


def _is_looked(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.keys() <= set(_LOOKED) and all(isinstance(text, str) for text in raw.values())


_RESERVED: Final = {
    Kind.WHEN: _Reading.look_back,
    Kind.AGREEMENTS: _Reading.agreements,
    Kind.READ_BACK: _Reading.signals,
    Kind.SHARING: _Reading.sharing,
    Kind.KEEP: _Reading.keep,
}


def free_texts(found: list[Event]) -> Iterator[str]:
    """Every text in the answers, for the privacy scan."""
    for event in found:
        if event["wat"] in ("antwoord", "afspraken", "signalen"):
            yield from _texts(event["waarde"])
        elif event["wat"] == "teruggeblikt":
            yield from _texts(event["woord"])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


__all__ = ["answer", "free_texts", "read_answers"]
