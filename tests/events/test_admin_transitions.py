"""Publish, invite, move, cancel, copy, promote, write in: asked first, done by services, refused in words."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.domain.deadline import at_local
from events.enums import AnswerChannel, EventStatus, RsvpStatus
from events.errors import NextPartyDoesNotFit, NobodyWaiting, NotEnoughSeats, StartInThePast
from events.models import Event, Invitation, Rsvp
from tests.events.staff_pages import coming_draft, coming_lunch, day_ahead, page_of, staff_client
from tests.factories import events as build
from tests.factories.members import logged_in, make_staff

pytestmark = pytest.mark.django_db
TRANSITIONS = ("publish", "invite", "move", "workday", "cancel", "copy", "promote")


@pytest.fixture
def staff() -> Client:
    return staff_client(chapter=None)


def fresh(event: Event) -> Event:
    found: Event = Event.objects.get(pk=event.pk)
    return found


def refusal_of(response: Any) -> list[str]:
    return list(response.context["form"].non_field_errors())


def test_publishing_says_whom_it_reaches_and_invites_them(staff: Client) -> None:
    event = coming_draft()
    build.member(preferred_language="ar")
    build.member(preferred_language="sv")
    build.member(email=None, phone="+46701740605")
    page = staff.get(page_of("publish", event))
    audience = page.context["consequences"]
    assert Invitation.objects.count() == 0
    assert ["2" in audience[1], "العربية" in audience[2], "1" in audience[3]] == [True, True, True]
    assert len(page.context["warnings"]) == 1  # no Arabic title
    assert staff.post(page_of("publish", event), {"invite": "now"}).status_code == 302
    assert (fresh(event).status, Invitation.objects.filter(event=event).count()) == (EventStatus.PUBLISHED, 2)


def test_publishing_without_inviting_and_inviting_later(staff: Client) -> None:
    event = coming_draft()
    build.member()
    staff.post(page_of("publish", event), {"invite": "later"})
    assert (fresh(event).status, Invitation.objects.count()) == (EventStatus.PUBLISHED, 0)
    staff.post(page_of("invite", event))
    staff.post(page_of("invite", event))
    assert Invitation.objects.filter(event=event).count() == 1


def test_a_draft_without_swedish_title_is_not_published(staff: Client) -> None:
    event = coming_draft()
    Event.objects.filter(pk=event.pk).update(title_sv="", title="")
    response = staff.post(page_of("publish", event), {"invite": "now"})
    assert (response.status_code, len(refusal_of(response)), fresh(event).status) == (422, 1, EventStatus.DRAFT)


def test_moving_takes_the_programme_along(staff: Client) -> None:
    event = coming_lunch()
    new_day = day_ahead(6)
    sent = {"day": new_day.isoformat(), "start_clock": "13:15", "end_clock": "15:00"}
    assert staff.post(page_of("move", event), sent).status_code == 302
    assert fresh(event).starts_at == at_local(new_day, dt.time(13, 15))
    assert [f"{item.starts:%H.%M}" for item in event.agenda.all()][:2] == ["13.15", "13.30"]


def test_moving_into_the_past_is_refused_and_what_was_typed_stays(staff: Client) -> None:
    event = coming_lunch()
    response = staff.post(page_of("move", event), {"day": "2024-03-07", "start_clock": "12:15", "end_clock": "14:00"})
    form = response.context["form"]
    assert (response.status_code, dict(form.errors)) == (422, {"day": [StartInThePast().message]})
    assert form["day"].value() == "2024-03-07"
    assert fresh(event).starts_at == event.starts_at


def test_cancelling_says_how_many_are_told(staff: Client) -> None:
    event = coming_lunch()
    comes, stays_home = build.member(), build.member()
    build.says(event, comes, now=timezone.now())
    build.says(event, stays_home, False, now=timezone.now())
    page = staff.get(page_of("cancel", event))
    assert page.context["consequences"][0].split()[0] == "1"
    assert fresh(event).status == EventStatus.PUBLISHED
    assert staff.post(page_of("cancel", event)).status_code == 302
    assert fresh(event).status == EventStatus.CANCELLED


def test_one_click_makes_the_next_draft(staff: Client) -> None:
    event = coming_lunch()
    assert staff.get(page_of("copy", event)).status_code == 200
    assert Event.objects.count() == 1
    response = staff.post(page_of("copy", event))
    draft = Event.objects.exclude(pk=event.pk).get()
    assert (draft.status, draft.agenda.count()) == (EventStatus.DRAFT, event.agenda.count())
    assert response.headers["Location"] == page_of("change", draft)


def test_promoting_goes_by_the_queue_and_says_why_not(staff: Client) -> None:
    event = coming_lunch(capacity=2)
    first, _second = build.fill(event, 2, now=timezone.now())
    family = build.says(event, build.member(), now=timezone.now(), children=1)
    alone = build.says(event, build.member(), now=timezone.now())
    build.says(event, first.member, False, now=timezone.now())
    response = staff.post(page_of("promote", event))
    assert (response.status_code, refusal_of(response)) == (422, [NextPartyDoesNotFit(party=2, free=1).message])
    build.says(event, family.member, False, now=timezone.now())
    assert staff.post(page_of("promote", event)).status_code == 302
    assert Rsvp.objects.get(pk=alone.pk).status == RsvpStatus.YES
    response = staff.post(page_of("promote", event))
    assert (response.status_code, refusal_of(response)) == (422, [NobodyWaiting().message])


def test_one_tap_writes_in_an_answer_and_keeps_her_own_defaults() -> None:
    caller = make_staff(chapter=None)
    event = coming_lunch()
    silent = build.member(email=None, phone="+46701740605", food_needs=["halal"])
    response = logged_in(caller).post(page_of("answer", event, silent.pk), {"answer": "yes"})
    rsvp = Rsvp.objects.get(member=silent)
    assert response.status_code == 302
    assert (rsvp.status, rsvp.channel, rsvp.food_needs) == (RsvpStatus.YES, AnswerChannel.STAFF, ["halal"])


def test_an_answer_with_details_replaces_what_stood(staff: Client) -> None:
    event = coming_lunch()
    who = build.member(food_needs=["halal"])
    build.says(event, who, now=timezone.now(), children=2)
    details = {"answer": "yes", "has_details": "True", "children": 1, "companions": 0, "food_needs": ["vegan"]}
    staff.post(page_of("answer", event, who.pk), {**details, "food_note": "Utan lök", "photo_answer": "no"})
    rsvp = Rsvp.objects.get(member=who)
    assert (rsvp.children, rsvp.food_needs, rsvp.food_note, rsvp.photo_answer) == (1, ["vegan"], "Utan lök", "no")


def test_staff_never_go_above_the_seats(staff: Client) -> None:
    event = coming_lunch(capacity=1)
    who = build.says(event, build.member(), now=timezone.now()).member
    details = {"answer": "yes", "has_details": "True", "children": 1, "companions": 0}
    response = staff.post(page_of("answer", event, who.pk), details)
    assert (response.status_code, refusal_of(response)) == (422, [NotEnoughSeats(free=0).message])
    assert response.context["form"]["children"].value() == "1"
    assert Rsvp.objects.get(member=who).children == 0


@pytest.mark.parametrize("name", TRANSITIONS)
def test_no_page_that_asks_changes_anything(staff: Client, name: str) -> None:
    event = coming_lunch(capacity=1)
    build.fill(event, 2, now=timezone.now())
    before = [list(model.objects.order_by("pk").values()) for model in (Event, Rsvp, Invitation)]
    assert staff.get(page_of(name, event)).status_code == 200
    assert staff.head(page_of(name, event)).status_code in (200, 405)
    assert [list(model.objects.order_by("pk").values()) for model in (Event, Rsvp, Invitation)] == before


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
@pytest.mark.parametrize("name", TRANSITIONS)
def test_other_staff_are_refused(role: str, name: str) -> None:
    event = coming_draft() if name == "publish" else coming_lunch()
    assert staff_client(role).post(page_of(name, event), {"invite": "now"}).status_code == 403
    assert fresh(event).status == event.status


@pytest.mark.parametrize("role", ["greeter", "strategist", "translator", "safeguarding"])
def test_other_staff_write_in_no_answers(role: str) -> None:
    event, who = coming_lunch(), build.member()
    assert staff_client(role).post(page_of("answer", event, who.pk), {"answer": "yes"}).status_code == 403
    assert Rsvp.objects.count() == 0


@pytest.mark.parametrize("name", [*TRANSITIONS, "overview", "change"])
def test_members_and_strangers_stay_outside(name: str) -> None:
    event = coming_lunch()
    assert logged_in(build.member()).get(page_of(name, event)).status_code == 403
    assert Client().get(page_of(name, event)).status_code == 302
