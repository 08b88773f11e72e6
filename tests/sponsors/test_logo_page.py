"""A logo at its address: one query, kept for ever, the same for everybody."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from sponsors.models import Logo
from sponsors.services import save_sponsor
from tests.factories.events import member
from tests.factories.pages import logged_in
from tests.factories.sponsors import sponsor
from wow.i18n.public import public_codes

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[object]]
FOR_EVER = "public, max-age=31536000, immutable"


def address_of(logo: Logo) -> str:
    return f"/sponsors/logo/{logo.digest}.png"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_logo_costs_one_query(rows: int, django_assert_num_queries: Counted) -> None:
    stored = [sponsor(f"Bageri {letter}", has_logo=True) for letter in "abc"[:rows]]
    logo = stored[0].logo
    public_codes()  # known to every process after its first answer
    with django_assert_num_queries(1):
        response = Client().get(address_of(logo))
    assert (response.status_code, response.content) == (200, bytes(logo.content))
    headers = ("Content-Type", "X-Content-Type-Options", "Cache-Control")
    assert [response.headers[name] for name in headers] == ["image/png", "nosniff", FOR_EVER]
    assert dict(response.cookies) == {}


def test_a_member_keeps_it_too() -> None:
    response = logged_in(member()).get(address_of(sponsor(has_logo=True).logo))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, FOR_EVER)


@pytest.mark.parametrize("name", ["0" * 64, "f" * 63, "F" * 64, "../" * 20, "%00" * 64])
def test_nothing_else_is_there(name: str) -> None:
    sponsor(has_logo=True)
    assert Client().get(f"/sponsors/logo/{name}.png").status_code == 404


def test_a_logo_that_was_taken_away_is_gone() -> None:
    row = sponsor(has_logo=True)
    address = address_of(row.logo)
    save_sponsor(actor=None, sponsor=row, removes_logo=True, now=timezone.now())
    assert Client().get(address).status_code == 404


def test_it_is_only_read() -> None:
    address = address_of(sponsor(has_logo=True).logo)
    assert (Client().post(address).status_code, Client().head(address).status_code) == (405, 200)
