"""The secret address of a member's own calendar: signed, of one purpose, no log-in, and dead once its row is gone."""

import base64
import binascii
import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from events.errors import LinkBroken
from events.models import CalendarFeed

SALT = "events.calendar-feed"
MAX_LENGTH = 100  # characters; ours have 66


def sign_feed(feed: CalendarFeed) -> str:
    """The token in the address: letters, digits, `-`, `_`, `.`, and nothing about her."""
    return Signer(salt=SALT, sep=".").sign(base64.urlsafe_b64encode(feed.pk.bytes).decode().rstrip("="))


def feed_url(feed: CalendarFeed) -> str:
    """The absolute address that her calendar program asks."""
    return settings.SITE_URL + reverse("own-calendar", args=[sign_feed(feed)])


def webcal(url: str) -> str:
    """The same address as calendar programs want to be handed it, so that a tap subscribes."""
    return f"webcal:{url.partition(':')[2]}"


def read_feed(token: str) -> CalendarFeed:
    """The feed of a token with its member loaded. Reads only.

    Raises LinkBroken when it is not ours, was replaced or taken away, or its member has left.
    """
    feed = CalendarFeed.objects.select_related("member").filter(pk=_unsign(token), member__is_active=True).first()
    if feed is None:
        raise LinkBroken
    return feed


def _unsign(token: str) -> uuid.UUID:
    if len(token) > MAX_LENGTH or not token.isascii():
        raise LinkBroken
    try:
        short_id = Signer(salt=SALT, sep=".").unsign(token)
        return uuid.UUID(bytes=base64.urlsafe_b64decode(f"{short_id}=="))
    except (BadSignature, binascii.Error, ValueError) as error:
        raise LinkBroken from error
