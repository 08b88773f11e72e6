"""The database's connection is ended at every step of a delivery, and its server crashes in the middle."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.kill_points import BATCH, MEMBERS, POINTS
from tests.faults.kill_stage import (
    AFTER_THE_LEASE,
    AFTER_THE_PAUSE,
    LIFE_SECONDS,
    MONDAY,
    PROCESSES,
    Outcome,
    Stage,
    stage_on,
)
from tests.faults.kill_worker import Orders
from tests.faults.postgres_cluster import Cluster
from tests.faults.postgres_worker import run_quietly
from tests.faults.report import Result, record
from tests.faults.size import size_of_run, sized

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("postgres-cluster")]
TIMES = sized(small=1, full=5)
CRASHES = (
    list(POINTS)
    if size_of_run() == "full"
    else ["after claim", "after the fence", "after the answer, before the last commit"]
)


@pytest.fixture(scope="module", name="stage")
def _stage(ground: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage_on(ground.url, tmp_path_factory.mktemp("postgres"), members=MEMBERS) as ours:
        yield ours


def work(stage: Stage, *at: str, cluster: Cluster | None = None, **orders: Any) -> int | None:
    """One worker to its end, which may be an error when the heartbeat could not be written."""
    asked = Orders(stage.url, stage.mail.port, stage.folder / "report.json", at, **orders)
    worker = PROCESSES.Process(target=run_quietly, args=(asked, cluster, stage.folder / "errors.log"))
    worker.start()
    worker.join(LIFE_SECONDS)
    return worker.exitcode


def strike_and_recover(stage: Stage, point: str, number: int, **orders: Any) -> Outcome:
    """One Monday on which the database goes at the point; the same worker lives on, the next ones finish."""
    stage.forget_mail()
    on = 1 + number % POINTS[point].passages
    work(stage, MONDAY, is_fresh=True, struck_at=point, on=on, **orders)
    assert work(stage, AFTER_THE_LEASE, AFTER_THE_PAUSE) == 0
    return stage.outcome()


@pytest.mark.parametrize("point", POINTS)
def test_a_connection_that_is_ended(stage: Stage, point: str) -> None:
    began = time.monotonic()
    outcomes = [strike_and_recover(stage, point, number) for number in range(TIMES)]
    assert_nothing_happened(outcomes)
    # The worker outlives its connection and settles on a new one: what was sent is known to be sent.
    assert [outcome.copies for outcome in outcomes] == [0] * TIMES
    note(f"connection ended {point}", outcomes, began, "red: a second copy")


@pytest.mark.parametrize("point", CRASHES)
def test_a_server_that_crashes(stage: Stage, ground: Cluster, point: str) -> None:
    began = time.monotonic()
    outcomes = [strike_and_recover(stage, point, number, cluster=ground) for number in range(TIMES)]
    assert_nothing_happened(outcomes)
    assert [outcome.copies for outcome in outcomes] == [0] * TIMES
    note(f"server crashes {point}", outcomes, began, "red: a second copy")


@pytest.mark.parametrize("is_crash", [False, True], ids=["ended", "crashed"])
def test_without_stubbornness_a_mail_goes_twice(stage: Stage, ground: Cluster, is_crash: bool) -> None:
    """The negative control: the worker forgets what the mail server said about the last letter of its hand."""
    point = "after the answer, before the last commit"
    cluster = ground if is_crash else None
    assert strike_and_recover(stage, point, BATCH - 1, cluster=cluster, without="stubbornness").copies == 1


def assert_nothing_happened(outcomes: list[Outcome]) -> None:
    """Everybody got one mail."""
    for outcome in outcomes:
        assert (outcome.lost, outcome.doubles, outcome.held) == (0, 0, 0)
        assert outcome.statuses == {"sent": MEMBERS}


def note(proof: str, outcomes: list[Outcome], began: float, control: str = "") -> None:
    """Into the table."""
    record(
        Result(
            order="50 postgres",
            proof=proof,
            database="postgres",
            size=f"{len(outcomes)} times",
            due=sum(outcome.due for outcome in outcomes),
            lost=sum(outcome.lost for outcome in outcomes),
            doubles=sum(outcome.doubles for outcome in outcomes),
            copies=sum(outcome.copies for outcome in outcomes),
            held=sum(outcome.held for outcome in outcomes),
            seconds=time.monotonic() - began,
            control=control if "answer" in proof else "",
        )
    )
