"""The audit trail: append-only rows that name rows and people by id, never by what they contain."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act. `subject` is "app.model:id"; `note` holds codes and numbers, never names, addresses or answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by whom"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty when the portal did it by itself."),
    )
    action = models.CharField(_("what"), max_length=60)
    subject = models.CharField(_("which row"), max_length=120, db_index=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ("-at",)
        indexes = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
