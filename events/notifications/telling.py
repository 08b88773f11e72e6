"""Planning messages about a lunch, inside the transaction of the change that they tell of.

Only members who can be mailed and want to be get a row; the others appear to staff as people to call. Each function may
be called twice for the same change: the keys are unique. Nothing is composed here.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from events.enums import MessageKind, RsvpStatus
from events.models import Event, Invitation, Rsvp
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.services import PlannedMessage, cancel_unsent, plan_many

REASON_MOVED = "moved"
REASON_CANCELLED = "cancelled"
REASON_NEWER = "newer"
LEFT_THE_HOUSE = (MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.HELD, MessageStatus.BOUNCED)
OF_HER_ANSWER = (MessageKind.CONFIRMATION, MessageKind.PROMOTED)


def invite(invitations: Iterable[Invitation], event: Event, now: dt.datetime) -> int:
    """Plan the invitation mail of each; returns how many are new. Pointless once answers close."""
    reachable = set(mailable(event).values_list("member_id", flat=True))
    members = [item.member_id for item in invitations if item.member_id in reachable]
    key = event.local_date.isoformat()
    return plan_many([_planned(event, member, MessageKind.INVITATION, now, version=key) for member in members], now=now)


def confirm(rsvp: Rsvp, now: dt.datetime) -> int:
    """Plan the confirmation of an answer just given, in place of an unsent one; 0 when no mail reaches her."""
    return _tell_one(rsvp, MessageKind.CONFIRMATION, f"{rsvp.status}:{rsvp.answered_at.isoformat()}", now)


def tell_promoted(rsvp: Rsvp, now: dt.datetime) -> int:
    """Plan the good news that a waiting member has a seat now; 0 when no mail reaches her."""
    return _tell_one(rsvp, MessageKind.PROMOTED, now.isoformat(), now)


def tell_moved(event: Event, now: dt.datetime) -> int:
    """Take back unsent reminders of the old date and tell everybody who knows of the lunch and has not said no.

    Returns how many mails are planned. Call it with the event as it is after the move. Whose invitation or confirmation
    has not left yet needs no second mail: that one is written with the new date when it leaves.
    """
    topic = event.outbox_topic
    cancel_unsent(topic=topic, now=now, reason=REASON_MOVED, kinds={MessageKind.REMINDER, MessageKind.MOVED})
    members = _listening(event) & set(_knowing(event))
    key = str(event.sequence)
    return plan_many([_planned(event, member, MessageKind.MOVED, now, version=key) for member in members], now=now)


def tell_cancelled(event: Event, now: dt.datetime) -> int:
    """Take back everything unsent and tell everybody invited who has not said no; returns how many mails are planned.

    Calling it again plans nothing more.
    """
    outdated = {*OF_HER_ANSWER, MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.MOVED}
    cancel_unsent(topic=event.outbox_topic, now=now, reason=REASON_CANCELLED, kinds=outdated)
    members = _listening(event)
    return plan_many([_planned(event, member, MessageKind.CANCELLED, now, version="") for member in members], now=now)


def mailable(event: Event) -> "QuerySet[Invitation]":
    """The invitations whose member can be mailed and wants to be."""
    return event.invitations.filter(member__is_active=True, member__wants_messages=True, member__email__isnull=False)


def _listening(event: Event) -> set[uuid.UUID]:
    """Who can be mailed and has not said no."""
    refusing = event.rsvps.filter(status=RsvpStatus.NO).values("member_id")
    return set(mailable(event).exclude(member_id__in=refusing).values_list("member_id", flat=True))


def _knowing(event: Event) -> Iterable[uuid.UUID | None]:
    """Who has had a mail about this lunch. A first confirmation that has not left yet tells the new date by itself."""
    had_mail = Message.objects.about(event.outbox_topic).filter(status__in=LEFT_THE_HOUSE)
    yield from had_mail.values_list("member_id", flat=True)
    waiting_for_mail = (
        Message.objects.about(event.outbox_topic).unsent().filter(kind__in=OF_HER_ANSWER, member__isnull=False)
    )
    answers = event.rsvps.exclude(member_id__in=waiting_for_mail.values("member_id"))
    yield from answers.values_list("member_id", flat=True)


def _tell_one(rsvp: Rsvp, kind: str, version: str, now: dt.datetime) -> int:
    member, event = rsvp.member, rsvp.event
    if not (member.is_active and member.wants_messages and member.email):
        return 0
    cancel_unsent(topic=event.outbox_topic, now=now, reason=REASON_NEWER, kinds=OF_HER_ANSWER, member_id=member.pk)
    message = PlannedMessage(
        kind=kind,
        topic=event.outbox_topic,
        dedupe_key=f"{kind}:{rsvp.pk}:{version}",
        due_at=now,
        member_id=member.pk,
        occurrence_on=event.local_date,
        expires_at=event.ends_at,
    )
    return plan_many([message], now=now)


def _planned(event: Event, member_id: uuid.UUID, kind: str, now: dt.datetime, *, version: str) -> PlannedMessage:
    return PlannedMessage(
        kind=kind,
        member_id=member_id,
        dedupe_key=f"{kind}:{event.pk}:{version}:{member_id}",
        topic=event.outbox_topic,
        due_at=now,
        occurrence_on=event.local_date,
        expires_at=event.answer_by if kind == MessageKind.INVITATION else event.ends_at,
    )
