"""A process of its own that sets a lunch up, or runs one tick as soon as a given file appears; prints JSON.

The database is the one of TEST_DATABASE_URL, the mail server's port an argument. `--keyless` takes the defence out: the
plan gives every row a key of its own. Then members get several mails: the test can fail.
"""

import argparse
import datetime as dt
import json
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
from django.conf import settings

django.setup()

from events import audience  # noqa: E402
from events.domain.deadline import at_local  # noqa: E402
from events.models import Invitation  # noqa: E402
from events.services import reminders  # noqa: E402
from tests.factories.events import WEEKS_BEFORE, lunch, member  # noqa: E402

MONDAY = at_local(dt.date(2024, 3, 4), dt.time(9, 0))


def set_up(members: int) -> dict[str, Any]:
    """Two lunches on 7 March 2024: one to be reminded of, one to which everybody is still to be invited."""
    reminded, inviting = lunch(), lunch(invite=True)
    for _ in range(members):
        Invitation.objects.create(event=reminded, member=member(), invited_at=WEEKS_BEFORE)
    return {"reminded": str(reminded.pk), "inviting": str(inviting.pk)}


def keyless() -> None:
    """Take the defence out, for the negative control: nothing planned before counts, and no key is ever taken."""
    plan_one = reminders._reminder
    reminders.not_planned = audience.to_be_reminded  # type: ignore[attr-defined]
    reminders._reminder = lambda *args: replace(plan_one(*args), dedupe_key=str(uuid.uuid4()))


def tick_with_the_others(start: Path) -> dict[str, Any]:
    """One tick at Monday 09:00, begun when the file appears."""
    (start.parent / f"ready-{uuid.uuid4().hex}").touch()
    while not start.exists():
        time.sleep(0.002)
    report = reminders.tick(clock=lambda: MONDAY)
    return {"planned": report.planned, "invited": report.invited, "broken": report.broken}


def main() -> None:
    """Parse, act, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--port", type=int)
    parser.add_argument("--keyless", action="store_true")
    options = parser.parse_args()
    settings.EMAIL_PORT = options.port
    if options.keyless:
        keyless()
    result = set_up(options.members) if options.members else tick_with_the_others(options.start)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
