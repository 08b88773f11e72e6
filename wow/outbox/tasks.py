"""What a worker does when the bell rings."""

from celery import shared_task
from django.utils import timezone

from wow.outbox.services.delivering import deliver_due


@shared_task(name="wow.outbox.tasks.deliver")
def deliver() -> None:
    """Send what is due. Lost, late, twice or many at once: the result is the same."""
    deliver_due(clock=timezone.now)
