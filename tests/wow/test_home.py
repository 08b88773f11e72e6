"""The first page: a visitor's, the same for all visitors, and a member's own."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from events.services.planning import cancel_lunch
from tests.factories.events import lunch, member, says, venue
from tests.factories.pages import close_answers, coming_lunch, logged_in, page_of, staff
from wow.visitor_pages import forget_visitor_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_kept_pages() -> None:
    forget_visitor_pages()


def test_a_visitor_reads_what_wow_is_and_how_to_join() -> None:
    coming_lunch()
    page = Client().get("/en/").content.decode()
    for words in (
        "You pay with your time",
        "We sit every other one",
        "You answer by the Monday before",
        "You decide about pictures",
        "Lunch about social services",
        'href="/en/account/join/"',
        'href="/en/account/login/"',
    ):
        assert (words, words in page) == (words, True)


def test_without_lunches_a_visitor_is_told_so() -> None:
    lunch(dt.date(2024, 3, 7))
    assert "No lunch is planned yet." in Client().get("/en/").content.decode()


def test_a_member_sees_her_next_lunch_and_both_answers() -> None:
    event = coming_lunch()
    page = logged_in(member()).get("/en/").content.decode()
    assert ("Your next lunch" in page, f'action="{page_of(event, "en")}answer/"' in page) == (True, True)
    assert ("Yes, I am coming" in page, "No, not this time" in page) == (True, True)


def test_her_answer_stands_on_her_own_page_alone() -> None:
    event, her = coming_lunch(), member()
    says(event, her, now=timezone.now(), children=2)
    own = logged_in(her).get("/en/").content.decode()
    other = logged_in(member()).get("/en/").content.decode()
    assert ("You are coming" in own, "2 children" in own, "I cannot come after all" in own) == (True, True, True)
    assert ("You are coming" in other, "2 children" in other) == (False, False)


def test_a_lunch_that_she_can_still_come_to_is_before_one_that_she_missed() -> None:
    missed, open_one = coming_lunch(9), coming_lunch(21)
    close_answers(missed)
    response = logged_in(member()).get("/en/")
    assert (response.context["page"].event.pk, [page.event.pk for page in response.context["further"]]) == (
        open_one.pk,
        [missed.pk],
    )


def test_a_seat_she_has_comes_first_even_when_answers_are_closed() -> None:
    first, her = coming_lunch(9), member()
    coming_lunch(21)
    says(first, her, now=timezone.now() - dt.timedelta(hours=2))
    close_answers(first)
    assert logged_in(her).get("/en/").context["page"].event.pk == first.pk


def test_a_cancelled_lunch_says_so() -> None:
    event, her = coming_lunch(), member()
    says(event, her, now=timezone.now())
    cancel_lunch(actor=staff(), event_id=event.pk, now=timezone.now())
    page = logged_in(her).get("/en/").content.decode()
    assert ("This lunch is cancelled" in page, 'name="answer"' in page) == (True, False)


def test_without_lunches_a_member_is_told_what_happens_next() -> None:
    page = logged_in(member()).get("/en/").content.decode()
    assert "We write to you when the next lunch is ready." in page


def test_a_visitors_page_is_public_without_cookies_and_revalidated() -> None:
    coming_lunch()
    client = Client()
    first = client.get("/en/")
    assert (first.headers["Cache-Control"], first.headers["Vary"], len(client.cookies)) == (
        "public, max-age=0, s-maxage=60",
        "Cookie",
        0,
    )
    again = client.get("/en/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get("/sv/").headers["ETag"] != first.headers["ETag"]


def test_a_members_page_is_private_and_never_kept() -> None:
    response = logged_in(member()).get("/en/")
    assert (response.headers["Cache-Control"], response.has_header("ETag")) == ("private, no-store", False)


def test_a_visitor_sees_a_new_lunch_at_once() -> None:
    assert "Lunch about social services" not in Client().get("/en/").content.decode()
    event = coming_lunch()
    assert "Lunch about social services" in Client().get("/en/").content.decode()
    event.venue.name = "Biblioteket"
    event.venue.save()
    assert "Biblioteket" in Client().get("/en/").content.decode()
    cancel_lunch(actor=staff(), event_id=event.pk, now=timezone.now())
    assert "Cancelled" in Client().get("/en/").content.decode()


def test_further_lunches_say_where_they_are() -> None:
    place = venue(name="Biblioteket")
    coming_lunch(14)
    coming_lunch(28, venue=place)
    assert "Biblioteket" in logged_in(member()).get("/en/").content.decode()
