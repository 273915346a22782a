"""From the declarations to the commands that Typer runs, each made when somebody asks for it.

Typer makes all of them, with all their options, before it looks which one is meant. That costs more than most of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from typer import Typer
from typer.main import get_command_from_info, get_group_from_info
from typer.models import TyperInfo

if TYPE_CHECKING:
    from typer._click.core import Command
    from typer.core import TyperGroup

_WAY: Final[Mapping[str, Any]] = {"pretty_exceptions_short": False, "rich_markup_mode": None}


class Commands(Mapping[str, "Command"]):
    """The commands of a group by name."""

    def __init__(self, makers: Mapping[str, Callable[[], Command]]) -> None:
        self._makers = makers
        self._made: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def command_of(app: Typer) -> TyperGroup:
    """The whole program."""
    return _group(TyperInfo(app))


def _group(info: TyperInfo) -> TyperGroup:
    full = cast(Typer, info.typer_instance)
    alone, info = copy(full), copy(info)
    alone.registered_commands, alone.registered_groups, info.typer_instance = [], [], alone
    group = get_group_from_info(info, suggest_commands=False, **_WAY)
    makers: dict[str, Callable[[], Command]] = {
        str(one.name): partial(get_command_from_info, one, **_WAY) for one in full.registered_commands
    }
    makers |= {str(one.name): partial(_group, one) for one in full.registered_groups}
    group.commands = cast(Any, Commands(makers))
    return group
