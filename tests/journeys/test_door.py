"""A greeter on her phone: checks in, takes back, lets in who was not expected, also while the network is gone."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Attendance, Event, GreeterShift
from members.models import Member
from tests.factories.events import lunch, member, says
from tests.factories.members import make_member
from tests.journeys.conftest import PHONE, Visit
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAMES = ("Åsa", "Beata", "Camilla", "نورة")


def today() -> tuple[Event, Member]:
    """A lunch that has just begun, to which four said yes, and its greeter."""
    event = lunch()
    for name in NAMES:
        says(event, member(name=name))
    member(name="Hodan")
    greeter = make_member(name="Pia")
    GreeterShift.objects.create(event=event, member=greeter)
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(starts_at=now, ends_at=now + dt.timedelta(hours=1))
    return event, greeter


def here() -> list[str]:
    """Who is here by what the database says, in order of names; guests by the name they gave."""
    return sorted(row.member.name if row.member else row.guest_name for row in Attendance.objects.all())


def press(greeter: Visitor, who: str, name: str = "here") -> None:
    """Press one button of her row and wait until the row has changed."""
    found = greeter.page.locator(".door-row", has_text=who).first
    button = found.locator(f"button[name={name}]")
    if greeter.has_javascript:
        key = button.get_attribute("value")
        button.click()
        greeter.page.wait_for_selector(f"[id='{key}']:not(:has(button[name={name}]))", state="attached")
    else:
        greeter.go(button)


@pytest.mark.parametrize(("language", "javascript"), [("sv", True), ("ar", False)])
def test_three_come_one_did_not_one_unannounced_and_a_guest(visit: Visit, language: str, javascript: bool) -> None:
    _event, pia = today()
    greeter = visit("pia", PHONE, language=language, javascript=javascript)
    greeter.enter(pia)
    greeter.open(f"/{language}/")
    greeter.follow("Open the door page")
    for who in ("Åsa", "Beata", "نورة"):
        press(greeter, who)
    press(greeter, "Beata", "undo")
    assert here() == ["Åsa", "نورة"]

    greeter.page.get_by_role("link", name=greeter.says("Came without an answer"), exact=True).click()
    press(greeter, "Hodan")
    greeter.page.get_by_role("link", name=greeter.says("A guest without an account"), exact=True).click()
    greeter.page.locator("#id_guest_name").fill("Maryan")
    button = greeter.find("The guest is here")
    if javascript:
        button.click()
        greeter.page.wait_for_selector(".door-row.is-here:has-text('Maryan')")
    else:
        greeter.go(button)
    assert here() == ["Hodan", "Maryan", "Åsa", "نورة"]
    assert greeter.page.locator(".door-number strong").inner_text() == "4"
    greeter.check()


def test_names_are_found_and_presses_wait_for_the_network(visit: Visit) -> None:
    event, pia = today()
    address = f"/sv/lunches/{event.slug}/door/"
    other = visit("other", PHONE)
    other.enter(pia)
    other.open(address)
    greeter = visit("pia", PHONE)
    greeter.enter(pia)
    greeter.open(address)

    finds_names(greeter)
    presses_without_network(greeter)
    assert here() == []
    greeter.page.context.set_offline(False)
    expect(greeter.page.locator(".door-row.is-here")).to_have_count(2)
    assert here() == ["Maryan", "Åsa"]

    greeter.page.context.set_offline(True)
    greeter.page.locator(".door-row", has_text="Hodan").locator("button[name=here]").click()
    greeter.page.goto("about:blank")
    greeter.page.context.set_offline(False)
    greeter.page.goto(greeter.base_url + address)
    expect(greeter.page.locator(".door-row.is-here")).to_have_count(3)
    assert greeter.page.evaluate("localStorage.length") == 0
    assert here() == ["Hodan", "Maryan", "Åsa"]

    press(other, "Åsa")
    assert len(here()) == 3
    expect(other.page.locator(".door-row.is-here")).to_have_count(3)
    press(greeter, "Camilla")
    other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.page.locator(".door-row.is-here")).to_have_count(4)


def finds_names(greeter: Visitor) -> None:
    """Without accents, in either script, on both lists."""
    shown = greeter.page.locator(".door-row:visible .door-name")
    for typed, names in (("asa", ["Åsa"]), ("  CAM", ["Camilla"]), ("نوره", ["نورة"]), ("hod", ["Hodan"]), ("x", [])):
        greeter.page.locator("#find").fill(typed)
        assert shown.all_inner_texts() == names
    assert greeter.reads("Nobody here has that name.") is True
    greeter.check()
    greeter.page.locator("#find").fill("")
    assert len(shown.all_inner_texts()) == 6


def presses_without_network(greeter: Visitor) -> None:
    """Two and a guest are pressed and one is taken back; what is kept names nobody."""
    page = greeter.page
    page.context.set_offline(True)
    for who in ("Åsa", "Beata"):
        row = page.locator(".door-row", has_text=who)
        row.locator("button[name=here]").click()
        expect(row).to_contain_text(greeter.says("Waiting to be sent"))
    page.locator("#id_guest_name").fill("Maryan")
    greeter.find("The guest is here").click()
    expect(page.locator(".is-waiting .door-name", has_text="Maryan")).to_have_count(1)
    greeter.check()
    page.locator(".door-row", has_text="Beata").locator("button[name=undo]").click()
    expect(page.locator(".is-waiting")).to_have_count(2)
    kept = str(page.evaluate("JSON.stringify(Object.values(localStorage))"))
    assert [name for name in (*NAMES, "Hodan", "Maryan") if name in kept] == []
    assert kept.count("attendance") == 2
