"""The people who hold every key, appointed by whoever runs the server."""

import datetime as dt

from django.db import transaction

from members.models import Member
from members.services.addresses import keep_address_in_step
from members.services.writing_in import write_in_member
from wow.audit.record import record


def appoint_administrator(*, email: str, name: str, now: dt.datetime) -> Member:
    """Give every right to the member with this address; she is written in when nobody has it. Twice is harmless.

    She logs in by a mailed code, and no staff page opens before she has added the second step. `name` is used for a new
    member alone. Raises ValidationError for a name or an address that cannot be.
    """
    address = email.strip().lower()
    with transaction.atomic():
        known: Member | None = Member.objects.select_for_update().filter(email=address).first()
        member = known or write_in_member(actor=None, now=now, name=name, email=address, wants_messages=False)
        if member.is_active and member.is_staff and member.is_superuser:
            return member
        member.is_active = member.is_staff = member.is_superuser = True
        member.save(update_fields=["is_active", "is_staff", "is_superuser"])
        keep_address_in_step(member)
        record(actor=None, action="members.appoint_administrator", row=member, now=now)
    return member
