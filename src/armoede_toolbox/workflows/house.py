"""What every use case needs from outside: the folders, the settings, the clock and chance."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from armoede_toolbox.storage import config as settings
from armoede_toolbox.storage import places as where
from armoede_toolbox.storage.config import Config, Team
from armoede_toolbox.storage.places import Places


def local_now() -> datetime:
    """Now, in local time with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


@dataclass(slots=True)
class House:
    """The surroundings of one run of the program."""

    places: Places
    config: Config
    environ: Mapping[str, str]
    now: Callable[[], datetime] = local_now
    chance: random.Random = field(default_factory=random.SystemRandom)
    founding: dict[str, Team] = field(default_factory=dict)
    """Teams that were named for the first time; they are written when a session really begins."""
    ahead: int = 0
    """How many days ``--datum`` moved the clock; a draft keeps it, so that going on stays on those days."""

    def found(self, key: str, team: Team) -> None:
        """A new team, for this run; nothing is written yet."""
        self.founding[key] = team
        self.config = replace(self.config, teams={**self.config.teams, key: team})

    def write_new_teams(self) -> None:
        """Put the new teams in the settings. Raises ``ToolboxError``."""
        if self.founding:
            new = dict(self.founding)
            settings.change(self.places.config_file, lambda old: replace(old, teams={**old.teams, **new}))
            self.founding.clear()

    def today(self) -> date:
        """The day of the clock."""
        return self.now().date()

    def on(self, day: date | None) -> House:
        """The same surroundings on another day, for ``--datum``; the time of the day goes on."""
        return self if day is None else self._moved((day - self.today()).days)

    def as_begun(self, days: int) -> House:
        """The surroundings in which a draft began; a day that is said now goes before."""
        return self if self.ahead else self._moved(days)

    def _moved(self, days: int) -> House:
        if not days:
            return self
        shift, clock = timedelta(days=days), self.now
        return replace(self, now=lambda: clock() + shift, ahead=self.ahead + days)

    @property
    def plain(self) -> bool:
        """Whether the simple, numbered screen was chosen in the environment or the settings."""
        chosen = self.environ.get("ARMOEDE_EENVOUDIG", "")
        return chosen not in ("", "0") or bool(self.config.plain)


def open_house(logbook: str | None = None, environ: Mapping[str, str] | None = None) -> House:
    """The surroundings as the flag, the environment and the settings say, in that order."""
    environ = os.environ if environ is None else environ
    config = settings.read(where.config_file(environ))
    return House(where.find(environ, config, logbook), config, environ)
