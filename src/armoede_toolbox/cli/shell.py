"""Typer's commands and groups in Dutch: how they read their arguments and how they draw their help.

Typer is English all through: in the errors of its parser, in its coercion (which costs an import of Pydantic besides),
in its help. So a command of ours reads its own parameters: the parser splits the words, a reader turns each into a
value, and everything that is wrong is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from typer import Exit, TyperException
from typer.core import TyperCommand, TyperGroup

from armoede_toolbox.cli import manual, misuse, output
from armoede_toolbox.cli.readers import Misread
from armoede_toolbox.errors import Problem, UsageError

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter

ALIASES: Final = {
    "choose": "kies",
    "list": "lijst",
    "show": "toon",
    "run": "start",
    "resume": "hervat",
    "room": "zaalscherm",
    "prepare": "voorbereiden",
    "worksheet": "werkblad",
    "runsheet": "draaiboek",
    "invitation": "uitnodiging",
    "booklet": "boekje",
    "trajectory": "traject",
    "status": "status",
    "agreements": "afspraken",
    "update": "bijwerken",
    "calendar": "agenda",
    "journal": "logboek",
    "journaal": "logboek",
    "search": "zoek",
    "path": "pad",
    "import": "haal-binnen",
    "report": "verslag",
    "export": "exporteer",
    "insight": "inzicht",
    "signals": "signalen",
    "mark": "markeer",
    "evidence": "bewijs",
    "privacy": "privacy",
    "facts": "feiten",
    "term": "begrip",
    "exercise": "oefening",
    "check": "controleer",
    "config": "instellingen",
}
"""Every other name of a command, on every level, in the order of the help."""
_ORDER: Final = list(ALIASES.values())
LIST: Final = "lijst"


class Command(TyperCommand):
    """A command in Dutch."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Its own parameters and those of the whole program that may also stand after the command."""
        everywhere = [param for param in ctx.find_root().command.params if not (param.expose_value or param.is_eager)]
        return [*super().get_params(ctx), *everywhere]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments into the context."""
        return _read(self, ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The arguments, and then the options: that is how people type it."""
        return manual.usage(self)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Draw the help."""
        manual.write(self, ctx, formatter, _other_names(self.name))


class Group(TyperGroup):
    """A group of commands in Dutch. Without a subcommand it does its ``lijst``."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what stands before the subcommand."""
        rest = _read(self, ctx, args if self.invoke_without_command else self._completed(ctx, args))
        ctx._protected_args, ctx.args = rest[:1], rest[1:]
        return ctx.args

    def _completed(self, ctx: Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing or (args and (not args[0].startswith("-") or args[0] in ctx.help_option_names)):
            return args
        return [LIST, *args] if LIST in self.commands else [*args, ctx.help_option_names[0]]

    def list_commands(self, ctx: Context) -> list[str]:
        """In the order in which people meet them."""
        return sorted(self.commands, key=_ORDER.index)

    def get_command(self, ctx: Context, cmd_name: str) -> AnyCommand | None:
        """A command by its name or another name, whatever the case."""
        name = cmd_name.casefold()
        return self.commands.get(name) or self.commands.get(ALIASES.get(name, ""))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """The command that is meant, under its own name."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            others = {name: meant for name, meant in ALIASES.items() if meant in self.commands}
            raise misuse.unknown_command(args[0], {name: name for name in self.commands} | others, ctx)
        return command.name if command else None, command, args[1:]

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The place of the command."""
        return [manual.COMMAND, manual.OPTIONS]

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Draw the help."""
        manual.write(self, ctx, formatter, _other_names(self.name))


def _other_names(name: str | None) -> list[str]:
    return [other for other, meant in ALIASES.items() if meant == name]


# --- reading --------------------------------------------------------------------------------------------------------


def _read(command: AnyCommand, ctx: Context, args: list[str]) -> list[str]:
    params = command.get_params(ctx)
    parser = command.make_parser(ctx)
    try:
        given, rest, order = parser.parse_args(args=list(args))
    except TyperException as error:
        raise misuse.of_parser(error, params, ctx) from error
    _answer_at_once(command, ctx, params, given)
    problems = [misuse.twice(param) for param in params if order.count(param) > 1 and not _many(param)]
    problems += [problem for param in params for problem in _take(ctx, param, params, given)]
    if rest and not ctx.allow_extra_args:
        problems.append(misuse.superfluous(rest, ctx))
    if problems and not ctx.resilient_parsing:
        raise UsageError(problems)
    ctx.args = rest
    ctx._opt_prefixes.update(("-", "--"))
    return rest


def _answer_at_once(command: AnyCommand, ctx: Context, params: list[Parameter], given: Mapping[str, Any]) -> None:
    """``--help`` and its like do their work whatever else is wrong."""
    for param in params if not ctx.resilient_parsing else ():
        if param is command.get_help_option(ctx) and param.name in given:
            output.say(ctx.get_help())
            raise Exit
        if param.is_eager and param.name in given and param.callback:
            try:
                param.callback(ctx, param, given[param.name])
            except Misread as error:
                raise UsageError([misuse.misread(param, given[param.name], error.do)]) from error


def _take(ctx: Context, param: Parameter, params: list[Parameter], given: Mapping[str, Any]) -> Iterator[Problem]:
    raw, source = param.consume_value(ctx, given)
    ctx.set_parameter_source(param.name, source)
    value = raw
    if raw is None and param.required:
        yield misuse.missing(param, ctx)
    elif isinstance(raw, str) and any(raw in other.opts for other in params):
        yield misuse.no_value(misuse.name_of(param), ctx)
    elif raw is not None and param.callback and not (param.is_eager or ctx.resilient_parsing):
        try:
            value = param.callback(ctx, param, raw)
        except Misread as error:
            yield misuse.misread(param, raw, error.do)
    if param.expose_value:
        ctx.params[param.name] = value


def _many(param: Parameter) -> bool:
    return param.multiple or param.nargs != 1
