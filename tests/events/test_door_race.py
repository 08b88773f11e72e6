"""Several greeters press the same names at once, through the real services on both databases."""

import pytest

from tests.faults.databases import fresh_database
from tests.faults.racing import ENGINES, raced


@pytest.mark.parametrize("engine", ENGINES)
def test_names_pressed_by_four_greeters_at_once_are_single_rows_without_an_error(engine: str) -> None:
    with fresh_database(engine) as url:
        result = raced("tests/events/door_race.py", url)
    assert result["locked"] == {"outcomes": {"member 1": 48, "guest": 4}, "rows": 13}
    wrong = [count for outcome, count in result["unlocked"]["outcomes"].items() if outcome.startswith("error")]
    assert sum(wrong) > 0  # the race is real: without the lock the constraint alone holds, and greeters see errors
