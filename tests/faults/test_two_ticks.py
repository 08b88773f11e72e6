"""Several ticks at once, in processes of their own, on both databases: one mail for each member and lunch."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.databases import ROOT, environment, fresh_database
from tests.smtp import MailServer, mail_server

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]
MEMBERS = 12
PROCESSES = 3


def begin(url: str, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "tests/faults/two_ticks.py"), *options]
    return subprocess.Popen(command, env=environment(url), cwd=ROOT, stdout=subprocess.PIPE, text=True)


def result_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    return result


def tick_at_once(url: str, folder: Path, server: MailServer, *options: str) -> list[dict[str, Any]]:
    """What each process did; all of them begin to tick in the same moment."""
    result_of(begin(url, "--members", str(MEMBERS)))
    start = folder / "start"
    running = [begin(url, "--start", str(start), "--port", str(server.port), *options) for _ in range(PROCESSES)]
    deadline = time.monotonic() + 60
    while len(list(folder.glob("ready-*"))) < PROCESSES:
        assert time.monotonic() < deadline, "a process did not come to the start"
        time.sleep(0.01)
    start.touch()
    return [result_of(process) for process in running]


def mails_per_receiver(server: MailServer) -> Counter[str]:
    return Counter(str(mail["To"]) for mail in server.inbox())


@pytest.mark.parametrize("engine", ENGINES)
def test_one_reminder_and_one_invitation_each(engine: str, tmp_path: Path) -> None:
    with fresh_database(engine) as url, mail_server() as server:
        results = tick_at_once(url, tmp_path, server)
        assert [result["broken"] for result in results] == [[]] * PROCESSES
        assert sum(result["planned"] for result in results) == MEMBERS
        assert sum(result["invited"] for result in results) == MEMBERS
        assert Counter(mails_per_receiver(server).values()) == {2: MEMBERS}
        assert len({mail["Message-ID"] for mail in server.inbox()}) == 2 * MEMBERS


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_keys_the_same_ticks_send_doubles(engine: str, tmp_path: Path) -> None:
    with fresh_database(engine) as url, mail_server() as server:
        tick_at_once(url, tmp_path, server, "--keyless")
        assert max(mails_per_receiver(server).values()) > 2
