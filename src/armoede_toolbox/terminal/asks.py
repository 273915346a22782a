"""A form as a row of simple asks, with a way back. Pure: no terminal.

Every field of a form becomes one or more asks of three sorts: type something, choose one, tick some. ``Walk`` hands
them out one by one. The way back is a replay: each field is a generator, and going back runs it again with one answer
less. So the asks may depend on earlier answers, as with points that are left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from armoede_toolbox.dates import Dates, in_full
from armoede_toolbox.form import (
    Boxes,
    Date,
    Field,
    Filled,
    Form,
    FormError,
    Grid,
    Group,
    Lines,
    Number,
    OneOf,
    Order,
    Points,
    SomeOf,
    Text,
    Totals,
    bounds,
    read_number,
)
from armoede_toolbox.text import counted, quoted

EMPTY: Final = "Hier staat nog niets. Schrijf iets, of typ /pas."
EMPTY_LINE: Final = "Hier staat nog niets. Typ iets."
"""At a line that is no question of an exercise; that can't be passed."""
LEAVE_EMPTY: Final = "Laat leeg"
YES: Final = "Ja"
NO: Final = "Nee"

Key = tuple[str | int, ...]
"""The place of an ask in its form."""


class Wrong(Exception):
    """An answer that does not fit, with a Dutch sentence. ``keep`` means: what was typed is right, add to it."""

    def __init__(self, sentence: str, *, keep: bool = False) -> None:
        self.keep = keep
        super().__init__(sentence)


