"""The link in every mail that turns messages off: signed, of one purpose, and no log-in."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from members.models import Member

SALT = "members.mute"
VALID_FOR = timedelta(days=400)  # an old mail's link must work for as long as the mail is likely to be kept


class MuteLinkBroken(Exception):
    """The token is not ours, is too old, or names nobody who is still here."""


def sign_mute_link(member: Member) -> str:
    """A token for `members:messages_off`; it names the member by her random id alone."""
    return signing.dumps(member.pk.hex, salt=SALT)


def mute_url(member: Member, language: str) -> str:
    """The absolute address of the page that turns messages off, in `language`."""
    with translation.override(language):
        return settings.SITE_URL + reverse("members:messages_off", args=[sign_mute_link(member)])


def read_mute_link(token: str) -> Member:
    """The member whom the link is for. Raises MuteLinkBroken."""
    try:
        key = uuid.UUID(hex=signing.loads(token, salt=SALT, max_age=VALID_FOR))
        member: Member = Member.objects.active().get(pk=key)
    except (signing.BadSignature, ValueError, TypeError, AttributeError, Member.DoesNotExist) as error:
        raise MuteLinkBroken from error
    return member
