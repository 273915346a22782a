"""Signals for policy or politics, gathered over sessions and teams: a pure fold, without the cases they came from.

Signals are the same when their texts are equal but for case, diacritics, punctuation and blanks. What only looks alike
is put beside each other, never counted together: that would be a guess about what people meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from armoede_toolbox.text import clean_line, day_in, fold
from armoede_toolbox.vocabulary import LearningNeed

_ALIKE: Final = 0.6
_WORD: Final = re.compile(r"\w+")
_SMALL_WORDS: Final = frozenset(
    "de het een en of in op te van voor met is zijn er dat die dit aan als bij om niet geen naar door ook".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One signal as it was marked."""

    what: str
    day: date
    """Of the session in which it was said."""
    session: str
    """The id of that session; it never leaves this room."""
    need: LearningNeed
    team: str = ""
    addressee: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One signal, however often it was marked."""

    what: str
    """In the words that were used most, the last ones where that makes no difference."""
    times: int
    """In how many sessions."""
    teams: int
    since: date
    last: date
    addressees: tuple[str, ...] = ()
    """For whom it is meant, the most named one in front."""
    needs: tuple[LearningNeed, ...] = ()
    like: str | None = None
    """The text of the signal above it that it looks like."""


def marked_in(entry: Mapping[str, Any], team: str) -> list[Marked]:
    """The signals of one entry, as ``entry.to_json`` gives it."""
    origin = entry.get("hoort_bij") or entry["sessie"]
    day = day_in(origin) if entry.get("hoort_bij") else None
    return [
        Marked(
            what=clean_line(one["wat"]),
            day=day or date.fromisoformat(entry["begonnen"][:10]),
            session=origin,
            need=LearningNeed(entry["leerbehoefte"]),
            team=team,
            addressee=one.get("voor_wie"),
        )
        for one in entry.get("signalen", ())
        if one["wat"].strip()
    ]


def same(text: str) -> str:
    """What is equal for signals that are the same."""
    return " ".join(_WORD.findall(fold(text))) or text


def gather(marked: Iterable[Marked]) -> tuple[Gathered, ...]:
    """The signals, the most frequent first; what looks alike stands together. The order of marking is no matter."""
    by_text: dict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        by_text[same(one.what)].append(one)
    found = sorted(map(_gathered, by_text.values()), key=lambda one: (-one.times, -one.last.toordinal(), one.what))
    return tuple(_beside(found))


def _gathered(marked: Sequence[Marked]) -> Gathered:
    ordered = sorted(marked, key=lambda one: (one.day, one.session, one.what))
    words = Counter(one.what for one in ordered)
    most = max(words.values())
    # Who marks the same signal twice for one addressee says it once.
    named = {(one.session, same(one.addressee)): one.addressee for one in ordered if one.addressee}
    return Gathered(
        what=next(one.what for one in reversed(ordered) if words[one.what] == most),
        times=len({one.session for one in ordered}),
        teams=len({one.team for one in ordered}),
        since=ordered[0].day,
        last=ordered[-1].day,
        addressees=_by_number(named),
        needs=tuple(need for need in LearningNeed if any(one.need is need for one in ordered)),
    )


def _by_number(named: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Each addressee once, in the words that were used last."""
    often = Counter(key for _, key in named)
    words = {key: addressee for (_, key), addressee in named.items()}
    return tuple(words[key] for key, _ in often.most_common())


def _beside(found: Sequence[Gathered]) -> Iterable[Gathered]:
    """Behind each signal those that look like it."""
    from dataclasses import replace

    waiting = list(found)
    while waiting:
        first = waiting.pop(0)
        yield first
        like = [one for one in waiting if _alike(first.what, one.what)]
        waiting = [one for one in waiting if one not in like]
        yield from (replace(one, like=first.what) for one in like)


def _alike(one: str, other: str) -> bool:
    """Whether most of their words are the same, or nearly all of their signs."""
    mine, yours = _words(one), _words(other)
    if not mine or not yours:
        return False
    shared = len(mine & yours) / min(len(mine), len(yours))
    return (len(mine & yours) > 1 and shared >= _ALIKE) or _spelled_alike(same(one), same(other))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if word not in _SMALL_WORDS)


def _spelled_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _SPELLED and matcher.ratio() >= _SPELLED


_SPELLED: Final = 0.85


def to_json(signal: Gathered, *, one_team: bool) -> dict[str, Any]:
    """A signal as plain data. How many teams is only told where there may be more than one."""
    return {
        "wat": signal.what,
        "keer": signal.times,
        "sinds": signal.since.isoformat(),
        "laatst": signal.last.isoformat(),
        "voor_wie": list(signal.addressees),
        "teams": None if one_team else signal.teams,
        "leerbehoeften": [need.value for need in signal.needs],
        "lijkt_op": signal.like,
    }
