"""Quiet hours and holiday Mondays as staff see them: the true moment, the warning, and the workday before."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from events.domain.deadline import STOCKHOLM, at_local
from events.domain.workdays import DeadlineWarning, deadline_warning
from events.models import Event
from events.services.reminders import tick
from tests.events.post import Post, invited
from tests.events.staff_pages import coming_draft, day_ahead, page_of, staff_client
from tests.factories import events as build
from wow.i18n.dates import day_and_clock_text, day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return staff_client(chapter=None)


def holiday_week() -> tuple[dt.date, DeadlineWarning]:
    """The next Thursday whose Monday is a public holiday."""
    thursdays = (day_ahead() + dt.timedelta(weeks=number) for number in range(80))
    return next((day, found) for day in thursdays if (found := deadline_warning(day)))


def ordinary_week() -> dt.date:
    """The next Thursday with an ordinary Monday."""
    thursdays = (day_ahead() + dt.timedelta(weeks=number) for number in range(80))
    return next(day for day in thursdays if deadline_warning(day) is None)


def form_of(day: dt.date, **fields: Any) -> dict[str, Any]:
    """What the form of a new lunch sends."""
    place = build.venue()
    empty = {
        f"{name}-{count}": 0
        for name in ("agenda", "questions", "sponsorships")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    times = {"day": day.isoformat(), "start_clock": "12:15", "end_clock": "14:00"}
    return {
        "chapter": place.chapter.pk,
        "venue": place.pk,
        "capacity": 40,
        "title_sv": "Lunch",
        **times,
        **empty,
        **fields,
    }


def said_to(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("is_holiday", [True, False])
def test_creating_a_lunch_warns_of_a_holiday_monday(staff: Client, is_holiday: bool) -> None:
    day, warning = holiday_week()
    response = staff.post("/admin/events/event/add/", form_of(day if is_holiday else ordinary_week()))
    assert (response.status_code, Event.objects.count()) == (302, 1)
    assert [words in said_to(response) for words in (warning.holiday, day_text(warning.workday_before))] == [
        is_holiday
    ] * 2


def test_publishing_warns_and_offers_the_workday_before(staff: Client) -> None:
    day, warning = holiday_week()
    event = build.draft_lunch(day, now=timezone.now())
    page = staff.get(page_of("publish", event))
    assert [warning.holiday in words for words in page.context["warnings"]] == [True]
    assert page.content.decode().count(f'href="{page_of("workday", event)}"') == 1
    staff.post(page_of("workday", event))
    page = staff.get(page_of("publish", event))
    assert (page.context["warnings"], page.context["workday_url"]) == ([], "")
    chosen = day_and_clock_text(at_local(warning.workday_before, dt.time(9, 0)))
    assert chosen in page.context["consequences"][-1]


def test_an_ordinary_monday_is_not_warned_of(staff: Client) -> None:
    page = staff.get(page_of("publish", build.draft_lunch(ordinary_week(), now=timezone.now())))
    assert (page.context["warnings"], page.context["workday_url"]) == ([], "")


def test_moving_to_a_holiday_week_says_so(staff: Client) -> None:
    day, warning = holiday_week()
    event = coming_draft()
    times = {"day": day.isoformat(), "start_clock": "12:15", "end_clock": "14:00"}
    response = staff.post(page_of("move", event), times)
    assert (response.status_code, warning.holiday in said_to(response)) == (302, True)


def test_nobody_has_to_choose_and_a_holiday_monday_sends_all_the_same(post: Post) -> None:
    event, who = build.lunch(dt.date(2024, 4, 4)), build.member()  # Easter Monday is 1 April
    invited(event, who)
    nine = at_local(dt.date(2024, 4, 1), dt.time(9, 0))
    tick(clock=lambda: nine)
    assert [str(mail["To"]) for mail in post.server.inbox()] == [who.email]


@pytest.mark.parametrize(
    ("chosen", "leaves"),
    [("21:00", (1, "08:00")), ("07:59", (0, "08:00")), ("08:00", (0, "08:00")), ("20:59", (0, "20:59"))],
)
def test_a_reminder_chosen_for_the_night_is_shown_as_it_leaves(
    staff: Client, chosen: str, leaves: tuple[int, str]
) -> None:
    event = coming_draft()
    sunday = event.reminder_at.astimezone(STOCKHOLM).date() - dt.timedelta(days=1)
    Event.objects.filter(pk=event.pk).update(reminder_override=at_local(sunday, dt.time.fromisoformat(chosen)))
    days, clock = leaves
    moment = at_local(sunday + dt.timedelta(days=days), dt.time.fromisoformat(clock))
    assert day_and_clock_text(moment) in staff.get(page_of("publish", event)).context["consequences"][-1]
