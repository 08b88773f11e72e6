"""What is forgotten across apps: sessions that have ended, and sign-ups that nobody finished."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from events.models import Invitation
from members.models import Consent, Member
from members.services import erase_member
from members.services.writing_in import SIGN_UP
from wow.retention import register

SIGN_UP_KEPT = dt.timedelta(days=7)


def register_rules() -> None:
    """Tell the registry of both."""
    register("sessions", forget_sessions)
    register("sign-ups", forget_unfinished_sign_ups)


def forget_sessions(now: dt.datetime) -> int:
    """Delete the rows of sessions whose time is out."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]


def forget_unfinished_sign_ups(now: dt.datetime) -> int:
    """Erase who typed an address at sign-up and never proved within seven days that it is hers.

    Whom staff wrote in, gave rights, a phone number or an answer to a lunch is known to us and stays.
    """
    unfinished = _unfinished(now)
    for member in unfinished:
        erase_member(member=member, actor=None, now=now)
    return len(unfinished)


def _unfinished(now: dt.datetime) -> list[Member]:
    signed_up = Consent.objects.filter(member=OuterRef("pk"), source=SIGN_UP)
    invited = Invitation.objects.filter(member=OuterRef("pk"))  # whoever has answered has one too
    silent = Member.objects.filter(
        joined_at__lte=now - SIGN_UP_KEPT,
        last_login__isnull=True,
        phone__isnull=True,
        wants_messages=False,
        is_staff=False,
        is_superuser=False,
    )
    return list(silent.filter(Exists(signed_up), ~Exists(invited)).exclude(emailaddress__verified=True))
