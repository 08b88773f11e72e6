"""Which days the demo's lunches are on, counted from today. Pure; dates are Stockholm's."""

import datetime as dt
from dataclasses import dataclass

from events.domain.deadline import STOCKHOLM, at_local, local_date
from events.domain.workdays import holiday_name
from wow.demo.content.programme import ENDS, STARTS

LAST_START = dt.time(21, 45)
WEEK = dt.timedelta(days=7)
MARCH_2024, APRIL_2024 = dt.date(2024, 3, 7), dt.date(2024, 4, 11)
FOUNDED = dt.datetime(2024, 1, 15, 12, tzinfo=dt.UTC)  # when everybody in the demo became a member


@dataclass(frozen=True)
class LunchDays:
    """The days around today: `soon` is the lunch whose Monday comes next, `full` and `open` lie after it."""

    soon: dt.date
    full: dt.date
    open: dt.date
    draft: dt.date
    past_jarva: dt.date
    past_helsingborg: dt.date


def next_monday(today: dt.date) -> dt.date:
    """The first Monday after today: it is within reach, and nothing of it has gone out yet."""
    return today + dt.timedelta(days=7 - today.weekday())


def lunch_days(today: dt.date) -> LunchDays:
    """Thursdays in Järva and Wednesdays in Helsingborg, four weeks apart, never on a holiday."""
    thursday = next_monday(today) + dt.timedelta(days=3)
    weekdays = (thursday + dt.timedelta(days=shift) for shift in (0, -1, -2, 1))  # one week's other days at Christmas
    soon = next(day for day in weekdays if not holiday_name(day))
    wednesday = thursday - dt.timedelta(days=1)
    return LunchDays(
        soon=soon,
        full=_ordinary(wednesday + 2 * WEEK, WEEK),
        open=_ordinary(thursday + 4 * WEEK, WEEK),
        draft=_ordinary(thursday + 8 * WEEK, WEEK),
        past_jarva=_ordinary(thursday - 4 * WEEK, -WEEK),
        past_helsingborg=_ordinary(wednesday - 4 * WEEK, -WEEK),
    )


def lunch_times(day: dt.date, starts: dt.time = STARTS) -> tuple[dt.datetime, dt.datetime]:
    """Start and end of a lunch on that day; every lunch is as long as the others."""
    minutes = (ENDS.hour - STARTS.hour) * 60 + ENDS.minute - STARTS.minute
    starts_at = at_local(day, starts)
    return starts_at, starts_at + dt.timedelta(minutes=minutes)


def starts_now(now: dt.datetime) -> dt.time:
    """The start of a lunch of today whose door is open now: within an hour, but not so late that it ends tomorrow."""
    clock = (now + dt.timedelta(minutes=45)).astimezone(STOCKHOLM)
    if local_date(clock) != local_date(now) or clock.time() > LAST_START:
        return LAST_START
    return clock.time().replace(minute=clock.minute // 15 * 15, second=0, microsecond=0)


def _ordinary(day: dt.date, step: dt.timedelta) -> dt.date:
    """The day itself, or the nearest one that is no holiday, counted in steps."""
    while holiday_name(day):
        day += step
    return day
