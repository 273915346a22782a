"""A choice file: what somebody chose before, in YAML. What it may hold, each use case knows; the rest is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from armoede_toolbox.errors import Problem, ToolboxError, batch
from armoede_toolbox.storage.journal import TAIL_LENGTH
from armoede_toolbox.text import listed, nearest, quoted

if TYPE_CHECKING:
    from armoede_toolbox.yamltext import Document


@dataclass(slots=True)
class ChoiceFile:
    """What stands in the file, as text scalars, and what turns out to be wrong with it."""

    path: Path
    document: Document
    _problems: dict[tuple[str, ...], Problem] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """The outer keys and what stands under them."""
        found: dict[str, Any] = self.document.data
        return found

    def wrong(self, place: tuple[str, ...], what: str, do: str) -> None:
        """Remember what is wrong in a place; the first thing counts."""
        line = self.document.at(place, key=True).line
        self._problems.setdefault(place, Problem(what, f"{self.path}, regel {line}", do))

    def unanswered(self, place: tuple[str, ...], known: Sequence[str]) -> None:
        """The question at the end of the place is not one that has an answer."""
        near = nearest(place[-1], known, most=1)
        do = f"Bedoel je {quoted(near[0])}?" if near else f"Er zijn: {listed(known)}." if known else ""
        self.wrong(place, f"De vraag {quoted(place[-1])} heeft geen antwoord in deze sessie.", do)

    def check(self) -> None:
        """Raise all that is wrong at once."""
        batch(list(self._problems.values()))


def read(path: Path) -> ChoiceFile:
    """Open a file. Raises ``ToolboxError`` with the place of what is wrong."""
    from armoede_toolbox.yamltext import YamlError, load

    try:
        document = load(path.read_text(encoding="utf-8"), as_text=True)
    except (OSError, UnicodeDecodeError):
        do = "Bewaar het als tekst (UTF-8) op een plek die je mag lezen."
        raise ToolboxError("Dit keuzebestand kunnen we niet lezen.", str(path), do) from None
    except YamlError as error:
        raise ToolboxError(error.what, f"{path}, regel {error.line}", error.do) from None
    if not isinstance(document.data, dict):
        do = "Schrijf per regel een vraag en wat er mee mag, bijvoorbeeld: waarom: themas"
        raise ToolboxError("In een keuzebestand staat per vraag wat er mee mag.", str(path), do)
    return ChoiceFile(path, document)


def names(key: str, session: str) -> bool:
    """Whether a key is the id of a session, or the end of it."""
    return len(key) >= TAIL_LENGTH and session.lower().endswith(key.lower())
