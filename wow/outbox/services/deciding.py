"""What only a person knows: send a stopped message after all, leave it, it came back; hold all after a restore."""

import datetime as dt
import uuid

from django.db import models, transaction

from wow.audit.record import record
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message
from wow.outbox.ringing import ring
from wow.outbox.services.settling import ended_fields

RELEASABLE = (MessageStatus.HELD, MessageStatus.FAILED)


class CannotRelease(Exception):
    """The row is in no state for what was decided. `code` is a key of `wow.outbox.explain`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def release_held(*, message_id: uuid.UUID, actor: models.Model, note: str, now: dt.datetime) -> Message:
    """Send a held or failed row after all, with the Message-ID it always had; `message_id` is the row's key.

    Its composer looks again at whether it is still needed. Twice is harmless: a planned row is returned as it is.
    Raises CannotRelease for rows that ended otherwise or whose receiver has been wiped; Message.DoesNotExist.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status == MessageStatus.PLANNED:
            return message
        if message.status not in RELEASABLE:
            raise CannotRelease("ended")
        if message.member_id is None:
            raise CannotRelease("wiped")
        if message.expires_at is not None and message.expires_at <= now:
            raise CannotRelease(Reason.TOO_LATE)
        message.status = MessageStatus.PLANNED
        message.reason = Reason.RELEASED
        message.next_attempt_at = now
        message.attempts = 0
        message.save(update_fields=["status", "reason", "next_attempt_at", "attempts"])
        record(actor=actor, action="release", row=message, now=now, note=note)
        ring(is_urgent=message.is_urgent)
    return message


def give_up(*, message_id: uuid.UUID, actor: models.Model, note: str, now: dt.datetime) -> Message:
    """Leave a held or failed row unsent for good. Twice is harmless. Raises CannotRelease for rows in another state."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status == MessageStatus.CANCELLED:
            return message
        if message.status not in RELEASABLE:
            raise CannotRelease("ended")
        for column, value in ended_fields(MessageStatus.CANCELLED, Reason.GIVEN_UP_BY_STAFF).items():
            setattr(message, column, value)
        message.save()
        record(actor=actor, action="give up", row=message, now=now, note=note)
    return message


def note_bounced(*, message_id: uuid.UUID, actor: models.Model, note: str, now: dt.datetime) -> Message:
    """Note that a sent mail came back, as a person saw in the sender's mailbox. Twice is harmless, nothing is sent.

    Raises CannotRelease for rows that were not sent.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.status == MessageStatus.BOUNCED:
            return message
        if message.status != MessageStatus.SENT:
            raise CannotRelease("not-sent")
        message.status, message.reason = MessageStatus.BOUNCED, Reason.CAME_BACK
        message.save(update_fields=["status", "reason"])
        record(actor=actor, action="came back", row=message, now=now, note=note)
    return message


def hold_due(*, now: dt.datetime) -> int:
    """After a database was restored: hold every row that is due or was in hand, because it may have been sent already.

    Run it before any worker starts. Returns how many rows now wait for a person.
    """
    in_hand = models.Q(status__in=[MessageStatus.CLAIMED, MessageStatus.SENDING])
    due = models.Q(status=MessageStatus.PLANNED, due_at__lte=now)
    return Message.objects.filter(in_hand | due).update(**ended_fields(MessageStatus.HELD, Reason.RESTORED))
