"""One reminder for each member and lunch, on the Monday before, through a real mail server and an explicit clock."""

import datetime as dt
import time

import pytest

from events import tasks
from events.domain.deadline import at_local
from events.models import Event, Invitation
from events.services.planning import cancel_lunch, move_lunch
from events.services.reminders import plan_reminders, tick
from members.models import Member
from tests.events.post import Post, at, first_line, invited, receivers, said
from tests.factories.events import WEEKS_BEFORE, fill, lunch, member, says
from wow.audit.models import AuditEntry
from wow.celery import app
from wow.outbox.models import Heartbeat, Message

pytestmark = pytest.mark.django_db

MONDAY = "2024-03-04 09:00"
REMINDER = "events.reminder"


def reminders() -> list[Message]:
    return list(Message.objects.filter(kind=REMINDER).order_by("created_at", "id"))


def asked(**fields: object) -> tuple[Event, Member]:
    """A lunch on 7 March 2024 and a member who was invited to it by hand."""
    event, who = lunch(), member(**fields)
    invited(event, who)
    return event, who


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ("2024-03-07", "2024-03-04"),
        ("2024-04-11", "2024-04-08"),
        ("2024-04-01", "2024-03-25"),  # a lunch on a Monday
        ("2024-04-04", "2024-04-01"),  # Easter Monday, the day after the clocks changed
    ],
)
def test_goes_out_on_the_monday_before_at_nine_in_stockholm(post: Post, day: str, monday: str) -> None:
    who = member()
    invited(lunch(dt.date.fromisoformat(day)), who)
    nine = at_local(dt.date.fromisoformat(monday), dt.time(9, 0))
    assert post.tick_mails(nine - dt.timedelta(seconds=1)) == []
    assert receivers(post.tick_mails(nine)) == [who.email]
    assert post.tick_mails(nine + dt.timedelta(minutes=1)) == []
    assert post.tick_mails(nine + dt.timedelta(days=1)) == []
    assert [(row.status, row.due_at, row.occurrence_on) for row in reminders()] == [
        ("sent", nine, dt.date.fromisoformat(day))
    ]


def test_easter_monday_is_on_summer_time() -> None:
    event = lunch(dt.date(2024, 4, 4))
    assert event.reminder_at.astimezone(dt.UTC) == dt.datetime(2024, 4, 1, 7, 0, tzinfo=dt.UTC)


def test_a_late_tick_still_reminds_before_answers_close(post: Post) -> None:
    _event, who = asked()
    assert receivers(post.tick_mails("2024-03-04 17:59")) == [who.email]


def test_says_what_each_needs_to_hear(post: Post) -> None:
    event = lunch(capacity=1)
    silent, coming, waiting, not_coming = member(), member(), member(), member()
    for who in (silent, coming, waiting, not_coming):
        invited(event, who)
    says(event, coming)
    says(event, waiting)
    says(event, not_coming, is_coming=False)
    assert {str(mail["To"]): first_line(mail) for mail in post.tick_mails("2024-03-01 12:00")} == {
        coming.email: said("You are coming. Welcome!"),
        waiting.email: said("The lunch is full. You are in the queue."),
        not_coming.email: said("Thank you for telling us"),
    }
    assert {str(mail["To"]): first_line(mail) for mail in post.tick_mails(MONDAY)} == {
        silent.email: said("Please answer today"),
        coming.email: said("You are expected"),
        waiting.email: said("You are in the queue"),
    }


def test_an_answer_since_nine_counts_as_reminded(post: Post) -> None:
    event, who = asked()
    says(event, who, now=at(MONDAY))
    assert [first_line(mail) for mail in post.tick_mails("2024-03-04 09:01")] == [said("You are coming. Welcome!")]
    assert reminders() == []


def test_an_answer_between_planning_and_sending_is_not_asked_for(post: Post) -> None:
    event, who = asked()
    assert plan_reminders(now=at(MONDAY)) == 1
    says(event, who, now=at("2024-03-04 09:00:30"))
    assert [first_line(mail) for mail in post.tick_mails("2024-03-04 09:01")] == [said("You are coming. Welcome!")]
    assert [(row.status, row.reason) for row in reminders()] == [("cancelled", "answered")]


def test_dead_until_tuesday_sends_nothing_and_staff_are_told_once(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    event, _who = asked()
    says(event, member(), is_coming=False, now=at("2024-03-01 10:00"))
    Message.objects.all().delete()
    assert post.tick("2024-03-05 08:00").missed == 1
    assert post.tick("2024-03-05 08:01").missed == 0
    assert post.server.inbox() == []
    trail = AuditEntry.objects.filter(action="lunch.reminders_missed")
    assert [(entry.subject, entry.note) for entry in trail] == [
        (f"events.event:{event.pk}", "date=2024-03-07 members=1")
    ]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"The reminder of lunch {event.pk} missed 1 members"
    ]


