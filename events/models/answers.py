"""Who was invited and who answered what."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import AnswerChannel, RsvpStatus
from events.models.meetings import Event
from members.enums import FoodNeed, PhotoAnswer
from members.fields import ChoiceListField

MAX_EXTRA_PEOPLE = 6


class Invitation(models.Model):
    """That a member was asked to one meeting, once. Raising `link_version` revokes the signed link she got."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    invited_at = models.DateTimeField(_("invited"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("invited_at", "id")
        constraints = [models.UniqueConstraint(fields=["event", "member"], name="events_invited_once")]

    def __str__(self) -> str:
        return str(self.pk)


class RsvpQuerySet(models.QuerySet["Rsvp"]):
    """The vocabulary of answers."""

    def coming(self) -> Self:
        """Those who have a seat."""
        return self.filter(status=RsvpStatus.YES)

    def waiting(self) -> Self:
        """The waiting list, in fair order: the time of the answer alone."""
        return self.filter(status=RsvpStatus.WAITING).order_by("queued_at", "id")


class Rsvp(models.Model):
    """One member's answer to one meeting. `queued_at` is her place in the queue: when she first said yes and was not
    seated or seated; it is kept when she changes details and renewed when she comes back after a no. Times are UTC."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, verbose_name=_("lunch"), on_delete=models.CASCADE, related_name="rsvps")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="rsvps"
    )
    status = models.CharField(_("answer"), max_length=8, choices=RsvpStatus.choices)
    children = models.PositiveSmallIntegerField(
        _("children"), default=0, validators=[MaxValueValidator(MAX_EXTRA_PEOPLE)]
    )
    companions = models.PositiveSmallIntegerField(
        _("companions"), default=0, validators=[MaxValueValidator(MAX_EXTRA_PEOPLE)]
    )
    food_needs = ChoiceListField(_("food"), choices=FoodNeed.choices)
    food_note = models.CharField(_("more about food"), max_length=200, blank=True)
    photo_answer = models.CharField(
        _("pictures this time"), max_length=10, choices=PhotoAnswer.choices, default=PhotoAnswer.NOT_ASKED
    )
    channel = models.CharField(_("how"), max_length=8, choices=AnswerChannel.choices, default=AnswerChannel.PORTAL)
    queued_at = models.DateTimeField(_("place in the queue since"))
    answered_at = models.DateTimeField(_("answered"))
    cancelled_late_at = models.DateTimeField(
        _("cancelled after the deadline"), null=True, blank=True, help_text=_("The food was already ordered.")
    )
    promoted_at = models.DateTimeField(_("seat from the waiting list"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("told by phone"), null=True, blank=True, editable=False)

    objects = RsvpQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("queued_at", "id")
        indexes = [models.Index(fields=["event", "status", "queued_at", "id"], name="events_queue")]
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="events_answered_once"),
            models.CheckConstraint(
                name="events_party_is_reasonable",
                condition=Q(children__lte=MAX_EXTRA_PEOPLE, companions__lte=MAX_EXTRA_PEOPLE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}"

    @property
    def party_size(self) -> int:
        """Seats she needs: herself, her children, her companions."""
        return 1 + self.children + self.companions
