"""The mark of protected identity: set and lifted by the safeguarding group alone."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from members.enums import ConsentPurpose, PhotoAnswer
from members.models import Consent, Member
from members.services.consent import CONSENT_TEXT_VERSION
from wow.audit.record import record

PERMISSION = "members.see_protected"


def protect_member(*, member: Member, actor: Member, now: dt.datetime, is_protected: bool = True) -> Member:
    """Set the mark and lock pictures to no; or lift the mark, which leaves pictures at no until she says otherwise.

    The same mark again writes nothing. Raises PermissionDenied for anybody outside the safeguarding group.
    """
    if not actor.has_perm(PERMISSION):
        raise PermissionDenied
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if locked.is_protected != is_protected:
            locked.is_protected = is_protected
            _lock_pictures(locked, now)
            locked.save(update_fields=["is_protected", "photo_answer"])
            action = "members.protect" if is_protected else "members.unprotect"
            record(actor=actor, action=action, row=locked, now=now)
    member.is_protected, member.photo_answer = locked.is_protected, locked.photo_answer
    return member


def _lock_pictures(member: Member, now: dt.datetime) -> None:
    if not member.is_protected or member.photo_answer == PhotoAnswer.NO:
        return
    member.photo_answer = PhotoAnswer.NO
    Consent.objects.create(
        member=member,
        purpose=ConsentPurpose.PHOTO,
        is_given=False,
        text_version=CONSENT_TEXT_VERSION,
        language=member.preferred_language,
        source="protection",
        at=now,
    )
