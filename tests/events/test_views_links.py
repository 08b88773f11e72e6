"""The answer by a signed link: no log-in, no name, no cookie, and no GET that changes anything."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from events.enums import AnswerChannel, RsvpStatus
from events.errors import AnswersClosed, LinkBroken, LinkOld, LinkRevoked
from events.links import sign_answer_link
from events.models import Event, Invitation, Rsvp
from members.enums import FoodNeed, PhotoAnswer
from members.models import Member
from tests.factories.events import fill, lunch, member, says
from tests.factories.pages import close_answers, coming_lunch, logged_in
from wow.audit.models import AuditEntry
from wow.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]


def invited(event: Event, who: Member) -> Invitation:
    return Invitation.objects.create(event=event, member=who, invited_at=timezone.now())


def link_to(invitation: Invitation, language: str = "en") -> str:
    return f"/{language}/lunches/answer/{sign_answer_link(invitation)}/"


def strict_client() -> Client:
    """A mail program's own browser: brings no cookie and no CSRF token."""
    return Client(enforce_csrf_checks=True)


def test_the_page_shows_the_lunch_and_both_answers_and_no_name() -> None:
    event, her = coming_lunch(), member(name="Zeinab Noor")
    page = Client().get(link_to(invited(event, her))).content.decode()
    assert ("Lunch about social services" in page, "Zeinab" in page, str(her.email) in page) == (True, False, False)
    assert page.index('value="yes"') < page.index('value="no"')


def test_choose_only_puts_a_button_first() -> None:
    url = link_to(invited(coming_lunch(), member()))
    page = Client().get(f"{url}?choose=no").content.decode()
    assert page.index('value="no"') < page.index('value="yes"')
    assert Rsvp.objects.count() == 0


@pytest.mark.parametrize("query", ["", "?choose=yes", "?choose=no", "?answer=yes", "?choose=%00"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_scanners_of_mails_change_nothing(method: str, query: str) -> None:
    url = link_to(invited(coming_lunch(), member()))
    before = (Rsvp.objects.count(), Message.objects.count(), AuditEntry.objects.count())
    assert getattr(Client(), method)(url + query).status_code == 200
    assert (Rsvp.objects.count(), Message.objects.count(), AuditEntry.objects.count()) == before


def test_a_yes_in_two_taps_without_cookies_or_a_token() -> None:
    event, her, client = coming_lunch(), member(), strict_client()
    url = link_to(invited(event, her))
    response = client.post(url, {"answer": "yes"}, follow=True)
    assert response.redirect_chain == [(f"{url}details/", 302)]
    assert "Saved: you are coming" in response.content.decode()
    rsvp = Rsvp.objects.get()
    assert (rsvp.member_id, rsvp.status, rsvp.channel) == (her.pk, RsvpStatus.YES, AnswerChannel.LINK)
    assert len(client.cookies) == 0


def test_a_no_comes_back_to_the_same_page_which_says_so() -> None:
    event, her = coming_lunch(), member()
    url = link_to(invited(event, her))
    response = strict_client().post(url, {"answer": "no"}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    page = response.content.decode()
    assert ("You are not coming this time" in page, "I can come after all" in page) == (True, True)
    assert Rsvp.objects.get().status == RsvpStatus.NO


def test_details_by_link_are_preset_and_saved() -> None:
    event, her = coming_lunch(), member(food_needs=[FoodNeed.HALAL])
    url, client = link_to(invited(event, her)), strict_client()
    client.post(url, {"answer": "yes"})
    assert client.get(f"{url}details/").context["form"]["food_needs"].value() == [FoodNeed.HALAL]
    response = client.post(f"{url}details/", {"children": "3", "food_needs": ["halal"], "photo_answer": "no"})
    assert (response.status_code, response.headers["Location"]) == (302, url)
    rsvp = Rsvp.objects.get()
    assert (rsvp.children, rsvp.photo_answer, rsvp.channel) == (3, PhotoAnswer.NO, AnswerChannel.LINK)
    assert client.post(f"{url}details/", {"children": "9"}).status_code == 400


def test_details_without_a_yes_lead_to_the_buttons() -> None:
    url = link_to(invited(coming_lunch(), member()))
    assert Client().get(f"{url}details/").headers["Location"] == url


def test_a_full_lunch_puts_her_in_the_queue_by_link_too() -> None:
    event, her = coming_lunch(capacity=1), member()
    fill(event, 1, now=timezone.now() - dt.timedelta(hours=1))
    url = link_to(invited(event, her))
    assert "Wait for a seat" in Client().get(url).content.decode()
    assert "Saved: you are waiting for a seat" in Client().post(url, {"answer": "yes"}, follow=True).content.decode()


def test_after_the_deadline_the_link_takes_a_no_alone() -> None:
    event, her, late = coming_lunch(days=9), member(), member()
    says(event, her, now=timezone.now() - dt.timedelta(hours=2))
    close_answers(event)
    refused = Client().post(link_to(invited(event, late)), {"answer": "yes"})
    assert (refused.status_code, AnswersClosed().message in refused.content.decode()) == (409, True)
    Client().post(link_to(Invitation.objects.get(member=her)), {"answer": "no"})
    assert Rsvp.objects.get(member=her).status == RsvpStatus.NO


def test_a_post_without_an_answer_says_what_to_do() -> None:
    response = Client().post(link_to(invited(coming_lunch(), member())))
    assert (response.status_code, "Press yes or no, so that we know." in response.content.decode()) == (400, True)


def test_dead_links_say_why_and_whom_to_call() -> None:
    her = member()
    old = invited(lunch(dt.date(2024, 3, 7)), her)
    revoked = invited(coming_lunch(), her)
    revoked_url = link_to(revoked)
    Invitation.objects.filter(pk=revoked.pk).update(link_version=2)
    cut = link_to(old)[:-9] + "/"
    for url, status, error in (
        (link_to(old), 410, LinkOld()),
        (revoked_url, 410, LinkRevoked()),
        (cut, 404, LinkBroken()),
        ("/en/lunches/answer/nonsense/", 404, LinkBroken()),
        (f"/en/lunches/answer/{quote('é:1:x')}/details/", 404, LinkBroken()),
    ):
        for response in (Client().get(url), Client().post(url, {"answer": "yes"})):
            page = response.content.decode()
            assert (url, response.status_code) == (url, status)
            assert (error.message in page, "08-465 004 10" in page, "/en/account/login/" in page) == (True, True, True)
    assert Rsvp.objects.count() == 0


def test_link_pages_are_kept_by_nobody() -> None:
    event, her = coming_lunch(), member()
    url = link_to(invited(event, her))
    answers = [
        Client().get(url),
        Client().post(url, {"answer": "yes"}),
        Client().get(f"{url}details/"),
        Client().get("/en/lunches/answer/nonsense/"),
    ]
    kept = {
        tuple(response.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag"))
        for response in answers
    }
    assert kept == {("private, no-store", "no-referrer", "noindex, nofollow")}
    assert logged_in(her).get(url).headers["Referrer-Policy"] == "same-origin"


def test_a_link_answers_for_its_own_member_whoever_is_logged_in() -> None:
    event, her, other = coming_lunch(), member(), member()
    logged_in(other).post(link_to(invited(event, her)), {"answer": "yes"})
    assert list(Rsvp.objects.values_list("member_id", flat=True)) == [her.pk]


def test_a_link_is_no_log_in() -> None:
    client = Client()
    client.get(link_to(invited(coming_lunch(), member())))
    assert client.get("/en/me/").status_code == 302
