"""Members for tests: written in by the service that staff use."""

import datetime as dt
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.test import Client

from members.models import Chapter, Member
from members.services import write_in_member

NOW = dt.datetime(2024, 2, 20, 9, 0, tzinfo=dt.UTC)
_numbers = count(1)


def jarva() -> Chapter:
    """The chapter of most tests; made anew where a test with real transactions has emptied the tables."""
    chapter, _created = Chapter.objects.get_or_create(slug="jarva", defaults={"name": "Järva"})
    return chapter


def make_member(*, now: dt.datetime = NOW, **fields: Any) -> Member:
    """A member of Järva with a verified e-mail, unless `fields` say otherwise (anything `write_in_member` takes)."""
    number = next(_numbers)
    wanted: dict[str, Any] = {"name": f"Amina {number}", "email": f"amina{number}@example.org", **fields}
    if "chapter" not in wanted:
        wanted["chapter"] = jarva()
    member = write_in_member(actor=None, now=now, **wanted)
    EmailAddress.objects.filter(user=member).update(verified=True)
    return member


def make_staff(*groups: str, is_superuser: bool = False, has_app: bool = True, **fields: Any) -> Member:
    """A member who may open the staff pages, in the named groups, with the second step unless `has_app` is false."""
    member = make_member(**fields)
    member.is_staff = True
    member.is_superuser = is_superuser
    member.save()
    member.groups.set(Group.objects.filter(name__in=groups or ("staff",)))
    if has_app:
        TOTP.activate(member, generate_totp_secret())
        RecoveryCodes.activate(member)
    return member


def logged_in(member: Member) -> Client:
    """A browser in which she is logged in."""
    client = Client()
    client.force_login(member)
    return client


def authenticators(member: Member) -> set[str]:
    """Which second factors she has."""
    return set(Authenticator.objects.filter(user=member).values_list("type", flat=True))
