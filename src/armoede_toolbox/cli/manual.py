"""The help of a command in Dutch: plain text, readable at 80 columns and by a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import cleandoc
from typing import TYPE_CHECKING, Final

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter

COMMAND: Final = "[OPDRACHT]"
OPTIONS: Final = "[OPTIES]"
_HELP: Final = "Toon deze uitleg."
_NOT_ENGLISH: Final = frozenset({"journaal"})


def usage(command: Command) -> list[str]:
    """What can be typed after the name of a command."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    return [*map(_argument, arguments), OPTIONS]


def write(command: Command, ctx: Context, formatter: HelpFormatter, other_names: Sequence[str]) -> None:
    """The whole help."""
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), "Gebruik: ")
    _paragraphs(formatter, command.help or "")
    _names(formatter, other_names)
    _section(formatter, "Opdrachten", _commands(command, ctx))
    _section(formatter, "Argumenten", _records(command.params, "argument"))
    _section(formatter, "Opties", [*_records(command.params, "option"), (", ".join(ctx.help_option_names), _HELP)])
    _examples(formatter, command.epilog or "")


def _paragraphs(formatter: HelpFormatter, text: str) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(cleandoc(text))


def _names(formatter: HelpFormatter, names: Iterable[str]) -> None:
    english = ", ".join(name for name in names if name not in _NOT_ENGLISH)
    also = ", ".join(name for name in names if name in _NOT_ENGLISH)
    if english:
        _paragraphs(formatter, f"Engels: {english}" + (f". Ook: {also}" if also else ""))


def _commands(command: Command, ctx: Context) -> list[tuple[str, str]]:
    return [(one.name or "", _first(one)) for one in subcommands(command, ctx) if not one.hidden]


def subcommands(command: Command, ctx: Context) -> list[Command]:
    """The commands of a group; of another command none."""
    if not isinstance(command, TyperGroup):
        return []
    return [one for name in command.list_commands(ctx) if (one := command.get_command(ctx, name))]


def _first(command: Command) -> str:
    return cleandoc(command.help or "").split("\n\n")[0]


def _records(params: Iterable[Parameter], kind: str) -> list[tuple[str, str]]:
    shown = [param for param in params if param.param_type_name == kind and not getattr(param, "hidden", False)]
    return [(_name(param), _about(param)) for param in shown]


def _name(param: Parameter) -> str:
    if param.param_type_name == "argument":
        return _metavar(param)
    value = "" if getattr(param, "is_flag", False) else f" {_metavar(param)}"
    return ", ".join(sorted(param.opts, key=len)) + value


def _about(param: Parameter) -> str:
    return getattr(param, "help", None) or ""


def _argument(param: Parameter) -> str:
    name = _metavar(param) + ("..." if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"


def _metavar(param: Parameter) -> str:
    return param.metavar or param.name.upper()


def _section(formatter: HelpFormatter, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _examples(formatter: HelpFormatter, lines: str) -> None:
    """As they are: a command that is broken over two lines can't be copied."""
    if lines:
        with formatter.section("Bijvoorbeeld"):
            formatter.write("".join(f"  {line}\n" for line in cleandoc(lines).splitlines()))
