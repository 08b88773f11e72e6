"""What the staff's pages ask of the database: as many queries for 300 rows as for 3, and at most twelve a list."""

import datetime as dt
import itertools
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.models import Attendance, Event, GreeterShift, Invitation, Rsvp, Venue
from members.models import Chapter, Member
from tests.events.staff_pages import coming_lunch, page_of, staff_client
from tests.factories import events as build
from wow.audit.models import AuditEntry
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.services import beat

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 300
_numbers = itertools.count(1)


def people(count: int, *, has_email: bool = True) -> list[Member]:
    """So many members of Järva at once."""
    home = build.chapter()
    numbers = [next(_numbers) for _ in range(count)]
    made: list[Member] = Member.objects.bulk_create(
        Member(
            name=f"Amina {number}",
            chapter=home,
            email=f"cost{number}@example.org" if has_email else None,
            phone=f"+4670{number:07d}",
            background=("established", "newcomer", "unsaid")[number % 3],
            food_needs=["halal"],
            photo_answer="no",
        )
        for number in numbers
    )
    return made


def crowd(event: Event, count: int) -> None:
    """As many come, wait, stay home, are silent, must be called and were mailed; and as many rows elsewhere."""
    now = timezone.now()
    coming, waiting, declined, silent = (people(count) for _ in range(4))
    people(count, has_email=False)
    for status, members in (("yes", coming), ("waiting", waiting), ("no", declined)):
        Rsvp.objects.bulk_create(
            Rsvp(
                event=event, member=who, status=status, queued_at=now, answered_at=now, food_needs=["halal"],
                food_note="Utan lök",
            )
            for who in members
        )  # fmt: skip
    asked = [*coming, *waiting, *declined, *silent]
    Invitation.objects.bulk_create(Invitation(event=event, member=who, invited_at=now) for who in asked)
    GreeterShift.objects.bulk_create(GreeterShift(event=event, member=who) for who in coming[:FEW])
    Message.objects.bulk_create(
        Message(
            kind="events.invitation", dedupe_key=str(uuid.uuid4()), topic=event.outbox_topic, member=who,
            message_id=f"<{uuid.uuid4()}@example.org>", status=MessageStatus.SENT, due_at=now, created_at=now,
            next_attempt_at=now, sent_at=now, occurrence_on=event.local_date,
        )
        for who in silent
    )  # fmt: skip
    AuditEntry.objects.bulk_create(
        AuditEntry(actor=who, action="answer.given", subject=f"members.member:{who.pk}", at=now) for who in declined
    )
    Venue.objects.bulk_create(Venue(name="Folkets hus", chapter=build.chapter(), address="Provgatan") for _ in asked)
    Chapter.objects.bulk_create(Chapter(name=f"Ort {who.phone}", slug=f"ort-{who.phone}") for who in silent)


def lunches_behind(count: int, event: Event) -> None:
    """So many lunches that are over, everybody checked in at the latest, and as many ahead."""
    now = timezone.now()
    days = [dt.timedelta(days=7 * (number + 1)) for number in range(count)]
    known = {"chapter": event.chapter, "venue": event.venue, "title_sv": "Lunch", "capacity": 10, "created_at": now}
    hours = dt.timedelta(hours=2)
    Event.objects.bulk_create(
        Event(
            slug=f"past-{uuid.uuid4().hex}", status="published", published_at=now,
            starts_at=start, ends_at=start + hours, **known,
        )
        for day in days
        for start in (now - day, event.starts_at + day)
    )  # fmt: skip
    latest = Event.objects.filter(ends_at__lt=now).latest("starts_at")
    arrived = [Attendance(event=latest, member=who, arrived_at=now) for who in people(count)]
    Attendance.objects.bulk_create(arrived)


@pytest.fixture
def lunch() -> Event:
    beat("tick", timezone.now())
    return coming_lunch(capacity=1000)


@pytest.fixture
def staff(lunch: Event) -> Client:
    return staff_client(chapter=None)


LISTS = {
    "events_event": 10,
    "events_rsvp": 9,
    "events_venue": 9,
    "members_member": 9,
    "members_chapter": 9,
    "outbox_message": 9,
    "audit_auditentry": 9,
}


# The start page and one lunch's own pages have more parts than a list.
PAGES = {"index": 26, "overview": 19, "change": 18}


@pytest.mark.parametrize("count", [FEW, MANY])
def test_every_list_and_page_costs_the_same_for_few_and_many(
    count: int, lunch: Event, staff: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(lunch, count)
    lunches_behind(count, lunch)
    for name, allowed in LISTS.items():
        url = reverse(f"admin:{name}_changelist")
        staff.get(url)
        with django_assert_num_queries(allowed, info=name):
            page = staff.get(url)
        assert len(page.context["cl"].result_list) >= min(count, 50)
    for name, allowed in PAGES.items():
        url = reverse("admin:index") if name == "index" else page_of(name, lunch)
        staff.get(url)
        with django_assert_num_queries(allowed, info=name):
            assert staff.get(url).status_code == 200
