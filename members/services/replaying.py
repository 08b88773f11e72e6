"""After a restore: whoever was erased since the backup is erased again."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from members.models import Member
from members.services.leaving import erase_member
from wow.audit.models import AuditEntry

ERASED = "members.erase"
SUBJECT = "members.member:"


def erased_ids() -> list[UUID]:
    """Whom the trail knows as erased: random ids that lead to nobody, oldest first."""
    subjects = AuditEntry.objects.filter(action=ERASED, subject__startswith=SUBJECT).order_by("at")
    return list(
        dict.fromkeys(UUID(subject.removeprefix(SUBJECT)) for subject in subjects.values_list("subject", flat=True))
    )


def erase_again(*, ids: Iterable[UUID], now: dt.datetime) -> int:
    """Erase those of them whom a restored database still knows, staff or not; returns how many. Twice is harmless."""
    count = 0
    for member in Member.objects.filter(pk__in=list(ids)):
        with transaction.atomic():
            # She was no longer staff when she was erased, or it would have been refused.
            Member.objects.filter(pk=member.pk).update(is_staff=False, is_superuser=False)
            erase_member(member=member, actor=None, now=now)
        count += 1
    return count
