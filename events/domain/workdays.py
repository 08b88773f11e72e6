"""Mondays without a kitchen: when the day to answer by is a public holiday in Sweden."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import holidays

from events.domain.deadline import monday_before


@dataclass(frozen=True)
class DeadlineWarning:
    """The Monday before is `holiday` (its Swedish name); `workday_before` is the choice staff have instead."""

    monday: dt.date
    holiday: str
    workday_before: dt.date


@lru_cache(maxsize=64)
def _days_off(year: int) -> dict[dt.date, str]:
    """Public holidays and the eves that everybody has off, by their Swedish names."""
    sweden = holidays.country_holidays("SE", years=year, language="sv", categories=("public", "de_facto"))
    return dict(sweden.items())


def holiday_name(day: dt.date) -> str:
    """The Swedish name of the holiday on a weekday; empty on ordinary days."""
    return _days_off(day.year).get(day, "")


def workday_before(day: dt.date) -> dt.date:
    """The last day before `day` on which people work."""
    earlier = day - dt.timedelta(days=1)
    while earlier.weekday() >= 5 or holiday_name(earlier):
        earlier -= dt.timedelta(days=1)
    return earlier


def deadline_warning(day: dt.date) -> DeadlineWarning | None:
    """What staff should know about the Monday before a lunch on `day`; None when it is an ordinary Monday."""
    monday = monday_before(day)
    name = holiday_name(monday)
    return DeadlineWarning(monday, name, workday_before(monday)) if name else None
