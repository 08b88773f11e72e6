"""The one function that writes the audit trail."""

import datetime as dt

from django.db import models

from wow.audit.models import AuditEntry


def subject_of(row: models.Model) -> str:
    """How the trail names a row: "app.model:id"."""
    return f"{row._meta.label_lower}:{row.pk}"


def record(*, actor: models.Model | None, action: str, row: models.Model, now: dt.datetime, note: str = "") -> None:
    """Write one act inside the caller's transaction. `note` carries codes and numbers only, no personal data."""
    AuditEntry.objects.create(
        actor_id=actor.pk if actor is not None else None,
        action=action,
        subject=subject_of(row),
        note=note[:300],
        at=now,
    )
