"""How the answers to a lunch come in, day by day until they close, beside those to the lunch before it. Reads only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from events.domain.deadline import local_date
from events.models import Event, Rsvp

FIRST_DAY = 28  # days before answers close with which the picture begins
TABLE_DAYS = (28, 21, 14, 10, 7, 5, 3, 2, 1, 0)


@dataclass(frozen=True)
class Day:
    """The answers that had come in so many days before they closed; None for a day that is still to come."""

    days_left: int
    answers: int | None
    before: int | None


@dataclass(frozen=True)
class Pace:
    """One day after the other, the earliest first. `previous` is the lunch compared with, if there is one."""

    days: list[Day]
    previous: Event | None

    @property
    def table(self) -> list[Day]:
        """The days that the table names."""
        return [day for day in self.days if day.days_left in TABLE_DAYS]

    @property
    def latest(self) -> Day:
        """Today, or the day answers closed."""
        return next(day for day in reversed(self.days) if day.answers is not None)


def pace_of(event: Event, rsvps: Iterable[Rsvp], *, now: dt.datetime) -> Pace:
    """The pace of this lunch's answers; two queries for the lunch before. An answer counts when it was last changed."""
    previous = (
        Event.objects.published()
        .filter(chapter_id=event.chapter_id, starts_at__lt=event.starts_at)
        .order_by("-starts_at", "id")
        .first()
    )
    mine = _days_left(event, (rsvp.answered_at for rsvp in rsvps))
    theirs = _days_left(previous, _answered_moments(previous)) if previous else None
    today = max(0, (local_date(event.answer_by) - local_date(now)).days)
    days = [
        Day(left, _by(mine, left) if left >= today else None, None if theirs is None else _by(theirs, left))
        for left in range(max(FIRST_DAY, today), -1, -1)
    ]
    return Pace(days, previous)


def _answered_moments(event: Event) -> Iterable[dt.datetime]:
    return Rsvp.objects.filter(event=event).order_by().values_list("answered_at", flat=True)


def _days_left(event: Event, moments: Iterable[dt.datetime]) -> list[int]:
    """Of each answer, how many days were left; one that came after the last day counts on it."""
    closes_on = local_date(event.answer_by)
    return [max(0, (closes_on - local_date(moment)).days) for moment in moments]


def _by(days_left: list[int], day: int) -> int:
    return sum(each >= day for each in days_left)
