"""Throwing a draft away: nobody was told of it, so nobody misses it."""

import datetime as dt
import uuid

from django.db import transaction

from events.enums import EventStatus
from events.errors import PublishedStays
from events.models import Event
from events.services.locking import lock_lunch
from members.models import Member
from wow.audit.record import record


def delete_draft(*, actor: Member, event_id: uuid.UUID, now: dt.datetime) -> None:
    """Delete a draft with its programme and questions; the audit trail remembers that it was there.

    Raises LunchUnknown, also for a draft that is deleted already, and PublishedStays for a lunch that was ever
    published: that one is cancelled instead.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        if event.status != EventStatus.DRAFT:
            raise PublishedStays
        record(actor=actor, action="lunch.deleted", row=event, now=now)
        Event.objects.filter(pk=event.pk).delete()
