"""Eight workers at the same moment, left alone or shot at random: one mail for each member."""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from tests.faults.kill_stage import (
    AFTER_THE_LEASE,
    AFTER_THE_PAUSE,
    LIFE_SECONDS,
    MONDAY,
    NOTHING,
    Outcome,
    Stage,
    stage,
)
from tests.faults.kill_worker import DIED
from tests.faults.report import Result, record
from tests.faults.size import sized

WORKERS = 8
MEMBERS = sized(small=16, full=40)
ROUNDS = sized(small=1, full=5)
SEED = 8
START_SECONDS = 1.5  # for all workers to be ready
BATTLE_SECONDS = 1.0  # in which half of them are shot
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.fixture(scope="module", params=ENGINES, name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path_factory.mktemp("crowd"), members=MEMBERS) as ours:
        yield request.param, ours


def tick_together(stage: Stage, *, shots: random.Random | None = None, without: str = "") -> int:
    """Let all workers tick at the same moment; with `shots` half of them are killed. Returns how many died."""
    stage.forget_mail()
    stage.run(is_fresh=True)
    start_at = time.time() + START_SECONDS
    crew = [
        stage.send_in(MONDAY, name=f"worker-{number}", start_at=start_at, without=without) for number in range(WORKERS)
    ]
    if shots:
        moments = sorted(start_at + shots.random() * BATTLE_SECONDS for _ in range(WORKERS // 2))
        for worker, moment in zip(crew, moments, strict=False):
            time.sleep(max(0.0, moment - time.time()))
            if worker.pid and worker.is_alive():
                os.kill(worker.pid, signal.SIGKILL)
    for worker in crew:
        worker.join(LIFE_SECONDS)
    ends = [worker.exitcode for worker in crew]
    assert set(ends) <= {0, DIED}
    return ends.count(DIED)


def note(proof: str, engine: str, size: str, total: Outcome, began: float) -> None:
    """Write the line of the table."""
    record(
        Result(
            order="20",
            proof=proof,
            database=engine,
            size=size,
            due=total.due,
            lost=total.lost,
            doubles=total.doubles,
            copies=total.copies,
            held=total.held,
            seconds=time.monotonic() - began,
        )
    )


def test_eight_at_once(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    began, total = time.monotonic(), NOTHING
    for _ in range(ROUNDS):
        assert tick_together(stage) == 0
        stage.run()
        total += stage.outcome()
    note("eight workers at once", engine, f"{ROUNDS} times", total, began)
    assert total.statuses == {"sent": total.due}
    assert (total.lost, total.doubles, total.copies, total.held) == (0, 0, 0, 0)


def test_eight_at_once_and_half_of_them_shot(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    began, total, shots, died = time.monotonic(), NOTHING, random.Random(SEED), 0
    for _ in range(ROUNDS):
        died += tick_together(stage, shots=shots)
        stage.run(AFTER_THE_LEASE, AFTER_THE_PAUSE)
        total += stage.outcome()
    note("eight workers at once, half of them killed at random", engine, f"{died} kills", total, began)
    assert died > 0
    assert total.statuses == {"sent": total.due}
    assert (total.lost, total.doubles, total.held) == (0, 0, 0)
    assert total.copies <= died
    assert total.most_copies <= 2


@pytest.mark.parametrize("without", ["claim", "key"])
def test_without_their_defences_they_send_doubles(on_stage: tuple[str, Stage], without: str) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    tick_together(stage, without=without)
    stage.run()
    total = stage.outcome()
    record(
        Result(
            order="21",
            proof=f"control: eight workers at once without the {without}",
            database=engine,
            size="control",
            due=0,
            lost=0,
            doubles=0,
            seconds=time.monotonic() - began,
            control=f"red: {total.doubles} second Message-IDs, {total.copies} copies of {MEMBERS} mails",
        )
    )
    assert total.doubles + total.copies > 0
