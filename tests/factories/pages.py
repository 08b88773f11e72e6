"""Readers and coming lunches for tests of pages, relative to the real clock."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from events.models import Event
from members.models import Member
from tests.factories.events import lunch, member


def in_days(number: int) -> dt.date:
    """A date so many days from now."""
    return (timezone.now() + dt.timedelta(days=number)).date()


def coming_lunch(days: int = 21, **fields: Any) -> Event:
    """A published lunch whose answers are open when `days` is over a week."""
    return lunch(in_days(days), now=timezone.now() - dt.timedelta(days=1), **fields)


def close_answers(event: Event) -> None:
    """Let the last day to answer have passed an hour ago."""
    Event.objects.filter(pk=event.pk).update(deadline_override=timezone.now() - dt.timedelta(hours=1))


def page_of(event: Event, language: str = "sv") -> str:
    """The address of a lunch."""
    return f"/{language}/lunches/{event.slug}/"


def logged_in(who: Member) -> Client:
    """A browser in which she is logged in."""
    client = Client()
    client.force_login(who)
    return client


def staff(*codenames: str) -> Member:
    """Somebody who may open the staff pages, with these permissions alone."""
    made = member(is_staff=True)
    made.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return made
