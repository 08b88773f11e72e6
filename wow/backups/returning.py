"""What must happen between putting an older database in place and starting the portal again."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection

from events.services.restoring import hold_after_restore
from members.services.replaying import erase_again, erased_ids
from wow.backups.dumping import BackupFailed, put_in_place


@dataclass(frozen=True)
class Returned:
    """How many members were erased again, and how many messages wait for a person."""

    erased: int
    held: int


def read_ledger(path: Path) -> set[UUID]:
    """The ids in a file that `manage.py erased` wrote. Raises BackupFailed when it is not such a file."""
    try:
        return {UUID(line) for line in path.read_text(encoding="ascii").split()}
    except (OSError, ValueError) as error:
        raise BackupFailed(f"{path} is no list that `manage.py erased` wrote.") from error


def erased_until_now() -> set[UUID]:
    """Whom the database that is about to go knows as erased; nobody when it cannot be read any more."""
    try:
        return set(erased_ids())
    except DatabaseError:
        connection.close()
        return set()


def restore(source: Path, *, ledger: set[UUID], now: dt.datetime) -> Returned:
    """Put the backup in place, bring it up to date, and let nothing come back that was over.

    Members erased since are erased again, all sessions end (among them those of lost phones), and every message that
    may have been sent since is held. Raises BackupFailed, CannotPlan.
    """
    gone = ledger | erased_until_now()
    put_in_place(source)
    call_command("migrate", interactive=False, verbosity=0)
    Session.objects.all().delete()
    return Returned(erased=erase_again(ids=gone, now=now), held=hold_after_restore(now=now))
