"""What can be wrong with a command line, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from typer import TyperException

from armoede_toolbox.errors import Problem, UsageError
from armoede_toolbox.text import listed, nearest, quoted

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter


def name_of(param: Parameter) -> str:
    """A parameter as people know it: ``--tijd`` or ``OEFENING``."""
    return max(param.opts, key=len) if param.param_type_name == "option" else param.metavar or param.name


def see_help(ctx: Context) -> str:
    """Where to read on."""
    return f"De uitleg zie je met: {ctx.command_path} --help"


def missing(param: Parameter, ctx: Context) -> Problem:
    """An argument or option that must be there."""
    return Problem(f"Er ontbreekt iets: {name_of(param)}.", "", see_help(ctx))


def twice(param: Parameter) -> Problem:
    """An option for one value that was given more often."""
    return Problem(f"De optie {name_of(param)} staat er meer dan één keer.", "", "Gebruik deze optie één keer.")


def no_value(name: str, ctx: Context) -> Problem:
    """An option without the value that belongs to it."""
    return Problem(f"Na de optie {name} hoort nog een waarde.", "", see_help(ctx))


def needless_value(name: str) -> Problem:
    """A switch with a value."""
    return Problem(f"Bij de optie {name} hoort geen waarde.", "", f"Gebruik alleen {name}.")


def misread(param: Parameter, raw: object, do: str) -> Problem:
    """A value that can't be read."""
    shown = listed([quoted(str(one)) for one in raw]) if isinstance(raw, list | tuple) else quoted(str(raw))
    return Problem(f"Bij {name_of(param)} past {shown} niet.", "", do)


def superfluous(rest: Iterable[str], ctx: Context) -> Problem:
    """More arguments than the command takes."""
    what = f"Dit is te veel: {listed([quoted(one) for one in rest])}."
    return Problem(what, "", f"Een naam met spaties zet je tussen aanhalingstekens. {see_help(ctx)}")


def unknown_command(typed: str, known: Mapping[str, str], ctx: Context) -> UsageError:
    """A command that is not there. ``known`` are all names that would have worked, each with the command's own."""
    near = list(dict.fromkeys(known[name] for name in nearest(typed, known, 2)))
    meant = f"Bedoel je {listed(near, 'of')}? " if near else ""
    do = f"{meant}Alle opdrachten zie je met: {ctx.command_path} --help"
    return UsageError(f"De opdracht {quoted(typed)} kennen we niet.", "", do)


def of_parser(error: TyperException, params: Iterable[Parameter], ctx: Context) -> UsageError:
    """What Typer's parser found, told by what it knows and not by its English words."""
    name = str(getattr(error, "option_name", ""))
    switches = {opt: getattr(param, "is_flag", False) for param in params for opt in param.opts}
    if name not in switches:
        return UsageError([_unknown_option(name, switches, ctx)])
    return UsageError([needless_value(name) if switches[name] else no_value(name, ctx)])


def _unknown_option(name: str, known: Iterable[str], ctx: Context) -> Problem:
    near = nearest(name, known, 2) if name.startswith("--") else []
    do = f"Bedoel je {listed(near, 'of')}? {see_help(ctx)}" if near else see_help(ctx)
    return Problem(f"De optie {quoted(name)} kennen we niet.", "", do)
