"""Passkeys: a member adds, names and removes them and logs in by them; whatever else is refused alike."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from members.models import Member
from members.services.second_steps import MOST_PASSKEYS
from tests.factories.members import authenticators, logged_in, make_member
from tests.members.soft_phone import PRESENT, SoftPhone
from wow.audit.models import AuditEntry
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    with translation.override("sv"):
        return reverse(name, args=args)


def added(client: Client, phone: SoftPhone | None = None, name: str = "Min telefon") -> SoftPhone:
    """A phone that this person has added."""
    phone = phone or SoftPhone()
    options = client.get(url("mfa_add_webauthn")).context["js_data"]
    client.post(url("mfa_add_webauthn"), {"name": name, "credential": phone.create(options)})
    return phone


def question(client: Client) -> dict[str, object]:
    """What the log-in page asks the phone."""
    answer: dict[str, object] = client.get(url("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    return answer["request_options"]  # type: ignore[return-value]


def opened(phone: SoftPhone, **posted: str) -> Client:
    """Another browser in which the phone was tried."""
    client = Client()
    credential = phone.get(question(client))
    client.post(url("mfa_login_webauthn"), {"credential": credential, **posted})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def mails() -> list[str]:
    return sorted(Message.objects.values_list("payload__mail", flat=True))


def test_a_member_adds_a_phone_and_logs_in_by_it() -> None:
    member = make_member(name="Nour", email="nour@example.org")
    client = logged_in(member)
    options = client.get(url("mfa_add_webauthn")).context["js_data"]["publicKey"]
    assert (options["rp"], options["user"]["name"], options["user"]["displayName"]) == (
        {"id": "localhost", "name": "WOW"}, "Nour", "Nour",
    )  # fmt: skip
    assert options["authenticatorSelection"] == {
        "residentKey": "required", "requireResidentKey": True, "userVerification": "required",
    }  # fmt: skip
    phone = added(client)
    assert authenticators(member) == {"webauthn"}
    assert mails() == ["account/passkey_added"]
    assert AuditEntry.objects.filter(actor_id=member.pk, action="members.passkey_add").count() == 1
    browser = opened(phone, next="/sv/me/")
    assert browser.session["_auth_user_id"] == str(member.pk)
    assert browser.session.get_expiry_age() == 90 * 24 * 3600


def test_on_a_shared_computer_she_is_forgotten_when_the_browser_closes() -> None:
    phone = added(logged_in(make_member()))
    assert opened(phone, is_shared="on").session.get_expire_at_browser_close() is True


@pytest.mark.parametrize(("asked", "leads"), [("/sv/me/", "/sv/me/"), ("https://evil.example/", "/sv/")])
def test_she_comes_where_she_wanted_to_and_nowhere_else(asked: str, leads: str) -> None:
    phone = added(logged_in(make_member()))
    client = Client()
    page = client.post(url("mfa_login_webauthn"), {"credential": phone.get(question(client)), "next": asked})
    assert page.headers["Location"] == leads


def test_a_members_passkey_never_stands_in_the_way_of_the_code() -> None:
    member = make_member(email="lena@example.org")
    added(logged_in(member))
    client = Client()
    client.post(url("account_request_login_code"), {"email": "lena@example.org"})
    code = Message.objects.get(payload__mail="account/login_code").payload["code"]
    client.post(url("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(member.pk)
    passkey = Authenticator.objects.get()
    assert client.post(url("mfa_remove_webauthn", passkey.pk)).headers["Location"] == url("mfa_list_webauthn")
    assert authenticators(member) == set()


def test_a_removed_phone_opens_nothing_and_she_is_told() -> None:
    member = make_member()
    client = logged_in(member)
    phone = added(client)
    address = url("mfa_remove_webauthn", Authenticator.objects.get().pk)
    assert client.get(address).status_code == 200
    assert is_in(opened(phone)) is True
    client.post(address)
    assert client.post(address).status_code == 404
    assert is_in(opened(phone)) is False
    assert mails() == ["account/passkey_added", "account/passkey_removed"]


REFUSED = "This phone could not log you in. Ask for a code by e-mail instead."


@pytest.mark.parametrize("spoil", ["origin", "rp_id", "user", "key", "unverified", "unknown id"])
def test_a_wrong_answer_is_refused_in_the_same_words(spoil: str) -> None:
    phone, other = added(logged_in(make_member())), added(logged_in(make_member()))
    if spoil == "origin":
        phone.origin = "https://localhost.evil.example"
    elif spoil == "rp_id":
        phone.rp_id = "evil.example"
    elif spoil == "user":
        phone.user_handle = other.user_handle
    elif spoil == "key":
        phone.key = other.key
    elif spoil == "unverified":
        phone.flags = PRESENT
    else:
        phone.credential_id = b"unknown"
    client = Client()
    page = client.post(url("mfa_login_webauthn"), {"credential": phone.get(question(client)), "next": "/sv/me/"})
    assert page.headers["Location"] == f"{url('account_request_login_code')}?next=%2Fsv%2Fme%2F"
    assert is_in(client) is False
    [words] = client.get(page.headers["Location"]).context["messages"]
    with translation.override("sv"):
        assert str(words) == translation.gettext(REFUSED)


def test_an_old_answer_opens_nothing() -> None:
    phone = added(logged_in(make_member()))
    client = Client()
    old = phone.get(question(client))
    client.post(url("mfa_login_webauthn"), {"credential": old})
    assert is_in(client) is True
    replaying = Client()
    replaying.post(url("mfa_login_webauthn"), {"credential": old})
    question(replaying)
    replaying.post(url("mfa_login_webauthn"), {"credential": old})
    assert is_in(replaying) is False


@pytest.mark.parametrize(
    "credential",
    [
        "", "x", "1", "null", "[]", '"x"', "{}", '{"id": 1}', '{"response": []}', '{"response": {"userHandle": 5}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA",'
        '"signature":"AA","userHandle":"_w"}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"bnVsbA","attestationObject":"oA"}}',
        '{"id":"é","rawId":"é","type":"public-key","response":{"clientDataJSON":"é","attestationObject":"é"}}',
    ],
)  # fmt: skip
def test_what_no_phone_says_is_refused_everywhere(credential: str) -> None:
    client = Client()
    question(client)
    assert client.post(url("mfa_login_webauthn"), {"credential": credential}).status_code == 302
    assert is_in(client) is False
    member = logged_in(make_member())
    member.get(url("mfa_add_webauthn"))
    assert member.post(url("mfa_add_webauthn"), {"credential": credential}).status_code == 200
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("spoil", ["origin", "rp_id", "challenge", "unverified"])
def test_a_phone_that_answers_wrongly_is_not_added(spoil: str) -> None:
    member = make_member()
    client = logged_in(member)
    phone = SoftPhone()
    options = client.get(url("mfa_add_webauthn")).context["js_data"]
    if spoil == "origin":
        phone.origin = "http://127.0.0.1:8000"
    elif spoil == "rp_id":
        phone.rp_id = "evil.example"
    elif spoil == "challenge":
        client.get(url("mfa_add_webauthn"))
    else:
        phone.flags = PRESENT
    assert client.post(url("mfa_add_webauthn"), {"credential": phone.create(options)}).status_code == 200
    assert (authenticators(member), mails()) == (set(), [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Nours \u202etelefon ", "Nours telefon"), ("", "Min telefon 1"), ("x" * 90, "x" * 60), ("گوشی", "گوشی")],
)
def test_a_phones_name_is_kept_clean(typed: str, kept: str) -> None:
    client = logged_in(make_member())
    added(client, name=typed)
    name = Authenticator.objects.get().wrap().name
    with translation.override("sv"):
        assert name == (kept if typed else translation.gettext("My phone"))


def test_she_gives_a_phone_another_name() -> None:
    client = logged_in(make_member())
    added(client)
    address = url("mfa_edit_webauthn", Authenticator.objects.get().pk)
    assert client.post(address, {"name": "bad\u202e"}).status_code == 200
    assert client.post(address, {"name": "Surfplattan"}).headers["Location"] == url("mfa_list_webauthn")
    assert "Surfplattan" in client.get(url("members:my_page")).content.decode()


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_touches_another_womans_phone(name: str) -> None:
    added(logged_in(make_member()))
    address = url(name, Authenticator.objects.get().pk)
    outsider = logged_in(make_member())
    assert [outsider.get(address).status_code, outsider.post(address, {"name": "x"}).status_code] == [404, 404]
    assert Client().post(address).status_code == 302
    assert Authenticator.objects.get().wrap().name == "Min telefon"


def test_the_same_key_twice_is_one_and_there_is_an_end() -> None:
    member = make_member()
    client = logged_in(member)
    phone = added(client)
    added(client, phone)
    assert Authenticator.objects.count() == 1
    for _more in range(MOST_PASSKEYS):
        added(client)
    assert Authenticator.objects.count() == MOST_PASSKEYS


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database(django_assert_num_queries: object, count: int) -> None:
    client = logged_in(make_member())
    for _phone in range(count):
        added(client)
    client.get(url("mfa_list_webauthn"))
    with django_assert_num_queries(3):  # type: ignore[operator]
        page = client.get(url("mfa_list_webauthn"))
    assert len(page.context["authenticators"]) == count


def test_a_closed_account_is_not_opened() -> None:
    member = make_member()
    phone = added(logged_in(member))
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert is_in(opened(phone)) is False


def test_the_question_is_asked_at_most_sixty_times_a_minute() -> None:
    cache.clear()
    client = Client()
    statuses = [
        client.get(url("mfa_login_webauthn"), headers={"Accept": "application/json"}).status_code for _time in range(61)
    ]
    assert statuses == [200] * 60 + [429]
    cache.clear()


def test_the_question_tells_nothing_and_without_script_there_is_the_door() -> None:
    added(logged_in(make_member()))
    assert (question(Client())["publicKey"]).get("allowCredentials", []) == []  # type: ignore[attr-defined]
    assert Client().get(url("mfa_login_webauthn")).headers["Location"] == url("account_login")


def test_her_passkeys_go_with_her() -> None:
    client = logged_in(make_member())
    added(client)
    client.post(url("members:leave"))
    assert Authenticator.objects.count() == 0
    assert json.dumps(mails()) == '["account/passkey_added"]'
