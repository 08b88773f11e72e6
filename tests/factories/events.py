"""Lunches and their people for tests, made by the services themselves wherever a service exists."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from typing import Any

from events.domain.deadline import at_local
from events.enums import AnswerChannel
from events.models import Event, Rsvp, Venue
from events.services.answers import Answer, answer_invitation
from events.services.planning import AgendaDraft, LunchDraft, create_lunch, publish_lunch
from members.models import Chapter, Member

LUNCH_DAY = dt.date(2024, 3, 7)  # a Thursday, as most lunches in spite of the foundation's name
WEEKS_BEFORE = at_local(dt.date(2024, 2, 12), dt.time(10, 0))
AFTER_DEADLINE = at_local(dt.date(2024, 3, 5), dt.time(10, 0))
AFTER_LUNCH = at_local(dt.date(2024, 3, 8), dt.time(10, 0))

AGENDA = (
    AgendaDraft(dt.time(12, 15), 15, {"sv": "Välkomna", "en": "Welcome"}, "WOW"),
    AgendaDraft(dt.time(12, 30), 15, {"sv": "Information från socialtjänsten"}),
    AgendaDraft(dt.time(12, 45), 25, {"sv": "Lunch", "en": "Lunch"}),
    AgendaDraft(dt.time(13, 10), 30, {"sv": "Diskussion"}),
    AgendaDraft(dt.time(13, 40), 20, {"sv": "Sammanfattning"}),
)
QUESTIONS = ({"sv": "Vad skulle minska oron?", "en": "What would lessen the worry?"}, {"sv": "Vad behöver du?"})

_numbers = itertools.count(1)


def chapter(slug: str = "jarva") -> Chapter:
    """One of the two chapters that the migrations make."""
    return Chapter.objects.get(slug=slug)


def venue(**fields: Any) -> Venue:
    """A place in Järva."""
    defaults = {"name": "Folkets hus", "chapter": chapter(), "address": "Provgatan 1, Stockholm"}
    return Venue.objects.create(**{**defaults, **fields})


def member(**fields: Any) -> Member:
    """A member of Järva with an e-mail of her own."""
    number = next(_numbers)
    defaults = {"email": f"m{number}-{uuid.uuid4().hex[:8]}@example.org", "name": f"Amina {number}"}
    made: Member = Member.objects.create_user(**{**defaults, "chapter": chapter(), **fields})
    return made


def lunch_draft(day: dt.date = LUNCH_DAY, **fields: Any) -> LunchDraft:
    """The lunch of 7 March 2024 unless told otherwise: 12.15 to 14.00 with its programme and questions."""
    place = fields.pop("venue", None) or venue()
    defaults: dict[str, Any] = {
        "chapter": place.chapter,
        "venue": place,
        "texts": {"title": {"sv": "Lunch om socialtjänsten", "en": "Lunch about social services"}},
        "starts_at": at_local(day, dt.time(12, 15)),
        "ends_at": at_local(day, dt.time(14, 0)),
        "capacity": 40,
        "agenda": AGENDA,
        "questions": QUESTIONS,
    }
    return LunchDraft(**{**defaults, **fields})


def draft_lunch(day: dt.date = LUNCH_DAY, *, now: dt.datetime = WEEKS_BEFORE, **fields: Any) -> Event:
    """A stored draft."""
    return create_lunch(actor=None, draft=lunch_draft(day, **fields), now=now)


def lunch(day: dt.date = LUNCH_DAY, *, now: dt.datetime = WEEKS_BEFORE, invite: bool = False, **fields: Any) -> Event:
    """A published lunch."""
    event = draft_lunch(day, now=now, **fields)
    return publish_lunch(actor=None, event_id=event.pk, invite=invite, now=now)


def says(
    event: Event,
    who: Member,
    is_coming: bool = True,
    *,
    now: dt.datetime = WEEKS_BEFORE,
    channel: str = AnswerChannel.PORTAL,
    **details: Any,
) -> Rsvp:
    """Her answer, through the service."""
    answer = Answer(is_coming=is_coming, **details)
    return answer_invitation(event_id=event.pk, member_id=who.pk, answer=answer, channel=channel, now=now)


def fill(event: Event, count: int, *, now: dt.datetime = WEEKS_BEFORE) -> Sequence[Rsvp]:
    """`count` members say yes, a second apart."""
    return [says(event, member(), now=now + dt.timedelta(seconds=place)) for place in range(count)]
