"""A process of its own in which several greeters press the same names at once; prints what came of it, as JSON.

The database is the one of TEST_DATABASE_URL. It races twice: as the portal is, and with the lunch's lock taken out.
"""

import datetime as dt
import json
import sys
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import django
from django.conf import settings
from django.db import connection

django.setup()

from events.domain.deadline import at_local  # noqa: E402
from events.models import Attendance, Event  # noqa: E402
from events.services import door  # noqa: E402
from events.services.door import check_in, check_in_guest  # noqa: E402
from members.models import Member  # noqa: E402
from tests.factories.events import LUNCH_DAY, lunch, member, says  # noqa: E402
from tests.faults.seat_race import all_at_once  # noqa: E402

NOON = at_local(LUNCH_DAY, dt.time(12, 0))
WOMEN = 12
GREETERS = 4


def unlocked() -> None:
    """Take the defence out, for the negative control."""

    def read_only(event_id: uuid.UUID) -> Event:
        event: Event = Event.objects.get(pk=event_id)
        return event

    door.lock_lunch_lightly = read_only  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        connection.close()
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"


def press(event: Event, who: Member, greeter: Member) -> str:
    """One greeter's press, with an id that her own phone has chosen."""
    row = check_in(event_id=event.pk, member_id=who.pk, attendance_id=uuid.uuid4(), actor=greeter, now=NOON)
    return f"member {row.party_size}"


def press_guest(event: Event, key: uuid.UUID, greeter: Member) -> str:
    """One phone sends the same guest again."""
    return check_in_guest(event_id=event.pk, attendance_id=key, actor=greeter, now=NOON).guest_name or "guest"


def race() -> dict[str, Any]:
    """Every greeter presses every name at a lunch of its own, and sends the same guest."""
    event, key = lunch(), uuid.uuid4()
    coming, greeters = [member() for _ in range(WOMEN)], [member() for _ in range(GREETERS)]
    for who in coming:
        says(event, who)
    acts: list[Callable[[], str]] = [partial(press, event, who, greeter) for who in coming for greeter in greeters]
    acts += [partial(press_guest, event, key, greeter) for greeter in greeters]
    return {"outcomes": dict(all_at_once(acts)), "rows": Attendance.objects.filter(event=event).count()}


if __name__ == "__main__":
    locked = race()
    unlocked()
    sys.stdout.write(json.dumps({"locked": locked, "unlocked": race()}) + "\n")
