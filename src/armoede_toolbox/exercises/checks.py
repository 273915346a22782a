"""What an exercise must be beyond the shape of its parts: pure checks over a whole exercise.

Every check yields findings with the place in the file; ``check`` gathers them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from armoede_toolbox.exercises.exercise import Exercise, Step
from armoede_toolbox.exercises.shared import Fact, Item, Shared, SharedFile, Term, items_of, key_of
from armoede_toolbox.exercises.wording import answer_refs, citations, only_refers, unknown_braces, word_count
from armoede_toolbox.prompts import OptionsFrom, Prompt
from armoede_toolbox.text import listed, nearest, quoted
from armoede_toolbox.vocabulary import Collecting, Ending, FactStatus, Mode, Side, Variant, Weight, Who

Loc = tuple[str | int, ...]

BACKGROUND_WORDS: Final = 120
ROOM_WORDS: Final = 45
ROUND_PEOPLE: Final = 4

NO_OPTIONS: Final = frozenset({"alleen-bespreken", "getal", "schaal", "stelling", "quiz", "als-dan"})
"""Kinds whose answers are no list of things to choose from."""

_FILLED_KEYS: Final = frozenset({"tekst", "hulp", "uitleg", "zeg", "doe"})
"""The keys of a step or a question in which braces are filled in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not right. ``error`` is false where it's only worth a look."""

    loc: Loc
    rule: str
    what: str
    do: str
    error: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A question with its place in the exercise."""

    prompt: Prompt
    step: Step
    at: tuple[int, int]

    @property
    def loc(self) -> Loc:
        """The place in the file."""
        return ("stappen", self.at[0], "vragen", self.at[1])

    def present(self, variant: Variant, mode: Mode) -> bool:
        """Whether this variant and mode ask it."""
        timed = self.step.lasts(variant, mode) is not None
        return timed and any(prompt is self.prompt for prompt in self.step.prompts_in(variant, mode))


Sort = tuple[Variant, Mode]
"""One way to do the exercise."""

Findings = Iterator[Finding]


def placed(exercise: Exercise) -> list[Placed]:
    """Every question, in order."""
    return [
        Placed(prompt, step, (i, j)) for i, step in enumerate(exercise.steps) for j, prompt in enumerate(step.prompts)
    ]


def sorts(exercise: Exercise) -> list[Sort]:
    """Every way to do the exercise."""
    return [(variant, mode) for mode in exercise.modes for variant in exercise.variants_in(mode)]


def check(exercise: Exercise, shared: Shared | None = None, known: Collection[str] | None = None) -> list[Finding]:
    """Everything that is wrong with an exercise.

    With ``shared`` the facts and sources must exist, with ``known`` (ids of exercises) the follow-up too.
    """
    found = [finding for one in CHECKS for finding in one(exercise)]
    if shared is not None:
        found += [*_known_codes(exercise, shared), *_sources_used(exercise, shared)]
    if known is not None:
        found += _follow_up(exercise, known)
    return found


# --- the exercise as a whole ----------------------------------------------------------------------------------------


def _number(exercise: Exercise) -> Findings:
    if int(exercise.number[2]) != exercise.learning_need.number:
        right = f"LB{exercise.learning_need.number}"
        what = f"Nummer {exercise.number} past niet bij leerbehoefte {quoted(exercise.learning_need)}."
        do = f"Bij {quoted(exercise.learning_need)} begint het nummer met {right}. Verander één van de twee."
        yield Finding(("nummer",), "nummer", what, do)


def _group_size(exercise: Exercise) -> Findings:
    if exercise.participants.min > exercise.participants.max:
        what = (
            f"Het kleinste aantal ({exercise.participants.min}) is meer dan het grootste ({exercise.participants.max})."
        )
        yield Finding(("deelnemers",), "van-tot", what, "Zet bij “min” het kleinste aantal en bij “max” het grootste.")


def _background(exercise: Exercise) -> Findings:
    return too_long(exercise.background)


def too_long(background: str) -> Findings:
    """More words of background than anybody reads."""
    words = word_count(background)
    if words > BACKGROUND_WORDS:
        what = f"De achtergrond telt {words} woorden. Er mogen er {BACKGROUND_WORDS} zijn."
        yield Finding(("achtergrond",), "lengte", what, "Maak de achtergrond korter. Laat weg wat niemand mist.")


def _ending(exercise: Exercise) -> Findings:
    if exercise.ending is Ending.NONE and exercise.ending_reason is None:
        what = "Deze oefening eindigt zonder afspraak, maar de reden staat er niet bij."
        yield Finding(("einde",), "einde", what, "Voeg toe: “reden_einde: …”, met één zin waarom.")
    if exercise.ending is not Ending.IF_THEN:
        return
    plans = [one for one in placed(exercise) if one.prompt.kind == "als-dan"]
    lacking = [sort for sort in sorts(exercise) if not any(one.present(*sort) for one in plans)]
    if not plans:
        what = "Het einde is als-dan, maar er is geen vraag van de soort als-dan."
        yield Finding(("einde",), "einde", what, "Voeg in de laatste stap een vraag toe met “soort: als-dan”.")
    elif lacking:
        what = f"De vraag van de soort als-dan mist bij {spelled_sort(lacking[0])}."
        yield Finding(("einde",), "einde", what, "Zet de vraag in elke lengte en elke vorm.")


def _aftercare(exercise: Exercise) -> Findings:
    if exercise.weight is Weight.HEAVY and exercise.aftercare is None:
        what = "Deze oefening is zwaar, maar er is geen nazorg."
        yield Finding(
            ("zwaarte",), "nazorg", what, "Voeg toe: “nazorg: …”. Zeg hoe je rustig stopt en wie er daarna is."
        )


def _sides(exercise: Exercise) -> Findings:
    sides = {one.prompt.side for one in placed(exercise)}
    for side in Side:
        if side not in sides:
            what = f"Geen enkele vraag kijkt vanuit de kant {quoted(side)}."
            do = f"Zet bij één vraag “blik: {side}”, of bedenk er een vraag bij."
            yield Finding(("stappen",), "blik", what, do, error=False)


# --- what is in which variant and mode ------------------------------------------------------------------------------


def _lengths(exercise: Exercise) -> Findings:
    for i, mode in enumerate(exercise.modes):
        if not exercise.variants_in(mode):
            what = f"De vorm {quoted(mode)} heeft geen enkele stap met minuten."
            yield Finding(("vormen", i), "vormen", what, "Geef een stap minuten voor deze vorm, of haal de vorm weg.")


def _steps_reached(exercise: Exercise) -> Findings:
    for i, step in enumerate(exercise.steps):
        if strange := [mode for mode in step.modes or () if mode not in exercise.modes]:
            yield Finding(("stappen", i, "vormen"), "vormen", *_strange_modes(strange, exercise.modes))
        elif not any(step.lasts(variant, mode) is not None for variant in Variant for mode in exercise.modes):
            what = f"De stap {quoted(step.title)} komt nooit aan de beurt: hij heeft geen minuten of geen vorm."
            do = "Geef de stap minuten, bijvoorbeeld “minuten: {kort: 2, normaal: 3}”."
            yield Finding(("stappen", i, "minuten"), "minuten", what, do)


def _prompts_reached(exercise: Exercise) -> Findings:
    for one in placed(exercise):
        step_modes = one.step.modes if one.step.modes is not None else exercise.modes
        timed = [variant for variant in Variant if one.step.minutes.of(variant) is not None]
        late = [variant for variant in one.prompt.variants or () if variant not in timed]
        strange = [mode for mode in one.prompt.modes or () if mode not in step_modes]
        if late:
            what = f"Deze vraag staat in {listed([quoted(v) for v in late])}, maar de stap heeft daar geen minuten."
            yield Finding(
                (*one.loc, "in"), "in", what, f"Kies uit: {listed(timed, 'of')}. Of geef de stap daar minuten."
            )
        if strange:
            yield Finding((*one.loc, "vormen"), "vormen", *_strange_modes(strange, step_modes))
        if not late and not strange and timed and not any(one.present(*sort) for sort in sorts(exercise)):
            what = f"De vraag {quoted(one.prompt.id)} wordt in geen enkele lengte en vorm gesteld."
            yield Finding((*one.loc, "id"), "in", what, "Kijk naar “in” en “vormen” van deze vraag en van haar stap.")


def _strange_modes(strange: Collection[Mode], allowed: Collection[Mode]) -> tuple[str, str]:
    what = f"De vorm {listed([quoted(mode) for mode in strange])} hoort hier niet bij."
    return what, f"Kies uit: {listed(list(allowed), 'of')}. Of zet de vorm er bovenin bij."


# --- questions ------------------------------------------------------------------------------------------------------


RESERVED: Final = frozenset({"afspraken", "delen", "bewaren", "signalen", "terugblik"})
"""What is no question in an answers file."""


def _ids(exercise: Exercise) -> Findings:
    seen: dict[str, str] = {}
    for one in placed(exercise):
        if one.prompt.id in seen:
            what = f"Het id {quoted(one.prompt.id)} is al van een vraag in de stap {quoted(seen[one.prompt.id])}."
            yield Finding((*one.loc, "id"), "id", what, "Geef deze vraag een eigen id, een kort woord.")
        if one.prompt.id in RESERVED:
            what = f"Het id {quoted(one.prompt.id)} is al van de afsluiting, bijvoorbeeld in een antwoordenbestand."
            yield Finding((*one.loc, "id"), "id", what, f"Kies een ander id, zoals {quoted('onze-' + one.prompt.id)}.")
        seen.setdefault(one.prompt.id, one.step.title)


def _collecting(exercise: Exercise) -> Findings:
    for one in placed(exercise):
        prompt = one.prompt
        if prompt.who is not Who.EACH:
            keys = (("stil", prompt.silent), ("ophalen", prompt.collecting is not None))
            for key, used in keys:
                if used:
                    what = f"{quoted(key)} kan alleen bij “wie: ieder”. Hier is het {quoted(prompt.who)}."
                    yield Finding((*one.loc, key), "wie", what, f"Haal “{key}” weg, of schrijf “wie: ieder”.")
        if prompt.collecting is Collecting.ROUND and _too_many_for_round(exercise, one):
            what = f"Bij “ophalen: rond” gaat het toetsenbord rond. Dat kan met hoogstens {ROUND_PEOPLE} mensen."
            do = "Is de groep groter, dan kiest de begeleider tijdens de sessie iets anders. Kies zo mogelijk “tellen”."
            yield Finding((*one.loc, "ophalen"), "rond", what, do, error=False)


def _too_many_for_round(exercise: Exercise, one: Placed) -> bool:
    in_team = any(mode is Mode.TEAM and one.present(variant, mode) for variant, mode in sorts(exercise))
    return in_team and exercise.participants.max > ROUND_PEOPLE


def _room(exercise: Exercise) -> Findings:
    for i, step in enumerate(exercise.steps):
        before = word_count(step.explanation or "")
        longest = max(((word_count(prompt.text), j) for j, prompt in enumerate(step.prompts)), default=(0, None))
        words, j = before + longest[0], longest[1]
        if words > ROOM_WORDS:
            what = (
                f"Op het scherm staan straks {words} woorden: de uitleg en de vraag samen. Er passen er {ROOM_WORDS}."
            )
            loc: Loc = ("stappen", i, "uitleg") if before or j is None else ("stappen", i, "vragen", j, "tekst")
            yield Finding(loc, "zaal", what, "Maak de uitleg of de vraag korter. Wat je kunt zeggen, zet je bij “zeg”.")


def _source_of(prompt: Prompt) -> str | None:
    options = getattr(prompt, "options", ())
    return options.source_prompt if isinstance(options, OptionsFrom) else None


# --- references to earlier questions --------------------------------------------------------------------------------


def _answers(exercise: Exercise) -> Findings:
    """``{antwoord:id}`` in the texts of steps and questions, and what else stands between braces."""
    for loc, text in strings(exercise.to_file(), ()):
        for braced in unknown_braces(text):
            what = f"{quoted(braced)} kennen we niet."
            yield Finding(
                loc, "accolades", what, "Gebruik {minuten}, of {antwoord:id} met het id van een eerdere vraag."
            )
        for reference in answer_refs(text):
            yield from _answer(exercise, loc, reference)
    for one in placed(exercise):
        if only_refers(one.prompt.text):
            what = "Slaat iemand de eerdere vraag over, dan blijft er van deze vraag niets over."
            do = "Voeg een zin toe die ook zonder dat antwoord te begrijpen is."
            yield Finding((*one.loc, "tekst"), "antwoord", what, do, error=False)


def _answer(exercise: Exercise, loc: Loc, reference: str) -> Findings:
    if loc[0] != "stappen" or loc[-1] not in _FILLED_KEYS:
        what = f"Op deze plek vullen we {quoted('{antwoord:' + reference + '}')} niet in."
        yield Finding(
            loc, "antwoord", what, f"Dat kan alleen in: {listed(sorted(_FILLED_KEYS))} van een stap of vraag."
        )
        return
    here = _Here(exercise, loc)
    yield from here.needs(reference, loc, "antwoord")


def _sources(exercise: Exercise) -> Findings:
    """``opties: {uit}`` and ``voor_elk``."""
    for one in placed(exercise):
        wanted = (((*one.loc, "opties", "uit"), _source_of(one.prompt)), ((*one.loc, "voor_elk"), one.prompt.for_each))
        for loc, reference in wanted:
            if reference is not None:
                yield from _Here(exercise, one.loc).needs(reference, loc, "uit")
                yield from _gives_options(exercise, loc, reference)


def _gives_options(exercise: Exercise, loc: Loc, reference: str) -> Findings:
    source = next((one.prompt for one in placed(exercise) if one.prompt.id == reference), None)
    if source is not None and source.kind in NO_OPTIONS:
        what = f"De vraag {quoted(reference)} is van de soort {quoted(source.kind)}. Daar komen geen opties uit."
        yield Finding(loc, "uit", what, "Verwijs naar een vraag met losse antwoorden, zoals een lijst of een tijdlijn.")


class _Here:
    """A place in a step or a question, and what has been answered when people get there."""

    def __init__(self, exercise: Exercise, loc: Loc) -> None:
        self._exercise = exercise
        numbers = [part for part in loc if isinstance(part, int)]
        self._at = (numbers[0], numbers[1] if len(loc) > 3 and loc[2] == "vragen" else -1)

    def _shown(self, variant: Variant, mode: Mode) -> bool:
        step = self._exercise.steps[self._at[0]]
        if self._at[1] < 0:
            return step.lasts(variant, mode) is not None
        return Placed(step.prompts[self._at[1]], step, self._at).present(variant, mode)

    def needs(self, reference: str, loc: Loc, rule: str) -> Findings:
        """An earlier question that must be there wherever this place is."""
        everything = placed(self._exercise)
        source = next((one for one in everything if one.prompt.id == reference), None)
        if source is None:
            near = nearest(reference, [one.prompt.id for one in everything if one.at < self._at])
            do = (
                f"Bedoel je {listed([quoted(name) for name in near], 'of')}?"
                if near
                else "Kijk naar “id” van de vragen erboven."
            )
            yield Finding(loc, rule, f"Er is geen vraag met het id {quoted(reference)}.", do)
        elif source.at >= self._at:
            what = f"De vraag {quoted(reference)} komt pas later. Hier is er nog geen antwoord."
            yield Finding(loc, rule, what, "Verwijs naar een eerdere vraag, of verander de volgorde.")
        elif not source.prompt.stores:
            what = f"De vraag {quoted(reference)} bewaart geen antwoord."
            yield Finding(loc, rule, what, "Verwijs naar een vraag waar mensen iets invullen.")
        elif lacking := [s for s in sorts(self._exercise) if self._shown(*s) and not source.present(*s)]:
            what = f"Bij {spelled_sort(lacking[0])} wordt de vraag {quoted(reference)} niet gesteld."
            yield Finding(loc, rule, what, "Stel die vraag daar ook, of laat deze plek daar weg met “in”.")


def spelled_sort(sort: Sort) -> str:
    """A length and a mode, in a sentence."""
    return f"lengte {quoted(sort[0])} en vorm {quoted(sort[1])}"


# --- facts and sources ----------------------------------------------------------------------------------------------


def strings(data: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every text of the file with its place."""
    if isinstance(data, str):
        yield loc, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*loc, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from strings(value, (*loc, i))


