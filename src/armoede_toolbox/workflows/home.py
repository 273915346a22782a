"""The home menu: what a person sees who types only ``armoede`` (DESIGN 10.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armoede_toolbox.errors import ExitCode, ToolboxError
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.storage import journal
from armoede_toolbox.terminal.window import CommandGiven, Interrupted, Window
from armoede_toolbox.text import slug, spelled
from armoede_toolbox.vocabulary import EntryKind
from armoede_toolbox.workflows import sessions
from armoede_toolbox.workflows.house import House, open_house
from armoede_toolbox.workflows.starting import Wish
from armoede_toolbox.workflows.windows import open_window

if TYPE_CHECKING:
    from armoede_toolbox.entry import Head

EXPLANATION = (
    "Deze toolbox helpt jullie om samen na te denken over armoede en schulden in jullie werk.",
    "Je kiest een oefening. Je doet die alleen, met z’n tweeën of met je team.",
    "Wat je opschrijft, staat als gewone tekst in een map van jullie. Er gaat niets naar internet.",
    "Overslaan mag altijd. Namen van inwoners horen er niet in.",
    "Alle opdrachten zie je met: armoede --help",
)


_BACK: Final = "Druk op Enter voor het menu."


def home(house: House) -> int:
    """Show the menu until the person stops."""
    window = open_window(house)
    try:
        while (action := _choose(house, window)) is not None:
            _do(action, house, window)
            house = open_house(environ=house.environ)
    except (Interrupted, CommandGiven):
        return ExitCode.INTERRUPTED
    return ExitCode.OK


Action = Callable[[House, Window], object]


def _choose(house: House, window: Window) -> Action | None:
    from armoede_toolbox.workflows.resuming import unfinished

    team = house.config.teams.get(house.config.team or "")
    waiting = [one for one in unfinished(house)[0] if not one.personal]
    choices: list[tuple[str, Action]] = [
        ("Begin een oefening", _begin),
        ("Bereid een overleg voor", _prepare),
        (_agreements_label(house), _agreements),
        *([("Ga verder waar jullie stopten", _resume)] if waiting else []),
        *_trajectories(house),
        ("Maak een verslag", _report),
        ("Kijk terug en zoek", _look_around),
        ("Uitleg en instellingen", _explain),
    ]
    note = (Block("Er staat nog iets open.", Style.HINT),) if waiting else ()
    window.show(Screen("Armoede-toolbox", f"team {team.name}" if team else "", note))
    chosen = window.pick("Wat wil je doen?", [*(label for label, _ in choices), "Stoppen"])
    return choices[chosen][1] if chosen < len(choices) else None


def _do(action: Action, house: House, window: Window) -> None:
    """One choice; what goes wrong is told, and the menu comes back."""
    try:
        action(house, window)
    except ToolboxError as error:
        for problem in error.problems:
            window.say(*filter(None, (problem.what, problem.where, problem.do)))
    except CommandGiven:
        return
    except Interrupted:
        window.say("Terug naar het menu.")


def _begin(house: House, window: Window) -> None:
    sessions.begin(house, window, None, Wish())
    window.wait(_BACK)


def _prepare(house: House, window: Window) -> None:
    """Both papers for a meeting and its code, in a new folder where the person is."""
    from armoede_toolbox.workflows.choosing import choose_in_window
    from armoede_toolbox.workflows.preparing import Plan, prepare

    picked = choose_in_window(house, window)
    wish = Wish(mode=picked.mode, minutes=picked.minutes, people=picked.people)
    ready = prepare(house, picked.exercise, wish, Plan(fresh=True), window)
    window.say(*ready.notices, *filter(None, ready.text().split("\n")))
    window.wait(f"Open de bestanden en print ze. {_BACK}")


def _agreements_label(house: House) -> str:
    from armoede_toolbox.workflows.agreements import count_open

    number = count_open(house)
    return f"Onze afspraken ({number} open)" if number else "Onze afspraken"


def _agreements(house: House, window: Window) -> None:
    """The agreements of the team, or of all teams; from here people can look back."""
    from armoede_toolbox.workflows.agreements import HOW_TO_UPDATE, list_agreements, team_of_settings
    from armoede_toolbox.workflows.updating import update_in

    team = team_of_settings(house)
    found = list_agreements(house, team)
    lines = [line for line in found.text().split("\n") if line.strip() and line != HOW_TO_UPDATE]
    window.show(Screen("Onze afspraken", "", tuple(Block(line, Style.ROW) for line in lines)))
    if not any(one.status.open for one in found.found):
        window.wait(_BACK)
    elif window.pick("Wat wil je doen?", ["Kijk terug op wat open is", "Terug"]) == 0:
        update_in(house, window, team)
        window.wait(_BACK)


def _trajectories(house: House) -> list[tuple[str, Action]]:
    """One line when a trajectory of a team is under way; with more of them people choose."""
    from armoede_toolbox.workflows.progressing import Running, running_of_teams, told_shortly

    def go_on(house: House, window: Window, found: Sequence[Running]) -> None:
        from armoede_toolbox.workflows import meetings

        options = [told_shortly(one) for one in found]
        chosen = 0 if len(found) == 1 else window.pick("Met welke reeks gaan jullie verder?", [*options, "Terug"])
        if chosen < len(found):
            meetings.go_on(house, window, found[chosen])
            window.wait(_BACK)

    found = running_of_teams(house)
    label = f"Ga verder met {told_shortly(found[0])}" if len(found) == 1 else "Ga verder met een reeks"
    return [(label, lambda house, window: go_on(house, window, found))] if found else []


def _resume(house: House, window: Window) -> None:
    from armoede_toolbox.workflows.resuming import choose_draft, continue_draft

    chosen = choose_draft(house, None, personal=False, window=window)
    if chosen is not None:
        continue_draft(house, chosen, window)
        window.wait(_BACK)


def _look_around(house: House, window: Window) -> None:
    """Everything about what was done. Personal things are never here."""
    ways: list[tuple[str, Action]] = [
        ("Een sessie bekijken", _look_back),
        ("Zoeken", _search),
        ("Inzicht: wat we deden", _insight),
        ("Signalen voor beleid of politiek", _signals),
    ]
    chosen = window.pick("Wat wil je zien?", [*(label for label, _ in ways), "Terug"])
    if chosen < len(ways):
        ways[chosen][1](house, window)


def _show_text(window: Window, title: str, text: str) -> None:
    window.show(Screen(title, "", tuple(Block(line, Style.ROW) for line in text.split("\n") if line.strip())))
    window.wait(_BACK)


def _search(house: House, window: Window) -> None:
    from armoede_toolbox.workflows import searching
    from armoede_toolbox.workflows.logbook import NO_FILTERS

    words = window.line("Welk woord zoek je? Leeg is terug.")
    if words:
        _show_text(window, "Zoeken", searching.search(house, words.split(), NO_FILTERS, searching.FEW).text())


def _insight(house: House, window: Window) -> None:
    from dataclasses import replace

    from armoede_toolbox.workflows import insight
    from armoede_toolbox.workflows.agreements import team_of_settings
    from armoede_toolbox.workflows.logbook import Filters

    found = insight.read(house, Filters(team=team_of_settings(house)))
    _show_text(window, "Inzicht", replace(found, bars=not window.plain).text())


def _signals(house: House, window: Window) -> None:
    from armoede_toolbox.workflows import signals

    _show_text(window, "Signalen", signals.read(house).text())


def _look_back(house: House, window: Window) -> None:
    """The entries of the teams, newest first. Personal ones are never named here."""
    chosen = _picked(_of_teams(house), window, "Welke wil je zien?")
    if chosen is not None:
        window.show(Screen("Logboek", "", tuple(Block(line) for line in _readable(chosen[0]))))
        window.wait(_BACK)


def _of_teams(house: House) -> list[tuple[Path, Head]]:
    known = journal.known_teams(house.places, house.config)
    found = [item for key in known for item in journal.scan(journal.team_root(house.places, house.config, key)).files]
    return sorted(found, key=lambda item: item[1].started, reverse=True)


def _picked(found: Sequence[tuple[Path, Head]], window: Window, question: str) -> tuple[Path, Head] | None:
    """One of the newest; ``None`` when there is none, or none is wanted."""
    if not found:
        window.say("Het logboek is nog leeg.")
        window.wait(_BACK)
        return None
    names = [f"{spelled(head.started.date())}  {head.title} ({head.team})" for _, head in found[:8]]
    chosen = window.pick(question, [*names, "Terug"])
    return found[chosen] if chosen < len(names) else None


_FORMS: Final = (
    ("Een Word-bestand, om af te maken", "docx"),
    ("Een PDF, om te bewaren of te printen", "pdf"),
    ("Een webpagina", "html"),
    ("Een korte tekst voor een mail of Teams", ""),
)


def _report(house: House, window: Window) -> None:
    """A report of one session of a team, or of a whole trajectory, in the folder where the person is."""
    found = [item for item in _of_teams(house) if item[1].kind is EntryKind.SESSION]
    ways: list[tuple[str, Action]] = [("Eén sessie", partial(_report_of_one, found=found)), *_series(house, found)]
    chosen = window.pick("Waarvan wil je een verslag?", [*(label for label, _ in ways), "Terug"]) if ways[1:] else 0
    if chosen < len(ways):
        ways[chosen][1](house, window)


def _series(house: House, found: Sequence[tuple[Path, Head]]) -> Iterator[tuple[str, Action]]:
    """Every trajectory of which a team held more than one meeting."""
    heads = [head for _, head in found if head.trajectory and head.team]
    held = Counter((head.trajectory, slug(head.team or "")) for head in heads)
    if max(held.values(), default=0) > 1:
        from armoede_toolbox.storage.library import Library

        titles = {one.trajectory.id: one.trajectory.title for one in Library.load(house.places.exercises).trajectories}
        names = {slug(head.team or ""): str(head.team) for head in reversed(heads)}
        for (name, key), times in held.items():
            if name in titles and times > 1:
                action = partial(_report_of_series, name=name, team=names[key])
                yield f"De hele reeks: {titles[name]} ({names[key]}, {times} keer)", action


def _report_of_one(house: House, window: Window, found: Sequence[tuple[Path, Head]]) -> None:
    from armoede_toolbox.workflows import delivering, reporting

    chosen = _picked(found, window, "Van welke sessie wil je een verslag?")
    picked = None if chosen is None else _form(window, _FORMS)
    if chosen is None or picked is None:
        return
    path, head = chosen
    to = delivering.free_name(Path.cwd(), f"verslag-{path.stem}", picked) if picked else None
    made = reporting.make(house, [head.session], wish=reporting.Wish(picked or None, not picked, to), window=window)
    if made.file is None:
        window.show(Screen("Verslag", "", tuple(Block(line) for line in made.text().split("\n"))))
    _told(window, made.notices, made.file)


def _report_of_series(house: House, window: Window, name: str, team: str) -> None:
    from armoede_toolbox.workflows import delivering, reporting, series

    picked = _form(window, [form for form in _FORMS if form[1]])
    if picked is not None:
        to = delivering.free_name(Path.cwd(), f"verslag-{name}", picked)
        made = series.make(house, name, team, reporting.Wish(picked, to=to), window)
        _told(window, made.notices, made.file)


def _form(window: Window, forms: Sequence[tuple[str, str]]) -> str | None:
    picked = window.pick("Hoe wil je het hebben?", [*(label for label, _ in forms), "Terug"])
    return forms[picked][1] if picked < len(forms) else None


def _told(window: Window, notices: Sequence[str], file: Path | None) -> None:
    window.say(*notices, *([f"Klaar: {file}"] if file else []))
    window.wait(_BACK)


def _readable(path: Path) -> list[str]:
    from armoede_toolbox.workflows.logbook import readable

    return [*readable(journal.load(path)), f"Het bestand: {path}"]


def _explain(house: House, window: Window) -> None:
    from armoede_toolbox.workflows import settings

    window.show(Screen("Uitleg", "", tuple(Block(line) for line in EXPLANATION)))
    overview = settings.show(house)
    window.say(*(f"{label}: {value}" for label, value in overview.rows))
    other = "Zet het eenvoudige scherm uit" if house.plain else "Zet het eenvoudige scherm aan"
    if window.pick("Wil je iets veranderen?", ["Nee, terug", other]) == 1:
        window.say(settings.change(house, "eenvoudig", "uit" if house.plain else "aan"), "Het werkt de volgende keer.")
