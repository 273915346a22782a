#!/usr/bin/env python3
"""Install the Armoede-toolbox in the folder .venv beside this file, and open it.

Only the standard library, and only syntax of Python 3.6: an old Python must be able to read this file to
explain that it is too old. People who never program run it, so every failure says what to do now.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterable, List, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "toolbox-stamp"
LOG = VENV / "install.log"
WINDOWS = os.name == "nt"
START = "py toolbox.py" if WINDOWS else "python3 toolbox.py"
MINIMUM = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
# Settings that would make Python or pip install or look outside .venv.
STRAY = ("PIP_PREFIX", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
CHECKS = (
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", "from importlinter.cli import lint_imports_command as check; check()")),
    ("pytest", ("-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")),
)
HELP = """Dit programma zet de Armoede-toolbox klaar en opent hem.

  {start}          open de toolbox
  {start} lijst    geef een opdracht door aan de toolbox, hier: lijst
  {start} test     controleer de toolbox zelf (voor wie eraan meebouwt)

De eerste keer is internet nodig en duurt het ongeveer een minuut. Daarna werkt alles zonder internet.
De toolbox komt in de map .venv, naast dit bestand. Gooi je die map weg, dan is de installatie weg.

Staat de toolbox klaar? Dan zie je alle opdrachten met: {armoede} --help
"""


class Explained(Exception):
    """Something went wrong that a person can mend; the text says what happened and what to do now."""


def say(text: str) -> None:
    """Tell how it goes, beside the result: standard output is for the toolbox itself."""
    print(text, file=sys.stderr, flush=True)


# Before anything is written


def check_python(version: Tuple[int, ...], newer: Optional[str] = None) -> None:
    """Raise ``Explained`` when this Python is too old; ``newer`` is the name of a Python that is not."""
    if tuple(version[:2]) >= MINIMUM:
        return
    if newer:
        advice = f"Op deze computer staat ook een nieuwere Python. Typ:\n  {newer} toolbox.py"
    else:
        advice = (
            "Zet een nieuwere Python op je computer. Die is gratis: https://www.python.org/downloads/\n"
            "Mag je zelf niets installeren? Vraag het je ICT-afdeling.\n"
            f"Start daarna opnieuw: {START}"
        )
    raise Explained(
        "Deze Python is te oud voor de toolbox.\n"
        f"Dit is Python {version[0]}.{version[1]}. "
        f"De toolbox heeft Python {MINIMUM[0]}.{MINIMUM[1]} of nieuwer nodig.\n\n{advice}"
    )


def newer_python(names: Iterable[str] = NEWER) -> Optional[str]:
    """Name a Python on this computer that is new enough and really starts."""
    for name in names:
        if shutil.which(name) and python_version(name) >= MINIMUM:
            return name
    return None


def python_version(python: str) -> Tuple[int, ...]:
    """Ask a Python which version it is; empty when it does not start."""
    question = "import sys; print('%d %d' % sys.version_info[:2])"
    try:
        answer = subprocess.check_output([python, "-I", "-c", question], stderr=subprocess.DEVNULL)
        return tuple(int(part) for part in answer.split())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ()


def check_parts(missing: Sequence[str]) -> None:
    """Raise ``Explained`` when Python lacks the parts that make a venv. Debian packages them apart."""
    if not missing:
        return
    raise Explained(
        f"Deze Python mist een onderdeel: {', '.join(missing)}.\n"
        "Zonder dat onderdeel kan de toolbox geen eigen map maken.\n\n"
        "Op Debian, Ubuntu en Linux Mint typ je:\n"
        f"  sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv\n"
        "Op een andere computer: installeer Python opnieuw via https://www.python.org/downloads/\n"
        f"Start daarna opnieuw: {START}"
    )


def missing_parts() -> List[str]:
    """Name the parts of Python that are needed to make a venv and are not there."""
    return [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]


def check_writable(folder: Path) -> None:
    """Raise ``Explained`` when nothing can be written in ``folder``."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            pass
    except OSError as error:
        if error.errno == errno.ENOSPC:
            advice = "De schijf is vol. Maak ruimte vrij"
        else:
            advice = "Zet de hele map van de toolbox op een plek die van jou is, bijvoorbeeld in je Documenten"
        raise Explained(
            f"De toolbox kan niet schrijven in deze map:\n  {folder}\n\n{advice}.\nStart daarna opnieuw: {START}"
        ) from None


# Installing


def venv_program(name: str) -> Path:
    """Where a program stands inside the venv."""
    return VENV / "Scripts" / (name + ".exe") if WINDOWS else VENV / "bin" / name


def fingerprint(python: Tuple[int, ...], extra: str) -> str:
    """What the stamp holds: it changes with the place, the Python and what must be installed."""
    content = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    content.update(repr((python, extra)).encode())
    place = hashlib.sha256(str(VENV).encode("utf-8", "surrogateescape"))
    return f"{place.hexdigest()[:16]} {content.hexdigest()}"


