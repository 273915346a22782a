"""A person in plain mode: reads what the program asks and answers, with words that can be found again."""

from __future__ import annotations

import os
import random
import re
import sys
import time
from pathlib import Path

import pexpect

QUIET = 0.08
"""Seconds without output after which the program waits for the person."""
REFUSALS = ("Typ een heel getal", "begrijp ik niet", "hoort niet bij de schaal")
_RANGE = re.compile(r"(\d+) tot(?: en met)? (\d+)")
_OF_EACH = ("Typ alle antwoorden op één regel", "hoort niet bij de schaal")
"""Where the answers of everybody are typed on one line; one of them will do."""
_CHOICE = re.compile(r"^(\d+) (.+)$", re.MULTILINE)


def environ_of(home: Path) -> dict[str, str]:
    """The surroundings of a program whose files are all in ``home``."""
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "dumb",
        "ARMOEDE_LOGBOEK": str(home / "logboek"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


class Person:
    """Answers prompts; ``words`` are the answers that were followed by a next prompt, so they must be safe."""

    def __init__(self, home: Path, arguments: list[str], seed: int, choices: dict[str, str] | None = None) -> None:
        self.chance = random.Random(seed)
        self.words: list[str] = []
        self.seen = ""
        self.turns = 0
        self.choices = choices or {}
        self._sent: str | None = None
        command = [sys.executable, "-m", "armoede_toolbox", *arguments]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env=environ_of(home),
            encoding="utf-8",
            dimensions=(50, 100),
            echo=False,
            timeout=20,
        )

    def asked(self) -> str | None:
        """What stands on the screen since the last answer, once the program waits; ``None`` when it ended."""
        text, quiet_since = "", time.monotonic()
        started = quiet_since
        while True:
            try:
                piece = self.child.read_nonblocking(65536, timeout=QUIET)
                text, quiet_since = text + piece, time.monotonic()
            except pexpect.TIMEOUT:
                waits = text.rstrip(" ").endswith((">", ":")) or re.search(r"\)\s*:\s*$", text)
                if waits and time.monotonic() - quiet_since >= QUIET / 2:
                    break
                if time.monotonic() - started > 20:
                    raise AssertionError(f"the program does not ask: {text[-600:]!r}") from None
            except pexpect.EOF:
                self.seen += text
                self._confirm(text)
                return None
        self.seen += text
        self._confirm(text)
        return text.replace("\r", "")

    def _confirm(self, text: str) -> None:
        if self._sent and not any(refusal in text for refusal in REFUSALS):
            self.words.append(self._sent)
        self._sent = None

    def answer(self, screen: str) -> None:
        """Answer what is asked."""
        self.turns += 1
        tail = "\n".join(screen.strip().split("\n")[-30:])
        if "Typ een cijfer" in tail.split("\n")[-1]:
            self._send(str(self._pick(tail)))
        elif "Druk op Enter" in tail[-200:] or "Enter: zo laten" in tail[-200:]:
            self._send("")
        elif any(asked in tail[-200:] for asked in _OF_EACH):
            self._send("1")
        elif "getal" in tail[-300:] or "cijfer" in tail[-300:]:
            found = _RANGE.findall(tail)
            low, high = map(int, found[-1]) if found else (0, 1)
            self._send(str(min(max(low, 1), high)))
        elif "1 december" in tail[-200:]:
            self._send("1 december")
        else:
            word = "woord" + "".join(self.chance.choices("bcdfghjkmnp", k=9))
            self._send(word)
            if "lege regel" in tail.lower():
                self._send("")
            self._sent = word

    def _pick(self, tail: str) -> int:
        """The option with the wanted words where its question shows, otherwise the first one."""
        for question, wanted in self.choices.items():
            if question in tail:
                return next((int(number) for number, words in _CHOICE.findall(tail) if wanted in words), 1)
        return 1

    def _send(self, line: str) -> None:
        self.child.send(line + "\n")

    def go(self, until: int | None = None, deadline: float | None = None) -> int | None:
        """Answer until the program ends, so many prompts, or a moment; the exit code when it ended."""
        while until is None or self.turns < until:
            screen = self.asked()
            if screen is None:
                self.child.close()
                return self.child.exitstatus
            self.answer(screen)
            if deadline is not None and time.monotonic() > deadline:
                break
            assert self.turns < 400, "the session does not end"
        return None

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        self.child.kill(9)
        self.child.close(force=True)