def _is_fact(code: str) -> bool:
    return code[0] == "F" and code[1:].isdigit()


def _cited(exercise: Exercise) -> dict[str, Loc]:
    """Codes in texts, and the facts of quizzes, with the first place of each."""
    cited: dict[str, Loc] = {}
    for loc, text in strings(exercise.to_file(), ()):
        for code in citations(text):
            cited.setdefault(code, loc)
    for one in placed(exercise):
        if fact := getattr(one.prompt, "fact", None):
            cited.setdefault(str(fact), (*one.loc, "feit"))
    return cited


def _citations(exercise: Exercise) -> Findings:
    cited = _cited(exercise)
    for code, loc in cited.items():
        key, codes = ("feiten", exercise.facts) if _is_fact(code) else ("bronnen", exercise.sources)
        if code not in codes:
            what = f"De tekst verwijst naar {code}, maar {code} staat niet bij “{key}”."
            yield Finding(loc, "bronnen", what, f"Zet {code} erbij: “{key}: [{', '.join((*codes, code))}]”.")
    for i, fact in enumerate(exercise.facts):
        if fact not in cited:
            what = f"{fact} staat bij “feiten”, maar geen tekst of quiz gebruikt het."
            yield Finding(
                ("feiten", i), "bronnen", what, f"Zet [{fact}] achter de zin waar het bij hoort, of haal {fact} weg."
            )


