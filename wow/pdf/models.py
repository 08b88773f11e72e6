"""Documents that were asked for, with their bytes, for a day."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wow.i18n.languages import ALL_LANGUAGES
from wow.pdf.enums import JobState


class DocumentJobQuerySet(models.QuerySet["DocumentJob"]):
    """The vocabulary of documents in time."""

    def fresh(self, now: dt.datetime) -> Self:
        """Those that are still kept."""
        return self.filter(expires_at__gt=now)

    def to_make(self, now: dt.datetime) -> Self:
        """Those that nobody is making: waiting, or in the hand of a worker that died. The oldest first."""
        abandoned = Q(state=JobState.MAKING, leased_until__lte=now)
        return self.fresh(now).filter(Q(state=JobState.WAITING) | abandoned).order_by("created_at", "id")

    def ended(self) -> Self:
        """Made, or given up."""
        return self.filter(state__in=[JobState.READY, JobState.FAILED])


class DocumentJob(models.Model):
    """One document in one language about one row: asked for, made once, handed out until `expires_at`.

    `kind` names the registered builder. `revision` tells what was on it (SHA-256, hex): the same wish about the same
    content is the same row. `done` of `total` steps are made. `content` is personal for most kinds: a row lives a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.UUIDField(_("about"))
    language = models.CharField(_("language"), max_length=3, choices=ALL_LANGUAGES)
    revision = models.CharField(max_length=64, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveSmallIntegerField(_("steps done"), default=0)
    total = models.PositiveSmallIntegerField(_("steps"), default=1)
    error = models.CharField(_("what went wrong"), max_length=20, blank=True)
    file_name = models.CharField(_("file name"), max_length=100, blank=True)
    content = models.BinaryField(_("file"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("asked for"))
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"))

    objects = DocumentJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-created_at", "id")
        default_permissions = ()  # each kind names the permission that opens it
        indexes = [
            models.Index(fields=["state", "created_at"], name="pdf_to_make"),
            models.Index(fields=["subject_id", "-created_at"], name="pdf_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "language", "revision"], name="pdf_made_once"),
            models.CheckConstraint(
                name="pdf_ready_has_content", condition=~Q(state=JobState.READY) | Q(content__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.READY, JobState.FAILED)
