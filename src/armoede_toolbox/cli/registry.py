"""The program itself, and what its commands share: where the files are and whether a person is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer import Context, Typer

from armoede_toolbox.cli import options, output
from armoede_toolbox.cli.shell import Group
from armoede_toolbox.errors import ExitCode

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window
    from armoede_toolbox.workflows.house import House

app = Typer(
    cls=Group,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help", "--hulp"]},
    epilog="""
        armoede                    open het menu
        armoede kies --tijd 30     help me kiezen voor een half uur
        armoede start LB3-03       begin een oefening
        armoede lijst --help       uitleg bij één opdracht
    """,
)


def house_of(context: Context) -> House:
    """Where everything is, as the options, the environment and the settings say."""
    from armoede_toolbox.workflows.house import open_house

    return open_house(context.meta.get(options.LOGBOOK))


def window_for(house: House) -> Window | None:
    """A window, when a person sits at this terminal."""
    if not output.interactive():
        return None
    from armoede_toolbox.workflows.windows import open_window

    return open_window(house)


@app.callback(
    help="""
        Oefeningen om na te denken over armoede en schulden: alleen, met z’n tweeën of met je team.

        Alles blijft op jullie eigen computer. Er is geen account en geen internet nodig.
    """
)
def armoede(
    context: Context,
    logbook: options.Logbook = None,
    version: options.Version = False,
    completion: options.Completion = None,
) -> int:
    """Without a command: the home menu on a terminal, otherwise the help."""
    del logbook, version, completion
    if context.invoked_subcommand is not None:
        return ExitCode.OK
    if not output.interactive():
        output.say(context.get_help())
        return ExitCode.OK
    from armoede_toolbox.workflows.home import home

    return home(house_of(context))
