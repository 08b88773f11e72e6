"""A member taps for her calendar address on several devices at once, through the real services on both databases."""

import pytest

from tests.faults.databases import fresh_database
from tests.faults.racing import ENGINES, raced


@pytest.mark.parametrize("engine", ENGINES)
def test_taps_at_once_leave_each_member_one_address_without_an_error(engine: str) -> None:
    with fresh_database(engine) as url:
        result = raced("tests/events/feed_race.py", url)
    assert result["locked"] == {"outcomes": {"make": 24, "renew": 24}, "rows": 8}
    wrong = [count for outcome, count in result["unlocked"]["outcomes"].items() if outcome.startswith("error")]
    assert sum(wrong) > 0  # the race is real: without the lock the constraint alone holds, and she sees an error
