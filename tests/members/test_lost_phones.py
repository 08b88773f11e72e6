"""Somebody has lost her phone: an administrator takes its second step away, and sees no secret doing so."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from members.models import Member
from members.services.lost_phones import take_second_step_away
from tests.factories.members import authenticators, logged_in, make_member, make_staff
from wow.audit.models import AuditEntry
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db


def app_of(member: Member) -> Authenticator:
    return Authenticator.objects.get(user=member, type=Authenticator.Type.TOTP)


def mails() -> list[tuple[str, str, str]]:
    return [(row.address, row.payload["mail"], row.payload["language"]) for row in Message.objects.exclude(address="")]


def test_her_step_and_its_recovery_codes_go_and_she_is_told_once() -> None:
    actor, her = make_staff(is_superuser=True), make_staff(email="nour@example.org", language="ar")
    app = app_of(her)
    for _time in range(2):
        take_second_step_away(actor=actor, authenticator=app, now=timezone.now())
    assert (authenticators(her), authenticators(actor)) == (set(), {"totp", "recovery_codes"})
    trail = AuditEntry.objects.filter(action="members.second_step_taken").values_list("actor_id", "subject", "note")
    assert list(trail) == [(actor.pk, f"members.member:{her.pk}", "totp")]
    assert mails() == [("nour@example.org", "account/second_factor", "ar")]


def test_who_has_no_address_loses_it_too() -> None:
    her = make_member(email=None, phone="0701740605")
    step = Authenticator.objects.create(user=her, type="totp", data={"secret": "x"})
    take_second_step_away(actor=make_staff(is_superuser=True), authenticator=step, now=timezone.now())
    assert (authenticators(her), mails()) == (set(), [])


def test_an_administrator_does_it_on_the_staff_pages_and_sees_no_secret() -> None:
    her = make_staff(name="Nour")
    app, client = app_of(her), logged_in(make_staff(is_superuser=True))
    pages = [reverse("admin:mfa_authenticator_changelist")]
    pages += [reverse(f"admin:mfa_authenticator_{name}", args=[app.pk]) for name in ("change", "delete", "history")]
    shown = [client.get(page).content.decode() for page in pages]
    assert [app.data["secret"] in text for text in shown] == [False] * 4
    assert ["Nour" in text for text in shown[:2]] == [True, True]
    assert client.post(pages[2], {"post": "yes"}).status_code == 302
    assert authenticators(her) == set()


@pytest.mark.parametrize("group", ["staff", "safeguarding", "greeter", "strategist", "translator"])
def test_nobody_else_may(group: str) -> None:
    her = make_staff()
    client, step = logged_in(make_staff(group)), app_of(her).pk
    pages = [reverse(f"admin:mfa_authenticator_{name}", args=[step]) for name in ("change", "delete")]
    pages.append(reverse("admin:mfa_authenticator_changelist"))
    assert [client.get(page).status_code for page in pages] == [403] * 3
    assert client.post(pages[1], {"post": "yes"}).status_code == 403
    assert authenticators(her) == {"totp", "recovery_codes"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(rows: int, django_assert_num_queries: object) -> None:
    client = logged_in(make_staff(is_superuser=True))
    for _number in range(rows):
        make_staff()
    page = reverse("admin:mfa_authenticator_changelist")
    client.get(page)
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(page)
