"""What a member agrees to: the answer on her row and a line in the ledger, in one transaction."""

import datetime as dt

from django.db import transaction

from members.enums import Background, ConsentPurpose, PhotoAnswer
from members.errors import NeverPictured
from members.models import Consent, Member
from wow.audit.record import record

CONSENT_TEXT_VERSION = "2024-1"  # raise it when the words she agrees to change their meaning


def set_photo_answer(
    *, member: Member, answer: str, language: str, source: str, now: dt.datetime, actor: Member | None = None
) -> Member:
    """Yes or no to pictures; the same answer again writes nothing.

    `actor` is who pressed the button when it was not herself. Raises NeverPictured for a yes under protected identity.
    """
    with transaction.atomic():
        locked = _locked(member)
        if locked.is_protected and answer != PhotoAnswer.NO:
            raise NeverPictured
        if locked.photo_answer != answer:
            locked.photo_answer = PhotoAnswer(answer)
            locked.save(update_fields=["photo_answer"])
            is_given = locked.photo_answer == PhotoAnswer.YES
            _write(
                locked,
                ConsentPurpose.PHOTO,
                is_given=is_given,
                language=language,
                source=source,
                now=now,
                actor=actor,
            )
    member.photo_answer = locked.photo_answer
    return member


def set_background(
    *, member: Member, background: str, language: str, source: str, now: dt.datetime, actor: Member | None = None
) -> Member:
    """Her own word, or `unsaid`, which withdraws the consent; the same word again writes nothing."""
    with transaction.atomic():
        locked = _locked(member)
        if locked.background != background:
            locked.background = Background(background)
            locked.save(update_fields=["background"])
            is_given = locked.background != Background.UNSAID
            _write(
                locked,
                ConsentPurpose.BACKGROUND,
                is_given=is_given,
                language=language,
                source=source,
                now=now,
                actor=actor,
            )
    member.background = locked.background
    return member


def set_messages(
    *, member: Member, wanted: bool, language: str, source: str, now: dt.datetime, actor: Member | None = None
) -> Member:
    """Invitations and reminders on or off; the same wish again writes nothing."""
    with transaction.atomic():
        locked = _locked(member)
        if locked.wants_messages != wanted:
            locked.wants_messages = wanted
            locked.save(update_fields=["wants_messages"])
            _write(
                locked,
                ConsentPurpose.MESSAGES,
                is_given=wanted,
                language=language,
                source=source,
                now=now,
                actor=actor,
            )
    member.wants_messages = locked.wants_messages
    return member


def write_first_consents(*, member: Member, wants_messages: bool, language: str, source: str, now: dt.datetime) -> None:
    """The ledger's first lines for somebody who has just become a member."""
    _write(member, ConsentPurpose.MESSAGES, is_given=wants_messages, language=language, source=source, now=now)
    if member.background != Background.UNSAID:
        _write(member, ConsentPurpose.BACKGROUND, is_given=True, language=language, source=source, now=now)


def _locked(member: Member) -> Member:
    locked: Member = Member.objects.select_for_update().get(pk=member.pk)
    return locked


def _write(
    member: Member,
    purpose: str,
    *,
    is_given: bool,
    language: str,
    source: str,
    now: dt.datetime,
    actor: Member | None = None,
) -> None:
    Consent.objects.create(
        member=member,
        purpose=purpose,
        is_given=is_given,
        text_version=CONSENT_TEXT_VERSION,
        language=language,
        source=source,
        at=now,
    )
    note = f"{purpose} {'given' if is_given else 'not given'}"
    record(actor=actor or member, action="members.consent", row=member, now=now, note=note)
