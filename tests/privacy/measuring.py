"""Recall and precision of the scan over labelled sentences, per kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from armoede_toolbox.privacy import scan_text

HERE = Path(__file__).parent
CORPUS, HELD_OUT = HERE / "corpus.tsv", HERE / "held_out.tsv"
_LABEL = re.compile(r"\{(\w+)\|([^}]*)\}")
PATTERNED = {
    "bsn": "een burgerservicenummer",
    "iban": "een rekeningnummer",
    "tel": "een telefoonnummer",
    "mail": "een mailadres",
    "adres": "een adres",
    "geboorte": "een geboortedatum",
    "kenteken": "een kenteken",
    "nummer": "een klant- of zaaknummer",
}
"""The labels of kinds with a pattern, and what a hit of that kind is called."""
NAMES = {
    "titel": "mevrouw, meneer, familie … met een naam",
    "letters": "voorletters met een achternaam",
    "voluit": "voornaam met een achternaam",
    "genoemd": "voornaam na “heet”, “haar zoon” …",
    "los": "voornaam zonder meer",
}
"""The labels of names; all are found as one kind."""
NAME = "een naam"


@dataclass(frozen=True)
class Sentence:
    group: str
    text: str
    labels: tuple[tuple[str, int, int], ...]


@dataclass
class Score:
    """Labels that were found whole, and hits that stand for a label."""

    labels: int = 0
    found: int = 0
    hits: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.hits if self.hits else 1.0


def read(path: Path) -> list[Sentence]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_sentence(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def _sentence(group: str, written: str) -> Sentence:
    text, labels, at = "", [], 0
    for match in _LABEL.finditer(written):
        text += written[at : match.start()]
        labels.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return Sentence(group, text + written[at:], tuple(labels))


def measure(sentences: Sequence[Sentence]) -> dict[str, Score]:
    """A score per label; names have one precision together, under ``NAME``."""
    scores = {label: Score() for label in (*PATTERNED, *NAMES, NAME)}
    for sentence in sentences:
        for label, whole, piece in _labels(sentence):
            for one in {label, NAME} if label in NAMES else {label}:
                score = scores[one]
                score.labels += 1
                score.found += whole
                score.missed += [] if whole else [f"{piece}  in: {sentence.text}"]
        for label, right, piece in _hits(sentence):
            score = scores[label]
            score.hits += 1
            score.right += right
            score.wrong += [] if right else [f"{piece}  in: {sentence.text}"]
    return scores


def _labels(sentence: Sentence) -> Iterator[tuple[str, bool, str]]:
    hits = scan_text(sentence.text)
    for label, start, end in sentence.labels:
        kind = PATTERNED.get(label, NAME)
        whole = any(hit.kind == kind and hit.start <= start and end <= hit.end for hit in hits)
        yield label, whole, sentence.text[start:end]


def _hits(sentence: Sentence) -> Iterator[tuple[str, bool, str]]:
    words = {word: label for label, word in PATTERNED.items()}
    for hit in scan_text(sentence.text):
        label = words.get(hit.kind, NAME)
        right = any(
            (one == label or (label == NAME and one in NAMES)) and hit.start < end and start < hit.end
            for one, start, end in sentence.labels
        )
        yield label, right, sentence.text[hit.start : hit.end]


def table(scores: dict[str, Score]) -> list[str]:
    """The scores for people, as a Markdown table."""
    rows = ["| soort | aantal | gevonden | terecht |", "|---|---|---|---|"]
    for label, kind in PATTERNED.items():
        rows.append(_row(kind, scores[label], scores[label].precision))
    rows.append(_row("een naam, alles samen", scores[NAME], scores[NAME].precision))
    rows += [_row(f"– {kind}", scores[label], None) for label, kind in NAMES.items()]
    return rows


def _row(kind: str, score: Score, precision: float | None) -> str:
    right = "" if precision is None else f"{precision:.2f}"
    return f"| {kind} | {score.labels} | {score.recall:.2f} | {right} |".replace(".", ",")
