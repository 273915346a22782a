"""The commands, one file per subject: each declares its words, calls its workflow and prints what that gives.

Importing a file registers its commands. Workflows are imported inside the commands, so that each loads only what it
needs. Help texts come from ``help=``; the docstrings are for who reads the code.
"""

from armoede_toolbox.cli.commands import (
    agreements,
    authoring,
    choosing,
    insight,
    knowledge,
    logbook,
    paper,
    privacy,
    reports,
    running,
    settings,
    signals,
    trajectories,
)

__all__ = [
    "agreements",
    "authoring",
    "choosing",
    "insight",
    "knowledge",
    "logbook",
    "paper",
    "privacy",
    "reports",
    "running",
    "settings",
    "signals",
    "trajectories",
]
