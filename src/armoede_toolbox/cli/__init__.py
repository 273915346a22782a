"""The command line: declare, call, print, and one error boundary. Nothing else lives here."""

from __future__ import annotations

from armoede_toolbox.cli.boundary import main

__all__ = ["main"]