def _as_typed(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Type a text, a line or a number."""

    key: Key = ()
    label: str = ""
    hint: str = ""
    before: str = ""
    """The earlier answer; a person may keep it."""
    kept: str = ""
    """What was typed at this very ask and still stands; a person goes on from there."""
    multiline: bool = False
    start: str = ""
    free: bool = False
    """Free text, in which somebody may be recognised."""
    required: bool = True
    read: Callable[[str], str] = _as_typed
    """The answer that a typed text stands for. Raises ``Wrong``. Empty text never gets here."""
    shown: Callable[[str], str] = _as_typed
    """An answer as people read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """Choose one."""

    key: Key = ()
    label: str = ""
    hint: str = ""
    options: tuple[str, ...]
    before: str | None = None
    fleeting: bool = False
    """Names what may not stay on the screen; a face that can, wipes the question afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """Tick some."""

    key: Key = ()
    label: str = ""
    hint: str = ""
    options: tuple[str, ...]
    before: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int | None = None

    def fault(self, chosen: Sequence[str]) -> str | None:
        """What is wrong with so many, if anything."""
        if len(chosen) < self.at_least:
            return f"Kies er minstens {self.at_least}."
        if self.at_most is not None and len(chosen) > self.at_most:
            return f"Kies er hoogstens {self.at_most}."
        return None


Ask = Typed | One | Some
Answer = str | list[str]


class Walk:
    """The asks of one form, one at a time. ``ask`` is ``None`` when the form is filled."""

    def __init__(self, form: Form, before: Filled, dates: Dates | None = None) -> None:
        self._form = form
        self._before = before
        self._dates = dates
        self._given: list[Answer] = []
        self._remembered: dict[Key, Answer] = {}
        self._restart()

    def answer(self, given: Answer) -> None:
        """Answer the ask and move on."""
        assert self.ask is not None
        self._remembered[self.ask.key] = given
        self._given.append(given)
        self._send(given)

    def back(self, half: str = "") -> bool:
        """Return to the ask before this one, if there is one; half-typed text waits here."""
        if not self._given:
            return False
        if half and self.ask:
            self._remembered[self.ask.key] = half
        self._given.pop()
        self._restart()
        return True

    def partial(self, half: str = "") -> Filled:
        """All that is known now: what was given, the half-typed text, and earlier answers that were not reached."""
        twin = Walk(self._form, self._before, self._dates)
        for given in self._given:
            twin._send(given)
        twin._remembered = self._remembered
        if half and isinstance(twin.ask, Typed):
            twin._send(half)
        while twin.ask is not None and (known := twin._known(twin.ask).before):
            twin._send(list(known) if isinstance(known, tuple) else known)
        return _pruned({**self._before, **twin.filled, **twin._on_its_way()})

    def _on_its_way(self) -> Filled:
        """The field that is being asked, with the rows of the earlier answer that were not reached."""
        name = str(self.ask.key[0]) if self.ask else ""
        return {name: _with_rest(self.filled[name], self._before.get(name))} if name in self.filled else {}

    def _restart(self) -> None:
        self.filled: Filled = {}
        self._asks = _whole(self._form, self._before, self.filled, self._dates)
        self._send(None)
        for given in self._given:
            self._send(given)

    def _send(self, given: Answer | None) -> None:
        try:
            self.ask: Ask | None = self._known(self._asks.send(given))
        except StopIteration:
            self.ask = None

    def _known(self, ask: Ask) -> Ask:
        """The ask with the answer that was given to it in this walk, before somebody went back."""
        known = self._remembered.get(ask.key)
        match ask, known:
            case Typed(), str():
                return replace(ask, before=known)
            case One(), str() if known in ask.options:
                return replace(ask, before=known)
            case Some(), list():
                return replace(ask, before=tuple(known))
        return ask


def _with_rest(now: Any, before: Any) -> Any:
    if isinstance(now, dict) and isinstance(before, Mapping):
        return {**before, **now}
    if isinstance(now, list) and now and isinstance(now[-1], dict) and before:
        row, rest = before[len(now) - 1 : len(now)], before[len(now) :]
        return [*now[:-1], _with_rest(now[-1], row[0] if row else None), *rest]
    return now


def _pruned(filled: Filled) -> Filled:
    """Without repetitions in which nothing was filled."""
    return {
        name: [row for row in value if row != {}] if isinstance(value, list) else value
        for name, value in filled.items()
    }


# --- fields into asks -----------------------------------------------------------------------------------------------

_Asks = Generator[Ask, Any, None]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one field stands: its key, its earlier answer, and the form that its answer goes into."""

    key: Key
    before: Any
    into: Filled
    dates: Dates | None

    def put(self, value: object) -> None:
        self.into[str(self.key[-1])] = value

    def earlier(self, name: str) -> str:
        """The earlier answer to one row of a field that is a mapping."""
        known = self.before.get(name, "") if isinstance(self.before, Mapping) else ""
        return str(known)


def _whole(form: Form, before: Filled, into: Filled, dates: Dates | None) -> _Asks:
    for field in form.fields:
        yield from _field(field, _Spot((field.name,), before.get(field.name), into, dates))


def _field(field: Field, spot: _Spot) -> _Asks:
    if field.only_with and not spot.into.get(field.only_with):
        return
    yield from _ASKS[type(field)](field, spot)


def _text(field: Text, spot: _Spot) -> _Asks:
    typed = yield Typed(
        key=spot.key,
        label=field.label,
        hint=field.hint,
        before=str(spot.before or ""),
        multiline=field.multiline,
        start=field.start,
        free=True,
        required=field.required,
    )
    spot.put(typed)


def _lines(field: Lines, spot: _Spot) -> _Asks:
    read = partial(_counted_lines, field.at_least, field.at_most)
    ask = _several(spot.key, spot.before)
    typed = yield replace(ask, label=field.label, hint=field.hint, required=field.required, read=read)
    spot.put(_split(typed))


def _several(key: Key, before: Any) -> Typed:
    text = "\n".join(str(line) for line in before or ())
    return Typed(key=key, before=text, multiline=True, free=True)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _counted_lines(at_least: int, at_most: int | None, text: str) -> str:
    number = len(_split(text))
    if number < at_least:
        raise Wrong(f"Er staan er nu {number}. Schrijf er nog {at_least - number} bij.", keep=True)
    if at_most is not None and number > at_most:
        raise Wrong(f"Er staan er nu {number}. Er passen er hoogstens {at_most}.")
    return text


def _boxes(field: Boxes, spot: _Spot) -> _Asks:
    filled: dict[str, list[str]] = {}
    spot.put(filled)
    earlier = spot.before if isinstance(spot.before, Mapping) else {}
    for box in field.boxes:
        last_chance = field.required and box == field.boxes[-1] and not any(filled.values())
        ask = _several((*spot.key, box), earlier.get(box))
        typed = yield replace(ask, label=_row(field, box, filled), hint=field.hint, required=last_chance)
        filled[box] = _split(typed)


def _row(field: Field, row: str, filled: Mapping[str, object] | Sequence[str]) -> str:
    """The label of one row; that of its field stands above the first."""
    return f"{field.label}\n{row}" if field.label and not filled else row


def _number(field: Number, spot: _Spot) -> _Asks:
    typed = yield Typed(
        key=spot.key,
        label=field.label,
        hint=field.hint or _range_hint(field.minimum, field.maximum, field.labels, field.unit),
        before="" if spot.before is None else str(spot.before),
        required=field.required,
        read=partial(_in_range, field.minimum, field.maximum, whole=field.whole, unit=field.unit),
    )
    spot.put(typed)


def _in_range(minimum: int | None, maximum: int | None, typed: str, *, whole: bool = True, unit: str = "") -> str:
    """The text as typed, when it is a number that fits."""
    try:
        read_number(typed, minimum, maximum, whole=whole, unit=unit)
    except FormError as error:
        raise Wrong(str(error)) from None
    return typed.strip()


def _range_hint(minimum: int | None, maximum: int | None, labels: Mapping[int, str], unit: str = "") -> str:
    hint = f"Een getal{bounds(minimum, maximum)}" + (f", in {unit}" if unit else "") + "."
    named = [f"{number} = {label}" for number, label in labels.items()]
    return "\n".join([hint, *named])


def _one_of(field: OneOf, spot: _Spot) -> _Asks:
    before = None if spot.before is None else str(spot.before)
    options = _with(field.options, field.other, None if field.required else LEAVE_EMPTY)
    own = before if before and before not in options else ""
    chosen = yield One(
        key=spot.key,
        label=field.label,
        hint=field.hint,
        options=options,
        before=field.other if own else before if before in options else None,
    )
    if chosen == field.other:
        chosen = yield _own(spot, own)
    spot.put("" if chosen == LEAVE_EMPTY and not field.required else chosen)


def _with(options: Sequence[str], *more: str | None) -> tuple[str, ...]:
    return (*options, *(option for option in more if option and option not in options))


def _own(spot: _Spot, before: str) -> Typed:
    return Typed(key=(*spot.key, "anders"), label="Wat dan?", before=before, free=True)


def _some_of(field: SomeOf, spot: _Spot) -> _Asks:
    options = _with(field.options, field.other)
    earlier = [str(item) for item in spot.before or ()]
    own = next((item for item in earlier if item not in options), "")
    chosen = yield Some(
        key=spot.key,
        label=field.label,
        hint=field.hint,
        options=options,
        before=tuple(item for item in options if item in earlier or (own and item == field.other)),
        at_least=field.at_least or int(field.required),
        at_most=field.at_most,
    )
    if field.other in chosen:
        spot.put([item for item in chosen if item != field.other])
        own = yield _own(spot, own)
        chosen = [own if item == field.other else item for item in chosen]
    spot.put(list(dict.fromkeys(chosen)))


def _order(field: Order, spot: _Spot) -> _Asks:
    earlier = [str(item) for item in spot.before or ()]
    rest, order = list(field.options), list[str]()
    while len(rest) > 1:
        spot.put(list(order))
        place = len(order) + 1
        before = earlier[place - 1] if len(earlier) >= place and earlier[place - 1] in rest else None
        label = _row(field, f"Welke komt op {place}?", order)
        chosen = yield One(key=(*spot.key, place), label=label, hint=field.hint, options=tuple(rest), before=before)
        rest.remove(chosen)
        order.append(chosen)
    spot.put(order + rest)


def _points(field: Points, spot: _Spot) -> _Asks:
    given: dict[str, str] = {}
    spot.put(given)
    for option in field.options:
        left = field.total - sum(_count(points) for points in given.values())
        ask = _share(field, spot, option, left)
        given[option] = (yield replace(ask, label=_row(field, option, given))) if left > 0 else "0"


def _share(field: Points, spot: _Spot, option: str, left: int) -> Typed:
    """The points for one option. What is left belongs to the last one, and is proposed there."""
    last = option == field.options[-1]
    return Typed(
        key=(*spot.key, option, left if last else -1),
        hint=f"Nog {left} te verdelen.",
        before=str(left) if last else spot.earlier(option),
        required=last,
        read=partial(_points_left, left if last else 0, left),
    )


def _points_left(least: int, left: int, text: str) -> str:
    if least and _count(text) != least:
        still = counted(left, "punt", "punten")
        raise Wrong(f"Hier horen de laatste {still}. Wil je het anders verdelen? Typ /terug.")
    return _in_range(0, left, text)


def _count(typed: str) -> int:
    """A count, also of half-typed text."""
    try:
        return int(read_number(typed, 0, whole=True))
    except FormError:
        return 0


def _grid(field: Grid, spot: _Spot) -> _Asks:
    read = partial(_in_range, field.minimum, field.maximum)
    hint = field.hint or _range_hint(field.minimum, field.maximum, field.labels)
    yield from _numbers(field, field.rows, hint, read, spot)


def _numbers(field: Field, rows: Sequence[str], hint: str, read: Callable[[str], str], spot: _Spot) -> _Asks:
    given: dict[str, str] = {}
    spot.put(given)
    for row in rows:
        given[row] = yield Typed(
            key=(*spot.key, row),
            label=_row(field, row, given),
            hint="" if given else hint,
            before=spot.earlier(row),
            required=field.required,
            read=read,
        )


def _totals(field: Totals, spot: _Spot) -> _Asks:
    if field.digits:
        yield from _tally(field, spot)
        return
    hint = field.hint or "Hoeveel mensen? Typ een getal."
    yield from _numbers(field, field.options, hint, partial(_in_range, 0, None), spot)


def _tally(field: Totals, spot: _Spot) -> _Asks:
    earlier = [option for option in field.options for _ in range(_count(spot.earlier(option)))]
    typed = yield Typed(
        key=spot.key,
        label=field.label,
        hint=field.hint or "Typ alle antwoorden op één regel, bijvoorbeeld 3 4 4 2 5.",
        before=" ".join(earlier),
        required=field.required,
        read=partial(_all_known, field.options),
    )
    counts = Counter(_answers(field.options, typed))
    spot.put({option: str(counts[option]) for option in field.options})


def _answers(options: Sequence[str], text: str) -> list[str]:
    """The answers on one line; where every option is one digit, blanks may be left out."""
    words = re.findall(r"-?\d+|[^\s,;]+", text, re.ASCII)
    if all(len(option) == 1 for option in options):
        return [sign for word in words for sign in (word if word.isdigit() else [word])]
    return words


def _all_known(options: Sequence[str], text: str) -> str:
    strange = [word for word in _answers(options, text) if word not in options]
    if strange:
        raise Wrong(f"{quoted(strange[0])} hoort niet bij de schaal van {options[0]} tot en met {options[-1]}.")
    return text


def _date(field: Date, spot: _Spot) -> _Asks:
    typed = yield Typed(
        key=spot.key,
        label=field.label,
        hint=field.hint or "Een dag, bijvoorbeeld 1 december of over twee weken.",
        before=str(spot.before or ""),
        required=field.required,
        read=partial(_day, spot.dates),
        shown=in_full,
    )
    spot.put(typed)


def _day(dates: Dates | None, text: str) -> str:
    if dates is None:
        return text
    found = dates(text)
    if found is None:
        raise Wrong("Dit lezen we niet als een dag. Typ bijvoorbeeld 1 december, of over twee weken.")
    return found


def _group(field: Group, spot: _Spot) -> _Asks:
    earlier: Sequence[Filled] = spot.before or ()
    rows: list[Filled] = []
    spot.put(rows)
    while field.at_most is None or len(rows) < field.at_most:
        nth, row = len(rows), Filled()
        rows.append(row)
        before = earlier[nth] if nth < len(earlier) else {}
        yield from _repetition(field, nth, replace(spot, key=(*spot.key, nth), before=before, into=row))
        if nth >= field.at_least and not row[field.fields[0].name]:
            rows.pop()
            return
        if field.at_least <= len(rows) < (field.at_most or len(rows) + 1):
            again = YES if len(rows) < len(earlier) else None
            more = yield One(
                key=(*spot.key, nth, "nog"), label=f"Nog een {field.one}?", options=(YES, NO), before=again
            )
            if more != YES:
                return


def _repetition(field: Group, nth: int, spot: _Spot) -> _Asks:
    """One filled form. The first field may stay empty where no more is needed; that ends the group."""
    first, *others = field.fields
    if nth >= field.at_least:
        first = replace(first, required=False, hint=f"{first.hint}\nLeeg laten: klaar.".strip())
    heading = f"{field.label}\n" if field.label and nth == 0 else ""
    first = replace(first, label=f"{heading}{field.one.capitalize()} {nth + 1}\n{first.label}".strip())
    yield from _sub(first, spot)
    if nth < field.at_least or spot.into[first.name]:
        for other in others:
            yield from _sub(other, spot)


def _sub(field: Field, spot: _Spot) -> _Asks:
    return _field(field, replace(spot, key=(*spot.key, field.name), before=spot.before.get(field.name)))


_ASKS: Final[dict[type[Field], Callable[[Any, _Spot], _Asks]]] = {
    Text: _text,
    Lines: _lines,
    Number: _number,
    OneOf: _one_of,
    SomeOf: _some_of,
    Order: _order,
    Points: _points,
    Boxes: _boxes,
    Grid: _grid,
    Date: _date,
    Group: _group,
    Totals: _totals,
}
