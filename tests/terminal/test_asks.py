"""The walk through a form: shapes, checks, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox import form as f
from armoede_toolbox.form import Filled, Form
from armoede_toolbox.terminal.asks import LEAVE_EMPTY, Answer, Ask, One, Some, Typed, Walk, Wrong

OPTIONS = ("eens", "hangt ervan af", "oneens")


def walked(form: Form, answers: list[Answer], before: Filled | None = None) -> Filled:
    walk = Walk(form, before or {}, lambda text: f"iso {text}" if text != "ooit" else None)
    for answer in answers:
        assert walk.ask is not None
        walk.answer(walk.ask.read(answer) if isinstance(walk.ask, Typed) and answer else answer)  # type: ignore[arg-type]
    assert walk.ask is None, walk.ask
    return walk.filled


def asks(form: Form, answers: list[Answer], before: Filled | None = None) -> list[Ask]:
    walk = Walk(form, before or {})
    seen = []
    for answer in answers:
        assert walk.ask is not None
        seen.append(walk.ask)
        walk.answer(answer)
    return seen + ([walk.ask] if walk.ask else [])


SHAPES: list[tuple[f.Field, list[Answer], Any]] = [
    (f.Text(name="x"), ["een\ntwee"], "een\ntwee"),
    (f.Lines(name="x"), ["een\n\n twee "], ["een", "twee"]),
    (f.Lines(name="x", required=False), [""], []),
    (f.Number(name="x", minimum=0, maximum=10), ["3,5"], "3,5"),
    (f.Number(name="x", unit="euro"), ["1.250 euro"], "1.250 euro"),
    (f.OneOf(name="x", options=OPTIONS), ["eens"], "eens"),
    (f.OneOf(name="x", options=OPTIONS, other="Anders"), ["Anders", "soms"], "soms"),
    (f.OneOf(name="x", options=OPTIONS, required=False), [LEAVE_EMPTY], ""),
    (f.SomeOf(name="x", options=OPTIONS), [["eens", "oneens"]], ["eens", "oneens"]),
    (f.SomeOf(name="x", options=OPTIONS, other="Anders"), [["eens", "Anders"], "soms"], ["eens", "soms"]),
    (f.Order(name="x", options=OPTIONS), ["oneens", "hangt ervan af"], ["oneens", "hangt ervan af", "eens"]),
    (
        f.Points(name="x", options=OPTIONS, total=5),
        ["2", "2", "1"],
        {"eens": "2", "hangt ervan af": "2", "oneens": "1"},
    ),
    (f.Points(name="x", options=OPTIONS, total=5), ["5"], {"eens": "5", "hangt ervan af": "0", "oneens": "0"}),
    (f.Points(name="x", options=OPTIONS, total=5), ["", "2", "3"], {"eens": "", "hangt ervan af": "2", "oneens": "3"}),
    (f.Boxes(name="x", boxes=("plus", "min")), ["", "a\nb"], {"plus": [], "min": ["a", "b"]}),
    (f.Boxes(name="x", boxes=("plus", "min")), ["a\nb", ""], {"plus": ["a", "b"], "min": []}),
    (f.Grid(name="x", rows=("taal", "tijd"), minimum=1, maximum=5), ["1", "5"], {"taal": "1", "tijd": "5"}),
    (f.Date(name="x"), ["morgen"], "iso morgen"),
    (f.Date(name="x", required=False), [""], ""),
    (f.Totals(name="x", options=("eens", "oneens")), ["4", "0"], {"eens": "4", "oneens": "0"}),
    (f.Totals(name="x", options=("1", "2", "3"), digits=True), ["3 3 1"], {"1": "1", "2": "0", "3": "2"}),
    (f.Totals(name="x", options=("1", "2", "3"), digits=True), ["331"], {"1": "1", "2": "0", "3": "2"}),
    (f.Totals(name="x", options=("8", "9", "10"), digits=True), ["8, 10; 10"], {"8": "1", "9": "0", "10": "2"}),
    (
        f.Group(name="x", fields=(f.Text(name="wat"), f.OneOf(name="hoe", options=("min", "plus")))),
        ["brief", "min", "Ja", "boete", "plus", "Nee"],
        [{"wat": "brief", "hoe": "min"}, {"wat": "boete", "hoe": "plus"}],
    ),
    (
        f.Group(name="x", fields=(f.Text(name="wat"), f.Text(name="wie"))),
        ["brief", "wij", "Ja", ""],
        [{"wat": "brief", "wie": "wij"}],
    ),
    (
        f.Group(name="x", fields=(f.Text(name="wat"), f.OneOf(name="wie", options=("a", "b"), required=False))),
        ["brief", LEAVE_EMPTY, "Ja", "boete", "b", "Nee"],
        [{"wat": "brief", "wie": ""}, {"wat": "boete", "wie": "b"}],
    ),
    (f.Group(name="x", fields=(f.Text(name="wat"),)), [""], []),
    (f.Group(name="x", fields=(f.Text(name="wat"),), at_most=1), ["brief"], [{"wat": "brief"}]),
    (f.Group(name="x", fields=(f.Text(name="wat"),), at_least=2, at_most=2), ["a", "b"], [{"wat": "a"}, {"wat": "b"}]),
]


@pytest.mark.parametrize(("field", "answers", "value"), SHAPES)
def test_a_field_fills_in_its_own_shape(field: f.Field, answers: list[Answer], value: Any) -> None:
    assert walked(Form((field,)), answers) == {"x": value}


@pytest.mark.parametrize(("field", "answers", "value"), SHAPES)
def test_every_answer_can_be_taken_back_and_given_again(field: f.Field, answers: list[Answer], value: Any) -> None:
    walk = Walk(Form((field, f.Text(name="laatste"))), {}, lambda text: f"iso {text}")
    for answer in answers:
        _give(walk, answer)
        given = walk._given[-1]
        assert walk.back()
        assert walk.ask and (walk.ask.before or "") == (tuple(given) if isinstance(given, list) else given)
        _give(walk, answer)
    for _ in answers:
        assert walk.back()
    assert not walk.back()
    for answer in answers:
        _give(walk, answer)
    walk.answer("einde")
    assert walk.filled == {"x": value, "laatste": "einde"}


def _give(walk: Walk, answer: Answer) -> None:
    assert walk.ask is not None
    walk.answer(walk.ask.read(answer) if isinstance(walk.ask, Typed) and answer else answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "answers", "value"), SHAPES)
def test_an_earlier_answer_is_proposed_again(field: f.Field, answers: list[Answer], value: Any) -> None:
    walk = Walk(Form((field,)), {"x": value})
    while walk.ask is not None:
        known = walk.ask.before
        given = list(known) if isinstance(known, tuple) else known
        nothing = LEAVE_EMPTY if given is None else ""
        walk.answer(given or ("Nee" if walk.ask.key[-1] == "nog" else nothing))
    assert walk.filled == {"x": value}


@pytest.mark.parametrize(("field", "answers", "value"), SHAPES)
def test_what_was_filled_comes_along_wherever_it_stops(field: f.Field, answers: list[Answer], value: Any) -> None:
    form = Form((f.Text(name="eerst"), field, f.Text(name="laatste")))
    before = {"eerst": "a", "x": value, "laatste": "z"}
    for number in range(len(answers) + 1):
        walk = Walk(form, before, lambda text: f"iso {text}")
        for answer in ["nieuw", *answers][:number]:
            _give(walk, answer)
        partial = walk.partial()
        assert partial["eerst"] == ("nieuw" if number else "a")
        assert (_full(partial["x"]), partial["laatste"]) == (_full(value), "z")


def _full(value: Any) -> Any:
    """Without boxes that hold nothing: a walk that stops there has not come to them."""
    return {name: item for name, item in value.items() if item != []} if isinstance(value, dict) else value


def test_half_typed_text_is_part_of_what_was_filled() -> None:
    walk = Walk(Form((f.Text(name="a"), f.Boxes(name="b", boxes=("plus", "min")))), {})
    walk.answer("klaar")
    walk.answer("een")
    assert walk.partial("twee\ndr") == {"a": "klaar", "b": {"plus": ["een"], "min": ["twee", "dr"]}}
    assert walk.partial() == {"a": "klaar", "b": {"plus": ["een"]}}


def test_half_a_repetition_is_kept_and_an_empty_one_is_not() -> None:
    form = Form((f.Group(name="x", fields=(f.Text(name="wat"), f.Text(name="wie"))),))
    walk = Walk(form, {})
    walk.answer("brief")
    assert walk.partial("w") == {"x": [{"wat": "brief", "wie": "w"}]}
    walk.answer("wij")
    walk.answer("Ja")
    assert walk.partial() == {"x": [{"wat": "brief", "wie": "wij"}]}


@given(st.lists(st.integers(0, 7), max_size=4), st.text(max_size=4))
def test_half_typed_points_never_break(points: list[int], half: str) -> None:
    walk = Walk(Form((f.Points(name="x", options=("a", "b", "c", "d", "e"), total=20),)), {})
    for number in points:
        if isinstance(walk.ask, Typed):
            walk.answer(str(number))
    walk.partial(half)


def test_points_tell_how_many_are_left_and_propose_the_last() -> None:
    seen = asks(Form((f.Points(name="x", options=OPTIONS, total=6),)), ["2", "1"])
    assert [ask.hint for ask in seen] == ["Nog 6 te verdelen.", "Nog 4 te verdelen.", "Nog 3 te verdelen."]
    last = seen[-1]
    assert isinstance(last, Typed) and last.before == "3"
    with pytest.raises(Wrong, match="Hier horen de laatste 3 punten"):
        last.read("2")


def test_an_order_asks_place_after_place_among_the_rest() -> None:
    seen = asks(Form((f.Order(name="x", options=OPTIONS),)), ["oneens"])
    assert [(ask.label, ask.options) for ask in seen if isinstance(ask, One)] == [
        ("Welke komt op 1?", OPTIONS),
        ("Welke komt op 2?", OPTIONS[:2]),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (f.Number(name="x", minimum=1, maximum=5), "6", "Typ een getal van 1 tot en met 5."),
        (f.Number(name="x", minimum=1), "nul", "Typ een getal van 1 of meer."),
        (f.Number(name="x", minimum=1, maximum=5, whole=True), "2,5", "Typ een heel getal van 1 tot"),
        (f.Number(name="x", maximum=10), "1e3", "Typ een getal van hoogstens 10."),
        (f.Number(name="x"), "٣", "Typ een getal."),
        (f.Number(name="x", maximum=100), "1.250", "hoogstens 100"),
        (f.Grid(name="x", rows=("a",), minimum=1, maximum=5), "0", "Typ een heel getal van 1 tot en met 5."),
        (f.Totals(name="x", options=("a",)), "-1", "Typ een heel getal van 0 of meer."),
        (
            f.Totals(name="x", options=("1", "2"), digits=True),
            "1 3",
            "“3” hoort niet bij de schaal van 1 tot en met 2.",
        ),
        (f.Totals(name="x", options=("1", "2"), digits=True), "1 x", "“x” hoort niet"),
        (f.Lines(name="x", at_least=3), "a\nb", "Er staan er nu 2. Schrijf er nog 1 bij."),
        (f.Lines(name="x", at_most=1), "a\nb", "Er staan er nu 2. Er passen er hoogstens 1."),
        (f.Points(name="x", options=OPTIONS, total=5), "6", "Typ een heel getal van 0 tot en met 5."),
        (f.Date(name="x"), "ooit", "Dit lezen we niet als een dag."),
    ],
)
def test_what_does_not_fit_gets_a_dutch_sentence(field: f.Field, typed: str, sentence: str) -> None:
    ask = Walk(Form((field,)), {}, lambda text: None).ask
    assert isinstance(ask, Typed)
    with pytest.raises(Wrong, match=sentence.replace(".", r"\.")):
        ask.read(typed)


def test_how_many_may_be_ticked() -> None:
    ask = Walk(Form((f.SomeOf(name="x", options=OPTIONS, at_least=2, at_most=2),)), {}).ask
    assert isinstance(ask, Some)
    assert ask.fault(["a"]) == "Kies er minstens 2."
    assert ask.fault(["a", "b", "c"]) == "Kies er hoogstens 2."
    assert ask.fault(["a", "b"]) is None
    free = Walk(Form((f.SomeOf(name="x", options=OPTIONS, required=False),)), {}).ask
    assert isinstance(free, Some) and free.fault([]) is None


def test_of_boxes_one_must_hold_something_unless_none_is_needed() -> None:
    boxes = ("plus", "min")
    required = asks(Form((f.Boxes(name="x", boxes=boxes),)), [""])
    free = asks(Form((f.Boxes(name="x", boxes=boxes, required=False),)), [""])
    assert [ask.required for ask in required if isinstance(ask, Typed)] == [False, True]
    assert [ask.required for ask in free if isinstance(ask, Typed)] == [False, False]


def test_a_field_that_belongs_to_another_is_left_out_without_it() -> None:
    why = f.Text(name="waarom", required=False, only_with="oordeel")
    form = Form((f.OneOf(name="oordeel", options=OPTIONS, required=False), why))
    assert walked(form, ["eens", "zomaar"]) == {"oordeel": "eens", "waarom": "zomaar"}
    assert walked(form, [LEAVE_EMPTY]) == {"oordeel": ""}


def test_only_free_text_is_scanned() -> None:
    form = Form((f.Text(name="a"), f.Lines(name="b"), f.Number(name="c"), f.Date(name="d", required=False)))
    seen = asks(form, ["a", "b", "1"])
    assert [isinstance(ask, Typed) and ask.free for ask in seen] == [True, True, False, False]


def test_rows_that_were_taken_away_stay_away() -> None:
    form = Form((f.Group(name="x", fields=(f.Text(name="wat"),)), f.Text(name="laatste")))
    walk = Walk(form, {"x": [{"wat": "a"}, {"wat": "b"}]})
    walk.answer("a")
    assert walk.partial() == {"x": [{"wat": "a"}, {"wat": "b"}]}
    walk.answer("Nee")
    assert walk.partial() == {"x": [{"wat": "a"}]}
