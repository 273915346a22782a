"""Asking one question: one voice, many voices, or hidden turns; over any window.

Every answer is recorded before the next question appears. ``CommandGiven`` and ``Interrupted`` pass through to the
running session, after half-typed text was kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from armoede_toolbox.form import Filled, Form, FormError, Lines, OneOf, SomeOf, Text
from armoede_toolbox.prompts import PromptWithOptions, Value
from armoede_toolbox.screens import Block, Screen, Style
from armoede_toolbox.session import Asked, Kind, Place, events
from armoede_toolbox.session.agenda import many, round_fits, voices_expected, way_of
from armoede_toolbox.session.events import SmallGroup
from armoede_toolbox.session.record import listed_in_exercise
from armoede_toolbox.terminal.window import Command, CommandGiven, Interrupted
from armoede_toolbox.text import clean, fold
from armoede_toolbox.vocabulary import Collecting, Mode
from armoede_toolbox.workflows import stage
from armoede_toolbox.workflows.chat import lines_of_chat
from armoede_toolbox.workflows.stand import Stand

COMMANDS_IN_WORDS = (
    "Wat je altijd kunt typen:",
    "/terug  een vraag terug",
    "/pas    sla deze vraag over",
    "/pauze  even stoppen, de klok staat stil",
    "/rondaf naar de afsluiting",
    "/stop   bewaren of later verder",
)


def ask(stand: Stand, place: Place) -> None:
    """One open question: a shared value, or the contributions of a team in the chosen way."""
    asked = place.asked[0]
    if _cannot_be_asked(stand, place):
        return
    if not asked.prompt.stores and stand.session.setup.from_paper:
        pass  # they talked about it; there is nothing to type
    elif not asked.prompt.stores:
        stand.window.show(stage.question(stand.session, asked, ""))
        _wait(stand, asked, "Klaar met praten? Druk op Enter.")
    elif many(stand.session, asked.prompt):
        _collect(stand, asked)
    else:
        _show_question(stand, asked, "")
        one_voice(stand, asked, 0)
    stand.record(events.done(place.id))


def _cannot_be_asked(stand: Stand, place: Place) -> bool:
    """A question whose options come from an answer that was passed is left out, and said so."""
    asked = place.asked[0]
    needs = isinstance(asked.prompt, PromptWithOptions) and asked.prompt.refers_to()
    if not needs or len(asked.options) > (1 if _has_otherwise(asked) else 0):
        return False
    stand.window.say("Bij een eerdere vraag is niets ingevuld. Daarom slaan we deze vraag over.")
    stand.record(events.passed(asked.key, 0))
    stand.record(events.done(place.id))
    return True


def _has_otherwise(asked: Asked) -> bool:
    source = asked.prompt.options if isinstance(asked.prompt, PromptWithOptions) else ()
    return bool(getattr(source, "otherwise", None))


def _show_question(stand: Stand, asked: Asked, aside: str) -> None:
    screen = stage.question(stand.session, asked, aside)
    setup = stand.session.setup
    extra = stage.examples(asked) if setup.mode is not Mode.TEAM and not setup.from_paper else ()
    stand.window.show(Screen(screen.title, screen.aside, (*screen.blocks, *extra)))


# --- one voice ------------------------------------------------------------------------------------------------------


def one_voice(stand: Stand, asked: Asked, slot: int, *, blank: bool = False) -> bool:
    """Ask one value and record it. False when the person passed. ``blank`` starts from an empty form."""
    before = None if blank else _before(stand, asked, slot)
    try:
        value = _value(stand, asked, slot, asked.prompt.form(asked.options), before)
    except CommandGiven as given:
        if given.command is not Command.PASS:
            raise
        stand.record(events.passed(asked.key, slot))
        stand.window.say("Goed, deze vraag slaan we over.", "In het logboek staat: niet ingevuld.")
        return False
    stand.record(events.answered(asked.key, slot, value))
    return True


def _before(stand: Stand, asked: Asked, slot: int) -> Filled | None:
    """What stands in the form at first: half-typed text, the earlier answer, or what is known already."""
    given = stand.session.of(asked.key)
    if slot in given.half:
        return given.half[slot]
    if slot in given.voices:
        return asked.prompt.fill(given.voices[slot].value, asked.options)
    return listed_in_exercise(stand.session, asked.prompt)


def _value(stand: Stand, asked: Asked, slot: int, form: Form, before: Filled | None) -> Value:
    while True:
        filled = _filled(stand, asked, slot, form, before)
        try:
            return asked.prompt.read(filled, asked.options)
        except FormError as error:
            stand.window.say(*(sentence for _, sentence in error.faults))
            before = filled


def _filled(stand: Stand, asked: Asked, slot: int, form: Form, before: Filled | None) -> Filled:
    """Fill a form; ``/hulp`` helps and asks on, other commands keep what was typed and pass through."""
    while True:
        try:
            with stand.keeping(lambda partial: _keep(stand, asked, slot, partial)):
                return stand.window.fill(form, before)
        except CommandGiven as given:
            before = given.partial
            if given.command is Command.HELP:
                help_with(stand, asked)
                continue
            if given.command is not Command.PASS:
                _keep(stand, asked, slot, given.partial)
            raise
        except Interrupted as interrupted:
            _keep(stand, asked, slot, interrupted.partial)
            raise


def _keep(stand: Stand, asked: Asked, slot: int, partial: Filled) -> None:
    """Half-typed text is kept; what stood there already was said by nobody."""
    if slot in stand.session.of(asked.key).half or partial != listed_in_exercise(stand.session, asked.prompt):
        stand.keep_half(asked.key, slot, partial)


def help_with(stand: Stand, asked: Asked) -> None:
    """``/hulp``: the help and example of this question, its words explained, and what one can type."""
    commands = tuple(Block(line, Style.HINT) for line in COMMANDS_IN_WORDS)
    helping = (*stage.examples(asked), *stage.explained(stand.session, asked))
    stand.window.show(Screen("Hulp", "", (Block(asked.text, Style.QUESTION), *helping, *commands)))


def _wait(stand: Stand, asked: Asked, sentence: str) -> None:
    while True:
        try:
            return stand.window.wait(sentence)
        except CommandGiven as given:
            if given.command is Command.PASS:
                return None
            if given.command is not Command.HELP:
                raise
            help_with(stand, asked)


# --- many voices ----------------------------------------------------------------------------------------------------


def _collect(stand: Stand, asked: Asked) -> None:
    """The contributions of a team: people think first, then they come in."""
    if not _started(stand, asked):
        stand.window.show(stage.question(stand.session, asked, "", options=True))
        way = way_of(stand.session, asked) if stand.session.setup.from_paper else _ready(stand, asked)
        if way is None:
            stand.record(events.passed(asked.key, 0))
            return
        if way is Collecting.ROUND:
            return  # the place has become a round; the session finds it by itself
    _COLLECT[way_of(stand.session, asked)](stand, asked)


def _started(stand: Stand, asked: Asked) -> bool:
    given = stand.session.of(asked.key)
    return bool(given.voices or given.half)


def _ready(stand: Stand, asked: Asked) -> Collecting | None:
    """Wait until everybody is ready; the facilitator may choose another way. ``None`` when the question is passed."""
    while True:
        way = way_of(stand.session, asked)
        ready = f"Iedereen is klaar. ({stage.WAYS[way].split(':')[0]})"
        try:
            if stand.window.pick("Hoe ver zijn jullie?", [ready, "Op een andere manier ophalen"]) == 0:
                return way
            _other_way(stand, asked)
        except CommandGiven as given:
            if given.command is Command.PASS:
                return None
            if given.command is not Command.HELP:
                raise
            help_with(stand, asked)
        if way_of(stand.session, asked) is Collecting.ROUND:
            return Collecting.ROUND


def _other_way(stand: Stand, asked: Asked) -> None:
    ways = ways_for(stand, asked)
    chosen = ways[stand.window.pick("Hoe halen we de antwoorden op?", [stage.WAYS[way] for way in ways])]
    if chosen is not way_of(stand.session, asked):
        stand.record(events.collected_by(asked.key, chosen))


def ways_for(stand: Stand, asked: Asked) -> list[Collecting]:
    """The ways that make sense for this question and this room."""
    ways = [Collecting.READ_OUT, Collecting.HAND_IN]
    if asked.prompt.totals_form(asked.options) is not None:
        ways.insert(0, Collecting.TALLY)
    if _paste_fits(asked):
        ways.append(Collecting.PASTE)
    if round_fits(stand.session):
        ways.append(Collecting.ROUND)
    return ways


def _tally(stand: Stand, asked: Asked) -> None:
    form = asked.prompt.totals_form(asked.options)
    if form is None:
        return _read_out(stand, asked)
    filled: Filled | None = stand.session.of(asked.key).half.get(0)
    while True:
        filled = _totals(stand, asked, form, filled)
        if filled is None:
            return _pass_all(stand, asked)
        try:
            totals = asked.prompt.read_totals(filled, asked.options, stand.session.setup.participants)
        except FormError as error:
            stand.window.say(*(sentence for _, sentence in error.faults))
            continue
        stand.record(events.counted(asked.key, totals))
        return None


def _totals(stand: Stand, asked: Asked, form: Form, before: Filled | None) -> Filled | None:
    try:
        return _filled(stand, asked, 0, form, before)
    except CommandGiven as given:
        if given.command is Command.PASS:
            return None
        raise


def _pass_all(stand: Stand, asked: Asked) -> None:
    """The whole question is passed; what came in before goes."""
    stand.record(events.cleared(asked.key))
    stand.record(events.passed(asked.key, 0))


def _read_out(stand: Stand, asked: Asked) -> None:
    """People read out what they choose; catchwords are typed."""
    if asked.prompt.gathers:
        one_voice(stand, asked, 0)
    elif is_free_text(asked):
        _many_lines(stand, asked)
    elif stand.session.setup.from_paper:
        _hand_in(stand, asked)
    else:
        _one_by_one(stand, asked, "Nog iemand die iets wil zeggen?")


def _hand_in(stand: Stand, asked: Asked) -> None:
    if stand.session.setup.from_paper and is_free_text(asked):
        _many_lines(stand, asked)
    else:
        _one_by_one(stand, asked, "Nog een briefje?")


def _one_by_one(stand: Stand, asked: Asked, again: str) -> None:
    slot = max(stand.session.of(asked.key).voices, default=-1) + 1
    people = max(stand.session.setup.participants, 1)
    while True:
        one_voice(stand, asked, slot)
        slot += 1
        if slot >= people or not _one_more(stand, again):
            return


def _one_more(stand: Stand, again: str) -> bool:
    try:
        return stand.window.pick(again, ["Ja, de volgende", "Nee, dit was alles"]) == 0
    except CommandGiven as given:
        if given.command is Command.PASS:
            return False
        raise


def is_free_text(asked: Asked) -> bool:
    """Whether a contribution is one plain text, so that many can be typed as lines."""
    fields = asked.prompt.form(asked.options).fields
    return len(fields) == 1 and isinstance(fields[0], Text)


def _many_lines(stand: Stand, asked: Asked) -> None:
    form = Form((Lines(name="regels", hint="Eén bijdrage per regel."),))
    half = stand.session.of(asked.key).half.get(0)
    earlier = [str(voice.value) for voice in stand.session.of(asked.key).ordered()]
    try:
        filled = _filled(stand, asked, 0, form, half or ({"regels": earlier} if earlier else None))
    except CommandGiven as given:
        if given.command is not Command.PASS:
            raise
        _pass_all(stand, asked)
        return
    _record_all(stand, asked, [{_field(asked): line} for line in filled["regels"]])


def _field(asked: Asked) -> str:
    name: str = asked.prompt.form(asked.options).fields[0].name
    return name


def _paste(stand: Stand, asked: Asked) -> None:
    """A chat is pasted: one contribution per line; names and times are taken away."""
    form = Form((Text(name="tekst", hint="Plak hier de berichten uit de chat."),))
    filled: Filled | None = stand.session.of(asked.key).half.get(0)
    while True:
        filled = _totals(stand, asked, form, filled)
        if filled is None:
            return _pass_all(stand, asked)
        lines = lines_of_chat(clean(filled["tekst"]))
        try:
            return _record_all(stand, asked, [_pasted(asked, line) for line in lines])
        except FormError as error:
            stand.window.say(*(sentence for _, sentence in error.faults))


def _paste_fits(asked: Asked) -> bool:
    fields = asked.prompt.form(asked.options).fields
    return len(fields) == 1 and isinstance(fields[0], Text | Lines | OneOf | SomeOf)


def _pasted(asked: Asked, line: str) -> Filled:
    field = asked.prompt.form(asked.options).fields[0]
    if isinstance(field, OneOf):
        return {field.name: _option(asked, line)}
    if isinstance(field, Lines | SomeOf):
        parts = [part.strip() for part in line.split(",") if part.strip()]
        return {field.name: [_option(asked, part) for part in parts] if isinstance(field, SomeOf) else parts}
    return {field.name: line}


def _option(asked: Asked, text: str) -> str:
    """The option that a chat line means: its number, or its text in any case."""
    numbered = {str(n): option for n, option in enumerate(asked.options, start=1)}
    by_name = {fold(option): option for option in asked.options}
    return numbered.get(text) or by_name.get(fold(text).rstrip(".")) or text


def _record_all(stand: Stand, asked: Asked, forms: Sequence[Filled]) -> None:
    """Read all of them first, so that one bad line loses none of the others; then record."""
    values = [asked.prompt.read(filled, asked.options) for filled in forms]
    stand.record(events.answered_by_all(asked.key, values))


_COLLECT = {
    Collecting.TALLY: _tally,
    Collecting.READ_OUT: _read_out,
    Collecting.HAND_IN: _hand_in,
    Collecting.PASTE: _paste,
}


# --- hidden turns ---------------------------------------------------------------------------------------------------


def hidden_round(stand: Stand, place: Place) -> None:
    """One person after the other answers all hidden questions of this step, in the alternate screen."""
    expected = voices_expected(stand.session)
    turn = stand.session.turns.get(place.id, 0) + 1
    while turn <= expected:
        try:
            if not _handed_over(stand, turn, expected):
                break
            stand.record(events.hidden_turn(place.id, turn))
            with stand.window.aside():
                _turn(stand, place, turn)
        except CommandGiven as given:
            if given.command is not Command.PASS:
                raise
        stand.record(events.turn_over(place.id, turn))
        turn += 1
    stand.record(events.done(place.id))


def _handed_over(stand: Stand, turn: int, expected: int) -> bool:
    """The keyboard changes hands. False when everybody who wants to has been."""
    who = "De een typt" if turn == 1 else "Nu typt de ander"
    pair = stand.session.setup.mode is Mode.PAIR
    line = f"{who}. De ander kijkt even weg." if pair else f"Beurt {turn} van {expected}. De anderen kijken even weg."
    stand.window.show(
        Screen("Geef het toetsenbord door", "", (Block(line), Block("Niemand ziet straks wie wat typte.")))
    )
    choices = ["Ik zit klaar"] + ([] if pair or turn == 1 else ["Iedereen is geweest"])
    return stand.window.pick("Klaar om te typen?", choices) == 0


def _turn(stand: Stand, place: Place, turn: int) -> None:
    """All questions of one person; going back shows only what this person typed just now."""
    index, typed = 0, set[str]()
    while index < len(place.asked):
        asked = place.asked[index]
        stand.window.show(stage.hidden_question(stand.session, asked))
        try:
            _in_turn(stand, asked, turn - 1, own=asked.key in typed)
        except CommandGiven as given:
            if given.command is not Command.BACK:
                raise
            index = max(index - 1, 0)
            continue
        typed.add(asked.key)
        index += 1


def _in_turn(stand: Stand, asked: Asked, slot: int, *, own: bool) -> None:
    """One hidden answer. What was typed before an interruption is kept but not shown: it may be somebody else's."""
    given = stand.session.of(asked.key)
    if own or slot not in given.voices.keys() | given.half.keys():
        one_voice(stand, asked, slot)
        return
    choice = stand.window.pick(
        "Bij deze vraag is al iets getypt. We laten het niet zien.", ["Laat staan wat er staat", "Typ het opnieuw"]
    )
    if choice == 1 or not _let_stand(stand, asked, slot):
        one_voice(stand, asked, slot, blank=True)


