"""`python -m tests.production.drill FILE MEMBERS`: backup, loss, restore on the database of the environment.

Run in a process of its own on a database of its own. Prints as JSON what was there before and after, and how long
it took.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

DAMAGED = 1000  # bytes that a broken copy has


def counts() -> dict[str, int]:
    """How many rows each of our tables has; the trail and the sessions apart, which a restore adds to and empties."""
    ours = {"members", "events", "outbox", "languages", "sponsors"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours
    }


def people(members: int) -> list[Any]:
    """So many invited members, of whom the first is staff, and a lunch in a month."""
    from members.models import Member
    from tests.factories.events import chapter, lunch

    chapter_ = chapter()
    Member.objects.bulk_create(
        Member(email=f"m{number}@example.org", name=f"Amina {number}", chapter=chapter_, is_staff=number == 0)
        for number in range(members)
    )
    now = timezone.now()
    lunch(now.date() + dt.timedelta(days=30), now=now - dt.timedelta(days=1), invite=True)
    return list(Member.objects.order_by("joined_at", "pk"))


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """What it returns, and after how many seconds."""
    began = time.monotonic()
    return act(), round(time.monotonic() - began, 1)


def command(*words: str) -> str:
    """What a command prints, or why it refuses."""
    output = StringIO()
    try:
        call_command(*words, stdout=output)
    except CommandError as error:
        return f"refused: {error}"
    return output.getvalue().strip()


def drill(folder: Path, members: int) -> dict[str, Any]:
    """Back up, erase two, lose a lunch, restore with the ledger; then again, and once from a damaged file."""
    from django.contrib.sessions.models import Session

    from events.models import Event
    from members.models import Member
    from members.services import erase_member
    from wow.outbox.models import Message

    everybody = people(members)
    file, damaged, ledger = folder / "wow.backup", folder / "damaged", folder / "erased"
    Session.objects.create(session_key="lost-phone", session_data="", expire_date=timezone.now())
    before = counts()
    _, backup_seconds = timed(lambda: command("backup", str(file)))
    damaged.write_bytes(file.read_bytes()[:DAMAGED])
    staff = Member.objects.get(is_staff=True)
    Member.objects.filter(pk=staff.pk).update(is_staff=False)
    staff.refresh_from_db()
    other = next(member for member in everybody if member.pk != staff.pk)
    erase_member(member=staff, actor=None, now=timezone.now())
    ledger.write_text(f"{command('erased')}\n{other.pk}\n")
    Event.objects.update(capacity=1)
    refused = [command("restore", str(damaged), "--yes"), command("restore", str(file))]
    untouched = (Event.objects.get().capacity, Member.objects.count())
    said, restore_seconds = timed(lambda: command("restore", str(file), "--erased", str(ledger), "--yes"))
    after = counts()
    return {
        "before": before,
        "after": after,
        "refused": [line.replace(str(folder), "") for line in refused],
        "untouched": untouched,
        "said": said,
        "capacity": Event.objects.get().capacity,
        "still_here": Member.objects.filter(pk__in=[staff.pk, other.pk]).count(),
        "held": Message.objects.filter(status="held").count(),
        "sessions": Session.objects.count(),
        "mode": oct(file.stat().st_mode & 0o777),
        "again": [command("backup", str(file)) != "", command("restore", str(file), "--yes"), counts() == after],
        "seconds": {"backup": backup_seconds, "restore": restore_seconds},
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(drill(Path(sys.argv[1]), int(sys.argv[2]))))
