"""``tijdlijn``: events in their order, each with how it felt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from armoede_toolbox.form import Filled, Form, Group, OneOf, Text
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Flaw, Prompt, Summary, Value, limit_flaws, list_flaws
from armoede_toolbox.text import escape
from armoede_toolbox.vocabulary import Feeling

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line, Whole

FIELD: Final = "gebeurtenissen"
ONE: Final = "gebeurtenis"
WHAT: Final = "wat"
FEELING: Final = "gevoel"
WHO: Final = "wie"
FEELINGS: Final = tuple(feeling.value for feeling in Feeling)


class TimelinePrompt(Prompt):
    """A question that people answer by walking along events."""

    word: ClassVar[str] = "tijdlijn"

    actors: tuple[Line, ...] = ()
    at_most: Whole | None = None

    def flaws(self) -> Iterator[Flaw]:
        """The actors differ, and there is room for an event."""
        yield from super().flaws()
        yield from list_flaws("actors", self.actors, at_least=0)
        yield from limit_flaws(1, self.at_most)

    def form(self, options: Sequence[str] = ()) -> Form:
        """An event after the other."""
        what = Text(name=WHAT, label="Wat gebeurt er?", multiline=False)
        feeling = OneOf(name=FEELING, label="Hoe voelt dat?", options=FEELINGS)
        who = OneOf(name=WHO, label="Wie doet dit?", options=self.actors, required=False)
        fields = (what, feeling, who) if self.actors else (what, feeling)
        return Form((Group(name=FIELD, fields=fields, at_least=1, at_most=self.at_most, one=ONE),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The events that hold something."""
        return _reading.under(FIELD, lambda: self._events(_reading.part(filled, FIELD)))

    def _events(self, given: object) -> list[dict[str, Any]]:
        found = _reading.repeated(_reading.sequence(given), ONE, self._event)
        _reading.enough(found, 1, self.at_most)
        return found

    def _event(self, given: object) -> dict[str, Any]:
        event = _reading.mapping(given)
        readers: dict[str, Callable[[], Any]] = {
            WHAT: lambda: _reading.required(event.get(WHAT), "Schrijf wat er gebeurt."),
            FEELING: lambda: _reading.chosen(event.get(FEELING), FEELINGS),
        }
        if _reading.line(event.get(WHO)):
            readers[WHO] = lambda: _reading.chosen(event[WHO], self.actors)
        return _reading.gathered(readers)

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Events as typed."""
        names = (WHAT, FEELING, WHO) if self.actors else (WHAT, FEELING)
        return {FIELD: [_reading.scalars(item, names) for item in _reading.sequence(value)]}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """The events in the order given, and how many of them felt how."""
        events = [event for value in values for event in value]
        felt = Counter(event[FEELING] for event in events)
        texts = tuple(f"{event[WHAT]} ({_how(event)})" for event in events)
        return Summary("Zo liep het", tuple((feeling, felt[feeling]) for feeling in FEELINGS), texts)

    def options_of(self, value: Value) -> tuple[str, ...]:
        """What happened."""
        return tuple(event[WHAT] for event in value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """A numbered line per event: how it felt, who did it, and what happened."""
        return _markdown.numbered(_markdown.labelled(_how(event), escape(event[WHAT])) for event in value)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The events in the order of the lines; their numbers are for people."""
        return [_event(piece) for piece in _markdown.read_items(text)]


def _how(event: dict[str, str]) -> str:
    return ", ".join(event[name] for name in (FEELING, WHO) if name in event)


def _event(piece: str) -> dict[str, str]:
    how, what = _markdown.read_labelled(piece)
    first, comma, who = how.partition(", ")
    feeling = _reading.match(first, FEELINGS)
    if feeling is None:
        raise ValueError("Een gebeurtenis begint met min, neutraal of plus.")
    event = {WHAT: _markdown.plain(what), FEELING: feeling}
    return event | ({WHO: who} if comma else {})