def _known_codes(exercise: Exercise, shared: Shared) -> Findings:
    groups: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("feiten", exercise.facts, shared.facts.keys()),
        ("bronnen", exercise.sources, shared.sources.keys()),
    )
    for key, codes, existing in groups:
        for i, code in enumerate(codes):
            if code not in existing:
                what = f"{code} bestaat niet in _{key}.yaml."
                yield Finding(
                    (key, i), "bronnen", what, f"Zet {code} in _{key}.yaml, of verwijs naar een code die er al is."
                )
    for i, code in enumerate(exercise.facts):
        if (fact := shared.facts.get(code)) and fact.status is FactStatus.TO_VERIFY:
            do = "Zoek het na, of schrijf er in de tekst bij dat je het niet zeker weet."
            yield Finding(("feiten", i), "bronnen", f"{code} is nog niet nagezocht.", do, error=False)


def _sources_used(exercise: Exercise, shared: Shared) -> Findings:
    """A source is used when a text cites it, or when it is where a fact of the exercise comes from."""
    cited = set(_cited(exercise))
    facts = [shared.facts[code] for code in exercise.facts if code in shared.facts]
    used = cited | {code for fact in facts for code in fact.origin}
    for i, source in enumerate(exercise.sources):
        if source not in used:
            what = f"{source} staat bij “bronnen”, maar geen tekst en geen feit gebruikt deze bron."
            do = f"Zet [{source}] achter de zin waar de bron bij hoort, of haal {source} weg."
            yield Finding(("bronnen", i), "bronnen", what, do)


