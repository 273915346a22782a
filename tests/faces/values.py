"""Answers that need care, on top of what is drawn. A kind need not stand here; it needs a sample."""

from __future__ import annotations

from typing import Any, Final

OPTIONS: Final = ["ja, soms", "nee: nooit", "# weet niet", "1. eerst dit"]
FIVE: Final = ["werk", "geld, schulden", "thuis", "gezondheid: lijf", "#5"]
TEXTS: Final = ["# geen kop", "een, twee", "- streepje", "a: b", "/pas", "nee", "1.500", "//stop"]
EVENTS: Final = [
    {"wat": "# de brief komt, laat", "gevoel": "min", "wie": "de inwoner"},
    {"wat": "bellen: drie keer", "gevoel": "neutraal"},
    {"wat": "het klopt", "gevoel": "plus", "wie": "de balie, samen"},
]
AGREEMENTS: Final = [
    {
        "wat": "Wij bellen, na de brief",
        "wie": "# team Noord",
        "klaar_op": "2027-03-17",
        "terugkijken_op": "2027-03-17",
        "inwoner_merkt": "iemand belt: vandaag",
    },
    {
        "wat": "- [ ] brief",
        "klaar_op": "2027-03-17",
        "terugkijken_op": "2027-03-17",
        "inwoner_merkt": "iemand belt: vandaag",
    },
]

CAREFUL: Final[dict[str, tuple[tuple[dict[str, Any], Any], ...]]] = {
    "open": (({}, "# kop\n  > geen citaat\n- [ ] taak\n/pas"), ({}, "-"), ({}, "~"), ({}, "0")),
    "lijst": (({}, [text for text in TEXTS if text != "//stop"]),),
    "getal": (
        ({}, 1500),
        ({}, 1.5),
        ({}, 0.125),
        ({}, -0.5),
        ({"van": 0, "tot": 100000, "eenheid": "euro"}, 1250.75),
        ({"eenheid": "5"}, 25),
    ),
    "schaal": (({"van": -5, "tot": 5, "labels": {-5: "nooit, echt", 5: "# altijd"}}, -5),),
    "keuze": (
        ({"opties": OPTIONS}, "ja, soms"),
        ({"opties": OPTIONS}, "# weet niet"),
        ({"opties": ["2", "1", "3"]}, "1"),
        ({"opties": OPTIONS, "anders": "iets anders, namelijk"}, "# dit, of dat"),
        ({"opties": [f"optie {n}" for n in range(1, 13)]}, "optie 12"),
    ),
    "meerkeuze": (
        ({"opties": OPTIONS}, ["ja, soms", "1. eerst dit"]),
        ({"opties": OPTIONS, "minstens": 0}, []),
        ({"opties": OPTIONS, "anders": "anders, namelijk"}, ["nee: nooit", "- eigen, woorden"]),
        ({"opties": [f"optie {n}" for n in range(1, 13)]}, ["optie 1", "optie 10", "optie 12"]),
    ),
    "stelling": (({"reden": "getypt"}, {"oordeel": "hangt ervan af", "reden": "# omdat\n- dit, en dat"}),),
    "rangorde": (({"opties": OPTIONS}, [OPTIONS[2], OPTIONS[0], OPTIONS[3], OPTIONS[1]]),),
    "stippen": (
        ({"opties": OPTIONS, "punten": 5}, {"nee: nooit": 2, "1. eerst dit": 3}),
        ({"opties": OPTIONS, "punten": 12}, {"ja, soms": 12}),
    ),
    "vakken": (
        ({"vakken": FIVE}, {box: [f"{box}, één", "# twee"] for box in FIVE}),
        ({"vakken": FIVE}, {"#5": ["alleen hier"]}),
    ),
    "raster": (({"rijen": FIVE}, dict(zip(FIVE, (1, 5, 3, 2, 4), strict=True))), ({"rijen": FIVE}, {"#5": 3})),
    "tijdlijn": (
        ({"wie_doet": ["de inwoner", "de balie, samen"]}, EVENTS),
        ({"wie_doet": ["de inwoner", "de balie, samen"], "hoogstens": 3}, EVENTS),
    ),
    "quiz": (
        ({"opties": OPTIONS, "antwoord": "ja, soms"}, {"antwoord": "# weet niet", "zekerheid": 5}),
        ({"opties": OPTIONS, "antwoord": "ja, soms"}, {"antwoord": "ja, soms"}),
    ),
    "als-dan": (
        ({}, {"als": "Als # de brief: komt, laat", "dan": "dan bel ik"}),
        ({"als": "Als ik merk dat", "dan": "dan zeg ik"}, {"als": "Als het, later, kan", "dan": "dan zeg ik: wacht"}),
    ),
    "afspraak": (({}, AGREEMENTS), ({}, []), ({}, [{"wat": "Bellen"}])),
}
