"""The screens of a running session. Pure: from a session and a place to what people see.

The facilitator's window and the second window for the room draw the same screens; only the audience differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from armoede_toolbox.entry import Agreement
from armoede_toolbox.exercises import Exercise, Step
from armoede_toolbox.exercises.glossary import terms_in
from armoede_toolbox.exercises.wording import fill_in
from armoede_toolbox.prompts import Summary
from armoede_toolbox.screens import Block, For, Screen, Style
from armoede_toolbox.session import FLOOR, Asked, Kind, Place, Session, Setup
from armoede_toolbox.session.agenda import answers, current, many, way_of
from armoede_toolbox.session.clock import planned
from armoede_toolbox.session.earlier import Agreed, Earlier
from armoede_toolbox.session.events import SmallGroup, When
from armoede_toolbox.session.fold import View
from armoede_toolbox.session.look_back import Due
from armoede_toolbox.text import counted, quoted, spelled, unescape
from armoede_toolbox.vocabulary import NEED_WORDS, Collecting, Ending, Mode, Outcome, Sharing

_SILENT: Final = {
    Collecting.TALLY: "Kies stil. Straks tellen we, allemaal tegelijk.",
    Collecting.READ_OUT: "Schrijf stil op een briefje. Je leest straks alleen voor wat je wilt.",
    Collecting.HAND_IN: "Schrijf stil op een briefje, zonder naam. Vouw het dicht.",
    Collecting.PASTE: "Typ je antwoord in de chat. Verstuur het pas op het teken.",
    Collecting.ROUND: "Het toetsenbord gaat rond. Wacht op je beurt.",
}
_ALOUD: Final = {
    Collecting.TALLY: "Kies voor jezelf. Straks tellen we.",
    Collecting.READ_OUT: "Om de beurt, wie wil.",
    Collecting.HAND_IN: "Schrijf op een briefje, zonder naam.",
    Collecting.PASTE: "Typ je antwoord in de chat.",
    Collecting.ROUND: "Het toetsenbord gaat rond.",
}
_TYPED_OVER: Final = {
    True: "Tel wat er op papier staat. Typ de aantallen.",
    False: "Typ de antwoorden één voor één over, zonder namen.",
}
"""Whether it is counted."""
WIDEST_LABEL: Final = 44
"""Columns for the labels of a distribution, so that the figures stand below each other."""
WAYS: Final = {
    Collecting.TALLY: "Tellen: briefjes, vingers of stippen. Jij typt de aantallen.",
    Collecting.READ_OUT: "Voorlezen: wie wil leest voor. Jij typt steekwoorden.",
    Collecting.HAND_IN: "Inleveren: gevouwen briefjes. Jij typt ze over, in welke volgorde ook.",
    Collecting.PASTE: "Plakken: antwoorden uit een chat. Namen halen we weg.",
    Collecting.ROUND: "Rond: het toetsenbord gaat van hand tot hand.",
}
SHARING: Final = {
    Sharing.AGREEMENTS: "alleen de afspraken",
    Sharing.THEMES: "ook de thema’s",
    Sharing.SENTENCES: "ook zinnen, zonder naam",
}
OUTCOMES: Final = {
    Outcome.DONE: "Gedaan",
    Outcome.DONE_OTHERWISE: "Anders gedaan",
    Outcome.GOING_ON: "Loopt nog",
    Outcome.STUCK: "Liep vast",
    Outcome.LET_GO: "We laten het los",
    Outcome.UNKNOWN: "Dat weten we niet",
}
"""What became of an agreement, in the order and words of the screen (DESIGN 10.10)."""


def opening(session: Session) -> Screen:
    """What people hear first (DESIGN 4.7)."""
    setup = session.setup
    alone = setup.mode is Mode.SOLO
    kept = "Je antwoorden blijven op deze computer." if alone else "Dit blijft in de map van het team."
    if setup.mode is Mode.PAIR:
        kept = "Dit blijft in jullie eigen map."
    rules = [
        "Overslaan mag altijd, zonder uitleg.",
        "Noem geen namen van inwoners.",
        kept,
        *([] if alone else ["Wat in het verslag mag, beslissen we straks."]),
    ]
    if setup.looks_back:
        rules.insert(0, "Eerst kijken we kort terug. Dan doen we de oefening.")
    title = setup.exercise.title
    return Screen(title, _times(session), (Block(setup.exercise.goal), *(Block(rule) for rule in rules)))


def _times(session: Session) -> str:
    start = session.setup.started
    return f"{start:%H:%M} – {start + planned(session):%H:%M}"


def look_back(due: Due, today: date, aside: str = "") -> Screen:
    """One agreement to look back on: first what, and small who."""
    said = Block(f"Op {spelled(due.made_on, year=due.made_on.year != today.year)} spraken we af:")
    who = (Block(f"Wie: {due.who}", Style.HINT),) if due.who else ()
    return Screen("Terugkijken", aside, (said, Block(due.what, Style.QUOTE), *who))


def looked_back(session: Session) -> Screen:
    """What people said about their agreements, and the case that they chose from it."""
    rows = [Block(f"{looked.what}: {looked.outcome}", Style.ROW) for looked in session.looked.values()]
    return Screen("Teruggekeken", "", (*rows, *_case_of_today(session)))


# --- what was written earlier ---------------------------------------------------------------------------------------


def earlier_offer(session: Session) -> Screen:
    """That there is something from earlier; not yet what."""
    setup, earlier = session.setup, session.setup.earlier
    if earlier is None:
        return Screen("Eerder")
    said = Block(_earlier_when(setup, earlier))
    asks = setup.mode is Mode.TEAM and setup.view != View.PRIVATE and session.looking_back is not When.FIRST
    return Screen("Eerder", "", (said, *([Block("Is er bezoek? Kies dan nee.", Style.HINT)] if asks else [])))


def _earlier_when(setup: Setup, earlier: Earlier) -> str:
    day = spelled(earlier.day, year=earlier.day.year != setup.started.year)
    who = {Mode.SOLO: "Je deed", Mode.TEAM: "Jullie deden", Mode.PAIR: "Jullie deden"}[setup.mode]
    if setup.mode is Mode.PAIR and setup.team:
        who = "Een tweetal van jullie team deed"
    if earlier.same:
        return f"{who} dit eerder, op {day}."
    return f"{who} eerder {quoted(earlier.title)}, op {day}. Ook daar ging het om: {_need(setup)}."


def _need(setup: Setup) -> str:
    return NEED_WORDS[setup.exercise.learning_need].lower()


def earlier_question(session: Session) -> str:
    """The deliberate choice."""
    setup, earlier = session.setup, session.setup.earlier
    who = "je" if setup.mode is Mode.SOLO else "jullie"
    what = "opschreef" if setup.mode is Mode.SOLO else "opschreven"
    if earlier is not None and not earlier.pieces:
        what = "afsprak" if setup.mode is Mode.SOLO else "afspraken"
    ours = "Waren jullie dat, en wil" if setup.mode is Mode.PAIR and setup.team else "Wil"
    return f"{ours} je zien wat {who} toen {what}?"


def earlier_words(session: Session) -> Screen:
    """What was written then."""
    setup, earlier = session.setup, session.setup.earlier
    if earlier is None:
        return Screen("Eerder")
    blocks = [Block("Vorige keer schreef je:" if setup.mode is Mode.SOLO else "Toen schreven jullie:")]
    for piece in earlier.pieces:
        style = Style.ROW if piece.counted else Style.QUOTE
        blocks += [Block(piece.question, Style.HINT), Block(piece.text, style)]
    return Screen("Eerder", spelled(earlier.day), tuple(blocks))


def earlier_agreed(session: Session) -> Screen:
    """What was agreed then, and what came of it; also what was just said about it."""
    setup, earlier = session.setup, session.setup.earlier
    if earlier is None:
        return Screen("Eerder")
    said = "Toen sprak je af:" if setup.mode is Mode.SOLO else "Toen spraken jullie af:"
    rows = [f"{one.what} ({_status_now(session, one)})" for one in earlier.agreed]
    return Screen("Eerder", spelled(earlier.day), (Block(said), *(Block(row, Style.ROW) for row in rows)))


def _status_now(session: Session, agreed: Agreed) -> str:
    looked = session.looked.get(agreed.id)
    return str(looked.outcome) if looked else agreed.status


EARLIER: Final[dict[Kind, Callable[[Session], Screen]]] = {
    Kind.EARLIER_WORDS: earlier_words,
    Kind.EARLIER_AGREED: earlier_agreed,
}


_MORE: Final = "Meer over dit deel? Typ /hulp."


# --- steps and questions --------------------------------------------------------------------------------------------


def notes_before(exercise: Exercise, mode: Mode) -> tuple[Block, ...]:
    """What to know before the first step. In a team only the facilitator sees it; the room has paper."""
    team = mode is Mode.TEAM
    style, audience = (Style.DO, For.FACILITATOR) if team else (Style.HINT, For.ROOM)
    return tuple(Block(line, style, audience) for line in exercise.before() if line)


def advice(session: Session, place: Place) -> tuple[Block, ...]:
    """What else helps the facilitator in this step."""
    found = session.setup.exercise.advice(place.step)
    return tuple(Block(line, Style.DO, For.FACILITATOR) for line in found)


def step(session: Session, place: Place, aside: str) -> Screen:
    """The beginning of a step: its title and explanation; sentences and advice only for the facilitator."""
    part = _step(session, place)
    minutes = part.minutes.of(session.setup.variant)
    lead = session.setup.exercise.lead(place.step)
    above = (Block(lead, Style.HINT),) if lead else ()
    case = _case_of_today(session) if place.step == 0 else ()
    more = (Block(_MORE, Style.HINT, For.FACILITATOR),) if lead and advice(session, place) else ()
    return Screen(part.title, aside, (*case, *above, *_step_blocks(session, part, minutes), *more))


def _case_of_today(session: Session) -> tuple[Block, ...]:
    """What got stuck, where people chose it for today; the exercise begins with it."""
    case = session.looked.get(session.case or "")
    return (Block(f"Dit liep vast en is vandaag de casus: {case.what}", Style.QUOTE),) if case else ()


def _step_blocks(session: Session, part: Step, minutes: int | None) -> Iterator[Block]:
    known = answers(session)
    if part.swap and session.setup.mode is Mode.PAIR:
        yield Block("Wissel nu van rol.", Style.WARNING)
    if part.explanation:
        yield Block(fill_in(part.explanation, known, minutes=minutes))
    if part.say:
        yield Block(fill_in(part.say, known, minutes=minutes), Style.SAY, For.FACILITATOR)
    if part.do:
        yield Block(fill_in(part.do, known, minutes=minutes), Style.DO, For.FACILITATOR)


def _step(session: Session, place: Place) -> Step:
    setup = session.setup
    return setup.exercise.steps_in(setup.variant, setup.mode)[place.step]


def hidden_question(session: Session, asked: Asked) -> Screen:
    """A question in a hidden turn, for the one person at the keyboard."""
    private = Block("Alleen jij ziet dit. Straks staan alle antwoorden door elkaar.", Style.HINT)
    return Screen(_title(session, asked), "", (Block(asked.text, Style.QUESTION), private, *examples(asked)))


def question(session: Session, asked: Asked, aside: str, *, options: bool = False) -> Screen:
    """One question with one instruction. ``options`` lists them, for people who answer on paper or by hand."""
    blocks = [Block(asked.text, Style.QUESTION)]
    if asked.item:
        blocks.insert(0, Block(asked.item, Style.QUOTE))
    blocks += [Block(line, Style.HINT) for line in _instruction(session, asked)]
    if options:
        blocks += [Block(f"{n}  {option}", Style.ROW) for n, option in enumerate(asked.options, start=1)]
    return Screen(_title(session, asked), aside, tuple(blocks))


def _title(session: Session, asked: Asked) -> str:
    setup = session.setup
    return setup.exercise.steps_in(setup.variant, setup.mode)[asked.step].title


def _instruction(session: Session, asked: Asked) -> Iterator[str]:
    prompt = asked.prompt
    only_talk = session.small_group is SmallGroup.TALK and prompt.silent and many(session, prompt)
    if session.setup.from_paper:
        if many(session, prompt):
            yield _TYPED_OVER[way_of(session, asked) is Collecting.TALLY]
    elif not prompt.stores or only_talk:
        yield "Praat erover. Er wordt niets opgeschreven."
    elif session.setup.mode is Mode.TEAM and many(session, prompt):
        yield (_SILENT if prompt.silent else _ALOUD)[way_of(session, asked)]


def examples(asked: Asked) -> tuple[Block, ...]:
    """The help and the example of a question, for ``/hulp`` and for people alone."""
    prompt = asked.prompt
    lines = [prompt.help] if prompt.help else []
    if prompt.example is not None:
        lines.append(f"Bijvoorbeeld: {in_words(asked, prompt.example)}")
    return tuple(Block(line, Style.HINT) for line in lines)


def explained(session: Session, asked: Asked) -> tuple[Block, ...]:
    """The words of the glossary in a question and in the explanation of its step, for ``/hulp``."""
    setup = session.setup
    part = setup.exercise.steps_in(setup.variant, setup.mode)[asked.step]
    found = terms_in(f"{asked.text}\n{part.explanation or ''}", setup.terms)
    return tuple(Block(f"{term.term}: {term.explanation}", Style.HINT) for term in found)


def in_words(asked: Asked, value: object) -> str:
    """A value in one line, for an example."""
    return "; ".join(in_lines(asked, value))


def in_lines(asked: Asked, value: object) -> list[str]:
    """A value as it stands in the journal, without its marks; what is nested stands behind what it belongs to."""
    lines: list[str] = []
    for line in asked.prompt.to_markdown(value).split("\n"):
        text = unescape(line.strip().removeprefix("- "))
        if lines and line.startswith("  "):
            lines[-1] += f"{',' if ': ' in lines[-1] else ':'} {text}"
        elif text:
            lines.append(text)
    return lines or ["niets"]


def reveal(session: Session, asked: Asked) -> Screen:
    """All contributions at once, or the distribution; nothing that a small group could be read from (DESIGN 4.4)."""
    given = session.of(asked.key)
    prompt = asked.prompt
    if given.empty():
        return Screen(_title(session, asked), "", (Block("Hier schreef niemand iets op. Dat mag."),))
    if given.totals is not None:
        summary, people = prompt.summarise_totals(given.totals, asked.options), prompt.people_in(given.totals)
    else:
        voices = [voice.value for voice in given.ordered()]
        summary, people = prompt.summarise(voices, asked.options), len(voices)
    if summary.rows and session.setup.mode is Mode.TEAM and people < FLOOR and not _knows(session):
        few = "Minder dan vier mensen gaven antwoord. Dan laten we geen verdeling zien."
        return Screen(_title(session, asked), "", (Block(few),))
    blocks = (*_summary(asked, summary), *_to_say(session, asked))
    return Screen(summary.title, counted(people, "bijdrage", "bijdragen"), blocks)


def _to_say(session: Session, asked: Asked) -> Iterator[Block]:
    """What the facilitator can say now that it is shown."""
    setup = session.setup
    step = setup.exercise.steps_in(setup.variant, setup.mode)[asked.step]
    if step.say and setup.mode is Mode.TEAM:
        said = fill_in(step.say, answers(session), minutes=step.minutes.of(setup.variant))
        yield Block(said, Style.SAY, For.FACILITATOR)


def _knows(session: Session) -> bool:
    return session.small_group is SmallGroup.WRITE


def _summary(asked: Asked, summary: Summary) -> Iterator[Block]:
    yield Block(asked.text, Style.QUESTION)
    unit = f" {summary.unit}" if summary.unit else ""
    broad = min(max((len(label) for label, _ in summary.rows), default=0), WIDEST_LABEL)
    for label, amount in summary.rows:
        yield Block(f"{label:<{broad}}  {_figure(amount)}{unit}", Style.ROW)
    for text in summary.texts:
        yield Block(text, Style.QUOTE)


def _figure(amount: float) -> str:
    return f"{amount:g}" if float(amount).is_integer() else f"{amount:.1f}".replace(".", ",")


def outcome(session: Session, asked: Asked) -> Screen:
    """What a question shows once it was answered (a quiz). In a team the facilitator tells the fact behind it."""
    whole = asked.prompt.after(session.setup.facts) or ""
    if session.setup.mode is not Mode.TEAM:
        return Screen(_title(session, asked), "", (Block(whole),))
    short = asked.prompt.after({}) or ""
    fact = Block(whole.removeprefix(short).strip(), Style.SAY, For.FACILITATOR)
    return Screen(_title(session, asked), "", (Block(short), *([fact] if fact.text else [])))


# --- the closing ----------------------------------------------------------------------------------------------------


def agreement_rows(session: Session, agreements: Sequence[Agreement]) -> tuple[Block, ...]:
    """The agreements as they are read back; an exercise that ends in something else says nothing about them."""
    if not agreements and session.setup.exercise.ending is not Ending.AGREEMENT:
        return ()
    if not agreements:
        who = "Je maakt" if session.setup.mode is Mode.SOLO else "Jullie maken"
        return (Block(f"{who} vandaag geen afspraak. Dat is ook een antwoord."),)
    return tuple(Block(_agreement(agreement), Style.ROW) for agreement in agreements)


def _agreement(agreement: Agreement) -> str:
    whose = ", ".join(filter(None, (agreement.who, agreement.organisation)))
    line = agreement.what + (f" ({whose})" if whose else "")
    if agreement.level:
        line += f", niveau: {agreement.level}"
    if agreement.look_back_on:
        line += f", terugkijken op {spelled(agreement.look_back_on)}"
    if agreement.resident_notices:
        line += f". Een inwoner merkt: {agreement.resident_notices}"
    return line


def everything(session: Session, places: Sequence[Place]) -> tuple[Block, ...]:
    """All answers, for someone alone or for a pair."""
    blocks: list[Block] = []
    for asked in (asked for place in places for asked in place.asked if place.kind in (Kind.ASK, Kind.ROUND)):
        voices = session.of(asked.key).ordered()
        if asked.prompt.kind != "afspraak" and voices:
            blocks.append(Block(asked.text, Style.QUESTION))
            blocks += [Block(line, Style.QUOTE) for voice in voices for line in in_lines(asked, voice.value)]
    return tuple(blocks)


def aftercare(session: Session, contact: str | None) -> Screen:
    """The end of a heavy exercise: spoken, never typed (DESIGN 10.11). The room sees little, someone says it."""
    text = session.setup.exercise.aftercare
    where = f"Praten kan met: {contact}." if contact else "Spreek nu af bij wie je terechtkunt als je wilt praten."
    blocks = [Block("Dit kan je raken. We stoppen rustig."), Block(where)]
    if text and session.setup.mode is Mode.TEAM:
        blocks.append(Block(text, Style.SAY, For.FACILITATOR))
    elif text:
        blocks.insert(1, Block(text))
    return Screen("Rustig stoppen", "", tuple(blocks))


# --- the second window ----------------------------------------------------------------------------------------------


def for_room(session: Session, aside: str) -> Screen:
    """What the beamer shows while a session runs: follows the draft, shows nothing that is still hidden."""
    if session.paused_at is not None:
        return Screen("Pauze", "", ())
    place = current(session)
    if place is None:
        return Screen("Klaar", "", (Block("Bedankt. De oefening is afgerond."),))
    painter = _ROOM.get(place.kind)
    screen = painter(session, place, aside) if painter else Screen(session.setup.exercise.title)
    return screen.for_room()


def _room_look_back(session: Session, place: Place, aside: str) -> Screen:
    del aside
    due = next(due for due in session.setup.due if due.id == place.agreement)
    screen = look_back(due, session.setup.started.date())
    options = [Block(f"{n}  {words}", Style.ROW) for n, words in enumerate(OUTCOMES.values(), start=1)]
    return Screen(screen.title, screen.aside, (*screen.blocks, Block("Hoe ging het?", Style.QUESTION), *options))


def _room_earlier(session: Session, place: Place, aside: str) -> Screen:
    """What was written may be more than a room may see when the facilitator looks alone."""
    del aside
    alone = session.setup.view == View.PRIVATE
    return Screen(session.setup.exercise.title) if alone else EARLIER[place.kind](session)


def _room_question(session: Session, place: Place, aside: str) -> Screen:
    return question(session, place.asked[0], aside, options=True)


def _room_round(session: Session, place: Place, aside: str) -> Screen:
    return Screen(_title(session, place.asked[0]), aside, (Block(_SILENT[Collecting.ROUND]),))


def _room_reveal(session: Session, place: Place, aside: str) -> Screen:
    asked = place.asked[0]
    return reveal(session, asked) if session.of(asked.key).revealed else _room_question(session, place, aside)


def _room_closing(session: Session, place: Place, aside: str) -> Screen:
    del session, place
    texts = ("Wat doen we vóór de volgende keer?", "Wie doet dat?", "Wat merkt een inwoner ervan?")
    return Screen("Afronden", aside, tuple(Block(text) for text in texts))


SIGNALS: Final = "Zit hier iets in dat beleid of politiek moet weten?"
"""What the closing asks; the facilitator has more on the screen."""


def _room_signals(session: Session, place: Place, aside: str) -> Screen:
    del session, place
    return Screen("Afronden", aside, (Block(SIGNALS, Style.QUESTION),))


_ROOM: Final[dict[Kind, Callable[[Session, Place, str], Screen]]] = {
    Kind.OPENING: lambda session, _place, _aside: opening(session),
    Kind.LOOK_BACK: _room_look_back,
    Kind.LOOKED_BACK: lambda session, _place, _aside: looked_back(session),
    Kind.EARLIER_WORDS: _room_earlier,
    Kind.EARLIER_AGREED: _room_earlier,
    Kind.STEP: step,
    Kind.ASK: _room_question,
    Kind.ROUND: _room_round,
    Kind.REVEAL: _room_reveal,
    Kind.AFTER: lambda session, place, _aside: outcome(session, place.asked[0]),
    Kind.AGREEMENTS: _room_closing,
    Kind.SIGNALS: _room_signals,
    Kind.READ_BACK: _room_closing,
    Kind.SHARING: _room_closing,
    Kind.AFTERCARE: lambda session, _place, _aside: aftercare(session, None),
}