def _follow_up(exercise: Exercise, known: Collection[str]) -> Findings:
    for i, name in enumerate(exercise.follow_up):
        if name not in known:
            near = nearest(name, known)
            do = f"Bedoel je {quoted(near[0])}?" if near else "Haal de naam weg, of maak die oefening."
            yield Finding(("vervolg", i), "vervolg", f"De oefening {quoted(name)} is er niet.", do, error=False)


def check_shared(file: SharedFile, shared: Shared) -> list[Finding]:
    """Everything that is wrong with a file of shared data."""
    key = next(name for name in file.to_file() if name != "formaat")
    items = list(enumerate(items_of(file)))
    return [*_same_keys(items, key), *(found for i, item in items for found in _references(item, (key, i), shared))]


def _same_keys(items: list[tuple[int, Item]], key: str) -> Findings:
    seen: set[str] = set()
    for i, item in items:
        name, value = key_of(item)
        if value in seen:
            yield Finding((key, i, name), "id", f"{quoted(value)} staat er twee keer in.", "Haal één van de twee weg.")
        seen.add(value)


def _references(item: Item, loc: Loc, shared: Shared) -> Findings:
    for i, term in enumerate(item.see if isinstance(item, Term) else ()):
        if term not in shared.terms:
            near = nearest(term, shared.terms)
            do = f"Bedoel je {quoted(near[0])}?" if near else "Leg het woord ook uit, of haal het weg bij “zie”."
            yield Finding(
                (*loc, "zie", i), "begrip", f"Het begrip {quoted(term)} leggen we nergens uit.", do, error=False
            )
    for i, code in enumerate(item.origin if isinstance(item, Fact) else ()):
        if code not in shared.sources:
            what = f"De bron {code} bestaat niet in _bronnen.yaml."
            yield Finding((*loc, "bron", i), "bronnen", what, f"Zet {code} in _bronnen.yaml, of verander de code.")


CHECKS: Final[tuple[Callable[[Exercise], Findings], ...]] = (
    _number,
    _group_size,
    _background,
    _ending,
    _aftercare,
    _sides,
    _lengths,
    _steps_reached,
    _prompts_reached,
    _ids,
    _collecting,
    _room,
    _answers,
    _sources,
    _citations,
)
"""Every check that needs the exercise only."""
