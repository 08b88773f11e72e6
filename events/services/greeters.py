"""The roster of a lunch: who greets at its door."""

import datetime as dt
import uuid

from django.db import transaction

from events.errors import NotAGreeterHere
from events.models import GreeterShift
from events.services.locking import lock_lunch_lightly
from members.models import Member
from wow.audit.record import record


def add_greeter(*, event_id: uuid.UUID, member_id: uuid.UUID, actor: Member, now: dt.datetime) -> GreeterShift:
    """Let an active member of the lunch's chapter greet there; who does already stays. Nobody is written to.

    Raises LunchUnknown, and NotAGreeterHere for who has left or belongs to another chapter.
    """
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        if not Member.objects.active().filter(pk=member_id, chapter_id=event.chapter_id).exists():
            raise NotAGreeterHere
        shift, is_new = GreeterShift.objects.get_or_create(event=event, member_id=member_id)
        if is_new:
            record(actor=actor, action="door.greeter_added", row=event, now=now, note=f"member={member_id}")
        return shift


def remove_greeter(*, event_id: uuid.UUID, member_id: uuid.UUID, actor: Member, now: dt.datetime) -> None:
    """Take her off the roster, which closes the door page to her at once. Twice is harmless. Raises LunchUnknown."""
    with transaction.atomic():
        event = lock_lunch_lightly(event_id)
        gone, _per_model = GreeterShift.objects.filter(event=event, member_id=member_id).delete()
        if gone:
            record(actor=actor, action="door.greeter_removed", row=event, now=now, note=f"member={member_id}")
