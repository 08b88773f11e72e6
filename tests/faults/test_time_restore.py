"""A database saved on Saturday and restored on Monday after the mail went out: nobody gets Monday's mail again."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.databases import ROOT, environment
from tests.faults.kill_stage import MONDAY, Stage, stage
from tests.faults.report import Result, record
from tests.faults.size import sized
from tests.faults.time_restoring import restore, save

MEMBERS = sized(small=5, full=50)
SATURDAY = "2024-03-02T03:00:00+01:00"
MONDAY_NOON = "2024-03-04T12:00:00+01:00"
MONDAY_AFTERNOON = "2024-03-04T13:00:00+01:00"
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.fixture(params=ENGINES, name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path, members=MEMBERS) as ours:
        yield request.param, ours


def hold_due(stage: Stage, now: str) -> None:
    """The operator's command, on a clock that shows Monday noon."""
    code = (
        "import datetime as dt, django; django.setup();"
        "from events.services.restoring import hold_after_restore;"
        f"print(hold_after_restore(now=dt.datetime.fromisoformat('{now}')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(stage.url),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert int(done.stdout.splitlines()[-1]) == MEMBERS


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "forgotten"])
def test_a_restored_database_sends_nothing_again(on_stage: tuple[str, Stage], tmp_path: Path, is_held: bool) -> None:
    """With the command nobody gets a second mail; without it, the negative control, everybody does."""
    engine, stage = on_stage
    began = time.monotonic()
    stage.run(SATURDAY)
    save(stage.url, tmp_path / "saturday")
    stage.run(MONDAY)
    assert (stage.outcome().lost, len(stage.mail.inbox())) == (0, MEMBERS)

    restore(stage.url, tmp_path / "saturday")
    if is_held:
        hold_due(stage, MONDAY_NOON)
    stage.run(MONDAY_NOON, MONDAY_AFTERNOON)

    outcome = stage.outcome()
    assert (outcome.lost, outcome.doubles) == (0, 0 if is_held else MEMBERS)
    assert outcome.statuses == {"held" if is_held else "sent": MEMBERS}
    if is_held:
        record(
            Result(
                order="70 restore",
                proof="restored on Monday from Saturday's copy",
                database=engine,
                size=f"{MEMBERS} members",
                due=outcome.due,
                lost=outcome.lost,
                doubles=outcome.doubles,
                copies=outcome.copies,
                held=outcome.held,
                seconds=time.monotonic() - began,
                control="red: everybody gets a second mail",
            )
        )
