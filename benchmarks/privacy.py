"""How much the privacy scan finds of labelled Dutch sentences, how often it is right, and how quick it is.

    python benchmarks/privacy.py [--missers]

Prints the tables that stand in ``docs/privacy.md``. With ``--missers`` also every piece that was missed or wrongly
found. The sentences stand in ``tests/privacy``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from armoede_toolbox.privacy import scan_text
from tests.privacy.measuring import CORPUS, HELD_OUT, measure, read, table

TEXTS = {"Waarop we afstelden": CORPUS, "Apart gehouden": HELD_OUT}


def main() -> None:
    for title, path in TEXTS.items():
        sentences = read(path)
        without = sum(not one.labels for one in sentences)
        scores = measure(sentences)
        print(f"\n{title}: {len(sentences)} zinnen, {without} zonder iets\n")
        print("\n".join(table(scores)))
        if "--missers" in sys.argv:
            for label, score in scores.items():
                print(*(f"gemist ({label}): {one}" for one in score.missed), sep="\n")
                print(*(f"onterecht ({label}): {one}" for one in score.wrong), sep="\n")
    quick()


def quick() -> None:
    texts = [one.text for one in read(CORPUS)] * 10
    start = time.perf_counter()
    for text in texts:
        scan_text(text)
    took = time.perf_counter() - start
    print(
        f"\n{took / len(texts) * 1e6:.0f} microseconden per zin, {sum(map(len, texts)) / took / 1e6:.1f} MB per seconde"
    )


if __name__ == "__main__":
    main()
