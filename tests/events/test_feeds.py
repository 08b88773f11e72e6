"""Calendars that update themselves: what stands in them, for whom, and by which address."""

import datetime as dt
import gzip
import random
import string
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Component

from events.calendar import lunch_calendar
from events.feed_links import feed_url, sign_feed
from events.models import CalendarFeed
from events.services.feeds import make_feed, remove_feed, renew_feed
from events.services.planning import cancel_lunch, move_lunch
from members.models import Member
from members.services import erase_member
from tests.events.post import invited, said
from tests.factories.events import chapter, draft_lunch, fill, lunch, member, says, venue
from tests.factories.pages import close_answers, coming_lunch, in_days, page_of
from wow.i18n.dates import day_and_clock_text
from wow.i18n.models import PublicLanguage
from wow.i18n.public import forget_public_codes, public_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]
Counted = Callable[[int], AbstractContextManager[object]]
EARLIER = dt.timedelta(hours=1)
ODD = "Huset; salen, A\\B «ቤት» بيت\nRinkeby"


def own_path(who: Member) -> str:
    return f"/calendar/{sign_feed(make_feed(member=who, now=timezone.now()))}.ics"


def feed(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def entries(path: str) -> list[Component]:
    found = Calendar.from_ical(feed(path).content).walk("VEVENT")
    assert len({str(entry["UID"]) for entry in found}) == len(found)
    return found


def standing(path: str) -> dict[str, str]:
    """The status of each lunch in a feed, by the lunch's id."""
    return {str(entry["UID"]).partition("@")[0]: str(entry["STATUS"]) for entry in entries(path)}


def open_languages(*codes: str) -> None:
    for code in codes:
        PublicLanguage.objects.update_or_create(code=code, defaults={"is_public": True})
    forget_public_codes()


# -- everybody's ---------------------------------------------------------------------------------
def test_everybodys_has_the_past_year_and_all_ahead_and_says_what_is_cancelled() -> None:
    now, staff = timezone.now(), member()
    ahead, gone = coming_lunch(), coming_lunch(28)
    cancel_lunch(actor=staff, event_id=gone.pk, now=now)
    past = lunch(in_days(-300), now=now - dt.timedelta(days=330))
    lunch(in_days(-370), now=now - dt.timedelta(days=400))
    draft_lunch(in_days(35), now=now)
    confirmed, cancelled = "CONFIRMED", "CANCELLED"
    assert standing("/sv/lunches/calendar.ics") == {
        str(past.pk): confirmed, str(ahead.pk): confirmed, str(gone.pk): cancelled,
    }  # fmt: skip


def test_everybodys_can_be_one_chapters() -> None:
    ours = coming_lunch()
    theirs = coming_lunch(venue=venue(chapter=chapter("helsingborg")))
    assert standing("/sv/lunches/calendar.ics?chapter=jarva") == {str(ours.pk): "CONFIRMED"}
    assert standing("/sv/lunches/calendar.ics?chapter=helsingborg") == {str(theirs.pk): "CONFIRMED"}
    for unknown in ("x", "%00", "jarva%00", "a" * 300, "%F0%9F"):
        assert feed(f"/sv/lunches/calendar.ics?chapter={unknown}").status_code == 404


@pytest.mark.parametrize("language", ["sv", "ar", "ti"])
def test_two_readers_understand_it_in_each_language(language: str) -> None:
    open_languages("ar", "ti")
    event = coming_lunch(venue=venue(name=ODD, address="Långa gatan 1, 2 tr; port B"))
    content = feed(f"/{language}/lunches/calendar.ics").content
    place = f"{ODD}, Långa gatan 1, 2 tr; port B"
    theirs = vobject.readOne(content.decode()).vevent
    [ours] = Calendar.from_ical(content).walk("VEVENT")
    assert (theirs.summary.value, str(ours["SUMMARY"])) == (said("WOW – lunch", language),) * 2
    assert (theirs.location.value, str(ours["LOCATION"])) == (place, place)
    assert (theirs.dtstart.value, ours.decoded("DTSTART")) == (event.starts_at, event.starts_at)
    assert (theirs.uid.value, str(ours["URL"])) == (
        f"{event.pk}@localhost",
        f"http://localhost:8000{page_of(event, language)}",
    )


def test_its_lines_are_folded_between_letters() -> None:
    open_languages("ti")
    coming_lunch(venue=venue(name="ቤትልደት " * 12))
    lines = feed("/ti/lunches/calendar.ics").content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines] != []  # each line alone is whole letters