def test_planned_but_unsent_expires_with_the_deadline_and_is_missed(post: Post) -> None:
    asked()
    plan_reminders(now=at("2024-03-04 17:59"))
    assert post.tick("2024-03-04 18:00").missed == 1
    assert [(row.status, row.reason) for row in reminders()] == [("expired", "too-late")]
    assert post.server.inbox() == []


def test_nothing_is_missed_when_all_were_reminded(post: Post) -> None:
    asked()
    post.tick(MONDAY)
    assert post.tick("2024-03-05 08:00").missed == 0


def test_who_was_invited_after_nine_is_not_reminded_as_well(post: Post) -> None:
    event = lunch(invite=True, now=at("2024-03-04 10:00"))
    who = member()
    assert receivers(post.tick_mails("2024-03-04 10:01")) == [who.email]
    assert post.tick_mails("2024-03-04 10:02") == []
    assert [row.kind for row in Message.objects.about(event.outbox_topic)] == ["events.invitation"]


def test_late_joiners_are_invited_once_while_answers_are_open(post: Post) -> None:
    lunch(invite=True)
    first = member()
    assert receivers(post.tick_mails("2024-02-20 09:00")) == [first.email]
    assert post.tick_mails("2024-02-20 09:01") == []
    member(wants_messages=False)
    member(is_active=False)
    member(email=None)
    member(chapter=None)
    assert post.tick("2024-03-04 17:00").planned == 1  # the first one's reminder
    second = member()
    assert receivers(post.tick_mails("2024-03-04 17:59")) == [second.email]
    member()
    assert post.tick("2024-03-04 18:00").invited == 0


def test_late_joiners_are_left_in_peace_where_nobody_is_invited(post: Post) -> None:
    lunch()
    member()
    assert post.tick("2024-02-20 09:00").invited == 0


@pytest.mark.parametrize("change", [{"wants_messages": False}, {"is_active": False}, {"email": None}])
@pytest.mark.parametrize("moment", ["2024-03-01 12:00", MONDAY])
def test_the_muted_the_gone_and_the_unreachable_get_nothing(post: Post, change: dict[str, object], moment: str) -> None:
    _event, who = asked()
    if moment == MONDAY:
        assert plan_reminders(now=at(MONDAY)) == 1
    Member.objects.filter(pk=who.pk).update(**change)
    assert post.tick_mails("2024-03-04 09:01") == []
    reasons = {"wants_messages": "muted", "is_active": "erased", "email": "no-address"}
    expected = [("cancelled", reasons[next(iter(change))])] if moment == MONDAY else []
    assert [(row.status, row.reason) for row in reminders()] == expected


def test_the_language_is_that_of_the_moment_of_sending(post: Post) -> None:
    _event, who = asked(preferred_language="sv")
    plan_reminders(now=at(MONDAY))
    Member.objects.filter(pk=who.pk).update(preferred_language="ar")
    [mail] = post.tick_mails("2024-03-04 09:01")
    assert mail["Subject"] == "WOW – الخميس، 7 مارس"
    assert [row.language for row in reminders()] == ["ar"]


def test_a_language_that_is_not_open_is_written_in_swedish(post: Post) -> None:
    asked(preferred_language="so")
    [mail] = post.tick_mails(MONDAY)
    assert mail["Subject"] == "WOW – torsdag 7 mars"
    assert [row.language for row in reminders()] == ["sv"]


def test_a_moved_lunch_is_told_of_once_and_its_new_date_has_its_own_reminder(post: Post) -> None:
    event, who = asked()
    post.tick(MONDAY)
    move_lunch(
        actor=who, event_id=event.pk, starts_at=at("2024-04-11 12:15"), ends_at=at("2024-04-11 14:00"),
        now=at("2024-03-04 10:00"),
    )  # fmt: skip
    [mail] = post.tick_mails("2024-03-04 10:01")
    assert (first_line(mail), mail["Subject"]) == (
        said("The lunch has a new day, time or place"),
        "WOW – torsdag 11 april",
    )
    assert post.tick_mails("2024-03-07 09:00") == []
    assert [first_line(mail) for mail in post.tick_mails("2024-04-08 09:00")] == [said("Please answer today")]
    assert post.tick_mails("2024-04-08 09:01") == []


