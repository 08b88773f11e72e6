"""Writing rows into the outbox and taking them out again while nobody has begun to send them."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.ringing import ring
from wow.outbox.services.inserting import insert_new
from wow.outbox.services.settling import ended_fields

PLAN_CHUNK = 500  # rows a query


@dataclass(frozen=True)
class PlannedMessage:
    """One row to be: to a member, about `topic`, once per `dedupe_key`. Moments are aware."""

    kind: str
    member_id: uuid.UUID
    dedupe_key: str
    topic: str
    due_at: dt.datetime
    occurrence_on: dt.date | None = None
    expires_at: dt.datetime | None = None


def message_id_of(pk: uuid.UUID) -> str:
    """The Message-ID of a row: from its primary key and the portal's own host, the same for ever."""
    return f"<{pk.hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def enqueue(
    *,
    kind: str,
    dedupe_key: str,
    due_at: dt.datetime,
    now: dt.datetime,
    topic: str = "",
    member_id: uuid.UUID | None = None,
    address: str = "",
    payload: Mapping[str, Any] | None = None,
    occurrence_on: dt.date | None = None,
    expires_at: dt.datetime | None = None,
    is_urgent: bool = False,
) -> Message:
    """Plan one message within the caller's transaction and ring when that commits.

    With a `dedupe_key` that exists already nothing changes and the old row is returned. `address` and `payload` are for
    people without an account; they are wiped when the row ends.
    """
    pk = uuid.uuid4()
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "pk": pk,
            "message_id": message_id_of(pk),
            "kind": kind,
            "topic": topic,
            "member_id": member_id,
            "address": address,
            "payload": dict(payload or {}),
            "occurrence_on": occurrence_on,
            "due_at": due_at,
            "next_attempt_at": due_at,
            "expires_at": expires_at,
            "is_urgent": is_urgent,
            "created_at": now,
        },
    )
    if is_new and due_at <= now:
        ring(is_urgent=is_urgent)
    return message


def plan_many(planned: Iterable[PlannedMessage], *, now: dt.datetime) -> int:
    """Plan many rows at once; those whose `dedupe_key` exists are left alone. Returns how many are really new."""
    rows = (_row_of(one, now) for one in planned)
    new = 0
    while chunk := list(islice(rows, PLAN_CHUNK)):
        new += insert_new(chunk)
    if new:
        ring()
    return new


def _row_of(planned: PlannedMessage, now: dt.datetime) -> Message:
    pk = uuid.uuid4()
    return Message(
        pk=pk,
        message_id=message_id_of(pk),
        kind=planned.kind,
        member_id=planned.member_id,
        dedupe_key=planned.dedupe_key,
        topic=planned.topic,
        occurrence_on=planned.occurrence_on,
        due_at=planned.due_at,
        next_attempt_at=planned.due_at,
        expires_at=planned.expires_at,
        created_at=now,
    )


def cancel_unsent(
    *,
    topic: str,
    now: dt.datetime,
    reason: str,
    kinds: Collection[str] | None = None,
    member_id: uuid.UUID | None = None,
) -> int:
    """Take back what nobody has begun to send about `topic`, all of it or only `kinds`, or only one member's.

    A row that a worker has claimed loses its lease, so that the worker's fence fails and nothing leaves. What is on its
    way stays. Returns how many rows were cancelled; a second call cancels none.
    """
    rows = Message.objects.unsent().about(topic)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return rows.update(**ended_fields(MessageStatus.CANCELLED, reason))


def revive_cancelled(
    *, topic: str, kind: str, occurrence_on: dt.date, reason: str, now: dt.datetime, expires_at: dt.datetime | None
) -> int:
    """Plan again what was cancelled for `reason` about one occasion: a lunch moved away and back to the same date.

    Only members' rows that never left; they keep their key and Message-ID. Returns how many.
    """
    rows = Message.objects.about(topic).filter(
        kind=kind,
        occurrence_on=occurrence_on,
        reason=reason,
        status=MessageStatus.CANCELLED,
        member__isnull=False,
        uncertain_sends=0,
    )
    revived = rows.update(
        status=MessageStatus.PLANNED, reason="", next_attempt_at=now, expires_at=expires_at, attempts=0
    )
    if revived:
        ring()
    return revived
