"""Marking signals for policy or politics: in the closing of a session, or afterwards in a file of their own.

A published file is never rewritten, so what is marked later is a new small file that names its session. Every signal is
written before the next one is asked; until then each answer is in a draft, which goes on where it stopped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armoede_toolbox import __version__
from armoede_toolbox.entry import Head, JournalEntry, parse, render
from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Place, events
from armoede_toolbox.session.signals import OWN, Candidate, Later, candidates, candidates_in, later, numbered
from armoede_toolbox.signals import same
from armoede_toolbox.storage import journal
from armoede_toolbox.storage.drafts import Draft, DraftFile, in_use, list_drafts
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted, Window
from armoede_toolbox.text import counted, spelled
from armoede_toolbox.vocabulary import EntryKind, Sharing, Variant
from armoede_toolbox.workflows import logbook, stage
from armoede_toolbox.workflows.house import House
from armoede_toolbox.workflows.logbook import Filters
from armoede_toolbox.workflows.stand import Stand, until_safe
from armoede_toolbox.workflows.windows import open_window

if TYPE_CHECKING:
    from armoede_toolbox.prompts import Prompt

NAME: Final = "signaal"
"""What stands in the place of an exercise."""
QUESTION: Final = stage.SIGNALS
AGAIN: Final = "Is er nog iets dat beleid of politiek moet weten?"
WHICH: Final = "Wat geven jullie door?"
FOR_WHOM: Final = "Voor wie is het bedoeld? Een rol of een organisatie. Leeg laten mag ook."
MEANT: Final = (
    "Een signaal is bedoeld om naar buiten te gaan, ook als de rest bij jullie blijft.",
    "Schrijf er geen namen in. En geen verhaal waaraan je iemand herkent.",
)
_OTHERS: Final = "Iets anders wat is gezegd"
_OWN_WORDS: Final = "Ik typ het zelf"
_NOTHING: Final = "Toch niets"
Marking = dict[str, Any]


# --- one signal -----------------------------------------------------------------------------------------------------


Keep = Callable[[Marking], None]
"""Keeps a signal: its text at once, and the whole when it is known for whom it is meant."""


def _ask_for(window: Window, offered: Sequence[Candidate], text: Keep, whole: Keep) -> str | None:
    """One signal: a text of today or one's own words, and for whom it is meant. ``None`` when there is none."""
    likely = [one for one in offered if one.likely]
    chosen = _chosen(window, likely, [one for one in offered if not one.likely])
    if chosen is None:
        return None
    marked: Marking = {"wat": chosen.what, "vraag": chosen.question, "voor_wie": None}
    text(marked)
    whole(marked | {"voor_wie": _line(window, FOR_WHOM) or None})
    return chosen.what


def _chosen(window: Window, first: Sequence[Candidate], others: Sequence[Candidate]) -> Candidate | None:
    """The texts that the exercise meant for it, and behind a door the rest."""
    shown, rest = (first, others) if first else (others, ())
    more = [_OTHERS] if rest else []
    options = [*(one.what for one in shown), *more, _OWN_WORDS, _NOTHING]
    number = window.pick(WHICH, options) if len(options) > len((_OWN_WORDS, _NOTHING)) else len(shown) + len(more)
    if number < len(shown):
        return shown[number]
    if more and number == len(shown):
        return _chosen(window, others, ())
    own = _line(window, "Schrijf het in één zin.") if options[number] == _OWN_WORDS else ""
    return Candidate(own, OWN, None) if own else None


def _line(window: Window, question: str) -> str:
    try:
        return window.line(question)
    except CommandGiven as given:
        if given.command is Command.PASS:
            return ""
        raise


def _ask_on(window: Window, offered: Sequence[Candidate], text: Keep, whole: Keep, known: set[str]) -> None:
    """One signal after the other; each answer is kept before the next is asked. Nothing is a full answer."""
    question = AGAIN if known else QUESTION
    while window.pick(question, ["Nee", "Ja"]) == 1:
        marked = _ask_for(window, [one for one in offered if same(one.what) not in known], text, whole)
        if marked is not None:
            known.add(same(marked))
        question = AGAIN


