"""The functions that write the audit trail: what was done, and who has read what about whom."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from wow.audit.models import AuditEntry
from wow.i18n.dates import in_stockholm

SEEN = "seen."  # what an action begins with that says who has read what


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


def saw(*, actor: models.Model, row: models.Model, page: str, now: dt.datetime) -> None:
    """Note that a person has read a page about `row`: one line a person, row, page and day, however often she reads.

    `page` is a code such as "member" or "door". Whoever reads about herself leaves no line. One query.
    """
    if actor == row:
        return
    action, subject = f"{SEEN}{page}", subject_of(row)
    once = uuid.uuid5(uuid.NAMESPACE_URL, f"{actor.pk} {action} {subject} {in_stockholm(now).date().isoformat()}")
    entry = AuditEntry(pk=once, actor_id=actor.pk, action=action, subject=subject, at=now)
    AuditEntry.objects.bulk_create([entry], ignore_conflicts=True)
