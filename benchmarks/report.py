"""What a report of one session as a PDF costs, against the least: ``minimal.py`` and one bare compile of Typst.

    python benchmarks/report.py [RUNS]

Whole processes, in turns, in a temporary home, of a session whose exercise is in the library. The aim is 1.5. It also
times 100 sessions in one PDF, one Word file and one web page.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from startup import MINIMAL, OURS, isolated, seconds

from armoede_toolbox.entry import JournalEntry, render
from tests.entry.examples import TEAM

RUNS = 15
BARE = [sys.executable, "-c", "import typst; typst.compile(b'= Hallo', format='pdf')"]
MANY = 100
EXERCISE = "eens-oneens-hangt-ervan-af"
AIM = 1.5


def sessions(root: Path, many: int) -> None:
    for number in range(many):
        started = TEAM.head.started - timedelta(days=number)
        session = f"{started:%Y-%m-%d-%H%M}-aa{number:02}"
        put(root, replace(TEAM, head=replace(TEAM.head, exercise=EXERCISE, session=session, started=started)))


def put(root: Path, entry: JournalEntry) -> None:
    head = entry.head
    path = (
        root / "teams" / "noord" / f"{head.started:%Y}" / f"{head.session[:15]}-{head.exercise}-{head.session[-4:]}.md"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(entry), encoding="utf-8")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory(prefix="armoede-") as home:
        for name, number in (("een", 1), ("veel", MANY)):
            sessions(Path(home) / name, number)
        environ = isolated(home) | {"ARMOEDE_LOGBOEK": f"{home}/een"}
        one = [*OURS, "verslag", "laatste", "--overschrijf", "--naar", f"{home}/een.pdf"]
        for command in (MINIMAL, BARE, one):
            subprocess.run(command, env=environ, check=True, capture_output=True)
        pairs = [(seconds(MINIMAL, environ) + seconds(BARE, environ), seconds(one, environ)) for _ in range(runs)]
        least, ours = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(ours / least for least, ours in pairs)
        print(f"one session   {ratio:.2f} x minimal + bare Typst   {ours:.0f} ms, least {least:.0f} ms, {runs} pairs")
        print(f"aim {AIM}       {'met' if ratio <= AIM else 'not met'}")
        environ["ARMOEDE_LOGBOEK"] = f"{home}/veel"
        for suffix in ("pdf", "docx", "html"):
            many = [*OURS, "verslag", "--team", "Noord", "--overschrijf", "--naar", f"{home}/veel.{suffix}"]
            print(f"{MANY} sessions to {suffix:<5} {seconds(many, environ):.1f} s")


if __name__ == "__main__":
    main()
