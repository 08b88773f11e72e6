"""The states of a message and the outbox's own reasons for them."""

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageStatus(models.TextChoices):
    """planned -> claimed -> sending -> sent; the others are ends, of which a person may release `held` and `failed`.

    The portal receives no mail: a person who sees that a sent one came back says so, and it is `bounced`.
    """

    PLANNED = "planned", _("planned")
    CLAIMED = "claimed", _("being prepared")
    SENDING = "sending", _("on its way")
    SENT = "sent", _("sent")
    HELD = "held", _("held for a person")
    FAILED = "failed", _("refused by the receiver's mail server")
    EXPIRED = "expired", _("too late to send")
    CANCELLED = "cancelled", _("no longer needed")
    BOUNCED = "bounced", _("came back")


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("e-mail")


class Reason(enum.StrEnum):
    """Why a row stands where it stands. Composers add codes of their own; `wow.outbox.explain` has the sentences."""

    SERVER_AWAY = "server-away"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    COMPOSER_BROKEN = "composer-broken"
    UNKNOWN_KIND = "unknown-kind"
    BAD_ADDRESS = "bad-address"
    TOO_LATE = "too-late"
    GAVE_UP = "gave-up"
    RESTORED = "restored"
    RELEASED = "released"
    GIVEN_UP_BY_STAFF = "given-up-by-staff"
    CAME_BACK = "came-back"
