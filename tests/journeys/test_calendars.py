"""A member lets her phone's calendar fetch the lunches: with a script, and without."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.models import CalendarFeed
from tests.factories import events as build
from tests.factories.pages import coming_lunch
from tests.journeys.conftest import LAPTOP, PHONE, Visit
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def address_on(visitor: Visitor) -> str:
    return visitor.page.locator("#own-address").input_value()


def test_she_makes_an_address_copies_it_and_replaces_it(visit: Visit) -> None:
    her = build.member(preferred_language="ar")
    build.says(coming_lunch(), her, now=timezone.now())
    amina = visit("amina", PHONE, language="ar", permissions=["clipboard-read", "clipboard-write"])
    amina.enter(her)
    amina.open("/ar/me/")
    amina.go(amina.page.locator('a[href="/ar/lunches/calendar/"]'))
    amina.press("Make my calendar address")
    address = address_on(amina)
    assert amina.find("Add to my calendar", "link").get_attribute("href") == f"webcal:{address.partition(':')[2]}"
    amina.find("Copy").click()
    amina.page.get_by_text(amina.says("The address is copied.")).wait_for()
    assert amina.page.evaluate("navigator.clipboard.readText()") == address
    fetched = amina.page.request.get(address)
    [entry] = Calendar.from_ical(fetched.body()).walk("VEVENT")
    assert (fetched.status, str(entry["SUMMARY"])) == (200, amina.says("WOW – lunch"))
    amina.press("Make a new address")
    assert [amina.page.request.get(one).status for one in (address, address_on(amina))] == [404, 200]


def test_without_a_script_the_field_is_there_to_be_copied(visit: Visit) -> None:
    her = build.member()
    kerstin = visit("kerstin", LAPTOP, javascript=False)
    kerstin.enter(her)
    kerstin.open("/sv/lunches/calendar/")
    kerstin.press("Make my calendar address")
    assert (kerstin.find("Copy").count(), address_on(kerstin) != "") == (0, True)
    kerstin.press("Take the address away")
    assert (kerstin.page.locator("#own-address").count(), CalendarFeed.objects.count()) == (0, 0)
