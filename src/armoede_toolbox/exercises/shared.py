"""What exercises share: learning needs, facts with their sources, terms, cases and statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, StrictBool

from armoede_toolbox.exercises.exercise import FactCode, SourceCode, Theme
from armoede_toolbox.model import Model, Slug, Words
from armoede_toolbox.text import MONTHS
from armoede_toolbox.vocabulary import FactStatus, LearningNeed, Weight


def _number_as_text(value: object) -> object:
    """A year may be written as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


When = Annotated[Words, BeforeValidator(_number_as_text)]
"""A year, a date, or a period in words."""


class Need(Model):
    """A learning need as people read it."""

    id: LearningNeed
    number: Annotated[int, Field(ge=1, le=5)]
    title: Words
    question: Words
    explanation: Words | None = None


class Fact(Model):
    """A statement about the world, with its reference year."""

    id: FactCode
    text: Words
    reference_year: When | None = None
    published: When | None = None
    origin: tuple[SourceCode, ...] = Field(alias="bron")
    addresses: tuple[Words, ...] = ()
    checked_on: Words | None = None
    status: FactStatus
    revised: bool = False


class Source(Model):
    """Where facts and methods come from."""

    code: SourceCode
    title: Words
    address: Words | None = None


class Term(Model):
    """A word of the field, explained."""

    term: Words
    explanation: Words
    rather_not: tuple[Words, ...] = ()
    see: tuple[Words, ...] = ()


class Case(Model):
    """A short made-up situation to talk about."""

    id: Slug
    title: Words
    text: Words
    themes: tuple[Theme, ...] = ()
    weight: Weight
    with_guests: StrictBool = True
    groups: tuple[Words, ...] = ()


class Statement(Model):
    """A sentence to agree or disagree with."""

    id: Slug
    text: Words
    sharp: bool = False
    weight: Weight
    with_guests: StrictBool = True
    themes: tuple[Theme, ...] = ()
    for_facilitator: Words | None = None


class NeedsFile(Model):
    """``_leerbehoeften.yaml``."""

    format: Literal[1]
    items: tuple[Need, ...] = Field(alias="leerbehoeften")


class FactsFile(Model):
    """``_feiten.yaml``."""

    format: Literal[1]
    items: tuple[Fact, ...] = Field(alias="feiten")


class SourcesFile(Model):
    """``_bronnen.yaml``."""

    format: Literal[1]
    items: tuple[Source, ...] = Field(alias="bronnen")


class TermsFile(Model):
    """``_begrippen.yaml``."""

    format: Literal[1]
    items: tuple[Term, ...] = Field(alias="begrippen")


class CasesFile(Model):
    """``_casussen.yaml``."""

    format: Literal[1]
    items: tuple[Case, ...] = Field(alias="casussen")


class StatementsFile(Model):
    """``_stellingen.yaml``."""

    format: Literal[1]
    items: tuple[Statement, ...] = Field(alias="stellingen")


SharedFile = NeedsFile | FactsFile | SourcesFile | TermsFile | CasesFile | StatementsFile
Item = Need | Fact | Source | Term | Case | Statement

FILES: Final[dict[str, type[SharedFile]]] = {
    "_leerbehoeften.yaml": NeedsFile,
    "_feiten.yaml": FactsFile,
    "_bronnen.yaml": SourcesFile,
    "_begrippen.yaml": TermsFile,
    "_casussen.yaml": CasesFile,
    "_stellingen.yaml": StatementsFile,
}
"""Every shared file by its name. Other names that start with ``_`` are not ours."""


@dataclass(frozen=True, slots=True)
class Shared:
    """All shared data by key."""

    needs: Mapping[str, Need] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[SharedFile]) -> Shared:
        """Gather files; an item of a later file replaces the one with the same key."""
        items = [item for file in files for item in items_of(file)]
        return cls(
            needs={item.id.value: item for item in items if isinstance(item, Need)},
            facts={item.id: item for item in items if isinstance(item, Fact)},
            sources={item.code: item for item in items if isinstance(item, Source)},
            terms={item.term: item for item in items if isinstance(item, Term)},
            cases={item.id: item for item in items if isinstance(item, Case)},
            statements={item.id: item for item in items if isinstance(item, Statement)},
        )


# --- how a fact is told ---------------------------------------------------------------------------------------------

OLD_AFTER: Final = 2
"""A figure is old when its reference year is more than this many years ago."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DATE: Final = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})\b")
_UNSURE: Final = {
    FactStatus.TO_VERIFY: "Nog na te gaan: ",
    FactStatus.DERIVED: "Zelf afgeleid, nog na te gaan: ",
}


def stated(fact: Fact, today_year: int) -> str:
    """A fact as people may read it: what was not found is not stated as a fact, and what is old or revised says so."""
    return " ".join((_UNSURE.get(fact.status, "") + fact.text, *caveats(fact, today_year)))


def caveats(fact: Fact, today_year: int) -> tuple[str, ...]:
    """The sentences about the age of a fact; one without a figure can't be an old figure."""
    told = []
    if is_old(fact, today_year):
        figure = "Dit cijfer is ouder dan twee jaar."
        told.append(figure if _has_figure(fact.text) else "Dit is langer dan twee jaar geleden. Kijk of het nog zo is.")
    if fact.revised:
        told.append("Dit cijfer is later bijgesteld.")
    return tuple(told)


def is_old(fact: Fact, today_year: int) -> bool:
    """Whether the reference year (of a period its last one) is more than two years ago."""
    years = _YEAR.findall(fact.reference_year or "")
    return bool(years) and today_year - int(years[-1]) > OLD_AFTER


def _has_figure(text: str) -> bool:
    """Whether a number is left without the years and the dates."""
    return any(sign.isdigit() for sign in _YEAR.sub("", _DATE.sub("", text)))


# --- files ----------------------------------------------------------------------------------------------------------


def items_of(file: SharedFile) -> tuple[Item, ...]:
    """The items of a file, of whichever sort."""
    return file.items


def key_of(item: Item) -> tuple[str, str]:
    """The file key that names an item, and its value."""
    match item:
        case Source():
            return "code", item.code
        case Term():
            return "begrip", item.term
        case _:
            return "id", str(item.id)
