"""Taking rows into one worker's hand, and out of the hands of workers that died. All by compare-and-swap."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Q

from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message, MessageQuerySet
from wow.outbox.quiet import is_quiet
from wow.outbox.services.settling import FREED, MAX_UNCERTAIN_SENDS, UNCERTAIN_PAUSE, ended_fields
from wow.outbox.services.swapping import swap

LEASE = dt.timedelta(seconds=120)
IMPOSSIBLE_LEASE = 2 * LEASE  # given by a clock that was wrong: nobody waits a day for it; two clocks differ by less


@dataclass(frozen=True)
class Claim:
    """Rows in this worker's hand until `leased_until`; every later update must name `token`."""

    token: uuid.UUID
    messages: list[Message]


def claim(*, now: dt.datetime, size: int, is_urgent_only: bool = False) -> Claim:
    """Take up to `size` due rows for LEASE. In quiet hours only urgent ones. Two workers never get the same row."""
    due = Message.objects.due(now)
    if is_urgent_only or is_quiet(now):
        due = due.filter(is_urgent=True)
    token = uuid.uuid4()
    with transaction.atomic(durable=True):
        found = _skipping_locked(due)[:size]
        ids = list(found.values_list("pk", flat=True))
        if not ids:
            return Claim(token, [])
        taken = Message.objects.filter(pk__in=ids, status=MessageStatus.PLANNED)
        taken.update(status=MessageStatus.CLAIMED, lease_token=token, leased_until=now + LEASE)
    ours = Message.objects.filter(pk__in=ids, lease_token=token).select_related("member")
    order = {pk: place for place, pk in enumerate(ids)}
    return Claim(token, sorted(ours, key=lambda message: order[message.pk]))


def _skipping_locked(rows: MessageQuerySet) -> MessageQuerySet:
    """Only a speed-up: the update's own condition is what keeps two workers apart."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def fence(message: Message, token: uuid.UUID, *, now: dt.datetime, language: str) -> bool:
    """The last swap before the text leaves: claimed -> sending, only with a lease that still holds.

    False means that somebody cancelled, held or recovered the row meanwhile: then nothing may be sent.
    """
    return swap(
        message.pk,
        only_if={"status": MessageStatus.CLAIMED, "lease_token": token, "leased_until__gt": now},
        write={"status": MessageStatus.SENDING, "leased_until": now + LEASE, "language": language},
    )


def give_back(token: uuid.UUID) -> int:
    """Let go of every row of this claim that was not begun; they are due as before."""
    begun_none = Message.objects.filter(lease_token=token, status=MessageStatus.CLAIMED)
    return begun_none.update(**FREED, status=MessageStatus.PLANNED)


def recover(now: dt.datetime) -> int:
    """Free the rows of workers that died: claimed ones are planned again, those on their way are uncertain.

    So are leases longer than any that is given: a clock was put back since.
    """
    lost = Message.objects.filter(Q(leased_until__lte=now) | Q(leased_until__gt=now + IMPOSSIBLE_LEASE))
    claimed = lost.filter(status=MessageStatus.CLAIMED).update(**FREED, status=MessageStatus.PLANNED)
    sending = lost.filter(status=MessageStatus.SENDING)
    more = F("uncertain_sends") + 1
    twice = sending.filter(uncertain_sends__gte=MAX_UNCERTAIN_SENDS - 1).update(
        **ended_fields(MessageStatus.HELD, Reason.UNCERTAIN), uncertain_sends=more
    )
    once = sending.update(
        **FREED,
        status=MessageStatus.PLANNED,
        reason=Reason.UNCERTAIN,
        next_attempt_at=now + UNCERTAIN_PAUSE,
        uncertain_sends=more,
    )
    return claimed + twice + once


def expire(now: dt.datetime) -> int:
    """End the planned rows that have become pointless."""
    late = Message.objects.filter(status=MessageStatus.PLANNED, expires_at__lte=now)
    return late.update(**ended_fields(MessageStatus.EXPIRED, Reason.TOO_LATE))
