"""The code of a prepared meeting: eight or twelve signs that people read aloud and type over. Pure.

A code holds all that a laptop needs to begin what stands on paper: the exercise, the mode and variant, how many people,
time to spare, and which statement or case every step draws. So it works offline, on another laptop, and for good. What
does not fit in twelve signs gets a code that only names a preparation on this laptop.

The number behind the signs is a mixed radix, the most needed first; what is zero at its end takes no room. The last
sign is a weighted sum over GF(32): one wrong sign, or two that changed places, is always noticed.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.text import SPOKEN
from armoede_toolbox.vocabulary import LearningNeed, Mode, Variant

MARKS: Final = 1024
"""How many fingerprints there are."""
MOST_PEOPLE: Final = 49
"""More are not in the code, and asked."""
SALTS: Final = 32
_BASE: Final = len(SPOKEN)
_BODIES: Final = (7, 11)
"""Signs before the check sign."""
_GROUP: Final = 4
_DRAWS: Final = 32
_KINDS: Final = 2
_SERIALS: Final = 100
_WAYS: Final = tuple((mode, variant) for mode in Mode for variant in Variant)
_HEARD: Final = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": "", "‑": "", "–": ""})
"""What people write for a sign that sounds or looks like another."""


class NoCode(ValueError):
    """What was typed is no code; the message is a Dutch sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a code holds."""

    number: str
    """Of the exercise: ``LB3-03``."""
    mode: Mode
    variant: Variant
    mark: int
    """The fingerprint of the exercise as it was prepared."""
    draws: tuple[int, ...] = ()
    """For every step that draws: 0 for its own text, or the place of the card in the shared file, from 1."""
    people: int = 0
    """0 is not known."""
    spare: int = 0
    """Minutes in the agenda above what it takes."""
    salt: int = 0
    """Makes the codes of two teams differ."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was typed right. ``number`` is that of its exercise; without one it only names a preparation."""

    text: str
    """As the program keeps it: small signs without hyphens."""
    number: str | None
    _rest: int

    @property
    def way(self) -> tuple[Mode, Variant]:
        """How the exercise is done."""
        return _WAYS[self._rest % len(_WAYS)]

    def read(self, places: int) -> Prepared:
        """All that it holds, for an exercise with so many steps that draw. Raises ``NoCode``."""
        rest, found = self._rest, []
        for radix in (len(_WAYS), MARKS, *(_DRAWS,) * places, MOST_PEOPLE + 1, _DRAWS, SALTS):
            rest, digit = divmod(rest, radix)
            found.append(digit)
        if rest or self.number is None:
            raise NoCode("Deze code past niet bij de oefening.")
        way, mark, *draws, people, spare, salt = found
        mode, variant = _WAYS[way]
        return Prepared(
            number=self.number,
            mode=mode,
            variant=variant,
            mark=mark,
            draws=tuple(draws),
            people=people,
            spare=spare,
            salt=salt,
        )


def encode(prepared: Prepared) -> str | None:
    """The code, or ``None`` when it would be longer than twelve signs. Time to spare goes first."""
    fits = all(0 <= draw < _DRAWS for draw in prepared.draws) and prepared.salt < SALTS
    kept = replace(
        prepared,
        people=prepared.people if prepared.people <= MOST_PEOPLE else 0,
        spare=prepared.spare if 0 <= prepared.spare < _DRAWS else 0,
    )
    numbers = (_number(one) for one in (kept, replace(kept, spare=0))) if fits else ()
    return next((code for number in numbers if (code := _signed(number))), None)


def name_only(chance: random.Random) -> str:
    """A code that names a preparation on this laptop and holds nothing itself."""
    code = _signed(1 + _KINDS * chance.randrange(_BASE ** _BODIES[0] // _KINDS))
    assert code is not None
    return code


def decode(typed: str) -> Code:
    """A code as people type it, in any case, with hyphens or not. Raises ``NoCode``."""
    text = typed.strip().lower().translate(_HEARD)
    strange = next((sign for sign in text if sign not in SPOKEN), None)
    if strange is not None:
        raise NoCode(f"Het teken “{strange}” komt in een code niet voor.")
    if len(text) - 1 not in _BODIES:
        sizes = " of ".join(str(size + 1) for size in _BODIES)
        raise NoCode(f"Een code heeft {sizes} tekens. Deze heeft er {len(text)}.")
    digits = [SPOKEN.index(sign) for sign in text]
    if _check(digits[:-1]) != digits[-1]:
        raise NoCode("Er klopt een teken niet in deze code.")
    return _opened(text, digits[:-1])


def shown(code: str) -> str:
    """A code as people read it: capitals, in groups of four."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)).upper()


def fingerprint(exercise: Exercise) -> str:
    """What changes when anything in an exercise changes."""
    data = json.dumps(exercise.to_file(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()


def mark_of(exercise: Exercise) -> int:
    """The fingerprint, as short as a code can hold it."""
    return int(fingerprint(exercise), 16) % MARKS


# --- numbers --------------------------------------------------------------------------------------------------------


def _number(prepared: Prepared) -> int:
    need, serial = prepared.number.removeprefix("LB").split("-")
    way = _WAYS.index((prepared.mode, prepared.variant))
    return _mixed(
        (
            (0, _KINDS),
            (int(need) - 1, len(LearningNeed)),
            (int(serial), _SERIALS),
            (way, len(_WAYS)),
            (prepared.mark, MARKS),
            *((draw, _DRAWS) for draw in prepared.draws),
            (prepared.people, MOST_PEOPLE + 1),
            (prepared.spare, _DRAWS),
            (prepared.salt, SALTS),
        )
    )


def _mixed(digits: Iterable[tuple[int, int]]) -> int:
    number, weight = 0, 1
    for digit, radix in digits:
        number, weight = number + digit * weight, weight * radix
    return number


def _opened(text: str, digits: Sequence[int]) -> Code:
    number = _mixed((digit, _BASE) for digit in digits)
    rest, kind = divmod(number, _KINDS)
    if kind:
        return Code(text, None, rest)
    rest, need = divmod(rest, len(LearningNeed))
    rest, serial = divmod(rest, _SERIALS)
    return Code(text, f"LB{need + 1}-{serial:02d}", rest)


def _signed(number: int) -> str | None:
    size = next((size for size in _BODIES if number < _BASE**size), None)
    if size is None:
        return None
    digits = [number // _BASE**at % _BASE for at in range(size)]
    return "".join(SPOKEN[digit] for digit in (*digits, _check(digits)))


# --- the check sign -------------------------------------------------------------------------------------------------


def _check(digits: Sequence[int]) -> int:
    """The sum of all digits, each with a weight of its own that is not 0 or 1."""
    total, weight = 0, 1
    for digit in digits:
        weight = _doubled(weight)
        total ^= _times(digit, weight)
    return total


def _doubled(value: int) -> int:
    """Twice in GF(32), the field of x^5 + x^2 + 1; doubling 1 comes back to 1 after 31 times."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


def _times(value: int, other: int) -> int:
    product = 0
    while other:
        product ^= value if other & 1 else 0
        value, other = _doubled(value), other >> 1
    return product
