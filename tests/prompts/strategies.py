"""Hypothesis strategies: text as unkind as it comes, and anything that a face can give for a form."""

from __future__ import annotations

import os
from datetime import date
from functools import singledispatch
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from armoede_toolbox import form
from armoede_toolbox.text import clean_line, fold, spelled

tries: Final = settings(
    max_examples=int(os.environ.get("KIND_TRIES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Few per kind, since there are many kinds; ``KIND_TRIES=1000`` digs deeper."""

_UNKIND: Final = (
    *"# --- > | \\ ` ~~~ === + * _ [ ] ( ) ! < & : . , - 1. 2) *niets* **vet** \\: \\\\ \\a wie: min plus".split(),
    *("*geen afspraak*", "- [ ] taak", "  - wie: ik", "<!-- at:bijdrage x -->", "<!--", "-->", "zekerheid: 3 van 5"),
    *(
        "\n",
        "\n\n",
        "  ",
        ": ",
        ", ",
        ":",
        "\u00a0",
        "\t",
        "\r\n",
        "min, jij: nee",
        "klaar op: 2026-12-01",
        "Als ik merk dat",
    ),
    *(
        "👩\u200d👩\u200d👧",
        "\u200fשלום\u200e",
        "\u202eabc",
        "e\u0301",
        "\u0338",
        "\ufeff",
        "\x1b[31m",
        "\u2028",
        "z" * 300,
    ),
    *("één", "2,5", "-0", "1.500", "١. arabisch", "{antwoord:x}", "/pas", "“mevrouw”"),
)

words: Final = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(_UNKIND), st.text(max_size=4)), max_size=6).map("".join),
)
"""Any text; may be empty."""

said: Final = words.filter(clean_line)
"""Text in which something is said."""

labels: Final = st.lists(said.map(clean_line), min_size=2, max_size=4, unique_by=fold)
"""Options, boxes or rows, as an exercise file can have them."""

json: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
"""Whatever a file can hold."""


def fillings(asked: form.Form) -> st.SearchStrategy[form.Filled]:
    """What a face can give for a form."""
    return st.fixed_dictionaries({field.name: given_for(field) for field in asked})


def _maybe(field: form.Field, given: st.SearchStrategy[Any], empty: Any = "") -> st.SearchStrategy[Any]:
    return given if field.required else st.one_of(st.just(empty), given)


@singledispatch
def given_for(field: form.Field) -> st.SearchStrategy[Any]:
    """What a face can give for a field."""
    raise NotImplementedError(type(field))


@given_for.register
def _(field: form.Text) -> st.SearchStrategy[Any]:
    repeated = said.map(lambda typed: f"{field.start} {typed}")
    return _maybe(field, st.one_of(said, repeated) if field.start else said)


@given_for.register
def _(field: form.Lines) -> st.SearchStrategy[Any]:
    return st.lists(said, min_size=field.at_least, max_size=field.at_most or 5)


@given_for.register
def _(field: form.Number) -> st.SearchStrategy[Any]:
    whole = st.integers(field.minimum if field.minimum is not None else -(10**9), field.maximum or 10**9).map(str)
    if field.labels or field.maximum is not None:
        return _maybe(field, whole)
    broken = st.decimals(-(10**9), 10**9, places=9).map(lambda number: str(number).replace(".", ","))
    return _maybe(field, st.one_of(whole, broken))


@given_for.register
def _(field: form.OneOf) -> st.SearchStrategy[Any]:
    option = st.sampled_from(field.options)
    return _maybe(field, st.one_of(option, said) if field.other else option)


@given_for.register
def _(field: form.SomeOf) -> st.SearchStrategy[Any]:
    option = st.sampled_from(field.options)
    item = st.one_of(option, said) if field.other else option
    return st.lists(item, min_size=field.at_least, max_size=field.at_most or 5)


@given_for.register
def _(field: form.Order) -> st.SearchStrategy[Any]:
    return st.permutations(field.options)


@given_for.register
def _(field: form.Points) -> st.SearchStrategy[Any]:
    dots = st.lists(st.sampled_from(field.options), min_size=field.total, max_size=field.total)
    return dots.map(lambda given: {option: str(given.count(option)) for option in field.options})


@given_for.register
def _(field: form.Boxes) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(field.boxes), st.lists(said, max_size=3), min_size=1)


@given_for.register
def _(field: form.Grid) -> st.SearchStrategy[Any]:
    number = st.integers(field.minimum, field.maximum).map(str)
    return st.dictionaries(st.sampled_from(field.rows), _maybe(field, number))


@given_for.register
def _(field: form.Date) -> st.SearchStrategy[Any]:
    day = st.dates(date(1900, 1, 1), date(2199, 12, 31))
    return _maybe(field, st.one_of(day.map(date.isoformat), day.map(spelled)))


@given_for.register
def _(field: form.Group) -> st.SearchStrategy[Any]:
    one = st.fixed_dictionaries({inner.name: given_for(inner) for inner in field.fields})
    return st.lists(one, min_size=field.at_least, max_size=field.at_most or 4)


@given_for.register
def _(field: form.Totals) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(field.options), st.integers(0, 4).map(str))
