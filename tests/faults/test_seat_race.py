"""Many clients, few seats, all at once, through the real service on both databases."""

import pytest

from tests.faults.databases import fresh_database
from tests.faults.racing import ENGINES, raced

RACE = "tests/faults/seat_race.py"


@pytest.mark.parametrize("engine", ENGINES)
def test_thirty_cancel_while_thirty_join(engine: str) -> None:
    with fresh_database(engine) as url:
        result = raced(RACE, url, "--clients", "30", "--leaving", "30", "--capacity", "45")
    outcomes = {"yes": 0, "waiting": 0, **result["outcomes"]}
    assert outcomes == {"no": 30, "yes": result["taken"], "waiting": result["waiting"]}
    assert result["taken"] + result["waiting"] == 30
    assert 15 <= result["taken"] <= 30  # fifteen seats were free before anybody left
    assert result["rows"] == 60


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_the_same_race_goes_wrong(engine: str) -> None:
    with fresh_database(engine) as url:
        result = raced(RACE, url, "--clients", "200", "--capacity", "40", "--unlocked")
    errors = sum(count for outcome, count in result["outcomes"].items() if outcome.startswith("error"))
    assert result["taken"] > 40 or errors > 0
