"""What the tests of the staff pages share: a lunch ahead of today, and browsers of several people."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.domain.deadline import local_date
from events.models import Event
from tests.factories import events as build
from tests.factories.members import logged_in, make_staff


def day_ahead(weeks: int = 4) -> dt.date:
    """A Thursday at least `weeks` weeks from today, so that its Monday is ahead of us too."""
    day = local_date(timezone.now()) + dt.timedelta(weeks=weeks)
    return day + dt.timedelta(days=(3 - day.weekday()) % 7)


def coming_lunch(**fields: Any) -> Event:
    """A published lunch four weeks ahead."""
    return build.lunch(day_ahead(), now=timezone.now(), **fields)


def coming_draft(**fields: Any) -> Event:
    """A draft four weeks ahead."""
    return build.draft_lunch(day_ahead(), now=timezone.now(), **fields)


def staff_client(*groups: str, **fields: Any) -> Client:
    """The browser of somebody in the named groups, both steps done."""
    return logged_in(make_staff(*groups, **fields))


def page_of(name: str, event: Event, *more: Any) -> str:
    """The address of one of the staff views of a lunch."""
    return reverse(f"admin:events_event_{name}", args=(event.pk, *more))
