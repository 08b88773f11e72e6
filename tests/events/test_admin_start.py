"""The start page's parts: the table by background, the pace of the answers, the day itself and the days after."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.admin.afterwards import Afterwards, afterwards_of, last_lunch_over
from events.admin.figures import figures_of
from events.admin.needs import lunch_needs
from events.admin.pace import pace_of
from events.admin.pace_chart import pace_chart
from events.admin.pictures import table_picture
from events.admin.table_ring import ESTABLISHED, FREE, NEWCOMER, UNSAID, WITH_HER, seated_kinds, table_ring
from events.domain.deadline import at_local
from events.enums import AnswerChannel
from events.models import Attendance, Event, GreeterShift
from events.staff_words import countdown_words
from members.models import Member
from tests.events.staff_pages import coming_lunch, staff_client
from tests.factories import events as build
from wow.outbox.services import beat

E, N, U, W = ESTABLISHED, NEWCOMER, UNSAID, WITH_HER
MONDAY = at_local(dt.date(2024, 3, 4), dt.time(12, 0))
db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0, 0), []),
        ((2, 2, 0, 0), [E, N, E, N]),
        ((1, 3, 0, 0), [N, E, N, N]),
        ((1, 3, 1, 0), [N, E, N, U, N]),  # who has not said sits between two of a kind
        ((0, 0, 2, 1), [U, U, W]),
    ],
)
def test_every_other_seat_as_far_as_it_goes(counts: tuple[int, int, int, int], expected: list[str]) -> None:
    assert seated_kinds(*counts) == expected


def shapes(seats: int, kinds: list[str]) -> tuple[int, int, int]:
    """Circles, squares and diamonds in the picture, the middle of the table left out."""
    drawn = table_ring(kinds, seats=seats, waiting=0, label="x", middle=0, under="y")
    return drawn.count("<circle") - 1, drawn.count("<rect"), drawn.count("<path")


@pytest.mark.parametrize(
    ("seats", "kinds", "expected"),
    [
        (4, [E, N, U], (2, 1, 1)),
        (3, [W, FREE], (3, 0, 0)),
        (240, [N] * 7, (233, 7, 0)),
        (480, [N] * 240, (120, 120, 0)),
    ],
)
def test_the_table_tells_backgrounds_apart_by_shape(seats: int, kinds: list[str], expected: tuple[int, ...]) -> None:
    assert shapes(seats, kinds) == expected


def test_who_waits_stands_round_the_table_up_to_a_number() -> None:
    drawn = [table_ring([], seats=1, waiting=waiting, label="x", middle=0, under="y") for waiting in (0, 3, 99)]
    assert [picture.count("stroke-dasharray") for picture in drawn] == [0, 3, 24]


@db
def test_the_table_counts_whom_it_draws() -> None:
    event = coming_lunch(capacity=9)
    for background in (E, E, N, U):
        build.says(event, build.member(background=background), now=timezone.now(), children=background == U)
    assert [count for _mark, _words, count in table_picture(figures_of(event)).legend] == [2, 1, 1, 1, 4]


@db
@pytest.mark.parametrize(("role", "sees"), [("staff", True), ("greeter", False)])
def test_backgrounds_are_for_those_who_may_read_members(role: str, sees: bool) -> None:
    event = coming_lunch()
    build.says(event, build.member(background=E), now=timezone.now())
    for url in (reverse("admin:index"), reverse("admin:events_event_overview", args=(event.pk,))):
        page = staff_client(role, chapter=None).get(url)
        context = page.context
        assert (context["figures"].backgrounds != [], context["figures"].shortage is not None) == (sees, sees)
        assert (context["table"].legend != [], "staff-balance" in page.content.decode()) == (sees, sees)


def answered(event: Event, days_before: list[int]) -> list[Member]:
    """So many members answer at noon, so many days before answers close."""
    return [
        build.says(event, build.member(), now=event.answer_by - dt.timedelta(days=left)).member for left in days_before
    ]


@db
def test_the_pace_counts_down_to_the_monday_beside_the_lunch_before() -> None:
    before = build.lunch(dt.date(2024, 2, 8), now=build.WEEKS_BEFORE - dt.timedelta(days=30))
    event = build.lunch()
    answered(before, [7, 3, 3])
    answered(event, [9, 2])
    pace = pace_of(event, figures_of(event).answered, now=MONDAY - dt.timedelta(days=2))
    assert [(day.days_left, day.answers, day.before) for day in pace.table] == [
        (28, 0, 0), (21, 0, 0), (14, 0, 0), (10, 0, 0), (7, 1, 1), (5, 1, 1), (3, 1, 3), (2, 2, 3), (1, None, 3),
        (0, None, 3),
    ]  # fmt: skip
    assert (pace.previous, pace.latest.days_left, pace.latest.answers) == (before, 2, 2)


@db
def test_the_first_lunch_has_nothing_beside_it() -> None:
    event = build.lunch()
    pace = pace_of(event, [], now=MONDAY)
    assert (pace.previous, pace.latest.answers, {day.before for day in pace.days}) == (None, 0, {None})
    assert pace_chart(pace, label="x").count("stroke-dasharray") == 0


@db
def test_the_chart_runs_in_the_readers_direction() -> None:
    event = build.lunch()
    answered(event, [20, 1])
    pace = pace_of(event, figures_of(event).answered, now=MONDAY)
    ends = {}
    for language in ("sv", "ar"):
        with translation.override(language):
            chart = pace_chart(pace, label="x")
        ends[language] = chart.split('<path d="M')[2].split("L")[0]
    assert ends == {"sv": "14.0 154.0", "ar": "326.0 154.0"}


@db
@pytest.mark.parametrize(
    ("after", "numbers"), [(-3, ["3"]), (0, ["18", "00"]), (1, ["40"])], ids=["before", "today", "closed"]
)
def test_the_countdown_ends_with_what_to_order(after: int, numbers: list[str]) -> None:
    words = countdown_words(build.lunch(), 40, MONDAY + dt.timedelta(days=after))
    assert re.findall(r"\d+", words) == numbers


@db
def test_afterwards_counts_who_came_and_what_was_ordered() -> None:
    event = build.lunch()
    stays, late = (build.says(event, build.member(), children=1) for _ in range(2))
    build.says(event, late.member, False, now=build.AFTER_DEADLINE, channel=AnswerChannel.PORTAL)
    Attendance.objects.create(event=event, member=stays.member, children=1, arrived_at=event.starts_at)
    guest = {"guest_name": "Maryan", "is_walk_in": True, "is_first_time": True}
    Attendance.objects.create(event=event, arrived_at=event.starts_at, **guest)
    found = afterwards_of(event)
    came = found.arrivals
    assert (came.expected, came.came, came.walk_ins, came.new_faces) == (2, 3, 1, 1)
    assert (found.ordered, found.left_over, found.short) == (4, 1, 0)
    assert (Afterwards(event, found.arrivals, 1).left_over, Afterwards(event, found.arrivals, 1).short) == (0, 2)


@db
def test_the_last_lunch_is_shown_for_two_months() -> None:
    event = build.lunch()
    assert last_lunch_over(event.ends_at - dt.timedelta(seconds=1)) is None
    assert last_lunch_over(event.ends_at) == event
    assert last_lunch_over(event.ends_at + dt.timedelta(days=60)) is None


@db
def test_missing_greeters_are_a_need_from_two_weeks_before() -> None:
    event = build.lunch(capacity=25)
    weeks = [dt.timedelta(days=15), dt.timedelta(days=13), dt.timedelta(days=2)]

    def needs() -> list[tuple[int | str, bool]]:
        found = []
        for before in weeks:
            now = event.starts_at - before
            found += [(need.count, need.is_urgent) for need in lunch_needs(figures_of(event, now=now), [], now)]
        return found

    assert needs() == [(2, False), (2, True)]
    for _number in range(2):
        GreeterShift.objects.create(event=event, member=build.member())
    assert needs() == []


@db
def test_roles_without_answers_find_their_own_ways() -> None:
    beat("tick", timezone.now())
    page = staff_client("safeguarding", chapter=None).get(reverse("admin:index")).content.decode()
    ways = page[page.index("is-ways") :]
    assert [ways.count(reverse(f"admin:{name}_changelist")) for name in ("members_member", "outbox_message")] == [1, 0]
