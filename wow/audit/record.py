"""The one function that writes the audit trail."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from wow.audit.models import AuditEntry


def subject_of(row: models.Model) -> str:
    """How the trail names a row: "app.model:id"."""
    return f"{row._meta.label_lower}:{row.pk}"


@dataclass(frozen=True)
class Act:
    """What was done to one row. `note` carries codes and numbers only, no personal data."""

    action: str
    row: models.Model
    note: str = ""


def record(*, actor: models.Model | None, action: str, row: models.Model, now: dt.datetime, note: str = "") -> None:
    """Write one act inside the caller's transaction. `note` carries codes and numbers only, no personal data."""
    record_all([Act(action, row, note)], actor=actor, now=now)


def record_all(acts: Iterable[Act], *, actor: models.Model | None, now: dt.datetime) -> None:
    """Write several acts of one person at one moment inside the caller's transaction, in one query."""
    actor_id = actor.pk if actor is not None else None
    AuditEntry.objects.bulk_create(
        AuditEntry(actor_id=actor_id, action=act.action, subject=subject_of(act.row), note=act.note[:300], at=now)
        for act in acts
    )
