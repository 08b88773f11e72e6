"""Reads of the door: new faces, arrivals, greeters that are missing."""

import datetime as dt

import pytest

from events.domain.deadline import at_local
from events.door import Arrivals, arrivals, first_timers, greeters_missing
from events.models import Attendance, Event, GreeterShift
from members.models import Member
from tests.factories.events import LUNCH_DAY, WEEKS_BEFORE, fill, lunch, member, says

pytestmark = pytest.mark.django_db
EARLIER_DAY = dt.date(2024, 2, 15)
IN_JANUARY = at_local(dt.date(2024, 1, 10), dt.time(10))
AT_THE_DOOR = at_local(LUNCH_DAY, dt.time(12))


def came(event: Event, who: Member | None, **fields: object) -> Attendance:
    """A row as the service writes it."""
    return Attendance.objects.create(event=event, member=who, arrived_at=AT_THE_DOOR, **fields)


def test_who_never_came_is_new_and_who_came_later_too() -> None:
    earlier, event = lunch(EARLIER_DAY, now=IN_JANUARY), lunch()
    later = lunch(dt.date(2024, 4, 11))
    regular, fresh, decliner, future = member(), member(), member(), member()
    for who in (regular, fresh, future):
        says(event, who)
    says(event, decliner, is_coming=False)
    came(earlier, regular)
    came(later, future)
    came(event, fresh)  # being here now makes nobody less new
    assert first_timers(event) == frozenset({fresh.pk, future.pk})


@pytest.mark.parametrize("count", [1, 3])
def test_new_faces_are_one_query(count: int, django_assert_num_queries: object) -> None:
    event = lunch()
    fill(event, count)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(first_timers(event)) == count


def test_arrivals_count_people_and_new_faces_once(django_assert_num_queries: object) -> None:
    event = lunch()
    asked, walked = member(), member()
    says(event, asked, children=2)
    says(event, member())
    came(event, asked, children=1, is_first_time=True)
    came(event, walked, companions=1, is_walk_in=True)
    came(event, None, guest_name="Hodan", children=1, is_walk_in=True, is_first_time=True)
    with django_assert_num_queries(2):  # type: ignore[operator]
        figures = arrivals(event)
    assert figures == Arrivals(expected=4, came=6, children=2, walk_ins=4, new_faces=2, parties=3)


def test_nobody_has_come_yet() -> None:
    assert arrivals(lunch()) == Arrivals(expected=0, came=0, children=0, walk_ins=0, new_faces=0, parties=0)


@pytest.mark.parametrize(("seats", "wanted"), [(1, 2), (25, 2), (26, 4), (50, 4), (51, 6)])
def test_two_greeters_for_every_25_seats_begun(seats: int, wanted: int) -> None:
    assert greeters_missing(lunch(capacity=seats)) == wanted


def test_who_has_left_does_not_greet_and_more_than_enough_is_enough() -> None:
    event = lunch(capacity=25, now=WEEKS_BEFORE)
    GreeterShift.objects.create(event=event, member=member(is_active=False))
    assert greeters_missing(event) == 2
    for _number in range(3):
        GreeterShift.objects.create(event=event, member=member())
    assert greeters_missing(event) == 0
