"""The programme of a lunch in one language: an A4 sheet to fold to A5, or the same four pages one after the other."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from django.conf import settings
from django.utils.translation import gettext_noop

from events.documents.paper import PRIMARY, day_of, file_name, icon, lunch_of, manuscript, ring, said, times_of
from events.models import AgendaItem, Event
from sponsors.pictures import picture_of
from wow.i18n.content import LocalisedText, localised
from wow.i18n.dates import clock_text
from wow.i18n.languages import BY_CODE
from wow.pdf.registry import Manuscript
from wow.pdf.rendering import Drawing

SIZES = ("is-roomy", "is-calm", "is-close", "is-tight")
SEATS_DRAWN = 16
ICONS = ("heart", "camera-off", "phone")
LINES = {0: 16, 1: 11, 2: 6, 3: 4, 4: 2}  # to write on, a question, by how many questions there are; more: one
LOGO_AREA = 300.0  # square millimetres: logos of every shape weigh the same
LOGO_HEIGHTS = (6.0, 13.0)  # millimetres, least and most
LOGO_WIDEST = 48.0

PHRASES = {
    "programme": gettext_noop("Programme"),
    "today": gettext_noop("About today"),
    "talk": gettext_noop("At the table"),
    "notes": gettext_noop("My notes"),
    "end": gettext_noop("The end"),
    "pay": gettext_noop("You pay with your time. Our sponsors pay for the food."),
    "thanks": gettext_noop("Thank you for the food"),
    "next": gettext_noop("The next lunch"),
    "first": gettext_noop("Is it your first time? We introduce everybody who is new."),
    "pictures": gettext_noop("Do you not want to be in pictures? Tell us at the door."),
    "questions": gettext_noop("Questions? Call or write to us."),
    "marked": gettext_noop("text with this line under it is in Swedish."),
    "ring": gettext_noop("A round table where every other seat has another colour"),
}


@dataclass(frozen=True)
class Point:
    """A point of the programme as printed."""

    time: str
    what: LocalisedText
    who: str


@dataclass(frozen=True)
class Thanked:
    """A sponsor's name and the place of her picture, in millimetres."""

    name: str
    picture: str
    width: str
    height: str


def folded(event_id: uuid.UUID, language: str) -> Manuscript:
    """Two sides of A4, each two pages of A5: outside the last and the first, inside the second and the third. In a
    language from right to left the book opens on its other side. Raises SubjectGone."""
    return _printed(event_id, language, is_folded=True)


def page_by_page(event_id: uuid.UUID, language: str) -> Manuscript:
    """Four pages of A5 in the order of reading, for a screen. Raises SubjectGone."""
    return _printed(event_id, language, is_folded=False)


def _printed(event_id: uuid.UUID, language: str, *, is_folded: bool) -> Manuscript:
    event = lunch_of(event_id)
    sponsors, pictures = _sponsors(event)
    name = "program" if is_folded else "program-a5"
    return manuscript(
        "documents/events/programme.html",
        {**_content(event, language), "sponsors": sponsors, "is_folded": is_folded},
        name=file_name(name, event, language),
        language=language,
        pictures={**pictures, "ring": ring(SEATS_DRAWN), **{name: icon(name, PRIMARY) for name in ICONS}},
        sizes=SIZES,
    )


def _content(event: Event, language: str) -> dict[str, Any]:
    questions = [localised(question, "text", language) for question in event.questions.all()]
    agenda = [_point(item, language) for item in event.agenda.all()]
    texts = {name: localised(event, name, language) for name in ("title", "presentation", "topic")}
    shown = [*texts.values(), *questions, *(point.what for point in agenda)]
    return {
        "event": event,
        "words": {name: said(phrase, language) for name, phrase in PHRASES.items()},
        "texts": texts,
        "agenda": agenda,
        "questions": questions,
        "lines": range(LINES.get(len(questions), 1)),
        "says_swedish": any(text.is_fallback for text in shown),
        "day": day_of(event, language),
        "times": times_of(event, language),
        "end": clock_text(event.ends_at, language),
        "day_number": event.local_date.day,
        "month": format_date(event.local_date, "LLLL", locale=BY_CODE[language].cldr),
        "next": _next_lunch(event, language),
        "phone": settings.WOW_CONTACT_PHONE,
        "email": settings.WOW_CONTACT_EMAIL,
    }


def _point(item: AgendaItem, language: str) -> Point:
    return Point(clock_text(item.starts, language), localised(item, "what", language), item.who)


def _next_lunch(event: Event, language: str) -> dict[str, str] | None:
    """Day and clock of the chapter's next lunch, if it is published."""
    later = Event.objects.published().filter(chapter_id=event.chapter_id, starts_at__gt=event.starts_at)
    following = later.order_by("starts_at", "id").first()
    if following is None:
        return None
    return {"day": day_of(following, language), "clock": clock_text(following.starts_at, language)}


def _sponsors(event: Event) -> tuple[Sequence[Thanked], dict[str, Drawing]]:
    thanked, pictures = [], {}
    for number, one in enumerate(event.sponsorships.filter(sponsor__is_shown=True).select_related("sponsor__logo")):
        picture, key = picture_of(one.sponsor), f"sponsor-{number}"
        pictures[key] = Drawing(picture.content, picture.media_type)
        width, height = logo_size(picture.width, picture.height)
        thanked.append(Thanked(one.sponsor.name, key, f"{width:.1f}", f"{height:.1f}"))
    return thanked, pictures


def logo_size(width: int, height: int) -> tuple[float, float]:
    """How large a picture is printed, in millimetres: the same area for each, within bounds, its shape kept."""
    shape = width / height
    least, most = LOGO_HEIGHTS
    tall = min(max((LOGO_AREA / shape) ** 0.5, least), most, LOGO_WIDEST / shape)
    return tall * shape, tall
