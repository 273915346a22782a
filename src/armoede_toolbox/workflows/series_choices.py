"""What a person decides for ``traject verslag``: the themes, where each answer goes, and what leaves of it.

It is asked on the screen or read from a file, and the file is what the screen writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox.reporting import report, series
from armoede_toolbox.reporting.report import Source
from armoede_toolbox.reporting.series import Item, Placed, Placing, Under
from armoede_toolbox.reporting.sharing import WORDS, Choices, Share
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage import safely
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.text import clean_line, counted, listed, quoted
from armoede_toolbox.vocabulary import Level
from armoede_toolbox.workflows import choice_file, delivering
from armoede_toolbox.workflows.choice_file import ChoiceFile
from armoede_toolbox.workflows.reporting import LESS, WAYS

if TYPE_CHECKING:
    from armoede_toolbox.terminal.window import Window

MOST_THEMES: Final = 5
"""Three to five read best; more is a list."""
_SHOWN: Final = 8
"""So many lines of an answer are shown to who places it."""
_SHARES: Final = {Share.ALL: "Alles, zonder naam", Share.THEMES: "Alleen de thema’s"}
_ALL_THEMES: Final = "Bij alle thema’s"
_LEAVE_OUT: Final = "Niet in het verslag"
_NOT_YET: Final = "Dat weet ik nog niet"
_KINDS: Final = {
    "Iets wat we zeiden": Under.SAID,
    "Een dilemma": Under.DILEMMA,
    "Iets wat we ervan leerden": Under.LEARNED,
    "Een aanknopingspunt": Under.LEAD,
    "Een signaal": Under.SIGNAL,
}
_LEVELS: Final = {**{word: level for level, word in series.WHOSE.items()}, _NOT_YET: None}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person chose: the themes, where answers go, and what leaves of them."""

    themes: tuple[str, ...] = ()
    placing: Placing = field(default_factory=dict)
    shares: Mapping[tuple[str, str], Share] = field(default_factory=dict)

    def of(self, session: str) -> Choices:
        """What leaves of one session."""
        return {question: share for (one, question), share in self.shares.items() if one == session}


def _most(sources: Sequence[Source]) -> dict[tuple[str, str], Share]:
    """The most that may leave, per question."""
    return {
        (source.entry.head.session, question.id): most
        for source in sources
        for question, most in report.candidates(source)
    }


# --- choosing on the screen -----------------------------------------------------------------------------------------


