"""Lists that a team brings itself: a plain text file in its own folder, one item per line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from armoede_toolbox.errors import ToolboxError
from armoede_toolbox.storage import safely
from armoede_toolbox.text import clean, clean_line

LISTS: Final = "lijsten"
"""The folder inside a team's root."""
MOST_ITEMS: Final = 40
_MOST_BYTES: Final = 64 * 1024
_MARKS: Final = "-*• \t"


def read_list(path: Path) -> list[str]:
    """The distinct items of a list; empty without such a file. Raises ``ToolboxError`` when it cannot be used."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ToolboxError("Deze lijst kunnen we niet lezen.", str(path), safely.because(error)) from error
    lines = clean(raw[:_MOST_BYTES].decode("utf-8-sig", "replace")).split("\n")
    items = list(dict.fromkeys(filter(None, (clean_line(line).lstrip(_MARKS) for line in lines))))
    if len(raw) > _MOST_BYTES or len(items) > MOST_ITEMS or len(items) == 1:
        do = f"Zet er twee tot {MOST_ITEMS} punten in, elk op een eigen regel."
        raise ToolboxError("Deze lijst past niet bij de oefening.", str(path), do)
    return items
