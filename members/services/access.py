"""Who may come in, and who may open the staff pages."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from members.models import Member
from wow.audit.record import record


def set_access(
    *,
    member: Member,
    actor: Member,
    now: dt.datetime,
    is_active: bool | None = None,
    is_staff: bool | None = None,
    is_superuser: bool | None = None,
) -> Member:
    """Change what is given; None keeps what stands, and the same again writes nothing.

    Closing or opening an account needs `members.change_member`; the rest is for superusers. Raises PermissionDenied.
    """
    rights = {"is_staff": is_staff, "is_superuser": is_superuser}
    wanted = {"is_active": is_active, **rights}
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        changed = [name for name, value in wanted.items() if value is not None and getattr(locked, name) != value]
        needs_superuser = bool(set(changed) & set(rights)) or locked.is_staff or locked.is_superuser
        if changed and not (actor.is_superuser if needs_superuser else actor.has_perm("members.change_member")):
            raise PermissionDenied
        for name in changed:
            setattr(locked, name, wanted[name])
        if changed:
            locked.save(update_fields=changed)
            note = " ".join(f"{name}={wanted[name]}" for name in changed)
            record(actor=actor, action="members.access", row=locked, now=now, note=note)
    for name in wanted:
        setattr(member, name, getattr(locked, name))
    return member
