"""What a trajectory must be beyond the shape of its parts: pure checks, with the place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from armoede_toolbox.exercises.checks import Finding, Findings, Loc, strings, too_long
from armoede_toolbox.exercises.exercise import Exercise
from armoede_toolbox.exercises.shared import Shared
from armoede_toolbox.exercises.trajectory import SLACK, Meeting, Part, Trajectory, planned
from armoede_toolbox.exercises.wording import citations, unknown_braces
from armoede_toolbox.text import counted, listed, nearest, quoted
from armoede_toolbox.vocabulary import FreeBlock, Guests, Mode, Side, Variant

LOOKS_BACK: Final = "opvolging"
"""The theme of exercises that look back on agreements."""
_ALLOWED: Final = {
    Mode.SOLO: {Mode.SOLO},
    Mode.PAIR: {Mode.SOLO, Mode.PAIR},
    Mode.TEAM: {Mode.SOLO, Mode.PAIR, Mode.TEAM},
}
"""The modes in which a room can do an exercise: a team can also work in pairs."""


@dataclass(frozen=True, slots=True)
class Put:
    """A part with its place."""

    part: Part
    meeting: Meeting
    at: tuple[int, int]

    @property
    def loc(self) -> Loc:
        """The place in the file."""
        return ("bijeenkomsten", self.at[0], "delen", self.at[1])


def put(trajectory: Trajectory) -> list[Put]:
    """Every part, in order."""
    return [
        Put(part, meeting, (i, j))
        for i, meeting in enumerate(trajectory.meetings)
        for j, part in enumerate(meeting.parts)
    ]


def check(
    trajectory: Trajectory, exercises: Mapping[str, Exercise] | None = None, shared: Shared | None = None
) -> list[Finding]:
    """Everything that is wrong with a trajectory. With ``exercises`` (by id) and ``shared`` nothing may dangle."""
    found = [finding for one in ALONE for finding in one(trajectory)]
    if exercises is not None:
        found += [finding for one in WITH_EXERCISES for finding in one(trajectory, exercises)]
    if shared is not None:
        found += _known_sources(trajectory, shared)
    return found


# --- the trajectory alone -------------------------------------------------------------------------------------------


def _background(trajectory: Trajectory) -> Findings:
    return too_long(trajectory.background)


def _group_size(trajectory: Trajectory) -> Findings:
    least, most = trajectory.participants.min, trajectory.participants.max
    if least > most:
        what = f"Het kleinste aantal ({least}) is meer dan het grootste ({most})."
        yield Finding(("deelnemers",), "van-tot", what, "Zet bij “min” het kleinste aantal en bij “max” het grootste.")


def _kinds(trajectory: Trajectory) -> Findings:
    for one in put(trajectory):
        part = one.part
        if (part.exercise is None) is (part.block is None):
            what = "Een deel is een oefening of een vrij blok. Hier staat geen van de twee, of allebei."
            do = "Schrijf “oefening:” met de naam van een oefening, of “blok:” met een soort, zoals gesprek."
            yield Finding(one.loc, "deel", what, do)
        elif part.exercise is not None:
            yield from _keys(one, ("vorm",), ("titel", "minuten"), "oefening")
        else:
            yield from _keys(one, ("titel", "minuten"), ("vorm", "variant", "tijd"), "vrij blok")
        if part.variant is not None and part.time is not None:
            what = "Hier staan “variant” en “tijd” allebei."
            yield Finding((*one.loc, "tijd"), "deel", what, "Haal één van de twee weg.")


def _keys(one: Put, needed: tuple[str, ...], strange: tuple[str, ...], kind: str) -> Findings:
    given = one.part.to_file()
    for key in needed:
        if key not in given:
            yield Finding(one.loc, "deel", f"Bij een {kind} hoort {quoted(key)}.", f"Voeg toe: “{key}: …”.")
    for key in strange:
        if key in given:
            do = "Haal de regel weg. De minuten van een oefening volgen uit de variant."
            yield Finding((*one.loc, key), "deel", f"{quoted(key)} hoort niet bij een {kind}.", do)


def _modes(trajectory: Trajectory) -> Findings:
    allowed = set().union(*(_ALLOWED[mode] for mode in trajectory.modes))
    for one in put(trajectory):
        if one.part.mode is not None and one.part.mode not in allowed:
            what = f"De vorm {quoted(one.part.mode)} past niet bij een reeks voor {listed(list(trajectory.modes))}."
            yield Finding((*one.loc, "vorm"), "vorm", what, "Kies een andere vorm, of zet hem bovenin bij “vormen”.")


def _organisations(trajectory: Trajectory) -> Findings:
    if trajectory.organisations and Mode.TEAM not in trajectory.modes:
        what = "Meer organisaties horen bij een reeks voor een team."
        yield Finding(("organisaties",), "organisaties", what, "Haal de regel weg, of zet “team” bij “vormen”.")


def _citations(trajectory: Trajectory) -> Findings:
    cited: dict[str, Loc] = {}
    for loc, text in strings(trajectory.to_file(), ()):
        for code in citations(text):
            cited.setdefault(code, loc)
        for braced in unknown_braces(text.replace("{minuten}", "{minuten }")):
            what = f"In een reeks vullen we {quoted(braced.replace(' }', '}'))} niet in."
            yield Finding(loc, "accolades", what, "Schrijf het in gewone woorden.")
    for code, loc in cited.items():
        if code not in trajectory.sources:
            what = f"De tekst verwijst naar {code}, maar {code} staat niet bij “bronnen”."
            do = f"Zet {code} erbij: “bronnen: [{', '.join((*trajectory.sources, code))}]”."
            yield Finding(loc, "bronnen", what, do)
    for i, code in enumerate(trajectory.sources):
        if code not in cited:
            what = f"{code} staat bij “bronnen”, maar geen tekst gebruikt deze bron."
            do = f"Zet [{code}] achter de zin waar de bron bij hoort, of haal {code} weg."
            yield Finding(("bronnen", i), "bronnen", what, do)


# --- with the exercises that there are ------------------------------------------------------------------------------


def _exist(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    for one in put(trajectory):
        name = one.part.exercise
        if name is not None and name not in exercises:
            near = nearest(name, exercises)
            do = f"Bedoel je {quoted(near[0])}?" if near else "Kies een oefening die er is, of maak die oefening."
            yield Finding((*one.loc, "oefening"), "oefening", f"De oefening {quoted(name)} is er niet.", do)


def _versions(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    for one, exercise in _known(trajectory, exercises):
        mode, part = one.part.mode, one.part
        if mode is None:
            continue
        lengths = exercise.variants_in(mode) if mode in exercise.modes else {}
        if mode not in exercise.modes:
            what = f"{quoted(exercise.title)} kan niet in de vorm {quoted(mode)}."
            yield Finding((*one.loc, "vorm"), "vorm", what, f"Kies uit: {listed(list(exercise.modes), 'of')}.")
        elif part.version(exercise) is None:
            yield _no_version(one, exercise, lengths)


def _no_version(one: Put, exercise: Exercise, lengths: Mapping[Variant, int]) -> Finding:
    ways = listed([f"{variant} ({minutes})" for variant, minutes in lengths.items()], "of")
    if one.part.time is not None:
        what = f"{quoted(exercise.title)} past niet in {counted(one.part.time, 'minuut', 'minuten')}."
        return Finding((*one.loc, "tijd"), "tijd", what, f"Geef meer tijd. De lengtes zijn: {ways}.")
    key = "oefening" if one.part.variant is None else "variant"
    what = f"{quoted(exercise.title)} heeft hier geen lengte {quoted(one.part.variant or Variant.NORMAL)}."
    return Finding((*one.loc, key), "variant", what, f"Kies bij “variant” uit: {ways}.")


def _known(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Iterator[tuple[Put, Exercise]]:
    for one in put(trajectory):
        if exercise := exercises.get(one.part.exercise or ""):
            yield one, exercise


def _minutes(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    """Says nothing where a part can't be timed: that is a finding already."""
    for i, meeting in enumerate(trajectory.meetings):
        if any(part.lasts(exercises) is None for part in meeting.parts):
            continue
        needed, loc = planned(trajectory, i + 1, exercises), ("bijeenkomsten", i, "minuten")
        if needed > meeting.minutes:
            around = "De delen duren met begin, einde en de vragen van de reeks"
            what = f"{around} {needed} minuten. De bijeenkomst duurt er {meeting.minutes}."
            yield Finding(loc, "minuten", what, "Geef de bijeenkomst meer minuten, of kies een kortere variant.")
        elif meeting.minutes - needed > SLACK:
            left = meeting.minutes - needed
            what = f"Er blijven {left} minuten over. Meer dan {SLACK} minuten speling is te veel."
            yield Finding(loc, "minuten", what, "Maak de bijeenkomst korter, of vul de tijd met een deel.")


