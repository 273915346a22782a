"""A meeting of a trajectory as one exercise: its parts behind each other, with one opening and one closing.

So a meeting is one session with one draft and one file, and everything that a session can do a meeting can do. The id
of every question says of which part it is: ``d2-haperpunten`` is the question ``haperpunten`` of the second part. What
the meeting asks itself has no such beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from armoede_toolbox.exercises.exercise import Exercise, Positive, Step
from armoede_toolbox.exercises.trajectory import (
    LEARNING,
    MARKS,
    SINCE,
    Meeting,
    Part,
    Task,
    Trajectory,
    TrajectoryNumber,
)
from armoede_toolbox.exercises.wording import REFERENCE, citations, word_count
from armoede_toolbox.model import Model, Slug, Words
from armoede_toolbox.vocabulary import Ending, FreeBlock, Guests, LearningNeed, Mode, Variant, Weight, Who

QUESTION: Final = "leervraag"
"""The learning question of the group, asked at the start of a trajectory."""
INDICATORS: Final = "eigen-punten"
"""What the group itself wants to follow; at most three."""
SCORE: Final = "cijfer-nu"
"""The mark for each of these."""
TASKS: Final = "tussendoor"
"""What became of the tasks in between."""
CHANGES: Final = "anders-dan-gepland"
"""What the group chose to do otherwise today, with why."""
NOTE: Final = "notitie"
"""The question of a free block."""
OF_MEETING: Final = frozenset({QUESTION, INDICATORS, SCORE, TASKS, CHANGES})
"""What the meeting asks itself, whatever its parts are."""
LEARNING_TITLE: Final = "Onze leervraag"
SINCE_TITLE: Final = "Sinds de vorige keer"
MARKS_TITLE: Final = "Waar staan we nu?"
VARIANT: Final = Variant.NORMAL
"""A meeting has one length."""
MOST_INDICATORS: Final = 3
ROOM_WORDS: Final = 45
_LONGEST_ID: Final = 60
_OF_PART: Final = re.compile(r"d([1-9]\d?)-(.+)")
_METHOD: Final = "reeks"


class Piece(Model):
    """A part as it runs: which steps of the meeting are its."""

    name: Slug
    """The id of an exercise, or the word of a free block."""
    title: Words
    first: int
    """The index of its first step."""
    size: Positive
    """How many steps it has."""
    needed: tuple[Words, ...] = ()
    caution: Words | None = None
    sentences: tuple[Words, ...] = ()
    """What helps the facilitator of a team while the part runs; see ``MeetingExercise.advice``."""

    @property
    def steps(self) -> range:
        """The indexes of its steps."""
        return range(self.first, self.first + self.size)

    @property
    def free(self) -> bool:
        """Whether it is no exercise."""
        return self.name in list(FreeBlock)


class MeetingExercise(Exercise):
    """A meeting. Its id, number and title are those of the trajectory and the meeting."""

    number: TrajectoryNumber
    meeting: Positive
    pieces: tuple[Piece, ...]

    def contains(self, exercise: str) -> bool:
        """Whether this exercise is one of its parts."""
        return any(piece.name == exercise for piece in self.pieces)

    def key(self, exercise: str, question: str) -> str:
        """How a question of one of its parts is called here."""
        numbers = (number for number, piece in enumerate(self.pieces, start=1) if piece.name == exercise)
        return key_in(next(numbers), question) if self.contains(exercise) else question

    def heading(self, index: int, step: Step) -> str:
        """The title of a step in the logbook, with its exercise."""
        piece, title = self._piece(index), step.title
        if piece is None or piece.free or title == piece.title:
            return title
        return f"{piece.title}{'' if piece.title.endswith(('?', '!', '.')) else ':'} {title}"

    @property
    def label(self) -> str:
        """The trajectory and the number of the meeting: ``T1-2``."""
        return f"{self.number}-{self.meeting}"

    @property
    def stem(self) -> str:
        """Each meeting has papers of its own."""
        return f"{self.id}-{self.meeting}"

    def lead(self, step: int) -> str | None:
        """Where in the meeting people are, at the first step of each part."""
        piece = self._piece(step)
        if piece is None or piece.first != step:
            return None
        where = f"Deel {self.pieces.index(piece) + 1} van {len(self.pieces)}"
        return where if piece.free else f"{where}: {piece.title}"

    def advice(self, step: int) -> tuple[str, ...]:
        """For the facilitator who asks for it, in each step of a part."""
        piece = self._piece(step)
        if piece is None:
            return ()
        ready = f"Leg klaar: {'; '.join(piece.needed)}." if piece.needed else None
        said = " ".join(f"“{sentence}”" for sentence in piece.sentences)
        return tuple(filter(None, (piece.caution, ready, said and f"Zinnen die kunnen helpen: {said}")))

    def before(self) -> tuple[str | None, ...]:
        """What to prepare was told when the meeting was planned; in a team each part has advice of its own."""
        return () if self.modes == (Mode.TEAM,) else (self.caution,)

    def marks_at(self, step: int) -> bool:
        """After the last part."""
        return step >= self.pieces[-1].steps.stop

    def _piece(self, step: int) -> Piece | None:
        return next((piece for piece in self.pieces if step in piece.steps), None)


def read(data: Any) -> Exercise:
    """An exercise from the first event of a draft; a meeting is known by its parts. Raises ``ValidationError``."""
    return (MeetingExercise if "onderdelen" in data else Exercise).from_file(data)


def on_paper(meeting: MeetingExercise) -> MeetingExercise:
    """Without what a later meeting knows already."""
    known = () if meeting.meeting == 1 else (INDICATORS,)
    begins = {piece.first for piece in meeting.pieces}
    steps = []
    for index, step in enumerate(meeting.steps):
        asked = tuple(prompt for prompt in step.prompts if prompt.id not in known)
        title = meeting.heading(index, step) if index in begins else step.title
        steps.append(step.model_copy(update={"prompts": asked, "title": title}))
    return meeting.model_copy(update={"steps": tuple(steps)})


def key_in(number: int, question: str) -> str:
    """The id of a question in the part with this number."""
    return f"d{number}-{question}"[:_LONGEST_ID].rstrip("-")


def origin(parts: Sequence[str], question: str) -> tuple[str, str] | None:
    """Of which exercise a question in the file of a meeting is, and its id there; ``parts`` are those of its head."""
    found = _OF_PART.fullmatch(question)
    if found is None or int(found[1]) > len(parts):
        return None
    return parts[int(found[1]) - 1], found[2]


# --- the pieces of a meeting ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What went before in this trajectory, as far as the meeting needs it."""

    begins: bool = True
    """Whether this is the first time that the group meets for it."""
    question: str | None = None
    """The learning question of the group."""
    indicators: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    changes: tuple[str, ...] = ()
    """What is done otherwise today, in sentences."""

    def given(self) -> dict[str, Any]:
        """The answers that are known before the meeting starts, by question."""
        known = {QUESTION: self.question, INDICATORS: list(self.indicators), CHANGES: list(self.changes)}
        return {key: value for key, value in known.items() if value}


