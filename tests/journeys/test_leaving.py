"""A language that is not open yet, and leaving the page at once."""

import pytest

from tests.factories import events as build
from tests.factories.pages import coming_lunch
from tests.journeys.conftest import LAPTOP, PHONE, Visit
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AWAY = "**/health/"


def test_a_closed_language_answers_wholly_in_swedish(visit: Visit) -> None:
    event = coming_lunch()
    hodan = visit("hodan", PHONE, language="so")
    hodan.language = "sv"  # what she can read there
    for path in ("/so/", "/so/lunches/", f"/so/lunches/{event.slug}/", "/so/account/login/"):
        hodan.open(path)
        html = hodan.page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("sv", "ltr")
        assert hodan.page.locator("main bdi[lang=so]").first.inner_text() == "Soomaali"
    assert hodan.find("Send me a code").count() == 1


@pytest.fixture
def amina(visit: Visit) -> Visitor:
    """A member who has looked at two pages."""
    coming_lunch()
    visitor = visit("amina", PHONE, language="ar")
    visitor.enter(build.member(preferred_language="ar"))
    visitor.open("/ar/")
    visitor.open("/ar/me/")
    return visitor


def back_shows_nothing(visitor: Visitor) -> None:
    """However often she, or somebody else, presses Back: nothing of ours is seen again."""
    for _press in range(3):
        visitor.page.go_back()
        visitor.page.wait_for_timeout(300)
        if visitor.page.url == "about:blank":
            break
        assert visitor.page.url.endswith("/health/")
    assert visitor.page.locator("main").count() == 0


def test_the_red_button_covers_the_page_and_back_shows_nothing(amina: Visitor) -> None:
    covered = amina.page.evaluate(
        """() => {
            document.getElementById("leave").click();
            return [document.title, [...document.body.children].filter((it) => it.checkVisibility()).length];
        }"""
    )
    assert covered == ["\u200b", 1]
    amina.page.wait_for_url(AWAY)
    back_shows_nothing(amina)


def test_shift_three_times_leaves(amina: Visitor) -> None:
    for _press in range(3):
        amina.page.keyboard.press("Shift")
    amina.page.wait_for_url(AWAY)
    back_shows_nothing(amina)


def test_leaving_without_javascript(visit: Visit) -> None:
    visitor = visit("visitor", LAPTOP, javascript=False)
    visitor.open("/sv/")
    visitor.page.locator("#leave").click()
    visitor.page.wait_for_url(AWAY)
    assert visitor.page.locator("main").count() == 0