def _look_back(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    """From the second meeting of a group on there is something to look back on."""
    if set(trajectory.modes) == {Mode.SOLO}:
        return
    for i, meeting in enumerate(trajectory.meetings[1:], start=1):
        if meeting.look_back == 0 and not any(_looks_back(part, exercises) for part in meeting.parts):
            what = "Deze bijeenkomst kijkt niet terug op de afspraken van de vorige keer."
            do = "Haal “terugblik: 0” weg, of voeg een deel toe dat terugkijkt."
            yield Finding(("bijeenkomsten", i, "terugblik"), "terugblik", what, do)


def _looks_back(part: Part, exercises: Mapping[str, Exercise]) -> bool:
    exercise = exercises.get(part.exercise or "")
    return part.block is FreeBlock.LOOK_BACK or (exercise is not None and LOOKS_BACK in exercise.themes)


def _sides(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    sides = set()
    for one, exercise in _known(trajectory, exercises):
        variant = one.part.version(exercise)
        if variant is not None and one.part.mode is not None:
            steps = exercise.steps_in(variant, one.part.mode)
            sides |= {prompt.side for step in steps for prompt in step.prompts_in(variant, one.part.mode)}
    for side in Side:
        if side not in sides:
            what = f"In de hele reeks kijkt geen enkele vraag vanuit de kant {quoted(side)}."
            do = f"Kies een oefening of een variant met een vraag met “blik: {side}”."
            yield Finding(("bijeenkomsten",), "blik", what, do)


def _guests(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    for one, exercise in _known(trajectory, exercises):
        blocks = {part.block for part in one.meeting.parts}
        if exercise.guests is Guests.YES and FreeBlock.GUEST not in blocks:
            what = f"Bij {quoted(exercise.title)} doen ervaringsdeskundigen mee, maar niemand ontvangt hen."
            do = "Zet in deze bijeenkomst een deel met “blok: gast”. Zeg daar hoe jullie gasten welkom zijn."
            yield Finding((*one.loc, "oefening"), "gast", what, do)


def _fits_group(trajectory: Trajectory, exercises: Mapping[str, Exercise]) -> Findings:
    """A part that says what to do (``doe``) with a group of another size is fine."""
    people = trajectory.participants
    for one, exercise in _known(trajectory, exercises):
        if one.part.mode is not Mode.TEAM or one.part.do is not None:
            continue
        least, most = exercise.people(Mode.TEAM)
        if people.min < least or people.max > most:
            made_for = f"{quoted(exercise.title)} is voor {least} tot {most} mensen"
            what = f"{made_for}, de reeks voor {people.min} tot {people.max}."
            do = "Zeg bij “doe” wat je doet als de groep kleiner of groter is."
            yield Finding((*one.loc, "oefening"), "deelnemers", what, do, error=False)


# --- with the sources that there are --------------------------------------------------------------------------------


def _known_sources(trajectory: Trajectory, shared: Shared) -> Findings:
    for i, code in enumerate(trajectory.sources):
        if code not in shared.sources:
            what = f"{code} bestaat niet in _bronnen.yaml."
            do = f"Zet {code} in _bronnen.yaml, of verwijs naar een code die er al is."
            yield Finding(("bronnen", i), "bronnen", what, do)


ALONE: Final[tuple[Callable[[Trajectory], Findings], ...]] = (
    _background,
    _group_size,
    _kinds,
    _modes,
    _organisations,
    _citations,
)
"""Every check that needs the trajectory only."""

WITH_EXERCISES: Final[tuple[Callable[[Trajectory, Mapping[str, Exercise]], Findings], ...]] = (
    _exist,
    _versions,
    _minutes,
    _look_back,
    _sides,
    _guests,
    _fits_group,
)
"""Every check that needs the exercises that it is made of."""