def read_stamp() -> str:
    """What was installed last; empty when nothing was, or when it was not finished."""
    try:
        return STAMP.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def up_to_date(python: Tuple[int, ...], extra: str) -> bool:
    """Whether what is needed stands there already. The developer's set holds the user's set."""
    return bool(python) and read_stamp() in {fingerprint(python, extra), fingerprint(python, "[dev]")}


def usable(python: Tuple[int, ...]) -> bool:
    """Whether the venv can be kept: it starts, is new enough, holds pip and was not moved."""
    if python < MINIMUM:
        return False
    stamp = read_stamp()
    if stamp and stamp.split()[0] != fingerprint(python, "").split()[0]:
        return False
    return run([str(venv_program("python")), "-I", "-c", "import pip"], None) == 0


def run(command: Sequence[str], log: Optional[Path]) -> int:
    """Run a command; everything that it says goes to ``log``, or nowhere."""
    environment = {name: value for name, value in os.environ.items() if name not in STRAY}
    with (log or Path(os.devnull)).open("ab") as target:
        return subprocess.call(list(command), stdout=target, stderr=subprocess.STDOUT, env=environment)


def install(extra: str = "") -> None:
    """Make .venv beside this file and put the toolbox in it. Does nothing when it stands there already."""
    python = python_version(str(venv_program("python")))
    if up_to_date(python, extra):
        return
    check_writable(VENV if VENV.is_dir() else ROOT)
    say("Even geduld: ik zet de toolbox klaar in de map .venv. Dit duurt de eerste keer ongeveer een minuut.")
    if not usable(python):
        make_venv()
    put_toolbox(extra)
    python = python_version(str(venv_program("python")))
    STAMP.write_text(fingerprint(python, extra) + "\n", encoding="ascii")
    say("De toolbox staat klaar.")


def make_venv() -> None:
    """Make the venv anew."""
    check_parts(missing_parts())
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "venv.log"
        if run([sys.executable, "-m", "venv", "--clear", str(VENV)], log) != 0:
            raise Explained(
                "Het lukte niet om de map .venv te maken.\n"
                f"De laatste regels van Python:\n\n{last_lines(log)}\n\n"
                f"Gooi de map .venv weg en start opnieuw: {START}"
            )


def put_toolbox(extra: str) -> None:
    """Let pip install the toolbox. What pip says is only shown when it fails."""
    STAMP.write_text("", encoding="ascii")
    LOG.write_bytes(b"")
    pip = [str(venv_program("python")), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if run([*pip, "--editable", str(ROOT) + extra], LOG) != 0:
        raise Explained(
            "Het lukte niet om de toolbox te installeren. De eerste keer is internet nodig.\n"
            f"De laatste regels uit {LOG.name}:\n\n{last_lines(LOG)}\n\n"
            f"Kijk of je internet hebt en start opnieuw: {START}\n"
            f"Lukt het weer niet? Laat dan het bestand {LOG} zien aan je ICT-afdeling:\n"
            "soms houdt een beveiligd netwerk dit tegen."
        )


def last_lines(log: Path, count: int = 8) -> str:
    """The end of a log, indented."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return "\n".join("  " + line.rstrip() for line in [line for line in lines if line.strip()][-count:])


# Doing


def open_toolbox(arguments: Sequence[str]) -> int:
    """Install where needed, then become the toolbox."""
    install()
    command = [str(venv_program("armoede")), *arguments]
    if not WINDOWS:
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while child.poll() is None:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is for the toolbox: it keeps the draft
            child.wait()
    return child.returncode


def test_toolbox(arguments: Sequence[str]) -> int:
    """Run every check, the tests last; ``arguments`` are for pytest."""
    install("[dev]")
    failed = [name for name, command in CHECKS if not passes(name, command, arguments)]
    if failed:
        say(f"Niet in orde: {', '.join(failed)}.")
    return 1 if failed else 0


def passes(name: str, command: Sequence[str], arguments: Sequence[str]) -> bool:
    """Run one check, with its name above it."""
    print(f"== {name} ==", flush=True)
    more = arguments if name == "pytest" else ()
    return subprocess.call([str(venv_program("python")), *command, *more], cwd=str(ROOT)) == 0


def main(arguments: Sequence[str]) -> int:
    """Do what is asked and return the exit code."""
    try:
        if sys.version_info < MINIMUM:
            check_python(sys.version_info[:2], newer_python())
        if arguments[:1] in (["--help"], ["-h"], ["hulp"]):
            print(HELP.format(start=START, armoede=venv_program("armoede").relative_to(ROOT)), end="")
            return 0
        if arguments[:1] == ["test"]:
            return test_toolbox(arguments[1:])
        return open_toolbox(arguments)
    except Explained as problem:
        say(str(problem))
        return 1
    except OSError as error:
        say(f"Dit lukte niet. De computer meldt: {error}\nGooi de map .venv weg en start opnieuw: {START}")
        return 1
    except KeyboardInterrupt:
        say(f"\nGestopt. Start opnieuw wanneer je wilt: {START}")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