def mode_of(trajectory: Trajectory, parts: Sequence[Part]) -> Mode:
    """Who is in the room. A team can do a part in pairs; who learns alone or as a pair has days of both."""
    if Mode.TEAM in trajectory.modes:
        return Mode.TEAM
    asked = [part.mode for part in parts if part.mode] or list(trajectory.modes)
    return max(asked, key=list(Mode).index)


def compose(
    trajectory: Trajectory,
    number: int,
    parts: Sequence[Part],
    exercises: Mapping[str, Exercise],
    story: Story,
) -> MeetingExercise:
    """The meeting as one exercise. Every exercise of its parts has to be there, in the version that is asked."""
    meeting = trajectory.meetings[number - 1]
    own = {part.exercise: exercises[part.exercise] for part in parts if part.exercise}
    room = mode_of(trajectory, parts)
    steps = list(_before(trajectory, story, room))
    pieces: list[dict[str, Any]] = []
    settling = _last_to_agree(parts, own)
    for index, part in enumerate(parts, start=1):
        of_part = _part(part, index, own, room, settles=index == settling)
        title = own[part.exercise].title if part.exercise else part.title
        name = part.exercise or str(part.block)
        helps = _helps(own[part.exercise]) if part.exercise and room is Mode.TEAM else {}
        pieces.append({"naam": name, "titel": title, "begin": len(steps), "aantal": len(of_part), **helps})
        steps += of_part
    steps += _after(story, room)
    head = _head(trajectory, number, meeting, parts, tuple(own.values()), room, story)
    return MeetingExercise.from_file({**head, **_cited(steps, own.values()), "stappen": steps, "onderdelen": pieces})


