"""``toon``: one exercise as it will run. Only reads.

``kies`` and ``start`` need a word of it and must be quick, so nothing at the top may load Pydantic, YAML or Rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import choosing
from armoede_toolbox.choosing import agenda_minutes
from armoede_toolbox.errors import Problem, ToolboxError
from armoede_toolbox.terminal.drawing import wrap
from armoede_toolbox.text import clean_line, listed, quoted, slug, spelled
from armoede_toolbox.vocabulary import (
    MODE_WORDS,
    NEED_WORDS,
    VARIANT_WORDS,
    WEIGHT_WORDS,
    Ending,
    Guests,
    Mode,
    Variant,
    Who,
)
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import (
    FORMAT,
    NO_HISTORY,
    History,
    beside,
    bullets,
    catalogue_of,
    days_done,
    done_before,
    fitting,
    history,
    labelled,
    written,
)

if TYPE_CHECKING:
    from armoede_toolbox.agreements import AgreementStatus
    from armoede_toolbox.exercises import Exercise, Step
    from armoede_toolbox.exercises.shared import Fact, Shared
    from armoede_toolbox.form import Field
    from armoede_toolbox.prompts import Prompt
    from armoede_toolbox.storage.library import Library


def show_exercise(
    house: House, name: str, mode: Mode | None = None, minutes: int | None = None, team: str | None = None
) -> Shown:
    """One exercise as it will run, with what came of it when the team did it before.

    Raises ``ToolboxError`` when the name, the mode, the time or the team does not fit.
    """
    from armoede_toolbox.storage.library import Library

    library = Library.load(house.places.exercises)
    exercise = _found(library, name)
    chosen = _mode_of(exercise, mode)
    variant = _variant_of(house, exercise, chosen, minutes)
    mine = [str(found.path) for found in library.found if found.exercise is exercise]
    named = tuple(notice for notice in library.notices if any(path in notice for path in mine))
    titles = {one.id: one.title for one in library.exercises}
    past = history(house, team)
    last = _last_time(house, past, exercise.id)
    return Shown(
        exercise, library.shared, titles, chosen, variant, mine[0], house.today(), named, past.problems, past, last
    )


def _last_time(house: House, past: History, exercise: str) -> tuple[AgreementStatus, ...]:
    """The agreements of the last time."""
    days = past.of(exercise)
    if past.team is None or not days:
        return ()
    from armoede_toolbox.workflows.earlier import agreed_on

    return agreed_on(house, past.team, exercise, days[-1])


def _found(library: Library, name: str) -> Exercise:
    """The exercise; when it is not there because its file is broken, that is said too."""
    try:
        return library.find(name)
    except ToolboxError as error:
        wanted = slug(name)
        broken = [problem for problem in library.problems if wanted in Path(problem.where).name]
        raise ToolboxError([*error.problems, *broken]) from None


def _mode_of(exercise: Exercise, mode: Mode | None) -> Mode:
    if mode is None or mode in exercise.modes:
        return mode or exercise.modes[0]
    ways = listed([MODE_WORDS[way] for way in exercise.modes], "of")
    what = f"{quoted(exercise.title)} kun je niet {MODE_WORDS[mode]} doen."
    raise ToolboxError(what, "", f"Deze oefening doe je {ways}. Of kies een andere met: armoede kies")


def _variant_of(house: House, exercise: Exercise, mode: Mode, minutes: int | None) -> Variant:
    from armoede_toolbox.session.agenda import variant_for
    from armoede_toolbox.workflows.starting import too_short

    variant = variant_for(exercise.variants_in(mode), minutes)
    if variant is not None:
        return variant
    raise too_short(house, exercise, mode, minutes or 0)


def in_its_place(house: House, exercise: str, mode: Mode, minutes: int) -> str:
    """The two nearest exercises that do fit in the time, as a sentence; empty when there are none."""
    cards, _ = catalogue_of(house)
    own = [card for card in cards if card.id == exercise]
    found = choosing.instead(own[0], cards, mode, minutes, house.today()) if own else []
    names = [f"{quoted(one.card.title)} ({one.card.number}, {one.agenda_minutes} minuten)" for one in found]
    if not names:
        return ""
    return f"Wel {'past' if len(names) == 1 else 'passen'}: {listed(names)}."


@dataclass(frozen=True, slots=True)
class Shown:
    """One exercise in one mode and variant, for people and for scripts."""

    exercise: Exercise
    shared: Shared
    titles: Mapping[str, str]
    mode: Mode
    variant: Variant
    path: str
    today: date
    """A fact says how old it is."""
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    past: History = NO_HISTORY
    agreed: tuple[AgreementStatus, ...] = ()
    """What the team agreed the last time."""

    @property
    def agenda(self) -> int:
        """The time in the agenda."""
        return agenda_minutes(self.exercise.lasts(self.variant, self.mode))

    def text(self, width: int = 80) -> str:
        """Everything of it, in the order in which people need it."""
        room = fitting(width)
        parts = [_header(self, room), _before(self.exercise, room), _course(self, room)]
        parts += [_for_facilitator(self.exercise, room), _behind(self, room), _after(self, room)]
        parts.append(_before_now(self, room))
        return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))

    def data(self) -> dict[str, Any]:
        """The exercise as its file says it, and what was chosen."""
        chosen = {
            "vorm": self.mode.value,
            "variant": self.variant.value,
            "minuten": self.exercise.lasts(self.variant, self.mode),
            "agenda": self.agenda,
        }
        return {
            "formaat": FORMAT,
            "oefening": {
                **self.exercise.to_file(),
                "bestand": self.path,
                "gekozen": chosen,
                "gedaan_op": days_done(self.past, self.exercise.id),
                "afgesproken": None if self.past.days is None else list(map(_agreed_data, self.agreed)),
            },
        }


def _header(shown: Shown, width: int) -> Iterator[str]:
    exercise = shown.exercise
    yield from wrap(exercise.title, width, f"{exercise.number}  ")
    yield ""
    yield from wrap(exercise.goal, width)
    yield ""
    rows = (
        ("Wat willen jullie", NEED_WORDS[exercise.learning_need]),
        ("Gaat over", listed(exercise.themes)),
        ("Voor", listed([audience.value for audience in exercise.audience])),
        ("Met wie", listed([_with(exercise, mode) for mode in exercise.modes], "of") + _GUESTS[exercise.guests]),
        ("Tijd in de agenda", _lengths(shown)),
        ("Hoe zwaar", WEIGHT_WORDS[exercise.weight]),
        ("Werkvorm", exercise.method),
    )
    yield from labelled(rows, width)


_GUESTS: Final = {
    Guests.NO: "",
    Guests.MAY: "; een ervaringsdeskundige kan meedoen",
    Guests.YES: "; een ervaringsdeskundige doet mee",
}


def _with(exercise: Exercise, mode: Mode) -> str:
    least, most = exercise.people(mode)
    return MODE_WORDS[mode] + (f" ({least} tot {most} mensen)" if mode is Mode.TEAM else "")


def _lengths(shown: Shown) -> str:
    lengths = shown.exercise.variants_in(shown.mode).items()
    times = [f"{agenda_minutes(length)} minuten ({VARIANT_WORDS[variant]})" for variant, length in lengths]
    return f"{listed(times, 'of')}, met begin en einde"


def _before(exercise: Exercise, width: int) -> Iterator[str]:
    parts: list[list[str]] = []
    if exercise.needed:
        parts.append(["Nodig", *bullets(exercise.needed, width)])
    for title, text in (("Vooraf", exercise.preparation), ("Let op", exercise.caution)):
        parts += [[title, *wrap(text, width, "  ")]] if text else []
    yield from _apart(parts)


def _apart(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for index, part in enumerate(parts):
        yield from ([""] if index else [])
        yield from part


# --- its course -----------------------------------------------------------------------------------------------------


def _course(shown: Shown, width: int) -> Iterator[str]:
    head = f"Zo loopt het {MODE_WORDS[shown.mode]} ({VARIANT_WORDS[shown.variant]})"
    yield from beside("", head, f"{shown.agenda} min", width)
    yield ""
    yield from beside("   ", "Begin", "1 min", width)
    for number, step in enumerate(shown.exercise.steps_in(shown.variant, shown.mode), start=1):
        yield ""
        yield from _step(shown, number, step, width)
    yield ""
    yield from beside("   ", _ending(shown), "1 min", width)


def _ending(shown: Shown) -> str:
    """Agreements are made at the end, unless a question asked for them already."""
    steps = shown.exercise.steps_in(shown.variant, shown.mode)
    kinds = {prompt.kind for step in steps for prompt in step.prompts_in(shown.variant, shown.mode)}
    asked = shown.exercise.ending is Ending.AGREEMENT and "afspraak" not in kinds
    return "Einde: hoogstens twee afspraken" if asked else "Einde: teruglezen"


def _step(shown: Shown, number: int, step: Step, width: int) -> Iterator[str]:
    minutes = step.minutes.of(shown.variant) or 0
    yield from beside(f"{number:>2} ", step.title, f"{minutes} min", width)
    if step.swap and shown.mode is Mode.PAIR:
        yield from wrap("Wissel hier van rol.", width, "   ")
    for prefix, text in (("", step.explanation), ("Zeg: ", step.say), ("Doe: ", step.do)):
        if text:
            yield from wrap(_filled(shown, text, minutes), width, f"   {prefix}")
    for prompt in step.prompts_in(shown.variant, shown.mode):
        yield ""
        yield from _prompt(shown, prompt, minutes, width)


def _filled(shown: Shown, text: str, minutes: int | None = None) -> str:
    """A text with its minutes; where an earlier answer will stand, it says so."""
    from armoede_toolbox.exercises.wording import fill_in

    ids = [prompt.id for step in shown.exercise.steps for prompt in step.prompts]
    place = "[je antwoord]" if shown.mode is Mode.SOLO else "[jullie antwoord]"
    return fill_in(text, {name: [place] for name in ids}, minutes=minutes)


def _prompt(shown: Shown, prompt: Prompt, minutes: int, width: int) -> Iterator[str]:
    manner = _manner(shown, prompt)
    label = f"Vraag ({manner}):" if manner else "Vraag:"
    yield from wrap(f"{label} {_filled(shown, prompt.text, minutes)}", width, "   ", 6)
    details = [prompt.help, *_repeated(shown, prompt), *_choosing_from(shown, prompt)]
    for detail in filter(None, details):
        yield from wrap(detail, width, " " * 6)
    for field in _fields(prompt):
        yield from bullets(_options(field), width, 6)
    yield from _example(prompt, width)


def _manner(shown: Shown, prompt: Prompt) -> str:
    """How the answers come in, in a few words."""
    if not prompt.stores:
        return "alleen bespreken"
    if shown.mode is not Mode.TEAM:
        together = "ieder" if prompt.who is Who.EACH else "samen"
        return "" if shown.mode is Mode.SOLO else together
    if prompt.who is Who.TOGETHER:
        return "samen"
    who = "ieder" if prompt.who is Who.EACH else "in tweetallen"
    way = (prompt.collecting or prompt.collecting_default).value
    return f"{who}{', stil' if prompt.silent else ''}, daarna {way}"


def _repeated(shown: Shown, prompt: Prompt) -> Iterator[str]:
    if prompt.for_each:
        yield f"Deze vraag komt terug voor elk antwoord op {quoted(_text_of(shown, prompt.for_each))}"


def _choosing_from(shown: Shown, prompt: Prompt) -> Iterator[str]:
    from armoede_toolbox.prompts import OptionsFrom, PromptWithOptions

    if isinstance(prompt, PromptWithOptions) and isinstance(prompt.options, OptionsFrom):
        otherwise = f" Of: {quoted(prompt.options.otherwise)}" if prompt.options.otherwise else ""
        yield f"Je kiest uit de antwoorden op {quoted(_text_of(shown, prompt.options.source_prompt))}{otherwise}"


def _text_of(shown: Shown, prompt_id: str) -> str:
    texts = {prompt.id: prompt.text for step in shown.exercise.steps for prompt in step.prompts}
    return _filled(shown, texts.get(prompt_id, prompt_id))


def _fields(prompt: Prompt) -> tuple[Field, ...]:
    """The form tells what there is to choose, whatever the kind."""
    return prompt.form(()).fields


def _options(field: Field) -> Iterator[str]:
    from armoede_toolbox import form

    match field:
        case form.OneOf() | form.SomeOf():
            yield from (*field.options, *([field.other] if field.other else []))
        case form.Order() | form.Points():
            yield from field.options
        case form.Boxes():
            yield from field.boxes
        case form.Grid():
            yield from field.rows
            yield _scale(field.minimum, field.maximum, field.labels)
        case form.Number() if field.minimum is not None and field.maximum is not None:
            yield " ".join(filter(None, (_scale(field.minimum, field.maximum, field.labels), field.unit)))


def _scale(least: int, most: int, labels: Mapping[int, str]) -> str:
    words = "; ".join(f"{number} is {label}" for number, label in sorted(labels.items()))
    return f"van {least} tot {most}" + (f" ({words})" if words else "")


def _example(prompt: Prompt, width: int) -> Iterator[str]:
    if prompt.example is None:
        return
    lines = _in_words(prompt).split("\n")
    if len(lines) == 1:
        yield from wrap(lines[0].removeprefix("- "), width, " " * 6 + "Bijvoorbeeld: ", 8)
        return
    yield " " * 6 + "Bijvoorbeeld:"
    for line in lines:
        indent = 8 + len(line) - len(line.lstrip())
        yield from wrap(line.strip(), width, " " * indent, indent + 2)


def _in_words(prompt: Prompt) -> str:
    """The example as it would stand in the logbook."""
    from armoede_toolbox.form import FormError
    from armoede_toolbox.text import unescape

    try:
        return unescape(prompt.to_markdown(prompt.read(prompt.fill(prompt.example))))
    except FormError:  # its options come from an answer that is not there yet
        return "; ".join(prompt.options_of(prompt.example)) or str(prompt.example)


# --- what surrounds it ----------------------------------------------------------------------------------------------


def _for_facilitator(exercise: Exercise, width: int) -> Iterator[str]:
    notes = exercise.facilitator
    rows = (
        ("Als het stokt", notes.when_stuck),
        ("Als het klaagt", notes.when_complaining),
        ("Als het raakt", notes.when_touched),
        ("Nazorg", exercise.aftercare),
    )
    told = [f"  {line}" for line in labelled(rows, width - 2)]
    if notes.sentences or told:
        yield "Voor wie begeleidt"
        yield from bullets(notes.sentences, width)
        yield from told


def _behind(shown: Shown, width: int) -> Iterator[str]:
    parts = [["Achtergrond", *wrap(shown.exercise.background, width, "  ")]]
    facts = [shown.shared.facts[code] for code in shown.exercise.facts if code in shown.shared.facts]
    if facts:
        parts.append(
            [
                "Feiten",
                *(line for fact in facts for line in wrap(_fact(fact, shown.today.year), width, f"  {fact.id}  ")),
            ]
        )
    sources = list(_sources(shown, facts, width))
    if sources:
        parts.append(["Bronnen", *sources])
    yield from _apart(parts)


def _fact(fact: Fact, year: int) -> str:
    from armoede_toolbox.exercises.shared import stated

    known = [f"peiljaar {fact.reference_year}" if fact.reference_year else ""]
    known += [f"bron {listed(fact.origin)}" if fact.origin else ""]
    place = ", ".join(filter(None, known))
    return stated(fact, year) + (f" ({place})" if place else "")


def _sources(shown: Shown, facts: Iterable[Fact], width: int) -> Iterator[str]:
    """The sources of the exercise and of its facts; an address stays whole, so that it can be copied."""
    codes = dict.fromkeys([*shown.exercise.sources, *(code for fact in facts for code in fact.origin)])
    sources = [shown.shared.sources[code] for code in codes if code in shown.shared.sources]
    broad = max((len(source.code) for source in sources), default=0)
    for source in sources:
        yield from wrap(source.title, width, f"  {source.code:<{broad}}  ")
        yield from ([f"  {' ' * broad}  {clean_line(source.address)}"] if source.address else [])


def _after(shown: Shown, width: int) -> Iterator[str]:
    exercise = shown.exercise
    rows = (
        ("Hierna past", listed([quoted(shown.titles.get(one, one)) for one in exercise.follow_up], "of")),
        ("Gemaakt door", ", ".join(filter(None, (exercise.author, exercise.organisation)))),
        ("Naar een idee van", exercise.based_on),
        ("Licentie", exercise.licence),
        ("Gewijzigd", _day(exercise.changed)),
    )
    yield from labelled(rows, width)
    yield ""
    yield from wrap(how_to_start(exercise.number, exercise.modes, shown.mode, shown.agenda), width)


def how_to_start(number: str, modes: Sequence[Mode], mode: Mode, minutes: int) -> str:
    """The command that starts this; the mode only where there is more than one."""
    way = f" --vorm {mode.value}" if len(modes) > 1 else ""
    return f"Beginnen: armoede start {number}{way} --tijd {minutes}"


def _before_now(shown: Shown, width: int) -> Iterator[str]:
    """When the team did it, and what came of what it agreed the last time."""
    from armoede_toolbox.workflows.earlier import word_for

    for said in done_before(shown.past.of(shown.exercise.id), shown.today):
        yield from wrap(f"{said[0].upper()}{said[1:]}.", width)
    if shown.agreed:
        yield from wrap("Toen spraken jullie af:", width)
        yield from bullets((f"{one.what} ({word_for(one)})" for one in shown.agreed), width)


def _agreed_data(status: AgreementStatus) -> dict[str, Any]:
    from armoede_toolbox.agreements import to_json

    return to_json(status) | {"bestand": written(Path(status.where))}


def _day(written: str | None) -> str | None:
    try:
        return spelled(date.fromisoformat(written)) if written else None
    except ValueError:
        return written