def test_it_says_how_it_is_called_and_when_to_ask_again() -> None:
    coming_lunch()
    calendar = Calendar.from_ical(feed("/sv/lunches/calendar.ics").content)
    names = ("METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-PUBLISHED-TTL")
    assert [str(calendar[name]) for name in names] == ["PUBLISH", "WOW", "WOW", "Europe/Stockholm", "PT6H"]
    assert calendar.decoded("REFRESH-INTERVAL") == dt.timedelta(hours=6)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert len(calendar.walk("VTIMEZONE")) == 1


def test_it_doubles_nothing_that_came_by_mail_and_follows_a_move() -> None:
    event, staff = coming_lunch(), member()
    [first] = entries("/sv/lunches/calendar.ics")
    [single] = Calendar.from_ical(lunch_calendar(event, "sv")).walk("VEVENT")
    assert first.to_ical() == single.to_ical()
    week = dt.timedelta(days=7)
    starts_at, ends_at = event.starts_at + week, event.ends_at + week
    move_lunch(actor=staff, event_id=event.pk, starts_at=starts_at, ends_at=ends_at, now=timezone.now())
    [moved] = entries("/sv/lunches/calendar.ics")
    assert (moved["UID"], int(str(moved["SEQUENCE"])), moved.decoded("DTSTART")) == (first["UID"], 1, starts_at)
    assert moved.decoded("DTSTAMP") > first.decoded("DTSTAMP")
    assert moved.decoded("LAST-MODIFIED") == moved.decoded("DTSTAMP")


