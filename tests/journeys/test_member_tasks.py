"""What a member does, in both directions of writing, on both sizes of screen, with and without JavaScript."""

import re

import pytest

from events.enums import RsvpStatus
from events.models import Rsvp
from members.models import Member
from tests.factories.members import make_member
from tests.factories.pages import coming_lunch
from tests.journeys.conftest import LAPTOP, PHONE, Post, Visit
from tests.journeys.letters import code_in, headings
from tests.journeys.visitor import said

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OTHER = {"sv": ("ar", "العربية"), "ar": ("sv", "Svenska")}


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["360", "1280"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_from_the_first_page_to_an_answer_and_her_own_page(
    visit: Visit, post: Post, language: str, viewport: dict[str, int], javascript: bool
) -> None:
    event, amina = coming_lunch(), make_member(email="amina@example.org", language=language)
    her = visit("amina", viewport, language=language, javascript=javascript)
    her.open("/")
    her.go(her.page.locator("main li.card a").first)
    her.follow("Log in and answer")
    her.write("Your e-mail address", "amina@example.org")
    her.press("Send me a code")
    [mail] = post()
    her.write("The six digits in the mail", code_in(mail))
    her.press("Go on")
    assert her.path == f"/{language}/lunches/{event.slug}/"

    her.press("Yes, I am coming")
    her.choose("1", within="How many children come with you?")
    her.choose("halal")
    her.choose("Yes, I may be in pictures")
    her.press("Done")
    rsvp = Rsvp.objects.get()
    assert (rsvp.status, rsvp.children, rsvp.food_needs, rsvp.photo_answer) == ("yes", 1, ["halal"], "yes")
    her.follow("Change who comes and what you eat")
    her.choose("0", within="How many children come with you?")
    her.press("Done")
    her.press("I cannot come after all")
    rsvp.refresh_from_db()
    assert (rsvp.status, rsvp.children) == (RsvpStatus.NO, 0)
    assert headings(post()) == [("amina@example.org", said("Thank you for telling us", language))]

    her.follow("My page")
    change_food = re.compile(rf"^{her.says('Change')}\s?: {her.says('Food')}$")
    her.go(her.page.get_by_role("link", name=change_food))
    her.choose("no gluten")
    her.press("Save")
    assert her.reads("Saved.") is True
    amina.refresh_from_db()
    assert amina.food_needs == ["no_gluten"]

    other, own_name = OTHER[language]
    her.page.locator("summary").first.click()
    her.go(her.page.get_by_role("button", name=own_name, exact=True))
    her.language = other
    assert her.path == f"/{other}/me/"
    assert her.page.locator("html").get_attribute("dir") == ("rtl" if other == "ar" else "ltr")
    assert Member.objects.get().preferred_language == other
    assert her.page.get_by_role("heading", name=her.says("My page"), exact=True).count() == 1
