"""Reads of lunches that span rows: who may see which, how full, who is missing. Nothing here writes."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from events.domain.capacity import Seats
from events.enums import EventStatus, RsvpStatus
from events.errors import LunchUnknown
from events.models import Event, Invitation, Rsvp
from members.models import Member, MemberQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.expressions import Combinable

PARTY = 1 + F("children") + F("companions")
OWN_ANSWERS = "own_answers"  # where next_lunches() and visible_lunch() put the viewer's own answer


def with_seats(lunches: QuerySet[Event]) -> QuerySet[Event]:
    """The same lunches, each carrying its counts, so that `seats_of` asks the database nothing more."""

    def per_lunch(status: RsvpStatus, count: "Combinable") -> Coalesce:
        answers = Rsvp.objects.filter(event=OuterRef("pk"), status=status).order_by().values("event")
        return Coalesce(Subquery(answers.annotate(n=count).values("n"), output_field=IntegerField()), 0)

    return lunches.annotate(
        seats_taken=per_lunch(RsvpStatus.YES, Sum(PARTY)),
        waiting_parties=per_lunch(RsvpStatus.WAITING, Count("pk")),
        waiting_people=per_lunch(RsvpStatus.WAITING, Sum(PARTY)),
    )


def seats_of(event: Event) -> Seats:
    """How full it is: from the counts it carries, else by one query. Services that hold its lock use `count_seats`."""
    carried = vars(event)
    if "seats_taken" in carried:
        counts = (carried["seats_taken"], carried["waiting_parties"], carried["waiting_people"])
        return Seats(event.capacity, *counts)
    return count_seats(event)


def count_seats(event: Event) -> Seats:
    """How full it is at this moment, counted from the answers themselves in one query."""
    waiting = Q(status=RsvpStatus.WAITING)
    counts = Rsvp.objects.filter(event=event).aggregate(
        taken=Sum(PARTY, filter=Q(status=RsvpStatus.YES), default=0),
        parties=Count("pk", filter=waiting),
        people=Sum(PARTY, filter=waiting, default=0),
    )
    return Seats(event.capacity, counts["taken"], counts["parties"], counts["people"])


def _for_viewer(lunches: QuerySet[Event], member: Member | None) -> QuerySet[Event]:
    """With place, chapter, counts and the viewer's own answer: two queries at most, however many lunches."""
    lunches = with_seats(lunches.select_related("venue", "chapter"))
    if member is not None:
        own = Prefetch("rsvps", Rsvp.objects.filter(member=member), to_attr=OWN_ANSWERS)
        lunches = lunches.prefetch_related(own)
    return lunches


def visible_lunch(viewer: "Member | AnonymousUser", slug: str) -> Event:
    """The lunch at this address with its place, counts and the viewer's answer; raises LunchUnknown.

    Everybody sees published and cancelled ones; drafts are for staff who may view lunches.
    """
    member = viewer if isinstance(viewer, Member) else None
    sees_drafts = viewer.is_staff and viewer.has_perm("events.view_event")
    lunches = Event.objects.all() if sees_drafts else Event.objects.visible()
    event: Event | None = _for_viewer(lunches, member).filter(slug=slug).first() if "\x00" not in slug else None
    if event is None:
        raise LunchUnknown
    return event


def next_lunches(member: Member | None, now: dt.datetime, limit: int) -> list[Event]:
    """Lunches that are not over, the next one first; cancelled ones are among them and say so.

    A member of a chapter gets that chapter's, and whatever she was invited to or answered elsewhere.
    """
    lunches = Event.objects.visible().upcoming(now)
    if member is not None and member.chapter_id is not None:
        own = {"event": OuterRef("pk"), "member": member}
        lunches = lunches.filter(
            Q(chapter_id=member.chapter_id)
            | Exists(Invitation.objects.filter(**own))
            | Exists(Rsvp.objects.filter(**own))
        )
    return list(_for_viewer(lunches, member)[:limit])


def past_lunches(now: dt.datetime) -> QuerySet[Event]:
    """The archive: published lunches that are over, the latest first."""
    lunches: QuerySet[Event] = Event.objects.published().past(now)
    return lunches.select_related("venue", "chapter")


def rsvp_of(member: Member, event: Event) -> Rsvp | None:
    """Her answer: from what the lunch carries (which is the viewer's own), else by one query."""
    carried: list[Rsvp] | None = getattr(event, OWN_ANSWERS, None)
    if carried is not None:
        return next((answer for answer in carried if answer.member_id == member.pk), None)
    return Rsvp.objects.filter(event=event, member=member).first()


def place_in_queue(rsvp: Rsvp) -> int:
    """1 for the head of the queue; 0 for somebody who does not wait."""
    if rsvp.status != RsvpStatus.WAITING:
        return 0
    ahead = Q(queued_at__lt=rsvp.queued_at) | Q(queued_at=rsvp.queued_at, id__lt=rsvp.pk)
    return 1 + Rsvp.objects.waiting().filter(ahead, event_id=rsvp.event_id).count()


def unanswered(event: Event) -> MemberQuerySet:
    """Active members who were invited and have said neither yes nor no."""
    invited = Invitation.objects.filter(event=event, member=OuterRef("pk"))
    return _silent(event).filter(Exists(invited))


def uninvited(event: Event) -> MemberQuerySet:
    """Whom an invitation mail can still go to: the chapter's active members with messages on and an e-mail."""
    invited = Invitation.objects.filter(event=event, member=OuterRef("pk"))
    audience = Member.objects.wanting_messages().reachable_by_email().filter(chapter_id=event.chapter_id)
    return audience.filter(~Exists(invited))  # type: ignore[no-any-return]


def to_be_called(event: Event) -> MemberQuerySet:
    """The chapter's active members without e-mail who have not answered: somebody must phone them."""
    silent = _silent(event).filter(email__isnull=True, wants_messages=True)
    return silent.filter(chapter_id=event.chapter_id)


def _silent(event: Event) -> MemberQuerySet:
    answered = Rsvp.objects.filter(event=event, member=OuterRef("pk"))
    silent: MemberQuerySet = Member.objects.active().filter(~Exists(answered))
    return silent


def last_lunch(chapter_id: int | None = None) -> Event | None:
    """The latest lunch that was published, of one chapter or of all: the one a new lunch is made from."""
    lunches = Event.objects.filter(status=EventStatus.PUBLISHED).order_by("-starts_at", "id")
    if chapter_id is not None:
        lunches = lunches.filter(chapter_id=chapter_id)
    last: Event | None = lunches.first()
    return last