# -- how it is handed over -----------------------------------------------------------------------
def test_it_is_fetched_again_only_when_it_has_changed() -> None:
    event = coming_lunch()
    path = "/sv/lunches/calendar.ics"
    first = feed(path)
    assert (first.headers["Content-Type"], first.headers["Cache-Control"]) == (
        "text/calendar; method=PUBLISH; charset=utf-8",
        "public, max-age=300",
    )
    assert first.headers["Last-Modified"].endswith("GMT")
    same = feed(path, **{"if-none-match": first.headers["ETag"]})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    cancel_lunch(actor=member(), event_id=event.pk, now=timezone.now())
    again = feed(path, **{"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_a_date_alone_never_keeps_what_is_no_longer_true() -> None:
    event, her = coming_lunch(), member()
    invited(event, her)
    path = own_path(her)
    seen = feed(path).headers["Last-Modified"]
    close_answers(event)
    later = feed(path, **{"if-modified-since": seen})
    assert (later.status_code, b"BEGIN:VEVENT" in later.content) == (200, False)


def test_head_has_the_same_lines_without_the_text_and_gzip_is_spoken() -> None:
    for number in range(3):
        coming_lunch(14 + 7 * number)
    path = "/sv/lunches/calendar.ics"
    whole, head = feed(path), Client().head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])
    packed = feed(path, **{"accept-encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", whole.content)
    assert feed(path, **{"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]}).status_code == 304
    assert [Client().post(path).status_code, Client().post(own_path(member())).status_code] == [405, 405]


@pytest.mark.parametrize("rows", [1, 50])
def test_a_feed_costs_the_same_for_one_lunch_and_for_fifty(rows: int, django_assert_num_queries: Counted) -> None:
    her, place = member(), venue()
    for number in range(rows):
        event = coming_lunch(14 + number, venue=place)
        if number % 2:
            invited(event, her)
        else:
            says(event, her, now=timezone.now())
    path = own_path(her)
    public_codes()
    for address, queries in ((path, 3), ("/sv/lunches/calendar.ics", 1), ("/sv/lunches/calendar.ics?chapter=jarva", 2)):
        with django_assert_num_queries(queries):
            assert len(Calendar.from_ical(feed(address).content).walk("VEVENT")) == rows


# -- her own -------------------------------------------------------------------------------------
def test_her_own_has_what_she_comes_to_waits_for_and_is_asked_to() -> None:
    now, her = timezone.now(), member()
    coming, asked, declined, closed, other = (coming_lunch(21 + 7 * number) for number in range(5))
    full = coming_lunch(70, capacity=1)
    fill(full, 1, now=now - EARLIER)
    invited(asked, her)
    invited(closed, her)
    close_answers(closed)
    says(coming, her, now=now)
    says(full, her, now=now)
    says(declined, her, is_coming=False, now=now)
    says(other, member(), now=now)
    assert standing(own_path(her)) == {
        str(coming.pk): "CONFIRMED", str(asked.pk): "TENTATIVE", str(full.pk): "TENTATIVE",
    }  # fmt: skip


def test_of_the_cancelled_ones_only_those_she_had_said_yes_to_are_left() -> None:
    now, her = timezone.now(), member()
    coming, asked = coming_lunch(), coming_lunch(28)
    says(coming, her, now=now)
    invited(asked, her)
    for event in (coming, asked):
        cancel_lunch(actor=member(), event_id=event.pk, now=now)
    assert standing(own_path(her)) == {str(coming.pk): "CANCELLED"}


def test_it_follows_her_answers() -> None:
    now, her, event = timezone.now(), member(), coming_lunch()
    invited(event, her)
    path = own_path(her)
    seen = []
    for is_coming in (None, True, False, True):
        if is_coming is not None:
            says(event, her, is_coming=is_coming, now=now)
        seen.append(list(standing(path).values()))
    assert seen == [["TENTATIVE"], ["CONFIRMED"], [], ["CONFIRMED"]]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_what_waits_for_an_answer_says_by_when_in_her_language_at_that_moment(language: str) -> None:
    event, her = coming_lunch(), member(preferred_language="en")
    invited(event, her)
    path = own_path(her)
    Member.objects.filter(pk=her.pk).update(preferred_language=language)
    answer = feed(path)
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    by = day_and_clock_text(event.answer_by, language, with_year=True)
    assert str(entry["DESCRIPTION"]).splitlines() == [
        said("Can you come? Answer by %(day)s.", language) % {"day": by},
        said("You can see everything about the lunch on our page.", language),
    ]
    assert (answer.headers["Content-Language"], str(entry["TRANSP"])) == (language, "TRANSPARENT")


def test_a_closed_language_is_read_in_swedish() -> None:
    event, her = coming_lunch(), member(preferred_language="so")
    says(event, her, now=timezone.now())
    answer = feed(own_path(her))
    [entry] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (answer.headers["Content-Language"], str(entry["SUMMARY"])) == ("sv", said("WOW – lunch", "sv"))


def test_it_tells_nothing_about_anybody() -> None:
    now = timezone.now()
    event = coming_lunch(capacity=2)
    her = member(name="Canary", background="newcomer", email="canary@example.org", phone="+46701740605")
    says(event, her, now=now, children=1, food_needs=("no_nuts",), food_note="canary food", photo_answer="no")
    says(event, member(name="Canary Two"), now=now, companions=0)
    text = feed(own_path(her)).content.decode().lower().replace("\r\n ", "")
    told = ("canary", "newcomer", "nuts", "+4670", "mailto", "attendee", "organizer", "socialtjänst", str(her.pk))
    assert [word for word in told if word in text] == []


def test_it_is_private_and_gives_its_address_to_nobody() -> None:
    answer = feed(own_path(member()))
    names = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert [answer.headers[name] for name in names] == ["private, no-cache", "no-referrer", "noindex"]
    assert answer.cookies == {}


# -- its address ---------------------------------------------------------------------------------
def test_an_address_that_was_replaced_taken_away_or_whose_member_has_left_is_not_found() -> None:
    now = timezone.now()
    replaced, removed, left, erased = (member() for _number in range(4))
    paths = [own_path(who) for who in (replaced, removed, left, erased)]
    assert [feed(path).status_code for path in paths] == [200] * 4
    new = feed_url(renew_feed(member=replaced, now=now))
    remove_feed(member=removed, now=now)
    Member.objects.filter(pk=left.pk).update(is_active=False)
    erase_member(member=erased, actor=None, now=now)
    assert [feed(path).status_code for path in paths] == [404] * 4
    assert feed(new.removeprefix("http://localhost:8000")).status_code == 200


def test_a_thousand_mutated_addresses_are_not_found() -> None:
    dice, token = random.Random(7), sign_feed(make_feed(member=member(), now=timezone.now()))
    letters = string.ascii_letters + string.digits + "-_.:"

    def mutated() -> str:
        place = dice.randrange(len(token))
        sign = dice.choice(letters.replace(token[place], ""))
        return dice.choice([
            token[:place] + sign + token[place + 1 :], token[:place] + token[place + 1 :],
            token[:place] + sign + token[place:], token[:place] or "x", token.swapcase(),
        ])  # fmt: skip

    client = Client()
    answers = {client.get(f"/calendar/{mutated()}.ics").status_code for _number in range(1_000)}
    assert answers == {404}
    assert client.get(f"/calendar/{token}.ics").status_code == 200


def test_a_row_of_another_kind_or_an_unknown_one_opens_nothing() -> None:
    from events.links import sign_answer_link

    link = sign_answer_link(invited(coming_lunch(), member()))
    unknown = sign_feed(CalendarFeed(pk=uuid.uuid4()))
    for token in (link, link.replace(":", "."), unknown, "ö", "%00", "a" * 5000):
        assert feed(f"/calendar/{token}.ics").status_code == 404
