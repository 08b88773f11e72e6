"""Passkeys and the app with codes: added, named and removed, each change told to her by mail."""

import datetime as dt
from typing import Any

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from members.errors import LastSecondStep, TooManyPasskeys
from members.mails import send_account_mail
from members.models import Member
from members.second_step import TYPES, passkeys_of
from wow.audit.record import record

MOST_PASSKEYS = 10
REMOVED_MAILS = {
    Authenticator.Type.WEBAUTHN: "account/passkey_removed",
    Authenticator.Type.TOTP: "account/second_factor",
}


def add_passkey(
    *, member: Member, name: str, credential: dict[str, Any], language: str, now: dt.datetime
) -> Authenticator:
    """Keep what her phone answered (checked by the form). Staff get recovery codes with their first second step.

    The same credential again returns the row that stands. Raises TooManyPasskeys.
    """
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        passkeys = list(passkeys_of(locked))
        for known in passkeys:
            if known.data["credential"]["id"] == credential["id"]:
                return known
        if len(passkeys) >= MOST_PASSKEYS:
            raise TooManyPasskeys
        passkey: Authenticator = WebAuthn.add(locked, name, credential).instance
        if locked.is_staff:
            RecoveryCodes.activate(locked)
        record(actor=locked, action="members.passkey_add", row=locked, now=now)
        _tell(locked, "account/passkey_added", language, now)
    return passkey


def rename_passkey(*, member: Member, passkey_id: int, name: str) -> Authenticator:
    """Give it another name, for her own list. Raises Authenticator.DoesNotExist when it is not hers."""
    with transaction.atomic():
        passkey = passkeys_of(member).select_for_update().get(pk=passkey_id)
        passkey.data["name"] = name
        passkey.save(update_fields=["data"])
    return passkey


def remove_second_step(*, member: Member, authenticator_id: int, language: str, now: dt.datetime) -> None:
    """Take away a passkey or the app; recovery codes go with the last. Twice is harmless.

    Raises LastSecondStep for staff with no other.
    """
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        hers = Authenticator.objects.filter(user=locked, type__in=TYPES)
        going = hers.filter(pk=authenticator_id).first()
        if going is None:
            return
        if locked.is_staff and not hers.exclude(pk=going.pk).exists():
            raise LastSecondStep
        going.delete()
        delete_dangling_recovery_codes(locked)
        record(actor=locked, action="members.second_step_remove", row=locked, now=now, note=going.type)
        _tell(locked, REMOVED_MAILS[Authenticator.Type(going.type)], language, now)


def _tell(member: Member, mail: str, language: str, now: dt.datetime) -> None:
    if member.email:
        send_account_mail(mail=mail, address=member.email, language=language, code="", now=now)
