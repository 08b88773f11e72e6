"""`manage.py deliver`: send what is due, without Celery."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from wow.outbox.services import deliver_due


class Command(BaseCommand):
    """One run of the outbox; for cron, and for a machine whose broker is away."""

    help = "Send the messages that are due. Safe to run at any time, also beside workers."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--limit N` stops after N messages."""
        parser.add_argument("--limit", type=int, help="take at most so many messages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was done, in numbers only."""
        report = deliver_due(clock=timezone.now, limit=options["limit"])
        for name, value in vars(report).items():
            if value:
                self.stdout.write(f"{name}: {value}")
