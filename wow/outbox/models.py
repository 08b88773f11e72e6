"""The outbox: the truth about what is to be sent and what was sent."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wow.outbox.enums import Channel, MessageStatus


class MessageQuerySet(models.QuerySet["Message"]):
    """The outbox's vocabulary."""

    def unsent(self) -> Self:
        """Rows that nobody has begun to send: they can still be cancelled without a trace."""
        return self.filter(status__in=[MessageStatus.PLANNED, MessageStatus.CLAIMED])

    def about(self, topic: str) -> Self:
        """Rows that concern one thing, such as "events.event:<id>"."""
        return self.filter(topic=topic)

    def due(self, now: dt.datetime) -> Self:
        """Planned rows whose time has come, the urgent ones first, then by due time."""
        return self.filter(status=MessageStatus.PLANNED, next_attempt_at__lte=now).order_by(
            "-is_urgent", "next_attempt_at", "id"
        )

    def needing_a_person(self) -> Self:
        """Rows that will not move before somebody decides."""
        return self.filter(status__in=[MessageStatus.HELD, MessageStatus.FAILED])


class Message(models.Model):
    """One message to one person. What it says is composed when it is claimed, so that it is never out of date.

    `kind` names the registered composer. `topic` names the row it is about ("events.event:<id>"), `occurrence_on` the
    local date of that occurrence. `dedupe_key` is unique: planning twice makes one row. `message_id` is stored before
    the first attempt and never changes. `payload` and `address` exist only for messages to people who have no account
    yet (log-in and sign-up codes); both are wiped when the row ends. All datetimes are UTC.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dedupe_key = models.CharField(max_length=200, unique=True, editable=False)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
    )
    address = models.CharField(max_length=254, blank=True, editable=False)
    payload = models.JSONField(default=dict, blank=True, editable=False)
    topic = models.CharField(_("about"), max_length=80, blank=True, db_index=True)
    occurrence_on = models.DateField(_("occasion"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=3, blank=True)
    is_urgent = models.BooleanField(_("at once"), default=False, help_text=_("Log-in codes wait for no quiet hours."))

    status = models.CharField(
        _("state"), max_length=10, choices=MessageStatus.choices, default=MessageStatus.PLANNED, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    due_at = models.DateTimeField(_("due"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    expires_at = models.DateTimeField(_("pointless after"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    uncertain_sends = models.PositiveSmallIntegerField(
        _("uncertain sends"), default=0, help_text=_("How often the line broke after the text was handed over.")
    )
    lease_token = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("planned at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    reading: Any = None  # what a reader found for the composer; never stored

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-created_at",)
        indexes = [
            models.Index(fields=["status", "-is_urgent", "next_attempt_at", "id"], name="outbox_due"),
            models.Index(fields=["status", "leased_until"], name="outbox_lease"),
            models.Index(fields=["topic", "kind", "occurrence_on"], name="outbox_topic"),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_leased_while_in_hand",
                condition=~Q(status__in=["claimed", "sending"])
                | Q(lease_token__isnull=False, leased_until__isnull=False),
            ),
            models.CheckConstraint(name="outbox_sent_has_time", condition=~Q(status="sent") | Q(sent_at__isnull=False)),
            models.CheckConstraint(
                name="outbox_has_receiver_or_ended",
                condition=Q(member__isnull=False) | ~Q(address="") | ~Q(status__in=["planned", "claimed", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())


class Heartbeat(models.Model):
    """When a periodic job last finished; a silent job turns the health page red."""

    name = models.CharField(_("job"), max_length=40, primary_key=True)
    beat_at = models.DateTimeField(_("last run"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
