"""A report as rows for a spreadsheet and as data for other programs: the same answers as the document, nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from armoede_toolbox.entry import Agreement, Head
from armoede_toolbox.reporting import sharing
from armoede_toolbox.reporting.document import Block, Bullets, Chart, Numbered, Paragraph, Quote, Tone
from armoede_toolbox.reporting.report import Part, Told

Row = dict[str, str]
HEADER: Final = (
    "sessie datum team oefening titel stap vraag tekst soort oogst perspectief antwoord aantal wie"
    " organisatie niveau klaar_op terugkijken_op inwoner_merkt"
).split()


def rows(told: Sequence[Told]) -> Iterator[Row]:
    """One row per contribution that may leave, per line of a distribution, and per agreement."""
    for one in told:
        about = about_session(one.head)
        yield from (about | agreement_row(agreement) for agreement in one.agreements)
        for _, parts in one.sections():
            yield from (about | row for part in parts for row in part_rows(part))


def about_session(head: Head) -> Row:
    """The cells that are the same for a whole session."""
    day = head.started.date().isoformat()
    return {
        "sessie": head.session,
        "datum": day,
        "team": head.team or "",
        "oefening": head.exercise,
        "titel": head.title,
    }


def agreement_row(agreement: Agreement) -> Row:
    """The cells of an agreement."""
    return {
        "vraag": agreement.question,
        "soort": "afspraak",
        "antwoord": agreement.what,
        "wie": sharing.name_on(agreement) or "",
        "organisatie": agreement.organisation or "",
        "niveau": agreement.level or "",
        "klaar_op": agreement.ready_on.isoformat() if agreement.ready_on else "",
        "terugkijken_op": agreement.look_back_on.isoformat() if agreement.look_back_on else "",
        "inwoner_merkt": agreement.resident_notices or "",
    }


def part_rows(part: Part) -> Iterator[Row]:
    """The cells of every answer to one question."""
    question = part.question
    about = {"vraag": question.id, "tekst": part.text, "soort": question.kind, "oogst": part.harvest or ""}
    for answer, side, amount in answers(part.blocks):
        yield about | {"antwoord": answer, "perspectief": side, "aantal": amount}


def answers(blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    """Every answer with its perspective and its number; what stands in a box has its name before it."""
    box = ""
    for block in blocks:
        match block:
            case Paragraph(tone=Tone.QUESTION):
                box = f"{block.text}: "
            case Quote():
                yield box + block.text, block.source, ""
            case Bullets() | Numbered():
                yield from ((box + item, "", "") for item in block.items)
            case Chart():
                sides = [f"{side}: " for side in block.sides] or [""] * len(block.rows)
                pairs = zip(block.rows, sides, strict=True)
                yield from ((f"{side}{label}", "", block.cell(value)) for (label, value), side in pairs)
            case Paragraph(tone=Tone.PLAIN):
                yield block.text, "", ""
            case _:
                pass


def data(told: Sequence[Told]) -> list[dict[str, Any]]:
    """The report for other programs: the same answers, nothing more."""
    return [_data(one) for one in told]


def _data(told: Told) -> dict[str, Any]:
    return {
        **about_session(told.head),
        "team": told.head.team,
        "delen": told.head.sharing.value,
        "volledig": told.head.complete,
        "afspraken": [
            {key: value or None for key, value in agreement_row(agreement).items() if key != "soort"}
            for agreement in told.agreements
        ],
        "vragen": [_question_data(part) for _, parts in told.sections() for part in parts],
        "weggelaten": list(told.left_out),
    }


def _question_data(part: Part) -> dict[str, Any]:
    keys = ("antwoord", "perspectief", "aantal")
    found = [dict(zip(keys, (value or None for value in answer), strict=True)) for answer in answers(part.blocks)]
    return {
        "id": part.question.id,
        "tekst": part.text,
        "oogst": part.harvest.value if part.harvest else None,
        "deel": part.share.word,
        "antwoorden": found,
    }
