"""What can happen while the smaller commands run: a kill, a closed terminal, another program on the same team."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from armoede_toolbox.entry import Agreement, JournalEntry, parse, render
from tests.e2e.driver import Person, environ_of
from tests.e2e.test_door import team_answers
from tests.e2e.test_kill import drafts, entries, everything
from tests.workflows.test_logbook import head, put

KILLS = int(os.environ.get("ARMOEDE_KILLS", "3"))
MANY = 50


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "armoede_toolbox", *arguments]
    return subprocess.run(command, env=environ_of(home), capture_output=True, text=True, timeout=120)


def started(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "armoede_toolbox", *arguments]
    return subprocess.Popen(command, env=environ_of(home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def with_agreements(home: Path, many: int = 4) -> Path:
    """A team with a session in its logbook that made agreements."""
    of = head("2026-02-17", "aaaa")
    made = tuple(Agreement(id=f"{of.session}-a{n}", question="afspraken", what=f"Zaak {n}") for n in range(1, many + 1))
    return put(home / "logboek" / "teams" / "noord", of, render(JournalEntry(head=of, agreements=made)))


def stick(home: Path) -> dict[str, bytes]:
    """Fifty files of another laptop, by session."""
    folder = home / "stick"
    folder.mkdir()
    found = {}
    for number in range(MANY):
        of = head(
            f"2026-{1 + number % 12:02}-{1 + number % 28:02}", f"b{number:03}".replace("0", "w").replace("1", "x")
        )
        found[of.session] = render(JournalEntry(head=of)).replace("\n", "\r\n").encode() + b"Een notitie.\r\n"
        (folder / f"bestand-{number}.md").write_bytes(found[of.session])
    return found


COMMANDS = {
    "bijwerken": (["afspraken", "bijwerken", "--team", "Noord"], 8),
    "markeer": (["signalen", "markeer", "aaaa"], 12),
}
CHOICES = {"Is er": "Ja", "Wat geven jullie door": "Ik typ het zelf"}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_keeps_every_answer_and_its_file_comes_later(name: str, tmp_path: Path) -> None:
    arguments, prompts = COMMANDS[name]
    for number in range(KILLS):
        home = tmp_path / str(number)
        session = with_agreements(home)
        before = session.read_bytes()
        seed = random.randrange(10**9)
        chance = random.Random(seed)
        person = Person(home, arguments, seed, CHOICES)
        person.go(until=chance.randint(2, prompts))
        time.sleep(chance.random() * 0.05)
        person.kill()
        lost = [word for word in person.words if word not in everything(home)]
        assert not lost, (seed, lost)
        again = Person(home, ["hervat"], seed + 1)
        assert again.go() == 0, (seed, again.seen)
        written = "".join(path.read_text("utf-8") for path in entries(home))
        assert not [word for word in person.words if word not in written], seed
        assert not drafts(home)
        assert session.read_bytes() == before
        assert all(parse(path.read_bytes()) for path in entries(home))


@pytest.mark.slow
def test_a_killed_import_leaves_whole_files_and_goes_on_where_it_was(tmp_path: Path) -> None:
    taking = ["logboek", "haal-binnen", str(tmp_path / "stick"), "--team", "Noord", "--nieuw-team"]
    wanted = stick(tmp_path)
    reached = set()
    for _ in range(KILLS * 2):
        program = started(tmp_path, *taking)
        time.sleep(random.random() * 1.5)
        program.kill()
        program.communicate()
        found = {parse(path.read_bytes()).head.session: path.read_bytes() for path in entries(tmp_path)}
        assert found.items() <= wanted.items()
        reached.add(len(found))
    done = run(tmp_path, *taking)
    assert done.returncode == 0, done.stderr
    assert {parse(path.read_bytes()).head.session: path.read_bytes() for path in entries(tmp_path)} == wanted
    assert f"{MANY} hadden we al" in run(tmp_path, *taking).stdout
    assert len(entries(tmp_path)) == MANY


@pytest.mark.slow
def test_programs_on_the_same_team_at_once_lose_nothing(tmp_path: Path) -> None:
    with_agreements(tmp_path)
    wanted = stick(tmp_path)
    answers = team_answers(tmp_path, "LB5-01", "kort")
    session = ["start", "LB5-01", "--tijd", "15", "--team", "Noord", "--deelnemers", "8", "--antwoorden", str(answers)]
    taking = ["logboek", "haal-binnen", str(tmp_path / "stick"), "--team", "Noord"]
    programs = [started(tmp_path, *arguments) for arguments in (session, taking, session, taking)]
    person = Person(tmp_path, COMMANDS["bijwerken"][0], 1)
    assert person.go() == 0, person.seen
    assert [(program.communicate()[1], program.returncode)[1] for program in programs] == [0] * 4
    found = [parse(path.read_bytes()) for path in entries(tmp_path)]
    assert len(found) == 1 + MANY + 2 + 1
    assert wanted.keys() <= {one.head.session for one in found}
    assert not [word for word in person.words if word not in everything(tmp_path)]
    assert not drafts(tmp_path)


@pytest.mark.slow
def test_a_terminal_that_is_closed_keeps_a_text_of_many_lines(tmp_path: Path) -> None:
    person = Person(tmp_path, ["start", "LB3-03", "--tijd", "12"], 5)
    while "lege regel" not in (screen := person.asked() or "").lower():
        person.answer(screen)
    person.child.send("een regel die af is\n")
    person.child.send("een halve reg")
    time.sleep(0.3)
    os.close(person.child.child_fd)  # as the window is closed: the system sends SIGHUP, and reading and writing fail
    deadline = time.monotonic() + 10
    while "een halve reg" not in drafts(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "een regel die af is" in drafts(tmp_path)
    assert "een halve reg" in drafts(tmp_path)
    again = Person(
        tmp_path, ["hervat", "--persoonlijk"], 6, {"Wat wil je doen?": "Ga verder", "al iets getypt": "Laat staan"}
    )
    assert again.go() == 0, again.seen
    written = entries(tmp_path)[0].read_text("utf-8")
    assert "een regel die af is" in written
