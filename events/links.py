"""Signed links to one member's answer to one lunch.

A link is never a log-in: it opens the page of that answer and nothing else. It holds the invitation's id and the
version of its link, both signed with a salt of their own, so a token made for another purpose is refused.
"""

import base64
import binascii
import datetime as dt
import uuid

from django.core.signing import BadSignature, Signer

from events.errors import LinkBroken, LinkOld, LinkRevoked
from events.models import Invitation

SALT = "events.answer-link"
MAX_LENGTH = 200  # characters; ours have 70


def sign_answer_link(invitation: Invitation) -> str:
    """The token in the address of her answer page: letters, digits, `-`, `_`, `:` and nothing about her."""
    short_id = base64.urlsafe_b64encode(invitation.pk.bytes).decode().rstrip("=")
    return Signer(salt=SALT).sign(f"{short_id}:{invitation.link_version}")


def read_answer_link(token: str, now: dt.datetime) -> Invitation:
    """The invitation of a token, with its event, place and member loaded. Reads only.

    Raises LinkBroken (not ours, or damaged), LinkRevoked (replaced, erased, or its member has left) or LinkOld (the
    lunch is over).
    """
    invitation_id, version = _unsign(token)
    found = Invitation.objects.select_related("event", "event__venue", "event__chapter", "member")
    invitation = found.filter(pk=invitation_id).first()
    if invitation is None or invitation.link_version != version or not invitation.member.is_active:
        raise LinkRevoked
    if invitation.event.is_over(now):
        raise LinkOld
    return invitation


def _unsign(token: str) -> tuple[uuid.UUID, int]:
    """What was signed; compares the whole token as text, so that no other spelling of the same bytes is accepted."""
    if len(token) > MAX_LENGTH or not token.isascii():
        raise LinkBroken
    try:
        short_id, _separator, version = Signer(salt=SALT).unsign(token).partition(":")
        return uuid.UUID(bytes=base64.urlsafe_b64decode(f"{short_id}==")), int(version)
    except (BadSignature, binascii.Error, ValueError) as error:
        raise LinkBroken from error
