"""Reads for the door of a lunch: who may open it and when, who comes for the first time, how many came."""

import datetime as dt
import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from events.errors import LunchUnknown
from events.models import Attendance, Event, EventQuerySet, GreeterShift, Rsvp
from events.queries import PARTY, count_seats
from members.models import Member
from members.second_step import has_second_step
from wow.prepared import Blank, ask

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

KEY = re.compile(r"(?P<kind>[mg])(?P<digits>[0-9a-f]{32})")
MARGIN = dt.timedelta(hours=2)  # how long before its start and after its end the door of a lunch is open to greeters
GREETER, SINCE = Blank(GreeterShift, "member"), Blank(Event, "ends_at")

SEATS_A_COUPLE = 25  # two greeters for every 25 seats that are begun: one at the door, one who walks along
GREETERS_A_COUPLE = 2


def opens_at(event: Event) -> dt.datetime:
    """When the door opens: from this moment on somebody can have come."""
    return event.starts_at - MARGIN


def closes_at(event: Event) -> dt.datetime:
    """The last moment at which greeters may check in; staff may correct later."""
    return event.ends_at + MARGIN


@dataclass(frozen=True)
class Door:
    """The door of one lunch for somebody who may stand at it."""

    event: Event
    is_for_staff: bool

    def may_look(self, now: dt.datetime) -> bool:
        """Whether she may see the list now: staff always, a greeter while the door is open."""
        return self.is_for_staff or opens_at(self.event) <= now <= closes_at(self.event)

    def is_early(self, now: dt.datetime) -> bool:
        """Whether nobody can have come yet."""
        return now < opens_at(self.event)


def door_for(viewer: "Member | AnonymousUser", slug: str) -> Door:
    """The door of a published lunch, for its greeters and for staff with the second step; raises LunchUnknown.

    Whether it is open now is asked with `may_look`.
    """
    event = EventQuerySet(Event).published().select_related("venue", "chapter").filter(slug=slug).first()
    if event is None or not isinstance(viewer, Member):
        raise LunchUnknown
    if _is_proven_staff(viewer):
        return Door(event, is_for_staff=True)
    if GreeterShift.objects.filter(event=event, member=viewer).exists():
        return Door(event, is_for_staff=False)
    raise LunchUnknown


def _is_proven_staff(viewer: Member) -> bool:
    sees_answers = viewer.is_staff and viewer.has_perm("events.view_rsvp")
    return sees_answers and has_second_step(viewer)


@dataclass(frozen=True)
class Whom:
    """Somebody on the list as its buttons name her: a member, or a guest by her attendance. No name is in it."""

    pk: UUID
    is_guest: bool = False

    @classmethod
    def parse(cls, key: str) -> "Whom | None":
        """What `key` wrote; None for anything else."""
        found = KEY.fullmatch(key)
        return cls(UUID(found["digits"]), is_guest=found["kind"] == "g") if found else None

    @property
    def key(self) -> str:
        """One letter and 32 digits."""
        return f"{'g' if self.is_guest else 'm'}{self.pk.hex}"

    def attendance_at(self, event: Event) -> Attendance | None:
        """Her row at this lunch, if she is here; one query."""
        rows = Attendance.objects.filter(event=event)
        rows = rows.filter(pk=self.pk, member=None) if self.is_guest else rows.filter(member_id=self.pk)
        return rows.first()


def next_door(member: Member, now: dt.datetime) -> Event | None:
    """The lunch that she greets at next, or whose door is open to her still; one query."""
    return next(iter(ask("next door", _next_doors, {GREETER: member.pk, SINCE: now - MARGIN})), None)


def _next_doors() -> QuerySet[Event]:
    lunches = EventQuerySet(Event).published().filter(greeters__member=GREETER.stand_in, ends_at__gte=SINCE.stand_in)
    return lunches.only("slug", "starts_at", "ends_at").order_by("starts_at", "id")[:1]


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
