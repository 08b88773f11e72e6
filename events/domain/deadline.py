"""When a lunch is answered by and reminded of: the Monday before, because the food is ordered then.

All wall-clock reasoning is in Europe/Stockholm; everything returned is an aware datetime or a local date.
"""

import datetime as dt
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
REMINDER_TIME = dt.time(9, 0)
DEADLINE_TIME = dt.time(18, 0)


def local_date(moment: dt.datetime) -> dt.date:
    """The date in Stockholm of an aware datetime."""
    return moment.astimezone(STOCKHOLM).date()


def at_local(day: dt.date, time: dt.time) -> dt.datetime:
    """The aware datetime at which Stockholm's clocks show this; the first of two in the autumn's double hour."""
    return dt.datetime.combine(day, time, tzinfo=STOCKHOLM)


def monday_before(day: dt.date) -> dt.date:
    """The Monday before a lunch; of a lunch on a Monday, the Monday a week earlier."""
    return day - dt.timedelta(days=day.weekday() or 7)


def default_deadline(day: dt.date) -> dt.datetime:
    """When answers close: the Monday before, 18:00."""
    return at_local(monday_before(day), DEADLINE_TIME)


def default_reminder(day: dt.date) -> dt.datetime:
    """When the reminder goes out: the Monday before, 09:00."""
    return at_local(monday_before(day), REMINDER_TIME)
