"""The Monday before, in Stockholm's time, summer and winter."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.deadline import at_local, default_deadline, default_reminder, local_date, monday_before

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("lunch", "reminder_utc"),
    [
        ("2024-03-07", "2024-03-04T08:00:00+00:00"),
        ("2024-04-11", "2024-04-08T07:00:00+00:00"),
        ("2024-04-01", "2024-03-25T08:00:00+00:00"),  # itself a Monday: the week before, still winter time
        ("2024-04-04", "2024-04-01T07:00:00+00:00"),  # Easter Monday, the day after the clocks changed
    ],
)
def test_the_reminder_of_known_lunches(lunch: str, reminder_utc: str) -> None:
    assert default_reminder(dt.date.fromisoformat(lunch)) == dt.datetime.fromisoformat(reminder_utc)


@given(DAYS)
def test_it_is_always_a_monday_one_to_seven_days_before(day: dt.date) -> None:
    monday = monday_before(day)
    assert monday.weekday() == 0
    assert 1 <= (day - monday).days <= 7


@given(DAYS)
def test_no_other_monday_lies_between(day: dt.date) -> None:
    between = [monday_before(day) + dt.timedelta(days=days) for days in range(1, 7)]
    assert [other for other in between if other.weekday() == 0 and other < day] == []


def clock_changes() -> list[dt.date]:
    """The last Sundays of March and October of ten years."""
    ends = [dt.date(year, month, 31) for year in range(2024, 2034) for month in (3, 10)]
    return [end - dt.timedelta(days=(end.weekday() + 1) % 7) for end in ends]


@pytest.mark.parametrize("sunday", clock_changes(), ids=str)
def test_twenty_mondays_after_the_clocks_changed(sunday: dt.date) -> None:
    """09.00 and 18.00 on the wall, whatever the offset is."""
    lunch = sunday + dt.timedelta(days=4)
    hours_behind = 2 if sunday.month == 3 else 1
    monday = dt.datetime.combine(sunday + dt.timedelta(days=1), dt.time(0), tzinfo=dt.UTC)
    assert default_reminder(lunch) == monday + dt.timedelta(hours=9 - hours_behind)
    assert default_deadline(lunch) == monday + dt.timedelta(hours=18 - hours_behind)


@given(day=DAYS, minute=st.integers(0, 1439))
def test_a_local_moment_is_on_its_own_local_day(day: dt.date, minute: int) -> None:
    assert local_date(at_local(day, dt.time(minute // 60, minute % 60)).astimezone(dt.UTC)) == day
