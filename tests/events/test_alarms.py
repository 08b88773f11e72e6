"""The health page and the banner: a silent clock, a Monday that planned nothing, reminders that came too late."""

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from events import alarms
from events.admin.needs import message_needs
from events.models import Event
from events.services.reminders import plan_reminders
from tests.events.post import Post, at, invited
from tests.factories.events import lunch, member, says
from wow.outbox.models import Message
from wow.outbox.services import beat

pytestmark = pytest.mark.django_db
MONDAY = at("2024-03-04 09:00")
LATER = MONDAY + alarms.PATIENCE


def health(client: Client) -> tuple[int, bytes]:
    response = client.get("/health/")
    assert "no-store" in response.headers["Cache-Control"]
    return response.status_code, response.content


def test_health_is_red_until_the_clock_has_ticked_and_when_it_falls_silent(client: Client) -> None:
    assert health(client) == (503, b"clock")
    beat("tick", timezone.now() - alarms.PATIENCE + dt.timedelta(seconds=30))
    assert health(client) == (200, b"ok")


def test_health_is_red_when_the_clock_fell_silent(client: Client) -> None:
    beat("tick", timezone.now() - alarms.PATIENCE - dt.timedelta(seconds=1))
    assert health(client) == (503, b"clock")


def test_another_jobs_heartbeat_is_not_the_ticks(client: Client) -> None:
    beat("backup", timezone.now())
    assert health(client) == (503, b"clock")


def test_health_is_red_without_a_database_and_says_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("password=secret host=db.internal")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
    assert health(client) == (503, b"database")


def test_health_is_red_while_a_monday_has_planned_nothing(client: Client) -> None:
    now = timezone.now()
    event = lunch((now + dt.timedelta(days=9)).date(), now=now - dt.timedelta(days=9))
    Event.objects.filter(pk=event.pk).update(
        reminder_override=at_noon(now) - dt.timedelta(days=2), deadline_override=now + dt.timedelta(days=1)
    )
    invited(event, member(), now=now - dt.timedelta(days=8))
    beat("tick", now)
    assert health(client) == (503, b"reminders")
    plan_reminders(now=now)
    assert health(client) == (200, b"ok")


def at_noon(now: dt.datetime) -> dt.datetime:
    return now.replace(hour=11, minute=0)


def test_a_monday_that_planned_nothing_is_told_until_the_lunch_begins() -> None:
    event = lunch()
    assert alarms.unplanned_lunches(LATER) == []  # nobody is to be reminded
    invited(event, member())
    assert alarms.unplanned_lunches(LATER - dt.timedelta(seconds=1)) == []
    assert alarms.unplanned_lunches(LATER) == [event]
    assert alarms.unplanned_lunches(at("2024-03-06 12:00")) == [event]
    assert alarms.unplanned_lunches(event.starts_at) == []


def test_one_planned_reminder_is_a_monday_that_ran() -> None:
    event = lunch()
    invited(event, member())
    assert plan_reminders(now=MONDAY) == 1
    assert alarms.unplanned_lunches(LATER) == []


def test_who_has_answered_since_needs_no_reminder() -> None:
    event, who = lunch(), member()
    invited(event, who)
    says(event, who, now=MONDAY)
    assert alarms.unplanned_lunches(LATER) == []


def test_reminders_that_came_too_late_are_counted_until_the_lunch_begins(post: Post) -> None:
    event = lunch()
    for _ in range(2):
        invited(event, member())
    plan_reminders(now=at("2024-03-04 17:59"))
    assert alarms.late_reminders(at("2024-03-04 17:59")) == 0
    post.tick("2024-03-04 18:00")
    assert alarms.late_reminders(at("2024-03-04 18:00")) == 2
    assert alarms.late_reminders(event.starts_at) == 0


@pytest.mark.parametrize("status", ["held", "failed", "expired"])
def test_the_banner_names_each_kind_by_itself(status: str) -> None:
    event = lunch()
    invited(event, member())
    plan_reminders(now=at("2024-03-04 17:59"))
    Message.objects.update(status=status)
    now = at("2024-03-04 18:01")
    beat("tick", now)
    needs = message_needs(now)
    assert [(need.count, need.url.partition("?")[2], need.is_urgent) for need in needs] == [
        (1, f"status__exact={status}", True)
    ]


def test_the_banner_leads_to_the_lunch_that_was_planned_for_nobody() -> None:
    event = lunch()
    invited(event, member())
    beat("tick", LATER)
    assert [(need.count, need.url) for need in message_needs(LATER)] == [
        ("!", f"/admin/events/event/{event.pk}/overview/")
    ]
