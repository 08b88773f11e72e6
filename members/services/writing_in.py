"""How a person becomes a member: by signing up, or because staff write her in."""

import datetime as dt

from django.db import transaction

from members.enums import Background, ConsentPurpose
from members.errors import NoWayToReachHer
from members.models import Chapter, Member
from members.phones import normalise_phone
from members.services.addresses import keep_address_in_step, refuse_taken_contact
from members.services.consent import write_first_consents
from wow.audit.record import record
from wow.i18n.languages import SOURCE_CODE

SIGN_UP = "sign-up"


def write_in_member(
    *,
    actor: Member | None,
    now: dt.datetime,
    name: str,
    email: str | None = None,
    phone: str | None = None,
    chapter: Chapter | None = None,
    language: str = SOURCE_CODE,
    wants_messages: bool = True,
    background: str = Background.UNSAID,
) -> Member:
    """A member whom staff met: with an e-mail she can log in by code, with a phone only she is to be called.

    Raises NoWayToReachHer, AddressTaken, PhoneTaken; ValidationError for a name, e-mail or phone that cannot be.
    """
    email = (email or "").strip().lower() or None
    phone = normalise_phone(phone) if phone and phone.strip() else None
    if not email and not phone:
        raise NoWayToReachHer
    member = Member(
        name=name.strip(),
        email=email,
        phone=phone,
        chapter=chapter,
        preferred_language=language,
        wants_messages=wants_messages,
        background=background,
        joined_at=now,
    )
    member.set_unusable_password()
    with transaction.atomic():
        refuse_taken_contact(email=email, phone=phone)
        member.full_clean(validate_unique=False, validate_constraints=False)
        member.save()
        keep_address_in_step(member)
        write_first_consents(member=member, wants_messages=wants_messages, language=language, source="staff", now=now)
        record(actor=actor, action="members.write_in", row=member, now=now, note=_ways(member))
    return member


def sign_up_member(
    *,
    member: Member,
    now: dt.datetime,
    name: str,
    language: str,
    chapter: Chapter,
    wants_messages: bool,
    background: str = Background.UNSAID,
) -> Member:
    """Fill in the row that the sign-up page has just made (it has the e-mail), with the first lines of the ledger.

    Messages stay off until a code has shown that the address is hers (`confirm_sign_up`): anybody can type an address.
    """
    with transaction.atomic():
        member.name = name
        member.preferred_language = language
        member.chapter = chapter
        member.wants_messages = False
        member.background = Background(background)
        member.joined_at = now
        member.save()
        write_first_consents(member=member, wants_messages=wants_messages, language=language, source=SIGN_UP, now=now)
        record(actor=member, action="members.sign_up", row=member, now=now)
    return member


def confirm_sign_up(*, member: Member, now: dt.datetime) -> bool:
    """Turn messages on when she wished for them at sign-up and has said nothing since; tells whether it did."""
    newest = member.consents.filter(purpose=ConsentPurpose.MESSAGES).order_by("-at", "-id").first()
    if member.wants_messages or newest is None or not newest.is_given or newest.source != SIGN_UP:
        return False
    with transaction.atomic():
        member.wants_messages = True
        member.save(update_fields=["wants_messages"])
        record(actor=member, action="members.confirm_sign_up", row=member, now=now)
    return True


def _ways(member: Member) -> str:
    return " ".join(way for way, value in (("email", member.email), ("phone", member.phone)) if value)
