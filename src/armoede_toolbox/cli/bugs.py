"""A log of a bug of ours: where the program was and what kind of error it met, and nothing that anybody wrote."""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from typing import Final

from armoede_toolbox import __version__

FOLDER: Final = "fouten"
SEND: Final = (
    "Probeer het nog een keer. Blijft het misgaan? Geef dit bestand dan aan wie de toolbox beheert."
    " Je antwoorden staan er niet in."
)
NOT_RECORDED: Final = "Probeer het nog een keer. Een verslag van de fout konden we niet bewaren."
_ROOTS: Final = ("armoede_toolbox", "site-packages")


def record(error: BaseException) -> Path:
    """Write the log and return its path. May raise anything: the program is broken."""
    from armoede_toolbox.storage import places, safely
    from armoede_toolbox.storage.config import Config

    folder = places.find(os.environ, Config()).state / FOLDER
    path = folder / f"{datetime.now():%Y-%m-%d-%H%M%S-%f}.log"
    safely.write_new(path, "\n".join([*_lines(error), ""]).encode("utf-8", "replace"))
    return path


def _lines(error: BaseException) -> Iterator[str]:
    yield f"Armoede-toolbox {__version__}, Python {platform.python_version()}, {platform.system()}"
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"\n{type(link).__module__}.{type(link).__qualname__}"
        yield from _frames(link)
        link = link.__cause__ or link.__context__


def _frames(error: BaseException) -> Iterator[str]:
    """Without messages, source lines and locals: those may hold answers."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"  {_known(PurePath(code.co_filename))}:{line} {code.co_qualname}"


def _known(path: PurePath) -> str:
    """A path without the folders of the person: from our package, from a library, or only the name."""
    for root in _ROOTS:
        if root in path.parts:
            return "/".join(path.parts[path.parts.index(root) :])
    return path.name
