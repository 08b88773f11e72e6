"""The second step of a log-in: who is asked for it, and what counts as one."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.http import HttpRequest

from members.models import Member
from wow.prepared import Blank, ask

TYPES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
HER = Blank(Authenticator, "user")


def passkeys_of(member: Member) -> QuerySet[Any]:
    """Her own passkeys, oldest first."""
    return _passkeys_by(member.pk)


def shown_passkeys(member: Member) -> list[Any]:
    """The same as rows, for a page that is drawn often: the question is worded once."""
    return ask("passkeys of a member", lambda: _passkeys_by(HER.stand_in), {HER: member.pk})


def _passkeys_by(member_id: Any) -> QuerySet[Any]:
    hers: QuerySet[Any] = Authenticator.objects.filter(user_id=member_id, type=Authenticator.Type.WEBAUTHN)
    return hers.order_by("pk")


def second_steps(member: Member) -> set[str]:
    """What she has of passkeys, the app with codes and recovery codes: allauth's names of the types."""
    return set(Authenticator.objects.filter(user=member).values_list("type", flat=True))


def has_second_step(member: Member) -> bool:
    """Whether she has a passkey or the app. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=member, type__in=TYPES).exists())


def is_asked_for_second_step(member: Member) -> bool:
    """Staff who have one, and whoever added the app.

    A member's passkey is another way in, never a lock-out: with her phone lost the mailed code opens as before.
    """
    wanted = TYPES if member.is_staff else (Authenticator.Type.TOTP,)
    return bool(Authenticator.objects.filter(user=member, type__in=wanted).exists())


def came_by_one_step(request: HttpRequest, member: Member) -> bool:
    """Whether this log-in was by the mailed code alone: she became staff after it, with a passkey from before."""
    methods = {record["method"] for record in get_authentication_records(request, member)}
    return bool(methods) and "mfa" not in methods
