"""What all windows share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.terminal.base import distinct
from tests.scripted import ScriptWindow


@given(st.lists(st.sampled_from(["a", "b", "a (2)"]), min_size=1))
def test_every_option_of_a_menu_has_a_name_of_its_own(options):
    names = distinct(options)
    assert len(names) == len(options)
    assert len(set(names)) == len(names)


def test_two_options_with_the_same_name_can_both_be_chosen():
    assert ScriptWindow([1]).pick("Welke?", ["gelijk", "gelijk"]) == 1
