"""Several greeters press the same names at once, through the real services on both databases."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.databases import ROOT, environment, fresh_database

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.mark.parametrize("engine", ENGINES)
def test_names_pressed_by_four_greeters_at_once_are_single_rows_without_an_error(engine: str) -> None:
    command = [sys.executable, str(ROOT / "tests/events/door_race.py")]
    with fresh_database(engine) as url:
        done = subprocess.run(command, env=environment(url), cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert result["locked"] == {"outcomes": {"member 1": 48, "guest": 4}, "rows": 13}
    wrong = [count for outcome, count in result["unlocked"]["outcomes"].items() if outcome.startswith("error")]
    assert sum(wrong) > 0  # the race is real: without the lock the constraint alone holds, and greeters see errors