def rows(marked: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Signals as people read them."""
    return tuple(Block(_row(one["wat"], one.get("voor_wie")), Style.ROW) for one in marked)


def _row(what: str, addressee: str | None) -> str:
    return f"Signaal: {what}" + (f" (voor {addressee})" if addressee else "")


# --- in a session ---------------------------------------------------------------------------------------------------


def in_closing(stand: Stand, place: Place) -> None:
    """The one light question of the closing; usually the answer is no."""
    window, marked = stand.window, list(stand.session.signals or [])
    hints = tuple(Block(line, Style.HINT) for line in MEANT)
    window.show(Screen("Signalen", "", (Block(QUESTION, Style.QUESTION), *hints, *rows(marked))))
    if marked and window.pick("Dit staat er al.", ["Houd het zo, of zet er iets bij", "Begin opnieuw"]) == 1:
        marked = []
        stand.record(events.signalled(marked))

    def text(one: Marking) -> None:
        marked.append(one)
        stand.record(events.signalled(marked))

    def whole(one: Marking) -> None:
        marked[-1] = one
        stand.record(events.signalled(marked))

    _ask_on(window, candidates(stand.session), text, whole, {same(one["wat"]) for one in marked})
    if stand.session.signals is None:
        stand.record(events.signalled([]))
    stand.record(events.done(place.id))


# --- afterwards -----------------------------------------------------------------------------------------------------


def mark(house: House, name: str, *, personal: bool = False, plain: bool = False) -> int:
    """``signalen markeer``: choose from a finished session. Each signal is a new file; the session stays as it is."""
    path = logbook.find(house, name, Filters(personal=personal))
    window = open_window(house, plain=plain, instead="Open een terminal en typ: armoede signalen markeer laatste")
    made: list[Path] = []
    code = ExitCode.OK
    try:
        mark_in(house, window, path, made)
    except (Interrupted, CommandGiven):
        window.say("Gestopt." if made else "Gestopt. Er is niets veranderd.")
        code = ExitCode.INTERRUPTED
    if not sys.stdout.isatty():
        for file in made:
            print(file)  # noqa: T201 - the result of the command
    return code


def mark_in(house: House, window: Window, path: Path, made: list[Path]) -> None:
    """The same in a window that is open already. ``made`` takes the new files."""
    from armoede_toolbox.privacy import scan_text
    from armoede_toolbox.workflows.signals import marked_of

    window.guard = scan_text
    entry, root = journal.load(path), path.parent.parent
    if entry.head.kind is not EntryKind.SESSION:
        what = "Dit bestand is geen sessie, dus er valt niets te markeren."
        raise ToolboxError(what, str(path), "Bekijk de sessies met: armoede logboek")
    journal.check_root(root, make=False)
    finish_interrupted(house, window, personal=entry.head.team is None)
    known = {same(one) for one in marked_of(house, root, entry.head.session)}
    offered = candidates_in(entry, _prompts_of(house, entry))
    window.show(_screen(entry, len(known)))

    def kept(published: journal.Published) -> None:
        made.append(published.path)
        window.say("Bewaard. We lazen het bestand terug: alles staat erin.", str(published.path))

    marking = _Marking(house, window, root, entry.head, kept)
    while _wants_help(lambda: marking.ask(offered, known)):
        window.show(_screen(entry, len(known)))
    if not made:
        window.say("Er is niets veranderd.")


class _Marking:
    """Signals of one session, each with a draft until its file stands in the logbook."""

    def __init__(
        self, house: House, window: Window, root: Path, head: Head, kept: Callable[[journal.Published], None]
    ) -> None:
        self._house, self._window, self._root, self._head, self._kept = house, window, root, head, kept
        self._draft: Draft | None = None
        self._later: Later | None = None

    def ask(self, offered: Sequence[Candidate], known: set[str]) -> None:
        """Ask; who stops at the last question of a signal has said enough, and who goes back takes it away."""
        try:
            _ask_on(self._window, offered, self._text, self._whole, known)
        except CommandGiven as given:
            self._end(publish=given.command is not Command.BACK)
            raise
        except Interrupted:
            self._end(publish=True)
            raise
        finally:
            if self._draft is not None:
                self._draft.close()

    def _text(self, one: Marking) -> None:
        entry = to_entry(self._house, self._head, one)
        self._draft = Draft.create(entry.head.session, self._house.places.drafts, journal.fallback(self._root))
        self._keep(entry)

    def _whole(self, one: Marking) -> None:
        if self._later is not None:
            before = parse(self._later.file)
            self._keep(replace(before, signals=tuple(numbered(self._later.session, [one]))))
        self._end(publish=True)

    def _keep(self, entry: JournalEntry) -> None:
        """What was answered is in the draft before the next question."""
        head = entry.head
        self._later = Later(session=head.session, root=str(self._root), team=head.team, file=render(entry))
        if self._draft is None:
            return
        try:
            self._draft.append(self._later.event())
        except ToolboxError as error:
            until_safe(self._window, self._draft, error)

    def _end(self, *, publish: bool) -> None:
        draft, self._draft = self._draft, None
        if draft is None or self._later is None:
            return
        with draft:
            published = _publish(self._later) if publish else None
            draft.discard()
        if published is not None:
            self._kept(published)


def _wants_help(ask: Callable[[], None]) -> bool:
    """Ask; ``/hulp`` and ``/terug`` ask again, every other command is the end of it."""
    try:
        ask()
    except CommandGiven as given:
        return given.command in (Command.HELP, Command.BACK)
    return False


def _screen(entry: JournalEntry, known: int) -> Screen:
    hints = tuple(Block(line, Style.HINT) for line in MEANT)
    already = (Block(f"Bij deze sessie: {counted(known, 'signaal', 'signalen')}."),) if known else ()
    return Screen(entry.head.title, spelled(entry.head.started.date()), (*hints, *already))


def _prompts_of(house: House, entry: JournalEntry) -> Mapping[str, Prompt]:
    from armoede_toolbox.workflows import reporting

    return reporting.prompts_of(house, entry.head.exercise)


def _publish(later: Later) -> journal.Published:
    return journal.publish(later.file, journal.entry_path(Path(later.root), later.session, NAME))


def finish_interrupted(house: House, window: Window, *, personal: bool = False) -> None:
    """Write signals whose program was ended half-way; personal ones only for who asks for them."""
    for file in list_drafts(house.places, house.config):
        found = later(file.events)
        if found is not None and (found.team is None) == personal and not in_use(file):
            _finish(window, file, found)


def _finish(window: Window, file: DraftFile, found: Later) -> None:
    """When it cannot be written now either, its draft stays and other work goes on."""
    try:
        with Draft.open(file.path, journal.fallback(Path(found.root)), file.older) as draft:
            journal.check_root(Path(found.root), make=False)
            published = _publish(found)
            draft.discard()
    except ToolboxError as error:
        window.say(*(problem.what for problem in error.problems))
        return
    window.say("Een signaal was nog niet bewaard. Nu wel:", str(published.path))


def to_entry(house: House, head: Head, one: Marking) -> JournalEntry:
    """The file of one signal that was marked after its session."""
    now = house.now()
    session = journal.session_id(now, house.chance)
    own = Head(
        kind=EntryKind.SIGNAL,
        session=session,
        exercise=NAME,
        number="",
        title=f"Signaal van {spelled(now.date())}",
        learning_need=head.learning_need,
        themes=head.themes,
        mode=head.mode,
        variant=Variant.SHORT,
        started=now,
        finished=now,
        complete=True,
        sharing=Sharing.AGREEMENTS,
        toolbox=__version__,
        team=head.team,
        participants=head.participants,
        belongs_to=head.session,
    )
    return JournalEntry(head=own, signals=tuple(numbered(session, [one])))
