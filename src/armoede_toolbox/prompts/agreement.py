"""``afspraak``: who does what, when people look back at it, and what a resident will notice.

Where several organisations take part, ``with_levels`` also asks whose agreement it is, and on which level. Answers and
files may name those always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from armoede_toolbox.form import Date, Field, Filled, Form, Group, OneOf, Text
from armoede_toolbox.prompts import _markdown, _reading
from armoede_toolbox.prompts._scalars import parse_day
from armoede_toolbox.prompts.base import Flaw, Prompt, Summary, Value, limit_flaws
from armoede_toolbox.text import escape
from armoede_toolbox.vocabulary import Level

if TYPE_CHECKING:
    from armoede_toolbox.prompts.types import Whole

FIELD: Final = "afspraken"
ONE: Final = "afspraak"
WHAT: Final = "wat"
WHO: Final = "wie"
ORGANISATION: Final = "organisatie"
LEVEL: Final = "niveau"
LEVELS: Final = tuple(level.value for level in Level)
READY: Final = "klaar_op"
BACK: Final = "terugkijken_op"
NOTICES: Final = "inwoner_merkt"
KEYS: Final = (WHAT, WHO, ORGANISATION, LEVEL, READY, BACK, NOTICES)
DAYS: Final = (READY, BACK)
LABELS: Final = {
    WHO: "wie",
    ORGANISATION: "organisatie",
    LEVEL: "niveau",
    READY: "klaar op",
    BACK: "terugkijken op",
    NOTICES: "een inwoner merkt",
}
"""How the parts of an agreement are named in a journal."""
NO_AGREEMENT: Final = "*geen afspraak*"


class AgreementPrompt(Prompt):
    """A question that people answer with a few agreements; none is a full answer."""

    word: ClassVar[str] = "afspraak"
    levels: ClassVar[bool] = False
    """Whether it asks to which organisation and level an agreement belongs."""

    at_most: Whole = 2

    def with_levels(self) -> AgreementPrompt:
        """The same question, where several organisations take part."""
        return _WithLevels.made(vars(self), self.given)

    def flaws(self) -> Iterator[Flaw]:
        """There is room for an agreement."""
        yield from super().flaws()
        yield from limit_flaws(0, self.at_most)

    def form(self, options: Sequence[str] = ()) -> Form:
        """What and who per agreement; then once when to look back, and what a resident notices."""
        what = Text(name=WHAT, label="Wat spreken jullie af?", multiline=False)
        who = Text(name=WHO, label="Wie doet dat? Een team, een rol of een voornaam.", multiline=False, required=False)
        return Form(
            (
                Group(
                    name=FIELD, fields=(what, who, *self._belonging()), at_most=self.at_most, one=ONE, required=False
                ),
                Date(name=BACK, label="Wanneer zien jullie elkaar weer?", required=False, only_with=FIELD),
                Text(
                    name=NOTICES,
                    label="Wat merkt een inwoner hiervan?",
                    multiline=False,
                    required=False,
                    only_with=FIELD,
                ),
            )
        )

    def _belonging(self) -> tuple[Field, ...]:
        if not self.levels:
            return ()
        whose = Text(name=ORGANISATION, label="Van welke organisatie?", multiline=False, required=False)
        return whose, OneOf(name=LEVEL, label="Op welk niveau?", options=LEVELS, required=False)

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The agreements; what was asked once goes to each that has none of its own."""
        given = _reading.mapping(filled)
        found = _reading.gathered(
            {
                FIELD: lambda: self._agreements(given.get(FIELD)),
                BACK: lambda: _reading.day(given.get(BACK)),
                NOTICES: lambda: _reading.line(given.get(NOTICES)),
            }
        )
        once = {READY: found.get(BACK), BACK: found.get(BACK), NOTICES: found.get(NOTICES)}
        return [_complete(agreement, once) for agreement in found[FIELD]]

    def _agreements(self, given: object) -> list[dict[str, Any]]:
        found = _reading.repeated(_reading.sequence(given), ONE, _read)
        _reading.enough(found, 0, self.at_most)
        return found

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """Agreements as typed; what they all share stands where it is asked once."""
        agreements = [_reading.scalars(item, KEYS) for item in _reading.sequence(value)]
        once = _shared(agreements)
        taken = {*once, *(DAYS if BACK in once else ())}
        own = [{name: typed for name, typed in item.items() if name not in taken} for item in agreements]
        return {FIELD: own, **once}

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """What was agreed, and who does it."""
        agreements = [agreement for value in values for agreement in value]
        title = "Dit spreken we af" if agreements else "We maken geen afspraak"
        return Summary(title, texts=tuple(map(_short, agreements)))

    def options_of(self, value: Value) -> tuple[str, ...]:
        """What was agreed."""
        return tuple(agreement[WHAT] for agreement in value or ())

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """A bullet per agreement with its parts below it."""
        return _markdown.nested(((escape(agreement[WHAT]), _parts(agreement)) for agreement in value), NO_AGREEMENT)

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The agreements with the parts that they have."""
        points = _markdown.read_nested(text, NO_AGREEMENT)
        return [{WHAT: _markdown.plain(what)} | _read_parts(below) for what, below in points]


class _WithLevels(AgreementPrompt):
    levels: ClassVar[bool] = True


def _read(given: object) -> dict[str, Any]:
    agreement = _reading.mapping(given)
    lines = {name: partial(_reading.line, agreement.get(name)) for name in (WHO, ORGANISATION, NOTICES)}
    if _reading.line(agreement.get(LEVEL)):
        lines[LEVEL] = partial(_reading.chosen, agreement[LEVEL], LEVELS)
    days = {name: partial(_reading.day, agreement.get(name)) for name in DAYS}
    what = partial(_reading.required, agreement.get(WHAT), "Schrijf op wat jullie afspreken.")
    return _reading.gathered({WHAT: what, **lines, **days})


def _complete(agreement: Mapping[str, Any], once: Mapping[str, Any]) -> dict[str, Any]:
    together = {**once, **agreement}
    return {name: together[name] for name in KEYS if together.get(name)}


def _shared(agreements: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The day, and what a resident notices, where it is the same for all."""
    days = {agreement.get(name, "") for agreement in agreements for name in DAYS}
    notices = {agreement.get(NOTICES, "") for agreement in agreements}
    return {name: typed for name, all_of in ((BACK, days), (NOTICES, notices)) if len(all_of) == 1 for typed in all_of}


def _short(agreement: Mapping[str, str]) -> str:
    return agreement[WHAT] + (f" ({agreement[WHO]})" if WHO in agreement else "")


def _parts(agreement: Mapping[str, str]) -> list[str]:
    return [_markdown.labelled(label, escape(agreement[name])) for name, label in LABELS.items() if name in agreement]


def _read_parts(pieces: Sequence[str]) -> dict[str, str]:
    by_label = dict(map(_markdown.read_labelled, pieces))
    if strange := set(by_label) - set(LABELS.values()):
        raise ValueError(f"{min(strange)}: dit deel van een afspraak kennen we niet.")
    parts = {name: _markdown.plain(by_label[label]) for name, label in LABELS.items() if label in by_label}
    return parts | {name: parse_day(parts[name]) for name in DAYS if name in parts}
