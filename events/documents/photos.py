"""The photo list: who must not be in pictures, and who may. Silence is a no."""

import uuid
from typing import Any

from django.utils import timezone

from events.documents.paper import day_of, file_name, icon, lunch_of, manuscript, times_of
from events.models import Event, Rsvp
from events.remembered import is_forgotten
from members.enums import PhotoAnswer
from wow.i18n.alphabet import alphabetical
from wow.i18n.languages import SOURCE_CODE
from wow.pdf.registry import Manuscript


def photo_list(event_id: uuid.UUID, _language: str = SOURCE_CODE) -> Manuscript:
    """In Swedish, on A4. Raises SubjectGone."""
    event = lunch_of(event_id)
    names = names_by_answer(event)
    context: dict[str, Any] = {
        "event": event,
        "day": day_of(event, SOURCE_CODE),
        "times": times_of(event, SOURCE_CODE),
        "is_forgotten": is_forgotten(event, timezone.now()),
        "never": names[PhotoAnswer.NO],
        "not_asked": names[PhotoAnswer.NOT_ASKED],
        "willing": names[PhotoAnswer.YES],
    }
    return manuscript(
        "documents/events/photos.html",
        context,
        name=file_name("bilder", event),
        language=SOURCE_CODE,
        pictures={"camera-off": icon("camera-off"), "camera": icon("camera")},
    )


def names_by_answer(event: Event) -> dict[PhotoAnswer, list[str]]:
    """What those who come are called, by their answer about pictures, as a Swedish reader looks for them; one query.

    A protected member stands among those who said no, like everybody there: nothing marks her.
    """
    names: dict[PhotoAnswer, list[str]] = {answer: [] for answer in PhotoAnswer}
    for rsvp in Rsvp.objects.filter(event=event).coming().select_related("member"):
        answer = PhotoAnswer.NO if rsvp.member.is_protected else PhotoAnswer(rsvp.photo_answer)
        names[answer].append(rsvp.member.name)
    return {answer: sorted(called, key=lambda name: (alphabetical(name), name)) for answer, called in names.items()}
