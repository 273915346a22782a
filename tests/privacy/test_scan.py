"""The scan of typed text, by sentences with what should and what should not be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armoede_toolbox.privacy import scan_text

FOUND = [
    ("Zijn bsn is 111222333.", "een burgerservicenummer", "111222333"),
    ("BSN 1112.22.333 stond op de brief", "een burgerservicenummer", "1112.22.333"),
    ("Het geld gaat naar NL91ABNA0417164300", "een rekeningnummer", "NL91ABNA0417164300"),
    ("Het geld gaat naar NL91 ABNA 0417 1643 00.", "een rekeningnummer", "NL91 ABNA 0417 1643 00"),
    ("Bel 06-12345678 na vijf uur", "een telefoonnummer", "06-12345678"),
    ("Bel +31 6 1234 5678", "een telefoonnummer", "+31 6 1234 5678"),
    ("Bel (020) 623 45 67", "een telefoonnummer", "(020) 623 45 67"),
    ("Mail naar a.bakker@voorbeeld.nl graag", "een mailadres", "a.bakker@voorbeeld.nl"),
    ("Hij woont op 1234 AB 56", "een adres", "1234 AB 56"),
    ("Kerkstraat 12, 6001 GX", "een adres", "Kerkstraat 12, 6001 GX"),
    ("Zaaknummer 2024-0012345", "een klant- of zaaknummer", "2024-0012345"),
    ("Ze is geboren op 3 mei 1980", "een geboortedatum", "3 mei 1980"),
    ("geboortedatum: 03-05-1980", "een geboortedatum", "03-05-1980"),
    ("Toen belde mevrouw De Vries weer", "een naam", "mevrouw De Vries"),
    ("Dhr. Jansen kwam niet", "een naam", "Dhr. Jansen"),
    ("meneer van der Berg-Smit zei niets", "een naam", "meneer van der Berg-Smit"),
    ("familie El Amrani vroeg het", "een naam", "familie El Amrani"),
    ("mevrouw A. Yılmaz belde", "een naam", "mevrouw A. Yılmaz"),
]
NOT_FOUND = [
    "Het kost € 123456782 per jaar",
    "Er waren 551.000 mensen in armoede in 2024.",
    "De schuld was 12.345,67 euro.",
    "In 2024 begon het om 13:30 en het duurde tot 15:45.",
    "Artikel 1234 uit de wet",
    "De wijk 6001 staat niet in de lijst",
    "Een mevrouw aan de balie hielp hem",
    "De meneer van het loket. Het duurde lang.",
    "Mevrouw zei dat het niet kon.",
    "Op 3 mei 1980 ging de school open.",
    "We spraken 8 mensen, 4 dagen lang.",
    "Kijk op armoede.watwerktbij.nl",
    "123456789 is geen nummer dat klopt",
]


@pytest.mark.parametrize(("text", "kind", "piece"), FOUND, ids=[piece for _, _, piece in FOUND])
def test_what_may_identify_somebody_is_found(text, kind, piece):
    assert [(hit.kind, text[hit.start : hit.end]) for hit in scan_text(text)] == [(kind, piece)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_ordinary_sentences_raise_no_question(text):
    assert scan_text(text) == []


@given(st.text())
def test_hits_lie_inside_the_text_in_order_without_overlap(text):
    hits = scan_text(text)
    ends = [0, *(hit.end for hit in hits)]
    assert all(before <= hit.start < hit.end <= len(text) for before, hit in zip(ends, hits, strict=False))


def test_replacing_every_hit_by_its_role_leaves_nothing_to_find():
    text = "Bel mevrouw De Vries op 06-12345678 over 111222333, of mail a@b.nl."
    for hit in reversed(scan_text(text)):
        text = text[: hit.start] + hit.role + text[hit.end :]
    assert scan_text(text) == []
    assert text == "Bel een inwoner op [telefoonnummer] over [bsn], of mail [mailadres]."
