"""Staff pages open with two steps only: a cast of outsider, member, staff without and with the app."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from django.utils import translation

from members.middleware import StaffSecondFactorMiddleware
from tests.factories.members import authenticators, logged_in, make_member, make_staff
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
LIST = "/admin/members/member/"


def url(name: str) -> str:
    with translation.override("sv"):
        return reverse(name)


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_an_outsider_is_sent_to_the_door_and_back(client: Client) -> None:
    page = client.get(LIST)
    assert page.headers["Location"] == f"{url('account_request_login_code')}?next=%2Fadmin%2Fmembers%2Fmember%2F"


@pytest.mark.parametrize(
    ("asked", "back"),
    [("", "%2Fadmin%2F"), ("?next=/admin/x/", "%2Fadmin%2Fx%2F"), ("?next=//evil.example", "%2Fadmin%2F")],
)
def test_the_admins_own_log_in_page_is_never_shown(client: Client, asked: str, back: str) -> None:
    page = client.get(f"/admin/login/{asked}")
    assert page.headers["Location"] == f"{url('account_request_login_code')}?next={back}"


def test_a_member_is_refused() -> None:
    assert [logged_in(make_member()).get(path).status_code for path in (LIST, "/admin/", "/admin/login/")] == [403] * 3


def test_staff_without_the_app_are_told_and_led_to_add_it() -> None:
    client = logged_in(make_staff(has_app=False))
    assert client.get(LIST).headers["Location"] == url("members:second_step")
    assert client.post(LIST, {"action": "erase"}).status_code == 302
    assert url("mfa_activate_totp") in client.get(url("members:second_step")).content.decode()


def test_staff_with_the_app_come_in() -> None:
    assert logged_in(make_staff()).get(LIST).status_code == 200


def test_staff_without_the_permission_are_refused() -> None:
    assert logged_in(make_staff("strategist")).get(LIST).status_code == 403


def test_nobody_sets_a_password() -> None:
    client = logged_in(make_staff(is_superuser=True))
    assert [client.get(f"/admin/{page}/").status_code for page in ("password_change", "password_change/done")] == [
        404,
        404,
    ]


def test_the_guard_is_what_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StaffSecondFactorMiddleware, "turned_away", lambda _self, _request: None)
    assert logged_in(make_staff(has_app=False)).get(LIST).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_staff_add_the_app_see_recovery_codes_and_come_in() -> None:
    staff = make_staff(has_app=False)
    client = logged_in(staff)
    page = client.get(url("mfa_activate_totp"))
    text = page.content.decode()
    assert ("<svg" in text, "data:image" in text) == (True, False)
    secret = page.context["form"].secret
    page = client.post(url("mfa_activate_totp"), {"code": app_code(secret)}, follow=True)
    assert page.redirect_chain[-1][0] == url("mfa_view_recovery_codes")
    assert len(page.context["unused_codes"]) == 10
    assert authenticators(staff) == {"totp", "recovery_codes"}
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"):
        assert client.get(url(name)).status_code == 200
    assert client.get(LIST).status_code == 200
    assert Message.objects.filter(payload__mail="account/second_factor").count() >= 1


def test_log_in_with_both_steps(client: Client) -> None:
    staff = make_staff(email="boss@example.org")
    client.post(url("account_request_login_code"), {"email": "boss@example.org"})
    code = Message.objects.get(payload__mail="account/login_code").payload["code"]
    client.post(url("account_confirm_login_code"), {"code": code})
    totp = Authenticator.objects.get(user=staff, type="totp").wrap()
    assert isinstance(totp, TOTP)
    page = client.post(url("mfa_authenticate"), {"code": app_code(totp.instance.data["secret"])}, follow=True)
    assert page.context["user"] == staff
    assert client.get(url("mfa_index")).status_code == 200


def test_staff_confirm_again_with_the_app_and_cannot_remove_it() -> None:
    client = logged_in(make_staff())
    asked = client.get(url("mfa_deactivate_totp"))
    assert asked.headers["Location"].startswith(url("mfa_reauthenticate"))
    page = client.get(asked.headers["Location"])
    assert page.status_code == 200
    staff = page.context["user"]
    totp = Authenticator.objects.get(user=staff, type="totp").wrap()
    assert isinstance(totp, TOTP)
    client.post(asked.headers["Location"], {"code": app_code(totp.instance.data["secret"])})
    client.post(url("mfa_deactivate_totp"))
    assert authenticators(staff) == {"totp", "recovery_codes"}


def test_the_app_shows_the_portals_name_and_no_address() -> None:
    client = logged_in(make_staff(has_app=False, name="Lena", email="lena@example.org"))
    address = client.get(url("mfa_activate_totp")).context["totp_url"]
    assert ("issuer=WOW" in address, "totp/Lena?" in address, "example" in address) == (True, True, False)
