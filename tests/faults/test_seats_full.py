"""The seat races again and again, on both databases; and staff see every seat that was freed while somebody waits."""

import time
from typing import Any

import pytest

from tests.faults.databases import fresh_database
from tests.faults.racing import ENGINES, raced
from tests.faults.report import Result, record
from tests.faults.size import sized

TIMES = sized(small=1, full=50)
CROWD = sized(small=50, full=100)  # how many cancel, and how many join
RACE = "tests/faults/seat_race.py"


@pytest.mark.parametrize("engine", ENGINES)
def test_two_hundred_clients_for_forty_seats_again_and_again(engine: str) -> None:
    began = time.monotonic()
    with fresh_database(engine) as url:
        results = raced(RACE, url, "--times", str(TIMES), "--clients", "200", "--capacity", "40")["races"]
    assert [result["outcomes"] for result in results] == [{"yes": 40, "waiting": 160}] * TIMES
    assert [result["taken"] for result in results] == [40] * TIMES
    note(engine, "200 clients for 40 seats", 200 * TIMES, began, "red: more than 40, or errors")


@pytest.mark.parametrize("engine", ENGINES)
def test_many_cancel_while_many_join(engine: str) -> None:
    began = time.monotonic()
    with fresh_database(engine) as url:
        results = crowd(url, "--times", str(TIMES))["races"]
    for result in results:
        assert_fair(result)
    if TIMES > 1:
        assert any(result["waiting"] and result["taken"] < CROWD for result in results), "nobody had to wait: no race"
    note(
        engine,
        f"{CROWD} cancel while {CROWD} join",
        2 * CROWD * TIMES,
        began,
        "red: somebody passes one who waits, or errors",
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_somebody_passes_one_who_waits(engine: str) -> None:
    """The negative control: now and then the luck of the scheduler hides it, so it is raced again."""
    with fresh_database(engine) as url:
        races = (crowd(url, "--unlocked") for _ in range(9))
        assert any(result["passed"] or errors(result) for result in races)


def crowd(url: str, *options: str) -> dict[str, Any]:
    """Every seat is taken by somebody who cancels; as many others join meanwhile."""
    return raced(RACE, url, "--clients", str(CROWD), "--leaving", str(CROWD), "--capacity", str(CROWD), *options)


def errors(result: dict[str, Any]) -> int:
    """How many clients saw one."""
    return sum(count for outcome, count in result["outcomes"].items() if outcome.startswith("error"))


def assert_fair(result: dict[str, Any]) -> None:
    """Nobody passes one who waits, everybody answered, and staff are told exactly when a free seat is waited for."""
    outcomes = {"no": 0, "yes": 0, "waiting": 0, **result["outcomes"]}
    assert outcomes == {"no": CROWD, "yes": result["taken"], "waiting": result["waiting"]}
    assert result["taken"] + result["waiting"] == CROWD
    assert result["passed"] == 0
    assert result["is_shown"] == (result["waiting"] > 0 and result["taken"] < CROWD)


def note(engine: str, proof: str, due: int, began: float, control: str = "") -> None:
    """Into the table."""
    seconds = time.monotonic() - began
    record(Result("90 seats", proof, engine, f"{TIMES} times", due, 0, 0, seconds, control=control))
