"""Who a session belongs to is asked anew at every request: a member gone, closed or timed out is nobody."""

import datetime as dt
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from members.models import Member
from tests.factories.members import logged_in, make_member

pytestmark = pytest.mark.django_db


def is_known(client: Client) -> bool:
    return client.get("/sv/me/").status_code == 200


def test_two_members_are_two() -> None:
    lena, nour = make_member(name="Lena"), make_member(name="Nour")
    shown = [logged_in(member).get("/sv/me/").context["user"] for member in (lena, nour, lena)]
    assert shown == [lena, nour, lena]


def test_a_member_whose_account_is_closed_or_erased_is_nobody() -> None:
    member = make_member()
    client = logged_in(member)
    assert is_known(client) is True
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert is_known(client) is False
    other = make_member()
    client = logged_in(other)
    Member.objects.filter(pk=other.pk).delete()
    assert is_known(client) is False


def test_an_old_session_is_none() -> None:
    client = logged_in(make_member())
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert is_known(client) is False


def test_an_unknown_key_is_not_taken_over() -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore("abcdefgh" * 4)
    assert (store.load(), store.session_key) == ({}, None)
