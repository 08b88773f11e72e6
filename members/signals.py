"""What the members app does when allauth reports something."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from members.services import confirm_sign_up


def turn_messages_on(*, email_address: EmailAddress, **_signal: Any) -> None:
    """A code has shown that the address is hers: the wish she made at sign-up counts from now."""
    confirm_sign_up(member=email_address.user, now=timezone.now())
