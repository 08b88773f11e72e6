"""A member answers a lunch, changes her mind, waits for a seat, and cancels after the food is ordered."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from events.enums import RsvpStatus
from events.errors import NotEnoughSeats
from events.models import Event, Rsvp
from events.services.planning import cancel_lunch
from tests.factories import events as build
from tests.factories.pages import close_answers, coming_lunch
from tests.journeys.conftest import LAPTOP, PHONE, Post, Visit
from tests.journeys.letters import headings
from tests.journeys.visitor import Visitor, said
from wow.visitor_pages import forget_visitor_pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
YES = "Yes, I am coming"


def at_the_lunch(visitor: Visitor, event: Event) -> bool:
    return visitor.path == f"/{visitor.language}/lunches/{event.slug}/"


def test_yes_details_no_and_yes_again(visit: Visit, post: Post) -> None:
    event, amina = coming_lunch(), build.member(preferred_language="ar", name="أمينة")
    her = visit("amina", PHONE, language="ar")
    her.enter(amina)
    her.open("/ar/")
    her.press(YES)
    assert her.reads("Saved: you are coming") is True
    her.choose("2", within="How many children come with you?")
    her.choose("no pork")
    her.choose("no nuts")
    her.write("More about food", "ليس حاراً")
    her.choose("No pictures of me, please")
    her.press("Done")
    assert at_the_lunch(her, event)
    assert her.reads("Saved. We look forward to seeing you.") is True
    rsvp = Rsvp.objects.get()
    assert (rsvp.status, rsvp.children, rsvp.companions) == (RsvpStatus.YES, 2, 0)
    assert (rsvp.food_needs, rsvp.food_note, rsvp.photo_answer) == (["no_pork", "no_nuts"], "ليس حاراً", "no")
    her.press("I cannot come after all")
    assert her.reads("Saved: you are not coming this time.") is True
    her.press("I can come after all")
    assert her.page.get_by_label(her.says("More about food")).input_value() == "ليس حاراً"
    her.follow("No, that is all")
    rsvp.refresh_from_db()
    assert (rsvp.status, rsvp.children, rsvp.food_needs) == (RsvpStatus.YES, 2, ["no_pork", "no_nuts"])
    assert headings(post()) == [(str(amina.email), said("You are coming. Welcome!", "ar"))]


def test_pressing_yes_twice_is_one_answer(visit: Visit, post: Post) -> None:
    event, amina = coming_lunch(), build.member()
    first, second = visit("first", PHONE), visit("second", PHONE)
    for tab in (first, second):
        tab.enter(amina)
        tab.open(f"/sv/lunches/{event.slug}/")
    first.press(YES)
    second.press(YES)
    assert second.reads("Saved: you are coming") is True
    assert Rsvp.objects.filter(status=RsvpStatus.YES).count() == 1
    assert len(post()) == 1


def test_a_full_lunch_offers_the_queue_and_a_way_out_of_it(visit: Visit, post: Post) -> None:
    event = coming_lunch(capacity=2)
    build.fill(event, 3, now=timezone.now() - dt.timedelta(hours=1))
    amina = build.member()
    her = visit("amina", LAPTOP)
    her.enter(amina)
    her.open(f"/sv/lunches/{event.slug}/")
    assert her.reads("You can wait for a seat. Somebody often cancels.") is True
    her.press("Wait for a seat")
    assert her.reads("Saved: you are waiting for a seat") is True
    assert her.reads("Your place in the queue: %(place)s.", place=2) is True
    assert (str(amina.email), said("The lunch is full. You are in the queue.")) in headings(post())
    her.follow("No, that is all")
    her.press("Leave the queue")
    assert her.reads("You are not coming this time") is True
    assert Rsvp.objects.get(member=amina).status == RsvpStatus.NO


def test_more_companions_than_seats_keep_what_she_typed(visit: Visit) -> None:
    event, amina = coming_lunch(capacity=3), build.member()
    build.says(event, build.member(), now=timezone.now())
    her = visit("amina", PHONE, language="ar")
    her.enter(amina)
    her.open(f"/ar/lunches/{event.slug}/")
    her.press(YES)
    her.choose("3", within="How many friends or relatives come with you?")
    her.write("More about food", "بدون بصل")
    her.press("Done")
    assert her.status == 409
    with override("ar"):
        assert NotEnoughSeats(free=1).message in her.text()
    assert her.page.get_by_label(her.says("More about food")).input_value() == "بدون بصل"
    assert Rsvp.objects.get(member=amina).party_size == 1
    her.choose("1", within="How many friends or relatives come with you?")
    her.press("Done")
    assert Rsvp.objects.get(member=amina).party_size == 2


def test_after_the_deadline_she_can_still_cancel_and_is_told_what_it_means(visit: Visit) -> None:
    event, amina = coming_lunch(), build.member()
    build.says(event, amina, now=timezone.now() - dt.timedelta(hours=2))
    close_answers(event)
    her = visit("amina", PHONE)
    her.enter(amina)
    her.open(f"/sv/lunches/{event.slug}/")
    ordered = "Your food is ordered. If you cannot come, tell us anyway: then somebody else can have your seat."
    assert her.reads(ordered) is True
    her.press("I cannot come after all")
    assert her.reads("You are not coming this time") is True
    assert her.find(YES).count() + her.find("I can come after all").count() == 0
    rsvp = Rsvp.objects.get()
    assert (rsvp.status, rsvp.cancelled_late_at is not None) == (RsvpStatus.NO, True)


def test_a_yes_on_a_page_from_before_the_deadline_is_refused_in_words(visit: Visit) -> None:
    event, amina = coming_lunch(), build.member()
    her = visit("amina", PHONE, language="ar")
    her.enter(amina)
    her.open(f"/ar/lunches/{event.slug}/")
    close_answers(event)
    her.press(YES)
    assert her.status == 409
    refusal = "The last day to answer has passed and the food is ordered. Call us if you still want to come."
    assert her.reads(refusal) is True
    assert Rsvp.objects.count() == 0


def test_a_cancelled_lunch_says_so_to_everybody(visit: Visit) -> None:
    event, amina = coming_lunch(), build.member()
    cancel_lunch(actor=amina, event_id=event.pk, now=timezone.now())
    forget_visitor_pages()
    visitor, her = visit("visitor", LAPTOP), visit("amina", PHONE, language="ar")
    her.enter(amina)
    for reader in (visitor, her):
        reader.open(f"/{reader.language}/lunches/{event.slug}/")
        assert reader.reads("This lunch is cancelled") is True
        assert reader.find(YES).count() + reader.page.locator("form.answers").count() == 0
