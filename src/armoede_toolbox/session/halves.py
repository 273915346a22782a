"""What stood in a field when a session ended: an answer where its kind can read it, otherwise a note. Nothing is lost.

Half-typed text is kept per question and slot. When people round off or keep a session as it is, nobody comes back to
it, so it is settled here: a text, the lines of a list, agreements, or a count with zeros for what was not counted yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from armoede_toolbox.form import Filled, Form, FormError, Text, Totals
from armoede_toolbox.prompts import KINDS, Prompt
from armoede_toolbox.session import events
from armoede_toolbox.session.agenda import find_prompt, many, options_now
from armoede_toolbox.session.events import Event
from armoede_toolbox.session.fold import CLOSING_KEY, Given, Session

LINES = "regels"
"""The field in which many texts are typed at once, one on each line; the kind ``lijst`` has one of that name too."""


def settle(session: Session) -> Iterator[Event]:
    """The events that make answers of half-typed text, as far as it can be read."""
    for key, given in list(session.given.items()):
        if key == CLOSING_KEY:
            yield from _agreements(session, given)
            continue
        prompt = find_prompt(session, key) or find_prompt(session, key.rpartition(".")[0])
        for slot, filled in given.half.items() if prompt is not None and given.totals is None else ():
            if prompt is not None and slot not in given.voices:
                yield from _read(session, prompt, key, slot, filled)


def _agreements(session: Session, given: Given) -> Iterator[Event]:
    if session.agreements is not None or 0 not in given.half:
        return
    prompt = KINDS["afspraak"].from_file({"soort": "afspraak", "id": "afspraken", "tekst": "Afspraken"})
    try:
        yield events.agreed(prompt.read(given.half[0]))
    except FormError:
        return


def _read(session: Session, prompt: Prompt, key: str, slot: int, filled: Filled) -> Iterator[Event]:
    options = options_now(session, prompt)
    try:
        fields = prompt.form(options).fields
        if LINES in filled and isinstance(fields[0], Text):
            values = [prompt.read({fields[0].name: line}, options) for line in filled[LINES] if line.strip()]
            yield from [events.answered_by_all(key, values)] if values else []
        elif many(session, prompt) and (counted := _counted(prompt.totals_form(options), filled)):
            yield events.counted(key, prompt.read_totals(counted, options, session.setup.participants))
        else:
            yield events.answered(key, slot, prompt.read(filled, options))
    except FormError:
        return


def _counted(form: Form | None, filled: Filled) -> Filled | None:
    """A count that broke off, with zeros for the rest; ``None`` when the filled form is no count."""
    fields = [field for field in form.fields if isinstance(field, Totals)] if form is not None else []
    if not fields or not filled.keys() <= {field.name for field in fields}:
        return None
    return {
        field.name: {option: (filled.get(field.name) or {}).get(option) or "0" for option in field.options}
        for field in fields
    }


def left_over(given: Given) -> tuple[str, ...]:
    """Half-typed text that no kind could read, as lines for a note."""
    texts = [text for slot, filled in given.half.items() if slot not in given.voices for text in _texts(filled)]
    return tuple(f"Half getypt: {line}" for text in texts for line in text.split("\n") if line.strip())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
