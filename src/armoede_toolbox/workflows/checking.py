"""``privacy``: check a text or a Word file of one's own, and make a copy without what was found."""

from __future__ import annotations

import codecs
import sys
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from armoede_toolbox.errors import Problem, ToolboxError, UsageError
from armoede_toolbox.privacy import Hit, masked, scan_text, word
from armoede_toolbox.privacy.finding import Finding, Place
from armoede_toolbox.storage import safely
from armoede_toolbox.text import quoted
from armoede_toolbox.workflows import delivering, sweeping
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.listing import FORMAT, written
from armoede_toolbox.workflows.sweeping import HELPS

STDIN: Final = Path("-")
MOST_BYTES: Final = 20_000_000
_WORD: Final = ".docx"
_REFUSED: Final = {
    ".pdf": "Een pdf kunnen we niet nakijken.",
    ".doc": "Een oud Word-bestand kunnen we niet nakijken.",
    ".rtf": "Een rtf-bestand kunnen we niet nakijken.",
    ".odt": "Een odt-bestand kunnen we niet nakijken.",
    ".xlsx": "Een Excel-bestand kunnen we niet nakijken.",
    ".pptx": "Een PowerPoint-bestand kunnen we niet nakijken.",
}
_OTHERWISE: Final = "Bewaar het als Word (.docx) of als tekst (.txt), en kijk dat na."
_MAKERS: Final = "In de eigenschappen van het bestand staat wie het maakte."
_CHANGED: Final = "Het oude bestand is niet veranderd."


@dataclass(frozen=True, slots=True)
class Wish:
    """What has to be done with what is found."""

    anonymous: bool = False
    strict: bool = False
    to: Path | None = None
    overwrite: bool = False


NO_WISH: Final = Wish()


@dataclass(frozen=True, slots=True)
class _File:
    """One file that was read. ``other`` makes the same file with roles in the place of hits."""

    name: str
    path: Path
    found: tuple[Finding, ...]
    other: Callable[[], bytes]
    encoding: str = ""
    """Of a text; empty for Word."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in which file, or the copy that was made."""

    files: tuple[_File, ...]
    made: tuple[Path, ...] = ()
    copy: str | None = None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, width: int = 80) -> str:
        """Per file what was found and where, or the copy itself, or where it is."""
        del width
        if self.copy is not None:
            return self.copy.removesuffix("\n")
        if self.made:
            return "\n".join(map(written, self.made))
        return "\n\n".join("\n".join(_told(one)) for one in self.files)

    def data(self) -> dict[str, Any]:
        """For other programs."""
        found = [_data(file, one) for file in self.files for one in file.found]
        skipped = [{"bestand": one.where, "regel": None, "reden": one.what} for one in self.problems]
        made = [written(path) for path in self.made]
        return {"formaat": FORMAT, "bevindingen": found, "gemaakt": made, "overgeslagen": skipped}


def check(house: House, paths: Sequence[Path], wish: Wish = NO_WISH) -> Checked:
    """Look through every file. One that can't be read never stops the others. Raises ``ToolboxError`` when strict."""
    _refuse_contradictions(paths, wish)
    files, problems = _opened(paths)
    if not files:
        raise ToolboxError(problems)
    if wish.strict:
        _refuse(files, problems)
    notices = tuple(dict.fromkeys(notice for one in files for notice in one.notices))
    if not wish.anonymous:
        return Checked(files, (), None, (*notices, HELPS), problems)
    if wish.to is None:
        return Checked(files, (), files[0].other().decode(files[0].encoding), _replaced(files), problems)
    made = tuple(_saved(house, one, wish) for one in files)
    return Checked(files, made, None, (*_replaced(files), _CHANGED), problems)


def _refuse_contradictions(paths: Sequence[Path], wish: Wish) -> None:
    if wish.anonymous and wish.strict:
        sweeping.care_of(anonymous=True, strict=True, aloud=False)
    if wish.to is not None and not wish.anonymous:
        raise UsageError("Met --naar maken we een kopie zonder namen.", "", "Geef erbij: --anoniem")
    if wish.anonymous and len(paths) > 1 and not (wish.to and wish.to.expanduser().is_dir()):
        raise UsageError("Voor meer bestanden is er een map nodig.", "", "Geef --naar met een map die er al is.")
    if wish.anonymous and wish.to is None and paths[0].suffix.lower() == _WORD:
        raise UsageError("Een Word-bestand past niet op het scherm.", "", "Geef erbij: --naar nieuw.docx")


def _opened(paths: Sequence[Path]) -> tuple[tuple[_File, ...], tuple[Problem, ...]]:
    files: list[_File] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            files.append(_open(path))
        except ToolboxError as error:
            problems += error.problems
    return tuple(files), tuple(problems)


