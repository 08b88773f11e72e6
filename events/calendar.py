"""The calendar file of a lunch (RFC 5545), published, never a request: calendars would open a second way to answer."""

import datetime as dt
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as CalendarEvent

from events.domain.deadline import STOCKHOLM
from events.enums import EventStatus
from events.models import Event
from wow.i18n.public import using

MIME_TYPE = "text/calendar; method=PUBLISH; charset=utf-8"
FILE_NAME = "wow.ics"
WINTER = dt.timedelta(hours=1)
SUMMER = dt.timedelta(hours=2)
FIRST_SUMMER = dt.datetime(1996, 3, 31, 2)  # noqa: DTZ001 a VTIMEZONE's own clock has no zone
FIRST_WINTER = dt.datetime(1996, 10, 27, 3)  # noqa: DTZ001


def lunch_calendar(event: Event, language: str) -> bytes:
    """One lunch as a file for any calendar, words in `language`; the same lunch and version give the same bytes.

    Its UID never changes and its SEQUENCE rises, so that opening a newer file updates the entry instead of adding one.
    The words are discreet, because other people see calendars too. A cancelled lunch says so.
    """
    with using(language):
        entry = _entry(event)
    calendar = Calendar()
    calendar.add("prodid", "-//WOW//Portal//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_stockholm())
    calendar.add_component(entry)
    return cast("bytes", calendar.to_ical())


def _entry(event: Event) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", (event.cancelled_at or event.published_at or event.created_at).astimezone(dt.UTC))
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.starts_at.astimezone(STOCKHOLM))
    entry.add("dtend", event.ends_at.astimezone(STOCKHOLM))
    entry.add("summary", gettext("WOW – lunch"))
    entry.add("description", gettext("You can see everything about the lunch on our page."))
    entry.add("location", vText(f"{event.venue.name}, {event.venue.address}"))
    entry.add("url", settings.SITE_URL + reverse("events:detail", args=[event.slug]))
    entry.add("class", "PRIVATE")
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    return entry


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