def _head(
    trajectory: Trajectory,
    number: int,
    meeting: Meeting,
    parts: Sequence[Part],
    own: Sequence[Exercise],
    room: Mode,
    story: Story,
) -> dict[str, Any]:
    lengths = {part.exercise: part.lasts({one.id: one for one in own}) or 0 for part in parts}
    main = max(own, key=lambda one: lengths[one.id], default=None)
    goal = meeting.goal or trajectory.goal
    reminder = f"\nOnze leervraag: {' '.join(story.question.split())}" if story.question and not story.begins else ""
    found: dict[str, Any] = {
        "formaat": 1,
        "id": trajectory.id,
        "nummer": trajectory.number,
        "bijeenkomst": number,
        "titel": meeting.title,
        "doel": goal + reminder,
        "achtergrond": goal,
        "leerbehoefte": (main.learning_need if main else LearningNeed.IMPROVE).value,
        "themas": list(dict.fromkeys(theme for one in own for theme in one.themes)) or ["verbeteren"],
        "voor": [audience.value for audience in trajectory.audience],
        "vormen": [room.value],
        "deelnemers": trajectory.participants.to_file(),
        "zwaarte": max((one.weight for one in own), key=list(Weight).index, default=Weight.LIGHT).value,
        "ervaringsdeskundigen": _guests(parts, own).value,
        "methode": _METHOD,
        "begeleider": {"zinnen": list(dict.fromkeys(said for one in own for said in one.facilitator.sentences))},
        "nazorg": _joined(one.aftercare for one in own if one.weight is Weight.HEAVY),
        "nodig": list(needed_for(trajectory, number, own)),
        "voorbereiding": "\n".join(preparation_for(trajectory, number, own)) or None,
        "let_op": _lines(trajectory.caution, *(one.caution for one in own)),
        **_ending(own),
    }
    return {key: value for key, value in found.items() if value not in (None, [], {"zinnen": []})}


