"""Face, finger or PIN: Chromium with a phone's authenticator inside it, against the real pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession

from tests.factories.members import make_member, make_staff
from tests.journeys.conftest import LAPTOP, PHONE, Post, Visit
from tests.journeys.letters import code_in
from tests.journeys.test_entrance import ask_for_code, type_code
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ADD = "Add this phone"
LOG_IN = "Log in with this phone"


def give_phone(visitor: Visitor) -> Callable[[bool], None]:
    """A phone in her browser; the function says whether its owner shows her face from now on."""
    devtools: CDPSession = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    phone = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def show_face(is_hers: bool) -> None:
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": is_hers})

    return show_face


def test_a_member_adds_her_phone_logs_in_by_it_and_removes_it(visit: Visit, post: Post) -> None:
    language = "ar"
    member = make_member(name="Nour", email="nour@example.org")
    nour = visit("nour", PHONE, language=language)
    show_face = give_phone(nour)
    nour.enter(member)
    nour.open(f"/{language}/me/")
    nour.page.locator(f"a[href='/{language}/account/phones/']").click()
    nour.check()
    nour.follow(ADD)
    nour.press(ADD)
    assert nour.path == f"/{language}/account/phones/"
    assert [mail["To"] for mail in post()] == ["nour@example.org"]
    nour.press("Log out")

    nour.open(f"/{language}/account/login/?next=/{language}/me/")
    show_face(False)
    nour.find(LOG_IN).click()
    nour.page.locator("[data-passkey-said]:not(:empty)").wait_for()
    assert nour.path == f"/{language}/account/login/"
    show_face(True)
    nour.press(LOG_IN)
    assert nour.path == f"/{language}/me/"

    nour.open(f"/{language}/account/phones/")
    nour.go(nour.page.locator("a[href$='/remove/']"))
    nour.press("Remove")
    nour.press("Log out")
    nour.open(f"/{language}/account/login/")
    nour.press(LOG_IN)
    assert nour.path == f"/{language}/account/login/"
    assert nour.reads("This phone could not log you in. Ask for a code by e-mail instead.") is True


def test_staff_add_a_passkey_and_show_it_after_the_code(visit: Visit, post: Post) -> None:
    boss = make_staff("staff", has_app=False, email="boss@example.org")
    lena = visit("boss", LAPTOP)
    give_phone(lena)
    lena.enter(boss)
    lena.open("/admin/")
    assert lena.path == "/sv/me/second-step/"
    lena.follow("Use face, finger or PIN")
    lena.press(ADD)
    assert lena.path == "/sv/account/app/recovery/"
    lena.follow("I have written them down")
    lena.follow("To the staff pages")
    assert lena.path == "/admin/"
    post()
    lena.page.context.clear_cookies()

    lena.open("/admin/")
    ask_for_code(lena, "boss@example.org")
    type_code(lena, post)
    assert lena.path == "/sv/account/app/code/"
    lena.press("Use face, finger or PIN")
    assert lena.path == "/admin/"


def test_without_script_there_is_the_mailed_code(visit: Visit, post: Post) -> None:
    make_member(email="lena@example.org")
    lena = visit("lena", PHONE, javascript=False)
    lena.open("/sv/account/login/")
    assert lena.find(LOG_IN).is_visible() is False
    ask_for_code(lena, "lena@example.org")
    [mail] = post()
    lena.write("The six digits in the mail", code_in(mail))
    lena.press("Go on")
    lena.open("/sv/account/phones/add/")
    assert lena.reads("This browser cannot do it. You log in with a code by e-mail, as before.") is True
    assert lena.find(ADD).is_visible() is False
