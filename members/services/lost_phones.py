"""What an administrator does when somebody has lost the phone that holds her second step."""

import datetime as dt

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from django.db import transaction

from members.mails import send_account_mail
from members.models import Member
from members.services.second_steps import REMOVED_MAILS
from wow.audit.record import record


def take_second_step_away(*, actor: Member, authenticator: Authenticator, now: dt.datetime) -> None:
    """Remove it, also staff's last one: she adds another at her next log-in. She is told by mail. Twice is harmless."""
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=authenticator.user_id)
        removed, _by_model = Authenticator.objects.filter(pk=authenticator.pk).delete()
        if not removed:
            return
        delete_dangling_recovery_codes(member)
        record(actor=actor, action="members.second_step_taken", row=member, now=now, note=authenticator.type)
        if member.email:
            mail = REMOVED_MAILS.get(authenticator.type, "account/second_factor")
            language = member.preferred_language
            send_account_mail(mail=mail, address=member.email, language=language, code="", now=now)
