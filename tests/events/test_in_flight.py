"""Lunches and members that change while messages wait or are in a worker's hand: real SMTP, both databases."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.utils import load_backend
from pytest_django import DjangoDbBlocker, Settings

from events.calls import calls_to_make
from events.models import Event, Invitation, Rsvp, Venue
from events.services.planning import cancel_lunch, copy_lunch, move_lunch, publish_lunch
from events.services.reminders import plan_reminders
from members.models import Member
from members.services import erase_member, prefer_language, set_messages
from tests.events.post import Post, at, first_line, invited, receivers, said
from tests.factories.events import lunch, member, says
from tests.faults.databases import fresh_database
from tests.smtp import mail_server
from wow.audit.models import AuditEntry
from wow.i18n.public import forget_public_codes
from wow.outbox.channels.email import Courier
from wow.outbox.models import Heartbeat, Message
from wow.settings.base import database as settings_of

MONDAY = "2024-03-04 09:00"
PLANNED_AT = at(MONDAY)
IN_BETWEEN = at("2024-03-04 09:00:30")
NEXT = "2024-03-04 09:01"
REMINDER = "events.reminder"

MOMENTS = ("waiting", "in hand")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this module's own, with real transactions; gone afterwards."""
    with fresh_database(request.param) as url:
        yield url


@pytest.fixture(autouse=True)
def post(database: str, django_db_blocker: DjangoDbBlocker, settings: Settings) -> Iterator[Post]:
    """The portal on that database and a mail server of its own; every row that a test made goes again."""
    with django_db_blocker.unblock(), mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        standing = connections["default"]
        own = {**standing.settings_dict, "OPTIONS": {}, **settings_of(database)}
        connections["default"] = load_backend(own["ENGINE"]).DatabaseWrapper(own, "default")
        forget_public_codes()
        try:
            yield Post(server)
        finally:
            for model in (Message, Event, Venue, Heartbeat, AuditEntry, Member):
                model.objects.all().delete()
            connections["default"].close()
            connections["default"] = standing
            forget_public_codes()


