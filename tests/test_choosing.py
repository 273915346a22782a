"""Choosing: what may never happen, whatever the cards and the wish; and what fits best."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox import choosing
from armoede_toolbox.choosing import HEAVY_FROM, MOST, Wish, choose, instead
from armoede_toolbox.session.agenda import agenda_minutes, variant_for
from armoede_toolbox.vocabulary import LearningNeed, Mode, Variant, Weight

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Fake:
    """A card with only what a choice needs."""

    id: str
    number: str = "LB1-01"
    learning_need: LearningNeed = LearningNeed.PICTURE
    themes: tuple[str, ...] = ("taal",)
    modes: tuple[Mode, ...] = (Mode.TEAM,)
    weight: Weight = Weight.LIGHT
    lengths: dict[Mode, dict[Variant, int]] = field(default_factory=lambda: lasting(8, 13, 20))
    room: tuple[int, int] = (4, 12)
    follow_up: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.id

    def people(self, mode: Mode) -> tuple[int, int]:
        return {Mode.SOLO: (1, 1), Mode.PAIR: (2, 2)}.get(mode, self.room)


def lasting(short: int, normal: int, long: int, *modes: Mode) -> dict[Mode, dict[Variant, int]]:
    of = {Variant.SHORT: short, Variant.NORMAL: normal, Variant.LONG: long}
    return dict.fromkeys(modes or (Mode.TEAM,), of)


def ids(found: choosing.Chosen[Fake]) -> list[str]:
    return [one.card.id for one in found.choices]


# --- whatever the cards ---------------------------------------------------------------------------------------------


IDS = (*(f"oefening-{n}" for n in range(6)), "hoe-is-het-gegaan", "duwen-en-remmen")
STUCK = choosing.Stuck("De brief herschrijven")


@st.composite
def fakes(draw: st.DrawFn) -> list[Fake]:
    found = []
    for n in range(draw(st.integers(0, 8))):
        modes = tuple(draw(st.lists(st.sampled_from(Mode), min_size=1, unique=True)))
        short, normal, long = sorted(draw(st.lists(st.integers(3, 90), min_size=3, max_size=3)))
        least = draw(st.integers(1, 6))
        found.append(
            Fake(
                id=IDS[n],
                number=f"LB1-{n:02d}",
                learning_need=draw(st.sampled_from(LearningNeed)),
                themes=tuple(draw(st.lists(st.sampled_from(("taal", "werk", "macht")), min_size=1, unique=True))),
                modes=modes,
                weight=draw(st.sampled_from(Weight)),
                lengths=lasting(short, normal, long, *modes),
                room=(least, least + draw(st.integers(0, 10))),
                follow_up=tuple(draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True))),
            )
        )
    return found


WISHES = st.builds(
    Wish,
    today=st.just(TODAY),
    minutes=st.none() | st.integers(1, 100),
    participants=st.none() | st.integers(1, 20),
    mode=st.none() | st.sampled_from(Mode),
    need=st.none() | st.sampled_from(LearningNeed),
    theme=st.none() | st.sampled_from(("taal", "werk", "macht")),
    weight=st.none() | st.sampled_from(Weight),
    done=st.none() | st.dictionaries(st.sampled_from(IDS), st.dates(date(2025, 1, 1), TODAY)),
    latest=st.none() | st.sampled_from(IDS),
    touched=st.frozensets(st.sampled_from(LearningNeed)),
    stuck=st.none() | st.just(STUCK) | st.just(choosing.Stuck("Bellen", 3)),
    look_back=st.integers(0, 3),
)


@given(fakes(), WISHES, st.randoms())
def test_what_never_happens(cards: list[Fake], wish: Wish, chance: random.Random) -> None:
    found = choose(cards, wish)
    assert len(found.choices) <= MOST
    assert len(set(ids(found))) == len(found.choices)
    for one in found.choices:
        assert wish.minutes is None or one.agenda_minutes <= wish.minutes
        look_back = choosing.look_back_for(one.card, wish.look_back)
        assert one.agenda_minutes == one.card.lengths[one.mode][one.variant] + 2 + look_back
        if one.card.weight is Weight.HEAVY:
            assert wish.weight is Weight.HEAVY
            assert one.agenda_minutes - wish.look_back >= HEAVY_FROM
        assert one.card.weight is not Weight.MEDIUM or wish.weight is not Weight.LIGHT
        assert one.mode in one.card.modes
        assert wish.mode in (None, one.mode)
        assert wish.need in (None, one.card.learning_need) or "de leerbehoefte" in found.loosened
        assert wish.theme is None or wish.theme in one.card.themes or "het thema" in found.loosened
        assert 0 < len(one.reasons) <= choosing.MOST_REASONS
        assert all(reason.endswith(".") and reason[0].isupper() for reason in one.reasons)
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert choose(shuffled, wish) == found


@given(fakes(), WISHES)
def test_what_a_reason_says_is_true(cards: list[Fake], wish: Wish) -> None:
    by_id = {card.id: card for card in cards}
    done = wish.done or {}
    touched = wish.touched | {by_id[name].learning_need for name in done if name in by_id}
    for one in choose(cards, wish).choices:
        for reason in one.reasons:
            if "liepen vast" in reason or "keer nog" in reason:
                assert wish.stuck is not None and wish.stuck.what in reason and one.card.id in choosing.UNSTICKS
            if reason.startswith("Sluit aan op"):
                assert wish.latest is not None and by_id[wish.latest].title in reason
                assert one.card.id in by_id[wish.latest].follow_up and one.card.id not in done
            if "nog niet toe" in reason:
                assert one.card.learning_need not in touched
            if reason == "Dit deed jullie team nog niet.":
                assert wish.done is not None and one.card.id not in done
            if reason.startswith("Dit deden jullie op"):
                assert choosing.on_day(done[one.card.id], TODAY) in reason
            assert one.mode is not Mode.SOLO or "ullie" not in reason


@given(fakes(), WISHES)
def test_memory_never_beats_a_filter(cards: list[Fake], wish: Wish) -> None:
    bare = replace(wish, stuck=None, latest=None, touched=frozenset(), done=None)
    found, plain = choose(cards, wish), choose(cards, bare)
    assert found.loosened == plain.loosened
    assert len(found.choices) == len(plain.choices)


@given(fakes(), WISHES)
def test_a_wish_is_kept_when_something_fits_all_of_it(cards: list[Fake], wish: Wish) -> None:
    found = choose(cards, wish)
    light = [card for card in cards if card.weight is Weight.LIGHT and choosing.matches(card, wish)]
    if light:
        assert found.choices
        assert found.loosened == ()
        assert found.remark == ""
    if found.choices:
        assert bool(found.loosened) == bool(found.remark)
    else:
        assert found.remark


@given(fakes(), WISHES)
def test_exercises_instead_fit_too(cards: list[Fake], wish: Wish) -> None:
    minutes = wish.minutes or 20
    for one in cards:
        others = instead(one, cards, one.modes[0], minutes, TODAY)
        assert len(others) <= 2
        for other in others:
            assert other.card.id != one.id
            assert other.mode is one.modes[0]
            assert other.agenda_minutes <= minutes
            assert other.card.weight is not Weight.HEAVY


# --- the same as elsewhere ------------------------------------------------------------------------------------------


def test_time_is_counted_as_in_a_session() -> None:
    for length, look_back in ((0, 0), (8, 0), (20, 3)):
        assert choosing.agenda_minutes(length, look_back) == agenda_minutes(length, look_back)


@given(st.integers(1, 60) | st.none())
def test_the_variant_is_that_of_start(minutes: int | None) -> None:
    card = Fake("a")
    found = choose([card], Wish(today=TODAY, minutes=minutes)).choices
    assert (found[0].variant if found else None) == variant_for(card.lengths[Mode.TEAM], minutes)


# --- what is best ---------------------------------------------------------------------------------------------------


def test_what_the_team_did_not_do_comes_first_then_what_it_did_long_ago() -> None:
    cards = [Fake("vers", "LB1-01"), Fake("oud", "LB1-02"), Fake("nieuw", "LB1-03")]
    done = {"vers": date(2026, 11, 3), "oud": date(2025, 3, 3)}
    found = choose(cards, Wish(today=TODAY, minutes=15, done=done))
    assert ids(found) == ["nieuw", "oud", "vers"]
    told = ["Dit deed jullie team nog niet.", "Dit deden jullie op 3 maart 2025.", "Dit deden jullie op 3 november."]
    assert all(said in one.reasons for said, one in zip(told, found.choices, strict=True))


def test_then_what_fits_the_time_best() -> None:
    cards = [Fake("kort", "LB1-01", lengths=lasting(5, 6, 7)), Fake("past", "LB1-02", lengths=lasting(10, 20, 28))]
    assert ids(choose(cards, Wish(today=TODAY, minutes=30))) == ["past", "kort"]


def test_three_of_one_need_make_room_for_others_that_fit_as_well() -> None:
    same = [Fake(f"beeld-{n}", f"LB1-0{n}") for n in range(4)]
    other = Fake("anders", "LB5-01", learning_need=LearningNeed.LOOK_ANEW, lengths=lasting(8, 12, 19))
    assert ids(choose([*same, other], Wish(today=TODAY, minutes=22))) == ["beeld-0", "anders", "beeld-1"]


def test_heavy_only_when_asked_and_with_enough_time() -> None:
    heavy = Fake("zwaar", weight=Weight.HEAVY, lengths=lasting(15, 25, 40))
    assert not choose([heavy], Wish(today=TODAY, minutes=60)).choices
    assert not choose([heavy], Wish(today=TODAY, minutes=60, weight=Weight.MEDIUM)).choices
    assert not choose([heavy], Wish(today=TODAY, minutes=29, weight=Weight.HEAVY)).choices
    (one,) = choose([heavy], Wish(today=TODAY, minutes=60, weight=Weight.HEAVY)).choices
    assert (one.variant, one.agenda_minutes) == (Variant.LONG, 42)
    assert "Dit kan je raken. Aan het eind is daar rust voor." in one.reasons
    (one,) = choose([heavy], Wish(today=TODAY, weight=Weight.HEAVY)).choices
    assert one.agenda_minutes >= HEAVY_FROM


def test_who_asks_for_heavy_sees_it_first() -> None:
    cards = [Fake("licht", "LB1-01"), Fake("zwaar", "LB1-02", weight=Weight.HEAVY, lengths=lasting(30, 40, 50))]
    assert ids(choose(cards, Wish(today=TODAY, minutes=60, weight=Weight.HEAVY))) == ["zwaar", "licht"]


def test_reasons_in_words() -> None:
    card = Fake("a", weight=Weight.MEDIUM)
    wish = Wish(today=TODAY, minutes=10, participants=6, need=LearningNeed.PICTURE, theme="taal", done={})
    (one,) = choose([card], wish).choices
    assert one.reasons == (
        "De korte versie past in 10 minuten, met begin en einde erbij.",
        "Dit raakt je werk.",
        "Dit deed jullie team nog niet.",
    )


def test_alone_nothing_is_said_about_the_team() -> None:
    card = Fake("a", modes=(Mode.SOLO,), lengths=lasting(8, 13, 20, Mode.SOLO))
    (one,) = choose([card], Wish(today=TODAY, participants=1, done={"a": TODAY})).choices
    assert one.reasons == ("Duurt 15 minuten, met begin en einde erbij.", "Dit doe je alleen.")


# --- when nothing fits ----------------------------------------------------------------------------------------------


def test_the_theme_goes_first_then_the_need() -> None:
    card = Fake("a", themes=("werk",))
    wish = Wish(today=TODAY, minutes=15, participants=6, theme="taal", need=LearningNeed.PICTURE)
    found = choose([card], wish)
    assert found.loosened == ("het thema",)
    assert found.remark == "Met al je wensen samen past er nu niets. Dit past wel, zonder het thema."
    found = choose([card], replace(wish, theme="werk", need=LearningNeed.IMPROVE))
    assert found.loosened == ("de leerbehoefte",)
    found = choose([card], replace(wish, need=LearningNeed.IMPROVE))
    assert found.loosened == ("het thema", "de leerbehoefte")


def test_a_large_team_is_still_a_team() -> None:
    alone = Fake("alleen", "LB1-01", modes=(Mode.SOLO,), lengths=lasting(8, 13, 20, Mode.SOLO))
    found = choose([alone, Fake("samen", "LB1-02")], Wish(today=TODAY, participants=30))
    assert (ids(found), found.loosened) == (["samen"], ("het aantal mensen",))


@pytest.mark.parametrize("participants", [1, 2])
def test_alone_or_with_two_is_never_loosened(participants: int) -> None:
    found = choose([Fake("samen")], Wish(today=TODAY, participants=participants, theme="werk"))
    assert not found.choices
    assert found.remark == "Er past nu niets bij deze wensen."


def test_too_little_time_says_what_would_do() -> None:
    found = choose([Fake("a")], Wish(today=TODAY, minutes=5, participants=6, theme="werk"))
    assert (found.choices, found.shortest) == ((), 10)
    assert found.remark == "In deze tijd past er nu niets. De kortste oefening die wel kan, duurt 10 minuten."


# --- what the team did before ---------------------------------------------------------------------------------------


def the_team(**known: object) -> Wish:
    return replace(Wish(today=TODAY, participants=6, done={"casus": date(2026, 11, 3)}), **known)  # type: ignore[arg-type]


CASE = Fake("casus", "LB3-06", learning_need=LearningNeed.RESIDENTS, follow_up=("domino",))
DOMINO = Fake("domino", "LB1-08")
BACK = Fake(choosing.LOOKS_BACK, "LB4-07", learning_need=LearningNeed.IMPROVE)


def reasons(found: choosing.Chosen[Fake]) -> dict[str, str]:
    return {one.card.id: one.reasons[0] for one in found.choices}


def test_what_is_stuck_comes_first_and_then_what_comes_next() -> None:
    others = [Fake(f"vers-{n}", f"LB1-0{n}") for n in range(3)]
    found = choose([*others, CASE, DOMINO, BACK], the_team(latest="casus", stuck=STUCK))
    assert ids(found) == [BACK.id, "domino", "vers-0"]
    assert reasons(found) == {
        BACK.id: "Jullie liepen vast op “De brief herschrijven”.",
        "domino": "Sluit aan op “casus”, jullie laatste oefening.",
        "vers-0": "Aan “Een beeld krijgen” kwamen jullie nog niet toe.",
    }
    assert found.choices[0].variant is Variant.SHORT


def test_what_goes_on_and_on_is_said_in_its_own_words() -> None:
    found = choose([BACK], the_team(stuck=choosing.Stuck("Bellen", 3)))
    assert reasons(found)[BACK.id] == "Jullie afspraak “Bellen” loopt nu al 3 keer nog."


def test_a_filter_wins_from_what_is_stuck() -> None:
    found = choose([BACK, DOMINO], the_team(stuck=STUCK, need=LearningNeed.PICTURE))
    assert ids(found) == ["domino"]


def test_who_just_looked_back_is_not_sent_back() -> None:
    found = choose([BACK, DOMINO], the_team(stuck=STUCK, latest=BACK.id, done={BACK.id: TODAY}))
    assert not any("vast" in reason for one in found.choices for reason in one.reasons)


def test_the_exercise_that_looks_back_takes_no_other_look_back() -> None:
    (one,) = choose([BACK], the_team(minutes=10, look_back=3)).choices
    assert (one.agenda_minutes, one.variant) == (10, Variant.SHORT)
    assert "De korte versie past in 10 minuten, met begin en einde erbij." in one.reasons


def test_what_unsticks_is_in_the_library() -> None:
    from armoede_toolbox.session import look_back
    from tests.workflows.test_running import LIBRARY

    known = {exercise.id: exercise for exercise in LIBRARY.exercises}
    assert look_back.EXERCISE == choosing.LOOKS_BACK
    assert {known[name].learning_need for name in choosing.UNSTICKS} == {LearningNeed.IMPROVE}
