"""``vakken``: short texts, each in a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from armoede_toolbox.form import Boxes, Filled, Form, FormError
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts.base import Flaw, Prompt, Summary, Value, list_flaws
from armoede_toolbox.text import escape

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Line

FIELD: Final = "vakken"


class BoxesPrompt(Prompt):
    """A question that people answer with short texts, each in the box where it belongs."""

    word: ClassVar[str] = "vakken"
    gathers: ClassVar[bool] = True

    boxes: tuple[Line, ...]

    def flaws(self) -> Iterator[Flaw]:
        """The boxes differ."""
        yield from super().flaws()
        yield from list_flaws("boxes", self.boxes, at_least=1)

    def form(self, options: Sequence[str] = ()) -> Form:
        """Lines per box."""
        return Form((Boxes(name=FIELD, hint="Eén per regel. Een vak mag leeg blijven.", boxes=self.boxes),))

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The lines of the boxes that hold something."""
        return _reading.under(FIELD, lambda: self._boxed(_reading.part(filled, FIELD)))

    def _boxed(self, given: object) -> dict[str, list[str]]:
        by_box = _reading.by_option(given, self.boxes)
        found = _reading.gathered({box: partial(_reading.lines, of) for box, of in by_box.items()}, named=True)
        if not any(found.values()):
            raise FormError(_reading.EMPTY)
        return {box: lines for box, lines in found.items() if lines}

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Lists by box are their own form."""
        by_box = _reading.by_option(value, self.boxes)
        return {FIELD: {box: [_reading.written(x) for x in _reading.sequence(of)] for box, of in by_box.items()}}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """How many lines every box holds, and the lines box by box."""
        names = dict.fromkeys((*self.boxes, *(box for value in values for box in value)))
        together = {box: [line for value in values for line in value.get(box, ())] for box in names}
        rows = tuple((box, len(lines)) for box, lines in together.items())
        texts = tuple(f"{box}: {line}" for box, lines in together.items() for line in lines)
        return Summary("Dit schreven we per vak", rows, texts)

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The lines of all boxes."""
        return tuple(line for lines in (value or {}).values() for line in lines)

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """A bullet per box with its lines below it."""
        return _markdown.nested((escape(box), map(escape, lines)) for box, lines in value.items())

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The lines per box."""
        points = _markdown.read_nested(text)
        return {_markdown.plain(box): [_markdown.plain(line) for line in below] for box, below in points}
