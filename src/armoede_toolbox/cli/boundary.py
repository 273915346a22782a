"""The error boundary: whatever happens, a person reads Dutch and a script gets the right exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Final

from armoede_toolbox.cli import output
from armoede_toolbox.errors import ExitCode, Problem, ToolboxError

_OFTEN: Final = 100_000
"""After how many new objects Python looks for loops of them. A start makes many that stay: looking is a tenth of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises an ``Exception``."""
    gc.set_threshold(_OFTEN)
    try:
        output.prepare()
        code = _run(sys.argv[1:] if argv is None else argv)
        output.flush()
    except BrokenPipeError:  # as in "armoede lijst | head -1"
        output.hang_up()
        code = ExitCode.OK
    except (KeyboardInterrupt, EOFError):
        code = ExitCode.INTERRUPTED
    except ToolboxError as error:
        output.report(error.problems)
        code = error.exit_code
    except Exception as error:
        code = _unforeseen(error)
    return int(code)


def _run(arguments: Sequence[str]) -> int:
    # Typer takes a tenth of a second; here Ctrl-C and a damaged installation are met in Dutch as well.
    from armoede_toolbox.cli.app import run

    return run(arguments)


def _unforeseen(error: Exception) -> int:
    if _stopped(error):
        return ExitCode.INTERRUPTED
    from armoede_toolbox.cli import bugs

    try:
        where, do = str(bugs.record(error)), bugs.SEND
    except Exception:
        where, do = "", bugs.NOT_RECORDED
    output.report([Problem("Er ging iets mis in de toolbox zelf. Het ligt niet aan jou.", where, do)])
    return ExitCode.BUG


def _stopped(error: Exception) -> bool:
    """Whether a person stopped in a window, before anything was begun."""
    window = sys.modules.get("armoede_toolbox.terminal.window")
    return window is not None and isinstance(error, window.Interrupted | window.CommandGiven)
