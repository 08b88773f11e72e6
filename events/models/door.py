"""The door of a lunch: who greets there, and who has come."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.answers import MAX_EXTRA_PEOPLE
from events.models.meetings import Event
from members.validators import validate_spoken_name


class GreeterShift(models.Model):
    """That a member greets at one lunch: its door page is open to her from two hours before to two hours after it."""

    event = models.ForeignKey(Event, verbose_name=_("lunch"), on_delete=models.CASCADE, related_name="greeters")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("greeter"), on_delete=models.CASCADE, related_name="greeter_shifts"
    )

    class Meta:
        verbose_name = _("greeter at the door")
        verbose_name_plural = _("greeters at the door")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["event", "member"], name="events_greeter_once")]

    def __str__(self) -> str:
        return str(self.member)


class Attendance(models.Model):
    """That somebody came: a member, or a guest without an account of whom we keep a first name for seven days.

    `id` is chosen by the page that checks in, so that a press that is sent twice is one row. `is_first_time` is decided
    when she comes: no attendance before this lunch. Times are UTC.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.ForeignKey(Event, verbose_name=_("lunch"), on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    guest_name = models.CharField(
        _("guest's name"),
        max_length=60,
        blank=True,
        validators=[validate_spoken_name],
        help_text=_("What she wants to be called. Forgotten after seven days."),
    )
    children = models.PositiveSmallIntegerField(
        _("children"), default=0, validators=[MaxValueValidator(MAX_EXTRA_PEOPLE)]
    )
    companions = models.PositiveSmallIntegerField(
        _("companions"), default=0, validators=[MaxValueValidator(MAX_EXTRA_PEOPLE)]
    )
    is_first_time = models.BooleanField(_("for the first time"), default=False)
    is_walk_in = models.BooleanField(_("came unannounced"), default=False)
    arrived_at = models.DateTimeField(_("came"))
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked in by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("arrived_at", "id")
        indexes = [models.Index(fields=["member", "event"], name="events_came_before")]
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="events_came_once"),
            models.CheckConstraint(
                name="events_came_party_reasonable",
                condition=Q(children__lte=MAX_EXTRA_PEOPLE, companions__lte=MAX_EXTRA_PEOPLE),
            ),
            models.CheckConstraint(
                name="events_guest_has_no_account", condition=Q(member__isnull=True) | Q(guest_name="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def party_size(self) -> int:
        """How many came with her, herself among them."""
        return 1 + self.children + self.companions
