"""The fixed choices about meetings and answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What kind of meeting it is; lunches come first."""

    LUNCH = "lunch", _("lunch")


class EventStatus(models.TextChoices):
    """draft -> published -> cancelled; a published one never becomes a draft again."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("cancelled")


class RsvpStatus(models.TextChoices):
    """An answer. No row means no answer yet."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    WAITING = "waiting", _("waiting list")


class AnswerChannel(models.TextChoices):
    """How an answer came in."""

    PORTAL = "portal", _("logged in")
    LINK = "link", _("link in a mail")
    STAFF = "staff", _("written in by staff")


class WhyCall(models.TextChoices):
    """Why no mail reaches a member."""

    NO_EMAIL = "no_email", _("no e-mail")
    MUTED = "muted", _("messages off")
    RETURNED = "returned", _("mail came back")


class CallAbout(models.TextChoices):
    """What a phone call is about."""

    CANCELLED = "cancelled", _("The lunch is cancelled.")
    MOVED = "moved", _("The lunch has a new day, time or place.")
    SEATED = "seated", _("She has a seat from the waiting list.")
    REMINDED = "reminded", _("Remind her: she has said yes.")
    ASKED = "asked", _("Does she come?")


class MessageKind:
    """The kinds of message that this app composes, as the outbox stores them."""

    INVITATION = "events.invitation"
    CONFIRMATION = "events.confirmation"
    REMINDER = "events.reminder"
    PROMOTED = "events.promoted"
    MOVED = "events.moved"
    CANCELLED = "events.cancelled"
