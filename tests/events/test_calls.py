"""Whom staff phone about a lunch: why no mail reaches her, what to say, and that she is not called twice."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.admin.figures import figures_of
from events.calls import calls_to_make, guests_without_mail, news_calls_left
from events.enums import AnswerChannel
from events.errors import LunchHasChanged, LunchUnknown
from events.models import Event, Rsvp
from events.services.answers import promote_waiting
from events.services.calls import note_told
from events.services.planning import cancel_lunch, move_lunch
from members.models import Member
from tests.events.post import Post, at, invited
from tests.events.staff_pages import coming_lunch, page_of, staff_client
from tests.factories import events as build
from tests.factories.events import WEEKS_BEFORE, lunch, member, says
from wow.audit.models import AuditEntry
from wow.outbox.models import Message
from wow.outbox.services import give_up, note_bounced

pytestmark = pytest.mark.django_db
SOON = WEEKS_BEFORE + dt.timedelta(days=1)
MONDAY = at("2024-03-04 09:00")
UNREACHED: dict[str, dict[str, Any]] = {"no_email": {"email": None}, "muted": {"wants_messages": False}}


def calls(event: Event, now: dt.datetime = SOON) -> list[tuple[str, str, str]]:
    event.refresh_from_db()
    return [(call.member.name, call.why.value, call.about.value) for call in calls_to_make(event, now)]


def moved(event: Event, day: str = "2024-04-11", now: dt.datetime = SOON) -> Event:
    starts, ends = at(f"{day} 12:15"), at(f"{day} 14:00")
    return move_lunch(actor=member(chapter=None), event_id=event.pk, starts_at=starts, ends_at=ends, now=now)


def told(event: Event, who: Member, now: dt.datetime, sequence: int | None = None) -> Rsvp:
    event.refresh_from_db()
    number = event.sequence if sequence is None else sequence
    return note_told(event_id=event.pk, member_id=who.pk, sequence=number, actor=member(chapter=None), now=now)


@pytest.mark.parametrize("why", UNREACHED)
def test_a_guest_whom_no_mail_reaches_is_called_when_the_lunch_moves(why: str) -> None:
    event, who = lunch(), member(name="Hodan", **UNREACHED[why])
    says(event, who)
    says(event, member())
    assert (calls(event), guests_without_mail(event)) == ([], 1)
    moved(event)
    assert calls(event, SOON + dt.timedelta(hours=1)) == [("Hodan", why, "moved")]
    assert Message.objects.filter(member=who).exists() is False
    told(event, who, SOON + dt.timedelta(hours=2))
    assert calls(event, SOON + dt.timedelta(hours=3)) == []


@pytest.mark.parametrize("why", UNREACHED)
def test_and_when_it_is_cancelled(why: str) -> None:
    event, who = lunch(capacity=1), member(name="Hodan", **UNREACHED[why])
    waits, refuses = member(name="Wafa", **UNREACHED[why]), member(**UNREACHED[why])
    says(event, who)
    says(event, waits)
    says(event, refuses, is_coming=False)
    cancel_lunch(actor=who, event_id=event.pk, now=SOON)
    assert calls(event) == [("Hodan", why, "cancelled"), ("Wafa", why, "cancelled")]
    told(event, waits, SOON + dt.timedelta(minutes=1))
    assert calls(event) == [("Hodan", why, "cancelled")]
    assert calls(event, event.ends_at) == []


@pytest.mark.parametrize("why", UNREACHED)
def test_and_when_the_reminder_would_have_gone(why: str) -> None:
    event, who = lunch(), member(name="Hodan", **UNREACHED[why])
    says(event, who)
    assert calls(event, MONDAY - dt.timedelta(seconds=1)) == []
    assert calls(event, MONDAY) == [("Hodan", why, "reminded")]
    told(event, who, MONDAY)
    assert calls(event, MONDAY) == []


def test_who_said_yes_after_nine_needs_no_reminder() -> None:
    event, who = lunch(), member(email=None)
    says(event, who, now=MONDAY)
    assert calls(event, at("2024-03-04 10:00")) == []


def test_a_seat_from_the_waiting_list_is_told_by_phone() -> None:
    event, first, who = lunch(capacity=1), member(), member(name="Hodan", wants_messages=False)
    says(event, first)
    says(event, who)
    says(event, first, is_coming=False)
    promote_waiting(event_id=event.pk, actor=first, now=SOON)
    assert calls(event) == [("Hodan", "muted", "seated")]
    told(event, who, SOON + dt.timedelta(minutes=1))
    assert calls(event) == []


def test_her_own_answer_after_the_news_shows_that_she_knows() -> None:
    event, who = lunch(), member(wants_messages=False)
    says(event, who)
    moved(event)
    says(event, who, is_coming=False, now=SOON + dt.timedelta(hours=1))
    says(event, who, now=SOON + dt.timedelta(hours=2))
    assert calls(event, SOON + dt.timedelta(hours=3)) == []


def test_silent_members_without_email_are_asked_and_the_muted_are_left_in_peace() -> None:
    event = lunch()
    member(name="Hodan", email=None)
    invited(event, member(wants_messages=False))
    assert calls(event) == [("Hodan", "no_email", "asked")]


def test_a_mail_that_came_back_makes_a_call_until_a_later_one_arrives(post: Post) -> None:
    event, who = lunch(invite=True), member(name="Hodan")
    post.tick("2024-02-20 09:00")
    bounced = Message.objects.get(member=who)
    note_bounced(message_id=bounced.pk, actor=member(chapter=None), note="x", now=at("2024-02-20 10:00"))
    now = at("2024-02-20 11:00")
    assert calls(event, now) == [("Hodan", "returned", "asked")]
    assert figures_of(event, now=now).unanswered == []
    assert [str(mail["To"]) for mail in post.tick_mails(MONDAY)] == [who.email]
    assert calls(event, MONDAY) == []


@pytest.mark.parametrize("reason", ["failed", "given up"])
def test_a_refused_or_abandoned_mail_makes_a_call_too(post: Post, reason: str) -> None:
    event, who = lunch(invite=True), member(name="Hodan")
    post.tick("2024-02-20 09:00")
    Message.objects.filter(member=who).update(status="failed", reason="refused-550")
    if reason == "given up":
        give_up(message_id=Message.objects.get(member=who).pk, actor=who, note="x", now=SOON)
    assert calls(event, at("2024-02-20 11:00")) == [("Hodan", "returned", "asked")]


def test_a_guest_whose_mail_came_back_is_told_of_the_move_by_phone(post: Post) -> None:
    event, who = lunch(), member(name="Hodan")
    says(event, who)
    post.tick("2024-02-20 09:00")
    note_bounced(message_id=Message.objects.get(member=who).pk, actor=who, note="x", now=at("2024-02-20 10:00"))
    moved(event, now=at("2024-02-20 11:00"))
    assert calls(event, at("2024-02-20 12:00")) == [("Hodan", "returned", "moved")]


def test_erased_members_and_drafts_are_not_called() -> None:
    event, who = lunch(), member(email=None)
    says(event, who)
    moved(event)
    Member.objects.filter(pk=who.pk).update(is_active=False)
    assert calls(event, SOON + dt.timedelta(hours=1)) == []
    member(email=None)
    assert calls(build.draft_lunch()) == []


def test_who_was_told_of_an_older_version_is_called_again() -> None:
    event, who = lunch(), member(name="Hodan", email=None)
    says(event, who)
    moved(event)
    moved(event, "2024-04-18", now=SOON + dt.timedelta(minutes=1))
    with pytest.raises(LunchHasChanged):
        told(event, who, SOON + dt.timedelta(minutes=2), sequence=1)
    assert calls(event, SOON + dt.timedelta(minutes=3)) == [("Hodan", "no_email", "moved")]


def test_telling_is_on_the_trail_once_and_only_for_those_who_answered() -> None:
    event, who = lunch(), member(email=None)
    rsvp = says(event, who)
    moved(event)
    for minute in (1, 2):
        told(event, who, SOON + dt.timedelta(minutes=minute))
    trail = AuditEntry.objects.filter(action="answer.told")
    assert [(entry.subject, entry.note) for entry in trail] == [(f"events.rsvp:{rsvp.pk}", "about=moved")]
    with pytest.raises(LunchUnknown):
        told(event, member(), SOON)


def test_many_lunches_cost_two_queries(django_assert_num_queries: pytest.FixtureRequest) -> None:
    lunches = [lunch(dt.date(2024, 3, 7) + dt.timedelta(weeks=number)) for number in range(3)]
    for event in lunches:
        says(event, member(email=None))
        cancel_lunch(actor=member(), event_id=event.pk, now=SOON)
        event.refresh_from_db()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert news_calls_left(lunches, SOON) == dict.fromkeys(lunches, 1)


def test_staff_see_the_call_press_told_and_it_is_gone() -> None:
    staff, event, who = staff_client(chapter=None), coming_lunch(), member(email=None, phone="+46701740605")
    says(event, who, now=timezone.now(), channel=AnswerChannel.STAFF)
    cancel_lunch(actor=who, event_id=event.pk, now=timezone.now())
    page = staff.get(page_of("overview", event)).content.decode()
    assert [page.count(text) for text in ("070-174 06 05", page_of("told", event, who.pk))] == [1, 1]
    needs = staff.get("/admin/").context["needs"]
    assert [need.url for need in needs if "overview" in need.url] == [f"{page_of('overview', event)}#call"]
    event.refresh_from_db()
    response = staff.post(page_of("told", event, who.pk), {"sequence": event.sequence})
    assert response.headers["Location"] == f"{page_of('overview', event)}#call"
    assert page_of("told", event, who.pk) not in staff.get(page_of("overview", event)).content.decode()


def test_telling_needs_a_post_and_the_right(client: Client) -> None:
    event, who = coming_lunch(), member(email=None)
    says(event, who, now=timezone.now())
    cancel_lunch(actor=who, event_id=event.pk, now=timezone.now())
    url = page_of("told", event, who.pk)
    assert staff_client(chapter=None).get(url).status_code == 405
    assert staff_client("greeter").post(url, {"sequence": 1}).status_code == 403
    staff_client(chapter=None).post(url, {"sequence": "nonsense"})
    assert Rsvp.objects.get().told_at is None