@pytest.fixture
def just_before_the_text(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen once between the receiver's acceptance and the text: the last moment before the fence."""

    def arrange(change: Callable[[], object]) -> None:
        offer, waiting = Courier.offer, [change]

        def offer_then_change(courier: Courier, letter: Any) -> None:
            offer(courier, letter)
            while waiting:
                waiting.pop()()

        monkeypatch.setattr(Courier, "offer", offer_then_change)

    return arrange


def asked(**fields: Any) -> tuple[Event, Member]:
    """A lunch on 7 March 2024, a member who was invited to it, and her reminder in the outbox."""
    event, who = lunch(), member(**fields)
    invited(event, who)
    assert plan_reminders(now=PLANNED_AT) == 1
    return event, who


def move(event: Event, day: str = "2024-04-11", now: dt.datetime = IN_BETWEEN) -> None:
    starts_at, ends_at = at(f"{day} 12:15"), at(f"{day} 14:00")
    move_lunch(actor=boss(), event_id=event.pk, starts_at=starts_at, ends_at=ends_at, now=now)


def cancel(event: Event, now: dt.datetime = IN_BETWEEN) -> None:
    cancel_lunch(actor=boss(), event_id=event.pk, now=now)


def boss() -> Member:
    return member(chapter=None, wants_messages=False)


def mute(who: Member, now: dt.datetime = IN_BETWEEN) -> None:
    set_messages(member=who, wanted=False, language="sv", source="portal", now=now)


def states(**which: Any) -> list[tuple[str, str]]:
    return [(row.status, row.reason) for row in Message.objects.filter(**which).order_by("created_at", "id")]


@pytest.fixture
def happens(just_before_the_text: Any) -> Callable[[str, Callable[[], object]], None]:
    """Makes a change at one of MOMENTS: while the reminder waits, or while a worker holds it."""

    def arrange(moment: str, change: Callable[[], object]) -> None:
        if moment == "waiting":
            change()
        else:
            just_before_the_text(change)

    return arrange


@pytest.mark.parametrize("moment", MOMENTS)
def test_moved(post: Post, happens: Any, moment: str) -> None:
    event, who = asked()
    happens(moment, lambda: move(event))
    assert post.tick_mails(NEXT) == []
    assert states(kind=REMINDER) == [("cancelled", "moved")]
    [mail] = post.tick_mails("2024-04-08 09:00")
    assert (str(mail["To"]), mail["Subject"]) == (who.email, "WOW – torsdag 11 april")
    assert post.tick_mails("2024-04-08 09:01") == []


def test_moved_after_some_were_reminded(post: Post) -> None:
    event, who = asked()
    post.tick(NEXT)
    late = member()
    invited(event, late, now=at("2024-03-03 10:00"))
    plan_reminders(now=at("2024-03-04 09:02"))
    move(event, now=at("2024-03-04 09:03"))
    mails = post.tick_mails("2024-03-04 09:04")
    assert [(str(mail["To"]), first_line(mail)) for mail in mails] == [
        (who.email, said("The lunch has a new day, time or place"))
    ]
    assert receivers(post.tick_mails("2024-04-08 09:00")) == sorted([str(who.email), str(late.email)])


def test_moved_twice_tells_the_last_date_alone(post: Post) -> None:
    event, _who = asked()
    post.tick(NEXT)
    move(event, now=at("2024-03-04 09:03"))
    move(event, "2024-04-18", now=at("2024-03-04 09:04"))
    assert [mail["Subject"] for mail in post.tick_mails("2024-03-04 09:05")] == ["WOW – torsdag 18 april"]
    assert states(kind="events.moved") == [("cancelled", "moved"), ("sent", "")]


def test_moved_and_then_cancelled_tells_only_that(post: Post) -> None:
    event, _who = asked()
    post.tick(NEXT)
    move(event, now=at("2024-03-04 09:03"))
    cancel(event, now=at("2024-03-04 09:04"))
    assert [first_line(mail) for mail in post.tick_mails("2024-03-04 09:05")] == [said("The lunch is cancelled")]
    assert post.tick_mails("2024-04-08 09:00") == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_cancelled(post: Post, happens: Any, moment: str) -> None:
    event, who = asked()
    happens(moment, lambda: cancel(event))
    mails = post.tick_mails(NEXT)
    assert [(str(mail["To"]), first_line(mail)) for mail in mails] == [(who.email, said("The lunch is cancelled"))]
    assert states(kind=REMINDER) == [("cancelled", "cancelled")]
    assert post.tick_mails("2024-03-04 09:02") == []


def test_copied(post: Post) -> None:
    event, who = asked()
    says(event, who, now=at("2024-03-04 08:00"))
    copy = copy_lunch(actor=boss(), source_id=event.pk, now=IN_BETWEEN)
    assert receivers(post.tick_mails(NEXT)) == [who.email] * 2  # the confirmation and the reminder of the first lunch
    assert [model.objects.filter(event=copy).count() for model in (Invitation, Rsvp)] == [0, 0]
    assert Message.objects.about(copy.outbox_topic).count() == 0
    publish_lunch(actor=boss(), event_id=copy.pk, invite=True, now=at("2024-03-04 10:00"))
    [invitation] = post.tick_mails("2024-03-04 10:01")
    assert (str(invitation["To"]), copy.slug != event.slug) == (who.email, True)
    [reminder] = post.tick_mails(copy.reminder_at)
    assert reminder["Subject"] == invitation["Subject"] == "WOW – torsdag 4 april"
    assert Message.objects.about(copy.outbox_topic).filter(kind=REMINDER).count() == 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_erased(post: Post, happens: Any, moment: str) -> None:
    _event, who = asked()
    happens(moment, lambda: erase_member(member=Member.objects.get(pk=who.pk), actor=None, now=IN_BETWEEN))
    assert post.tick_mails(NEXT) == []
    assert [row.address for row in Message.objects.filter(member=who, status="planned")] == []
    assert post.tick_mails("2024-03-04 09:10") == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_erased_while_the_news_of_a_move_waits(post: Post, happens: Any, moment: str) -> None:
    event, who = asked()
    post.tick(NEXT)
    move(event, now=at("2024-03-04 09:03"))
    happens(moment, lambda: erase_member(member=Member.objects.get(pk=who.pk), actor=None, now=at("2024-03-04 09:04")))
    assert post.tick_mails("2024-03-04 09:05") == []


def test_muted(post: Post) -> None:
    _event, who = asked()
    mute(who)
    assert post.tick_mails(NEXT) == []
    assert states(kind=REMINDER) == [("cancelled", "muted")]


def test_muted_and_wanting_mails_again_before_it_leaves(post: Post) -> None:
    _event, who = asked()
    mute(who)
    set_messages(member=who, wanted=True, language="sv", source="portal", now=at("2024-03-04 09:00:40"))
    assert receivers(post.tick_mails(NEXT)) == [who.email]


@pytest.mark.parametrize("change", [move, cancel])
def test_a_guest_who_muted_gets_no_mail_and_stands_on_the_list_of_those_to_call(
    post: Post, change: Callable[..., None]
) -> None:
    event, who = asked()
    says(event, who, now=at("2024-03-01 10:00"))
    post.tick("2024-03-01 10:01")
    mute(who)
    change(event)
    assert post.tick_mails(NEXT) == []
    event.refresh_from_db()
    about = {move: "moved", cancel: "cancelled"}[change]
    assert [(call.member, call.why.value, call.about.value) for call in calls_to_make(event, at(NEXT))] == [
        (who, "muted", about)
    ]


@pytest.mark.parametrize("message", ["reminder", "moved", "cancelled"])
def test_the_language_is_hers_when_it_leaves(post: Post, message: str) -> None:
    event, who = asked()
    if message != "reminder":
        post.tick("2024-03-04 09:00:10")
        change: Callable[[Event], None] = move if message == "moved" else cancel
        change(event)
    prefer_language(member=who, language="ar")
    [mail] = post.tick_mails(NEXT)
    headings = {
        "reminder": "Please answer today",
        "moved": "The lunch has a new day, time or place",
        "cancelled": "The lunch is cancelled",
    }
    assert (first_line(mail), mail["Content-Language"]) == (said(headings[message], "ar"), "ar")


def test_an_answer_while_a_worker_holds_the_reminder(post: Post, just_before_the_text: Any) -> None:
    event, who = asked()
    just_before_the_text(lambda: says(event, who, is_coming=False, now=IN_BETWEEN))
    lines = [first_line(mail) for mail in post.tick_mails(NEXT)]
    # The reminder was written before she answered: it may leave once, and her confirmation follows.
    assert sorted(lines) == sorted([said("Please answer today"), said("Thank you for telling us")])


def test_without_the_fence_a_moved_lunch_would_be_reminded_of_on_its_old_date(
    post: Post, just_before_the_text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, who = asked()
    just_before_the_text(lambda: move(event))
    monkeypatch.setattr("wow.outbox.services.claiming.fence", lambda *_args, **_kwargs: True)
    assert receivers(post.tick_mails(NEXT)) == [who.email]
