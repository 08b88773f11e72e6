"""Several workers at once, and workers that are killed: nothing is lost, nobody gets a second Message-ID."""

import json
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.databases import fresh_database
from tests.outbox.worker import DEATHS, DIED, Orders, work
from tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.xdist_group("outbox-processes")  # one pair of databases

NOON = "2024-03-04T11:00:00+00:00"
LONG_BEFORE = "2024-03-01T11:00:00+00:00"
AFTER_THE_LEASE = "2024-03-04T11:05:00+00:00"
AFTER_THE_PAUSE = "2024-03-04T11:10:00+00:00"
START_SECONDS = 1.5  # for all workers to be ready
LIFE_SECONDS = 120

WHOLE_BATCH = {"start", "claim"}
TEXT_NOT_LEFT = {"fence", "354"}  # the letter before is noted as sent, this one is on its way and has not left


PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.outbox.preload"])


@dataclass
class Stage:
    """A database and a mail server that several processes work on."""

    url: str
    mail: MailServer
    folder: Path

    def send_in(self, *at: str, **orders: Any) -> "multiprocessing.context.ForkServerProcess":
        """Start one worker (see `Orders`)."""
        worker = PROCESSES.Process(
            target=work, args=(Orders(self.url, self.mail.port, self.folder / "report.json", at, **orders),)
        )
        worker.start()
        return worker

    def run(self, *at: str, **orders: Any) -> int | None:
        """Start one worker and wait for its end; returns its exit code."""
        worker = self.send_in(*at, **orders)
        worker.join(LIFE_SECONDS)
        return worker.exitcode

    def plan(self, rows: int) -> None:
        """Empty outbox and inbox and plan so many letters, by a worker that dies before it delivers any."""
        self.mail.keeper.received.clear()
        assert self.run(NOON, rows=rows, die_at="start") == DIED

    def deliver_together(self, workers: int, **orders: Any) -> None:
        """Let several workers deliver at the same moment, and wait for them."""
        start_at = time.time() + START_SECONDS
        crew = [self.send_in(NOON, start_at=start_at, **orders) for _ in range(workers)]
        for worker in crew:
            worker.join(LIFE_SECONDS)
        assert [worker.exitcode for worker in crew] == [0] * workers

    def rows(self) -> dict[str, tuple[str, int]]:
        """Message-ID to status and uncertain sends, as a worker sees them for whom nothing is due."""
        assert self.run(LONG_BEFORE) == 0
        noted = json.loads((self.folder / "report.json").read_text())
        return {message_id: (status, uncertain) for message_id, status, uncertain in noted}

    def arrived(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(mail["Message-ID"]) for mail in self.mail.inbox())


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)], name="stage")
def _stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with fresh_database(request.param) as url, mail_server() as mail:
        yield Stage(url, mail, tmp_path_factory.mktemp("outbox"))


def test_four_workers_at_once_send_every_row_once(stage: Stage) -> None:
    stage.plan(120)

    stage.deliver_together(4)

    rows = stage.rows()
    assert Counter(rows.values()) == {("sent", 0): 120}
    assert stage.arrived() == Counter(rows.keys())


def test_without_their_defences_they_send_doubles(stage: Stage) -> None:
    """The negative control of the test above: it can fail."""
    stage.plan(50)

    stage.deliver_together(2, is_defenceless=True)

    assert max(stage.arrived().values()) == 2


@pytest.mark.parametrize("point", DEATHS)
def test_a_killed_worker_loses_nothing(stage: Stage, point: str) -> None:
    """Killed at its third row, or with its first batch in hand; another one takes over when the lease is over."""
    stage.mail.keeper.received.clear()
    assert stage.run(NOON, rows=6, die_at=point, on=1 if point in WHOLE_BATCH else 3) == DIED

    assert stage.run(AFTER_THE_LEASE, AFTER_THE_PAUSE) == 0

    rows = stage.rows()
    doubted = 0 if point in WHOLE_BATCH else 1
    twice = 0 if point in WHOLE_BATCH | TEXT_NOT_LEFT else 1
    assert Counter(rows.values()) == +Counter({("sent", 0): 6 - doubted, ("sent", 1): doubted})
    assert Counter(stage.arrived().values()) == +Counter({1: 6 - twice, 2: twice})
    assert set(stage.arrived()) == set(rows)
