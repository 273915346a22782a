"""The worksheet to read aloud, by somebody who reads with or for another: whole sentences in order, and no tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from armoede_toolbox import form as f
from armoede_toolbox.exercises import Step
from armoede_toolbox.prompts import Prompt
from armoede_toolbox.reporting.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Together,
    Tone,
    Voice,
    Writing,
)
from armoede_toolbox.reporting.outline import BLANK, Outline, options_from
from armoede_toolbox.reporting.worksheet import KIND, Place, manner
from armoede_toolbox.text import counted
from armoede_toolbox.vocabulary import Mode, Weight

_ORDER: Final = ("Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf", "Twaalf")
_FOR_READER: Final = (
    "Lees langzaam, en lees elke zin. Wacht na elke vraag.",
    "Schrijf op wat de ander zegt, in de eigen woorden. Lees het terug. Klopt het?",
    "Zeg niet wat jij ervan vindt, en kies niet voor de ander.",
)


def aloud(outline: Outline) -> Document:
    """The same questions as on the worksheet, as sentences to say."""
    blocks: list[Block] = [
        Paragraph("Hiermee lees je voor aan iemand die liever luistert.", Tone.LEAD),
        Bullets(_FOR_READER),
        Heading("Begin"),
        _said(" ".join(_opening(outline))),
    ]
    number = 0
    for part, step in enumerate(outline.steps, start=1):
        blocks += _step(outline, step, part)
        for prompt in outline.prompts(step):
            number += 1
            blocks.append(Together(tuple(_question(outline, step, prompt, number))))
    blocks += _closing(outline)
    kind = f"{KIND} {outline.exercise.label}, om voor te lezen"
    return Document(outline.exercise.title, tuple(blocks), kind, large=True)


def _said(text: str) -> Note:
    return Note("Zeg", text, Voice.SAY)


def _opening(outline: Outline) -> Iterator[str]:
    goal = outline.exercise.goal
    yield f"Deze oefening heet “{outline.exercise.title}”."
    yield f"Het doel: {goal[:1].lower()}{goal[1:]}"
    yield f"Het duurt {counted(outline.total, 'minuut', 'minuten')}."
    yield "Ik lees voor en ik schrijf voor je. Overslaan mag altijd. Je hoeft niet te zeggen waarom."
    yield "Noem geen namen van inwoners." if outline.mode is Mode.SOLO else "We noemen geen namen van inwoners."


def _step(outline: Outline, step: Step, part: int) -> Iterator[Block]:
    minutes = counted(step.lasts(outline.variant, outline.mode) or 0, "minuut", "minuten")
    title = outline.words(step.title, step)
    yield Heading(f"Deel {part}. {title}", aside=minutes)
    told = [outline.words(step.explanation, step)] if step.explanation else []
    yield _said(" ".join([f"Nu komt deel {part}. Het heet “{title}”, en het duurt {minutes}.", *told]))


# --- questions ------------------------------------------------------------------------------------------------------


def _question(outline: Outline, step: Step, prompt: Prompt, number: int) -> Iterator[Block]:
    yield Paragraph(f"Vraag {number}. {outline.words(prompt.text, step)}", Tone.QUESTION)
    help_ = [outline.words(prompt.help, step)] if prompt.help else []
    yield _said("\n".join([*help_, *_choices(prompt), *_where(outline, step, prompt)]))
    if prompt.stores and manner(outline, step, prompt).place is Place.HERE:
        yield Writing(2)


def _where(outline: Outline, step: Step, prompt: Prompt) -> Iterator[str]:
    """What happens with the answer, by whom it is heard, and that it may be left out."""
    how = manner(outline, step, prompt)
    if prompt.for_each:
        yield f"Deze vraag komt terug bij elk antwoord van daarnet: {BLANK}"
    if how.place is Place.SLIP:
        yield "Ik schrijf het voor je op, zonder naam. Ik zeg het tegen niemand. Fluisteren of wijzen mag."
    elif how.place is Place.NOWHERE:
        yield how.sentence
    elif outline.mode is Mode.SOLO:
        yield "Zeg het in je eigen woorden. Ik schrijf het op."
    else:
        yield f"{how.label}. Je zegt het tegen mij. Straks kies je zelf wat de anderen horen."


def _choices(prompt: Prompt) -> Iterator[str]:
    """What can be answered, read out."""
    source = options_from(prompt)
    if source is not None:
        other = f" Of zeg: {source.otherwise}." if source.otherwise else ""
        yield f"Kies uit de antwoorden van daarnet: {BLANK}{BLANK}{other}"
        return
    for field in prompt.form(()).fields:
        if told := _SAID[type(field)](field):
            yield told


def _listed(options: Sequence[str]) -> str:
    """Every option after its number, so that somebody can say the number."""
    numbered = (f"{_ORDER[n] if n < len(_ORDER) else n + 1}: {option.rstrip('.')}." for n, option in enumerate(options))
    return " ".join(numbered)


def _one_of(field: f.OneOf) -> str:
    if not field.options:
        return f"Kies er één: {BLANK}"
    return f"{_label(field)}Je kunt kiezen. {_listed([*field.options, *_other(field.other)])}"


def _other(other: str | None) -> list[str]:
    return [other] if other else []


def _some_of(field: f.SomeOf) -> str:
    most = f", hoogstens {field.at_most}" if field.at_most else ""
    return f"Je mag er meer kiezen{most}. {_listed([*field.options, *_other(field.other)])}".strip()


def _number(field: f.Number) -> str:
    if field.minimum is None or field.maximum is None:
        return f"{_label(field)}Noem een getal{f', in {field.unit}' if field.unit else ''}."
    return f"{_label(field)}{_scale(field.minimum, field.maximum, field.labels)}"


def _scale(low: int, high: int, labels: Mapping[int, str]) -> str:
    meanings = " ".join(f"{number} is: {label}." for number, label in sorted(labels.items()))
    return f"Geef een cijfer van {low} tot en met {high}. {meanings}".strip()


def _lines(field: f.Lines) -> str:
    if field.at_most == 1:
        return ""
    most = f" Hoogstens {field.at_most}." if field.at_most else ""
    return f"{_label(field)}Noem ze één voor één.{most}"


def _text(field: f.Text) -> str:
    if field.start:
        return f"Maak deze zin af: “{field.start} …”"
    return _label(field).strip()


def _order(field: f.Order) -> str:
    return f"Wat komt eerst, en wat daarna? {_listed(field.options)}".strip()


def _points(field: f.Points) -> str:
    return f"Je hebt {counted(field.total, 'stip', 'stippen')} om te verdelen. {_listed(field.options)}".strip()


def _boxes(field: f.Boxes) -> str:
    return f"Zeg bij elk vak wat erin komt. {_listed(field.boxes)}"


def _grid(field: f.Grid) -> str:
    return f"{_scale(field.minimum, field.maximum, field.labels)} Doe dat bij elke regel. {_listed(field.rows)}"


def _group(field: f.Group) -> str:
    """What belongs together, each as a sentence."""
    labels = [part.label.rstrip(".") for part in field.fields if part.label]
    return " ".join(label if label.endswith(("?", "…")) else f"{label}." for label in labels)


def _label(field: f.Field) -> str:
    return f"{field.label} " if field.label else ""


_SAID: Final[dict[type[f.Field], Callable[[Any], str]]] = {
    f.Text: _text,
    f.Lines: _lines,
    f.Number: _number,
    f.OneOf: _one_of,
    f.SomeOf: _some_of,
    f.Order: _order,
    f.Points: _points,
    f.Boxes: _boxes,
    f.Grid: _grid,
    f.Date: lambda _: "Noem een dag.",
    f.Group: _group,
    f.Totals: lambda _: "",
}
"""A new field adds one line here."""


# --- the end --------------------------------------------------------------------------------------------------------


def _closing(outline: Outline) -> Iterator[Block]:
    yield Heading("Afronden")
    yield _said("Dit was het. Wil je nog iets veranderen aan wat ik opschreef? Dat kan nu.")
    if outline.exercise.weight is Weight.HEAVY:
        yield _said(outline.exercise.aftercare or "Dit kan je raken. We stoppen rustig.")
        yield Paragraph(f"Praten kan met: {outline.contact or BLANK * 3}")
