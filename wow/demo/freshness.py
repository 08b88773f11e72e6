"""Whether the demo is there and its lunches still lie ahead; builds it anew when not."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from events.domain.deadline import DEADLINE_TIME, at_local, local_date
from wow.demo import mailbox
from wow.demo.calendar import next_monday
from wow.demo.loading import LOADED, hold_today, load
from wow.outbox.services import last_beat


def ensure_fresh(*, now: dt.datetime, again: bool = False) -> bool:
    """Migrate; build the demo anew when it is missing, half built or its Monday has passed. True when it was built."""
    if again or not is_fresh(now):
        throw_away()
    call_command("migrate", verbosity=0, interactive=False)
    if is_fresh(now):
        hold_today(now)
        return False
    load(now)
    return True


def is_fresh(now: dt.datetime) -> bool:
    """Whether one can still answer the lunch whose Monday was within reach when the demo was built."""
    try:
        loaded_at = last_beat(LOADED)
    except DatabaseError:  # no table yet
        return False
    return loaded_at is not None and now < at_local(next_monday(local_date(loaded_at)), DEADLINE_TIME)


def throw_away() -> None:
    """Delete the demo's database and mails; SQLite's side files too."""
    connection.close()
    name = Path(settings.DATABASES["default"]["NAME"])
    for path in (name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-shm")):
        path.unlink(missing_ok=True)
    mailbox.empty()
