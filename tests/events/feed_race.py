"""A process of its own in which members tap for their calendar address on several devices at once; prints what came
of it, as JSON.

The database is the one of TEST_DATABASE_URL. It races twice: as the portal is, and with the member's lock taken out.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

django.setup()

from events.models import CalendarFeed  # noqa: E402
from events.services import feeds  # noqa: E402
from members.models import Member  # noqa: E402
from tests.factories.events import member  # noqa: E402
from tests.faults.seat_race import all_at_once  # noqa: E402

WOMEN = 8
TAPS = 3
RACES = 10


def unlocked() -> None:
    """Take the defence out, for the negative control."""
    feeds._locked = lambda member: member
    if connection.vendor == "sqlite":
        connection.close()
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"


def tap(her: Member, name: str) -> str:
    """One tap on "make" or "renew"."""
    getattr(feeds, f"{name}_feed")(member=her, now=timezone.now())
    return name


def race() -> dict[str, Any]:
    """Every member makes and renews her address some times at once."""
    women = [member() for _ in range(WOMEN)]
    acts: list[Callable[[], str]] = [
        partial(tap, her, name) for her in women for _ in range(TAPS) for name in ("make", "renew")
    ]
    return {"outcomes": dict(all_at_once(acts)), "rows": CalendarFeed.objects.filter(member__in=women).count()}


def race_until_wrong() -> dict[str, Any]:
    """Race again and again until somebody sees an error, at most ten times."""
    for _ in range(RACES):
        result = race()
        if any(outcome.startswith("error") for outcome in result["outcomes"]):
            break
    return result


if __name__ == "__main__":
    locked = race()
    unlocked()
    sys.stdout.write(json.dumps({"locked": locked, "unlocked": race_until_wrong()}) + "\n")
