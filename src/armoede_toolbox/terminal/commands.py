"""What people type instead of an answer, and what reaches a window when an answer does not come."""

from __future__ import annotations

from typing import Final

from armoede_toolbox.terminal.window import Command

MEANINGS: Final = {
    Command.BACK: "één stap terug",
    Command.PASS: "deze vraag overslaan",
    Command.PAUSE: "even pauze",
    Command.ROUND_OFF: "naar de afsluiting",
    Command.STOP: "stoppen",
    Command.HELP: "uitleg",
}


class CommandTyped(Exception):
    """A command, with the text that was typed before it."""

    def __init__(self, command: Command, half: str = "") -> None:
        self.command = command
        self.half = half
        super().__init__(command.value)


class HalfTyped(KeyboardInterrupt):
    """Ctrl-C, Ctrl-D or a closed window, with the text that was typed before it."""

    def __init__(self, half: str = "") -> None:
        self.half = half
        super().__init__()


def command_in(line: str) -> Command | None:
    """The command that a line is, exactly; case and blanks do not matter."""
    word = "".join(line.split()).casefold()
    return next((command for command in Command if command == word), None)


def literal(text: str) -> str:
    """``//stop`` on a line of its own stands for the text ``/stop``."""
    return "\n".join(_literal_line(line) for line in text.split("\n"))


def _literal_line(line: str) -> str:
    bare = line.strip()
    return bare[1:] if bare.startswith("//") and command_in(bare[1:]) else line
