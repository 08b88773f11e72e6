"""The last Mondays in figures, as a chart and as a table."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from events.admin.monday_chart import monday_chart
from events.models import Event
from events.mondays import MondayFigures, last_mondays
from events.services.reminders import plan_reminders
from tests.events.post import Post, at, invited
from tests.events.staff_pages import staff_client
from tests.factories.events import lunch, member, says
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
MONDAY = at("2024-03-04 09:00")
EVENING = at("2024-03-04 19:00")
PAGE = "admin:events_event_mondays"


def asked(count: int, day: dt.date = dt.date(2024, 3, 7)) -> Event:
    event = lunch(day)
    for _ in range(count):
        invited(event, member())
    return event


def figures(now: dt.datetime = EVENING) -> MondayFigures:
    [only] = last_mondays(now)
    return only


def set_states(*states: str) -> None:
    """Give the planned reminders these states, one each."""
    for row, status in zip(Message.objects.order_by("id"), states, strict=True):
        Message.objects.filter(pk=row.pk).update(status=status, sent_at=MONDAY)


def test_before_nine_there_is_nothing_to_show() -> None:
    asked(1)
    assert last_mondays(MONDAY - dt.timedelta(seconds=1)) == []


def test_each_state_is_counted_by_itself() -> None:
    asked(7)
    plan_reminders(now=MONDAY)
    set_states("sent", "sent", "held", "failed", "bounced", "expired", "planned")
    found = figures(MONDAY)
    assert (found.expected, found.sent, found.on_the_way, found.held, found.failed, found.bounced, found.expired) == (
        7, 2, 1, 1, 1, 1, 1,
    )  # fmt: skip
    assert (found.unplanned, found.unanswered) == (0, 7)


def test_who_answered_is_neither_expected_nor_unanswered(post: Post) -> None:
    event, who = asked(1), member()
    invited(event, who)
    plan_reminders(now=MONDAY)
    says(event, who, now=at("2024-03-04 09:00:20"))
    post.tick("2024-03-04 09:01")
    found = figures()
    assert (found.expected, found.sent, found.unanswered) == (1, 1, 1)


@pytest.mark.parametrize("moment", ["2024-03-04 12:00", "2024-03-05 08:00"])
def test_a_monday_that_planned_nothing_shows_whom_it_forgot(post: Post, moment: str) -> None:
    asked(2)
    if moment > "2024-03-05":
        post.tick(moment)  # the trail notes them once answers have closed
    found = figures(at(moment))
    assert (found.expected, found.sent, found.unplanned, found.too_late) == (2, 0, 2, 2)


def test_reminders_of_a_date_before_the_move_do_not_count() -> None:
    event = asked(1)
    plan_reminders(now=MONDAY)
    Message.objects.update(occurrence_on=dt.date(2024, 2, 29), status="cancelled")
    assert figures(MONDAY).unplanned == 1
    assert figures(MONDAY).event == event


def test_the_latest_come_first_in_as_many_queries() -> None:
    for number in range(3):
        asked(1, dt.date(2024, 3, 7) - dt.timedelta(weeks=number))
    with CaptureQueriesContext(connection) as captured:
        days = [found.event.local_date.day for found in last_mondays(at("2024-03-08 09:00"))]
    assert (days, len(captured)) == ([7, 29, 22], 6)  # lunches, rows, silent, and the trail of each


def test_the_chart_is_mirrored_for_right_to_left() -> None:
    for number in range(2):
        asked(1, dt.date(2024, 3, 7) - dt.timedelta(weeks=number))
    mondays = last_mondays(EVENING)

    def order(language: str) -> list[int]:
        with translation.override(language):
            chart = monday_chart(mondays, label="x")
        return sorted((0, 1), key=lambda place: chart.index((">7/3<", ">29/2<")[place]))

    assert (order("sv"), order("ar")) == ([1, 0], [0, 1])


def test_the_chart_draws_every_part_at_its_height() -> None:
    asked(4)
    plan_reminders(now=MONDAY)
    set_states("sent", "sent", "held", "expired")
    chart = monday_chart(last_mondays(MONDAY), label="Reminders")
    assert [chart.count(f'height="{height}"') for height in ("60.0", "30.0")] == [1, 2]
    assert [text in chart for text in ('aria-label="Reminders"', ">2/4<", "url(#monday-hatch)")] == [True] * 3


def test_no_column_without_mondays() -> None:
    assert "<text" not in monday_chart([], label="x")


@pytest.mark.parametrize(
    ("role", "status"),
    [("staff", 200), ("greeter", 403), ("strategist", 403), ("translator", 403), ("safeguarding", 403)],
)
def test_who_sees_the_page(role: str, status: int) -> None:
    assert staff_client(role).get(reverse(PAGE)).status_code == status


def test_the_page_says_the_same_in_a_table() -> None:
    asked(2)
    plan_reminders(now=MONDAY)
    set_states("sent", "held")
    page = staff_client(chapter=None).get(reverse(PAGE))
    assert [(found.sent, found.held) for found in page.context["mondays"]] == [(1, 1)]
    assert page.content.decode().count('<td class="is-number') == 9
    assert "monday-chart" in page.content.decode()
