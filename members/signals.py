"""What the members app does when allauth reports something."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from members.models import Member
from members.services import confirm_sign_up


def turn_messages_on(*, email_address: EmailAddress, **_signal: Any) -> None:
    """A code has shown that the address is hers: the wish she made at sign-up counts from now."""
    confirm_sign_up(member=email_address.user, now=timezone.now())


def count_new_app_as_proof(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_signal: Any) -> None:
    """She has just typed the app's first code: ask for no second one before she sees her recovery codes."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
