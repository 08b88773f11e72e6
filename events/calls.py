"""Whom staff phone about a lunch, why no mail reaches her, and what to say. Reads only.

A member who has said yes, or waits, and whom no mail reaches is told by phone when the lunch is moved or cancelled,
when she gets a seat, and when the reminder would have gone. What she answered or was told since is not told again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from events.audience import window_of
from events.enums import CallAbout, EventStatus, RsvpStatus, WhyCall
from events.models import Event, Rsvp
from events.queries import to_be_called, unanswered
from members.models import Member
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message

LOST = Q(status__in=[MessageStatus.BOUNCED, MessageStatus.FAILED]) | Q(
    status=MessageStatus.CANCELLED, reason=Reason.GIVEN_UP_BY_STAFF
)


@dataclass(frozen=True)
class Call:
    """One call to make: to whom, why no mail reaches her, and what it is about."""

    member: Member
    why: WhyCall
    about: CallAbout

    @property
    def is_question(self) -> bool:
        """Whether her answer is what is wanted; otherwise she is only to be told."""
        return self.about == CallAbout.ASKED


def calls_to_make(event: Event, now: dt.datetime) -> list[Call]:
    """Every call about this lunch at `now`: news first, then who has not answered, by name; none once it is over."""
    if event.is_over(now) or event.status == EventStatus.DRAFT:
        return []
    returned = _returned([event])[event.outbox_topic]
    return [*_news_calls(event, _guests([event]), returned, now), *_questions(event, returned)]


def news_calls_left(events: Iterable[Event], now: dt.datetime) -> dict[Event, int]:
    """How many members are still to be told something of each of these lunches; two queries however many lunches."""
    lunches = [event for event in events if not event.is_over(now)]
    guests, returned = _guests(lunches), _returned(lunches)
    return {
        event: len(
            _news_calls(
                event, [rsvp for rsvp in guests if rsvp.event_id == event.pk], returned[event.outbox_topic], now
            )
        )
        for event in lunches
    }


def guests_without_mail(event: Event) -> int:
    """How many of those who come or wait must be phoned when the lunch changes."""
    returned = _returned([event])[event.outbox_topic]
    return sum(why_call(rsvp.member, returned) is not None for rsvp in _guests([event]))


def news_for(rsvp: Rsvp, event: Event, now: dt.datetime) -> CallAbout | None:
    """What has happened to the lunch since she answered or was last told; None when she knows everything."""
    known_at = max(rsvp.answered_at, rsvp.told_at or rsvp.answered_at)
    if event.status == EventStatus.CANCELLED:
        return CallAbout.CANCELLED if _is_after(event.cancelled_at, known_at) else None
    if _is_after(event.moved_at, known_at):
        return CallAbout.MOVED
    if rsvp.status != RsvpStatus.YES:
        return None
    if _is_after(rsvp.promoted_at, known_at):
        return CallAbout.SEATED
    opens_at = window_of(event).opens_at
    return CallAbout.REMINDED if known_at < opens_at <= now < event.starts_at else None


def why_call(member: Member, returned: set[UUID]) -> WhyCall | None:
    """Why no mail reaches her; None when one does. `returned` holds the keys of members whose last mail was lost."""
    if not member.email:
        return WhyCall.NO_EMAIL
    if not member.wants_messages:
        return WhyCall.MUTED
    return WhyCall.RETURNED if member.pk in returned else None


def _is_after(moment: dt.datetime | None, known_at: dt.datetime) -> bool:
    return moment is not None and moment > known_at


def _guests(events: list[Event]) -> list[Rsvp]:
    """Who comes or waits, by name."""
    rsvps = Rsvp.objects.filter(event__in=events, member__is_active=True).exclude(status=RsvpStatus.NO)
    return list(rsvps.select_related("member").order_by("member__name", "id")) if events else []


def _returned(events: list[Event]) -> dict[str, set[UUID]]:
    """By topic, whose last mail about it came back, was refused or was given up."""
    topics = [event.outbox_topic for event in events]
    same = Message.objects.filter(topic=OuterRef("topic"), member=OuterRef("member"), status=MessageStatus.SENT)
    later = same.filter(created_at__gt=OuterRef("created_at"))
    lost = Message.objects.filter(LOST, ~Exists(later), topic__in=topics, member__isnull=False)
    found: dict[str, set[UUID]] = defaultdict(set)
    for topic, member_id in lost.values_list("topic", "member_id"):
        found[topic].add(member_id)
    return found


def _news_calls(event: Event, guests: list[Rsvp], returned: set[UUID], now: dt.datetime) -> list[Call]:
    calls = []
    for rsvp in guests:
        why, about = why_call(rsvp.member, returned), news_for(rsvp, event, now)
        if why is not None and about is not None:
            calls.append(Call(rsvp.member, why, about))
    return calls


def _questions(event: Event, returned: set[UUID]) -> list[Call]:
    """Silent members without e-mail, and those whose invitation or reminder was lost."""
    if event.status != EventStatus.PUBLISHED:
        return []
    silent = [Call(member, WhyCall.NO_EMAIL, CallAbout.ASKED) for member in to_be_called(event)]
    if returned:
        lost = unanswered(event).filter(pk__in=returned, email__isnull=False, wants_messages=True)
        silent += [Call(member, WhyCall.RETURNED, CallAbout.ASKED) for member in lost]
    return sorted(silent, key=lambda call: (call.member.name, str(call.member.pk)))
