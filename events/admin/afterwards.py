"""The last lunch once it is over: who came of those expected, new faces, what the kitchen had ordered. Reads only."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Sum

from events.door import Arrivals, arrivals
from events.models import Event, Rsvp
from events.queries import PARTY

SHOWN_FOR = dt.timedelta(days=60)


@dataclass(frozen=True)
class Afterwards:
    """`ordered` is what the kitchen was told on the Monday: those who cancelled later are among it."""

    event: Event
    arrivals: Arrivals
    ordered: int

    @property
    def left_over(self) -> int:
        """Portions that nobody came for."""
        return max(0, self.ordered - self.arrivals.came)

    @property
    def short(self) -> int:
        """People who came beyond the portions."""
        return max(0, self.arrivals.came - self.ordered)


def afterwards_of(event: Event) -> Afterwards:
    """What became of one lunch; three queries."""
    found = arrivals(event)
    late = Rsvp.objects.filter(event=event, cancelled_late_at__isnull=False).exclude(status="yes")
    return Afterwards(event, found, found.expected + (late.aggregate(people=Sum(PARTY))["people"] or 0))


def last_lunch_over(now: dt.datetime) -> Event | None:
    """The latest lunch that took place, if it is not longer ago than SHOWN_FOR."""
    over = Event.objects.published().past(now).filter(ends_at__gt=now - SHOWN_FOR)
    latest: Event | None = over.select_related("chapter", "venue").first()
    return latest
