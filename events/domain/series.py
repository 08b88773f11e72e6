"""When the next lunch of a series is: the same weekday of the next month."""

import calendar
import datetime as dt


def same_weekday_next_month(day: dt.date) -> dt.date:
    """The second Thursday after a second Thursday; the last one where the next month has no fifth."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    first_weekday, length = calendar.monthrange(year, month)
    first = 1 + (day.weekday() - first_weekday) % 7
    wanted = first + 7 * ((day.day - 1) // 7)
    return dt.date(year, month, wanted if wanted <= length else wanted - 7)


def next_in_series(day: dt.date, *, after: dt.date) -> dt.date:
    """The first date of the series that comes after both the last lunch and `after`."""
    following = same_weekday_next_month(day)
    while following <= after:
        following = same_weekday_next_month(following)
    return following
