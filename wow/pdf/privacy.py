"""The documents' part of a person: what she asked for; and no paper with her name outlives her."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wow.pdf.models import DocumentJob
from wow.pdf.registry import known_kinds


def export_member(member_id: UUID) -> Mapping[str, Any]:
    """The documents she asked for in the last day."""
    jobs = DocumentJob.objects.filter(requested_by_id=member_id).defer("content")
    return {
        "documents": [
            {"kind": job.kind, "language": job.language, "asked_for_at": job.created_at.isoformat()} for job in jobs
        ]
    }


def erase_member(member_id: UUID, _now: dt.datetime) -> None:
    """Forget every personal document, because any may name her, and that she asked for others. Twice is harmless."""
    personal = [kind.name for kind in known_kinds() if kind.is_personal]
    DocumentJob.objects.filter(kind__in=personal).delete()
    DocumentJob.objects.filter(requested_by_id=member_id).update(requested_by=None)
