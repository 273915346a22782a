"""Completing words with Tab: names of exercises and teams, and the choices of an option. Personal sessions never."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from armoede_toolbox.errors import ExitCode

if TYPE_CHECKING:
    from typer._click.core import Command

    from armoede_toolbox.storage.catalogue import Card

PROGRAM: Final = "armoede"
VARIABLE: Final = "_ARMOEDE_COMPLETE"
SHELLS: Final = ("bash", "zsh", "fish", "powershell", "pwsh")
_INSTALL: Final = {
    "bash": """echo 'eval "$(armoede --aanvulling bash)"' >> ~/.bashrc""",
    "zsh": """echo 'autoload -Uz compinit && compinit; eval "$(armoede --aanvulling zsh)"' >> ~/.zshrc""",
    "fish": "armoede --aanvulling fish > ~/.config/fish/completions/armoede.fish",
    "powershell": "Add-Content $PROFILE 'armoede --aanvulling powershell | Out-String | Invoke-Expression'",
    "pwsh": "Add-Content $PROFILE 'armoede --aanvulling pwsh | Out-String | Invoke-Expression'",
}

Completed = list[str | tuple[str, str]]


def asked() -> str | None:
    """What a shell asks for, if it is a shell that runs us."""
    return os.environ.get(VARIABLE)


def answer(command: Command, instruction: str) -> int:
    """Tell the shell which words fit. Whatever goes wrong, a person who presses Tab sees no error."""
    from typer._completion_classes import completion_init
    from typer.completion import shell_complete

    kind, _, shell = instruction.partition("_")
    if kind not in ("complete", "source") or shell not in SHELLS:
        return ExitCode.USAGE
    completion_init()
    try:
        return shell_complete(command, {}, PROGRAM, VARIABLE, instruction)
    except Exception:
        return ExitCode.IMPOSSIBLE


def script(shell: str) -> str:
    """What a shell has to run to complete our words."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)


def advice(shell: str) -> str:
    """How to keep it, for a person who reads the script on the screen."""
    return f"Zo werkt aanvullen met Tab altijd. Typ één keer, en open dan een nieuw venster:\n  {_INSTALL[shell]}"


def among(choices: Iterable[str]) -> Callable[[str], Completed]:
    """Complete one of a closed list."""
    known = list(choices)

    def complete(incomplete: str) -> Completed:
        return [choice for choice in known if choice.startswith(incomplete.lower())]

    return complete


def exercises(incomplete: str) -> Completed:
    """Ids, and numbers once a person begins to type one, in the case that is typed."""
    names = [(name, card) for card in _cards() for name in _names(card, incomplete)]
    return [(name, _about(card)) for name, card in names if name.lower().startswith(incomplete.lower())]


def _names(card: Card, incomplete: str) -> Iterator[str]:
    yield card.id
    if incomplete:
        yield card.number if incomplete[0].isupper() else card.number.lower()
        yield card.number[2:]


def _about(card: Card) -> str:
    """Without square brackets: Typer takes those for markup."""
    return f"{card.number} {card.title}".replace("[", "(").replace("]", ")")


def _cards() -> list[Card]:
    from armoede_toolbox.workflows.house import open_house
    from armoede_toolbox.workflows.listing import catalogue_of

    return catalogue_of(open_house())[0]


def trajectories(incomplete: str) -> Completed:
    """Numbers and ids. Trajectories are few, so they are read anew."""
    from armoede_toolbox.workflows.house import open_house
    from armoede_toolbox.workflows.trajectories import list_trajectories

    found = [one.trajectory for one in list_trajectories(open_house()).found]
    names = [(name, one.title) for one in found for name in (one.number, one.id)]
    return [(name, title) for name, title in names if name.lower().startswith(incomplete.lower())]


def teams(incomplete: str) -> Completed:
    """The teams that there are."""
    from armoede_toolbox.storage.journal import known_teams
    from armoede_toolbox.workflows.house import open_house

    house = open_house()
    known = known_teams(house.places, house.config)
    return [
        name if name.startswith(incomplete) else key for key, name in known.items() if _begins(key, name, incomplete)
    ]


def _begins(key: str, name: str, incomplete: str) -> bool:
    return name.startswith(incomplete) or key.startswith(incomplete)