def test_planned_reminders_of_the_old_date_never_leave(post: Post) -> None:
    event, who = asked()
    plan_reminders(now=at(MONDAY))
    move_lunch(
        actor=who, event_id=event.pk, starts_at=at("2024-04-11 12:15"), ends_at=at("2024-04-11 14:00"),
        now=at("2024-03-04 09:00:10"),
    )  # fmt: skip
    assert post.tick_mails("2024-03-04 09:01") == []  # she has had no mail about the old date, so none about the move
    assert [(row.status, row.reason) for row in reminders()] == [("cancelled", "moved")]


def test_moved_away_and_back_reminds_after_all(post: Post) -> None:
    event, who = asked()
    plan_reminders(now=at(MONDAY))
    for day, now in (("2024-04-11", "2024-03-04 09:00:10"), ("2024-03-07", "2024-03-04 09:00:20")):
        move_lunch(actor=who, event_id=event.pk, starts_at=at(f"{day} 12:15"), ends_at=at(f"{day} 14:00"), now=at(now))
    assert [first_line(mail) for mail in post.tick_mails("2024-03-04 09:01")] == [said("Please answer today")]
    assert len(reminders()) == 1


def test_a_cancelled_lunch_tells_who_had_not_said_no_and_reminds_nobody(post: Post) -> None:
    event, who = asked()
    coming, refusing = member(), member()
    says(event, coming)
    says(event, refusing, is_coming=False)
    post.tick("2024-03-01 12:00")
    cancel_lunch(actor=who, event_id=event.pk, now=at("2024-03-04 08:59"))
    mails = post.tick_mails(MONDAY)
    assert receivers(mails) == sorted([str(who.email), str(coming.email)])
    assert {first_line(mail) for mail in mails} == {said("The lunch is cancelled")}
    assert post.tick_mails("2024-03-04 09:01") == []


def test_quiet_hours_hold_a_mail_until_eight(post: Post) -> None:
    event, who = asked()
    says(event, who, now=at("2024-02-20 22:00"))
    assert post.tick_mails("2024-02-20 22:01") == []
    assert post.tick_mails("2024-02-21 07:59") == []
    assert receivers(post.tick_mails("2024-02-21 08:00")) == [who.email]


def test_a_deadline_before_the_monday_brings_the_reminder_forward(post: Post) -> None:
    event, who = asked()
    Event.objects.filter(pk=event.pk).update(deadline_override=at("2024-03-01 18:00"))
    assert post.tick_mails("2024-03-01 08:59") == []
    assert receivers(post.tick_mails("2024-03-01 09:00")) == [who.email]
    assert post.tick_mails(MONDAY) == []


def test_one_poisoned_lunch_does_not_stop_the_others(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    poisoned = lunch()
    invited(poisoned, member(name="Canary"))
    Event.objects.filter(pk=poisoned.pk).update(deadline_override=dt.datetime(1, 1, 1, tzinfo=dt.UTC))
    _event, who = asked()
    report = tick(clock=lambda: at(MONDAY))
    assert set(report.broken) == {str(poisoned.pk)}
    assert [str(mail["To"]) for mail in post.server.inbox()] == [who.email]
    assert Heartbeat.objects.get(name="tick").beat_at == at(MONDAY)
    assert "Canary" not in caplog.text


def test_every_tick_leaves_a_heartbeat(post: Post) -> None:
    post.tick("2024-03-04 03:00")
    assert Heartbeat.objects.get(name="tick").beat_at == at("2024-03-04 03:00")


def test_the_worker_and_the_beat_know_the_tick_by_its_name() -> None:
    assert app.conf.beat_schedule["tick"]["task"] == tasks.tick.name


@pytest.mark.parametrize("count", [1, 3])
def test_planning_asks_the_same_number_of_questions_however_many(
    count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    event = lunch(capacity=2)
    fill(event, count)
    Message.objects.all().delete()
    with django_assert_num_queries(4):  # type: ignore[operator] # lunches, revive, audience, insert
        assert plan_reminders(now=at(MONDAY)) == count


def test_ten_thousand_are_planned_within_two_seconds() -> None:
    event = lunch()
    crowd = Member.objects.bulk_create(
        [Member(name="Amina", email=f"m{number}@example.org", chapter=event.chapter) for number in range(10_000)]
    )
    Invitation.objects.bulk_create([Invitation(event=event, member=who, invited_at=WEEKS_BEFORE) for who in crowd])
    begun = time.process_time()
    assert plan_reminders(now=at(MONDAY)) == 10_000
    assert time.process_time() - begun < 2.0
    begun = time.process_time()
    assert plan_reminders(now=at("2024-03-04 09:01")) == 0
    assert time.process_time() - begun < 0.2
