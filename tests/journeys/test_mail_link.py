"""From a mail to an answer: two taps, no log-in, no JavaScript; and links that do not hold."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from events.enums import RsvpStatus
from events.models import Event, Invitation, Rsvp
from events.services.planning import invite_members
from tests.factories import events as build
from tests.factories.pages import coming_lunch
from tests.journeys.conftest import LAPTOP, PHONE, Post, Visit
from tests.journeys.letters import link_in
from wow.outbox.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
YES, NO = "Yes, I am coming", "No, not this time"


def invitation_links(event: Event, post: Post) -> list[str]:
    """The first answer link of each invitation mail, in order of receiver."""
    invite_members(event_id=event.pk, now=timezone.now())
    return [link_in(mail, "/lunches/answer/") for mail in post()]


def cookies(context: BrowserContext) -> list[str]:
    return [str(cookie["name"]) for cookie in context.cookies()]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_two_taps_from_the_mail_to_the_answer(visit: Visit, post: Post, language: str, javascript: bool) -> None:
    event, amina = coming_lunch(), build.member(preferred_language=language)
    [link] = invitation_links(event, post)
    her = visit("amina", PHONE, language=language, javascript=javascript)
    her.open(link)  # the first tap, in the mail
    assert her.path.startswith(f"/{language}/lunches/answer/")
    assert Rsvp.objects.count() == 0
    her.press(YES)  # the second
    assert her.reads("Saved: you are coming") is True
    assert (Rsvp.objects.get().member, Rsvp.objects.get().status) == (amina, RsvpStatus.YES)
    assert amina.name not in her.page.content()
    her.choose("1", within="How many children come with you?")
    her.press("Done")
    assert her.reads("You are coming") is True
    assert (Rsvp.objects.get().children, Rsvp.objects.get().channel) == (1, "link")
    assert cookies(her.page.context) == []
    her.press("I cannot come after all")
    assert Rsvp.objects.get().status == RsvpStatus.NO


def test_no_comes_first_when_she_pressed_no_in_the_mail(visit: Visit, post: Post) -> None:
    event, _amina = coming_lunch(), build.member()
    [link] = invitation_links(event, post)
    her = visit("amina", LAPTOP)
    her.open(link.replace("choose=yes", "choose=no"))
    answers = her.page.locator("form.answers button").all_inner_texts()
    assert [answer.strip() for answer in answers] == [her.says(NO), her.says(YES)]
    her.press(NO)
    assert Rsvp.objects.get().status == RsvpStatus.NO


def test_the_link_of_a_full_lunch_leads_to_the_queue(visit: Visit, post: Post) -> None:
    event, amina = coming_lunch(capacity=1), build.member(preferred_language="ar")
    [link] = invitation_links(event, post)
    build.says(event, build.member(), now=timezone.now())
    her = visit("amina", PHONE, language="ar")
    her.open(link)
    her.press("Wait for a seat")
    assert her.reads("Your place in the queue: %(place)s.", place=1) is True
    assert Rsvp.objects.get(member=amina).status == RsvpStatus.WAITING


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_broken_foreign_revoked_and_old_links_say_what_to_do(visit: Visit, post: Post, language: str) -> None:
    event, _amina = coming_lunch(), build.member(preferred_language=language)
    [link] = invitation_links(event, post)
    her = visit("amina", PHONE, language=language)
    broken = "This link does not work. Perhaps a piece of it is missing. Log in instead, or call us."
    her.open(link.split("?")[0][:-9] + "/")  # a mail program cut it
    assert (her.status, her.reads(broken)) == (404, True)
    her.open(f"/{language}/lunches/answer/abc:1uZ:def/")  # somebody made it up
    assert (her.status, her.reads(broken)) == (404, True)
    Invitation.objects.update(link_version=2)
    her.open(link)
    revoked = "This link is no longer in use. Use the link in our latest mail, log in, or call us."
    assert (her.status, her.reads(revoked)) == (410, True)
    Invitation.objects.update(link_version=1)
    past = timezone.now() - dt.timedelta(days=2)
    Event.objects.update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    her.open(link)
    old = "This link is old: the lunch is over. Log in to see the coming lunches."
    assert (her.status, her.reads(old)) == (410, True)
    her.follow("Coming lunches")
    assert her.path == f"/{language}/lunches/"
    assert (Rsvp.objects.count(), Message.objects.exclude(kind="events.invitation").count()) == (0, 0)


def test_somebody_else_s_link_answers_for_her_alone(visit: Visit, post: Post) -> None:
    """Logged in as one member with another's link open, the link's own member is answered for, and nobody is named."""
    event, lena = coming_lunch(), build.member(email="a-lena@example.org")
    amina = build.member(email="b-amina@example.org", name="Amina som ingen ska se")
    _lena_s, amina_s = invitation_links(event, post)
    her = visit("lena", PHONE)
    her.enter(lena)
    her.open(amina_s)
    assert amina.name not in her.page.content()
    her.press(NO)
    assert list(Rsvp.objects.values_list("member_id", "status")) == [(amina.pk, RsvpStatus.NO)]
    her.open("/sv/")
    assert her.find(YES).count() == 1
