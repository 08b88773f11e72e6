"""No page of the staff shows a reader a way that is closed to her."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from events.services.greeters import add_greeter
from tests.events.staff_pages import coming_draft, coming_lunch, staff_client
from tests.factories.events import WEEKS_BEFORE, lunch, member, says
from wow.roles import ROLES

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|action)="(/admin/[^"?#]*)')
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
LEADS_OUT = {reverse("admin:logout")}


def ways(client: Client, page: str) -> dict[str, str]:
    """Where the links and forms of a page lead among the staff's pages, one of each kind by its kind."""
    found = set(LINK.findall(client.get(page).content.decode())) - LEADS_OUT
    return {KEY.sub("*", way): way for way in sorted(found)}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "staff"])
def test_every_way_that_is_shown_is_open(role: str) -> None:
    """From the start page, its sidebar, and every page that they lead to."""
    over, full = lunch(), coming_lunch(capacity=1)
    coming_draft()
    for who in (member(), member()):
        says(full, who)
    says(over, who, now=WEEKS_BEFORE)
    add_greeter(event_id=full.pk, member_id=who.pk, actor=who, now=WEEKS_BEFORE)
    client = staff_client(role)
    shown = ways(client, reverse("admin:index"))
    for _depth in range(2):
        for page in dict(shown).values():
            shown |= ways(client, page)
    assert len(shown) >= 3
    assert {kind: status for kind, way in shown.items() if (status := client.get(way).status_code) == 403} == {}
