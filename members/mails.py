"""Account mails (codes, "you have no account", security notices) on their way through the outbox."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from wow.i18n.languages import BY_CODE, SOURCE_CODE
from wow.mail import write_mail
from wow.outbox.models import Message
from wow.outbox.registry import Draft, Skip, register
from wow.outbox.services import enqueue

KIND = "members.account_mail"
VALID_FOR = dt.timedelta(minutes=15)

# allauth's name of a mail -> our folder under templates/mail/.
MAILS = {
    "account/email/login_code": "account/login_code",
    "account/email/email_confirmation": "account/confirm_email",
    "account/email/email_confirmation_signup": "account/confirm_email",
    "account/email/unknown_account": "account/unknown_account",
    "account/email/account_already_exists": "account/already_member",
    "account/email/email_changed": "account/email_changed",
    "mfa/email/totp_activated": "account/second_factor",
    "mfa/email/totp_deactivated": "account/second_factor",
    "mfa/email/recovery_codes_generated": "account/second_factor",
    "mfa/email/webauthn_added": "account/passkey_added",
    "mfa/email/webauthn_removed": "account/passkey_removed",
}


def send_account_mail(*, mail: str, address: str, language: str, code: str, now: dt.datetime) -> Message:
    """Queue one urgent mail to an address, in the language of the page she looks at. `code` may be empty.

    It is pointless after 15 minutes; the outbox wipes address and code once the row has ended.
    """
    return enqueue(
        kind=KIND,
        dedupe_key=f"account:{uuid.uuid4()}",
        due_at=now,
        now=now,
        address=address,
        payload={"mail": mail, "language": language, "code": code},
        expires_at=now + VALID_FOR,
        is_urgent=True,
    )


def compose_account_mail(message: Message, now: dt.datetime) -> Draft | Skip:
    """The mail as it was asked for; skipped when its code is too old to work or its words are wiped."""
    mail = message.payload.get("mail")
    if mail not in MAILS.values() or not message.address:
        return Skip("wiped")
    if message.expires_at is not None and message.expires_at <= now:
        return Skip("too_late")
    language = message.payload.get("language", SOURCE_CODE)
    language = language if language in BY_CODE else SOURCE_CODE
    written = write_mail(mail, {"code": message.payload.get("code", "")}, language=language)
    return Draft(message.address, written.subject, written.text, written.html, language)


def register_mails() -> None:
    """Tell the outbox who composes account mails."""
    register(KIND, compose_account_mail, label=_("Log-in code or account notice"))
