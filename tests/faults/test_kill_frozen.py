"""A worker frozen by SIGSTOP past its lease, and woken after another one took over."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.kill_points import POINTS
from tests.faults.kill_stage import LIFE_SECONDS, MONDAY, NOTHING, Outcome, Stage, Worker, stage
from tests.faults.report import Result, record
from tests.faults.size import size_of_run, sized

TIMES = sized(small=1, full=2)
LEASE_SECONDS = 2.0
SOON = "2024-03-04T09:00:20+01:00"
LATER = ("2024-03-04T09:10:00+01:00", "2024-03-04T09:15:00+01:00")
IN_HAND = list(POINTS)[4:]  # from "after claim" on
FREEZES = IN_HAND if size_of_run() == "full" else ["during compose", "after RCPT TO", "after the final dot"]
REFUSED = [name for name in FREEZES if not POINTS[name].is_uncertain]
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.fixture(scope="module", params=ENGINES, name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path_factory.mktemp("frozen")) as ours:
        yield request.param, ours


def freeze(stage: Stage, point: str, *, epoch: float, on: int = 1, without: str = "") -> Worker:
    """A worker that has stopped itself at the point, its lease over."""
    worker = stage.send_in(
        MONDAY,
        name="frozen",
        is_fresh=True,
        struck_at=point,
        on=on,
        sign=signal.SIGSTOP,
        epoch=epoch,
        lease_seconds=LEASE_SECONDS,
        without=without,
    )
    deadline = time.monotonic() + LIFE_SECONDS
    while state_of(worker) != "T":
        assert worker.is_alive(), "it ended instead of freezing"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(LEASE_SECONDS)
    return worker


def state_of(worker: Worker) -> str:
    """The kernel's letter for it: T is stopped; empty before it runs or after its end."""
    try:
        stat = Path(f"/proc/{worker.pid}/stat").read_text()
    except FileNotFoundError:
        return ""
    return stat.rpartition(")")[2].split()[0]


def wake(worker: Worker) -> None:
    """Let it go on, and wait until it has done its work."""
    os.kill(worker.pid or 0, signal.SIGCONT)
    worker.join(LIFE_SECONDS)
    assert worker.exitcode == 0


def frozen_while_another_works(stage: Stage, point: str, number: int, *, without: str = "") -> tuple[Outcome, int]:
    """What came of it, and how many letters the woken worker's fence stopped."""
    stage.forget_mail()
    epoch = time.time()
    on = 1 + number % POINTS[point].passages
    worker = freeze(stage, point, epoch=epoch, on=on, without=without)
    stage.run(MONDAY, SOON, epoch=epoch, lease_seconds=LEASE_SECONDS)
    wake(worker)
    stage.run(*LATER)
    return stage.outcome(), int(stage.report("frozen")["ticks"][0]["delivery"]["lost"])


@pytest.mark.parametrize("point", FREEZES)
def test_frozen_while_another_takes_over(on_stage: tuple[str, Stage], point: str) -> None:
    engine, stage = on_stage
    began, total, stopped = time.monotonic(), NOTHING, 0
    for number in range(TIMES):
        outcome, refused = frozen_while_another_works(stage, point, number)
        total += outcome
        stopped += refused
    record(
        Result(
            order=f"30.{list(POINTS).index(point):02}",
            proof=f"frozen past the lease {point}, woken when another had taken over",
            database=engine,
            size=f"{TIMES} freezes",
            due=total.due,
            lost=total.lost,
            doubles=total.doubles,
            copies=total.copies,
            held=total.held,
            seconds=time.monotonic() - began,
        )
    )
    assert (total.lost, total.doubles, total.held) == (0, 0, 0)
    assert total.statuses == {"sent": total.due}
    if point in REFUSED:
        assert total.copies <= (TIMES // 2 if POINTS[point].is_one_unnoted else 0)  # at the second letter of a hand
        assert stopped >= TIMES
    else:
        assert total.copies <= TIMES


def test_frozen_alone_the_fence_looks_at_the_clock(on_stage: tuple[str, Stage]) -> None:
    """Nobody took over, but somebody may have begun to: the worker that slept too long lets go by itself."""
    _engine, stage = on_stage
    stage.forget_mail()
    worker = freeze(stage, "after RCPT TO", epoch=time.time())

    wake(worker)

    assert stage.report("frozen")["ticks"][0]["delivery"]["lost"] >= 1
    stage.run(*LATER)
    assert stage.outcome() == Outcome(6, 0, 0, 0, 0, 1, stage.outcome().statuses)


def test_frozen_after_the_fence_and_woken_before_the_second_try(on_stage: tuple[str, Stage]) -> None:
    """Another worker has noted "uncertain"; the woken one knows better, and no second copy leaves."""
    _engine, stage = on_stage
    stage.forget_mail()
    worker = freeze(stage, "after the fence", epoch=time.time())
    stage.run("2024-03-04T09:05:00+01:00")  # the second try would be 30 seconds later

    wake(worker)
    stage.run(*LATER)

    total = stage.outcome()
    assert (total.lost, total.doubles, total.copies, total.held) == (0, 0, 0, 0)
    assert total.statuses == {"sent": 6}


def test_without_the_fence_the_woken_one_sends_again(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    total, _refused = frozen_while_another_works(stage, "after RCPT TO", 0, without="fence")
    record(
        Result(
            order="31",
            proof="control: frozen after RCPT TO without the fence",
            database=engine,
            size="control",
            due=0,
            lost=0,
            doubles=0,
            seconds=time.monotonic() - began,
            control=f"red: {total.copies} letters left twice",
        )
    )
    assert total.copies > 0
