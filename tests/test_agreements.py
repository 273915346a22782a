"""What became of agreements: by examples, and whatever the order of the files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armoede_toolbox.agreements import AgreementStatus, Doubt, Source, Wanted, due, fold, listed_first, to_json
from armoede_toolbox.entry import Agreement, Head, JournalEntry, LookBack
from armoede_toolbox.vocabulary import EntryKind, LearningNeed, Level, Mode, Outcome, Sharing, Variant

START = datetime(2026, 2, 17, 12, 0, tzinfo=timezone(timedelta(hours=1)))
AID = "2026-02-17-1200-k7f3-1"


def head(days: int = 0, tail: str = "k7f3", kind: EntryKind = EntryKind.SESSION, **changes: Any) -> Head:
    started = START + timedelta(days=days)
    known: dict[str, Any] = {
        "kind": kind,
        "session": f"{started:%Y-%m-%d-%H%M}-{tail}",
        "exercise": "brief-op-de-mat",
        "number": "LB3-03",
        "title": "Brief op de mat",
        "learning_need": LearningNeed.RESIDENTS,
        "themes": (),
        "mode": Mode.TEAM,
        "variant": Variant.NORMAL,
        "team": "Noord",
        "started": started,
        "finished": started,
        "complete": True,
        "sharing": Sharing.AGREEMENTS,
        "toolbox": "0",
    }
    return Head(**{**known, **changes})


def session(what: str = "De brief opnieuw schrijven", where: str = "a.md", **changes: Any) -> Source:
    agreed = Agreement(id=AID, question="afspraken", what=what, who="Sam", **changes)
    return Source(where, JournalEntry(head=head(), agreements=(agreed,)))


def look_back(days: int, outcome: Outcome, tail: str = "m2qx", where: str = "b.md", aid: str = AID) -> Source:
    looked = LookBack(agreement=aid, what="De brief opnieuw schrijven", outcome=outcome, word="want")
    return Source(where, JournalEntry(head=head(days, tail, EntryKind.LOOK_BACK), look_backs=(looked,)))


def only(*sources: Source) -> AgreementStatus:
    (status,) = fold(sources).statuses
    return status


def test_a_new_agreement_is_open() -> None:
    status = only(session())
    assert (status.status, status.open, status.history, status.by_hand) == ("open", True, (), False)
    assert status.made_on == date(2026, 2, 17)


def test_a_box_ticked_by_hand_is_done_by_hand() -> None:
    status = only(session(ticked=True))
    assert (status.status, status.open, status.by_hand) == ("gedaan", False, True)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_last_look_back_counts(outcome: Outcome) -> None:
    status = only(look_back(14, outcome), session(), look_back(7, Outcome.GOING_ON, "aaaa"))
    assert [looked.outcome for looked in status.history] == [Outcome.GOING_ON, outcome]
    assert status.status == outcome.value
    assert status.open == (outcome not in (Outcome.DONE, Outcome.DONE_OTHERWISE, Outcome.LET_GO))


@pytest.mark.parametrize("outcome", Outcome)
def test_a_tick_and_a_look_back_that_says_otherwise_are_both_shown_and_count_as_open(outcome: Outcome) -> None:
    status = only(session(ticked=True), look_back(7, outcome))
    agrees = outcome in (Outcome.DONE, Outcome.DONE_OTHERWISE)
    assert status.doubt is (None if agrees else Doubt.TICKED)
    assert status.open != agrees
    assert status.ticked
    if not agrees:
        assert f"{outcome}. Daarom telt hij als open." in (status.why_doubted or "")


def test_a_look_back_of_a_session_that_is_gone_is_kept_with_its_own_text() -> None:
    status = only(look_back(14, Outcome.GOING_ON))
    assert status.agreement is None
    assert (status.what, status.made_on, status.open) == ("De brief opnieuw schrijven", date(2026, 2, 17), True)
    assert (status.session, status.head.team) == ("2026-02-17-1200-k7f3", "Noord")
    assert to_json(status)["stand"] == "loopt nog"


def test_an_id_that_somebody_changed_has_the_day_of_its_look_back() -> None:
    assert only(look_back(14, Outcome.STUCK, aid="iets-anders")).made_on == date(2026, 3, 3)
    assert only(look_back(14, Outcome.STUCK, aid="2026-02-31-1200-k7f3-1")).made_on == date(2026, 3, 3)


def test_a_conflicted_copy_is_named_and_counted_once() -> None:
    copy = session(where="a (kopie).md", ticked=True)
    folded = fold([copy, session()])
    assert [double.places for double in folded.doubles] == [("a.md", "a (kopie).md")]
    (status,) = folded.statuses
    assert (status.where, status.ticked) == ("a.md", True)


def test_copies_of_a_look_back_count_once_and_a_contradiction_is_a_doubt() -> None:
    same = [look_back(7, Outcome.DONE), look_back(7, Outcome.DONE, where="b (kopie).md"), session()]
    assert len(only(*same).history) == 1
    other = [*same, look_back(7, Outcome.STUCK, where="b (kopie).md")]
    assert only(*other).doubt is Doubt.COPIES
    assert only(*other).open
    assert only(*other, look_back(8, Outcome.DONE, "zzzz")).doubt is None


def test_two_look_backs_of_one_minute_that_disagree_are_a_doubt() -> None:
    first, second = look_back(7, Outcome.LET_GO, "aaaa", "b.md"), look_back(7, Outcome.DONE, "bbbb", "c.md")
    for sources in ([session(), first, second], [second, first, session()]):
        status = only(*sources)
        assert (status.doubt, status.open) == (Doubt.AT_ONCE, True)
        assert (
            status.why_doubted == "Twee terugblikken van dezelfde minuut zeggen iets anders. Daarom telt hij als open."
        )
    assert only(session(), first, replace_outcome(second, Outcome.LET_GO)).doubt is None
    assert only(session(), first, second, look_back(8, Outcome.DONE, "cccc", "d.md")).doubt is None


def replace_outcome(source: Source, outcome: Outcome) -> Source:
    (looked,) = source.entry.look_backs
    assert isinstance(source.entry, JournalEntry)
    return source._replace(entry=replace(source.entry, look_backs=(replace(looked, outcome=outcome),)))


def test_how_often_it_is_going_on() -> None:
    assert only(session(), *(look_back(n, Outcome.GOING_ON, f"aaa{n}") for n in (1, 2, 3))).times_going_on == 3


def test_going_on_twice_on_one_day_is_one_time() -> None:
    """A copy of a look-back in which somebody changed the word, or two programs at one table."""
    copy = look_back(1, Outcome.GOING_ON, where="b (kopie).md")
    looked = replace(copy.entry.look_backs[0], word="iets anders")
    edited = Source("b (kopie).md", JournalEntry(head=head(1, "m2qx", EntryKind.LOOK_BACK), look_backs=(looked,)))
    status = only(session(), look_back(1, Outcome.GOING_ON), edited, look_back(1, Outcome.GOING_ON, "zzzz"))
    assert (status.times_going_on, status.doubt) == (1, None)


def test_a_copy_counts_after_its_file_whatever_the_names() -> None:
    original = session("De brief", where="2026-02-17-1200-brief-k7f3.md")
    copy = session("Veranderd", where="k.md")._replace(copy=True)
    assert only(copy, original).what == "De brief"


def test_which_organisation_and_level() -> None:
    status = only(session(organisation="Stichting Één", level=Level.POLICY))
    assert (to_json(status)["organisatie"], to_json(status)["niveau"]) == ("Stichting Één", "beleid")
    assert Wanted(organisation="stichting een", level=Level.POLICY).fits(status)
    assert not Wanted(level=Level.TEAM).fits(status)
    assert not Wanted(organisation="Stichting").fits(status)
    assert not Wanted(organisation="Stichting Één").fits(only(session()))


def test_which_ones_are_due() -> None:
    def at(days: int, mode: Mode = Mode.TEAM) -> Source:
        made = head(days, f"aaa{days}", mode=mode)
        return Source(f"{days}.md", JournalEntry(head=made, agreements=(replace(AGREED, id=f"{made.session}-1"),)))

    statuses = fold([at(5), at(0), at(9), at(3, Mode.PAIR)]).statuses
    today = date(2026, 2, 26)
    assert [one.made_on.day for one in due(statuses, today, Mode.TEAM)] == [17, 22]
    assert [one.made_on.day for one in due(statuses, today, Mode.PAIR)] == [20]
    assert [one.made_on.day for one in due(statuses, date(2026, 2, 27))] == [17, 20, 22, 26]


AGREED = Agreement(id=AID, question="afspraken", what="Bellen")


def test_what_was_spoken_about_today_is_not_asked_again() -> None:
    statuses = fold([session(), look_back(7, Outcome.GOING_ON)]).statuses
    assert not list(due(statuses, date(2026, 2, 24)))
    assert list(due(statuses, date(2026, 2, 25)))


def test_the_filters() -> None:
    status = only(session())
    assert Wanted(since=date(2026, 2, 17), until=date(2026, 2, 17), need=LearningNeed.RESIDENTS).fits(status)
    assert not Wanted(since=date(2026, 2, 18)).fits(status)
    assert not Wanted(until=date(2026, 2, 16)).fits(status)
    assert not Wanted(need=LearningNeed.PICTURE).fits(status)
    assert not Wanted(only_open=True).fits(only(session(ticked=True)))


# --- any files ------------------------------------------------------------------------------------------------------

ids = st.sampled_from(["2026-02-17-1200-k7f3-1", "2026-02-17-1200-k7f3-2", "iets"])
agreements = st.builds(
    Agreement, id=ids, question=st.just("afspraken"), what=st.sampled_from(["a", "b"]), ticked=st.booleans()
)
look_backs = st.builds(
    LookBack,
    agreement=ids,
    what=st.sampled_from(["a", "b"]),
    outcome=st.sampled_from(Outcome),
    word=st.none() | st.just("want"),
)
sources = st.builds(
    Source,
    st.sampled_from(["a.md", "b.md", "a (kopie).md"]),
    st.builds(
        JournalEntry,
        head=st.builds(head, st.integers(0, 3), st.sampled_from(["k7f3", "m2qx"]), st.sampled_from(EntryKind)),
        agreements=st.lists(agreements, max_size=2).map(tuple),
        look_backs=st.lists(look_backs, max_size=2).map(tuple),
    ),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(sources, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_files_makes_no_difference(pair: tuple[list[Source], list[Source]]) -> None:
    found, shuffled = pair
    assert fold(found) == fold(shuffled)


@settings(deadline=None)
@given(st.lists(sources, max_size=6))
def test_reading_a_file_twice_changes_no_status(found: list[Source]) -> None:
    once, twice = fold(found), fold([*found, *found])
    assert once.statuses == twice.statuses


@settings(deadline=None)
@given(st.lists(sources, max_size=6))
def test_every_agreement_and_look_back_is_there_once(found: list[Source]) -> None:
    statuses = fold(found).statuses
    named = {one.id for source in found for one in source.entry.agreements}
    named |= {one.agreement for source in found for one in source.entry.look_backs}
    assert sorted(one.id for one in statuses) == sorted(named)
    assert sorted(one.id for one in listed_first(statuses)) == sorted(named)
    for status in statuses:
        assert status.what
        assert status.doubt is None or (status.open and status.why_doubted)
        to_json(status)
