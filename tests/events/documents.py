"""What the tests of a lunch's papers share: a lunch with people, and its papers as text."""

import datetime as dt
from typing import Any
from uuid import UUID

from events.models import Event, LunchSponsor
from events.services.planning import AgendaDraft
from sponsors.models import Sponsor
from tests.factories import events as build
from tests.wow.pdf.papers import read
from wow.pdf.errors import DoesNotFit
from wow.pdf.registry import Builder
from wow.pdf.rendering import Printed, render

TEXTS = {
    "title": {"sv": "Lunch om skolan", "ar": "غداء عن المدرسة", "ti": "ምሳሕ ብዛዕባ ትምህርቲ"},
    "topic": {"sv": "Vad minns du?", "ar": "ماذا تذكرين؟", "ti": "እንታይ ትዝክሪ?"},
    "presentation": {"sv": "En lärare berättar."},
}
AGENDA = (
    AgendaDraft(dt.time(12, 15), 15, {"sv": "Välkomna", "ar": "مرحبا", "ti": "ብደሓን ምጹ"}, "WOW"),
    AgendaDraft(dt.time(12, 30), 90, {"sv": "Samtal"}),
)
QUESTIONS = ({"sv": "Vad är lika?", "ar": "ما المتشابه؟", "ti": "እንታይ ይመሳሰል?"},)


def school_lunch(**fields: Any) -> Event:
    """The lunch of 7 March 2024 with texts in three languages, two sponsors and one that follows on 11 April."""
    event = build.lunch(texts=TEXTS, agenda=AGENDA, questions=QUESTIONS, **fields)
    build.lunch(dt.date(2024, 4, 11))
    for position, name in enumerate(("Barilla", "tam"), start=1):
        sponsor, _created = Sponsor.objects.get_or_create(name=name, defaults={"slug": name.lower()})
        LunchSponsor.objects.create(event=event, sponsor=sponsor, position=position)
    return event


def printed(builder: Builder, event_id: UUID, language: str = "sv") -> Printed:
    """The first version that fits."""
    manuscript = builder(event_id, language)
    for html in manuscript.versions:
        try:
            return render(html, manuscript.pictures)
        except DoesNotFit:
            continue
    raise DoesNotFit


def texts(paper: Printed) -> list[str]:
    """The words of each page, a single space between them."""
    return [" ".join(sheet.extract_text().split()) for sheet in read(paper.content).pages]


def in_order(text: str, *phrases: str) -> bool:
    """Whether all phrases stand in the text, each after the one before."""
    places = [text.find(phrase) for phrase in phrases]
    return -1 not in places and places == sorted(places)
