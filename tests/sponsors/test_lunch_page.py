"""Who pays for the food, at the foot of the lunch's page."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from events.programme import programme_of
from sponsors.services import save_sponsor
from sponsors.thanks import Thanked
from sponsors.uploads import redrawn
from tests.factories.events import lunch, member
from tests.factories.pages import coming_lunch, logged_in, page_of
from tests.factories.sponsors import encoded, picture, sponsor, upload
from wow.i18n.public import public_codes
from wow.visitor_pages import forget_visitor_pages

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def no_kept_pages() -> None:
    forget_visitor_pages()
    public_codes()


def sponsored(count: int) -> Event:
    """A lunch with so many sponsors, every other one with a logo, the last one first."""
    event = coming_lunch()
    for number in range(count):
        giver = sponsor(f"Bageri {number}", has_logo=number % 2 == 0)
        event.sponsorships.create(sponsor=giver, position=count - number)
    return event


def test_sponsors_stand_in_the_order_of_the_lunch() -> None:
    event = sponsored(3)
    digests = {each.sponsor.name: each.sponsor.logo.digest for each in event.sponsorships.exclude(sponsor__logo=None)}
    assert programme_of(event).sponsors == (
        Thanked("Bageri 2", digests["Bageri 2"], 300, 120),
        Thanked("Bageri 1"),
        Thanked("Bageri 0", digests["Bageri 0"], 300, 120),
    )


def test_the_same_place_goes_to_who_came_first() -> None:
    event = coming_lunch()
    for name in ("Bageri B", "Bageri A", "Bageri C"):
        event.sponsorships.create(sponsor=sponsor(name))
    assert [each.name for each in programme_of(event).sponsors] == ["Bageri B", "Bageri A", "Bageri C"]


def test_a_sponsor_who_is_not_thanked_in_public_stands_nowhere() -> None:
    event = coming_lunch()
    event.sponsorships.create(sponsor=sponsor("Tyst", is_shown=False))
    page = Client().get(page_of(event)).content.decode()
    assert (programme_of(event).sponsors, "Tyst" in page, 'class="sponsors"' in page) == ((), False, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_sponsors_cost_no_query(rows: int, django_assert_num_queries: Counted) -> None:
    event = sponsored(rows)
    with django_assert_num_queries(2):
        page = Client().get(page_of(event)).content.decode()
    assert (page.count("/sponsors/logo/"), page.count('class="sponsor-name"')) == ((rows + 1) // 2, rows // 2)


def test_a_logo_has_its_name_and_size_and_a_drawn_name_has_its_words() -> None:
    event = sponsored(2)
    page = Client().get(page_of(event, "ar")).content.decode()
    assert (page.count('alt="Bageri 0" width="114" height="46"'), page.count('aria-label="Bageri 1"')) == (1, 1)


def test_a_name_is_only_a_name() -> None:
    event = coming_lunch()
    event.sponsorships.create(sponsor=sponsor('<b onload="x()">&'))
    page = Client().get(page_of(event)).content.decode()
    assert ("<b onload" in page, "&lt;b onload=&quot;x()&quot;&gt;&amp;" in page) == (False, True)


def test_a_visitor_sees_a_new_logo_at_once() -> None:
    event = sponsored(1)
    kept = Client().get(page_of(event))
    row = event.sponsorships.get().sponsor
    save_sponsor(actor=None, sponsor=row, logo=redrawn(upload(encoded(picture(colour="green")))), now=timezone.now())
    fresh = Client().get(page_of(event), headers={"if-none-match": kept.headers["ETag"]})
    assert (fresh.status_code, f"/sponsors/logo/{row.logo.digest}.png" in fresh.content.decode()) == (200, True)
    event.sponsorships.all().delete()
    assert "/sponsors/logo/" not in Client().get(page_of(event)).content.decode()


def test_a_member_and_a_past_lunch_show_them_too() -> None:
    past = lunch()
    past.sponsorships.create(sponsor=sponsor())
    for client in (Client(), logged_in(member())):
        assert 'aria-label="Nordea"' in client.get(page_of(past)).content.decode()
