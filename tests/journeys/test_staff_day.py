"""A volunteer's day: the next lunch from the last one, answers on behalf, greeters, papers, and the door on the day."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from events.enums import EventStatus, RsvpStatus
from events.models import Attendance, Event, GreeterShift, Rsvp
from members.models import Member
from tests.events.staff_pages import coming_lunch
from tests.factories.members import make_member, make_staff
from tests.journeys.conftest import LAPTOP, PHONE, Visit
from tests.journeys.visitor import Visitor
from wow.outbox.services import beat
from wow.pdf import services as papers
from wow.pdf.models import DocumentJob
from wow.roles import sync_roles

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody presses documents here: that they are asked for is enough."""
    monkeypatch.setattr(papers, "ring", lambda: None)


@pytest.fixture
def members() -> dict[str, Member]:
    """One with e-mail, one who is phoned, one who greets."""
    return {
        "mail": make_member(name="Grace", language="en"),
        "phone": make_member(name="Hodan", email=None, phone="+46701740605", language="so"),
        "greeter": make_member(name="Åsa", wants_messages=False),
    }


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["1280", "360"])
def test_from_the_last_lunch_to_the_last_arrival(
    visit: Visit, members: dict[str, Member], viewport: dict[str, int]
) -> None:
    sync_roles()
    beat("tick", timezone.now())
    coming_lunch(capacity=8)
    stina = visit("stina", viewport)
    stina.enter(make_staff(name="Stina", wants_messages=False))
    event = makes_the_next(stina)
    chooses_a_greeter(stina, event)
    publishes(stina, event)
    writes_in(stina, event, members)
    asks_for_a_paper(stina, event)
    stands_at_the_door(stina, event)
    looks_back(stina, event)


def makes_the_next(stina: Visitor) -> Event:
    """From the start page, with another title, on the last one's weekday."""
    stina.open("/admin/events/event/")
    stina.press("New lunch from the last one")
    event: Event = Event.objects.get(status=EventStatus.DRAFT)
    stina.page.locator("#id_title_sv").fill("Lunch om sommaren")
    return event


def saves(stina: Visitor) -> None:
    stina.go(stina.page.locator("[name=_save]").first)


def chooses_a_greeter(stina: Visitor, event: Event) -> None:
    """By three letters of her name, in the form of the draft."""
    stina.page.locator("#id_greeters-0-member + .select2 .select2-selection").click()
    stina.page.locator(".select2-search__field").last.fill("åsa")
    stina.page.locator(".select2-results__option", has_text="Åsa").click()
    saves(stina)
    assert list(Event.objects.filter(pk=event.pk).values_list("title_sv", flat=True)) == ["Lunch om sommaren"]
    assert list(GreeterShift.objects.values_list("event", "member__name")) == [(event.pk, "Åsa")]


def publishes(stina: Visitor, event: Event) -> None:
    """And invites; the start page would show the earlier one, so that one is over now."""
    stina.open(f"/admin/events/event/{event.pk}/change/")
    stina.follow("Publish …")
    stina.press("Publish")
    event.refresh_from_db()
    assert (event.status, event.invitations.count()) == (EventStatus.PUBLISHED, 1)


def writes_in(stina: Visitor, event: Event, members: dict[str, Member]) -> None:
    """One yes by a single tap on the list of those to call, one with a child and food by the form."""
    form = stina.page.get_by_role("form", name="Hodan")
    stina.go(form.get_by_role("button", name=stina.says("She comes"), exact=True))
    stina.go(stina.page.locator(f"#unanswered a[href$='{members['mail'].pk}/']"))
    stina.page.locator("input[name=answer][value=yes]").check()
    stina.page.locator("#id_children").fill("1")
    stina.page.locator("input[name=food_needs][value=halal]").check()
    stina.press("Save the answer")
    answers = Rsvp.objects.order_by("member__name").values_list("member__name", "status", "children", "channel")
    assert list(answers) == [("Grace", RsvpStatus.YES, 1, "staff"), ("Hodan", RsvpStatus.YES, 0, "staff")]


def asks_for_a_paper(stina: Visitor, event: Event) -> None:
    """The kitchen's."""
    stina.follow("Papers")
    kitchen = stina.page.locator("form", has=stina.page.locator("input[value='events.kitchen']"))
    stina.go(kitchen.get_by_role("button"))
    assert list(DocumentJob.objects.values_list("kind", "subject_id")) == [("events.kitchen", event.pk)]


def held_at(event: Event, starts_at: dt.datetime) -> None:
    """Let the lunch be at another time, as if the days had passed."""
    times: dict[str, Any] = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2)}
    Event.objects.filter(pk=event.pk).update(**times)


def stands_at_the_door(stina: Visitor, event: Event) -> None:
    """On the day itself the start page leads there; the last who comes is checked in."""
    held_at(event, timezone.now() - dt.timedelta(minutes=5))
    stina.open("/admin/")
    assert stina.reads("The door is open: %(came)s of %(expected)s have come.", came=0, expected=3) is True
    stina.follow("The door")
    for name in ("Grace", "Hodan"):
        row = stina.page.locator(".door-row", has_text=name).first
        row.locator("button[name=here]").click()
        stina.page.locator(".door-row.is-here", has_text=name).wait_for()
    came = Attendance.objects.order_by("member__name").values_list("member__name", "children", "is_first_time")
    assert list(came) == [("Grace", 1, True), ("Hodan", 0, True)]
    stina.check()


def looks_back(stina: Visitor, event: Event) -> None:
    """Afterwards the start page says who came, and the overview the same."""
    held_at(event, timezone.now() - dt.timedelta(hours=3))
    stina.open("/admin/")
    figures = stina.page.locator("#afterwards dd").all_inner_texts()
    assert figures == ["3", "3", "0", "2", "3", "0"]
    stina.open(f"/admin/events/event/{event.pk}/overview/")
    assert stina.page.locator("#afterwards dd").all_inner_texts() == figures