def _joined(texts: Iterator[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def _lines(*texts: str | None) -> str | None:
    return "\n".join(dict.fromkeys(text for text in texts if text)) or None


def _guests(parts: Sequence[Part], own: Sequence[Exercise]) -> Guests:
    """The strictest of the parts: cards that don't fit guests stay away when one may be there."""
    if any(part.block is FreeBlock.GUEST for part in parts):
        return Guests.YES
    return max((one.guests for one in own), key=list(Guests).index, default=Guests.NO)


def needed_for(trajectory: Trajectory, number: int, own: Sequence[Exercise]) -> tuple[str, ...]:
    """What has to be there at a meeting with these exercises."""
    first = trajectory.needed if number == 1 else ()
    return tuple(dict.fromkeys([*first, *(item for one in own for item in one.needed)]))


def preparation_for(trajectory: Trajectory, number: int, own: Sequence[Exercise]) -> tuple[str, ...]:
    """What to do before a meeting with these exercises; with the name of each where there is more than one text."""
    texts = {one.title: one.preparation for one in own if one.preparation}
    first = [trajectory.preparation] if number == 1 and trajectory.preparation else []
    if len(texts) + len(first) == 1:
        return (*first, *texts.values())
    return (*first, *(f"“{title}”: {text}" for title, text in texts.items()))


def _helps(exercise: Exercise) -> dict[str, Any]:
    found = {
        "nodig": list(exercise.needed),
        "let_op": exercise.caution,
        "zinnen": list(exercise.facilitator.sentences),
    }
    return {key: value for key, value in found.items() if value}


def _ending(own: Sequence[Exercise]) -> dict[str, Any]:
    """An agreement where a part ends with one; otherwise what the parts end with."""
    endings = [one.ending for one in own]
    if not endings or Ending.AGREEMENT in endings:
        return {}
    if Ending.IF_THEN in endings:
        return {"einde": Ending.IF_THEN.value}
    return {"einde": Ending.NONE.value, "reden_einde": _joined(one.ending_reason for one in own)}


def _cited(steps: Sequence[dict[str, Any]], own: Any) -> dict[str, Any]:
    """The facts and sources that the steps use; each step keeps those that it had."""
    texts = list(_texts(steps))
    codes = {code for text in texts for code in citations(text)} | set(texts)
    found = {
        "feiten": list(dict.fromkeys(code for one in own for code in one.facts if code in codes)),
        "bronnen": list(dict.fromkeys(code for one in own for code in one.sources if code in codes)),
    }
    return {key: value for key, value in found.items() if value}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)


# --- the steps of a part --------------------------------------------------------------------------------------------


def _part(part: Part, number: int, own: Mapping[str, Exercise], room: Mode, *, settles: bool) -> list[dict[str, Any]]:
    """The steps of one part, as the file of an exercise would have them."""
    if part.exercise is None:
        return [_block(part, number, room)]
    exercise = own[part.exercise]
    variant, mode = part.version(exercise), part.mode
    if variant is None or mode is None:
        raise ValueError(f"{part.exercise} does not have this version")
    steps = []
    for step in exercise.steps_in(variant, mode):
        prompts = [prompt.to_file() for prompt in step.prompts_in(variant, mode)]
        data = step.to_file() | {"minuten": {VARIANT.value: step.minutes.of(variant)}, "vragen": prompts}
        steps.append(_step(data, number, mode, room, settles=settles))
    steps[0] = _first(steps[0], part)
    return steps


def _step(data: dict[str, Any], number: int, mode: Mode, room: Mode, *, settles: bool) -> dict[str, Any]:
    found = _renamed({key: value for key, value in data.items() if key != "vormen"}, number)
    found["vragen"] = [_prompt(prompt, mode, room, settles=settles) for prompt in found["vragen"]]
    if found.pop("wissel", False):
        found |= _swapped(found, mode, room)
    return {key: value for key, value in found.items() if value not in (None, [])}


def _swapped(step: dict[str, Any], mode: Mode, room: Mode) -> dict[str, Any]:
    """Pairs inside a team have to be told; a pair alone is told by the step."""
    if room is not mode:
        return {"uitleg": " ".join(filter(None, ("Wissel nu van rol.", step.get("uitleg"))))}
    return {"wissel": True}


def _renamed(step: dict[str, Any], number: int) -> dict[str, Any]:
    """The step with its own questions and all references to them under their ids in this meeting."""

    def text(value: str) -> str:
        return REFERENCE.sub(lambda found: f"{{antwoord:{key_in(number, found[1])}}}", value)

    def prompt(data: dict[str, Any]) -> dict[str, Any]:
        found = {key: text(value) if key in ("tekst", "hulp") else value for key, value in data.items()}
        found["id"] = key_in(number, data["id"])
        if data.get("voor_elk"):
            found["voor_elk"] = key_in(number, data["voor_elk"])
        options = data.get("opties")
        if isinstance(options, dict):
            found["opties"] = options | {"uit": key_in(number, options["uit"])}
        return found

    plain = {key: text(value) if key in ("uitleg", "zeg", "doe") and value else value for key, value in step.items()}
    return plain | {"vragen": [prompt(data) for data in step["vragen"]]}


def _prompt(data: dict[str, Any], mode: Mode, room: Mode, *, settles: bool) -> dict[str, Any]:
    found = {key: value for key, value in data.items() if key not in ("in", "vormen")}
    if found["soort"] == "afspraak" and not settles:
        return {"soort": "alleen-bespreken", "id": found["id"], "tekst": found["tekst"]}
    return found if mode is room else _for_room(found, mode, room)


def _for_room(data: dict[str, Any], mode: Mode, room: Mode) -> dict[str, Any]:
    """Whose answer a question asks when a part is done by pairs or by each alone, in a bigger room.

    What is repeated for each piece of an answer belongs to whoever gave that piece, so there it is one value.
    """
    who = Who(data.get("wie", Who.TOGETHER))
    if data.get("voor_elk") or data["soort"] == "afspraak" or (mode is Mode.SOLO and room is Mode.PAIR):
        who = Who.TOGETHER
    elif mode is Mode.SOLO:
        who = Who.EACH
    elif who is Who.TOGETHER:
        who = Who.PAIRS
    found = data | {"wie": who.value}
    return found if who is Who.EACH else {key: value for key, value in found.items() if key not in ("stil", "ophalen")}


def _first(step: dict[str, Any], part: Part) -> dict[str, Any]:
    """The first step of a part also says what the trajectory says about it.

    What does not fit on the screen of the room is read out by the facilitator.
    """
    asked = max((word_count(prompt["tekst"]) for prompt in step.get("vragen", ())), default=0)
    told = " ".join(filter(None, (part.explanation, step.get("uitleg"))))
    fits = word_count(told) + asked <= ROOM_WORDS
    found = dict(step)
    if part.explanation and fits:
        found["uitleg"] = told
    found["zeg"] = " ".join(filter(None, (None if fits else part.explanation, part.say, step.get("zeg"))))
    found["doe"] = "\n".join(filter(None, (step.get("doe"), part.do)))
    return {key: value for key, value in found.items() if value}


def _block(part: Part, number: int, room: Mode) -> dict[str, Any]:
    """A free block: what to do, and one note that may be passed. A break asks nothing.

    What is said to the room can be seen there too, when there is nothing else to see.
    """
    asked = "Wat wil je hiervan onthouden?" if room is Mode.SOLO else "Wat willen jullie hiervan onthouden?"
    note = {"soort": "open", "id": key_in(number, NOTE), "tekst": asked, "hulp": _NOTE_HELP}
    fits = part.say and word_count(f"{part.say} {asked}") <= ROOM_WORDS
    shown = part.say if fits and not part.explanation else None
    found = {
        "titel": part.title,
        "minuten": {VARIANT.value: part.minutes},
        "uitleg": part.explanation or shown,
        "zeg": None if shown else part.say,
        "doe": part.do,
        "vragen": [] if part.block is FreeBlock.BREAK else [note],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


_WHAT_FOR: Final = "Dit komt elke keer terug, tot en met de laatste keer."
_NOTE_HELP: Final = "Eén zin is genoeg. Overslaan mag."


def _last_to_agree(parts: Sequence[Part], own: Mapping[str, Exercise]) -> int:
    """A meeting agrees once: in the last part that asks for it. Earlier parts talk about it."""
    asking = [n for n, part in enumerate(parts, start=1) if part.exercise and _agrees(part, own[part.exercise])]
    return asking[-1] if asking else 0


def _agrees(part: Part, exercise: Exercise) -> bool:
    variant, mode = part.version(exercise), part.mode
    if variant is None or mode is None:
        return False
    steps = exercise.steps_in(variant, mode)
    return any(prompt.kind == "afspraak" for step in steps for prompt in step.prompts_in(variant, mode))


# --- what the meeting asks itself -----------------------------------------------------------------------------------


def _before(trajectory: Trajectory, story: Story, room: Mode) -> Iterator[dict[str, Any]]:
    """At the first meeting the learning question; later what became of the tasks in between."""
    prompts = [*_learning(trajectory, story, room), *_changed(story, room)]
    you, what = "jij" if room is Mode.SOLO else "jullie", "Wat is ervan gekomen?"
    told = {"uitleg": _WHAT_FOR} if story.begins and trajectory.learning_question else dict[str, Any]()
    if story.tasks:
        ask = {"soort": "open", "id": TASKS, "tekst": what, "hulp": f"Ook “niets” is een antwoord. {_NOTE_HELP}"}
        prompts.append(ask)
        told = _told(story.tasks, max(word_count(prompt["tekst"]) for prompt in prompts), you)
    if prompts:
        title, minutes = (LEARNING_TITLE, LEARNING) if story.begins else (SINCE_TITLE, SINCE)
        yield {"titel": title, "minuten": {VARIANT.value: minutes}, **told, "vragen": prompts}


def _told(tasks: Sequence[Task], asked: int, you: str) -> dict[str, Any]:
    """The tasks on the screen of the room, as many as fit; the facilitator reads out the others."""
    lines = [f"{task.who[:1].upper()}{task.who[1:]}: {task.what}" for task in tasks]
    beginning = f"Dit {'zou' if you == 'jij' else 'zouden'} {you} tussendoor doen."
    shown = [beginning]
    while lines and word_count(" ".join([*shown, lines[0]])) + asked <= ROOM_WORDS:
        shown.append(lines.pop(0))
    return {"uitleg": "\n".join(shown)} | ({"zeg": " ".join(lines)} if lines else {})


def _learning(trajectory: Trajectory, story: Story, room: Mode) -> Iterator[dict[str, Any]]:
    """Asked at the first meeting, known at the others; a trajectory with a question of its own asks none."""
    if trajectory.learning_question and (story.begins or story.question):
        helped = "Eén zin is genoeg. Hij komt elke keer terug."
        yield {"soort": "open", "id": QUESTION, "tekst": trajectory.learning_question, "hulp": helped}
    if story.indicators or (story.begins and trajectory.learning_question):
        seen = "Waaraan merk je straks dat het lukt?" if room is Mode.SOLO else "Waaraan merken jullie dat het lukt?"
        asked = f"{seen} Noem hoogstens drie punten."
        yield {
            "soort": "lijst",
            "id": INDICATORS,
            "tekst": asked,
            "hulp": "Elke keer kun je er een cijfer bij geven. Overslaan mag.",
            "hoogstens": MOST_INDICATORS,
        }
    if story.begins and trajectory.learning_question:
        yield _score(room)


def _changed(story: Story, room: Mode) -> Iterator[dict[str, Any]]:
    if story.changes:
        text = "Wat doe je vandaag anders?" if room is Mode.SOLO else "Wat doen we vandaag anders?"
        yield {"soort": "lijst", "id": CHANGES, "tekst": text, "verslag": "nee"}


def _score(room: Mode) -> dict[str, Any]:
    who = "geef je" if room is Mode.SOLO else "geven jullie"
    text = f"Welk cijfer {who} dit nu, van 1 tot 10?"
    return {"soort": "getal", "id": SCORE, "tekst": text, "van": 1, "tot": 10, "voor_elk": INDICATORS}


def _after(story: Story, room: Mode) -> list[dict[str, Any]]:
    """Before the closing the own indicators return."""
    if story.begins or not story.indicators:
        return []
    told = f"Onze leervraag: {{antwoord:{QUESTION}}}" if story.question else "Geef elk eigen punt een cijfer."
    step = {"titel": MARKS_TITLE, "minuten": {VARIANT.value: MARKS}, "uitleg": told, "vragen": [_score(room)]}
    return [{key: value for key, value in step.items() if value}]
