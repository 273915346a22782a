"""What a prompt kind is: a description of what to ask, how to read it, and how it stands in a journal.

A new kind is one file with one subclass of ``Prompt``, one line in ``prompts.KINDS``, and its words in the vocabulary.
Everything a kind knows about its values is here; no kind knows a terminal, a file or a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from armoede_toolbox.form import Filled, Form, FormError
from armoede_toolbox.prompts.definition import Definition
from armoede_toolbox.text import clean_line, fold, quoted
from armoede_toolbox.vocabulary import Collecting, Harvest, InReport, Mode, Reason, Side, Variant, Who, dutch

if TYPE_CHECKING:
    from pydantic_core import InitErrorDetails

    from armoede_toolbox.prompts.types import Line, Options, Slug, StrictBool, Words

Value = Any
"""A value of a kind, in the plain shape of DESIGN chapter 6: text, number, list or mapping; JSON can hold it."""

Totals = dict[str, Any]
"""A count of the room: option to number of people (a raster: row to such a mapping)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Many contributions or one count, made small enough for a screen or a report.

    ``rows`` hold numbers (a distribution, a ranking, sums); ``texts`` hold words in the order given.
    """

    title: str
    rows: tuple[tuple[str, float], ...] = ()
    texts: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the definition of a question that its author can mend."""

    code: str
    """An English word; the error type becomes ``toolbox_<code>``."""
    sentence: str
    """Dutch, ready to show."""
    key: str
    """The English name of the field that it stands at."""
    index: int | None = None
    """The place in that field, when it is a list."""

    def details(self, given: object) -> InitErrorDetails:
        """As Pydantic wants it, at the place in the file."""
        from pydantic_core import InitErrorDetails, PydanticCustomError

        place = (dutch(self.key),) if self.index is None else (dutch(self.key), self.index)
        return InitErrorDetails(type=PydanticCustomError(f"toolbox_{self.code}", self.sentence), loc=place, input=given)


def list_flaws(key: str, items: Sequence[str], at_least: int) -> Iterator[Flaw]:
    """What is wrong with a list of options, boxes or rows: too short, or two that are alike."""
    if len(items) < at_least:
        yield Flaw("too_few", f"Zet er minstens {at_least} bij {dutch(key)}.", key)
    seen: set[str] = set()
    for index, item in enumerate(items):
        if fold(item) in seen:
            yield Flaw("twice", f"{quoted(item)} staat er al. Houd er één.", key, index)
        seen.add(fold(item))


def limit_flaws(at_least: int, at_most: int | None, available: int | None = None) -> Iterator[Flaw]:
    """What is wrong with ``minstens`` and ``hoogstens``."""
    if at_least < 0:
        yield Flaw("range", "minstens is 0 of meer.", "at_least")
    if at_most is not None and at_most < max(1, at_least):
        yield Flaw("range", f"Maak hoogstens {max(1, at_least)} of meer.", "at_most")
    if available is not None and at_least > available:
        yield Flaw("range", f"minstens is hier {available} of minder: zoveel opties zijn er.", "at_least")
    if available is not None and at_most is not None and at_most > available:
        yield Flaw("range", f"hoogstens is hier {available} of minder: zoveel opties zijn er.", "at_most")


class OptionsFrom(Definition):
    """Options that come from the answer to an earlier question."""

    source_prompt: Slug
    otherwise: Line | None = None


