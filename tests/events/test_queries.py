"""Reads: who sees which lunch, how full it is, who is missing; in a constant number of queries."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from pytest_django import DjangoAssertNumQueries

from events.domain.capacity import Seats
from events.errors import LunchUnknown
from events.models import Event
from events.queries import (
    last_lunch,
    next_lunches,
    past_lunches,
    place_in_queue,
    rsvp_of,
    seats_of,
    to_be_called,
    unanswered,
    uninvited,
    visible_lunch,
)
from events.services.planning import cancel_lunch
from members.models import Member
from tests.factories.events import (
    AFTER_LUNCH,
    LUNCH_DAY,
    WEEKS_BEFORE,
    chapter,
    draft_lunch,
    lunch,
    member,
    says,
    venue,
)

pytestmark = pytest.mark.django_db


def staff_who_sees() -> Member:
    staff = member(is_staff=True, chapter=None)
    staff.user_permissions.add(Permission.objects.get(codename="view_event", content_type__app_label="events"))
    return staff


@pytest.mark.parametrize(
    ("viewer", "slugs"),
    [
        (AnonymousUser, ["cancelled", "published"]),
        (member, ["cancelled", "published"]),
        (lambda: member(is_staff=True), ["cancelled", "published"]),
        (staff_who_sees, ["cancelled", "draft", "published"]),
    ],
)
def test_who_sees_which_lunch(viewer: Callable[[], Any], slugs: list[str]) -> None:
    draft_lunch()
    lunch()
    cancel_lunch(actor=member(), event_id=lunch().pk, now=WEEKS_BEFORE)
    for event in Event.objects.all():
        Event.objects.filter(pk=event.pk).update(slug=event.status)
    who, seen = viewer(), []
    for slug in ("cancelled", "draft", "published", "nothing", "nul\x00"):
        try:
            seen.append(visible_lunch(who, slug).slug)
        except LunchUnknown:
            continue
    assert seen == slugs


def test_how_full_counted_and_carried(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = lunch(capacity=4)
    says(event, member(), children=1, companions=1)
    says(event, member(), children=2)
    says(event, member())
    says(event, member(), False)
    expected = Seats(capacity=4, taken=3, waiting_parties=2, waiting_people=4)
    with django_assert_num_queries(1):
        assert seats_of(event) == expected
    carried = visible_lunch(AnonymousUser(), event.slug)
    with django_assert_num_queries(0):
        assert seats_of(carried) == expected


def test_an_empty_lunch_is_empty() -> None:
    event = lunch(capacity=4)
    assert seats_of(event) == seats_of(visible_lunch(AnonymousUser(), event.slug)) == Seats(4, 0, 0, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_next_lunches_cost_the_same_however_many(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = member()
    days = [LUNCH_DAY + dt.timedelta(days=number) for number in range(rows)]
    for day in reversed(days):
        says(lunch(day), who)
    with django_assert_num_queries(2):
        found = next_lunches(who, WEEKS_BEFORE, 10)
        read = [(event.local_date, event.venue.name, event.chapter.name, seats_of(event).taken) for event in found]
        answers = [rsvp_of(who, event) for event in found]
    assert read == [(day, "Folkets hus", "Järva", 1) for day in days]
    assert [answer.status for answer in answers if answer] == ["yes"] * rows
    with django_assert_num_queries(1):
        assert [seats_of(event).free for event in next_lunches(None, WEEKS_BEFORE, 10)] == [39] * rows


def test_whose_next_lunches() -> None:
    here = lunch()
    there = lunch(venue=venue(chapter=chapter("helsingborg")))
    answered_there = lunch(venue=venue(chapter=chapter("helsingborg")))
    draft_lunch()
    who = member()
    says(answered_there, who)
    assert {event.pk for event in next_lunches(who, WEEKS_BEFORE, 10)} == {here.pk, answered_there.pk}
    everywhere = {here.pk, there.pk, answered_there.pk}
    assert {event.pk for event in next_lunches(member(chapter=None), WEEKS_BEFORE, 10)} == everywhere
    assert {event.pk for event in next_lunches(None, WEEKS_BEFORE, 10)} == everywhere
    assert len(next_lunches(None, WEEKS_BEFORE, 2)) == 2
    assert next_lunches(None, AFTER_LUNCH, 10) == []


def test_past_and_last() -> None:
    early, late = lunch(LUNCH_DAY - dt.timedelta(days=7)), lunch()
    assert list(past_lunches(AFTER_LUNCH)) == [late, early]
    assert last_lunch() == last_lunch(chapter().pk) == late
    assert last_lunch(chapter("helsingborg").pk) is None


def test_her_own_answer_and_nobody_elses() -> None:
    event, who, other = lunch(), member(), member()
    answer = says(event, who)
    assert (rsvp_of(who, event), rsvp_of(other, event)) == (answer, None)
    assert rsvp_of(other, visible_lunch(other, event.slug)) is None
    assert rsvp_of(who, visible_lunch(who, event.slug)) == answer


def test_places_in_the_queue_go_by_the_time_of_the_answer() -> None:
    event = lunch(capacity=1)
    answers = [says(event, member(), now=WEEKS_BEFORE + dt.timedelta(minutes=minute)) for minute in (5, 3, 1, 2)]
    assert [place_in_queue(answer) for answer in answers] == [0, 3, 1, 2]


def test_who_is_missing() -> None:
    silent, coming = member(), member()
    called, answered_by_phone = [member(email=None, phone=f"+4670174060{number}") for number in (5, 6)]
    member(email=None, phone="+46701740607", chapter=chapter("helsingborg"))
    event = lunch(invite=True)
    says(event, coming)
    says(event, answered_by_phone, channel="staff")
    newcomer = member()
    assert list(unanswered(event)) == [silent]
    assert list(to_be_called(event)) == [called]
    assert list(uninvited(event)) == [newcomer]
