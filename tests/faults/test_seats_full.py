"""The seat races again and again, on both databases; and staff see every seat that was freed while somebody waits."""

import time
from typing import Any

import pytest

from tests.faults.databases import fresh_database
from tests.faults.report import Result, record
from tests.faults.size import sized
from tests.faults.test_seat_race import race

TIMES = sized(small=2, full=50)
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_hundred_clients_for_forty_seats_again_and_again(engine: str) -> None:
    began = time.monotonic()
    with fresh_database(engine) as url:
        results = [race(url, "--clients", "200", "--capacity", "40") for _ in range(TIMES)]
    assert [result["outcomes"] for result in results] == [{"yes": 40, "waiting": 160}] * TIMES
    assert [result["taken"] for result in results] == [40] * TIMES
    note(engine, "200 clients for 40 seats", 200 * TIMES, began, "more than 40, or errors")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hundred_cancel_while_a_hundred_join(engine: str) -> None:
    began = time.monotonic()
    with fresh_database(engine) as url:
        results = [race(url, "--clients", "100", "--leaving", "100", "--capacity", "100") for _ in range(TIMES)]
    for result in results:
        assert_fair(result)
    assert any(result["waiting"] and result["taken"] < 100 for result in results), "nobody had to wait: no race"
    note(engine, "100 cancel while 100 join", 200 * TIMES, began)


def assert_fair(result: dict[str, Any]) -> None:
    """Never over, everybody answered, and staff are told exactly when a free seat is waited for."""
    outcomes = {"no": 0, "yes": 0, "waiting": 0, **result["outcomes"]}
    assert outcomes == {"no": 100, "yes": result["taken"], "waiting": result["waiting"]}
    assert result["taken"] + result["waiting"] == 100
    assert result["taken"] <= 100
    assert result["is_shown"] == (result["waiting"] > 0 and result["taken"] < 100)


def note(engine: str, proof: str, due: int, began: float, control: str = "") -> None:
    """Into the table."""
    seconds = time.monotonic() - began
    record(Result("90 seats", proof, engine, f"{TIMES} times", due, 0, 0, seconds, control=control))
