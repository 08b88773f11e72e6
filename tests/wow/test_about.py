"""The foundation's own page: easy to find, light, kept for visitors, and honest about who pays."""

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sponsors.models import Sponsor
from tests.factories.events import member
from tests.factories.pages import logged_in
from tests.factories.sponsors import sponsor
from wow.demo.content.sponsors import SPONSORS
from wow.i18n.public import public_codes
from wow.visitor_pages import forget_visitor_pages

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]
BUDGET = 14 * 1024  # bytes of HTML, CSS and JavaScript, compressed
STATIC = Path(__file__).parents[2] / "wow" / "static" / "wow"


@pytest.fixture(autouse=True)
def no_kept_pages() -> None:
    forget_visitor_pages()
    public_codes()


def page(language: str = "en") -> str:
    return Client().get(f"/{language}/about/").content.decode()


def test_it_says_what_wow_is_in_easy_words() -> None:
    text = page()
    for words in (
        "You pay with your time",
        "Our sponsors pay for the food.",
        "We sit every other one",
        "Answer by the Monday before the lunch.",
        "We introduce everybody who is there for the first time.",
        "You may always say no to pictures",
        "Two women meet once a month for six months.",
        "Some greet at the door",
    ):
        assert (words, words in text) == (words, True)


@pytest.mark.parametrize("where", ["/en/", "/en/lunches/", "/en/leave-help/"])
def test_every_page_leads_to_it(where: str) -> None:
    assert 'href="/en/about/"' in Client().get(where).content.decode()


def test_a_member_reads_it_privately_with_her_tabs() -> None:
    response = logged_in(member()).get("/en/about/")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    assert "/account/join/" not in response.content.decode()  # she has joined


@pytest.mark.parametrize("rows", [1, 3])
def test_a_visitor_costs_one_query_and_none_when_kept(rows: int, django_assert_num_queries: Counted) -> None:
    for number in range(rows):
        sponsor(f"Bageri {number}", has_logo=number % 2 == 0)
    with django_assert_num_queries(1):
        first = Client().get("/en/about/")
    with django_assert_num_queries(0):
        kept = Client().get("/en/about/")
        unchanged = Client().get("/en/about/", headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, kept.content == first.content, unchanged.status_code) == (200, True, 304)
    text = first.content.decode()
    assert (text.count('alt="Bageri'), text.count('aria-label="Bageri')) == ((rows + 1) // 2, rows // 2)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_it_is_light_with_all_sponsors(language: str) -> None:
    for giver in SPONSORS:
        gives: dict[str, Any] = {f"gives_{code}": text for code, text in giver.gives.items()}
        sponsor(giver.name, **gives)
    parts = [page(language).encode()]
    parts += [(STATIC / name).read_bytes() for name in ("tokens.css", "portal.css", "portal.js")]
    assert sum(len(gzip.compress(part)) for part in parts) <= BUDGET


def test_sponsors_stand_in_the_order_of_the_staff() -> None:
    sponsor("Barilla", position=2)
    sponsor("Pegoya", position=1)
    sponsor("Tyst", is_shown=False)
    text = page()
    assert (text.index('aria-label="Pegoya"') < text.index('aria-label="Barilla"'), "Tyst" in text) == (True, False)


def test_a_sentence_that_is_only_in_swedish_says_so() -> None:
    sponsor(gives_sv="Betalar maten.", gives_en="Pays for the food.")
    assert [f'<p lang="{code}" dir="ltr">' in page(read) for read, code in (("en", "en"), ("ar", "sv"))] == [True, True]


def test_a_website_is_named_as_people_say_it() -> None:
    sponsor(website="https://www.example.org/sv/")
    assert '<a href="https://www.example.org/sv/" rel="nofollow noreferrer">' in page()
    assert '<span dir="ltr" class="number">example.org</span>' in page()


def test_a_new_sponsor_stands_there_at_once_and_a_deleted_one_no_more() -> None:
    assert 'id="sponsors"' not in page()
    sponsor()
    assert 'aria-label="Nordea"' in page()
    Sponsor.objects.get().delete()
    assert 'id="sponsors"' not in page()


def test_it_is_only_read() -> None:
    assert Client().post("/en/about/").status_code == 405
