"""What a page costs: literal numbers of queries, the same for one row and for many, and no query for a kept page."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from events.links import sign_answer_link
from events.models import Event, Invitation
from tests.factories.events import AGENDA, QUESTIONS, fill, lunch, member, says, venue
from tests.factories.pages import coming_lunch, logged_in, page_of
from wow.i18n.public import public_codes
from wow.visitor_pages import forget_visitor_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]
Counted = Callable[[int], AbstractContextManager[object]]
EARLIER = dt.timedelta(hours=1)


def lunches(count: int) -> list[Event]:
    """So many lunches, each with as many points of the programme and questions."""
    place = venue()
    agenda, questions = AGENDA[:count], (QUESTIONS * 2)[:count]
    return [coming_lunch(14 + 7 * week, venue=place, agenda=agenda, questions=questions) for week in range(count)]


def cold() -> None:
    """As after a change, with the open languages known."""
    forget_visitor_pages()
    public_codes()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_visitor_costs_at_most_two_queries_and_none_when_kept(rows: int, django_assert_num_queries: Counted) -> None:
    event = lunches(rows)[0]
    lunch(dt.date(2024, 3, 7))
    fill(event, rows, now=timezone.now() - EARLIER)
    for path, queries in (("/en/", 1), ("/en/lunches/", 1), ("/en/lunches/past/", 2), (page_of(event, "en"), 2)):
        cold()
        with django_assert_num_queries(queries):
            first = Client().get(path)
        with django_assert_num_queries(0):
            kept = Client().get(path)
            unchanged = Client().get(path, headers={"if-none-match": first.headers["ETag"]})
        assert (first.status_code, kept.content == first.content, unchanged.status_code) == (200, True, 304)


@pytest.mark.parametrize(("rows", "members"), [(1, 1), (3, 3), (3, 60)])
def test_a_member_costs_the_same_however_many_rows(rows: int, members: int, django_assert_num_queries: Counted) -> None:
    event, her = lunches(rows)[0], member()
    fill(event, min(members, 30), now=timezone.now() - EARLIER)
    for _number in range(members - min(members, 30)):
        member()
    says(event, her, now=timezone.now())
    client = logged_in(her)
    cold()
    for path, queries in (
        ("/en/", 6),
        ("/en/lunches/", 4),
        (page_of(event, "en"), 5),
        (f"{page_of(event, 'en')}details/", 5),
    ):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_waiting_costs_one_query_more(rows: int, django_assert_num_queries: Counted) -> None:
    event, her = coming_lunch(capacity=1), member()
    fill(event, rows, now=timezone.now() - EARLIER)
    says(event, her, now=timezone.now())
    client = logged_in(her)
    cold()
    for path, queries in (("/en/", 7), (page_of(event, "en"), 6)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_signed_link_costs_four_queries(rows: int, django_assert_num_queries: Counted) -> None:
    event = lunches(rows)[0]
    fill(event, rows, now=timezone.now() - EARLIER)
    invitation = Invitation.objects.create(event=event, member=member(), invited_at=timezone.now())
    cold()
    with django_assert_num_queries(4):
        assert Client().get(f"/en/lunches/answer/{sign_answer_link(invitation)}/").status_code == 200


@pytest.mark.parametrize("members", [1, 30])
def test_an_answer_costs_the_same_however_many_have_answered(members: int, django_assert_num_queries: Counted) -> None:
    event, her = coming_lunch(), member()
    fill(event, members, now=timezone.now() - EARLIER)
    client, address = logged_in(her), f"{page_of(event, 'en')}answer/"
    cold()
    for answer, queries in (("yes", 14), ("no", 12), ("yes", 12)):
        with django_assert_num_queries(queries):
            assert client.post(address, {"answer": answer}).status_code == 302
