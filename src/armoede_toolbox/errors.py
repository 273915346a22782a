"""What can go wrong for a person, in Dutch: what happened, where, and what to do now.

Every error that may reach a user is a ``ToolboxError``. The command line has one boundary that prints it and takes its
exit code; anything else that reaches the boundary is a bug of ours (exit code 70).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the command line (DESIGN, chapter 3)."""

    OK = 0
    IMPOSSIBLE = 1
    USAGE = 2
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in Dutch."""

    what: str
    """What happened, a full sentence."""
    where: str = ""
    """A file with its line, or a question; empty where it speaks for itself."""
    do: str = ""
    """What to do now, a full sentence."""


class ToolboxError(Exception):
    """Something that a person can mend. Holds one or more problems, reported in one batch."""

    exit_code: ExitCode = ExitCode.IMPOSSIBLE

    def __init__(self, what: str | Sequence[Problem], where: str = "", do: str = "") -> None:
        self.problems: tuple[Problem, ...] = (Problem(what, where, do),) if isinstance(what, str) else tuple(what)
        super().__init__("; ".join(problem.what for problem in self.problems))


class UsageError(ToolboxError):
    """The command line itself is wrong."""

    exit_code = ExitCode.USAGE


class Stopped(ToolboxError):
    """The person stops now and goes on later; the draft is kept."""

    exit_code = ExitCode.INTERRUPTED


def batch(problems: Iterable[Problem]) -> None:
    """Raise one ``ToolboxError`` that holds all problems; do nothing when there are none."""
    found = tuple(problems)
    if found:
        raise ToolboxError(found)
