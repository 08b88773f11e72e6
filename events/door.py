"""Reads for the door of a lunch: who comes for the first time, how many came, whether there are enough greeters."""

from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from events.models import Attendance, Event, GreeterShift, Rsvp
from events.queries import PARTY, count_seats

SEATS_A_COUPLE = 25  # two greeters for every 25 seats that are begun: one at the door, one who walks along
GREETERS_A_COUPLE = 2


@dataclass(frozen=True)
class Arrivals:
    """How many people are expected and have come; of those who came, how many unannounced and for the first time.

    People are counted with their children and companions, except `new_faces`: each of them is one member or guest.
    """

    expected: int
    came: int
    children: int
    walk_ins: int
    new_faces: int
    parties: int


def arrivals(event: Event) -> Arrivals:
    """The figures of the door at this moment; two queries."""
    people = Case(When(is_walk_in=True, then=PARTY), default=0, output_field=IntegerField())
    counts = Attendance.objects.filter(event=event).aggregate(
        came=Coalesce(Sum(PARTY), 0),
        small=Coalesce(Sum("children"), 0),
        walk_ins=Coalesce(Sum(people), 0),
        new_faces=Count("pk", filter=Q(is_first_time=True)),
        parties=Count("pk"),
    )
    return Arrivals(expected=count_seats(event).taken, children=counts.pop("small"), **counts)


def first_timers(event: Event) -> frozenset[UUID]:
    """The members with a yes who have been at no earlier lunch; one query."""
    coming = Rsvp.objects.filter(event=event).coming().filter(~Exists(been_before(event)))
    return frozenset(coming.order_by().values_list("member_id", flat=True))


def been_before(event: Event, member: UUID | None = None) -> QuerySet[Attendance]:
    """Attendances at lunches that started before this one; of the outer query's member, unless one is named."""
    who = OuterRef("member") if member is None else member
    return Attendance.objects.filter(member=who, event__starts_at__lt=event.starts_at)


def greeters_missing(event: Event) -> int:
    """How many more greeters the lunch needs: two for every 25 seats that are begun; 0 when there are enough."""
    wanted = GREETERS_A_COUPLE * ceil(event.capacity / SEATS_A_COUPLE)
    return max(0, wanted - GreeterShift.objects.filter(event=event, member__is_active=True).count())
