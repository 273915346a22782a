"""English that Typer and its Click would say."""

from __future__ import annotations

import re

FRAGMENTS = (
    "usage error errors missing invalid required requires default options? commands? arguments? aborted"
    " try try.for no.such did.you.mean possible got unexpected extra show this message exit value values"
    " does not a.valid is.not please choose from env.var range deprecated dynamic install completion traceback"
).split()
PATTERN = re.compile(r"\b(" + "|".join(part.replace(".", " ") for part in FRAGMENTS) + r")\b", re.IGNORECASE)
DUTCH = re.compile(r"--[a-z-]+|“[^”]*”|\bargument\b|\bis\b")
"""What people typed, names of options, and words that both languages have."""


def english_in(text: str) -> list[str]:
    return PATTERN.findall(DUTCH.sub("", text))
