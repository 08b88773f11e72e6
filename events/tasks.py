"""What a worker does by the clock."""

from celery import shared_task
from django.utils import timezone

from events.services import reminders


@shared_task(name="events.tasks.tick")
def tick() -> None:
    """Plan, invite and send what is due. Lost, late, twice or many at once: the result is the same."""
    reminders.tick(clock=timezone.now)
