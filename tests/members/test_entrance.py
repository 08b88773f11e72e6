"""Joining and logging in, end to end, with the code read from the outbox row."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as portal_settings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from pytest_django import Settings

from members.enums import ConsentPurpose
from members.mails import MAILS, compose_account_mail
from members.models import Chapter, Consent, Member
from tests.factories.members import make_member, make_staff
from wow.outbox.models import Message
from wow.outbox.registry import Draft, Skip

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    with translation.override("sv"):
        return reverse(name, args=args)


def newest_mail() -> Message:
    return Message.objects.order_by("-created_at").first()  # type: ignore[return-value]


def without_tokens(body: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)


def joining(**changes: Any) -> dict[str, Any]:
    chapter = Chapter.objects.get(slug="jarva")
    wanted = {
        "email": "nour@example.org", "name": "نور", "language": "ar", "chapter": chapter.pk, "wants_messages": "on",
        "background": "newcomer", "website": "",
    }  # fmt: skip
    return {**wanted, **changes}


def ask_for_code(client: Client, email: str, **more: str) -> Any:
    return client.post(url("account_request_login_code"), {"email": email, **more}, follow=True)


def type_code(client: Client, code: str) -> Any:
    return client.post(url("account_confirm_login_code"), {"code": code}, follow=True)


def test_a_woman_joins_and_types_the_code_from_her_mail(client: Client) -> None:
    page = client.post(url("account_signup"), joining(), follow=True)
    assert page.redirect_chain == [(url("account_email_verification_sent"), 302)]
    member = Member.objects.get()
    assert (member.name, member.preferred_language, member.background) == ("نور", "ar", "newcomer")
    assert (member.wants_messages, member.has_usable_password()) == (False, False)
    mail = newest_mail()
    assert (mail.kind, mail.address, mail.is_urgent) == ("members.account_mail", "nour@example.org", True)
    page = client.post(url("account_email_verification_sent"), {"code": mail.payload["code"]}, follow=True)
    assert page.redirect_chain == [(url("members:welcome"), 302)]
    assert page.context["user"] == member
    member.refresh_from_db()
    assert member.wants_messages is True
    assert EmailAddress.objects.get(user=member).verified is True
    consents = Consent.objects.filter(member=member).values_list("purpose", "is_given", "source")
    assert sorted(consents) == [("background", True, "sign-up"), ("messages", True, "sign-up")]


def test_a_member_logs_in_for_ninety_days(client: Client) -> None:
    member = make_member(email="lena@example.org")
    ask_for_code(client, "LENA@example.org")
    page = type_code(client, newest_mail().payload["code"])
    assert page.context["user"] == member
    assert client.session.get_expiry_age() == portal_settings.SESSION_COOKIE_AGE
    assert client.session.get_expire_at_browser_close() is False


def test_on_a_shared_phone_she_is_logged_out_with_the_browser(client: Client) -> None:
    make_member(email="lena@example.org")
    ask_for_code(client, "lena@example.org", is_shared="on")
    type_code(client, newest_mail().payload["code"])
    assert client.session.get_expire_at_browser_close() is True


def test_the_code_may_be_typed_with_arabic_digits(client: Client) -> None:
    member = make_member(email="lena@example.org")
    ask_for_code(client, "lena@example.org")
    code = newest_mail().payload["code"].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert type_code(client, code).context["user"] == member


def test_somebody_written_in_by_staff_logs_in_and_is_verified(client: Client) -> None:
    member = make_member(email="lena@example.org")
    EmailAddress.objects.all().delete()  # as when a command made her
    ask_for_code(client, "lena@example.org")
    assert type_code(client, newest_mail().payload["code"]).context["user"] == member
    assert EmailAddress.objects.get(user=member).verified is True


def test_three_wrong_codes_close_the_attempt(client: Client) -> None:
    make_member(email="lena@example.org")
    ask_for_code(client, "lena@example.org")
    code = newest_mail().payload["code"]
    wrong = "000000" if code != "000000" else "111111"
    for _attempt in range(3):
        page = type_code(client, wrong)
    assert page.redirect_chain == [(url("account_request_login_code"), 302)]
    assert not type_code(client, code).context["user"].is_authenticated


def test_the_page_does_not_tell_whether_somebody_is_a_member() -> None:
    make_member(email="known@example.org")
    answers = []
    for email in ("known@example.org", "other@example.org"):
        client = Client()
        page = ask_for_code(client, email)
        wrong = type_code(client, "12x456")
        bodies = [answer.content.decode().replace(email, "EMAIL") for answer in (page, wrong)]
        answers.append((page.redirect_chain, [without_tokens(body) for body in bodies]))
    assert answers[0] == answers[1]
    assert sorted(Message.objects.values_list("payload__mail", flat=True)) == [
        "account/login_code", "account/unknown_account",
    ]  # fmt: skip


def test_joining_twice_tells_the_address_alone() -> None:
    make_member(email="known@example.org")
    answers = []
    for email in ("known@example.org", "other@example.org"):
        client = Client()
        page = client.post(url("account_signup"), joining(email=email), follow=True)
        answers.append((page.redirect_chain, without_tokens(page.content.decode().replace(email, "EMAIL"))))
    assert answers[0] == answers[1]
    assert sorted(Message.objects.values_list("address", "payload__mail")) == [
        ("known@example.org", "account/already_member"), ("other@example.org", "account/confirm_email"),
    ]  # fmt: skip
    assert Member.objects.count() == 2


def test_a_program_that_fills_in_everything_makes_no_member(client: Client) -> None:
    page = client.post(url("account_signup"), joining(website="https://spam.example"), follow=True)
    assert page.status_code == 200
    assert (Member.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Ami\u202ena"), ("name", "A\x00b"), ("name", "x" * 61), ("name", "123"), ("name", ""),
        ("email", "not an address"), ("email", ""), ("email", "a\x00@example.org"),
        ("language", "xx"), ("chapter", "999999"), ("chapter", "x"), ("background", "queen"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_the_rest_stays_typed(client: Client, field: str, value: str) -> None:
    page = client.post(url("account_signup"), joining(**{field: value}))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    kept = "name" if field != "name" else "email"
    assert page.context["form"][kept].value() == joining()[kept]
    assert Member.objects.count() == 0


def test_no_address_travels_in_the_address(client: Client) -> None:
    page = client.get(url("account_signup") + "?email=lena@example.org")
    assert page.context["form"]["email"].value() is None


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_door_leads_nowhere_else(client: Client, next_url: str) -> None:
    make_member(email="lena@example.org")
    client.post(
        url("account_request_login_code") + f"?next={next_url}", {"email": "lena@example.org", "next": next_url}
    )
    page = client.post(url("account_confirm_login_code"), {"code": newest_mail().payload["code"], "next": next_url})
    assert page.headers["Location"] == url("home")


def test_there_is_no_password_page() -> None:
    for name in ("account_change_password", "account_set_password", "account_reset_password", "account_reauthenticate"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("password/change/", "password/reset/", "password/set/", "3rdparty/"):
        assert Client().get(f"/sv/account/{path}").status_code == 404


def test_a_new_member_of_staff_has_no_password_either() -> None:
    boss = Member.objects.create_superuser("boss@example.org", password="secret")
    assert (boss.is_superuser, boss.has_usable_password()) == (True, False)


def test_she_changes_her_address_with_a_code_to_the_new_one(client: Client) -> None:
    member = make_member(email="old@example.org")
    client.force_login(member)
    page = client.post(url("account_email"), {"email": "new@example.org", "action_add": "1"}, follow=True)
    assert page.redirect_chain == [(url("account_email_verification_sent"), 302)]
    assert Member.objects.get().email == "old@example.org"
    mail = newest_mail()
    assert (mail.address, mail.payload["mail"]) == ("new@example.org", "account/confirm_email")
    client.post(url("account_email_verification_sent"), {"code": mail.payload["code"]})
    assert Member.objects.get().email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("new@example.org", True)]
    notice = newest_mail()
    assert (notice.address, notice.payload["mail"]) == ("old@example.org", "account/email_changed")


def test_somebody_who_left_gets_no_code(client: Client) -> None:
    member = make_member(email="lena@example.org")
    Member.objects.filter(pk=member.pk).update(is_active=False)
    ask_for_code(client, "lena@example.org")
    assert newest_mail().payload["mail"] == "account/unknown_account"


def test_a_member_of_staff_needs_the_second_step_to_log_in(client: Client) -> None:
    make_staff(email="boss@example.org")
    ask_for_code(client, "boss@example.org")
    page = type_code(client, newest_mail().payload["code"])
    assert page.redirect_chain[-1] == (url("mfa_authenticate"), 302)
    assert not page.context["user"].is_authenticated


@pytest.mark.parametrize("mail", sorted(set(MAILS.values())))
@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_account_mail_is_composed_in_its_language(mail: str, language: str) -> None:
    now = timezone.now()
    message = Message(
        address="lena@example.org", payload={"mail": mail, "language": language, "code": "123456"}, expires_at=now
    )
    assert compose_account_mail(message, now) == Skip("too_late")
    message.expires_at = None
    draft = compose_account_mail(message, now)
    assert isinstance(draft, Draft)
    assert (draft.to, draft.language, draft.subject[:3]) == ("lena@example.org", language, "WOW")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in draft.html
    has_code = mail in {"account/login_code", "account/confirm_email"}
    assert ("123456" in draft.text, "123456" in draft.html, "123456" in draft.subject) == (has_code, has_code, False)
    assert ("src=" in draft.html, "&#x27;" in draft.text) == (False, False)


def test_a_wiped_mail_is_skipped() -> None:
    assert compose_account_mail(Message(address="", payload={}), timezone.now()) == Skip("wiped")


def test_a_wish_for_messages_is_not_an_order(client: Client) -> None:
    client.post(url("account_signup"), joining(wants_messages="off"))
    code = newest_mail().payload["code"]
    client.post(url("account_email_verification_sent"), {"code": code})
    assert Member.objects.get().wants_messages is False
    assert Consent.objects.get(purpose=ConsentPurpose.MESSAGES).is_given is False


@pytest.mark.parametrize("email", ["known@example.org", "other@example.org"])
def test_the_fourth_code_within_a_minute_is_refused(settings: Settings, email: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # allauth's own limits, as in production
    cache.clear()
    make_member(email="known@example.org")
    for _attempt in range(3):
        assert ask_for_code(Client(), email).redirect_chain == [(url("account_confirm_login_code"), 302)]
    page = ask_for_code(Client(), email)
    assert page.context["form"].errors.as_data()["email"][0].code == "too_many_login_attempts"
    assert Message.objects.count() == 3
    cache.clear()
