"""Quiet hours: nobody's phone lights up at night for a lunch. Pure; wall-clock in Europe/Stockholm."""

import datetime as dt
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
QUIET_FROM = dt.time(21, 0)
QUIET_UNTIL = dt.time(8, 0)


def is_quiet(moment: dt.datetime) -> bool:
    """Whether Stockholm sleeps: 21:00 up to 08:00."""
    time = moment.astimezone(STOCKHOLM).time()
    return time >= QUIET_FROM or time < QUIET_UNTIL


def after_quiet(moment: dt.datetime) -> dt.datetime:
    """The moment itself, or 08:00 of the morning that ends the quiet hours it falls in."""
    if not is_quiet(moment):
        return moment
    local = moment.astimezone(STOCKHOLM)
    day = local.date() + dt.timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return dt.datetime.combine(day, QUIET_UNTIL, tzinfo=STOCKHOLM)
