"""A member taps for her calendar address on several devices at once, through the real services on both databases."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.databases import ROOT, environment, fresh_database

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.mark.parametrize("engine", ENGINES)
def test_taps_at_once_leave_each_member_one_address_without_an_error(engine: str) -> None:
    command = [sys.executable, str(ROOT / "tests/events/feed_race.py")]
    with fresh_database(engine) as url:
        done = subprocess.run(command, env=environment(url), cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert result["locked"] == {"outcomes": {"make": 24, "renew": 24}, "rows": 8}
    wrong = [count for outcome, count in result["unlocked"]["outcomes"].items() if outcome.startswith("error")]
    assert sum(wrong) > 0  # the race is real: without the lock the constraint alone holds, and she sees an error