def _refuse(files: Sequence[_File], problems: Sequence[Problem]) -> None:
    """What could not be read is not found to be clean either."""
    if problems:
        raise ToolboxError(problems)
    found = [Finding(Place(one.name, what.place.part), what.kind, what.piece, what.role) for one, what in _all(files)]
    sweeping.refuse(found, sweeping.Care(aloud=True), "Pas de tekst aan, of gebruik --anoniem met --naar.")


def _all(files: Sequence[_File]) -> Iterator[tuple[_File, Finding]]:
    return ((one, found) for one in files for found in one.found)


# --- reading --------------------------------------------------------------------------------------------------------


def _open(path: Path) -> _File:
    name = "wat binnenkwam" if path == STDIN else str(path)
    if path.suffix.lower() in _REFUSED:
        raise ToolboxError(_REFUSED[path.suffix.lower()], name, _OTHERWISE)
    content = _content(path, name)
    if content.startswith(b"%PDF"):
        raise ToolboxError(_REFUSED[".pdf"], name, _OTHERWISE)
    if content.startswith(b"PK\x03\x04") or path.suffix.lower() == _WORD:
        return _word(name, path, content)
    return _plain(name, path, content)


def _content(path: Path, name: str) -> bytes:
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        what = f"Dit bestand konden we niet lezen. {safely.because(error)}"
        raise ToolboxError(what, name, "Kijk of de naam klopt.") from error
    if len(content) > MOST_BYTES:
        do = f"Knip het in stukken van hoogstens {MOST_BYTES // 1_000_000} MB."
        raise ToolboxError("Dit bestand is te groot om na te kijken.", name, do)
    return content


def _word(name: str, path: Path, content: bytes) -> _File:
    try:
        passages, named = word.passages(content), word.names_its_makers(content)
    except word.NotWord as error:
        do = "Open het in Word en bewaar het opnieuw als .docx, zonder wachtwoord."
        raise ToolboxError("Dit is geen Word-bestand dat we kunnen lezen.", name, do) from error
    found = tuple(
        Finding(Place("", one.place), hit.kind, one.text[hit.start : hit.end], hit.role)
        for one in passages
        for hit in scan_text(one.text)
    )
    notices = (f"{_MAKERS} Kijk dat ook na.",) if named else ()
    return _File(name, path, found, lambda: word.rewritten(content, scan_text), notices=notices)


_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _plain(name: str, path: Path, content: bytes) -> _File:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        what = "De tekens in dit bestand kunnen we niet lezen."
        raise ToolboxError(what, name, "Bewaar het als tekst in UTF-8.") from error
    if "\0" in text:
        raise ToolboxError("Dit bestand is geen tekst.", name, _OTHERWISE)
    hits = scan_text(text)
    found = tuple(_in_text(text, hits))
    return _File(name, path, found, lambda: masked(text, hits).encode(encoding), encoding)


def _in_text(text: str, hits: Sequence[Hit]) -> Iterator[Finding]:
    ends = [at for at, sign in enumerate(text) if sign == "\n"]
    for hit in hits:
        line = bisect(ends, hit.start - 1) + 1
        yield Finding(Place("", f"regel {line}"), hit.kind, text[hit.start : hit.end], hit.role)


# --- writing --------------------------------------------------------------------------------------------------------


def _saved(house: House, one: _File, wish: Wish) -> Path:
    """Write the copy; never on the file itself, whatever was asked."""
    assert wish.to is not None
    name = "nagekeken.txt" if one.path == STDIN else one.path.name
    target = delivering.target_of(house, wish.to, name)
    if one.path != STDIN and target.resolve() == one.path.resolve():
        do = "Kies een andere naam of een andere map."
        raise ToolboxError("Dit is het bestand zelf. Dat veranderen we nooit.", str(target), do)
    delivering.refuse_existing(target, wish.overwrite)
    delivering.save(target, one.other(), wish.overwrite)
    return target


def _replaced(files: Sequence[_File]) -> tuple[str, ...]:
    found = [what for _, what in _all(files)]
    if not found:
        return (f"We vonden niets om te vervangen. {HELPS}",)
    return (f"Vervangen: {sweeping.summed(found)}. {HELPS}",)


# --- telling --------------------------------------------------------------------------------------------------------


def _told(one: _File) -> Iterator[str]:
    if not one.found:
        yield f"{one.name}: we vonden niets."
        return
    yield f"{one.name}: misschien {sweeping.summed(one.found)}."
    broad = max(len(what.place.part) for what in one.found)
    for what in one.found:
        yield f"  {what.place.part:<{broad}}  {what.kind}: {quoted(' '.join(what.piece.split()))}"


def _data(file: _File, one: Finding) -> dict[str, Any]:
    return {
        "bestand": file.name if file.path == STDIN else written(file.path),
        "plek": one.place.part,
        "soort": one.kind,
        "tekst": one.piece,
        "vervanging": one.role,
    }
