"""What staff note after a phone call that told a member something."""

import datetime as dt
import uuid

from django.db import transaction

from events.calls import news_for
from events.errors import LunchHasChanged, LunchUnknown
from events.models import Rsvp
from events.services.locking import lock_lunch
from members.models import Member
from wow.audit.record import record


def note_told(*, event_id: uuid.UUID, member_id: uuid.UUID, sequence: int, actor: Member, now: dt.datetime) -> Rsvp:
    """Note that she was told by phone how the lunch stands in its version `sequence`. Twice is harmless.

    Raises LunchUnknown when the lunch or her answer is gone, LunchHasChanged when the lunch has a newer version than
    the one that was read to her.
    """
    with transaction.atomic():
        event = lock_lunch(event_id)
        rsvp = Rsvp.objects.filter(event=event, member_id=member_id).first()
        if rsvp is None:
            raise LunchUnknown
        if event.sequence != sequence:
            raise LunchHasChanged
        about = news_for(rsvp, event, now)
        if about is None:
            return rsvp
        rsvp.told_at = now
        rsvp.save(update_fields=["told_at"])
        record(actor=actor, action="answer.told", row=rsvp, now=now, note=f"about={about.value}")
        return rsvp
