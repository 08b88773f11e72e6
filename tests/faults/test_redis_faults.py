"""The doorbell dies, forgets, or is away all Monday: every reminder goes out, and once."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.databases import ROOT, environment
from tests.faults.kill_portal import CALM_SECONDS, Portal, wait_until
from tests.faults.kill_stage import AFTER_THE_PAUSE, MONDAY, Stage, stage
from tests.faults.redis_broker import Broker, broker
from tests.faults.report import Result, record
from tests.faults.size import engines_for_beats, sized

MEMBERS = sized(small=5, full=50)
BACK_WITHIN_SECONDS = 360
BEFORE_NINE = "2024-03-04T08:59:56+01:00"


@pytest.fixture(params=engines_for_beats(), name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path, members=MEMBERS) as ours:
        yield request.param, ours


@pytest.fixture(name="redis")
def _redis(tmp_path: Path) -> Iterator[Broker]:
    with broker(tmp_path) as ours:
        yield ours


@pytest.mark.parametrize("fate", ["killed", "emptied"])
def test_the_doorbell_dies_over_nine_and_comes_back(on_stage: tuple[str, Stage], redis: Broker, fate: str) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    redis.start()
    portal = Portal(stage, redis.url, BEFORE_NINE, {})
    try:
        portal.start_worker()
        portal.start_beat()
        if fate == "killed":
            time.sleep(CALM_SECONDS)
            redis.kill()
            time.sleep(CALM_SECONDS)
            redis.start()
        else:
            for _ in range(20):  # over the first beats, whatever they have rung
                assert redis.ask("flushall") == b"OK\n"
                time.sleep(0.2)
        back = time.monotonic()
        wait_until(lambda: len(stage.mail.inbox()) >= MEMBERS, "the reminders")
        assert time.monotonic() - back < BACK_WITHIN_SECONDS
        time.sleep(CALM_SECONDS)
    finally:
        portal.stop()
    note(engine, stage, f"Redis {fate} over nine on Monday", began)


def tick_by_timer(stage: Stage, dead: Broker, now: str) -> None:
    """What a systemd timer runs."""
    command = [sys.executable, "manage.py", "reminders_tick", "--now", now]
    names = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.kill_settings",
        "WOW_FAULTS_BROKER": dead.url,
        "WOW_FAULTS_MAIL_PORT": str(stage.mail.port),
    }
    subprocess.run(
        command, env={**environment(stage.url), **names}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=60
    )


def test_away_all_monday_the_timer_does_the_whole_job(on_stage: tuple[str, Stage], redis: Broker) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    for now in ("2024-03-04T08:55:00", "2024-03-04T09:00:00", "2024-03-04T09:05:00"):
        tick_by_timer(stage, redis, now)
    note(
        engine, stage, "Redis away all Monday, the timer alone", began, control="red: without the timer nothing leaves"
    )


def test_without_the_timer_nothing_leaves(on_stage: tuple[str, Stage], redis: Broker) -> None:
    """The negative control: worker and beat alone cannot work without a broker."""
    _engine, stage = on_stage
    portal = Portal(stage, redis.url, MONDAY, {})
    try:
        portal.start_worker()
        portal.start_beat()
        time.sleep(CALM_SECONDS * 2)
    finally:
        portal.stop()
    assert stage.mail.inbox() == []


def note(engine: str, stage: Stage, proof: str, began: float, *, control: str = "") -> None:
    """Everybody got one mail; into the table."""
    stage.run(AFTER_THE_PAUSE)  # finds nothing left to do, and reports the rows
    outcome = stage.outcome()
    assert (outcome.lost, outcome.doubles, outcome.copies, outcome.held) == (0, 0, 0, 0)
    assert outcome.statuses == {"sent": MEMBERS}
    seconds = time.monotonic() - began
    record(Result("30 redis", proof, engine, f"{MEMBERS} members", outcome.due, 0, 0, seconds, control=control))