class Asking:
    """Walks through the questions with a person; ``/terug`` goes one back."""

    def __init__(
        self,
        window: Window,
        todo: Sequence[Item],
        sources: Sequence[Source],
        before: Decided,
        keep: Callable[[Decided], None],
    ) -> None:
        self.window = window
        self._decided = before
        self._kept = keep
        self._items = tuple(todo)
        self._most = _most(sources)
        self._each = False

    @property
    def decided(self) -> Decided:
        """What was chosen up to now; it is kept at once."""
        return self._decided

    @decided.setter
    def decided(self, decided: Decided) -> None:
        self._decided = decided
        self._kept(decided)

    def run(self) -> None:
        """Ask everything that was not chosen before. Raises ``Interrupted``; what was chosen is in ``decided``."""
        if self.decided.placing:
            self._place_all()
            return
        self.window.show(Screen("Verslag van de reeks", "", tuple(self._about())))
        way = self._pick("Wat gaat er mee?", WAYS)
        if way == 2:
            self.decided = Decided(shares=dict.fromkeys(self._most, Share.NOTHING))
            return
        self._each = way == 1
        self._name_themes()
        self._place_all()

    def _about(self) -> Iterator[Block]:
        heads = {item.head.session: item.head for item in self._items}
        for head in heads.values():
            many = sum(item.head == head for item in self._items)
            yield Block(f"{head.named}: {counted(many, 'vraag', 'vragen')}", Style.ROW)
        yield Block(LESS, Style.HINT)

    def _pick(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """A choice in which only /terug and stopping mean something."""
        while True:
            try:
                return self.window.pick(question, options, default=default)
            except CommandGiven as given:
                if given.command is Command.BACK:
                    raise
                if given.command in (Command.STOP, Command.ROUND_OFF):
                    raise Interrupted from None
                self.window.say("Kies een van de mogelijkheden. Met /terug ga je één vraag terug, met /stop stop je.")

    def _name_themes(self) -> None:
        """Three to five names; the words that were harvested as themes stand on the screen."""
        said = [line for item in self._items if item.under is Under.SAID for line in series.said(item.part)]
        rows = [Block(line, Style.ROW) for line in dict.fromkeys(said)][: 2 * _SHOWN]
        hint = Block("Noem drie tot vijf thema’s, in jullie eigen woorden. Een lege regel: klaar.", Style.HINT)
        self.window.show(Screen("Thema’s", "", (*rows, hint)))
        themes: list[str] = []
        while len(themes) < MOST_THEMES:
            try:
                theme = clean_line(self.window.line(f"Thema {len(themes) + 1}:"))
            except CommandGiven as given:
                if given.command in (Command.STOP, Command.ROUND_OFF):
                    raise Interrupted from None
                themes = themes[:-1] if given.command is Command.BACK else themes
                continue
            if not theme:
                break
            if theme not in themes:
                themes.append(theme)
            self.decided = replace(self.decided, themes=tuple(themes))
        self.decided = replace(self.decided, themes=tuple(themes))

    def _place_all(self) -> None:
        number = 0
        while number < len(self._items):
            try:
                if not self._place(number):
                    return
                number += 1
            except CommandGiven:
                number = max(number - 1, 0)

    def _place(self, number: int) -> bool:
        """Place one; whether to go on."""
        item = self._items[number]
        self.window.show(Screen("Waar hoort dit?", f"{number + 1} van {len(self._items)}", tuple(_shown(item))))
        options = [*self.decided.themes, _ALL_THEMES, _LEAVE_OUT, "De rest laat ik zo staan"]
        chosen = self._pick("Bij welk thema hoort dit?", options)
        if chosen == len(options) - 1:
            return False
        if options[chosen] == _LEAVE_OUT and chosen == len(options) - 2:
            self._keep(item, Placed(), Share.NOTHING)
            return True
        theme = options[chosen] if chosen < len(self.decided.themes) else None
        under = item.under or list(_KINDS.values())[self._pick("Wat is dit?", list(_KINDS))]
        level = self._level() if under is Under.LEAD else None
        self._keep(item, Placed(theme, under, level), self._share(item))
        return True

    def _level(self) -> Level | None:
        return list(_LEVELS.values())[self._pick("Wie kan hier iets mee?", list(_LEVELS))]

    def _share(self, item: Item) -> Share:
        most = self._most[item.key]
        if not self._each or most is not Share.ALL:
            return most
        return list(_SHARES)[self._pick("Wat gaat hiervan mee?", list(_SHARES.values()))]

    def _keep(self, item: Item, placed: Placed, share: Share) -> None:
        shares = {key: one for key, one in self.decided.shares.items() if key != item.key}
        if share is not self._most[item.key]:
            shares[item.key] = share
        placing = {**self.decided.placing, item.key: placed}
        self.decided = replace(self.decided, placing=placing, shares=shares)


def _shown(item: Item) -> Iterator[Block]:
    yield Block(item.head.named, Style.HINT)
    yield Block(item.text, Style.QUESTION)
    lines = series.said(item.part)
    yield from (Block(line, Style.ROW) for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield Block(f"en nog {len(lines) - _SHOWN}", Style.HINT)


# --- a choice file --------------------------------------------------------------------------------------------------


class Kept:
    """The file with what was chosen, written anew after each choice; a killed program loses none of them."""

    def __init__(self, stem: str, folders: Sequence[Path]) -> None:
        self._stem, self._folders = stem, folders
        self.file: Path | None = None
        """Where it stands; ``None`` as long as there is nothing in it, or no place for it."""
        self.problem: str | None = None
        """Why there is no place for it."""

    def keep(self, decided: Decided) -> None:
        """Write it. When one place fails it goes to the next."""
        if not (decided.themes or decided.placing or decided.shares or self.file):
            return
        for number, folder in enumerate(self._folders):
            try:
                self._write(folder, as_yaml(decided), mine=number == 0)
            except OSError as error:
                self.problem = safely.because(error)
            else:
                self.problem = None
                return

    def _write(self, folder: Path, content: bytes, *, mine: bool) -> None:
        if mine and self.file is not None and self.file.parent == folder:
            safely.replace(self.file, content)
            return
        file = delivering.free_name(folder, self._stem, "yaml")
        safely.write_new(file, content)
        self.file, self._folders = file, self._folders[self._folders.index(folder) :]


_THEMES, _PLACING = "themas", "indeling"
_THEME, _UNDER, _LEVEL, _SHARE = "thema", "onder", "niveau", "mee"
_SHARE_WORDS: Final = {word: share for share, word in WORDS.items()}


def as_yaml(decided: Decided) -> bytes:
    """The choices as a file that people can change."""
    import yaml

    found: dict[str, dict[str, dict[str, str]]] = {}
    for session, question in dict.fromkeys([*decided.placing, *decided.shares]):
        placed, share = decided.placing.get((session, question), Placed()), decided.shares.get((session, question))
        said = {_THEME: placed.theme, _UNDER: placed.under, _LEVEL: placed.level, _SHARE: share.word if share else None}
        found.setdefault(session, {})[question] = {key: str(value) for key, value in said.items() if value}
    data = {_THEMES: list(decided.themes), _PLACING: found}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000).encode()


_EXAMPLE: Final = (
    "Noem drie tot vijf thema’s onder themas. Zet daarna bij elk antwoord waar het hoort.",
    f"{_THEME}: een van jullie thema’s. {_UNDER}: {listed([under.value for under in Under], 'of')}.",
    f"{_LEVEL}: {listed([level.value for level in Level], 'of')}. {_SHARE}: {listed(list(WORDS.values()), 'of')}.",
)


def example(everything: Sequence[Item]) -> str:
    """A choice file to fill in: every answer that may leave, with its question above it."""
    lines = [*(f"# {line}" for line in _EXAMPLE), f"{_THEMES}: []", f"{_PLACING}:"]
    for session, group in groupby(everything, key=lambda item: item.head.session):
        mine = list(group)
        lines += ["", f"  # {clean_line(mine[0].head.named)}", f"  {session}:"]
        for item in mine:
            under = f"{_UNDER}: {item.under.value}" if item.under else ""
            lines += [f"    # {clean_line(item.text)}", f"    {item.key[1]}: {{{under}}}"]
    return "\n".join(lines) + "\n"


def from_file(path: Path, sources: Sequence[Source]) -> Decided:
    """What the file says. Raises ``ToolboxError`` with all that is wrong, each with its line."""
    file = choice_file.read(path)
    decided = _Reader(file, sources).decided()
    file.check()
    return decided


class _Reader:
    """Reads themes and places from a file."""

    def __init__(self, file: ChoiceFile, sources: Sequence[Source]) -> None:
        self._wrong = file.wrong
        self._file = file
        self._most = _most(sources)
        self._themes: tuple[str, ...] = ()

    def decided(self) -> Decided:
        """What the file says, as far as it is right."""
        data = self._file.data
        for key in data:
            if key not in (_THEMES, _PLACING):
                self._wrong((key,), f"{quoted(key)} kennen we niet.", f"Er zijn: {_THEMES} en {_PLACING}.")
        self._themes = self._named(data.get(_THEMES))
        found = dict(self._placed(data.get(_PLACING)))
        shares = {key: share for key, (_, share) in found.items() if share is not None}
        return Decided(self._themes, {key: placed for key, (placed, _) in found.items()}, shares)

    def _named(self, data: Any) -> tuple[str, ...]:
        names = data if isinstance(data, list) else [] if data in (None, "") else None
        if names is None or not all(isinstance(name, str) and clean_line(name) for name in names):
            self._wrong((_THEMES,), "Bij themas staat een lijst van namen.", "Schrijf per regel: - naam van het thema")
            return ()
        if len(names) > MOST_THEMES:
            what = f"Er staan {len(names)} thema’s. Een verslag heeft er hoogstens {MOST_THEMES}."
            self._wrong((_THEMES,), what, "Voeg er een paar samen.")
        return tuple(dict.fromkeys(map(clean_line, names)))

    def _placed(self, data: Any) -> Iterator[tuple[tuple[str, str], tuple[Placed, Share | None]]]:
        for session, questions in self._mapping(data, (_PLACING,)).items():
            known = next((one for one, _ in self._most if one == session), None)
            if known is None:
                what = f"De sessie {quoted(session)} zit niet in deze reeks."
                self._wrong((_PLACING, session), what, "Haal haar weg.")
                continue
            for question, said in self._mapping(questions, (_PLACING, session)).items():
                key = (session, question)
                if key not in self._most:
                    self._unknown(key)
                else:
                    yield key, self._one(key, self._mapping(said, (_PLACING, *key)))

    def _mapping(self, data: Any, place: tuple[str, ...]) -> dict[str, Any]:
        if isinstance(data, dict):
            return data
        if data not in (None, ""):
            do = f"Schrijf bijvoorbeeld: {{{_THEME}: naam, {_UNDER}: {Under.DILEMMA}}}"
            self._wrong(place, f"Onder {quoted(place[-1])} verwachten we namen met een waarde.", do)
        return {}

    def _unknown(self, key: tuple[str, str]) -> None:
        known = [question for session, question in self._most if session == key[0]]
        self._file.unanswered((_PLACING, *key), known)

    def _one(self, key: tuple[str, str], said: Mapping[str, Any]) -> tuple[Placed, Share | None]:
        found = {name: self._word((_PLACING, *key, name), value) for name, value in said.items()}
        share = _SHARE_WORDS.get(found.get(_SHARE) or "")
        if share is not None and share > self._most[key]:
            what = f"Bij {quoted(key[1])} mag niet meer mee dan {quoted(self._most[key].word)}."
            self._wrong((_PLACING, *key, _SHARE), what, "De groep koos dat samen.")
        under, level = found.get(_UNDER), found.get(_LEVEL)
        return Placed(found.get(_THEME), Under(under) if under else None, Level(level) if level else None), share

    def _word(self, place: tuple[str, ...], value: Any) -> str | None:
        """One of the words that may stand here."""
        allowed = {
            _THEME: list(self._themes),
            _UNDER: [under.value for under in Under],
            _LEVEL: [level.value for level in Level],
            _SHARE: list(_SHARE_WORDS),
        }.get(place[-1])
        if allowed is None:
            do = f"Er zijn: {listed([_THEME, _UNDER, _LEVEL, _SHARE])}."
            self._wrong(place, f"{quoted(place[-1])} kennen we niet.", do)
            return None
        word = clean_line(value) if isinstance(value, str) else ""
        if word not in allowed:
            do = f"Kies uit {listed(allowed, 'of')}." if allowed else f"Zet het thema eerst onder {_THEMES}."
            self._wrong(place, f"{quoted(word)} kennen we hier niet.", do)
            return None
        return word
