"""Lists, overview and start page: what they count, who sees them, and as many queries for three as for one."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.admin.figures import figures_of, shortage
from events.models import Attendance, Event, Invitation, Rsvp
from members.enums import Background
from members.models import Member
from tests.events.staff_pages import coming_draft, coming_lunch, page_of, staff_client
from tests.factories import events as build
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.outbox.services import beat

pytestmark = pytest.mark.django_db
E, N, U = Background.ESTABLISHED.value, Background.NEWCOMER.value, Background.UNSAID.value


_numbers = itertools.count(1000)


def crowded_lunch(count: int) -> Event:
    """A lunch where as many come, wait, stay home, are silent and are to be called."""
    event = coming_lunch(capacity=12 + count)  # a party of thirteen has to wait once the first sit down
    for _number in range(count):
        build.says(event, build.member(food_needs=["halal"]), now=timezone.now(), food_note="Utan lök")
        build.says(event, build.member(), False, now=timezone.now())
        build.member(email=None, phone=f"+4670174{next(_numbers)}")
        Invitation.objects.create(event=event, member=build.member(), invited_at=timezone.now())
    for _number in range(count):
        build.says(event, build.member(), now=timezone.now(), children=6, companions=6)
    return event


def came(event: Event, who: Member) -> Attendance:
    """That she was at a lunch."""
    return Attendance.objects.create(event=event, member=who, arrived_at=event.starts_at)


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("backgrounds", "expected"),
    [
        ([], None),
        ([E, N], None),
        ([E, N, N], (E, 1)),
        ([E, E, E, N], (N, 2)),
        ([E, E, N, U], None),  # who did not say fits any seat
        ([N, N, N, U], (E, 2)),
    ],
)
def test_shortage(backgrounds: list[str], expected: tuple[str, int] | None) -> None:
    assert shortage(backgrounds) == expected


def test_figures_count_parties_food_and_pictures() -> None:
    event = coming_lunch(capacity=5)
    earlier = build.lunch(dt.date(2024, 3, 7))
    old, new = build.member(photo_answer="no"), build.member(food_needs=["halal", "no_nuts"], food_note="Utan lök")
    came(earlier, old)
    build.says(event, old, now=timezone.now(), children=1, companions=1)
    build.says(event, new, now=timezone.now())
    waits = build.says(event, build.member(), now=timezone.now(), children=3)
    build.says(event, build.member(), False, now=timezone.now())
    figures = figures_of(event)
    assert (figures.seats.taken, figures.seats.waiting_people, figures.children, figures.companions) == (4, 4, 1, 1)
    assert [rsvp.member for rsvp in figures.coming] == [old, new]
    assert (figures.waiting, len(figures.declined), figures.can_promote) == ([waits], 1, False)
    assert [count for _label, count in figures.food] == [1, 1]
    assert [rsvp.member for rsvp in figures.first_timers] == [new]
    assert [rsvp.member for rsvp in figures.food_notes] == [new]
    assert [rsvp.member for rsvp in figures.never_pictured] == [old]
    assert [rsvp.member for rsvp in figures.to_ask_about_pictures] == [new]


@pytest.mark.parametrize("name", ["overview", "change"])
def test_pages_of_a_lunch_cost_the_same_for_three_as_for_one(name: str) -> None:
    staff = staff_client(chapter=None)
    one = queries(staff, page_of(name, crowded_lunch(1)))
    event = crowded_lunch(3)
    figures = figures_of(event)
    parts = (figures.coming, figures.waiting, figures.declined, figures.unanswered)
    assert [len(part) for part in parts] == [3, 3, 3, 3]
    assert queries(staff, page_of(name, event)) == one


LISTS = ("index", "events_event_changelist", "events_rsvp_changelist", "events_venue_changelist")


@pytest.mark.parametrize("url_name", LISTS)
def test_lists_and_start_page_cost_the_same_for_three_as_for_one(url_name: str) -> None:
    staff, url = staff_client(chapter=None), reverse(f"admin:{url_name}")
    crowded_lunch(1)
    coming_draft()
    one = queries(staff, url)
    for _number in range(2):
        crowded_lunch(3)
        coming_draft()
    assert queries(staff, url) == one


def test_the_start_page_puts_what_needs_a_person_first() -> None:
    staff = staff_client(chapter=None)
    event = coming_lunch(capacity=2)
    first, _second = build.fill(event, 2, now=timezone.now())
    build.says(event, build.member(), now=timezone.now())
    build.says(event, first.member, False, now=timezone.now())
    build.member(email=None, phone="+46701740605")
    Message.objects.filter(pk__in=list(Message.objects.values_list("pk", flat=True)[:1])).update(
        status=MessageStatus.HELD
    )
    beat("tick", timezone.now())
    needs = staff.get(reverse("admin:index")).context["needs"]
    assert [(need.count, need.url) for need in needs] == [
        (1, f"{reverse('admin:outbox_message_changelist')}?status__exact=held"),
        (1, page_of("promote", event)),
        (1, f"{page_of('overview', event)}#call"),
    ]


def test_a_silent_clock_is_told() -> None:
    staff = staff_client(chapter=None)
    assert [need.url for need in staff.get(reverse("admin:index")).context["needs"]] == [reverse("health")]
    beat("tick", timezone.now() - dt.timedelta(minutes=11))
    assert [need.count for need in staff.get(reverse("admin:index")).context["needs"]] == [11]
    beat("tick", timezone.now())
    assert staff.get(reverse("admin:index")).context["needs"] == []


@pytest.mark.parametrize("role", ["strategist", "translator", "safeguarding"])
def test_the_start_page_shows_no_answers_to_others(role: str) -> None:
    crowded_lunch(1)
    context = staff_client(role).get(reverse("admin:index")).context
    assert ("figures" in context, context["needs"]) == (False, [])


@pytest.mark.parametrize(
    ("role", "status"),
    [("staff", 200), ("greeter", 200), ("strategist", 403), ("translator", 403), ("safeguarding", 403)],
)
def test_who_sees_the_overview(role: str, status: int) -> None:
    assert staff_client(role).get(page_of("overview", coming_lunch())).status_code == status


def test_a_protected_number_is_for_safeguarding_alone() -> None:
    event = coming_lunch()
    build.member(email=None, phone="+46701740605", is_protected=True, photo_answer="no")
    seen = {
        roles: "0701740605" in staff_client(*roles).get(page_of("overview", event)).content.decode().replace("+46", "0")
        for roles in [("staff",), ("staff", "safeguarding")]
    }
    assert seen == {("staff",): False, ("staff", "safeguarding"): True}


def listed(client: Client, **filters: Any) -> list[Rsvp]:
    """The answers that a filtered list shows."""
    return list(client.get(reverse("admin:events_rsvp_changelist"), filters).context["cl"].result_list)


def test_answers_are_filtered_and_found() -> None:
    staff = staff_client(chapter=None)
    event, other = coming_lunch(), build.lunch(dt.date(2024, 3, 7))
    halal = build.says(event, build.member(name="Hodan", food_needs=["halal"]), now=timezone.now())
    again = build.says(event, build.member(name="Eva"), now=timezone.now())
    past = build.says(other, again.member)
    came(other, again.member)
    assert listed(staff, lunch=str(event.pk)) == [halal, again]
    assert listed(staff, food="halal") == [halal]
    assert listed(staff, first="no") == [again]
    assert listed(staff, first="yes") == [halal, past]
    assert listed(staff, q="hodan") == [halal]
    assert listed(staff, lunch="not-a-lunch", food="stones") == [halal, again, past]


@pytest.mark.parametrize("term", ["lucia", "LUCÍA", "lucia@example", "070-174 06 05", "+46 70 174", "1740605"])
def test_answers_are_found_by_whatever_one_knows_of_her(term: str) -> None:
    staff, event = staff_client(chapter=None), coming_lunch()
    hers = build.says(
        event, build.member(name="Lucía", email="lucia@example.org", phone="+46701740605"), now=timezone.now()
    )
    build.says(event, build.member(name="Eva"), now=timezone.now())
    assert listed(staff, q=term) == [hers]


@pytest.mark.parametrize(("roles", "finds"), [(("staff",), 0), (("staff", "safeguarding"), 1)])
def test_a_protected_contact_finds_no_answer(roles: tuple[str, ...], finds: int) -> None:
    hidden = {"email": "canary@example.org", "phone": "+46701740605", "is_protected": True, "photo_answer": "no"}
    build.says(coming_lunch(), build.member(name="Alias", **hidden), now=timezone.now())
    staff = staff_client(*roles, chapter=None)
    assert [len(listed(staff, q=term)) for term in ("canary", "1740605", "alias")] == [finds, finds, 1]


def test_answers_are_read_only() -> None:
    boss, rsvp = staff_client(is_superuser=True), build.says(coming_lunch(), build.member(), now=timezone.now())
    change = reverse("admin:events_rsvp_change", args=(rsvp.pk,))
    assert boss.get(change).status_code == 200
    assert boss.post(change, {"status": "no"}).status_code == 403
    assert boss.get(reverse("admin:events_rsvp_add")).status_code == 403
    assert boss.post(reverse("admin:events_rsvp_delete", args=(rsvp.pk,)), {"post": "yes"}).status_code == 403
    assert list(Rsvp.objects.values_list("status", flat=True)) == ["yes"]
