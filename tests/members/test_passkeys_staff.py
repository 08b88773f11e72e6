"""Staff and passkeys: one is a second step, the last one stays, a code alone opens no staff page."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from members.errors import LastSecondStep
from members.middleware import StaffSecondFactorMiddleware
from members.models import Member
from members.services import remove_second_step
from members.stages import SecondStep
from tests.factories.members import NOW, authenticators, logged_in, make_member, make_staff
from tests.members.soft_phone import SoftPhone
from tests.members.test_passkeys import added, is_in, opened, url
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
LIST = "/admin/members/member/"


def came_by_code(email: str) -> Client:
    """A browser after the mailed code."""
    client = Client()
    Message.objects.filter(payload__mail="account/login_code").delete()
    client.post(url("account_request_login_code"), {"email": email})
    code = Message.objects.get(payload__mail="account/login_code").payload["code"]
    client.post(url("account_confirm_login_code"), {"code": code})
    return client


def enrolled(**fields: object) -> tuple[Member, Client, SoftPhone]:
    """A member of staff whose only second step is a passkey."""
    staff = make_staff(has_app=False, **fields)  # type: ignore[arg-type]
    client = logged_in(staff)
    return staff, client, added(client)


def test_staff_enrol_by_passkey_see_recovery_codes_and_come_in() -> None:
    staff = make_staff(has_app=False)
    client = logged_in(staff)
    told = client.get(url("members:second_step")).content.decode()
    assert told.index(url("mfa_add_webauthn")) < told.index(url("mfa_activate_totp"))
    phone = SoftPhone()
    credential = phone.create(client.get(url("mfa_add_webauthn")).context["js_data"])
    page = client.post(url("mfa_add_webauthn"), {"name": "", "credential": credential}, follow=True)
    assert page.redirect_chain == [(url("mfa_view_recovery_codes"), 302)]
    assert len(page.context["unused_codes"]) == 10
    assert authenticators(staff) == {"webauthn", "recovery_codes"}
    assert client.get(LIST).status_code == 200
    assert client.get(url("mfa_index")).status_code == 200


def test_staff_log_in_by_passkey_alone() -> None:
    _staff, _client, phone = enrolled()
    assert opened(phone).get(LIST).status_code == 200


def test_after_the_code_staff_show_the_passkey() -> None:
    _staff, _client, phone = enrolled(email="boss@example.org")
    client = came_by_code("boss@example.org")
    assert is_in(client) is False
    page = client.get(url("mfa_authenticate"))
    assert page.context["ways"] == {"webauthn", "recovery_codes"}
    stranger = SoftPhone(user_handle=phone.user_handle)
    page = client.post(
        url("mfa_authenticate"), {"credential": stranger.get(page.context["js_data"]["request_options"])}
    )
    assert (page.status_code, is_in(client)) == (200, False)
    credential = phone.get(page.context["js_data"]["request_options"])
    client.post(url("mfa_authenticate"), {"credential": credential})
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id": 1}'])
def test_the_second_step_refuses_what_no_phone_says(credential: str) -> None:
    enrolled(email="boss@example.org")
    client = came_by_code("boss@example.org")
    assert client.post(url("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert is_in(client) is False


def test_a_recovery_code_opens_when_the_phone_is_lost() -> None:
    staff, _client, _phone = enrolled(email="boss@example.org")
    [code, *_others] = Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()
    client = came_by_code("boss@example.org")
    client.post(url("mfa_authenticate"), {"code": code})
    assert client.get(LIST).status_code == 200


def test_staff_keep_the_last_second_step() -> None:
    staff, client, _phone = enrolled()
    passkey = Authenticator.objects.get(type="webauthn")
    page = client.post(url("mfa_remove_webauthn", passkey.pk), follow=True)
    assert [str(words) for words in page.context["messages"]][-1] == str(LastSecondStep.message)
    assert authenticators(staff) == {"webauthn", "recovery_codes"}
    with pytest.raises(LastSecondStep):
        remove_second_step(member=staff, authenticator_id=passkey.pk, language="sv", now=NOW)


def test_staff_with_both_may_remove_either_but_not_both() -> None:
    staff = make_staff()
    _phone = added(_proved(staff))
    app = Authenticator.objects.get(type="totp")
    remove_second_step(member=staff, authenticator_id=app.pk, language="sv", now=NOW)
    remove_second_step(member=staff, authenticator_id=app.pk, language="sv", now=NOW)
    assert authenticators(staff) == {"webauthn", "recovery_codes"}
    with pytest.raises(LastSecondStep):
        remove_second_step(
            member=staff, authenticator_id=Authenticator.objects.get(type="webauthn").pk, language="sv", now=NOW
        )


def _proved(staff: Member) -> Client:
    """A browser in which she has just typed a recovery code once more."""
    client = logged_in(staff)
    [code, *_others] = Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()
    client.post(url("mfa_reauthenticate"), {"code": code})
    return client


def test_staff_show_themselves_again_before_a_change() -> None:
    _staff, _client, phone = enrolled()
    client = logged_in(Member.objects.get(is_staff=True))
    asked = client.get(url("mfa_add_webauthn")).headers["Location"]
    assert asked == f"{url('mfa_reauthenticate_webauthn')}?next={url('mfa_add_webauthn').replace('/', '%2F')}"
    page = client.get(asked)
    stranger = SoftPhone(user_handle=phone.user_handle)
    refused = client.post(asked, {"credential": stranger.get(page.context["js_data"]["request_options"])})
    assert refused.headers["Location"] == asked
    page = client.get(asked)
    credential = phone.get(page.context["js_data"]["request_options"])
    assert client.post(asked, {"credential": credential}).headers["Location"] == url("mfa_add_webauthn")
    assert client.get(url("mfa_add_webauthn")).status_code == 200
    codes = client.get(url("mfa_reauthenticate"))
    assert codes.context["ways"] == {"webauthn", "recovery_codes"}


def test_a_code_alone_opens_no_staff_page_to_a_member_who_became_staff() -> None:
    member = make_member(email="lena@example.org")
    phone = added(logged_in(member))
    client = came_by_code("lena@example.org")
    assert is_in(client) is True
    Member.objects.filter(pk=member.pk).update(is_staff=True, is_superuser=True)
    away = client.get(LIST)
    assert away.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fmembers%2Fmember%2F"
    asked = client.get(away.headers["Location"]).headers["Location"]
    credential = phone.get(client.get(asked).context["js_data"]["request_options"])
    assert client.post(asked, {"credential": credential}).headers["Location"] == LIST
    assert client.get(LIST).status_code == 200


def test_what_guards_is_what_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled(email="boss@example.org")
    monkeypatch.setattr(SecondStep, "handle", lambda _self: (None, True))
    client = came_by_code("boss@example.org")
    assert (is_in(client), client.get(LIST).status_code) == (True, 302)
    monkeypatch.setattr(StaffSecondFactorMiddleware, "turned_away", lambda _self, _request: None)
    assert client.get(LIST).status_code == 200
