"""``instellingen``: where everything is, and changing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import ToolboxError, UsageError
from armoede_toolbox.storage import config as settings
from armoede_toolbox.storage import journal, places
from armoede_toolbox.storage.config import Config, Team
from armoede_toolbox.storage.folders import bundled
from armoede_toolbox.text import listed, nearest, quoted, slug
from armoede_toolbox.workflows.house import House

YES: Final = frozenset({"aan", "ja", "true", "1"})
NO: Final = frozenset({"uit", "nee", "false", "0"})


@dataclass(frozen=True, slots=True)
class Overview:
    """Where everything is, for people and for scripts."""

    rows: tuple[tuple[str, str], ...]
    values: dict[str, Any]

    def text(self, width: int = 80) -> str:
        """One line per setting, then how to change them."""
        del width
        broad = max(len(label) for label, _ in self.rows)
        lines = [f"{label:<{broad}}  {value}" for label, value in self.rows]
        return "\n".join(
            [*lines, "", "Veranderen: armoede instellingen NAAM WAARDE", f"Namen: {listed(list(_CHANGES))}."]
        )

    def data(self) -> dict[str, Any]:
        """The settings as JSON."""
        return {"formaat": 1, "instellingen": self.values}


def show(house: House) -> Overview:
    """Where everything is. Reads only."""
    teams = journal.known_teams(house.places, house.config)
    roots = {key: str(journal.team_root(house.places, house.config, key)) for key in teams}
    folders = [str(bundled()), *map(str, house.places.exercises)]
    values = {
        "bestand": str(house.places.config_file),
        "eenvoudig": house.plain,
        "team": house.config.team,
        "persoonlijk": str(journal.personal_root(house.places)),
        "concepten": str(house.places.drafts),
        "oefeningen": folders,
        "teams": roots,
    }
    rows = [
        ("Instellingen", values["bestand"]),
        ("Eenvoudig scherm", "aan" if house.plain else "uit"),
        ("Vast team", teams.get(house.config.team or "", house.config.team or "geen")),
        ("Van jou alleen", values["persoonlijk"]),
        ("Nog open", values["concepten"]),
        ("Oefeningen", ", ".join(folders)),
        *((f"Team {teams[key]}", _where(house, root)) for key, root in roots.items()),
    ]
    return Overview(tuple((label, str(value)) for label, value in rows), values)


def _where(house: House, root: str) -> str:
    shared = places.shared(Path(root), house.environ)
    return f"{root} ({shared.name})" if shared else root


def change(house: House, name: str, value: str, team: str | None = None) -> str:
    """Change one setting and say what it is now. Raises ``ToolboxError`` for a name or value that cannot be."""
    if name not in _CHANGES:
        close = nearest(name, _CHANGES, 1)
        do = f"Bedoel je {quoted(close[0])}?" if close else f"Kies uit: {listed(list(_CHANGES), 'of')}."
        raise UsageError(f"De instelling {quoted(name)} kennen we niet.", "", do)
    edit = _CHANGES[name](house, value, team)
    settings.change(house.places.config_file, edit)
    return f"Bewaard in {house.places.config_file}."


Edit = Callable[[Config], Config]


def _plain(house: House, value: str, team: str | None) -> Edit:
    del house, team
    if value.lower() not in YES | NO:
        raise UsageError(f"{quoted(value)} past niet bij eenvoudig.", "", "Kies aan of uit.")
    return lambda config: replace(config, plain=value.lower() in YES)


def _root(house: House, value: str, team: str | None) -> Edit:
    del house, team
    folder = Path(value).expanduser().absolute()
    journal.check_root(folder)
    return lambda config: replace(config, root=folder)


def _team(house: House, value: str, team: str | None) -> Edit:
    del team
    known = journal.known_teams(house.places, house.config)
    if slug(value) not in known:
        names = listed(list(known.values()), "of")
        do = (
            f"Kies uit: {names}."
            if known
            else "Er is nog geen team. Een team maak je met: armoede start --team NAAM --nieuw-team"
        )
        raise ToolboxError(f"Team {quoted(value)} kennen we niet.", "", do)
    return lambda config: replace(config, team=slug(value))


def _aftercare(house: House, value: str, team: str | None) -> Edit:
    return _of_team(house, team, lambda known: replace(known, aftercare=value or None))


def _folder(house: House, value: str, team: str | None) -> Edit:
    folder = Path(value).expanduser().absolute()
    journal.check_root(folder)
    return _of_team(house, team, lambda known: replace(known, folder=folder))


def _of_team(house: House, team: str | None, edit: Callable[[Team], Team]) -> Edit:
    name = team or house.config.team
    if not name:
        raise UsageError("Bij welk team hoort dit?", "", "Geef --team NAAM.")
    known = house.config.teams.get(slug(name)) or Team(name=name)
    return lambda config: replace(config, teams={**config.teams, slug(name): edit(known)})


_CHANGES: Final[dict[str, Callable[[House, str, str | None], Edit]]] = {
    "eenvoudig": _plain,
    "logboek": _root,
    "team": _team,
    "nazorg": _aftercare,
    "map": _folder,
}
