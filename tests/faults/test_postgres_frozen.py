"""A database that takes connections and never answers: the health page turns red within seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from tests.faults.health_asker import ask_on_demand
from tests.faults.kill_stage import LIFE_SECONDS, PROCESSES
from tests.faults.postgres_cluster import Cluster
from tests.faults.report import Result, record
from wow.probing import ANSWER_SECONDS

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("postgres-cluster")]
MOST_SECONDS = ANSWER_SECONDS + 2
ASKED = "ask"


@contextmanager
def watcher(ground: Cluster, *, is_patient: bool = False) -> Iterator[Connection]:
    """A portal whose health page has been read once, with its connection open."""
    ours, theirs = Pipe()
    asker = PROCESSES.Process(target=ask_on_demand, args=(ground.url, theirs, is_patient))
    asker.start()
    try:
        ours.send(ASKED)
        assert ours.recv()[:2] == (503, "clock")  # no tick has run yet: the database was asked
        yield ours
    finally:
        ours.send("")
        asker.join(LIFE_SECONDS)
        assert asker.exitcode == 0


def test_the_health_page_does_not_wait_for_a_frozen_database(ground: Cluster) -> None:
    began = time.monotonic()
    with watcher(ground) as line:
        ground.freeze()
        try:
            line.send(ASKED)
            line.send(ASKED)
            answers = [line.recv(), line.recv()]
        finally:
            ground.thaw()
        line.send(ASKED)
        assert line.recv()[:2] == (503, "clock")
    assert [answer[:2] for answer in answers] == [(503, "database")] * 2
    slowest = max(answer[2] for answer in answers)
    assert slowest < MOST_SECONDS
    size, seconds = f"2 times, slowest {slowest:.1f} s", time.monotonic() - began
    proof, control = "health page while the server is frozen", "red: it waits as long as the server"
    record(Result("55 postgres", proof, "postgres", size, 0, 0, 0, seconds, control=control))


def test_a_health_page_that_asks_by_itself_waits(ground: Cluster) -> None:
    """The negative control."""
    with watcher(ground, is_patient=True) as line:
        ground.freeze()
        try:
            line.send(ASKED)
            assert not line.poll(ANSWER_SECONDS + 0.5)
        finally:
            ground.thaw()
        assert line.recv()[:2] == (503, "clock")
