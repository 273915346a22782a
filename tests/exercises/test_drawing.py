"""Drawing statements, cases and own lists."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.exercises.drawing import SHARP, cards_of, draw, fits, own_lists, placed, places
from armoede_toolbox.prompts import PromptWithOptions
from armoede_toolbox.storage.library import Library
from armoede_toolbox.vocabulary import Mode, Variant

LIBRARY = Library.load()
STATEMENTS = LIBRARY.find("LB5-01")


def drawing_exercises():
    return [exercise for exercise in LIBRARY.exercises if any(step.draws for step in exercise.steps)]


def test_every_text_that_can_be_drawn_anew_is_a_card_of_the_shared_files():
    for exercise in drawing_exercises():
        for mode in exercise.modes:
            for variant in exercise.variants_in(mode):
                for place in places(exercise, variant, mode, LIBRARY.shared):
                    assert place.own, (exercise.id, place.text)


def test_the_first_time_a_team_gets_the_exercise_as_it_is():
    needed = places(STATEMENTS, Variant.NORMAL, Mode.TEAM, LIBRARY.shared)
    assert draw(STATEMENTS, needed, LIBRARY.shared, {}, random.Random(1)) == {}
    assert placed(STATEMENTS, {}, {}) is STATEMENTS


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from(list(Variant)))
def test_a_team_sees_no_card_twice_until_all_were_seen(seed, variant):
    chance = random.Random(seed)
    used: dict[str, int] = {}
    needed = places(STATEMENTS, variant, Mode.TEAM, LIBRARY.shared)
    fitting = [card for card in LIBRARY.shared.statements.values() if fits(card, STATEMENTS)]
    for _ in range(len(fitting) // len(needed)):
        drawn = draw(STATEMENTS, needed, LIBRARY.shared, used, chance)
        cards = cards_of(needed, drawn)
        assert len(cards) == len(set(cards)) == len(needed)
        assert not set(cards) & used.keys()
        used = dict.fromkeys(cards, 1) | {card: ago + 1 for card, ago in used.items()}
    drawn = draw(STATEMENTS, needed, LIBRARY.shared, used, chance)
    assert len(cards_of(needed, drawn)) == len(needed)


def test_a_drawn_statement_takes_the_place_of_the_text_and_a_sharp_one_says_so():
    needed = places(STATEMENTS, Variant.NORMAL, Mode.TEAM, LIBRARY.shared)
    sharp = next(card for card in LIBRARY.shared.statements.values() if card.sharp)
    mild = next(card for card in LIBRARY.shared.statements.values() if not card.sharp)
    changed = placed(STATEMENTS, {needed[0].step: sharp, needed[1].step: mild}, {})
    first, second = changed.steps[needed[0].step], changed.steps[needed[1].step]
    assert first.prompts[0].text == sharp.text
    assert (first.explanation or "").startswith(SHARP)
    assert second.prompts[0].text == mild.text
    assert SHARP not in (second.explanation or "")
    assert changed.variants_in(Mode.TEAM) == STATEMENTS.variants_in(Mode.TEAM)


def test_an_own_list_takes_the_place_of_the_example():
    exercise = LIBRARY.find("LB3-06")
    assert list(own_lists(exercise)) == ["steunindicatoren"]
    changed = placed(exercise, {}, {"steunindicatoren": ["een", "twee"]})
    prompts = [p for step in changed.steps for p in step.prompts if isinstance(p, PromptWithOptions)]
    options = [prompt.options for prompt in prompts if prompt.own_list]
    assert options == [("een", "twee"), ("een", "twee")]
