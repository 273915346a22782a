"""A journal entry as plain data for scripts: Dutch keys, ISO dates, absent is null."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from armoede_toolbox.entry.front import values
from armoede_toolbox.entry.parts import Agreement, Contribution, JournalEntry, LookBack, Question, Signal, StepRecord
from armoede_toolbox.vocabulary import Level, Outcome


def to_json(entry: JournalEntry) -> dict[str, Any]:
    """The whole entry. Unknown keys of the front matter stand beside the known ones, and never replace any."""
    data = {key: _plain(value) for key, value in values(entry.head)}
    data["afspraken"] = [_agreement(agreement) for agreement in entry.agreements]
    data["signalen"] = [_signal(signal) for signal in entry.signals]
    data["terugblikken"] = [_look_back(looked) for looked in entry.look_backs]
    data["stappen"] = [_step(step) for step in entry.steps]
    data["notities"] = list(entry.notes)
    data["waarschuwingen"] = [{"regel": warned.line, "reden": warned.reason} for warned in entry.warnings]
    return data | _unknown(entry.head.extra, data)


def _unknown(extra: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in extra.items() if key not in known}


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "vraag": agreement.question,
        "wat": agreement.what,
        "wie": agreement.who,
        "organisatie": agreement.organisation,
        "niveau": _plain(agreement.level),
        "klaar_op": _plain(agreement.ready_on),
        "terugkijken_op": _plain(agreement.look_back_on),
        "inwoner_merkt": agreement.resident_notices,
        "aangevinkt": agreement.ticked,
        "notities": list(agreement.notes),
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "id": signal.id,
        "vraag": signal.question,
        "wat": signal.what,
        "voor_wie": signal.addressee,
        "notities": list(signal.notes),
    }


def read_agreement(data: Mapping[str, Any]) -> Agreement:
    """An agreement from its data."""
    return Agreement(
        id=data["id"],
        question=data["vraag"],
        what=data["wat"],
        who=data["wie"],
        organisation=data["organisatie"],
        level=Level(data["niveau"]) if data["niveau"] else None,
        ready_on=_day(data["klaar_op"]),
        look_back_on=_day(data["terugkijken_op"]),
        resident_notices=data["inwoner_merkt"],
        ticked=data["aangevinkt"],
        notes=tuple(data["notities"]),
    )


def read_look_back(data: Mapping[str, Any]) -> LookBack:
    """What became of an agreement, from its data."""
    return LookBack(
        agreement=data["afspraak"],
        what=data["wat"],
        outcome=Outcome(data["uitkomst"]),
        word=data["woord"],
        notes=tuple(data["notities"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _look_back(looked: LookBack) -> dict[str, Any]:
    return {
        "afspraak": looked.agreement,
        "wat": looked.what,
        "uitkomst": looked.outcome.value,
        "woord": looked.word,
        "notities": list(looked.notes),
    }


def _step(step: StepRecord) -> dict[str, Any]:
    return {
        "nummer": step.number,
        "titel": step.title,
        "vragen": [_question(question) for question in step.questions],
        "notities": list(step.notes),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "soort": question.kind,
        "wie": question.who.value,
        "tekst": question.text,
        "oogst": _plain(question.harvest),
        "verslag": _plain(question.in_report),
        "staat": question.state.value,
        "bijdragen": [_contribution(contribution) for contribution in question.contributions],
        "telling": question.totals,
        "notities": list(question.notes),
    }


def _contribution(contribution: Contribution) -> dict[str, Any]:
    return {
        "waarde": contribution.value,
        "perspectief": contribution.perspective,
        "onleesbaar": contribution.unreadable,
    }
