"""`manage.py restore FILE --yes`: an older database takes the place of this one. Stop everything first."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.services.restoring import CannotPlan
from wow.backups.dumping import BackupFailed
from wow.backups.returning import read_ledger, restore


class Command(BaseCommand):
    """Sends nothing. What may have been sent since the backup waits for staff in the outbox."""

    help = "Replace the whole database by a backup. Stop web, worker, beat and timers first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="what `manage.py backup` wrote; - reads standard input")
        parser.add_argument("--erased", metavar="FILE", help="what `manage.py erased` wrote last, if it is kept")
        parser.add_argument("--yes", action="store_true", help="really replace everything that is here now")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["yes"]:
            raise CommandError("This replaces everything in the database. Say --yes when that is what you want.")
        try:
            ledger = read_ledger(Path(options["erased"])) if options["erased"] else set()
            with tempfile.TemporaryDirectory() as folder:
                done = restore(self._file(options["file"], Path(folder)), ledger=ledger, now=timezone.now())
        except BackupFailed as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except CannotPlan as error:
            raise CommandError(f"Restored, but some lunches cannot be planned: {error}. Run hold_due again.") from error
        self.stdout.write(f"restored; erased again: {done.erased}; held: {done.held}; everybody logs in anew")

    def _file(self, name: str, folder: Path) -> Path:
        if name != "-":
            return Path(name)
        copy = folder / "backup"
        with copy.open("wb") as content:
            copyfileobj(sys.stdin.buffer, content)
        return copy
