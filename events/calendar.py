"""Lunches for calendars (RFC 5545), published, never a request: calendars would open a second way to answer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText
from icalendar import Event as CalendarEvent

from events.domain.deadline import STOCKHOLM
from events.enums import EventStatus
from events.models import Event
from wow.i18n.public import using

MIME_TYPE = "text/calendar; method=PUBLISH; charset=utf-8"
FILE_NAME = "wow.ics"
FEED_NAME = "WOW"
ASK_AGAIN = dt.timedelta(hours=6)
WINTER = dt.timedelta(hours=1)
SUMMER = dt.timedelta(hours=2)
FIRST_SUMMER = dt.datetime(1996, 3, 31, 2)  # noqa: DTZ001 a VTIMEZONE's own clock has no zone
FIRST_WINTER = dt.datetime(1996, 10, 27, 3)  # noqa: DTZ001


class Standing(StrEnum):
    """How sure a lunch is in somebody's calendar."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One lunch in a calendar as plain values in one language; equal entries are written with equal bytes."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    description: str
    place: str
    url: str
    standing: Standing


def lunch_calendar(event: Event, language: str) -> bytes:
    """One lunch as a file for any calendar, words in `language`; the same lunch and version give the same bytes.

    Its UID never changes and its SEQUENCE rises, so that opening a newer file updates the entry instead of adding one.
    The words are discreet, because other people see calendars too. A cancelled lunch says so.
    """
    with using(language):
        return write_calendar([entry_of(event)])


def entry_of(
    event: Event, standing: Standing | None = None, *, words: str = "", answered_at: dt.datetime | None = None
) -> Entry:
    """A lunch in the active language: `standing` as it is for one reader, else as the lunch itself stands.

    `words` come first in its text. `answered_at` is when that reader's part of it last changed.
    """
    moments = (event.created_at, event.published_at, event.moved_at, event.cancelled_at, answered_at)
    own = Standing.CANCELLED if event.status == EventStatus.CANCELLED else Standing.CONFIRMED
    more = gettext("You can see everything about the lunch on our page.")
    return Entry(
        uid=f"{event.pk}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=event.sequence,
        changed_at=max(moment for moment in moments if moment),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=gettext("WOW – lunch"),
        description=f"{words}\n{more}" if words else more,
        place=f"{event.venue.name}, {event.venue.address}",
        url=settings.SITE_URL + reverse("events:detail", args=[event.slug]),
        standing=standing or own,
    )


def write_calendar(entries: Iterable[Entry], *, is_feed: bool = False) -> bytes:
    """A calendar with these entries; as a feed it also has a name and says how often to ask again."""
    calendar = Calendar()
    calendar.add("prodid", "-//WOW//Portal//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if is_feed:
        calendar.add("name", FEED_NAME)
        calendar.add("x-wr-calname", FEED_NAME)
        calendar.add("x-wr-timezone", STOCKHOLM.key)
        calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN).to_ical().decode())  # type: ignore[no-untyped-call]
    calendar.add_component(_stockholm())
    for entry in entries:
        calendar.add_component(_written(entry))
    return cast("bytes", calendar.to_ical())


def _written(entry: Entry) -> CalendarEvent:
    written = CalendarEvent()
    written.add("uid", entry.uid)
    written.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    written.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    written.add("sequence", entry.sequence)
    written.add("dtstart", entry.starts_at.astimezone(STOCKHOLM))
    written.add("dtend", entry.ends_at.astimezone(STOCKHOLM))
    written.add("summary", entry.summary)
    written.add("description", entry.description)
    written.add("location", vText(entry.place))
    written.add("url", entry.url)
    written.add("class", "PRIVATE")
    written.add("status", entry.standing.value)
    if entry.standing is Standing.TENTATIVE:
        written.add("transp", "TRANSPARENT")  # what is not settled makes nobody look busy
    return written


def _stockholm() -> Timezone:
    """Sweden's clocks by the rule of the whole union since 1996, so that a reader needs no table of its own."""
    zone = Timezone()
    zone.add("tzid", "Europe/Stockholm")
    zone.add_component(_changed(TimezoneDaylight(), "CEST", FIRST_SUMMER, before=WINTER, after=SUMMER))
    zone.add_component(_changed(TimezoneStandard(), "CET", FIRST_WINTER, before=SUMMER, after=WINTER))
    return zone


def _changed(
    change: TimezoneDaylight | TimezoneStandard,
    name: str,
    first: dt.datetime,
    *,
    before: dt.timedelta,
    after: dt.timedelta,
) -> TimezoneDaylight | TimezoneStandard:
    """The same last Sunday of a month every year; `first` is what the clocks showed at the first change."""
    change.add("dtstart", first)
    change.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1SU"})
    change.add("tzname", name)
    change.add("tzoffsetfrom", before)
    change.add("tzoffsetto", after)
    return change
