"""A count of the room as Markdown: ``- optie: aantal``, in a raster one list per row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from armoede_toolbox.prompts import Totals
from armoede_toolbox.prompts._markdown import amounts, labelled, nested, read_labelled, read_nested, read_whole


def counts_to_markdown(totals: Totals) -> str:
    """The count, one line per option."""
    return nested(_point(label, count) for label, count in totals.items())


def _point(label: str, count: Any) -> tuple[str, Iterable[str]]:
    if isinstance(count, dict):
        return labelled(label, "").rstrip(), amounts(count.items())
    return labelled(label, str(count)), ()


def counts_from_markdown(text: str) -> Totals:
    """The count back. Raises ``ValueError``."""
    return _without_doubles(_read_point(piece, below) for piece, below in read_nested(text))


def _read_point(piece: str, below: list[str]) -> tuple[str, Any]:
    label, rest = read_labelled(piece)
    if rest:
        if below:
            raise ValueError("Hier staat een aantal op een regel die een kop is.")
        return label, read_whole(rest, 0)
    return label, _without_doubles((name, read_whole(count, 0)) for name, count in map(read_labelled, below))


def _without_doubles(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for label, count in pairs:
        if label in found:
            raise ValueError("Een optie staat er twee keer.")
        found[label] = count
    return found
