"""Who is to be reminded of a lunch, who would get what, and whom the reminder missed. Reads only."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from events.domain.reminding import ReminderWindow, reminder_window
from events.enums import MessageKind, RsvpStatus
from events.models import Event, Invitation
from events.notifications.composing import language_for
from events.notifications.telling import mailable
from events.queries import uninvited
from members.models import Member
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message, MessageQuerySet
from wow.outbox.quiet import after_quiet

ON_ITS_WAY = (MessageStatus.SENDING, MessageStatus.SENT)
UNANSWERED = "unanswered"
LOOK_BACK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Forecast:
    """That `member` would get one message. `variant` is her answer when she gets it, or "unanswered"."""

    at: dt.datetime
    event: Event
    member: Member
    kind: str
    variant: str
    language: str


def window_of(event: Event) -> ReminderWindow:
    """When this lunch's reminder may go out."""
    return reminder_window(reminder_at=event.reminder_at, answer_by=event.answer_by)


def coming_lunches(now: dt.datetime) -> list[Event]:
    """Published lunches that have not begun, the next one first."""
    return list(Event.objects.published().filter(starts_at__gt=now).order_by("starts_at", "id"))


def lunches_to_look_back_on(now: dt.datetime) -> list[Event]:
    """Published lunches that have not begun, or began less than a week ago."""
    return list(Event.objects.published().filter(starts_at__gt=now - LOOK_BACK).order_by("starts_at", "id"))


def to_be_reminded(event: Event, window: ReminderWindow) -> "QuerySet[Invitation]":
    """Invited before the reminder fell due, can be mailed, and has neither said no nor answered since it fell due.

    A later invitation or confirmation says the same as the reminder would, so that nobody gets two mails at once.
    """
    needless = event.rsvps.filter(Q(status=RsvpStatus.NO) | Q(answered_at__gte=window.opens_at))
    invited = mailable(event).filter(invited_at__lt=window.opens_at)
    return invited.exclude(member_id__in=needless.values("member_id"))


def not_planned(event: Event, window: ReminderWindow) -> "QuerySet[Invitation]":
    """Those of `to_be_reminded` for whom the outbox has no row of this date yet."""
    planned = reminders_of(event).filter(member__isnull=False)
    return to_be_reminded(event, window).exclude(member_id__in=planned.values("member_id"))


def missed_by_reminder(event: Event, window: ReminderWindow) -> int:
    """How many of `to_be_reminded` no reminder has left for; after the window has closed none will."""
    reached = reminders_of(event).filter(member__isnull=False, status__in=ON_ITS_WAY)
    return to_be_reminded(event, window).exclude(member_id__in=reached.values("member_id")).count()


def reminders_of(event: Event) -> MessageQuerySet:
    """The outbox's rows of this lunch's reminder, for the date it has now."""
    rows: MessageQuerySet = Message.objects.about(event.outbox_topic)
    return rows.filter(kind=MessageKind.REMINDER, occurrence_on=event.local_date)


def forecast(now: dt.datetime) -> Iterator[Forecast]:
    """Every message about a coming lunch that a tick at `now` would send, the lunches in order of time.

    `at` is `now`, or the morning that ends the quiet hours. Whether each is needed is decided again when it leaves.
    """
    at = after_quiet(now)
    for event in coming_lunches(now):
        answers = dict(event.rsvps.values_list("member_id", "status"))
        for kind, member in _due(event, now):
            variant = answers.get(member.pk, UNANSWERED)
            yield Forecast(at, event, member, kind, variant, language_for(member))


def _due(event: Event, now: dt.datetime) -> Iterator[tuple[str, Member]]:
    """What waits in the outbox, then who would be invited, then who would be reminded."""
    for message in Message.objects.about(event.outbox_topic).due(now).select_related("member"):
        if message.member is not None:
            yield message.kind, message.member
    if event.is_inviting and now < event.answer_by:
        for member in uninvited(event).order_by("joined_at", "id"):
            yield MessageKind.INVITATION, member
    window = window_of(event)
    if window.is_open(now):
        for invitation in not_planned(event, window).select_related("member"):
            yield MessageKind.REMINDER, invitation.member
