"""The door list: everybody who is expected, as the greeter looks for her, with room for who comes unannounced."""

import uuid
from typing import Any

from django.utils import timezone

from events.documents.paper import day_of, file_name, icon, lunch_of, manuscript, times_of
from events.doorlist import door_list as rows_at_the_door
from events.remembered import is_forgotten
from wow.i18n.languages import SOURCE_CODE
from wow.pdf.registry import Manuscript

EMPTY_LINES = 8


def door_list(event_id: uuid.UUID, _language: str = SOURCE_CODE) -> Manuscript:
    """In Swedish, on A4. Raises SubjectGone."""
    event = lunch_of(event_id)
    rows = [row for row in rows_at_the_door(event).expected if row.is_expected]
    context: dict[str, Any] = {
        "event": event,
        "day": day_of(event, SOURCE_CODE),
        "times": times_of(event, SOURCE_CODE),
        "rows": rows,
        "people": sum(row.party_size for row in rows),
        "new": sum(row.is_new for row in rows),
        "is_forgotten": is_forgotten(event, timezone.now()),
        "empty_lines": range(EMPTY_LINES),
    }
    return manuscript(
        "documents/events/door.html",
        context,
        name=file_name("dorrlista", event),
        language=SOURCE_CODE,
        pictures={"camera-off": icon("camera-off")},
    )
