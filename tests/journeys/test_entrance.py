"""Joining and logging in by the code in a real mail; a shared phone forgets her."""

import time

import pytest

from members.models import Member
from tests.factories.members import make_member
from tests.journeys.conftest import PHONE, Post, Visit
from tests.journeys.letters import code_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ASKED = "What do you want to be called?"


def ask_for_code(visitor: Visitor, email: str) -> None:
    visitor.write("Your e-mail address", email)
    visitor.press("Send me a code")


def type_code(visitor: Visitor, post: Post) -> None:
    """Read the code in the one mail that has come, and type it."""
    [mail] = post()
    visitor.write("The six digits in the mail", code_in(mail))
    visitor.press("Go on")


def session_ends(visitor: Visitor) -> float:
    """When the browser forgets the session (seconds since 1970); -1 for when it is closed."""
    return next(cookie["expires"] for cookie in visitor.page.context.cookies() if cookie["name"] == "sessionid")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_she_joins_logs_out_and_comes_back(visit: Visit, post: Post, language: str) -> None:
    nour = visit("nour", PHONE, language=language)
    nour.open("/")
    assert nour.path == f"/{language}/"
    nour.follow("Join WOW")
    nour.write("Your e-mail address", "nour@example.org")
    nour.write(ASKED, "نور")
    nour.choose("Järva")
    nour.choose("Yes, write to me")
    nour.choose("new in Sweden")
    nour.press("Join WOW")
    type_code(nour, post)
    assert nour.path == f"/{language}/me/welcome/"
    assert nour.reads("Welcome, %(name)s!", name="نور") is True
    member = Member.objects.get()
    assert (member.preferred_language, member.background, member.wants_messages) == (language, "newcomer", True)
    nour.follow("My page")
    assert "nour@example.org" in nour.text()
    nour.press("Log out")
    assert nour.find("Log in", "link").count() == 1
    nour.follow("Log in")
    ask_for_code(nour, "Nour@Example.org")
    type_code(nour, post)
    assert nour.path == f"/{language}/"
    assert nour.find("My page", "link").count() == 1
    assert session_ends(nour) > time.time() + 89 * 24 * 3600


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_on_a_shared_phone_a_wrong_code_then_the_right_one(visit: Visit, post: Post, javascript: bool) -> None:
    make_member(email="lena@example.org")
    lena = visit("lena", PHONE, javascript=javascript)
    lena.open("/sv/me/")
    lena.page.get_by_label(lena.says("Other people use this phone or computer")).check()
    ask_for_code(lena, "lena@example.org")
    [mail] = post()
    wrong = "000000" if code_in(mail) != "000000" else "111111"
    lena.write("The six digits in the mail", wrong)
    lena.press("Go on")
    explained = "That is not the code. Look in the newest mail from us and type the six digits again."
    assert lena.reads(explained) is True
    lena.write("The six digits in the mail", code_in(mail))
    lena.press("Go on")
    assert lena.path == "/sv/me/"
    assert session_ends(lena) == -1
