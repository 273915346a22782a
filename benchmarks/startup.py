"""How long people wait for ``lijst`` and ``--help``, against the least that a Typer program costs.

    python benchmarks/startup.py [RUNS]

Whole processes, in turns, so that a busy computer slows down both of a pair. ``lijst`` is warm: its cache is there and
the logbook is empty. Everything happens in a temporary home.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

RUNS = 21
LEAST = 15
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal.py"))]
OURS = [sys.executable, "-m", "armoede_toolbox"]
MEASURED = {"--help": ["--help"], "lijst": ["lijst"]}


def isolated(home: str) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARMOEDE_", "_ARMOEDE_"))}
    # As on the computer of a user: what is installed was compiled once. An editor's wish to leave no trace hides that.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    compiled = {"PYTHONPYCACHEPREFIX": f"{home}/compiled"}
    return {**kept, **folders, **compiled, "HOME": home, "USERPROFILE": home, "COLUMNS": "80"}


def seconds(command: Sequence[str], environ: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    runs = max(LEAST, int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
    with tempfile.TemporaryDirectory(prefix="armoede-") as home:
        environ = isolated(home)
        for command in (MINIMAL, *([*OURS, *arguments] for arguments in MEASURED.values())):
            seconds(command, environ)
        for name, arguments in MEASURED.items():
            pairs = [(seconds(MINIMAL, environ), seconds([*OURS, *arguments], environ)) for _ in range(runs)]
            report(name, pairs)


def report(name: str, pairs: list[tuple[float, float]]) -> None:
    ratio = statistics.median(ours / least for least, ours in pairs)
    least, ours = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<8} {ratio:.2f} x minimal   {ours:.0f} ms, minimal {least:.0f} ms, {len(pairs)} pairs")


if __name__ == "__main__":
    main()
