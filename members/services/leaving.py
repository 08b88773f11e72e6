"""A member takes her data with her, or leaves altogether."""

import datetime as dt
from typing import Any

from django.db import transaction

from members.errors import StaffCannotLeave
from members.models import Member
from wow import privacy
from wow.audit.record import record


def export_member(*, member: Member, actor: Member, now: dt.datetime) -> dict[str, Any]:
    """Everything the portal holds about her, by app, plain enough for JSON; that it was fetched is on the trail."""
    everything = privacy.export_person(member.pk)
    record(actor=actor, action="members.export", row=member, now=now)
    return everything


def erase_member(*, member: Member, actor: Member | None, now: dt.datetime) -> None:
    """Erase her from every app. The trail keeps her random id alone, so that a restored backup can forget her again.

    Twice is harmless. Raises StaffCannotLeave while she may open the staff pages.
    """
    with transaction.atomic():
        locked = Member.objects.select_for_update().filter(pk=member.pk).first()
        if locked is None:
            return
        if locked.is_staff or locked.is_superuser:
            raise StaffCannotLeave
        record(actor=actor if actor != member else None, action="members.erase", row=locked, now=now)
        privacy.erase_person(locked.pk, now=now)
