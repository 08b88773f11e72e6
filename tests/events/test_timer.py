"""`manage.py reminders_tick` as cron or a systemd timer runs it: the whole job without Celery and Redis."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.faults.databases import ROOT, environment, fresh_database
from tests.faults.test_two_ticks import begin, result_of
from tests.smtp import MailServer, mail_server

MEMBERS = 6
MONDAY = "2024-03-04T09:00"
OPERATIONS = ROOT / "docs/operations.md"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Two lunches on 7 March 2024: one to be reminded of, one to which everybody is still to be invited."""
    with fresh_database(request.param) as url:
        result_of(begin(url, "--members", str(MEMBERS)))
        yield url


def start(url: str, server: MailServer, *command: str) -> subprocess.Popen[str]:
    """A management command of its own process, its broker pointing nowhere."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.outbox.no_broker", "WOW_TEST_SMTP_PORT": str(server.port)}
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        env={**environment(url), **settings},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_three_timers_at_once_do_the_whole_job_without_a_broker(database: str) -> None:
    with mail_server() as server:
        begun = time.monotonic()
        tick = ("reminders_tick", "--now", MONDAY)
        running = [start(database, server, *command) for command in (tick, tick, tick)]
        outcomes = [process.communicate(timeout=120) for process in running]
        assert [process.returncode for process in running] == [0, 0, 0], [
            complaint[-600:] for _out, complaint in outcomes
        ]
        assert time.monotonic() - begun < 60
        late = start(database, server, *tick)
        assert late.communicate(timeout=60)[0] == (
            "planned 0 reminders, invited 0 members, sent 0 messages, missed 0 members\n"
        )
        mails = server.inbox()
        assert Counter(Counter(str(mail["To"]) for mail in mails).values()) == {2: MEMBERS}
        assert len({mail["Message-ID"] for mail in mails}) == 2 * MEMBERS


def test_a_failing_part_is_an_exit_code_that_cron_mails(database: str) -> None:
    with mail_server() as server:
        process = start(database, server, "reminders_tick", "--now", "someday")
        out, complaint = process.communicate(timeout=60)
        assert (process.returncode, out, complaint.count("someday")) == (1, "", 1)


def documented_commands(text: str) -> set[str]:
    """The management commands that a page tells the reader to run."""
    return set(re.findall(r"manage\.py ([a-z_]+)", text))


def test_the_operations_page_names_commands_that_exist() -> None:
    commands = documented_commands(Path(OPERATIONS).read_text())
    assert commands >= {"reminders_tick", "hold_due"}
    assert commands - set(get_commands()) == set()
