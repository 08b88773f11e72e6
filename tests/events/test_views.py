"""The pages about lunches, seen by a visitor, a member, another member, and staff."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.errors import LunchCancelled, LunchOver
from events.services.planning import cancel_lunch
from tests.factories.events import draft_lunch, fill, lunch, member, says, venue
from tests.factories.pages import close_answers, coming_lunch, in_days, logged_in, page_of, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]


def test_cast_on_a_published_lunch() -> None:
    event = coming_lunch()
    own, other = member(), member()
    says(event, own, now=timezone.now())
    words = {
        "visitor": Client().get(page_of(event, "en")).content.decode(),
        "own": logged_in(own).get(page_of(event, "en")).content.decode(),
        "other": logged_in(other).get(page_of(event, "en")).content.decode(),
        "staff": logged_in(staff("view_event")).get(page_of(event, "en")).content.decode(),
    }
    assert {who: "I cannot come after all" in page for who, page in words.items()} == {
        "visitor": False,
        "own": True,
        "other": False,
        "staff": False,
    }
    assert {who: own.name in page for who, page in words.items()} == dict.fromkeys(words, False)
    assert {who: "Yes, I am coming" in page for who, page in words.items()} == {
        "visitor": False,
        "own": False,
        "other": True,
        "staff": True,
    }


def test_a_draft_is_seen_by_staff_with_the_permission_alone() -> None:
    event = draft_lunch(in_days(21), now=timezone.now())
    statuses = [
        client.get(page_of(event)).status_code
        for client in (Client(), logged_in(member()), logged_in(staff()), logged_in(staff("view_event")))
    ]
    assert statuses == [404, 404, 404, 200]


@pytest.mark.parametrize("name", ["detail", "calendar", "answer", "details"])
def test_an_unknown_lunch_is_not_found_by_a_member(name: str) -> None:
    client = logged_in(member())
    url = reverse(f"events:{name}", args=["no-such-lunch"])
    response = client.post(url, {"answer": "yes"}) if name == "answer" else client.get(url)
    assert response.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/sv/lunches/%00/",
        "/sv/lunches/a%00b/",
        "/sv/lunches/%ED%A0%80/",
        "/sv/lunches/answer/%00/",
        "/sv/lunches/answer/%ED%A0%80/",
        "/sv/lunches/answer/" + "a" * 3000 + "/",
        "/sv/lunches/" + "a" * 3000 + "/",
        "/sv/lunches/no-such-lunch/",
    ],
)
def test_nonsense_in_an_address_is_not_found(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("number", ["1" + "0" * 30, "-1", "0", "x", "%00", "%ED%A0%80", "", "٣", "9" * 5000])
def test_any_number_of_a_page_leads_to_a_page_of_past_lunches(number: str) -> None:
    lunch(dt.date(2024, 3, 7))
    response = Client().get(f"/en/lunches/past/?page={number}")
    assert (response.status_code, b"Lunch about social services" in response.content) == (200, True)


def test_past_lunches_come_in_pages() -> None:
    place = venue()
    for week in range(13):
        lunch(dt.date(2024, 3, 7) + dt.timedelta(weeks=week), venue=place)
    first, second = (Client().get(f"/en/lunches/past/?page={number}").content.decode() for number in (1, 2))
    assert (first.count("<h2>"), second.count("<h2>")) == (12, 1)


def test_a_full_lunch_offers_the_queue_and_says_her_place() -> None:
    event = coming_lunch(capacity=2)
    fill(event, 3, now=timezone.now() - dt.timedelta(hours=1))
    waiting = member()
    assert "Wait for a seat" in logged_in(waiting).get(page_of(event, "en")).content.decode()
    says(event, waiting, now=timezone.now())
    page = logged_in(waiting).get(page_of(event, "en")).content.decode()
    assert ("Your place in the queue: 2." in page, "Leave the queue" in page) == (True, True)


def test_after_the_deadline_a_yes_is_gone_and_a_seat_can_be_given_back() -> None:
    event = coming_lunch(days=9)
    seated = member()
    says(event, seated, now=timezone.now())
    close_answers(event)
    own = logged_in(seated).get(page_of(event, "en")).content.decode()
    other = logged_in(member()).get(page_of(event, "en")).content.decode()
    assert ("Your food is ordered." in own, "I cannot come after all" in own) == (True, True)
    assert ("Yes, I am coming" in other, "Do you still want to come? Call us." in other) == (False, True)


def test_cancelled_and_past_lunches_say_so_and_take_no_answers() -> None:
    cancelled = coming_lunch()
    cancel_lunch(actor=staff(), event_id=cancelled.pk, now=timezone.now())
    over = lunch(dt.date(2024, 3, 7))
    client = logged_in(member())
    for event, words, error in (
        (cancelled, "This lunch is cancelled", LunchCancelled()),
        (over, "This lunch is over", LunchOver()),
    ):
        page = client.get(page_of(event, "en")).content.decode()
        assert (words in page, 'name="answer"' in page) == (True, False)
        answered = client.post(reverse("events:answer", args=[event.slug]), {"answer": "yes"})
        assert (answered.status_code, error.message in answered.content.decode()) == (409, True)


def test_the_page_speaks_the_language_of_its_address() -> None:
    event = coming_lunch()
    swedish, english, arabic = (Client().get(page_of(event, code)).content.decode() for code in ("sv", "en", "ar"))
    assert "<h1>Lunch om socialtjänsten</h1>" in swedish
    assert "<h1>Lunch about social services</h1>" in english
    assert '<h1><span lang="sv" dir="ltr">Lunch om socialtjänsten</span></h1>' in arabic
    assert '<html lang="ar" dir="rtl">' in arabic


def test_the_calendar_file_is_a_calendar() -> None:
    page = reverse("events:calendar", args=[coming_lunch().slug])
    for reader in (logged_in(member()), Client(), Client()):  # drawn for her, drawn for a visitor, kept for the next
        response = reader.get(page)
        assert response.headers["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'inline; filename="wow.ics"'
        assert response.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_coming_lunches_are_listed_with_her_answers() -> None:
    first, second = coming_lunch(14), coming_lunch(28)
    her = member()
    says(first, her, now=timezone.now())
    page = logged_in(her).get("/en/lunches/").content.decode()
    assert (page.count("You are coming"), page_of(first, "en") in page, page_of(second, "en") in page) == (
        1,
        True,
        True,
    )
    assert "You are coming" not in Client().get("/en/lunches/").content.decode()


def test_without_lunches_the_list_says_what_happens_next() -> None:
    assert "No lunch is planned yet" in Client().get("/en/lunches/").content.decode()