def _let_stand(stand: Stand, asked: Asked, slot: int) -> bool:
    """Whether the unseen text can stand: an answer can, half-typed text when its kind can read it."""
    given = stand.session.of(asked.key)
    if slot in given.voices:
        return True
    try:
        stand.record(events.answered(asked.key, slot, asked.prompt.read(given.half[slot], asked.options)))
    except FormError:
        return False
    return True


def small_group(stand: Stand, place: Place) -> None:
    """Below four people nothing is anonymous: say so once, and let the group choose (DESIGN 10.7)."""
    if stand.session.small_group is None:
        _choose_in_small_group(stand)
    if stand.session.small_group is SmallGroup.TALK:
        for asked in place.asked:
            _only_talk(stand, asked)


def _choose_in_small_group(stand: Stand) -> None:
    people = stand.session.setup.participants
    if stand.session.setup.from_paper:
        return _choose_on_paper(stand)
    number = {1: "alleen", 2: "met twee", 3: "met drie"}.get(people, f"met {people}")
    stand.window.show(Screen("Kleine groep", "", (Block(f"Jullie zijn {number}. Dan is te raden wie wat schreef."),)))
    choices = ["We bespreken dit en schrijven niets op", "We schrijven wel. We weten dat het te raden is"]
    write = stand.window.pick("Wat doen jullie?", choices) == 1
    return stand.record(events.small_group(SmallGroup.WRITE if write else SmallGroup.TALK))


def _choose_on_paper(stand: Stand) -> None:
    few = "Jullie waren met minder dan vier. Dan is te raden wie wat schreef."
    stand.window.show(Screen("Kleine groep", "", (Block(few),)))
    choices = ["We typen het niet over", "We typen het wel over. We weten dat het te raden is"]
    write = stand.window.pick("Wat doen jullie met wat ieder stil opschreef?", choices) == 1
    stand.record(events.small_group(SmallGroup.WRITE if write else SmallGroup.TALK))


def _only_talk(stand: Stand, asked: Asked) -> None:
    if not stand.session.setup.from_paper:
        stand.window.show(stage.question(stand.session, asked, "", options=True))
        _wait(stand, asked, "Praat erover. Klaar? Druk op Enter.")
    stand.record(events.talked(asked.key))
    stand.record(events.done(f"{Kind.ASK.value}:{asked.key}"))