class Prompt(Definition):
    """One question of an exercise. Subclasses add their own keys and the behaviour of their kind."""

    word: ClassVar[str]
    """The Dutch ``soort``."""
    collecting_default: ClassVar[Collecting] = Collecting.READ_OUT
    """How ``Who.EACH`` comes in when the exercise does not say (DESIGN 4.2)."""
    gathers: ClassVar[bool] = False
    """Whether ``voorlezen`` fills one shared form for the whole group (lists, boxes) instead of one per voice."""
    stores: ClassVar[bool] = True
    """Whether there is a value at all."""
    counts: ClassVar[bool] = False
    """Whether a room can be counted."""

    kind: str
    id: Slug
    text: Words
    who: Who = Who.TOGETHER
    silent: StrictBool = False
    collecting: Collecting | None = None
    reason: Reason = Reason.SPOKEN
    help: Words | None = None
    example: Any = None
    variants: tuple[Variant, ...] | None = None
    modes: tuple[Mode, ...] | None = None
    for_each: Slug | None = None
    side: Side | None = None
    harvest: Harvest | None = None
    in_report: InReport = InReport.ASK

    # --- the definition ---------------------------------------------------------------------------------------------

    def flaws(self) -> Iterator[Flaw]:
        """What is wrong with this definition; a kind adds its own."""
        if self.collecting is Collecting.TALLY and not self.counts:
            yield Flaw("tally", f"Bij {quoted(self.word)} valt niets te tellen. Kies een andere manier.", "collecting")

    def example_fits(self) -> bool:
        """Whether the example can be checked now; not when the options come from an answer."""
        return True

    def _example_flaws(self) -> Iterator[Flaw]:
        if self.example is None or not self.example_fits():
            return
        try:
            self.read(self.fill(self.example))
        except FormError as error:
            for _, sentence in error.faults:
                yield Flaw("example", f"Het voorbeeld past nog niet bij de vraag. {sentence}", "example")

    def check(self) -> None:
        """All flaws at once, each at its own place in the file."""
        found = list(self.flaws()) or list(self._example_flaws())
        if found:
            from pydantic import ValidationError

            details = [flaw.details(getattr(self, flaw.key)) for flaw in found]
            raise ValidationError.from_exception_data(self.word, details)

    # --- asking -----------------------------------------------------------------------------------------------------

    def form(self, options: Sequence[str] = ()) -> Form:
        """What to ask. ``options`` are the options as they stand now, for kinds that have them."""
        raise NotImplementedError

    def read(self, filled: Filled, options: Sequence[str] = ()) -> Value:
        """The value of a filled form. Raises ``FormError`` with Dutch sentences."""
        raise NotImplementedError

    def fill(self, value: object, options: Sequence[str] = ()) -> Filled:
        """The filled form that a value or an item of an answers file stands for; inverse of ``read``.

        Raises ``FormError`` when the shape is not that of this kind.
        """
        raise NotImplementedError

    def choices(self, options: Sequence[str]) -> tuple[str, ...]:
        """What can be chosen or counted; ``options`` are the options as they stand now, for kinds that have them."""
        return tuple(options)

    # --- counting ---------------------------------------------------------------------------------------------------

    def totals_form(self, options: Sequence[str] = ()) -> Form | None:
        """What to ask when the room is counted; ``None`` when counting makes no sense for this kind."""
        del options
        return None

    def read_totals(self, filled: Filled, options: Sequence[str], people: int) -> Totals:
        """The count of a filled totals form. Raises ``FormError``, also when it cannot be with so many people."""
        raise FormError("Deze vraag kun je niet tellen. Typ de antwoorden zelf.")

    def fill_totals(self, totals: object, options: Sequence[str] = ()) -> Filled:
        """The filled totals form of an answers file. Raises ``FormError``."""
        raise FormError("Deze vraag kun je niet tellen. Geef een lijst met antwoorden.")

    def people_in(self, totals: Totals) -> int:
        """How many people a count holds at least, for the anonymity floor (DESIGN 4.4)."""
        del totals
        return 0

    # --- showing ----------------------------------------------------------------------------------------------------

    def summarise(self, values: Sequence[Value], options: Sequence[str] = ()) -> Summary:
        """Many contributions in one view."""
        raise NotImplementedError

    def summarise_totals(self, totals: Totals, options: Sequence[str] = ()) -> Summary:
        """One count in one view."""
        raise NotImplementedError

    def after(self, facts: Mapping[str, str]) -> str | None:
        """A text to show once the answers are in (a quiz: the answer with its fact). ``facts`` maps ids to texts."""
        del facts
        return None

    def refers_to(self) -> frozenset[str]:
        """Earlier questions that this one needs."""
        return frozenset({self.for_each} if self.for_each else ())

    def options_of(self, value: Value) -> tuple[str, ...]:
        """The pieces of an answer that can be the options or the repetitions of a later question."""
        piece = clean_line(str(value))
        return (piece,) if value is not None and piece else ()

    # --- the journal ------------------------------------------------------------------------------------------------

    @classmethod
    def to_markdown(cls, value: Value) -> str:
        """The value as Markdown that people like to read; all user text escaped."""
        raise NotImplementedError

    @classmethod
    def from_markdown(cls, text: str) -> Value:
        """The value back from its Markdown, without the exercise. Raises ``ValueError`` when it cannot be read."""
        raise NotImplementedError


class PromptWithOptions(Prompt):
    """A prompt whose options are listed or come from an earlier answer."""

    options: Options = ()
    own_list: Slug | None = None
    """A list that a team may bring itself; the options of the file are the example."""

    @property
    def listed(self) -> tuple[str, ...] | None:
        """The options of the file; ``None`` when they come from an earlier answer."""
        return None if isinstance(self.options, OptionsFrom) else self.options

    def flaws(self) -> Iterator[Flaw]:
        """Options are two or more single lines that differ."""
        yield from super().flaws()
        if self.listed is not None:
            yield from list_flaws("options", self.listed, at_least=2)

    def example_fits(self) -> bool:
        """Only with options that are known."""
        return self.listed is not None

    def choices(self, options: Sequence[str]) -> tuple[str, ...]:
        """The options as they stand now, or else those of the file."""
        now = tuple(options) or self.listed or ()
        return tuple(dict.fromkeys(filter(None, map(clean_line, now))))

    def refers_to(self) -> frozenset[str]:
        """Earlier questions that this one needs."""
        own = {self.options.source_prompt} if isinstance(self.options, OptionsFrom) else set()
        return super().refers_to() | own
