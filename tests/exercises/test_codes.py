"""Codes of prepared meetings: whatever is put in comes out, and no slip of the finger passes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.exercises.codes import (
    MARKS,
    MOST_PEOPLE,
    SALTS,
    NoCode,
    Prepared,
    decode,
    encode,
    name_only,
    shown,
)
from armoede_toolbox.text import SPOKEN
from armoede_toolbox.vocabulary import Mode, Variant

PREPARED = st.builds(
    Prepared,
    number=st.builds("LB{}-{:02d}".format, st.integers(1, 5), st.integers(0, 99)),
    mode=st.sampled_from(Mode),
    variant=st.sampled_from(Variant),
    mark=st.integers(0, MARKS - 1),
    draws=st.lists(st.integers(0, 31), max_size=5).map(tuple),
    people=st.integers(0, MOST_PEOPLE),
    spare=st.integers(0, 31),
    salt=st.integers(0, SALTS - 1),
)


def codes() -> st.SearchStrategy[str]:
    made = PREPARED.map(encode).filter(bool).map(str)
    return made | st.integers(0, 2**32).map(lambda seed: name_only(random.Random(seed)))


@given(PREPARED)
def test_what_goes_into_a_code_comes_out(prepared: Prepared) -> None:
    code = encode(prepared)
    if code is None:
        assert len(prepared.draws) > 3
        return
    opened = decode(shown(code))
    found = opened.read(len(prepared.draws))
    assert (opened.text, opened.number) == (code, prepared.number)
    assert found == prepared or (len(prepared.draws) > 3 and found == replace(prepared, spare=0))


@given(codes(), st.data())
def test_one_wrong_sign_is_always_noticed(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(sorted(set(SPOKEN) - {code[at]})))
    with pytest.raises(NoCode):
        decode(code[:at] + other + code[at + 1 :])


@given(codes(), st.data())
def test_two_signs_that_changed_places_are_always_noticed(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        with pytest.raises(NoCode):
            decode(swapped)


@given(codes(), st.sampled_from(["{}", " {} ", "{}\n"]), st.booleans())
def test_case_hyphens_and_signs_that_look_alike_make_no_difference(code: str, around: str, high: bool) -> None:
    typed = around.format(shown(code).replace("0", "O").replace("1", "i"))
    assert decode(typed if high else typed.lower()).text == code
    assert decode(shown(code).replace("-", " ").replace("1", "L")).text == code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Een code heeft 8 of 12 tekens. Deze heeft er 0."),
        ("K7F3-9Q", "Een code heeft 8 of 12 tekens. Deze heeft er 6."),
        ("K7F3-9Q!2", "Het teken “!” komt in een code niet voor."),
        ("U7F3-9Q22", "Het teken “u” komt in een code niet voor."),
    ],
)
def test_what_is_no_code_is_told(typed: str, told: str) -> None:
    with pytest.raises(NoCode, match=told.replace(".", r"\.")):
        decode(typed)


def test_a_meeting_without_draws_has_a_code_of_eight_signs() -> None:
    for mode in Mode:
        code = encode(Prepared(number="LB5-99", mode=mode, variant=Variant.LONG, mark=1023, people=49, spare=31))
        assert code is not None and len(code) == 8
