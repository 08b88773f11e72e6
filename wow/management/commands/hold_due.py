"""`manage.py hold_due`: after a restore, before any worker starts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wow.outbox.services import hold_due


class Command(BaseCommand):
    """Holds what an older database believes it still has to send."""

    help = "After restoring a database: hold every message that is due, so that nothing is sent a second time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many messages now wait for a person."""
        self.stdout.write(f"held: {hold_due(now=timezone.now())}")
