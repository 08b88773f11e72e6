"""PostgreSQL's disk is full from one moment to the next: the server stops itself; nothing lost, nobody twice."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.databases import migrate
from tests.faults.kill_points import BATCH, MEMBERS, POINTS
from tests.faults.kill_stage import AFTER_THE_LEASE, AFTER_THE_PAUSE, MONDAY, Outcome, Stage, stage_on
from tests.faults.postgres_disk import CrampedCluster, cramped_cluster
from tests.faults.report import Result, record
from tests.faults.size import size_of_run, sized
from tests.faults.test_disk_full import UNNOTED
from tests.faults.test_postgres_faults import work

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("postgres-cluster")]
TIMES = sized(small=1, full=3)
LAST = "after the answer, before the last commit"
FILLED = [name for name in POINTS if name != "after connect"] if size_of_run() == "full" else ["after claim", LAST]


@pytest.fixture(scope="module", name="ground")
def _ground() -> Iterator[CrampedCluster]:
    with cramped_cluster() as ours:
        migrate(ours.url)
        yield ours


@pytest.fixture(scope="module", name="stage")
def _stage(ground: CrampedCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage_on(ground.url, tmp_path_factory.mktemp("disk"), members=MEMBERS) as ours:
        yield ours


def fill_and_free(stage: Stage, ground: CrampedCluster, point: str, number: int, *, without: str = "") -> Outcome:
    """One Monday on which the disk is full from the point on; there is space again when the lease is over."""
    stage.forget_mail()
    on = 1 + number % POINTS[point].passages
    assert work(stage, MONDAY, is_fresh=True, struck_at=point, on=on, cluster=ground) == 1, "the heartbeat was written"
    ground.recover()
    stage.run(AFTER_THE_LEASE, AFTER_THE_PAUSE, without=without)
    return stage.outcome()


@pytest.mark.parametrize("point", FILLED)
def test_a_full_disk(stage: Stage, ground: CrampedCluster, point: str) -> None:
    began = time.monotonic()
    outcomes = [fill_and_free(stage, ground, point, number) for number in range(TIMES)]
    for outcome in outcomes:
        assert (outcome.lost, outcome.doubles, outcome.held) == (0, 0, 0)
        assert outcome.statuses == {"sent": MEMBERS}
        assert outcome.copies <= (1 if point in UNNOTED else 0)
    copies = sum(outcome.copies for outcome in outcomes)
    seconds = time.monotonic() - began
    control = "red: a second Message-ID" if point == LAST else ""
    size, due = f"{TIMES} times", MEMBERS * TIMES
    record(
        Result("81 disk", f"disk full {point}", "postgres", size, due, 0, 0, seconds, copies=copies, control=control)
    )


def test_without_the_stored_message_id_a_full_disk_makes_a_double(stage: Stage, ground: CrampedCluster) -> None:
    """The negative control."""
    assert fill_and_free(stage, ground, LAST, BATCH - 1, without="message-id").doubles == 1
