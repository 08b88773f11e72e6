"""SQLite on a disk that is full from one moment to the next: an error that says so, nothing lost, nobody twice."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.disk_worker import work_on_full_disk
from tests.faults.kill_points import MEMBERS, POINTS
from tests.faults.kill_stage import (
    AFTER_THE_LEASE,
    AFTER_THE_PAUSE,
    LIFE_SECONDS,
    MONDAY,
    PROCESSES,
    Outcome,
    Stage,
    stage,
)
from tests.faults.kill_worker import Orders
from tests.faults.report import Result, record
from tests.faults.size import sized

TIMES = sized(small=1, full=5)
# What was sent and could not be noted goes once more under the same Message-ID.
UNNOTED = [name for name, point in POINTS.items() if point.is_uncertain or point.is_one_unnoted]


@pytest.fixture(scope="module", name="on_stage")
def _on_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage("sqlite", tmp_path_factory.mktemp("disk")) as ours:
        yield ours


def fill_and_free(stage: Stage, point: str, number: int, *, without: str = "") -> Outcome:
    """One Monday on which the disk is full from the point on; there is space again when the lease is over."""
    stage.forget_mail()
    errors = stage.folder / "errors.log"
    errors.write_text("")
    on = 1 + number % POINTS[point].passages
    orders = Orders(
        stage.url, stage.mail.port, stage.folder / "report.json", (MONDAY,), is_fresh=True, struck_at=point, on=on
    )
    worker = PROCESSES.Process(target=work_on_full_disk, args=(orders, errors))
    worker.start()
    worker.join(LIFE_SECONDS)
    assert worker.exitcode == 1, "the heartbeat was written on a full disk"
    assert (stage.folder / "raised").read_text() == "OperationalError"
    stage.run(AFTER_THE_LEASE, AFTER_THE_PAUSE, without=without)
    return stage.outcome()


@pytest.mark.parametrize("point", [name for name in POINTS if name != "after connect"])
def test_a_full_disk(on_stage: Stage, point: str) -> None:
    began = time.monotonic()
    outcomes = [fill_and_free(on_stage, point, number) for number in range(TIMES)]
    for outcome in outcomes:
        assert (outcome.lost, outcome.doubles, outcome.held) == (0, 0, 0)
        assert outcome.statuses == {"sent": MEMBERS}
        assert outcome.copies <= (1 if point in UNNOTED else 0)
    copies = sum(outcome.copies for outcome in outcomes)
    seconds = time.monotonic() - began
    due = MEMBERS * TIMES
    control = "red: a second Message-ID" if point == "after the final dot" else ""
    proof = f"disk full {point}"
    record(Result("80 disk", proof, "sqlite", f"{TIMES} times", due, 0, 0, seconds, copies=copies, control=control))


def test_without_the_stored_message_id_a_full_disk_makes_a_double(on_stage: Stage) -> None:
    """The negative control."""
    assert fill_and_free(on_stage, "after the final dot", 2, without="message-id").doubles == 1
