"""The programme moves as one, and its times are checked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.agenda import AgendaPoint, minute_of_day, outside, overlaps, shift_minutes, shifted

NOON, TWO = dt.time(12, 0), dt.time(14, 0)
TIMES = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))


def points(*spans: tuple[str, int]) -> list[AgendaPoint]:
    return [AgendaPoint(dt.time.fromisoformat(starts), minutes) for starts, minutes in spans]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((("12:00", 120),), ()),
        ((("11:59", 10),), (0,)),
        ((("12:00", 15), ("13:50", 11)), (1,)),
        ((("13:50", 10), ("14:00", 0)), ()),
        ((("14:01", 0), ("12:30", 5), ("23:59", 600)), (0, 2)),
        ((), ()),
    ],
)
def test_outside(spans: tuple[tuple[str, int], ...], expected: tuple[int, ...]) -> None:
    assert outside(points(*spans), starts=NOON, ends=TWO) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((("12:00", 15), ("12:15", 15)), ()),
        ((("12:00", 16), ("12:15", 15)), ((0, 1),)),
        ((("13:00", 30), ("12:00", 90), ("12:10", 5)), ((0, 1), (1, 2))),
        ((("12:00", 0), ("12:00", 30)), ()),
    ],
)
def test_overlaps(spans: tuple[tuple[str, int], ...], expected: tuple[tuple[int, int], ...]) -> None:
    assert overlaps(points(*spans)) == expected


@given(st.lists(st.tuples(TIMES, st.integers(0, 120)), max_size=8))
def test_overlaps_agree_with_looking_at_every_minute(spans: list[tuple[dt.time, int]]) -> None:
    busy = [set(range(minute_of_day(time), minute_of_day(time) + minutes)) for time, minutes in spans]
    by_minute = {(a, b) for a in range(len(busy)) for b in range(a + 1, len(busy)) if busy[a] & busy[b]}
    assert set(overlaps([AgendaPoint(time, minutes) for time, minutes in spans])) == by_minute


@given(time=TIMES, old=TIMES, new=TIMES)
def test_a_shift_keeps_the_distance_to_the_start(time: dt.time, old: dt.time, new: dt.time) -> None:
    moved = shifted(time, shift_minutes(old, new))
    wanted = minute_of_day(new) + minute_of_day(time) - minute_of_day(old)
    assert (moved is None) == (not 0 <= wanted < 24 * 60)
    assert moved is None or minute_of_day(moved) == wanted


@given(time=TIMES, old=TIMES, new=TIMES)
def test_a_shift_there_and_back_is_none(time: dt.time, old: dt.time, new: dt.time) -> None:
    there = shifted(time, shift_minutes(old, new))
    assert there is None or shifted(there, shift_minutes(new, old)) == time
