"""`manage.py hold_due`: after a restore, before any worker starts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.services.restoring import CannotPlan, hold_after_restore


class Command(BaseCommand):
    """Holds what an older database believes it still has to send, also what it would plan now."""

    help = "After restoring a database: hold every message that is due, so that nothing is sent a second time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many messages now wait for a person."""
        try:
            held = hold_after_restore(now=timezone.now())
        except CannotPlan as error:
            raise CommandError(f"Failed: {error}. The log says more; nothing was held.") from error
        self.stdout.write(f"held: {held}")
