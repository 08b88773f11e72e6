"""Making and taking away a member's calendar address, and the page where she does it."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from events.feed_links import feed_url, sign_feed, webcal
from events.models import CalendarFeed
from events.services.feeds import make_feed, remove_feed, renew_feed
from members.models import Member
from members.services import export_member
from tests.factories.events import member, venue
from tests.factories.pages import coming_lunch, logged_in
from wow.audit.models import AuditEntry
from wow.i18n.public import public_codes
from wow.masking import masked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]
Counted = Callable[[int], AbstractContextManager[object]]
EARLIER = dt.timedelta(hours=1)


def own_path(who: Member) -> str:
    return f"/calendar/{sign_feed(make_feed(member=who, now=timezone.now()))}.ics"


# -- the services --------------------------------------------------------------------------------
def trail() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.order_by("at").values_list("action", "subject", "note"))


def test_one_address_a_member_and_every_act_on_the_trail_without_the_address() -> None:
    her, now = member(), timezone.now()
    her_row = f"members.member:{her.pk}"
    first = make_feed(member=her, now=now)
    assert make_feed(member=her, now=now).pk == first.pk
    second = renew_feed(member=her, now=now + EARLIER)
    remove_feed(member=her, now=now + 2 * EARLIER)
    remove_feed(member=her, now=now + 3 * EARLIER)
    assert (first.pk != second.pk, CalendarFeed.objects.count()) == (True, 0)
    acts = ("made", "renewed", "removed")
    assert trail() == [(f"calendar.address_{act}", her_row, "") for act in acts]


def test_a_log_that_names_her_address_names_no_key() -> None:
    path = own_path(member())
    assert masked(f"Not Found: {path}") == "Not Found: /calendar/***"


def test_reading_writes_nothing() -> None:
    her = member()
    path = own_path(her)
    before = trail(), CalendarFeed.objects.values().get()
    Client().get(path)
    Client().head(path)
    assert (trail(), CalendarFeed.objects.values().get()) == before


def test_the_export_says_since_when_but_not_which() -> None:
    her, now = member(), timezone.now()
    made = make_feed(member=her, now=now)
    told = export_member(member=her, actor=her, now=now)
    assert told["events"]["calendar_address_since"] == now.isoformat()
    assert [word for word in (str(made.pk), sign_feed(made)) if word in str(told)] == []


# -- the page ------------------------------------------------------------------------------------
def test_she_makes_replaces_and_takes_away_her_address_on_the_page() -> None:
    her = member()
    client, page, door = logged_in(her), "/sv/lunches/calendar/", "/sv/lunches/calendar/address/"
    assert CalendarFeed.objects.count() == 0
    shown: list[bool] = []
    seen: list[str] = []
    for act in ("make", "make", "renew", "remove"):
        assert client.post(door, {"act": act}).headers["Location"] == page
        found = CalendarFeed.objects.filter(member=her).first()
        seen.append(feed_url(found) if found else "")
        text = client.get(page).content.decode()
        shown.append(bool(found) and seen[-1] in text and webcal(seen[-1]) in text)
    assert (seen[0] == seen[1], seen[1] != seen[2], seen[3]) == (True, True, "")
    assert shown == [True, True, True, False]


def test_the_page_is_for_everybody_and_the_address_for_members() -> None:
    page = Client().get("/sv/lunches/calendar/")
    text = page.content.decode()
    assert (page.status_code, "webcal://localhost:8000/sv/lunches/calendar.ics" in text) == (200, True)
    refused = Client().post("/sv/lunches/calendar/address/", {"act": "make"})
    assert (refused.status_code, refused.headers["Location"].partition("?")[0]) == (302, "/sv/account/login/")
    assert logged_in(member()).get("/sv/lunches/calendar/address/").status_code == 405
    assert CalendarFeed.objects.count() == 0


def test_another_members_page_shows_nothing_of_hers() -> None:
    her = make_feed(member=member(), now=timezone.now())
    text = logged_in(member()).get("/sv/lunches/calendar/").content.decode()
    assert sign_feed(her) not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_lunch_and_for_three(rows: int, django_assert_num_queries: Counted) -> None:
    her, place = member(), venue()
    make_feed(member=her, now=timezone.now())
    for number in range(rows):
        coming_lunch(14 + number, venue=place)
    client = logged_in(her)
    public_codes()
    with django_assert_num_queries(4):
        client.get("/sv/lunches/calendar/")
    with django_assert_num_queries(1):
        Client().get("/sv/lunches/calendar/")


def test_my_page_leads_there() -> None:
    assert 'href="/sv/lunches/calendar/"' in logged_in(member()).get("/sv/me/").content.decode()
