"""The calendar file, read back by another pair of eyes than those that wrote it."""

import datetime as dt

import pytest
from django.utils.translation import gettext
from icalendar import Calendar, Component

from events.calendar import lunch_calendar
from events.models import Event
from events.services.planning import cancel_lunch, move_lunch
from tests.events.post import at, said
from tests.factories.events import WEEKS_BEFORE, lunch, member, venue
from wow.i18n.languages import PORTAL_LANGUAGES

pytestmark = pytest.mark.django_db


def entry_of(event: Event, language: str = "sv") -> Component:
    calendar = Calendar.from_ical(lunch_calendar(event, language))
    assert str(calendar["METHOD"]) == "PUBLISH"
    [entry] = calendar.walk("VEVENT")
    return entry


@pytest.mark.parametrize(
    ("day", "offset"), [(dt.date(2024, 3, 7), 1), (dt.date(2024, 4, 4), 2), (dt.date(2024, 10, 27), 1)]
)
def test_says_when_and_where_by_stockholms_clock(day: dt.date, offset: int) -> None:
    entry = entry_of(lunch(day, venue=venue(name="Huset; salen, A", address="Långa gatan 1\nRinkeby")))
    assert entry["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert entry.decoded("DTSTART").isoformat() == f"{day.isoformat()}T12:15:00+0{offset}:00"
    assert entry.decoded("DTEND").isoformat() == f"{day.isoformat()}T14:00:00+0{offset}:00"
    assert str(entry["LOCATION"]) == "Huset; salen, A, Långa gatan 1\nRinkeby"


def test_the_zone_is_in_the_file_with_the_unions_rule() -> None:
    [zone] = Calendar.from_ical(lunch_calendar(lunch(), "sv")).walk("VTIMEZONE")
    changes = {part.name: (part["RRULE"].to_ical(), part.decoded("TZOFFSETTO")) for part in zone.subcomponents}
    assert changes == {
        "DAYLIGHT": (b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", dt.timedelta(hours=2)),
        "STANDARD": (b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", dt.timedelta(hours=1)),
    }
    clock = zone.to_tz()  # type: ignore[attr-defined]
    summer = clock.utcoffset(dt.datetime(2024, 3, 31, 3, 0))  # noqa: DTZ001 wall clock
    winter = clock.utcoffset(dt.datetime(2024, 3, 31, 1, 59))  # noqa: DTZ001
    assert (winter, summer) == (dt.timedelta(hours=1), dt.timedelta(hours=2))


def test_is_discreet() -> None:
    event = lunch()
    text = lunch_calendar(event, "sv").decode()
    assert str(entry_of(event)["SUMMARY"]) == said("WOW – lunch")
    assert str(entry_of(event)["CLASS"]) == "PRIVATE"
    assert [word for word in ("socialtjänsten", "ATTENDEE", "ORGANIZER", "VALARM") if word in text] == []


@pytest.mark.parametrize("code", [language.code for language in PORTAL_LANGUAGES])
def test_is_written_in_every_language(code: str) -> None:
    entry = entry_of(lunch(), code)
    assert str(entry["SUMMARY"]) == said("WOW – lunch", code)
    assert f"/{code}/lunches/" in str(entry["URL"])
    assert gettext("WOW – lunch") == said("WOW – lunch", "sv")  # the caller's language stands as before


def test_the_same_lunch_gives_the_same_bytes() -> None:
    event = lunch()
    assert lunch_calendar(event, "ar") == lunch_calendar(Event.objects.get(pk=event.pk), "ar")


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    lines = lunch_calendar(lunch(venue=venue(directions_sv="Ta tåget. " * 30)), "ar").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_move_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_says_so(settings: object) -> None:
    settings.SITE_URL = "https://wow.example:8443"  # type: ignore[attr-defined]
    event, staff = lunch(), member()
    before = entry_of(event)
    moved = move_lunch(
        actor=staff, event_id=event.pk, starts_at=at("2024-04-11 12:15"), ends_at=at("2024-04-11 14:00"),
        now=WEEKS_BEFORE,
    )  # fmt: skip
    after = entry_of(moved)
    gone = entry_of(cancel_lunch(actor=staff, event_id=event.pk, now=WEEKS_BEFORE))
    assert {str(entry["UID"]) for entry in (before, after, gone)} == {f"{event.pk}@wow.example"}
    assert [int(str(entry["SEQUENCE"])) for entry in (before, after, gone)] == [0, 1, 2]
    assert [str(entry["STATUS"]) for entry in (before, after, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert after.decoded("DTSTART") == at("2024-04-11 12:15")
