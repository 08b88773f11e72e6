"""On whatever day the demo is built, one lunch is open, one has its Monday within reach, none is on a holiday."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from events.domain.deadline import local_date, monday_before
from events.domain.workdays import holiday_name
from wow.demo.answers import answer_of
from wow.demo.calendar import lunch_days, lunch_times, next_monday, starts_now
from wow.demo.content.people import EVERYBODY, HELSINGBORG_MEMBERS, JARVA_MEMBERS, MEMBERS
from wow.demo.content.programme import PRESENTATION, programme_from
from wow.demo.loading import plan_of_today, plans

slowly = settings(deadline=None)  # the first day of a year works out its holidays
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2031, 12, 31))


@slowly
@given(DAYS)
def test_the_next_monday_lies_one_to_seven_days_ahead(today: dt.date) -> None:
    monday = next_monday(today)
    assert monday.weekday() == 0
    assert 1 <= (monday - today).days <= 7


@slowly
@given(DAYS)
def test_the_soonest_lunch_is_answered_by_that_monday(today: dt.date) -> None:
    assert monday_before(lunch_days(today).soon) == next_monday(today)


@slowly
@given(DAYS)
def test_no_lunch_is_on_a_holiday_and_each_lies_where_it_should(today: dt.date) -> None:
    days = lunch_days(today)
    assert [holiday_name(day) for day in vars(days).values()] == [""] * 6
    assert days.past_jarva < today
    assert days.past_helsingborg < today
    assert today < days.soon < days.full <= days.open < days.draft


@slowly
@given(DAYS, st.times())
def test_today_has_a_lunch_whose_door_is_open_at_any_hour(today: dt.date, clock: dt.time) -> None:
    now = dt.datetime.combine(today, clock, dt.UTC)
    starts_at, ends_at = lunch_times(local_date(now), starts_now(now))
    assert local_date(starts_at) == local_date(ends_at) == local_date(now)
    assert starts_at - dt.timedelta(hours=2) <= now <= ends_at + dt.timedelta(hours=2)


def test_sixty_members_in_many_languages_with_names_of_their_own() -> None:
    assert len(MEMBERS) == 60
    assert len({person.language for person in MEMBERS}) == 19
    assert len({person.key for person in EVERYBODY}) == len(EVERYBODY)


def test_every_plan_has_a_sign_for_every_member() -> None:
    members = {"jarva": JARVA_MEMBERS, "helsingborg": HELSINGBORG_MEMBERS}
    now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    for plan in (*plans(now), plan_of_today(now)):
        assert len(plan.answers) == len(members[plan.chapter])
        assert [sign for sign in plan.answers if sign != "." and answer_of(sign) is None] == []


def test_the_programme_of_a_lunch_of_today_moves_with_its_start() -> None:
    moved = programme_from(PRESENTATION, dt.time(9, 15))
    assert [point.starts for point in moved] == [
        dt.time(9, 15),
        dt.time(9, 30),
        dt.time(9, 45),
        dt.time(10, 10),
        dt.time(10, 40),
    ]
    assert [point.what for point in moved] == [point.what for point in PRESENTATION]
