"""`manage.py backup FILE`: the whole database in one file, while the portal runs."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wow.backups.dumping import BackupFailed, write_backup


class Command(BaseCommand):
    """An older file of that name is replaced only once the new one is whole."""

    help = "Write the whole database to a file. It holds people's data: encrypt it before it leaves this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="- writes to standard output, for containers that keep no files")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["file"] == "-":
                self._stream()
                return
            write_backup(Path(options["file"]))
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Written: {options['file']}")

    def _stream(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "backup"
            write_backup(copy)
            with copy.open("rb") as content:
                copyfileobj(content, sys.stdout.buffer)
        sys.stdout.buffer.flush()
