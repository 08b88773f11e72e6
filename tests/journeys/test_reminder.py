"""The Monday before: one tick, one mail to each in her language, and the link in it works."""

import datetime as dt
from email.message import EmailMessage

import pytest
from django.utils import timezone

from events.domain.deadline import default_reminder
from events.enums import RsvpStatus
from events.models import Event, Rsvp
from events.services.planning import invite_members
from events.services.reminders import TickReport, tick
from tests.events.staff_pages import coming_lunch
from tests.factories import events as build
from tests.factories.members import make_member
from tests.journeys.conftest import PHONE, Post, Visit
from tests.journeys.letters import heading_of, headings, link_in, text_of
from tests.journeys.visitor import said
from tests.smtp import MailServer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def tick_on_the_monday(event: Event, *, minutes: int = 0) -> TickReport:
    """What beat does at 09.00 on the Monday before, or some minutes later."""
    moment = default_reminder(event.local_date) + dt.timedelta(minutes=minutes)
    return tick(clock=lambda: moment)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_everybody_gets_the_word_that_is_hers_and_answers_from_it(
    visit: Visit, post: Post, mails: MailServer, javascript: bool
) -> None:
    event = coming_lunch(capacity=1)
    make_member(email="1-anna@example.org", name="Anna", language="sv")
    silent = make_member(email="2-amina@example.org", name="أمينة", language="ar")
    coming = make_member(email="3-grace@example.org", name="Grace", language="en")
    waiting = make_member(email="4-zahra@example.org", name="Zahra", language="ar")
    no = make_member(email="5-olena@example.org", name="Olena", language="sv")
    invite_members(event_id=event.pk, now=timezone.now())
    build.says(event, coming, now=timezone.now())
    build.says(event, waiting, now=timezone.now())
    build.says(event, no, False, now=timezone.now())
    post()

    before = len(mails.inbox())
    assert tick_on_the_monday(event).broken == []
    reminders: list[EmailMessage] = sorted(mails.inbox()[before:], key=lambda mail: str(mail["To"]))
    assert headings(reminders) == [
        ("1-anna@example.org", said("Please answer today", "sv")),
        ("2-amina@example.org", said("Please answer today", "ar")),
        ("3-grace@example.org", said("You are expected", "en")),
        ("4-zahra@example.org", said("You are in the queue", "ar")),
    ]
    place = said("You are waiting for a seat. You are number %(place)s in the queue.", "ar", place=1)
    assert place in text_of(reminders[3])
    assert len({str(mail["Message-ID"]) for mail in reminders}) == 4
    assert tick_on_the_monday(event, minutes=1).planned == 0
    assert len(mails.inbox()) == before + 4

    her = visit("grace", PHONE, language="en", javascript=javascript)
    her.open(link_in(reminders[2], "choose=no"))
    her.press("I cannot come after all")
    assert Rsvp.objects.get(member=coming).status == RsvpStatus.NO
    amina = visit("amina", PHONE, language="ar", javascript=javascript)
    amina.open(link_in(reminders[1], "choose=yes"))
    amina.press("Wait for a seat")
    assert Rsvp.objects.get(member=silent).status == RsvpStatus.WAITING
    confirmations = [(str(mail["To"]), heading_of(mail)) for mail in post()]
    assert confirmations == [
        ("2-amina@example.org", said("The lunch is full. You are in the queue.", "ar")),
        ("3-grace@example.org", said("Thank you for telling us", "en")),
    ]
