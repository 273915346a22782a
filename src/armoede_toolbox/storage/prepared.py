"""Preparations of meetings: small files in the user's local state folder, each named by its code.

They hold what is known only here, as the team and the day. Who loses one loses no answer, so a file that is damaged or
too old just goes away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import safely
from armoede_toolbox.storage.journal import ALPHABET
from armoede_toolbox.storage.places import Places
from armoede_toolbox.vocabulary import Mode, Variant

FOLDER: Final = "voorbereid"
KEPT_FOR: Final = timedelta(days=60)
"""How long a preparation stays after the day of its meeting."""
_FORMAT: Final = 1
_MOST_BYTES: Final = 64 * 1024
_CODE: Final = re.compile(rf"[{ALPHABET}]{{8,12}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What was prepared for one meeting; ``None`` is not known."""

    code: str
    exercise: str
    mode: Mode
    variant: Variant
    day: date
    begin: time | None = None
    minutes: int | None = None
    """The time in the agenda."""
    team: str | None = None
    people: int | None = None
    drawn: Mapping[int, str] = field(default_factory=dict)
    """Cards by the steps that draw them; other steps keep their own text."""
    mark: str = ""
    """The fingerprint of the exercise as it was prepared."""

    def data(self) -> dict[str, Any]:
        """As it stands in its file."""
        return {
            "formaat": _FORMAT,
            "code": self.code,
            "oefening": self.exercise,
            "vorm": self.mode.value,
            "variant": self.variant.value,
            "datum": self.day.isoformat(),
            "begin": f"{self.begin:%H:%M}" if self.begin else None,
            "tijd": self.minutes,
            "team": self.team,
            "deelnemers": self.people,
            "getrokken": {str(step): card for step, card in self.drawn.items()},
            "kenmerk": self.mark,
        }


def keep(places: Places, preparation: Preparation) -> Path:
    """Write a preparation. Raises ``FileExistsError`` when another one has its code, and ``ToolboxError``."""
    path = _path(places, preparation.code)
    data = json.dumps(preparation.data(), ensure_ascii=False, indent=2).encode() + b"\n"
    try:
        if not safely.holds(path, data):
            safely.write_new(path, data)
    except FileExistsError:
        raise
    except OSError as error:
        what = f"De voorbereiding konden we niet bewaren. {safely.because(error)}"
        raise ToolboxError(what, str(path), "Kijk of er ruimte is, en of je daar mag schrijven.") from error
    return path


def read(places: Places, code: str) -> Preparation | None:
    """The preparation with this code, when it is here and whole."""
    return _read(_path(places, code)) if _CODE.fullmatch(code) else None


def forget(places: Places, code: str) -> None:
    """Its meeting was held."""
    safely.forget(_path(places, code))


def tidy(places: Places, today: date) -> None:
    """Remove what nobody needs any more: sixty days after its meeting."""
    for path, found in _all(places):
        if found is not None and found.day + KEPT_FOR < today:
            safely.forget(path)


def _path(places: Places, code: str) -> Path:
    return places.state / FOLDER / f"{code}.json"


def _all(places: Places) -> Iterator[tuple[Path, Preparation | None]]:
    with suppress(OSError):
        for path in sorted((places.state / FOLDER).glob("*.json")):
            yield path, _read(path)


def _read(path: Path) -> Preparation | None:
    try:
        with path.open("rb") as file:
            return _of(json.loads(file.read(_MOST_BYTES)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _of(data: Mapping[str, Any]) -> Preparation:
    if data["formaat"] != _FORMAT:
        raise ValueError(data["formaat"])
    return Preparation(
        code=data["code"],
        exercise=data["oefening"],
        mode=Mode(data["vorm"]),
        variant=Variant(data["variant"]),
        day=date.fromisoformat(data["datum"]),
        begin=time.fromisoformat(data["begin"]) if data["begin"] else None,
        minutes=data["tijd"],
        team=data["team"],
        people=data["deelnemers"],
        drawn={int(step): str(card) for step, card in data["getrokken"].items()},
        mark=data["kenmerk"],
    )
