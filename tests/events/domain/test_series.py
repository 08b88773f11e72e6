"""The same weekday of the next month."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.series import next_in_series, same_weekday_next_month

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2024-03-07", "2024-04-04"),  # first Thursday
        ("2024-04-11", "2024-05-09"),  # second Thursday
        ("2024-02-29", "2024-03-28"),  # fifth Thursday, and the next month has only four
        ("2024-12-18", "2025-01-15"),  # third Wednesday, over New Year
        ("2024-01-31", "2024-02-28"),
    ],
)
def test_known_dates(day: str, following: str) -> None:
    assert same_weekday_next_month(dt.date.fromisoformat(day)) == dt.date.fromisoformat(following)


@given(DAYS)
def test_same_weekday_same_count_next_month(day: dt.date) -> None:
    following = same_weekday_next_month(day)
    months = (following.year - day.year) * 12 + following.month - day.month
    nth, following_nth = (day.day - 1) // 7, (following.day - 1) // 7
    assert (following.weekday(), months) == (day.weekday(), 1)
    assert following_nth == nth or (nth == 4 and following_nth == 3)


@given(day=DAYS, later=st.integers(-400, 400))
def test_it_comes_after_both(day: dt.date, later: int) -> None:
    after = day + dt.timedelta(days=later)
    following = next_in_series(day, after=after)
    assert following > max(day, after)
    assert following.weekday() == day.weekday()
