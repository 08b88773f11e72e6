"""Weeks in which the clocks change, and clocks that jump: 09:00 in Stockholm, once."""

import datetime as dt
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_django import Settings

from events import audience
from events.domain.deadline import STOCKHOLM, at_local
from events.domain.reminding import ReminderWindow
from events.models import Event, Invitation
from events.services import reminders
from events.services.reminders import tick
from tests.factories.events import lunch, member
from tests.faults.report import Result, record
from tests.smtp import MailServer, mail_server
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
MEMBERS = 2
YEARS = range(2024, 2034)


def last_sunday(year: int, month: int) -> dt.date:
    """The last Sunday of a month of 31 days: the clocks change in its night."""
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)


CHANGES = [last_sunday(year, month) for year in YEARS for month in (3, 10)]


@pytest.fixture(name="server")
def _server(settings: Settings) -> "object":
    with mail_server() as running:
        settings.EMAIL_PORT = running.port
        yield running


def lunch_of(day: dt.date) -> Event:
    """Everybody was invited a month before, in the other half of the year's clocks."""
    month_before = at_local(day - dt.timedelta(days=30), dt.time(10, 0))
    event = lunch(day, now=month_before)
    for _ in range(MEMBERS):
        Invitation.objects.create(event=event, member=member(), invited_at=month_before)
    return event


def ticks(*moments: dt.datetime) -> None:
    """One tick at each, in this order."""
    for moment in moments:
        tick(clock=lambda moment=moment: moment)  # type: ignore[misc]


def monday_minutes(monday: dt.date) -> list[dt.datetime]:
    """From 06:00 to 12:00 in Stockholm, every quarter of an hour."""
    first = at_local(monday, dt.time(6, 0))
    return [first + dt.timedelta(minutes=15 * number) for number in range(25)]


def sent_at() -> set[str]:
    """When mails went out, on Stockholm's clocks."""
    moments = Message.objects.filter(status="sent").values_list("sent_at", flat=True)
    return {moment.astimezone(STOCKHOLM).strftime("%H:%M") for moment in moments if moment}


def copies(server: MailServer) -> list[int]:
    """How many mails each receiver has got."""
    return sorted(Counter(str(mail["To"]) for mail in server.inbox()).values())


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_nine_in_the_morning_after_the_clocks_changed(server: MailServer, sunday: dt.date) -> None:
    began = time.monotonic()
    monday = sunday + dt.timedelta(days=1)
    lunch_of(monday + dt.timedelta(days=3))

    ticks(*monday_minutes(monday))

    assert sent_at() == {"09:00"}
    assert copies(server) == [1] * MEMBERS
    control = "an hour early or late" if sunday == CHANGES[-1] else ""
    note(f"Monday {monday.isoformat()} after the clocks changed", began, control=control)


@pytest.mark.parametrize("sunday", CHANGES[:2], ids=str)
def test_a_moment_stored_weeks_before_would_be_an_hour_off(
    server: MailServer, sunday: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the due time is guessed with the offset that was true when the lunch was published."""
    monday = sunday + dt.timedelta(days=1)
    event = lunch_of(monday + dt.timedelta(days=3))
    assert event.published_at
    then = event.published_at.astimezone(STOCKHOLM).utcoffset()
    guess = dt.datetime.combine(monday, dt.time(9, 0), tzinfo=dt.timezone(then or dt.timedelta()))
    window_of: Callable[[Event], ReminderWindow] = lambda event: ReminderWindow(guess, event.answer_by)  # noqa: E731
    monkeypatch.setattr(reminders, "window_of", window_of)

    ticks(*monday_minutes(monday))

    assert sent_at() == {"10:00" if sunday.month == 3 else "08:00"}


DAY = dt.date(2024, 3, 7)
NINE = at_local(dt.date(2024, 3, 4), dt.time(9, 0))
JUMPS = {
    "an hour back": [NINE, NINE - dt.timedelta(hours=1), NINE, NINE + dt.timedelta(minutes=1)],
    "a day back": [NINE, NINE - dt.timedelta(days=1), NINE, NINE + dt.timedelta(days=1)],
    "a year back and forth": [NINE, NINE - dt.timedelta(days=365), NINE, NINE + dt.timedelta(minutes=5)],
    "an hour forward": [NINE - dt.timedelta(minutes=1), NINE + dt.timedelta(hours=1), NINE],
}


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_sends_once(server: MailServer, jump: str) -> None:
    began = time.monotonic()
    lunch_of(DAY)

    ticks(*JUMPS[jump])

    assert copies(server) == [1] * MEMBERS
    note(f"the clock jumps {jump}", began, control="red: two mails each" if jump == "a day back" else "")


def test_without_the_keys_a_clock_that_jumps_sends_twice(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_one = reminders._reminder
    monkeypatch.setattr(reminders, "not_planned", audience.to_be_reminded)
    monkeypatch.setattr(reminders, "_reminder", lambda *args: replace(plan_one(*args), dedupe_key=str(uuid.uuid4())))
    lunch_of(DAY)

    ticks(*JUMPS["a day back"])

    assert copies(server) == [2] * MEMBERS or min(copies(server)) > 1


def test_a_clock_that_jumps_over_the_deadline_asks_nobody_to_answer(server: MailServer) -> None:
    event = lunch_of(DAY)
    ticks(NINE - dt.timedelta(minutes=1), event.answer_by, event.answer_by + dt.timedelta(days=1))
    assert server.inbox() == []
    ticks(NINE)  # and when somebody puts the clock right again
    assert copies(server) == [1] * MEMBERS


def test_rows_in_hand_when_the_clock_jumps_back_come_back(server: MailServer) -> None:
    """A worker died with a lease from a clock that was a day ahead: nobody waits for that day."""
    event = lunch_of(DAY)
    reminders.plan_reminders(now=NINE)
    ahead = NINE + dt.timedelta(days=1)
    Message.objects.update(status="claimed", lease_token=uuid.uuid4(), leased_until=ahead + dt.timedelta(minutes=2))

    ticks(NINE, NINE + dt.timedelta(minutes=5))

    assert copies(server) == [1] * MEMBERS
    assert event.answer_by > NINE


def note(proof: str, began: float, *, control: str = "") -> None:
    """Into the table."""
    seconds = time.monotonic() - began
    record(Result("60 time", proof, "sqlite", f"{MEMBERS} members", MEMBERS, 0, 0, seconds, control=control))
