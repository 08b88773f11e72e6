"""The rows of meetings: `meetings` (where, when, what), `answers` (who said what), `door` (who came), `feeds`."""

from events.models.answers import MAX_EXTRA_PEOPLE, Invitation, Rsvp, RsvpQuerySet
from events.models.door import Attendance, GreeterShift
from events.models.feeds import CalendarFeed
from events.models.meetings import (
    AgendaItem,
    DiscussionQuestion,
    Event,
    EventManager,
    EventQuerySet,
    LunchSponsor,
    Venue,
)

__all__ = [
    "MAX_EXTRA_PEOPLE",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "DiscussionQuestion",
    "Event",
    "EventManager",
    "EventQuerySet",
    "GreeterShift",
    "Invitation",
    "LunchSponsor",
    "Rsvp",
    "RsvpQuerySet",
    "Venue",
]
