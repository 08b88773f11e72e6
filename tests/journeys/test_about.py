"""A visitor reads who WOW is and who pays for the food, on a small phone and in both colour modes."""

from typing import Any

import pytest

from tests.factories.pages import coming_lunch, page_of
from tests.factories.sponsors import sponsor
from tests.journeys.conftest import PHONE, Visit
from wow.demo.content.sponsors import SPONSORS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SMALL = {"width": 320, "height": 640}


@pytest.mark.parametrize(
    ("language", "screen", "options"),
    [
        ("sv", PHONE, {"color_scheme": "dark"}),
        ("ar", SMALL, {"javascript": False}),
    ],
)
def test_a_visitor_learns_who_we_are(visit: Visit, language: str, screen: Any, options: Any) -> None:
    event = coming_lunch()
    for number, giver in enumerate(SPONSORS):
        event.sponsorships.create(sponsor=sponsor(giver.name, has_logo=number == 0, gives_sv="Maten."))
    asha = visit("about", screen, language=language, **options)
    asha.open(page_of(event, language))
    asha.page.locator(".sponsors").scroll_into_view_if_needed()
    shown = asha.page.locator(".sponsors :is(img, svg)")
    assert [shown.nth(place).bounding_box() is None for place in range(shown.count())] == [False] * len(SPONSORS)
    asha.follow("About WOW")
    assert asha.path == f"/{language}/about/"
    asha.follow("Join WOW")
    assert asha.status == 200
